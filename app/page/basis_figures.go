package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// The figures of the basis page: each with a sentence that says it, a table of
// its numbers, and buttons that save it.

// figure is a chart with its table. The sheet is also what is saved as CSV.
type figure struct {
	name, caption, says string
	size                part.ChartSize
	plot                *part.Plot // drawn here; nil where a script draws
	legend              []part.LegendItem
	sheet               func() sheet
	gauge               gauge // of the columns of the sheet but the first
	plain               int   // columns of the sheet, from the right, that are counts or index points
}

// figureUI draws a chart with its legend and its table, which is made once for
// each answer.
func (c *basisPage) figureUI(f figure, of any) app.UI {
	d := &c.w.Data
	frame := part.ChartFigure{ID: chartOf(f.name), Label: f.says, Caption: f.caption, Size: f.size, TwinSummary: d.Twin,
		Save: d.Save, SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSaveFigure}
	if f.plot != nil {
		frame.Still = f.plot.Still()
	} else {
		frame.Live = liveOf(f.name)
	}
	if c.drawn.twins == nil {
		c.drawn.twins = map[string]twin{}
	}
	k, ok := c.drawn.twins[f.name]
	if !ok || k.of != of {
		s := f.sheet()
		k = twin{of, s, f.twin(s, d.Twin).HTML()}
		c.drawn.twins[f.name] = k
	}
	frame.Drawn = k.html
	return app.Div().Class("fig").Body(slot(len(f.legend) > 0, func() app.UI { return part.Legend(f.legend...) }), frame.UI())
}

// twin is the table of a chart with the answer it is of.
type twin struct {
	of    any
	sheet sheet
	html  string
}

// twin is the table beside a chart: about twinRows of its rows.
func (f figure) twin(s sheet, label string) part.Table {
	t := part.Table{ID: "twin-" + f.name, Label: label}
	if len(s.Lines) == 0 {
		return t
	}
	for i, h := range s.Lines[0] {
		t.Columns = append(t.Columns, part.Column{Label: h.text, Numeric: i > 0})
	}
	t.Wide = len(t.Columns) > 4
	rows := s.Lines[1:]
	step := max(len(rows)/twinRows, 1)
	for i := (len(rows) - 1) % step; i < len(rows); i += step { // the last one is among them
		var r part.Row
		for k, x := range rows[i] {
			text := x.text
			if x.number {
				v, _ := strconv.ParseFloat(x.text, 64) // it was written from one
				switch {
				case k == 0:
					text = unit.Shortest(v, unit.Plain, 0)
				case k >= len(rows[i])-f.plain:
					text = unit.Print(v, 0)
				default:
					text = f.gauge.print(v)
				}
			}
			r.Cells = append(r.Cells, part.Cell{Text: text})
		}
		t.Rows = append(t.Rows, r)
	}
	return t
}

// onSaveFigure saves a chart: the button's name says which, its value as what.
func (c *basisPage) onSaveFigure(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	id, kind := src.Get("name").String(), src.Get("value").String()
	for name, k := range c.drawn.twins {
		if chartOf(name) != id {
			continue
		}
		file := c.fileStem() + "-" + name + "." + kind
		if kind == "csv" {
			download(file, "text/csv;charset=utf-8", k.sheet.csv())
			return
		}
		at := id
		for _, x := range charts {
			if x.name == name {
				at = liveOf(name)
			}
		}
		saveChart(ctx, at, kind, file)
	}
}

// historyFigure is the history of the measure, and what its small marks are.
func (c *basisPage) historyFigure() []app.UI {
	h, w := c.history.got, &c.w.Plots
	chart := c.historyChart(h)
	low, high := ranged(h.Line)
	value, _ := lastOf(h.Line)
	g := chart.gauge
	first, last := dayBounds(h.Line)
	counts := 0
	for _, p := range chart.panes {
		counts += len(p.lines)
		if p.bars != nil {
			counts++
		}
	}
	says := w.HistorySays.With("product", h.Product, "measure", w.Values[h.Value], "first", first, "last", last, "value", g.print(value),
		"smooth", g.maybe(h.Today.Smooth), "low", g.print(low), "high", g.print(high))
	marks := ""
	if len(chart.ticks) > 0 {
		marks = w.Switches
	}
	if len(chart.marks) > 0 {
		marks += w.Numbered
	}
	return []app.UI{
		c.figureUI(figure{name: "history", says: says, size: part.ChartLarge, gauge: g, plain: counts, sheet: func() sheet { return chart.sheet(c.w.Hedge.Date) }}, h),
		slot(len(marks) > 0, func() app.UI { return part.Note(part.Words(marks)...) }),
	}
}

// dayBounds are the first and the last day of a series.
func dayBounds(s study.Series) (first, last string) {
	if n := len(s.Time); n > 0 {
		return stampDay(s.Time[0]), stampDay(s.Time[n-1])
	}
	return "—", "—"
}

