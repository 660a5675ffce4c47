package poly

import (
	"math"
	"math/bits"
)

// The int128 kernels: one loop for all orders, for spreads beyond the bound
// of the int64 kernels, which they are held to in the tests.

// slide moves the window on by one bar.
func (p *Plan) slide(s *[terms]double, ref, in, out int64) {
	x := out - ref
	// C x, with x = xh 2^32 + xl, |xh| <= 2^29 and C = ch 2^32 + cl, ch < 2^25.
	xh, xl := x>>32, x&(1<<32-1)
	for i := p.order; i > 0; i-- {
		c := p.choose[i]
		ch, cl := c>>32, c&(1<<32-1)
		lo := uint64(x * c)
		hi := uint64(xh*ch + (xh*cl+xl*ch+int64(uint64(xl*cl)>>32))>>32)
		a, b := s[i], s[i-1]
		l := a.lo + b.lo
		h := a.hi + b.hi - hi
		if l < a.lo {
			h++
		}
		if l < lo {
			h--
		}
		s[i] = double{l - lo, h}
	}
	d := in - out
	l := s[0].lo + uint64(d)
	h := s[0].hi + uint64(d>>63)
	if l < uint64(d) {
		h++
	}
	s[0] = double{l, h}
}

// wideSigns slides over the bars in and writes their signs to dst, until it is
// done or a sum is too near zero for the floats to tell. It returns the number
// of bars written; the moments include the one after them, if there is one.
func (p *Plan) wideSigns(c *cursor, ref int64, in, out []int64, dst []Pair) int {
	w := &p.signs[p.order]
	for i := range dst {
		p.slide(&c.s, ref, in[i], out[i])
		f1, f2 := 0.0, 0.0
		for k := range p.order + 1 {
			lo := c.s[k].lo // float, without the call
			x := float64(float64(int64(c.s[k].hi)+int64(lo>>63))*two64) + float64(int64(lo))
			f1 += float64(w.af[0][k] * x)
			f2 += float64(w.af[1][k] * x)
		}
		pair := certain(f1, f2, w.err[0], w.err[1])
		if pair == Unready {
			return i
		}
		dst[i] = pair
	}
	return len(dst)
}

// certain returns the signs of two figures known to within e1 and e2, or
// Unready if one of them could be 0.
func certain(f1, f2, e1, e2 float64) Pair {
	var p Pair
	switch {
	case f1 > e1:
		p = 6
	case !(f1 < -e1):
		return Unready
	}
	switch {
	case f2 > e2:
		return p + 2
	case e2 == 0: // of an order of 1
		return p + 1
	case !(f2 < -e2):
		return Unready
	}
	return p
}

// exactSigns returns the signs of an order from the moments. It is exact where
// both numerators are within 2^127, as those are that the floats cannot tell
// from 0; of another, the sign is taken from the float.
func (p *Plan) exactSigns(order int, s *[terms]double) Pair {
	w := &p.signs[order]
	pair := Flat
	for i, unit := range [2]int{3, 1} {
		var n double
		f := 0.0
		for k := range order + 1 {
			n = n.plus(w.a[i][k].times(s[k]))
			f += float64(w.af[i][k] * s[k].float())
		}
		sign := n.sign()
		if f > w.err[i] {
			sign = 1
		} else if f < -w.err[i] {
			sign = -1
		}
		pair = Pair(int(pair) + unit*sign)
	}
	return pair
}

