package layout

import "bytes"

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
	maxQuoted   = 4096 // a quoted cell longer than this is taken for a stray quote
)

// split reads the row of text that begins at at.
func split(text []byte, at int, comma byte, quote bool) row {
	r := row{at: at}
	i := at
	for {
		if comma == ' ' {
			for i < len(text) && (text[i] == ' ' || text[i] == '\t') {
				i++
			}
			if i == len(text) || text[i] == '\n' || text[i] == '\r' {
				break // trailing blanks are no cell
			}
		}
		var cell []byte
		cell, i = one(text, i, comma, quote)
		if len(r.cells) < maxCells {
			r.cells = append(r.cells, cell)
		}
		if i == len(text) || text[i] == '\n' || text[i] == '\r' {
			break
		}
		i++
	}
	if i < len(text) && text[i] == '\r' {
		i++
		if i < len(text) && text[i] == '\n' {
			i++
		}
	} else if i < len(text) {
		i++
	}
	r.end = i
	r.kinds = make([]bits, len(r.cells))
	for c, cell := range r.cells {
		r.kinds[c] = what(cell)
	}
	return r
}

// one reads the cell at i, trimmed and without its quotes, and returns where
// its delimiter, line end or the end of the text is.
func one(text []byte, i int, comma byte, quote bool) ([]byte, int) {
	from := i
	if quote && comma != ' ' { // blanks before an opening quote
		for i < len(text) && text[i] == ' ' {
			i++
		}
	}
	if quote && i < len(text) && text[i] == '"' {
		if cell, end, ok := quoted(text, i, comma); ok {
			return cell, end
		}
	}
	for i = from; i < len(text); i++ {
		c := text[i]
		if c == '\n' || c == '\r' || c == comma || comma == ' ' && c == '\t' {
			break
		}
	}
	return trim(text[from:i]), i
}

// quoted reads the cell whose opening quote is at i.
func quoted(text []byte, i int, comma byte) (cell []byte, end int, ok bool) {
	from := i + 1
	doubled := false
	for i = from; i < len(text) && i-from < maxQuoted; i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			doubled = true
			i++
			continue
		}
		cell = text[from:i]
		if doubled {
			cell = bytes.ReplaceAll(cell, []byte(`""`), []byte(`"`))
		}
		for i++; i < len(text) && text[i] == ' ' && comma != ' '; i++ {
		}
		if i == len(text) || text[i] == comma || text[i] == '\n' || text[i] == '\r' || comma == ' ' && text[i] == '\t' {
			return trim(cell), i, true
		}
		return nil, 0, false
	}
	return nil, 0, false
}

// sample reads rows from at on, numbered from no if that is not 0, until end
// or as many as most.
func sample(text []byte, at, end, no, most int, comma byte, quote bool) []row {
	var rows []row
	for at < end && len(rows) < most {
		r := split(text, at, comma, quote)
		if no > 0 {
			r.no = no
			no++
		}
		at = r.end
		rows = append(rows, r)
	}
	return rows
}

// lineAfter returns the beginning of the first line behind at.
func lineAfter(text []byte, at int) int {
	for at < len(text) && text[at] != '\n' && text[at] != '\r' {
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
	headEnd := min(len(text), start+headBytes)
	s.head = sample(text, start, headEnd, 1, heads, comma, quote)
	if n := len(s.head); n > 0 {
		headEnd = s.head[n-1].end
	}
	for _, at := range []int{len(text) / 2, len(text) - sampleBytes} {
		if at = max(at, headEnd-1); at > headEnd-1 {
			at = lineAfter(text, at)
		} else {
			at = headEnd
		}
		rows := sample(text, at, min(len(text), at+sampleBytes), 0, rest, comma, quote)
		if n := len(rows); n > 0 {
			headEnd = rows[n-1].end
		}
		s.rest = append(s.rest, rows...)
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
		s := read(text, start, c, true, 60, 12)
		if n := typedShare(&s); n > score {
			score, comma = n, c
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
