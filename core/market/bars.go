package market

import (
	"math"
	"strconv"

	"fairbasis/core/unit"
)

// Missing marks an empty cell among mantissas. No price or count reaches it.
const Missing = math.MinInt64

// Column is one column of numbers as a file gave them: exact decimals
// mantissa x 10^-Scale, all of one scale, Missing where a cell was empty.
// A column whose digits fit no common scale (more than 18 digits, as sums
// printed by other programs have) holds Float instead and no mantissas; then
// NaN is the empty cell. A column with neither is absent from its file.
type Column struct {
	Mantissa []int64
	Scale    uint8
	Float    []float64
}

// Len returns the number of rows, 0 for an absent column.
func (c Column) Len() int { return max(len(c.Mantissa), len(c.Float)) }

// Present reports whether the file had the column.
func (c Column) Present() bool { return c.Mantissa != nil || c.Float != nil }

// Exact reports whether every value is held as its decimal digits.
func (c Column) Exact() bool { return c.Float == nil }

// At returns the value of row i, and false for an empty cell. It is the float
// nearest to the digits in the file, as strconv.ParseFloat reads them.
func (c Column) At(i int) (float64, bool) {
	if c.Float != nil {
		return c.Float[i], c.Float[i] == c.Float[i]
	}
	m := c.Mantissa[i]
	if m == Missing {
		return 0, false
	}
	return unit.NewDecimal(m, c.Scale).Float64(), true
}

// Floats writes the column as floats into dst, which it grows as needed, and
// returns it. An empty cell is NaN there: a view for computing, never a reply.
func (c Column) Floats(dst []float64) []float64 {
	if c.Float != nil {
		return append(dst[:0], c.Float...)
	}
	n := len(c.Mantissa)
	if cap(dst) < n {
		dst = make([]float64, n)
	}
	dst = dst[:n]
	const exact = 1 << 53 // below it one division rounds once, and correctly
	pow := 1.0
	for range c.Scale {
		pow *= 10 // exact up to 10^22
	}
	for i, m := range c.Mantissa {
		switch {
		case m < exact && m > -exact:
			dst[i] = float64(m) / pow
		case m == Missing:
			dst[i] = math.NaN()
		default:
			dst[i] = unit.NewDecimal(m, c.Scale).Float64()
		}
	}
	return dst
}

// Text writes the value of row i with all its decimals, "" for an empty cell.
func (c Column) Text(i int) string {
	if c.Float != nil {
		if c.Float[i] != c.Float[i] {
			return ""
		}
		return strconv.FormatFloat(c.Float[i], 'f', -1, 64)
	}
	if c.Mantissa[i] == Missing {
		return ""
	}
	return unit.NewDecimal(c.Mantissa[i], c.Scale).String()
}

// Slice returns rows [from, to) without copying; an absent column stays absent.
func (c Column) Slice(from, to int) Column {
	if c.Mantissa != nil {
		c.Mantissa = c.Mantissa[from:to]
	}
	if c.Float != nil {
		c.Float = c.Float[from:to]
	}
	return c
}

// Kind says what a series of bars is of.
type Kind string

// The kinds of series.
const (
	FutureContract Kind = "future"     // one delivery month
	Continuous     Kind = "continuous" // a chain of delivery months under one name
	Index          Kind = "index"
	Other          Kind = "other" // rates, yields, foreign contracts: values by time
)

// Daily is the length of bars that have a date and no time.
const Daily = 24 * 60

// Bars are columns of one series, rows in order of time, no stamp twice.
//
// Time is the end of the bar in milliseconds since 1970-01-01 00:00 of the
// exchange's own clock, without any zone; a daily bar has midnight at the
// beginning of its day. Columns are Len() long or absent. Prices are in
// points, Volume and OpenInterest in lots (in shares for an index), Amount in
// the currency of the exchange.
type Bars struct {
	Symbol  string // IF2101, 000300, or as the file said; "" if it did not
	Kind    Kind
	Product string // IF, IH, IC, IM, or "" where it is none of these
	Minutes int    // length of a bar: 1, 5, ... ; Daily; 0 where lengths differ

	Time                         []int64
	Open, High, Low, Close       Column
	Settle, PreSettle            Column
	Volume, Amount, OpenInterest Column
	Extra                        []Named // other numeric columns the user asked to keep

	// Row is the row of the file each bar was read from, 1 for the first.
	Row []int32
	// Segment holds the first bar of every unbroken stretch, beginning with 0:
	// windows must not reach across. A lunch break or a holiday breaks nothing.
	Segment []int32
}

// Named is a column of the file under its own name.
type Named struct {
	Name   string
	Column Column
}

// Len returns the number of bars.
func (b *Bars) Len() int { return len(b.Time) }

// Columns calls visit for every column with its role, present or not, in a
// fixed order; what visit changes stays changed.
func (b *Bars) Columns(visit func(role string, c *Column)) {
	visit("open", &b.Open)
	visit("high", &b.High)
	visit("low", &b.Low)
	visit("close", &b.Close)
	visit("settle", &b.Settle)
	visit("pre_settle", &b.PreSettle)
	visit("volume", &b.Volume)
	visit("amount", &b.Amount)
	visit("open_interest", &b.OpenInterest)
	for i := range b.Extra {
		visit(b.Extra[i].Name, &b.Extra[i].Column)
	}
}

// Find returns the column of a name, that of a role before one of the user's
// own, and whether the bars have it.
func (b *Bars) Find(name string) (Column, bool) {
	var out Column
	b.Columns(func(role string, c *Column) {
		if role == name && !out.Present() {
			out = *c
		}
	})
	return out, out.Present()
}
