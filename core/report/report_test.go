package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/report"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

func TestColumnText(t *testing.T) {
	for _, c := range []struct {
		column report.Column
		cell   report.Cell
		want   string
	}{
		{report.Column{Kind: report.Percent, Decimals: 3, Signed: true}, report.Of(0.000818682), "+0.082%"},
		{report.Column{Kind: report.Percent, Decimals: 3}, report.Of(-0.00039471), "−0.039%"},
		{report.Column{Kind: report.Percent, Decimals: 2}, report.Of(0.605), "60.50%"},
		{report.Column{Kind: report.Points, Decimals: 2, Signed: true}, report.Of(-101.187), "−101.19"},
		{report.Column{Kind: report.Points, Decimals: 1}, report.Of(4312.0), "4,312.0"},
		{report.Column{Kind: report.Lots}, report.Of(240944.0), "240,944"},
		{report.Column{Kind: report.Count, Signed: true}, report.Int(3), "+3"},
		{report.Column{Kind: report.Number, Decimals: 2}, report.Of(8.881), "8.88"},
		{report.Column{Kind: report.Figure, Decimals: 4}, report.Of(0.00003217891), "0.00003218"},
		{report.Column{Kind: report.Figure, Decimals: 4}, report.Of(-12345.678), "−12,346"},
		{report.Column{Kind: report.Figure, Decimals: 4, Signed: true}, report.Of(1.5), "+1.500"},
		{report.Column{Kind: report.Figure, Decimals: 4}, report.Of(0.0), "0.0000"},
		{report.Column{Kind: report.Figure, Decimals: 4}, report.Of(0.12345), "0.1235"},
		{report.Column{Kind: report.Chance, Decimals: 4}, report.Of(0.0000999), "< 0.0001"},
		{report.Column{Kind: report.Chance, Decimals: 4}, report.Of(0.0001), "0.0001"},
		{report.Column{Kind: report.Day}, report.Words("2024-09-13"), "2024-09-13"},
		{report.Column{Kind: report.Percent}, report.Cell{Why: "no time left"}, "—"},
		{report.Column{Kind: report.Percent}, report.Cell{}, ""},
		{report.Column{Kind: report.Number}, report.Of(math.NaN()), "—"},
		{report.Column{Kind: report.Number}, report.Of(math.Inf(-1)), "—"},
	} {
		if got := c.column.Text(c.cell); got != c.want {
			t.Errorf("%+v: got %q, want %q", c.column, got, c.want)
		}
	}
}

// sample is a report with every kind of column, and texts that would break a
// table or compute in a spreadsheet.
var sample = report.Document{Lang: "en", Title: "IM | basis", Foot: "1. last line", Sections: []report.Section{{
	ID: "s", Title: "A *section*", About: "- about", Lead: []string{"2024 was a year.", "1) first"}, Warnings: []string{"=cmd"},
	Notes: []report.Note{{Term: "F", Text: "price <of> the future", Source: "A.3"}},
	Tables: []report.Table{
		{ID: "main", Title: "Main", Columns: []report.Column{
			{Head: "Name", Kind: report.Text}, {Head: "Day", Kind: report.Day},
			{Head: "Rate", Kind: report.Percent, Decimals: 2, Definition: "(F − S) ÷ S", Source: "A.3"},
			{Head: "Points", Kind: report.Points, Decimals: 1}, {Head: "Lots", Kind: report.Lots}, {Head: "R", Kind: report.Number, Decimals: 2},
		}, Rows: [][]report.Cell{
			{report.Words("IF|1"), report.Words("2024-09-13"), report.Of(0.068769123456789), report.Of(-101.187), report.Int(94210), report.Of(0.5)},
			{report.Words("=1+1"), report.Words("2024-09-14"), {Why: "no time left"}, {Why: "too short"}, {Why: "no time left"}, {}},
		}},
		{ID: "other", Title: "Other, second", Columns: []report.Column{{Head: "N", Kind: report.Count, Definition: "days, counted"}}, Rows: [][]report.Cell{{report.Int(7)}}},
	},
}}, Data: []report.Table{{ID: "days", Title: "Days", Columns: []report.Column{{Head: "Day", Kind: report.Day, Definition: "trading day", Source: "data"}}, Rows: [][]report.Cell{{report.Words("2024-09-13")}}}}}

