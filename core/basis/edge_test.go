package basis

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

func TestRefusals(t *testing.T) {
	in := Example
	in.Spot, in.Convention = 0, "252"
	want := "spot:not_positive convention:unknown_convention"
	if got := optest.Refused(t, in.Validate()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	chain := WeightedExample
	chain.Spot, chain.Convention = -1, "bloomberg"
	if got := optest.Refused(t, chain.Validate()); got != want {
		t.Errorf("got %q, want %q", got, want)
	}
	if err := Example.Validate(); err != nil {
		t.Error(err)
	}
	if err := WeightedExample.Validate(); err != nil {
		t.Error(err)
	}
	// A computation called past Validate refuses all the same.
	if _, err := Compute(context.Background(), in); optest.Refused(t, err) == "" {
		t.Error("Compute took what Validate refuses")
	}
	if _, err := ComputeWeighted(context.Background(), chain); optest.Refused(t, err) == "" {
		t.Error("ComputeWeighted took what Validate refuses")
	}
}

// On the last trading day N is 0: 252/N has no value, 252/(N+1) is 252.
func TestLastTradingDay(t *testing.T) {
	r := measure(t, Input{Terms: carry.Terms{Contract: "IM2409", Date: day(t, "2024-09-20"), Spot: 4400, Futures: 4404.4}})
	optest.Defined(t, "raw", r.All[0].Value, 0.001, 1e-12)
	optest.Undefined(t, "sinolink", r.All[1].Value, unit.NoTradingDays)
	optest.Undefined(t, "sinolink factor", r.All[1].Factor, unit.NoTradingDays)
	optest.Defined(t, "huatai", r.All[2].Value, 0.252, 1e-12)
	optest.Undefined(t, "calendar365", r.All[3].Value, unit.ExpiryDay)
	optest.Undefined(t, "xingzheng", r.All[4].Value, unit.ExpiryDay)
	optest.Undefined(t, "chosen", r.Annualised, unit.NoTradingDays)
}

func TestWeightedEdges(t *testing.T) {
	in := WeightedExample
	in.Date = day(t, "2024-09-20") // IC2409 expires today
	in.Contracts = append([]carry.Listed(nil), in.Contracts...)
	if w := weight(t, in); !w.Annualised.OK() {
		t.Errorf("252/(N+1) is finite on the last day, got %v", w.Annualised)
	}
	in.Convention = "sinolink"
	optest.Undefined(t, "252/0 with open interest", weight(t, in).Annualised, unit.NoTradingDays)
	in.Contracts[0].OpenInterest = 0
	w := weight(t, in)
	if !w.Annualised.OK() {
		t.Errorf("a contract nobody holds has no say, got %v", w.Annualised)
	}
	optest.Defined(t, "its weight", w.Contracts[0].Weight, 0, 0)

	for i := range in.Contracts {
		in.Contracts[i].OpenInterest = 0
	}
	w = weight(t, in)
	optest.Undefined(t, "no open interest", w.Annualised, unit.NoOpenInterest)
	optest.Undefined(t, "no weights", w.Contracts[0].Weight, unit.NoOpenInterest)
	for i := range in.Contracts {
		in.Contracts[i].PrevInterest, in.Contracts[i].Volume = 0, 0
	}
	if w := weight(t, in); len(w.Main) != 1 || w.Main[0] != (Main{"current_month", "IC2409"}) {
		t.Errorf("main contracts without data: %v", w.Main)
	}
}

func TestEstimated(t *testing.T) {
	r := measure(t, Input{Terms: carry.Terms{Contract: "IF2703", Date: day(t, "2026-12-18"), Spot: 4000, Futures: 4010}})
	for i, want := range []bool{false, true, true, false, false} {
		if r.All[i].Estimated != want {
			t.Errorf("%s: estimated %v", r.All[i].Convention, r.All[i].Estimated)
		}
	}
}

func TestJSON(t *testing.T) {
	for _, v := range []any{measure(t, Example), weight(t, WeightedExample)} {
		if _, err := json.Marshal(v); err != nil {
			t.Error(err)
		}
	}
}

// draw makes terms over wide ranges.
func draw(t *rapid.T) Input {
	s := math.Pow(10, rapid.Float64Range(-3, 7).Draw(t, "log10 spot"))
	in := Input{Terms: carry.Terms{
		Contract: "any", Date: carry.ExampleTerms.Date,
		Expiry: carry.ExampleTerms.Date.AddDays(rapid.IntRange(1, 3000).Draw(t, "days")),
		Spot:   unit.Points(s), Futures: unit.Points(s * math.Exp(rapid.Float64Range(-2, 2).Draw(t, "ln F/S"))),
	}}
	in.Convention = rapid.SampledFrom(calendar.Conventions()).Draw(t, "convention").ID
	return in
}

func TestZeroDividendsChangeNothing(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		none := measure(t, in)
		in.Dividends.Points = new(unit.Points)
		zero := measure(t, in)
		if none.Adjusted != none.Basis || none.AdjustedRate != none.BasisRate {
			t.Fatalf("adjusted %v of basis %v", none.Adjusted, none.Basis)
		}
		if zero.Adjusted != none.Adjusted || zero.Annualised != none.Annualised {
			t.Fatalf("0 points of dividends: %v and %v", zero.Annualised, none.Annualised)
		}
	})
}

