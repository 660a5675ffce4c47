package calendar

import (
	"strconv"
	"strings"

	"fairbasis/core/fault"
)

// A Date is a day of the proleptic Gregorian calendar, without a time of day or a zone.
// It is stored as one day number, so dates compare with == and serve as map keys.
// The zero Date means "no date"; every other Date lies between 0001-01-01 and 9999-12-31.
type Date struct {
	n int32 // days, 0001-01-01 is 1
}

const (
	unixEpoch = 719163  // day number of 1970-01-01
	lastDay   = 3652059 // day number of 9999-12-31
)

// Of returns the date with the given year, month and day, or an error if there is no such day.
func Of(year, month, day int) (Date, error) {
	if year < 1 || year > 9999 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		got := strconv.Itoa(year) + "-" + strconv.Itoa(month) + "-" + strconv.Itoa(day)
		return Date{}, refuse("bad_date", got+" is no day of the calendar from 0001-01-01 to 9999-12-31", "got", got)
	}
	return of(year, month, day), nil
}

// MustOf is like Of and panics if there is no such day; it is for dates written in the source.
func MustOf(year, month, day int) Date {
	d, err := Of(year, month, day)
	if err != nil {
		panic(err)
	}
	return d
}

// OfUnixDay returns the date n days after 1970-01-01, or the zero Date outside the years 1 to 9999.
func OfUnixDay(n int) Date {
	if n < 1-unixEpoch || n > lastDay-unixEpoch {
		return Date{}
	}
	return Date{int32(n + unixEpoch)}
}

// of does not check its arguments. It counts years from March, so that the leap day comes last and the
// days before a month are (153 m + 2)/5 with m = 0 for March.
func of(year, month, day int) Date {
	m := (month + 9) % 12
	y := year
	if month <= 2 {
		y--
	}
	return Date{int32(365*y + y/4 - y/100 + y/400 + (153*m+2)/5 + day - 306)}
}

// Parse reads a date in the ISO form 2024-09-13, or as 20240913 or 2024/9/13 (the forms of market-data
// exports). Surrounding blanks are dropped and full-width digits are read as digits.
func Parse(text string) (Date, error) {
	s := narrow(strings.TrimSpace(text))
	var year, month, day int
	var ok bool
	switch {
	case len(s) == 10 && s[4] == '-' && s[7] == '-':
		year, month, day, ok = numbers(s[:4], s[5:7], s[8:])
	case len(s) == 8 && !strings.ContainsAny(s, "/-"):
		year, month, day, ok = numbers(s[:4], s[4:6], s[6:])
	default:
		parts := strings.Split(s, "/")
		if len(parts) == 3 && len(parts[0]) == 4 && len(parts[1]) <= 2 && len(parts[2]) <= 2 {
			year, month, day, ok = numbers(parts[0], parts[1], parts[2])
		}
	}
	switch {
	case s == "":
		return Date{}, refuse("missing", "a date is missing; write it as 2024-09-13")
	case !ok:
		return Date{}, refuse("bad_date", strconv.Quote(clip(text))+" is not a date; write it as 2024-09-13", "got", clip(text))
	case year < 1 || month < 1 || month > 12:
		return Date{}, refuse("bad_month", strconv.Quote(clip(text))+" has no such month; months are 01 to 12", "got", clip(text))
	case day < 1 || day > daysIn(year, month):
		return Date{}, refuse("bad_day", strconv.Quote(clip(text))+" has no such day; that month has "+
			strconv.Itoa(daysIn(year, month)), "got", clip(text), "days", strconv.Itoa(daysIn(year, month)))
	}
	return of(year, month, day), nil
}

// refuse returns a refusal of one value whose path the caller adds with fault.Fields.Merge.
func refuse(code, message string, params ...string) error {
	var fields fault.Fields
	fields.Add("", code, message, params...)
	return fields.Err()
}

// clip keeps a quoted input short enough for a message.
func clip(text string) string {
	if len(text) <= 40 {
		return text
	}
	return strings.ToValidUTF8(text[:40], "") + "..."
}

func numbers(y, m, d string) (year, month, day int, ok bool) {
	year, ok1 := digits(y)
	month, ok2 := digits(m)
	day, ok3 := digits(d)
	return year, month, day, ok1 && ok2 && ok3
}

// digits reads an unsigned number of at most four plain digits: strconv.Atoi would take signs.
func digits(s string) (n int, ok bool) {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return 0, false
		}
		n = n*10 + int(s[i]-'0')
	}
	return n, len(s) > 0
}

// narrow turns full-width digits and separators, which Chinese input methods produce, into ASCII.
func narrow(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= '！' && r <= '～' {
			return r - '！' + '!'
		}
		return r
	}, s)
}

