package study

import (
	"math"
	"math/bits"
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// findDays makes the list of days, and finds each row's place in it.
func (m *maker) findDays() error {
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	for _, s := range m.futures {
		if n := len(s.day); n > 0 {
			lo, hi = min(lo, s.day[0]), max(hi, s.day[n-1])
		}
	}
	if lo > hi {
		return noQuotes()
	}
	open := make([]uint64, (hi-lo)/64+1) // a bit for each day with a row
	for _, s := range m.futures {
		for i, day := range s.day {
			if s.at[i] >= 0 {
				x := day - lo
				open[x>>6] |= 1 << (x & 63)
			}
		}
	}
	first, last := m.dropClosed(open, lo)
	if m.index != nil {
		for i, x := range m.closes {
			if day := m.index.day[i]; day >= first && day <= last && x > 0 {
				open[(day-lo)>>6] |= 1 << ((day - lo) & 63)
			}
		}
		m.dropClosed(open, lo)
	}
	b := m.book
	before := make([]int32, len(open)) // days before those of a word
	for w, word := range open {
		before[w] = int32(len(b.Day))
		for ; word != 0; word &= word - 1 {
			b.Day = append(b.Day, lo+int32(w<<6+bits.TrailingZeros64(word)))
		}
	}
	all := m.futures
	if m.index != nil {
		m.index.at = make([]int32, len(m.index.day))
		all = append(slices.Clone(all), m.index)
	}
	for _, s := range all {
		for i, day := range s.day {
			x, quoted := day-lo, s.at[i] >= 0
			s.at[i] = -1
			if x < 0 || day > hi || !quoted {
				continue
			}
			if word, bit := open[x>>6], uint64(1)<<(x&63); word&bit != 0 {
				s.at[i] = before[x>>6] + int32(bits.OnesCount64(word&(bit-1)))
			}
		}
	}
	m.position = make([]int, len(b.Day))
	for i, day := range b.Day {
		if i > 0 && b.Day[i-1] == day-1 && known(day) { // both are trading days
			m.position[i] = m.position[i-1] + 1
		} else {
			m.position[i] = calendar.TradingDays(origin, calendar.OfUnixDay(int(day))).Days
		}
	}
	return op.Tick(m.ctx, 0, 1)
}

// origin is where trading days are counted from; any day would do.
var origin = calendar.MustOf(2010, 1, 4)

// dropClosed clears the days on which the exchange was closed, and returns the
// first and the last of the others.
func (m *maker) dropClosed(open []uint64, lo int32) (first, last int32) {
	first, last = math.MaxInt32, math.MinInt32
	for w, word := range open {
		for rest := word; rest != 0; rest &= rest - 1 {
			day := lo + int32(w<<6+bits.TrailingZeros64(rest))
			if yes, _ := calendar.IsTradingDay(calendar.OfUnixDay(int(day))); !yes {
				open[w] &^= rest & -rest
				m.closed.add(day, "")
				continue
			}
			first, last = min(first, day), max(last, day)
		}
	}
	return first, last
}

func known(day int32) bool { return calendar.IsKnown(calendar.OfUnixDay(int(day))) }

func noQuotes() error {
	return fault.About(fault.Invalid, "futures", "no_quotes", "there is no price of a future in the days asked for; name series that have days there, or other days")
}

// findContracts makes the list of contracts with the days each spans, and room
// for their cells.
func (m *maker) findContracts() error {
	lowest, highest := math.MaxInt, 0
	for _, s := range m.futures {
		if len(s.day) == 0 {
			continue
		}
		a, b := s.month, s.month
		if s.months != nil {
			a, b = int(s.months[0]), int(s.months[len(s.months)-1])
		}
		lowest, highest = min(lowest, a), max(highest, b)
	}
	m.lowest, m.contracts = lowest, make([]lot, highest-lowest+1)
	span := func(month int, s *days, lo, hi int) { // rows [lo, hi) of a contract
		for lo < hi && s.at[lo] < 0 {
			lo++
		}
		for hi > lo && s.at[hi-1] < 0 {
			hi--
		}
		if lo == hi {
			return
		}
		l := &m.contracts[month-lowest]
		from, to := int(s.at[lo]), int(s.at[hi-1])+1
		if l.month == 0 {
			*l = lot{month: month, expiry: calendar.LastTradingDay(monthOf(month)), from: from, to: to}
		}
		l.from, l.to = min(l.from, from), max(l.to, to)
	}
	for _, s := range m.futures {
		if s.months == nil {
			span(s.month, s, 0, len(s.day))
			continue
		}
		for i := 0; i < len(s.day); {
			j := i + 1
			for j < len(s.day) && s.months[j] == s.months[i] {
				j++
			}
			span(int(s.months[i]), s, i, j)
			i = j
		}
	}
	n := 0
	for k := range m.contracts {
		l := &m.contracts[k]
		l.cells = n
		if l.month == 0 {
			continue
		}
		l.end = int32(l.expiry.Date.UnixDay())
		if last := m.book.Day[l.to-1]; l.expiry.Estimated && last > l.end { // the data know better than the guess
			l.end, l.expiry.Date = last, calendar.OfUnixDay(int(last))
		}
		l.position = calendar.TradingDays(origin, l.expiry.Date).Days
		n += l.to - l.from
	}
	m.cells = make([]int32, n)
	for i := range m.cells {
		m.cells[i] = -1
	}
	for _, s := range m.futures {
		l := &lot{}
		for i, at := range s.at {
			if at < 0 {
				continue
			}
			month := s.month
			if s.months != nil {
				month = int(s.months[i])
			}
			if l.month != month {
				l = &m.contracts[month-lowest]
			}
			s.at[i] = int32(l.cells + int(at) - l.from)
			m.cells[s.at[i]] = 1
		}
	}
	return op.Tick(m.ctx, 0, 1)
}
