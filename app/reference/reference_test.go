package reference

import (
	"slices"
	"testing"

	"fairbasis/core/catalog"
)

// said are all texts of the catalog that the page shows, by where they are.
func said() map[string]string {
	all := map[string]string{}
	w := newWriter()
	for _, ops := range bySubject(catalog.All) {
		for _, o := range ops {
			all[o.Title] = o.Name
			for _, b := range []body{w.body(o, "request", o.RequestSchema(), o.RequestType()), w.body(o, "reply", o.ReplySchema(), o.ReplyType())} {
				for _, r := range b.Rows {
					if r.Doc != "" {
						all[r.Doc] = r.ID
					}
				}
			}
		}
	}
	return all
}

// TestEverythingIsThereInChinese: what the catalog says has a translation, and
// every translation is of something it says.
func TestEverythingIsThereInChinese(t *testing.T) {
	all := said()
	for english, where := range all {
		if chinese.docs[english] == "" {
			t.Errorf("%s: no Chinese for %q", where, english)
		}
	}
	for english := range chinese.docs {
		if all[english] == "" {
			t.Errorf("nothing says %q any more", english)
		}
	}
	if len(all) < 700 {
		t.Errorf("only %d texts were found", len(all))
	}
}

// TestKindsHaveWords: every kind of member and every subject is named.
func TestKindsHaveWords(t *testing.T) {
	for _, words := range []*words{&chinese, &english} {
		w := newWriter()
		for _, o := range catalog.All.Ops() {
			for _, b := range []body{w.body(o, "request", o.RequestSchema(), o.RequestType()), w.body(o, "reply", o.ReplySchema(), o.ReplyType())} {
				for _, r := range b.Rows {
					for _, k := range r.Kind {
						if k != "list" && k != "map" && words.Kinds[k] == "" {
							t.Errorf("%s: %s has no word for %q", r.ID, words.Lang, k)
						}
					}
				}
			}
		}
		for _, s := range subjects {
			if words.Subjects[s.id] == "" {
				t.Errorf("%s: no word for the subject %q", words.Lang, s.id)
			}
		}
	}
}

// TestEveryOperationHasASubject: each is named under one heading, and no name
// is of an operation that is gone.
func TestEveryOperationHasASubject(t *testing.T) {
	var named []string
	for _, s := range subjects {
		named = append(named, s.names...)
	}
	for _, o := range catalog.All.Ops() {
		if i := slices.Index(named, o.Name); i < 0 {
			t.Errorf("%s is under no heading", o.Name)
		} else {
			named = slices.Delete(named, i, i+1)
		}
	}
	if len(named) > 0 {
		t.Errorf("headings name %v, which are no operations or named twice", named)
	}
}
