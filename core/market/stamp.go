package market

import "fairbasis/core/calendar"

// DayMillis is the length of a day in milliseconds.
const DayMillis = 24 * 60 * 60 * 1000

// Day returns the day bar i belongs to. A bar that ends at midnight belongs to
// the day that ends with it; a daily bar has midnight at the beginning of its
// own day.
func (b *Bars) Day(i int) calendar.Date { return calendar.OfUnixDay(b.day(i)) }

// day is Day as days since 1970-01-01.
func (b *Bars) day(i int) int {
	t := b.Time[i]
	if b.Minutes != Daily {
		t--
	}
	return floorDay(t)
}

func floorDay(t int64) int {
	d := t / DayMillis
	if t%DayMillis < 0 {
		d--
	}
	return int(d)
}

// AppendStamp appends a stamp as text: 2024-09-13 for a daily bar, else
// 2024-09-13 09:31, with seconds and their thousandths where there are any.
// Outside the years 1 to 9999 it appends nothing.
func AppendStamp(dst []byte, ms int64, daily bool) []byte {
	n := floorDay(ms)
	d := calendar.OfUnixDay(n)
	if d.IsZero() {
		return dst
	}
	year, month, day := d.Civil()
	dst = append(dst, byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-')
	dst = append(dst, byte('0'+month/10), byte('0'+month%10), '-', byte('0'+day/10), byte('0'+day%10))
	if daily {
		return dst
	}
	rest := int(ms - int64(n)*DayMillis)
	hour, minute, second, milli := rest/3600000, rest/60000%60, rest/1000%60, rest%1000
	dst = append(dst, ' ', byte('0'+hour/10), byte('0'+hour%10), ':', byte('0'+minute/10), byte('0'+minute%10))
	if second == 0 && milli == 0 {
		return dst
	}
	dst = append(dst, ':', byte('0'+second/10), byte('0'+second%10))
	if milli != 0 {
		dst = append(dst, '.', byte('0'+milli/100), byte('0'+milli/10%10), byte('0'+milli%10))
	}
	return dst
}

// Stamp is AppendStamp as a string.
func Stamp(ms int64, daily bool) string { return string(AppendStamp(nil, ms, daily)) }
