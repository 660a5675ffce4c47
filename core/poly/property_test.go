package poly

import (
	"math"
	"math/big"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// drawn is a plan and a series that fits it.
func drawn(t *rapid.T) (*Plan, []int64) {
	order := rapid.IntRange(MinOrder, MaxOrder).Draw(t, "order")
	window := rapid.IntRange(MinWindow, 80).Draw(t, "window")
	width := rapid.SampledFrom([]int64{0, 1, 3, 100, 1 << 20, 1 << 33, 1 << 45}).Draw(t, "width")
	y := rapid.SliceOfN(rapid.Int64Range(-width, width), window, 3*window).Draw(t, "y")
	p, err := NewPlan(order, window, uint64(2*width+1))
	if err != nil {
		t.Fatal(err)
	}
	return p, y
}

// columns are what one pass over y says.
type columns struct {
	signs     []Pair
	v, f1, f2 []float64
	all       [MaxOrder + 1][]Pair
}

// pass walks over y in pieces that end at the given bars, and at its own.
func pass(p *Plan, y []int64, ends ...int) columns {
	var c columns
	c.signs = make([]Pair, len(y))
	c.v, c.f1, c.f2 = make([]float64, len(y)), make([]float64, len(y)), make([]float64, len(y))
	for o := 1; o <= p.order; o++ {
		c.all[o] = make([]Pair, len(y))
	}
	s := p.Scan(y)
	for _, upto := range append(ends, len(y)) {
		s.Signs(c.signs, upto)
		s.Series(c.v, c.f1, c.f2, upto)
		s.AllSigns(c.all, upto)
	}
	return c
}

func (c columns) equal(t *rapid.T, d columns, why string) {
	if !slices.Equal(c.signs, d.signs) || !slices.Equal(c.v, d.v) || !slices.Equal(c.f1, d.f1) || !slices.Equal(c.f2, d.f2) {
		t.Errorf("%s changes the result", why)
	}
	for o := range c.all {
		if !slices.Equal(c.all[o], d.all[o]) {
			t.Errorf("%s changes the signs of order %d", why, o)
		}
	}
}

// AllSigns says of every order what Signs says with a plan of its own, and
// Series has the same signs.
func TestOneTruth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		c := pass(p, y)
		for o := 1; o <= p.order; o++ {
			q, err := NewPlan(o, p.window, p.spread)
			if err != nil {
				t.Fatal(err)
			}
			if d := pass(q, y); !slices.Equal(c.all[o], d.signs) {
				t.Errorf("order %d of %d: %v, alone %v", o, p.order, c.all[o], d.signs)
			}
		}
		for i := p.window - 1; i < len(y); i++ {
			if c.signs[i].Slope() != sign(c.f1[i]) || c.signs[i].Curvature() != sign(c.f2[i]) {
				t.Errorf("bar %d: signs %d, slope %v, curvature %v", i, c.signs[i], c.f1[i], c.f2[i])
			}
		}
	})
}

func sign(x float64) int {
	switch {
	case x > 0:
		return 1
	case x < 0:
		return -1
	}
	return 0
}

// The kernels in 64 and 128 bits agree to the last sign, and to 4 units in the
// last place.
func TestKernelsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		wide := *p
		wide.wide = true
		c, d := pass(p, y), pass(&wide, y)
		if !slices.Equal(c.signs, d.signs) {
			t.Errorf("signs %v, in 128 bits %v", c.signs, d.signs)
		}
		for i := p.window - 1; i < len(y); i++ {
			for _, x := range [][2]float64{{c.v[i], d.v[i]}, {c.f1[i], d.f1[i]}, {c.f2[i], d.f2[i]}} {
				if off := math.Abs(x[0] - x[1]); off > 4*math.Abs(x[1])*(1.0/(1<<52)) {
					t.Errorf("bar %d: %v, in 128 bits %v", i, x[0], x[1])
				}
			}
		}
	})
}

// A constant added to all bars leaves slope and curvature as they are, bit by bit.
func TestShift(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		by := rapid.Int64Range(-1<<30, 1<<30).Draw(t, "by")
		up := slices.Clone(y)
		for i := range up {
			up[i] += by
		}
		c, d := pass(p, y), pass(p, up)
		if !slices.Equal(c.signs, d.signs) || !slices.Equal(c.f1, d.f1) || !slices.Equal(c.f2, d.f2) {
			t.Error("a constant changes slope or curvature")
		}
	})
}

