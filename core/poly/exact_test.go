package poly

import (
	"math/rand/v2"
	"runtime"
	"testing"
)

// series are the kinds every order and window is held against.
var series = map[string]func(rnd *rand.Rand, n, window, order int) []int64{
	"walk": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 40000, func(i int, before int64) int64 { return before + rnd.Int64N(41) - 20 })
	},
	"flat": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 31594, func(i int, before int64) int64 { return before })
	},
	"limit-locked": func(rnd *rand.Rand, n, window, _ int) []int64 { // walks, then stays, then walks
		return build(n, 38000, func(i int, before int64) int64 {
			if i > n/4 && i < n/4+window*3/2 {
				return before
			}
			return before + rnd.Int64N(31) - 15
		})
	},
	"linear": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 30000, func(i int, before int64) int64 { return before - 3 })
	},
	"quadratic": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 30000, func(i int, before int64) int64 { return 30000 + int64(i-n/2)*int64(i-n/2) })
	},
	"cubic": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 0, func(i int, before int64) int64 { x := int64(i - n/2); return x*x*x - 7*x })
	},
	"illiquid": func(rnd *rand.Rand, n, _, _ int) []int64 { // nearly always the price before
		return build(n, 52000, func(i int, before int64) int64 {
			if rnd.IntN(50) == 0 {
				return before + 2*(rnd.Int64N(9)-4)
			}
			return before
		})
	},
	"spread about zero": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 0, func(i int, before int64) int64 { return before*9/10 + rnd.Int64N(21) - 10 })
	},
	"one tick": func(rnd *rand.Rand, n, _, _ int) []int64 {
		return build(n, 0, func(i int, before int64) int64 { return 30000 + rnd.Int64N(2) })
	},
}

func build(n int, first int64, next func(i int, before int64) int64) []int64 {
	y := make([]int64, n)
	for i := range y {
		first = next(i, first)
		y[i] = first
	}
	return y
}

func spreadOf(y []int64) uint64 {
	low, high := y[0], y[0]
	for _, x := range y {
		low, high = min(low, x), max(high, x)
	}
	return uint64(high - low)
}

// check holds all that a scan says of y at the given bars against what is exact.
func check(t *testing.T, p *Plan, y []int64, bars []int) {
	t.Helper()
	signs := make([]Pair, len(y))
	v, f1, f2 := make([]float64, len(y)), make([]float64, len(y)), make([]float64, len(y))
	var all [MaxOrder + 1][]Pair
	for o := 1; o <= p.order; o++ {
		all[o] = make([]Pair, len(y))
	}
	s := p.Scan(y)
	s.Signs(signs, len(y))
	s.Series(v, f1, f2, len(y))
	s.AllSigns(all, len(y))
	for i := range min(p.window-1, len(y)) {
		if signs[i] != Unready || all[1][i] != Unready || v[i] != 0 {
			t.Fatalf("bar %d of the first %d: %d %d %v", i, p.window-1, signs[i], all[1][i], v[i])
		}
	}
	type figures struct{ v, f1, f2 []float64 }
	ways := []figures{{v, f1, f2}}
	for _, simpler := range []bool{false, true} { // all that are exact here, not only the fastest
		if s.light || simpler && !s.plain {
			other := p.Scan(y)
			other.light, other.plain = false, simpler || s.plain || p.order < cutFrom
			f := figures{make([]float64, len(y)), make([]float64, len(y)), make([]float64, len(y))}
			other.Series(f.v, f.f1, f.f2, len(y))
			ways = append(ways, f)
		}
	}
	for _, at := range bars {
		want := exactFit(p.order, p.window).at(y, at)
		if signs[at] != pairOf(want) {
			t.Errorf("order %d, window %d, %s, bar %d: signs %d, want %d", p.order, p.window, p.Kernel(), at, signs[at], pairOf(want))
		}
		for way, f := range ways {
			for i, got := range [outputs]float64{f.v[at], f.f1[at], f.f2[at]} {
				if u := ulps(got, want[i]); u > 2 {
					t.Errorf("order %d, window %d, %s, way %d, bar %d: output %d is %v, off by %v ulp", p.order, p.window, p.Kernel(), way, at, i, got, u)
				}
			}
		}
		for o := 1; o <= p.order; o++ {
			if want := pairOf(exactFit(o, p.window).at(y, at)); all[o][at] != want {
				t.Errorf("order %d of %d, window %d, %s, bar %d: signs %d, want %d", o, p.order, p.window, p.Kernel(), at, all[o][at], want)
			}
		}
	}
}

// quick is where time is dear: fewer sizes will do.
func quick() bool { return testing.Short() || runtime.GOOS == "js" }

func someBars(rnd *rand.Rand, n, window, count int) []int {
	bars := []int{window - 1, window, n - 1}
	for range count {
		bars = append(bars, window-1+rnd.IntN(n-window+1))
	}
	return bars
}

func TestExact(t *testing.T) {
	rnd := rand.New(rand.NewPCG(4, 450))
	windows := []int{10, 11, 13, 60, 240, 449, 450, 900, 2000}
	if quick() {
		windows = []int{10, 61, 450}
	}
	for name, make := range series {
		t.Run(name, func(t *testing.T) {
			for _, window := range windows {
				for order := 1; order <= MaxOrder; order++ {
					n := window*2 + 100
					y := make(rnd, n, window, order)
					p, err := NewPlan(order, window, spreadOf(y))
					if err != nil {
						t.Fatal(err)
					}
					check(t, p, y, someBars(rnd, n, window, 3))
				}
			}
		})
	}
}
