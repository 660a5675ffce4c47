package market

import "slices"

// Buckets cuts n bars into at most so many stretches of consecutive bars, for
// the points of a chart, and returns their first bars and how many bars the
// longest holds. Where points allow it, none crosses a day or a break; with
// fewer points than days and unbroken stretches they are of whole days. days
// and breaks hold first bars in ascending order, days beginning with 0; bars
// that need not be kept to days have that one only.
func Buckets(n, points int, days, breaks []int32) (starts []int32, most int) {
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
	groups := Union(days, breaks)
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

// Union returns the elements of two ascending lists, each once.
func Union(a, b []int32) []int32 {
	out := slices.Concat(a, b)
	slices.Sort(out)
	return slices.Compact(out)
}
