package load

import (
	"slices"
	"strconv"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

const (
	maxRows     = 20      // rows listed in a problem
	maxRejected = 100_000 // rows listed one by one in all
	maxAlike    = 12      // problems of one code by series, before they become one

	maxAlikeParts = 3 // the same by parts
)

// finding is one kind of problem before its rows are named.
type finding struct {
	code     string
	severity table.Severity
	action   string
	count    int
	rows     []int32 // running numbers
	symbol   string
	column   string
	message  string
	params   []string // name, value pairs
}

// report adds a problem, unless nothing was found. Rows of several parts
// become those of the first of them, which the problem names.
func (r *reading) report(f finding) {
	if f.count == 0 {
		return
	}
	p := table.Problem{Code: f.code, Severity: f.severity, Count: f.count, Symbol: f.symbol, Column: f.column, Message: f.message, Action: f.action}
	for i := 0; i+1 < len(f.params); i += 2 {
		if p.Params == nil {
			p.Params = map[string]string{}
		}
		p.Params[f.params[i]] = f.params[i+1]
	}
	p.Rows = make([]int, 0, min(len(f.rows), maxRows))
	for _, row := range f.rows {
		p.Rows = append(p.Rows, int(row))
		if len(p.Rows) == maxRows {
			break
		}
	}
	r.place(&p)
	r.problems = append(r.problems, p)
}

// place turns the running row numbers of a problem into those of its part.
func (r *reading) place(p *table.Problem) {
	if p.Rows == nil {
		p.Rows = []int{}
	}
	if len(p.Rows) == 0 || len(r.parts) == 0 {
		return
	}
	at := r.partOf(int32(p.Rows[0]))
	base := int(at.base)
	kept := p.Rows[:0]
	for _, row := range p.Rows {
		if r.partOf(int32(row)) == at {
			kept = append(kept, row-base)
		}
	}
	p.Rows, p.Part = kept, at.name
}

// partOf finds the part of a running row number.
func (r *reading) partOf(row int32) *part {
	lo, hi := 0, len(r.parts)
	for hi-lo > 1 {
		if mid := (lo + hi) / 2; row > r.parts[mid].base {
			lo = mid
		} else {
			hi = mid
		}
	}
	return r.parts[lo]
}

// reject lists rows that became no bar.
func (r *reading) reject(code string, rows ...int32) {
	for _, row := range rows {
		if len(r.rejected) >= maxRejected {
			return
		}
		at := r.partOf(row)
		r.rejected = append(r.rejected, table.RejectedRow{Part: at.name, Row: int(row - at.base), Reason: code})
	}
}

// finish puts the problems in order, the gravest first, makes one of many
// alike, and finds the text of every rejected row.
func (r *reading) finish() {
	r.problems = merged(r.problems)
	rank := func(p table.Problem) int {
		switch p.Severity {
		case table.Bad:
			return 0
		case table.Warning:
			return 1
		}
		return 2
	}
	slices.SortStableFunc(r.problems, func(a, b table.Problem) int { return rank(a) - rank(b) })
	for _, p := range r.parts {
		p.quote(r.rejected)
	}
}

// merged makes one problem of those that many series or parts of a file share.
func merged(list []table.Problem) []table.Problem {
	kind := func(p table.Problem) (key, what string) {
		if p.Symbol != "" {
			return p.Code + " series", "series"
		}
		return p.Code + " parts " + p.Column, "parts"
	}
	alike := map[string]int{}
	for _, p := range list {
		key, _ := kind(p)
		alike[key]++
	}
	first := map[string]int{}
	out := list[:0]
	for _, p := range list {
		key, what := kind(p)
		n := alike[key]
		if what == "series" && n <= maxAlike || n <= maxAlikeParts || p.Symbol+p.Part == "" {
			out = append(out, p)
			continue
		}
		at, seen := first[key]
		if !seen {
			first[key] = len(out)
			name := p.Symbol
			if what == "parts" {
				name = p.Part
			}
			p.Message += " (" + name + " and " + strconv.Itoa(n-1) + " other " + what + ")"
			params := map[string]string{what: strconv.Itoa(n)}
			for k, v := range p.Params {
				params[k] = v
			}
			p.Params, p.Symbol = params, ""
			out = append(out, p)
			continue
		}
		q := &out[at]
		q.Count += p.Count
		if q.Part == p.Part {
			q.Rows = append(q.Rows, p.Rows[:min(len(p.Rows), maxRows-len(q.Rows))]...)
		}
	}
	return out
}

// number writes a count.
func number(n int) string { return strconv.Itoa(n) }

// many writes a count with its noun: 1 row, 2 rows.
func many(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return strconv.Itoa(n) + " " + noun + "s"
}

// plural is the verb that follows a count.
func plural(n int, one, more string) string {
	if n == 1 {
		return one
	}
	return more
}

// series names what a message is about, for files with more than one.
func about(symbol string) string {
	if symbol == "" {
		return ""
	}
	return symbol + ": "
}

// renumber gives bars the rows of their own part back.
func (r *reading) renumber(b *market.Bars) {
	if len(r.parts) < 2 {
		return
	}
	for i, row := range b.Row {
		b.Row[i] = row - r.partOf(row).base
	}
}
