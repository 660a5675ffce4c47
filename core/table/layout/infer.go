package layout

import (
	"bytes"
	"math"
	"slices"
	"strconv"

	"fairbasis/core/table"
)

// cells returns the cells of column c in the sample that are not empty.
func (w *work) cells(c int) [][]byte {
	list := make([][]byte, 0, len(w.data))
	for _, r := range w.data {
		if c < len(r.cells) && r.kinds[c] != isEmpty {
			list = append(list, r.cells[c])
		}
	}
	return list
}

// values returns the numbers of column c by row of the sample, NaN where a
// cell has none. Percent signs are left out: they are for comparing only.
func (w *work) values(c int) []float64 {
	list := make([]float64, len(w.data))
	for i, r := range w.data {
		list[i] = math.NaN()
		if c < len(r.cells) && r.kinds[c]&isNumber != 0 {
			text := make([]byte, 0, 24)
			for _, b := range r.cells[c] {
				if b != ',' && b != '%' {
					text = append(text, b)
				}
			}
			if v, err := strconv.ParseFloat(string(text), 64); err == nil {
				list[i] = v
			}
		}
	}
	return list
}

// infer gives columns without names their meaning by their values: four
// columns of like size of which one is never below and one never above the
// others are prices; what follows them counts volume, open interest, amount.
func (w *work) infer() {
	if w.fixed() {
		return
	}
	var numeric []int
	symbol := -1
	for c := range w.l.Columns {
		s := &w.stats[c]
		switch {
		case c == w.stamp || c == w.clock, w.stamp >= 0 && s.mostly(isDay), s.mostly(isMarked), w.l.UTC && s.mostly(isEpoch), c == 0 && w.isRunning():
			// the stamp, a further date, or the number of the row
		case symbol < 0 && w.isSymbols(c):
			symbol = c
			w.l.Columns[c].Role = table.Symbol
		case s.isNumeric():
			numeric = append(numeric, c)
		}
	}
	for i := 0; i+4 <= len(numeric); i++ {
		if w.fourPrices([4]int(numeric[i : i+4])) {
			w.sizes(numeric[i+3], numeric[i+4:])
			return
		}
	}
	if len(numeric) > 0 {
		w.l.Columns[numeric[0]].Role = table.Close
		w.sizes(numeric[0], numeric[1:])
	}
}

// isRunning reports whether the first column counts rows: each one more or
// less than the one before.
func (w *work) isRunning() bool {
	if !w.stats[0].mostly(isWhole) {
		return false
	}
	v := w.values(0)
	steps := 0
	for i := 1; i < len(v); i++ {
		if d := v[i] - v[i-1]; d == 1 || d == -1 {
			steps++
		}
	}
	return steps > 0 && 4*steps >= 3*(len(v)-1) // blocks begin again, samples leave gaps
}

// isSymbols reports whether column c holds few different words, or codes of
// six digits of which some begin with 0, as no number does.
func (w *work) isSymbols(c int) bool {
	var seen []string
	zero := false
	text := w.stats[c].mostly(isText)
	for _, cell := range w.cells(c) {
		if !text && len(cell) != 6 || len(cell) > 32 {
			return false
		}
		zero = zero || cell[0] == '0'
		if !slices.Contains(seen, string(cell)) {
			seen = append(seen, string(cell))
		}
	}
	return (text || zero) && (len(seen) == 1 || 4*len(seen) <= len(w.data))
}

// extremes says of four columns how often each is the highest and the lowest.
type extremes struct {
	v               [4][]float64
	rows            int // in which they differ
	like            bool
	highest, lowest [4]int
}

func (w *work) extremes(places [4]int) *extremes {
	e := &extremes{like: true}
	for i, c := range places {
		e.v[i] = w.values(c)
	}
	any := false
	for r := range w.data {
		hi, lo, ok := e.row(r)
		if !ok || hi == 0 && lo == 0 {
			continue
		}
		any = true
		if lo <= 0 || hi > 1.5*lo {
			e.like = false
		}
		if hi == lo {
			continue
		}
		e.rows++
		for i := range e.v {
			if e.v[i][r] == hi {
				e.highest[i]++
			}
			if e.v[i][r] == lo {
				e.lowest[i]++
			}
		}
	}
	e.like = e.like && any
	return e
}

