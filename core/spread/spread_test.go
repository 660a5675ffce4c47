package spread

import (
	"context"
	"encoding/json"
	"math"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

func compute(t optest.T, in Input) Result {
	t.Helper()
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// The design's table of IC spreads at the closes of 2024-09-13: rate 3 %, fee
// 0.23 of 10,000, margin 20 %. Its bands take all four fees on the near price
// (7.06 and 13.71 in the second and third row); ours take each fee on the
// price it is charged on: 7.05 and 13.70.
func TestExample(t *testing.T) {
	pairs := compute(t, Example).Pairs
	for i, w := range []struct {
		near, far               string
		days                    int
		spread, theo, gap, band float64
		annualised              float64 // %, the roll planner's column where it has one
	}{
		{"IC2409", "IC2410", 28, 25.8, -10.24, 36.04, 2.45, 7.56},
		{"IC2409", "IC2412", 91, 68.2, -33.29, 101.49, 7.05, 6.15},
		{"IC2409", "IC2503", 182, 122.4, -66.58, 188.98, 13.70, 5.52},
		{"IC2410", "IC2412", 63, 42.4, -23.05, 65.45, 4.98, 5.52},
		{"IC2410", "IC2503", 154, 96.6, -56.34, 152.94, 11.59, 5.14},
		{"IC2412", "IC2503", 91, 54.2, -33.29, 87.49, 6.95, 4.88},
	} {
		p := pairs[i]
		if p.Near != w.near || p.Far != w.far || p.Days != w.days || !p.Outside {
			t.Errorf("%d: got %s - %s, %d days, outside %v", i, p.Near, p.Far, p.Days, p.Outside)
		}
		name := w.near + " - " + w.far
		optest.Near(t, name+" spread", p.Spread, w.spread, 0.05)
		optest.Near(t, name+" theoretical", p.Theoretical, w.theo, 0.005)
		optest.Near(t, name+" gap", p.Gap, w.gap, 0.005)
		optest.Near(t, name+" band", p.Band, w.band, 0.005)
		a, _ := p.Annualised.Get()
		optest.Near(t, name+" annualised", a*100, w.annualised, 0.005)
	}
	// 25.8/4419 and 25.8/4450.959, worked by hand.
	optest.Near(t, "over the far price", pairs[0].RateFar, 0.00583842, 5e-9)
	optest.Near(t, "over spot", pairs[0].RateSpot, 0.00579650, 5e-9)
}

// Futures exam question bank: S 3500, rate 5 %, yield 2 %, September to
// December is 26.25 points, far over near.
func TestExamSpread(t *testing.T) {
	date := calendar.MustOf(2024, 6, 20)
	in := Input{Chain: carry.Chain{Date: date, Spot: 3500, Rate: 0.05, DayCount: "months12", Contracts: []carry.Listed{
		{Contract: "Sep", Expiry: calendar.MustOf(2024, 9, 20), Futures: 3500, Dividends: 3500 * 0.02 * 3 / 12},
		{Contract: "Dec", Expiry: calendar.MustOf(2024, 12, 20), Futures: 3520, Dividends: 3500 * 0.02 * 6 / 12},
	}}}
	optest.Near(t, "theoretical", compute(t, in).Pairs[0].Theoretical, -26.25, 26.25e-9)
}

func TestRefusals(t *testing.T) {
	in := Example
	in.Contracts = in.Contracts[:1]
	in.FuturesFee, in.FuturesMargin = -1, unit.Rate(math.NaN())
	want := "contracts:too_few futures_fee:negative futures_margin:not_finite"
	if got := optest.Refused(t, in.Validate()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := Example.Validate(); err != nil {
		t.Error(err)
	}
}

func TestEdges(t *testing.T) {
	in := Example
	in.Date = calendar.MustOf(2024, 9, 20) // the near contract expires today
	p := compute(t, in).Pairs[0]
	optest.Near(t, "theoretical from spot", p.Theoretical, -4450.959*0.03*28/365, 1e-9)
	if !p.Annualised.OK() {
		t.Errorf("28 days lie between: %v", p.Annualised)
	}

	in.Rate = -0.03
	if p := compute(t, in).Pairs[0]; p.MarginInterest != 0 {
		t.Errorf("margin interest %v at a negative rate, want 0", p.MarginInterest)
	}

	e := calendar.MustOf(2024, 12, 20)
	in = Input{Chain: carry.Chain{Date: in.Date, Spot: 100, Contracts: []carry.Listed{
		{Contract: "a", Expiry: e, Futures: 101}, {Contract: "b", Expiry: e, Futures: 102}}}}
	if p := compute(t, in).Pairs[0]; p.Annualised.Why() != unit.SameExpiry || p.Theoretical != 0 {
		t.Errorf("one expiry: annualised %v, theoretical %v", p.Annualised, p.Theoretical)
	}
}

func TestJSON(t *testing.T) {
	if _, err := json.Marshal(compute(t, Example)); err != nil {
		t.Error(err)
	}
}

// draw makes two contracts over wide ranges.
func draw(t *rapid.T) Input {
	s := math.Pow(10, rapid.Float64Range(-2, 6).Draw(t, "log10 spot"))
	in := Input{Chain: carry.Chain{Date: carry.ExampleChain.Date, Spot: unit.Points(s), Rate: unit.Rate(rapid.Float64Range(-1, 1).Draw(t, "rate"))},
		FuturesFee:    unit.Rate(rapid.Float64Range(0, 0.01).Draw(t, "fee")),
		FuturesMargin: unit.Rate(rapid.Float64Range(0, 1).Draw(t, "margin"))}
	for i := range 2 {
		in.Contracts = append(in.Contracts, carry.Listed{
			Contract: string(rune('a' + i)), Expiry: in.Date.AddDays(rapid.IntRange(1, 1500).Draw(t, "days")),
			Futures:   unit.Points(s * math.Exp(rapid.Float64Range(-1, 1).Draw(t, "ln F/S"))),
			Dividends: unit.Points(s * rapid.Float64Range(0, 0.2).Draw(t, "dividends")),
		})
	}
	return in
}

// Theoretical spreads are differences of fair values, simple and continuous.
func TestTheoreticalIsADifference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		p := compute(t, in).Pairs[0]
		simple, tp1 := map[string]float64{}, map[string]float64{}
		for _, l := range in.Contracts {
			price, err := carry.ComputePrice(context.Background(), carry.PriceInput{Terms: carry.Terms{
				Contract: l.Contract, Expiry: l.Expiry, Date: in.Date, Spot: in.Spot, Futures: l.Futures, Rate: in.Rate,
				Dividends: carry.Dividends{Points: &l.Dividends},
			}})
			if err != nil {
				t.Fatal(err)
			}
			simple[l.Contract], tp1[l.Contract] = float64(price.FairValue), float64(price.Forms[0].Value)
		}
		optest.Near(t, "simple", p.Theoretical, simple[p.Near]-simple[p.Far], 1e-13*float64(in.Spot)*10)
		optest.Near(t, "continuous", p.TheoreticalContinuous, tp1[p.Near]-tp1[p.Far], 1e-13*(tp1[p.Near]+tp1[p.Far]))
	})
}

