package sweep

import (
	"math"
	"slices"
)

// ladder holds the values of one axis of stops as distances from the entry,
// in millionths of it, from the nearest to the farthest.
type ladder struct {
	ppm  []int64 // ascending
	rank []int   // place in ppm of every value of the axis, in the order of the request
	at   []int64 // distance of each rung from the entry at hand, ticks; one beyond the last is never reached
	hit  []int32 // bar at whose close each rung was reached first
}

// newLadder takes distances above or equal 0 in the order of the request.
func newLadder(ppm []int64) *ladder {
	n := len(ppm)
	l := &ladder{ppm: slices.Clone(ppm), rank: make([]int, n), at: make([]int64, n+1), hit: make([]int32, n+1)}
	slices.Sort(l.ppm)
	for i, p := range ppm {
		l.rank[i], _ = slices.BinarySearch(l.ppm, p)
	}
	l.at[n] = math.MaxInt64
	return l
}

// set puts the rungs about an entry. A rung is reached at a distance d of
// d*1e6 >= entry*ppm, which for integers is d >= ceil(entry*ppm/1e6).
func (l *ladder) set(entry int64) {
	for i, p := range l.ppm {
		l.at[i] = (entry*p + 999_999) / 1_000_000
	}
}

// climb finds the first bar from from on and before to at whose close each
// rung was reached, up for gains and down for losses of a position of that
// side (1 or -1). It ends where the last rung of either ladder is reached:
// nothing can be open then. It returns how many rungs of each were reached.
func climb(up, down *ladder, closes []int64, from, to int32, entry, side int64) (ups, downs int) {
	upAt, downAt := up.at, down.at
	// As long as no close is at one of the bounds or beyond, nothing happens.
	gain, loss := upAt[0], downAt[0]
	for k := from; k < to; k++ {
		move := side * (closes[k] - entry)
		if move < gain && -move < loss {
			continue
		}
		for move >= gain {
			up.hit[ups] = k
			ups++
			gain = upAt[ups]
		}
		for -move >= loss {
			down.hit[downs] = k
			downs++
			loss = downAt[downs]
		}
		if ups == len(upAt)-1 || downs == len(downAt)-1 {
			break
		}
	}
	return ups, downs
}
