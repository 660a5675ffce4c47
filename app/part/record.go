package part

import "strings"

// Record is a table of one row, set as names and values that flow into as many
// columns as there is room for.
type Record struct {
	ID, Caption string
	Columns     []Column
	Cells       []Cell
}

// HTML is the list as one piece.
func (r Record) HTML() string {
	var b strings.Builder
	if r.Caption != "" {
		b.WriteString(`<p class="small">` + escape(r.Caption) + `</p>`)
	}
	b.WriteString(`<dl class="cells" id="` + escape(r.ID) + `">`)
	for i, c := range r.Cells {
		b.WriteString(`<div><dt>` + escape(r.Columns[i].Label) + `</dt><dd`)
		setAttr(&b, "class", string(c.Tone))
		b.WriteString(`>` + escape(c.Text) + `</dd></div>`)
	}
	return `<div class="stack">` + b.String() + `</dl></div>`
}
