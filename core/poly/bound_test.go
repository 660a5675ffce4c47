package poly

import (
	"math/big"
	"math/rand/v2"
	"testing"

	"fairbasis/core/fault"
)

// The figures of the bound that are known from elsewhere: a count by
// big integers of the sum of |g_n(j)| (order 4 over 450: 8.37e7 ticks, 6 over
// 900: 116, 6 over 2000: not one).
func TestBoundFigures(t *testing.T) {
	for _, c := range []struct {
		order, window int
		low, high     uint64
	}{{4, 450, 83_600_000, 83_800_000}, {6, 900, 116, 116}, {6, 2000, 0, 0}, {1, 10, 3.68e17, 3.70e17}, {5, 2000, 133, 133}} {
		p, err := NewPlan(c.order, c.window, 0)
		if err != nil {
			t.Fatal(err)
		}
		if b := p.Bound(); b < c.low || b > c.high {
			t.Errorf("order %d, window %d: bound %d, want %d to %d", c.order, c.window, b, c.low, c.high)
		}
	}
}

// worst is a series whose last window is high where g_n is positive and low
// where it is not, so that its G_n is as large as the spread allows.
func worst(p *Plan, n int, spread uint64, low int64) []int64 {
	y := make([]int64, 2*p.window+10)
	d := p.gram[n]
	for j := range y {
		i := len(y) - 1 - j
		y[i] = low
		if d[0] > 0 && j < p.window {
			y[i] = low + int64(spread)
		}
		for k := range n {
			d[k] += d[k+1]
		}
	}
	return y
}

// bigGram is the true G_n of the last window of y.
func bigGram(p *Plan, n int, y []int64) *big.Int {
	g := new(big.Int)
	for j := range p.window {
		for k := range n + 1 {
			c := new(big.Int).Binomial(int64(j), int64(k))
			c.Mul(c, big.NewInt(p.gram[n][k]))
			g.Add(g, c.Mul(c, big.NewInt(y[len(y)-1-j])))
		}
	}
	return g
}

// At the bound the largest sum there can be is below 2^63, one tick above it is
// not, and both kernels are exact on either side.
func TestAtBound(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	limit := new(big.Int).Lsh(big.NewInt(1), 63)
	for _, c := range []struct{ order, window int }{{1, 10}, {2, 11}, {3, 450}, {4, 450}, {4, 1999}, {5, 300}, {5, 900}, {6, 100}, {6, 450}, {6, 900}} {
		if quick() && c.window > 450 {
			continue
		}
		p, err := NewPlan(c.order, c.window, 0)
		if err != nil {
			t.Fatal(err)
		}
		bound := p.Bound()
		for n := 1; n <= c.order; n++ {
			if g := bigGram(p, n, worst(p, n, bound, 0)); g.CmpAbs(limit) >= 0 {
				t.Errorf("order %d, window %d: G_%d is %v at the bound", c.order, c.window, n, g)
			}
		}
		if g := bigGram(p, c.order, worst(p, c.order, bound+1, 0)); g.CmpAbs(limit) < 0 && c.order > 3 {
			t.Errorf("order %d, window %d: G is only %v one tick beyond the bound", c.order, c.window, g)
		}
		for kernel, spread := range map[string]uint64{"int64": bound, "int128": bound + 1} {
			p, err := NewPlan(c.order, c.window, spread)
			if err != nil {
				t.Fatal(err)
			}
			if p.Kernel() != kernel {
				t.Errorf("order %d, window %d, spread %d: kernel %s", c.order, c.window, spread, p.Kernel())
			}
			for n := 1; n <= c.order; n++ {
				y := worst(p, n, spread, -int64(spread)/3)
				check(t, p, y, []int{c.window - 1, len(y) - 2, len(y) - 1})
				y = build(len(y), 0, func(int, int64) int64 { return int64(rnd.Uint64N(spread + 1)) })
				y[0], y[1] = 0, int64(spread)
				check(t, p, y, someBars(rnd, len(y), c.window, 1))
			}
		}
	}
}

