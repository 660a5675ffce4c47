package study

import (
	"math"

	"fairbasis/core/unit"
)

// Window returns the days [from, to) of a book that are ranked: those since a
// date, those of the last years (after the same date so many years before the
// last day), or all.
func (r Rank) Window(b *Book) (from, to int) {
	to = b.Days()
	switch {
	case to == 0:
	case r.Years > 0:
		from = b.Find(b.Date(to - 1).AddMonths(-12 * r.Years).AddDays(1))
	case !r.Since.IsZero():
		from = b.Find(r.Since)
	}
	return from, to
}

// Percentile returns where x stands among values, 0 to 1; NaNs are passed over.
// x may be one of them or not. With #below and #upto the counts of values below
// x and not above it:
//
//	inclusive  #below/(n-1) where x is one of the values, else on the straight line between those of its neighbours
//	weak       #upto/n
//	mid        (#below + #upto)/2n
//
// Inclusive is Excel's PERCENTRANK.INC: it needs two values and is undefined
// outside of them.
func (r Rank) Percentile(values []float64, x float64) (float64, unit.Reason) {
	if x != x {
		return nan, NoData
	}
	n, below, upto := 0, 0, 0
	low, high := math.Inf(-1), math.Inf(1) // neighbours
	for _, v := range values {
		if v != v {
			continue
		}
		n++
		switch {
		case v < x:
			below++
			if v > low {
				low = v
			}
		case v > x:
			if v < high {
				high = v
			}
			continue
		}
		upto++
	}
	lows := 0 // values below low
	if r.inclusive() && below == upto && below > 0 {
		for _, v := range values {
			if v < low {
				lows++
			}
		}
	}
	return r.position(n, below, upto, lows, low, high, x)
}

func (r Rank) inclusive() bool { return r.Method == "" || r.Method == "inclusive" }

// position makes a percentile of counts: lows values are below low, the
// largest below x; high is the least above it.
func (r Rank) position(n, below, upto, lows int, low, high, x float64) (float64, unit.Reason) {
	switch {
	case n == 0:
		return nan, NoData
	case r.Method == "weak":
		return r.ratio(upto, n), ""
	case r.Method == "mid":
		return r.ratio(below+upto, 2*n), ""
	case n == 1:
		return nan, unit.TooShort
	case upto > below:
		return r.ratio(below, n-1), ""
	case below == 0 || below == n:
		return nan, unit.OutOfRange
	}
	part := (x - low) / (high - low)
	p := (float64(lows) + part*float64(below-lows)) / float64(n-1)
	if r.Truncate {
		p = math.Floor(p*1000+1e-9) / 1000
	}
	return p, ""
}

// ratio is a/b, cut to three digits where asked for: by whole numbers, so that
// no digit is lost to rounding.
func (r Rank) ratio(a, b int) float64 {
	if r.Truncate {
		return float64(a*1000/b) / 1000
	}
	return float64(a) / float64(b)
}

// Quantile returns the value below which a part p of ascending values lies,
// interpolated between ranks as Excel's PERCENTILE.INC does (Hyndman and Fan
// 1996, type 7). It is not a number where there are no values.
func Quantile(sorted []float64, p float64) float64 {
	n := len(sorted)
	if n == 0 {
		return nan
	}
	h := float64(n-1) * p
	i := int(h)
	if i+1 >= n {
		return sorted[n-1]
	}
	a := sorted[i]
	return a + (h-float64(i))*(sorted[i+1]-a)
}

// Sorted returns the values that are numbers, ascending, in a slice of their own.
func Sorted(values []float64) []float64 {
	out := make([]float64, 0, len(values))
	for _, v := range values {
		if v == v {
			out = append(out, v)
		}
	}
	sortNumbers(out)
	return out
}

// Mean returns the mean of the values that are numbers and how many there are;
// not a number where there are none.
func Mean(values []float64) (mean float64, n int) {
	sum := 0.0
	for _, v := range values {
		if v == v {
			sum += v
			n++
		}
	}
	return sum / float64(n), n
}

// Summarise describes values; NaNs are passed over.
func Summarise(values []float64) Summary {
	sorted := Sorted(values)
	n := len(sorted)
	s := Summary{Count: n}
	if n == 0 {
		none := unit.None[unit.Number](NoData)
		s.Mean, s.Deviation, s.Min, s.P10, s.P25, s.Median, s.P75, s.P90, s.Max = none, none, none, none, none, none, none, none, none
		return s
	}
	mean, _ := Mean(sorted) // in the order of size: the order of days changes no digit
	squares, rest := 0.0, 0.0
	for _, v := range sorted {
		d := v - mean
		squares += d * d
		rest += d
	}
	s.Mean = Maybe(mean+rest/float64(n), "")
	s.Deviation = unit.None[unit.Number](unit.TooShort)
	if n > 1 {
		s.Deviation = Maybe(math.Sqrt(max(squares-rest*rest/float64(n), 0)/float64(n-1)), "")
	}
	s.Min, s.Max = Maybe(sorted[0], ""), Maybe(sorted[n-1], "")
	s.P10, s.P25, s.Median = Maybe(Quantile(sorted, 0.10), ""), Maybe(Quantile(sorted, 0.25), ""), Maybe(Quantile(sorted, 0.5), "")
	s.P75, s.P90 = Maybe(Quantile(sorted, 0.75), ""), Maybe(Quantile(sorted, 0.90), "")
	return s
}

// Maybe is x, or undefined for a reason where x is no number.
func Maybe(x float64, why unit.Reason) unit.Maybe[unit.Number] {
	if x != x {
		if why == "" {
			why = NoData
		}
		return unit.None[unit.Number](why)
	}
	return unit.Some(unit.Number(x))
}

// Average returns the mean of each n values up to and including a place; NaN
// where there are fewer and where one of them is missing (formulas A.3: the
// first four of a five-day mean are not there rather than partial).
func Average(values []float64, n int) []float64 {
	out := make([]float64, len(values))
	run := 0 // values in a row
	for i, v := range values {
		out[i] = nan
		run++
		if v != v {
			run = 0
		}
		if run < n || n < 1 {
			continue
		}
		sum := 0.0
		for _, x := range values[i+1-n : i+1] {
			sum += x
		}
		out[i] = sum / float64(n)
	}
	return out
}
