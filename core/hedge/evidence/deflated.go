package evidence

import (
	"math"

	"fairbasis/core/hedge"
	"fairbasis/core/normal"
	"fairbasis/core/unit"
)

// deflated is the deflated Sharpe ratio of the best cell. The trials are all
// cells, and their variance is that of the Sharpe ratios found, in which a cell
// whose returns do not vary counts as 0. Neighbouring cells share most of their
// trades, so that fewer trials than cells were independent: as many as there
// are cells is an upper bound, and the probability a lower one.
func (r *record) deflated(best int) hedge.Deflated {
	d := hedge.Deflated{Trials: r.cells, Days: int(r.days), Sharpe: r.daily(best)}
	ratio, ok := d.Sharpe.Get()
	if !ok {
		d.Threshold, d.Skew, d.Kurtosis, d.Probability = d.Sharpe, d.Sharpe, d.Sharpe, d.Sharpe
		return d
	}
	limit := threshold(r.variance(), r.cells)
	skew, kurtosis := shape(r.sum[best], r.square[best], r.Cube[best], r.Fourth[best], r.days)
	d.Threshold, d.Skew, d.Kurtosis = unit.Some(unit.Rate(limit)), unit.Some(unit.Rate(skew)), unit.Some(unit.Rate(kurtosis))
	d.Probability = probability(float64(ratio), limit, skew, kurtosis, r.days)
	return d
}

// variance is that of the daily Sharpe ratios of all cells, with one degree of
// freedom less than cells.
func (r *record) variance() float64 {
	if r.cells < 2 {
		return 0
	}
	mean := 0.0
	for c := range r.cells {
		mean += float64(r.daily(c).Or(0))
	}
	mean /= float64(r.cells)
	squares := 0.0
	for c := range r.cells {
		d := float64(r.daily(c).Or(0)) - mean
		squares += d * d
	}
	return squares / float64(r.cells-1)
}

// threshold is the Sharpe ratio expected of the best of n independent trials
// without skill whose ratios have the given variance (Bailey and Lopez de Prado
// 2014, equation 1):
//
//	SR0 = sqrt(variance) ((1-g) z(1 - 1/n) + g z(1 - 1/(n e)))
//
// with z the normal quantile and g = 0.5772... The best of one is one: 0.
func threshold(variance float64, n int) float64 {
	const g = 0.577215664901532860606512090082402431 // Euler's constant
	if n < 2 {
		return 0
	}
	// z(1-q) = -z(q), without the loss of digits near 1.
	return -math.Sqrt(variance) * ((1-g)*normal.Quantile(1/float64(n)) + g*normal.Quantile(1/(float64(n)*math.E)))
}

// probability is that the true ratio is above limit, given one found over n
// days with that skewness and kurtosis (equation 2):
//
//	Phi((SR - SR0) sqrt(n-1) / sqrt(1 - skew SR + (kurtosis-1)/4 SR^2))
//
// all of it daily. The last root is of a number that is 0 or more, because
// kurtosis >= 1 + skew^2, and 0 only for two values in turn.
func probability(ratio, limit, skew, kurtosis, n float64) unit.Maybe[unit.Rate] {
	spread := 1 - skew*ratio + (kurtosis-1)/4*ratio*ratio
	if !(spread > 0) {
		return unit.None[unit.Rate](unit.OutOfRange)
	}
	return unit.Some(unit.Rate(normal.CDF((ratio - limit) * math.Sqrt(n-1) / math.Sqrt(spread))))
}

// shape is skewness and kurtosis of n numbers with the given sums of powers:
// m3 / m2^(3/2) and m4 / m2^2, moments about the mean divided by n.
func shape(sum, square, cube, fourth, n float64) (skew, kurtosis float64) {
	m, q, c, f := sum/n, square/n, cube/n, fourth/n
	m2 := q - m*m
	m3 := c - 3*m*q + 2*m*m*m
	m4 := f - 4*m*c + 6*m*m*q - 3*m*m*m*m
	return m3 / (m2 * math.Sqrt(m2)), m4 / (m2 * m2)
}
