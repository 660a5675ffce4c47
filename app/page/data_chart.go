package page

import (
	"encoding/json"
	"math"
	"strconv"

	"fairbasis/app/part"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// Charts of bars as static/js/chart/bars.mjs and lines.mjs take them: JSON
// written straight from the columns of a reply, which no component holds.

type barWords struct {
	Price  string `json:"price"`
	Open   string `json:"open"`
	High   string `json:"high"`
	Low    string `json:"low"`
	Close  string `json:"close"`
	Volume string `json:"volume"`
	Gap    string `json:"gap"`
}

func (c *data) chartWords() barWords {
	w := c.words()
	r := w.RoleNames
	return barWords{w.Price, r["open"], r["high"], r["low"], r["close"], w.VolumeHead, w.GapMark}
}

// barsChart is the chart of one view, of which the points from one stamp to
// another are shown.
func barsChart(v table.View, from, to float64, words barWords) string {
	start, end := 0, len(v.Time)-1
	for start < end && v.Time[start] < from {
		start++
	}
	for end > start && v.Time[end] > to {
		end--
	}
	b := make([]byte, 0, 64*len(v.Time)+512)
	b = append(b, `{"kind":"bars","daily":`...)
	b = strconv.AppendBool(b, v.Minutes == market.Daily)
	b = append(b, `,"decimals":`...)
	b = strconv.AppendInt(b, int64(v.Decimals), 10)
	b = append(b, `,"start":`...)
	b = strconv.AppendInt(b, int64(start), 10)
	b = append(b, `,"end":`...)
	b = strconv.AppendInt(b, int64(end), 10)
	b = appendColumn(b, "time", v.Time, nil)
	b = appendColumn(b, "open", v.Open, holes(v, "open"))
	b = appendColumn(b, "high", v.High, holes(v, "high"))
	b = appendColumn(b, "low", v.Low, holes(v, "low"))
	b = appendColumn(b, "close", v.Close, nil)
	b = appendColumn(b, "volume", v.Volume, holes(v, "volume"))
	b = appendColumn(b, "gap", v.Gap, nil)
	b = append(b, `,"words":`...)
	b = append(b, encoded(words)...)
	return string(append(b, '}'))
}

// holes are the points at which a column has no value.
func holes(v table.View, column string) op.Column {
	for _, h := range v.Empty {
		if h.Column == column {
			return h.Points
		}
	}
	return nil
}

// appendColumn writes a column under a name, null at its holes; an absent
// column is left out.
func appendColumn(b []byte, name string, column, holes op.Column) []byte {
	if len(column) == 0 {
		return b
	}
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":[`...)
	for i, x := range column {
		if i > 0 {
			b = append(b, ',')
		}
		if len(holes) > 0 && int(holes[0]) == i || math.IsNaN(x) || math.IsInf(x, 0) {
			if len(holes) > 0 && int(holes[0]) == i {
				holes = holes[1:]
			}
			b = append(b, "null"...)
			continue
		}
		b = strconv.AppendFloat(b, x, 'f', -1, 64)
	}
	return append(b, ']')
}

func encoded(v any) []byte {
	b, err := json.Marshal(v)
	if err != nil {
		return []byte("null") // text always encodes
	}
	return b
}

// extremes are the lowest and highest price between two stamps.
func extremes(v table.View, from, to float64) (low, high float64) {
	lows, highs := v.Low, v.High
	if len(lows) != len(v.Time) || len(highs) != len(v.Time) {
		lows, highs = v.Close, v.Close
	}
	if len(lows) != len(v.Time) {
		lows, highs = v.Open, v.Open
	}
	low, high = math.Inf(1), math.Inf(-1)
	for i, t := range v.Time {
		if t >= from && t <= to && i < len(lows) {
			low, high = min(low, lows[i]), max(high, highs[i])
		}
	}
	if low > high {
		return 0, 0
	}
	return low, high
}

// viewColumns are the columns a view has, with their heads.
func (c *data) viewColumns(v table.View) (heads []string, columns []op.Column, decimals []int) {
	r := c.words().RoleNames
	for _, k := range []struct {
		name     string
		column   op.Column
		decimals int
	}{{"open", v.Open, v.Decimals}, {"high", v.High, v.Decimals}, {"low", v.Low, v.Decimals}, {"close", v.Close, v.Decimals},
		{"volume", v.Volume, 0}, {"open_interest", v.OpenInterest, 0}} {
		if len(k.column) == len(v.Time) {
			heads, columns, decimals = append(heads, r[k.name]), append(columns, k.column), append(decimals, k.decimals)
		}
	}
	return heads, columns, decimals
}

// viewTable is the table beside the chart: about 25 of the points in view.
func (c *data) viewTable(v table.View, from, to float64) part.Table {
	w := c.words()
	heads, columns, decimals := c.viewColumns(v)
	t := part.Table{ID: "preview-table", Label: w.Twin, Columns: []part.Column{{Label: w.Time}}}
	for _, h := range heads {
		t.Columns = append(t.Columns, part.Column{Label: h, Numeric: true})
	}
	step := max(pointsIn(v.Time, from, to)/25, 1)
	n := 0
	for i, at := range v.Time {
		if at < from || at > to {
			continue
		}
		if n++; (n-1)%step != 0 {
			continue
		}
		row := part.Row{Cells: []part.Cell{{Text: market.Stamp(int64(at), v.Minutes == market.Daily)}}}
		for k, column := range columns {
			row.Cells = append(row.Cells, part.Cell{Text: unit.Print(column[i], decimals[k])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// viewSheet is the chart as a file: every point in view.
func (c *data) viewSheet(v table.View, from, to float64) sheet {
	heads, columns, _ := c.viewColumns(v)
	var s sheet
	s.head(append([]string{c.words().Time}, heads...)...)
	for i, at := range v.Time {
		if at < from || at > to {
			continue
		}
		line := []cell{said(market.Stamp(int64(at), v.Minutes == market.Daily))}
		for _, column := range columns {
			line = append(line, exact(column[i]))
		}
		s.add(line...)
	}
	return s
}
