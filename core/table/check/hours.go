package check

import "fairbasis/core/market"

// hours are the trading hours of a day as places of bars: place[e] is the
// place of the bar that ends in minute e of the day, 0 for the first.
type hours struct {
	bars  int // of a full day; 0 where bars of this length do not fill a session
	place [1441]int16
}

// Places of minutes that hold no bar of the session.
const (
	outside = -1 // closed, or between the ends of bars
	auction = -2 // the opening auction, which some sources give a bar of its own
	inside  = -3 // open, but bars of this length have no fixed place
)

// The sessions of the exchange in minutes of the day. Index futures traded
// from 09:15 to 15:15 until the end of 2015 (market: notice of 2016-01-01),
// a contract on its last day to 15:00.
const (
	morning, noon, lunch, closing = 9*60 + 30, 11*60 + 30, 13 * 60, 15 * 60
	oldMorning, oldClosing        = 9*60 + 15, 15*60 + 15
	firstNewDay                   = 16801 // 2016-01-01
)

// The circuit breaker of the index ended trading early on these days: after
// 13:33 and after 09:59. It was in force from 1 to 7 January 2016 only.
const breakerDay1, breakerDay2 = 16804, 16807 // 2016-01-04, 2016-01-07

// newHours lays bars of some minutes into a day.
func newHours(minutes int, old bool) *hours {
	open, end := morning, closing
	if old {
		open, end = oldMorning, oldClosing
	}
	h := &hours{}
	grid := minutes > 0 && (noon-open)%minutes == 0 && (end-lunch)%minutes == 0
	for e := range h.place {
		h.place[e] = outside
		in := open < e && e <= noon || lunch < e && e <= end
		switch {
		case e == open:
			h.place[e] = auction
		case in && !grid:
			h.place[e] = inside
		case in && e <= noon && (e-open)%minutes == 0:
			h.place[e] = int16((e-open)/minutes - 1)
		case in && e > lunch && (e-lunch)%minutes == 0:
			h.place[e] = int16((noon-open+e-lunch)/minutes - 1)
		}
	}
	if grid {
		h.place[lunch] = h.place[noon] // TongDaXin gives the last bar of the morning the time 13:00
		h.bars = (noon - open + end - lunch) / minutes
	}
	return h
}

// minute returns the minute of the day in which the bar at a place ends.
func (h *hours) minute(place int) int {
	for e, p := range h.place {
		if int(p) == place {
			return e
		}
	}
	return 0
}

// oldHours reports whether the days before 2016 have bars outside the hours
// of today, and how many such days there are.
func (c *checker) oldHours() (kept bool, days int) {
	for _, s := range c.days {
		if s.day >= firstNewDay {
			break
		}
		days++
		first, last := minuteOf(c.b.Time[s.from], s.day), minuteOf(c.b.Time[s.to-1], s.day)
		if oldMorning < first && first < morning || closing < last && last <= oldClosing || c.b.Minutes == 15 && first == morning {
			kept = true
		}
	}
	return kept, days
}

// looksChinese reports whether a series of unknown origin keeps the calendar
// and the hours of the Chinese exchanges: no bar on a closed day and, for
// daily bars, at least three closed weekdays among its days; for others no bar
// outside the hours and at least one full day.
func (c *checker) looksChinese() bool {
	first, last := c.days[0].day, c.days[len(c.days)-1].day
	for _, s := range c.days {
		if !isTradingDay(s.day) {
			return false
		}
	}
	if c.b.Minutes == market.Daily {
		return weekdays(first, last)-tradingDays(first, last) >= 3 && len(c.days) > (last-first)/2
	}
	h, full := newHours(c.b.Minutes, false), false
	if h.bars == 0 {
		return false
	}
	for _, s := range c.days {
		for _, t := range c.b.Time[s.from:s.to] {
			if h.place[minuteOf(t, s.day)] == outside {
				return false
			}
		}
		full = full || s.to-s.from >= h.bars
	}
	return full
}