// levelFigure is the histogram of a distribution.
func (c *basisPage) levelFigure(name string, r *study.Distribution) app.UI {
	w := &c.w.Plots
	g, measure := c.countedAs(r)
	plot := c.levelPlot(r)
	top := "—"
	most := 0
	for i, k := range r.Counts {
		if k > r.Counts[most] {
			most = i
		}
	}
	if len(r.Counts) > 0 {
		top = g.print(r.Edges[most]) + " – " + g.print(r.Edges[most+1])
	}
	says := w.LevelSays.With("measure", measure, "days", count(r.Summary.Count), "bins", count(len(r.Counts)), "top", top, "today", c.todaySays(r))
	return c.figureUI(figure{name: name + "-level", says: says, size: part.ChartSmall, plot: &plot, gauge: g, plain: 1, sheet: func() sheet {
		var s sheet
		s.head("#", w.From, w.To, w.Count)
		for i, k := range r.Counts {
			s.add(exact(float64(i+1)), exact(r.Edges[i]), exact(r.Edges[i+1]), exact(k))
		}
		return s
	}}, r)
}

// spreadFigure is the calendar spread day by day.
func (c *basisPage) spreadFigure() app.UI {
	r, w := c.spread.got, &c.w.Plots
	chart := c.seriesChart(r)
	value, _ := lastOf(r.Line)
	first, last := dayBounds(r.Line)
	_, measure := c.countedAs(r)
	return c.figureUI(figure{name: "spread-days", caption: w.Series, size: part.ChartNormal, gauge: chart.gauge, sheet: func() sheet { return chart.sheet(c.w.Hedge.Date) },
		says: w.SeriesSays.With("measure", measure, "first", first, "last", last, "value", chart.gauge.print(value))}, r)
}

// stagesFigure is the averaged measure with the stages shaded.
func (c *basisPage) stagesFigure() app.UI {
	r, w := c.stages.got, &c.w.Plots
	chart := c.stagesChart(r)
	first, last := dayBounds(r.Line)
	plain := 0
	if len(chart.panes) > 0 {
		plain = 1
	}
	return c.figureUI(figure{name: "stages", says: w.StagesSays.With("n", count(len(r.Stages)), "first", first, "last", last), gauge: chart.gauge, plain: plain,
		sheet: func() sheet { return chart.sheet(c.w.Hedge.Date) }}, r)
}

// bucketsFigure are the boxes of days of large moves and of others.
func (c *basisPage) bucketsFigure() app.UI {
	r, w := c.volatility.got, &c.w.Plots
	plot, g := c.bucketsPlot(r), gaugeOf(r.Measure)
	return c.figureUI(figure{name: "volatility", says: w.BucketsSays.With("large", count(r.Large.Count), "others", count(r.Others.Count)), size: part.ChartTiny, plot: &plot, gauge: g,
		caption: w.Box, sheet: func() sheet {
			var s sheet
			s.head(w.Group, w.Mean, "P10", "P25", w.Median, "P75", "P90")
			for _, row := range []struct {
				name string
				of   *study.Summary
			}{{w.Large.With("threshold", short(r.Threshold)), &r.Large}, {w.Others, &r.Others}, {w.Rises, &r.Rises}, {w.Falls, &r.Falls}} {
				x := row.of
				s.add(said(row.name), exactly(x.Mean), exactly(x.P10), exactly(x.P25), exactly(x.Median), exactly(x.P75), exactly(x.P90))
			}
			return s
		}}, r)
}

