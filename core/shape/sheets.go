package shape

import (
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// Sheet is a table of a reply that can be written as CSV.
type Sheet struct {
	// Path is the dotted path of a list, or of an object that holds columns: its
	// lists of one length, side by side, or x, y and z of a grid. The reply itself
	// is ".", its single values are Values.
	Path string
	Rows int
}

// Sheets lists the tables of a reply in order. Lists inside of lists are none.
func Sheets(reply []byte) ([]Sheet, error) {
	n, err := json.Read(reply)
	if err != nil {
		return nil, fault.New(fault.Internal, "the reply is not JSON: %v", err)
	}
	var out []Sheet
	for _, t := range tablesOf(n) {
		out = append(out, Sheet{t.path, t.rows})
	}
	return out, nil
}

// Usual is the sheet that CSV writes where none is asked for.
func Usual(reply []byte) (string, error) {
	n, err := json.Read(reply)
	if err != nil {
		return "", fault.New(fault.Internal, "the reply is not JSON: %v", err)
	}
	return usual(tablesOf(n)), nil
}

// table is a sheet with its cells: each visits those of a row by the names of
// their columns.
type table struct {
	path   string
	rows   int
	single bool // one list of figures or words
	head   []string
	each   func(row int, visit func(name string, n json.Node))
}

// usual is the table with the most rows, the one nearest to the reply itself
// where there are several; remarks and single lists are left aside.
func usual(all []table) string {
	path, rows := Values, 0
	for _, t := range all {
		nearer := strings.Count(t.path, ".") < strings.Count(path, ".")
		if !t.single && t.path != "notes" && t.path != Values && (t.rows > rows || t.rows == rows && rows > 0 && nearer) {
			path, rows = t.path, t.rows
		}
	}
	return path
}

// tablesOf lists the tables of a reply, its single values last.
func tablesOf(n json.Node) []table {
	all := tablesAt(nil, "", n)
	var names []string
	var values []json.Node
	singleValues("", n, func(name string, value json.Node) { names, values = append(names, name), append(values, value) })
	return append(all, table{path: Values, rows: len(values), head: []string{"path", "value"}, each: func(row int, visit func(string, json.Node)) {
		visit("path", json.Node{Text: json.AppendText(nil, names[row])})
		visit("value", values[row])
	}})
}

func tablesAt(all []table, path string, n json.Node) []table {
	switch {
	case n.Kind() == '[':
		if t, ok := listTable(path, n.Items); ok {
			all = append(all, t)
		}
	case n.Kind() == '{' && !isUndefined(n):
		if t, ok := columnTable(path, n); ok {
			all = append(all, t)
		}
		for i, name := range n.Names {
			at := len(all)
			all = tablesAt(all, fault.Join(path, name), n.Items[i])
			if c := slices.Index(n.Names, "columns"); len(all) > at && c >= 0 && n.Items[i].Kind() == '[' && n.Items[c].Kind() == '[' {
				all[at].name(n.Items[i].Items, n.Items[c].Items)
			}
		}
	}
	return all
}

// listTable is the table of a list: of objects, of lists, or of scalars, which
// are one column.
func listTable(path string, items []json.Node) (table, bool) {
	t := table{path: path, rows: len(items)}
	if path == "" {
		t.path = "."
	}
	switch {
	case isRows(items):
		t.each = func(row int, visit func(string, json.Node)) { flatten("", items[row], visit) }
	case len(items) > 0 && !slices.ContainsFunc(items, func(n json.Node) bool { return n.Kind() != '[' }):
		t.each = matrix(items, nil)
	case len(items) > 0 && !slices.ContainsFunc(items, func(n json.Node) bool { return !isScalar(n) }):
		t.single = true
		t.each = func(row int, visit func(string, json.Node)) { flatten(path, items[row], visit) }
	default:
		return t, false
	}
	return t, true
}

// matrix visits the rows of a list of lists under the names of the columns,
// numbers from 1 where there are none.
func matrix(rows []json.Node, names []json.Node) func(int, func(string, json.Node)) {
	return func(row int, visit func(string, json.Node)) {
		for i, cell := range rows[row].Items {
			name := strconv.Itoa(i + 1)
			if names != nil {
				name = names[i].String()
			}
			flatten(name, cell, visit)
		}
	}
}

// name gives the columns of a list of lists the names that stand beside it, if
// there are as many and no two alike.
func (t *table) name(rows, names []json.Node) {
	var seen []string
	for _, n := range names {
		if n.Kind() != '"' || slices.Contains(seen, n.String()) {
			return
		}
		seen = append(seen, n.String())
	}
	for _, row := range rows {
		if row.Kind() != '[' || len(row.Items) != len(names) {
			return
		}
	}
	t.each = matrix(rows, names)
}

// columnTable is the table of the lists of one length that an object holds: of
// the length that most of them have, two at least. Where it holds a grid, z
// over x and y with x fastest, that is the table.
func columnTable(path string, n json.Node) (table, bool) {
	t := table{path: path}
	if path == "" {
		t.path = "."
	}
	lists := map[string][]json.Node{}
	count := map[int]int{}
	for i, item := range n.Items {
		if item.Kind() == '[' && len(item.Items) > 0 && !isAside(n.Names[i], item) && !slices.ContainsFunc(item.Items, func(e json.Node) bool { return !isScalar(e) }) {
			lists[n.Names[i]] = item.Items
			count[len(item.Items)]++
		}
	}
	if x, y, z := lists["x"], lists["y"], lists["z"]; len(z) > 0 && len(x)*len(y) == len(z) {
		t.rows = len(z)
		t.each = func(row int, visit func(string, json.Node)) {
			flatten("x", x[row%len(x)], visit)
			flatten("y", y[row/len(x)], visit)
			flatten("z", z[row], visit)
		}
		return t, true
	}
	for length, lists := range count {
		if most := count[t.rows]; lists >= 2 && (lists > most || lists == most && length > t.rows) {
			t.rows = length
		}
	}
	empty := holes(n)
	t.each = func(row int, visit func(string, json.Node)) {
		for _, name := range n.Names {
			if column := lists[name]; empty[hole{name, row}] {
				visit(name, null)
			} else if len(column) == t.rows {
				flatten(name, column[row], visit)
			}
		}
	}
	return t, t.rows > 0
}

// hole is a row in which a column has no value.
type hole struct {
	column string
	row    int
}

// holes reads the member empty of an object: columns with the rows in which
// the number that stands there only fills the place.
func holes(n json.Node) map[hole]bool {
	out := map[hole]bool{}
	i := slices.Index(n.Names, "empty")
	if i < 0 {
		return out
	}
	for _, item := range n.Items[i].Items {
		column, points := slices.Index(item.Names, "column"), slices.Index(item.Names, "points")
		if column < 0 || points < 0 {
			continue
		}
		for _, p := range item.Items[points].Items {
			if row, err := strconv.Atoi(string(p.Text)); err == nil {
				out[hole{item.Items[column].String(), row}] = true
			}
		}
	}
	return out
}

// flatten visits the values of an object by their dotted names, lists whole. A
// value without meaning is an empty cell and its reason.
func flatten(name string, n json.Node, visit func(string, json.Node)) {
	if n.Kind() != '{' {
		visit(name, n)
		return
	}
	if isUndefined(n) {
		visit(name, null)
	}
	for i, member := range n.Names {
		flatten(fault.Join(name, member), n.Items[i], visit)
	}
}

// singleValues visits the values of a reply that are in no list.
func singleValues(path string, n json.Node, visit func(string, json.Node)) {
	switch n.Kind() {
	case '{':
		for i, name := range n.Names {
			singleValues(fault.Join(path, name), n.Items[i], visit)
		}
	case '[':
	default:
		visit(path, n)
	}
}
