package hedge

import (
	"slices"
	"sort"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/signal"
)

// book is what the standing hedge needs to know of every day that counts. All
// lists are by day, from 0.
type book struct {
	date  []calendar.Date
	index []quote
	// The contract that is sold during the day and, where it is rolled at the
	// day's close, its close and that of the one sold from then on.
	hedge []quote
	next  []float64 // close of the contract sold from the next day on
	// anew: at the day's first prices, index and future are bought and sold
	// anew, because what came before is not known.
	anew []bool
	roll []bool // at the day's close the future is rolled
}

// quote is the first and the last price of a day, points; 0 where it is not known.
type quote struct{ open, close float64 }

// newBook puts index and futures side by side by day. contracts are the bars
// of the chained contracts by the order of held, which has one entry more than
// p.Rolls; they may be nil.
func newBook(t *Tape, p *signal.Prepared, futures []market.Source, index *market.Bars) *book {
	n := t.LastDay - t.FirstDay
	b := &book{
		date: t.Date[t.FirstDay:t.LastDay], index: make([]quote, n), hedge: make([]quote, n), next: make([]float64, n),
		anew: make([]bool, n), roll: make([]bool, n),
	}
	for d := range n {
		first, end := int(t.Day[t.FirstDay+d]), t.dayEnd(t.FirstDay+d)
		b.hedge[d] = quote{float64(t.Open[first]) / t.Unit, float64(t.Close[end-1]) / t.Unit}
		b.index[d] = quoteOn(index, b.date[d])
		b.next[d] = b.hedge[d].close
	}
	bridged := b.chain(t, p, futures)
	if n > 0 {
		b.anew[0] = true
	}
	for d := 1; d < n; d++ {
		first := t.Day[t.FirstDay+d]
		if _, breaks := slices.BinarySearch(t.Stretch, first); !breaks || bridged[d] {
			continue
		}
		_, other := slices.BinarySearch(p.Rolls, first)
		between := calendar.TradingDays(b.date[d-1], b.date[d]).Days - 1
		if other || between > 0 || t.Product.Own || p.Bars.Kind == market.Continuous && len(p.Rolls) == 0 {
			b.anew[d] = true
		}
	}
	if len(p.Rolls) == 0 {
		for d := 0; d+1 < n; d++ {
			b.roll[d] = !b.anew[d+1] && lastDayIn(b.date[d], b.date[d+1])
		}
	}
	return b
}

// lastDayIn reports whether a contract has its last trading day in (after, to].
func lastDayIn(after, to calendar.Date) bool {
	for m := calendar.MonthOfDate(after); !calendar.MonthOfDate(to).Before(m); m = m.Add(1) {
		if last := calendar.LastTradingDay(m).Date; last.After(after) && !last.After(to) {
			return true
		}
	}
	return false
}

// chain rolls the hedge along with a chain of contracts: at the close of the
// day before a contract's last one where it is held until then, else at that of
// the last day it is held, provided that the next contract has a close of its
// own on every day it is needed. It returns the days before which that was so.
func (b *book) chain(t *Tape, p *signal.Prepared, futures []market.Source) []bool {
	bridged := make([]bool, len(b.date))
	if len(p.Contracts) != len(p.Rolls)+1 {
		return bridged
	}
	begin := 0 // first day of the contract that is rolled out of
	for k, roll := range p.Rolls {
		d := t.DayOf(int(roll)) - t.FirstDay // first day of the new contract
		if d <= 0 || d >= len(b.date) || int(t.Day[d+t.FirstDay]) != int(roll) {
			begin = max(begin, d)
			continue
		}
		next := barsOf(futures, p.Contracts[k+1])
		last := d - 1 // last day on which the chain holds the old one
		early := last
		if c, err := market.ReadContract(p.Contracts[k], calendar.Date{}); err == nil && last > begin && !b.date[last].Before(c.LastTradingDay.Date) {
			early = last - 1
		}
		for at := early; at <= last; at++ {
			if b.bridge(at, d, next) {
				bridged[d] = true
				break
			}
		}
		begin = d
	}
	return bridged
}

// bridge rolls at the close of day at into a contract that the chain holds
// from day d on. It changes nothing and returns false where a close is missing
// or days are missing in between.
func (b *book) bridge(at, d int, next *market.Bars) bool {
	closes := make([]float64, 0, 2)
	for i := at; i < d; i++ {
		q := quoteOn(next, b.date[i])
		if q.close == 0 || i+1 < len(b.date) && calendar.TradingDays(b.date[i], b.date[i+1]).Days > 1 {
			return false
		}
		closes = append(closes, q.close)
	}
	b.roll[at], b.next[at] = true, closes[0]
	for i := at + 1; i < d; i++ { // the old contract's last day: the hedge is in the new one
		b.hedge[i] = quote{closes[i-at], closes[i-at]}
		b.next[i] = closes[i-at]
	}
	return true
}

// barsOf returns the bars of a contract, nil where there are none.
func barsOf(futures []market.Source, symbol string) *market.Bars {
	for _, f := range futures {
		if f.Bars != nil && f.Bars.Symbol == symbol {
			return f.Bars
		}
	}
	return nil
}

// quoteOn returns the first and the last price of a day. Where bars have no
// open price, the first is not known.
func quoteOn(b *market.Bars, on calendar.Date) (q quote) {
	if b == nil {
		return q
	}
	// Stamps of a day: after midnight, up to the next one; of daily bars, at it.
	first := int64(on.UnixDay()) * market.DayMillis
	if b.Minutes != market.Daily {
		first++
	}
	from := sort.Search(len(b.Time), func(i int) bool { return b.Time[i] >= first })
	to := sort.Search(len(b.Time), func(i int) bool { return b.Time[i] >= first+market.DayMillis })
	for i := to - 1; i >= from && q.close == 0; i-- {
		q.close = priceAt(b.Close, i)
	}
	if from < to {
		q.open = priceAt(b.Open, from)
	}
	return q
}

// priceAt returns a price above 0, or 0 where there is none.
func priceAt(c market.Column, i int) float64 {
	if !c.Present() {
		return 0
	}
	if x, ok := c.At(i); ok && x > 0 && x-x == 0 {
		return x
	}
	return 0
}