// Where Series goes over to the next of its kernels, figures are as exact on
// either side.
func TestSeriesBounds(t *testing.T) {
	rnd := rand.New(rand.NewPCG(9, 10))
	for _, c := range []struct{ order, window int }{{1, 450}, {2, 900}, {3, 450}, {3, 2000}, {4, 60}, {4, 450}, {4, 1200}, {5, 450}, {6, 240}, {6, 600}} {
		if quick() && c.window > 900 {
			continue
		}
		for _, kind := range []func(p *Plan) bool{func(p *Plan) bool { return p.light }, func(p *Plan) bool { return !p.plain && !p.wide }} {
			fits := func(spread uint64) bool {
				p, err := NewPlan(c.order, c.window, spread)
				return err == nil && kind(p)
			}
			low, high := uint64(0), uint64(1)<<60
			for low+1 < high {
				if mid := (low + high) / 2; fits(mid) {
					low = mid
				} else {
					high = mid
				}
			}
			for _, spread := range []uint64{low, high} {
				p, err := NewPlan(c.order, c.window, spread)
				if err != nil {
					continue
				}
				for n := 1; n <= c.order; n++ {
					y := worst(p, n, spread, -int64(spread)/2)
					check(t, p, y, []int{len(y) - 3, len(y) - 1})
				}
				y := build(2*c.window, 0, func(int, int64) int64 { return int64(rnd.Uint64N(spread + 1)) })
				check(t, p, y, someBars(rnd, len(y), c.window, 1))
			}
		}
	}
}

// Beyond 64 bits, up to the largest spread of all.
func TestWide(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 6))
	for _, c := range []struct{ order, window int }{{1, 10}, {2, 2000}, {3, 449}, {4, 450}, {5, 1200}, {6, 10}, {6, 2000}} {
		if quick() && c.window == 2000 {
			continue
		}
		p, err := NewPlan(c.order, c.window, 0)
		if err != nil {
			t.Fatal(err)
		}
		most := p.Most()
		p, err = NewPlan(c.order, c.window, most)
		if err != nil {
			t.Fatal(err)
		}
		if most < 1<<38 {
			t.Errorf("order %d, window %d: exact to %d ticks only", c.order, c.window, most)
		}
		for n := 1; n <= c.order; n++ {
			y := worst(p, n, most, -1<<60)
			check(t, p, y, []int{len(y) - 1, len(y) - 2})
		}
		y := build(2*c.window+50, 0, func(int, int64) int64 { return 1<<40 + int64(rnd.Uint64N(most+1)) })
		check(t, p, y, someBars(rnd, len(y), c.window, 2))
		y = build(2*c.window+50, 0, func(_ int, before int64) int64 { return before + rnd.Int64N(9) - 4 })
		check(t, p, y, someBars(rnd, len(y), c.window, 2))
	}
}

func TestRefused(t *testing.T) {
	for _, c := range []struct {
		order, window int
		spread        uint64
		code          string
	}{{0, 450, 1, "out_of_range"}, {7, 450, 1, "out_of_range"}, {4, 9, 1, "out_of_range"}, {4, 2001, 1, "out_of_range"}, {4, 450, 1 << 62, "spread_too_wide"}, {6, 2000, 1 << 50, "spread_too_wide"}} {
		p, err := NewPlan(c.order, c.window, c.spread)
		if err == nil {
			t.Errorf("%v: a plan with the %s kernel", c, p.Kernel())
			continue
		}
		if f := fault.From(err); f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Code != c.code {
			t.Errorf("%v: %v", c, err)
		}
	}
}

// A scan does not take what its plan is not exact for.
func TestWiderThanPlanned(t *testing.T) {
	p, err := NewPlan(4, 10, 5)
	if err != nil {
		t.Fatal(err)
	}
	for _, y := range [][]int64{{0, 6}, {-1 << 63, 1<<63 - 1}} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("%v was taken", y)
				}
			}()
			p.Scan(y)
		}()
	}
}
