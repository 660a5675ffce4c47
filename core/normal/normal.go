// Package normal is the standard normal distribution: its distribution
// function, density and quantiles, and the exponential they are made of. It
// uses no exponential, logarithm or error function of package math: those have
// assembly on some machines and give other last bits there. It is a leaf.
package normal

import "math"

// CDF is the standard normal distribution function. Its error is below
// 3e-16, and in the lower tail, x <= -1, below 8e-16 of the value itself.
//
//	|x| <  1: 1/2 + phi(x) (x + x^3/3 + x^5/(3 5) + ...), all terms of one sign
//	|x| >= 1: tail = phi(x) / (x + 1/(x + 2/(x + 3/...))), Laplace's continued fraction
func CDF(x float64) float64 {
	switch {
	case math.Abs(x) < 1:
		return 0.5 + central(x)
	case x > 0:
		return 1 - tail(x)
	}
	return tail(-x)
}

// central is CDF(x) - 1/2 for |x| <= 1 or so, to a few units in the last
// place of itself.
func central(x float64) float64 {
	term, sum := x, x
	for k := 3.0; math.Abs(term) > 1e-18*math.Abs(sum); k += 2 {
		term *= x * x / k
		sum += term
	}
	return Density(x) * sum
}

// tail is CDF(-a) for a >= 0.6 or so, to a few units in the last place of itself.
func tail(a float64) float64 {
	if a > 39 { // below the smallest double
		return 0
	}
	// The error of n levels falls about as exp(-1.9 a sqrt(n)).
	t := a
	for k := math.Ceil(440/(a*a)) + 10; k > 0; k-- {
		t = a + k/t
	}
	return Density(a) / t
}

// Density is the standard normal density exp(-x^2/2)/sqrt(2 pi). The square
// is taken in two parts, because a rounding of x^2 would become a relative
// error as large as x^2 units in the last place.
func Density(x float64) float64 {
	const norm = 0.398942280401432677939946059934381868 // 1/sqrt(2 pi)
	if math.Abs(x) > 40 {                               // below the smallest double
		return 0
	}
	high := float64(float32(x)) // 24 bits: its square is exact
	rest := (x - high) * (x + high)
	return norm * Exp(-high*high/2) * Exp(-rest/2)
}

const (
	ln2High = 6.93147180369123816490e-01 // the upper 32 bits of ln 2: a multiple by a small integer is exact
	ln2Low  = 1.90821492927058770002e-10
)

// Exp is the exponential function for x below 700: e^x = 2^n e^r with
// |r| <= ln 2 / 2, so that 1 + expm1(r) loses nothing. Below the range of
// doubles it is 0.
func Exp(x float64) float64 {
	n := math.Floor(x/math.Ln2 + 0.5)
	if n < -1100 {
		return 0
	}
	r := x - n*ln2High - n*ln2Low
	return math.Ldexp(1+math.Expm1(r), int(n))
}

// log is the natural logarithm of a positive x.
func log(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m *= 2
		e--
	}
	return float64(e)*ln2High + (float64(e)*ln2Low + math.Log1p(m-1))
}
