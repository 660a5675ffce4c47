// Package shape cuts a reply down to what a reader asked for and writes it as
// JSON or CSV: chosen fields, the last rows, lists of objects as columns. It
// works on the JSON of any reply, members in their order.
package shape

// Want is what a reader asks of a reply. The zero value is the reply as it is.
type Want struct {
	// Fields are dotted paths of members to keep (forward.total, contracts.basis);
	// a path through a list means that member of each of its objects. Empty: all.
	Fields []string
	// Tail keeps the last so many of every list that belongs to the longest
	// length there is in the reply, where that is more; 0 keeps all.
	Tail int
	// Columns writes every list of objects as one object of equally long lists.
	Columns bool
	// Sheet is the dotted path of the list or of the object of columns to write
	// as CSV; empty is the one with the most rows, or, where there is none, the
	// single values of the reply as rows of path and value.
	Sheet string
}
