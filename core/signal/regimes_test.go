package signal

import (
	"context"
	"testing"

	"fairbasis/core/market"
)

func set(order, window int, price Price, axis Axis, days Days) Settings {
	return Settings{Order: order, Window: window, Price: price, Axis: axis, Days: days}
}

func regimes(t testing.TB, p *Prepared, order, window int) []Regime {
	t.Helper()
	out := make([]Regime, len(p.Close))
	for i := range out {
		out[i] = 99 // every one must be written
	}
	if _, err := p.Regimes(context.Background(), out, order, window); err != nil {
		t.Fatal(err)
	}
	return out
}

// repeat returns n times each of the regimes.
func repeat(list ...any) (out []Regime) {
	for i := 0; i < len(list); i += 2 {
		for range list[i].(int) {
			out = append(out, list[i+1].(Regime))
		}
	}
	return out
}

// TestExactPolynomials: a fit of points on a polynomial of its order, or a
// lower one, is that polynomial, so the regimes follow from its derivatives.
func TestExactPolynomials(t *testing.T) {
	curve := func(f func(i int64) int64) []int64 {
		out := make([]int64, 40)
		for i := range out {
			out[i] = f(int64(i))
		}
		return out
	}
	for _, c := range []struct {
		name  string
		ticks []int64
		order int
		want  []Regime
	}{
		{"flat", curve(func(int64) int64 { return 40000 }), 4, repeat(9, None, 31, Neutral)},
		{"straight", curve(func(i int64) int64 { return 40000 - 7*i }), 4, repeat(9, None, 31, Neutral)},
		{"a straight line through a curve", curve(func(i int64) int64 { return i * i }), 1, repeat(9, None, 31, Neutral)},
		// (i-20)^2: f' = 2 (i-20), f'' = 2.
		{"valley", curve(func(i int64) int64 { return (i - 20) * (i - 20) }), 2, repeat(9, None, 11, DownSlowing, 1, Neutral, 19, UpAccelerating)},
		{"hill", curve(func(i int64) int64 { return -(i - 20) * (i - 20) }), 6, repeat(9, None, 11, UpSlowing, 1, Neutral, 19, DownAccelerating)},
		// (i-25)^3 - 75 (i-25): f' = 3 (i-25)^2 - 75 is 0 at 20 and 30, f'' = 6 (i-25) at 25.
		{"wave", curve(func(i int64) int64 { return (i-25)*(i-25)*(i-25) - 75*(i-25) }), 3,
			repeat(9, None, 11, UpSlowing, 1, Neutral, 4, DownAccelerating, 1, Neutral, 4, DownSlowing, 1, Neutral, 9, UpAccelerating)},
	} {
		p := prepared(t, closes("2024-09-12", c.ticks...), Report001)
		equal(t, c.name, regimes(t, p, c.order, 10), c.want)
	}
}

// TestGolden16: polynomials of degree 4 over 450 minutes, x = i/449. In ticks of
// 449^-4 they are whole. 4000 + 10x + 5x^2 - 3x^3 + 2x^4 ends with
// f' = 19/449 and f” = 16/449^2; 30, -8, -2, 0.5 with 10/449 and -22/449^2.
func TestGolden16(t *testing.T) {
	const n = 449
	for _, c := range []struct {
		a      [5]int64 // doubled
		d1, d2 float64  // of x, doubled
		want   Regime
	}{
		{[5]int64{8000, 20, 10, -6, 4}, 38, 32, UpAccelerating},
		{[5]int64{8000, 60, -16, -4, 1}, 20, -44, UpSlowing},
	} {
		ticks := make([]int64, n+1)
		for i := range int64(n + 1) {
			x, unit := int64(1), int64(n*n*n*n)
			for _, a := range c.a {
				ticks[i] += a * x * unit
				x, unit = x*i, unit/n
			}
		}
		b := closes("2024-09-12", ticks...)
		for _, col := range []*market.Column{&b.Open, &b.High, &b.Low, &b.Close} {
			col.Scale = 0
		}
		w, err := At(context.Background(), WindowInput{Series: one(b), Settings: Report001})
		if err != nil {
			t.Fatal(err)
		}
		if w.Regime != c.want || w.Slope != c.d1*n*n*n || w.Curvature != c.d2*n*n || w.Value != float64(ticks[n]) || w.Deviation != 0 {
			t.Errorf("got regime %d, slope %v, curvature %v, value %v, deviation %v; want %d, %v, %v, %v, 0",
				w.Regime, w.Slope, w.Curvature, w.Value, w.Deviation, c.want, c.d1*n*n*n, c.d2*n*n, float64(ticks[n]))
		}
		got := regimes(t, prepared(t, b, Report001), 4, 450)
		equal(t, "regimes", got, repeat(449, None, 1, c.want))
	}
}