func TestMarkdown(t *testing.T) {
	const want = `# IM \| basis

## A \*section\*

\- about

- 2024 was a year.
- 1\) first

**About the data**

- \=cmd

### Main

| Name | Day | Rate | Points | Lots | R |
| --- | --- | ---: | ---: | ---: | ---: |
| IF\|1 | 2024-09-13 | 6.88% | −101.2 | 94,210 | 0.50 |
| =1+1 | 2024-09-14 | —¹ | —² | —¹ |  |

¹ no time left  
² too short

### Other, second

| N |
| ---: |
| 7 |

### Definitions and sources

- **Rate**: (F − S) ÷ S (A.3)
- **N**: days, counted
- **F**: price \<of\> the future (A.3)

---

1\. last line
`
	if got := string(sample.Markdown()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func read(t *testing.T, b []byte, err error) [][]string {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	text, ok := strings.CutPrefix(string(b), "\ufeff")
	if !ok || strings.Contains(text, "\ufeff") {
		t.Fatalf("one byte order mark is wanted, at the beginning: %q", b)
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func equal(t *testing.T, got, want [][]string) {
	t.Helper()
	if len(got) != len(want) {
		t.Fatalf("got %d rows %q, want %d", len(got), got, len(want))
	}
	for i := range want {
		if strings.Join(got[i], "\x00") != strings.Join(want[i], "\x00") {
			t.Errorf("row %d: got %q, want %q", i, got[i], want[i])
		}
	}
}

// TestCSV: one table is a head and its rows, all of them are one below the
// other with their titles; numbers have all their digits, formulas compute
// nothing.
func TestCSV(t *testing.T) {
	b, err := sample.CSV(context.Background(), "main")
	head := []string{"Name", "Day", "Rate (decimal)", "Points (points)", "Lots (lots)", "R"}
	body := [][]string{head,
		{"IF|1", "2024-09-13", "0.068769123456789", "-101.187", "94210", "0.5"},
		{"'=1+1", "2024-09-14", "no time left", "too short", "no time left", ""}}
	equal(t, read(t, b, err), body)

	b, err = sample.CSV(context.Background(), "days")
	equal(t, read(t, b, err), [][]string{{"Day"}, {"2024-09-13"}})

	b, err = sample.CSV(context.Background(), "")
	equal(t, read(t, b, err), append(append([][]string{{"Main"}}, body...), [][]string{ // the reader passes over empty lines
		{"Other, second"}, {"N"}, {"7"},
		{"Definitions and sources"}, {"Section", "Table", "Column or term", "Definition", "Source"},
		{"A *section*", "Main", "Rate", "(F − S) ÷ S", "A.3"}, {"A *section*", "Other, second", "N", "days, counted", ""},
		{"A *section*", "", "F", "price <of> the future", "A.3"}, {"", "Days", "Day", "trading day", "data"}}...))
	if !strings.Contains(string(b), "\r\n\r\nOther") && !strings.Contains(string(b), "\r\n\r\n\"Other, second\"") {
		t.Errorf("no empty line between tables: %q", b)
	}
}

// TestXLSX: excelize finds every sheet, number and format.
func TestXLSX(t *testing.T) {
	b, err := sample.XLSX(context.Background(), "")
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	if got := strings.Join(f.GetSheetList(), "|"); got != "Summary|Main|Other, second|Days|Definitions and sources" {
		t.Errorf("sheets: %s", got)
	}
	for _, c := range [][4]string{
		{"Main", "C1", "Rate", "Rate"}, {"Main", "C2", "6.88%", "0.068769123456789"}, {"Main", "D2", "-101.2", "-101.187"}, {"Main", "E2", "94210", "94210"},
		{"Main", "B2", "2024-09-13", "45548"}, {"Main", "C3", "no time left", "no time left"}, {"Main", "A3", "=1+1", "=1+1"},
		{"Summary", "C2", "- about", "- about"}, {"Summary", "C5", "=cmd", "=cmd"}, {"Definitions and sources", "D2", "(F − S) ÷ S", "(F − S) ÷ S"},
	} {
		shown, err := f.GetCellValue(c[0], c[1])
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.GetCellValue(c[0], c[1], excelize.Options{RawCellValue: true})
		if err != nil || shown != c[2] || raw != c[3] {
			t.Errorf("%s %s: shown %q, stored %q, %v, want %q and %q", c[0], c[1], shown, raw, err, c[2], c[3])
		}
		if formula, err := f.GetCellFormula(c[0], c[1]); err != nil || formula != "" {
			t.Errorf("%s %s is the formula %q, %v", c[0], c[1], formula, err)
		}
	}
	b, err = sample.XLSX(context.Background(), "other")
	if err != nil {
		t.Fatal(err)
	}
	f, err = excelize.OpenReader(bytes.NewReader(b))
	if err != nil || strings.Join(f.GetSheetList(), "|") != "Other, second|Definitions and sources" {
		t.Errorf("one table: %v, %v", f.GetSheetList(), err)
	}
}

func TestOnlyOne(t *testing.T) {
	d := sample.Only("other")
	if got := strings.Join(d.Tables(), " "); got != "other" || d.Sections[0].Title != "A *section*" {
		t.Errorf("got %s, %+v", got, d)
	}
	if got := strings.Join(sample.Tables(), " "); got != "main other days" {
		t.Errorf("tables: %s", got)
	}
	if _, ok := sample.Table("none"); ok {
		t.Error("a table that is not there")
	}
}

func TestFileName(t *testing.T) {
	for in, want := range map[string]string{"IF IC 基差报告 2024-09-13": "IF-IC-基差报告-2024-09-13.md", `a/b\c:*?"<>|`: "abc.md", "": "report.md", "a\nb": "ab.md"} {
		if got := report.FileName(in, "md"); got != want {
			t.Errorf("%q: got %q, want %q", in, got, want)
		}
	}
}

// TestMarkdownTables: whatever texts the cells hold, a table has as many lines
// as rows and every line as many cells as columns, and each cell reads as it was.
func TestMarkdownTables(t *testing.T) {
	text := rapid.StringMatching(`[a-zA-Z沪深|\\*_<>&$~\x60\[\]#+=. \n-]{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 4).Draw(t, "columns")
		table := report.Table{ID: "t", Title: "T"}
		for i := range columns {
			table.Columns = append(table.Columns, report.Column{Head: "h" + strconv.Itoa(i), Kind: report.Text})
		}
		for range rapid.IntRange(1, 4).Draw(t, "rows") {
			var row []report.Cell
			for range columns {
				row = append(row, report.Words(text.Draw(t, "text")))
			}
			table.Rows = append(table.Rows, row)
		}
		_, after, _ := strings.Cut(string(report.Document{Lang: "en", Sections: []report.Section{{Tables: []report.Table{table}}}}.Markdown()), "### T\n\n")
		lines := strings.Split(strings.TrimSuffix(after, "\n"), "\n")
		if len(lines) != len(table.Rows)+2 {
			t.Fatalf("%d lines for %d rows: %q", len(lines), len(table.Rows), after)
		}
		for i, row := range table.Rows {
			cells := cut(lines[i+2])
			if len(cells) != columns {
				t.Fatalf("%d cells for %d columns: %q", len(cells), columns, lines[i+2])
			}
			for k, c := range row {
				if want := strings.ReplaceAll(strings.TrimSpace(c.Text), "\n", " "); cells[k] != want {
					t.Fatalf("got %q, want %q", cells[k], want)
				}
			}
		}
	})
}

// cut reads a line of a table as Markdown does: | parts cells, a backslash
// makes the next character plain.
func cut(line string) []string {
	var cells []string
	cell := ""
	for i := 1; i < len(line); i++ { // the first | opens the line
		switch line[i] {
		case '\\':
			i++
			cell += line[i : i+1]
		case '|':
			cells = append(cells, strings.TrimSpace(cell))
			cell = ""
		default:
			cell += line[i : i+1]
		}
	}
	return cells
}
