package poly

import (
	"math"
	"math/bits"
)

// whole is an integer of 256 bits, least word first, two's complement: wide
// enough for every weight before it is shortened.
type whole [4]uint64

func wholeOf(n int64) whole {
	s := uint64(n >> 63)
	return whole{uint64(n), s, s, s}
}

func (a whole) plus(b whole) whole {
	var carry uint64
	for i := range a {
		a[i], carry = bits.Add64(a[i], b[i], carry)
	}
	return a
}

func (a whole) negative() bool { return int64(a[3]) < 0 }

func (a whole) negated() whole {
	for i := range a {
		a[i] = ^a[i]
	}
	return a.plus(whole{1})
}

// times returns a*m modulo 2^256.
func (a whole) times(m int64) whole {
	u := uint64(m)
	if m < 0 {
		u = -u
		a = a.negated()
	}
	var carry uint64
	for i := range a {
		hi, lo := bits.Mul64(a[i], u)
		var c uint64
		a[i], c = bits.Add64(lo, carry, 0)
		carry = hi + c
	}
	return a
}

// over returns a/d rounded towards zero and whether nothing was left.
func (a whole) over(d uint64) (whole, bool) {
	below := a.negative()
	if below {
		a = a.negated()
	}
	var rest uint64
	for i := len(a) - 1; i >= 0; i-- {
		a[i], rest = bits.Div64(rest, a[i], d)
	}
	if below {
		a = a.negated()
	}
	return a, rest == 0
}

// float returns a to within (1 + 2^-10)/2 units of its last place.
func (a whole) float() float64 {
	below := a.negative()
	if below {
		a = a.negated()
	}
	top := len(a) - 1
	for top > 0 && a[top] == 0 {
		top--
	}
	f := float64(a[top])
	if top > 0 {
		shift := uint(bits.LeadingZeros64(a[top]))
		f = math.Ldexp(float64(a[top]<<shift|a[top-1]>>(64-shift)), 64*top-int(shift))
	}
	if below {
		return -f
	}
	return f
}

// double is an integer of 128 bits, two's complement: the low half of a whole,
// and the arithmetic of the int128 kernel.
type double struct{ lo, hi uint64 }

func (a whole) double() double { return double{a[0], a[1]} }

func (a double) plus(b double) double {
	lo, carry := bits.Add64(a.lo, b.lo, 0)
	hi, _ := bits.Add64(a.hi, b.hi, carry)
	return double{lo, hi}
}

func (a double) whole() whole {
	s := uint64(int64(a.hi) >> 63)
	return whole{a.lo, a.hi, s, s}
}

// times returns a*b modulo 2^128.
func (a double) times(b double) double {
	hi, lo := bits.Mul64(a.lo, b.lo)
	return double{lo, hi + a.lo*b.hi + a.hi*b.lo}
}

func doubleOf(n int64) double { return double{uint64(n), uint64(n >> 63)} }

// sign returns -1, 0 or 1.
func (a double) sign() int {
	switch {
	case int64(a.hi) < 0:
		return -1
	case a.hi|a.lo == 0:
		return 0
	}
	return 1
}

// float returns a to within 2 * 2^-53 of itself.
func (a double) float() float64 {
	hi := int64(a.hi) + int64(a.lo>>63) // nearest multiple of 2^64
	return float64(float64(hi)*two64) + float64(int64(a.lo))
}

const (
	two64  = 1 << 64
	two128 = 1 << 128
)
