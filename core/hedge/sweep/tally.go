package sweep

import "fairbasis/core/op"

// record is what one cell has earned so far.
type record struct {
	gross, net   float64 // sums of the returns of its trades
	today        float64 // of the trades that ended on the day at hand
	sum, square  float64 // of the daily net returns of the month at hand, and of their squares
	cube, fourth float64 // of all days that are over
	day, month   int32   // at hand; -1 before the first trade
	trades, wins int32
	_            int64 // a multiple of 16 bytes
}

// tally adds up the trades of all cells of one window and order, which lie
// one behind the other in the columns of the reply.
type tally struct {
	cells  []record
	month  []int32 // month of every day of the series
	months int
}

func newTally(cells int, month []int32, months int) *tally {
	return &tally{cells: make([]record, cells), month: month, months: months}
}

// clear begins with no trade.
func (t *tally) clear() {
	for i := range t.cells {
		t.cells[i] = record{day: -1, month: -1}
	}
}

// out are the columns of the reply for the cells of a tally.
type out struct{ gross, net, trades, wins, sum, square, cube, fourth op.Column }

// from returns the columns from the cell'th cell on.
func (o out) from(cell, months int) out {
	return out{o.gross[cell:], o.net[cell:], o.trades[cell:], o.wins[cell:], o.sum[cell*months:], o.square[cell*months:], o.cube[cell:], o.fourth[cell:]}
}

func newOut(cells, months int) out {
	all := make(op.Column, cells*(6+2*months)) // one piece of memory
	cut := func(n int) op.Column {
		c := all[:n:n]
		all = all[n:]
		return c
	}
	return out{cut(cells), cut(cells), cut(cells), cut(cells), cut(cells * months), cut(cells * months), cut(cells), cut(cells)}
}

// close ends the day at hand of cell c and begins another one. A day without
// a trade adds 0 to every sum and needs no entry.
func (t *tally) close(o out, c int, day int32) {
	r := &t.cells[c]
	if r.day >= 0 {
		x := r.today
		xx := x * x
		r.sum += x
		r.square += xx
		r.cube += xx * x
		r.fourth += xx * xx
		r.today = 0
	}
	r.day = day
	month := int32(-1)
	if day >= 0 {
		month = t.month[day]
	}
	if month != r.month {
		if r.month >= 0 {
			o.sum[c*t.months+int(r.month)] = r.sum
			o.square[c*t.months+int(r.month)] = r.square
		}
		r.sum, r.square, r.month = 0, 0, month
	}
}

// turn begins the month of a day for all cells, of which none has a day at hand.
func (t *tally) turn(o out, day int32) {
	if t.month[day] != t.cells[0].month {
		for c := range t.cells {
			t.close(o, c, day)
			t.cells[c].day = -1
		}
	}
}

// write ends the last day of every cell and writes what has no month.
func (t *tally) write(o out) {
	for c := range t.cells {
		t.close(o, c, -1)
		r := &t.cells[c]
		o.gross[c], o.net[c] = r.gross, r.net
		o.trades[c], o.wins[c] = float64(r.trades), float64(r.wins)
		o.cube[c], o.fourth[c] = r.cube, r.fourth
	}
}
