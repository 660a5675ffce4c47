package layout

import (
	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// Plans returns how text, the one l was recognised of, must be scanned. Limits
// are left to the caller. In a pass over one of several groups side by side
// the rows behind the end of that group have an empty stamp.
func (l Layout) Plans(text []byte) []Pass { return l.plans(text) }

func (l *Layout) plans(text []byte) []Pass {
	var passes []Pass
	add := func() *scan.Plan {
		passes = append(passes, Pass{})
		p := &passes[len(passes)-1].Plan
		p.Comma, p.Quote, p.Start, p.Row, p.Form = l.Delimiter, l.Quote, l.Data, l.DataRow, l.Form
		p.Footer, p.Missing = l.Footer, l.Missing
		if l.Header > 0 {
			p.Header = trimLine(text[l.HeaderAt:l.HeaderEnd])
		}
		p.Kinds = make([]scan.Kind, len(l.Columns))
		return p
	}
	if len(l.Blocks) == 0 {
		p := add()
		for c := range l.Columns {
			p.Kinds[c] = kindOf(l.Columns[c].Role)
		}
		return passes
	}
	for i := range l.Blocks {
		b := &l.Blocks[i]
		if b.Stamp < 0 {
			continue
		}
		at := 0
		for at < len(passes) && passes[at].Plan.Kinds[b.Stamp] == scan.Skip {
			at++
		}
		if at == len(passes) {
			p := add()
			p.Kinds[b.Stamp] = kindOf(l.Columns[b.Stamp].Role)
			for c := range l.Columns {
				if l.Columns[c].Role == table.Clock {
					p.Kinds[c] = scan.Clock
				}
			}
		}
		pass := &passes[at]
		pass.Blocks = append(pass.Blocks, i)
		for _, c := range b.Columns {
			pass.Plan.Kinds[c] = scan.Number
		}
	}
	return passes
}

func kindOf(role table.Role) scan.Kind {
	switch role {
	case table.Ignore, "":
		return scan.Skip
	case table.Stamp:
		return scan.Stamp
	case table.Date:
		return scan.Date
	case table.Clock:
		return scan.Clock
	case table.Symbol, table.SymbolName:
		return scan.Text
	}
	return scan.Number
}
