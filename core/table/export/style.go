package export

import (
	"strconv"
	"strings"
	"unicode/utf8"

	"fairbasis/core/market"
)

// Places of the fixed cell formats in styles.xml; those of decimals follow.
const (
	styleHead = iota + 1 // bold
	styleDay
	styleMinute
	styleSecond
	styleMilli
	styleDecimals
)

// styles gives every number of decimals that occurs its cell format.
type styles struct {
	place [2 * percent]int // of the format for so many decimals, 0 where it has none
	used  []uint8
}

// percent is where the formats in percent begin in styles.place.
const percent = 19

// decimals returns the place of the format that shows so many decimals.
func (s *styles) decimals(scale uint8, rate bool) int {
	if rate {
		scale += percent
	}
	if s.place[scale] == 0 {
		s.place[scale] = styleDecimals + len(s.used)
		s.used = append(s.used, scale)
	}
	return s.place[scale]
}

// momentStyle returns the format that shows all of a stamp.
func momentStyle(c *Cell) int {
	switch {
	case c.Kind == Day:
		return styleDay
	case c.Mantissa%1000 != 0:
		return styleMilli
	case c.Mantissa%60000 != 0:
		return styleSecond
	}
	return styleMinute
}

func stampText(c *Cell) string { return market.Stamp(c.Mantissa, c.Kind == Day) }

// xml returns styles.xml. Formats of one's own are numbered from 164.
func (s *styles) xml() string {
	formats := []string{"yyyy-mm-dd", "yyyy-mm-dd hh:mm", "yyyy-mm-dd hh:mm:ss", "yyyy-mm-dd hh:mm:ss.000"}
	for _, scale := range s.used {
		f, sign := "0", ""
		if scale >= percent {
			scale, sign = scale-percent, "%"
		}
		if scale > 0 {
			f += "." + strings.Repeat("0", int(scale))
		}
		f += sign
		formats = append(formats, f)
	}
	var b []byte
	b = append(b, `<styleSheet`+mainSpace+`><numFmts count="`+strconv.Itoa(len(formats))+`">`...)
	for i, f := range formats {
		b = append(b, `<numFmt numFmtId="`+strconv.Itoa(164+i)+`" formatCode="`+f+`"/>`...)
	}
	b = append(b, `</numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts>`+
		`<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>`+
		`<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>`+
		`<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="`+strconv.Itoa(len(formats)+2)+`">`+
		`<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>`...)
	for i := range formats {
		b = append(b, `<xf numFmtId="`+strconv.Itoa(164+i)+`" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>`...)
	}
	return string(append(b, `</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>`...))
}

// columnLetters returns the name of a column: A for 0, AA for 26.
func columnLetters(n int) string {
	s := ""
	for n++; n > 0; n = (n - 1) / 26 {
		s = string(rune('A'+(n-1)%26)) + s
	}
	return s
}

// sheetName makes a name that Excel accepts and no earlier sheet has: without
// []:*?/\ and control characters, not in apostrophes, not History, at most 31
// characters, told from others without regard to case.
func sheetName(name string, taken []string) string {
	name = strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`[]:*?/\`, r):
			return '_'
		case r < ' ' || r == 0x7F || r == utf8.RuneError || r == 0xFFFE || r == 0xFFFF:
			return -1
		}
		return r
	}, name)
	name = strings.Trim(name, "' ")
	if name == "" {
		name = "Sheet"
	}
	if strings.EqualFold(name, "History") {
		name += "_" // kept by Excel for itself
	}
	name = strings.TrimRight(cut(name, 31), "' ")
	unique := name
	for n := 2; contains(taken, unique); n++ {
		end := " " + strconv.Itoa(n)
		unique = cut(name, 31-len(end)) + end
	}
	return unique
}

func contains(list []string, name string) bool {
	for _, s := range list {
		if strings.EqualFold(s, name) {
			return true
		}
	}
	return false
}

// appendXML appends text as XML content or attribute. Characters XML cannot
// hold become blanks, and _x0041_, which Excel reads as a character of that
// code, is written so that it stays what it is.
func appendXML(dst []byte, text string) []byte {
	plain := 0 // bytes at the beginning that need nothing
	for plain < len(text) {
		if c := text[plain]; c < ' ' || c >= 0x7F || c == '&' || c == '<' || c == '>' || c == '"' || c == '_' {
			break
		}
		plain++
	}
	dst, text = append(dst, text[:plain]...), text[plain:]
	for i, r := range text {
		switch {
		case r == '&':
			dst = append(dst, "&amp;"...)
		case r == '<':
			dst = append(dst, "&lt;"...)
		case r == '>':
			dst = append(dst, "&gt;"...)
		case r == '"':
			dst = append(dst, "&quot;"...)
		case r == '\r':
			dst = append(dst, "&#13;"...)
		case r < ' ' && r != '\t' && r != '\n', r == 0xFFFE, r == 0xFFFF:
			dst = append(dst, ' ')
		case r == '_' && isEscape(text[i:]):
			dst = append(dst, "_x005F_"...)
		default:
			dst = utf8.AppendRune(dst, r)
		}
	}
	return dst
}

// isEscape reports whether text begins with _xHHHH_.
func isEscape(text string) bool {
	if len(text) < 7 || text[1] != 'x' || text[6] != '_' {
		return false
	}
	for _, c := range []byte(text[2:6]) {
		if !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f' || c >= 'A' && c <= 'F') {
			return false
		}
	}
	return true
}
