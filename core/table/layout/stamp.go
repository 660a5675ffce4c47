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
		switch k := w.keys[w.stamp]; {
		case k == "bob" || k == "opentime" || k == "begintime" || k == "starttime" || k == "开始时间" || k == "起始时间":
			w.l.Begin = 1
		case k == "eob" || k == "endtime" || k == "结束时间":
			w.l.Begin = -1
		}
		w.l.UTC = strings.HasPrefix(w.keys[w.stamp], "gmt") || strings.HasPrefix(w.keys[w.stamp], "utc")
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
	case s.mostly(isMarked) || s.mostly(isTimed):
		rank = 4
	case s.mostly(isDay) && (named || blank || ignored || w.isAscendingDays(c)):
		rank = 3
	case s.mostly(isEpoch) && w.isOneEpoch(c) && (named || blank && c == 0):
		rank = 6
	case named && s.mostly(isSerial):
		rank = 2
	default:
		return 0
	}
	if s.mostly(isTimed) {
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

func (w *work) isOneEpoch(c int) bool {
	s := &w.stats[c]
	for _, k := range []bits{isSeconds, isMillis, isMicros, isNanos} {
		if s.mostly(k) {
			return true
		}
	}
	return false
}

// isAscendingDays reports whether a column of eight digits under a name that
// says nothing differs from row to row, as days do and amounts may not.
func (w *work) isAscendingDays(c int) bool {
	up, down := 0, 0
	for i := 1; i < len(w.data); i++ {
		a, b := w.data[i-1], w.data[i]
		if c >= len(a.cells) || c >= len(b.cells) {
			continue
		}
		switch x, y := string(a.cells[c]), string(b.cells[c]); {
		case x < y:
			up++
		case x > y:
			down++
		}
	}
	return up+down > 0 && (up > 9*down || down > 9*up)
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
	case s.mostly(isSeconds):
		return scan.UnixSeconds
	case s.mostly(isMillis):
		return scan.UnixMillis
	case s.mostly(isMicros):
		return scan.UnixMicros
	case s.mostly(isNanos):
		return scan.UnixNanos
	case s.mostly(isSerial):
		return scan.ExcelDay
	}
	return scan.Calendar
}

// ambiguous chooses between day and month first where no number is above 12:
// the reading under which rows follow each other in smaller steps, and month
// first, as the programs write that write English, where both are the same.
func (w *work) ambiguous(c int) scan.Form {
	var day, month int // sum of the steps between rows in days, as if months had 31
	var last [3]int
	for i, r := range w.data {
		if c >= len(r.cells) {
			continue
		}
		var part [3]int
		rest := r.cells[c]
		for p := range part {
			n := digits(rest)
			part[p] = value(rest[:min(n, 4)])
			rest = rest[n:]
			if m := mark(rest); p < 2 {
				rest = rest[m:]
			}
		}
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
	sample := ""
	if col := w.l.Columns[c]; len(col.Sample) > 0 {
		sample = col.Sample[0]
	}
	w.l.Doubts = append(w.l.Doubts, Doubt{Code: table.AmbiguousDate, Columns: []int{c},
		Message: "no date tells whether day or month comes first in " + sample + "; it was read as " + order,
		Params:  map[string]string{"order": order, "other": other, "example": sample}})
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
	for _, r := range w.data {
		if w.clock < len(r.cells) {
			for _, b := range r.cells[w.clock] {
				if b >= '1' && b <= '9' {
					w.l.Columns[w.stamp].Role, w.l.Columns[w.clock].Role = table.Date, table.Clock
					w.l.Columns[w.clock].Sure = w.isNamedStamp(w.clock)
					return
				}
			}
		}
	}
	w.clock = -1
}

// isPaddedClock reports whether the numbers of a column are all written with
// four or all with six digits, or count up to a day's end with fewer.
func (w *work) isPaddedClock(c int) bool {
	width := 0
	for _, r := range w.data {
		if c >= len(r.cells) || len(r.cells[c]) == 0 {
			continue
		}
		n := len(r.cells[c])
		if n < 3 || width != 0 && n != width && n != width-1 && n != width+1 {
			return false
		}
		width = max(width, n)
	}
	return width == 4 || width == 6
}
