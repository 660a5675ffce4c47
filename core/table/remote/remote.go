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
	bars  map[string]*market.Bars // by symbol, as it was asked for and as it is
	bytes int
}

// New returns the library of the program that ask asks.
func New(ask Ask) *Library { return &Library{ask: ask, turn: make(chan struct{}, 1)} }

// Bars implements market.Library.
func (l *Library) Bars(ctx context.Context, ref, symbol string) (*market.Bars, error) {
	if b := l.known(ref, symbol); b != nil {
		return b, nil
	}
	select {
	case l.turn <- struct{}{}:
		defer func() { <-l.turn }()
	case <-ctx.Done():
		return nil, fault.New(fault.Canceled, "canceled while another file was fetched")
	}
	if b := l.known(ref, symbol); b != nil {
		return b, nil
	}
	l.mu.Lock()
	forgotten := l.forgotten
	l.mu.Unlock()
	body, err := json.Marshal(HandInput{Ref: ref, Symbol: symbol})
	if err != nil {
		return nil, err
	}
	m, err := l.ask(ctx, string(HandKey), body)
	if err != nil {
		return nil, err
	}
	var h Handed
	err = wire.Unpack(m, &h)
	var list []*market.Bars
	if err == nil {
		list, err = h.bars()
	}
	if err == nil && len(list) == 0 {
		err = errBuffer
	}
	if err != nil {
		return nil, fault.New(fault.Internal, "%s: %v", strconv.Quote(ref), err)
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.forgotten != forgotten { // it may be old by now: good for this question only
		return list[0], nil
	}
	return l.keep(ref, symbol, list), nil
}

// known returns bars that are here, or nil.
func (l *Library) known(ref, symbol string) *market.Bars {
	l.mu.Lock()
	defer l.mu.Unlock()
	f := l.use(ref)
	if f == nil {
		return nil
	}
	return f.bars[symbol]
}

// use returns what is here of a file, or nil; it is the last used then.
func (l *Library) use(ref string) *file {
	for i, f := range l.files {
		if f.ref == ref {
			copy(l.files[i:], l.files[i+1:])
			l.files[len(l.files)-1] = f
			return f
		}
	}
	return nil
}

// keep keeps series of a file, returns the first, which was asked for, and
// drops the least recently used files beyond the bound.
func (l *Library) keep(ref, symbol string, list []*market.Bars) *market.Bars {
	f := l.use(ref)
	if f == nil {
		f = &file{ref: ref, bars: map[string]*market.Bars{}}
		l.files = append(l.files, f)
	}
	for i, b := range list {
		switch had := f.bars[b.Symbol]; {
		case b.Symbol == "":
			f.bytes += table.Size(b)
		case had != nil:
			list[i] = had // the same bars under one more name
		default:
			f.bars[b.Symbol] = b
			f.bytes += table.Size(b)
		}
	}
	f.bars[symbol] = list[0]
	total := 0
	for _, f := range l.files {
		total += f.bytes
	}
	for len(l.files) > 1 && total > maxBytes {
		total -= l.files[0].bytes
		l.files = append([]*file(nil), l.files[1:]...)
	}
	return list[0]
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
