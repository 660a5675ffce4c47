package roll

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

func lots(t optest.T, in LotsInput) Lots {
	t.Helper()
	l, err := ComputeLots(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func plan(t optest.T, in PlanInput) Plan {
	t.Helper()
	p, err := ComputePlan(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// Formula sheet, golden case 23: 100 m CNY, F 4000, 300 CNY a point.
func TestExactLots(t *testing.T) {
	in := LotsInput{Portfolio: 100e6, Beta: 1, Futures: 4000, Multiplier: 300}
	optest.Near(t, "beta 1", lots(t, in).Exact, 83.33, 0.005)
	in.Beta = 1.1
	optest.Near(t, "beta 1.1", lots(t, in).Exact, 91.67, 0.005)
	// Half a lot and more goes up; margin 12 % of 92 x 1.2 m CNY; 92 lots are
	// 110.4 m CNY against 110 m to hedge.
	in.Margin = 0.12
	for _, c := range []struct {
		rounding         string
		lots             int
		residual, margin float64
	}{{"", 92, -400e3, 13.248e6}, {Nearest, 92, -400e3, 13.248e6}, {Up, 92, -400e3, 13.248e6}, {Down, 91, 800e3, 13.104e6}} {
		in.Rounding = c.rounding
		l := lots(t, in)
		if l.Lots != c.lots {
			t.Errorf("%q: %d lots, want %d", c.rounding, l.Lots, c.lots)
		}
		optest.Near(t, c.rounding+" residual", l.Residual, c.residual, 1e-6)
		optest.Near(t, c.rounding+" margin", l.Margin, c.margin, 1e-6)
	}
}

// 120 m CNY at beta 1.1 and 1.2 m a lot are 110 lots, though the division
// gives 110.00000000000001.
func TestWholeLotsStayWhole(t *testing.T) {
	for _, how := range []string{Nearest, Down, Up} {
		if l := lots(t, LotsInput{Portfolio: 120e6, Beta: 1.1, Futures: 4000, Multiplier: 300, Rounding: how}); l.Lots != 110 {
			t.Errorf("%s: %d lots, want 110", how, l.Lots)
		}
	}
}

func TestLotsRefusals(t *testing.T) {
	for _, c := range []struct {
		in   LotsInput
		want string
	}{
		{LotsExample, ""},
		{LotsInput{}, "portfolio:not_positive futures:not_positive multiplier:not_positive"},
		{LotsInput{Portfolio: 1, Beta: -1, Futures: 1, Multiplier: 1, Margin: 2, Rounding: "half"},
			"beta:negative margin:out_of_range rounding:unknown_rounding"},
		{LotsInput{Portfolio: unit.Yuan(math.Inf(1)), Beta: math.NaN(), Futures: 1, Multiplier: 1}, "portfolio:not_finite beta:not_finite"},
		{LotsInput{Portfolio: 1e15, Beta: 1, Futures: 1, Multiplier: 1}, "portfolio:too_large"},
	} {
		if got := optest.Refused(t, c.in.Validate()); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.in, got, c.want)
		}
	}
}

// Whole lots leave less than a lot open: half of one to the nearest, never
// over-hedged down, never under-hedged up.
func TestResidual(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := LotsInput{
			Portfolio:  unit.Yuan(math.Pow(10, rapid.Float64Range(3, 11).Draw(t, "log10 portfolio"))),
			Beta:       rapid.Float64Range(0, 3).Draw(t, "beta"),
			Futures:    unit.Points(rapid.Float64Range(100, 20000).Draw(t, "futures")),
			Multiplier: rapid.SampledFrom([]float64{10, 50, 200, 300}).Draw(t, "multiplier"),
			Margin:     unit.Rate(rapid.Float64Range(0, 1).Draw(t, "margin")),
			Rounding:   rapid.SampledFrom([]string{Nearest, Down, Up}).Draw(t, "rounding"),
		}
		l := lots(t, in)
		lot := float64(in.Futures) * in.Multiplier
		slack := 1e-11 * (lot + float64(in.Portfolio)*in.Beta)
		low, high := -lot/2, lot/2
		switch in.Rounding {
		case Down:
			low, high = 0, lot
		case Up:
			low, high = -lot, 0
		}
		if r := float64(l.Residual); r < low-slack || r > high+slack {
			t.Fatalf("%s: residual %v outside [%v, %v]", in.Rounding, r, low, high)
		}
		optest.Near(t, "hedged and residual", float64(l.Hedged+l.Residual), float64(in.Portfolio)*in.Beta, slack)
		optest.Near(t, "margin", float64(l.Margin), float64(l.Lots)*lot*float64(in.Margin), slack)
	})
}

