package stages

import (
	"math"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"fairbasis/core/unit"
)

// TestWelch: the three examples of the article on Welch's t-test in Wikipedia,
// to the digits printed there, and one by hand: 1 2 3 against 2 4 6 8 is
// t = -3/sqrt(1/3 + 20/12) = -3/sqrt 2 with 4/(1/18 + 25/27) = 4.0755 degrees of freedom.
func TestWelch(t *testing.T) {
	for _, c := range []struct {
		a, b                  []float64
		t, slack, freedom, df float64
		p, ps                 float64
	}{
		{[]float64{27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4},
			[]float64{27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4},
			-2.46, 0.005, 25.0, 0.05, 0.021, 0.0005},
		{[]float64{17.2, 20.9, 22.6, 18.1, 21.7, 21.4, 23.5, 24.2, 14.7, 21.8},
			[]float64{21.5, 22.8, 21.0, 23.0, 21.6, 23.6, 22.5, 20.7, 23.4, 21.8, 20.7, 21.7, 21.5, 22.5, 23.6, 21.5, 22.5, 23.5, 21.5, 21.8},
			-1.57, 0.005, 9.9, 0.05, 0.149, 0.0005},
		{[]float64{19.8, 20.4, 19.6, 17.8, 18.5, 18.9, 18.3, 18.9, 19.5, 22.0},
			[]float64{28.2, 26.6, 20.1, 23.3, 25.2, 22.1, 17.7, 27.6, 20.6, 13.7, 23.2, 17.5, 20.6, 18.0, 23.9, 21.6, 24.3, 20.4, 24.0, 13.2},
			-2.22, 0.005, 24.5, 0.05, 0.036, 0.0005},
		{[]float64{1, 2, 3}, []float64{2, 4, 6, 8}, -3 / math.Sqrt2, 1e-15, 4 / (1.0/18 + 25.0/27), 1e-14, 0.0998, 0.002},
	} {
		got, why := welch(describe(c.a), describe(c.b))
		if why != "" || math.Abs(got.t-c.t) > c.slack || math.Abs(got.freedom-c.freedom) > c.df || math.Abs(got.p-c.p) > c.ps {
			t.Errorf("%v against %v: got %+v %s, want t %v, %v degrees, p %v", c.a, c.b, got, why, c.t, c.freedom, c.p)
		}
	}
}

// TestSpreads: by hand. About their medians 1 to 5 lie 2 1 0 1 2 apart, mean 1.2,
// squares 2.8; 10 to 50 lie ten times as far: t = -10.8/sqrt(282.8/8 x 2/5).
func TestSpreads(t *testing.T) {
	got, why := spreads([]float64{3, 1, 5, 2, 4}, []float64{50, 40, 30, 20, 10}, 3, 30)
	if want := -10.8 / math.Sqrt(282.8/8*0.4); why != "" || math.Abs(got.t-want) > 1e-14 || got.freedom != 8 || got.p < 0.02 || got.p > 0.021 {
		t.Errorf("got %+v %s, want t %v with 8 degrees", got, why, want)
	}
}

