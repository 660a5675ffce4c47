package history

import (
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
)

// MaxPoints is the most points of a line in a reply; a longer one is thinned,
// its lowest and highest points kept.
const MaxPoints = 5000

// writer makes series of the lines of a book. Lines with the same days share
// their column of times: replies are only read.
type writer struct {
	book *study.Book
	all  op.Column // every day of the book
}

// series is a line as replies have it, no longer than a chart draws. It may
// keep the line's values.
func (w *writer) series(l study.Line) study.Series {
	for _, x := range l.Value {
		if x-x != 0 {
			return study.Thin(w.book.Series(l), MaxPoints)
		}
	}
	if len(l.Value) == 0 {
		return w.book.Series(l)
	}
	if w.all == nil {
		w.all = make(op.Column, len(w.book.Day))
		for i, day := range w.book.Day {
			w.all[i] = float64(day) * market.DayMillis
		}
	}
	return study.Thin(study.Series{Time: w.all, Value: l.Value}, MaxPoints)
}

// alike makes series of lines that have their values on the same days, or
// nearly so.
func (w *writer) alike(lines []study.Line, to ...*study.Series) {
	first := &lines[0]
	whole := w.book.Series(*first)
	*to[0] = study.Thin(whole, MaxPoints)
next:
	for k := 1; k < len(lines); k++ {
		l := &lines[k]
		values := make(op.Column, 0, len(whole.Value))
		for i, x := range l.Value {
			if (x-x == 0) != (first.Value[i]-first.Value[i] == 0) {
				*to[k] = w.series(*l)
				continue next
			}
			if x-x == 0 {
				values = append(values, x)
			}
		}
		*to[k] = study.Thin(study.Series{Time: whole.Time, Value: values, Undefined: whole.Undefined}, MaxPoints)
	}
}