// TestAdjustedIsSmooth: bars whose closes are the next opens on a parabola,
// with 50 points added overnight. Without the jump it is the parabola again.
func TestAdjustedIsSmooth(t *testing.T) {
	b := closes("2024-09-12", make([]int64, 270)...)
	b.Open.Mantissa, b.Close.Mantissa = make([]int64, 270), make([]int64, 270)
	q := func(i int64) int64 { return (i - 300) * (i - 300) }
	for i := range int64(270) {
		jump := int64(0)
		if i >= 240 {
			jump = 500
		}
		b.Open.Mantissa[i], b.Close.Mantissa[i] = q(i)+jump, q(i+1)+jump
	}
	p := prepared(t, b, set(2, 100, Open, Bars, Adjusted))
	equal(t, "adjusted", regimes(t, p, 2, 100), repeat(99, None, 171, DownSlowing))
	w, err := p.window(245, set(2, 100, Open, Bars, Adjusted))
	if err != nil {
		t.Fatal(err)
	}
	// Shown as it was: 3025 + 500 ticks are 352.5 points, before the night without the 500.
	if w.Value != 352.5 || w.Price != 352.5 || w.Slope != -11 || w.Curvature != 0.2 || w.Deviation != 0 || w.Nights != 1 {
		t.Errorf("got %+v", w)
	}
	if w, _ := p.window(249, set(2, 10, Open, Bars, Adjusted)); w.Nights != 0 || len(w.Times) != 10 || w.Times[0] != float64(b.Time[240]) {
		t.Errorf("a window that begins with the day reaches across %d nights", w.Nights)
	}
	for k, v := range w.Curve {
		if i := 146 + k; v != float64(b.Open.Mantissa[i])/10 {
			t.Errorf("curve at bar %d: got %v, want %v", i, v, float64(b.Open.Mantissa[i])/10)
		}
	}
	// Across the night with its jump it is not: from 3600 the prices of ten bars rise to 3865.
	if got := regimes(t, prepared(t, b, set(2, 10, Open, Bars, Across)), 2, 10); got[239] != DownSlowing || got[240] != UpAccelerating {
		t.Errorf("across the night: %d, then %d", got[239], got[240])
	}
}

// TestSameDayBegins: 12 bars a day and a window of 10 leave three bars a day.
func TestSameDayBegins(t *testing.T) {
	b := closes("2024-09-12", make([]int64, 480)...)
	b.Open.Mantissa = make([]int64, 480)
	for i := range b.Open.Mantissa {
		b.Open.Mantissa[i] = int64(i * i)
	}
	var keep []int32
	for i := range int32(480) {
		if i%240 < 12 {
			keep = append(keep, i)
		}
	}
	b = b.Pick(keep)
	b.Segment = []int32{0}
	in := Input{Series: one(b), Settings: set(2, 10, Open, Bars, SameDay)}
	v, err := Do(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "regime", v.Regime, []float64{-1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1, -1, -1, -1, -1, -1, -1, -1, -1, -1, 1, 1, 1})
	if v.Count != (Count{UpAccelerating: 6, None: 18}) || v.Restarted != 1 || v.Restarts[0].Ready != 6 || v.Restarts[0].Bars != 24 || v.Gap != nil {
		t.Errorf("got %+v, %+v, gap %v", v.Count, v.Restarts, v.Gap)
	}
	for i, slope := range v.Slope {
		want := 0.0
		if r := v.Regime[i]; r == 1 {
			k := float64(i % 12)
			if i >= 12 {
				k += 240
			}
			want = 2 * k / 10
		}
		if slope != want {
			t.Errorf("slope at %d: got %v, want %v", i, slope, want)
		}
	}
}

// TestMinutesKeepThePrice: three minutes without a bar count as points with
// the price before them.
func TestMinutesKeepThePrice(t *testing.T) {
	var ticks []int64
	var keep []int32
	for i := range int32(16) {
		ticks = append(ticks, int64(i*i))
		if i < 5 || i > 7 {
			keep = append(keep, i)
		}
	}
	b := closes("2024-09-12", ticks...).Pick(keep)
	p := prepared(t, b, set(3, 12, Open, Minutes, Across))
	seen := []int64{0, 1, 4, 9, 16, 16, 16, 16, 64, 81, 100, 121, 144, 169, 196, 225}
	o := newOracle(3, 12)
	want := repeat(8, None)
	for k := 12; k <= 16; k++ {
		want = append(want, o.regime(seen[:k]))
	}
	equal(t, "regimes", regimes(t, p, 3, 12), want)
	// On the bars alone the window is three bars longer in coming.
	b.Segment = []int32{0}
	if got := regimes(t, prepared(t, b, set(3, 12, Open, Bars, Across)), 3, 12); got[10] != None || got[11] == None {
		t.Errorf("got %v", got)
	}
	w, err := p.window(8, set(3, 12, Open, Minutes, Across))
	if err != nil {
		t.Fatal(err)
	}
	if len(w.Times) != 9 || len(w.Curve) != 9 || w.Times[0] != float64(b.Time[0]) || w.Missing != 0 {
		t.Errorf("got %d stamps, missing %d", len(w.Times), w.Missing)
	}
	if w, _ = p.window(7, set(3, 12, Open, Minutes, Across)); w.Missing != 1 || w.Regime != None || w.Curve != nil {
		t.Errorf("one minute early: got %+v", w)
	}
}

// TestEvery: more bars than one pass takes have the values of their windows.
func TestEvery(t *testing.T) {
	const n = 2*chunk + 700
	s := set(3, 90, Close, Bars, Adjusted)
	p := prepared(t, walk(n), s)
	value, slope, curvature, err := p.Every(context.Background(), s.Order, s.Window)
	if err != nil || len(value) != n || len(slope) != n || len(curvature) != n {
		t.Fatal(len(value), err)
	}
	for k := 0; k < n; k += 61 {
		w, err := p.window(k, s)
		if err != nil {
			t.Fatal(err)
		}
		if !near(value[k], w.Value) || !near(slope[k], w.Slope) || !near(curvature[k], w.Curvature) || (w.Regime == None) != (k < s.Window-1) {
			t.Errorf("bar %d: %v %v %v, want %v %v %v", k, value[k], slope[k], curvature[k], w.Value, w.Slope, w.Curvature)
		}
	}
}
