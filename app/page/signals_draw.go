package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// drawing is what the panels keep between two draws.
type drawing struct {
	allTrades, allMonths bool
	page                 int  // of the list of trades, where all are shown
	gross                bool // the search shows returns before costs
	pieces               map[string]piece
}

// piece is a table as HTML with what it was made of.
type piece struct {
	key  any
	html string
}

// once makes a table anew only where key is another one than before: the page
// is drawn after every event, and a table of results costs more than the rest.
func (c *signals) once(name string, key any, table func() part.Table) string {
	if p, ok := c.drawn.pieces[name]; ok && p.key == key {
		return p.html
	}
	if c.drawn.pieces == nil {
		c.drawn.pieces = map[string]piece{}
	}
	html := table().HTML()
	c.drawn.pieces[name] = piece{key, html}
	return html
}

// stretch says of what answer a table is, and which part of it.
type stretch struct {
	view     *signal.View
	test     *hedge.Backtest
	from, to int
	step     string
	decimals int
}

// drawPrice draws candles, regimes, trades, f' and f” anew: after view or test
// was answered.
func (c *signals) drawPrice(ctx app.Context) {
	if v := c.view.got; c.shown && v != nil && len(v.Time) > 0 {
		drawChart(ctx, priceLive, c.priceChart())
	}
}

// drawFit hands the curve of fitted to the chart of prices and leaves the rest
// of it alone.
func (c *signals) drawFit(app.Context) {
	if v := c.view.got; c.shown && v != nil && len(v.Time) > 0 {
		patchChart(priceLive, c.curvePatch())
	}
}

// drawEquity draws what the portfolios gained: after test was answered.
func (c *signals) drawEquity(ctx app.Context) { c.drawLines(ctx, equityLive, gains, false) }

// drawDrawdown draws what they lost since their peaks.
func (c *signals) drawDrawdown(ctx app.Context) { c.drawLines(ctx, drawdownLive, falls, true) }

func (c *signals) drawLines(ctx app.Context, live string, of func(op.Column) op.Column, area bool) {
	if lines := c.portfolios(); c.shown && len(lines) > 0 {
		drawChart(ctx, live, linesChart(c.test.got.Daily.Time, changed(lines, of), area))
	}
}

// nothing keeps the place of a panel that is not there.
func nothing() app.UI { return app.Div().Class("slot") }

// greyed sets the body of a panel, grey where it is of other inputs.
func greyed(stale bool, body ...app.UI) []app.UI {
	class := "fig"
	if stale {
		class += " stale"
	}
	return []app.UI{app.Div().Class(class).Body(body...)}
}

// twinRows is how many rows a table beside a chart has, about.
const twinRows = 25

// pricePanel is the chart of prices with what it rests on.
func (c *signals) pricePanel() app.UI {
	v := c.view.got
	if v == nil && !c.ready {
		return nothing()
	}
	w, d := &c.w.Hedge, &c.w.Data
	panel := part.Panel{ID: "price-title", Title: w.PriceTitle}
	if s := c.series(); s != nil {
		panel.Note = s.label
	}
	figure := part.ChartFigure{ID: priceID, Label: w.Asking, Live: priceLive, Size: part.ChartLarge, TwinSummary: d.Twin, Twin: &part.Table{ID: "price-table", Label: d.Twin},
		Save: d.Save, SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSaveChart}
	line := w.Asking
	if v != nil && len(v.Time) > 0 {
		figure.Label, line = c.priceSays(v)
		start, end := inView(v.Time, c.from, c.to)
		figure.Drawn = c.once("price", stretch{view: v, from: start, to: end, step: c.stepName()}, func() part.Table { return c.priceTwin(v, start, end) })
	}
	panel.Body = greyed(c.view.stale, c.legend(), figure.UI(), c.zoomTools(line),
		slot(v != nil, func() app.UI { return c.fitFacts(v) }))
	return panel.UI()
}

// arrows name the regimes in the chart, by signal.Regime.
var arrows = [...]string{"", "▲▲ ", "▲ ", "▼▼ ", "▼ "}

