// Package evidence says what a search over the settings of the active hedge is
// worth: how the chosen setting stands among all, what the best of as many
// settings without skill would have shown, how often the best of one half of
// the record fails in the other, and what choosing on the past would have
// earned. Formulas A.11 of docs/formulas.md.
package evidence

import (
	"context"
	"math"
	"slices"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Defaults of what a request may leave out.
const (
	blocks = 12
	learn  = 12
	apply  = 3
	year   = 252 // trading days of a yearly Sharpe ratio
)

// record is a request with what all parts of the answer need.
type record struct {
	hedge.EvidenceInput
	cells, months int
	days          float64
	sum, square   []float64 // of the daily net returns of each cell over all months
}

// Compute weighs the evidence. The work is two passes over the combinations of
// blocks for every cell, and one over the months.
func Compute(ctx context.Context, in hedge.EvidenceInput) (hedge.Evidence, error) {
	r := newRecord(in)
	e := hedge.Evidence{Cells: r.cells, Best: r.best()}
	for _, net := range in.Net {
		if net > 0 {
			e.Positive++
		}
	}
	e.Chosen, e.BestCell = r.cell(in.Chosen), r.cell(e.Best)
	e.Around = r.around(in.Chosen)
	e.Deflated = r.deflated(e.Best)
	var err error
	if e.Overfit, err = r.overfit(ctx); err != nil {
		return hedge.Evidence{}, err
	}
	if e.Walk, err = r.walk(ctx); err != nil {
		return hedge.Evidence{}, err
	}
	e.Verdict = verdict(e, r.months)
	return e, op.Tick(ctx, 3*r.cells, 3*r.cells)
}

func newRecord(in hedge.EvidenceInput) *record {
	r := &record{EvidenceInput: in, cells: len(in.Net), months: len(in.Months)}
	if r.Blocks == 0 {
		r.Blocks = blocks
	}
	r.Blocks = min(r.Blocks, r.months) &^ 1
	if r.Learn == 0 {
		r.Learn = learn
	}
	if r.Apply == 0 {
		r.Apply = apply
	}
	for _, d := range in.Length {
		r.days += d
	}
	r.sum, r.square = make([]float64, r.cells), make([]float64, r.cells)
	for c := range r.sum {
		r.sum[c], r.square[c] = r.over(c, 0, r.months)
	}
	return r
}

// over is the sum of the daily returns of a cell and of their squares, from one
// month to before another.
func (r *record) over(cell, from, to int) (sum, square float64) {
	at := cell * r.months
	s, q := r.Sum[at+from:at+to], r.Square[at+from:at+to]
	for i, v := range s {
		sum += v
		square += q[i]
	}
	return sum, square
}

// score orders records over the same days as their Sharpe ratios do. With n
// days that ratio is, up to a factor,
//
//	S / sqrt(n Q - S^2),   S the sum of the returns, Q that of their squares,
//
// which rises with S |S| / Q: one division, no cancellation and no root. A
// setting that did not trade has 0, between those that gained and those that
// lost; one whose days are all the same is above or below all others.
func score(sum, square float64) float64 {
	if !(square > 0) {
		return 0
	}
	return sum * math.Abs(sum) / square
}

// best is the first cell with the highest Sharpe ratio.
func (r *record) best() int {
	best, high := 0, math.Inf(-1)
	for c := range r.cells {
		if s := score(r.sum[c], r.square[c]); s > high {
			best, high = c, s
		}
	}
	return best
}

// cell is the record of one setting.
func (r *record) cell(c int) hedge.Cell {
	rank := 1
	for _, net := range r.Net {
		if net > r.Net[c] {
			rank++
		}
	}
	return hedge.Cell{Net: unit.Rate(r.Net[c]), Sharpe: yearly(r.daily(c)), Rank: rank}
}

// daily is the Sharpe ratio of the days of one cell.
func (r *record) daily(c int) unit.Maybe[unit.Rate] { return sharpe(r.sum[c], r.square[c], r.days) }

// sharpe is mean over standard deviation of n daily returns, without a
// risk-free rate:
//
//	(S/n) / sqrt((Q - S^2/n) / (n-1))
//
// Where the difference is lost in rounding the returns do not vary.
func sharpe(sum, square, n float64) unit.Maybe[unit.Rate] {
	if n < 2 {
		return unit.None[unit.Rate](unit.TooShort)
	}
	mean := sum / n
	about := square - sum*mean
	if !(about > 1e-12*square) {
		return unit.None[unit.Rate](unit.NoVariation)
	}
	return unit.Some(unit.Rate(mean / math.Sqrt(about/(n-1))))
}

// yearly turns a daily Sharpe ratio into a yearly one.
func yearly(daily unit.Maybe[unit.Rate]) unit.Maybe[unit.Rate] {
	d, ok := daily.Get()
	if !ok {
		return daily
	}
	return unit.Some(d * unit.Rate(math.Sqrt(year)))
}

// around are the cells one step from c along one of the axes, eight at most.
func (r *record) around(c int) hedge.Around {
	var nets []float64
	var a hedge.Around
	stride := 1
	for axis := len(r.Shape) - 1; axis >= 0; axis-- {
		n := r.Shape[axis]
		place := c / stride % n
		for _, step := range []int{-1, 1} {
			if place+step >= 0 && place+step < n {
				net := r.Net[c+step*stride]
				nets = append(nets, net)
				if net > 0 {
					a.Positive++
				}
			}
		}
		stride *= n
	}
	a.Cells = len(nets)
	if a.Cells > 0 {
		slices.Sort(nets)
		a.Worst = unit.Rate(nets[0])
		a.Median = unit.Rate((nets[(a.Cells-1)/2] + nets[a.Cells/2]) / 2)
	}
	return a
}

// verdict is the first of hedge.Verdict that applies. What cannot be computed
// supports nothing; only a grid of one cell, where nothing was chosen, is not
// held against itself.
func verdict(e hedge.Evidence, months int) hedge.Verdict {
	sure, _ := e.Deflated.Probability.Get()
	overfit := e.Overfit.Probability.Or(0)
	if e.Overfit.Probability.Why() == unit.TooShort {
		overfit = 1
	}
	walked := e.Walk.Net.Or(0)
	code := "supported"
	switch {
	case months < 12 || e.Overfit.Blocks < 4:
		code = "too_short"
	case e.Chosen.Net <= 0:
		code = "loses"
	case sure < 0.95:
		code = "no_better_than_luck"
	case overfit >= 0.5 || 2*e.Around.Positive < e.Around.Cells || walked <= 0:
		code = "fragile"
	}
	return hedge.Verdict{Code: code}
}
