package fit

import (
	"context"
	"encoding/json"
	"math"
	"math/rand/v2"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"
)

func must(t *testing.T, in Input) Result {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func value(t *testing.T, m unit.Maybe[float64]) float64 {
	t.Helper()
	v, ok := m.Get()
	if !ok {
		t.Fatalf("no value: %s", m.Why())
	}
	return v
}

// Golden case 16: y = 4000 + 10x + 5x^2 - 3x^3 + 2x^4 with x = i/449 has f' =
// 19/449 and f” = 16/449^2 a step at the end, up accelerating; with
// coefficients 30, -8, -2, 0.5 they are 10/449 and -22/449^2, up slowing.
func TestGolden16(t *testing.T) {
	for _, c := range []struct {
		a                [5]float64
		slope, curvature float64
		regime           int
	}{
		{[5]float64{4000, 10, 5, -3, 2}, 19. / 449, 16. / 449 / 449, 1},
		{[5]float64{4000, 30, -8, -2, 0.5}, 10. / 449, -22. / 449 / 449, 2},
	} {
		var y op.Column
		for i := range 450 {
			x := float64(i) / 449
			y = append(y, c.a[0]+x*(c.a[1]+x*(c.a[2]+x*(c.a[3]+x*c.a[4]))))
		}
		r := must(t, Input{Y: y, Order: 4})
		slope, curvature := value(t, r.End.Slope.Value), value(t, r.End.Curvature.Value)
		if math.Abs(slope/c.slope-1) > 1e-9 || math.Abs(curvature/c.curvature-1) > 1e-9 || r.Regime != c.regime || r.End.X != 449 {
			t.Errorf("got %g, %g, regime %d, want %g, %g, %d", slope, curvature, r.Regime, c.slope, c.curvature, c.regime)
		}
	}
}

// TestLine: Norris of NIST StRD, whose certified figures are slope
// 1.00211681802045 with standard error 0.429796848199937E-03, intercept
// -0.262323073774029 with 0.232818234301152, residual standard deviation
// 0.884796396144373. Student's t for 34 degrees of freedom at 95 % is 2.0322
// (any table).
func TestLine(t *testing.T) {
	y := op.Column{0.1, 338.8, 118.1, 888.0, 9.2, 228.1, 668.5, 998.5, 449.1, 778.9, 559.2, 0.3, 0.1, 778.1, 668.8, 339.3, 448.9, 10.8,
		557.7, 228.3, 998.0, 888.8, 119.6, 0.3, 0.6, 557.6, 339.3, 888.0, 998.5, 778.9, 10.2, 117.6, 228.9, 668.4, 449.2, 0.2}
	x := op.Column{0.2, 337.4, 118.2, 884.6, 10.1, 226.5, 666.3, 996.3, 448.6, 777.0, 558.2, 0.4, 0.6, 775.5, 666.9, 338.0, 447.5, 11.6,
		556.0, 228.1, 995.8, 887.6, 120.2, 0.3, 0.3, 556.8, 339.1, 887.2, 999.0, 779.0, 11.1, 118.3, 229.2, 669.1, 448.9, 0.5}
	r := must(t, Input{X: x, Y: y, Order: 1, At: op.Column{0}})
	for _, c := range []struct {
		name             string
		got, want, slack float64
	}{
		{"slope", value(t, r.Coefficients[1].Value), 1.00211681802045, 1e-13},
		{"its error", value(t, r.Coefficients[1].Error), 0.429796848199937e-3, 1e-13},
		{"intercept", value(t, r.Coefficients[0].Value), -0.262323073774029, 1e-12},
		{"its error", value(t, r.Coefficients[0].Error), 0.232818234301152, 1e-13},
		{"low", value(t, r.Coefficients[0].Low), -0.262323073774029 - 2.0322*0.232818234301152, 1e-4},
		{"high", value(t, r.Coefficients[0].High), -0.262323073774029 + 2.0322*0.232818234301152, 1e-4},
		{"deviation", value(t, r.Deviation), 0.884796396144373, 1e-13},
		{"r2", value(t, r.R2), 0.999993745883712, 1e-14},
		{"value at 0", value(t, r.At[0].Value.Value), -0.262323073774029, 1e-12},
		{"its error", value(t, r.At[0].Value.Error), 0.232818234301152, 1e-13},
		{"slope at the end", value(t, r.End.Slope.Value), 1.00211681802045, 1e-13},
	} {
		if math.Abs(c.got/c.want-1) > c.slack {
			t.Errorf("%s: got %.16g, want %.16g", c.name, c.got, c.want)
		}
	}
	if r.End.X != 999 || r.Freedom != 34 || r.Regime != 0 {
		t.Errorf("end %g, %d degrees of freedom, regime %d; want 999, 34 and 0: a line does not bend", r.End.X, r.Freedom, r.Regime)
	}
}

func TestNothingToJudgeBy(t *testing.T) {
	r := must(t, Input{Y: op.Column{3948.2, 3950, 3949.4}, Order: 2})
	if r.Deviation.Why() != unit.NoFreedom || r.Quantile.Why() != unit.NoFreedom || r.End.Slope.Error.Why() != unit.NoFreedom || r.Coefficients[0].Low.Why() != unit.NoFreedom {
		t.Errorf("three points on a parabola: %+v", r)
	}
	if v := value(t, r.Coefficients[2].Value); math.Abs(v+1.2) > 1e-12 {
		t.Errorf("curvature term %g, want -1.2", v)
	}
	r = must(t, Input{Y: op.Column{3948.2, 3948.2, 3948.2, 3948.2}, Order: 1})
	if r.R2.Why() != unit.NoVariation || r.Y.Skew.Why() != unit.NoVariation || r.Regime != 0 || value(t, r.Deviation) != 0 || value(t, r.Y.Deviation) != 0 {
		t.Errorf("a constant: %+v", r)
	}
	// What overflows is undefined rather than infinite, and still encodes.
	r = must(t, Input{X: op.Column{1, 1 + 0x1p-52, 1 + 0x1p-51, 2}, Y: op.Column{1, 2, 3, 1e15}, Order: 1, At: op.Column{-1e15}})
	if _, err := json.Marshal(r); err != nil {
		t.Error(err)
	}
}

func TestRefusals(t *testing.T) {
	ten := func() op.Column { return make(op.Column, 10) }
	for _, c := range []struct {
		name, want string
		in         Input
	}{
		{"nothing", "order:out_of_range", Input{}},
		{"no points", "y:too_few", Input{Order: 1}},
		{"few points", "y:too_few", Input{Order: 4, Y: op.Column{1, 2, 3, 4}}},
		{"order", "order:out_of_range", Input{Order: 11, Y: ten()}},
		{"lengths", "x:length", Input{Order: 1, Y: ten(), X: op.Column{1, 2}}},
		{"not finite", "x.1:not_finite y.9:not_finite at.0:not_finite", Input{Order: 1, X: op.Column{0, math.NaN(), 2, 3, 4, 5, 6, 7, 8, 9},
			Y: append(ten()[:9], math.Inf(1)), At: op.Column{math.NaN()}}},
		{"too large", "y.0:not_finite", Input{Order: 1, Y: op.Column{1e16, 1, 2}}},
		{"too many", "y:too_many at:too_many", Input{Order: 1, Y: make(op.Column, MaxPoints+1), At: make(op.Column, MaxAt+1)}},
		{"confidence", "confidence:out_of_range", Input{Order: 1, Y: ten(), Confidence: 1}},
		{"rank", "order:rank", Input{Order: 2, X: op.Column{1, 1, 2, 2}, Y: op.Column{1, 2, 3, 4}}},
		{"heap", "order:x_too_close", Input{Order: 4, X: op.Column{0, 1e-9, 2e-9, 3e-9, 1}, Y: op.Column{1, 2, 3, 4, 5}}},
	} {
		err := c.in.Validate()
		if err == nil {
			_, err = Compute(context.Background(), c.in)
		}
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

// TestProperties: moving the prices moves the values and nothing else, scaling
// them scales all, the order of the points does not matter, residuals sum to 0.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		order := rapid.IntRange(1, 5).Draw(rt, "order")
		n := rapid.IntRange(order+2, 40).Draw(rt, "n")
		in := Input{Order: order, X: make(op.Column, n), Y: make(op.Column, n), At: op.Column{3.5}}
		for i := range n {
			in.X[i] = float64(i) + rapid.Float64Range(0, 0.9).Draw(rt, "x")
			in.Y[i] = float64(rapid.IntRange(30000, 40000).Draw(rt, "y"))
		}
		a := must(t, in)
		moved := in
		moved.X, moved.Y = make(op.Column, n), make(op.Column, n)
		turn := rapid.IntRange(0, n-1).Draw(rt, "turn")
		for i := range n {
			moved.X[i], moved.Y[i] = in.X[(i+turn)%n], 2*in.Y[(i+turn)%n]+1024
		}
		b := must(t, moved)
		same := func(what string, x, y unit.Maybe[float64], scale, shift float64) {
			u, v := value(t, x)*scale+shift, value(t, y)
			if math.Abs(u-v) > 1e-12*(math.Abs(u)+math.Abs(shift))+1e-300 {
				rt.Fatalf("%s: %.17g became %.17g, want %.17g", what, value(t, x), v, u)
			}
		}
		same("value", a.At[0].Value.Value, b.At[0].Value.Value, 2, 1024)
		same("error", a.At[0].Value.Error, b.At[0].Value.Error, 2, 0)
		same("slope's error", a.End.Slope.Error, b.End.Slope.Error, 2, 0)
		same("deviation", a.Deviation, b.Deviation, 2, 0)
		same("first coefficient", a.Coefficients[0].Value, b.Coefficients[0].Value, 2, 1024)
		if r, ok := a.R2.Get(); ok && (r < 0 || r > 1) {
			rt.Fatalf("R^2 is %g", r)
		}
		sum := 0.0
		for _, r := range a.Residuals {
			sum += r
		}
		if math.Abs(sum) > 1e-9 {
			rt.Fatalf("residuals sum to %g", sum)
		}
		if a.Regime != b.Regime {
			rt.Fatalf("regime %d became %d", a.Regime, b.Regime)
		}
	})
}

