package scenario

import (
	"errors"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
)

func TestStoreKeepsNamesAndOrder(t *testing.T) {
	st, err := Load("")
	if err != nil {
		t.Fatal(err)
	}
	a, _ := st.Add("first", "contract=IM2412")
	b, _ := st.Add("  two   words ", "contract=IF2412")
	if b.Name != "two words" {
		t.Errorf("name: got %q", b.Name)
	}
	st.Rename(a.ID, "renamed")
	st.Compare(b.ID, false)
	back, err := Load(st.Document())
	if err != nil {
		t.Fatal(err)
	}
	if got := back.List(); len(got) != 2 || got[0].Name != "renamed" || got[1].Compare || got[1].Fragment != "contract=IF2412" {
		t.Errorf("got %+v", got)
	}
	was, _ := back.Delete(a.ID)
	if len(back.List()) != 1 || !back.Restore(was) || len(back.List()) != 2 || back.List()[0].Name != "renamed" {
		t.Errorf("deleted and restored: %+v", back.List())
	}
}

func TestStoreLimits(t *testing.T) {
	var st Store
	for i := range MaxSaved {
		s, ok := st.Add("n", "contract=IM2412")
		if !ok || s.Compare != (i < MaxCompare) {
			t.Fatalf("%d: ok %v, compare %v", i, ok, s.Compare)
		}
	}
	if _, ok := st.Add("n", "x=1"); ok {
		t.Error("saved more than the limit")
	}
	if st.Compare(st.List()[MaxCompare].ID, true) {
		t.Error("compares more than the limit")
	}
	long, _ := (&Store{}).Add(strings.Repeat("名", 200), "x=1")
	if n := len([]rune(long.Name)); n != MaxName {
		t.Errorf("name of %d runes", n)
	}
}

func TestLoadRefusesWhatItCannotRead(t *testing.T) {
	for _, c := range []struct{ document, code string }{
		{"{", "store_damaged"}, {"[]", "store_damaged"}, {"null", "store_damaged"}, {`{"saved":[]}`, "store_damaged"}, {`{"version":99}`, "store_newer"},
	} {
		st, err := Load(c.document)
		var f *fault.Error
		if !errors.As(err, &f) || f.Fields[0].Code != c.code || len(st.List()) != 0 {
			t.Errorf("%s: got %v, want %s", c.document, err, c.code)
		}
	}
	if _, err := Load("  "); err != nil {
		t.Errorf("empty: %v", err)
	}
}

// Two tabs that change the same document reach the same answer whichever way
// they are joined, and what either saved is there.
func TestMergeIsTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var base Store
		for range rapid.IntRange(0, 4).Draw(t, "common") {
			base.Add("common", "contract=IM2412")
		}
		tab := func(name string) Store {
			st := Store{Version: StoreVersion, Saved: slices.Clone(base.Saved)}
			for range rapid.IntRange(0, 6).Draw(t, name) {
				list := st.List()
				switch act := rapid.IntRange(0, 3).Draw(t, "act"); {
				case act == 0 || len(list) == 0:
					st.Add(rapid.StringN(1, 8, -1).Draw(t, "text"), "rate=1%25&tab="+name)
				case act == 1:
					st.Rename(list[0].ID, rapid.StringN(1, 8, -1).Draw(t, "rename"))
				case act == 2:
					st.Delete(list[len(list)-1].ID)
				default:
					st.Compare(list[0].ID, !list[0].Compare)
				}
			}
			return st
		}
		a, b := tab("a"), tab("b")
		ab, ba := Merge(a, b), Merge(b, a)
		for _, x := range ab.Saved {
			i := slices.IndexFunc(ba.Saved, func(y Saved) bool { return y.ID == x.ID })
			if i < 0 || ba.Saved[i] != x {
				t.Fatalf("joined differently: %+v and %+v", ab, ba)
			}
		}
		if len(ab.Saved) != len(ba.Saved) {
			t.Fatalf("%d and %d entries", len(ab.Saved), len(ba.Saved))
		}
		for _, x := range append(a.List(), b.List()...) {
			if !slices.ContainsFunc(ab.Saved, func(y Saved) bool { return y.ID == x.ID && y.Rev >= x.Rev }) {
				t.Fatalf("lost %+v", x)
			}
		}
		if again := Merge(ab, ab); again.Document() != ab.Document() {
			t.Fatalf("joining with itself changed it")
		}
	})
}
