package hedge

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// NoTrades is why the figures of trades are undefined where there are none.
const NoTrades unit.Reason = "no_trades"

// yearDays is the trading days of a year in all figures a year (report 001).
const yearDays = 252

// annualise returns (1 + cumulative)^(252/days) - 1; undefined without days
// and where nothing is left.
func annualise(cumulative float64, days int) unit.Maybe[unit.Rate] {
	switch {
	case days < 1:
		return unit.None[unit.Rate](unit.NoTradingDays)
	case !(cumulative > -1):
		return unit.None[unit.Rate](unit.OutOfRange)
	}
	return unit.Some(unit.Rate(math.Expm1(yearDays / float64(days) * math.Log1p(cumulative))))
}

// sharpe returns (annualised - riskFree) / volatility.
func sharpe(annualised, volatility unit.Maybe[unit.Rate], riskFree unit.Rate) unit.Maybe[unit.Rate] {
	a, ok := annualised.Get()
	if !ok {
		return annualised
	}
	v, ok := volatility.Get()
	switch {
	case !ok:
		return volatility
	case v == 0:
		return unit.None[unit.Rate](unit.NoVariation)
	}
	return unit.Some((a - riskFree) / v)
}

// volatility returns the standard deviation of the daily returns of values
// that begin with 1, with n-1, times the root of 252.
func volatility(values []float64) unit.Maybe[unit.Rate] {
	if len(values) < 2 {
		return unit.None[unit.Rate](unit.TooShort)
	}
	mean, before := 0.0, 1.0
	for _, v := range values {
		if before <= 0 {
			return unit.None[unit.Rate](unit.OutOfRange)
		}
		mean += v/before - 1
		before = v
	}
	mean /= float64(len(values))
	square := 0.0
	before = 1
	for _, v := range values {
		off := v/before - 1 - mean
		square += off * off
		before = v
	}
	return unit.Some(unit.Rate(math.Sqrt(square/float64(len(values)-1)) * math.Sqrt(yearDays)))
}

// measure computes the metrics of a portfolio from its values at the close of
// every day, as multiples of its value at the beginning of the first one.
func measure(date []calendar.Date, values []float64, riskFree unit.Rate) Metrics {
	n := len(values)
	if n == 0 {
		none := unit.None[unit.Rate](unit.NoTradingDays)
		return Metrics{Annualised: none, Volatility: none, Sharpe: none}
	}
	last := values[n-1]
	m := Metrics{Cumulative: unit.Rate(last - 1), Annualised: annualise(last-1, n), Volatility: volatility(values)}
	m.Sharpe = sharpe(m.Annualised, m.Volatility, riskFree)
	m.drawdown(date, values)

	// The week begins on its Monday.
	monday := date[n-1].AddDays(-((date[n-1].Weekday() + 6) % 7))
	m.Week = since(date, values, monday)
	m.Year = since(date, values, calendar.MustOf(date[n-1].Year(), 1, 1))
	return m
}

// since returns the return from the last value before a day; from the
// beginning where there is none.
func since(date []calendar.Date, values []float64, day calendar.Date) unit.Rate {
	base, last := 1.0, values[len(values)-1]
	for i := len(date) - 1; i >= 0; i-- {
		if date[i].Before(day) {
			base = values[i]
			break
		}
	}
	if base <= 0 {
		return 0
	}
	return unit.Rate(last/base - 1)
}

// drawdown finds the largest fall from a peak. The beginning counts as a peak
// and has the first day's date.
func (m *Metrics) drawdown(date []calendar.Date, values []float64) {
	peak, at := 1.0, 0
	worst, peakAt, trough := 0.0, -1, -1
	top := 1.0
	for i, v := range values {
		if v > peak {
			peak, at = v, i
		}
		if fall := 1 - v/peak; fall > worst {
			worst, peakAt, trough, top = fall, at, i, peak
		}
	}
	if trough < 0 {
		return
	}
	m.Drawdown, m.Peak, m.Trough = unit.Rate(worst), date[peakAt].String(), date[trough].String()
	for i := trough + 1; i < len(values); i++ {
		if values[i] >= top {
			m.Recovered = date[i].String()
			return
		}
	}
}
