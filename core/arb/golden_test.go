package arb

import (
	"context"
	"fairbasis/core/op/optest"
	"math"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

func compute(t *testing.T, in Input) Result {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatalf("refused: %v", err)
	}
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func band(t *testing.T, r Result, id string) Band {
	t.Helper()
	for _, b := range r.Bands {
		if b.ID == id {
			return b
		}
	}
	t.Fatalf("no band %q", id)
	return Band{}
}

func ptr[T any](v T) *T { return &v }

// Golden case 11: IM2412 at the closes of 2024-09-13 with the parameters of
// the Sinolink weekly report. The risk-free band is the mock's.
func TestGoldenSinolink(t *testing.T) {
	r := compute(t, Example)
	const cent = 0.005
	optest.Near(t, "fair value", r.FairValue, 4448.73, cent)
	optest.Near(t, "mispricing", r.Mispricing, -136.73, cent)
	optest.Near(t, "tau", r.Tau, 98.0/365, 1e-15)
	optest.Defined(t, "forward return", r.Forward.Return, -0.07462, 0.000005)
	optest.Defined(t, "reverse return", r.Reverse.Return, -0.03510, 0.000005)
	optest.Defined(t, "upper", r.Forward.Bound, 4489.00, cent)
	optest.Defined(t, "lower", r.Reverse.Bound, 4242.06, cent)
	optest.Defined(t, "forward distance", r.Forward.Distance, 177.00, cent)
	optest.Defined(t, "reverse distance", r.Reverse.Distance, 69.94, cent)
	optest.Near(t, "reverse capital", r.Reverse.Capital, 3068.99, cent)
	optest.Near(t, "forward capital", r.Forward.Capital, 5275.59, cent)
	b := band(t, r, "sinolink")
	optest.Defined(t, "width", b.Width, 246.94, cent)
	free := band(t, r, "riskfree")
	optest.Defined(t, "risk-free lower", free.Lower, 4258.44, cent)
	optest.Defined(t, "risk-free upper", free.Upper, 4460.44, cent)
	if !b.Contains || !b.HoldsFair {
		t.Errorf("band: contains %t, holds fair %t, want both", b.Contains, b.HoldsFair)
	}
	if got, _ := r.Decides.Get(); r.Verdict != VerdictNone || got != r.Reverse.Return.Or(0) {
		t.Errorf("verdict %s by %v, want none by the reverse return", r.Verdict, r.Decides)
	}
	if r.TradingDays != 63 || r.CalendarDays != 98 {
		t.Errorf("days %d and %d, want 98 and 63", r.CalendarDays, r.TradingDays)
	}
	if len(r.Notes) != 1 || r.Notes[0].Path != "costs.short_margin" || r.Notes[0].Code != "short_margin_below_rule" ||
		r.Notes[0].Params["since"] != "2024-07-22" || r.Notes[0].Params["minimum"] != "1" {
		t.Errorf("notes: %v", r.Notes)
	}
}

// Case of A.4e. The sheet prints 4444.18 and 132.18; the second is the
// distance of the bound from the price, 132.183, while its formula of the gain
// at expiry gives 132.186: the commission on the 132 points is not spent.
func TestGoldenHolder(t *testing.T) {
	h := compute(t, Example).Holder
	optest.Defined(t, "bound", h.Bound, 4444.18, 0.005)
	optest.Defined(t, "distance", h.Distance, -132.18, 0.005)
	optest.Near(t, "gain", h.Gain, 132.1864, 0.00005)
	optest.Defined(t, "return", h.Return, 0.1116, 0.00005)
	if !h.Pays {
		t.Error("pays: got false")
	}
}

// Sanity figures of A.4c, checked against public data: the basis from which
// an arbitrage reaches 5 %, as a share of the index.
func TestSinolinkBasisNeeded(t *testing.T) {
	for _, c := range []struct {
		expiry       calendar.Date
		upper, lower float64
	}{
		{calendar.MustOf(2024, 9, 20), 0.00217, -0.00373},
		{calendar.MustOf(2024, 12, 20), 0.01718, -0.03878},
	} {
		in := Example
		in.Contract, in.Expiry = "own", c.expiry
		r := compute(t, in)
		optest.Near(t, "upper", float64(r.Forward.Bound.Or(0))/4413.187-1, c.upper, 0.000005)
		optest.Near(t, "lower", float64(r.Reverse.Bound.Or(0))/4413.187-1, c.lower, 0.000005)
	}
}

// textbookCase is an exam question: months to expiry, futures costs in points
// for the whole trade, stocks 0.6 % in and 0.6 % out.
func textbookCase(spot, futures unit.Points, expiry calendar.Date, slippage unit.Points) Input {
	return Input{
		Terms: carry.Terms{
			Contract: "exam", Date: calendar.MustOf(2024, 6, 21), Expiry: expiry, DayCount: "months12",
			Spot: spot, Futures: futures, Rate: 0.06, Dividends: carry.Dividends{Yield: ptr(unit.Rate(0.015))},
		},
		Costs: CostModel{FuturesSlippage: slippage, StockCost: 0.003, StockImpact: 0.003, LendingSpread: 0.005},
	}
}

// Golden case 9 (futures exam): S 1600, r 6 %, d 1.5 %, four months, spread
// 0.5 %, futures fee 0.3 + impact 0.3 points, stocks 0.6 % + 0.6 %.
func TestGoldenTextbook(t *testing.T) {
	r := compute(t, textbookCase(1600, 1624, calendar.MustOf(2024, 10, 21), 0.6))
	optest.Near(t, "fair value", r.FairValue, 1624, 1e-9*1624)
	b := band(t, r, "textbook")
	optest.Defined(t, "lower", b.Lower, 1601.5333, 0.00005)
	optest.Defined(t, "upper", b.Upper, 1646.4667, 0.00005)
	optest.Defined(t, "half width", unit.Some(b.Width.Or(0)/2), 22.4667, 0.00005)
}

// Golden case 10: S 1400, three months, futures 0.2 + 0.2 points.
func TestGoldenTextbookVariant(t *testing.T) {
	r := compute(t, textbookCase(1400, 1416, calendar.MustOf(2024, 9, 21), 0.4))
	b := band(t, r, "textbook")
	optest.Defined(t, "width", b.Width, 37.9, 1e-9*37.9)
	optest.Near(t, "half width above fair", b.Upper.Or(0)-r.FairValue, 18.95, 1e-9*18.95)
}

// The lower bound of A.4b with both readings of its numerator, worked out by
// hand for IM2412: 4413.187 (1 + 0.03 tau - 0.106 tau - rho 0.03 tau) / (1 + 0.2 0.03 tau)
// with rho 0.2 as printed and 0.5 as meant.
func TestCiticErratum(t *testing.T) {
	b := band(t, compute(t, Example), "citic")
	const printed, meant = 4309.0825855, 4298.4355431
	optest.Defined(t, "lower", b.Lower, meant, 1e-6)
	if math.Abs(float64(b.Lower.Or(0))-printed) < 10 {
		t.Errorf("lower: got %v, the printed reading is %v", b.Lower, printed)
	}
	// 4413.187 (1 + 0.03 tau) / (1 - 0.2 0.03 tau)
	optest.Defined(t, "upper", b.Upper, 4455.9126066, 1e-6)
}

// The waterfall of the mock, to its two decimals.
func TestGoldenWaterfall(t *testing.T) {
	want := [...]map[string]float64{
		{"hurdle": 23.70, "futures_margin": 12.05, "stock_cost": 4.41, "futures_fee": 0.10},
		{"stock_loan_fee": -125.60, "proceeds": -35.55, "short_margin": -29.62, "futures_margin": -11.39, "stock_cost": -4.41, "futures_fee": -0.10},
	}
	r := compute(t, Example)
	for i, steps := range want {
		w := r.Waterfalls[i]
		if len(w.Steps) != len(steps) {
			t.Errorf("%s %s: %d steps, want %d", w.Band, w.Side, len(w.Steps), len(steps))
		}
		for _, s := range w.Steps {
			optest.Near(t, w.Side+" "+s.Code, s.Points, steps[s.Code], 0.005)
		}
	}
}

// The break-evens of the mock: what must be true for the reverse trade to earn 5 %.
func TestGoldenBreakEven(t *testing.T) {
	b, err := ComputeBreakEven(context.Background(), BreakEvenExample)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]struct {
		relation  string
		value     float64
		tolerance float64
	}{
		"futures":              {AtMost, 4242.06, 0.005},
		"spot":                 {AtLeast, 4485.94, 0.005},
		"costs.stock_loan_fee": {AtMost, 0.0468, 0.00005},
		"days":                 {AtMost, 56, 0},
	}
	found := 0
	for _, s := range b.Solutions {
		if w, ok := want[s.Variable]; ok {
			found++
			optest.Defined(t, s.Variable, s.Needed, w.value, w.tolerance)
			optest.Near(t, s.Variable+" gap", s.Gap.Or(0), w.value-s.Now, w.tolerance)
			if s.Relation != w.relation {
				t.Errorf("%s: relation %s, want %s", s.Variable, s.Relation, w.relation)
			}
		}
		switch s.Variable {
		case "dividends.points":
			if s.WouldNeed == nil || s.Needed.Why() != unit.NoSolution {
				t.Errorf("dividends: got %+v, want none", s)
			} else {
				optest.Near(t, "dividends would need", *s.WouldNeed, -70.13, 0.005)
			}
		case "rate": // the dividends are points at expiry and the proceeds frozen
			if s.Needed.Why() != unit.NoEffect {
				t.Errorf("rate: got %v, want no effect", s.Needed)
			}
		}
	}
	if found != len(want) {
		t.Errorf("%d of %d solutions found", found, len(want))
	}
}

