// Package table is what can be asked about a file of bars and what is
// answered: which format it is, what every column means, which series it
// holds, what is wrong with it row by row, and the bars again as chart, table
// or file. It holds the questions and answers only, so that a page can ask
// without linking the work; packages below it do the work.
package table

import (
	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// LoadKey names the operation that reads a file.
const LoadKey = op.Key[LoadInput, Loaded]("load")

// LoadInput asks for a file to be read, with what the user corrected.
type LoadInput struct {
	Ref     string  `json:"ref" doc:"the file, by the name the library gave it"`
	Choices Choices `json:"choices,omitzero" doc:"what the user says about the file; anything left out is recognised"`
}

// Validate checks what can be said without the file.
func (in LoadInput) Validate() error {
	var fs fault.Fields
	if in.Ref == "" {
		fs.Add("ref", "empty", "must name a file")
	}
	in.Choices.check("choices", &fs)
	return fs.Err()
}

// Loaded is what a file was understood to be, and what was not understood.
type Loaded struct {
	Ref       string   `json:"ref"`
	Name      string   `json:"name" doc:"the name of the file as it came"`
	Bytes     int      `json:"bytes" doc:"size of the file as it came"`
	Container string   `json:"container,omitempty" enum:"gzip,zip,xlsx" doc:"what the text was wrapped in"`
	Parts     []Part   `json:"parts,omitempty" doc:"sheets of a workbook or members of an archive, where there are any"`
	Format    Format   `json:"format"`
	Encoding  Fact     `json:"encoding" doc:"utf-8, utf-8-bom, gb18030, utf-16le or utf-16be"`
	Delimiter string   `json:"delimiter" doc:"comma, tab, semicolon, pipe or blanks"`
	Header    int      `json:"header" doc:"row of the header; 0 if there is none"`
	Columns   []Column `json:"columns"`
	Order     string   `json:"order" enum:"ascending,descending,unsorted" doc:"of the rows in the file; bars are always ascending"`
	Stamp     Fact     `json:"stamp" doc:"begin or end: what the time of a bar means in the file; empty for daily bars"`
	Zone      Fact     `json:"zone" doc:"exchange, or the offset the times of the file have, as +00:00"`
	Units     Fact     `json:"units" doc:"what the volume counts: lots, hands of 100 shares, or shares"`
	Minutes   int      `json:"minutes" doc:"length of a bar; 1440 for daily bars, 0 if lengths differ or are unknown"`
	PerDay    int      `json:"per_day" doc:"bars of a full day, as most days have: 240, 270, 241, 48; 1 for daily bars"`
	First     string   `json:"first" doc:"stamp of the first bar, 2024-09-13 or 2024-09-13 09:31, as the end of the bar"`
	Last      string   `json:"last"`
	Rows      int      `json:"rows" doc:"rows of data that became bars"`
	Skipped   int      `json:"skipped" doc:"rows that did not, each named in a problem; blank rows and headers are not counted"`
	Series    []Series `json:"series"`

	Problems []Problem `json:"problems"`
}

// Format is the recognised kind of file.
type Format struct {
	ID      string `json:"id" doc:"one of the formats list, e.g. tongdaxin, sina, wind_matrix, plain"`
	Certain bool   `json:"certain" doc:"false where only the meaning of the columns was recognised, not the program"`
}

// Fact is one thing that was recognised or chosen. Evidence is a stable name
// of why it is believed: chosen, header, session, offset, content, default ...
type Fact struct {
	Value    string `json:"value"`
	Evidence string `json:"evidence"`
}

// Part is one sheet of a workbook or one member of an archive.
type Part struct {
	Name string `json:"name"`
	Used bool   `json:"used"`
	Why  string `json:"why,omitempty" doc:"why it was not used: hidden, empty, other_format, not_chosen, unreadable"`
}

// Column is one column of the file and what it was taken for.
type Column struct {
	Index  int      `json:"index" doc:"place in the file, from 0"`
	Name   string   `json:"name" doc:"from the header; empty where it has none"`
	Role   Role     `json:"role"`
	Symbol string   `json:"symbol,omitempty" doc:"the series this column belongs to, where a file holds several side by side"`
	Chosen bool     `json:"chosen,omitempty" doc:"the user said so"`
	Sample []string `json:"sample" doc:"the first cells, as the file has them"`
	Scale  int      `json:"scale,omitempty" doc:"decimals of the numbers"`
	Empty  int      `json:"empty,omitempty" doc:"cells without a value"`
}

// Series is one contract or index of the file.
type Series struct {
	Symbol    string   `json:"symbol" doc:"empty where the file does not say and the user has not"`
	Source    string   `json:"source" enum:"column,header,title,overlap,name,chosen,none" doc:"where the symbol comes from; overlap: told apart by stamps that go back"`
	Kind      string   `json:"kind" enum:"future,continuous,index,other"`
	Product   string   `json:"product,omitempty" doc:"IF, IH, IC or IM"`
	First     string   `json:"first"`
	Last      string   `json:"last"`
	Rows      int      `json:"rows"`
	Minutes   int      `json:"minutes"`
	Days      int      `json:"days" doc:"days that have at least one bar"`
	Roles     []string `json:"roles" doc:"the columns this series has"`
	Tick      float64  `json:"tick,omitempty" doc:"smallest price step of the product; 0 where it is not known"`
	Stretches int      `json:"stretches" doc:"unbroken stretches; 1 where nothing is missing"`
}

// Severity says how much a problem matters.
type Severity string

// The severities. Nothing that was read is thrown away because of a warning.
const (
	Bad     Severity = "error"   // rows could not be read or contradict themselves
	Warning Severity = "warning" // bars are there and should be looked at
	Notice  Severity = "notice"  // what was done or found, for the record
)

// Problem is one kind of finding, with how often and where.
type Problem struct {
	Code     string            `json:"code" doc:"stable name, e.g. missing_minutes"`
	Severity Severity          `json:"severity"`
	Count    int               `json:"count"`
	Rows     []int             `json:"rows" doc:"rows of the file, the first of them; from 1"`
	Part     string            `json:"part,omitempty" doc:"sheet or member the rows are counted in"`
	Symbol   string            `json:"symbol,omitempty"`
	Column   string            `json:"column,omitempty" doc:"column of the file by its header"`
	Message  string            `json:"message" doc:"in English"`
	Params   map[string]string `json:"params,omitempty" doc:"the figures of the message by name"`
	Action   string            `json:"action" enum:"kept,skipped,filled,split,sorted,merged,none" doc:"what was done about it"`
}