// wideAll is wideSigns for every order dst has a slice for, exact ones
// included. from is the place of the first bar.
func (p *Plan) wideAll(c *cursor, ref int64, in, out []int64, dst *[terms][]Pair, from int) {
	for i := range in {
		p.slide(&c.s, ref, in[i], out[i])
		var x [terms]float64
		for k := range p.order + 1 {
			lo := c.s[k].lo
			x[k] = float64(float64(int64(c.s[k].hi)+int64(lo>>63))*two64) + float64(int64(lo))
		}
		for o := MinOrder; o <= p.order; o++ {
			if dst[o] == nil {
				continue
			}
			w := &p.signs[o]
			f1, f2 := 0.0, 0.0
			for k := range o + 1 {
				f1 += float64(w.af[0][k] * x[k])
				f2 += float64(w.af[1][k] * x[k])
			}
			pair := certain(f1, f2, w.err[0], w.err[1])
			if pair == Unready {
				pair = p.exactSigns(o, &c.s)
			}
			dst[o][from+i] = pair
		}
	}
}

// wideSeries slides over the bars in and writes the three figures of each.
func (p *Plan) wideSeries(c *cursor, ref int64, in, out []int64, value, slope, curvature []float64) {
	for i := range value {
		p.slide(&c.s, ref, in[i], out[i])
		value[i], slope[i], curvature[i] = p.figures(&c.s, ref)
	}
}

// figures returns value, slope and curvature from the moments about ref. The
// products of 128 bits are written out: in WebAssembly each call would cost as
// much as one of them.
func (p *Plan) figures(s *[terms]double, ref int64) (float64, float64, float64) {
	const mask = 1<<32 - 1
	var got [outputs]float64
	var x [terms]float64
	for k := range p.order + 1 {
		hi := int64(s[k].hi) + int64(s[k].lo>>63)
		x[k] = float64(float64(hi)*two64) + float64(int64(s[k].lo))
	}
	for i := range got {
		w := &p.out[i]
		var lo, hi uint64
		f := 0.0
		if i == value { // the reference itself, to which every weight adds
			n := w.d.double().times(doubleOf(ref))
			lo, hi = n.lo, n.hi
			f = w.df * float64(ref)
		}
		for k := range p.order + 1 {
			a, b := w.a[k], s[k]
			al, ah, bl, bh := a.lo&mask, a.lo>>32, b.lo&mask, b.lo>>32
			low := al * bl
			mid := ah*bl + low>>32
			rest := al*bh + mid&mask
			low = a.lo * b.lo
			hi += ah*bh + mid>>32 + rest>>32 + a.lo*b.hi + a.hi*b.lo
			lo += low
			if lo < low {
				hi++
			}
			f += float64(w.af[k] * x[k])
		}
		got[i] = quotient(double{lo, hi}, f, w.recip, w.fix)
	}
	return got[0], got[1], got[2]
}

// quotient returns N/d from N modulo 2^128, a float f that is less than 2^126
// off N, and 1/d = recip (1+fix), to within 2 units in the last place: rounded
// once to m = N (1+fix), which may be off by 1.01 units of 2^-53, and once more
// when that is multiplied by recip.
func quotient(n double, f, recip, fix float64) float64 {
	const turns = 1.5 * (1 << 52 << 128) // rounds to multiples of 2^128
	near := int64(n.hi) + int64(n.lo>>63)
	h := (f - (float64(float64(near)*two64) + float64(int64(n.lo))) + turns) - turns
	third := int64(h * (1.0 / two128))
	hi, lo := n.hi, n.lo
	if int64(hi) < 0 { // from a signed rest to three words
		third--
	}
	if third < 0 {
		lo = -lo
		hi = ^hi
		third = ^third
		if lo == 0 {
			hi++
			if hi == 0 {
				third++
			}
		}
		recip = -recip
	}
	top, next, last, scale := uint64(third), hi, lo, 128
	for top == 0 && scale > 0 {
		top, next, last = next, last, 0
		scale -= 64
	}
	if top == 0 {
		return 0
	}
	shift := uint(bits.LeadingZeros64(top))
	top = top<<shift | next>>(64-shift)
	scale -= int(shift)
	const low = 1<<11 - 1
	high := float64(int64(top>>11)) * (low + 1) // exact, as is what it leaves
	m := high + (float64(int64(top&low)) + float64(high*fix))
	return m * math.Float64frombits(uint64(1023+scale)<<52) * recip
}
