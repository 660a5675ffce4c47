package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Column heads a column of a Table.
type Column struct {
	Label   string
	Second  string // the line below, for cells with two figures
	Numeric bool   // set from the right
	Hide    bool   // the label is for assistive technology alone
	Minor   bool   // follows from its neighbours: left out where there is no room
}

// Cell is one cell. The first cell of a row names the row.
type Cell struct {
	Text   string
	Second string // the line below the text
	Tone   Tone   // of the text
	Tone2  Tone   // of the second line
	Strong bool
	Tag    *Tag
	Span   int    // columns covered, 1 when zero
	Body   app.UI // a control instead of text
	Runs   []Run  // text of several looks instead of Text
}

// RowKind is the look of a row.
type RowKind string

// The rows.
const (
	RowPlain RowKind = ""
	RowOn    RowKind = "on"  // selected
	RowSum   RowKind = "sum" // a total
)

// Row is one row of a Table.
type Row struct {
	Kind  RowKind
	Cells []Cell
}

// Table is a table in a region that can scroll. With Wide its rows become
// blocks of label and value where the region is too narrow for its columns.
type Table struct {
	ID      string
	Label   string // accessible name of the region
	Caption string // shown above; none when empty
	Columns []Column
	Rows    []Row
	Foot    []Row
	Wide    bool
	Compact bool // no wider than its content
}

// UI draws the table.
func (t Table) UI() app.UI {
	head := make([]app.UI, 0, len(t.Columns))
	for _, c := range t.Columns {
		th := app.Th().Attr("scope", "col").Class(c.class()).Attr("role", t.role("columnheader"))
		switch {
		case c.Hide:
			th.Body(app.Span().Class("vh").Text(c.Label))
		case c.Second != "":
			th.Body(app.Text(c.Label), app.Br(), app.Span().Text(c.Second))
		default:
			th.Text(c.Label)
		}
		head = append(head, th)
	}
	table := app.Table().Attr("id", t.ID).Class(when(t.Wide, "st"), when(t.Compact, "fit")).Attr("role", t.role("table")).Body(
		app.If(t.Caption != "", func() app.UI { return app.Caption().Text(t.Caption) }),
		app.THead().Attr("role", t.role("rowgroup")).Body(app.Tr().Attr("role", t.role("row")).Body(head...)),
		app.TBody().Attr("role", t.role("rowgroup")).Body(t.rows(t.Rows)...),
		app.If(len(t.Foot) > 0, func() app.UI { return app.TFoot().Attr("role", t.role("rowgroup")).Body(t.rows(t.Foot)...) }))
	return app.Div().Class("scroll").Attr("tabindex", "0").Attr("role", "group").Attr("aria-label", t.Label).Body(table)
}

func (c Column) class() string {
	class := when(c.Numeric, "n")
	if c.Minor {
		class += " lo"
	}
	return class
}

// role spells out what an element of a table is when the style sheet may lay
// it out as a block, which would otherwise hide the table from assistive
// technology.
func (t Table) role(name string) string { return when(t.Wide, name) }

func (t Table) rows(rows []Row) []app.UI {
	body := make([]app.UI, 0, len(rows))
	for _, r := range rows {
		cells := make([]app.UI, 0, len(r.Cells))
		at := 0
		for i, c := range r.Cells {
			var col Column
			if at < len(t.Columns) {
				col = t.Columns[at]
			}
			at += max(c.Span, 1)
			cells = append(cells, t.cell(i == 0, col, c))
		}
		body = append(body, app.Tr().Class(string(r.Kind)).Attr("role", t.role("row")).Body(cells...))
	}
	return body
}

func (t Table) cell(first bool, col Column, c Cell) app.UI {
	class := col.class()
	if c.empty() {
		class += " void"
	}
	if first {
		return app.Th().Attr("scope", "row").Attr("role", t.role("rowheader")).Class(class).Body(c.content()...)
	}
	td := app.Td().Class(class).Attr("role", t.role("cell"))
	if c.Span > 1 {
		td.Attr("colspan", c.Span)
	}
	if t.Wide && !col.Hide && c.Span <= 1 {
		label := col.Label
		if col.Second != "" {
			label += " · " + col.Second
		}
		td.Attr("data-label", label)
	}
	return td.Body(c.content()...)
}

func (c Cell) empty() bool {
	return c.Body == nil && c.Text == "" && len(c.Runs) == 0 && c.Second == ""
}

func (c Cell) content() []app.UI {
	if c.Body != nil {
		return []app.UI{c.Body}
	}
	var text app.UI
	if len(c.Runs) > 0 {
		text = line("span", "", c.Runs)
	} else {
		text = app.Span().Class(string(c.Tone), when(c.Strong, "b")).Text(c.Text)
	}
	body := []app.UI{text}
	if c.Tag != nil {
		body = append(body, c.Tag.UI())
	}
	if c.Second != "" {
		body = append(body, app.Span().Class("l2", string(c.Tone2)).Text(c.Second))
	}
	return body
}

// CompareLine is one quantity across the scenarios.
type CompareLine struct {
	Label  string
	Values []string
	Strong bool
}

// CompareTable sets scenarios beside each other, one column each.
type CompareTable struct {
	Label, Item string // name of the region, head of the first column
	Scenarios   []string
	Lines       []CompareLine
	Foot        []Cell // a control per scenario (open, remove), after the item cell
}

// UI draws the comparison.
func (c CompareTable) UI() app.UI {
	t := Table{Label: c.Label, Wide: true, Columns: []Column{{Label: c.Item}}}
	for _, s := range c.Scenarios {
		t.Columns = append(t.Columns, Column{Label: s, Numeric: true})
	}
	for _, l := range c.Lines {
		r := Row{Cells: []Cell{{Text: l.Label}}}
		for _, v := range l.Values {
			r.Cells = append(r.Cells, Cell{Text: v, Strong: l.Strong})
		}
		t.Rows = append(t.Rows, r)
	}
	if len(c.Foot) > 0 {
		t.Rows = append(t.Rows, Row{Cells: c.Foot})
	}
	return t.UI()
}