// Every convention is the raw rate times a figure that the prices do not
// enter, and sign-flipped exactly where it says so.
func TestConventionsAreProportional(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		d := unit.Points(float64(in.Spot) * rapid.Float64Range(0, 0.1).Draw(t, "dividends"))
		in.Dividends.Points = &d
		a := measure(t, in)
		in.Futures *= 1.25
		b := measure(t, in)
		for i := range a.All {
			k, ok := a.All[i].Factor.Get()
			if !ok {
				continue
			}
			if a.All[i].Factor != b.All[i].Factor {
				t.Fatalf("%s: factor %v becomes %v with the price", a.All[i].Convention, a.All[i].Factor, b.All[i].Factor)
			}
			if (k < 0) != (a.All[i].Sign == "discount") {
				t.Fatalf("%s: factor %v, positive is a %s", a.All[i].Convention, k, a.All[i].Sign)
			}
			v, _ := a.All[i].Value.Get()
			if math.Abs(float64(v-a.AdjustedRate*k)) > 1e-12*math.Abs(float64(k)) {
				t.Fatalf("%s: %v is not %v x %v", a.All[i].Convention, v, a.AdjustedRate, k)
			}
			if a.All[i].Convention == in.Convention && a.Annualised != a.All[i].Value {
				t.Fatalf("chosen %v, in the list %v", a.Annualised, a.All[i].Value)
			}
		}
	})
}

// Weights sum to 1, and a weighted mean lies between its members.
func TestWeights(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := WeightedInput{Chain: carry.Chain{Date: carry.ExampleChain.Date, Spot: 4000}}
		in.Convention = rapid.SampledFrom(calendar.Conventions()).Draw(t, "convention").ID
		total := 0.0
		for i := range rapid.IntRange(1, 12).Draw(t, "contracts") {
			l := carry.Listed{
				Contract: string(rune('a' + i)), Expiry: in.Date.AddDays(rapid.IntRange(6, 900).Draw(t, "days")),
				Futures:      unit.Points(rapid.Float64Range(2000, 8000).Draw(t, "futures")),
				OpenInterest: float64(rapid.IntRange(0, 1e6).Draw(t, "open interest")),
			}
			total += l.OpenInterest
			in.Contracts = append(in.Contracts, l)
		}
		w := weight(t, in)
		if total == 0 {
			optest.Undefined(t, "without open interest", w.Annualised, unit.NoOpenInterest)
			return
		}
		sum, low, high := 0.0, math.Inf(1), math.Inf(-1)
		for _, m := range w.Contracts {
			share, _ := m.Weight.Get()
			sum += float64(share)
			if a, ok := m.Annualised.Get(); ok && m.OpenInterest > 0 {
				low, high = min(low, float64(a)), max(high, float64(a))
			}
		}
		optest.Near(t, "sum of weights", sum, 1, 1e-14*12)
		a, ok := w.Annualised.Get()
		if slack := 1e-12 * (math.Abs(low) + math.Abs(high)); !ok || float64(a) < low-slack || float64(a) > high+slack {
			t.Fatalf("weighted %v outside [%v, %v]", w.Annualised, low, high)
		}
	})
}

func BenchmarkBasis(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Compute(context.Background(), Example); err != nil {
			b.Fatal(err)
		}
	}
}
