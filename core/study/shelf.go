package study

import (
	"context"
	"slices"
	"sync"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
)

// Shelf keeps the last few books, so that several studies of the same bars
// read them once. It may be used by several goroutines.
type Shelf struct {
	mu   sync.Mutex
	kept []shelved // least recently used first
}

// shelved is a book and what it was made of. Bars never change once they are
// loaded, so the same ones make the same book.
type shelved struct {
	product  string
	from, to calendar.Date
	futures  []*market.Bars
	index    *market.Bars
	dividend dividend.Given
	book     *Book
}

// most is how many books a shelf keeps: one a product, and as many again.
const most = 8

type shelfKey struct{}

// WithShelf returns a context in which NewBook keeps books on a shelf: on s, or
// on the one that ctx has already.
func WithShelf(ctx context.Context, s *Shelf) context.Context {
	if ctx.Value(shelfKey{}) != nil {
		return ctx
	}
	return context.WithValue(ctx, shelfKey{}, s)
}

// NewBook is MakeBook, or the book of the same bars that lies on the shelf of
// the context. Its columns must not be written.
func NewBook(ctx context.Context, d Data) (*Book, error) {
	s, _ := ctx.Value(shelfKey{}).(*Shelf)
	if s == nil {
		return MakeBook(ctx, d)
	}
	want := shelved{product: d.Product, from: d.From, to: d.To}
	for i := range d.Futures {
		want.futures = append(want.futures, d.Futures[i].Bars)
	}
	if d.Index != nil {
		want.index = d.Index.Bars
	}
	if d.Dividends != nil {
		want.dividend = *d.Dividends
	}
	if b := s.find(&want); b != nil {
		return b, nil
	}
	b, err := MakeBook(ctx, d)
	if err == nil {
		want.book = b
		want.dividend.Points = slices.Clone(want.dividend.Points)
		s.put(want)
	}
	return b, err
}

func (s *Shelf) find(want *shelved) *Book {
	s.mu.Lock()
	defer s.mu.Unlock()
	for i, k := range s.kept {
		if k.same(want) {
			s.kept = append(append(s.kept[:i:i], s.kept[i+1:]...), k)
			return k.book
		}
	}
	return nil
}

func (s *Shelf) put(k shelved) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.kept) >= most {
		s.kept = s.kept[len(s.kept)-most+1:]
	}
	s.kept = append(s.kept[:len(s.kept):len(s.kept)], k)
}

func (k *shelved) same(o *shelved) bool {
	return k.product == o.product && k.from == o.from && k.to == o.to && k.index == o.index &&
		slices.Equal(k.futures, o.futures) && sameDividends(k.dividend, o.dividend)
}

func sameDividends(a, b dividend.Given) bool {
	if (a.File == nil) != (b.File == nil) || a.File != nil && a.File.Bars != b.File.Bars {
		return false
	}
	return a.Column == b.Column && a.Yield == b.Yield && slices.Equal(a.Points, b.Points)
}
