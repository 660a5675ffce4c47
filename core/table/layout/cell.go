package layout

import (
	"bytes"
	"strings"
)

// bits says what one cell may be; several may hold at once: 20240913 is a
// number and a day.
type bits uint32

const (
	isEmpty   bits = 1 << iota
	isMissing      // a word for no value: --, null
	isNumber       // with sign, thousands commas, exponent or percent sign
	isWhole        // digits only
	isPercent
	isComma    // a number with a decimal comma: 3.822,40
	isDay      // a day with the year first: 2024-09-13, 20240913
	isDayMonth // 13/09/2024
	isMonthDay // 09/13/2024
	isMarked   // a day whose parts are separated, which no number is
	isTimed    // a day with a time of day behind it
	isZoned    // and an offset or Z behind that
	isClock    // a time of day: 09:31, 0931, 93100
	isColon    // a time of day with colons
	isSerial   // 30000 to 60000: days since 1899-12-30
	isSeconds  // counts since 1970 of a day between 1973 and 2100
	isMillis
	isMicros
	isNanos
	isCode // reads as the code of a contract or an index
	isText
	kinds = iota // how many there are
)

const (
	isDate  = isDay | isDayMonth | isMonthDay
	isEpoch = isSeconds | isMillis | isMicros | isNanos
	isTyped = isNumber | isComma | isDate | isClock | isMissing
)

// missing are cells that stand for no value; the last are the dashes of Chinese
// programs in UTF-8 and in GB18030.
const missing = "|--|---|-|null|NULL|Null|None|none|nan|NaN|NAN|NA|N/A|n/a|#N/A|\\N|#VALUE!|#REF!|#DIV/0!|#NAME?|#NUM!|" +
	"\u2014\u2014|\u2014|\xA1\xAA\xA1\xAA|\xA1\xAA|"

func isMissingWord(b []byte) bool {
	return len(b) <= 7 && !isDigit(b[len(b)-1]) && bytes.IndexByte(b, '|') < 0 && strings.Contains(missing, "|"+string(b)+"|")
}

func isDigit(c byte) bool { return c-'0' <= 9 }

// what classifies a cell that is trimmed and without its quotes.
func what(b []byte) bits {
	if len(b) == 0 {
		return isEmpty
	}
	if isMissingWord(b) {
		return isMissing
	}
	if k := numberBits(b); k != 0 {
		return k
	}
	if isDigit(b[0]) {
		if n := clockLen(b); n == len(b) {
			return isClock | isColon
		}
		if k := dateBits(b); k != 0 {
			return k
		}
	}
	if isCodeText(string(b)) {
		return isText | isCode
	}
	return isText
}

// numberBits returns what the number b may be, or 0 if it is none.
func numberBits(b []byte) bits {
	s := b
	signed := false
	switch {
	case s[0] == '+' || s[0] == '-':
		s, signed = s[1:], true
	case bytes.HasPrefix(s, []byte("\u2212")):
		s, signed = s[3:], true
	}
	k := isNumber
	if n := len(s); n > 1 && s[n-1] == '%' {
		s, k = s[:n-1], k|isPercent
	}
	if n := len(s); n > 2 {
		for i := 1; i < n-1; i++ { // an exponent
			if s[i] == 'e' || s[i] == 'E' {
				e := s[i+1:]
				if e[0] == '+' || e[0] == '-' {
					e = e[1:]
				}
				if len(e) == 0 || len(e) > 2 || digits(e) != len(e) {
					return 0
				}
				s, k = s[:i], k|isPercent // no integer of a date
				k &^= isPercent
				signed = true
				break
			}
		}
	}
	if len(s) == 0 {
		return 0
	}
	n := digits(s)
	if n == len(s) {
		if !signed && k == isNumber {
			k |= isWhole | wholeBits(s)
		}
		return k
	}
	rest := s[n:]
	if rest[0] == '.' {
		if f := digits(rest[1:]); f+1 == len(rest) && n+f > 0 {
			if !signed && k == isNumber && n >= 5 && n != 8 { // a serial day, or a count with decimals
				k |= wholeBits(s[:n]) & (isSerial | isSeconds | isMillis)
			}
			return k
		}
		return decimalComma(s, k, '.')
	}
	if rest[0] != ',' || n == 0 {
		return 0
	}
	// Groups of three behind commas, then perhaps decimals.
	for n <= 3 && len(rest) >= 4 && rest[0] == ',' && digits(rest[1:4]) == 3 {
		rest = rest[4:]
		if len(rest) == 0 {
			return k
		}
		if rest[0] == '.' && digits(rest[1:]) == len(rest)-1 {
			return k
		}
	}
	return decimalComma(s, k, '.')
}

// decimalComma recognises 3.822,40 and 3822,4: a comma before the decimals and
// points or nothing between groups of three.
func decimalComma(s []byte, k bits, group byte) bits {
	comma := bytes.IndexByte(s, ',')
	if comma < 1 || comma == len(s)-1 || digits(s[comma+1:]) != len(s)-comma-1 {
		return 0
	}
	whole := s[:comma]
	n := digits(whole)
	if n == 0 {
		return 0
	}
	for whole = whole[n:]; len(whole) > 0; whole = whole[4:] {
		if n > 3 || len(whole) < 4 || whole[0] != group || digits(whole[1:4]) != 3 {
			return 0
		}
	}
	return k&^isNumber | isComma
}

// digits returns how many digits b begins with.
func digits(b []byte) int {
	n := 0
	for n < len(b) && isDigit(b[n]) {
		n++
	}
	return n
}

func value(b []byte) int {
	n := 0
	for _, c := range b {
		n = n*10 + int(c-'0')
	}
	return n
}

func isDayOf(y, m, d int) bool {
	return y >= 1900 && y < 2100 && m >= 1 && m <= 12 && d >= 1 && d <= 31
}

// wholeBits says what the digits s may count or stand for.
func wholeBits(s []byte) (k bits) {
	n := len(s)
	if n <= 6 {
		h, m, sec := 0, 0, 0
		v := value(s)
		if n > 4 {
			h, m, sec = v/10000, v/100%100, v%100
		} else {
			h, m = v/100, v%100
		}
		if m < 60 && sec < 60 && (h < 24 || h == 24 && m+sec == 0) {
			k |= isClock
		}
	}
	if n == 8 || n == 12 || n == 14 {
		if isDayOf(value(s[:4]), value(s[4:6]), value(s[6:8])) && (n == 8 || value(s[8:10]) < 24 && value(s[10:12]) < 60 && (n == 12 || value(s[12:14]) < 60)) {
			k |= isDay
			if n > 8 {
				k |= isTimed
			}
			return k
		}
	}
	switch {
	case n == 5 && s[0] >= '3' && s[0] < '6':
		k |= isSerial
	case n >= 9 && n < 20 && s[0] > '0' && (n%3 == 0 || n%3 == 1 && s[0] < '5'):
		k |= isSeconds << ((n - 9) / 3)
	}
	return k
}