func (e *extremes) row(r int) (hi, lo float64, ok bool) {
	hi, lo = e.v[0][r], e.v[0][r]
	for i := 1; i < 4; i++ {
		hi, lo = max(hi, e.v[i][r]), min(lo, e.v[i][r]) // NaN stays
	}
	return hi, lo, hi == hi
}

// most returns the first place of the largest count.
func most(count [4]int) int {
	at := 0
	for i, n := range count {
		if n > count[at] {
			at = i
		}
	}
	return at
}

// fourPrices finds open, high, low and close among four columns and gives them
// their roles; false if they are not prices of bars.
func (w *work) fourPrices(places [4]int) bool {
	e := w.extremes(places)
	if !e.like {
		return false
	}
	high, low := 1, 2 // where nothing tells them apart: the usual order
	if e.rows > 0 {
		high, low = most(e.highest), most(e.lowest)
		if high == low || 20*e.highest[high] < 19*e.rows || 20*e.lowest[low] < 19*e.rows {
			return false
		}
	}
	open := 0
	for open == high || open == low {
		open++
	}
	close := 6 - open - high - low
	if w.opensLate(e.v[open], e.v[close]) {
		open, close = close, open
	}
	for i, role := range []table.Role{table.Open, table.High, table.Low, table.Close} {
		w.l.Columns[places[[4]int{open, high, low, close}[i]]].Role = role
	}
	return true
}

// opensLate reports whether rows take up where the one before left off when b
// is the open and a the close, and not the other way round.
func (w *work) opensLate(a, b []float64) bool {
	down := w.isDescending()
	var named, exchanged float64
	n := 0
	for i := 1; i < len(a); i++ {
		now, before := i, i-1
		if down {
			now, before = before, now
		}
		x, y := math.Abs(a[now]-b[before]), math.Abs(b[now]-a[before])
		if x+y == x+y && w.data[i].no == w.data[i-1].no+1 {
			n++
			named += x
			exchanged += y
		}
	}
	return n > 2 && exchanged < named/2
}

// isDescending reports whether the dates of the sample go back, by comparing
// them as text, which is right for all forms with the year first.
func (w *work) isDescending() bool {
	if w.stamp < 0 {
		return false
	}
	list := w.cells(w.stamp)
	return len(list) > 1 && len(list[0]) == len(list[len(list)-1]) && bytes.Compare(list[0], list[len(list)-1]) > 0
}

// sizes gives the columns behind the prices their roles: volume, then open
// interest or amount, told apart by amount being about price times volume.
func (w *work) sizes(price int, places []int) {
	var p, v []float64
	var taken [2]bool
	for i, c := range places {
		if i == 0 {
			w.l.Columns[c].Role = table.Volume
			p, v = w.values(price), w.values(c)
			continue
		}
		larger, n := 0, 0
		for row, x := range w.values(c) {
			if r := x / (v[row] * p[row]); r > 0 {
				n++
				if r > 0.5 && r < 2000 {
					larger++
				}
			}
		}
		switch {
		case n > 0 && 10*larger >= 9*n:
			if !taken[0] {
				w.l.Columns[c].Role, taken[0] = table.Amount, true
			}
		case !taken[1] && w.stats[c].mostly(isWhole):
			w.l.Columns[c].Role, taken[1] = table.OpenInterest, true
		}
	}
}

// fixed recognises files without a header whose programs write a fixed order.
func (w *work) fixed() bool {
	s := w.stats
	order := ""
	switch {
	case w.width >= 11 && w.stamp == 0 && s[0].mostly(isEpoch) && s[6].mostly(isEpoch) && s[5].isNumeric():
		w.l.Format.ID, order = "binance", " ohlcv a"
	case w.width >= 8 && w.stamp == 2 && s[0].mostly(isText) && s[1].mostly(isWhole) && s[3].mostly(isClock) && s[3].mostly(isWhole):
		w.l.Format.ID, order = "metastock", "S   ohlcvO"
	default:
		return false
	}
	w.l.Format.Certain = true
	for c := 0; c < w.width && c < len(order); c++ {
		if i := bytes.IndexByte([]byte("ohlcvaOS"), order[c]); i >= 0 {
			w.l.Columns[c].Role = []table.Role{table.Open, table.High, table.Low, table.Close, table.Volume, table.Amount, table.OpenInterest, table.Symbol}[i]
		}
	}
	return true
}
