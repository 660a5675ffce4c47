package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// HeatLevel is how strongly a cell of a Heat is coloured.
type HeatLevel int

// The levels: grey below zero, white near it, blue above.
const (
	HeatFar  HeatLevel = -2 // far below zero
	HeatLow  HeatLevel = -1 // below zero
	HeatSome HeatLevel = 1  // above zero
	HeatMeet HeatLevel = 2  // at the hurdle
	HeatHigh HeatLevel = 3  // at twice the hurdle
)

// LevelOf grades a return against the hurdle, both in the same unit. A hurdle
// of zero or less leaves only the sign.
func LevelOf(value, hurdle float64) HeatLevel {
	switch {
	case value < 0 && value < -max(hurdle, 0):
		return HeatFar
	case value < 0:
		return HeatLow
	case hurdle > 0 && value >= 2*hurdle:
		return HeatHigh
	case value >= hurdle:
		return HeatMeet
	default:
		return HeatSome
	}
}

// HeatCell is one result.
type HeatCell struct {
	Text  string
	Level HeatLevel
	Meets bool // at or above the hurdle: the contour runs along its edge
	Now   bool // the current inputs
}

// HeatRow is a row of results for one value of the row input.
type HeatRow struct {
	Label string
	Cells []HeatCell
}

// Heat is a table of one result over two inputs.
type Heat struct {
	Label              string // accessible name of the region
	Caption            string // what rows, columns and cells are, with units
	Corner             string // name of the row input, for assistive technology
	Columns            []string
	Rows               []HeatRow
	MeetsWord, NowWord string // read after a cell: "meets hurdle", "current inputs"
}

// UI draws the table.
func (h Heat) UI() app.UI {
	head := []app.UI{app.Th().Attr("scope", "col").Body(app.Span().Class("vh").Text(h.Corner))}
	for _, c := range h.Columns {
		head = append(head, app.Th().Attr("scope", "col").Text(c))
	}
	rows := make([]app.UI, 0, len(h.Rows))
	for i, r := range h.Rows {
		cells := []app.UI{app.Th().Attr("scope", "row").Text(r.Label)}
		for j, c := range r.Cells {
			said := ""
			if c.Meets {
				said = " " + h.MeetsWord
			}
			if c.Now {
				said += " " + h.NowWord
			}
			right, below := h.edges(i, j)
			cells = append(cells, app.Td().Class(c.Level.class(), when(right, "er"), when(below, "eb"), when(c.Now, "now")).Body(
				app.Span().Text(c.Text), app.If(said != "", func() app.UI { return app.Span().Class("vh").Text(said) })))
		}
		rows = append(rows, app.Tr().Body(cells...))
	}
	return app.Div().Class("scroll").Attr("tabindex", "0").Attr("role", "group").Attr("aria-label", h.Label).Body(
		app.Table().Class("heat").Body(app.Caption().Text(h.Caption), app.THead().Body(app.Tr().Body(head...)), app.TBody().Body(rows...)))
}

// edges says whether the hurdle runs along the right and the lower edge of a
// cell: where one side meets it and the other does not.
func (h Heat) edges(i, j int) (right, below bool) {
	at := func(i, j int) (meets, there bool) {
		if i >= len(h.Rows) || j >= len(h.Rows[i].Cells) {
			return false, false
		}
		return h.Rows[i].Cells[j].Meets, true
	}
	here, _ := at(i, j)
	if m, ok := at(i, j+1); ok {
		right = m != here
	}
	if m, ok := at(i+1, j); ok {
		below = m != here
	}
	return right, below
}

func (l HeatLevel) class() string {
	switch l {
	case HeatFar:
		return "h-2"
	case HeatLow:
		return "h-1"
	case HeatMeet:
		return "h2"
	case HeatHigh:
		return "h3"
	default:
		return "h1"
	}
}
