package remote

import (
	"errors"
	"unsafe"

	"fairbasis/core/market"
	"fairbasis/core/op"
)

// Handed is what one program hands to another of a file. All numbers are in
// Buffers, each a column as it lies in memory: both programs run on the same
// machine. The JSON says which is which.
type Handed struct {
	Series  []series  `json:"series" doc:"first the one that was asked for"`
	Buffers []op.File `json:"buffers"`
}

// series is market.Bars; numbers stand for buffers, counted from 1, and 0 for
// none.
type series struct {
	Symbol  string      `json:"symbol"`
	Kind    market.Kind `json:"kind"`
	Product string      `json:"product"`
	Minutes int         `json:"minutes"`
	Time    int         `json:"time"`
	Columns []column    `json:"columns"`
	Row     int         `json:"row"`
	Segment int         `json:"segment"`
}

type column struct {
	Name     string `json:"name"`
	Scale    int    `json:"scale"`
	Mantissa int    `json:"mantissa"`
	Float    int    `json:"float"`
}

// add takes up a series; its memory is shared.
func (h *Handed) add(b *market.Bars) {
	s := series{Symbol: b.Symbol, Kind: b.Kind, Product: b.Product, Minutes: b.Minutes}
	s.Time = h.buffer(raw(b.Time), b.Time != nil)
	b.Columns(func(role string, c *market.Column) {
		s.Columns = append(s.Columns, column{role, int(c.Scale), h.buffer(raw(c.Mantissa), c.Mantissa != nil), h.buffer(raw(c.Float), c.Float != nil)})
	})
	s.Row = h.buffer(raw(b.Row), b.Row != nil)
	s.Segment = h.buffer(raw(b.Segment), b.Segment != nil)
	h.Series = append(h.Series, s)
}

func (h *Handed) buffer(bytes []byte, present bool) int {
	if !present {
		return 0
	}
	if bytes == nil {
		bytes = []byte{}
	}
	h.Buffers = append(h.Buffers, op.File{Bytes: bytes})
	return len(h.Buffers)
}

// fixed is how many columns of market.Bars have a role; those behind them are
// extra ones.
const fixed = 9

// bars returns the series handed over; their memory is that of the buffers.
func (h *Handed) bars() ([]*market.Bars, error) {
	var r reader
	r.buffers = h.Buffers
	list := make([]*market.Bars, len(h.Series))
	for i, s := range h.Series {
		b := &market.Bars{Symbol: s.Symbol, Kind: s.Kind, Product: s.Product, Minutes: s.Minutes}
		if len(s.Columns) < fixed {
			return nil, errBuffer
		}
		for _, c := range s.Columns[fixed:] {
			b.Extra = append(b.Extra, market.Named{Name: c.Name})
		}
		b.Time = typed[int64](r.take(s.Time))
		k := 0
		b.Columns(func(_ string, c *market.Column) {
			from := s.Columns[k]
			*c = market.Column{Scale: uint8(from.Scale), Mantissa: typed[int64](r.take(from.Mantissa)), Float: typed[float64](r.take(from.Float))}
			k++
		})
		b.Row, b.Segment = typed[int32](r.take(s.Row)), typed[int32](r.take(s.Segment))
		list[i] = b
	}
	return list, r.err
}

var errBuffer = errors.New("bars were handed over with a buffer missing")

// reader finds buffers by their numbers.
type reader struct {
	buffers []op.File
	err     error
}

func (r *reader) take(number int) []byte {
	switch {
	case number == 0:
		return nil
	case number < 0 || number > len(r.buffers) || r.buffers[number-1].Bytes == nil:
		r.err = errBuffer
		return nil
	}
	return r.buffers[number-1].Bytes
}

// raw is the memory of a list of numbers, and typed the other way round.
// Copying number by number would take as long as reading the file's digits.
func raw[T int64 | int32 | float64](list []T) []byte {
	if len(list) == 0 {
		return nil
	}
	return unsafe.Slice((*byte)(unsafe.Pointer(&list[0])), len(list)*int(unsafe.Sizeof(list[0])))
}

func typed[T int64 | int32 | float64](bytes []byte) []T {
	if bytes == nil {
		return nil
	}
	var one T
	n := len(bytes) / int(unsafe.Sizeof(one))
	if n == 0 {
		return []T{}
	}
	return unsafe.Slice((*T)(unsafe.Pointer(&bytes[0])), n)
}
