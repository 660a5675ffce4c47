package market

import (
	"slices"
	"sort"
)

// Slice returns bars [from, to) without copying their columns. The result
// begins a stretch of its own.
func (b *Bars) Slice(from, to int) *Bars {
	out := *b
	out.Time = b.Time[from:to]
	out.Extra = slices.Clone(b.Extra)
	out.Columns(func(_ string, c *Column) { *c = c.Slice(from, to) })
	if b.Row != nil {
		out.Row = b.Row[from:to]
	}
	out.Segment = nil
	if to > from {
		out.Segment = append(out.Segment, 0)
	}
	for _, s := range b.Segment {
		if int(s) > from && int(s) < to {
			out.Segment = append(out.Segment, s-int32(from))
		}
	}
	return &out
}

// Between returns the bars whose stamps lie in [first, last], without copying.
func (b *Bars) Between(first, last int64) *Bars {
	from := sort.Search(len(b.Time), func(i int) bool { return b.Time[i] >= first })
	to := sort.Search(len(b.Time), func(i int) bool { return b.Time[i] > last })
	if from == 0 && to == len(b.Time) {
		return b
	}
	return b.Slice(from, max(from, to))
}

// Pick returns the bars at ascending places. Bars left out inside a day, and
// whole days left out, break the series; those left out at the ends of a day,
// such as the quarters of an hour in which only futures traded, do not.
func (b *Bars) Pick(places []int32) *Bars {
	if len(places) == len(b.Time) {
		return b
	}
	out := *b
	out.Time = gather(b.Time, places)
	out.Extra = slices.Clone(b.Extra)
	out.Columns(func(_ string, c *Column) {
		c.Mantissa, c.Float = gather(c.Mantissa, places), gather(c.Float, places)
	})
	out.Row = gather(b.Row, places)
	out.Segment = nil
	s := 0
	for i, p := range places {
		breaks := i == 0
		for s < len(b.Segment) && b.Segment[s] <= p {
			s++
			breaks = true
		}
		if i > 0 && !breaks && p != places[i-1]+1 {
			breaks = b.leavesGap(places[i-1], p)
		}
		if breaks {
			out.Segment = append(out.Segment, int32(i))
		}
	}
	return &out
}

// leavesGap reports whether leaving out the bars between two kept ones leaves
// a hole inside a day or takes a whole day away.
func (b *Bars) leavesGap(before, after int32) bool {
	first, last := b.day(int(before)), b.day(int(after))
	if first == last {
		return true
	}
	for i := before + 1; i < after; i++ {
		if d := b.day(int(i)); d != first && d != last {
			return true
		}
	}
	return false
}

// gather returns the elements at some places; nil stays nil.
func gather[T int32 | int64 | float64](from []T, places []int32) []T {
	if from == nil {
		return nil
	}
	out := make([]T, len(places))
	for i, p := range places {
		out[i] = from[p]
	}
	return out
}
