package arb

import (
	"context"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// drawAxis draws values a variable may take, in any order when listed.
func drawAxis(t *rapid.T, name string, v variable, in Input) Axis {
	high := v.high
	switch v.path {
	case "futures", "spot":
		high = 3 * float64(max(in.Futures, in.Spot))
	case "days":
		high = 800
	case "dividends.points", "costs.dividend_low", "costs.dividend_high", "costs.futures_slippage":
		high = 0.3 * float64(in.Spot)
	case "costs.futures_margin", "costs.short_margin":
		high = 2
	default:
		high = min(high, 0.3)
	}
	low := max(v.low, -high)
	value := func(label string) float64 {
		x := rapid.Float64Range(low, high).Draw(t, label)
		if v.path == daysPath {
			x = math.Floor(x) // a request has whole days
		}
		return x
	}
	if rapid.Bool().Draw(t, name+" listed") || v.path == daysPath {
		a := Axis{Variable: v.path}
		for range rapid.IntRange(1, 7).Draw(t, name+" values") {
			a.Values = append(a.Values, value(name+" value"))
		}
		return a
	}
	return Axis{Variable: v.path, From: value(name + " from"), To: value(name + " to"), Steps: rapid.IntRange(2, 7).Draw(t, name+" steps")}
}

// answerOf is a cell computed the long way: one whole request.
func answerOf(r Result, output string) float64 {
	bound := func(id string, upper bool) float64 {
		for _, b := range r.Bands {
			if b.ID == id {
				if upper {
					return float64(b.Upper.Or(unit.Points(math.NaN())))
				}
				return float64(b.Lower.Or(unit.Points(math.NaN())))
			}
		}
		return math.NaN()
	}
	nan := unit.Rate(math.NaN())
	switch output {
	case "forward":
		return float64(r.Forward.Return.Or(nan))
	case "reverse":
		return float64(r.Reverse.Return.Or(nan))
	case "holder":
		return float64(r.Holder.Return.Or(nan))
	case "holder_gain":
		return float64(r.Holder.Gain)
	case "fair_value":
		return float64(r.FairValue)
	case "mispricing":
		return float64(r.Mispricing)
	case "lower":
		return bound("sinolink", false)
	case "upper":
		return bound("sinolink", true)
	case "full_lower":
		return bound("full", false)
	}
	return bound("full", true)
}

// Every cell is what a request with those two inputs answers.
func TestSurfaceIsTheRequests(t *testing.T) {
	var paths []string
	for _, v := range variables {
		paths = append(paths, v.path)
	}
	names := []string{}
	for _, o := range outputs {
		names = append(names, o.name)
	}
	rapid.Check(t, func(t *rapid.T) {
		in := drawSane(t)
		if rapid.Bool().Draw(t, "dated") {
			in.Dividends = drawTerms(t, true).Dividends
		}
		in.Expiry = in.Date.AddDays(max(1, in.Expiry.Sub(in.Date)))
		x := rapid.SampledFrom(paths).Draw(t, "x")
		y := rapid.SampledFrom(paths).Draw(t, "y")
		vx, _ := variableNamed(x)
		vy, _ := variableNamed(y)
		req := SurfaceInput{Input: in, X: drawAxis(t, "x", vx, in), Y: drawAxis(t, "y", vy, in), Output: rapid.SampledFrom(names).Draw(t, "output")}
		if x == y || x == pointsPath && y == yieldPath || y == pointsPath && x == yieldPath {
			if req.Validate() == nil {
				t.Fatal("accepted the same variable twice")
			}
			return
		}
		if strings.HasPrefix(x, "costs.dividend_") && strings.HasPrefix(y, "costs.dividend_") {
			return // a low case above the high one is refused in a request
		}
		if (x == "costs.dividend_low" || y == "costs.dividend_low" || x == "costs.dividend_high" || y == "costs.dividend_high") && req.Output != "full_upper" && req.Output != "full_lower" {
			return
		}
		req.Costs.DividendLow, req.Costs.DividendHigh = nil, nil
		in = req.Input
		if err := req.Validate(); err != nil {
			t.Fatalf("refused: %v", err)
		}
		s, err := ComputeSurface(context.Background(), req)
		if err != nil {
			if d := resolved(t, in); d.tau == 0 && x != daysPath && y != daysPath {
				return // refused as a whole: no trading day or month is left
			}
			var f *fault.Error
			if !errors.As(err, &f) || len(f.Fields) != 1 || f.Fields[0].Path != "x" && f.Fields[0].Path != "y" {
				t.Fatalf("refused without naming an axis: %v", err)
			}
			if !hasHole(t, req) {
				t.Fatalf("refused though every cell is defined: %v", err)
			}
			return
		}
		if s.Min != slices.Min(s.Z) || s.Max != slices.Max(s.Z) {
			slack := 1e-12 * (math.Abs(s.Min) + math.Abs(s.Max))
			if math.Abs(s.Min-slices.Min(s.Z)) > slack || math.Abs(s.Max-slices.Max(s.Z)) > slack {
				t.Fatalf("min %v max %v, cells %v", s.Min, s.Max, s.Z)
			}
		}
		for i, yv := range s.Y {
			for j, xv := range s.X {
				cell := cellInput(in, x, xv, y, yv)
				r := must(t, cell)
				got, want := s.Z[i*len(s.X)+j], answerOf(r, req.Output)
				if !unit.Finite(got) {
					t.Fatalf("cell is %v", got)
				}
				slack := 1e-12 * rounding(cell, r, req)
				if math.IsNaN(want) || math.Abs(got-want) > slack {
					t.Fatalf("%s at %s=%v %s=%v: got %.17g, want %.17g, slack %g", req.Output, x, xv, y, yv, got, want, slack)
				}
			}
		}
	})
}

// cellInput is the request of one cell. What is relative to the rest is set last.
func cellInput(in Input, x string, xv float64, y string, yv float64) Input {
	return put(put(in, x, xv), y, yv)
}

// rounding is what a relative error of the amounts in the formula makes of the
// answer: interpolation along an axis is accurate relative to its ends.
func rounding(in Input, r Result, req SurfaceInput) float64 {
	amount := size(in, r)
	for _, a := range []Axis{req.X, req.Y} {
		for _, v := range append([]float64{a.From, a.To}, a.Values...) {
			amount = math.Max(amount, size(put(in, a.Variable, v), r))
		}
	}
	switch req.Output {
	case "forward":
		return amount / float64(r.Forward.Capital) / r.Tau
	case "reverse":
		return amount * amount / float64(in.Spot) / float64(r.Reverse.Capital) / r.Tau
	case "holder":
		return amount / float64(in.Spot) / r.Tau
	}
	return amount * amount / float64(in.Spot)
}

// hasHole reports whether some point of the box of the axes is undefined or
// has a denominator at or below 0.
func hasHole(t *rapid.T, req SurfaceInput) bool {
	d := resolved(t, req.Input)
	out, _ := outputNamed(req.Output)
	x, _ := variableNamed(req.X.Variable)
	y, _ := variableNamed(req.Y.Variable)
	for _, yv := range req.Y.column() {
		for _, xv := range req.X.column() {
			c := d
			if y.path == daysPath {
				y.set(&c, yv)
				x.set(&c, xv)
			} else {
				x.set(&c, xv)
				y.set(&c, yv)
			}
			if q := out.ratio(&c); !(q.den > 0) || !unit.Finite(q.num/q.den) {
				return true
			}
		}
	}
	return false
}

func TestSurfaceRefusals(t *testing.T) {
	expired := Example
	expired.Date = calendar.MustOf(2024, 12, 20)
	noMargin := Example
	noMargin.Costs.ShortMargin = 0
	fee := Axis{Variable: "costs.stock_loan_fee", From: 0, To: 0.1, Steps: 3}
	for _, c := range []struct {
		name       string
		in         SurfaceInput
		path, code string
	}{
		{"same variable", SurfaceInput{Example, fee, fee, "reverse"}, "y.variable", "same_variable"},
		{"two kinds of dividends", SurfaceInput{Example, Axis{Variable: pointsPath, To: 1, Steps: 2}, Axis{Variable: yieldPath, To: 0.1, Steps: 2}, "reverse"}, "y.variable", "same_variable"},
		{"unknown variable", SurfaceInput{Example, Axis{Variable: "stock_loan_fee", To: 1, Steps: 2}, fee, "reverse"}, "x.variable", "unknown_variable"},
		{"unknown output", SurfaceInput{Example, Axis{Variable: "spot", From: 1, To: 2, Steps: 2}, fee, "gain"}, "output", "unknown_output"},
		{"one step", SurfaceInput{Example, Axis{Variable: "spot", From: 1, To: 2, Steps: 1}, fee, "reverse"}, "x.steps", "out_of_range"},
		{"too many steps", SurfaceInput{Example, Axis{Variable: "spot", From: 1, To: 2, Steps: 1002}, fee, "reverse"}, "x.steps", "out_of_range"},
		{"too many values", SurfaceInput{Example, Axis{Variable: "spot", Values: make([]float64, 1002)}, fee, "reverse"}, "x.values", "too_many"},
		{"values and steps", SurfaceInput{Example, Axis{Variable: "spot", Values: []float64{1}, Steps: 3}, fee, "reverse"}, "x.values", "more_than_one"},
		{"spot of 0", SurfaceInput{Example, Axis{Variable: "spot", From: 0, To: 2, Steps: 3}, fee, "reverse"}, "x.from", "out_of_range"},
		{"negative cost", SurfaceInput{Example, Axis{Variable: "costs.stock_cost", From: 0, To: -1, Steps: 3}, fee, "reverse"}, "x.to", "negative"},
		{"not a number", SurfaceInput{Example, Axis{Variable: "costs.stock_cost", Values: []float64{0, math.NaN()}}, fee, "reverse"}, "x.values.1", "not_finite"},
		{"day 0", SurfaceInput{Example, Axis{Variable: daysPath, From: 0, To: 90, Steps: 4}, fee, "reverse"}, "x.from", "out_of_range"},
		{"expiry day", SurfaceInput{expired, Axis{Variable: "futures", From: 1, To: 90, Steps: 4}, fee, "reverse"}, "output", "expiry_day"},
		{"no capital", SurfaceInput{noMargin, fee, Axis{Variable: "costs.futures_margin", From: 0, To: 0.3, Steps: 4}, "reverse"}, "y", "no_capital"},
		{"no price left", SurfaceInput{Example, Axis{Variable: "costs.futures_fee", From: 0, To: 1, Steps: 4}, fee, "upper"}, "x", "costs_above_whole"},
	} {
		err := c.in.Validate()
		if err == nil {
			_, err = ComputeSurface(context.Background(), c.in)
		}
		f := fault.From(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Path != c.path || f.Fields[0].Code != c.code {
			t.Errorf("%s: got %v, want %s at %s", c.name, err, c.code, c.path)
		}
	}
}

func TestSurfaceCanBeStopped(t *testing.T) {
	in := SurfaceExample
	in.X = Axis{Variable: "costs.stock_loan_fee", From: 0, To: 0.2, Steps: 1001}
	in.Y = Axis{Variable: "futures", From: 4000, To: 4500, Steps: 1001}
	var last, ticks int
	s, err := ComputeSurface(op.WithTick(context.Background(), func(done, total int) error {
		last, ticks = done, ticks+1
		if total != 1001 {
			t.Fatalf("total %d", total)
		}
		return nil
	}), in)
	if err != nil || len(s.Z) != 1001*1001 || last != 1001 || ticks < 20 {
		t.Errorf("got %d cells, last tick %d of %d ticks, %v", len(s.Z), last, ticks, err)
	}
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := ComputeSurface(ctx, in); fault.From(err).Code != fault.Canceled {
		t.Errorf("got %v, want canceled", err)
	}
}

// Fractions of days run through where days are counted as calendar days, and
// step where trading days are: 2024-09-13 was a Friday, 09-16 and -17 closed.
func TestSurfaceDays(t *testing.T) {
	in := SurfaceInput{Example, Axis{Variable: daysPath, Values: []float64{1, 1.5, 5, 5.5, 6}}, Axis{Variable: "spot", Values: []float64{4413.187}}, "fair_value"}
	s, err := ComputeSurface(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for j, days := range s.X {
		optest.Near(t, "act365", s.Z[j], 4413.187*(1+0.03*days/365), 1e-9)
	}
	in.DayCount = "trading252"
	s, err = ComputeSurface(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	for j, n := range []float64{0, 0, 1, 1, 2} { // Wednesday 09-18 is the first trading day
		optest.Near(t, "trading252", s.Z[j], 4413.187*(1+0.03*n/252), 1e-9)
	}
	in.Output = "reverse" // no trading day is left on the first two: no return per year
	_, err = ComputeSurface(context.Background(), in)
	if f := fault.From(err); f == nil || len(f.Fields) != 1 || f.Fields[0].Path != "x" {
		t.Errorf("got %v, want a refusal of x", err)
	}
}

// Dated dividends drop out of the window as the expiry moves before them.
func TestSurfaceDatedDividends(t *testing.T) {
	in := SurfaceInput{Example, Axis{Variable: daysPath, Values: []float64{40, 39}}, Axis{Variable: "rate", Values: []float64{0.03, 0}}, "fair_value"}
	in.Dividends = carry.Dividends{Cash: []carry.CashDividend{{ExDate: in.Date.AddDays(40), Points: 30}}}
	s, err := ComputeSurface(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	want := []float64{4413.187*(1+0.03*40/365) - 30, 4413.187 * (1 + 0.03*39/365), 4413.187 - 30, 4413.187}
	for i := range want {
		optest.Near(t, "fair value", s.Z[i], want[i], 1e-9)
	}
}
