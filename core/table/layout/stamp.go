package layout

import (
	"strings"

	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// findStamp finds the column of dates and, beside a date, that of the times of
// day. A column is taken by its name and its values together; without a name
// the values must be dates that no other number looks like.
func (w *work) findStamp() {
	best := 0
	for c := range w.stats {
		if n := w.stampRank(c); n > best {
			best, w.stamp = n, c
		}
	}
	if w.stamp < 0 {
		return
	}
	s := &w.stats[w.stamp]
	w.l.Form = w.form(w.stamp)
	w.l.Columns[w.stamp].Role = table.Stamp
	w.l.Columns[w.stamp].Sure = w.isNamedStamp(w.stamp)
	if w.stamp < len(w.keys) {
		k := "|" + w.keys[w.stamp] + "|"
		switch {
		case strings.Contains("|bob|opentime|begintime|starttime|开始时间|起始时间|", k):
			w.l.Begin = 1
		case strings.Contains("|eob|endtime|结束时间|", k):
			w.l.Begin = -1
		}
		w.l.UTC = strings.Contains("|gmttime|utctime|gmtdate|", k)
	}
	if w.l.Form >= scan.UnixSeconds && w.l.Form <= scan.UnixNanos {
		w.l.UTC = true
		return
	}
	if 2*s.of(isTimed) > s.full {
		w.l.UTC = w.l.UTC || 2*s.of(isZoned) > s.full
		return
	}
	w.findClock()
}

func (w *work) isNamedStamp(c int) bool { return c < len(w.keys) && roleOf(w.keys[c]) == stampWord }

// stampRank says how well column c would serve as the stamp, 0 for not at all.
func (w *work) stampRank(c int) int {
	s := &w.stats[c]
	if s.full == 0 {
		return 0
	}
	named := w.isNamedStamp(c)
	ignored := c < len(w.keys) && roleOf(w.keys[c]) == table.Ignore
	blank := len(w.keys) == 0 || w.keys[c] == ""
	rank := 0
	switch {
	case s.holds(isMarked, named) || s.holds(isTimed, named):
		rank = 4
	case s.holds(isDay, named):
		rank = 3
	case s.holds(isEpoch, named) && (named || blank && c == 0):
		rank = 6
	case named && s.holds(isSerial, named):
		rank = 2
	default:
		return 0
	}
	if s.holds(isTimed, named) {
		rank += 4
	}
	switch {
	case named:
		rank += 20
	case !ignored:
		rank += 10
	case w.namesSymbol(): // the day a contract is listed or ends
		return 0
	}
	return rank
}

// namesSymbol reports whether the header has a column of contracts.
func (w *work) namesSymbol() bool {
	for _, k := range w.keys {
		if roleOf(k) == table.Symbol {
			return true
		}
	}
	return false
}

// form tells how the dates of column c are written.
func (w *work) form(c int) scan.Form {
	s := &w.stats[c]
	days, dm, md := s.of(isDay), s.of(isDayMonth), s.of(isMonthDay)
	switch {
	case w.h.DateOrder == "dmy" && max(dm, md) > days:
		return scan.DayFirst
	case w.h.DateOrder == "mdy" && max(dm, md) > days:
		return scan.MonthFirst
	case days >= dm && days >= md && days > 0:
		return scan.Calendar
	case dm > md:
		return scan.DayFirst
	case md > dm:
		return scan.MonthFirst
	case dm > 0:
		return w.ambiguous(c)
	case s.mostly(isSerial):
		return scan.ExcelDay
	}
	for i := range 4 {
		if s.mostly(isSeconds << i) {
			return scan.UnixSeconds + scan.Form(i)
		}
	}
	return scan.Calendar
}

// ambiguous chooses between day and month first where no number is above 12:
// the reading under which rows follow each other in smaller steps, and month
// first, as the programs write that write English, where both are the same.
func (w *work) ambiguous(c int) scan.Form {
	var day, month int // sum of the steps between rows in days, as if months had 31
	var last [3]int
	for i, cell := range w.cells(c) {
		part, _, _ := dateParts(cell)
		if i > 0 && part[2] == last[2] {
			day += abs((part[1]-last[1])*31 + part[0] - last[0])
			month += abs((part[0]-last[0])*31 + part[1] - last[1])
		}
		last = part
	}
	form, order, other := scan.MonthFirst, "mdy", "dmy"
	if day < month {
		form, order, other = scan.DayFirst, "dmy", "mdy"
	}
	sample := w.l.Columns[c].sample()
	w.note(table.AmbiguousDate, "no date tells whether day or month comes first in "+sample+"; it was read as "+order, []int{c}, nil,
		"order", order, "other", other, "example", sample)
	return form
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}

// findClock finds the time of day beside the date. A clock that is midnight in
// every row says nothing and is left out.
func (w *work) findClock() {
	best := 0
	for c := range w.stats {
		s := &w.stats[c]
		if c == w.stamp || !s.mostly(isClock) {
			continue
		}
		rank := 0
		switch {
		case w.isNamedStamp(c):
			rank = 4
		case s.mostly(isColon):
			rank = 3
		case len(w.keys) == 0 && c == w.stamp+1 && w.isPaddedClock(c):
			rank = 2
		default:
			continue
		}
		if c == w.stamp+1 {
			rank++
		}
		if rank > best {
			best, w.clock = rank, c
		}
	}
	if w.clock < 0 {
		return
	}
	// Of several columns with dates the one beside the clock is meant.
	if c := w.clock - 1; c >= 0 && c != w.stamp && w.isNamedStamp(c) && w.stats[c].mostly(isDate) && w.stamp != w.clock+1 {
		w.l.Columns[w.stamp].Role = table.Ignore
		w.stamp = c
		w.l.Form = w.form(c)
	}
	for _, cell := range w.cells(w.clock) {
		for _, b := range cell {
			if b < '1' || b > '9' {
				continue
			}
			w.l.Columns[w.stamp].Role, w.l.Columns[w.clock].Role = table.Date, table.Clock
			w.l.Columns[w.clock].Sure = w.isNamedStamp(w.clock)
			return
		}
	}
	w.clock = -1
}

// isPaddedClock reports whether the numbers of a column are all written with
// four or all with six digits, or count up to a day's end with fewer.
func (w *work) isPaddedClock(c int) bool {
	width := 0
	for _, cell := range w.cells(c) {
		n := len(cell)
		if n < 3 || width != 0 && abs(n-width) > 1 {
			return false
		}
		width = max(width, n)
	}
	return width == 4 || width == 6
}
