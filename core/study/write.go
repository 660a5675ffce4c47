package study

import (
	"math"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

func (l *lot) code(p market.Product) string { return p.ID + monthOf(l.month).Code() }

// number gives every cell with a row its quote: by day, and by expiry within
// each.
func (m *maker) number() error {
	b := m.book
	b.First = make([]int32, len(b.Day)+1)
	for k := range m.contracts {
		l := &m.contracts[k]
		l.place = -1
		for i, row := range m.cells[l.cells : l.cells+l.to-l.from] {
			if row < 0 {
				continue
			}
			b.First[l.from+i+1]++
			if l.place < 0 {
				l.place = len(b.Contracts)
				b.Contracts = append(b.Contracts, Contract{Code: l.code(b.Product), Expiry: l.expiry.Date, Estimated: l.expiry.Estimated})
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
	month := make([]int32, n)
	next := slices.Clone(b.First[:len(b.Day)])
	for k := range m.contracts {
		l := &m.contracts[k]
		for i := range l.to - l.from {
			if m.cells[l.cells+i] < 0 {
				continue
			}
			at := l.from + i
			q := next[at]
			next[at]++
			m.cells[l.cells+i] = q
			month[q] = int32(l.month)
			b.Contract[q] = int16(l.place)
			b.CalendarDays[q] = int16(min(l.end-b.Day[at], math.MaxInt16))
			b.TradingDays[q] = int16(max(l.position-m.position[at], 0))
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

// lay puts the rows of all series into the columns of the book.
func (m *maker) lay() error {
	b := m.book
	n := len(b.Contract)
	b.Dividends = make([]float64, n)
	all := make([]float64, columns*n)
	for i := range all {
		all[i] = nan
	}
	var into [columns][]float64
	for k := range into {
		into[k] = all[k*n : (k+1)*n : (k+1)*n]
	}
	b.Close, b.Settle, b.Volume, b.OpenInterest = into[closeColumn], into[settleColumn], into[volumeColumn], into[interestColumn]
	for _, s := range m.futures {
		for i, cell := range s.at {
			if cell >= 0 {
				s.at[i] = m.cells[cell]
			}
		}
		for k, c := range s.column {
			if c.Present() {
				m.fill(into[k], s, c, k)
			}
		}
	}
	m.fillSettle(into[preColumn])
	m.spot = into[spotColumn]
	return op.Tick(m.ctx, 0, 1)
}

// fill puts one column of a series where nothing stands yet. Prices are above
// 0, counts 0 or more; anything else is no value.
func (m *maker) fill(into []float64, s *days, c market.Column, column int) {
	const exact = 1 << 53 // up to it one division rounds once, and correctly
	pow := 1.0
	for range c.Scale {
		pow *= 10
	}
	for i, q := range s.at {
		if q < 0 {
			continue
		}
		var x float64
		switch {
		case c.Float != nil:
			x = c.Float[i]
		case c.Mantissa[i] < exact:
			x = float64(c.Mantissa[i]) / pow // an empty cell is far below 0
		default:
			x, _ = c.At(i)
		}
		if !(x > 0 && x < math.MaxFloat64) && (x != 0 || column < volumeColumn) {
			continue
		}
		if old := into[q]; old != old {
			into[q] = x
		} else if column == closeColumn && old != x {
			m.differ.add(s.day[i], s.symbol)
		}
	}
}

// fillSettle takes settlements that are missing from what the next trading day
// calls the one before.
func (m *maker) fillSettle(pre []float64) {
	b := m.book
	for k := range m.contracts {
		l := &m.contracts[k]
		cells := m.cells[l.cells : l.cells+l.to-l.from]
		for i := 0; i+1 < len(cells); i++ {
			q, next := cells[i], cells[i+1]
			if q < 0 || next < 0 || b.Settle[q] == b.Settle[q] {
				continue
			}
			if at := l.from + i; pre[next] > 0 && m.position[at+1] == m.position[at]+1 {
				b.Settle[q] = pre[next]
				m.filled.add(b.Day[at], "")
			}
		}
	}
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
		for i, x := range m.closes {
			if at := m.index.at[i]; at >= 0 && x > 0 && x < math.MaxFloat64 {
				b.Index[at], some = x, true
			}
		}
	}
	for i := range b.Day {
		spot := 0.0 // beside the nearest contract that has it
		for q := b.First[i]; q < b.First[i+1]; q++ {
			switch x := m.spot[q]; {
			case x != x:
			case spot == 0:
				spot = x
			case x-spot > 0.01 || spot-x > 0.01:
				m.spotDiffer.add(b.Day[i], "")
			}
		}
		if spot > 0 && b.Index[i] != b.Index[i] {
			b.Index[i] = spot
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
