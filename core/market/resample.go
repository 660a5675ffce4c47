package market

import (
	"strconv"

	"fairbasis/core/calendar"
)

// Minutes of the day at which the sessions of the exchange begin and end.
const (
	earlyOpen    = 9*60 + 15 // futures before 2016
	morningOpen  = 9*60 + 30
	morningEnd   = 11*60 + 30
	afternoon    = 13 * 60
	afternoonEnd = 15 * 60
	lateEnd      = 15*60 + 15 // futures before 2016
)

// Resample merges bars into longer ones: open of the first, highest high,
// lowest low, close, settlement and open interest of the last, sums of volume
// and amount; empty cells are passed over.
//
// Bars of the sessions of the exchange are counted from their beginning, so
// that 5 minutes end at 09:35 ... 11:30, 13:05 ... 15:00 and an hour ends at
// 10:30, 11:30, 14:00 and 15:00; the days of futures before 2016 begin at 09:15
// and end at 15:15. A bar stamped 09:30, the opening auction, belongs to the
// first bar. Series with other hours are counted from midnight. Daily bars are
// made of the bars of each day. Rows are those of the first bar merged.
//
// minutes must be a whole multiple of the length of the bars, at most half a
// day, or Daily; otherwise the refusal says which lengths were met.
func Resample(b *Bars, minutes int) (*Bars, error) {
	if b.Minutes == minutes && minutes > 0 {
		return b, nil
	}
	if b.Minutes <= 0 || minutes < b.Minutes || minutes%b.Minutes != 0 || minutes > Daily/2 && minutes != Daily {
		return nil, refuse("lengths", named(b)+" has bars of "+length(b.Minutes)+", of which no bars of "+length(minutes)+
			" can be made; the longer must be a whole multiple of the shorter",
			"symbol", b.Symbol, "minutes", strconv.Itoa(b.Minutes), "wanted", strconv.Itoa(minutes))
	}
	home := b.keepsSessions()
	out := *b
	out.Minutes, out.Time, out.Row, out.Segment, out.Extra = minutes, nil, nil, nil, nil
	var starts []int32 // first bar of every longer bar
	early := false
	for i, t := range b.Time {
		day := b.day(i)
		if i == 0 || day != b.day(i-1) {
			m := minuteOf(t, day)
			early = m > earlyOpen && m < morningOpen
		}
		end := int64(day) * DayMillis
		if minutes != Daily {
			end += int64(bucketEnd(minuteOf(t, day), minutes, home, early)) * 60000
		}
		if n := len(out.Time); n == 0 || out.Time[n-1] != end {
			starts = append(starts, int32(i))
			out.Time = append(out.Time, end)
			if b.Row != nil {
				out.Row = append(out.Row, b.Row[i])
			}
		}
	}
	for _, e := range b.Extra {
		out.Extra = append(out.Extra, Named{e.Name, Merge(e.Column, starts, TakeLast)})
	}
	how := [...]Take{TakeFirst, TakeHighest, TakeLowest, TakeLast, TakeLast, TakeFirst, TakeSum, TakeSum, TakeLast}
	role := 0
	out.Columns(func(_ string, c *Column) {
		if role < len(how) {
			*c = Merge(*c, starts, how[role])
		}
		role++
	})
	out.Segment = resampledSegments(b, &out, starts, home)
	return &out, nil
}

// minuteOf returns the minute of its day in which a bar ends, 1 to 1440.
func minuteOf(t int64, day int) int {
	return int((t - int64(day)*DayMillis + 59999) / 60000)
}

// keepsSessions reports whether every bar ends inside the sessions of the exchange.
func (b *Bars) keepsSessions() bool {
	for i, t := range b.Time {
		m := minuteOf(t, b.day(i))
		if !(m > earlyOpen && m <= morningEnd || m > afternoon && m <= lateEnd) {
			return false
		}
	}
	return true
}

// bucketEnd returns the minute at which the longer bar ends that holds a bar
// ending at minute m.
func bucketEnd(m, minutes int, home, early bool) int {
	if !home {
		return (m + minutes - 1) / minutes * minutes
	}
	open, end := morningOpen, morningEnd
	switch {
	case m > afternoonEnd:
		open, end = afternoonEnd, lateEnd
	case m > afternoon:
		open, end = afternoon, afternoonEnd
	case early:
		open = earlyOpen
	}
	m = max(m, open+1) // the opening auction
	return min(open+(m-open+minutes-1)/minutes*minutes, end)
}

// resampledSegments keeps a break where bars are missing on the longer clock
// too: minutes missing inside a longer bar are not.
func resampledSegments(b, out *Bars, starts []int32, home bool) []int32 {
	var segments []int32
	s := 0
	for k, from := range starts {
		broken := k == 0
		for s < len(b.Segment) && b.Segment[s] <= from {
			broken = broken || k > 0 && b.Segment[s] > starts[k-1]
			s++
		}
		if k == 0 || broken && !out.follows(k, home) {
			segments = append(segments, int32(k))
		}
	}
	return segments
}

// follows reports whether no bar is missing before bar k.
func (b *Bars) follows(k int, home bool) bool {
	before, after := b.Time[k-1], b.Time[k]
	if !home {
		return after-before == int64(b.Minutes)*60000
	}
	day, yesterday := b.day(k), b.day(k-1)
	next := day == yesterday || calendar.Next(dateOf(yesterday)).Date == dateOf(day)
	if b.Minutes == Daily || !next {
		return next
	}
	m, p := minuteOf(after, day), minuteOf(before, yesterday)
	switch {
	case day != yesterday:
		return p >= afternoonEnd && (m == min(morningOpen+b.Minutes, morningEnd) || m == min(earlyOpen+b.Minutes, morningEnd))
	case p == morningEnd:
		return m == min(afternoon+b.Minutes, afternoonEnd)
	case p < morningEnd:
		return m == min(p+b.Minutes, morningEnd)
	case p < afternoonEnd:
		return m == min(p+b.Minutes, afternoonEnd)
	}
	return m == min(p+b.Minutes, lateEnd)
}
