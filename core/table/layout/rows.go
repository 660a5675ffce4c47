package layout

import (
	"bytes"

	"fairbasis/core/table/scan"
)

// row is one row of the sample.
type row struct {
	at, end int // offsets; end is behind the line end
	no      int // its number in the file, 0 where it was not counted
	cells   [][]byte
	kinds   []bits
}

func (r *row) isBlank() bool {
	for _, k := range r.kinds {
		if k != isEmpty {
			return false
		}
	}
	return true
}

// How much of a text is looked at.
const (
	headBytes   = 64 << 10
	headRows    = 400
	sampleBytes = 12 << 10 // of the middle and of the end each
	sampleRows  = 60
	maxCells    = 4096
	maxName     = 400
)

// sample reads up to most rows of text from at on. They are numbered if
// numbered is set.
func sample(text []byte, at, most int, comma byte, quote, numbered bool) []row {
	var rows []row
	cur := scan.NewCursor(text, comma, quote, at, 1)
	for len(rows) < most && cur.Next() {
		n := min(len(cur.Cells), maxCells)
		r := row{at: cur.Start, end: cur.After, cells: make([][]byte, n), kinds: make([]bits, n)}
		if numbered {
			r.no = cur.Row
		}
		for c, cell := range cur.Cells[:n] {
			r.cells[c] = scan.Trim(cell)
			r.kinds[c] = what(r.cells[c])
		}
		rows = append(rows, r)
	}
	return rows
}

// window returns the end of the last line that ends before at, or at where
// there is none behind from.
func window(text []byte, from, at int) int {
	if at >= len(text) {
		return len(text)
	}
	if n := bytes.LastIndexByte(text[from:at], '\n'); n >= 0 {
		return from + n + 1
	}
	return at
}

// lineAfter returns the beginning of the first line behind at, or a place
// inside a line that is longer than any row should be.
func lineAfter(text []byte, at int) int {
	most := at + headBytes
	for at < len(text) && at < most && text[at] != '\n' && text[at] != '\r' {
		at++
	}
	for at < len(text) && (text[at] == '\n' || text[at] == '\r') {
		at++
	}
	return at
}

// sheet is the sample of a text: rows of its head in order, and some of its
// middle and end.
type sheet struct {
	text  []byte
	comma byte
	quote bool
	head  []row
	rest  []row
	width int // cells of most rows
}

func read(text []byte, start int, comma byte, quote bool, heads, rest int) sheet {
	s := sheet{text: text, comma: comma, quote: quote}
	end := window(text, start, start+headBytes)
	s.head = sample(text[:end], start, heads, comma, quote, true)
	if n := len(s.head); n > 0 {
		end = s.head[n-1].end
	}
	for _, at := range []int{len(text) / 2, len(text) - sampleBytes} {
		if at > end {
			at = lineAfter(text, at)
		} else {
			at = end
		}
		stop := window(text, at, at+sampleBytes)
		s.rest = append(s.rest, sample(text[at:stop], 0, rest, comma, quote, false)...)
		end = max(end, stop)
	}
	return s
}

// sniff finds the delimiter whose cells are most often dates and numbers.
func sniff(text []byte, start int, h Hint) (best sheet, score int) {
	if h.Sheet {
		best = read(text, start, '\t', false, headRows, sampleRows)
		return best, typedShare(&best)
	}
	comma := byte(',')
	for _, c := range []byte{',', '\t', ';', '|', ' '} {
		if c == ' ' && score > 500 {
			break // every stamp with a time of day has a blank inside
		}
		s := read(text, start, c, true, 60, 12)
		if n := typedShare(&s); n > score {
			score, comma = n, c
		}
		if score > 900 && s.width > 2 { // no other can be much better
			break
		}
	}
	best = read(text, start, comma, true, headRows, sampleRows)
	return best, typedShare(&best)
}

// typedShare sets the width of s and returns, in thousandths of its rows, how
// many of the cells are dates and numbers in rows of that width.
func typedShare(s *sheet) int {
	counts := map[int]int{}
	rows := 0
	each(s, func(r *row) {
		if r.isBlank() {
			return
		}
		rows++
		typed := 0
		for _, k := range r.kinds {
			if k&isTyped != 0 {
				typed++
			}
		}
		if typed > 0 && len(r.cells) > 1 {
			counts[len(r.cells)]++
		}
	})
	for w, n := range counts {
		if n > counts[s.width] || n == counts[s.width] && w > s.width {
			s.width = w
		}
	}
	if s.width == 0 {
		return 0
	}
	sum := 0
	each(s, func(r *row) {
		if len(r.cells) != s.width {
			return
		}
		typed, full := 0, 0
		for _, k := range r.kinds {
			if k&isTyped != 0 {
				typed++
			}
			if k != isEmpty {
				full++
			}
		}
		if full > 0 && typed > 0 {
			sum += 1000 * typed / full
		}
	})
	return sum / rows
}

func each(s *sheet, visit func(*row)) {
	for i := range s.head {
		visit(&s.head[i])
	}
	for i := range s.rest {
		visit(&s.rest[i])
	}
}