// Prices upside down turn every sign.
func TestNegated(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		down := slices.Clone(y)
		for i := range down {
			down[i] = -y[i]
		}
		c, d := pass(p, y), pass(p, down)
		for i := p.window - 1; i < len(y); i++ {
			if c.signs[i].Slope() != -d.signs[i].Slope() || c.signs[i].Curvature() != -d.signs[i].Curvature() {
				t.Errorf("bar %d: %d and %d", i, c.signs[i], d.signs[i])
			}
		}
	})
}

// It does not matter in what pieces a scan goes.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		ends := rapid.SliceOfN(rapid.IntRange(0, len(y)), 0, 6).Draw(t, "ends")
		slices.Sort(ends)
		pass(p, y).equal(t, pass(p, y, ends...), "going in pieces")
	})
}

// Nor where it began, as soon as whole windows lie behind: the signs of a bar
// are those of its window.
func TestBegin(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		from := rapid.IntRange(0, len(y)-p.window).Draw(t, "from")
		c, d := pass(p, y), pass(p, y[from:])
		if at := from + p.window - 1; !slices.Equal(c.signs[at:], d.signs[p.window-1:]) || !slices.Equal(c.f1[at:], d.f1[p.window-1:]) || !slices.Equal(c.f2[at:], d.f2[p.window-1:]) {
			t.Errorf("beginning at bar %d changes the result", from)
		}
	})
}

// What comes later does not change what was said.
func TestNoLookAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, y := drawn(t)
		at := rapid.IntRange(0, len(y)-1).Draw(t, "at")
		other := slices.Clone(y)
		for i := at + 1; i < len(y); i++ {
			other[i] = y[rapid.IntRange(0, len(y)-1).Draw(t, "from")] / 2
		}
		c, d := pass(p, y), pass(p, other)
		if !slices.Equal(c.signs[:at+1], d.signs[:at+1]) || !slices.Equal(c.f1[:at+1], d.f1[:at+1]) || !slices.Equal(c.f2[:at+1], d.f2[:at+1]) || !slices.Equal(c.v[:at+1], d.v[:at+1]) {
			t.Errorf("bars after %d change what was said up to it", at)
		}
		for o := 1; o <= p.order; o++ {
			if !slices.Equal(c.all[o][:at+1], d.all[o][:at+1]) {
				t.Errorf("bars after %d change the signs of order %d", at, o)
			}
		}
	})
}

// A polynomial of the order or below is found again, and a straight line has no
// curvature.
func TestPolynomials(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.IntRange(MinOrder, MaxOrder).Draw(t, "order")
		degree := rapid.IntRange(0, order).Draw(t, "degree")
		window := rapid.IntRange(MinWindow, 40).Draw(t, "window")
		c := make([]int64, 4) // of the powers of i - window, so that all is small
		for k := range min(degree+1, len(c)) {
			c[k] = rapid.Int64Range(-9, 9).Draw(t, "c")
		}
		y := make([]int64, window+5)
		at := func(i int64) (v, f1, f2 int64) {
			return c[0] + c[1]*i + c[2]*i*i + c[3]*i*i*i, c[1] + 2*c[2]*i + 3*c[3]*i*i, 2*c[2] + 6*c[3]*i
		}
		for i := range y {
			y[i], _, _ = at(int64(i - window))
		}
		p, err := NewPlan(order, window, spreadOf(y))
		if err != nil {
			t.Fatal(err)
		}
		got := pass(p, y)
		for i := window - 1; i < len(y); i++ {
			v, f1, f2 := at(int64(i - window))
			if ulps(got.v[i], new(big.Rat).SetInt64(v)) > 2 || ulps(got.f1[i], new(big.Rat).SetInt64(f1)) > 2 || ulps(got.f2[i], new(big.Rat).SetInt64(f2)) > 2 {
				t.Errorf("bar %d: %v %v %v, want %d %d %d", i, got.v[i], got.f1[i], got.f2[i], v, f1, f2)
			}
		}
	})
}
