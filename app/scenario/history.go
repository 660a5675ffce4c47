package scenario

// maxSteps bounds the undo history; a step is a few hundred bytes.
const maxSteps = 200

// History is the undo and redo history of a scenario. Consecutive edits of one
// field are one step until Seal. The zero value is empty.
type History struct {
	past, future []*Scenario
	field        string // of the open step
}

// Note records the state before an edit of a field; an edit of several fields
// has the empty path and always stands alone.
func (h *History) Note(before *Scenario, path string) {
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
func (h *History) Seal() { h.field = "" }

// CanUndo reports whether there is a step to take back.
func (h *History) CanUndo() bool { return len(h.past) > 0 }

// CanRedo reports whether there is a step to take again.
func (h *History) CanRedo() bool { return len(h.future) > 0 }

// Undo returns the state before the last step, or nil.
func (h *History) Undo(now *Scenario) *Scenario { return move(&h.past, &h.future, now, h) }

// Redo returns the state after the step last taken back, or nil.
func (h *History) Redo(now *Scenario) *Scenario { return move(&h.future, &h.past, now, h) }

func move(from, to *[]*Scenario, now *Scenario, h *History) *Scenario {
	n := len(*from)
	if n == 0 {
		return nil
	}
	s := (*from)[n-1]
	*from = (*from)[:n-1]
	*to = append(*to, now.Clone())
	h.field = ""
	out := s.Clone()
	out.valid, out.sound = now.Clone().valid, now.Clone().sound
	return out
}
