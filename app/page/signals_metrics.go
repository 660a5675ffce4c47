package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/unit"
)

// published are the figures of one portfolio as report 001 printed them, in
// per cent but for the Sharpe ratio: charts 19 to 21, 2018-08-01 to 2024-09-13.
type published struct {
	product string
	execute bool
	figures [7]string // cumulative, annualised, volatility, Sharpe, drawdown, week, year
}

var report001 = [...]published{
	{"IC", false, [...]string{"−28.27%", "−5.47%", "3.35%", "−2.53", "28.58%", "+0.09%", "−3.30%"}},
	{"IC", true, [...]string{"−20.13%", "−3.74%", "7.89%", "−0.85", "23.91%", "−0.08%", "−7.56%"}},
	{"IF", false, [...]string{"−12.04%", "−2.15%", "2.68%", "−1.92", "12.73%", "+0.08%", "−1.98%"}},
	{"IF", true, [...]string{"−3.30%", "−0.57%", "6.67%", "−0.53", "24.21%", "+0.12%", "−9.59%"}},
	{"IH", false, [...]string{"−10.49%", "−1.86%", "2.67%", "−1.82", "11.66%", "+0.09%", "−2.35%"}},
	{"IH", true, [...]string{"−9.04%", "−1.59%", "6.99%", "−0.66", "23.59%", "+0.04%", "−8.28%"}},
}

func (c *signals) metricsColumns() []part.Column {
	w := &c.w.Hedge
	return []part.Column{{Label: w.Portfolio}, {Label: w.Cumulative, Second: w.Annualised, Numeric: true}, {Label: w.Volatility, Numeric: true}, {Label: w.Sharpe, Numeric: true},
		{Label: w.Drawdown, Numeric: true}, {Label: w.Week, Second: w.Year, Numeric: true}}
}

// publishedTable is the table of the report.
func (c *signals) publishedTable() part.Table {
	t := part.Table{ID: "published", Label: c.w.Hedge.PublishedTable, Wide: true, Columns: c.metricsColumns()}
	for _, p := range report001 {
		t.Rows = append(t.Rows, publishedRow(p, part.Cell{Text: p.product + " " + c.kindName(p.execute)}))
	}
	return t
}

func publishedRow(p published, name part.Cell) part.Row {
	f := &p.figures
	return part.Row{Cells: []part.Cell{name, {Text: f[0], Second: f[1]}, {Text: f[2]}, {Text: f[3]}, {Text: f[4]}, {Text: f[5], Second: f[6]}}}
}

func (c *signals) kindName(execute bool) string {
	if execute {
		return c.w.Hedge.Execute
	}
	return c.w.Hedge.Passive
}

// metricsPanel is what the portfolios did, beside what report 001 published.
// Without data it is the report's table alone.
func (c *signals) metricsPanel() app.UI {
	w, t := &c.w.Hedge, c.test.got
	if t == nil {
		body := []app.UI{c.publishedTable().Whole(), part.Note(part.Words(w.DefinitionsPublished)...), part.Note(part.Words(w.PublishedSource)...)}
		if c.ready {
			body = greyed(true, body...)
		}
		return part.Panel{ID: "metrics-title", Title: w.MetricsTitle, Note: w.Published, Body: body}.UI()
	}
	table := part.Table{ID: "metrics", Label: w.MetricsTable, Wide: true, Columns: c.metricsColumns()}
	fell := part.Facts{}
	for _, m := range []struct {
		name string
		of   *hedge.Metrics
	}{{w.Execute, t.Execute}, {w.Passive, t.Passive}, {w.Overlay, &t.Overlay}} {
		if m.of != nil {
			table.Rows = append(table.Rows, c.metricsRow(m.name, m.of))
			fell.Items = append(fell.Items, part.Fact{Label: w.Drawdown + c.w.Colon() + m.name, Value: c.fell(m.of)})
		}
	}
	known := false
	for _, p := range report001 {
		if p.product == t.Product && t.Execute != nil {
			known = true
			table.Rows = append(table.Rows, publishedRow(p, part.Cell{Text: c.kindName(p.execute), Second: w.PublishedTag}))
		}
	}
	body := []app.UI{table.Whole(), fell.UI()}
	if t.Execute == nil {
		body = append(body, part.Note(part.Words(w.NoIndex)...))
	}
	definitions := w.Definitions.With("days", count(t.Days), "rate", short(c.input.RiskFree))
	if known {
		definitions += " " + w.PublishedTag + c.w.Colon() + w.PublishedSource
	}
	body = append(body, part.Note(part.Words(definitions)...),
		part.More{ID: "more-published", Summary: w.PublishedWhole, Body: []app.UI{c.publishedTable().Whole(), part.Note(part.Words(w.PublishedSource)...)}}.UI(),
		c.remarks(t.Notes))
	return part.Panel{ID: "metrics-title", Title: w.MetricsTitle, Note: w.MetricsNote.With("first", t.First, "last", t.Last, "days", count(t.Days)),
		Body: greyed(c.test.stale, body...)}.UI()
}

func (c *signals) metricsRow(name string, m *hedge.Metrics) part.Row {
	total := returned(m.Cumulative)
	if a, ok := m.Annualised.Get(); ok {
		total.Second, total.Tone2 = signedPercent(a), tone(a)
	} else {
		total.Second, total.Tone2 = c.w.Undefined+c.w.Colon()+c.w.Why(m.Annualised.Why()), part.Muted
	}
	week := returned(m.Week)
	week.Second, week.Tone2 = signedPercent(m.Year), tone(m.Year)
	return part.Row{Cells: []part.Cell{{Text: name, Strong: true}, total, c.perhaps(m.Volatility, percent[unit.Rate]), c.perhaps(m.Sharpe, points[unit.Rate]), {Text: percent(m.Drawdown)}, week}}
}

// fell says when a portfolio fell furthest and whether it made up for it.
func (c *signals) fell(m *hedge.Metrics) string {
	w := &c.w.Hedge
	if m.Trough == "" {
		return "—"
	}
	then := w.NotRecovered
	if m.Recovered != "" {
		then = w.Recovered.With("day", m.Recovered)
	}
	return w.FellFrom.With("peak", m.Peak, "trough", m.Trough, "then", then)
}

// returned is a return in the colour of its sign.
func returned(r unit.Rate) part.Cell { return part.Cell{Text: signedPercent(r), Tone: tone(r)} }

// perhaps is a value, or why there is none.
func (c *signals) perhaps(m unit.Maybe[unit.Rate], print func(unit.Rate) string) part.Cell {
	if v, ok := m.Get(); ok {
		return part.Cell{Text: print(v)}
	}
	return part.Cell{Text: c.w.Undefined, Tone: part.Muted, Second: c.w.Why(m.Why()), Tone2: part.Muted}
}

// remarks are what a reader of the figures must know.
func (c *signals) remarks(notes []fault.Field) app.UI {
	return slot(len(notes) > 0, func() app.UI {
		items := make([]app.UI, 0, len(notes))
		for _, n := range notes {
			items = append(items, app.Li().Class("small").Text(c.w.Fault(n)))
		}
		return app.Ul().Attr("aria-label", c.w.Hedge.Notes).Body(items...)
	})
}
