package load

import (
	"context"
	"sync"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// Files finds the bytes of a file by its reference: in the storage of the
// browser, on a disk, in a test. The refusal of a reference it does not know
// has code fault.Unknown. The bytes are kept and must not be written again.
type Files interface {
	Open(ctx context.Context, ref string) (File, error)
}

// What a library keeps. A set that is asked for again after it was dropped is
// read again, so these bound memory, not use.
const (
	maxSets     = 3
	maxSetBytes = 256 << 20 // of columns in all; the last set is kept whatever its size
	maxKept     = 96 << 20  // of the texts of the last file, kept for corrections
	largeFile   = 48 << 20  // from this size on a file is read with nothing else held
)

// Library answers for files that were loaded. It keeps the last few sets; the
// texts of the last file stay at hand, so that a correction needs neither
// fetching nor inflating again. It is safe for use by several goroutines.
type Library struct {
	files Files
	turn  chan struct{} // held by the one that reads a file: whoever else wants it finds it read

	mu      sync.Mutex
	sets    []kept // least recently used first
	choices map[string]table.Choices
	lastRef string
	last    *opened

	forgotten int // calls of Forget
}

type kept struct {
	ref   string
	set   *table.Set
	bytes int
}

// New returns a library over files.
func New(files Files) *Library {
	return &Library{files: files, turn: make(chan struct{}, 1), choices: map[string]table.Choices{}}
}

// Of returns the library of a context; where there is none the refusal has
// code fault.Unknown.
func Of(ctx context.Context) (*Library, error) {
	if lib, ok := market.LibraryOf(ctx).(*Library); ok && lib != nil {
		return lib, nil
	}
	return nil, fault.New(fault.Unknown, "there are no files here")
}

// Load is the operation table.LoadKey: it reads a file again with the choices
// of the request, which count for this file from now on.
func Load(ctx context.Context, in table.LoadInput) (table.Loaded, error) {
	lib, err := Of(ctx)
	if err != nil {
		return table.Loaded{}, err
	}
	if err := lib.wait(ctx); err != nil {
		return table.Loaded{}, err
	}
	defer lib.leave()
	lib.mu.Lock()
	lib.choices[in.Ref] = in.Choices
	lib.drop(in.Ref)
	lib.mu.Unlock()
	set, err := lib.read(ctx, in.Ref)
	if err != nil {
		return table.Loaded{}, err
	}
	return set.Loaded, nil
}

// Set returns what a file holds, read with the choices last given to Load,
// else with the stored ones.
func (l *Library) Set(ctx context.Context, ref string) (*table.Set, error) {
	if set := l.known(ref); set != nil {
		return set, nil
	}
	if err := l.wait(ctx); err != nil {
		return nil, err
	}
	defer l.leave()
	if set := l.known(ref); set != nil {
		return set, nil
	}
	return l.read(ctx, ref)
}

// known returns a set that is held, or nil.
func (l *Library) known(ref string) *table.Set {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, k := range l.sets {
		if k.ref == ref {
			l.sets = append(append(l.sets[:i:i], l.sets[i+1:]...), k)
			return k.set
		}
	}
	return nil
}

// wait takes the turn, leave gives it back.
func (l *Library) wait(ctx context.Context) error {
	select {
	case l.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return fault.New(fault.Canceled, "canceled while another file was read")
	}
}

func (l *Library) leave() { <-l.turn }

// read reads a file that is not held, for whoever has the turn.
func (l *Library) read(ctx context.Context, ref string) (*table.Set, error) {
	l.mu.Lock()
	choices, chosen := l.choices[ref]
	forgotten, o := l.forgotten, l.last
	if l.lastRef != ref || !chosen {
		o = nil
	}
	l.mu.Unlock()

	if o == nil {
		f, err := l.files.Open(ctx, ref)
		if err != nil {
			return nil, err
		}
		if !chosen {
			choices = f.Choices
		}
		// Memory in a browser grows to the most that was ever held at once and
		// never shrinks: what can be read again goes first.
		l.mu.Lock()
		l.lastRef, l.last = "", nil
		if len(f.Bytes) >= largeFile {
			l.sets = nil
		}
		l.mu.Unlock()
		if o, err = unwrap(ctx, f.Name, f.Bytes); err != nil {
			return nil, err
		}
	}
	set, err := o.read(ctx, choices)
	if err != nil {
		return nil, err
	}
	set.Loaded.Ref = ref

	l.mu.Lock()
	defer l.mu.Unlock()
	if l.forgotten != forgotten { // perhaps this one, while it was read
		return set, nil
	}
	l.lastRef, l.last = ref, o
	if o.bytes() > maxKept {
		l.lastRef, l.last = "", nil
	}
	l.keep(kept{ref, set, set.Size()})
	return set, nil
}

// Bars implements market.Library. The symbol may be left out where the file
// holds one series.
func (l *Library) Bars(ctx context.Context, ref, symbol string) (*market.Bars, error) {
	set, err := l.Set(ctx, ref)
	if err != nil {
		return nil, err
	}
	b := find(set.Series, symbol)
	if b == nil {
		return nil, unknownSymbol(symbol, set.Series)
	}
	if err := op.SpendBars(ctx, "", b.Len(), b); err != nil {
		return nil, err
	}
	return b, nil
}

// find returns the series of a symbol, or nil.
func find(list []*market.Bars, symbol string) *market.Bars {
	if symbol == "" && len(list) == 1 {
		return list[0]
	}
	for _, b := range list {
		if b.Symbol == symbol {
			return b
		}
	}
	if as := identify(symbol, ""); symbol != "" && as.symbol != symbol {
		for _, b := range list {
			if b.Symbol == as.symbol {
				return b
			}
		}
	}
	return nil
}

// Forget drops everything held of a file, as after it was deleted or changed elsewhere.
func (l *Library) Forget(ref string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forgotten++
	l.drop(ref)
	delete(l.choices, ref)
	if l.lastRef == ref {
		l.lastRef, l.last = "", nil
	}
}

func (l *Library) drop(ref string) {
	for i, k := range l.sets {
		if k.ref == ref {
			l.sets = append(l.sets[:i:i], l.sets[i+1:]...)
			return
		}
	}
}

// keep adds a set and drops the least recently used beyond the bounds.
func (l *Library) keep(k kept) {
	l.drop(k.ref)
	l.sets = append(l.sets, k)
	total := 0
	for _, k := range l.sets {
		total += k.bytes
	}
	for len(l.sets) > 1 && (len(l.sets) > maxSets || total > maxSetBytes) {
		total -= l.sets[0].bytes
		l.sets = append([]kept(nil), l.sets[1:]...)
	}
}
