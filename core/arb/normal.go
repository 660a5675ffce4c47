package arb

import "math"

// normal is the standard normal distribution function. Its error is below
// 3e-16, and in the tails, |x| >= 1, below 8e-16 of the value itself. It uses
// no exponential or error function of package math: those have assembly on
// some machines and give other last bits there.
//
//	|x| <  1: 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), all terms of one sign
//	|x| >= 1: tail = phi(x) / (x + 1/(x + 2/(x + 3/...))), Laplace's continued fraction
func normal(x float64) float64 {
	a := math.Abs(x)
	if a < 1 {
		term, sum := x, x
		for k := 3.0; math.Abs(term) > 1e-18*math.Abs(sum); k += 2 {
			term *= x * x / k
			sum += term
		}
		return 0.5 + density(x)*sum
	}
	if a > 39 { // the tail is below the smallest double
		if x > 0 {
			return 1
		}
		return 0
	}
	// The error of n levels falls about as exp(-1.9 a sqrt(n)).
	t := a
	for k := math.Ceil(440/(a*a)) + 10; k > 0; k-- {
		t = a + k/t
	}
	tail := density(a) / t
	if x > 0 {
		return 1 - tail
	}
	return tail
}

// density is the standard normal density exp(-x^2/2)/sqrt(2 pi). The square
// is taken in two parts, because a rounding of x^2 would become a relative
// error as large as x^2 units in the last place.
func density(x float64) float64 {
	const norm = 0.398942280401432677939946059934381868 // 1/sqrt(2 pi)
	high := float64(float32(x))                         // 24 bits: its square is exact
	rest := (x - high) * (x + high)
	return norm * exp(-high*high/2) * exp(-rest/2)
}

// exp is the exponential function: e^x = 2^n e^r with |r| <= ln 2 / 2, so that
// 1 + expm1(r) loses nothing. Below the range of doubles it is 0; x must be
// below 700, which densities are.
func exp(x float64) float64 {
	const (
		ln2High = 6.93147180369123816490e-01 // the upper 32 bits of ln 2: a multiple by a small integer is exact
		ln2Low  = 1.90821492927058770002e-10
	)
	n := math.Floor(x/math.Ln2 + 0.5)
	if n < -1100 {
		return 0
	}
	r := x - n*ln2High - n*ln2Low
	return math.Ldexp(1+math.Expm1(r), int(n))
}
