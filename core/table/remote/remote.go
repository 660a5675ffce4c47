// Package remote gives a program the bars of files that another one reads:
// the engine computes over what the reader hands to it.
package remote

import (
	"context"
	"strconv"
	"sync"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/wire"
)

// Ask puts a question to the program that reads files and waits for its answer.
type Ask func(ctx context.Context, name string, body []byte) (wire.Message, error)

// maxBytes bounds what is kept, in bytes. What was dropped is asked for again.
const maxBytes = 128 << 20

// Library is the files that another program reads. It keeps what was handed
// over last. It is safe for use by several goroutines.
type Library struct {
	ask  Ask
	turn chan struct{} // held by the one that asks: whoever else wants the same finds it

	mu        sync.Mutex
	files     []*file // least recently used first
	forgotten int     // calls of Forget
}

// file is what is here of one file.
type file struct {
	ref   string
	bars  map[string]*market.Bars // by the symbol asked for
	set   *table.Set              // once it was asked for
	bytes int
}

var _ table.Sets = (*Library)(nil)

// New returns the library of the program that ask asks.
func New(ask Ask) *Library { return &Library{ask: ask, turn: make(chan struct{}, 1)} }

// Bars implements market.Library.
func (l *Library) Bars(ctx context.Context, ref, symbol string) (*market.Bars, error) {
	var bars *market.Bars
	err := l.get(ctx, HandInput{Ref: ref, Symbol: symbol}, func(f *file) bool {
		bars = f.bars[symbol]
		return bars != nil
	}, func(h Handed, f *file) error {
		list, err := h.bars()
		if err != nil {
			return err
		}
		if h.Asked < 0 || h.Asked >= len(list) {
			return errBuffer
		}
		for i, b := range list {
			if had := f.bars[b.Symbol]; had != nil && b.Symbol != "" {
				list[i] = had // the same bars under one more name
				continue
			}
			f.bytes += table.Size(b)
			if b.Symbol != "" {
				f.bars[b.Symbol] = b
			}
		}
		bars = list[h.Asked]
		f.bars[symbol] = bars
		return nil
	})
	return bars, err
}

// Set implements table.Sets.
func (l *Library) Set(ctx context.Context, ref string) (*table.Set, error) {
	var set *table.Set
	err := l.get(ctx, HandInput{Ref: ref, All: true}, func(f *file) bool {
		set = f.set
		return set != nil
	}, func(h Handed, f *file) error {
		list, err := h.bars()
		if err != nil {
			return err
		}
		rejected, err := h.rejectedRows()
		if err != nil {
			return err
		}
		if h.Loaded == nil {
			return errBuffer
		}
		set = &table.Set{Loaded: *h.Loaded, Series: list, Rejected: rejected}
		f.set, f.bars = set, map[string]*market.Bars{} // these now stand for those before
		for _, b := range list {
			f.bars[b.Symbol] = b
		}
		if len(list) > 1 {
			delete(f.bars, "") // there it is a question which one is meant
		} else if len(list) == 1 {
			f.bars[""] = list[0]
		}
		f.bytes = set.Size()
		return nil
	})
	return set, err
}

// get looks among what is here, and asks for it where it is not.
func (l *Library) get(ctx context.Context, in HandInput, here func(*file) bool, take func(Handed, *file) error) error {
	if l.look(in.Ref, here) {
		return nil
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return fault.New(fault.Canceled, "canceled while another file was fetched")
	}
	if l.look(in.Ref, here) {
		return nil
	}
	l.mu.Lock()
	forgotten := l.forgotten
	l.mu.Unlock()
	body, err := json.Marshal(in)
	if err != nil {
		return err
	}
	m, err := l.ask(ctx, string(HandKey), body)
	if err != nil {
		return err
	}
	var h Handed
	if err := wire.Unpack(m, &h); err != nil {
		return fault.New(fault.Internal, "%s: %v", strconv.Quote(in.Ref), err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	f := &file{ref: in.Ref, bars: map[string]*market.Bars{}}
	if l.forgotten == forgotten { // else it may be old by now: good for this question only
		f = l.keep(f)
	}
	if err := take(h, f); err != nil {
		return fault.New(fault.Internal, "%s: %v", strconv.Quote(in.Ref), err)
	}
	total := 0
	for _, f := range l.files {
		total += f.bytes
	}
	for len(l.files) > 1 && total > maxBytes {
		total -= l.files[0].bytes
		l.files = append([]*file(nil), l.files[1:]...)
	}
	return nil
}

// look reports whether something is here of a file.
func (l *Library) look(ref string, here func(*file) bool) bool {
	l.mu.Lock()
	defer l.mu.Unlock()
	for i, f := range l.files {
		if f.ref == ref && here(f) {
			l.files = append(append(l.files[:i:i], l.files[i+1:]...), f)
			return true
		}
	}
	return false
}

// keep returns the file of that name that is here, or keeps this one; it is
// the last used then.
func (l *Library) keep(f *file) *file {
	for i, had := range l.files {
		if had.ref == f.ref {
			l.files = append(l.files[:i:i], l.files[i+1:]...)
			f = had
			break
		}
	}
	l.files = append(l.files, f)
	return f
}

// Forget drops what is here of a file, as after it was read anew.
func (l *Library) Forget(ref string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.forgotten++
	for i, f := range l.files {
		if f.ref == ref {
			l.files = append(l.files[:i:i], l.files[i+1:]...)
			return
		}
	}
}
