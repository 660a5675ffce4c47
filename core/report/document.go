package report

import (
	"context"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/op"
	"fairbasis/core/table/export"
)

// Document is a report to be saved.
type Document struct {
	Lang     string // zh or en
	Title    string
	Sections []Section
	Data     []Table // long tables: in workbooks, and as CSV on their own
	Foot     string  // last line of Markdown
}

// Table returns the table with an id.
func (d Document) Table(id string) (Table, bool) {
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			if t.ID == id {
				return t, true
			}
		}
	}
	for _, t := range d.Data {
		if t.ID == id {
			return t, true
		}
	}
	return Table{}, false
}

// Tables returns the ids of all tables.
func (d Document) Tables() []string {
	var ids []string
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			ids = append(ids, t.ID)
		}
	}
	for _, t := range d.Data {
		ids = append(ids, t.ID)
	}
	return ids
}

// Only returns d with one table, the section it is in, and nothing else.
func (d Document) Only(id string) Document {
	out := Document{Lang: d.Lang, Title: d.Title, Foot: d.Foot}
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			if t.ID == id {
				t.Fold = false
				s.Tables = []Table{t}
				out.Sections = []Section{s}
			}
		}
	}
	for _, t := range d.Data {
		if t.ID == id {
			out.Data = []Table{t}
		}
	}
	return out
}

// CSV writes one table by its id: a head with units, then a line a row. With
// the empty id it writes every table of the sections, each below a line with
// its title and with an empty line between, and the definitions last. Rates
// are decimals with all their digits; what is not defined is said in words.
// An unknown id gives a head without columns.
func (d Document) CSV(ctx context.Context, id string) ([]byte, error) {
	if id != "" {
		t, _ := d.Table(id)
		return export.CSV(ctx, d.sheet(t, true))
	}
	var sheets []export.Sheet
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			sheets = append(sheets, d.sheet(t, true))
		}
	}
	sheets = append(sheets, d.definitions())
	var out []byte
	for i, s := range sheets {
		title, err := export.CSV(ctx, export.Sheet{Columns: []export.Column{{Title: s.Name}}})
		if err != nil {
			return nil, err
		}
		body, err := export.CSV(op.Part(ctx, i, i+1, len(sheets)), s)
		if err != nil {
			return nil, err
		}
		if i > 0 {
			out = append(out, "\r\n"...)
			title = title[len(mark):]
		}
		out = append(append(out, title...), body[len(mark):]...)
	}
	return out, nil
}

// mark is the byte order mark at the beginning of every CSV.
const mark = "\ufeff"

// XLSX writes a workbook: what the numbers say, a sheet for every table, and
// the definition and source of every column. With an id it is that table and
// its definitions.
func (d Document) XLSX(ctx context.Context, id string) ([]byte, error) {
	var sheets []export.Sheet
	if id != "" {
		d = d.Only(id)
	} else {
		sheets = append(sheets, d.summary())
	}
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			sheets = append(sheets, d.sheet(t, false))
		}
	}
	for _, t := range d.Data {
		sheets = append(sheets, d.sheet(t, false))
	}
	return export.XLSX(ctx, append(sheets, d.definitions()))
}

// sheet is a table to be written; in text the heads name units.
func (d Document) sheet(t Table, text bool) export.Sheet {
	s := export.Sheet{Name: t.Title, Rows: len(t.Rows)}
	for _, c := range t.Columns {
		head := c.Head
		switch {
		case c.Kind == Percent && text:
			head += decimalUnit.in(d.Lang)
		case c.Kind == Points:
			head += pointsUnit.in(d.Lang)
		case c.Kind == Lots:
			head += lotsUnit.in(d.Lang)
		}
		s.Columns = append(s.Columns, export.Column{Title: head})
	}
	s.Fill = func(row int, cells []export.Cell) {
		for i, c := range t.Rows[row] {
			cells[i] = t.Columns[i].cell(c)
		}
	}
	return s
}

// cell is a cell to be written: a number with all its digits, a day as a day.
func (c Column) cell(cell Cell) export.Cell {
	switch {
	case cell.Number == nil && cell.Why != "":
		return export.Words(cell.Why)
	case cell.Number == nil:
		if c.Kind == Day {
			if day, err := calendar.Parse(cell.Text); err == nil {
				return export.Stamp(int64(day.UnixDay())*86400000, true)
			}
		}
		return export.Words(cell.Text)
	case c.Kind == Count || c.Kind == Lots || c.Kind == Figure || c.Kind == Chance:
		return export.Cell{Kind: export.Number, Float: *cell.Number}
	case c.Kind == Percent:
		return export.Cell{Kind: export.Percent, Float: *cell.Number, Scale: uint8(c.Decimals)}
	}
	return export.Cell{Kind: export.Shown, Float: *cell.Number, Scale: uint8(c.Decimals)}
}

// lines makes a sheet of texts.
func lines(title string, heads []string, rows [][]string) export.Sheet {
	s := export.Sheet{Name: title, Rows: len(rows)}
	for i, h := range heads {
		width := 0
		if i == len(heads)-1 {
			width = 60
		}
		s.Columns = append(s.Columns, export.Column{Title: h, Width: width})
	}
	s.Fill = func(row int, cells []export.Cell) {
		for i, text := range rows[row] {
			cells[i] = export.Words(text)
		}
	}
	return s
}

// summary is what the sections say in words.
func (d Document) summary() export.Sheet {
	var rows [][]string
	for _, s := range d.Sections {
		rows = append(rows, []string{s.Title, aboutName.in(d.Lang), s.About})
		for _, text := range s.Lead {
			rows = append(rows, []string{s.Title, leadName.in(d.Lang), text})
		}
		for _, text := range s.Warnings {
			rows = append(rows, []string{s.Title, warningName.in(d.Lang), text})
		}
	}
	return lines(summaryName.in(d.Lang), []string{sectionName.in(d.Lang), partName.in(d.Lang), textName.in(d.Lang)}, rows)
}

// definitions is where every number is defined.
func (d Document) definitions() export.Sheet {
	var rows [][]string
	add := func(section string, t Table) {
		for _, c := range t.Columns {
			if c.Definition != "" || c.Source != "" {
				rows = append(rows, []string{section, t.Title, c.Head, c.Definition, c.Source})
			}
		}
	}
	for _, s := range d.Sections {
		for _, t := range s.Tables {
			add(s.Title, t)
		}
		for _, n := range s.Notes {
			rows = append(rows, []string{s.Title, "", n.Term, n.Text, n.Source})
		}
	}
	for _, t := range d.Data {
		add("", t)
	}
	heads := []string{sectionName.in(d.Lang), tableName.in(d.Lang), columnName.in(d.Lang), definitionName.in(d.Lang), sourceName.in(d.Lang)}
	return lines(definitionsName.in(d.Lang), heads, rows)
}

// FileName makes a name of a file out of words: what no system allows in one
// is left out, blanks become hyphens.
func FileName(words, ending string) string {
	words = strings.Map(func(r rune) rune {
		switch {
		case r < ' ' || r == 0x7F || strings.ContainsRune(`<>:"/\|?*`, r):
			return -1
		case r == ' ' || r == '\u3000':
			return '-'
		}
		return r
	}, words)
	if words == "" {
		words = "report"
	}
	return words + "." + ending
}
