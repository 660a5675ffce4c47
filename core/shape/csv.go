package shape

import (
	"slices"
	"strings"
	"unicode/utf8"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/table/export"
)

// Values is the sheet of the single values of a reply, as rows of path and value.
const Values = "values"

// CSV writes one table of the reply as comma-separated text (RFC 4180): UTF-8,
// lines end with CR LF, the first has the names of the columns. There is no
// byte order mark: programs would read it as part of the first name.
//
// Members of objects in a row have dotted names. A value without meaning leaves
// its own column empty and has its reason in another, NAME.undefined. Lists of
// figures or words are joined with semicolons, other lists are JSON. Texts that
// a spreadsheet would compute are guarded as in the files of the page; numbers
// have the digits of the JSON.
//
// Where no sheet is asked for and the reply is about a file that is CSV itself,
// that file is what is written.
func (w Want) CSV(reply []byte) ([]byte, error) {
	n, err := w.cut(reply)
	if err != nil {
		return nil, err
	}
	if file, ok := csvFile(n); ok && w.Sheet == "" {
		return file, nil
	}
	all := tablesOf(n)
	path := w.Sheet
	if path == "" {
		path = usual(all)
	}
	for _, t := range all {
		if t.path == path {
			return t.csv(), nil
		}
	}
	if path != Values && isKnown(w.Known, path) {
		return headOnly(w.Known, path), nil
	}
	var fs fault.Fields
	var paths []string
	for _, t := range all {
		paths = append(paths, t.path)
	}
	refuse(&fs, "sheet", path, paths)
	return nil, fs.Err()
}

// csvFile is the content of the file in a reply (op.File), if it is CSV.
func csvFile(n json.Node) ([]byte, bool) {
	at := slices.Index(n.Names, "file")
	if at < 0 {
		return nil, false
	}
	file := n.Items[at]
	kind, content := slices.Index(file.Names, "type"), slices.Index(file.Names, "bytes")
	if kind < 0 || content < 0 || !strings.HasPrefix(file.Items[kind].String(), "text/csv") {
		return nil, false
	}
	var out []byte
	if file.Items[content].Kind() != '"' || json.Unmarshal(file.Items[content].Text, &out) != nil || !utf8.Valid(out) {
		return nil, false
	}
	return out, true
}

// headOnly is a table without rows, with the columns it may have.
func headOnly(known []string, path string) []byte {
	var out []byte
	for _, k := range known {
		name, below := strings.CutPrefix(k, path+".")
		if !below || slices.ContainsFunc(known, func(other string) bool { return strings.HasPrefix(other, k+".") }) {
			continue
		}
		if len(out) > 0 {
			out = append(out, ',')
		}
		out = export.AppendField(out, name)
	}
	return append(out, "\r\n"...)
}

// csv writes a table. Its rows are asked for twice: for the names of the
// columns, then for the cells.
func (t table) csv() []byte {
	var titles order
	for _, name := range t.head {
		titles.place(name)
	}
	place := func(name string, _ json.Node) { titles.place(name) }
	for row := range t.rows {
		titles.begin()
		t.each(row, place)
	}
	var out []byte
	for i, name := range titles.names {
		if i > 0 {
			out = append(out, ',')
		}
		out = export.AppendField(out, name)
	}
	out = append(out, "\r\n"...)
	cells := make([]json.Node, len(titles.names))
	fill := func(name string, n json.Node) { cells[titles.at[name]] = n }
	for row := range t.rows {
		clear(cells)
		t.each(row, fill)
		from := len(out)
		for i, cell := range cells {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendCell(out, cell)
		}
		if len(cells) == 1 && len(out) == from {
			out = append(out, `""`...) // readers pass over empty lines
		}
		out = append(out, "\r\n"...)
	}
	return out
}

// appendCell writes a value; a Node without text is an empty cell.
func appendCell(out []byte, n json.Node) []byte {
	if n.Text == nil {
		return out
	}
	switch n.Kind() {
	case 'n':
		return out
	case '"':
		return export.AppendField(out, n.String())
	case '[':
		if slices.ContainsFunc(n.Items, func(item json.Node) bool { return !isScalar(item) || item.Kind() == '{' }) {
			return export.AppendField(out, string(appendNode(nil, n)))
		}
		words := make([]string, len(n.Items))
		for i, item := range n.Items {
			words[i] = item.String()
		}
		text := strings.Join(words, ";")
		if len(words) == 1 && n.Items[0].Kind() == '0' {
			return append(out, text...) // a number is never guarded
		}
		return export.AppendField(out, text)
	}
	return append(out, n.Text...) // a number, true or false
}
