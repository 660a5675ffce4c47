package shape

import (
	"slices"

	"fairbasis/core/json"
)

// appendColumns writes a value with its lists of objects as objects of lists.
func appendColumns(out []byte, n json.Node) []byte {
	switch {
	case n.Kind() == '[' && isRows(n.Items):
		return appendTable(out, n.Items)
	case n.Kind() == '[':
		out = append(out, '[')
		for i, item := range n.Items {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendColumns(out, item)
		}
		return append(out, ']')
	case n.Kind() == '{':
		out = append(out, '{')
		for i, item := range n.Items {
			out = appendName(out, i, n.Names[i])
			out = appendColumns(out, item)
		}
		return append(out, '}')
	}
	return append(out, n.Text...)
}

// isRows reports whether there are objects and besides them at most nulls.
// Values without meaning are no objects here.
func isRows(items []json.Node) bool {
	found := false
	for _, item := range items {
		switch object := item.Kind() == '{' && !isUndefined(item); {
		case object:
			found = true
		case item.Kind() != 'n':
			return false
		}
	}
	return found
}

var null = json.Node{Text: []byte("null")}

func appendTable(out []byte, rows []json.Node) []byte {
	var titles order
	for _, row := range rows {
		titles.begin()
		for _, name := range row.Names {
			titles.place(name)
		}
	}
	out = append(out, '{')
	for c, name := range titles.names {
		column := json.Node{Text: []byte("["), Items: make([]json.Node, len(rows))}
		for r, row := range rows {
			column.Items[r] = null
			at := c // rows mostly have the same members
			if at >= len(row.Names) || row.Names[at] != name {
				at = slices.Index(row.Names, name)
			}
			if at >= 0 {
				column.Items[r] = row.Items[at]
			}
		}
		out = appendName(out, c, name)
		out = appendColumns(out, column)
	}
	return append(out, '}')
}

// order collects names in the order of the rows that have them: one that is
// new in a row comes behind the one before it there.
type order struct {
	names []string
	at    map[string]int
	next  int // where a new name would go
}

// begin starts another row.
func (o *order) begin() { o.next = 0 }

// place notes the next name of the row.
func (o *order) place(name string) {
	if o.next < len(o.names) && o.names[o.next] == name {
		o.next++
		return
	}
	if i, ok := o.at[name]; ok {
		o.next = i + 1
		return
	}
	if o.at == nil {
		o.at = map[string]int{}
	}
	o.names = slices.Insert(o.names, o.next, name)
	for i := o.next; i < len(o.names); i++ {
		o.at[o.names[i]] = i
	}
	o.next++
}
