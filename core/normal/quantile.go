package normal

import "math"

// Quantile returns the x with CDF(x) = p, to about a unit in the last place for
// p from 1e-300 on. Above 1/2 the distance of p from 1 decides, of which a
// double near 1 knows little: Quantile(1-q) is only as good as 1-q. It is
// -Inf at 0, +Inf at 1 and NaN where p is no probability.
//
// Abramowitz and Stegun 26.2.23 gives x to 4.5e-4; from there Halley's
//
//	u = (CDF(x) - p) / phi(x),   x' = x - u / (1 + x u / 2)
//
// triples the digits at each step. Near the middle CDF - 1/2 is compared with
// p - 1/2, further out the tail with the tail, so that both are known to all
// their digits.
func Quantile(p float64) float64 {
	switch {
	case !(p >= 0 && p <= 1):
		return math.NaN()
	case p == 0:
		return math.Inf(-1)
	case p == 1:
		return math.Inf(1)
	}
	if d := p - 0.5; math.Abs(d) < 0.25 {
		x := d * 2.5 // CDF is 1/2 + 0.399 x or less
		for range 6 {
			u := (central(x) - d) / Density(x)
			step := u / (1 + x*u/2)
			x -= step
			if math.Abs(step) < 1e-9*math.Abs(x) {
				break
			}
		}
		return x
	}
	q := p // of the tail
	if p > 0.5 {
		q = 1 - p
	}
	t := math.Sqrt(-2 * log(q))
	a := t - (2.515517+t*(0.802853+t*0.010328))/(1+t*(1.432788+t*(0.189269+t*0.001308)))
	for range 3 {
		u := (q - tail(a)) / Density(a) // a is minus the argument of CDF, so the signs turn
		a -= u / (1 + a*u/2)
	}
	if p > 0.5 {
		return a
	}
	return -a
}
