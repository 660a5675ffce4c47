package load

import (
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// times reads the stamps of columns: all of them days, or all of them times.
func (r *inline) times() {
	r.time = make([]int64, len(r.stamps))
	days, last := 0, -1
	for i, v := range r.stamps {
		at := fault.Join("time", strconv.Itoa(i))
		text, ok := v.(string)
		if !ok {
			r.refuse(at, "wrong_kind", "must be a text, such as 2024-09-13 or 2024-09-13 09:31")
			continue
		}
		ms, day, ok := stampOf(text)
		if !ok {
			got := clipped(text)
			r.refuse(at, "bad_date", "must be 2024-09-13, or 2024-09-13 09:31 with or without seconds, on the clock of the exchange; got “"+got+"”", "got", got)
			continue
		}
		if day {
			days++
		}
		if r.time[i] = ms; last >= 0 && ms <= r.time[last] {
			r.refuse(at, "not_ascending", "must come after the time before it, got "+text+" after "+r.stamps[last].(string),
				"got", text, "before", r.stamps[last].(string))
		}
		last = i
	}
	if r.count > 0 {
		return
	}
	r.dated = days == len(r.time)
	switch {
	case days > 0 && !r.dated:
		r.refuse("time", "wrong_kind", "must all be days, or all have a time of day")
	case r.dated && r.minutes > 0 && r.minutes != market.Daily:
		r.refuse("minutes", "wrong_kind", "must be 1440, or left out, where times are days")
	case !r.dated && r.minutes == market.Daily:
		r.refuse("time", "wrong_kind", "must be days, such as 2024-09-13, where minutes is 1440")
	case !r.dated && r.minutes > 0:
		for i := 1; i < len(r.time); i++ {
			if r.time[i]-r.time[i-1] < int64(r.minutes)*minute {
				r.refuse("minutes", "wrong_kind", "is more than the time between bars "+number(i-1)+" and "+number(i))
				return
			}
		}
	}
}

// stampOf reads 2024-09-13, 2024-09-13 09:31, 2024-09-13T09:31:30 and
// thousandths of a second behind it.
func stampOf(text string) (ms int64, day, ok bool) {
	if len(text) < 10 || text[4] != '-' || text[7] != '-' || text[0] < '0' || text[0] > '9' {
		return 0, false, false
	}
	for i := range 10 {
		if c := text[i]; i != 4 && i != 7 && (c < '0' || c > '9') {
			return 0, false, false
		}
	}
	d, err := calendar.Parse(text[:10])
	if err != nil {
		return 0, false, false
	}
	ms = int64(d.UnixDay()) * market.DayMillis
	if len(text) == 10 {
		return ms, true, true
	}
	clock, fraction, found := strings.Cut(text[11:], ".")
	if c := text[10]; c != ' ' && c != 'T' || len(clock) != 5 && len(clock) != 8 || found && (len(clock) != 8 || len(fraction) != 3) {
		return 0, false, false
	}
	for k, of := range []struct{ at, below, unit int }{{0, 24, 3_600_000}, {3, 60, 60_000}, {6, 60, 1000}} {
		if of.at > len(clock) {
			break
		}
		n, err := strconv.Atoi(clock[of.at : of.at+2])
		if err != nil || clock[of.at] < '0' || clock[of.at] > '9' || n >= of.below || k > 0 && clock[of.at-1] != ':' {
			return 0, false, false
		}
		ms += int64(n * of.unit)
	}
	if found {
		n, err := strconv.ParseUint(fraction, 10, 16)
		if err != nil || fraction[0] < '0' || fraction[0] > '9' {
			return 0, false, false
		}
		ms += int64(n)
	}
	return ms, false, true
}

// clipped keeps a quoted input short enough for a message.
func clipped(text string) string {
	if r := []rune(text); len(r) > 40 {
		return string(r[:40]) + "..."
	}
	return text
}
