package view

import (
	"context"

	"fairbasis/core/market"
	"fairbasis/core/table"
)

// usualRows is how many rows are returned where the request names no number.
const usualRows = 50

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
	b.Columns(func(role string, c *market.Column) {
		if c.Present() {
			out.Columns = append(out.Columns, role)
			columns = append(columns, *c)
		}
	})
	for i := from; i < to; i++ {
		cells := make([]string, 0, len(columns)+1)
		cells = append(cells, market.Stamp(b.Time[i], b.Minutes == market.Daily))
		for _, c := range columns {
			cells = append(cells, c.Text(i))
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
