package reference

import (
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/openapi"
	"fairbasis/core/problem"
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
		for _, s := range openapi.Subjects {
			if words.Subjects[s.Name] == "" {
				t.Errorf("%s: no word for the subject %q", words.Lang, s.Name)
			}
		}
	}
}

// TestEveryOperationIsOnThePage, once in the list and once below it, in both
// languages.
func TestEveryOperationIsOnThePage(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		text, err := Main(lang, "")
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range catalog.All.Ops() {
			for _, want := range []string{`<a href="#` + o.Name + `">`, `<article class="panel op" id="` + o.Name + `"`} {
				if n := strings.Count(text, want); n != 1 {
					t.Errorf("%s: %s stands %d times", lang, want, n)
				}
			}
		}
		kind, _ := reflect.TypeFor[problem.Problem]().FieldByName("Code")
		for _, code := range strings.Split(kind.Tag.Get("enum"), ",") {
			if !strings.Contains(text, `id="problem-`+code+`"`) {
				t.Errorf("%s: nothing is said of %s, to which its problems lead", lang, code)
			}
		}
	}
}
