package check

import (
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// clock looks for what is missing and for what should not be there, by the
// calendar and the hours.
func (c *checker) clock() {
	var own *usual
	var today, before *hours // before 2016
	switch intraday := c.b.Minutes != market.Daily; {
	case !intraday || c.b.Minutes < 0:
	case c.china:
		today = newHours(c.b.Minutes, false)
		before = today
		if kept, days := c.oldHours(); kept && c.b.Kind != market.Index {
			before = newHours(c.b.Minutes, true)
		} else if days > 0 && c.future {
			c.report(finding{count: days}, table.OldHours, table.Notice, "index futures traded from 09:15 to 15:15 until the end of 2015; "+
				"the first and the last quarter of an hour of "+many(days, "day")+" are not in the file", "days", number(days))
		}
	default:
		own = c.usual()
	}
	g := &gaps{c: c}
	for k, s := range c.days {
		open := true
		if c.china {
			open = isTradingDay(s.day)
		}
		if k > 0 {
			g.between(c.days[k-1].day, s)
		}
		switch {
		case !open:
			for i := s.from; i < s.to; i++ {
				c.add(&g.closed, i, 1)
			}
			g.closedDays = append(g.closedDays, s.day)
		case today != nil && s.day < firstNewDay:
			g.inside(k, before)
		case today != nil:
			g.inside(k, today)
		case own != nil:
			g.among(s, own)
		}
	}
	g.report()
}

// gaps collects what the clock misses.
type gaps struct {
	c *checker

	minutes, outside, closed       finding
	minuteDays, longest            int
	firstMinute                    string
	outsideText                    string
	closedDays                     []int
	partial, breaker               finding
	partialDay, partialBars, halts []string
	full                           int

	days, weeks          finding
	firstDay             string
	weekFirst, weekLast  string
	weekDays, longestRun int
}

// missing notes n bars that are missing before bar i, the first of them in
// some minute of the day.
func (g *gaps) missing(s span, i, n, minute int) {
	g.c.add(&g.minutes, min(i, g.c.b.Len()-1), n)
	if g.firstMinute == "" {
		g.firstMinute = minuteText(s.day, minute)
	}
	g.longest = max(g.longest, n)
	if i < g.c.b.Len() {
		g.c.breaks = append(g.c.breaks, int32(i))
	}
}

// inside holds the bars of day k against its hours.
func (g *gaps) inside(k int, h *hours) {
	c, s := g.c, g.c.days[k]
	full := h.bars
	if h.place[oldClosing] >= 0 && c.isLastDay(s.day) {
		full = int(h.place[closing]) + 1
	}
	halted := s.day == breakerDay1 || s.day == breakerDay2
	before, gone := g.minutes.count, false
	last := -1
	start := int64(s.day) * msDay
	for i := s.from; i < s.to; i++ {
		p := int(h.place[int((c.b.Time[i]-start+59_999)/60_000)])
		switch {
		case p == last+1:
			last = p
		case p > last:
			switch {
			case last < 0 && k == 0:
				gone = true
			case !halted:
				g.missing(s, i, p-last-1, h.minute(last+1))
			}
			last = p
		case p == outside:
			if g.outsideText == "" {
				g.outsideText = c.stampText(s, i)
			}
			c.add(&g.outside, i, 1)
		}
	}
	switch lost := full - 1 - last; {
	case lost <= 0 || last < 0 || halted:
	case k == len(c.days)-1:
		gone = true
	default:
		g.missing(s, s.to, lost, h.minute(last+1))
	}
	if g.minutes.count > before {
		g.minuteDays++
	}
	if halted && last >= 0 && s.to-s.from < full {
		c.add(&g.breaker, s.from, 1)
		g.halts = append(g.halts, dayText(s.day))
	} else if gone {
		c.add(&g.partial, s.from, 1)
		g.partialDay = append(g.partialDay, dayText(s.day))
		g.partialBars = append(g.partialBars, number(s.to-s.from))
		g.full = full
	}
}

// isLastDay reports whether a contract may end on a day: its own last trading
// day, or that of the month for a continuous series.
func (c *checker) isLastDay(day int) bool {
	d := calendar.OfUnixDay(day)
	if c.contract.Code != "" {
		return c.contract.LastTradingDay.Date == d
	}
	return calendar.LastTradingDay(calendar.MonthOfDate(d)).Date == d
}

// between counts the days that are missing before a day. Outside the known
// calendar, and for series of elsewhere, holidays cannot be told from gaps:
// what is a week or longer is taken for one.
func (g *gaps) between(prev int, s span) {
	c := g.c
	lost, sure := weekdays(prev, s.day-1), false
	if c.china && isKnown(prev) && isKnown(s.day) {
		lost, sure = tradingDays(prev, s.day-1), true
	}
	if lost <= 0 {
		return
	}
	g.longestRun = max(g.longestRun, lost)
	long := lost >= 5
	if !sure {
		long = lost >= 10 // the longest holidays take eight weekdays
	}
	first := prev + 1
	for weekdays(first-1, first) == 0 || c.china && !isTradingDay(first) {
		first++
	}
	from := dayText(first)
	switch {
	case long:
		c.add(&g.weeks, s.from, 1)
		g.weekDays += lost
		if g.weekFirst == "" {
			g.weekFirst = from
		}
		g.weekLast = dayText(s.day - 1)
	case sure || !c.china:
		c.add(&g.days, s.from, lost)
		if g.firstDay == "" {
			g.firstDay = from
		}
	}
	if long || sure {
		c.breaks = append(c.breaks, int32(s.from))
	}
}

func (g *gaps) report() {
	c := g.c
	severity := table.Notice
	if c.china {
		severity = table.Warning
	}
	c.report(g.minutes, table.MissingMinutes, severity, many(g.minutes.count, "bar")+" of "+many(c.b.Minutes, "minute")+" missing inside sessions on "+
		many(g.minuteDays, "day")+", the first at "+g.firstMinute+", up to "+number(g.longest)+" in a row; nothing was filled in, and no window reaches across",
		"days", number(g.minuteDays), "minutes", number(c.b.Minutes), "first", g.firstMinute, "longest", number(g.longest))
	c.report(g.weeks, table.MissingWeeks, severity, many(g.weeks.count, "gap")+" of a week or longer, "+many(g.weekDays, "trading day")+" in all, the first from "+
		g.weekFirst+"; no window reaches across", "first", g.weekFirst, "last", g.weekLast, "days", number(g.weekDays), "longest", number(g.longestRun))
	switch {
	case c.china:
		c.report(g.days, table.MissingDays, severity, many(g.days.count, "trading day")+" without a bar, the first "+g.firstDay+"; no window reaches across", "first", g.firstDay)
	case g.days.count <= len(c.days)/4: // more than that, and the series is no daily one
		c.report(g.days, table.MissingDays, severity, many(g.days.count, "weekday")+" without a bar, the first "+g.firstDay+"; perhaps holidays", "first", g.firstDay)
	}
	c.report(g.outside, table.OutsideSession, table.Warning, many(g.outside.count, "bar")+" outside trading hours, the first at "+g.outsideText+
		"; if many, the times may mean the other end of the bar or another zone", "example", g.outsideText, "stamp", c.o.Stamp)
	if g.closed.count > 0 {
		day := dayText(g.closedDays[0])
		c.report(g.closed, table.NotTradingDay, table.Warning, many(g.closed.count, "bar")+" on "+many(len(g.closedDays), "day")+
			" without trading, the first "+day, "day", day, "days", number(len(g.closedDays)))
	}
	c.report(g.partial, table.PartialDay, table.Notice, "not a whole day: "+strings.Join(g.partialDay, " and ")+" with "+strings.Join(g.partialBars, " and ")+
		" of "+many(g.full, "bar"), "day", strings.Join(g.partialDay, ", "), "bars", strings.Join(g.partialBars, ", "), "full", number(g.full))
	c.report(g.breaker, table.CircuitBreaker, table.Notice, "the circuit breaker ended trading early on "+strings.Join(g.halts, " and ")+
		"; the rest of the day is not missing", "day", strings.Join(g.halts, ", "))
}

// usual is the usual set of minutes in which bars of a series end.
type usual struct{ in [1441]bool }

// usual derives the hours of a series from the minutes that most of its days
// have. Fewer than three days say nothing.
func (c *checker) usual() *usual {
	if len(c.days) < 3 || c.b.Minutes <= 0 {
		return nil
	}
	var seen [1441]int32
	for _, s := range c.days {
		start := int64(s.day) * msDay
		last := 0
		for _, t := range c.b.Time[s.from:s.to] {
			if e := int((t - start + 59_999) / 60_000); e != last {
				seen[e]++
				last = e
			}
		}
	}
	u := &usual{}
	for e, n := range seen {
		u.in[e] = int(n)*2 > len(c.days)
	}
	return u
}

// among counts the usual minutes that are missing between two bars of a day.
// Days that begin late or end early are common elsewhere and not counted.
func (g *gaps) among(s span, u *usual) {
	c := g.c
	step := c.b.Minutes
	before := g.minutes.count
	for i := s.from + 1; i < s.to; i++ {
		if c.b.Time[i]-c.b.Time[i-1] <= int64(step)*60_000 {
			continue
		}
		n, first := 0, 0
		for e := minuteOf(c.b.Time[i-1], s.day) + step; e < minuteOf(c.b.Time[i], s.day); e += step {
			if u.in[e] {
				if n == 0 {
					first = e
				}
				n++
			}
		}
		if n > 0 {
			g.missing(s, i, n, first)
		}
	}
	if g.minutes.count > before {
		g.minuteDays++
	}
}

func isKnown(day int) bool { return calendar.IsKnown(calendar.OfUnixDay(day)) }

// isTradingDay takes every weekday outside the known calendar for open.
func isTradingDay(day int) bool {
	open, _ := calendar.IsTradingDay(calendar.OfUnixDay(day))
	return open
}

// tradingDays counts those after a day up to and including another.
func tradingDays(after, to int) int {
	return calendar.TradingDays(calendar.OfUnixDay(after), calendar.OfUnixDay(to)).Days
}

// weekdays counts the Mondays to Fridays after a day up to and including
// another; 1970-01-01 was a Thursday.
func weekdays(after, to int) int { return weekdaysUntil(to) - weekdaysUntil(after) }

func weekdaysUntil(day int) int {
	n := day + 4 + 7*1_000_000 // days from a Monday long ago
	return n/7*5 + min(n%7, 5)
}
