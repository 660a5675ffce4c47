package scan

import (
	"math/bits"

	"fairbasis/core/calendar"
)

const (
	dayMs    = 86_400_000
	minuteMs = 60_000
	// Stamps outside these years are mistakes: a number that is no date.
	firstYear, lastYear = 1900, 2199
)

var (
	earliest = int64(calendar.MustOf(firstYear, 1, 1).UnixDay()) * dayMs
	latest   = int64(calendar.MustOf(lastYear+1, 1, 1).UnixDay()) * dayMs
	excelDay = int64(calendar.MustOf(1899, 12, 30).UnixDay())
)

// moment is a stamp as read: ms of the clock in the file since 1970-01-01
// 00:00, and the offset of that clock if the stamp has one.
type moment struct {
	local  int64
	zoned  bool
	offset int // minutes east
}

// readStamp reads date and time of day in one cell of folded ASCII without
// blanks around it. The time of day may be missing.
func readStamp(b []byte, form Form) (m moment, why Why) {
	if form >= UnixSeconds {
		m.local, why = readCount(b, form)
		return m, why
	}
	day, rest, why := readDate(b, form)
	if why != 0 {
		return m, why
	}
	m.local = day * dayMs
	if len(rest) == 0 {
		return m, 0
	}
	if rest[0] == 'T' || rest[0] == 't' {
		rest = rest[1:]
	}
	ms, rest, _, ok := readClock(Trim(rest), free)
	if !ok {
		return m, BadStamp
	}
	m.local += ms
	if len(rest) > 0 {
		if m.offset, ok = readOffset(rest); !ok {
			return m, BadStamp
		}
		m.zoned = true
	}
	return m, 0
}

// readCount reads a count of seconds and the like since 1970, or of days since
// 1899-12-30, and rounds it to ms.
func readCount(b []byte, form Form) (ms int64, why Why) {
	ms, ok := scaled(b, form)
	if !ok {
		return 0, BadStamp
	}
	if form == ExcelDay {
		ms += excelDay * dayMs
	}
	if ms < earliest || ms >= latest {
		return 0, BadStamp
	}
	return ms, 0
}

// scaled reads the number of such a count and makes ms of it, rounded.
func scaled(b []byte, form Form) (ms int64, ok bool) {
	d, ok := readDecimal(b)
	if !ok || d.percent || d.long && (d.scale <= 0 || d.exponent != 0) {
		return 0, false // of too many decimals the first ones do
	}
	var hi, lo uint64
	up := -d.scale
	switch form {
	case UnixSeconds:
		up += 3
	case UnixMicros:
		up -= 3
	case UnixNanos:
		up -= 6
	}
	lo = d.mantissa
	if form == ExcelDay {
		hi, lo = bits.Mul64(lo, dayMs)
	}
	for ; up > 0 && hi == 0; up-- {
		hi, lo = bits.Mul64(lo, 10)
	}
	switch {
	case lo == 0 && hi == 0:
	case up > 0 || up < -18:
		return 0, false
	case up < 0:
		by := powers[-up]
		if hi >= by {
			return 0, false
		}
		var rest uint64
		lo, rest = bits.Div64(hi, lo, by)
		if rest >= by-rest && !d.minus || rest > by-rest {
			lo++
		}
	case hi != 0:
		return 0, false
	}
	if lo > 1<<62 {
		return 0, false
	}
	ms = int64(lo)
	if d.minus {
		ms = -ms
	}
	return ms, true
}

// readDate reads a date at the beginning of b and returns its day since
// 1970-01-01 and what follows it.
func readDate(b []byte, form Form) (day int64, rest []byte, why Why) {
	n1, l1 := number(b)
	var y, m, d int
	switch {
	case l1 == 8 || l1 == 12 || l1 == 14:
		y, _ = number(b[:4])
		m, _ = number(b[4:6])
		d, _ = number(b[6:8])
		rest = b[8:]
	case l1 == 0 || l1 > 4 || len(b) < l1+4 || b[l1] != '-' && b[l1] != '/' && b[l1] != '.':
		return 0, nil, BadStamp
	default:
		n2, l2 := number(b[l1+1:])
		at := l1 + 1 + l2
		if l2 == 0 || l2 > 2 || at >= len(b) || b[at] != b[l1] {
			return 0, nil, BadStamp
		}
		n3, l3 := number(b[at+1:])
		rest = b[at+1+l3:]
		switch {
		case l1 == 4 && (l3 == 1 || l3 == 2):
			y, m, d = n1, n2, n3
		case l1 <= 2 && (l3 == 2 || l3 == 4) && form == DayFirst:
			y, m, d = n3, n2, n1
		case l1 <= 2 && (l3 == 2 || l3 == 4) && form == MonthFirst:
			y, m, d = n3, n1, n2
		default:
			return 0, nil, BadStamp
		}
		if l3 == 2 && l1 != 4 {
			y += 1900
			if y < 1970 {
				y += 100
			}
		}
	}
	if y < firstYear || y > lastYear {
		return 0, nil, BadStamp
	}
	if m < 1 || m > 12 || d < 1 || d > 31 || d > 28 && d > monthDays(y, m) {
		return 0, nil, NoSuchDay
	}
	return int64(calendar.MustOf(y, m, d).UnixDay()), rest, 0
}

