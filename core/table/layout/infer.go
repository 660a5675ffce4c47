package layout

import (
	"bytes"
	"strconv"

	"fairbasis/core/table"
)

// number reads a cell that what calls a number; percent signs and thousands
// commas are left out, so it is good for comparing only.
func number(cell []byte) (float64, bool) {
	var buf [40]byte
	b := buf[:0]
	for _, c := range cell {
		if c != ',' && c != '%' && len(b) < len(buf) {
			b = append(b, c)
		}
	}
	v, err := strconv.ParseFloat(string(bytes.TrimSpace(b)), 64)
	return v, err == nil
}

// values returns the numbers of column c in the sample, with false where a
// cell has none.
func (w *work) values(c int) (list []float64, ok []bool) {
	list, ok = make([]float64, len(w.data)), make([]bool, len(w.data))
	for i, r := range w.data {
		if c < len(r.cells) && r.kinds[c]&isNumber != 0 {
			list[i], ok[i] = number(r.cells[c])
		}
	}
	return list, ok
}

// infer gives columns without names their meaning by their values: four
// columns of like size of which one is never below and one never above the
// others are prices; what follows them counts volume, open interest, amount.
func (w *work) infer() {
	if w.known4() {
		return
	}
	var numeric []int
	for c := range w.l.Columns {
		s := &w.stats[c]
		switch {
		case c == w.stamp || c == w.clock:
		case s.mostly(isDay) && w.stamp >= 0 && !s.mostly(isText), s.mostly(isMarked), w.l.UTC && s.mostly(isEpoch), c == 0 && w.isRunning(c):
			// a further date, or the number of the row
		case s.mostly(isWhole) && w.isVocabulary(c) && w.isSixDigits(c) && !w.hasRole(table.Symbol):
			w.l.Columns[c].Role = table.Symbol
		case s.isNumeric():
			numeric = append(numeric, c)
		case s.mostly(isText) && !w.hasRole(table.Symbol) && w.isVocabulary(c):
			w.l.Columns[c].Role = table.Symbol
		}
	}
	for i := 0; i+4 <= len(numeric); i++ {
		if w.fourPrices(numeric[i : i+4]) {
			w.sizes(numeric[i+3], numeric[i+4:])
			return
		}
	}
	if len(numeric) == 0 {
		return
	}
	c := numeric[0]
	w.l.Columns[c].Role = table.Close
	w.sizes(c, numeric[1:])
}

func (w *work) hasRole(role table.Role) bool {
	for c := range w.l.Columns {
		if w.l.Columns[c].Role == role {
			return true
		}
	}
	return false
}

// isRunning reports whether column c counts rows: each one more or less than
// the one before.
func (w *work) isRunning(c int) bool {
	if !w.stats[c].mostly(isWhole) {
		return false
	}
	steps, other := 0, 0
	for i := 1; i < len(w.data); i++ {
		a, b := w.data[i-1], w.data[i]
		if c < len(a.cells) && c < len(b.cells) && a.no > 0 && b.no == a.no+1 {
			x, _ := strconv.Atoi(string(a.cells[c]))
			y, _ := strconv.Atoi(string(b.cells[c]))
			if abs(y-x) == 1 {
				steps++
			} else {
				other++
			}
		}
	}
	return steps > 0 && steps >= 9*other
}

// isVocabulary reports whether a column holds few different short words.
func (w *work) isVocabulary(c int) bool {
	seen := map[string]bool{}
	for _, r := range w.data {
		if c < len(r.cells) {
			if len(r.cells[c]) > 32 {
				return false
			}
			seen[string(r.cells[c])] = true
		}
	}
	return len(seen) == 1 || 4*len(seen) <= len(w.data)
}

// isSixDigits reports whether all cells have six digits and some begin with 0,
// as codes of indices do and no number does.
func (w *work) isSixDigits(c int) bool {
	zero := false
	for _, r := range w.data {
		if c < len(r.cells) {
			if len(r.cells[c]) != 6 {
				return false
			}
			zero = zero || r.cells[c][0] == '0'
		}
	}
	return zero
}

