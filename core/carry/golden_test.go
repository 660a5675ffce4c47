package carry

import (
	"context"
	"fairbasis/core/op/optest"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// day is a date written in a test.
func day(t testing.TB, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func points(x unit.Points) Dividends { return Dividends{Points: &x} }
func yield(x unit.Rate) Dividends    { return Dividends{Yield: &x} }

// own are the terms of a contract of no exchange, so that a textbook case
// needs no real month.
func own(t testing.TB, from, to, dayCount string, s, f unit.Points, r unit.Rate, d Dividends) Terms {
	t.Helper()
	return Terms{Contract: "textbook", Date: day(t, from), Expiry: day(t, to), DayCount: dayCount, Spot: s, Futures: f, Rate: r, Dividends: d}
}

func price(t testing.TB, in Terms) Price {
	t.Helper()
	p, err := ComputePrice(context.Background(), PriceInput{in})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPublishedPrices(t *testing.T) {
	for _, c := range []struct {
		source string
		terms  Terms
		form   int // 0 to 4 for TP1 to TP5
		want   float64
		within float64
	}{
		// Futures exam question bank, theoretical price: the same question is published with 3030 (months/12) and
		// with 3029.589 (90/365).
		{"exam, S 3500", own(t, "2024-03-20", "2024-06-20", "months12", 3500, 3500, 0.05, yield(0.01)), 1, 3535, 0},
		{"exam, S 3000 by months", own(t, "2024-03-20", "2024-06-20", "months12", 3000, 3000, 0.05, yield(0.01)), 1, 3030, 0},
		{"exam, S 3000 by days", own(t, "2024-03-22", "2024-06-20", "act365", 3000, 3000, 0.05, yield(0.01)), 1, 3029.589, 0.0005},
		// Exam question bank, band of S 1600: fair value before costs.
		{"exam, S 1600", own(t, "2024-02-20", "2024-06-20", "months12", 1600, 1600, 0.06, yield(0.015)), 1, 1624, 0},
		// Exam question bank, Hang Seng: 100 points of dividends after one month.
		{"exam, Hang Seng", own(t, "2024-03-20", "2024-06-20", "months12", 15000, 15200, 0.06,
			Dividends{Cash: []CashDividend{{day(t, "2024-04-20"), 100}}}), 2, 15124, 0},
		// Hull, Options, Futures and Other Derivatives: 400 e^(0.06 x 4/12), 350 e^(0.04 x 4/12), 1300 e^(0.04 x 0.25).
		{"Hull, 400", own(t, "2024-02-20", "2024-06-20", "months12", 400, 405, 0.10, yield(0.04)), 0, 408.0805, 5e-5},
		{"Hull, 350", own(t, "2024-02-20", "2024-06-20", "months12", 350, 350, 0.08, yield(0.04)), 0, 354.6979, 5e-5},
		{"Hull, 1300", own(t, "2024-03-20", "2024-06-20", "months12", 1300, 1300, 0.05, yield(0.01)), 0, 1313.0652, 5e-5},
		// CME fair value, 78 days, dividends of 3.47 points not reinvested.
		{"CME", own(t, "2024-03-20", "2024-06-06", "act360", 1146, 1157, 0.057, points(3.47)), 4, 1156.6831, 5e-5},
	} {
		optest.Near(t, c.source, price(t, c.terms).Forms[c.form].Value, c.want, c.within)
	}
}

func TestPublishedMispricing(t *testing.T) {
	// CME: 1157.00 less fair value is 0.32 points.
	p := price(t, own(t, "2024-03-20", "2024-06-06", "act360", 1146, 1157, 0.057, points(3.47)))
	optest.Near(t, "CME", p.Mispricing, 0.32, 0.005)
	// Exam, Hang Seng: F 15200 is 76 points rich, 3,800 HKD at 50 a point.
	in := own(t, "2024-03-20", "2024-06-20", "months12", 15000, 15200, 0.06, Dividends{Cash: []CashDividend{{day(t, "2024-04-20"), 100}}})
	in.Multiplier = 50
	p = price(t, in)
	optest.Near(t, "Hang Seng, points", p.Mispricing, 76, 0)
	optest.Defined(t, "Hang Seng, a lot", p.MispricingPerLot, 3800, 0)
	// Hull: F 405 against 408.08 is cheap: buy futures, short the index.
	if p := price(t, own(t, "2024-02-20", "2024-06-20", "months12", 400, 405, 0.10, yield(0.04))); p.Mispricing >= 0 {
		t.Errorf("Hull 405: mispricing %v, want below 0", p.Mispricing)
	}
}

// Changjiang Securities, 2015-02-06: S 3312.42, rate 6.35 %, act/365. Columns: remaining days, dividends, basis, time
// value, theoretical basis, implied rate in %.
func TestChangjiang2015(t *testing.T) {
	for _, c := range []struct {
		contract                           string
		days                               int
		d, basis, timeValue, theo, implied float64
	}{
		{"IF1502", 19, 0, 32.18, 10.95, 10.95, 18.66},
		{"IF1503", 42, 0.07, 58.38, 24.20, 24.13, 15.33},
	} {
		p := price(t, Terms{
			Contract: c.contract, Date: day(t, "2015-02-06"), Spot: 3312.42, Futures: unit.Points(3312.42 + c.basis), Rate: 0.0635,
			Dividends: points(unit.Points(c.d)),
		})
		if p.CalendarDays != c.days {
			t.Errorf("%s: %d days, want %d", c.contract, p.CalendarDays, c.days)
		}
		optest.Near(t, c.contract+" time value", p.FairBasis+p.DividendFutureValue, c.timeValue, 0.005)
		optest.Near(t, c.contract+" theoretical basis", p.FairBasis, c.theo, 0.005)
		optest.Defined(t, c.contract+" implied", p.Implied.RepoSimple, c.implied/100, 0.00005)
	}
}

// Formula sheet, golden case 20: S 4000, rate 3 %, 90 days, dividends after 20, 40 and 70 days.
func TestDatedDividends(t *testing.T) {
	in := own(t, "2024-03-22", "2024-06-20", "act365", 4000, 3985, 0.03, Dividends{Cash: []CashDividend{
		{day(t, "2024-04-11"), 10}, {day(t, "2024-05-01"), 25}, {day(t, "2024-05-31"), 8},
	}})
	p := price(t, in)
	optest.Near(t, "sum", p.DividendPoints, 43, 0)
	optest.Near(t, "value at expiry", p.DividendFutureValue, 43.1734, 5e-5)
	optest.Near(t, "TP3", p.Forms[2].Value, 3986.4156, 5e-5)
	optest.Near(t, "fair value", p.FairValue, 3986.4156, 5e-5)
	optest.Near(t, "TP4", p.Forms[3].Value, 3986.5249, 5e-5)
	optest.Defined(t, "implied dividends", p.Implied.DividendPoints, 44.5890, 5e-5)
	optest.Defined(t, "implied repo", p.Implied.RepoSimple, 0.0285647, 5e-8)
	optest.Defined(t, "implied yield", p.Implied.DividendYield, 0.0452369, 5e-8)
}

// Worked example of the design: IM2412, closes of 2024-09-13, rate 3 %.
func TestWorkedExample(t *testing.T) {
	p := price(t, ExampleTerms)
	if p.Contract != "IM2412" || p.Expiry.String() != "2024-12-20" || p.CalendarDays != 98 || p.TradingDays != 63 || p.Estimated {
		t.Errorf("got %s %s, %d days, N %d, estimated %v", p.Contract, p.Expiry, p.CalendarDays, p.TradingDays, p.Estimated)
	}
	optest.Near(t, "fair value", p.FairValue, 4448.73, 0.005)
	optest.Near(t, "mispricing", p.Mispricing, -136.73, 0.005)
	optest.Near(t, "mispricing rate", p.MispricingRate, -0.0310, 0.00005)
	optest.Defined(t, "per lot", p.MispricingPerLot, -27347, 0.5)
	if len(p.Notes) != 0 {
		t.Errorf("notes: %v", p.Notes)
	}
}

// Expiry days of real contracts; IF1502 rolled over the Spring Festival.
func TestExpiries(t *testing.T) {
	for _, c := range []struct {
		contract, date, expiry string
		n                      int
	}{
		{"IF1502", "2015-02-06", "2015-02-25", -1},
		{"IF2409", "2024-09-13", "2024-09-20", 3},
		{"IF2410", "2024-09-13", "2024-10-18", 18},
		{"IF2412", "2024-09-13", "2024-12-20", 63},
		{"IF2503", "2024-09-13", "2025-03-21", 121},
		{"CFFEX.IF2412", "2024-09-13", "2024-12-20", 63},
		{"if12", "2024-09-13", "2024-12-20", 63},
	} {
		d, _, err := Resolve(Terms{Contract: c.contract, Date: day(t, c.date), Spot: 3000, Futures: 3000})
		if err != nil {
			t.Fatal(err)
		}
		if d.Expiry.String() != c.expiry || c.n >= 0 && d.TradingDays != c.n {
			t.Errorf("%s: got %s, N %d", c.contract, d.Expiry, d.TradingDays)
		}
	}
}

// The design's curve of IC at the closes of 2024-09-13, to its printed digits; expected rates are percent.
func TestExampleCurve(t *testing.T) {
	c, err := ComputeCurve(context.Background(), CurveExample)
	if err != nil {
		t.Fatal(err)
	}
	for i, w := range []struct {
		contract                   string
		days, n                    int
		fair, miss, basis, b, repo float64
		forward                    float64
		forwardDays                int
	}{
		{"IC2409", 7, 3, 4453.52, -8.72, -6.16, -0.14, -7.22, -7.22, 7},
		{"IC2410", 35, 18, 4463.76, -44.76, -31.96, -0.72, -7.49, -7.57, 28},
		{"IC2412", 98, 63, 4486.81, -110.21, -74.36, -1.67, -6.22, -5.56, 63},
		{"IC2503", 189, 121, 4520.10, -197.70, -128.56, -2.89, -5.58, -4.97, 91},
	} {
		g, f := c.Contracts[i], c.Forwards[i]
		if g.Contract != w.contract || g.CalendarDays != w.days || g.TradingDays != w.n || f.To != w.contract || f.Days != w.forwardDays {
			t.Errorf("%d: got %s, %d days, N %d; forward to %s over %d", i, g.Contract, g.CalendarDays, g.TradingDays, f.To, f.Days)
		}
		optest.Near(t, w.contract+" fair value", g.FairValue, w.fair, 0.005)
		optest.Near(t, w.contract+" mispricing", g.Mispricing, w.miss, 0.005)
		optest.Near(t, w.contract+" basis", g.Basis, w.basis, 0.005)
		optest.Near(t, w.contract+" basis rate", g.BasisRate*100, w.b, 0.005)
		optest.Defined(t, w.contract+" repo", g.ImpliedRepo, w.repo/100, 0.00005)
		optest.Defined(t, w.contract+" repo raw", g.RepoRaw, w.repo/100, 0.00005)
		optest.Defined(t, w.contract+" forward", f.Repo, w.forward/100, 0.00005)
		optest.Defined(t, w.contract+" forward raw", f.Raw, w.forward/100, 0.00005)
	}
	if c.Forwards[0].From != "" || c.Forwards[1].From != "IC2409" {
		t.Errorf("forwards start at %q and %q", c.Forwards[0].From, c.Forwards[1].From)
	}
}
