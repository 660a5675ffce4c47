package layout

import (
	"strconv"
	"strings"

	"fairbasis/core/table"
)

// choose puts what the user said over what was recognised.
func (w *work) choose() {
	for _, ch := range w.h.Roles {
		if ch.Index < 0 || ch.Index >= len(w.l.Columns) {
			continue
		}
		col := &w.l.Columns[ch.Index]
		if !isNumericRole(ch.Role) {
			w.leaveBlock(ch.Index)
		}
		col.Role, col.Chosen = ch.Role, true
		if ch.Role == table.Value || ch.Role == table.Ignore {
			continue
		}
		// A meaning that only one column can have is taken from the column that
		// was recognised to have it.
		for c := range w.l.Columns {
			other := &w.l.Columns[c]
			same := other.Role == ch.Role || isStampRole(ch.Role) && other.Role == table.Stamp || ch.Role == table.Stamp && isStampRole(other.Role)
			if c != ch.Index && same && !other.Chosen && len(w.l.Blocks) == 0 {
				switch {
				case ch.Role == table.Clock && other.Role == table.Stamp:
					other.Role = table.Date
				default:
					other.Role = table.Ignore
				}
			}
		}
	}
	if len(w.h.Roles) == 0 {
		return
	}
	date, clock, stamp := -1, -1, -1
	for c := range w.l.Columns {
		switch w.l.Columns[c].Role {
		case table.Date:
			date = c
		case table.Clock:
			clock = c
		case table.Stamp:
			if stamp < 0 {
				stamp = c
			}
		}
	}
	if clock < 0 && date >= 0 { // a date alone is the stamp
		w.l.Columns[date].Role, stamp, date = table.Stamp, date, -1
	}
	if date >= 0 {
		stamp = date
	}
	if stamp >= 0 && stamp != w.stamp {
		w.l.Form = w.form(stamp)
		w.l.UTC = w.stats[stamp].mostly(isEpoch)
	}
	for i := range w.l.Blocks {
		if b := &w.l.Blocks[i]; b.Stamp < 0 || !isStampRole(w.l.Columns[b.Stamp].Role) {
			b.Stamp = stamp
		}
	}
	w.stamp, w.clock = stamp, clock
}

func isStampRole(r table.Role) bool { return r == table.Stamp || r == table.Date || r == table.Clock }

// leaveBlock takes column c out of the block it belongs to.
func (w *work) leaveBlock(c int) {
	for i := range w.l.Blocks {
		b := &w.l.Blocks[i]
		for j, p := range b.Columns {
			if p == c {
				b.Columns = append(append([]int(nil), b.Columns[:j]...), b.Columns[j+1:]...)
				break
			}
		}
	}
}

// doubtNames notes that the header has fewer names than the rows have cells.
func (w *work) doubtNames(at int) {
	w.l.Doubts = append(w.l.Doubts, Doubt{Code: table.WrongRoles, Columns: []int{at}, Rows: []int{w.l.Header},
		Message: "the header has " + strconv.Itoa(w.width-1) + " names for " + strconv.Itoa(w.width) + " columns; column " + strconv.Itoa(at+1) + " was taken to be the one without",
		Params:  map[string]string{"columns": strconv.Itoa(at + 1), "names": strconv.Itoa(w.width - 1), "cells": strconv.Itoa(w.width)}})
}

// doubt compares the names of the prices with their values.
func (w *work) doubt() {
	if len(w.l.Blocks) > 0 {
		return
	}
	roles := [4]table.Role{table.Open, table.High, table.Low, table.Close}
	places := [4]int{-1, -1, -1, -1}
	for c := range w.l.Columns {
		for i, role := range roles {
			if w.l.Columns[c].Role == role {
				places[i] = c
			}
		}
	}
	var v [4][]float64
	var ok [4][]bool
	for i, c := range places {
		if c < 0 {
			return
		}
		v[i], ok[i] = w.values(c)
	}
	var highest, lowest [4]int
	var against []int
	rows, wrong := 0, 0
	for r := range w.data {
		if !ok[0][r] || !ok[1][r] || !ok[2][r] || !ok[3][r] {
			continue
		}
		hi := max(v[0][r], v[1][r], v[2][r], v[3][r])
		lo := min(v[0][r], v[1][r], v[2][r], v[3][r])
		if hi == lo || lo == 0 {
			continue
		}
		rows++
		for i := range v {
			if v[i][r] == hi {
				highest[i]++
			}
			if v[i][r] == lo {
				lowest[i]++
			}
		}
		if v[1][r] < hi || v[2][r] > lo {
			wrong++
			if len(against) < 20 && w.data[r].no > 0 {
				against = append(against, w.data[r].no)
			}
		}
	}
	if rows < 2 {
		return
	}
	if 10*wrong > 3*rows {
		w.doubtPrices(places, highest, lowest, rows, against)
	} else if rows >= 20 && w.opensLate(v[0], v[3], ok[0], ok[3]) {
		w.wrongRoles([]int{places[0], places[3]}, nil, "bars begin near the column called "+w.title(places[3])+" of the row before and end near "+w.title(places[0])+
			": open and close may be exchanged; they were read as the header says")
	}
}

// doubtPrices says which columns fit high and low better than those of the names.
func (w *work) doubtPrices(places, highest, lowest [4]int, rows int, against []int) {
	high, low := 1, 2
	for i := range places {
		if highest[i] > highest[high] {
			high = i
		}
		if lowest[i] > lowest[low] {
			low = i
		}
	}
	var columns []int
	message := "the values contradict the names of the prices"
	if high != 1 && 10*highest[high] > 9*rows {
		columns = append(columns, places[1], places[high])
		message += "; the highest price stands in the column called " + w.title(places[high])
	}
	if low != 2 && 10*lowest[low] > 9*rows {
		columns = append(columns, places[2], places[low])
		message += "; the lowest in the one called " + w.title(places[low])
	}
	if len(columns) == 0 {
		columns = places[:]
	}
	w.wrongRoles(columns, against, message+"; they were read as named")
}

func (w *work) title(c int) string {
	if name := w.l.Columns[c].Name; name != "" {
		return name
	}
	return strconv.Itoa(c + 1)
}

func (w *work) wrongRoles(columns, rows []int, message string) {
	var places []int
	var names []string
	for _, c := range columns {
		seen := false
		for _, p := range places {
			seen = seen || p == c
		}
		if !seen {
			places = append(places, c)
			names = append(names, w.title(c))
		}
	}
	w.l.Doubts = append(w.l.Doubts, Doubt{Code: table.WrongRoles, Columns: places, Rows: rows, Message: message,
		Params: map[string]string{"columns": strings.Join(names, ", ")}})
}
