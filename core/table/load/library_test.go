package load

import (
	"context"
	"errors"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// shelf is a library's files in memory; it counts how often each is fetched.
type shelf struct {
	files map[string]File
	opens map[string]int
}

func (s *shelf) Open(_ context.Context, ref string) (File, error) {
	f, ok := s.files[ref]
	if !ok {
		return File{}, fault.New(fault.Unknown, "there is no file %s", ref)
	}
	s.opens[ref]++
	return f, nil
}

func newShelf(refs ...string) *shelf {
	s := &shelf{files: map[string]File{}, opens: map[string]int{}}
	for _, ref := range refs {
		s.files[ref] = File{Name: ref + ".csv", Bytes: joined(good(1))}
	}
	return s
}

func TestLibrary(t *testing.T) {
	s := newShelf("a", "b", "c", "d")
	lib := New(s)
	ctx := market.WithLibrary(context.Background(), lib)
	loaded, err := Load(ctx, table.LoadInput{Ref: "a"})
	if err != nil || loaded.Ref != "a" || loaded.Rows != 240 || loaded.Name != "a.csv" {
		t.Fatalf("got %+v, %v", loaded, err)
	}
	// A source finds its bars, by any spelling of the symbol, or alone.
	for _, symbol := range []string{"", "IF2406", "if2406.cfe"} {
		src := market.Source{Ref: "a", Symbol: symbol}
		if err := src.Resolve(ctx); err != nil || src.Bars.Len() != 240 {
			t.Errorf("%q: got %v", symbol, err)
		}
	}
	if s.opens["a"] != 1 {
		t.Errorf("the file was fetched %d times for one set", s.opens["a"])
	}
	src := market.Source{Ref: "a", Symbol: "IF2409"}
	if err := src.Resolve(ctx); err == nil || !strings.Contains(err.Error(), "IF2406") || fault.From(err).Code != fault.Invalid {
		t.Errorf("an unknown symbol: got %v", err)
	}
	src = market.Source{Ref: "z"}
	if err := src.Resolve(ctx); fault.From(err).Code != fault.Unknown {
		t.Errorf("an unknown file: got %v", err)
	}

	// A correction reads the same bytes again and is remembered.
	loaded, err = Load(ctx, table.LoadInput{Ref: "a", Choices: table.Choices{Stamp: "begin"}})
	if err != nil || loaded.Stamp.Value != "begin" || loaded.First != "2024-05-06 09:32" || s.opens["a"] != 1 {
		t.Errorf("got %+v, %v, fetched %d times", loaded.Stamp, err, s.opens["a"])
	}
	for _, ref := range []string{"b", "c", "d"} {
		if _, err := lib.Bars(ctx, ref, ""); err != nil {
			t.Fatal(err)
		}
	}
	if len(lib.sets) != maxSets {
		t.Errorf("%d sets are kept", len(lib.sets))
	}
	b, err := lib.Bars(ctx, "a", "") // was dropped and is read again, as corrected
	if err != nil || market.Stamp(b.Time[0], false) != "2024-05-06 09:32" || s.opens["a"] != 2 {
		t.Errorf("read again: %v, fetched %d times", err, s.opens["a"])
	}
	lib.Forget("a")
	b, err = lib.Bars(ctx, "a", "")
	if err != nil || market.Stamp(b.Time[0], false) != "2024-05-06 09:31" {
		t.Errorf("forgotten choices: %v", err)
	}
}

// Stored choices count until others are given.
func TestStoredChoices(t *testing.T) {
	s := newShelf("a")
	f := s.files["a"]
	f.Choices.Stamp = "begin"
	s.files["a"] = f
	lib := New(s)
	ctx := market.WithLibrary(context.Background(), lib)
	if set, err := lib.Set(ctx, "a"); err != nil || set.Loaded.Stamp.Evidence != "chosen" {
		t.Fatalf("got %v", err)
	}
	if loaded, err := Load(ctx, table.LoadInput{Ref: "a"}); err != nil || loaded.Stamp.Evidence != "session" {
		t.Errorf("got %+v, %v", loaded.Stamp, err)
	}
}

func TestNoLibrary(t *testing.T) {
	if _, err := Load(context.Background(), table.LoadInput{Ref: "a"}); fault.From(err).Code != fault.Unknown {
		t.Errorf("got %v", err)
	}
}

// TestCancel: work ends at the next tick, and the next question is answered.
func TestCancel(t *testing.T) {
	s := newShelf("a")
	s.files["a"] = File{Name: "a.csv", Bytes: joined(good(100))}
	lib := New(s)
	stop := errors.New("stop")
	last, size := -1, 0
	ctx := op.WithTick(context.Background(), func(done, total int) error {
		if done < last || total != len(s.files["a"].Bytes) {
			t.Errorf("progress %d of %d after %d", done, total, last)
		}
		last, size = done, total
		if done > total/2 {
			return stop
		}
		return nil
	})
	if _, err := lib.Set(ctx, "a"); !errors.Is(err, stop) {
		t.Errorf("got %v at %d of %d", err, last, size)
	}
	if set, err := lib.Set(context.Background(), "a"); err != nil || set.Loaded.Rows != 24000 {
		t.Errorf("after it: %v", err)
	}
}

// TestMemory: loading one file again and again keeps one set.
func TestMemory(t *testing.T) {
	s := newShelf("a")
	lib := New(s)
	ctx := market.WithLibrary(context.Background(), lib)
	for range 5 {
		if _, err := Load(ctx, table.LoadInput{Ref: "a"}); err != nil {
			t.Fatal(err)
		}
	}
	if len(lib.sets) != 1 || s.opens["a"] != 1 {
		t.Errorf("%d sets, fetched %d times", len(lib.sets), s.opens["a"])
	}
}

// gate is a shelf that lets a fetch in only when told.
type gate struct {
	*shelf
	came, open chan struct{}
}

func (g *gate) Open(ctx context.Context, ref string) (File, error) {
	g.came <- struct{}{}
	<-g.open
	return g.shelf.Open(ctx, ref)
}

// TestTogether: whoever asks for a file that is being read waits for it, can
// give up waiting, and never gets what was forgotten meanwhile.
func TestTogether(t *testing.T) {
	g := &gate{newShelf("a"), make(chan struct{}, 9), make(chan struct{})}
	lib := New(g)
	done := make(chan error, 2)
	ask := func(ctx context.Context) { _, err := lib.Set(ctx, "a"); done <- err }
	go ask(context.Background())
	<-g.came
	given, giveUp := context.WithCancel(context.Background())
	go ask(given)
	giveUp()
	if err := <-done; fault.From(err).Code != fault.Canceled {
		t.Errorf("given up: %v", err)
	}
	go ask(context.Background())
	g.open <- struct{}{}
	if a, b := <-done, <-done; a != nil || b != nil || g.opens["a"] != 1 {
		t.Errorf("two that ask at once: %v, %v, fetched %d times", a, b, g.opens["a"])
	}

	lib.Forget("a")
	go ask(context.Background())
	<-g.came
	lib.Forget("a")
	g.open <- struct{}{}
	<-done
	if lib.known("a") != nil {
		t.Error("a file that was forgotten while it was read is held")
	}
}
