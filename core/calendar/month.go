package calendar

import "strconv"

// A Month is a month of a year, such as the delivery month of a contract. Months compare with ==.
// The zero Month means "no month"; every other Month lies in the years 1 to 9999.
type Month struct {
	n int32 // 12*year + month - 1
}

// MonthOf returns a month of a year, or the zero Month if there is no such month.
func MonthOf(year, month int) Month {
	if year < 1 || year > 9999 || month < 1 || month > 12 {
		return Month{}
	}
	return Month{int32(12*year + month - 1)}
}

// MonthOfDate returns the month d lies in.
func MonthOfDate(d Date) Month { return MonthOf(d.Year(), d.Month()) }

// IsZero reports whether m is no month.
func (m Month) IsZero() bool { return m.n == 0 }

// Year returns the year, 1 to 9999, or 0 for no month.
func (m Month) Year() int { return int(m.n) / 12 }

// Month returns the month of the year, 1 to 12, or 0 for no month.
func (m Month) Month() int {
	if m.n == 0 {
		return 0
	}
	return int(m.n)%12 + 1
}

// Add returns the month n months after m, or before it if n is negative; no month if that leaves the years 1 to 9999.
func (m Month) Add(n int) Month {
	if m.n == 0 || n > 12*9999 || n < -12*9999 {
		return Month{}
	}
	k := int(m.n) + n
	if k < 12 {
		return Month{}
	}
	return MonthOf(k/12, k%12+1)
}

// Before reports whether m is earlier than o.
func (m Month) Before(o Month) bool { return m.n < o.n }

// IsQuarter reports whether m is March, June, September or December.
func (m Month) IsQuarter() bool { return m.n != 0 && m.Month()%3 == 0 }

// Code returns the four digits of a contract code: 2412 for December 2024.
func (m Month) Code() string {
	s := strconv.Itoa(10000 + m.Year()%100*100 + m.Month())
	return s[1:]
}

// String returns 2024-12, or the empty string for no month.
func (m Month) String() string {
	if m.n == 0 {
		return ""
	}
	return of(m.Year(), m.Month(), 1).String()[:7]
}

// MarshalText is WriteText under the name that encoding/json knows.
func (m Month) MarshalText() ([]byte, error) { return m.WriteText() }

// UnmarshalText is ReadText under the name that encoding/json knows.
func (m *Month) UnmarshalText(text []byte) error { return m.ReadText(text) }

// WriteText returns the form of String.
func (m Month) WriteText() ([]byte, error) { return []byte(m.String()), nil }

// ReadText reads the form of String; empty text is no month.
func (m *Month) ReadText(text []byte) error {
	s := string(text)
	if s == "" {
		*m = Month{}
		return nil
	}
	if len(s) == 7 && s[4] == '-' {
		year, ok1 := digits(s[:4])
		month, ok2 := digits(s[5:])
		if got := MonthOf(year, month); ok1 && ok2 && !got.IsZero() {
			*m = got
			return nil
		}
	}
	return refuse("bad_month", strconv.Quote(clip(s))+" is not a month; write it as 2024-12", "got", clip(s))
}

// JSONSchema describes the text form.
func (Month) JSONSchema() map[string]any {
	return map[string]any{"type": "string", "pattern": "^[0-9]{4}-[0-9]{2}$"}
}
