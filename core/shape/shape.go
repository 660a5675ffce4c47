// Package shape cuts a reply down to what a reader asked for and writes it as
// JSON or CSV: chosen fields, the last rows, lists of objects as columns. It
// works on the JSON of any reply; members stay in their order and numbers keep
// the digits they are written with.
package shape

import (
	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// Want is what a reader asks of a reply. The zero value is the reply as it is.
type Want struct {
	// Fields are dotted paths of members to keep (forward.total, contracts.basis);
	// a path through a list means that member of each of its objects. Empty: all.
	Fields []string
	// Tail keeps the last so many of every list that belongs to the longest
	// length there is in the reply, where that is more; 0 keeps all. Lists inside
	// of lists, notes and names of columns are left alone; gap and empty, which
	// hold places of what lies beside them, are moved along. Fields are chosen
	// before.
	Tail int
	// Columns writes every list of objects as one object of equally long lists;
	// a member that an object lacks is null in its list. CSV has columns anyway.
	Columns bool
	// Sheet is the dotted path of the table to write as CSV, as Sheets names them;
	// empty is a file in the reply that is CSV itself, else the table with the
	// most rows, or, where there is none, Values.
	Sheet string

	// Known are the paths that replies of the operation may have (op.ReplyPaths).
	// To want one of them that this reply leaves out is no mistake.
	Known []string
}

// JSON writes the reply, which must be JSON, as it is wanted.
func (w Want) JSON(reply []byte) ([]byte, error) {
	if len(w.Fields) == 0 && w.Tail <= 0 && !w.Columns {
		return reply, nil
	}
	n, err := w.cut(reply)
	if err != nil {
		return nil, err
	}
	out := make([]byte, 0, len(reply))
	if w.Columns {
		return appendColumns(out, n), nil
	}
	return appendNode(out, n), nil
}

// cut reads a reply and takes away what is not wanted.
func (w Want) cut(reply []byte) (json.Node, error) {
	n, err := json.Read(reply)
	if err != nil {
		return n, fault.New(fault.Internal, "the reply is not JSON: %v", err)
	}
	if len(w.Fields) > 0 {
		if err := w.Check(n); err != nil {
			return n, err
		}
		keep := newTree(w.Fields)
		n = keep.of(n)
	}
	if w.Tail > 0 {
		if longest := longestList(n); longest > w.Tail {
			n = lastRows(n, longest, w.Tail)
		}
	}
	return n, nil
}

// appendNode writes an object or a list from what it holds now, and anything
// else as it was written.
func appendNode(out []byte, n json.Node) []byte {
	switch n.Kind() {
	case '[':
		out = append(out, '[')
		for i, item := range n.Items {
			if i > 0 {
				out = append(out, ',')
			}
			out = appendNode(out, item)
		}
		return append(out, ']')
	case '{':
		out = append(out, '{')
		for i, item := range n.Items {
			out = appendName(out, i, n.Names[i])
			out = appendNode(out, item)
		}
		return append(out, '}')
	}
	return append(out, n.Text...)
}

func appendName(out []byte, place int, name string) []byte {
	if place > 0 {
		out = append(out, ',')
	}
	return append(json.AppendText(out, name), ':')
}

// isScalar reports whether a value is one figure or word. A value without
// meaning, {"undefined": reason}, is one too.
func isScalar(n json.Node) bool {
	switch n.Kind() {
	case '[':
		return false
	case '{':
		return isUndefined(n)
	}
	return true
}

// isUndefined reports whether a value is {"undefined": reason}.
func isUndefined(n json.Node) bool {
	return n.Kind() == '{' && len(n.Names) == 1 && n.Names[0] == "undefined" && n.Items[0].Kind() == '"'
}