// The sensitivity table of the mock: change of fair value, lower bound and reverse return.
func TestGoldenSensitivity(t *testing.T) {
	s, err := ComputeSensitivity(context.Background(), SensitivityExample)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		variable             string
		fair, lower, reverse float64
	}{
		{"rate", 11.85, 0, 0},
		{"dividends.points", -10, -9.97, -0.0121},
		{"costs.stock_loan_fee", 0, -11.82, -0.0144},
		{"futures", 0, 0, -0.0121},
		{"spot", 10.0805, 9.6122, 0.01182}, // not in the mock: 10 (1 + r tau), 10 lower/spot, and A.4c at 4423.187 by hand
		{"days", -2.54, 11.87, 0.0090},
	}
	if len(s.Rows) != len(want) {
		t.Fatalf("%d rows, want %d", len(s.Rows), len(want))
	}
	for i, w := range want {
		r := s.Rows[i]
		if r.Variable != w.variable {
			t.Fatalf("row %d is %s, want %s", i, r.Variable, w.variable)
		}
		optest.Defined(t, w.variable+" fair value", r.FairValue, w.fair, 0.005)
		optest.Defined(t, w.variable+" lower", r.Lower, w.lower, 0.005)
		optest.Defined(t, w.variable+" reverse", r.Reverse, w.reverse, 0.00005)
	}
}

