package basis

import (
	"context"
	"fairbasis/core/op/optest"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

func day(t optest.T, text string) calendar.Date {
	t.Helper()
	d, err := calendar.Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func measure(t optest.T, in Input) Result {
	t.Helper()
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func weight(t optest.T, in WeightedInput) Weighted {
	t.Helper()
	w, err := ComputeWeighted(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// The closes and open interest of 2024-09-13 behind report 001's table 1:
// basis rate of the main contract in %, open interest of the product. The
// formula sheet has -0.064009 for IH, which takes an index close of 2205.8119;
// with the 2205.812 of the data it is 1.412/2205.812 = 0.064013 %.
var week = []struct {
	product  string
	spot     unit.Points
	close    [4]unit.Points
	interest [4]float64
	rate     float64
	total    float64
}{
	{"IF", 3159.247, [4]unit.Points{3158.0, 3152.0, 3142.6, 3132.6}, [4]float64{84137, 25571, 98523, 32713}, -0.039471, 240944},
	{"IC", 4450.959, [4]unit.Points{4444.8, 4419.0, 4376.6, 4322.4}, [4]float64{73474, 30292, 98105, 44654}, -0.138375, 246525},
	{"IM", 4413.187, [4]unit.Points{4416.8, 4380.0, 4312.0, 4220.6}, [4]float64{94210, 38567, 97469, 50540}, 0.081868, 280786},
	{"IH", 2205.812, [4]unit.Points{2204.4, 2199.0, 2201.4, 2201.2}, [4]float64{44884, 13940, 35201, 8268}, -0.064013, 102293},
}

var months = [4]string{"2409", "2410", "2412", "2503"}

func TestReport001(t *testing.T) {
	for _, w := range week {
		chain := carry.Chain{Date: carry.ExampleChain.Date, Spot: w.spot}
		for i, m := range months {
			r := measure(t, Input{Terms: carry.Terms{Contract: w.product + m, Date: chain.Date, Spot: w.spot, Futures: w.close[i]}})
			// Trading days and calendar days of the four months on 2024-09-13.
			if n, days := [4]int{3, 18, 63, 121}[i], [4]int{7, 35, 98, 189}[i]; r.TradingDays != n || r.CalendarDays != days {
				t.Errorf("%s: N %d, %d days; want %d, %d", r.Contract, r.TradingDays, r.CalendarDays, n, days)
			}
			if i == 0 {
				optest.Near(t, r.Contract+" basis rate", r.BasisRate*100, w.rate, 5e-7)
			}
			chain.Contracts = append(chain.Contracts, carry.Listed{Contract: w.product + m, Futures: w.close[i], OpenInterest: w.interest[i]})
		}
		if got := weight(t, WeightedInput{Chain: chain}).OpenInterest; got != w.total {
			t.Errorf("%s: open interest %v, want %v", w.product, got, w.total)
		}
	}
}

// IM2409 on 2024-09-13 by the five conventions: the figures of the formula
// sheet; the Sinolink one is printed in report 001 as 6.88 %.
func TestFiveConventions(t *testing.T) {
	r := measure(t, Input{Terms: carry.Terms{Contract: "IM2409", Date: day(t, "2024-09-13"), Spot: 4413.187, Futures: 4416.8}})
	for i, w := range []struct {
		id, sign string
		days     int
		percent  float64
		within   float64
	}{
		{"raw", "premium", 0, 0.081868, 5e-7},
		{"sinolink", "premium", 3, 6.8769, 5e-5},
		{"huatai", "premium", 4, 5.1577, 5e-5},
		{"calendar365", "premium", 7, 4.2688, 5e-5},
		{"xingzheng", "discount", 7, -4.210, 5e-4},
	} {
		a := r.All[i]
		if a.Convention != w.id || a.Sign != w.sign || a.Days != w.days {
			t.Errorf("%d: got %s, %s, %d days; want %+v", i, a.Convention, a.Sign, a.Days, w)
		}
		optest.Defined(t, w.id, a.Value, w.percent/100, w.within/100)
	}
	if r.Convention != "sinolink" || r.Annualised != r.All[1].Value {
		t.Errorf("left out, the convention is %s", r.Convention)
	}
}

// IM2412 on 2024-09-13, the design's table of five annualisations, to its
// printed digits.
func TestWorkedExample(t *testing.T) {
	r := measure(t, Example)
	optest.Near(t, "basis", r.Basis, -101.19, 0.005)
	optest.Near(t, "basis rate", r.BasisRate*100, -2.29, 0.005)
	for i, want := range []float64{-2.29, -9.17, -9.03, -8.54, 8.42} {
		optest.Defined(t, r.All[i].Convention, r.All[i].Value, want/100, 0.00005)
	}
}

// Huatai's weighted rate, IC on 2024-09-13, no dividends, 252/(N+1): formula
// sheet, golden case 8.
func TestHuataiWeighted(t *testing.T) {
	w := weight(t, WeightedExample)
	for i, want := range []float64{-8.7176, -9.5233, -6.5781, -5.9661} {
		optest.Defined(t, w.Contracts[i].Contract, w.Contracts[i].Annualised, want/100, 5e-7)
	}
	optest.Defined(t, "weighted", w.Annualised, -0.074668, 5e-7)
	if w.Convention != "huatai" || w.OpenInterest != 246525 {
		t.Errorf("convention %s, open interest %v", w.Convention, w.OpenInterest)
	}
	// Volume makes 2409 the main contract, open interest 2412: why report 001
	// must have used volume.
	want := []Main{{"volume", "IC2409"}, {"open_interest", "IC2412"}, {"open_interest_prev", "IC2412"}, {"current_month", "IC2409"}}
	if len(w.Main) != len(want) {
		t.Fatalf("main contracts %v", w.Main)
	}
	for i := range want {
		if w.Main[i] != want[i] {
			t.Errorf("main by %s is %s, want %s", w.Main[i].Rule, w.Main[i].Contract, want[i].Contract)
		}
	}
}

// Changjiang Securities, 2015-02-06: dividend-adjusted bases 32.18 and 58.45,
// implied rates 18.66 and 15.33 %, which are the adjusted rates by 365/days.
func TestAdjustedBasis(t *testing.T) {
	for _, c := range []struct {
		contract           string
		basis, d, adjusted float64
		implied            float64
	}{{"IF1502", 32.18, 0, 32.18, 18.66}, {"IF1503", 58.38, 0.07, 58.45, 15.33}} {
		d := unit.Points(c.d)
		r := measure(t, Input{Terms: carry.Terms{Contract: c.contract, Date: day(t, "2015-02-06"), Spot: 3312.42,
			Futures: unit.Points(3312.42 + c.basis), Dividends: carry.Dividends{Points: &d}}})
		optest.Near(t, c.contract, r.Adjusted, c.adjusted, 0.005)
		optest.Near(t, c.contract+" rate", r.AdjustedRate*3312.42, c.adjusted, 0.005)
		optest.Defined(t, c.contract+" implied", r.All[3].Value, c.implied/100, 0.00005)
	}
}