// legend explains the marks of the chart of prices.
func (c *signals) legend() app.UI {
	w := &c.w.Hedge
	items := []part.LegendItem{}
	for r, kind := range [...]string{1: "u2", 2: "u1", 3: "d2", 4: "d1"} {
		if kind != "" {
			items = append(items, part.LegendItem{Kind: kind, Text: arrows[r] + c.regimeName(signal.Regime(r))})
		}
	}
	return part.Legend(append(items, part.LegendItem{Kind: "curve", Text: c.priceWords().Fit}, part.LegendItem{Kind: "trade", Text: w.LegendTrade}, part.LegendItem{Kind: "cut", Text: w.Restart})...)
}

// priceSays is the chart in a sentence, and the line below it.
func (c *signals) priceSays(v *signal.View) (says, line string) {
	w, d, daily := &c.w.Hedge, &c.w.Data, c.daily()
	start, end := inView(v.Time, c.from, c.to)
	low, high := v.Low[start], v.High[start]
	for i := start; i <= end; i++ {
		low, high = min(low, v.Low[i]), max(high, v.High[i])
	}
	first, last := market.Stamp(int64(v.Time[start]), daily), market.Stamp(int64(v.Time[end]), daily)
	bars := int(v.Bar[end]-v.Bar[start]) + 1
	trades := 0
	if t := c.test.got; t != nil && !c.test.stale {
		for _, entry := range t.Trades.Entry {
			if in := pointOf(v, entry); in != nil && *in >= start && *in <= end {
				trades++
			}
		}
	}
	slope, curvature := "—", "—"
	if v.Regime[end] >= 0 {
		slope, curvature = slopes(v.Slope[end]), curvatures(v.Curvature[end])
	}
	says = w.PriceSays.With("symbol", c.seriesName(v.Symbol), "bars", count(bars), "first", first, "last", last,
		"low", unit.Print(low, v.Decimals), "high", unit.Print(high, v.Decimals), "regime", c.regimeName(signal.Regime(v.Regime[end])),
		"slope", slope, "curvature", curvature, "trades", count(trades))
	line = d.ChartLine.With("first", first, "last", last, "bars", count(bars))
	if v.Merged > 1 {
		line += " · " + d.Merged.With("n", count(v.Merged))
	}
	return says, line
}

func slopes(x float64) string     { return unit.Signed(x, 3) }
func curvatures(x float64) string { return unit.Signed(x, 5) }

// priceTwin is the table beside the chart of prices.
func (c *signals) priceTwin(v *signal.View, start, end int) part.Table {
	w, d := &c.w.Hedge, &c.w.Data
	t := part.Table{ID: "price-table", Label: d.Twin, Wide: true, Columns: []part.Column{{Label: d.Time}}}
	for _, name := range [...]string{"open", "high", "low", "close"} {
		t.Columns = append(t.Columns, part.Column{Label: d.RoleNames[name], Numeric: true})
	}
	t.Columns = append(t.Columns, part.Column{Label: w.Value, Numeric: true}, part.Column{Label: w.SlopeAxis.With("step", c.stepName()), Numeric: true},
		part.Column{Label: w.CurvatureAxis.With("step", c.stepName()), Numeric: true}, part.Column{Label: w.Regime})
	step := max((end-start+1)/twinRows, 1)
	price := func(x float64) part.Cell { return part.Cell{Text: unit.Print(x, v.Decimals)} }
	for i := start; i <= end; i += step {
		row := []part.Cell{{Text: market.Stamp(int64(v.Time[i]), c.daily())}, price(v.Open[i]), price(v.High[i]), price(v.Low[i]), price(v.Close[i])}
		r := signal.Regime(v.Regime[i])
		if r == signal.None {
			row = append(row, part.Cell{Text: "—"}, part.Cell{Text: "—"}, part.Cell{Text: "—"})
		} else {
			row = append(row, part.Cell{Text: unit.Print(v.Value[i], v.Decimals+1)}, part.Cell{Text: slopes(v.Slope[i]), Tone: tone(v.Slope[i])},
				part.Cell{Text: curvatures(v.Curvature[i]), Tone: tone(v.Curvature[i])})
		}
		t.Rows = append(t.Rows, part.Row{Cells: append(row, part.Cell{Text: c.regimeName(r)})})
	}
	return t
}

// zoomTools moves the stretch in view without a pointer.
func (c *signals) zoomTools(line string) app.UI {
	return zoom{c.from, c.to, c.first, c.last}.tools(&c.w.Data, c.view.got == nil || len(c.view.got.Time) == 0, line, c.onZoom)
}

