package part

import (
	"math"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// BarStep is one cost on the way from the fair value to a bound.
type BarStep struct {
	Label  string
	Detail string  // the rate behind it, small
	Value  string  // printed amount
	Amount float64 // signed points; a value that is no number draws nothing
}

// Waterfall is the way to one bound: its steps add up to it.
type Waterfall struct {
	Caption           string
	ItemHead, SumHead string // heads of the columns, for assistive technology
	Steps             []BarStep
	Sum, Bound, Total string // words of the last row, the bound, the sum of the steps
}

// Waterfalls draws several ways on one scale; a falling one (its steps add up
// to less than zero) starts at the right edge. Only the largest step of all
// is in the accent.
type Waterfalls struct{ Items []Waterfall }

// bar is the drawn span of a step, in percent of the width.
type bar struct{ from, to float64 }

// barScale lays the steps of all items on one scale. It returns for each item
// the place of its zero line and the span of each step, and the index of the
// largest step (item, step), or -1, -1 when nothing is drawn.
func barScale(items []Waterfall) (zeros []float64, spans [][]bar, bigItem, bigStep int) {
	type reach struct{ lo, hi float64 }
	reaches := make([]reach, len(items))
	width, biggest := 0.0, 0.0
	bigItem, bigStep = -1, -1
	for i, w := range items {
		at := 0.0
		for j, s := range w.Steps {
			a := finite(s.Amount)
			at += a
			reaches[i].lo, reaches[i].hi = min(reaches[i].lo, at), max(reaches[i].hi, at)
			if math.Abs(a) > biggest {
				biggest, bigItem, bigStep = math.Abs(a), i, j
			}
		}
		width = max(width, reaches[i].hi-reaches[i].lo)
	}
	if width == 0 || math.IsInf(width, 0) {
		return make([]float64, len(items)), make([][]bar, len(items)), -1, -1
	}
	for i, w := range items {
		r := reaches[i]
		zero := -r.lo / width * 100
		if -r.lo > r.hi { // falling: keep the start at the right edge
			zero = 100 - r.hi/width*100
		}
		zeros = append(zeros, zero)
		var row []bar
		at := 0.0
		for _, s := range w.Steps {
			next := at + finite(s.Amount)
			row = append(row, bar{zero + min(at, next)/width*100, zero + max(at, next)/width*100})
			at = next
		}
		spans = append(spans, row)
	}
	return zeros, spans, bigItem, bigStep
}

// finite turns a value that is no number, or too large to add up, into zero.
func finite(v float64) float64 {
	if math.IsNaN(v) || math.Abs(v) > 1e12 {
		return 0
	}
	return v
}

// UI draws the tables below each other.
func (w Waterfalls) UI() app.UI {
	zeros, spans, bigItem, bigStep := barScale(w.Items)
	tables := make([]app.UI, 0, len(w.Items))
	for i, it := range w.Items {
		rows := make([]app.UI, 0, len(it.Steps)+1)
		for j, s := range it.Steps {
			g := app.Td().Class("g")
			if j < len(spans[i]) {
				class := "q"
				if i == bigItem && j == bigStep {
					class = "p"
				}
				b := spans[i][j]
				g.Body(svg("svg", "").Attr("aria-hidden", "true").Body(
					upright("z", zeros[i], "-12", "32"), rect(class, b.from, b.to-b.from, "3", "14")))
			}
			rows = append(rows, app.Tr().Body(
				app.Th().Attr("scope", "row").Body(app.Span().Text(s.Label), small(s.Detail)),
				app.Td().Class("n").Text(s.Value), g))
		}
		rows = append(rows, app.Tr().Class("sum").Body(app.Th().Attr("scope", "row").Text(it.Sum),
			app.Td().Class("n").Text(it.Bound), app.Td().Class("n", "mut").Text(it.Total)))
		tables = append(tables, app.Table().Class("bars").Body(app.Caption().Text(it.Caption),
			app.THead().Class("vh").Body(app.Tr().Body(app.Th().Attr("scope", "col").Text(it.ItemHead),
				app.Th().Attr("scope", "col").Text(it.SumHead), app.Td())),
			app.TBody().Body(rows...)))
	}
	return app.Div().Class("falls").Body(tables...)
}
