package market

import (
	"slices"
	"strconv"
)

// Joined are several series on the stamps they share.
type Joined struct {
	Futures []*Bars
	Index   *Bars // nil without an index
	Minutes int   // length of the bars; shorter bars were merged by Resample

	Common      int // stamps that every series has
	OnlyFutures int // stamps at least one future has and the index has not
	OnlyIndex   int // stamps the index has and no future has
}

// Join brings futures and their index to one length of bars, the longest of
// them, and to common stamps: every future keeps the bars the index has too,
// the index those at least one future has. So one future and its index have
// the same stamps place by place. Without an index nothing is left out; the
// index may be nil.
//
// It refuses series that are empty, and lengths of which one is no whole
// multiple of another.
func Join(futures []*Bars, index *Bars) (*Joined, error) {
	all := slices.Clone(futures)
	if index != nil {
		all = append(all, index)
	}
	out := &Joined{}
	for _, b := range all {
		if b == nil || b.Len() == 0 {
			return nil, refuse("nothing_to_join", "there are no bars to join; name series with bars in the span asked for")
		}
		out.Minutes = max(out.Minutes, b.Minutes)
	}
	for i, b := range all {
		if b.Minutes == out.Minutes {
			continue
		}
		longer, err := Resample(b, out.Minutes)
		if err != nil {
			return nil, refuse("lengths", "bars of "+length(b.Minutes)+" ("+named(b)+") and of "+length(out.Minutes)+
				" do not go together; the longer must be a whole multiple of the shorter",
				"symbol", b.Symbol, "minutes", strconv.Itoa(b.Minutes), "other", strconv.Itoa(out.Minutes))
		}
		all[i] = longer
	}
	futures = all[:len(futures)]
	out.Common = len(inAll(all))
	if index == nil {
		out.Futures = futures
		return out, nil
	}
	index = all[len(futures)]
	traded := inAny(futures)
	for _, b := range futures {
		out.Futures = append(out.Futures, b.Pick(placesIn(b.Time, index.Time)))
	}
	places := placesIn(index.Time, traded)
	out.Index = index.Pick(places)
	out.OnlyFutures = len(traded) - len(places)
	out.OnlyIndex = index.Len() - len(places)
	return out, nil
}

// placesIn returns the places of the elements of a that b has too. Both ascend.
func placesIn(a, b []int64) []int32 {
	out := make([]int32, 0, min(len(a), len(b)))
	j := 0
	for i, t := range a {
		for j < len(b) && b[j] < t {
			j++
		}
		if j < len(b) && b[j] == t {
			out = append(out, int32(i))
		}
	}
	return out
}

// inAll returns the stamps that every series has.
func inAll(list []*Bars) []int64 {
	common := list[0].Time
	for _, b := range list[1:] {
		common = gather(common, placesIn(common, b.Time))
	}
	return common
}

// inAny returns the stamps that at least one series has.
func inAny(list []*Bars) []int64 {
	if len(list) == 1 {
		return list[0].Time
	}
	var all []int64
	for _, b := range list {
		all = append(all, b.Time...)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
