package num

import (
	"math"

	"fairbasis/core/normal"
)

// Student returns the t that a variable with Student's distribution and n
// degrees of freedom, n >= 1, exceeds with probability q, for q from 1e-12 to
// 0.4. Its error is below 3e-15 of itself up to a hundred degrees of freedom and
// below 1e-12 up to a million. A confidence interval takes q = (1 - confidence)/2.
//
// The tail is convex, so Newton's method from below never overshoots; the
// normal quantile is below. For few degrees of freedom the tail is about a
// power of t, and Newton on the logarithm of both gets there in a few steps
// where the plain one would only double t at each.
func Student(q, n float64) float64 {
	if q >= 0.5 {
		return 0
	}
	t := -normal.Quantile(q)
	for range 200 {
		tail, density := studentTail(t, n)
		// log tail - log q over its slope against log t, written without logarithms near the root.
		step := (tail - q) / density
		if tail > 2*q {
			step = tail * math.Log1p((tail-q)/q) / density
			step = t * math.Expm1(min(step/t, 3))
		}
		t += step
		if math.Abs(step) < 1e-9*t { // and the next would be about its square
			break
		}
	}
	return t
}

// studentTail is the probability above t >= 0, and the density there. With
// x = n/(n+t^2) the tail is half the regularised incomplete beta function
// I_x(n/2, 1/2), and
//
//	I_x(a, b) = x^a (1-x)^b / (a B(a, b)) / (1 + d1/(1 + d2/(1 + ...)))
//
// converges fast for x below (a+1)/(a+b+2) (DLMF 8.17.22); beyond, it is
// 1 - I_1-x(b, a).
func studentTail(t, n float64) (tail, density float64) {
	const rootPi = 1.772453850905516027298167483341145183
	rest := t * t / (n + t*t) // 1 - x
	x := n / (n + t*t)
	a := n / 2
	// x^a through the logarithm of 1 + t^2/n, which is as exact as t; B(a, 1/2) = sqrt(pi) / ratio(a).
	power := normal.Exp(-a * math.Log1p(t*t/n))
	beta := rootPi / gammaRatio(a)
	density = power * math.Sqrt(x) / (math.Sqrt(n) * beta)
	front := power * math.Sqrt(rest) / beta
	if x < (a+1)/(a+2.5) {
		return front / (2 * a * betaFraction(x, a, 0.5)), density
	}
	return 0.5 - front/betaFraction(rest, 0.5, a), density
}

// betaFraction is the continued fraction 1 + d1/(1 + d2/(1 + ...)) of the
// incomplete beta function, from a depth that suffices backwards:
//
//	d_2m = m (b-m) x / ((a+2m-1)(a+2m)),  d_2m+1 = -(a+m)(a+b+m) x / ((a+2m)(a+2m+1))
func betaFraction(x, a, b float64) float64 {
	f := 1.0
	// In this half the error falls by a factor at each pair whatever a is: the
	// peak of the integrand is at least a width away. 60 + 6 sqrt(a) pairs were
	// found to be more than enough for all a up to 1e6.
	for m := math.Floor(60 + 6*math.Sqrt(math.Max(a, b))); m >= 0; m-- {
		f = 1 - (a+m)*(a+b+m)*x/((a+2*m)*(a+2*m+1))/f
		if m > 0 {
			f = 1 + m*(b-m)*x/((a+2*m-1)*(a+2*m))/f
		}
	}
	return f
}

// gammaRatio is Gamma(a + 1/2)/Gamma(a) for a > 0, by the asymptotic series in
// 1/a (DLMF 5.11.13) beyond 30, reached by Gamma(a+1) = a Gamma(a).
func gammaRatio(a float64) float64 {
	r := Of(1)
	for a < 30 {
		r = r.Mul(Of(a)).Div(Of(a + 0.5))
		a++
	}
	u := 1 / a
	return r.Float() * math.Sqrt(a) * (1 + u*(-1.0/8+u*(1.0/128+u*(5.0/1024+u*(-21.0/32768+u*(-399.0/262144+u*(869.0/4194304+
		u*(39325.0/33554432-u*334477.0/2147483648))))))))
}

// StudentTail is the probability that a variable with Student's distribution
// and n degrees of freedom, n >= 1, exceeds t; the two-sided p of a statistic t
// is twice that of |t|. Its error is that of Student.
func StudentTail(t, n float64) float64 {
	if t < 0 {
		return 1 - StudentTail(-t, n)
	}
	tail, _ := studentTail(t, n)
	return max(tail, 0)
}
