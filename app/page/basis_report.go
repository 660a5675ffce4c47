package page

import (
	"context"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/library"
	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
)

// weeklyParts are the parts of the weekly report.
var weeklyParts = []string{"overview", "history", "spread"}

// reportPanel is the choice of the parts of the report, and its files.
func (c *basisPage) reportPanel() app.UI {
	w := c.words()
	none := len(c.reading.Report) == 0
	save := func(name, as string, off bool) app.UI {
		text := strings.ToUpper(as)
		if as == "md" {
			text = "Markdown"
		}
		title := w.Report
		if name == "weekly" {
			title = w.Weekly
		}
		return part.Button{ID: name + "-" + as, Name: name, Value: as, Text: text, Label: w.SaveAs.With("part", title, "as", text), Icon: part.Download, Off: off || !c.ready, OnClick: c.onReport}.UI()
	}
	return app.Div().Class("slot", "dials").Body(part.Panel{ID: "report-title", Title: w.Report, Note: w.ReportNote, Body: []app.UI{
		part.Group{Legend: w.ReportParts, Body: []app.UI{c.grid("report.", strings.Join(scenario.BasisParts(), " "))}}.UI(),
		slot(none, func() app.UI { return part.Note(part.Words(w.ReportEmpty)...) }),
		part.Beside(save("report", "md", none), save("report", "csv", none), save("report", "xlsx", none),
			part.Button{ID: "report-print", Text: c.w.Answer.Print, Icon: part.Print, Off: none || !c.ready, OnClick: c.onPrint}.UI()),
		part.Group{Legend: w.Weekly, Body: []app.UI{part.Note(part.Words(w.WeeklyAll)...),
			part.Beside(save("weekly", "md", false), save("weekly", "csv", false), save("weekly", "xlsx", false))}}.UI(),
	}}.UI())
}

// lang is the language of a report: that of the page.
func (c *basisPage) lang() string {
	lang, _, _ := strings.Cut(c.w.Lang, "-")
	return lang
}

// paper is a report of some parts of the page.
func (c *basisPage) paper(parts []string) study.PaperInput {
	in := &c.input
	out := study.PaperInput{Lang: c.lang()}
	for _, name := range parts {
		switch name {
		case "overview":
			out.Overview = &in.overview
		case "history":
			out.History = &in.history
		case "basis":
			out.Distribution = append(out.Distribution, in.level)
		case "spread":
			out.Distribution = append(out.Distribution, in.spread)
		case "stages":
			out.Stages = &in.stages
		case "volatility":
			out.Volatility = &in.volatility
		case "seasonality":
			out.Seasonality = &in.seasonality
		case "events":
			out.Events = &in.events
		case "drivers":
			out.Drivers = &in.drivers
		}
	}
	return out
}

// save has the analyst make a report and hands it out; name is said meanwhile.
func (c *basisPage) save(ctx app.Context, name string, in study.PaperInput) {
	c.document(ctx, &library.Entry{Name: name}, func(work context.Context) (op.File, error) {
		out, err := inquire(work, study.PaperKey, in)
		if err != nil {
			return op.File{}, err
		}
		if out.File == nil {
			return op.File{}, fault.New(fault.Internal, "%s: the report has no file", in.As)
		}
		return *out.File, nil
	})
}

// onExport goes to the report.
func (c *basisPage) onExport(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	focus("report-md")
}

// onReport saves a report: the button's name says which, its value as what.
func (c *basisPage) onReport(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	parts, name := c.reading.Report, c.words().Report
	if src.Get("name").String() == "weekly" {
		parts, name = weeklyParts, c.words().Weekly
	}
	in := c.paper(parts)
	in.As = src.Get("value").String()
	c.save(ctx, name, in)
}

// onSaveTable saves a table: the button's name is its id on the page, its value
// as what. A workbook holds all tables of the part.
func (c *basisPage) onSaveTable(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	id := src.Get("name").String()
	parts := scenario.BasisParts()
	i := slices.IndexFunc(parts, func(name string) bool { return strings.HasPrefix(id, name) })
	if i < 0 {
		return
	}
	in := c.paper(parts[i : i+1])
	if in.As = src.Get("value").String(); in.As == "csv" {
		in.Table = strings.TrimPrefix(id, parts[i]+"-")
	}
	c.save(ctx, c.words().Parts[parts[i]], in)
}

// fileStem names files after the product.
func (c *basisPage) fileStem() string {
	return fileName("fairbasis-basis-" + strings.ToLower(c.product))
}
