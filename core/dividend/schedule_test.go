package dividend_test

import (
	"math"
	"slices"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

func day(y, m, d int) int32 { return int32(calendar.MustOf(y, m, d).UnixDay()) }

func schedule(t optest.T, g dividend.Given) *dividend.Schedule {
	t.Helper()
	s, err := dividend.New(g)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The three payments of golden case 21: 8.0, 6.0 and 0.8 points, here on days
// around an expiry on 2024-06-21.
var payments = []dividend.ExDate{
	{Date: calendar.MustOf(2024, 6, 21), Points: 6.0},
	{Date: calendar.MustOf(2024, 5, 31), Points: 8.0},
	{Date: calendar.MustOf(2024, 6, 24), Points: 0.5},
	{Date: calendar.MustOf(2024, 6, 24), Points: 0.3},
}

func TestBetween(t *testing.T) {
	s := schedule(t, dividend.Given{Points: payments})
	for _, c := range []struct {
		name         string
		after, until int32
		want         float64
	}{
		{name: "all", after: day(2024, 5, 30), until: day(2024, 12, 20), want: 14.8},
		{name: "an ex-date today has gone", after: day(2024, 5, 31), until: day(2024, 6, 21), want: 6},
		{name: "one on the last day counts", after: day(2024, 6, 20), until: day(2024, 6, 21), want: 6},
		{name: "two of one day add up", after: day(2024, 6, 21), until: day(2024, 6, 24), want: 0.8},
		{name: "after all", after: day(2024, 6, 24), until: day(2024, 12, 20)},
		{name: "before all", after: day(2024, 1, 2), until: day(2024, 5, 30)},
		{name: "no day", after: day(2024, 6, 20), until: day(2024, 6, 20)},
		{name: "backwards", after: day(2024, 6, 24), until: day(2024, 6, 1)},
	} {
		if got := s.Between(c.after, c.until, 4000); math.Abs(got-c.want) > 1e-12 {
			t.Errorf("%s: got %v, want %v", c.name, got, c.want)
		}
	}
	if first, last, ok := s.Span(); !ok || first != day(2024, 5, 31) || last != day(2024, 6, 24) || s.Estimated() {
		t.Errorf("span %v %v %v, estimated %v", first, last, ok, s.Estimated())
	}
}

// By yield: 4413.187 x 2 % x 98/365 points in the 98 days to 2024-12-20.
func TestYield(t *testing.T) {
	s := schedule(t, dividend.Given{Yield: 0.02})
	optest.Near(t, "98 days", s.Between(day(2024, 9, 13), day(2024, 12, 20), 4413.187), 23.698209643835614, 0)
	if x := s.Between(day(2024, 9, 13), day(2024, 12, 20), math.NaN()); x == x {
		t.Errorf("without a close: %v", x)
	}
	if x := s.Between(day(2024, 9, 13), day(2024, 9, 13), 4413.187); x != 0 {
		t.Errorf("no day: %v", x)
	}
	if _, _, ok := s.Span(); ok || !s.Estimated() {
		t.Error("a yield has no ex-dates and is an estimate")
	}
	var none *dividend.Schedule
	if none.Between(0, 100, 4000) != 0 || none.Estimated() {
		t.Error("nothing given loses nothing")
	}
	if s := schedule(t, dividend.Given{}); s.Between(0, 100, 4000) != 0 {
		t.Error("nothing given loses nothing")
	}
}

func file(column string, lines map[int32]float64) *market.Source {
	b := &market.Bars{Kind: market.Other, Minutes: market.Daily}
	var days []int32
	for d := range lines {
		days = append(days, d)
	}
	slices.Sort(days)
	c := market.Column{}
	for _, d := range days {
		b.Time, c.Float = append(b.Time, int64(d)*market.DayMillis), append(c.Float, lines[d])
	}
	if column == "close" {
		b.Close = c
	} else {
		b.Extra = []market.Named{{Name: column, Column: c}}
	}
	return &market.Source{Ref: "d.csv", Bars: b}
}

func TestFile(t *testing.T) {
	lines := map[int32]float64{day(2024, 6, 3): 1.25, day(2024, 6, 4): math.NaN(), day(2024, 6, 5): 0, day(2024, 6, 6): 2.5}
	for _, c := range []struct{ column, asked string }{{"close", ""}, {"close", "close"}, {"分红点数", "分红点数"}} {
		s := schedule(t, dividend.Given{File: file(c.column, lines), Column: c.asked})
		if got := s.Between(day(2024, 6, 1), day(2024, 7, 1), 0); got != 3.75 {
			t.Errorf("%s: got %v, want 3.75", c.column, got)
		}
	}
	for want, g := range map[string]dividend.Given{
		"column:no_column":  {File: file("points", lines)},
		"file:out_of_range": {File: file("close", map[int32]float64{day(2024, 6, 3): -1})},
		"file:no_points":    {File: file("close", map[int32]float64{day(2024, 6, 3): 0})},
	} {
		_, err := dividend.New(g)
		if got := optest.Refused(t, err); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
}

// TestProperties: the points between two days are the sum of those whose
// ex-dates lie there, in any order of the list, and those of two stretches
// that meet add up.
func TestProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := day(2020, 1, 1)
		var list []dividend.ExDate
		for range rapid.IntRange(1, 60).Draw(t, "ex-dates") {
			list = append(list, dividend.ExDate{
				Date:   calendar.OfUnixDay(int(base) + rapid.IntRange(0, 40).Draw(t, "day")),
				Points: unit.Points(float64(rapid.IntRange(0, 999999).Draw(t, "points")) / 1000),
			})
		}
		s := schedule(t, dividend.Given{Points: list})
		turned := schedule(t, dividend.Given{Points: rapid.Permutation(list).Draw(t, "order")})
		var at [3]int32
		for k := range at {
			at[k] = base + int32(rapid.IntRange(-3, 44).Draw(t, "at"))
		}
		slices.Sort(at[:])
		want := 0 // in thousandths, which add up exactly
		for _, p := range list {
			if d := int32(p.Date.UnixDay()); d > at[0] && d <= at[2] {
				want += int(math.Round(float64(p.Points) * 1000))
			}
		}
		got := s.Between(at[0], at[2], 1)
		optest.Near(t, "sum", got, float64(want)/1000, 1e-12*(1+got))
		optest.Near(t, "in two parts", s.Between(at[0], at[1], 1)+s.Between(at[1], at[2], 1), got, 1e-12*(1+got))
		optest.Near(t, "in another order", turned.Between(at[0], at[2], 1), got, 1e-12*(1+got))
	})
}
