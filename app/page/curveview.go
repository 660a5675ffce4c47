package page

import (
	"context"
	"slices"
	"strings"

	"fairbasis/app/engine"
	"fairbasis/app/scenario"
	"fairbasis/core/basis"
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/roll"
	"fairbasis/core/spread"
)

// curveView is everything the engine said about a chain. Each answer stands by
// itself: one that is refused leaves the others alive.
type curveView struct {
	ok    bool // curve is there; without it there is nothing to show
	stale bool // the answers are older than the input

	reading  scenario.ChainReading // what the answers are about
	curve    carry.Curve
	weighted *basis.Weighted
	spreads  *spread.Result
	plan     *roll.Plan

	faults map[string]fault.Field   // by the path of the field that is wrong
	notes  map[string][]fault.Field // remarks on fields that were accepted
	rows   []curveRow               // as typed, for every contract of the chain
}

// curveRow ties a contract as typed to its answers.
type curveRow struct {
	typed scenario.ChainRow
	at    int // index in curve.Contracts and weighted.Contracts, or -1
}

// opPaths are the fields behind the paths of the requests, other than those of the chain.
var opPaths = map[string]string{
	"from": "roll.from", "side": "roll.side", "portfolio": "roll.portfolio", "beta": "roll.beta", "margin": "roll.margin",
	"rounding": "roll.rounding", "horizon_days": "roll.horizon_days", "fee": "costs.futures_fee",
	"futures_fee": "costs.futures_fee", "futures_margin": "costs.futures_margin",
}

// look answers a chain. A field that is refused is answered for by its last
// accepted value, and a contract that cannot be used is left out.
func look(c *scenario.Chain) curveView {
	v := curveView{faults: map[string]fault.Field{}, notes: map[string][]fault.Field{}}
	var refused []string
	v.curve, v.ok = ask(&v, c, &refused, carry.CurveKey, func(r scenario.ChainReading) carry.CurveInput {
		return carry.CurveInput{Chain: r.Chain}
	})
	v.reading = c.Read(refused...)
	for _, f := range v.reading.Faults {
		v.faults[f.Path] = f
	}
	for _, row := range c.Rows() {
		v.rows = append(v.rows, curveRow{row, -1})
	}
	if !v.ok {
		return v
	}
	for i := range v.rows {
		if k := v.reading.Row(i); k >= 0 {
			v.rows[i].at = v.place(v.reading.Chain.Contracts[k])
		}
	}
	for _, n := range v.curve.Notes {
		if n.Code == "off_tick" && c.Own() {
			continue // an own contract named as a listed one need not have its tick
		}
		path := v.reading.Typed(n.Path)
		v.notes[path] = append(v.notes[path], n)
	}
	if x, ok := ask(&v, c, &refused, basis.WeightedKey, func(r scenario.ChainReading) basis.WeightedInput {
		return basis.WeightedInput{Chain: r.Chain, Convention: r.Convention}
	}); ok {
		v.weighted = &x
	}
	if len(v.reading.Rows) < 2 {
		return v // neither a spread nor a roll
	}
	if x, ok := ask(&v, c, &refused, spread.Key, func(r scenario.ChainReading) spread.Input {
		return spread.Input{Chain: r.Chain, FuturesFee: r.FuturesFee, FuturesMargin: r.FuturesHold}
	}); ok {
		v.spreads = &x
	}
	if x, ok := ask(&v, c, &refused, roll.PlanKey, func(r scenario.ChainReading) roll.PlanInput {
		from := r.From
		if from == "" {
			from = v.curve.Contracts[0].Contract
		}
		return roll.PlanInput{
			Chain: r.Chain, From: from, Side: r.Side, Portfolio: r.Portfolio, Beta: r.Beta, Margin: r.Margin,
			Rounding: r.Rounding, HorizonDays: r.HorizonDays, Fee: r.FuturesFee,
		}
	}); ok {
		v.plan = &x
	}
	return v
}

// matters reports whether what is wrong at a path makes the figures older than
// the input. The roll and the spreads have their own inputs, and nothing old
// stands for a contract that is left out.
func (v *curveView) matters(path string) bool {
	for i, r := range v.rows {
		if strings.HasPrefix(path, scenario.ContractPath(i, "")) {
			return r.at >= 0
		}
	}
	return !strings.HasPrefix(path, "roll.") && !strings.HasPrefix(path, "costs.") && path != "multiplier" && path != "tick"
}

// place finds a contract of the request in the answer, where contracts stand
// by expiry under their plain codes. One with an expiry of its own may have a
// code that has long expired.
func (v *curveView) place(l carry.Listed) int {
	name, on := l.Contract, v.curve.Date
	if !l.Expiry.IsZero() {
		on = calendar.Date{}
	}
	if c, err := market.ReadContract(name, on); err == nil {
		name = c.Code
	}
	return slices.IndexFunc(v.curve.Contracts, func(p carry.CurvePoint) bool { return p.Contract == name })
}

// attempts bounds how often a request is made again without what was refused.
const attempts = 4

// ask puts one question, and again without the fields it refuses. Whatever it
// refused is noted at its field.
func ask[In op.Request, Out any](v *curveView, c *scenario.Chain, refused *[]string, key op.Key[In, Out], request func(scenario.ChainReading) In) (out Out, ok bool) {
	ok = v.answered(c, refused, func(r scenario.ChainReading) (err error) {
		out, err = engine.Do(context.Background(), key, request(r))
		return err
	})
	return out, ok
}

// answered is ask without its types: put puts the question of one reading.
func (v *curveView) answered(c *scenario.Chain, refused *[]string, put func(scenario.ChainReading) error) bool {
	for range attempts {
		r := c.Read(*refused...)
		if len(r.Chain.Contracts) == 0 {
			return false
		}
		err := put(r)
		if err == nil {
			return true
		}
		e, more := fault.From(err), false
		for _, f := range e.Fields {
			f.Path = r.Typed(f.Path)
			if to, ok := opPaths[f.Path]; ok {
				f.Path = to
			}
			if _, known := v.faults[f.Path]; !known {
				v.faults[f.Path] = f
			}
			if !slices.Contains(*refused, f.Path) {
				*refused, more = append(*refused, f.Path), true
			} else if row, whole := rowOf(f.Path); whole && !slices.Contains(*refused, row) {
				// Its last accepted value is refused as well.
				*refused, more = append(*refused, row), true
			}
		}
		if !more {
			if len(e.Fields) == 0 {
				v.faults[""] = fault.Field{Code: string(e.Code), Message: e.Message}
			}
			return false
		}
	}
	return false
}

// rowOf is the path of the name of the contract that a path belongs to.
func rowOf(path string) (string, bool) {
	parts := strings.SplitN(path, ".", 3)
	if len(parts) < 2 || parts[0] != "contracts" {
		return "", false
	}
	return "contracts." + parts[1] + ".contract", true
}
