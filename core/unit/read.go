package unit

import (
	"math"
	"strings"
	"unicode/utf8"
)

// Suffix is the measure written with a number: 1.85%, 185bp, 万0.23.
type Suffix uint8

// The measures a number can be written in.
const (
	Plain          Suffix = iota
	Percent               // 1.85% or 百分之1.85
	Thousandths           // 1‰ or 千分之1
	TenThousandths        // 0.23‱, 万0.23 or 万分之0.23
	BasisPoints           // 185bp
)

// places is how many decimals a measure stands to the right of the plain number.
var places = [...]uint8{Plain: 0, Percent: 2, Thousandths: 3, TenThousandths: 4, BasisPoints: 4}

// String is the sign written after a number in this measure.
func (s Suffix) String() string { return [...]string{"", "%", "‰", "‱", "bp"}[s] }

// ReadError says what text was read and what would be right.
type ReadError struct {
	Code string // empty, not_a_number, grouping, too_long, suffix
	Text string // what was read, shortened
	Want string // what to write instead; an example where no repair is obvious
}

// Error says it in English.
func (e *ReadError) Error() string {
	switch e.Code {
	case "empty":
		return "is empty; write a number such as " + e.Want
	case "grouping":
		return "thousands are not grouped by three: “" + e.Text + "”; write " + e.Want
	case "too_long":
		return "has more than 18 digits: “" + e.Text + "”; write " + e.Want
	case "suffix":
		return "takes a plain number, not “" + e.Text + "”; write " + e.Want
	}
	return "not a number: “" + e.Text + "”; write " + e.Want
}

// ParseDecimal reads a plain decimal number: digits with at most one point,
// an optional sign and nothing else. No exponent, NaN, Inf, hex or underscore.
func ParseDecimal(text string) (Decimal, error) {
	d, code := digits(text)
	if code != "" {
		return Decimal{}, readError(code, text)
	}
	return d, nil
}

// Read reads a number as people type it: 5,432.1, 1.85%, 185bp, 万0.23,
// full-width digits and U+2212 included. It returns the number as written
// and its measure; Value is what the two mean together.
func Read(text string) (Decimal, Suffix, error) {
	s, suffix := strip(fold(text))
	if s == "" {
		if suffix != Plain {
			return Decimal{}, Plain, readError("not_a_number", text)
		}
		return Decimal{}, Plain, readError("empty", text)
	}
	if strings.Contains(s, ",") {
		joined, ok := ungroup(s)
		if !ok {
			code := "not_a_number"
			if _, c := digits(strings.ReplaceAll(s, ",", "")); c == "" {
				code = "grouping"
			}
			return Decimal{}, Plain, readError(code, text)
		}
		s = joined
	}
	d, code := digits(s)
	if code != "" {
		return Decimal{}, Plain, readError(code, text)
	}
	return d, suffix, nil
}

// Value is the exact plain number that d means in measure s: 1.85 in percent
// is 0.0185. It is false where 18 decimals do not hold it.
func (s Suffix) Value(d Decimal) (Decimal, bool) { return d.Shift(places[s]) }

// ReadRate reads a rate. A number without a measure is taken in plain: 3.00
// in a field marked % is 0.03.
func ReadRate(text string, plain Suffix) (Rate, error) {
	d, suffix, err := Read(text)
	if err != nil {
		return 0, err
	}
	if suffix == Plain {
		suffix = plain
	}
	v, ok := suffix.Value(d)
	if !ok {
		return 0, readError("too_long", text)
	}
	return Rate(v.Float64()), nil
}

// ReadPoints reads index points or any other plain number; 3% is refused.
func ReadPoints(text string) (Decimal, error) {
	d, suffix, err := Read(text)
	if err == nil && suffix != Plain {
		return Decimal{}, readError("suffix", text)
	}
	return d, err
}

// fold turns full-width forms and the typographic minus into ASCII and
// removes spaces at the ends and between a number and its measure.
func fold(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r >= '！' && r <= '～':
			return r - '！' + '!'
		case r == '\u2212':
			return '-'
		case r == ' ' || r == '\u3000' || r == '\u00a0' || r == '\u202f' || r == '\t':
			return -1
		}
		return r
	}, text)
}

var (
	before = []struct {
		mark string
		s    Suffix
	}{{"万分之", TenThousandths}, {"千分之", Thousandths}, {"百分之", Percent}, {"万", TenThousandths}}
	after = []struct {
		mark string
		s    Suffix
	}{{"%", Percent}, {"‰", Thousandths}, {"‱", TenThousandths}, {"bps", BasisPoints}, {"bp", BasisPoints}}
)

func strip(s string) (string, Suffix) {
	for _, m := range before {
		if rest, ok := strings.CutPrefix(s, m.mark); ok {
			return rest, m.s
		}
	}
	low := strings.ToLower(s)
	for _, m := range after {
		if strings.HasSuffix(low, m.mark) {
			return s[:len(s)-len(m.mark)], m.s
		}
	}
	return s, Plain
}

// ungroup removes thousands commas where they stand in groups of three.
func ungroup(s string) (string, bool) {
	whole, fraction, _ := strings.Cut(s, ".")
	if strings.Contains(fraction, ",") {
		return "", false
	}
	groups := strings.Split(strings.TrimLeft(whole, "+-"), ",")
	for i, g := range groups {
		if len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) {
			return "", false
		}
	}
	return strings.ReplaceAll(s, ",", ""), true
}

// digits reads [+-]digits[.digits] and returns a code where it cannot.
func digits(s string) (Decimal, string) {
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	var m int64
	scale, seen, point := 0, 0, false
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '.' && !point:
			point = true
			continue
		case c < '0' || c > '9':
			return Decimal{}, "not_a_number"
		}
		seen++
		if m > (math.MaxInt64-9)/10 {
			if rest(s[i:], point) {
				return Decimal{}, "too_long"
			}
			return Decimal{}, "not_a_number"
		}
		m = m*10 + int64(c-'0')
		if point {
			scale++
		}
	}
	switch {
	case seen == 0:
		return Decimal{}, "not_a_number"
	case scale > MaxScale:
		return Decimal{}, "too_long"
	}
	if negative {
		m = -m
	}
	return Decimal{m, uint8(scale)}, ""
}

// rest reports whether what is left of an over-long number is still one.
func rest(s string, point bool) bool {
	for i := 0; i < len(s); i++ {
		if s[i] == '.' && !point {
			point = true
		} else if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return true
}

// readError shortens the text for display and proposes a repair: letters that
// look like digits, underscores and misplaced commas are the usual slips.
func readError(code, text string) *ReadError {
	e := &ReadError{Code: code, Text: strings.TrimSpace(text), Want: "5432.1"}
	if !utf8.ValidString(e.Text) {
		e.Text = strings.ToValidUTF8(e.Text, "\ufffd")
	}
	if r := []rune(e.Text); len(r) > 24 {
		e.Text = string(r[:23]) + "…"
		return e
	}
	s, suffix := strip(fold(text))
	s = strings.NewReplacer("o", "0", "O", "0", "l", "1", "I", "1", "_", "", ",", "", "'", "", "。", ".").Replace(s)
	if code == "suffix" || code == "too_long" {
		return e
	}
	if _, c := digits(s); c == "" && s != "" {
		e.Want = s + suffix.String()
	}
	return e
}
