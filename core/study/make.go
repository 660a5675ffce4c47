package study

import (
	"context"
	"slices"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// MakeBook reads the bars of d, which are resolved, into days. First of all
// they are cut to From and To: the answer is that of files that end there.
//
// Several series of one contract complete each other cell by cell: contracts
// of their own name before chains, and among these the earlier one first. A
// chain is a place through time: its contract on a day is the month listed at
// that place. A settlement that is missing is taken from what the same
// contract's next trading day calls its settlement before. The index is its own
// series and, on days without it, the spot column beside the futures. Rows on
// days the exchange was closed, and after a contract's last trading day, are
// left out. All of this is said in Notes.
//
// The days are those from the first with a quote to the last with one: those
// with a quote and those with an index.
//
// It refuses, at futures.N and index, series of another product or kind; at
// futures, data without any quote; at index, data without any close of the
// index on their days; at dividends, what dividend.New refuses.
func MakeBook(ctx context.Context, d Data) (*Book, error) {
	product, err := market.ProductNamed(d.Product)
	if err != nil {
		var fs fault.Fields
		fs.Merge("product", err)
		return nil, fs.Err()
	}
	m := &maker{ctx: ctx, book: &Book{Product: product}, board: board{product: product}, first: earliest, last: latest}
	if !d.From.IsZero() {
		m.first = max(m.first, int32(d.From.UnixDay()))
	}
	if !d.To.IsZero() {
		m.last = min(m.last, int32(d.To.UnixDay()))
	}
	if err := m.read(d); err != nil {
		return nil, err
	}
	for _, step := range []func() error{m.findDays, m.findContracts, m.number, m.lay, m.readIndex} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	m.addDividends()
	m.remark()
	m.book.Notes = slices.Clip(m.book.Notes) // who appends gets a list of his own
	return m.book, nil
}

// The days a book may have: none before there was an exchange, and none so far
// away that days no longer fit their columns.
var (
	earliest = int32(calendar.MustOf(1990, 1, 1).UnixDay())
	latest   = int32(calendar.MustOf(2099, 12, 31).UnixDay())
)

// maker holds what a Book is made of.
type maker struct {
	ctx         context.Context
	book        *Book
	board       board
	first, last int32 // the days asked for

	dates    []int32   // room not used yet
	futures  []*days   // contracts, then chains
	index    *days     // nil without a series of the index
	closes   []float64 // of the index, by row
	spot     []float64 // beside each quote
	schedule *dividend.Schedule

	lowest    int     // month of contracts[0]
	contracts []lot   // by month
	cells     []int32 // of each contract for each of its days: 1 for a row, and later its quote; -1 for none
	position  []int   // trading days from origin up to each day

	closed, late, differ, filled, fromSpot, spotDiffer tally
}

// lot is the cells of one contract: one for every day from its first to its last.
type lot struct {
	month    int
	expiry   calendar.Expiry
	end      int32 // last day on which rows count
	from, to int   // days of the book, [from, to)
	cells    int   // place of the first
	place    int   // in Book.Contracts
	position int   // trading days up to the expiry
}

// tally counts cells of one kind and says from when to when.
type tally struct {
	n           int
	first, last int32
	what        string
}

func (t *tally) add(day int32, what string) {
	if t.n == 0 || day < t.first || day == t.first && what < t.what { // in whichever order they come
		t.first, t.what = day, what
	}
	if t.n == 0 || day > t.last {
		t.last = day
	}
	t.n++
}

func (t *tally) params(more ...string) []string {
	return append([]string{"count", strconv.Itoa(t.n), "first", calendar.OfUnixDay(int(t.first)).String(), "last", calendar.OfUnixDay(int(t.last)).String()}, more...)
}

func (t *tally) span() string {
	if t.first == t.last {
		return "on " + calendar.OfUnixDay(int(t.first)).String()
	}
	return "from " + calendar.OfUnixDay(int(t.first)).String() + " to " + calendar.OfUnixDay(int(t.last)).String()
}

// read takes the columns out of the series.
func (m *maker) read(d Data) error {
	var fs fault.Fields
	var chains []*days
	for i := range d.Futures {
		b := d.Futures[i].Bars
		path := fault.Join("futures", strconv.Itoa(i))
		if b == nil {
			return fault.New(fault.Internal, "%s was not resolved", path)
		}
		s, err := m.newDays(b)
		switch {
		case err != nil:
			fs.Merge(path, err)
		case s.months != nil:
			chains = append(chains, s)
			if isMain(b.Symbol, m.book.Product.ID) {
				m.Note("futures", "chain_as_current", named(b)+" is a chain by a rule of its vendor's, taken for the current month; on days before an expiry it may be the next one already", "symbol", b.Symbol)
			}
		default:
			m.futures = append(m.futures, s)
		}
		if err := op.Tick(m.ctx, 0, 1); err != nil {
			return err
		}
	}
	m.futures = append(m.futures, chains...)
	if d.Index != nil {
		b := d.Index.Bars
		switch {
		case b == nil:
			return fault.New(fault.Internal, "the index was not resolved")
		case b.Kind == market.FutureContract || b.Kind == market.Continuous:
			fs.Add("index", "not_an_index", named(b)+" is a future; name the index of "+m.book.Product.ID, "symbol", b.Symbol, "product", m.book.Product.ID)
		case b.Kind == market.Index && b.Product != "" && b.Product != m.book.Product.ID:
			fs.Add("index", "other_index", named(b)+" is the index of "+b.Product+"; name that of "+m.book.Product.ID, "symbol", b.Symbol, "product", m.book.Product.ID)
		default:
			day, starts := dayColumn(b, nil)
			lo, hi := cut(day, m.first, m.last)
			m.index = &days{symbol: b.Symbol, day: day[lo:hi]}
			m.closes = within(b.Close, starts, market.TakeLast, lo, hi).Floats(nil)
		}
	}
	if d.Dividends != nil {
		s, err := dividend.New(*d.Dividends)
		fs.Merge("dividends", err)
		m.schedule = s
	}
	return fs.Err()
}

func (m *maker) Note(path, code, message string, params ...string) {
	m.book.Notes = append(m.book.Notes, fault.Note(path, code, message, params...))
}
