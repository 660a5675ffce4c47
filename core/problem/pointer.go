package problem

import (
	"strings"
	"unicode/utf8"
)

// Pointer is the JSON pointer, as a fragment of an address, of a fault's
// dotted path: #/dividends/cash/0/points.
func Pointer(path string) string {
	if path == "" {
		return "#"
	}
	b := []byte("#/")
	for i := 0; i < len(path); i++ {
		switch c := path[i]; {
		case c == '.':
			b = append(b, '/')
		case c == '/':
			b = append(b, "~1"...)
		case c == '~':
			b = append(b, "~0"...)
		case plain(c):
			b = append(b, c)
		default:
			b = append(b, '%', digits[c>>4], digits[c&15])
		}
	}
	return string(b)
}

// Path is the dotted path of a pointer that Pointer wrote. What it could not
// have written comes back as it stands.
func Path(pointer string) string {
	rest, ok := strings.CutPrefix(pointer, "#/")
	if !ok {
		return strings.TrimPrefix(pointer, "#")
	}
	b := make([]byte, 0, len(rest))
	for i := 0; i < len(rest); i++ {
		c := rest[i]
		if c == '%' && i+2 < len(rest) {
			high, low := strings.IndexByte(digits, rest[i+1]), strings.IndexByte(digits, rest[i+2])
			if high >= 0 && low >= 0 {
				b = append(b, byte(high<<4|low))
				i += 2
				continue
			}
		}
		switch {
		case c == '/':
			c = '.'
		case c == '~' && i+1 < len(rest) && rest[i+1] == '1':
			c, i = '/', i+1
		case c == '~' && i+1 < len(rest) && rest[i+1] == '0':
			i++
		}
		b = append(b, c)
	}
	if !utf8.Valid(b) {
		return pointer
	}
	return string(b)
}

const digits = "0123456789ABCDEF"

// plain is what may stand in a fragment as it is (RFC 3986), but for the
// tilde, which is a pointer's own.
func plain(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-._!$&'()*+,;=:@?", c) >= 0
}
