package load

import (
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// facts fills the reply with what was understood.
func (r *reading) facts(list []*series, set *table.Set) {
	l := r.loaded
	main := r.parts[0]
	l.Format = main.layout.Format
	l.Encoding = main.fact
	l.Delimiter = delimiter(main.layout.Delimiter)
	l.Header = main.layout.Header
	l.Columns = r.columns(main)
	switch {
	case r.unsorted > 0 || r.ascending > 0 && r.descending > 0:
		l.Order = "unsorted"
	case r.descending > 0:
		l.Order = "descending"
		r.report(finding{code: table.NewestFirst, severity: table.Notice, action: "sorted", count: 1, message: "the newest row stands first; the rows were turned round"})
	default:
		l.Order = "ascending"
	}
	wide := false
	first, last := int64(0), int64(0)
	daily := l.Minutes == market.Daily || l.PerDay == 1 && allDaily(list)
	for i, s := range list {
		b := set.Series[i]
		n := b.Len()
		wide = wide || s.block
		l.Rows += n
		if i == 0 || b.Time[0] < first {
			first = b.Time[0]
		}
		if i == 0 || b.Time[n-1] > last {
			last = b.Time[n-1]
		}
		entry := table.Series{Symbol: b.Symbol, Source: s.source, Kind: string(b.Kind), Product: b.Product, First: market.Stamp(b.Time[0], daily),
			Last: market.Stamp(b.Time[n-1], daily), Rows: n, Minutes: b.Minutes, Days: s.tempo.days, Roles: []string{}, Stretches: max(1, len(b.Segment))}
		b.Columns(func(role string, c *market.Column) {
			if c.Present() {
				entry.Roles = append(entry.Roles, role)
			}
		})
		if p, err := market.ProductNamed(b.Product); b.Product != "" && err == nil && b.Kind != market.Index {
			entry.Tick = float64(p.Tick)
		}
		l.Series = append(l.Series, entry)
	}
	l.First, l.Last = market.Stamp(first, daily), market.Stamp(last, daily)
	if wide {
		l.Rows, l.Skipped = r.wideRows(set)
	}
	l.Skipped += r.skipped
}

func allDaily(list []*series) bool {
	for _, s := range list {
		if !s.daily() {
			return false
		}
	}
	return true
}

// wideRows counts the rows of files with series side by side: those with a bar
// of any series, and those without.
func (r *reading) wideRows(set *table.Set) (rows, empty int) {
	used := make([]bool, r.parts[len(r.parts)-1].base+r.parts[len(r.parts)-1].last+1)
	for _, b := range set.Series {
		for _, row := range b.Row {
			if !used[row] {
				used[row] = true
				rows++
			}
		}
	}
	var gone []int32
	for _, p := range r.parts {
		for _, s := range p.scans {
			for _, row := range s.row {
				if !used[row] {
					used[row] = true
					gone = append(gone, row)
				}
			}
		}
	}
	r.report(finding{code: table.EmptyRows, severity: table.Notice, action: "skipped", count: len(gone), rows: gone,
		message: many(len(gone), "row") + " with a time and no price; left out"})
	r.reject(table.EmptyRows, gone...)
	return rows, len(gone)
}

// columns describes the columns of the first part that was read.
func (r *reading) columns(p *part) []table.Column {
	list := make([]table.Column, 0, len(p.layout.Columns))
	long := 0
	for i, c := range p.layout.Columns {
		col := table.Column{Index: i, Name: c.Name, Role: c.Role, Symbol: c.Symbol, Chosen: c.Chosen, Sample: c.Sample}
		if col.Sample == nil {
			col.Sample = []string{}
		}
		if i < len(p.digits) {
			col.Scale, col.Empty = p.digits[i].scale, p.digits[i].empty
			if p.digits[i].float {
				long++
			}
		}
		list = append(list, col)
	}
	r.report(finding{code: table.LongNumbers, severity: table.Notice, action: "kept", count: long, params: []string{"digits", "18"},
		message: many(long, "column") + " " + plural(long, "has", "have") + " numbers of more than 18 digits in all; they are kept as the nearest floating-point numbers"})
	return list
}

func delimiter(b byte) string {
	switch b {
	case ',':
		return "comma"
	case '\t':
		return "tab"
	case ';':
		return "semicolon"
	case '|':
		return "pipe"
	}
	return "blanks"
}

// digits is what the page shows of a column.
type digits struct {
	scale, empty int
	float        bool
}

// count notes scale and empty cells of the scanned columns.
func (p *part) count(numbers []market.Column) {
	if p.digits == nil {
		p.digits = make([]digits, len(numbers))
	}
	for i, c := range numbers {
		if i >= len(p.digits) || !c.Present() {
			continue
		}
		empty := 0
		for _, m := range c.Mantissa {
			if m == market.Missing {
				empty++
			}
		}
		for _, x := range c.Float {
			if x != x {
				empty++
			}
		}
		p.digits[i] = digits{scale: int(c.Scale), float: !c.Exact(), empty: empty}
	}
}
