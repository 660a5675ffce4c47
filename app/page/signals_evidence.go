package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/unit"
)

// evidencePanel is what the search is worth: a sentence, and what it rests on.
func (c *signals) evidencePanel() app.UI {
	e, s := c.evidence.got, c.sweep.got
	if e == nil || s == nil {
		return nothing()
	}
	w := &c.w.Hedge
	return part.Panel{ID: "evidence-title", Title: w.EvidenceTitle, Note: w.EvidenceNote, Body: greyed(c.evidence.stale || c.sweep.stale,
		part.Lead(runs(c.verdictSays(e, s))...),
		c.cellsTable(e).Whole(),
		app.Div().Class("asks").Body(c.deflated(e), c.overfit(e)),
		c.walk(e))}.UI()
}

// likely prints a probability or a share.
func likely(r unit.Rate) string { return unit.PrintRate(r, unit.Percent, 1) }

// verdictSays is the verdict with its figures.
func (c *signals) verdictSays(e *hedge.Evidence, s *hedge.Sweep) string {
	say := func(m unit.Maybe[unit.Rate], print func(unit.Rate) string) string { return maybe(c.w, m, print) }
	return c.w.Hedge.Verdicts[e.Verdict.Code].With("cells", count(e.Cells), "positive", count(e.Positive), "months", count(len(s.Months)),
		"chosen", signedPercent(e.Chosen.Net), "rank", count(e.Chosen.Rank), "best", signedPercent(e.BestCell.Net), "trials", count(e.Deflated.Trials),
		"deflated", say(e.Deflated.Probability, likely), "overfit", say(e.Overfit.Probability, likely),
		"neighbours", count(e.Around.Cells), "around", count(e.Around.Positive), "walk", say(e.Walk.Net, signedPercent[unit.Rate]))
}

// settingOf names the settings of a cell of the search.
func (c *signals) settingOf(cell int) string {
	in := &c.swept
	if cell < 0 || cell >= in.Cells() {
		return "—"
	}
	window, order, take, stop := c.axesOf(cell)
	return c.w.Hedge.Settings.With("order", strconv.Itoa(in.Orders[order]), "window", count(in.Windows[window]), "take", short(in.TakeProfits[take]), "stop", short(in.StopLosses[stop]))
}

// cellsTable sets the present cell beside the best one and its neighbours.
func (c *signals) cellsTable(e *hedge.Evidence) part.Table {
	w := &c.w.Hedge
	t := part.Table{ID: "cells", Label: w.CellsTable, Caption: w.CellsTable, Wide: true, Columns: []part.Column{{Label: w.Setting}, {Label: w.AfterCosts, Numeric: true}, {Label: w.SharpeYear, Numeric: true}, {Label: w.Rank, Numeric: true}}}
	for _, k := range []struct {
		name string
		cell int
		of   hedge.Cell
	}{{w.Chosen, c.weighed, e.Chosen}, {w.BestCell, e.Best, e.BestCell}} {
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: k.name, Second: c.settingOf(k.cell)}, returned(k.of.Net), c.perhaps(k.of.Sharpe, points[unit.Rate]),
			{Text: count(k.of.Rank) + " / " + count(e.Cells)}}})
	}
	if e.Around.Cells > 0 {
		near := part.Cell{Text: signedPercent(e.Around.Median), Tone: tone(e.Around.Median), Second: w.Worst + " " + signedPercent(e.Around.Worst), Tone2: part.Muted}
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: w.Around, Second: w.Neighbours.With("n", count(e.Around.Cells), "positive", count(e.Around.Positive))}, near, {}, {}}})
	}
	return t
}

// value is a value, or that there is none and why.
func (c *signals) value(m unit.Maybe[unit.Rate], print func(unit.Rate) string) string {
	if v, ok := m.Get(); ok {
		return print(v)
	}
	return c.w.Undefined + c.w.Colon() + c.w.Why(m.Why())
}

func fourDecimals(r unit.Rate) string { return unit.Print(r, 4) }

// deflated is how likely the best Sharpe ratio is real.
func (c *signals) deflated(e *hedge.Evidence) app.UI {
	w, d := &c.w.Hedge, &e.Deflated
	return app.Div().Class("fig").Attr("id", "deflated").Body(app.H3().Text(w.DeflatedTitle), part.Note(part.Words(w.DeflatedNote)...), part.Facts{Items: []part.Fact{
		{Label: w.Probability, Value: c.value(d.Probability, likely)}, {Label: w.Trials, Value: count(d.Trials)}, {Label: w.DaysHead, Value: count(d.Days)},
		{Label: w.SharpeDay, Value: c.value(d.Sharpe, fourDecimals)}, {Label: w.Threshold, Value: c.value(d.Threshold, fourDecimals)},
		{Label: w.Skew, Value: c.value(d.Skew, points[unit.Rate])}, {Label: w.Kurtosis, Value: c.value(d.Kurtosis, points[unit.Rate])}}}.UI())
}

// overfit is how often the best of one half disappoints in the other.
func (c *signals) overfit(e *hedge.Evidence) app.UI {
	w, o := &c.w.Hedge, &e.Overfit
	return app.Div().Class("fig").Attr("id", "overfit").Body(app.H3().Text(w.OverfitTitle), part.Note(part.Words(w.OverfitNote)...), part.Facts{Items: []part.Fact{
		{Label: w.OverfitProbability, Value: c.value(o.Probability, likely)}, {Label: w.Loss, Value: c.value(o.Loss, likely)},
		{Label: w.Blocks, Value: count(o.Blocks)}, {Label: w.Splits, Value: count(o.Splits)}}}.UI(),
		slot(len(o.Histogram) > 0, func() app.UI {
			half := len(o.Histogram) / 2
			low, high := 0.0, 0.0
			for i, n := range o.Histogram {
				if i < half {
					low += n
				} else {
					high += n
				}
			}
			return part.Histogram{Label: w.HistogramSays.With("low", unit.Print(low, 0), "high", unit.Print(high, 0)), Counts: o.Histogram, Low: w.WorstEnd, High: w.BestEnd, Split: half}.UI()
		}))
}

// walk is what choosing on the past and trading on would have earned.
func (c *signals) walk(e *hedge.Evidence) app.UI {
	w, k := &c.w.Hedge, &e.Walk
	t := part.Table{ID: "walk", Label: w.WalkTable, Wide: true, Columns: []part.Column{{Label: w.Traded}, {Label: w.Setting}, {Label: w.Promised, Numeric: true}, {Label: w.Earned, Numeric: true}}}
	for _, s := range k.Steps {
		months := s.From
		if s.To != s.From {
			months += " – " + s.To
		}
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: months}, {Text: c.settingOf(s.Cell)}, {Text: signedPercent(s.Promised)}, returned(s.Net)}})
	}
	totals := part.Facts{Items: []part.Fact{{Label: w.EarnedAll, Value: c.value(k.Net, signedPercent[unit.Rate])}, {Label: w.PromisedAll, Value: c.value(k.Promised, signedPercent[unit.Rate])},
		{Label: w.SharpeYear, Value: c.value(k.Sharpe, points[unit.Rate])}}}
	return app.Div().Class("fig").Attr("id", "walk-forward").Body(app.H3().Text(w.WalkTitle), part.Note(part.Words(w.WalkNote)...), totals.UI(),
		slot(len(k.Steps) > 0, func() app.UI { return t.Whole() }))
}
