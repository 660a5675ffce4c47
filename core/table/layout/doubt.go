package layout

import "fairbasis/core/table"

func isStampRole(r table.Role) bool { return r == table.Stamp || r == table.Date || r == table.Clock }

// choose puts what the user said over what was recognised. A meaning that only
// one column can have is taken from the column that was recognised to have it.
func (w *work) choose() {
	cols := w.l.Columns
	for _, ch := range w.h.Roles {
		if ch.Index < 0 || ch.Index >= len(cols) {
			continue
		}
		cols[ch.Index].Role, cols[ch.Index].Chosen = ch.Role, true
		if ch.Role == table.Value || len(w.l.Blocks) > 0 {
			continue
		}
		for c := range cols {
			old := cols[c].Role
			if c != ch.Index && !cols[c].Chosen && (old == ch.Role || ch.Role == table.Stamp && isStampRole(old) || ch.Role == table.Date && old == table.Stamp) {
				cols[c].Role = table.Ignore
			}
		}
	}
	if len(w.h.Roles) == 0 {
		return
	}
	for i := range w.l.Blocks {
		b := &w.l.Blocks[i]
		kept := b.Columns[:0]
		for _, c := range b.Columns {
			if isNumericRole(cols[c].Role) {
				kept = append(kept, c)
			}
		}
		b.Columns = kept
	}
	w.restamp()
}

// restamp finds stamp and clock again after roles were chosen: a date without
// a time of day is a stamp, and a stamp beside a time of day is a date.
func (w *work) restamp() {
	cols := w.l.Columns
	was := w.stamp
	w.stamp, w.clock = -1, -1
	for c := len(cols) - 1; c >= 0; c-- {
		switch cols[c].Role {
		case table.Stamp, table.Date:
			w.stamp = c
		case table.Clock:
			w.clock = c
		}
	}
	if w.stamp < 0 {
		return
	}
	if len(w.l.Blocks) == 0 {
		cols[w.stamp].Role = table.Stamp
		if w.clock >= 0 {
			cols[w.stamp].Role = table.Date
		}
	}
	if w.stamp != was {
		w.l.Form = w.form(w.stamp)
		w.l.UTC = w.stats[w.stamp].mostly(isEpoch)
	}
	for i := range w.l.Blocks {
		if b := &w.l.Blocks[i]; b.Stamp < 0 || !isStampRole(cols[b.Stamp].Role) {
			b.Stamp = w.stamp
		}
	}
}

// doubt compares the names of the prices with their values.
func (w *work) doubt() {
	places := [4]int{-1, -1, -1, -1}
	for c := range w.l.Columns {
		switch w.l.Columns[c].Role {
		case table.Open:
			places[0] = c
		case table.High:
			places[1] = c
		case table.Low:
			places[2] = c
		case table.Close:
			places[3] = c
		}
	}
	if len(w.l.Blocks) > 0 || min(places[0], places[1], places[2], places[3]) < 0 {
		return
	}
	e := w.extremes(places)
	if e.rows < 2 {
		return
	}
	var against []int
	wrong := 0
	for r := range w.data {
		if hi, lo, ok := e.row(r); ok && lo != 0 && (e.v[1][r] < hi || e.v[2][r] > lo) {
			wrong++
			if len(against) < 20 && w.data[r].no > 0 {
				against = append(against, w.data[r].no)
			}
		}
	}
	var mark [4]bool // places concerned
	message := "the values contradict the names of the prices"
	switch high, low := most(e.highest), most(e.lowest); {
	case 10*wrong > 3*e.rows:
		if e.highest[high] > e.highest[1] && 10*e.highest[high] > 9*e.rows {
			mark[1], mark[high] = true, true
			message += "; the highest stands in the column called " + w.title(places[high])
		}
		if e.lowest[low] > e.lowest[2] && 10*e.lowest[low] > 9*e.rows {
			mark[2], mark[low] = true, true
			message += "; the lowest stands in the column called " + w.title(places[low])
		}
		if mark == [4]bool{} {
			mark = [4]bool{true, true, true, true}
		}
	case e.rows >= 20 && w.opensLate(e.v[0], e.v[3]):
		mark[0], mark[3] = true, true
		message = "bars begin where the one before left off if open and close are exchanged"
	default:
		return
	}
	var columns []int
	names := ""
	for i, c := range places {
		if mark[i] {
			columns = append(columns, c)
			if names != "" {
				names += ", "
			}
			names += w.title(c)
		}
	}
	w.note(table.WrongRoles, message+"; the columns were read as named", columns, against, "columns", names)
}
