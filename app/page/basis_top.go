package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/study"
)

// basisFilesID is the id of the input that files are chosen with.
const basisFilesID = "basis-files"

// top is what is studied, and the answer in words; without data, what to do.
func (c *basisPage) top() app.UI {
	w := c.words()
	options := make([]part.Option, 0, 4)
	for _, p := range study.Products() {
		options = append(options, part.Option{Value: p, Label: p, Name: p + " " + c.w.Index[p], Off: c.ready && c.stockOf(p) == nil})
	}
	body := []app.UI{
		app.Div().Class("head").Body(
			part.Segmented{Name: "product", Label: w.Product, Value: c.product, Options: options, OnChange: c.onChoice}.UI(),
			c.tools(w.Export, !c.ready, c.onExport)),
		app.P().Class("print").Text(c.about()),
	}
	if !c.ready {
		body = append(body, c.emptyUI()...)
	} else {
		title, lead := c.headline()
		if title == "" {
			title = w.Title
			if c.history.asked() {
				title = w.Working.With("part", w.Parts["history"])
			}
		}
		body = append(body,
			part.Stack(app.H1().Attr("id", "verdict").Text(title), part.Lead(lead...)),
			slot(c.history.got != nil, func() app.UI { return part.Figures{Items: c.headFigures(), Equal: true, Stale: c.history.stale}.UI() }),
			c.measureUI())
	}
	body = append(body,
		stacked(c.w.Data.Jobs, append(c.jobs(func(*job) bool { return true }), c.slowUI()...)),
		stacked("", append(c.complaints(), c.troubles()...)),
		part.Announce("said", c.said))
	return app.Section().Class("answer").Attr("id", "answer").Attr("tabindex", "-1").Attr("aria-labelledby", "verdict").Body(body...)
}

// emptyUI is what the page is for, and where to put files.
func (c *basisPage) emptyUI() []app.UI {
	w := c.words()
	return []app.UI{part.Stack(app.H1().Attr("id", "verdict").Text(w.Title), part.Lead(part.Words(w.EmptyText)...)), c.drop(basisFilesID, "daily", false)}
}

// measureUI is which basis is studied, with what is changed less often folded.
func (c *basisPage) measureUI() app.UI {
	w, s := c.words(), c.stockOf(c.product)
	held := w.Range.With("from", s.first, "to", s.last, "n", strconv.Itoa(len(s.futures)))
	data := []app.UI{c.indexField(), c.columnField(c.product+besideValuation, w.Valuation, w.NoColumn, w.ValuationHint)}
	return app.Div().Class("stack", "dials").Body(
		c.grid("", "of value convention price"),
		app.Div().Class("under").Body(
			c.more("set-rank", w.Ranked, c.grid("rank.", "window since method truncate")),
			c.more("set-period", w.Period, c.grid("", "from to")),
			c.more("set-data", w.Files, part.Note(part.Words(c.product+c.w.Colon()+held)...),
				app.Div().Class("asks").Body(append(data, c.dividendFields()...)...),
				c.drop(basisFilesID, "daily", true))))
}

// dividendFields are how the dividends of the product's index are stated.
func (c *basisPage) dividendFields() []app.UI {
	w, at := c.words(), scenario.DividendPath(c.product)
	out := []app.UI{c.choiceField(at)}
	switch c.state.Text(at) {
	case scenario.DividendsYield:
		out = append(out, c.number(at+".yield"))
	case scenario.DividendsPoints:
		out = append(out, part.TextArea{ID: at + ".points", Label: w.Labels["dividends.points"], Text: c.state.Text(at + ".points"), Hint: w.PointsHint, Err: c.err(at + ".points"), Rows: 5,
			OnInput: c.onInput, OnBlur: c.onBlur}.UI())
	case scenario.DividendsFile:
		out = append(out, c.columnField(c.product+besideDividends, w.DividendColumn, w.NoColumn, ""))
	}
	return out
}

// about says what is studied, where choices are not seen.
func (c *basisPage) about() string {
	return c.words().About.With("product", c.product, "of", c.choice("of", c.state.Text("of")), "value", c.choice("value", c.state.Text("value")),
		"convention", c.choice("convention", c.state.Text("convention")))
}

// announcement is the answer for those who hear the page.
func (c *basisPage) announcement() string {
	if !c.ready {
		return c.words().Title
	}
	title, _ := c.headline()
	return title
}
