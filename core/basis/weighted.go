package basis

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// WeightedKey names the operation that weights the annualised bases of the
// listed contracts by open interest.
const WeightedKey = op.Key[WeightedInput, Weighted]("basis_weighted")

// DefaultWeighted annualises a product as report 002 does: its + 1 keeps the
// contract that expires today finite.
const DefaultWeighted = "huatai"

// WeightedInput is the question: what is the annualised basis of the product?
type WeightedInput struct {
	carry.Chain
	Convention string `json:"convention,omitempty" enum:"raw,sinolink,huatai,calendar365,xingzheng" doc:"how each rate is annualised; huatai when left out"`
}

// Validate returns every rejected field, or nil.
func (in WeightedInput) Validate() error {
	var fs fault.Fields
	fs.Merge("", in.Chain.Validate())
	convention(&fs, in.Convention, DefaultWeighted)
	return fs.Err()
}

// Weighted is the basis of a product over its listed contracts.
type Weighted struct {
	Contracts    []Member              `json:"contracts" doc:"by expiry"`
	OpenInterest float64               `json:"open_interest" doc:"of all contracts, lots"`
	Convention   string                `json:"convention" doc:"id of the convention of every annualised"`
	Sign         string                `json:"sign" enum:"premium,discount" doc:"what a positive annualised value means"`
	Annualised   unit.Maybe[unit.Rate] `json:"annualised" doc:"sum of annualised x open interest over the sum of open interest"`
	Main         []Main                `json:"main" doc:"the main contract by each rule that has data"`
	Notes        []fault.Field         `json:"notes,omitempty"`
}

// Member is one contract of a Weighted basis.
type Member struct {
	Contract     string                `json:"contract"`
	Expiry       calendar.Date         `json:"expiry" doc:"last trading day"`
	CalendarDays int                   `json:"calendar_days"`
	TradingDays  int                   `json:"trading_days"`
	Basis        unit.Points           `json:"basis" doc:"F - S: + premium, - discount"`
	BasisRate    unit.Rate             `json:"basis_rate"`
	Adjusted     unit.Points           `json:"adjusted" doc:"F - S + D"`
	AdjustedRate unit.Rate             `json:"adjusted_rate"`
	Annualised   unit.Maybe[unit.Rate] `json:"annualised"`
	OpenInterest float64               `json:"open_interest" doc:"lots"`
	Weight       unit.Maybe[unit.Rate] `json:"weight" doc:"share of the open interest"`
}

// Main is the main contract by one rule.
type Main struct {
	Rule     string `json:"rule" enum:"volume,open_interest,open_interest_prev,current_month"`
	Contract string `json:"contract"`
}

// WeightedExample is a request of basis_weighted: IC at the closes of 2024-09-13.
var WeightedExample = WeightedInput{Chain: carry.ExampleChain}

// ComputeWeighted weights the annualised bases by open interest, formula B5:
//
//	sum_i a_i OI_i / sum_i OI_i
//
// over the listed contracts, one that expires today included (Huatai 2020).
// It is undefined where nobody holds anything, and where a contract that is
// held has no annualised rate. A contract without open interest has no say
// either way. It fails only where WeightedInput.Validate does.
func ComputeWeighted(_ context.Context, in WeightedInput) (Weighted, error) {
	var fs fault.Fields
	c := convention(&fs, in.Convention, DefaultWeighted)
	legs, notes, err := carry.ResolveChain(in.Chain)
	fs.Merge("", err)
	if err := fs.Err(); err != nil {
		return Weighted{}, err
	}
	w := Weighted{Contracts: make([]Member, len(legs)), Convention: c.ID, Sign: "premium", Main: mains(legs), Notes: notes}
	if c.Sign < 0 {
		w.Sign = "discount"
	}
	for i := range legs {
		w.OpenInterest += legs[i].OpenInterest
	}
	for i := range legs {
		w.Contracts[i] = member(c, &legs[i], w.OpenInterest)
	}
	w.Annualised = weigh(w.Contracts, w.OpenInterest)
	return w, nil
}

func member(c calendar.Convention, l *carry.Leg, total float64) Member {
	b := l.F - l.S
	m := Member{
		Contract: l.Contract, Expiry: l.Expiry, CalendarDays: l.CalDays, TradingDays: l.TradingDays,
		Basis: unit.Points(b), BasisRate: unit.Rate(b / l.S),
		Adjusted: unit.Points(b + l.DivSum), AdjustedRate: adjustedRate(&l.Deal),
		OpenInterest: l.OpenInterest,
	}
	m.Annualised = annualise(c, m.AdjustedRate, &l.Deal).Value
	if total == 0 {
		m.Weight = unit.None[unit.Rate](unit.NoOpenInterest)
	} else {
		m.Weight = unit.Some(unit.Rate(l.OpenInterest / total))
	}
	return m
}

func weigh(members []Member, total float64) unit.Maybe[unit.Rate] {
	if total == 0 {
		return unit.None[unit.Rate](unit.NoOpenInterest)
	}
	sum := 0.0
	for _, m := range members {
		if m.OpenInterest == 0 {
			continue
		}
		a, ok := m.Annualised.Get()
		if !ok {
			return unit.None[unit.Rate](m.Annualised.Why())
		}
		sum += float64(a) * m.OpenInterest
	}
	return unit.Some(unit.Rate(sum / total))
}

// mains names the main contract by every rule whose figures were given.
func mains(legs []carry.Leg) []Main {
	list := make([]market.Listed, len(legs))
	for i, l := range legs {
		list[i] = market.Listed{Code: l.Contract, Expiry: l.Expiry, Volume: l.Volume, OpenInterest: l.OpenInterest, PrevOpenInterest: l.PrevInterest}
	}
	var out []Main
	for _, rule := range market.MainRules() {
		if i, why := market.Main(rule, list); why == "" {
			out = append(out, Main{string(rule), list[i].Code})
		}
	}
	return out
}
