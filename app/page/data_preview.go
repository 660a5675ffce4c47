package page

import (
	"context"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// preview is the chart and some rows of one series of the open file. The
// engine merges bars to as many points as the chart has room for; another
// stretch of time is asked for anew.
type preview struct {
	ref, symbol string
	view        *table.View // what was loaded: the stretch in view and a margin to move into
	from, to    float64     // the stretch in view, stamps
	first, last float64     // the whole series
	chartWhy    string      // why there is no chart
	rows        *table.Rows
	rowsWhy     string
	no          int // of the question, so that late answers are dropped
	cancel      context.CancelFunc
}

// Ids of the preview chart.
const (
	previewID   = "preview"
	previewLive = previewID + "-live"
)

// pageRows are the rows of one page of the table.
const pageRows = 12

// openPreview shows the open file: the series shown before, if it has it.
func (c *data) openPreview(ctx app.Context) {
	e := c.opened()
	if e == nil || e.Facts == nil || len(e.Facts.Series) == 0 {
		c.closePreview()
		return
	}
	symbol := e.Facts.Series[0].Symbol
	if c.preview.ref == e.Ref && slices.ContainsFunc(e.Facts.Series, func(s table.Series) bool { return s.Symbol == c.preview.symbol }) {
		symbol = c.preview.symbol
	}
	c.watch(ctx, e.Ref, symbol)
}

// watch shows a series from its beginning to its end.
func (c *data) watch(ctx app.Context, ref, symbol string) {
	no := c.preview.no
	if c.preview.cancel != nil {
		c.preview.cancel()
	}
	same := c.preview.ref == ref
	kept := c.preview
	c.preview = preview{ref: ref, symbol: symbol, no: no}
	if same { // until the answer is there the page keeps its shape
		c.preview.view, c.preview.rows = kept.view, kept.rows
	}
	c.look(ctx, 0, 0, 0)
	c.turn(ctx, 0)
}

func (c *data) closePreview() {
	if c.preview.cancel != nil {
		c.preview.cancel()
	}
	c.preview = preview{no: c.preview.no + 1}
	disposeChart(previewLive)
}

func (c *data) onSeries(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	e := c.opened()
	if i, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil && e != nil && e.Facts != nil && i < len(e.Facts.Series) {
		c.watch(ctx, e.Ref, e.Facts.Series[i].Symbol)
	}
}

// source names the series shown.
func (p *preview) source() market.Source { return market.Source{Ref: p.ref, Symbol: p.symbol} }

// look asks for the bars from one stamp to another, or for all where both are
// 0. The stretch asked for has half its length more on both sides, to be moved
// into at once. Where a step led to hours without bars, such as a night, toward
// says which way to look further.
func (c *data) look(ctx app.Context, from, to float64, toward int) {
	if app.IsServer {
		return
	}
	c.preview.no++
	if c.preview.cancel != nil {
		c.preview.cancel()
	}
	no, in, points := c.preview.no, table.ViewInput{Source: c.preview.source()}, c.points()
	first, last := c.preview.first, c.preview.last
	in.Points = points
	work, cancel := context.WithCancel(context.Background())
	c.preview.cancel = cancel
	ctx = c.lasting(ctx)
	ctx.Async(func() {
		defer cancel()
		view, err := table.View{}, error(nil)
		for reach := to - from; ; reach *= 2 {
			if to > 0 {
				in.Points = 2 * points
				in.From, in.To = max(from-(to-from)/2, first), min(to+(to-from)/2, last)
			}
			view, err = inquire(work, table.ViewKey, in)
			if err != nil || toward == 0 || from <= first || to >= last || pointsIn(view.Time, from, to) >= 2 {
				break
			}
			if toward < 0 {
				from = max(from-reach, first)
			} else {
				to = min(to+reach, last)
			}
		}
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			if no == c.preview.no {
				c.seen(ctx, view, err, from, to)
			}
		})
	})
}

// seen takes over the answer of look.
func (c *data) seen(ctx app.Context, view table.View, err error, from, to float64) {
	p := &c.preview
	p.cancel = nil
	if err != nil {
		if fault.From(err).Code != fault.Canceled {
			p.chartWhy = c.why(err)
		}
		return
	}
	p.chartWhy = ""
	if n := len(view.Time); n > 0 && to == 0 {
		p.first, p.last = view.Time[0], view.Time[n-1]
		from, to = p.first, p.last
	}
	p.view, p.from, p.to = &view, from, to
	ctx.Defer(func(ctx app.Context) { c.drawPreview(ctx) })
}

