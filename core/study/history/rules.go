package history

import (
	"context"
	"slices"

	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// stretch is a time in which no rule changed that a bound is made of.
type stretch struct {
	from         int32 // day since 1970-01-01
	hurdle, full arb.Bounds
}

// costly reports whether a rule enters the bounds.
func costly(id market.RuleID) bool {
	switch id {
	case market.OpenFee, market.DeliveryFee, market.StampDuty, market.Margin, market.MinimumMargin, market.ShortMargin:
		return true
	}
	return false
}

// stretches returns the bounds by the rules in force, from the first day of the
// book on, and what is to be said about them.
//
// The hurdle line has the costs of report 001, but the futures fee and both
// margins of the day; the full band has the costs of the exchange preset. Where
// the table has no figure for a day the line keeps the report's, and the band
// leaves it out, as the preset does.
func stretches(ctx context.Context, b *study.Book, in study.HistoryInput) ([]stretch, []fault.Field, error) {
	first, last := b.Date(0), b.Date(b.Days()-1)
	days := []int{int(b.Day[0])}
	for _, c := range market.History(b.Product) {
		if costly(c.Rule) && c.Effective.After(first) && !c.Effective.After(last) {
			days = append(days, c.Effective.UnixDay())
		}
	}
	slices.Sort(days)
	days = slices.Compact(days)
	out := make([]stretch, len(days))
	var unknown calendar.Date // last day without a figure of the table
	for i, day := range days {
		p, err := arb.ComputePresets(ctx, arb.PresetsInput{Product: b.Product.ID, Date: calendar.OfUnixDay(day), Rate: in.Rate})
		if err != nil {
			return nil, nil, err
		}
		report, exchange := p.Presets[0].Costs, p.Presets[1].Costs
		if exchange.FuturesFee == 0 || exchange.FuturesMargin == 0 {
			unknown = last
			if i+1 < len(days) {
				unknown = calendar.OfUnixDay(days[i+1] - 1)
			}
		}
		hurdle := report
		given(&hurdle.FuturesFee, exchange.FuturesFee)
		given(&hurdle.FuturesMargin, exchange.FuturesMargin)
		given(&hurdle.ShortMargin, exchange.ShortMargin)
		out[i] = stretch{int32(day), arb.BoundsOf(hurdle, in.Rate, in.Hurdle), arb.BoundsOf(exchange, in.Rate, in.Hurdle)}
	}
	if unknown.IsZero() {
		return out, nil, nil
	}
	return out, []fault.Field{fault.Note("product", "rules_unknown", "fees and margins until "+unknown.String()+
		" are not known: the arbitrage line takes those of report 001, the full band leaves them out",
		"date", unknown.String())}, nil
}

// given takes what a rule gives; no fee and no margin of the table is 0.
func given(to *unit.Rate, rule unit.Rate) {
	if rule != 0 {
		*to = rule
	}
}

// changes are the changes of the rules for the product within the days of the
// book, those of one day together, in the order of days.
func changes(b *study.Book) []study.Change {
	first, last := b.Date(0), b.Date(b.Days()-1)
	all := market.History(b.Product) // each rule in the order of its days
	out := []study.Change{}
	for i, c := range all {
		if c.Effective.Before(first) || c.Effective.After(last) {
			continue
		}
		began := i == 0 || all[i-1].Rule != c.Rule
		if !began && all[i-1].Value == c.Value {
			continue
		}
		// The table states the lowest margin from the last listing on, not from a change.
		if began && c.Rule == market.MinimumMargin && c.Effective != b.Product.Listed {
			continue
		}
		at, found := slices.BinarySearchFunc(out, c.Effective, func(x study.Change, d calendar.Date) int { return x.Date.Compare(d) })
		if !found {
			out = slices.Insert(out, at, study.Change{Date: c.Effective})
		}
		out[at].Rules = append(out[at].Rules, string(c.Rule))
		out[at].Values = append(out[at].Values, unit.Number(c.Value))
	}
	return out
}
