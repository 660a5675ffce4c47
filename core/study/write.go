package study

import (
	"math"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

func (l *lot) code(p market.Product) string { return p.ID + monthOf(l.month).Code() }

// write makes the columns of the book.
func (m *maker) write() error {
	b := m.book
	prices, settles, pre, volumes, interests := m.cells[closeColumn], m.cells[settleColumn], m.cells[preColumn], m.cells[volumeColumn], m.cells[interestColumn]
	there := make([]bool, len(prices)) // a contract has a quote on the day
	b.First = make([]int32, len(b.Day)+1)
	for k := range m.contracts {
		l := &m.contracts[k]
		l.place = -1
		for at := l.from; at < l.to; at++ {
			cell := l.cells + at - l.from
			if prices[cell] > 0 || settles[cell] > 0 || volumes[cell] > 0 || interests[cell] > 0 {
				there[cell] = true
				b.First[at+1]++
				if l.place < 0 {
					l.place = len(b.Contracts)
					b.Contracts = append(b.Contracts, Contract{Code: l.code(b.Product), Expiry: l.expiry.Date, Estimated: l.expiry.Estimated})
				}
			}
		}
	}
	for i := range b.Day {
		b.First[i+1] += b.First[i]
	}
	n := int(b.First[len(b.Day)])
	if n == 0 {
		return noQuotes()
	}
	b.Contract, b.Place, b.CalendarDays, b.TradingDays = make([]int16, n), make([]int8, n), make([]int16, n), make([]int16, n)
	b.Close, b.Settle, b.Volume, b.OpenInterest, b.Dividends = make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n), make([]float64, n)
	month := make([]int32, n)
	next := slices.Clone(b.First[:len(b.Day)])
	for k := range m.contracts { // by expiry, and so within each day
		l := &m.contracts[k]
		for at := l.from; at < l.to; at++ {
			cell := l.cells + at - l.from
			if !there[cell] {
				continue
			}
			q := next[at]
			next[at]++
			settle := settles[cell]
			if settle != settle && at+1 < l.to && pre[cell+1] > 0 && m.position[at+1] == m.position[at]+1 {
				settle = pre[cell+1]
				m.filled.add(b.Day[at], "")
			}
			month[q] = int32(l.month)
			b.Contract[q] = int16(l.place)
			b.CalendarDays[q] = int16(min(l.end-b.Day[at], math.MaxInt16))
			b.TradingDays[q] = int16(max(l.position-m.position[at], 0))
			b.Close[q], b.Settle[q], b.Volume[q], b.OpenInterest[q] = prices[cell], settle, volumes[cell], interests[cell]
		}
	}
	for i, day := range b.Day {
		months := m.board.on(day)
		for q := b.First[i]; q < b.First[i+1]; q++ {
			b.Place[q] = -1
			for p, listed := range months {
				if int32(listed) == month[q] {
					b.Place[q] = int8(p)
				}
			}
		}
	}
	return op.Tick(m.ctx, 0, 1)
}

// readIndex fills the closes of the index.
func (m *maker) readIndex() error {
	b := m.book
	b.Index = make([]float64, len(b.Day))
	for i := range b.Index {
		b.Index[i] = nan
	}
	some := false
	if m.index != nil {
		for i, x := range m.index.column[closeColumn] {
			if at := m.index.at[i]; at >= 0 && x > 0 && x < math.MaxFloat64 {
				b.Index[at], some = x, true
			}
		}
	}
	var spot []float64
	for _, s := range m.futures {
		if s.spot != nil && spot == nil {
			spot = make([]float64, len(b.Day))
		}
		at := 0
		if len(s.day) > 0 {
			at = search(b.Day, s.day[0])
		}
		for i, x := range s.spot {
			if !(x > 0 && x < math.MaxFloat64) || s.at[i] < 0 {
				continue
			}
			for at < len(b.Day) && b.Day[at] < s.day[i] {
				at++
			}
			switch old := spot[at]; {
			case old == 0:
				spot[at] = x
			case x-old > 0.01 || old-x > 0.01:
				m.spotDiffer.add(s.day[i], s.symbol)
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
		first, last := b.Date(0).String(), b.Date(len(b.Day)-1).String()
		return fault.About(fault.Invalid, "index", "no_common_day", "the index has no close from "+first+" to "+last+", the days of the futures", "first", first, "last", last)
	}
	return fault.About(fault.Invalid, "index", "missing", "the index is missing; name its series, or futures with the close of the index beside them")
}

// addDividends fills D(t,T].
func (m *maker) addDividends() {
	b := m.book
	if m.schedule == nil {
		return
	}
	ends := make([]int, len(b.Contracts))
	for k, c := range b.Contracts {
		ends[k] = m.schedule.Through(int32(c.Expiry.UnixDay()))
	}
	for i, day := range b.Day {
		gone := m.schedule.Through(day)
		for q := b.First[i]; q < b.First[i+1]; q++ {
			b.Dividends[q] = m.schedule.Points(gone, ends[b.Contract[q]], b.Index[i], int(b.CalendarDays[q]))
		}
	}
}
