package evidence

import (
	"context"
	"math"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// walk chooses the cell with the highest Sharpe ratio on Learn months, trades
// it in the Apply months that follow, and moves on by as many. The last step
// may be shorter. Nothing after the months learnt on enters a choice; of cells
// with one ratio the first is chosen.
func (r *record) walk(ctx context.Context) (hedge.Walk, error) {
	var w hedge.Walk
	var net, promised, square, days float64
	for from := r.Learn; from < r.months; from += r.Apply {
		to := min(from+r.Apply, r.months)
		cell, high, earned := 0, math.Inf(-1), 0.0
		for c := range r.cells {
			sum, square := r.over(c, from-r.Learn, from)
			if s := score(sum, square); s > high {
				cell, high, earned = c, s, sum
			}
		}
		sum, q := r.over(cell, from, to)
		learnt, traded := total(r.Length[from-r.Learn:from]), total(r.Length[from:to])
		net, square, days = net+sum, square+q, days+traded
		promised += earned / learnt * traded
		w.Steps = append(w.Steps, hedge.Step{
			From: r.Months[from], To: r.Months[to-1], Cell: cell,
			Promised: unit.Rate(earned / float64(r.Learn)), Net: unit.Rate(sum),
		})
		if err := op.Tick(ctx, 2*r.cells+r.cells*from/r.months, 3*r.cells); err != nil {
			return w, err
		}
	}
	if len(w.Steps) == 0 {
		w.Net, w.Promised, w.Sharpe = unit.None[unit.Rate](unit.TooShort), unit.None[unit.Rate](unit.TooShort), unit.None[unit.Rate](unit.TooShort)
		return w, nil
	}
	w.Net, w.Promised, w.Sharpe = unit.Some(unit.Rate(net)), unit.Some(unit.Rate(promised)), yearly(sharpe(net, square, days))
	return w, nil
}

func total(x []float64) float64 {
	sum := 0.0
	for _, v := range x {
		sum += v
	}
	return sum
}
