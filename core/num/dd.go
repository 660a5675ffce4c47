// Package num is the numeric kernel: arithmetic in about 32 digits, least
// squares polynomials and linear fits with robust errors, univariate statistics
// and Student's t. It knows nothing of futures.
package num

import "math"

// DD is a number in two doubles, Hi + Lo with |Lo| at most half a unit in the
// last place of Hi: about 32 digits. Results are right to a few units of 2^-104
// as long as numbers and results are 0 or between 1e-250 and 1e250 in size.
// Products that could be fused with a sum are rounded first, so that every
// machine gives the same digits.
type DD struct{ Hi, Lo float64 }

// Of is x as a DD.
func Of(x float64) DD { return DD{x, 0} }

// twoSum is a + b and its rounding error (Knuth).
func twoSum(a, b float64) (s, e float64) {
	s = a + b
	t := s - a
	return s, (a - (s - t)) + (b - t)
}

// twoProduct is a b and its rounding error (Dekker): both factors are split in
// halves of 26 bits, whose products are exact.
func twoProduct(a, b float64) (p, e float64) {
	const split = 1<<27 + 1
	p = float64(a * b)
	t := float64(split * a)
	ah := t - (t - a)
	al := a - ah
	t = float64(split * b)
	bh := t - (t - b)
	bl := b - bh
	return p, float64(al*bl) - (((p - float64(ah*bh)) - float64(al*bh)) - float64(ah*bl))
}

// renormal is s + e where |e| is at most a few units in the last place of s.
func renormal(s, e float64) DD {
	h := s + e
	return DD{h, e - (h - s)}
}

// Add is a + b.
func (a DD) Add(b DD) DD {
	s, e := twoSum(a.Hi, b.Hi)
	t, f := twoSum(a.Lo, b.Lo)
	r := renormal(s, e+t)
	return renormal(r.Hi, r.Lo+f)
}

// Neg is -a.
func (a DD) Neg() DD { return DD{-a.Hi, -a.Lo} }

// Sub is a - b.
func (a DD) Sub(b DD) DD { return a.Add(DD{-b.Hi, -b.Lo}) }

// Mul is a b.
func (a DD) Mul(b DD) DD {
	p, e := twoProduct(a.Hi, b.Hi)
	return renormal(p, e+(float64(a.Hi*b.Lo)+float64(a.Lo*b.Hi)))
}

// Div is a / b, for b other than 0: long division, a double at a time.
func (a DD) Div(b DD) DD {
	q := a.Hi / b.Hi
	r := a.Sub(b.Mul(Of(q)))
	q2 := r.Hi / b.Hi
	r = r.Sub(b.Mul(Of(q2)))
	return renormal(q, q2).Add(Of(r.Hi / b.Hi))
}

// Sqrt is the square root of a, and 0 where a is below 0: one step of
// Newton from the root of the leading double.
func (a DD) Sqrt() DD {
	if a.Hi <= 0 {
		return DD{}
	}
	r := math.Sqrt(a.Hi)
	rest := a.Sub(Of(r).Mul(Of(r)))
	return renormal(r, rest.Hi/(2*r))
}

// Float is the double nearest to a.
func (a DD) Float() float64 { return a.Hi + a.Lo }
