package scenario

// maxSteps bounds the undo history; a step is a few hundred bytes.
const maxSteps = 200

// State is something typed that can be taken back: a Scenario or a Chain.
type State[S any] interface {
	Clone() S
	// answering returns a copy that answers for unreadable fields as now does.
	answering(now S) S
}

// Steps is an undo and redo history. Consecutive edits of one field are one
// step until Seal. The zero value is empty.
type Steps[S State[S]] struct {
	past, future []S
	field        string // of the open step
}

// History is the undo and redo history of a scenario.
type History = Steps[*Scenario]

// Note records the state before an edit of a field; an edit of several fields
// has the empty path and always stands alone.
func (h *Steps[S]) Note(before S, path string) {
	h.future = nil
	if path != "" && path == h.field && len(h.past) > 0 {
		return
	}
	h.field = path
	h.past = append(h.past, before.Clone())
	if len(h.past) > maxSteps {
		h.past = append(h.past[:0:0], h.past[len(h.past)-maxSteps:]...)
	}
}

// Seal ends the open step: the next edit of the same field is one of its own.
func (h *Steps[S]) Seal() { h.field = "" }

// CanUndo reports whether there is a step to take back.
func (h *Steps[S]) CanUndo() bool { return len(h.past) > 0 }

// CanRedo reports whether there is a step to take again.
func (h *Steps[S]) CanRedo() bool { return len(h.future) > 0 }

// Undo returns the state before the last step, or nil.
func (h *Steps[S]) Undo(now S) S { return h.move(&h.past, &h.future, now) }

// Redo returns the state after the step last taken back, or nil.
func (h *Steps[S]) Redo(now S) S { return h.move(&h.future, &h.past, now) }

func (h *Steps[S]) move(from, to *[]S, now S) S {
	n := len(*from)
	if n == 0 {
		var none S
		return none
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, now.Clone())
	h.field = ""
	return s.answering(now)
}