// seasonFigures are the months, the days of the year and the days to expiry.
func (c *basisPage) seasonFigures() []app.UI {
	r, w := c.seasonality.got, &c.w.Plots
	g := gaugeOf(r.Measure)
	band := w.Bands.With("low", strconv.Itoa(r.Low), "high", strconv.Itoa(100-r.Low))
	legend := []part.LegendItem{{Kind: "l1", Text: w.Mean}, {Kind: "q", Text: band}, {Kind: "ground", Text: w.Dividends}}
	months := c.monthsPlot(r)
	low, high := -1, -1
	for i, m := range r.Months {
		if x, ok := m.Summary.Mean.Get(); ok {
			if low < 0 || float64(x) < numberOf(r.Months[low].Summary.Mean) {
				low = i
			}
			if high < 0 || float64(x) > numberOf(r.Months[high].Summary.Mean) {
				high = i
			}
		}
	}
	says := w.MonthsSays.With("month", "—", "most", "—")
	if low >= 0 {
		says = w.MonthsSays.With("month", w.Months[low], "low", g.maybe(r.Months[low].Summary.Mean), "most", w.Months[high], "high", g.maybe(r.Months[high].Summary.Mean))
	}
	out := []app.UI{c.figureUI(figure{name: "months", says: says, size: part.ChartSmall, plot: &months, legend: legend, gauge: g, plain: 1, sheet: func() sheet {
		var s sheet
		s.head(w.Month, w.Mean, w.Lower, w.Upper, w.Count)
		for i, m := range r.Months {
			s.add(said(w.Months[i%12]), exactly(m.Summary.Mean), exactly(m.Lower), exactly(m.Upper), exact(float64(m.Summary.Count)))
		}
		return s
	}}, r)}
	season := func(name, caption, says, head string, legend []part.LegendItem, s *study.Season, plot part.Plot) app.UI {
		return c.figureUI(figure{name: name, caption: caption, says: says, size: part.ChartSmall, plot: &plot, legend: legend, gauge: g, plain: 1, sheet: func() sheet {
			var out sheet
			out.head(head, w.Mean, w.Lower, w.Upper, w.Count)
			for i, at := range s.Place {
				place := exact(at)
				if i < len(s.Label) {
					place = said(s.Label[i])
				}
				out.add(place, exact(s.Mean[i]), exact(s.Lower[i]), exact(s.Upper[i]), exact(s.Count[i]))
			}
			return out
		}}, r)
	}
	var year, expiry app.UI = nothing(), nothing()
	if len(r.Yearly.Place) > 0 {
		year = season("year", w.ByYear, w.YearSays.With("years", count(len(r.Years)), "days", count(len(r.Yearly.Place))), w.DayOfYear, legend, &r.Yearly, c.yearPlot(r))
	}
	if len(r.Expiry.Place) > 0 {
		expiry = season("expiry", w.ByExpiry, w.ExpirySays.With("days", count(len(r.Expiry.Place))), w.ToExpiry, legend[:2], &r.Expiry, c.expiryPlot(r))
	}
	return append(out, app.Div().Class("pair").Body(year, expiry))
}

// eventsFigure is the measure around events.
func (c *basisPage) eventsFigure() app.UI {
	r, w := c.events.got, &c.w.Plots
	plot, g := c.eventsPlot(r), gaugeOf(r.Measure)
	var legend []part.LegendItem
	if len(r.Events) <= len(lineLooks) {
		for i, e := range r.Events {
			name := e.Name
			if name == "" {
				name = e.Date.String()
			}
			legend = append(legend, part.LegendItem{Kind: lineLooks[i], Text: name})
		}
	}
	mean := w.MeanOf.With("n", count(len(r.Events)))
	if len(r.Events) != 1 {
		legend = append(legend, part.LegendItem{Kind: "mean", Text: mean})
	}
	legend = append(legend, part.LegendItem{Kind: "soft", Text: w.Placebo})
	return c.figureUI(figure{name: "events", says: w.EventsSays.With("n", count(len(r.Events)), "before", count(r.Before), "after", count(r.After)), size: part.ChartSmall, plot: &plot, legend: legend, gauge: g,
		sheet: func() sheet {
			var s sheet
			heads := []string{w.Offset}
			for _, e := range r.Events {
				heads = append(heads, e.Date.String()+" "+e.Name)
			}
			s.head(append(heads, mean, w.Lower, w.Upper)...)
			at := func(list []unit.Maybe[unit.Number], i int) cell {
				if i < len(list) {
					return exactly(list[i])
				}
				return said("")
			}
			for i, offset := range r.Offsets {
				row := []cell{exact(offset)}
				for _, e := range r.Events {
					row = append(row, at(e.Values, i))
				}
				s.add(append(row, at(r.Mean, i), at(r.Placebo.Lower, i), at(r.Placebo.Upper, i))...)
			}
			return s
		}}, r)
}

// driversFigure is what a usual move of each driver goes with.
func (c *basisPage) driversFigure() app.UI {
	r, w := c.drivers.got, &c.w.Plots
	plot := c.driversPlot(r)
	if len(plot.Y.Ticks) == 0 {
		return nothing()
	}
	return c.figureUI(figure{name: "drivers", caption: w.Effect + c.w.Stop() + w.EffectBar, says: w.DriversSays.With("n", count(len(plot.Y.Ticks))), size: part.ChartTiny, plot: &plot, gauge: gaugeOf(r.Measure),
		sheet: func() sheet {
			var s sheet
			s.head(w.Driver, w.Effect, w.Lower, w.Upper)
			bar, dot := plot.Layers[0], plot.Layers[1]
			for i := range dot.X {
				s.add(said(plot.Y.Ticks[i].Text), orNone(dot.X[i]), orNone(bar.X[i]), orNone(bar.X2[i]))
			}
			return s
		}}, r)
}

// orNone is a number that may be none.
func orNone(x float64) cell {
	if x != x {
		return said("")
	}
	return exact(x)
}
