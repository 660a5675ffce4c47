package distribution

import (
	"math"

	"fairbasis/core/study"
)

// How the number of bins came about, as study.Distribution names it.
const (
	freedmanDiaconis = "freedman_diaconis"
	chosen           = "chosen"
	single           = "single"
	squareRoot       = "square_root"
)

// choose returns how many bins n > 0 numbers from low to high get whose middle
// half is iqr wide; want, unless it is 0, is what was asked for. Freedman and
// Diaconis 1981 make a bin 2 IQR / cbrt(n) wide, so that there are
//
//	(high - low) cbrt(n) / (2 IQR)
//
// of them, rounded up. A middle half without width says nothing: then there are
// sqrt(n), rounded up. Never more than study.MaxBins.
func choose(n int, low, high, iqr float64, want int) (bins int, rule string) {
	wide := 0.0
	switch {
	case low == high:
		return 1, single
	case want > 0:
		wide, rule = float64(want), chosen
	case iqr > 0:
		wide, rule = (high-low)*math.Cbrt(float64(n))/(2*iqr), freedmanDiaconis
	default:
		wide, rule = math.Sqrt(float64(n)), squareRoot
	}
	return int(math.Ceil(min(max(wide, 1), study.MaxBins))), rule
}

// edges are the bounds of bins of one width from low to high, one more than
// bins; the first is low and the last is high to the last digit. Where low and
// high lie so close that there are not as many different numbers between them,
// there are fewer bins. A single bin about one number reaches half of that
// number to either side, about 0 one half.
func edges(low, high float64, bins int) []float64 {
	if low == high {
		half := math.Abs(low) / 2
		if half == 0 {
			half = 0.5
		}
		return []float64{low - half, low + half}
	}
	width := high - low
	for {
		at := make([]float64, bins+1)
		at[bins] = high
		rising := true
		for i := range bins {
			// The product is rounded before the sum: machines that fuse them give other digits.
			at[i] = low + float64(width*(float64(i)/float64(bins)))
			rising = rising && (i == 0 || at[i] > at[i-1])
		}
		if rising && high > at[bins-1] || bins == 1 {
			return at
		}
		bins /= 2
	}
}

// place returns the bin x lies in: the one from at[i] up to but without
// at[i+1], the last with its upper edge; -1 outside.
func place(at []float64, x float64) int {
	last := len(at) - 2
	if !(x >= at[0] && x <= at[last+1]) {
		return -1
	}
	// All bins are of one width, so one division all but hits; what the edges
	// themselves say decides.
	i := min(int((x-at[0])/(at[last+1]-at[0])*float64(last+1)), last)
	for i > 0 && x < at[i] {
		i--
	}
	for i < last && x >= at[i+1] {
		i++
	}
	return i
}

// count returns how many of values lie in each bin; NaNs in none.
func count(at, values []float64) []float64 {
	counts := make([]float64, len(at)-1)
	for _, x := range values {
		if i := place(at, x); i >= 0 {
			counts[i]++
		}
	}
	return counts
}
