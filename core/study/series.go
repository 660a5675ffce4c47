package study

import (
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// Series returns a line as replies have it: the days with a value, and the
// others counted by reason in the order in which they first occur. A day
// without value and reason is not of the line.
func (b *Book) Series(l Line) Series {
	n := 0
	for _, v := range l.Value {
		if v-v == 0 {
			n++
		}
	}
	s := Series{Time: make(op.Column, 0, n), Value: make(op.Column, 0, n)}
	for i, v := range l.Value {
		if v-v == 0 {
			s.Time, s.Value = append(s.Time, float64(b.Day[i])*market.DayMillis), append(s.Value, v)
			continue
		}
		if i >= len(l.Why) || l.Why[i] == "" {
			continue
		}
		k := 0
		for k < len(s.Undefined) && s.Undefined[k].Why != l.Why[i] {
			k++
		}
		if k == len(s.Undefined) {
			s.Undefined = append(s.Undefined, Undefined{Why: l.Why[i], First: b.Date(i)})
		}
		s.Undefined[k].Days++
		s.Undefined[k].Last = b.Date(i)
	}
	return s
}

// Thin returns a series of at most so many points, and 2 at least, for a
// chart: it is cut into stretches, and of each the least and the greatest are
// kept at their own times, so that no peak is lost. The first and the last
// point stay.
func Thin(s Series, points int) Series {
	n := len(s.Value)
	if n <= points || n <= 2 {
		return s
	}
	out := Series{Time: op.Column{s.Time[0]}, Value: op.Column{s.Value[0]}, Undefined: s.Undefined}
	starts, _ := market.Buckets(n-2, max(points-2, 0)/2, []int32{0}, nil)
	for k, from := range starts {
		to := n - 1
		if k+1 < len(starts) {
			to = int(starts[k+1]) + 1
		}
		least, most := int(from)+1, int(from)+1
		for i := least; i < to; i++ {
			if s.Value[i] < s.Value[least] {
				least = i
			}
			if s.Value[i] > s.Value[most] {
				most = i
			}
		}
		a, b := min(least, most), max(least, most)
		out.Time, out.Value = append(out.Time, s.Time[a]), append(out.Value, s.Value[a])
		if b != a {
			out.Time, out.Value = append(out.Time, s.Time[b]), append(out.Value, s.Value[b])
		}
	}
	out.Time, out.Value = append(out.Time, s.Time[n-1]), append(out.Value, s.Value[n-1])
	return out
}

// Column returns the values of a file day by day, times the unit. A day without
// a value has the last one before it that is at most so many calendar days old;
// 0 asks for the day itself. It refuses, at column, a column the file does not
// have.
func (b *Book) Column(v Values, days int) (Line, error) {
	l := b.line()
	c, err := v.column()
	if err != nil {
		return l, err
	}
	factor := float64(v.Unit)
	if factor == 0 {
		factor = 1
	}
	day, starts := dayColumn(v.Bars, nil)
	all := within(c, starts, market.TakeLast, 0, len(day)).Floats(nil)
	at, last := 0, -1
	for i, today := range b.Day {
		for ; at < len(day) && day[at] <= today; at++ {
			if all[at]-all[at] == 0 {
				last = at
			}
		}
		if last >= 0 && int(today-day[last]) <= days {
			l.Value[i] = all[last] * factor
		} else {
			l.Why[i] = NoData
		}
	}
	return l, nil
}