// fitFacts are how often each regime was, where windows began anew, and with
// what arithmetic.
func (c *signals) fitFacts(v *signal.View) app.UI {
	w := &c.w.Hedge
	counts := part.Table{ID: "regimes", Label: w.CountsTable, Caption: w.CountsTable, Compact: true,
		Columns: []part.Column{{Label: w.Regime}, {Label: w.Bars, Numeric: true}, {Label: w.Share, Numeric: true}}}
	n := &v.Count
	for i, k := range [...]int{n.None, n.Neutral, n.UpAccelerating, n.UpSlowing, n.DownAccelerating, n.DownSlowing} {
		share := 0.0
		if v.Bars > 0 {
			share = float64(k) / float64(v.Bars)
		}
		name := arrows[max(i-1, 0)] + c.words().Regimes[regimeNames[i]]
		counts.Rows = append(counts.Rows, part.Row{Cells: []part.Cell{{Text: name}, {Text: count(k)}, {Text: unit.PrintRate(unit.Rate(share), unit.Percent, 1)}}})
	}
	exact := w.Exact.With("kernel", v.Plan.Kernel, "spread", unit.Print(v.Plan.Spread, 0), "tick", unit.Shortest(v.Plan.Tick, unit.Plain, 0), "bound", unit.Print(v.Plan.Bound, 0))
	return part.Stack(
		part.More{ID: "more-regimes", Summary: w.Counts, Body: []app.UI{counts.Whole(), part.Note(part.Words(exact)...), c.remarks(v.Notes)}}.UI(),
		part.More{ID: "more-restarts", Summary: w.Restarts.With("n", count(v.Restarted)), Body: []app.UI{c.restarts(v)}}.UI())
}

// restarts lists where windows began anew.
func (c *signals) restarts(v *signal.View) app.UI {
	w := &c.w.Hedge
	t := part.Table{ID: "restarts", Label: w.RestartsTable, Wide: true, Columns: []part.Column{{Label: w.RestartTime}, {Label: w.Why},
		{Label: w.RestartBars, Numeric: true}, {Label: w.RestartReady, Numeric: true}}}
	for _, r := range v.Restarts {
		why := w.RestartWhys[r.Why]
		if why == "" {
			why = r.Why
		}
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: market.Stamp(int64(r.Time), c.daily())}, {Text: why}, {Text: count(r.Bars)}, {Text: count(r.Ready)}}})
	}
	body := []app.UI{t.Whole()}
	if more := v.Restarted - len(v.Restarts); more > 0 {
		body = append(body, part.Note(part.Words(w.RestartsMore.With("n", count(more)))...))
	}
	return part.Stack(body...)
}

// onSaveChart saves a chart: the button's name says which, its value as what.
func (c *signals) onSaveChart(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	id, kind := src.Get("name").String(), src.Get("value").String()
	name := c.fileStem() + "-" + id
	switch {
	case kind != "csv":
		saveChart(ctx, id+"-live", kind, name+"."+kind)
	case id == priceID:
		if c.view.got != nil {
			download(name+".csv", "text/csv;charset=utf-8", c.priceSheet(c.view.got).csv())
		}
	default:
		of := gains
		if id == drawdownID {
			of = falls
		}
		download(name+".csv", "text/csv;charset=utf-8", c.linesSheet(changed(c.portfolios(), of)).csv())
	}
}

// priceSheet is the chart of prices as a file: every point in view.
func (c *signals) priceSheet(v *signal.View) sheet {
	w, d := &c.w.Hedge, &c.w.Data
	var s sheet
	s.head(d.Time, d.RoleNames["open"], d.RoleNames["high"], d.RoleNames["low"], d.RoleNames["close"], w.Value, w.Slope, w.Curvature, w.Regime)
	start, end := inView(v.Time, c.from, c.to)
	for i := start; i <= end; i++ {
		r := signal.Regime(v.Regime[i])
		line := []cell{said(market.Stamp(int64(v.Time[i]), c.daily())), exact(v.Open[i]), exact(v.High[i]), exact(v.Low[i]), exact(v.Close[i])}
		if r == signal.None {
			line = append(line, said(""), said(""), said(""))
		} else {
			line = append(line, exact(v.Value[i]), exact(v.Slope[i]), exact(v.Curvature[i]))
		}
		s.add(append(line, said(c.regimeName(r)))...)
	}
	return s
}
