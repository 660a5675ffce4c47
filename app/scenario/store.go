package scenario

import (
	"cmp"
	"encoding/json"
	"hash/fnv"
	"slices"
	"strconv"
	"strings"

	"fairbasis/core/fault"
)

// StoreVersion is the version of the saved document. A document of a later
// version is refused, so that an old tab never overwrites what it cannot read.
const StoreVersion = 1

// Limits of the saved document.
const (
	MaxSaved   = 200 // scenarios
	MaxName    = 60  // runes of a name
	MaxDeleted = 400 // marks of deleted scenarios, kept so that another tab does not bring them back
	MaxCompare = 4   // side by side
)

// Saved is one named scenario.
type Saved struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Fragment string `json:"fragment,omitempty"`
	Compare  bool   `json:"compare,omitempty"` // shown side by side
	Deleted  bool   `json:"deleted,omitempty"`
	Rev      int    `json:"rev"` // rises with every change
}

// Store is everything saved on this device.
type Store struct {
	Version int     `json:"version"`
	Saved   []Saved `json:"saved"`
}

// Load reads a saved document. Empty text is an empty store. A document that
// is damaged or of a later version is refused with code store_damaged or
// store_newer: the caller keeps it aside and says so.
func Load(document string) (Store, error) {
	var st Store
	if strings.TrimSpace(document) == "" {
		return Store{Version: StoreVersion}, nil
	}
	if err := json.Unmarshal([]byte(document), &st); err != nil || st.Version < 1 {
		var fs fault.Fields
		fs.Add("", "store_damaged", "the saved scenarios could not be read; they were kept aside unchanged")
		return Store{Version: StoreVersion}, fs.Err()
	}
	if st.Version > StoreVersion {
		var fs fault.Fields
		fs.Add("", "store_newer", "the saved scenarios were written by a later version of this page; reload it to read them")
		return Store{Version: StoreVersion}, fs.Err()
	}
	kept := st.Saved[:0]
	for _, s := range st.Saved {
		if s.ID != "" && len(s.Fragment) <= MaxFragment && (s.Deleted || s.Fragment != "") {
			s.Name = trimName(s.Name)
			kept = append(kept, s)
		}
	}
	st.Saved = kept
	return Merge(st, Store{Version: StoreVersion}), nil
}

// Document is the store as text; two equal stores give the same text.
func (st Store) Document() string {
	b, err := json.Marshal(st)
	if err != nil { // strings, numbers and booleans always encode
		return ""
	}
	return string(b)
}

// List returns the saved scenarios in the order they were added.
func (st Store) List() []Saved {
	var out []Saved
	for _, s := range st.Saved {
		if !s.Deleted {
			out = append(out, s)
		}
	}
	return out
}

// Add saves a scenario under a name and compares it while fewer than
// MaxCompare are shown. It is false where MaxSaved are there already.
func (st *Store) Add(name, fragment string) (Saved, bool) {
	list := st.List()
	if len(list) >= MaxSaved {
		return Saved{}, false
	}
	shown := 0
	for _, s := range list {
		if s.Compare {
			shown++
		}
	}
	h := fnv.New64a()
	h.Write([]byte(name + "\x00" + fragment + "\x00" + strconv.Itoa(len(st.Saved))))
	id := strconv.FormatUint(h.Sum64(), 36)
	for slices.ContainsFunc(st.Saved, func(s Saved) bool { return s.ID == id }) {
		id += "x"
	}
	s := Saved{ID: id, Name: trimName(name), Fragment: fragment, Compare: shown < MaxCompare, Rev: 1}
	st.Saved = append(slices.Clone(st.Saved), s)
	return s, true
}

// Rename gives a saved scenario another name.
func (st *Store) Rename(id, name string) bool {
	return st.change(id, func(s *Saved) bool {
		name = trimName(name)
		if name == "" || name == s.Name {
			return false
		}
		s.Name = name
		return true
	})
}

// Compare shows a saved scenario side by side or not. It is false where
// MaxCompare are shown already.
func (st *Store) Compare(id string, on bool) bool {
	if on {
		n := 0
		for _, s := range st.List() {
			if s.Compare {
				n++
			}
		}
		if n >= MaxCompare {
			return false
		}
	}
	return st.change(id, func(s *Saved) bool {
		changed := s.Compare != on
		s.Compare = on
		return changed
	})
}

// Delete removes a saved scenario and returns what it was.
func (st *Store) Delete(id string) (Saved, bool) {
	var was Saved
	ok := st.change(id, func(s *Saved) bool {
		if s.Deleted {
			return false
		}
		was = *s
		s.Deleted, s.Compare, s.Name, s.Fragment = true, false, "", ""
		return true
	})
	return was, ok
}

// Restore takes a deletion back.
func (st *Store) Restore(was Saved) bool {
	return st.change(was.ID, func(s *Saved) bool {
		if !s.Deleted {
			return false
		}
		s.Deleted, s.Compare, s.Name, s.Fragment = false, was.Compare, was.Name, was.Fragment
		return true
	})
}

func (st *Store) change(id string, do func(*Saved) bool) bool {
	for i := range st.Saved {
		if st.Saved[i].ID != id {
			continue
		}
		s := st.Saved[i]
		if !do(&s) {
			return false
		}
		s.Rev++
		st.Saved = slices.Clone(st.Saved)
		st.Saved[i] = s
		return true
	}
	return false
}

// Merge joins what two tabs hold: of each scenario the later revision wins,
// and of equal revisions the one that sorts last, so that both tabs reach the
// same answer. Nothing saved in either tab is lost, except that a deletion wins
// over the revision it deleted.
func Merge(a, b Store) Store {
	out := Store{Version: StoreVersion}
	at := map[string]int{}
	for _, s := range slices.Concat(a.Saved, b.Saved) {
		i, there := at[s.ID]
		if !there {
			at[s.ID] = len(out.Saved)
			out.Saved = append(out.Saved, s)
			continue
		}
		if later(s, out.Saved[i]) {
			out.Saved[i] = s
		}
	}
	gone := 0
	for _, s := range out.Saved {
		if s.Deleted {
			gone++
		}
	}
	if gone > MaxDeleted {
		kept := out.Saved[:0]
		for _, s := range out.Saved {
			if s.Deleted && gone > MaxDeleted {
				gone--
				continue
			}
			kept = append(kept, s)
		}
		out.Saved = kept
	}
	return out
}

func later(s, t Saved) bool {
	deleted := func(s Saved) int {
		if s.Deleted {
			return 1
		}
		return 0
	}
	shown := func(s Saved) int {
		if s.Compare {
			return 1
		}
		return 0
	}
	return cmp.Or(cmp.Compare(s.Rev, t.Rev), cmp.Compare(deleted(s), deleted(t)), cmp.Compare(s.Name, t.Name),
		cmp.Compare(s.Fragment, t.Fragment), cmp.Compare(shown(s), shown(t))) > 0
}

func trimName(name string) string {
	name = strings.Join(strings.Fields(strings.ToValidUTF8(name, "\ufffd")), " ")
	if r := []rune(name); len(r) > MaxName {
		name = string(r[:MaxName])
	}
	return name
}
