package paste

import (
	"context"
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// line is a line of the text that holds something, with its number from 1.
type line struct {
	number int
	cells  []string
}

const (
	chunk    = 8192    // lines between two ticks
	maxLines = 1 << 20 // rows of a worksheet
)

// split cuts the text into cells. What parts them is the same in all lines:
// tabs if there is one, else semicolons, else commas that do not group
// thousands, else blanks.
func split(ctx context.Context, text string) ([]line, error) {
	text = strings.Map(narrow, text)
	text = strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n")
	total := strings.Count(text, "\n") + 1
	if total > maxLines {
		return nil, fault.About(fault.TooLarge, "text", "too_many_lines", "has more lines than a spreadsheet; save it as a file and drop that", "max", strconv.Itoa(maxLines))
	}
	cut := blanks
	switch {
	case strings.Contains(text, "\t"):
		cut = at('\t')
	case strings.Contains(text, ";"):
		cut = at(';')
	case strings.Contains(text, ",") && !groups(text):
		cut = at(',')
	}
	var out []line
	number := 0
	for l := range strings.SplitSeq(text, "\n") {
		if number%chunk == 0 {
			if err := op.Tick(ctx, number, 3*total); err != nil {
				return nil, err
			}
		}
		number++
		if l = strings.TrimSpace(l); l == "" {
			continue
		}
		cells := cut(l)
		for i, c := range cells {
			cells[i] = unquote(strings.TrimSpace(c))
		}
		out = append(out, line{number, cells})
	}
	return out, nil
}

// narrow writes full-width forms and wide blanks as their ASCII.
func narrow(r rune) rune {
	switch {
	case r >= '！' && r <= '～':
		return r - '！' + '!'
	case r == '\u3000' || r == '\u00a0' || r == '\u202f':
		return ' '
	case r == '\u2212':
		return '-'
	}
	return r
}

func at(mark byte) func(string) []string {
	return func(l string) []string { return strings.Split(l, string(mark)) }
}

func blanks(l string) []string { return strings.Fields(l) }

func unquote(c string) string {
	if len(c) >= 2 && c[0] == '"' && c[len(c)-1] == '"' {
		return strings.TrimSpace(c[1 : len(c)-1])
	}
	return c
}

// groups reports whether the commas of a text group thousands: they stand
// before three digits, behind one to three, and no cell has three of them,
// which would be a price of a billion.
func groups(text string) bool {
	seen := false
	for l := range strings.SplitSeq(text, "\n") {
		for _, c := range strings.Fields(l) {
			c = unquote(c)
			if !strings.Contains(c, ",") {
				continue
			}
			whole, _, _ := strings.Cut(strings.TrimLeft(c, "+-"), ".")
			parts := strings.Split(whole, ",")
			if len(parts) > 3 || len(parts[0]) == 0 || len(parts[0]) > 3 || strings.Contains(c[strings.LastIndexByte(c, ',')+1:], ",") {
				return false
			}
			for i, p := range parts {
				if !isDigits(p) || i > 0 && len(p) != 3 {
					return false
				}
			}
			seen = true
		}
	}
	return seen
}

func isDigits(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

// stamped returns how many lines have a date or a time, 0 unless half of them
// do.
func stamped(lines []line) int {
	n := 0
	for _, l := range lines {
		for _, c := range l.cells {
			if isStamp(c) {
				n++
				break
			}
		}
	}
	if n*2 < len(lines) {
		return 0
	}
	return n
}

// isStamp recognises dates and times by what parts their figures, and dates
// without such marks by being one.
func isStamp(c string) bool {
	if c == "" || c[0] < '0' || c[0] > '9' {
		return false
	}
	if len(c) == 8 && isDigits(c) {
		d, err := calendar.Parse(c)
		return err == nil && d.Year() >= 1990 && d.Year() < 2100
	}
	marks := 0
	for i := 1; i < len(c); i++ {
		switch c[i] {
		case '-', '/', ':':
			marks++
		}
	}
	return marks > 0 || strings.ContainsAny(c, "年月日时分")
}

// isHead reports whether no cell of a line begins like a number.
func isHead(cells []string) bool {
	words := false
	for _, c := range cells {
		if c == "" {
			continue
		}
		if c[0] >= '0' && c[0] <= '9' || c[0] == '-' || c[0] == '+' || c[0] == '.' {
			return false
		}
		words = true
	}
	return words
}

// order reads the names of four columns; where it cannot tell them apart they
// are in the usual order.
func order(names, usual []string) []string {
	var out []string
	seen := ""
	for _, name := range names {
		name = strings.ToLower(name)
		switch {
		case strings.Contains(name, "开") || strings.HasPrefix(name, "o"):
			name = "open"
		case strings.Contains(name, "高") || strings.HasPrefix(name, "h"):
			name = "high"
		case strings.Contains(name, "低") || strings.HasPrefix(name, "l"):
			name = "low"
		case strings.Contains(name, "收") || strings.HasPrefix(name, "c"):
			name = "close"
		default:
			return usual
		}
		if strings.Contains(seen, name) {
			return usual
		}
		seen += name + " "
		out = append(out, name)
	}
	return out
}
