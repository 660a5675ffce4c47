package hedge

import (
	"math"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// TestReportMetrics: golden case 12, the table of report 001 over 1,488 days
// with a rate of 3 %. The report prints cumulative, annualised, volatility (all
// %) and Sharpe ratio with two decimals; each may be off by half of the last.
func TestReportMetrics(t *testing.T) {
	for _, c := range []struct{ cumulative, annualised, volatility, sharpe float64 }{
		{-28.27, -5.47, 3.35, -2.53}, {-12.04, -2.15, 2.68, -1.92}, {-10.49, -1.86, 2.67, -1.82},
		{-20.13, -3.74, 7.89, -0.85}, {-3.30, -0.57, 6.67, -0.535}, {-9.04, -1.59, 6.99, -0.66},
	} {
		a := annualise(c.cumulative/100, 1488)
		if got := float64(a.Or(0)) * 100; !a.OK() || math.Abs(got-c.annualised) > 0.005+0.001 { // 0.001: of the cumulative's own rounding
			t.Errorf("%v %%: annualised %v, the report has %v", c.cumulative, got, c.annualised)
		}
		s := sharpe(a, unit.Some(unit.Rate(c.volatility/100)), 0.03)
		if got := float64(s.Or(0)); !s.OK() || math.Abs(got-c.sharpe) > 0.005+0.005/c.volatility*(1-c.sharpe) {
			t.Errorf("%v %%: Sharpe ratio %v, the report has %v", c.cumulative, got, c.sharpe)
		}
	}
}

// TestMeasure: values written down, metrics worked out by hand. The returns
// are +10 %, -10 %, 0, +10 %; their mean 0.025, squares about it 0.075^2 +
// 0.125^2 + 0.025^2 + 0.075^2 = 0.0275, over 3 and rooted 0.09574.
func TestMeasure(t *testing.T) {
	date := []calendar.Date{calendar.MustOf(2023, 12, 28), calendar.MustOf(2023, 12, 29), calendar.MustOf(2024, 1, 2), calendar.MustOf(2024, 1, 3)}
	m := measure(date, []float64{1.1, 0.99, 0.99, 1.089}, 0)
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-12 {
			t.Errorf("%s %v, want %v", what, got, want)
		}
	}
	near("cumulative", float64(m.Cumulative), 0.089)
	near("volatility", float64(m.Volatility.Or(0)), math.Sqrt(0.0275/3*252))
	near("drawdown", float64(m.Drawdown), 0.1)
	near("week", float64(m.Week), 0.1) // Monday is 2024-01-01
	near("year", float64(m.Year), 0.1)
	near("annualised", float64(m.Annualised.Or(0))/(math.Pow(1.089, 63)-1), 1)
	near("Sharpe ratio", float64(m.Sharpe.Or(0))/((math.Pow(1.089, 63)-1)/math.Sqrt(0.0275/3*252)), 1)
	if m.Peak != "2023-12-28" || m.Trough != "2023-12-29" || m.Recovered != "" {
		t.Errorf("peak %s, trough %s, recovered %q", m.Peak, m.Trough, m.Recovered)
	}
	m = measure(date, []float64{0.9, 0.95, 1, 1.2}, 0.03)
	near("drawdown", float64(m.Drawdown), 0.1)
	if m.Peak != "2023-12-28" || m.Trough != "2023-12-28" || m.Recovered != "2024-01-02" {
		t.Errorf("from the beginning: peak %s, trough %s, recovered %q", m.Peak, m.Trough, m.Recovered)
	}
}

// TestWeek: a week begins on Monday, the last day before it may be days ago.
func TestWeek(t *testing.T) {
	date := []calendar.Date{calendar.MustOf(2024, 9, 30), calendar.MustOf(2024, 10, 8), calendar.MustOf(2024, 10, 14), calendar.MustOf(2024, 10, 15)}
	for n, want := range map[int]float64{1: 1, 2: 0.5, 3: 1.0 / 3, 4: 2.0 / 3} {
		if m := measure(date[:n], []float64{2, 3, 4, 5}[:n], 0); math.Abs(float64(m.Week)-want) > 1e-12 {
			t.Errorf("week until %v: %v, want %v", date[n-1], m.Week, want)
		}
	}
}

// TestUndefinedMetrics: what has no meaning has a reason.
func TestUndefinedMetrics(t *testing.T) {
	date := []calendar.Date{calendar.MustOf(2024, 1, 2), calendar.MustOf(2024, 1, 3)}
	if m := measure(date[:1], []float64{1.1}, 0); m.Volatility.Why() != unit.TooShort || m.Sharpe.Why() != unit.TooShort {
		t.Errorf("one day: %v, %v", m.Volatility, m.Sharpe)
	}
	if m := measure(date, []float64{1, 1}, 0); m.Volatility.Or(1) != 0 || m.Sharpe.Why() != unit.NoVariation || m.Peak != "" {
		t.Errorf("nothing moved: %v, %v", m.Volatility, m.Sharpe)
	}
	if m := measure(date, []float64{0.5, -0.1}, 0); m.Annualised.Why() != unit.OutOfRange || m.Sharpe.Why() != unit.OutOfRange {
		t.Errorf("all lost: %v, %v", m.Annualised, m.Sharpe)
	}
}
