package xlsx

import (
	"math"
	"strconv"

	"fairbasis/core/calendar"
)

// exact is how many digits a decimal number may have to come back from a
// double unchanged. With more, the file may hold the noise of one:
// 3822.4000000000001 for 3822.4.
const exact = 15

// appendNumber appends a number as the shortest decimal that reads back to
// the same double, without an exponent, and reports whether v was a number.
func appendNumber(out, v []byte) ([]byte, bool) {
	digits, point, i := 0, -1, 0
	if len(v) > 0 && v[0] == '-' {
		i = 1
	}
	lead := true
	for ; i < len(v); i++ {
		c := v[i]
		if c >= '0' && c <= '9' {
			if c != '0' || !lead {
				lead = false
				digits++
			}
			continue
		}
		if c != '.' || point >= 0 {
			break
		}
		point = i
	}
	padded := len(v) > 1 && v[0] == '0' && v[1] != '.'
	if i == len(v) && digits <= exact && !padded && i > 0 && v[i-1] >= '0' && v[i-1] <= '9' && point != 0 && v[max(point-1, 0)] != '-' {
		if point >= 0 && v[i-1] == '0' {
			for i > point+1 && v[i-1] == '0' {
				i--
			}
			if i == point+1 {
				i--
			}
		}
		return append(out, v[:i]...), true
	}
	x, ok := double(v)
	if !ok {
		return out, false
	}
	return strconv.AppendFloat(out, x, 'f', -1, 64), true
}

// double reads a number as spreadsheets write it: digits, a point, an
// exponent. No NaN, Inf, hexadecimal digits or underscores.
func double(v []byte) (float64, bool) {
	if len(v) == 0 || len(v) > 400 {
		return 0, false
	}
	for _, c := range v {
		if c > '9' && c != 'e' && c != 'E' || c < '0' && c != '.' && c != '-' && c != '+' {
			return 0, false
		}
	}
	x, err := strconv.ParseFloat(string(v), 64)
	return x, err == nil
}

// appendPercent appends 0.021 as 2.1%, moving the point of the decimal number
// rather than multiplying.
func appendPercent(out, v []byte) ([]byte, bool) {
	start := len(out)
	out, ok := appendNumber(out, v)
	if !ok {
		return out, false
	}
	if out[start] == '-' {
		start++
	}
	whole := len(out)
	for i := start; i < len(out); i++ {
		if out[i] == '.' {
			whole = i
			break
		}
	}
	for range 2 {
		if whole < len(out)-1 {
			out[whole], out[whole+1] = out[whole+1], '.'
			whole++
		} else {
			if whole == len(out)-1 {
				out = out[:whole] // a point at the end
			}
			out = append(out, '0')
			whole = len(out)
		}
	}
	if whole == len(out)-1 {
		out = out[:whole]
	}
	// 0.021 is 002.1 by now.
	zeros := 0
	for start+zeros+1 < len(out) && out[start+zeros] == '0' && out[start+zeros+1] != '.' {
		zeros++
	}
	out = append(out[:start], out[start+zeros:]...)
	return append(out, '%'), true
}

// Serial days of the first and the last day Excel knows, 9999-12-31.
const (
	lastSerial = 2958465
	dayMillis  = 24 * 60 * 60 * 1000
)

// stamps writes serial days as dates, remembering the last day: bars come by
// the day.
type stamps struct {
	since04 bool
	day     int
	text    [10]byte
	known   bool
}

// append appends a serial day in the form of its style: 2006-01-02,
// 2006-01-02 15:04:05, or 15:04:05, with milliseconds where there are any. A
// format that shows only a part does not hide the other: a date with a time
// of day, and a time of day with a date, are written with both. What is no
// day of the calendar of Excel is left to be written as a number.
func (s *stamps) append(out, v []byte, st style) ([]byte, bool) {
	day, ms, ok := serial(v)
	if !ok {
		return out, false
	}
	if day == 0 && (st == clock || st == duration) {
		return appendClock(out, ms), true
	}
	if st == duration {
		return out, false
	}
	if ms >= dayMillis {
		day++
		ms = 0
	}
	if !s.known || s.day != day {
		s.write(day)
	}
	out = append(out, s.text[:]...)
	if st == date && ms == 0 {
		return out, true
	}
	return appendClock(append(out, ' '), ms), true
}

// serial splits a serial day into its day and the milliseconds of its time,
// rounded; up to 86,400,000 of them. As programs write them, digits with a
// point, it is read in integers: eleven places of a day are a microsecond.
func serial(v []byte) (day, ms int, ok bool) {
	i := 0
	for i < len(v) && v[i] >= '0' && v[i] <= '9' && day <= lastSerial {
		day = day*10 + int(v[i]-'0')
		i++
	}
	if i > 0 && i < len(v) && v[i] == '.' {
		i++
		part, unit := 0, 100_000_000_000
		for ; i < len(v) && v[i] >= '0' && v[i] <= '9'; i++ {
			if unit > 1 {
				unit /= 10
				part += int(v[i]-'0') * unit
			}
		}
		ms = (part*dayMillis + 50_000_000_000) / 100_000_000_000
	}
	if i == 0 || i < len(v) { // an exponent, or no number
		x, isNumber := double(v)
		if !isNumber || x < 0 || x >= lastSerial+1 {
			return 0, 0, false
		}
		day = int(x)
		ms = int(math.Floor((x-float64(day))*dayMillis + 0.5))
	}
	return day, ms, day <= lastSerial
}

// write writes a serial day. Day 1 is 1900-01-01, and day 60 the 29th of
// February 1900, which Lotus 1-2-3 believed in and Excel kept (ECMA-376 part
// 1, 18.17.4.1); day 0 is shown as the day before the first. In the other
// system day 0 is 1904-01-01.
func (s *stamps) write(day int) {
	s.day, s.known = day, true
	from := 25569 // 1970-01-01
	switch {
	case s.since04:
		from = 24107
	case day == 60:
		copy(s.text[:], "1900-02-29")
		return
	case day < 60:
		from = 25568
	}
	y, m, d := calendar.OfUnixDay(day - from).Civil()
	for i := 3; i >= 0; i-- {
		s.text[i] = byte('0' + y%10)
		y /= 10
	}
	s.text[4], s.text[7] = '-', '-'
	s.text[5], s.text[6] = byte('0'+m/10), byte('0'+m%10)
	s.text[8], s.text[9] = byte('0'+d/10), byte('0'+d%10)
}

func appendClock(out []byte, ms int) []byte {
	sec := ms / 1000
	h, m, c := sec/3600, sec/60%60, sec%60
	out = append(out, byte('0'+h/10), byte('0'+h%10), ':', byte('0'+m/10), byte('0'+m%10), ':', byte('0'+c/10), byte('0'+c%10))
	if ms %= 1000; ms != 0 {
		out = append(out, '.', byte('0'+ms/100), byte('0'+ms/10%10), byte('0'+ms%10))
	}
	return out
}