// points is how many candles fit the chart.
func (c *data) points() int {
	if at := app.Window().GetElementByID(previewID); at.Truthy() {
		return min(max(at.Get("clientWidth").Int()/3, 120), 800)
	}
	return 400
}

// zoomed follows a movement of the hand in the chart.
func (c *data) zoomed(ctx app.Context, from, to float64) {
	defer c.recovered(ctx)
	p := &c.preview
	if p.view == nil || from >= to || from == p.from && to == p.to {
		ctx.PreventUpdate()
		return
	}
	if from <= p.view.Time[0] && to >= p.view.Time[len(p.view.Time)-1] { // everything loaded is in view: show what is around it
		from, to = max(from-(to-from)/2, p.first), min(to+(to-from)/2, p.last)
	}
	c.look(ctx, from, to, 0)
}

// onZoom takes the buttons below the chart.
func (c *data) onZoom(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	p := &c.preview
	if p.view == nil || len(p.view.Time) == 0 {
		return
	}
	value := ctx.JSSrc().Get("value").String()
	if value == "all" { // the whole of it, with the points of one screen
		c.look(ctx, 0, 0, 0)
		return
	}
	z := zoom{p.from, p.to, p.first, p.last}
	if from, to, lean, ok := z.by(value, pointsIn(p.view.Time, p.from, p.to)); ok {
		c.look(ctx, from, to, lean)
	}
}

// turn asks for the rows from one on; a negative from counts from the end.
func (c *data) turn(ctx app.Context, from int) {
	if app.IsServer {
		return
	}
	ctx = c.lasting(ctx)
	in, ref, symbol := table.RowsInput{Source: c.preview.source(), From: from, Count: pageRows}, c.preview.ref, c.preview.symbol
	ctx.Async(func() {
		rows, err := inquire(context.Background(), table.RowsKey, in)
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			if ref != c.preview.ref || symbol != c.preview.symbol {
				return
			}
			if err != nil {
				c.preview.rowsWhy = c.why(err)
				return
			}
			c.preview.rows, c.preview.rowsWhy = &rows, ""
		})
	})
}

func (c *data) onTurn(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	r := c.preview.rows
	if r == nil {
		return
	}
	switch ctx.JSSrc().Get("value").String() {
	case "first":
		c.turn(ctx, 0)
	case "previous":
		c.turn(ctx, max(r.From-pageRows, 0))
	case "next":
		c.turn(ctx, r.From+pageRows)
	case "last":
		c.turn(ctx, -pageRows)
	}
}

// drawPreview puts the stretch in view into the chart.
func (c *data) drawPreview(ctx app.Context) {
	p := &c.preview
	if c.shown && p.view != nil && len(p.view.Time) > 0 {
		drawChart(ctx, previewLive, barsChart(*p.view, p.from, p.to, c.chartWords()))
	}
}

// onSaveChart saves the preview: value is the kind of file.
func (c *data) onSaveChart(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	p := &c.preview
	if p.view == nil {
		return
	}
	name := "fairbasis-" + fileName(c.seriesName(p.symbol))
	switch kind := ctx.JSSrc().Get("value").String(); kind {
	case "csv":
		download(name+".csv", "text/csv;charset=utf-8", c.viewSheet(*p.view, p.from, p.to).csv())
	case "png", "svg":
		saveChart(ctx, previewLive, kind, name+"."+kind)
	}
}

