package layout

import (
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/table"
)

// isNumericRole reports whether the cells of a role must be numbers.
func isNumericRole(r table.Role) bool {
	switch r {
	case table.Ignore, table.Stamp, table.Date, table.Clock, table.Symbol, table.SymbolName, "":
		return false
	}
	return true
}

// roles gives every column its meaning by the header.
func (w *work) roles() {
	if w.sideBySide() {
		return
	}
	var taken []table.Role
	var wide []int
	for c := range w.l.Columns {
		if c == w.stamp || c == w.clock {
			continue
		}
		above := c < len(w.over) && w.over[c] != "" && w.stats[c].isNumeric()
		if !above {
			w.role(c, roleOf(w.keys[c]), &taken)
		}
		if above || w.l.Columns[c].Role == table.Value && w.isPrefixed(c) {
			wide = append(wide, c)
		}
	}
	if len(wide) == 0 || slices.Contains(taken, table.Close) || slices.Contains(taken, table.Open) || slices.Contains(taken, table.Settle) {
		return
	}
	w.wide(wide)
}

func (w *work) isPrefixed(c int) bool {
	_, _, ok := prefixed(w.names[c])
	return ok
}

// role gives column c the role its name stands for, where the values allow it
// and no earlier column has it.
func (w *work) role(c int, role table.Role, taken *[]table.Role) {
	col, s := &w.l.Columns[c], &w.stats[c]
	again := slices.Contains(*taken, role)
	switch {
	case role == "" && s.isNumeric() && w.keys[c] != "" && !(s.mostly(isEpoch) && strings.Contains(w.keys[c], "time")), again && isNumericRole(role):
		role = table.Value
	case role == "", again, role == table.Stamp: // a further date
		role = table.Ignore
	case isNumericRole(role) && s.full > 0 && !s.isNumeric():
		w.note(table.WrongRoles, "column "+col.Name+" should hold numbers by its name and holds text; it was left out", []int{c}, nil, "columns", col.Name)
		role = table.Ignore
	default:
		col.Sure = true
		*taken = append(*taken, role)
	}
	col.Role = role
	if role == table.Amount || role == table.Volume || role == table.OpenInterest {
		col.Power = power(bracket(col.Name))
	}
}

// wide makes blocks of columns that belong to several contracts: by a code in
// the name of each, or in a row above the header.
func (w *work) wide(places []int) {
	for _, c := range places {
		col := &w.l.Columns[c]
		symbol, role, _ := prefixed(col.Name)
		if c < len(w.over) && w.over[c] != "" {
			symbol = w.over[c]
			if role == "" {
				role = roleOf(w.keys[c])
			}
			if !isNumericRole(role) {
				role = table.Value
			}
		}
		col.Role, col.Symbol, col.Sure = role, symbol, true
		at := 0
		for at < len(w.l.Blocks) && w.l.Blocks[at].Symbol != symbol {
			at++
		}
		if at == len(w.l.Blocks) {
			w.l.Blocks = append(w.l.Blocks, Block{Symbol: symbol, Stamp: w.stamp})
		}
		if isNumericRole(role) {
			w.l.Blocks[at].Columns = append(w.l.Blocks[at].Columns, c)
		} else {
			col.Role = table.Ignore
		}
	}
	if len(w.l.Blocks) == 1 {
		w.l.Symbol, w.l.From = w.l.Blocks[0].Symbol, "header"
		w.l.Blocks = nil
	}
}

// sideBySide reads tables that stand beside each other, each with a column of
// dates of its own. Wind's Excel plug-in has codes and names of the contracts
// in rows above the header, and the field only over the first column of each.
func (w *work) sideBySide() bool {
	if w.stamp < 0 || w.clock >= 0 {
		return false
	}
	var codes, names [][]byte
	for i := 0; i < w.first && i < len(w.head); i++ {
		r := &w.head[i]
		switch k := "|" + key(w.decode(r.cells[0])) + "|"; {
		case i == w.top || len(r.cells) < 2:
		case strings.Contains("|证券代码|代码|windcode|code|", k) && r.kinds[1]&isCode != 0:
			codes = r.cells
		case strings.Contains("|证券简称|证券名称|名称|简称|name|secname|", k):
			names = r.cells
		}
	}
	var stamps []int
	for c := range w.l.Columns {
		if c == w.stamp || w.stats[c].mostly(isMarked) && (codes != nil || w.keys[c] == w.keys[w.stamp]) {
			stamps = append(stamps, c)
		}
	}
	if codes == nil && len(stamps) < 2 {
		return false
	}
	for i, stamp := range stamps {
		end := w.width
		if i+1 < len(stamps) {
			end = stamps[i+1]
		}
		w.l.Columns[stamp].Role, w.l.Columns[stamp].Sure = table.Stamp, true
		if codes != nil {
			w.l.Format = table.Format{ID: "wind_plugin", Certain: true}
			w.fields(stamp, end, codes, names)
			continue
		}
		block := Block{Stamp: stamp}
		var taken []table.Role
		for c := stamp + 1; c < end; c++ {
			symbol, role, ok := prefixed(w.names[c])
			if !ok {
				role = roleOf(w.keys[c])
			}
			if block.Symbol == "" {
				block.Symbol = symbol
			}
			if c < len(w.over) && block.Symbol == "" {
				block.Symbol = w.over[c]
			}
			w.role(c, role, &taken)
			if isNumericRole(w.l.Columns[c].Role) {
				block.Columns = append(block.Columns, c)
			}
		}
		if block.Symbol == "" { // nothing says of what each is: keep them apart
			block.Symbol = "#" + strconv.Itoa(i+1)
		}
		w.l.Blocks = append(w.l.Blocks, block)
	}
	return true
}

// fields makes a block of every column from stamp to end that has a code. The
// role is that of the last field named before it; in genuine files fields may
// stand one column too far right, so a first column looks ahead.
func (w *work) fields(stamp, end int, codes, names [][]byte) {
	role := table.Role("")
	for c := end - 1; c > stamp; c-- {
		if r := roleOf(w.keys[c]); isNumericRole(r) {
			role = r
		}
	}
	for c := stamp + 1; c < end && c < len(codes); c++ {
		if r := roleOf(w.keys[c]); isNumericRole(r) {
			role = r
		}
		symbol := w.decode(codes[c])
		if symbol == "" || w.stats[c].full == 0 {
			continue
		}
		block := Block{Symbol: symbol, Stamp: stamp, Columns: []int{c}}
		if c < len(names) {
			block.Name = w.decode(names[c])
		}
		col := &w.l.Columns[c]
		if col.Symbol, col.Sure, col.Role = symbol, true, role; role == "" {
			col.Role = table.Value
		}
		w.l.Blocks = append(w.l.Blocks, block)
	}
}

// note adds a doubt; params are name, value pairs.
func (w *work) note(code, message string, columns, rows []int, params ...string) {
	d := Doubt{Code: code, Columns: columns, Rows: rows, Message: message, Params: map[string]string{}}
	for i := 0; i+1 < len(params); i += 2 {
		d.Params[params[i]] = params[i+1]
	}
	w.l.Doubts = append(w.l.Doubts, d)
}

// doubtNames notes that the header has one name less than the rows have cells.
func (w *work) doubtNames(at int) {
	column, names := strconv.Itoa(at+1), strconv.Itoa(w.width-1)
	w.note(table.WrongRoles, "the header has "+names+" names for "+strconv.Itoa(w.width)+" columns; column "+column+" was taken to be the one without",
		[]int{at}, []int{w.l.Header}, "columns", column, "names", names)
}