// The loan fee x dividends table of the mock, reverse return in percent, and
// its rate x days neighbours share the code.
func TestGoldenSurface(t *testing.T) {
	s, err := ComputeSurface(context.Background(), SurfaceExample)
	if err != nil {
		t.Fatal(err)
	}
	want := []float64{
		11.7, 8.9, 6.0, 3.1, 0.2, -3.5, -5.5,
		11.1, 8.2, 5.4, 2.5, -0.4, -4.1, -6.1,
		10.5, 7.6, 4.8, 1.9, -1.0, -4.7, -6.7,
		9.9, 7.0, 4.2, 1.3, -1.6, -5.3, -7.3,
		9.3, 6.4, 3.6, 0.7, -2.2, -5.9, -8.0,
		8.7, 5.8, 2.9, 0.1, -2.8, -6.5, -8.6,
	}
	if len(s.Z) != len(want) {
		t.Fatalf("%d cells, want %d", len(s.Z), len(want))
	}
	for i, w := range want {
		optest.Near(t, "cell", 100*s.Z[i], w, 0.05)
	}
	if s.Min != s.Z[len(s.Z)-1] || s.Max != s.Z[0] {
		t.Errorf("min %g, max %g, want %g and %g", s.Min, s.Max, s.Z[len(s.Z)-1], s.Z[0])
	}
}

// Report 001 says that on 2024-09-13 no contract qualified at 5 %: golden
// case 1 has the closes.
func TestNoContractQualified(t *testing.T) {
	for _, c := range []struct {
		spot   unit.Points
		prices map[string]unit.Points
	}{
		{3159.247, map[string]unit.Points{"IF2409": 3158.0, "IF2410": 3152.0, "IF2412": 3142.6, "IF2503": 3132.6}},
		{4450.959, map[string]unit.Points{"IC2409": 4444.8, "IC2410": 4419.0, "IC2412": 4376.6, "IC2503": 4322.4}},
		{4413.187, map[string]unit.Points{"IM2409": 4416.8, "IM2410": 4380.0, "IM2412": 4312.0, "IM2503": 4220.6}},
		{2205.812, map[string]unit.Points{"IH2409": 2204.4, "IH2410": 2199.0, "IH2412": 2201.4, "IH2503": 2201.2}},
	} {
		for contract, price := range c.prices {
			in := Example
			in.Contract, in.Spot, in.Futures = contract, c.spot, price
			if v := compute(t, in).Verdict; v != VerdictNone {
				t.Errorf("%s: verdict %s, want none", contract, v)
			}
		}
	}
}

// A.4 notes that the hurdle may lie below the risk-free rate: with R = 0 the
// upper bound is near 4418, under the fair value of 4448.73. Nothing is clamped.
func TestHurdleBelowRate(t *testing.T) {
	in := Example
	in.Hurdle = 0
	r := compute(t, in)
	optest.Defined(t, "upper", r.Forward.Bound, 4418, 0.5)
	if band(t, r, "sinolink").HoldsFair {
		t.Error("the band holds the fair value")
	}
	codes := map[string]bool{}
	for _, n := range r.Notes {
		codes[n.Code] = n.Path == "hurdle"
	}
	if !codes["hurdle_below_rate"] || !codes["fair_outside_band"] {
		t.Errorf("notes: %v", r.Notes)
	}
}

// The mock compares the example with 100 % short margin and a loan fee of 4.68 %.
func TestGoldenScenarios(t *testing.T) {
	b, c := Example, Example
	b.Costs.ShortMargin, c.Costs.StockLoanFee = 1, 0.0468
	r := compute(t, b)
	optest.Defined(t, "lower at 100 % margin", r.Reverse.Bound, 4212.52, 0.005)
	optest.Defined(t, "reverse at 100 % margin", r.Reverse.Return, -0.0204, 0.00005)
	optest.Near(t, "capital at 100 % margin", r.Reverse.Capital, 5275.59, 0.005)
	r = compute(t, c)
	optest.Defined(t, "reverse at 4.68 %", r.Reverse.Return, 0.05, 0.00005)
	if r.Verdict != VerdictReverse {
		t.Errorf("verdict at 4.68 %%: %s, want reverse", r.Verdict)
	}
}
