package study

import (
	"context"
	"math"
	"math/bits"
	"slices"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// NewBook reads the bars of d, which are resolved, into days. First of all
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
func NewBook(ctx context.Context, d Data) (*Book, error) {
	product, err := market.ProductNamed(d.Product)
	if err != nil {
		var fs fault.Fields
		fs.Merge("product", err)
		return nil, fs.Err()
	}
	m := &maker{ctx: ctx, book: &Book{Product: product}, board: board{product: product}, first: math.MinInt32, last: math.MaxInt32 - 1}
	if !d.From.IsZero() {
		m.first = int32(d.From.UnixDay())
	}
	if !d.To.IsZero() {
		m.last = int32(d.To.UnixDay())
	}
	if err := m.read(d); err != nil {
		return nil, err
	}
	for _, step := range []func() error{m.findDays, m.findContracts, m.lay, m.write, m.readIndex, m.addDividends} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	m.remark()
	return m.book, nil
}

// maker holds what a Book is made of.
type maker struct {
	ctx         context.Context
	book        *Book
	board       board
	first, last int32 // the days asked for

	futures  []*days // contracts, then chains
	index    *days   // nil without a series of the index
	schedule *dividend.Schedule

	base   int32    // day of bit 0
	open   []uint64 // days with a row, a bit each
	before []int32  // days before each word

	lowest    int   // month of cell row 0
	contracts []lot // by month

	close, settle, pre, volume, interest []float64

	closed, late, differ, filled, fromSpot, spotDiffer tally
	places                                             [4]int
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
	lastRow  int32
}

// tally counts cells of one kind and says from when to when.
type tally struct {
	n           int
	first, last int32
	what        string
}

func (t *tally) add(day int32, what string) {
	if t.n == 0 || day < t.first {
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
		s, err := newDays(path, b, m.book.Product.ID, m.first, m.last)
		switch {
		case err != nil:
			fs.Merge(path, err)
		case s.month == 0:
			chains = append(chains, s)
			if isMain(b.Symbol, m.book.Product.ID) {
				m.say("futures", "main_as_current", named(b)+" is a main contract by its vendor's rule, taken for the current month; on the days before an expiry it may be the next one", "symbol", b.Symbol)
			}
		default:
			m.futures = append(m.futures, s)
		}
		if err := op.Tick(m.ctx, i, len(d.Futures)+1); err != nil {
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
			day, starts := dayColumn(b)
			lo, hi := cut(day, m.first, m.last)
			m.index = &days{path: "index", symbol: b.Symbol, day: day[lo:hi]}
			m.index.column[closeColumn] = floats(b.Close, starts, market.TakeLast, lo, hi)
		}
	}
	if d.Dividends != nil {
		s, err := dividend.New(*d.Dividends)
		fs.Merge("dividends", err)
		m.schedule = s
	}
	return fs.Err()
}

func (m *maker) say(path, code, message string, params ...string) {
	m.book.Notes = append(m.book.Notes, fault.Note(path, code, message, params...))
}

// quoted reports whether row i says anything of its contract on the day.
func (d *days) quoted(i int) bool {
	for k := closeColumn; k <= settleColumn; k++ {
		if c := d.column[k]; c != nil && c[i] > 0 {
			return true
		}
	}
	for k := volumeColumn; k <= interestColumn; k++ {
		if c := d.column[k]; c != nil && c[i] > 0 {
			return true
		}
	}
	return false
}

// findDays makes the list of days.
func (m *maker) findDays() error {
	lo, hi := int32(math.MaxInt32), int32(math.MinInt32)
	for _, s := range m.futures {
		a, b := 0, len(s.day)
		for a < b && !s.quoted(a) {
			a++
		}
		for b > a && !s.quoted(b-1) {
			b--
		}
		if a < b {
			lo, hi = min(lo, s.day[a]), max(hi, s.day[b-1])
		}
	}
	if lo > hi {
		return fault.About(fault.Invalid, "futures", "no_quotes", "there is no price of a future in the days asked for; name series that have days there, or other days")
	}
	m.base = lo
	m.open = make([]uint64, (hi-lo)/64+1)
	for _, s := range m.futures {
		for i, day := range s.day {
			if x := day - lo; x >= 0 && day <= hi && s.quoted(i) {
				m.open[x>>6] |= 1 << (x & 63)
			}
		}
	}
	if m.index != nil {
		c := m.index.column[closeColumn]
		for i, day := range m.index.day {
			if x := day - lo; x >= 0 && day <= hi && c != nil && c[i] > 0 {
				m.open[x>>6] |= 1 << (x & 63)
			}
		}
	}
	b := m.book
	m.before = make([]int32, len(m.open)+1)
	for w, word := range m.open {
		m.before[w] = int32(len(b.Day))
		for rest := word; rest != 0; rest &= rest - 1 {
			day := m.base + int32(w<<6+bits.TrailingZeros64(rest))
			if open, _ := calendar.IsTradingDay(calendar.OfUnixDay(int(day))); !open {
				m.open[w] &^= rest & -rest
				m.closed.add(day, "")
				continue
			}
			b.Day = append(b.Day, day)
		}
	}
	return op.Tick(m.ctx, 1, 2)
}

// at returns the place of a day in the book, -1 for none.
func (m *maker) at(day int32) int {
	x := day - m.base
	if x < 0 || int(x>>6) >= len(m.open) {
		return -1
	}
	w, bit := x>>6, uint64(1)<<(x&63)
	if m.open[w]&bit == 0 {
		return -1
	}
	return int(m.before[w]) + bits.OnesCount64(m.open[w]&(bit-1))
}

// monthAt returns the delivery month of row i.
func (m *maker) monthAt(s *days, day int32) int {
	if s.month != 0 {
		return s.month
	}
	return m.board.on(day)[s.place]
}

// findContracts makes the list of contracts with the days each spans.
func (m *maker) findContracts() error {
	lowest, highest := math.MaxInt, 0
	for _, s := range m.futures {
		for _, day := range s.day {
			month := m.monthAt(s, day)
			lowest, highest = min(lowest, month), max(highest, month)
			if s.month != 0 {
				break
			}
		}
	}
	m.lowest, m.contracts = lowest, make([]lot, highest-lowest+1)
	for _, s := range m.futures {
		for i, day := range s.day {
			at := m.at(day)
			if at < 0 || !s.quoted(i) {
				continue
			}
			l := &m.contracts[m.monthAt(s, day)-lowest]
			if l.month == 0 {
				l.month = m.monthAt(s, day)
				l.expiry = calendar.LastTradingDay(monthOf(l.month))
				l.from = at
			}
			l.from, l.to, l.lastRow = min(l.from, at), max(l.to, at+1), max(l.lastRow, day)
		}
	}
	cells := 0
	for k := range m.contracts {
		l := &m.contracts[k]
		l.cells = cells
		if l.month == 0 {
			continue
		}
		l.end = int32(l.expiry.Date.UnixDay())
		if l.expiry.Estimated && l.lastRow > l.end { // the data know better than the guess
			l.end = l.lastRow
			l.expiry.Date = calendar.OfUnixDay(int(l.end))
		}
		l.position = calendar.TradingDays(origin, l.expiry.Date).Days
		cells += l.to - l.from
	}
	blank := func() []float64 {
		out := make([]float64, cells)
		nan := math.NaN()
		for i := range out {
			out[i] = nan
		}
		return out
	}
	m.close, m.settle, m.pre, m.volume, m.interest = blank(), blank(), blank(), blank(), blank()
	return op.Tick(m.ctx, 1, 2)
}

var origin = calendar.MustOf(2010, 1, 4)

// lay puts the rows of all series into the cells of their contracts.
func (m *maker) lay() error {
	into := [columns][]float64{m.close, m.settle, m.pre, m.volume, m.interest}
	for _, s := range m.futures {
		for i, day := range s.day {
			at := m.at(day)
			if at < 0 || !s.quoted(i) {
				continue
			}
			l := &m.contracts[m.monthAt(s, day)-m.lowest]
			if day > l.end {
				m.late.add(day, s.symbol)
				continue
			}
			cell := l.cells + at - l.from
			for k, c := range s.column {
				if c == nil {
					continue
				}
				x := c[i]
				if !(x > 0 && x < math.MaxFloat64) && (k <= preColumn || x != 0) {
					continue
				}
				old := into[k][cell]
				if old != old {
					into[k][cell] = x
				} else if k == closeColumn && old != x {
					m.differ.add(day, l.code(m.book.Product))
				}
			}
		}
	}
	return op.Tick(m.ctx, 1, 2)
}

func (l *lot) code(p market.Product) string { return p.ID + monthOf(l.month).Code() }

// present reports whether a contract was there on a day.
func (m *maker) present(cell int) bool {
	return m.close[cell] > 0 || m.settle[cell] > 0 || m.volume[cell] > 0 || m.interest[cell] > 0
}

// write makes the columns of the book.
func (m *maker) write() error {
	b := m.book
	b.First = make([]int32, len(b.Day)+1)
	for k := range m.contracts {
		l := &m.contracts[k]
		l.place = -1
		for at := l.from; at < l.to; at++ {
			if !m.present(l.cells + at - l.from) {
				continue
			}
			if l.place < 0 {
				l.place = len(b.Contracts)
				b.Contracts = append(b.Contracts, Contract{Code: l.code(b.Product), Expiry: l.expiry.Date, Estimated: l.expiry.Estimated})
			}
			b.First[at+1]++
		}
	}
	for i := range b.Day {
		b.First[i+1] += b.First[i]
	}
	n := int(b.First[len(b.Day)])
	if n == 0 {
		return fault.About(fault.Invalid, "futures", "no_quotes", "there is no price of a future in the days asked for; name series that have days there, or other days")
	}
	b.Contract, b.Place, b.CalendarDays, b.TradingDays = make([]int16, n), make([]int8, n), make([]int16, n), make([]int16, n)
	b.Close, b.Settle, b.Volume, b.OpenInterest, b.Dividends = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	position := make([]int, len(b.Day))
	for i, day := range b.Day {
		position[i] = calendar.TradingDays(origin, calendar.OfUnixDay(int(day))).Days
	}
	next := slices.Clone(b.First[:len(b.Day)])
	for k := range m.contracts {
		l := &m.contracts[k]
		if l.place < 0 {
			continue
		}
		for at := l.from; at < l.to; at++ {
			cell := l.cells + at - l.from
			if !m.present(cell) {
				continue
			}
			q := next[at]
			next[at]++
			day := b.Day[at]
			if s := m.settle[cell]; s != s && at+1 < l.to && m.pre[cell+1] > 0 && position[at+1] == position[at]+1 {
				m.settle[cell] = m.pre[cell+1]
				m.filled.add(day, "")
			}
			b.Contract[q] = int16(l.place)
			b.CalendarDays[q] = int16(l.end - day)
			b.TradingDays[q] = int16(l.position - position[at])
			b.Close[q], b.Settle[q], b.Volume[q], b.OpenInterest[q] = m.close[cell], m.settle[cell], m.volume[cell], m.interest[cell]
		}
	}
	for i, day := range b.Day {
		for q := b.First[i]; q < b.First[i+1]; q++ {
			month := monthNumberOf(b.Contracts[b.Contract[q]].Code)
			b.Place[q] = m.board.placeOf(day, month)
		}
	}
	return op.Tick(m.ctx, 1, 2)
}

func monthNumberOf(code string) int {
	c, _ := market.ReadContract(code, calendar.Date{})
	return monthNumber(c.Month)
}

// readIndex fills the closes of the index.
func (m *maker) readIndex() error {
	b := m.book
	b.Index = make([]float64, len(b.Day))
	nan := math.NaN()
	for i := range b.Index {
		b.Index[i] = nan
	}
	some := false
	if m.index != nil && m.index.column[closeColumn] != nil {
		for i, day := range m.index.day {
			if at := m.at(day); at >= 0 && m.index.column[closeColumn][i] > 0 {
				b.Index[at], some = m.index.column[closeColumn][i], true
			}
		}
	}
	spot := make([]float64, len(b.Day))
	for _, s := range m.futures {
		if s.spot == nil {
			continue
		}
		for i, day := range s.day {
			at := m.at(day)
			if at < 0 || !(s.spot[i] > 0) {
				continue
			}
			switch x := s.spot[i]; {
			case spot[at] == 0:
				spot[at] = x
			case x-spot[at] > 0.01 || spot[at]-x > 0.01:
				m.spotDiffer.add(day, s.symbol)
			}
		}
	}
	for i, x := range spot {
		if x > 0 && b.Index[i] != b.Index[i] {
			b.Index[i] = x
			if some {
				m.fromSpot.add(b.Day[i], "")
			}
		}
	}
	for _, x := range b.Index {
		if x > 0 {
			return nil
		}
	}
	if m.index != nil {
		return fault.About(fault.Invalid, "index", "no_common_day", "the index has no close on any day of the futures; name the index of the same days")
	}
	return fault.About(fault.Invalid, "index", "missing", "the index is missing; name its series, or futures with the close of the index beside them")
}

// addDividends fills D(t,T].
func (m *maker) addDividends() error {
	b := m.book
	if m.schedule == nil {
		return nil
	}
	for i, day := range b.Day {
		for q := b.First[i]; q < b.First[i+1]; q++ {
			b.Dividends[q] = m.schedule.Between(day, day+int32(b.CalendarDays[q]), b.Index[i])
		}
	}
	return nil
}