// Exchanging the prices of two contracts of one index exchanges the sign.
func TestAntisymmetry(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		a := compute(t, in).Pairs[0]
		in.Contracts[0].Futures, in.Contracts[1].Futures = in.Contracts[1].Futures, in.Contracts[0].Futures
		b := compute(t, in).Pairs[0]
		if a.Spread != -b.Spread || a.RateSpot != -b.RateSpot {
			t.Fatalf("spread %v and %v, over spot %v and %v", a.Spread, b.Spread, a.RateSpot, b.RateSpot)
		}
		if x, ok := a.Annualised.Get(); ok {
			if y, _ := b.Annualised.Get(); x != -y {
				t.Fatalf("annualised %v and %v", x, y)
			}
		}
		if a.Theoretical != b.Theoretical || math.Abs(float64(a.Band-b.Band)) > 1e-15*float64(in.Spot)*10 {
			t.Fatalf("theoretical %v and %v, band %v and %v: prices must not change the first, their order not the second",
				a.Theoretical, b.Theoretical, a.Band, b.Band)
		}
	})
}

// The order of the request does not matter, and spreads add up: i-j and j-k
// make i-k.
func TestSpreadsAddUp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Example
		in.Contracts = rapid.Permutation(Example.Contracts).Draw(t, "order")
		r := compute(t, in)
		at := map[string]Pair{}
		for _, p := range r.Pairs {
			at[p.Near+p.Far] = p
		}
		if len(at) != 6 {
			t.Fatalf("%d pairs of four contracts", len(at))
		}
		optest.Near(t, "spread", at["IC2409IC2503"].Spread, float64(at["IC2409IC2410"].Spread+at["IC2410IC2503"].Spread), 1e-11)
		optest.Near(t, "theoretical", at["IC2409IC2503"].Theoretical, float64(at["IC2409IC2410"].Theoretical+at["IC2410IC2503"].Theoretical), 1e-11)
	})
}

// A dearer trade has a wider band, and a free one has none.
func TestBandGrowsWithCosts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		free, more := in, in
		free.FuturesFee, free.FuturesMargin = 0, 0
		more.FuturesFee, more.FuturesMargin = in.FuturesFee+0.001, min(in.FuturesMargin+0.1, 1)
		a, b, c := compute(t, free).Pairs[0], compute(t, in).Pairs[0], compute(t, more).Pairs[0]
		if a.Band != 0 || b.Band < 0 || c.Band <= b.Band {
			t.Fatalf("bands %v, %v, %v", a.Band, b.Band, c.Band)
		}
		if b.Outside != (math.Abs(float64(b.Gap)) > float64(b.Band)) {
			t.Fatalf("gap %v, band %v, outside %v", b.Gap, b.Band, b.Outside)
		}
	})
}
