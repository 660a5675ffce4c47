package stages

import (
	"math"

	"fairbasis/core/num"
	"fairbasis/core/unit"
)

// sample is a group of numbers without NaNs.
type sample struct {
	n        float64
	mean     float64
	variance float64 // n-1; NaN for fewer than two
	size     float64 // the largest without its sign
}

func describe(x []float64) sample {
	s := sample{n: float64(len(x)), variance: math.NaN()}
	for _, v := range x {
		s.mean += v
		s.size = max(s.size, math.Abs(v))
	}
	s.mean /= s.n
	if len(x) < 2 {
		return s
	}
	var rest, square float64
	for _, v := range x {
		v -= s.mean
		rest += v
		square += float64(v * v)
	}
	s.variance = max(0, square-rest*rest/s.n) / (s.n - 1)
	s.mean += rest / s.n
	return s
}

// varies reports whether the numbers differ by more than rounding.
func (s sample) varies() bool { return math.Sqrt(s.variance) > noise*s.size }

// test is a statistic with Student's distribution; p is two-sided.
type test struct {
	t, freedom, p float64
}

// noTest is the answer where there is none.
var noTest = test{math.NaN(), math.NaN(), math.NaN()}

// welch tests whether two groups of different variances have one mean (Welch
// 1947), with the degrees of freedom of Welch and Satterthwaite:
//
//	t = (m1 - m2) / sqrt(v1/n1 + v2/n2)
//	freedom = (v1/n1 + v2/n2)^2 / ((v1/n1)^2/(n1-1) + (v2/n2)^2/(n2-1))
//
// It takes two numbers of each, and one group that varies.
func welch(a, b sample) (test, unit.Reason) {
	switch {
	case a.n < 2 || b.n < 2:
		return noTest, unit.TooShort
	case !a.varies() && !b.varies():
		return noTest, unit.NoVariation
	}
	va, vb := a.variance/a.n, b.variance/b.n
	sum := va + vb
	// Over the sum, squares of small variances do not vanish.
	va /= sum
	vb /= sum
	return student((a.mean-b.mean)/math.Sqrt(sum), 1/(float64(va*va)/(a.n-1)+float64(vb*vb)/(b.n-1))), ""
}

// spreads tests whether two groups have one variance: whether their distances
// from the median of their own group have one mean (Brown and Forsythe 1974).
// For two groups its F is the square of Student's t of the distances, with
// n1 + n2 - 2 degrees of freedom; t > 0 means that the first spreads more. It
// takes two numbers of each, and distances that differ within one group.
func spreads(a, b []float64, medianA, medianB float64) (test, unit.Reason) {
	if len(a) < 2 || len(b) < 2 {
		return noTest, unit.TooShort
	}
	da, db := describe(distances(a, medianA)), describe(distances(b, medianB))
	if !da.varies() && !db.varies() {
		return noTest, unit.NoVariation
	}
	freedom := da.n + db.n - 2
	pooled := (float64(da.variance*(da.n-1)) + float64(db.variance*(db.n-1))) / freedom
	return student((da.mean-db.mean)/math.Sqrt(pooled*(1/da.n+1/db.n)), freedom), ""
}

func student(t, freedom float64) test {
	return test{t, freedom, 2 * num.StudentTail(math.Abs(t), freedom)}
}

func distances(x []float64, from float64) []float64 {
	d := make([]float64, len(x))
	for i, v := range x {
		d[i] = math.Abs(v - from)
	}
	return d
}
