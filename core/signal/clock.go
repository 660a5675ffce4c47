package signal

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
)

// clock are the trading minutes of the exchange: 09:30-11:30 and 13:00-15:00,
// for futures before 2016 09:15-11:30 and 13:00-15:15.
type clock struct {
	b     *market.Bars
	early bool // days before 2016 begin at 09:15
}

const (
	morning, noon, lunch, closing = 9*60 + 30, 11*60 + 30, 13 * 60, 15 * 60
	quarter                       = 15
	firstNewDay                   = 16801 // 2016-01-01, days since 1970
)

func (p *Prepared) clock() clock {
	c := clock{b: p.Bars}
	for k, from := range p.Day {
		day := c.day(int(from))
		if day >= firstNewDay {
			break
		}
		first, last := c.minute(int(from), day), c.minute(p.end(p.Day, k)-1, day)
		if first > morning-quarter && first < morning || last > closing && last <= closing+quarter {
			c.early = true
			break
		}
	}
	return c
}

// day returns the day of a bar as days since 1970-01-01.
func (c clock) day(bar int) int { return c.b.Day(bar).UnixDay() }

// minute returns the minute of its day with which a bar ends, -1 if it ends
// within one.
func (c clock) minute(bar, day int) int {
	ms := c.b.Time[bar] - int64(day)*market.DayMillis
	if ms%60_000 != 0 {
		return -1
	}
	return int(ms / 60_000)
}

// place returns the trading minute of a day that ends with a minute of the
// clock, from 0, and how many the day has; -1 outside the sessions.
func (c clock) place(minute, day int) (place, minutes int) {
	before := 0
	if c.early && day < firstNewDay {
		before = quarter
	}
	open, end := morning-before, closing+before
	minutes = noon - open + end - lunch
	switch {
	case minute > open && minute <= noon:
		return minute - open - 1, minutes
	case minute > lunch && minute <= end:
		return noon - open + minute - lunch - 1, minutes
	}
	return -1, minutes
}

// never is more trading minutes than any hole that is filled.
const never = math.MaxInt32

// since returns the trading minutes from the end of the bar before to the end
// of a bar: never where whole days are between them, false where one of them
// is outside the sessions.
func (c clock) since(bar int) (minutes int, ok bool) {
	a, b := c.day(bar-1), c.day(bar)
	if c.b.Minutes == market.Daily {
		if isNext(a, b) {
			return market.Daily, true
		}
		return never, true
	}
	from, length := c.place(c.minute(bar-1, a), a)
	to, _ := c.place(c.minute(bar, b), b)
	switch {
	case from < 0 || to < 0:
		return 0, false
	case a == b:
		return to - from, true
	case isNext(a, b):
		return length - from + to, true
	}
	return never, true
}

// isNext reports whether b is the trading day after a.
func isNext(a, b int) bool {
	return calendar.Next(calendar.OfUnixDay(a)).Date == calendar.OfUnixDay(b)
}