// chartPanel is the chart of the series shown.
func (c *data) chartPanel() app.UI {
	w, p, e := c.words(), &c.preview, c.opened()
	panel := part.Panel{ID: "chart-title", Title: w.Chart}
	says, line, twin := w.Chart, "", part.Table{ID: "preview-table", Label: w.Twin}
	if v := p.view; v != nil && len(v.Time) > 0 {
		daily := v.Minutes == market.Daily
		low, high := extremes(*v, p.from, p.to)
		first, last := market.Stamp(int64(p.from), daily), market.Stamp(int64(p.to), daily)
		bars := count(v.Bars)
		if p.from > p.first || p.to < p.last { // the view reaches further than what is shown of it
			bars = count(pointsIn(v.Time, p.from, p.to) * max(v.Merged, 1))
			if v.Merged > 1 {
				bars = "≈ " + bars
			}
		}
		says = w.ChartSays.With("symbol", c.seriesName(v.Symbol), "bars", bars, "first", first, "last", last,
			"low", unit.Print(low, v.Decimals), "high", unit.Print(high, v.Decimals))
		line = w.ChartLine.With("first", first, "last", last, "bars", bars)
		if v.Merged > 1 {
			line += " · " + w.Merged.With("n", count(v.Merged))
		}
		twin = c.viewTable(*v, p.from, p.to)
	}
	tools := zoom{p.from, p.to, p.first, p.last}.tools(w, p.view == nil || len(p.view.Time) == 0, line, c.onZoom)
	if len(e.Facts.Series) == 1 {
		panel.Note = c.seriesName(p.symbol)
	} else {
		panel.Side = []app.UI{c.seriesSelect(e)}
	}
	panel.Body = []app.UI{
		slot(p.chartWhy != "", func() app.UI {
			return part.Notice{Kind: part.NoticeErr, Text: part.Words(w.NoChart.With("why", p.chartWhy))}.UI()
		}),
		part.ChartFigure{ID: previewID, Label: says, Live: previewLive, Twin: &twin, TwinSummary: w.Twin, Save: w.Save,
			SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSaveChart}.UI(),
		tools,
	}
	return panel.UI()
}

// seriesSelect chooses the series shown.
func (c *data) seriesSelect(e *library.Entry) app.UI {
	options := make([]part.Option, 0, len(e.Facts.Series))
	at := ""
	for i, s := range e.Facts.Series {
		options = append(options, part.Option{Value: strconv.Itoa(i), Label: c.seriesName(s.Symbol)})
		if s.Symbol == c.preview.symbol {
			at = strconv.Itoa(i)
		}
	}
	return part.Select{ID: "preview-series", Label: c.words().PreviewOf, Hide: true, Value: at, Options: options, OnChange: c.onSeries}.UI()
}

// rowsPanel is a page of the bars as they were read.
func (c *data) rowsPanel() app.UI {
	w, r := c.words(), c.preview.rows
	if r == nil {
		body := []app.UI{}
		if c.preview.rowsWhy != "" {
			body = append(body, part.Note(part.Words(c.preview.rowsWhy)...))
		}
		return part.Panel{ID: "rows-title", Title: w.Table, Body: body}.UI()
	}
	t := part.Table{ID: "rows", Label: w.TableOf}
	for i, name := range r.Columns {
		label := w.RoleNames[name]
		if i == 0 {
			label = w.Time
		} else if label == "" {
			label = name
		}
		t.Columns = append(t.Columns, part.Column{Label: label, Numeric: i > 0})
	}
	t.Columns = append(t.Columns, part.Column{Label: w.Row, Numeric: true})
	for i, cells := range r.Cells {
		row := part.Row{}
		for _, s := range cells {
			if s == "" {
				s = "—"
			}
			row.Cells = append(row.Cells, part.Cell{Text: s})
		}
		line := part.Cell{Tone: part.Muted}
		if i < len(r.Row) {
			line.Text = strconv.Itoa(r.Row[i])
		}
		t.Rows = append(t.Rows, part.Row{Cells: append(row.Cells, line)})
	}
	end := r.From+len(r.Cells) >= r.Total
	tools := app.Div().Class("row").Body(
		part.Button{Name: "turn", Value: "first", Text: w.FirstPage, Off: r.From == 0, OnClick: c.onTurn}.UI(),
		part.Button{Name: "turn", Value: "previous", Text: w.PreviousPage, Off: r.From == 0, OnClick: c.onTurn}.UI(),
		part.Button{Name: "turn", Value: "next", Text: w.NextPage, Off: end, OnClick: c.onTurn}.UI(),
		part.Button{Name: "turn", Value: "last", Text: w.LastPage, Off: end, OnClick: c.onTurn}.UI())
	return part.Panel{ID: "rows-title", Title: w.Table,
		Note: w.Page.With("from", count(min(r.From+1, r.Total)), "to", count(r.From+len(r.Cells)), "total", count(r.Total)),
		Body: []app.UI{t.UI(), tools}}.UI()
}
