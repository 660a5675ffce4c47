package xlsx

import "strconv"

// value writes one cell. v is what stands in it, plain as written in XML or
// else already cleaned.
func (r *reader) value(col, st int, typ, v []byte, plain bool) error {
	kind := byte('n')
	if len(typ) > 0 {
		kind = typ[0]
	}
	switch {
	case kind == 's' && len(typ) == 1: // a shared string
		n := 0
		for _, c := range v {
			if c < '0' || c > '9' || n > 1<<30 {
				n = -1
				break
			}
			n = n*10 + int(c-'0')
		}
		text, ok := r.book.strings.at(n)
		if !ok {
			return damaged(r.path, "row "+strconv.Itoa(r.row)+" names shared string “"+cut(string(v))+"” of "+strconv.Itoa(len(r.book.strings.ends)))
		}
		v, plain = text, false
	case kind == 'e':
		r.facts.Errors++
		return nil
	case kind == 'b':
		if err := r.to(col, 5); err != nil {
			return err
		}
		if len(v) == 1 && v[0] == '1' {
			r.out = append(r.out, "TRUE"...)
		} else {
			r.out = append(r.out, "FALSE"...)
		}
		return nil
	case kind == 'n':
		done, err := r.number(col, st, v)
		if done || err != nil {
			return err
		}
	}
	if len(v) == 0 {
		return nil
	}
	if err := r.to(col, len(v)); err != nil {
		return err
	}
	if plain {
		r.out = appendText(r.out, v)
	} else {
		r.out = append(r.out, v...)
	}
	return nil
}

// number writes a number by its style, and reports false for what is none.
func (r *reader) number(col, st int, v []byte) (bool, error) {
	s := general
	if st < len(r.book.styles) {
		s = r.book.styles[st]
	}
	line, column, before := r.line, r.column, len(r.out)
	if err := r.to(col, len(v)); err != nil {
		return false, err
	}
	var ok bool
	switch s {
	case date, clock, dateTime, duration:
		if r.out, ok = r.stamps.append(r.out, v, s); ok {
			r.facts.Dates++
			return true, nil
		}
	case percent:
		if r.out, ok = appendPercent(r.out, v); ok {
			return true, nil
		}
	}
	if r.out, ok = appendNumber(r.out, v); !ok {
		r.line, r.column, r.out = line, column, r.out[:before]
	}
	return ok, nil
}

// to moves the output to a cell that is about to be written, of so many
// bytes. Empty rows and cells are written only now, when something follows.
// Text is usually a quarter of its XML; where it grows far beyond, a long
// shared string is repeated to fill up memory.
func (r *reader) to(col, size int) error {
	if r.lim.Cell > 0 && size > r.lim.Cell {
		return r.lim.LongCell(r.path, size)
	}
	if r.lim.Rows > 0 && r.row > r.lim.Rows {
		return r.lim.TooManyRows(r.path)
	}
	if r.lim.Columns > 0 && col > r.lim.Columns {
		return r.lim.TooManyColumns(r.path, col)
	}
	if len(r.out)+size > r.most {
		return refused(r.path, "expands_too_much", "repeats long texts so often that it becomes more than "+strconv.Itoa(r.most>>20)+" MB; save the table as CSV and choose that")
	}
	for ; r.line < r.row; r.line++ {
		r.out = append(r.out, '\n')
		r.column = 1
	}
	for ; r.column < col; r.column++ {
		r.out = append(r.out, '\t')
	}
	r.facts.Columns = max(r.facts.Columns, col)
	return nil
}
