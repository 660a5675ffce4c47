package layout

import (
	"bytes"
	"strconv"
	"strings"

	"fairbasis/core/table"
	"fairbasis/core/table/charset"
)

// work is one recognition under way.
type work struct {
	sheet
	h     Hint
	enc   charset.Encoding
	first int    // place in head of the first row of data
	top   int    // place in head of the header, -1 if there is none
	data  []*row // rows of data of the sample, in order
	stats []stat
	names []string // of the columns, by place; empty without a header
	keys  []string // the same, normalised
	over  []string // codes of a row above the header, each carried to the right
	stamp int      // place of the stamp or date, -1 if there is none
	clock int      // place of the time of day, -1 if there is none
	l     Layout
}

// Recognise tells what text is. It looks at the head of the text and at
// samples of its middle and end. A text that is no table of dated numbers is
// refused with what was seen and what would be right.
func Recognise(text []byte, h Hint) (Layout, error) {
	start := 0
	if bytes.HasPrefix(text, []byte("\xEF\xBB\xBF")) {
		start = 3
	}
	if err := notTable(text[start:]); err != nil {
		return Layout{}, err
	}
	w := &work{h: h, enc: charset.Encoding(h.Encoding), stamp: -1, clock: -1, top: -1}
	var score int
	w.sheet, score = sniff(text, start, h)
	if score == 0 && !w.single() {
		return Layout{}, w.noRows()
	}
	w.measure(nil)
	if !w.findData() {
		return Layout{}, w.noRows()
	}
	w.measure(w.data)
	w.findHeader()
	w.columns()
	w.findStamp()
	if w.top < 0 || w.isGarbled() {
		w.infer()
	} else {
		w.roles()
	}
	w.identify()
	w.finish()
	w.choose()
	if err := w.unusable(); err != nil {
		return Layout{}, err
	}
	w.doubt()
	return w.l, nil
}

// single takes the text for one column of dates.
func (w *work) single() bool {
	dates, rows := 0, 0
	each(&w.sheet, func(r *row) {
		if r.isBlank() {
			return
		}
		rows++
		if len(r.cells) == 1 && r.kinds[0]&isDate != 0 {
			dates++
		}
	})
	if dates == 0 || dates*2 < rows {
		return false
	}
	w.width = 1
	return true
}

// stat counts what the cells of one column may be.
type stat struct {
	full  int // cells that are neither empty nor missing
	count [kinds]int
}

// of returns how many cells may be one of k.
func (s *stat) of(k bits) int {
	most := 0
	for i := range s.count {
		if k&(1<<i) != 0 {
			most = max(most, s.count[i])
		}
	}
	return most
}

// mostly reports whether at least nine tenths of the cells may be k.
func (s *stat) mostly(k bits) bool { return s.full > 0 && 10*s.of(k) >= 9*s.full }

func (s *stat) isNumeric() bool { return s.full > 0 && 2*(s.of(isNumber)+s.of(isComma)) > s.full }

// measure counts the cells of rows, or of all rows that hold a number or a
// date where rows is nil.
func (w *work) measure(rows []*row) {
	w.stats = make([]stat, w.width)
	count := func(r *row) {
		for c, k := range r.kinds {
			if c >= w.width || k&(isEmpty|isMissing) != 0 {
				continue
			}
			s := &w.stats[c]
			s.full++
			for i := range s.count {
				if k&(1<<i) != 0 {
					s.count[i]++
				}
			}
		}
	}
	for _, r := range rows {
		count(r)
	}
	if rows != nil {
		return
	}
	each(&w.sheet, func(r *row) {
		if len(r.cells) != w.width {
			return
		}
		for _, k := range r.kinds {
			if k&isTyped != 0 {
				count(r)
				return
			}
		}
	})
}

// isData reports whether the cells of r fit the columns.
func (w *work) isData(r *row) bool {
	if len(r.cells) == 1 && w.width > 1 {
		return false
	}
	fit, miss := 0, 0
	for c, k := range r.kinds {
		if c >= w.width || k&(isEmpty|isMissing) != 0 {
			continue
		}
		s := &w.stats[c]
		want := bits(0)
		if s.isNumeric() {
			want = isNumber | isComma
		}
		if 2*s.of(isDate) > s.full {
			want |= isDate
		}
		if 2*s.of(isClock) > s.full {
			want |= isClock
		}
		switch {
		case want == 0:
		case k&want != 0:
			fit++
		default:
			miss++
		}
	}
	return fit > miss
}

// findData finds the first row of data, and all of the sample.
func (w *work) findData() bool {
	w.first = -1
	for i := range w.head {
		if r := &w.head[i]; w.isData(r) {
			if w.first < 0 {
				w.first = i
			}
			w.data = append(w.data, r)
		}
	}
	if w.first < 0 {
		return false
	}
	for i := range w.rest {
		if r := &w.rest[i]; w.isData(r) {
			w.data = append(w.data, r)
		}
	}
	w.l.Data, w.l.DataRow = w.head[w.first].at, w.head[w.first].no
	return true
}

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
	at := w.width - 1
	first := roleOf(key(w.names[0])) == stampWord
	switch {
	case first && w.stats[0].mostly(isDate) && w.stats[1].mostly(isClock) && w.stats[1].mostly(isColon|isWhole) && roleOf(key(w.names[1])) != stampWord:
		at = 1
	case !first && w.stats[0].mostly(isDate) && !w.stats[0].mostly(isText),
		first && w.stats[1].mostly(isDate):
		at = 0
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
		w.l.Title = strings.Trim(w.decode(trim(trimLine(cut(w.text[r.at:r.end], 200)))), ",;|\"\t ")
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

func (w *work) decode(cell []byte) string { return charset.Decode(cell, w.enc) }

// columns makes the columns with their names and first cells.
func (w *work) columns() {
	w.l.Delimiter, w.l.Quote = w.comma, w.quote
	w.l.Columns = make([]Column, w.width)
	for c := range w.l.Columns {
		col := &w.l.Columns[c]
		col.Role = table.Ignore
		if c < len(w.names) {
			col.Name = w.names[c]
		}
		for i := 0; i < len(w.data) && i < 3; i++ {
			if r := w.data[i]; c < len(r.cells) {
				col.Sample = append(col.Sample, w.decode(cut(r.cells[c], 60)))
			} else {
				col.Sample = append(col.Sample, "")
			}
		}
		s := &w.stats[c]
		col.Percent = s.isNumeric() && (2*s.of(isPercent) > s.full || strings.IndexByte(col.Name, '%') >= 0)
	}
}

// sample returns the first cell of the column, "" where it has none.
func (c *Column) sample() string {
	if len(c.Sample) > 0 {
		return c.Sample[0]
	}
	return ""
}

func (w *work) title(c int) string {
	if name := w.l.Columns[c].Name; name != "" {
		return name
	}
	return strconv.Itoa(c + 1)
}

func cut(b []byte, n int) []byte {
	if len(b) > n {
		return b[:n]
	}
	return b
}
