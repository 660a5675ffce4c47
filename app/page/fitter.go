package page

import (
	"context"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/fit"
	"fairbasis/core/unit"
)

// fitter is the panel of one-off fits: points pasted from anywhere, one
// polynomial through all of them. It is a component of its own, so that typing
// into it draws nothing else.
type fitter struct {
	app.Compo
	Lang string

	open  bool
	text  string // as pasted or typed
	order int
	got   *fit.Result
	stale bool     // got is of other points than those in the field
	why   []string // what is wrong with them
	asked int      // counts questions: only the last one is answered
}

// The fields of the panel.
const (
	fitTextID  = "fit-text"
	fitOrderID = "fit-order"
	fitPause   = 250 * time.Millisecond
	fitShown   = 25 // residuals listed
)

func newFitter(lang string) *fitter { return &fitter{Lang: lang, order: 2} }

// Render draws the panel.
func (c *fitter) Render() app.UI {
	w := text.For(c.Lang)
	f := &w.Fitter
	orders := make([]part.Option, 0, 10)
	for n := 1; n <= 10; n++ {
		orders = append(orders, part.Option{Value: strconv.Itoa(n), Label: strconv.Itoa(n)})
	}
	body := []app.UI{
		part.Note(part.Words(f.About)...),
		part.TextArea{ID: fitTextID, Label: f.Points, Hint: f.PointsHint, Err: strings.Join(c.why, " "), Rows: 6, OnInput: c.onText}.UI(),
		part.Select{ID: fitOrderID, Label: f.Order, Value: strconv.Itoa(c.order), Options: orders, OnChange: c.onOrder}.UI(),
	}
	if c.got != nil {
		body = append(body, greyed(c.stale, c.results(w)...)...)
	}
	return part.Panel{ID: "fit-title", Title: f.Title, Note: f.Note, Body: []app.UI{
		part.More{ID: "fit-more", Summary: f.Open, Open: c.open, OnToggle: c.onToggle, Body: body}.UI()}}.UI()
}

// results are coefficients with their errors, what they leave over, and the
// polynomial at its end.
func (c *fitter) results(w *text.Words) []app.UI {
	f, r := &w.Fitter, c.got
	value := func(m unit.Maybe[float64]) string { return maybe(w, m, precise) }
	estimate := func(name string, e fit.Estimate) part.Row {
		return part.Row{Cells: []part.Cell{{Text: name}, {Text: value(e.Value)}, {Text: value(e.Error)}, {Text: value(e.Low)}, {Text: value(e.High)}}}
	}
	level := unit.PrintRate(r.Confidence, unit.Percent, 0)
	columns := []part.Column{{Label: f.Coefficients, Hide: true}, {Label: f.Value, Numeric: true}, {Label: f.Error, Numeric: true},
		{Label: f.Low.With("level", level), Numeric: true}, {Label: f.High.With("level", level), Numeric: true}}
	coefficients := part.Table{ID: "fit-coefficients", Label: f.Coefficients, Caption: f.Coefficients, Wide: true, Columns: columns}
	for i, e := range r.Coefficients {
		coefficients.Rows = append(coefficients.Rows, estimate("c"+subscript(i), e))
	}
	end := part.Table{ID: "fit-end", Label: f.End, Caption: f.End + " x = " + precise(r.End.X), Wide: true, Columns: columns,
		Rows: []part.Row{estimate("f", r.End.Value), estimate("f′", r.End.Slope), estimate("f″", r.End.Curvature)}}
	residuals := part.Table{ID: "fit-residuals", Label: f.Residuals, Columns: []part.Column{{Label: f.Point}, {Label: f.Residual, Numeric: true}}}
	from := max(0, len(r.Residuals)-fitShown)
	for i, v := range r.Residuals[from:] {
		residuals.Rows = append(residuals.Rows, part.Row{Cells: []part.Cell{{Text: count(from + i + 1)}, {Text: precise(v)}}})
	}
	facts := part.Facts{Items: []part.Fact{
		{Label: f.Number, Value: count(r.Points)}, {Label: f.Freedom, Value: count(r.Freedom)},
		{Label: f.Deviation, Value: value(r.Deviation)}, {Label: "R²", Value: value(r.R2)},
		{Label: f.Regime, Value: w.Signals.Regimes[regimeNames[r.Regime+1]]}}}
	return []app.UI{
		part.Lead(part.Words(f.Formula.With("order", strconv.Itoa(r.Order)))...),
		coefficients.UI(), end.UI(), facts.UI(),
		part.More{ID: "fit-more-residuals", Summary: f.LastResiduals.With("n", count(len(r.Residuals)-from)), Body: []app.UI{residuals.UI()}}.UI(),
		part.Note(part.Words(f.Caution)...),
	}
}

// precise prints a number with twelve digits, which is what a reader can check.
func precise(x float64) string {
	return strings.ReplaceAll(strconv.FormatFloat(x, 'g', 12, 64), "-", unit.Minus)
}

// subscript writes the index of a coefficient.
func subscript(i int) string {
	var b strings.Builder
	for _, digit := range strconv.Itoa(i) {
		b.WriteRune(digit - '0' + '₀')
	}
	return b.String()
}

func (c *fitter) onToggle(ctx app.Context, _ app.Event) {
	c.open = ctx.JSSrc().Get("open").Bool()
}

func (c *fitter) onText(ctx app.Context, _ app.Event) {
	ctx.PreventUpdate()
	c.text = ctx.JSSrc().Get("value").String()
	c.later(ctx)
}

func (c *fitter) onOrder(ctx app.Context, _ app.Event) {
	c.order, _ = strconv.Atoi(ctx.JSSrc().Get("value").String())
	c.later(ctx)
}

// later asks once typing pauses.
func (c *fitter) later(ctx app.Context) {
	c.asked++
	c.stale = c.got != nil
	no := c.asked
	ctx.After(fitPause, func(ctx app.Context) {
		ctx.PreventUpdate()
		if no == c.asked {
			c.ask(ctx, no)
		}
	})
}

func (c *fitter) ask(ctx app.Context, no int) {
	if strings.TrimSpace(c.text) == "" {
		ctx.Dispatch(func(app.Context) { c.got, c.why, c.stale = nil, nil, false })
		return
	}
	in := fit.Input{Text: c.text, Order: c.order}
	ctx.Async(func() {
		got, err := engine.Do(context.Background(), fit.Key, in)
		ctx.Dispatch(func(ctx app.Context) {
			if no != c.asked {
				ctx.PreventUpdate()
				return
			}
			c.why = nil
			if err != nil {
				w := text.For(c.Lang)
				refused := fault.From(err)
				for _, f := range refused.Fields {
					c.why = append(c.why, w.Fault(f))
				}
				if len(c.why) == 0 {
					c.why = []string{refused.Message}
				}
				c.stale = c.got != nil
				return
			}
			c.got, c.stale = &got, false
		})
	})
}