func monthDays(y, m int) int {
	switch {
	case m == 4 || m == 6 || m == 9 || m == 11:
		return 30
	case m != 2:
		return 31
	case y%4 == 0 && (y%100 != 0 || y%400 == 0):
		return 29
	}
	return 28
}

// number reads the digits at the beginning of b: their value, if they are at
// most 9, and how many there are.
func number(b []byte) (n, digits int) {
	for digits < len(b) && b[digits]-'0' <= 9 {
		if digits < 9 {
			n = n*10 + int(b[digits]-'0')
		}
		digits++
	}
	return n, digits
}

// width says how a clock without colons was written.
type width uint8

const (
	free    width = iota // with colons, or with all its zeros
	minutes              // 931: hours and minutes, or seconds whose zeros were lost
	seconds              // 93100: has seconds for certain
)

// readClock reads a time of day at the beginning of b, in ms, and returns what
// follows it. 24:00 is the end of the day. Bare digits of at most four are
// hours and minutes; with as == seconds those without a leading zero are a
// time with seconds that lost its zeros.
func readClock(b []byte, as width) (ms int64, rest []byte, is width, ok bool) {
	n, l := number(b)
	var h, m, s, milli int
	at := l
	switch {
	case l >= 1 && l <= 2 && at < len(b) && b[at] == ':':
		var lm, ls int
		h = n
		m, lm = number(b[at+1:])
		if at += 1 + lm; lm == 0 || lm > 2 {
			return 0, nil, 0, false
		}
		if at < len(b) && b[at] == ':' {
			s, ls = number(b[at+1:])
			if at += 1 + ls; ls == 0 || ls > 2 {
				return 0, nil, 0, false
			}
			milli, at = readMilli(b, at)
		}
	case l >= 1 && l <= 4 && (as != seconds || l == 4 && b[0] == '0'):
		h, m = n/100, n%100
		if l < 4 || b[0] != '0' {
			is = minutes
		}
	case l >= 1 && l <= 6:
		h, m, s = n/10000, n/100%100, n%100
		if is = seconds; l == 6 && b[0] == '0' {
			is = free
		}
		milli, at = readMilli(b, at)
	case l == 8 || l == 9: // 93100500, with ms
		milli = n % 1000
		n /= 1000
		h, m, s = n/10000, n/100%100, n%100
	default:
		return 0, nil, 0, false
	}
	rest = Trim(b[at:])
	if len(rest) >= 2 && rest[1]|32 == 'm' && (rest[0]|32 == 'a' || rest[0]|32 == 'p') {
		if h < 1 || h > 12 {
			return 0, nil, 0, false
		}
		if h %= 12; rest[0]|32 == 'p' {
			h += 12
		}
		rest = Trim(rest[2:])
	}
	if m > 59 || s > 59 || h > 24 || h == 24 && m|s|milli != 0 {
		return 0, nil, 0, false
	}
	return int64(h*60+m)*minuteMs + int64(s*1000+milli), rest, is, true
}

// readMilli reads decimals of a second at b[at:], if there are any, rounded to
// ms, which may be 1000.
func readMilli(b []byte, at int) (ms, end int) {
	if at+1 >= len(b) || b[at] != '.' && b[at] != ',' || b[at+1]-'0' > 9 {
		return 0, at
	}
	for i, unit := at+1, 100; ; i++ {
		if i == len(b) || b[i]-'0' > 9 {
			return ms, i
		}
		if unit > 0 {
			ms += int(b[i]-'0') * unit
		} else if unit == 0 && b[i] >= '5' {
			ms++
		}
		if unit /= 10; unit == 0 && i > at+3 {
			unit = -1
		}
	}
}

// readOffset reads Z, +08:00, +0800 or +08, in minutes east.
func readOffset(b []byte) (minutes int, ok bool) {
	if len(b) == 1 && b[0]|32 == 'z' {
		return 0, true
	}
	if len(b) < 2 || b[0] != '+' && b[0] != '-' {
		return 0, false
	}
	h, l := number(b[1:])
	m, at := 0, 1+l
	switch {
	case l == 4 && at == len(b):
		h, m = h/100, h%100
	case l == 2 && at == len(b):
	case l == 2 && len(b) == 6 && b[at] == ':':
		if m, l = number(b[at+1:]); l != 2 {
			return 0, false
		}
	default:
		return 0, false
	}
	if h > 14 || m > 59 {
		return 0, false
	}
	if minutes = h*60 + m; b[0] == '-' {
		minutes = -minutes
	}
	return minutes, true
}
