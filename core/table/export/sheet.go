package export

import (
	"strconv"

	"fairbasis/core/market"
)

// Sheet is a table to be written. Rows are asked for one after the other, each
// once for every time the sheet is written.
type Sheet struct {
	Name    string // of the worksheet; cleaned to what Excel allows
	Columns []Column
	Rows    int
	// Fill sets the cells of one row. It is handed one cell for every column,
	// all of them empty.
	Fill func(row int, cells []Cell)
}

// Column is the head of one column.
type Column struct {
	Title string
	Width int // in characters; 0 for a width that suits the title
}

// Kind says what a cell holds.
type Kind uint8

// The kinds of cells.
const (
	Empty   Kind = iota
	Text         // Text
	Decimal      // Mantissa x 10^-Scale, written with all its decimals
	Number       // Float, written with the digits that read back as it; empty if it is not finite
	Day          // the day Mantissa, ms since 1970-01-01 00:00, lies in
	Moment       // Mantissa, ms since 1970-01-01 00:00
	Shown        // Float, written as Number is; a workbook shows Scale decimals of it
	Percent      // Float, a decimal rate, written as Number is; a workbook shows it in percent with Scale decimals
)

// Cell is one cell of a table.
type Cell struct {
	Kind     Kind
	Scale    uint8 // at most 18: decimals
	Mantissa int64
	Float    float64
	Text     string
}

// Words returns a cell of text; the empty text is an empty cell.
func Words(text string) Cell {
	if text == "" {
		return Cell{}
	}
	return Cell{Kind: Text, Text: text}
}

// Whole returns a cell that holds a whole number.
func Whole(n int) Cell { return Cell{Kind: Decimal, Mantissa: int64(n)} }

// Value returns the cell of row i of a column; empty where the column has no
// value or is absent.
func Value(c market.Column, i int) Cell {
	switch {
	case c.Float != nil:
		return Cell{Kind: Number, Float: c.Float[i]}
	case c.Mantissa != nil && c.Mantissa[i] != market.Missing:
		return Cell{Kind: Decimal, Mantissa: c.Mantissa[i], Scale: c.Scale}
	}
	return Cell{}
}

// Stamp returns the cell of a bar's time: a day for daily bars, else a moment.
func Stamp(ms int64, daily bool) Cell {
	if daily {
		return Cell{Kind: Day, Mantissa: ms}
	}
	return Cell{Kind: Moment, Mantissa: ms}
}

// appendNumber appends plain digits of a cell that holds a number, nothing for
// what is not finite.
func (c *Cell) appendNumber(dst []byte) []byte {
	if c.Kind != Decimal {
		if x := c.Float; x-x != 0 { // NaN or an infinity
			return dst
		}
		return strconv.AppendFloat(dst, c.Float, 'f', -1, 64)
	}
	m := uint64(c.Mantissa)
	if c.Mantissa < 0 {
		dst = append(dst, '-')
		m = -m
	}
	if c.Scale == 0 {
		return strconv.AppendUint(dst, m, 10)
	}
	var digits [24]byte
	i := len(digits)
	for k := uint8(0); m > 0 || k <= c.Scale; k++ {
		if k == c.Scale {
			i--
			digits[i] = '.'
		}
		i--
		digits[i] = byte('0' + m%10)
		m /= 10
	}
	return append(dst, digits[i:]...)
}

// widths returns the width of every column in characters.
func (s Sheet) widths() []int {
	out := make([]int, len(s.Columns))
	for i, c := range s.Columns {
		out[i] = c.Width
		if c.Width == 0 {
			wide := 0
			for _, r := range c.Title {
				wide++
				if r >= 0x1100 {
					wide++ // takes two places, roughly
				}
			}
			out[i] = min(max(wide+2, 10), 60)
		}
	}
	return out
}

// cut returns text with at most n characters as Excel counts them, in UTF-16.
func cut(text string, n int) string {
	if len(text) <= n {
		return text
	}
	units := 0
	for i, r := range text {
		units++
		if r > 0xFFFF {
			units++
		}
		if units > n {
			return text[:i]
		}
	}
	return text
}
