package history

import (
	"fairbasis/core/calendar"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// day is every contract on a day of the book, at the price of the measure.
func day(b *study.Book, i int, m study.Measure) study.HistoryDay {
	out := study.HistoryDay{Date: b.Date(i)}
	convention, _ := calendar.ConventionNamed(m.Convention) // Validate has found it
	prices := b.Close
	if m.Price == "settle" {
		prices = b.Settle
	}
	from, to := b.Quotes(i)
	total := 0.0
	for q := from; q < to; q++ {
		total += b.OpenInterest[q]
	}
	spot, noBasis := b.Index[i], study.NoPrice
	if spot != spot {
		noBasis = study.NoIndex
	}
	for q := from; q < to; q++ {
		basis, dividends := prices[q]-spot, b.Dividends[q]
		h := study.HistoryQuote{
			Contract: b.Contracts[b.Contract[q]].Code, CalendarDays: int(b.CalendarDays[q]), TradingDays: int(b.TradingDays[q]),
			Price: points(prices[q], study.NoPrice), Basis: points(basis, noBasis), BasisRate: rate(basis/spot, noBasis), Dividends: unit.Points(dividends),
			Annualised: rate((basis+dividends)/spot, noBasis),
			Volume:     study.Maybe(b.Volume[q], study.NoData), OpenInterest: study.Maybe(b.OpenInterest[q], study.NoData),
			Weight: rate(b.OpenInterest[q]/total, unit.NoOpenInterest),
		}
		if h.Annualised.OK() {
			if x, why := b.Annualise(q, (basis+dividends)/spot, convention); why != "" {
				h.Annualised = unit.None[unit.Rate](why)
			} else {
				h.Annualised = rate(x, noBasis)
			}
		}
		out.Contracts = append(out.Contracts, h)
	}
	return out
}

// points and rate are x, or undefined for a reason where it is no number.
func points(x float64, why unit.Reason) unit.Maybe[unit.Points] {
	if !unit.Finite(x) {
		return unit.None[unit.Points](why)
	}
	return unit.Some(unit.Points(x))
}

func rate(x float64, why unit.Reason) unit.Maybe[unit.Rate] {
	if !unit.Finite(x) {
		return unit.None[unit.Rate](why)
	}
	return unit.Some(unit.Rate(x))
}
