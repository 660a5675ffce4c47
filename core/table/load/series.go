package load

import "fairbasis/core/table"

// series is one line in order of time, with what was measured.
type series struct {
	*line
	frame   *frame
	tempo   *tempo
	minutes int // length of a bar
}

// arrange joins the rows of a line, puts them in order and leaves one row for
// every stamp.
func (r *reading) arrange(l *line) *series {
	o := direction(l.pieces)
	f := join(l.pieces)
	r.zeros(f, l)
	if !l.block {
		r.emptyRows(f, l)
	}
	if f.len() == 0 {
		return nil
	}
	backward := o.down > o.up
	switch {
	case o.down == 0:
		r.ascending++
	case o.up == 0:
		r.descending++
	default:
		r.unsorted++
		r.report(finding{code: table.Unsorted, severity: table.Warning, action: "sorted", count: min(o.down, o.up), rows: o.back, symbol: l.symbol,
			message: about(l.symbol) + "the times go back " + many(min(o.down, o.up), "time") + "; the rows were put in order"})
	}
	if backward {
		f.reverse()
	}
	if (o.down > 0 && o.up > 0) || len(l.pieces) > 1 {
		f.permute(sorted(f.time))
	}
	var t twice
	if len(l.pieces) > 1 || o.equal > 0 || o.down > 0 && o.up > 0 {
		t = f.distinct(l.block && len(l.pieces) > 1)
	}
	r.skipped += t.same + t.different
	r.report(finding{code: table.DuplicateSame, severity: table.Notice, action: "merged", count: t.same, rows: t.sameRows, symbol: l.symbol,
		message: about(l.symbol) + many(t.same, "row") + " " + plural(t.same, "repeats", "repeat") + " a time with the same values; one of each was kept"})
	r.report(finding{code: table.DuplicateDifferent, severity: table.Warning, action: "merged", count: t.different, rows: t.differentRows, symbol: l.symbol,
		message: about(l.symbol) + many(t.different, "row") + " " + plural(t.different, "has", "have") + " the time of another with other values; the one that stands last in the file was kept"})
	r.reject(table.DuplicateSame, t.sameRows...)
	r.reject(table.DuplicateDifferent, t.differentRows...)
	if t.different > 10 && 3*t.different >= f.len() && l.source != "column" && l.source != "header" {
		r.report(finding{code: table.MixedContracts, severity: table.Bad, action: "kept", count: t.different, rows: t.differentRows, symbol: l.symbol,
			params:  []string{"blocks", number(1 + (t.different+f.len()-1)/f.len())},
			message: "most times occur more than once with other values: the rows are of several contracts, and no column says which is which"})
	}
	return &series{line: l, frame: f, tempo: measure(f.time)}
}

// zeros takes prices of 0 for empty cells, in formats that write them so. In a
// file of closes side by side rows without any are not bars of the series.
func (r *reading) zeros(f *frame, l *line) {
	if !r.parts[0].layout.Zero || r.choices.KeepZeros {
		return
	}
	empty := make([]bool, 0)
	for c := range f.cols {
		col := &f.cols[c]
		if !isPrice(col.role) && !(l.block && col.role == table.Value) {
			continue
		}
		for i := range f.len() {
			if col.Float != nil && col.Float[i] == 0 || col.Float == nil && col.Mantissa[i] == 0 {
				col.clear(i)
				if len(empty) == 0 {
					empty = make([]bool, f.len())
				}
				empty[i] = true
				r.zeroed++
			}
		}
	}
	if !l.block || len(empty) == 0 {
		return
	}
	keep := make([]int32, 0, f.len())
	for i := range f.len() {
		if !empty[i] || f.hasValue(i) {
			keep = append(keep, int32(i))
		}
	}
	f.permute(keep)
}

// emptyRows leaves out rows that have a stamp and no price: a day without
// trading at Yahoo, a line of dashes.
func (r *reading) emptyRows(f *frame, l *line) {
	var prices []*column
	for c := range f.cols {
		if isPrice(f.cols[c].role) || f.cols[c].role == table.Value {
			prices = append(prices, &f.cols[c])
		}
	}
	if len(prices) == 0 {
		return
	}
	var gone []int32
	for _, i := range prices[0].empty() {
		some := false
		for _, c := range prices[1:] {
			if c.has(int(i)) {
				some = true
				break
			}
		}
		if !some {
			gone = append(gone, i)
		}
	}
	if len(gone) == 0 {
		return
	}
	keep := make([]int32, 0, f.len()-len(gone))
	next := 0
	for i := range f.len() {
		if next < len(gone) && int(gone[next]) == i {
			gone[next] = f.row[i]
			next++
		} else {
			keep = append(keep, int32(i))
		}
	}
	f.permute(keep)
	r.skipped += len(gone)
	r.report(finding{code: table.EmptyRows, severity: table.Notice, action: "skipped", count: len(gone), rows: gone, symbol: l.symbol,
		message: about(l.symbol) + many(len(gone), "row") + " with a time and no price; left out"})
	r.reject(table.EmptyRows, gone...)
}

// auction puts the row of the opening auction, stamped with the minute the
// session begins, into the first bar of its day: EastMoney has 241 rows a day.
func (s *series) auction(length int) []int32 {
	f := s.frame
	if !s.tempo.fits(0) || s.tempo.seen[open] == 0 {
		return nil
	}
	opens, highs, lows := f.column(table.Open), f.column(table.High), f.column(table.Low)
	volume, amount := f.column(table.Volume), f.column(table.Amount)
	var merged, keep []int32
	for i := range f.len() {
		first := i == 0 || f.time[i]-mod(f.time[i], day) != f.time[i-1]-mod(f.time[i-1], day)
		if first && mod(f.time[i], day) == open*minute && i+1 < f.len() && f.time[i+1]-f.time[i] == int64(length)*minute {
			merged = append(merged, int32(i))
		}
	}
	if len(merged) == 0 {
		return nil
	}
	rows := make([]int32, len(merged))
	next := 0
	keep = make([]int32, 0, f.len()-len(merged))
	for i := range f.len() {
		if next == len(merged) || int(merged[next]) != i {
			keep = append(keep, int32(i))
			continue
		}
		rows[next] = f.row[i]
		next++
		opens.copy(i, i+1)
		highs.extreme(i, i+1, +1)
		lows.extreme(i, i+1, -1)
		volume.sum(i, i+1)
		amount.sum(i, i+1)
	}
	f.permute(keep)
	s.tempo = measure(f.time)
	return rows
}

// copy puts the value of row i into row j.
func (c *column) copy(i, j int) {
	switch {
	case c == nil || !c.has(i):
	case c.Float != nil:
		c.Float[j] = c.Float[i]
	default:
		c.Mantissa[j] = c.Mantissa[i]
	}
}

// extreme puts the higher (+1) or lower (-1) of rows i and j into row j.
func (c *column) extreme(i, j, sign int) {
	if c == nil || !c.has(i) {
		return
	}
	if c.has(j) && (c.Float != nil && float64(sign)*(c.Float[i]-c.Float[j]) <= 0 || c.Float == nil && int64(sign)*(c.Mantissa[i]-c.Mantissa[j]) <= 0) {
		return
	}
	c.copy(i, j)
}

// sum adds row i to row j.
func (c *column) sum(i, j int) {
	switch {
	case c == nil || !c.has(i):
	case !c.has(j):
		c.copy(i, j)
	case c.Float != nil:
		c.Float[j] += c.Float[i]
	default:
		c.Mantissa[j] += c.Mantissa[i] // counts: far from the end of int64
	}
}
