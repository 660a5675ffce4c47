package layout

import (
	"bytes"

	"fairbasis/core/table/scan"
)

// marks are the characters for year, month and day in UTF-8 and in GB18030.
var marks = []string{"年", "月", "日", "\xC4\xEA", "\xD4\xC2", "\xC8\xD5"}

// mark returns the length of the separator of a date that b begins with: one
// of - / . or the characters for year, month and day in UTF-8 or GB18030.
func mark(b []byte) int {
	if len(b) == 0 {
		return 0
	}
	if b[0] == '-' || b[0] == '/' || b[0] == '.' {
		return 1
	}
	if b[0] >= 0x80 {
		for _, s := range marks {
			if bytes.HasPrefix(b, []byte(s)) {
				return len(s)
			}
		}
	}
	return 0
}

// dateParts reads the three numbers of a day with marks between them, or of
// eight digits, how many digits the first has, and what follows; width is 0
// where b does not begin with three numbers.
func dateParts(b []byte) (part [3]int, width int, rest []byte) {
	var first []byte
	rest = b
	for i := range part {
		n := digits(rest)
		if i == 0 {
			if n == 8 {
				return [3]int{value(b[:4]), value(b[4:6]), value(b[6:8])}, 8, b[8:]
			}
			width = n
		}
		if n == 0 || n > 4 || i > 0 && n > 2 && (i == 1 || width > 2) || i == 2 && width <= 2 && n != 4 {
			return part, 0, nil
		}
		part[i] = value(rest[:n])
		rest = rest[n:]
		m := mark(rest)
		switch {
		case i == 0 && m > 0:
			first = rest[:m]
		case i == 0 || i == 1 && (m != len(first) || m == 1 && rest[0] != first[0]) || i == 2 && m > 1 && len(first) == 1:
			return part, 0, nil // no mark, or another one than before
		}
		if i < 2 || m > 1 { // behind the last number only the character for day
			rest = rest[m:]
		}
	}
	return part, width, rest
}

// dateBits reads a day, perhaps with a time of day behind it.
func dateBits(b []byte) bits {
	part, width, rest := dateParts(b)
	k := bits(0)
	if width >= 4 {
		if isDayOf(part[0], part[1], part[2]) {
			k = isDay
		}
	} else {
		if isDayOf(part[2], part[1], part[0]) {
			k = isDayMonth
		}
		if isDayOf(part[2], part[0], part[1]) {
			k |= isMonthDay
		}
	}
	if k == 0 || width == 0 {
		return 0
	}
	if width < 8 {
		k |= isMarked
	}
	if len(rest) == 0 {
		return k
	}
	if rest[0] == 'T' || rest[0] == 't' {
		rest = rest[1:]
	}
	rest = scan.Trim(rest)
	n := clockLen(rest)
	if n == 0 {
		n = digits(rest)
		if n < 3 || n > 6 || wholeBits(rest[:n])&isClock == 0 {
			return 0
		}
	}
	k |= isTimed
	rest = scan.Trim(rest[n:])
	if len(rest) == 0 {
		return k
	}
	if (rest[0] == 'Z' || rest[0] == 'z') && len(rest) == 1 {
		return k | isZoned
	}
	n = len(rest)
	if rest[0] != '+' && rest[0] != '-' || n != 3 && n != 5 && n != 6 || digits(rest[1:]) != min(n-1, 4) && (n != 6 || rest[3] != ':') ||
		digits(rest[n-2:]) != 2 || digits(rest[1:]) < 2 || value(rest[1:3]) > 14 || n > 3 && value(rest[n-2:]) > 59 {
		return 0
	}
	return k | isZoned
}

// clockLen returns the length of the time of day with colons that b begins
// with: 9:31, 09:31:00, 09:31:00.500, 9:31 PM; 0 if there is none.
func clockLen(b []byte) int {
	n := digits(b)
	if n == 0 || n > 2 || n >= len(b) || b[n] != ':' {
		return 0
	}
	hour, rest := value(b[:n]), 0
	at, colons := n, 0
	for colons < 2 && at < len(b) && b[at] == ':' && (colons == 0 || digits(b[at+1:]) > 0) {
		if digits(b[at+1:]) != 2 || value(b[at+1:at+3]) > 59 {
			return 0
		}
		rest += value(b[at+1 : at+3])
		at += 3
		colons++
	}
	if colons == 2 && at < len(b) && b[at] == '.' {
		if n = digits(b[at+1:]); n > 0 {
			at += 1 + n
			rest++ // 24:00 is the end of the day, and has no decimals
		}
	}
	if end := scan.Trim(b[at:]); len(end) >= 2 && end[1]|32 == 'm' && (end[0]|32 == 'a' || end[0]|32 == 'p') {
		if hour < 1 || hour > 12 {
			return 0
		}
		return len(b) - len(end) + 2
	}
	if hour > 24 || hour == 24 && rest > 0 {
		return 0
	}
	return at
}
