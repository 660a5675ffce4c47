package arb

import (
	"context"
	"strconv"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// Example is IM2412 at the closes of 2024-09-13 with the costs of the Sinolink
// weekly report of that week: golden case 11.
var Example = Input{Terms: carry.ExampleTerms, Costs: sinolink2024, Hurdle: 0.05}

// Compute values the arbitrage of one contract. It fails only where Validate does.
func Compute(_ context.Context, in Input) (Result, error) {
	c, notes, err := carry.Resolve(in.Terms)
	if err != nil {
		return Result{}, err
	}
	d := take(c, in)
	r := d.answer()
	r.Contract, r.Date, r.Expiry = c.Contract, c.Date, c.Expiry
	r.CalendarDays, r.TradingDays, r.Estimated = c.CalDays, c.TradingDays, c.Estimated
	r.RulesDate = c.Date
	r.Notes = append(notes, remarks(c, in, r.Bands)...)
	return r, nil
}

// remarks are what a trader should know about his hurdle and his costs.
func remarks(c carry.Deal, in Input, bands []Band) []fault.Field {
	var notes []fault.Field
	if in.Hurdle < in.Rate {
		notes = append(notes, fault.Note("hurdle", "hurdle_below_rate",
			"the hurdle "+percent(in.Hurdle)+" is below the risk-free rate "+percent(in.Rate)+": the band may exclude the fair value",
			"hurdle", number(in.Hurdle), "rate", number(in.Rate)))
	}
	for _, b := range bands {
		if b.ID == "sinolink" && !b.HoldsFair {
			notes = append(notes, fault.Note("hurdle", "fair_outside_band", "the fair value lies outside the band at this hurdle"))
		}
	}
	if low := in.Costs.DividendLow; low != nil && float64(*low) > c.DivFV {
		notes = append(notes, fault.Note("costs.dividend_low", "above_forecast", "the low case lies above the forecast "+number(unit.Points(c.DivFV)),
			"forecast", number(unit.Points(c.DivFV))))
	}
	if high := in.Costs.DividendHigh; high != nil && float64(*high) < c.DivFV {
		notes = append(notes, fault.Note("costs.dividend_high", "below_forecast", "the high case lies below the forecast "+number(unit.Points(c.DivFV)),
			"forecast", number(unit.Points(c.DivFV))))
	}
	rules := market.RulesAt(product(c.Product), c.Date)
	notes = belowRule(notes, "short_margin", in.Costs.ShortMargin, rules.ShortMargin)
	return belowRule(notes, "futures_margin", in.Costs.FuturesMargin, rules.Margin)
}

// belowRule notes a margin under the lowest allowed. 0 means that the margin
// is left out of the model, not that none is asked for.
func belowRule(notes []fault.Field, name string, have unit.Rate, rule market.Dated[unit.Rate]) []fault.Field {
	least, ok := rule.Value.Get()
	if !ok || have == 0 || have >= least {
		return notes
	}
	since, params := "", []string{"minimum", number(least), "status", string(rule.Status)}
	if !rule.Effective.IsZero() {
		since = " since " + rule.Effective.String()
		params = append(params, "since", rule.Effective.String())
	}
	return append(notes, fault.Note("costs."+name, name+"_below_rule",
		percent(have)+" is below the least allowed, "+percent(least)+since, params...))
}

// product is the exchange's product of a code, or one of the user's own.
func product(code string) market.Product {
	if p, err := market.ProductNamed(code); err == nil {
		return p
	}
	return market.Product{ID: code, Own: true}
}

func number[T ~float64](x T) string { return strconv.FormatFloat(float64(x), 'g', -1, 64) }

func percent(r unit.Rate) string { return unit.Shortest(r, unit.Percent, 0) + "%" }
