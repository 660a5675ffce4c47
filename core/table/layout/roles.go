package layout

import (
	"slices"
	"strings"

	"fairbasis/core/table"
)

// isNumeric roles are those whose cells must be numbers.
func isNumericRole(r table.Role) bool {
	switch r {
	case table.Ignore, table.Stamp, table.Date, table.Clock, table.Symbol, table.SymbolName, "":
		return false
	}
	return true
}

// roles gives every column its meaning by the header.
func (w *work) roles() {
	if w.plugin() || w.sideBySide() {
		return
	}
	taken := map[table.Role]bool{}
	var wide []int
	for c := range w.l.Columns {
		if c == w.stamp || c == w.clock {
			continue
		}
		if len(w.over) > c && w.over[c] != "" && w.stats[c].isNumeric() {
			wide = append(wide, c)
			continue
		}
		w.role(c, roleOf(w.keys[c]), taken)
		if w.l.Columns[c].Role == table.Value {
			if _, _, ok := prefixed(w.names[c]); ok {
				wide = append(wide, c)
			}
		}
	}
	if len(wide) == 0 || taken[table.Close] || taken[table.Open] || taken[table.Settle] {
		return
	}
	w.wide(wide)
}

// role gives column c the role its name stands for, where the values allow it
// and no earlier column has it.
func (w *work) role(c int, role table.Role, taken map[table.Role]bool) {
	col, s := &w.l.Columns[c], &w.stats[c]
	numeric := s.isNumeric() || s.full == 0
	switch {
	case role == table.Stamp: // a further date
		role = table.Ignore
	case role == "" && s.isNumeric() && w.keys[c] != "" && !(s.mostly(isEpoch) && strings.Contains(w.keys[c], "time")):
		role = table.Value
	case role == "":
		role = table.Ignore
	case isNumericRole(role) && !numeric:
		w.l.Doubts = append(w.l.Doubts, Doubt{Code: table.WrongRoles, Columns: []int{c}, Rows: w.someRows(),
			Message: "column " + col.Name + " should hold numbers by its name and holds text; it was left out",
			Params:  map[string]string{"columns": col.Name}})
		role = table.Ignore
	case taken[role] && isNumericRole(role):
		role = table.Value
	case taken[role]:
		role = table.Ignore
	default:
		col.Sure = true
	}
	if role != table.Value && role != table.Ignore {
		taken[role] = true
	}
	col.Role = role
	if role == table.Amount || role == table.Volume || role == table.OpenInterest {
		col.Power = power(bracket(col.Name))
	}
}

func (w *work) someRows() []int {
	var rows []int
	for i := 0; i < len(w.data) && i < 3; i++ {
		rows = append(rows, w.data[i].no)
	}
	return rows
}

// wide makes blocks of columns that belong to several contracts: by a code in
// the name of each, or in a row above the header.
func (w *work) wide(places []int) {
	var symbols []string
	for _, c := range places {
		col := &w.l.Columns[c]
		symbol, role, ok := prefixed(col.Name)
		if len(w.over) > c && w.over[c] != "" {
			symbol = w.over[c]
			if !ok {
				if role = roleOf(w.keys[c]); !isNumericRole(role) {
					role = table.Value
				}
			}
		}
		col.Role, col.Symbol, col.Sure = role, symbol, true
		if !isNumericRole(role) {
			col.Role = table.Ignore
		}
		at := slices.Index(symbols, symbol)
		if at < 0 {
			at = len(symbols)
			symbols = append(symbols, symbol)
			w.l.Blocks = append(w.l.Blocks, Block{Symbol: symbol, Stamp: w.stamp})
		}
		if col.Role != table.Ignore {
			w.l.Blocks[at].Columns = append(w.l.Blocks[at].Columns, c)
		}
	}
	if len(w.l.Blocks) == 1 {
		w.l.Symbol, w.l.From = symbols[0], "header"
		w.l.Blocks = nil
	}
}

// plugin reads the preamble of Wind's Excel plug-in: codes and names of the
// contracts in rows of their own, the field over the first of its columns, and
// groups of columns side by side, each with dates of its own.
func (w *work) plugin() bool {
	codes, names := -1, -1
	for i := 0; i < w.first && i < len(w.head); i++ {
		if r := &w.head[i]; len(r.cells) > 1 {
			switch key(w.decode(r.cells[0])) {
			case "证券代码", "代码", "windcode", "code":
				if r.kinds[1]&isCode != 0 {
					codes = i
				}
			case "证券简称", "证券名称", "名称", "简称", "name", "secname":
				names = i
			}
		}
	}
	if codes < 0 || codes == w.top || w.stamp < 0 {
		return false
	}
	cellAt := func(i, c int) string {
		if i < 0 || c >= len(w.head[i].cells) {
			return ""
		}
		return w.decode(w.head[i].cells[c])
	}
	stamp, field := -1, ""
	for c := range w.l.Columns {
		s := &w.stats[c]
		if s.mostly(isMarked) || c == w.stamp {
			stamp, field = c, ""
			w.l.Columns[c].Role = table.Stamp
			w.l.Columns[c].Sure = true
			continue
		}
		if w.names[c] != "" {
			field = w.keys[c]
		}
		symbol := cellAt(codes, c)
		if stamp < 0 || symbol == "" || s.full == 0 {
			continue
		}
		col := &w.l.Columns[c]
		col.Symbol, col.Sure = symbol, true
		col.Role = roleOf(field)
		// In genuine files the fields may stand one column too far right.
		for next := c + 1; !isNumericRole(col.Role) && next < w.width && !w.stats[next].mostly(isMarked); next++ {
			col.Role = roleOf(w.keys[next])
		}
		if !isNumericRole(col.Role) {
			col.Role = table.Value
		}
		w.l.Blocks = append(w.l.Blocks, Block{Symbol: symbol, Name: cellAt(names, c), Stamp: stamp, Columns: []int{c}})
	}
	if len(w.l.Blocks) == 0 {
		return false
	}
	w.l.Format = table.Format{ID: "wind_plugin", Certain: true}
	return true
}

// sideBySide reads tables that stand beside each other, each with a column of
// dates of the same name.
func (w *work) sideBySide() bool {
	if w.stamp < 0 || w.clock >= 0 {
		return false
	}
	var stamps []int
	for c := range w.l.Columns {
		if w.stats[c].mostly(isDate) && w.keys[c] != "" && w.keys[c] == w.keys[w.stamp] {
			if c+1 == w.width || !w.stats[c+1].isNumeric() {
				return false
			}
			stamps = append(stamps, c)
		}
	}
	if len(stamps) < 2 {
		return false
	}
	for i, from := range stamps {
		to := w.width
		if i+1 < len(stamps) {
			to = stamps[i+1]
		}
		block := Block{Stamp: from}
		w.l.Columns[from].Role, w.l.Columns[from].Sure = table.Stamp, true
		taken := map[table.Role]bool{}
		for c := from; c < to; c++ {
			if len(w.over) > c && block.Symbol == "" {
				block.Symbol = w.over[c]
			}
			if c == from {
				continue
			}
			role := roleOf(w.keys[c])
			if symbol, r, ok := prefixed(w.names[c]); ok && role == "" {
				role = r
				if block.Symbol == "" {
					block.Symbol = symbol
				}
			}
			w.role(c, role, taken)
			if isNumericRole(w.l.Columns[c].Role) {
				block.Columns = append(block.Columns, c)
			}
		}
		for _, c := range block.Columns {
			w.l.Columns[c].Symbol = block.Symbol
		}
		w.l.Blocks = append(w.l.Blocks, block)
	}
	return true
}
