// Package sweep back-tests the active hedge over windows, orders, take-profits
// and stop-losses: one pass over the prices for all orders of a window, and one
// walk over the regimes of each for all stops. Formulas A.11 of docs/formulas.md.
package sweep

import (
	"context"
	"slices"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// Progress of one window and order: its share of the pass, then the walk.
const pass, walk = 700, 300

// Compute is the operation hedge.SweepKey. Every cell depends on its own
// settings and on Warmup only: the cells of some of the windows are, bit for
// bit, those of all of them, so that windows can be divided over workers.
//
// The days that count are the same for all cells: whole days, from the one on
// which the first window of Warmup bars is whole, or from FirstDay if that is
// later. After a hole a shorter window is whole earlier than a longer one and
// may trade earlier: that is its own merit, and no day is left out for it.
func Compute(ctx context.Context, in hedge.SweepInput) (hedge.Sweep, error) {
	total := (pass + walk) * (1 + len(in.Windows)*len(in.Orders))
	done := 0
	part := func(share int) context.Context {
		done += share
		return op.Part(ctx, done-share, done, total)
	}
	p, err := signal.Prepare(part(pass+walk), in.Series, in.Settings)
	if err != nil {
		return hedge.Sweep{}, err
	}
	regimes := make([]signal.Regime, p.Bars.Len())
	first, last, err := days(p, in, regimes)
	if err != nil {
		return hedge.Sweep{}, err
	}
	tape, err := hedge.NewTape(p, in.Fees, first, last)
	if err != nil {
		return hedge.Sweep{}, err
	}

	out, month := calendarOf(tape)
	months := len(out.Months)
	cells := len(in.TakeProfits) * len(in.StopLosses) // of one window and order
	columns := newOut(in.Cells(), months)
	g := newGrid(tape, in.Rules, in.TakeProfits, in.StopLosses, newTally(cells, month, months))
	var of [signal.MaxOrder + 1][]signal.Regime
	for i, order := range in.Orders {
		switch {
		case i == 0:
			of[order] = regimes // nothing else needs them any more
		case of[order] == nil:
			of[order] = make([]signal.Regime, len(regimes))
		}
	}
	for w, window := range in.Windows {
		if err := p.RegimesOf(part(pass*len(in.Orders)), of, window); err != nil {
			return hedge.Sweep{}, err
		}
		for o, order := range in.Orders {
			if err := g.walk(part(walk), columns.from((w*len(in.Orders)+o)*cells, months), of[order]); err != nil {
				return hedge.Sweep{}, err
			}
		}
	}
	out.Gross, out.Net, out.Trades, out.Wins = columns.gross, columns.net, columns.trades, columns.wins
	out.Sum, out.Square, out.Cube, out.Fourth = columns.sum, columns.square, columns.cube, columns.fourth
	return out, op.Tick(ctx, total, total)
}

// days returns the bars that count. It uses the memory of regimes.
func days(p *signal.Prepared, in hedge.SweepInput, regimes []signal.Regime) (first, last int, err error) {
	// Of the regimes of the longest window, only the first matters here.
	whole := p.Whole(max(in.Warmup, slices.Max(in.Windows)))
	for i := range regimes {
		regimes[i] = signal.None
	}
	if whole < len(regimes) {
		regimes[whole] = signal.Neutral
	}
	first, last, err = hedge.Span(p, regimes, "", in.LastDay)
	if err == nil && in.FirstDay != "" {
		var asked int
		asked, last, err = hedge.Span(p, regimes, in.FirstDay, in.LastDay)
		first = max(first, asked)
	}
	if f := fault.From(err); f != nil {
		for i := range f.Fields {
			if f.Fields[i].Path == "window" {
				f.Fields[i].Path = "windows"
			}
		}
		return 0, 0, f
	}
	return first, last, nil
}

// calendarOf returns what a reply says of the days that count, and the month of
// every day of the tape by its place in the reply.
func calendarOf(t *hedge.Tape) (out hedge.Sweep, month []int32) {
	month = make([]int32, len(t.Day))
	out = hedge.Sweep{
		First: t.Date[t.FirstDay].String(), Last: t.Date[t.LastDay-1].String(), Days: t.LastDay - t.FirstDay,
		Months: []string{}, Length: op.Column{},
	}
	for d := t.FirstDay; d < t.LastDay; d++ {
		on := t.Date[d]
		if d == t.FirstDay || on.Month() != t.Date[d-1].Month() || on.Year() != t.Date[d-1].Year() {
			out.Months, out.Length = append(out.Months, on.String()[:7]), append(out.Length, 0)
		}
		month[d] = int32(len(out.Months) - 1)
		out.Length[month[d]]++
	}
	return out, month
}
