package page

// typing is the field being edited and what stood in it before, which Esc
// brings back.
type typing struct {
	editing string // path of the field; empty between edits
	before  string // its text when the editing began
}

// begin notes the first change of a field since it was committed; text is
// what stands in it.
func (t *typing) begin(path, text string) {
	if t.editing != path {
		t.editing, t.before = path, text
	}
}

// end forgets the editing: the field is committed, or another state came.
func (t *typing) end() { *t = typing{} }

// cancel ends the editing of a field and returns what stood there before. It
// is false where the field was not being edited.
func (t *typing) cancel(path string) (before string, ok bool) {
	if t.editing != path {
		return "", false
	}
	before = t.before
	t.end()
	return before, true
}
