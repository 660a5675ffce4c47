package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
)

// basisDrawing is what the panels keep between two draws.
type basisDrawing struct {
	written map[string]*written // by part
	twins   map[string]twin     // by chart
}

// charts are the charts of the page that a script draws, and the part of the
// page each is in.
var charts = [...]struct{ name, part string }{{"history", "history"}, {"spread-days", "spread"}, {"stages", "stages"}}

// startDrawing listens for what charts say; in a browser, when the page is there.
func (c *basisPage) startDrawing(app.Context) {}

// stopDrawing lets go of the charts.
func (c *basisPage) stopDrawing() {
	for _, x := range charts {
		disposeChart(liveOf(x.name))
	}
}

// drawAgain has the chart of a part drawn anew, where it has one: it was answered.
func (c *basisPage) drawAgain(name string) {
	for _, x := range charts {
		if x.part == name {
			c.isles.due(name)
		}
	}
}

// panels are the results in their order, each with its fields.
func (c *basisPage) panels() []app.UI {
	if !c.ready {
		return []app.UI{nothing()}
	}
	return []app.UI{
		c.place("overview", nil), c.place("history", c.drawHistory),
		part.Columns{Left: []app.UI{c.place("basis", nil)}, Right: []app.UI{c.place("spread", c.drawSpread)}}.UI(),
		c.place("stages", c.drawStages), c.place("volatility", nil), c.place("seasonality", nil),
		c.place("events", nil), c.place("drivers", nil),
		c.reportPanel(),
	}
}

// place is a part of the page: its fields, which follow the hand, and its
// results, drawn when their turn comes. One that is not of the report is not
// printed.
func (c *basisPage) place(name string, chart func(app.Context)) app.UI {
	class := ""
	if !c.printed(name) {
		class = "unprinted"
	}
	return app.Div().Class("slot", class).Body(
		app.Section().Class("panel", "study").Attr("aria-labelledby", panelID(name)).Body(
			app.Div().Class("head").Body(app.H2().Attr("id", panelID(name)).Text(c.words().Parts[name])),
			slot(true, func() app.UI { return c.fields(name) }),
			slot(true, func() app.UI {
				return c.isles.island(name, func() any { return c.shows(name) }, func() app.UI { return c.results(name) }, chart)
			})))
}

// shows is what the results of a part depend on.
func (c *basisPage) shows(name string) [5]any {
	stale := false
	for _, s := range c.sections() {
		if s.part == name {
			stale = s.stale
		}
	}
	return [5]any{c.answerOf(name), stale, c.answerOf(name) == nil && c.under(name), c.answerOf("history"), c.printed("history")}
}

// under reports whether a part is being computed.
func (c *basisPage) under(name string) bool {
	for _, s := range c.sections() {
		if s.part == name {
			return s.asked()
		}
	}
	return false
}

// answerOf is the answer of a part; nil while there is none.
func (c *basisPage) answerOf(name string) any {
	if s := c.sheets[name]; s != nil {
		return s
	}
	return nil
}

// results are the sentences, charts and tables of a part.
func (c *basisPage) results(name string) app.UI {
	k := c.writes(name)
	if k == nil {
		asking := ""
		if c.under(name) {
			asking = c.w.Plots.Asking
		}
		return app.Div().Class("fig").Body(part.Note(part.Words(asking)...))
	}
	body := []app.UI{part.Note(part.Words(k.about)...), c.leads(k), c.figures(name)}
	body = append(body, app.Div().Class("fig").Body(c.tables(k)...), c.warnings(name, k), c.definitions(name, k))
	return greyed(c.shows(name)[1] == true, body...)[0]
}

// leads are what the numbers say, a sentence each.
func (c *basisPage) leads(k *written) app.UI {
	var out []app.UI
	for _, s := range k.lead {
		out = append(out, part.Lead(runs(s)...))
	}
	return slot(len(out) > 0, func() app.UI { return app.Div().Class("said").Body(out...) })
}

// figures are the charts of a part.
func (c *basisPage) figures(name string) app.UI {
	var out []app.UI
	switch name {
	case "history":
		out = c.historyFigure()
	case "basis":
		out = []app.UI{c.levelFigure(name, c.level.got)}
	case "spread":
		out = []app.UI{c.levelFigure(name, c.spread.got), c.spreadFigure()}
	case "stages":
		out = []app.UI{c.stagesFigure()}
	case "volatility":
		out = []app.UI{c.bucketsFigure()}
	case "seasonality":
		out = c.seasonFigures()
	case "events":
		out = []app.UI{c.eventsFigure()}
	case "drivers":
		out = []app.UI{c.driversFigure()}
	}
	return app.Div().Class("slot").Body(out...)
}

// printed reports whether a part belongs to the report, on paper as in files.
func (c *basisPage) printed(name string) bool { return c.state.Is("report."+name, "true") }
