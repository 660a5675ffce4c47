package dividend

import (
	"slices"
	"strconv"

	"fairbasis/core/fault"
)

// Schedule answers what an index loses between two days. The zero value and
// nil lose nothing.
type Schedule struct {
	day []int32 // ex-dates as days since 1970-01-01, ascending, each once
	// Points of all ex-dates before place i, as a sum and what rounding took
	// from it: their difference at two places is good to its last digit.
	sum, rest []float64
	yield     float64
}

// New makes a schedule of what was given and resolved. Points of one day add
// up. It refuses, at column and file, a column the file does not have, points
// below 0 and a file without any.
func New(g Given) (*Schedule, error) {
	s := &Schedule{yield: float64(g.Yield)}
	switch {
	case len(g.Points) > 0:
		days, points := make([]int32, len(g.Points)), make([]float64, len(g.Points))
		for i, p := range g.Points {
			days[i], points[i] = int32(p.Date.UnixDay()), float64(p.Points)
		}
		s.fill(days, points)
	case g.File != nil:
		days, points, err := g.read()
		if err != nil {
			return nil, err
		}
		s.fill(days, points)
	}
	return s, nil
}

// read takes the ex-dates and points out of the file.
func (g Given) read() (days []int32, points []float64, err error) {
	var fs fault.Fields
	name := g.Column
	if name == "" {
		name = "close"
	}
	b := g.File.Bars
	c, ok := b.Find(name)
	if !ok {
		fs.Add("column", "no_column", "the file has no column of numbers named "+strconv.Quote(name), "got", name)
		return nil, nil, fs.Err()
	}
	all := c.Floats(nil)
	for i, x := range all {
		if x != x || x == 0 {
			continue
		}
		d := b.Day(i)
		if !(x > 0 && x < maxPoints) {
			fs.Add("file", "out_of_range", "the dividend points of "+d.String()+" must be 0 to 100000", "min", "0", "max", "100000", "got", strconv.FormatFloat(x, 'g', 6, 64))
			return nil, nil, fs.Err()
		}
		days, points = append(days, int32(d.UnixDay())), append(points, x)
	}
	if len(days) == 0 {
		fs.Add("file", "no_points", "the column "+strconv.Quote(name)+" holds no dividend points", "got", name)
	}
	return days, points, fs.Err()
}

// maxPoints is more than any index of mainland China stands at.
const maxPoints = 100000

// fill sorts the days and adds the points up.
func (s *Schedule) fill(days []int32, points []float64) {
	keys := make([]int, len(days)) // day, then place: one number each to sort by
	for i, d := range days {
		keys[i] = int(d)<<32 | i
	}
	slices.Sort(keys)
	s.sum, s.rest = make([]float64, 1, len(keys)+1), make([]float64, 1, len(keys)+1)
	for _, k := range keys {
		day, x := int32(k>>32), points[k&(1<<32-1)]
		n := len(s.day)
		a, r := s.sum[n], s.rest[n]
		t := a + x // two-sum: t + e is a + x exactly
		back := t - a
		e := (a - (t - back)) + (x - back)
		if n > 0 && s.day[n-1] == day {
			s.sum[n], s.rest[n] = t, r+e
			continue
		}
		s.day, s.sum, s.rest = append(s.day, day), append(s.sum, t), append(s.rest, r+e)
	}
}

// Between returns the points of the ex-dates in (after, through], days since
// 1970-01-01, of an index at its close on after. By yield it is
// close x yield x (through - after)/365; without a close that is not a number.
// It is 0 where through is not later than after.
func (s *Schedule) Between(after, through int32, close float64) float64 {
	if s == nil || through <= after {
		return 0
	}
	return s.Points(s.Through(after), s.Through(through), close, int(through-after))
}

// Through counts the ex-dates up to and including a day.
func (s *Schedule) Through(day int32) int {
	lo, hi := 0, len(s.day)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); s.day[mid] <= day {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// Points is Between by places that Through told, to is not below from, and
// calendar days: for many questions of the same days.
func (s *Schedule) Points(from, to int, close float64, days int) float64 {
	switch {
	case s.yield != 0:
		return close * s.yield * float64(days) / 365
	case len(s.day) == 0:
		return 0
	}
	return (s.sum[to] - s.sum[from]) + (s.rest[to] - s.rest[from])
}

// Estimated reports whether the points are an estimate: spread evenly by a
// yield.
func (s *Schedule) Estimated() bool { return s != nil && s.yield != 0 }

// Span returns the first and the last ex-date as days since 1970-01-01; ok is
// false where there are none.
func (s *Schedule) Span() (first, last int32, ok bool) {
	if s == nil || len(s.day) == 0 {
		return 0, 0, false
	}
	return s.day[0], s.day[len(s.day)-1], true
}