// The design's roll planner: IC2409, closes of 2024-09-13, 100 m CNY, beta 1,
// margin 12 %. Margin in 10,000 CNY.
func TestDesignPlan(t *testing.T) {
	in := PlanExample
	in.Fee, in.HorizonDays = 0, 0
	p := plan(t, in)
	for i, w := range []struct {
		to              string
		days            int
		points, percent float64
		lots            int
		margin          float64
	}{
		{"IC2410", 28, 25.8, 7.56, 113, 1198},
		{"IC2412", 91, 68.2, 6.15, 114, 1197},
		{"IC2503", 182, 122.4, 5.52, 116, 1203},
	} {
		r := p.Rows[i]
		if r.To != w.to || r.Days != w.days || r.Lots != w.lots {
			t.Errorf("%d: got %s, %d days, %d lots", i, r.To, r.Days, r.Lots)
		}
		optest.Near(t, w.to+" points", r.Points, w.points, 0.05)
		c, _ := r.CostPerYear.Get()
		optest.Near(t, w.to+" cost a year", c*100, w.percent, 0.005)
		optest.Near(t, w.to+" margin", r.Margin/1e4, w.margin, 0.5)
		if r.AllPerYear != r.CostPerYear || r.HorizonCost.Why() != NoHorizon {
			t.Errorf("%s: without fee and horizon all is %v, horizon cost %v", w.to, r.AllPerYear, r.HorizonCost)
		}
	}
	if p.Cheapest != "IC2503" || p.CheapestForHorizon != "" {
		t.Errorf("cheapest %q, for the horizon %q", p.Cheapest, p.CheapestForHorizon)
	}
}

// Worked by hand: 1 per mille of 4444.8 and 4419 is 8.8638 points, 180 days
// take seven rolls of 28: 25.8 x 180/28 + 7 x 8.8638 = 227.9037.
func TestFeesAndHorizon(t *testing.T) {
	in := PlanExample
	in.Fee, in.HorizonDays = 0.001, 180
	p := plan(t, in)
	r := p.Rows[0]
	optest.Near(t, "fee", r.FeePoints, 8.8638, 1e-9)
	optest.Near(t, "all", r.All, 34.6638, 1e-9)
	if c, _ := r.HorizonCost.Get(); r.Rolls != 7 {
		t.Errorf("%d rolls, want 7", r.Rolls)
	} else {
		optest.Near(t, "horizon", c, 227.9037, 5e-5)
	}
	// One roll of 182 days: 122.4 x 180/182 + 8.7672 = 129.8221.
	if c, _ := p.Rows[2].HorizonCost.Get(); p.Rows[2].Rolls != 1 {
		t.Errorf("%d rolls, want 1", p.Rows[2].Rolls)
	} else {
		optest.Near(t, "far horizon", c, 129.8221, 5e-5)
	}
}

// Dividends between the expiries go to the stocks of a short hedge: 20 of the
// 25.8 points come back, and the near contract becomes the cheapest.
func TestDividendsBetween(t *testing.T) {
	in := PlanExample
	in.Fee = 0
	in.Contracts = append([]carry.Listed(nil), in.Contracts...)
	for i := 1; i < 4; i++ {
		in.Contracts[i].Dividends = 20
	}
	p := plan(t, in)
	optest.Near(t, "dividends", p.Rows[0].Dividends, 20, 0)
	optest.Near(t, "all", p.Rows[0].All, 5.8, 1e-9)
	if c, ok := p.Rows[0].HorizonCost.Get(); ok { // 5.8 x 180/28
		optest.Near(t, "horizon", c, 37.285714, 5e-7)
	} else {
		t.Errorf("horizon cost %v", p.Rows[0].HorizonCost)
	}
	if p.Cheapest != "IC2410" {
		t.Errorf("cheapest %s", p.Cheapest)
	}
	in.Side = Long
	optest.Near(t, "all, long", plan(t, in).Rows[0].All, -5.8, 1e-9)
}

func TestPlanRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*PlanInput)
		want string
	}{
		{"none", func(*PlanInput) {}, ""},
		{"name of a vendor", func(in *PlanInput) { in.From = "CFFEX.IC2409" }, ""},
		{"defaults", func(in *PlanInput) { in.Side, in.Rounding, in.HorizonDays = "", "", 0 }, ""},
		{"no from", func(in *PlanInput) { in.From = "" }, "from:missing"},
		{"not in the chain", func(in *PlanInput) { in.From = "IC2411" }, "from:unknown_contract"},
		{"the last one", func(in *PlanInput) { in.From = "IC2503" }, "from:nothing_later"},
		{"no multiplier", func(in *PlanInput) {
			in.Contracts[3] = carry.Listed{Contract: "own", Expiry: calendar.MustOf(2025, 6, 20), Futures: 4300}
		}, "contracts.3.multiplier:missing"},
		{"all at once", func(in *PlanInput) {
			in.Spot, in.Portfolio, in.Beta, in.Side, in.HorizonDays, in.Fee = 0, -1, 11, "both", -1, 2
		}, "spot:not_positive portfolio:not_positive beta:out_of_range fee:out_of_range side:unknown_side horizon_days:out_of_range"},
		{"too many lots", func(in *PlanInput) {
			in.Portfolio = 1e15
			in.Contracts[3] = carry.Listed{Contract: "own", Expiry: calendar.MustOf(2025, 6, 20), Multiplier: 1e-3, Futures: 43}
		}, "portfolio:too_large"},
	} {
		in := PlanExample
		in.Contracts = append([]carry.Listed(nil), in.Contracts...)
		c.edit(&in)
		if got := optest.Refused(t, in.Validate()); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		_, err := ComputePlan(context.Background(), in)
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: Compute got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestJSON(t *testing.T) {
	for _, v := range []any{plan(t, PlanExample), lots(t, LotsExample)} {
		if _, err := json.Marshal(v); err != nil {
			t.Error(err)
		}
	}
}

// What a short side gives up a long side gains, but for the fees.
func TestSidesMirror(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := PlanExample
		in.Contracts = append([]carry.Listed(nil), in.Contracts...)
		for i := range in.Contracts {
			in.Contracts[i].Futures = unit.Points(rapid.Float64Range(1000, 9000).Draw(t, "futures"))
			in.Contracts[i].Dividends = unit.Points(rapid.Float64Range(0, 100).Draw(t, "dividends"))
		}
		in.Fee = unit.Rate(rapid.Float64Range(0, 0.01).Draw(t, "fee"))
		short := plan(t, in)
		in.Side = Long
		long := plan(t, in)
		for i, s := range short.Rows {
			l := long.Rows[i]
			if s.Points != -l.Points || s.FeePoints != l.FeePoints || s.Lots != l.Lots {
				t.Fatalf("%s: short gives up %v, long %v", s.To, s.Points, l.Points)
			}
			optest.Near(t, "all", float64(s.All+l.All), 2*float64(s.FeePoints), 1e-9)
		}
		cheapest := math.Inf(1)
		for _, r := range short.Rows {
			c, _ := r.AllPerYear.Get()
			cheapest = min(cheapest, float64(c))
		}
		for _, r := range short.Rows {
			if c, _ := r.AllPerYear.Get(); r.To == short.Cheapest && float64(c) != cheapest {
				t.Fatalf("%s costs %v a year, the cheapest %v", r.To, c, cheapest)
			}
		}
	})
}
