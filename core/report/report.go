// Package report holds results as sections of tables, in words of one language:
// what a page draws, what is printed, and what is saved as CSV, as a workbook or
// as Markdown. Every number says what it is and where its definition is from.
package report

// Section is one subject.
type Section struct {
	ID       string   `json:"id"`
	Title    string   `json:"title"`
	About    string   `json:"about" doc:"of what, from when to when, by which convention: one line"`
	Lead     []string `json:"lead,omitempty" doc:"what the numbers say, a sentence each"`
	Tables   []Table  `json:"tables"`
	Notes    []Note   `json:"notes,omitempty" doc:"definitions and sources"`
	Warnings []string `json:"warnings,omitempty" doc:"what a reader must know of the data"`
}

// Table is a table with a head. Rows are as long as Columns.
type Table struct {
	ID      string   `json:"id"`
	Title   string   `json:"title"`
	Columns []Column `json:"columns"`
	Rows    [][]Cell `json:"rows"`
	Fold    bool     `json:"fold,omitempty" doc:"long or for checking: a page shows it on demand, Markdown has it where it is short"`
}

// Kind says how the numbers of a column are written.
type Kind string

// The kinds of columns.
const (
	Text    Kind = "text"
	Day     Kind = "day"     // Cell.Text holds 2024-09-13
	Points  Kind = "points"  // index points, with the decimals of the column
	Percent Kind = "percent" // decimal rates, written as percent with the decimals of the column
	Count   Kind = "count"   // whole numbers
	Lots    Kind = "lots"    // whole numbers
	Number  Kind = "number"  // plain, with the decimals of the column
	Chance  Kind = "chance"  // a probability as a number; one below what the decimals show is written as < 0.0001
	Figure  Kind = "figure"  // plain, with as many significant digits as the column has decimals, for numbers of very different size
)

// Column is the head of one column.
type Column struct {
	Head       string `json:"head"`
	Kind       Kind   `json:"kind"`
	Decimals   int    `json:"decimals,omitempty"`
	Signed     bool   `json:"signed,omitempty" doc:"written with + where above 0, and coloured by its sign"`
	Definition string `json:"definition,omitempty" doc:"what the numbers are"`
	Source     string `json:"source,omitempty" doc:"where the definition is from"`
}

// Cell is a text, a number, or a number that is not defined: then Why says why
// not. A cell without any of them is empty.
type Cell struct {
	Text   string   `json:"text,omitempty"`
	Number *float64 `json:"number,omitempty"`
	Why    string   `json:"why,omitempty" doc:"in words"`
	Strong bool     `json:"strong,omitempty"`
}

// Note is a definition with its source.
type Note struct {
	Term   string `json:"term"`
	Text   string `json:"text"`
	Source string `json:"source,omitempty"`
}
