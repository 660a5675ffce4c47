package part

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Whole draws the table as one piece of HTML. After every event go-app compares
// what a page draws element by element; a long table of results is compared as
// one text instead. Cells hold text: a Body is not drawn.
func (t Table) Whole() app.UI { return app.Raw(t.HTML()) }

// HTML is what Whole draws.
func (t Table) HTML() string {
	var b strings.Builder
	b.WriteString(`<div class="scroll" tabindex="0" role="group" aria-label="` + escape(t.Label) + `"><table`)
	setAttr(&b, "id", t.ID)
	setAttr(&b, "class", strings.TrimSpace(when(t.Wide, "st")+" "+when(t.Compact, "fit")))
	setAttr(&b, "role", t.role("table"))
	b.WriteString(`>`)
	if t.Caption != "" {
		b.WriteString(`<caption>` + escape(t.Caption) + `</caption>`)
	}
	t.open(&b, "thead", "rowgroup")
	t.open(&b, "tr", "row")
	for _, c := range t.Columns {
		b.WriteString(`<th scope="col"`)
		setAttr(&b, "class", c.class())
		setAttr(&b, "role", t.role("columnheader"))
		b.WriteString(`>`)
		switch {
		case c.Hide:
			b.WriteString(`<span class="vh">` + escape(c.Label) + `</span>`)
		case c.Second != "":
			b.WriteString(escape(c.Label) + `<br><span>` + escape(c.Second) + `</span>`)
		default:
			b.WriteString(escape(c.Label))
		}
		b.WriteString(`</th>`)
	}
	b.WriteString(`</tr></thead>`)
	t.open(&b, "tbody", "rowgroup")
	t.write(&b, t.Rows)
	b.WriteString(`</tbody>`)
	if len(t.Foot) > 0 {
		t.open(&b, "tfoot", "rowgroup")
		t.write(&b, t.Foot)
		b.WriteString(`</tfoot>`)
	}
	b.WriteString(`</table></div>`)
	return b.String()
}

// setAttr writes an attribute that has a value.
func setAttr(b *strings.Builder, name, value string) {
	if value != "" {
		b.WriteString(` ` + name + `="` + escape(value) + `"`)
	}
}

func (t Table) open(b *strings.Builder, tag, role string) {
	b.WriteString("<" + tag)
	setAttr(b, "role", t.role(role))
	b.WriteString(">")
}

func (t Table) write(b *strings.Builder, rows []Row) {
	for _, r := range rows {
		b.WriteString(`<tr`)
		setAttr(b, "class", string(r.Kind))
		setAttr(b, "role", t.role("row"))
		b.WriteString(`>`)
		at := 0
		for i, c := range r.Cells {
			var col Column
			if at < len(t.Columns) {
				col = t.Columns[at]
			}
			at += max(c.Span, 1)
			t.writeCell(b, i == 0, col, c)
		}
		b.WriteString(`</tr>`)
	}
}

func (t Table) writeCell(b *strings.Builder, first bool, col Column, c Cell) {
	class, tag := strings.TrimSpace(col.class()+when(c.empty(), " void")), "td"
	if first {
		tag = "th"
		b.WriteString(`<th scope="row"`)
		setAttr(b, "class", class)
		setAttr(b, "role", t.role("rowheader"))
	} else {
		b.WriteString(`<td`)
		setAttr(b, "class", class)
		setAttr(b, "role", t.role("cell"))
		if c.Span > 1 {
			setAttr(b, "colspan", strconv.Itoa(c.Span))
		}
		if t.Wide && !col.Hide && c.Span <= 1 {
			label := col.Label
			if col.Second != "" {
				label += " · " + col.Second
			}
			setAttr(b, "data-label", label)
		}
	}
	b.WriteString(`><span`)
	if len(c.Runs) > 0 {
		b.WriteString(`>` + spell(c.Runs))
	} else {
		setAttr(b, "class", strings.TrimSpace(string(c.Tone)+" "+when(c.Strong, "b")))
		b.WriteString(`>` + escape(c.Text))
	}
	b.WriteString(`</span>`)
	if c.Tag != nil {
		b.WriteString(`<span class="` + strings.TrimSpace("tag "+c.Tag.Kind) + `">` + escape(c.Tag.Text) + `</span>`)
	}
	if c.Second != "" {
		b.WriteString(`<span class="` + strings.TrimSpace("l2 "+string(c.Tone2)) + `">` + escape(c.Second) + `</span>`)
	}
	b.WriteString(`</` + tag + `>`)
}
