package optest

import (
	"slices"
	"time"
)

// Pace runs candidate and reference in turn, once to warm up and then rounds
// times, and returns the median of the ratios of their times pair by pair, the
// least and the largest of them, and the least time of the candidate. Times
// are of the processors, so that what else runs on the machine counts little.
func Pace(rounds int, candidate, reference func()) (median, least, most float64, best time.Duration) {
	spent := func(f func()) time.Duration {
		start := CPU()
		f()
		return CPU() - start
	}
	candidate() // memory, caches, and the tier of a WebAssembly engine that optimises
	reference()
	ratios := make([]float64, rounds)
	for i := range ratios {
		c, r := spent(candidate), spent(reference)
		ratios[i] = float64(c) / float64(max(r, time.Microsecond))
		if best == 0 || c < best {
			best = c
		}
	}
	slices.Sort(ratios)
	return ratios[rounds/2], ratios[0], ratios[rounds-1], best
}
