package history

import (
	"math"
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// most is the most days to an expiry whose factor is kept: contracts live nine
// months at most.
const most = 511

// newBounds computes the lower and the upper arbitrage line and the lower and
// the upper bound of the full band, in the unit of the measure: of the contract
// measured on each day, by the rules of the day. Time to expiry is calendar days over 365; the dividends are
// those of the book, as their value at expiry.
func newBounds(b *study.Book, in study.HistoryInput, measured study.Line, rules []stretch) []study.Line {
	var out [4]study.Line
	var own [len(out)]bool // lines with reasons of their own
	n := b.Days()
	reasons := make([]unit.Reason, n) // of all four, until one differs
	for k := range out {
		out[k] = study.Line{Value: make([]float64, n), Why: reasons, Quote: measured.Quote}
	}
	isRate, yearly := in.IsRate(), in.Value == study.Annualised
	adjusted := in.Value != study.Basis && in.Value != study.Rate
	convention, _ := calendar.ConventionNamed(in.Convention) // Validate has found it
	counted := b.TradingDays
	if convention.Counts == calendar.CalendarDays {
		counted = b.CalendarDays
	}
	var factors [most + 1]float64 // of the convention, by days; 0 where not needed yet
	next := 0
	var now *stretch
	for i := range n {
		for next < len(rules) && b.Day[i] >= rules[next].from {
			now = &rules[next]
			next++
		}
		q, spot := measured.Quote[i], b.Index[i]
		k, why := 1.0, measured.Why[i]
		switch {
		case q < 0: // nothing is measured, for the reason there is
		case spot != spot:
			why = study.NoIndex
		default:
			why = "" // a future without a price has bounds all the same
			if yearly {
				days := counted[q]
				if k = factors[days&most]; k == 0 || days > most {
					if k, why = b.Annualise(int(q), 1, convention); why == "" && days <= most {
						factors[days] = k
					}
				}
			}
		}
		if why != "" {
			for j := range out {
				out[j].Value[i] = math.NaN()
				out[j].Why[i] = why
			}
			continue
		}
		dividends, tau := b.Dividends[q], float64(b.CalendarDays[q])/365
		var price [len(out)]float64
		price[0], price[1] = now.hurdle.Hurdle(spot, tau, dividends)
		price[2], price[3] = now.full.Full(spot, tau, dividends)
		for j, f := range price {
			x := f - spot
			if adjusted {
				x += dividends
			}
			if isRate {
				x = x / spot * k
			}
			out[j].Value[i] = x
			if x != x {
				if !own[j] {
					own[j], out[j].Why = true, slices.Clone(out[j].Why)
				}
				out[j].Why[i] = unit.CostsAboveWhole
			}
		}
	}
	return out[:]
}
