package market

import (
	"slices"
	"testing"
)

// A bar that ends at midnight belongs to the day before it; a daily bar is a
// day of its own.
func TestDayStarts(t *testing.T) {
	const day, minute = DayMillis, 60_000
	for _, c := range []struct {
		name    string
		minutes int
		time    []int64
		want    []int32
	}{
		{"none", 1, nil, nil},
		{"midnight", 60, []int64{day - minute, day, day + minute, 3 * day, 3*day + 1}, []int32{0, 2, 3, 4}},
		{"before 1970", 1, []int64{-day - minute, -minute, minute}, []int32{0, 1, 2}},
		{"daily", Daily, []int64{0, day, 4 * day}, []int32{0, 1, 2}},
	} {
		b := &Bars{Minutes: c.minutes, Time: c.time}
		if got := b.DayStarts(); !slices.Equal(got, c.want) {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
}

// TestBuckets: 2 days of 10 bars, the second broken before its fourth bar. In
// 6 points: stretches of 5 would be 2 + 1 + 2 = 5 and of 4 they are 3 + 1 + 2 = 6.
func TestBuckets(t *testing.T) {
	days, breaks := []int32{0, 10}, []int32{0, 13}
	for _, c := range []struct {
		points, most int
		want         []int32
	}{
		{6, 4, []int32{0, 4, 8, 10, 13, 17}},
		{5, 5, []int32{0, 5, 10, 13, 18}},
		{2, 10, []int32{0, 10}}, // fewer than the three groups: whole days
		{1, 20, []int32{0}},
	} {
		got, most := Buckets(20, c.points, days, breaks)
		if !slices.Equal(got, c.want) || most != c.most {
			t.Errorf("%d points: got %v of at most %d, want %v of at most %d", c.points, got, most, c.want, c.most)
		}
	}
	if got, most := Buckets(0, 5, nil, nil); len(got) != 0 || got == nil || most != 0 {
		t.Errorf("no bars: got %v, %d", got, most)
	}
}

// TestChainOfMinutes: of a day of minutes the last open interest counts, empty
// cells passed over, and the sum of the volumes.
func TestChainOfMinutes(t *testing.T) {
	made := func(symbol string, volume, held []int64) *Bars {
		b := &Bars{Symbol: symbol, Kind: FutureContract, Product: "IF", Minutes: 1, Segment: []int32{0}}
		for i := range volume {
			minute := int64(9*60 + 31 + i%3)
			b.Time = append(b.Time, int64(19979+i/3)*DayMillis+minute*60_000) // 2024-09-13 is day 19979
			b.Close.Mantissa = append(b.Close.Mantissa, 1)
		}
		b.Volume.Mantissa, b.OpenInterest.Mantissa = volume, held
		return b
	}
	const none = Missing
	a := made("IF2409", []int64{5, 0, 0, 5, none, 5}, []int64{90, 90, 10, 90, 20, none})
	b := made("IF2410", []int64{2, 2, 2, 4, 4, 1}, []int64{1, 1, 15, 1, 15, 15})
	for rule, want := range map[MainRule]string{
		ByVolume:           "IF2410 IF2409", // 5 against 6, 10 against 9
		ByOpenInterest:     "IF2410 IF2409", // 10 against 15, 20 against 15
		ByPrevOpenInterest: "IF2409 IF2410", // nothing to compare on the first day, then 10 against 15
	} {
		c, err := NewChain([]*Bars{a, b}, rule, Unadjusted)
		if err != nil {
			t.Fatal(err)
		}
		if len(c.Rolls) != 1 || c.Rolls[0].From+" "+c.Rolls[0].To != want || c.Rolls[0].Bar != 3 {
			t.Errorf("%s: rolls %+v, want %s", rule, c.Rolls, want)
		}
	}
}
