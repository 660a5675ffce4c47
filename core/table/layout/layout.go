// Package layout recognises what a text of rows is: the program that wrote it,
// how cells are separated, where the header and the data are, and what every
// column means. It looks at the content, never at the name of the file.
package layout

import (
	"fairbasis/core/table"
	"fairbasis/core/table/scan"
)

// Layout is what was recognised of one text.
type Layout struct {
	Format    table.Format
	Delimiter byte // ',', '\t', ';', '|', or ' ' for runs of blanks
	Quote     bool
	Title     string // line before the header that names the contract, decoded
	Header    int    // row of the header, 0 if there is none; it may be behind the first rows of data
	HeaderAt  int    // its offset; HeaderEnd is behind its line end
	HeaderEnd int
	Data      int // offset of the first row of data
	DataRow   int // its row

	Columns []Column
	Form    scan.Form
	// Begin is +1 where the format is known to stamp the beginning of bars, -1
	// for the end, 0 where only the session can tell.
	Begin int
	UTC   bool   // the form counts from the epoch in UTC, or a text says so
	Day   string // the day of a file whose rows have none, where the text says it: 2024-09-13
	// Symbol and Kind are what title or header say of the whole file.
	Symbol string
	From   string // where Symbol comes from: title, header
	Kind   string // index, future, continuous, other or ""
	Units  string // lots, hands, shares or "" where the format does not say
	// Blocks are the groups of columns of a wide file, each with a stamp of its
	// own or sharing that of the first; empty where rows are one series.
	Blocks []Block

	Footer  [][]byte // raw prefixes of footer lines
	Missing [][]byte // raw cells that stand for no value
	Zero    bool     // a price of 0 stands for no value in this format
	// Partial says that the last row is provisional in this format.
	Partial bool

	Doubts []Doubt // what does not fit together; nothing was changed because of it
}

// Column is one column of the text.
type Column struct {
	Name    string // decoded, trimmed
	Role    table.Role
	Symbol  string // series of a wide file
	Percent bool   // numbers are percent by header or sign
	// Power says that the numbers are multiples of 10^Power of the unit of
	// market.Bars: 4 for an amount in 万元. 0 for all others.
	Power  int
	Sample []string
	Sure   bool // the header said so; false where it was told from the values
	Chosen bool // the user said so
}

// Block is one group of columns of a wide file.
type Block struct {
	Symbol  string
	Name    string // name of the contract, where the file has it
	Stamp   int    // place of its stamp column
	Columns []int  // places of its values; their roles are in Layout.Columns
}

// Doubt is a finding that the user should look at.
type Doubt struct {
	Code    string // one of table.Codes: wrong_roles, ambiguous_date ...
	Columns []int  // places of the columns concerned
	Rows    []int  // rows that show it, the first of the sample
	Message string // in English
	Params  map[string]string
}

// Hint is what is known or was said by the user; recognition is bound by it.
type Hint struct {
	Roles     []table.RoleChoice
	DateOrder string // ymd, dmy or mdy
	Encoding  string // of the text, as charset names it; names of columns are decoded with it
	// Sheet says that the text was made from a worksheet: cells are separated
	// by tabs and quotes are ordinary characters.
	Sheet bool
}

// Pass is one reading of the text. A file whose rows are one series, or whose
// blocks share one stamp column, needs one; a file with several stamp columns
// side by side needs one for each.
type Pass struct {
	Plan   scan.Plan
	Blocks []int // places in Layout.Blocks that this pass reads; nil where rows are one series
}
