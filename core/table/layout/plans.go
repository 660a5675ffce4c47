package layout

import (
	"bytes"

	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// Plans returns how text, the one l was recognised of, must be scanned. Limits
// are left to the caller. In a pass over one of several groups side by side
// the rows behind the end of that group have an empty stamp.
func (l Layout) Plans(text []byte) []Pass {
	plan := scan.Plan{Comma: l.Delimiter, Quote: l.Quote, Start: l.Data, Row: l.DataRow, Form: l.Form, Footer: l.Footer, Missing: l.Missing}
	if l.Header > 0 {
		plan.Header = bytes.TrimRight(text[l.HeaderAt:l.HeaderEnd], "\r\n")
	}
	if len(l.Blocks) == 0 {
		plan.Kinds = make([]scan.Kind, len(l.Columns))
		for c := range l.Columns {
			plan.Kinds[c] = kindOf(l.Columns[c].Role)
		}
		return []Pass{{Plan: plan}}
	}
	var passes []Pass
	for i, b := range l.Blocks {
		if b.Stamp < 0 {
			continue
		}
		at := 0
		for at < len(passes) && passes[at].Plan.Kinds[b.Stamp] != scan.Stamp && passes[at].Plan.Kinds[b.Stamp] != scan.Date {
			at++
		}
		if at == len(passes) {
			p := Pass{Plan: plan}
			p.Plan.Kinds = make([]scan.Kind, len(l.Columns))
			p.Plan.Kinds[b.Stamp] = kindOf(l.Columns[b.Stamp].Role)
			if l.Columns[b.Stamp].Role == table.Date {
				for c := range l.Columns {
					if l.Columns[c].Role == table.Clock {
						p.Plan.Kinds[c] = scan.Clock
					}
				}
			}
			passes = append(passes, p)
		}
		passes[at].Blocks = append(passes[at].Blocks, i)
		for _, c := range b.Columns {
			passes[at].Plan.Kinds[c] = scan.Number
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