// TestCoverage: of many lines with normal noise, six points each, about 95 %
// have the true slope and the true end in their intervals. 4,000 lines leave a
// standard error of 0.35 %; intervals with the normal 1.96 would hold 88 %.
func TestCoverage(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 11))
	const lines = 4000
	slopes, ends := 0, 0
	for range lines {
		var y op.Column
		for i := range 6 {
			y = append(y, 4000+3*float64(i)+rnd.NormFloat64())
		}
		r := must(t, Input{Y: y, Order: 1})
		holds := func(e Estimate, v float64) int {
			if value(t, e.Low) <= v && v <= value(t, e.High) {
				return 1
			}
			return 0
		}
		slopes += holds(r.Coefficients[1], 3)
		ends += holds(r.End.Value, 4015)
	}
	for _, n := range []int{slopes, ends} {
		if share := float64(n) / lines; math.Abs(share-0.95) > 0.015 {
			t.Errorf("%.3f of the intervals hold the truth, want 0.95", share)
		}
	}
}

// TestProgress: a long fit reports, rising to no more than one total, and stops
// when told.
func TestProgress(t *testing.T) {
	in := Input{Y: make(op.Column, 5000), Order: 3}
	calls, total, last := 0, 0, 0
	ctx := op.WithTick(context.Background(), func(done, of int) error {
		if calls++; done < last || done > of || total != 0 && of != total {
			t.Errorf("%d of %d after %d of %d", done, of, last, total)
		}
		last, total = done, of
		return nil
	})
	if _, err := Compute(ctx, in); err != nil || calls < 10 {
		t.Errorf("%v, %d calls", err, calls)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(ctx, in); fault.From(err) == nil || fault.From(err).Code != fault.Canceled {
		t.Errorf("got %v, want canceled", err)
	}
}

// TestSchema: the request and the reply describe themselves.
func TestSchema(t *testing.T) {
	o := op.New(Key, "t", Example, Compute)
	b, err := json.Marshal([]any{o.RequestSchema(), o.ReplySchema()})
	if err != nil || !strings.Contains(string(b), "curvature") {
		t.Errorf("%s, %v", b, err)
	}
}
