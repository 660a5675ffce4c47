package poly

import (
	"math"
	"math/bits"
)

// What is asked for at the newest bar.
const (
	value = iota
	slope
	curvature
	outputs
)

// weights are those of one output: it is the sum of a_k S_k over d, which is
// also the sum of b_n G_n over d. All are whole numbers without a common
// divisor, a and b of up to 120 bits, kept in 128 and as floats.
type weights struct {
	a, b   [terms]double
	af, bf [terms]float64
	d      whole
	df     float64
	recip  float64 // 1/d as a float, and
	fix    float64 // what 1/d is above it, as a share of it

	// Of slope and curvature for the light kernels: a and d times a small odd
	// number that takes 1/d to within a quarter of 2^-53 of a float.
	lift   int64 // that number, or 0 if there is none below 256
	lifted struct {
		a     [terms]int64 // modulo 2^64
		af    [terms]float64
		recip float64
	}
	near bool // the sum is within 2^61, for x up to half the plan's spread, and d a float
}

// gram returns the coefficients of g_0..g_p over C(j,k) for a window of w.
func gram(p, w int) (c [terms][terms]int64) {
	for n := range p + 1 {
		for k := range n + 1 {
			c[n][k] = choose(w-1-k, n-k) * choose(n+k, n)
			if (n-k)%2 == 1 {
				c[n][k] = -c[n][k]
			}
		}
	}
	return c
}

// choose returns the binomial coefficient, which must fit: n up to 2000 with k
// up to 6 does. It is 0 for k above n.
func choose(n, k int) int64 {
	c := uint64(1)
	for i := range k {
		hi, lo := bits.Mul64(c, uint64(n-i))
		c, _ = bits.Div64(hi, lo, uint64(i+1))
	}
	return int64(c)
}

// weigh finds the weights of one output. As
//
//	1/norm_n = (2n+1) n!^2 / ((w-n)...(w+n))
//
// and d/dt = -d/dj, C(j,k)'(0) = (-1)^(k-1)/k, C(j,k)”(0) = 2 (-1)^k H_(k-1)/k,
// all weights are whole over (w-p)...(w+p), the common denominator that is then
// shortened by every prime of its own it shares with all of them.
func weigh(output, p, w int, c *[terms][terms]int64) (out weights) {
	var b [terms]whole
	d := wholeOf(1)
	for i := -p; i <= p; i++ {
		d = d.times(int64(w + i))
	}
	factorial := int64(1)
	for n := range p + 1 {
		if n > 0 {
			factorial *= int64(n)
		}
		harmonic := int64(0) // n! H_(k-1)
		for k := range n + 1 {
			var t int64 // n!^2 times what the output is of C(j,k)
			switch {
			case output == value && k == 0:
				t = factorial * factorial
			case output == slope && k > 0:
				t = factorial * (factorial / int64(k))
			case output == curvature && k > 0:
				t = 2 * harmonic * (factorial / int64(k))
				harmonic += factorial / int64(k)
			}
			if k%2 == 1 {
				t = -t
			}
			b[n] = b[n].plus(wholeOf(c[n][k]).times(t))
		}
		b[n] = b[n].times(int64(2*n + 1))
		for i := n + 1; i <= p; i++ {
			b[n] = b[n].times(int64(w+i) * int64(w-i))
		}
	}
	for i := -p; i <= p; i++ {
		for f, q := uint64(w+i), uint64(2); f > 1; q++ {
			if q*q > f {
				q = f
			}
			for ; f%q == 0; f /= q {
				shorten(&d, b[:p+1], q)
			}
		}
	}
	out.d, out.df = d, d.float()
	for n := range p + 1 {
		out.b[n], out.bf[n] = b[n].double(), b[n].float()
	}
	for k := range p + 1 {
		var a whole
		for n := k; n <= p; n++ {
			a = a.plus(b[n].times(c[n][k]))
		}
		out.a[k], out.af[k] = a.double(), a.float()
	}
	out.recip, out.fix = reciprocal(d)
	if output != value && p >= cutFrom && p < gramFrom {
		out.raise()
	}
	return out
}

// raise finds lift and what belongs to it.
func (w *weights) raise() {
	for lift := int64(1); lift < 256; lift += 2 {
		recip, fix := reciprocal(w.d.times(lift))
		if abs(fix) > 1.0/(1<<55) {
			continue
		}
		w.lift, w.lifted.recip = lift, recip
		for k, a := range w.a {
			raised := a.whole().times(lift)
			w.lifted.a[k], w.lifted.af[k] = int64(raised[0]), raised.float()
		}
		return
	}
}

// shorten divides d and all of b by q if that leaves no rest anywhere.
func shorten(d *whole, b []whole, q uint64) {
	var short [terms]whole
	less, even := d.over(q)
	for n := range b {
		if !even {
			return
		}
		short[n], even = b[n].over(q)
	}
	if even {
		*d = less
		copy(b, short[:])
	}
}

// reciprocal returns r, the float next to 1/d, and e with 1/d = r (1+e) to
// within 2^-100, |e| <= 2^-53: r is m * 2^-s with a whole m of 53 bits, so that
// d*m - 2^s is whole, and e is that over -2^s.
func reciprocal(d whole) (r, e float64) {
	fraction, exp := math.Frexp(1 / d.float())
	near := int64(math.Ldexp(fraction, 53)) // or one beside it
	s := 53 - exp
	var one whole
	one[s/64] = 1 << (s % 64)
	for m := near - 1; m <= near+1; m++ {
		off := -math.Ldexp(d.times(m).plus(one.negated()).float(), -s)
		if m == near-1 || abs(off) < abs(e) {
			r, e = math.Ldexp(float64(m), -s), off
		}
	}
	return r, e
}
