package num

import "math"

// Description is what a column of n numbers looks like. Figures that do not
// exist are NaN: Deviation needs two numbers, the last three need two that
// differ.
type Description struct {
	N         int
	Min, Max  float64
	Mean      float64
	Deviation float64 // standard deviation, n - 1 degrees of freedom
	Lag1      float64 // autocorrelation: sum (x_i - m)(x_i-1 - m) / sum (x_i - m)^2
	Skew      float64 // m3 / m2^(3/2), moments about the mean divided by n
	Kurtosis  float64 // m4 / m2^2, 3 for a normal distribution
}

// Describe computes in double-double, from the differences to the first number,
// so that its figures are those of the doubles in x to about their last digit,
// however far from 0 they lie and however small their spread. x must not be
// empty; its numbers are 0 or between 1e-60 and 1e20 in size.
func Describe(x []float64) Description {
	nan := math.NaN()
	d := Description{N: len(x), Min: x[0], Max: x[0], Deviation: nan, Lag1: nan, Skew: nan, Kurtosis: nan}
	var sum DD
	for _, v := range x {
		d.Min, d.Max = min(d.Min, v), max(d.Max, v)
		sum = sum.Add(Of(v).Sub(Of(x[0])))
	}
	n := Of(float64(len(x)))
	mean := sum.Div(n)
	d.Mean = mean.Add(Of(x[0])).Float()
	if len(x) < 2 {
		return d
	}
	if d.Min == d.Max {
		d.Deviation = 0
		return d
	}
	var m2, m3, m4, lag, before DD
	for _, v := range x {
		t := Of(v).Sub(Of(x[0])).Sub(mean)
		square := t.Mul(t)
		m2 = m2.Add(square)
		m3 = m3.Add(square.Mul(t))
		m4 = m4.Add(square.Mul(square))
		lag = lag.Add(before.Mul(t))
		before = t
	}
	d.Deviation = m2.Div(Of(float64(len(x) - 1))).Sqrt().Float()
	d.Lag1 = lag.Div(m2).Float()
	m2, m3, m4 = m2.Div(n), m3.Div(n), m4.Div(n)
	d.Skew = m3.Div(m2.Mul(m2.Sqrt())).Float()
	d.Kurtosis = m4.Div(m2.Mul(m2)).Float()
	return d
}
