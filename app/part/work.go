package part

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Empty stands where something could be: what is missing, what it would give,
// and how to get it.
type Empty struct {
	Title, Text string
	Actions     []Button // the first may be Go
}

// UI draws the empty state under a blank strip.
func (e Empty) UI() app.UI {
	actions := make([]app.UI, 0, len(e.Actions))
	for _, b := range e.Actions {
		actions = append(actions, b.UI())
	}
	return app.Div().Class("empty").Body(
		app.Raw(`<svg class="blank" viewBox="0 0 192 48" aria-hidden="true"><rect class="m1" y="20" width="192" height="8" rx="2"/><rect class="m2" x="44" y="20" width="96" height="8"/><path class="m4" d="M70 8h12l-6 10z"/></svg>`),
		app.Strong().Text(e.Title), app.P().Text(e.Text), app.Div().Class("row").Body(actions...))
}

// Job is work in progress: shown after 300 ms, always with a count.
type Job struct {
	ID          string
	Text        string // what, and how far: "18 / 40"
	Detail      string // small, behind the text: "3.1 MB of 24 MB, 60 MB/s"
	Label       string // accessible name of the bar
	Done, Total int
	Cancel      string // words of the button
	CancelLabel string // its accessible name where there are several jobs
	Value       string // of the button, read back through ctx.JSSrc()
	OnCancel    app.EventHandler
}

// UI draws the job.
func (j Job) UI() app.UI {
	return app.Div().Class("job").Attr("id", j.ID).Body(
		app.Div().Body(app.Span().Text(j.Text), app.If(j.Detail != "", func() app.UI { return app.Small().Text(j.Detail) })),
		app.If(j.Cancel != "", func() app.UI {
			return Button{Text: j.Cancel, Label: j.CancelLabel, Value: j.Value, Icon: Close, OnClick: j.OnCancel}.UI()
		}),
		app.Progress().Attr("max", strconv.Itoa(max(j.Total, 1))).Attr("value", strconv.Itoa(min(max(j.Done, 0), max(j.Total, 1)))).Attr("aria-label", j.Label))
}

// Drop is the place to drop files, with a button to choose them. Both are
// listened for outside of the page program (see package library), which also
// marks the place while files hover.
type Drop struct {
	ID      string // of the file input
	Name    string // its accessible name
	Title   string
	Text    string
	Choose  string // words of the button
	Accept  string // file types, e.g. ".csv,.xlsx"
	Go      bool   // the button is the filled one
	Small   bool   // without its icon and text: where there are files already
	Actions []Button
	Note    string // below the buttons
}

// UI draws the place.
func (d Drop) UI() app.UI {
	in := app.Input()
	in.Attr("id", d.ID).Attr("type", "file").Class("vh").Attr("accept", d.Accept).Attr("multiple", "true").Attr("aria-label", d.Name)
	row := []app.UI{in, app.Label().Class("btn", when(d.Go, "go")).Attr("for", d.ID).Text(d.Choose)}
	for _, b := range d.Actions {
		row = append(row, b.UI())
	}
	return app.Div().Class("drop", when(d.Small, "less")).Attr("data-drop", "true").Body(Icon(Upload), app.Strong().Text(d.Title), small(d.Text),
		app.Div().Class("row").Body(row...), small(d.Note))
}

// ChartSize is the height of a chart, fixed before it is drawn.
type ChartSize string

// The heights: 11, 14, 20 and 34 rem.
const (
	ChartTiny   ChartSize = "xs"
	ChartSmall  ChartSize = "s"
	ChartNormal ChartSize = ""
	ChartLarge  ChartSize = "l"
)

// ChartFigure is the frame of a chart: the surface a script draws on, its
// description, the same numbers as a table, and buttons that save it. The
// buttons carry the chart's ID as name and "png", "svg" or "csv" as value.
type ChartFigure struct {
	ID          string
	Label       string // what is shown, in a sentence
	Caption     string // shown above
	Size        ChartSize
	Still       string // SVG drawn until the script has drawn: stands in the page, on paper, and where the script is missing
	Live        string // id of the element the script draws into; the surface itself when empty
	Twin        *Table // of texts alone
	Drawn       string // instead of Twin: its HTML, for a table that is kept
	TwinSummary string
	Save        string // accessible name of the buttons, e.g. "Save chart as"
	SaveKinds   []string
	OnSave      app.EventHandler
}

// UI draws the frame.
func (c ChartFigure) UI() app.UI {
	class := "chart"
	if c.Size != "" {
		class += " " + string(c.Size)
	}
	saves := make([]app.UI, 0, len(c.SaveKinds))
	for _, k := range c.SaveKinds {
		saves = append(saves, Button{Text: upper(k), Name: c.ID, Value: k, Label: c.Save + " " + upper(k), Kind: Bare, OnClick: c.OnSave}.UI())
	}
	return app.Figure().Class("fig").Body(
		app.If(c.Caption != "", func() app.UI { return app.FigCaption().Class("small").Text(c.Caption) }),
		app.Div().Class(class).Attr("id", c.ID).Attr("role", "img").Attr("aria-label", c.Label).Body(
			app.If(c.Still != "", func() app.UI { return app.Raw(c.Still) }),
			app.If(c.Live != "", func() app.UI { return app.Div().Class("live").Attr("id", c.Live) })),
		app.Div().Class("under").Body(
			app.If(c.Twin != nil || c.Drawn != "", func() app.UI {
				twin := c.Drawn
				if twin == "" {
					twin = c.Twin.HTML()
				}
				return app.Details().Class("more").Body(app.Summary().Text(c.TwinSummary), app.Div().Class("stack").Body(app.Raw(twin)))
			}),
			app.Div().Class("tools", "save").Body(saves...)))
}

func upper(s string) string {
	b := []byte(s)
	for i, c := range b {
		if c >= 'a' && c <= 'z' {
			b[i] = c - 'a' + 'A'
		}
	}
	return string(b)
}

// Percentile is a mark on a line from 0 to 100 with the middle half as a box;
// the number stands beside it.
type Percentile struct{ At float64 }

// UI draws the line.
func (p Percentile) UI() app.UI {
	return svg("svg", "pctl").Attr("aria-hidden", "true").Body(
		svg("line", "").Attr("x1", "0").Attr("x2", "100%").Attr("y1", "6").Attr("y2", "6"),
		svg("rect", "").Attr("x", "25%").Attr("width", "50%").Attr("y", "3").Attr("height", "6"),
		svg("circle", "").Attr("cx", percent(min(max(p.At, 0), 100))).Attr("cy", "6").Attr("r", "4"))
}
