package page

import (
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/report"
)

// written is a section of the page in words and HTML, kept until its answer is
// another one: the page is drawn after every event, and the tables are long.
type written struct {
	of     any // the answer
	about  string
	lead   []string
	says   []string // what a reader must know of the data
	tables []writtenTable
	terms  []part.Term // definitions and sources
}

type writtenTable struct {
	id, title, html string
	reasons         []string // why there are dashes, each once
	rows            int
	fold            bool
}

// writes returns a part in words; nil while there is no answer.
func (c *basisPage) writes(name string) *written {
	of := c.answerOf(name)
	if of == nil {
		return nil
	}
	if k := c.drawn.written[name]; k != nil && k.of == of {
		return k
	}
	s := c.sheets[name]
	k := &written{of: of, about: s.About, lead: s.Lead, says: s.Warnings, terms: termsOf(s)}
	for _, t := range s.Tables {
		t.ID = tableID(name, t.ID)
		k.tables = append(k.tables, writesTable(&t))
	}
	if c.drawn.written == nil {
		c.drawn.written = map[string]*written{}
	}
	c.drawn.written[name] = k
	return k
}

// tableID is the id of a table within the page: both distributions have tables
// of one name.
func tableID(name, id string) string {
	if strings.HasPrefix(id, name) {
		return id
	}
	return name + "-" + id
}

// mostInRow is how many columns a table of one row has at most: a longer row is
// set as a list of names and values.
const mostInRow = 4

// writesTable draws a table of a report.
func writesTable(t *report.Table) writtenTable {
	numbered := strings.HasSuffix(t.ID, "history_changes")
	out := part.Table{ID: t.ID, Label: t.Title, Wide: len(t.Columns) > 4}
	if !t.Fold || numbered { // which is open on paper
		out.Caption = t.Title
	}
	if numbered {
		out.Columns = append(out.Columns, part.Column{Label: "#"})
	}
	for _, k := range t.Columns {
		out.Columns = append(out.Columns, part.Column{Label: k.Head, Numeric: k.IsNumeric()})
	}
	var reasons []string
	number, day := 0, ""
	for _, row := range t.Rows {
		var r part.Row
		if numbered {
			if row[0].Text != day {
				number, day = number+1, row[0].Text
			}
			r.Cells = append(r.Cells, part.Cell{Text: count(number)})
		}
		for i, x := range row {
			cell := part.Cell{Text: t.Columns[i].Text(x), Strong: x.Strong}
			switch {
			case x.Number != nil && t.Columns[i].Signed:
				cell.Tone = tone(*x.Number)
			case x.Number == nil && x.Why != "":
				cell.Tone = part.Muted
				if !slices.Contains(reasons, x.Why) {
					reasons = append(reasons, x.Why)
				}
			}
			r.Cells = append(r.Cells, cell)
		}
		out.Rows = append(out.Rows, r)
	}
	html := ""
	if len(out.Rows) == 1 && len(out.Columns) > mostInRow {
		html = part.Record{ID: t.ID, Caption: out.Caption, Columns: out.Columns, Cells: out.Rows[0].Cells}.HTML()
	} else {
		html = out.HTML()
	}
	return writtenTable{t.ID, t.Title, html, reasons, len(t.Rows), t.Fold}
}

// termsOf are the definitions of a section and of the columns of its tables.
func termsOf(s *report.Section) []part.Term {
	var out []part.Term
	seen := map[string]bool{}
	add := func(term, text, source string) {
		if text != "" && !seen[term+text] {
			seen[term+text] = true
			out = append(out, part.Term{Term: term, Text: text, Source: source})
		}
	}
	for _, n := range s.Notes {
		add(n.Term, n.Text, n.Source)
	}
	for _, t := range s.Tables {
		for _, k := range t.Columns {
			add(k.Head, k.Definition, k.Source)
		}
	}
	return out
}

// tables are the tables of a part with the buttons that save them. Reasons for
// what is undefined stand below each.
func (c *basisPage) tables(k *written) []app.UI {
	out := make([]app.UI, 0, len(k.tables))
	for _, t := range k.tables {
		under := app.Div().Class("under").Body(
			slot(len(t.reasons) > 0, func() app.UI {
				return part.Note(part.Words(c.w.Plots.Undefined.With("why", strings.Join(t.reasons, c.w.Semicolon())))...)
			}),
			app.Div().Class("tools", "save").Body(c.saveTable(t, "csv"), c.saveTable(t, "xlsx")))
		table := app.Raw(t.html)
		if !t.fold {
			out = append(out, app.Div().Class("fig").Body(table, under))
			continue
		}
		out = append(out, part.More{ID: "more-" + t.id, Summary: t.title + " · " + count(t.rows), Print: strings.HasSuffix(t.id, "history_changes"), Body: []app.UI{table, under}}.UI())
	}
	return out
}

func (c *basisPage) saveTable(t writtenTable, as string) app.UI {
	name := strings.ToUpper(as)
	return part.Button{Text: name, Name: t.id, Value: as, Label: c.w.Plots.SaveTable.With("table", t.title, "as", name), Kind: part.Bare, OnClick: c.onSaveTable}.UI()
}

// definitions are the terms of a part, folded; open on paper.
func (c *basisPage) definitions(name string, k *written) app.UI {
	return slot(len(k.terms) > 0, func() app.UI {
		return part.More{ID: "terms-" + name, Summary: c.w.Plots.Definitions, Print: true, Body: []app.UI{part.Terms{Items: k.terms}.UI()}}.UI()
	})
}

// warnings are what a reader must know of the data of a part: all of it with
// the history, and with the others what is not said there.
func (c *basisPage) warnings(name string, k *written) app.UI {
	var out []app.UI
	var all *written
	if name != "history" && c.printed("history") {
		all = c.writes("history")
	}
	for _, s := range k.says {
		if all == nil || !slices.Contains(all.says, s) {
			out = append(out, part.Note(part.Words(s)...))
		}
	}
	return slot(len(out) > 0, func() app.UI { return part.Stack(out...) })
}
