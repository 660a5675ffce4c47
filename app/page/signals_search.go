package page

import (
	"context"
	"reflect"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// The search over settings: what it asks, how far it is, and taking over one
// of its cells. Its results are drawn in signals_sweep.go.

// sweepInput is the search that the present input asks for. The index is no
// part of it: only the overlay is searched.
func (c *signals) sweepInput() hedge.SweepInput {
	in := hedge.SweepInput{BacktestInput: c.input, Windows: c.reading.Windows, Orders: c.reading.Orders,
		TakeProfits: c.reading.TakeProfits, StopLosses: c.reading.StopLosses}
	if in.NoStops { // one cell, whatever they are
		in.TakeProfits, in.StopLosses = []unit.Rate{in.TakeProfit}, []unit.Rate{in.StopLoss}
	}
	in.Index = nil
	in.Portfolio = hedge.Portfolio001 // which it does not depend on
	in.Warmup = slices.Max(append(in.Windows, signal.MinWindow))
	return in
}

// searched is what the answer of a search depends on.
func searched(in hedge.SweepInput) hedge.SweepInput {
	in.Order, in.Window, in.Stops = 0, 0, hedge.Stops{}
	return in
}

// sweptNow reports whether the search that was answered is the present one.
func (c *signals) sweptNow() bool {
	return !c.kept && reflect.DeepEqual(searched(c.swept), searched(c.sweepInput()))
}

// cellNow is the place of the present settings in the search that was
// answered; false where they are none of its cells.
func (c *signals) cellNow() (cell int, ok bool) {
	w, o := slices.Index(c.swept.Windows, c.input.Window), slices.Index(c.swept.Orders, c.input.Order)
	t, s := slices.Index(c.swept.TakeProfits, c.input.TakeProfit), slices.Index(c.swept.StopLosses, c.input.StopLoss)
	if w < 0 || o < 0 || t < 0 || s < 0 {
		return 0, false
	}
	return c.cellAt(w, o, t, s), true
}

// cellAt is the place of a cell in the answer, by its places on the axes.
func (c *signals) cellAt(window, order, take, stop int) int {
	return ((window*len(c.swept.Orders)+order)*len(c.swept.TakeProfits)+take)*len(c.swept.StopLosses) + stop
}

// axesOf are the places of a cell on the axes.
func (c *signals) axesOf(cell int) (window, order, take, stop int) {
	n := len(c.swept.StopLosses)
	stop, cell = cell%n, cell/n
	n = len(c.swept.TakeProfits)
	take, cell = cell%n, cell/n
	n = len(c.swept.Orders)
	return cell / n, cell % n, take, stop
}

// judged is the cell that the evidence is about: the present settings, or the
// best cell where they are none.
func (c *signals) judged() int {
	if cell, ok := c.cellNow(); ok {
		return cell
	}
	best := 0
	for i, net := range c.sweep.got.Net {
		if net > c.sweep.got.Net[best] {
			best = i
		}
	}
	return best
}

func (c *signals) onSweep(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if !c.ready {
		return
	}
	in := c.sweepInput()
	question(c, ctx, &c.sweep, func(work context.Context) (hedge.Sweep, error) {
		return sweepIn(work, in)
	}, func(ctx app.Context, ok bool) {
		if !ok {
			return
		}
		c.swept = in
		c.sweep.stale = !c.sweptNow()
		c.evidence.drop()
		c.judge(ctx)
	})
}

// judge asks what the search is worth for the present settings.
func (c *signals) judge(ctx app.Context) {
	s := c.sweep.got
	if s == nil {
		return
	}
	in := hedge.EvidenceInput{Months: s.Months, Length: s.Length, Net: s.Net, Sum: s.Sum, Square: s.Square, Cube: s.Cube, Fourth: s.Fourth,
		Shape: []int{len(c.swept.Windows), len(c.swept.Orders), len(c.swept.TakeProfits), len(c.swept.StopLosses)}, Chosen: c.judged()}
	c.weighed = in.Chosen
	question(c, ctx, &c.evidence, func(work context.Context) (hedge.Evidence, error) {
		return inquire(work, hedge.EvidenceKey, in)
	}, func(ctx app.Context, _ bool) { c.evidence.stale = c.sweep.stale })
}

func (c *signals) onSweepCancel(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if c.sweep.cancel != nil {
		c.sweep.cancel()
		c.sweep.no++ // its answer is dropped
		c.sweep.cancel, c.sweep.slow = nil, false
		c.say(ctx, c.words().SweepCanceled, false)
	}
}

// takeCell takes the settings of a cell of the search, by its place in the
// answer, as one step that can be undone.
func (c *signals) takeCell(ctx app.Context, cell int) {
	if c.sweep.got == nil || cell < 0 || cell >= len(c.sweep.got.Net) {
		return
	}
	w, o, t, s := c.axesOf(cell)
	window, order, take, stop := c.swept.Windows[w], c.swept.Orders[o], c.swept.TakeProfits[t], c.swept.StopLosses[s]
	before := c.state.Clone()
	if !c.state.TakeCell(window, order, take, stop) {
		return
	}
	c.steps.Note(before, "")
	c.end()
	c.settle(ctx)
	c.say(ctx, c.words().CellTaken.With("order", strconv.Itoa(order), "window", count(window)), true)
}

// sweepAsk is the axes of the search, its button and how far it is.
func (c *signals) sweepAsk() app.UI {
	w, in := c.words(), c.sweepInput()
	busy := c.sweep.asked()
	axes := []app.UI{c.listField("sweep.windows"), c.listField("sweep.orders"), c.listField("sweep.take_profits"), c.listField("sweep.stop_losses")}
	run := part.Button{ID: "sweep", Text: w.Sweep.With("n", count(in.Cells())), Kind: part.Go, Off: !c.ready || busy, OnClick: c.onSweep}
	return app.Div().Class("stack").Body(
		app.Div().Class("asks", "lists").Body(axes...),
		part.Beside(run.UI(), app.Span().Class("small").Text(c.sweepState())),
		slot(busy && c.sweep.slow, func() app.UI {
			return part.Job{ID: "sweep-job", Text: w.Sweeping, Detail: c.sweepFar(), Label: w.SweepProgress, Done: c.sweep.done, Total: c.sweep.total,
				Cancel: c.w.Data.Cancel, OnCancel: c.onSweepCancel}.UI()
		}),
		slot(c.sweep.why != "" && !busy, func() app.UI {
			return part.Notice{Kind: part.NoticeErr, Text: part.Words(w.SweepFailed.With("why", c.sweep.why))}.UI()
		}))
}

// sweepState says what the button would do, or why what is shown is old.
func (c *signals) sweepState() string {
	w := c.words()
	switch {
	case !c.ready:
		return w.SweepNoData
	case c.sweep.got != nil && c.sweep.stale:
		return w.SweepStale
	}
	return ""
}

// sweepFar is the share done, in back-tests.
func (c *signals) sweepFar() string {
	if c.sweep.total <= 0 {
		return ""
	}
	return unit.PrintRate(unit.Rate(float64(c.sweep.done)/float64(c.sweep.total)), unit.Percent, 0)
}

// sweepIn makes a search, its windows shared out among the engines.
func sweepIn(work context.Context, in hedge.SweepInput) (hedge.Sweep, error) {
	// Long windows take longest and are mostly listed last. Asked first, they
	// leave no engine waiting for the other at the end.
	parts := partsOf(in)
	slices.Reverse(parts)
	outs, err := engine.Parts(work, hedge.SweepKey, parts)
	if err != nil {
		return hedge.Sweep{}, err
	}
	slices.Reverse(outs)
	return joinParts(outs), nil
}

// sweepParts is how many parts a search is cut into: more than there are
// engines, so that none waits long for another, and few, because each prepares
// the bars anew.
const sweepParts = 8

// partsOf cuts a search by its windows.
func partsOf(in hedge.SweepInput) []hedge.SweepInput {
	n := min(sweepParts, len(in.Windows))
	parts := make([]hedge.SweepInput, n)
	for i := range parts {
		parts[i] = in
		parts[i].Windows = in.Windows[i*len(in.Windows)/n : (i+1)*len(in.Windows)/n]
	}
	return parts
}

// joinParts puts the parts of a search together: windows are the slowest axis,
// and all parts share their days.
func joinParts(parts []hedge.Sweep) hedge.Sweep {
	out := parts[0]
	for _, p := range parts[1:] {
		out.Gross, out.Net = append(out.Gross, p.Gross...), append(out.Net, p.Net...)
		out.Trades, out.Wins = append(out.Trades, p.Trades...), append(out.Wins, p.Wins...)
		out.Sum, out.Square = append(out.Sum, p.Sum...), append(out.Square, p.Square...)
		out.Cube, out.Fourth = append(out.Cube, p.Cube...), append(out.Fourth, p.Fourth...)
	}
	return out
}
