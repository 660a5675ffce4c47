package layout

import (
	"strings"

	"fairbasis/core/table/scan"
)

// findHeader finds the row that names the columns: above the data, or inside
// it where blocks with their headers were put together and the first was cut.
func (w *work) findHeader() {
	best := -1
	for i := max(0, w.first-12); i < w.first; i++ {
		r := &w.head[i]
		text := 0
		for _, k := range r.kinds {
			if k&isText != 0 {
				text++
			}
		}
		if text == 0 || len(r.cells) == 1 && w.width > 1 || 3*text < w.width && text < 3 && w.known(r) == 0 {
			continue
		}
		if n := w.known(r); n >= best {
			w.top, best = i, n
		}
	}
	for i := w.first + 1; i < len(w.head) && w.top < 0; i++ {
		if r := &w.head[i]; len(r.cells) > 3 && !w.isData(r) && w.known(r) > 3*weight {
			w.top = i
		}
	}
	if w.top < 0 {
		return
	}
	r := &w.head[w.top]
	w.l.Header, w.l.HeaderAt, w.l.HeaderEnd = r.no, r.at, r.end
	w.names = make([]string, 0, w.width)
	for _, cell := range r.cells {
		w.names = append(w.names, w.decode(cell))
	}
	w.align()
	for _, name := range w.names {
		w.keys = append(w.keys, key(name))
	}
	for i := 0; i < w.first; i++ {
		if r := &w.head[i]; i < w.top {
			w.above(r)
		} else if i > w.top {
			w.tickers(r)
		}
	}
}

// weight is what one name of a column counts against codes of contracts, which
// stand above headers as well as in them.
const weight = 1 << 12

// known counts the cells of r that are names of columns, by weight, and codes.
func (w *work) known(r *row) int {
	n := 0
	for c, cell := range r.cells {
		if r.kinds[c]&isText == 0 {
			continue
		}
		name := w.decode(cell)
		if roleOf(key(name)) != "" {
			n += weight
		} else if _, _, ok := prefixed(name); ok {
			n++
		}
	}
	return n
}

// align puts an empty name where the header has one name less than the rows
// have cells: behind the date when a time of day has no name of its own, else
// in front, as programs do whose first column is the name of the row.
func (w *work) align() {
	if len(w.names) != w.width-1 || w.width < 3 {
		for len(w.names) < w.width {
			w.names = append(w.names, "")
		}
		w.names = w.names[:w.width]
		return
	}
	at := 0
	first := roleOf(key(w.names[0])) == stampWord
	switch {
	case first && w.stats[0].mostly(isDate) && w.stats[1].mostly(isClock) && w.stats[1].mostly(isColon|isWhole) && roleOf(key(w.names[1])) != stampWord:
		at = 1
	case !first && w.stats[0].mostly(isDate) && !w.stats[0].mostly(isText),
		first && w.stats[1].mostly(isDate):
	default:
		w.names = append(w.names, "")
		return
	}
	w.names = append(w.names, "")
	copy(w.names[at+1:], w.names[at:])
	w.names[at] = ""
	w.doubtNames(at)
}

// isGarbled reports whether the names of the header were lost by a wrong
// decoding: no name is known, and some hold the mark of a lost character.
func (w *work) isGarbled() bool {
	return w.known(&w.head[w.top]) == 0 && strings.Contains(strings.Join(w.names, ""), "\uFFFD")
}

// above looks at a row over the header: a title, or codes over groups of columns.
func (w *work) above(r *row) {
	var codes []string
	full, found := 0, 0
	for c, cell := range r.cells {
		name := ""
		if r.kinds[c] != isEmpty {
			full++
			if name = w.decode(cell); isCodeText(name) {
				found++
			} else {
				name = ""
			}
		}
		if name == "" && len(codes) > 0 && c < w.width && r.kinds[c] == isEmpty {
			name = codes[len(codes)-1]
		}
		codes = append(codes, name)
	}
	switch {
	case w.l.Title == "" && (full == 1 || w.comma == ' ' && full > 0):
		w.l.Title = strings.Trim(w.decode(scan.Trim(trimLine(cut(w.text[r.at:r.end], 200)))), ",;|\"\t ")
	case found > 1 && found == full:
		w.over = codes
	}
}

// tickers looks at a row between header and data that says Ticker and then the
// contract of every column, as tables with several rows of names have.
func (w *work) tickers(r *row) {
	if k := key(w.decode(r.cells[0])); k != "ticker" && k != "symbol" || len(r.cells) < 2 {
		return
	}
	codes := make([]string, w.width)
	same := true
	for c := 1; c < w.width && c < len(r.cells); c++ {
		codes[c] = w.decode(r.cells[c])
		same = same && codes[c] == codes[1]
	}
	if same {
		w.l.Symbol, w.l.From = codes[1], "header"
	} else {
		w.over = codes
	}
}
