package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/text"
)

// zoom is the stretch of a series that a chart shows, and the whole series, as
// stamps.
type zoom struct{ from, to, first, last float64 }

// fewest is how many points are left to look at, at least.
const fewest = 8

// by is the stretch after the button with a value was pressed; shown is how
// many points are in view now. lean says which end the new stretch must keep:
// -1 the first, 1 the last, 0 neither. ok is false where nothing changes.
func (z zoom) by(value string, shown int) (from, to float64, lean int, ok bool) {
	span := z.to - z.from
	switch value {
	case "all":
		return z.first, z.last, 0, true
	case "in":
		return z.from + span/4, z.to - span/4, 0, shown > fewest
	case "out":
		return max(z.from-span/2, z.first), min(z.to+span/2, z.last), 0, true
	case "earlier":
		from = max(z.from-span, z.first)
		return from, from + span, -1, true
	case "later":
		to = min(z.to+span, z.last)
		return to - span, to, 1, true
	}
	return 0, 0, 0, false
}

// tools are the buttons below a chart, and a line on what it shows; still says
// that there is nothing to move.
func (z zoom) tools(w *text.Data, still bool, line string, on app.EventHandler) app.UI {
	moved := !still && (z.from > z.first || z.to < z.last)
	return app.Div().Class("row").Attr("role", "group").Attr("aria-label", w.ZoomTools).Body(
		part.Button{Name: "zoom", Value: "earlier", Text: w.Earlier, Off: still || z.from <= z.first, OnClick: on}.UI(),
		part.Button{Name: "zoom", Value: "in", Icon: part.Plus, Label: w.ZoomIn, Off: still, OnClick: on}.UI(),
		part.Button{Name: "zoom", Value: "out", Icon: part.Minus, Label: w.ZoomOut, Off: !moved, OnClick: on}.UI(),
		part.Button{Name: "zoom", Value: "all", Text: w.Whole, Off: !moved, OnClick: on}.UI(),
		part.Button{Name: "zoom", Value: "later", Text: w.Later, Off: still || z.to >= z.last, OnClick: on}.UI(),
		app.Span().Class("small").Text(line))
}
