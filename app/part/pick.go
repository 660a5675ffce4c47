package part

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// PickCell is one result that can be chosen.
type PickCell struct {
	HeatCell
	Value string // read back through Picked
	Name  string // what is chosen, read after the figure: "order 4, window 450"
}

// PickRow is a row of results for one value of the row input.
type PickRow struct {
	Label string
	Cells []PickCell
}

// Pick is a Heat whose cells are buttons. It is drawn as one piece with one
// handler for all, because it may have hundreds of cells.
type Pick struct {
	ID                 string // of the table; ids of the buttons are it, a dash and their value
	Label, Caption     string
	Corner             string // name of the row input, for assistive technology
	Columns            []string
	Rows               []PickRow
	MeetsWord, NowWord string // read after a cell
	OnPick             app.EventHandler
}

// Picked is the value of the button of a Pick that was pressed, "" for none.
func Picked(e app.Event) string {
	if target := e.Get("target"); target.Truthy() {
		if button := target.Call("closest", "button"); button.Truthy() {
			return button.Get("value").String()
		}
	}
	return ""
}

// UI draws the table.
func (p Pick) UI() app.UI {
	var b strings.Builder
	h := Heat{}
	for _, r := range p.Rows {
		row := HeatRow{}
		for _, c := range r.Cells {
			row.Cells = append(row.Cells, c.HeatCell)
		}
		h.Rows = append(h.Rows, row)
	}
	b.WriteString(`<table class="heat pick"`)
	setAttr(&b, "id", p.ID)
	b.WriteString(`><caption>` + escape(p.Caption) + `</caption><thead><tr><th scope="col"><span class="vh">` + escape(p.Corner) + `</span></th>`)
	for _, c := range p.Columns {
		b.WriteString(`<th scope="col">` + escape(c) + `</th>`)
	}
	b.WriteString(`</tr></thead><tbody>`)
	for i, r := range p.Rows {
		b.WriteString(`<tr><th scope="row">` + escape(r.Label) + `</th>`)
		for j, c := range r.Cells {
			right, below := h.edges(i, j)
			b.WriteString(`<td class="` + c.Level.class() + when(right, " er") + when(below, " eb") + when(c.Now, " now") + `"><button type="button"`)
			setAttr(&b, "id", p.ID+"-"+c.Value)
			setAttr(&b, "value", c.Value)
			b.WriteString(` aria-pressed="` + strconv.FormatBool(c.Now) + `">` + escape(c.Text) + `<span class="vh"> ` + escape(c.Name))
			if c.Meets {
				b.WriteString(" " + escape(p.MeetsWord))
			}
			if c.Now {
				b.WriteString(" " + escape(p.NowWord))
			}
			b.WriteString(`</span></button></td>`)
		}
		b.WriteString(`</tr>`)
	}
	b.WriteString(`</tbody></table>`)
	return app.Div().Class("scroll").Attr("tabindex", "0").Attr("role", "group").Attr("aria-label", p.Label).OnClick(p.OnPick).Body(app.Raw(b.String()))
}

// Histogram counts things in steps of one scale.
type Histogram struct {
	Label     string // what is counted and how it falls, in a sentence
	Counts    []float64
	Low, High string // names of the ends of the scale
	Split     int    // bars before this one are set back
}

// UI draws the bars, each with its count, and the ends below them.
func (h Histogram) UI() app.UI {
	most := 0.0
	for _, n := range h.Counts {
		most = max(most, finite(n))
	}
	var b strings.Builder
	b.WriteString(`<svg class="hist" role="img" aria-label="` + escape(h.Label) + `">`)
	step := 100 / float64(max(len(h.Counts), 1))
	for i, n := range h.Counts {
		height := 0.0
		if most > 0 {
			height = 74 * max(finite(n), 0) / most
		}
		class := "p"
		if i < h.Split {
			class = "q"
		}
		x := step * float64(i)
		b.WriteString(`<rect class="` + class + `" x="` + percent(x+step*.08) + `" width="` + percent(step*.84) + `" y="` + percent(86-height) + `" height="` + percent(height) + `"/>`)
		b.WriteString(`<text class="m" x="` + percent(x+step/2) + `" y="` + percent(86-height) + `" dy="-4">` + strconv.FormatFloat(finite(n), 'f', 0, 64) + `</text>`)
	}
	b.WriteString(`<line class="z" x1="0" x2="100%" y1="86%" y2="86%"/><text x="0" y="100%" dy="-2">` + escape(h.Low) + `</text><text class="e" x="100%" y="100%" dy="-2">` + escape(h.High) + `</text></svg>`)
	return app.Raw(b.String())
}
