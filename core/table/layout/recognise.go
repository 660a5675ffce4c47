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
	want  []bits   // what the cells of a column must be in a row of data
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

// holds reports whether the cells are of kind k: mostly, or where the header
// says so more than not; the others are bad cells, not another meaning.
func (s *stat) holds(k bits, named bool) bool { return s.mostly(k) || named && 2*s.of(k) > s.full }

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

// wants tells for every column what its cells mostly are: numbers, dates or
// times of day, in any mixture; nothing for a column of text.
func (w *work) wants() {
	w.want = make([]bits, w.width)
	for c := range w.stats {
		s := &w.stats[c]
		if s.isNumeric() {
			w.want[c] = isNumber | isComma
		}
		if 2*s.of(isDate) > s.full {
			w.want[c] |= isDate
		}
		if 2*s.of(isClock) > s.full {
			w.want[c] |= isClock
		}
	}
}

// isData reports whether the cells of r fit the columns.
func (w *work) isData(r *row) bool {
	if len(r.cells) == 1 && w.width > 1 {
		return false
	}
	fit := 0
	for c, k := range r.kinds {
		switch {
		case c >= w.width || k&(isEmpty|isMissing) != 0 || w.want[c] == 0:
		case k&w.want[c] != 0:
			fit++
		default:
			fit--
		}
	}
	return fit > 0
}

// findData finds the first row of data, and all of the sample.
func (w *work) findData() bool {
	w.first = -1
	w.wants()
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

// decode reads a name; of one that is absurdly long only the beginning.
func (w *work) decode(cell []byte) string { return charset.Decode(cut(cell, maxName), w.enc) }

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
