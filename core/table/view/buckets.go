package view

import (
	"slices"

	"fairbasis/core/market"
)

// buckets cuts a series into at most points stretches of consecutive bars and
// returns their first bars and how many bars the longest holds. Where points
// allow it, no stretch of minute bars crosses a day and none crosses a gap;
// with fewer points than days, stretches are of whole days.
func buckets(b *market.Bars, segments []int32, points int) (starts []int32, most int) {
	n := b.Len()
	switch {
	case n == 0:
		return []int32{}, 0
	case n <= points:
		starts = make([]int32, n)
		for i := range starts {
			starts[i] = int32(i)
		}
		return starts, 1
	}
	days := []int32{0}
	if b.Minutes != market.Daily && b.Minutes != 0 {
		midnight := int64(b.Day(0).UnixDay()+1) * market.DayMillis // the day's last bar may end at it
		for i, t := range b.Time {
			if t > midnight {
				days = append(days, int32(i))
				midnight = int64(b.Day(i).UnixDay()+1) * market.DayMillis
			}
		}
	}
	groups := union(days, segments)
	if len(groups) > points {
		groups = days
	}
	if len(groups) > points {
		every := (len(groups) + points - 1) / points
		for i := 0; i < len(groups); i += every {
			starts = append(starts, groups[i])
		}
	} else {
		starts = cutGroups(groups, n, points)
	}
	for i, from := range starts {
		to := n
		if i+1 < len(starts) {
			to = int(starts[i+1])
		}
		most = max(most, to-int(from))
	}
	return starts, most
}

// cutGroups cuts every group into stretches of one length, the shortest that
// keeps their number within points.
func cutGroups(groups []int32, n, points int) []int32 {
	count := func(length int) int {
		total := 0
		for i, from := range groups {
			to := n
			if i+1 < len(groups) {
				to = int(groups[i+1])
			}
			total += (to - int(from) + length - 1) / length
		}
		return total
	}
	low, high := 1, n // count(low) > points >= count(high)
	for high-low > 1 {
		if mid := (low + high) / 2; count(mid) <= points {
			high = mid
		} else {
			low = mid
		}
	}
	starts := make([]int32, 0, points)
	for i, from := range groups {
		to := n
		if i+1 < len(groups) {
			to = int(groups[i+1])
		}
		for k := int(from); k < to; k += high {
			starts = append(starts, int32(k))
		}
	}
	return starts
}

// union returns the elements of two ascending lists, each once.
func union(a, b []int32) []int32 {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
