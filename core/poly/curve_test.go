package poly

import (
	"math"
	"math/big"
	"math/rand/v2"
	"testing"
)

// Golden case 16 of formulas.md: 450 bars of 4000 + 10x + 5x^2 - 3x^3 + 2x^4 with
// x = i/449 end with a slope of 19/449 a bar and a curvature of 16/449^2; with the
// coefficients 30, -8, -2, 0.5 these are 10/449 and -22/449^2. In whole ticks: the
// prices times 2 * 449^4, which is 2^36.
func TestGolden16(t *testing.T) {
	for _, c := range []struct {
		doubled          [4]int64 // coefficients of x..x^4, times 2
		slope, curvature int64    // in 1/449 and 1/449^2
		pair             Pair
	}{{[4]int64{20, 10, -6, 4}, 19, 16, 8}, {[4]int64{60, -16, -4, 1}, 10, -22, 6}} {
		const last = 449
		y := make([]int64, last+1)
		for i := range y {
			y[i] = 8000 * last * last * last * last
			for k, a := range c.doubled {
				term := a
				for range k + 1 {
					term *= int64(i)
				}
				for range 3 - k {
					term *= last
				}
				y[i] += term
			}
		}
		curve := make([]float64, len(y))
		v, f1, f2, pair, err := Curve(y, 4, curve)
		if err != nil {
			t.Fatal(err)
		}
		unit := int64(2 * last * last * last) // of a slope of 1/449
		for i, x := range []struct {
			got  float64
			want *big.Rat
		}{{v, new(big.Rat).SetInt64(y[last])}, {f1, new(big.Rat).SetInt64(c.slope * unit)}, {f2, new(big.Rat).SetInt64(c.curvature * unit / last)}} {
			if u := ulps(x.got, x.want); u > 2 {
				t.Errorf("%d: %v, want %v", i, x.got, x.want)
			}
		}
		if pair != c.pair {
			t.Errorf("signs %d, want %d", pair, c.pair)
		}
		for i := range y {
			if u := ulps(curve[i], new(big.Rat).SetInt64(y[i])); u > 2 {
				t.Errorf("curve at %d: %v, want %d", i, curve[i], y[i])
			}
		}
	}
}

// The whole curve against the normal equations, and its end against Series.
func TestCurve(t *testing.T) {
	rnd := rand.New(rand.NewPCG(7, 8))
	windows := []int{10, 61, 450}
	if !quick() {
		windows = append(windows, 2000)
	}
	for name, make1 := range series {
		for _, window := range windows {
			for order := 1; order <= MaxOrder; order++ {
				y := make1(rnd, 2*window+100, window, order)[window/2 : window/2+window]
				curve := make([]float64, window)
				v, f1, f2, pair, err := Curve(y, order, curve)
				if err != nil {
					t.Fatal(err)
				}
				want := exactFit(order, window).at(y, window-1)
				for i, got := range []float64{v, f1, f2} {
					if u := ulps(got, want[i]); u > 2 {
						t.Errorf("%s, order %d, window %d, output %d: %v, off by %v ulp", name, order, window, i, got, u)
					}
				}
				if pair != pairOf(want) {
					t.Errorf("%s, order %d, window %d: signs %d, want %d", name, order, window, pair, pairOf(want))
				}
				if u := ulps(curve[window-1], want[value]); u > 2 {
					t.Errorf("%s, order %d, window %d: the curve ends at %v, off by %v ulp", name, order, window, curve[window-1], u)
				}
				checkLevels(t, name, y, order, curve)
			}
		}
	}
}

// checkLevels holds the curve against what makes it the best: what is left over
// is at right angles to 1 and to j, to within the rounding of the curve.
func checkLevels(t *testing.T, name string, y []int64, order int, curve []float64) {
	t.Helper()
	left, turn, size := new(big.Float), new(big.Float), 0.0
	for i := range y {
		rest := new(big.Float).SetPrec(200).Sub(new(big.Float).SetPrec(200).SetInt64(y[i]), big.NewFloat(curve[i]))
		left.Add(left.SetPrec(200), rest)
		turn.Add(turn.SetPrec(200), rest.Mul(rest, big.NewFloat(float64(i))))
		size += math.Abs(curve[i])
	}
	a, _ := left.Float64()
	b, _ := turn.Float64()
	if slack := size * (1.0 / (1 << 52)); math.Abs(a) > slack || math.Abs(b) > slack*float64(len(y)) {
		t.Errorf("%s, order %d, window %d: left over %v and %v of %v", name, order, len(y), a, b, size)
	}
}

func TestCurveRefused(t *testing.T) {
	y := make([]int64, 20)
	if _, _, _, pair, err := Curve(y[:9], 4, nil); err == nil || pair != Unready {
		t.Error("a curve over 9 bars")
	}
	if _, _, _, _, err := Curve(y, 7, nil); err == nil {
		t.Error("a curve of order 7")
	}
	if _, _, _, _, err := Curve(y, 4, make([]float64, 19)); err == nil {
		t.Error("19 points for 20 bars")
	}
}

func TestAllocations(t *testing.T) {
	y := minutes(5000)
	w := newWork(y)
	for order := 1; order <= MaxOrder; order++ {
		for _, window := range []int{100, 900} { // some of them in 128 bits
			p, err := NewPlan(order, window, spreadOf(y))
			if err != nil {
				t.Fatal(err)
			}
			s := p.Scan(y)
			if n := testing.AllocsPerRun(3, func() { w.signs(s); w.series(s); w.allSigns(s, 1) }); n != 0 {
				t.Errorf("order %d, window %d: %v allocations", order, window, n)
			}
		}
	}
}