// fourPrices finds open, high, low and close among the four columns at places,
// and gives them their roles; false if they are not prices of bars.
func (w *work) fourPrices(places []int) bool {
	var v [4][]float64
	var ok [4][]bool
	for i, c := range places {
		v[i], ok[i] = w.values(c)
	}
	var highest, lowest [4]int // rows in which column i is at least, at most, all others
	rows, moved := 0, 0
	for r := range w.data {
		if !ok[0][r] || !ok[1][r] || !ok[2][r] || !ok[3][r] {
			continue
		}
		hi := max(v[0][r], v[1][r], v[2][r], v[3][r])
		lo := min(v[0][r], v[1][r], v[2][r], v[3][r])
		if hi == 0 && lo == 0 {
			continue
		}
		if lo <= 0 || hi > 1.5*lo {
			return false
		}
		rows++
		if hi > lo {
			moved++
		}
		for i := range v {
			if v[i][r] == hi {
				highest[i]++
			}
			if v[i][r] == lo {
				lowest[i]++
			}
		}
	}
	if rows == 0 {
		return false
	}
	set := func(open, high, low, close int) {
		for i, role := range map[int]table.Role{open: table.Open, high: table.High, low: table.Low, close: table.Close} {
			w.l.Columns[places[i]].Role = role
		}
	}
	if moved == 0 { // nothing tells them apart: the usual order
		set(0, 1, 2, 3)
		return true
	}
	high, low := 0, 0
	for i := 1; i < 4; i++ {
		if highest[i] > highest[high] {
			high = i
		}
		if lowest[i] > lowest[low] {
			low = i
		}
	}
	if high == low || 20*highest[high] < 19*rows || 20*lowest[low] < 19*rows {
		return false
	}
	var rest []int
	for i := range v {
		if i != high && i != low {
			rest = append(rest, i)
		}
	}
	open, close := rest[0], rest[1]
	if w.opensLate(v[open], v[close], ok[open], ok[close]) {
		open, close = close, open
	}
	set(open, high, low, close)
	return true
}

// opensLate reports whether b opens near the last close a, rather than a near
// b: then b is the open. Rows may be newest first, so both directions count.
func (w *work) opensLate(a, b []float64, okA, okB []bool) bool {
	var forward, exchanged [2]float64 // |open - close of the row before|, and of the row behind
	n := 0
	for i := 1; i < len(a); i++ {
		if !okA[i] || !okB[i] || !okA[i-1] || !okB[i-1] || w.data[i].no != w.data[i-1].no+1 {
			continue
		}
		n++
		forward[0] += gap(a[i], b[i-1])
		forward[1] += gap(a[i-1], b[i])
		exchanged[0] += gap(b[i], a[i-1])
		exchanged[1] += gap(b[i-1], a[i])
	}
	if n < 3 {
		return false
	}
	if w.isDescending() {
		return exchanged[1] < forward[1]/2
	}
	return exchanged[0] < forward[0]/2
}

func gap(a, b float64) float64 {
	if a > b {
		return a - b
	}
	return b - a
}

// isDescending reports whether the dates of the sample go back, by comparing
// them as text, which is right for all forms with the year first.
func (w *work) isDescending() bool {
	if w.stamp < 0 || len(w.data) < 2 {
		return false
	}
	a, b := w.data[0], w.data[len(w.data)-1]
	if w.stamp >= len(a.cells) || w.stamp >= len(b.cells) {
		return false
	}
	x, y := a.cells[w.stamp], b.cells[w.stamp]
	return len(x) == len(y) && bytes.Compare(x, y) > 0
}

// sizes gives the columns behind the prices their roles: volume, then open
// interest or amount, told apart by amount being about price times volume.
func (w *work) sizes(price int, places []int) {
	if len(places) == 0 {
		return
	}
	for _, c := range places {
		w.l.Columns[c].Role = table.Ignore
	}
	w.l.Columns[places[0]].Role = table.Volume
	p, okP := w.values(price)
	v, okV := w.values(places[0])
	for _, c := range places[1:] {
		x, ok := w.values(c)
		larger, n := 0, 0
		for i := range x {
			if ok[i] && okP[i] && okV[i] && v[i] > 0 && x[i] > 0 {
				n++
				if r := x[i] / (v[i] * p[i]); r > 0.5 && r < 2000 {
					larger++
				}
			}
		}
		role := table.OpenInterest
		if n > 0 && 10*larger >= 9*n {
			role = table.Amount
		}
		if w.hasRole(role) || role == table.OpenInterest && !w.stats[c].mostly(isWhole) {
			continue
		}
		w.l.Columns[c].Role = role
	}
}

// known4 recognises files without a header whose programs write a fixed order.
func (w *work) known4() bool {
	set := func(id string, certain bool, roles ...table.Role) bool {
		for c, role := range roles {
			if role != "" && c < w.width && c != w.stamp && c != w.clock {
				w.l.Columns[c].Role = role
			}
		}
		w.l.Format = table.Format{ID: id, Certain: certain}
		return true
	}
	s := w.stats
	switch {
	case w.width >= 11 && w.stamp == 0 && s[0].mostly(isEpoch) && s[6].mostly(isEpoch) && s[5].isNumeric():
		return set("binance", true, "", table.Open, table.High, table.Low, table.Close, table.Volume, table.Ignore, table.Amount)
	case w.width >= 8 && w.stamp == 2 && s[0].mostly(isText) && s[1].mostly(isWhole) && s[3].mostly(isClock) && s[3].mostly(isWhole):
		return set("metastock", true, table.Symbol, table.Ignore, "", "", table.Open, table.High, table.Low, table.Close, table.Volume, table.OpenInterest)
	}
	return false
}
