package page

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"fairbasis/app/engine"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/listing"
	"fairbasis/core/unit"
)

// answers are everything the page shows, and what stands beside the fields.
type answers struct {
	reading scenario.Reading // what was answered
	arb     arb.Result
	basis   basis.Result
	price   carry.Price
	listed  listing.ContractResult
	presets []arb.Preset
	preset  string // the model that every cost equals, or "custom"
	need    arb.BreakEven
	needErr error
	sens    arb.Sensitivity
	sensErr error
	heat    arb.Surface
	heatErr error

	errs  map[string]fault.Field   // refused, by path: the answer is the last valid one
	notes map[string][]fault.Field // computed, but look
	stale bool
}

// compute answers everything anew. A field that cannot be read, or that the
// calculator refuses, is answered for by its last accepted text; should that
// be refused as well, the whole last accepted state answers.
func (c *calculator) compute() {
	ctx := context.Background()
	a := answers{errs: map[string]fault.Field{}, notes: map[string][]fault.Field{}}
	a.reading = c.typed.Read()
	a.refuse(a.reading.Faults)
	var err error
	a.arb, err = engine.Do(ctx, arb.Key, a.reading.Input)
	if err == nil {
		c.accept(paths(a.reading.Faults))
	} else {
		refused := fault.From(err).Fields
		for i := range refused {
			refused[i].Path = a.reading.TypedPath(refused[i].Path)
		}
		a.refuse(refused)
		a.reading = c.typed.ReadWithout(culprits(refused))
		if a.arb, err = engine.Do(ctx, arb.Key, a.reading.Input); err == nil {
			c.accept(append(paths(a.reading.Faults), culprits(refused)...))
		} else {
			a.reading = c.typed.ReadAccepted()
			if a.arb, err = engine.Do(ctx, arb.Key, a.reading.Input); err != nil {
				// Not even the last accepted state: keep what is shown.
				errs := a.errs
				a = c.got
				a.errs, a.stale = errs, true
				c.got = a
				c.unfold()
				return
			}
		}
	}
	a.stale = len(a.errs) > 0
	in := a.reading.Input
	for _, n := range a.arb.Notes {
		n.Path = a.reading.TypedPath(n.Path)
		a.notes[n.Path] = append(a.notes[n.Path], n)
	}
	// The answers below share their terms with the one above, so they are not refused.
	a.basis, _ = engine.Do(ctx, basis.Key, basis.Input{Terms: in.Terms, Convention: a.reading.Convention})
	a.price, _ = engine.Do(ctx, carry.PriceKey, carry.PriceInput{Terms: in.Terms})
	a.listed = c.listedOn(ctx, in.Date)
	if p, err := engine.Do(ctx, arb.PresetsKey, arb.PresetsInput{Product: c.typed.Product(), Date: in.Date, Rate: in.Rate}); err == nil {
		a.presets = p.Presets
	}
	a.preset = presetOf(in.Costs, a.presets)
	a.sens, a.sensErr = engine.Do(ctx, arb.SensitivityKey, arb.SensitivityInput{Input: in})
	c.got = a
	c.computeNeed(ctx)
	c.computeHeat(ctx)
	c.unfold()
}

// accept notes what is typed as good, but for the refused fields and the one
// being edited: should its text become unreadable, what stood there before the
// editing answers, not the first half of the text.
func (c *calculator) accept(refused []string) {
	if c.editing != "" {
		refused = append(refused, c.editing)
	}
	c.typed.Accept(refused...)
}

func (a *answers) refuse(fields []fault.Field) {
	for _, f := range fields {
		if _, there := a.errs[f.Path]; !there {
			a.errs[f.Path] = f
		}
	}
}

// listedOn lists the months of the product on the day typed, whatever became
// of the contract itself.
func (c *calculator) listedOn(ctx context.Context, date calendar.Date) listing.ContractResult {
	product := c.typed.Product()
	if product == "" {
		product = "IM"
	}
	if d, err := calendar.Parse(c.typed.Text("date")); err == nil {
		date = d
	}
	near := calendar.ListedMonths(date)[0]
	out, err := engine.Do(ctx, listing.ContractKey, listing.ContractInput{Contract: product + near.Code(), Date: date})
	if err != nil { // a day before the product existed
		return listing.ContractResult{}
	}
	return out
}

// computeNeed asks what must be true for the chosen trade to reach the goal.
func (c *calculator) computeNeed(ctx context.Context) {
	a := &c.got
	in := a.reading.Input
	ask := arb.BreakEvenInput{Input: in, Trade: c.needTrade()}
	switch c.typed.Text("break_even.goal") {
	case "zero":
	case "rate":
		ask.Target = in.Rate
	default:
		ask.Target = in.Hurdle
	}
	a.need, a.needErr = engine.Do(ctx, arb.BreakEvenKey, ask)
}

// needTrade is the trade chosen, or the one on the market's side of the fair value.
func (c *calculator) needTrade() string {
	if t := c.typed.Text("break_even.trade"); t == arb.TradeForward || t == arb.TradeReverse || t == arb.TradeHolder {
		return t
	}
	if c.got.arb.Mispricing > 0 {
		return arb.TradeForward
	}
	return arb.TradeReverse
}

func paths(fields []fault.Field) []string {
	out := make([]string, len(fields))
	for i, f := range fields {
		out[i] = f.Path
	}
	return out
}

// culprits are the inputs to set back so that the rest can be answered. A
// contract is expired because of its code, its date or the valuation date.
func culprits(fields []fault.Field) []string {
	var out []string
	for _, f := range fields {
		switch {
		case f.Path == "contract" || f.Path == "expiry" || f.Path == "date":
			out = append(out, "contract", "expiry", "date", "own", "multiplier", "tick")
		case f.Path == "":
			for _, field := range scenario.Fields() {
				out = append(out, field.Path)
			}
		default:
			out = append(out, f.Path)
		}
	}
	slices.Sort(out)
	return slices.Compact(out)
}

// fieldErr is the message at a refused field, with its figures in the
// measure of the field.
func (c *calculator) fieldErr(path string) string {
	if f, ok := c.got.errs[path]; ok {
		return c.w.Fault(inMeasure(f))
	}
	return ""
}

// fieldNote are the remarks at an accepted field.
func (c *calculator) fieldNote(path string) string {
	said := make([]string, 0, 2)
	for _, f := range c.got.notes[path] {
		said = append(said, c.w.Fault(inMeasure(f)))
	}
	return strings.Join(said, c.w.Stop())
}

// inMeasure prints the figures of a fault as the field shows them: the core
// speaks of 0.5, the field of 50 %.
func inMeasure(f fault.Field) fault.Field {
	field, ok := scenario.FieldAt(f.Path)
	if f.Code == "not_a_number" || f.Code == "unknown_choice" {
		return f
	}
	params := make(map[string]string, len(f.Params))
	for name, value := range f.Params {
		params[name] = value
		x, err := strconv.ParseFloat(value, 64)
		if err != nil || strings.ContainsAny(value, "xXpP_") || !unit.Finite(x) {
			continue
		}
		switch {
		case name == "days" || name == "limit" && !ok:
		case ok && field.Kind == scenario.Rate:
			params[name] = unit.Shortest(x, field.Measure, 0) + field.Measure.String()
		default:
			params[name] = unit.Shortest(x, unit.Plain, 0)
		}
	}
	f.Params = params
	return f
}