// IsZero reports whether d is no date.
func (d Date) IsZero() bool { return d.n == 0 }

// Civil returns the year, month (1 to 12) and day (1 to 31) of d, or zeros for no date.
func (d Date) Civil() (year, month, day int) {
	if d.n == 0 {
		return 0, 0, 0
	}
	z := int(d.n) + 305 // days since 0000-03-01
	era := z / 146097   // 400 years
	doe := z - era*146097
	yoe := (doe - doe/1460 + doe/36524 - doe/146096) / 365
	doy := doe - (365*yoe + yoe/4 - yoe/100)
	m := (5*doy + 2) / 153
	day = doy - (153*m+2)/5 + 1
	year = yoe + era*400
	if m >= 10 {
		return year + 1, m - 9, day
	}
	return year, m + 3, day
}

// Year returns the year of d, 1 to 9999, or 0 for no date.
func (d Date) Year() int { y, _, _ := d.Civil(); return y }

// Month returns the month of the year, 1 to 12, or 0 for no date.
func (d Date) Month() int { _, m, _ := d.Civil(); return m }

// Day returns the day of the month, 1 to 31, or 0 for no date.
func (d Date) Day() int { _, _, day := d.Civil(); return day }

// UnixDay returns the days from 1970-01-01 to d, negative before it. It is meaningless for no date.
func (d Date) UnixDay() int { return int(d.n) - unixEpoch }

// Weekday returns the day of the week, Sunday = 0 to Saturday = 6, as package time counts it.
// It is meaningless for no date.
func (d Date) Weekday() int { return int(d.n) % 7 }

// IsWeekday reports whether d is a Monday to Friday.
func (d Date) IsWeekday() bool { w := d.Weekday(); return d.n != 0 && w != 0 && w != 6 }

// AddDays returns the date n days after d (before it if n is negative). No date stays no date, and a result
// outside the years 1 to 9999 is no date.
func (d Date) AddDays(n int) Date {
	if d.n == 0 || n > lastDay || n < -lastDay {
		return Date{}
	}
	return OfUnixDay(d.UnixDay() + n)
}

// AddMonths returns the same day of the month n months later, or the last day of that month if it is shorter:
// 2024-01-31 plus one month is 2024-02-29. The limits are those of AddDays.
func (d Date) AddMonths(n int) Date {
	if d.n == 0 || n > 12*9999 || n < -12*9999 {
		return Date{}
	}
	year, month, day := d.Civil()
	k := year*12 + month - 1 + n
	if k < 12 || k >= 12*10000 {
		return Date{}
	}
	year, month = k/12, k%12+1
	return of(year, month, min(day, daysIn(year, month)))
}

// Sub returns the calendar days from e to d: positive if d is later. Both must be dates.
func (d Date) Sub(e Date) int { return int(d.n) - int(e.n) }

// Before reports whether d is earlier than e; no date is before every date.
func (d Date) Before(e Date) bool { return d.n < e.n }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.n > e.n }

// Compare returns -1, 0 or +1 as d is before, equal to or after e, for use with slices.SortFunc.
func (d Date) Compare(e Date) int {
	switch {
	case d.n < e.n:
		return -1
	case d.n > e.n:
		return +1
	}
	return 0
}

// String returns the ISO form 2024-09-13, or the empty string for no date.
func (d Date) String() string {
	if d.n == 0 {
		return ""
	}
	return string(d.appendTo(make([]byte, 0, 10)))
}

func (d Date) appendTo(b []byte) []byte {
	year, month, day := d.Civil()
	return append(b,
		byte('0'+year/1000), byte('0'+year/100%10), byte('0'+year/10%10), byte('0'+year%10), '-',
		byte('0'+month/10), byte('0'+month%10), '-',
		byte('0'+day/10), byte('0'+day%10))
}

// MarshalText is WriteText under the name that encoding/json knows.
func (d Date) MarshalText() ([]byte, error) { return d.WriteText() }

// UnmarshalText is ReadText under the name that encoding/json knows.
func (d *Date) UnmarshalText(text []byte) error { return d.ReadText(text) }

// WriteText returns the ISO form, empty for no date, so that JSON holds "2024-09-13" or "".
func (d Date) WriteText() ([]byte, error) {
	if d.n == 0 {
		return []byte{}, nil
	}
	return d.appendTo(make([]byte, 0, 10)), nil
}

// ReadText reads what Parse reads; empty text is no date.
func (d *Date) ReadText(text []byte) error {
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := Parse(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// JSONSchema describes the text form.
func (Date) JSONSchema() map[string]any { return map[string]any{"type": "string", "format": "date"} }

func isLeap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(year, month int) int {
	switch month {
	case 2:
		if isLeap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}