func median(x []float64) float64 {
	sorted := slices.Sorted(slices.Values(x))
	n := len(sorted)
	if n == 0 {
		return math.NaN()
	}
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

func TestNoTest(t *testing.T) {
	for _, c := range []struct {
		a, b   []float64
		welch  unit.Reason
		spread unit.Reason
	}{
		{nil, []float64{1, 2}, unit.TooShort, unit.TooShort},
		{[]float64{1, 2}, []float64{1}, unit.TooShort, unit.TooShort},
		{[]float64{0.1, 0.1, 0.1}, []float64{0.3, 0.3, 0.3}, unit.NoVariation, unit.NoVariation},
		{[]float64{0.1, 0.1, 0.1}, []float64{0.1, 0.2, 0.3}, "", ""},
		{[]float64{1, 2}, []float64{1, 3}, "", unit.NoVariation}, // two numbers are as far from their median
	} {
		if got, why := welch(describe(c.a), describe(c.b)); why != c.welch || (why == "") != (got.t == got.t) {
			t.Errorf("welch of %v and %v: %+v %q, want %q", c.a, c.b, got, why, c.welch)
		}
		if got, why := spreads(c.a, c.b, median(c.a), median(c.b)); why != c.spread || (why == "") != (got.t == got.t) {
			t.Errorf("spreads of %v and %v: %+v %q, want %q", c.a, c.b, got, why, c.spread)
		}
	}
}

// TestCorrelation: the four sets of Anscombe 1973, which have one correlation to
// two digits; here to seven, as R prints them.
func TestCorrelation(t *testing.T) {
	x := []float64{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5}
	for _, c := range []struct {
		x, y []float64
		want float64
	}{
		{x, []float64{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68}, 0.8164205},
		{x, []float64{9.14, 8.14, 8.74, 8.77, 9.26, 8.10, 6.13, 3.10, 9.13, 7.26, 4.74}, 0.8162365},
		{x, []float64{7.46, 6.77, 12.74, 7.11, 7.81, 8.84, 6.08, 5.39, 8.15, 6.42, 5.73}, 0.8162867},
		{[]float64{8, 8, 8, 8, 8, 8, 8, 19, 8, 8, 8}, []float64{6.58, 5.76, 7.71, 8.84, 8.47, 7.04, 5.25, 12.50, 5.56, 7.91, 6.89}, 0.8165214},
	} {
		if got, why := correlation(c.x, c.y); why != "" || math.Abs(got-c.want) > 5e-8 {
			t.Errorf("got %.8f %s, want %.7f", got, why, c.want)
		}
	}
	nan := math.NaN()
	for _, c := range []struct {
		x, y []float64
		why  unit.Reason
	}{
		{nil, nil, unit.TooShort},
		{[]float64{1, 2}, []float64{1, 2}, unit.TooShort},
		{[]float64{1, nan, 3, 4}, []float64{1, 2, 3, nan}, unit.TooShort},
		{[]float64{0.1, 0.1, 0.1, 0.1}, []float64{1, 2, 3, 4}, unit.NoVariation},
		{[]float64{1, 2, 3}, []float64{7, 7, 7}, unit.NoVariation},
		{[]float64{0, 0, 0}, []float64{1, 2, 3}, unit.NoVariation},
		{[]float64{0.1, 0.1 + 2e-17, 0.3 - 0.2}, []float64{1, 2, 3}, unit.NoVariation}, // noise of rounding
	} {
		if got, why := correlation(c.x, c.y); why != c.why || got == got {
			t.Errorf("%v and %v: got %v %q, want %q", c.x, c.y, got, why, c.why)
		}
	}
}

// TestCorrelationProperties: within -1 and 1; what gonum has; the same for x and
// y swapped and for days in another order; not changed by a shift and a stretch
// of either; and on a line, however steep and far away, 1 or -1 to the digit.
func TestCorrelationProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := rapid.Map(rapid.IntRange(-4000, 4000), func(i int) float64 { return float64(i) / 8 })
		x := rapid.SliceOfN(value, 3, 40).Draw(t, "x")
		y := rapid.SliceOfN(value, len(x), len(x)).Draw(t, "y")
		if slices.Min(x) == slices.Max(x) || slices.Min(y) == slices.Max(y) {
			t.Skip("no variation")
		}
		r, why := correlation(x, y)
		if why != "" || !(r >= -1 && r <= 1) {
			t.Fatalf("%v %q", r, why)
		}
		if want := stat.Correlation(x, y, nil); math.Abs(r-want) > 1e-13 {
			t.Fatalf("got %v, gonum has %v", r, want)
		}
		back, _ := correlation(y, x)
		if math.Abs(back-r) > 1e-15 {
			t.Fatalf("swapped %v, before %v", back, r)
		}
		px, py := slices.Clone(x), slices.Clone(y)
		slices.Reverse(px)
		slices.Reverse(py)
		if other, _ := correlation(px, py); math.Abs(other-r) > 1e-14 {
			t.Fatalf("in another order %v, before %v", other, r)
		}
		// Sums and products of these are exact, so that a line is one.
		shift := float64(rapid.IntRange(-1e6, 1e6).Draw(t, "shift"))
		slope := rapid.SampledFrom([]float64{1. / 1024, 0.25, 1, 3, 512}).Draw(t, "slope")
		line, fall, moved := make([]float64, len(x)), make([]float64, len(x)), make([]float64, len(x))
		for i := range x {
			line[i], fall[i], moved[i] = shift+slope*x[i], shift-slope*x[i], shift+slope*y[i]
		}
		if got, _ := correlation(x, line); got != 1 {
			t.Fatalf("a line: %v", got)
		}
		if got, _ := correlation(fall, x); got != -1 {
			t.Fatalf("a falling line: %v", got)
		}
		if got, _ := correlation(x, moved); math.Abs(got-r) > 1e-13 {
			t.Fatalf("moved and stretched %v, before %v", got, r)
		}
	})
}

// TestCompareProperties: swapped groups change the sign alone; a shift and a
// stretch of both change nothing; the degrees of freedom lie between those of
// the smaller group and those of both; with equal sizes and spreads the test is
// Student's.
func TestCompareProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		group := rapid.SliceOfNDistinct(rapid.Map(rapid.IntRange(-2000, 2000), func(i int) float64 { return float64(i) / 16 }), 3, 25, rapid.ID)
		a, b := group.Draw(t, "a"), group.Draw(t, "b")
		w, why := welch(describe(a), describe(b))
		s, why2 := spreads(a, b, median(a), median(b))
		if why != "" || why2 != "" && why2 != unit.NoVariation {
			t.Fatal(why, why2)
		}
		least, most := float64(min(len(a), len(b))-1), float64(len(a)+len(b)-2)
		if w.freedom < least*(1-1e-12) || w.freedom > most*(1+1e-12) || !(w.p >= 0 && w.p <= 1) {
			t.Fatalf("%+v, degrees from %v to %v", w, least, most)
		}
		ma, va := stat.MeanVariance(a, nil)
		mb, vb := stat.MeanVariance(b, nil)
		if want := (ma - mb) / math.Sqrt(va/float64(len(a))+vb/float64(len(b))); math.Abs(w.t-want) > 1e-11*(1+math.Abs(want)) {
			t.Fatalf("t %v, by gonum's means and variances %v", w.t, want)
		}
		back, _ := welch(describe(b), describe(a))
		if back.t != -w.t || math.Abs(back.freedom-w.freedom) > 1e-12*w.freedom {
			t.Fatalf("swapped %+v, before %+v", back, w)
		}
		shift, scale := float64(rapid.IntRange(-999, 999).Draw(t, "shift")), float64(rapid.IntRange(1, 9).Draw(t, "scale"))
		move := func(x []float64) []float64 {
			out := make([]float64, len(x))
			for i, v := range x {
				out[len(x)-1-i] = shift + scale*v
			}
			return out
		}
		moved, _ := welch(describe(move(a)), describe(move(b)))
		if math.Abs(moved.t-w.t) > 1e-9*(1+math.Abs(w.t)) || math.Abs(moved.p-w.p) > 1e-9 {
			t.Fatalf("moved %+v, before %+v", moved, w)
		}
		if again, _ := spreads(move(a), move(b), median(move(a)), median(move(b))); why2 == "" && math.Abs(again.p-s.p) > 1e-9 {
			t.Fatalf("moved %+v, before %+v", again, s)
		}
	})
}
