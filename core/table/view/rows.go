package view

import (
	"context"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// usualRows is how many rows are returned where the request names no number.
const usualRows = 50

// needs returns how many decimals to write of every column, in the order of
// Bars.Columns: those that its values need, and of all prices the same.
func needs(b *market.Bars) []uint8 {
	const prices = 6 // come first
	var out []uint8
	most := uint8(0)
	b.Columns(func(_ string, c *market.Column) {
		out = append(out, c.Decimals())
		if len(out) <= prices {
			most = max(most, out[len(out)-1])
		}
	})
	place := 0
	b.Columns(func(_ string, c *market.Column) {
		if place < prices {
			out[place] = min(most, c.Scale)
		}
		place++
	})
	return out
}

// text is Column.Text without zeros that the whole series ends with: contracts
// and an index of one file share a scale that only the index needs.
func text(c market.Column, i int, decimals uint8) string {
	s := c.Text(i)
	if c.Float != nil || s == "" || decimals == c.Scale {
		return s
	}
	if decimals == 0 {
		return s[:len(s)-int(c.Scale)-1]
	}
	return s[:len(s)-int(c.Scale-decimals)]
}

// Rows is the operation table.RowsKey: some bars as text.
func Rows(_ context.Context, in table.RowsInput) (table.Rows, error) {
	b := in.Bars
	count := in.Count
	if count == 0 {
		count = usualRows
	}
	from := in.From
	if from < 0 {
		from += b.Len()
	}
	from = min(max(from, 0), b.Len())
	to := min(from+count, b.Len())

	out := table.Rows{Total: b.Len(), From: from, Columns: []string{"stamp"}, Cells: [][]string{}, Row: []int{}}
	var columns []market.Column
	var decimals []uint8
	needed, place := needs(b), 0
	b.Columns(func(role string, c *market.Column) {
		if c.Present() {
			out.Columns = append(out.Columns, role)
			columns = append(columns, *c)
			decimals = append(decimals, needed[place])
		}
		place++
	})
	for i := from; i < to; i++ {
		cells := make([]string, 0, len(columns)+1)
		cells = append(cells, market.Stamp(b.Time[i], b.Minutes == market.Daily))
		for k, c := range columns {
			cells = append(cells, text(c, i, decimals[k]))
		}
		out.Cells = append(out.Cells, cells)
		row := 0
		if b.Row != nil {
			row = int(b.Row[i])
		}
		out.Row = append(out.Row, row)
	}
	return out, nil
}
