package view

import (
	"context"
	"math"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/table"
)

// usual is how many points are returned where the request names no number.
const usual = 2000

// Bars is the operation table.ViewKey: a series as a chart shows it.
func Bars(ctx context.Context, in table.ViewInput) (table.View, error) {
	views, err := decimate(ctx, []*market.Bars{within(in.Bars, in.Span)}, in.Points)
	if err != nil {
		return table.View{}, err
	}
	return views[0], nil
}

// within returns the bars of a span.
func within(b *market.Bars, s table.Span) *market.Bars {
	first, last := int64(math.MinInt64), int64(math.MaxInt64)
	if s.From != 0 {
		first = int64(max(min(math.Ceil(s.From), math.MaxInt64/2), math.MinInt64/2))
	}
	if s.To != 0 {
		last = int64(max(min(math.Floor(s.To), math.MaxInt64/2), math.MinInt64/2))
	}
	return b.Between(first, last)
}

// decimate makes views of series that have the same stamps: the points of all
// of them hold the same bars, and a point is left out where one has no close.
func decimate(ctx context.Context, list []*market.Bars, points int) ([]table.View, error) {
	if points <= 0 {
		points = usual
	}
	lead := list[0]
	n := lead.Len()
	segments := lead.Segment
	for _, b := range list[1:] {
		segments = market.Union(segments, b.Segment)
	}
	starts, most := buckets(lead, segments, min(points, table.MaxPoints))

	left := make([]bool, len(starts)) // points left out
	closes := make([]market.Column, len(list))
	for k, b := range list {
		closes[k] = market.Merge(b.Close, starts, market.TakeLast)
		if !closes[k].Present() {
			continue
		}
		for i := range left {
			if _, ok := closes[k].At(i); !ok {
				left[i] = true
			}
		}
	}
	var times, gaps op.Column = op.Column{}, nil
	segment, hole := 0, false
	for i, from := range starts {
		to := n
		if i+1 < len(starts) {
			to = int(starts[i+1])
		}
		for ; segment < len(segments) && int(segments[segment]) < to; segment++ {
			hole = hole || segments[segment] > 0 && int(segments[segment]) >= int(from)
		}
		if left[i] {
			hole = true
			continue
		}
		if hole {
			gaps = append(gaps, float64(len(times)))
		}
		hole = false
		times = append(times, float64(lead.Time[to-1]))
	}

	views := make([]table.View, len(list))
	for k, b := range list {
		v := &views[k]
		daily := b.Minutes == market.Daily
		*v = table.View{Symbol: b.Symbol, Minutes: b.Minutes, Bars: n, Merged: most, Decimals: decimals(b), Time: copied(times), Gap: copied(gaps)}
		if n > 0 {
			v.First, v.Last = market.Stamp(b.Time[0], daily), market.Stamp(b.Time[n-1], daily)
		}
		v.Close, _ = values(closes[k], left, nil)
		for c, column := range []struct {
			name string
			of   market.Column
			how  market.Take
			to   *op.Column
			fill op.Column // stands in empty cells
		}{
			{"open", b.Open, market.TakeFirst, &v.Open, v.Close},
			{"high", b.High, market.TakeHighest, &v.High, v.Close},
			{"low", b.Low, market.TakeLowest, &v.Low, v.Close},
			{"volume", b.Volume, market.TakeSum, &v.Volume, nil},
			{"open_interest", b.OpenInterest, market.TakeLast, &v.OpenInterest, nil},
		} {
			if err := op.Tick(ctx, k*5+c, len(list)*5); err != nil {
				return nil, err
			}
			numbers, empty := values(market.Merge(column.of, starts, column.how), left, column.fill)
			*column.to = numbers
			if len(empty) > 0 {
				v.Empty = append(v.Empty, table.Hole{Column: column.name, Points: empty})
			}
		}
	}
	return views, nil
}

// values returns the numbers of a merged column but for points left out, and
// the places that have none: there stands the number of fill, or 0. A column
// without any number is absent.
func values(c market.Column, left []bool, fill op.Column) (numbers, empty op.Column) {
	if !c.Present() {
		return nil, nil
	}
	numbers = make(op.Column, 0, len(left))
	for i, out := range left {
		if out {
			continue
		}
		x, ok := c.At(i)
		if !ok || x-x != 0 { // empty, or past the range of floats
			empty = append(empty, float64(len(numbers)))
			x = 0
			if fill != nil {
				x = fill[len(numbers)]
			}
		}
		numbers = append(numbers, x)
	}
	if len(empty) == len(numbers) && len(empty) > 0 {
		return nil, nil
	}
	return numbers, empty
}

// decimals returns how many the prices have. Computed prices have more digits
// than mean anything; they show three.
func decimals(b *market.Bars) int {
	n := 0
	for k, need := range needs(b)[:4] {
		if [...]market.Column{b.Open, b.High, b.Low, b.Close}[k].Float != nil {
			need = 3
		}
		n = max(n, int(need))
	}
	return n
}

// copied returns a column of its own: columns of a reply are handed over.
func copied(c op.Column) op.Column {
	if c == nil {
		return nil
	}
	return append(op.Column{}, c...)
}
