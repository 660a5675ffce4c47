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
	Delimiter byte
	Quote     bool
	Title     string // line before the header that names the contract, decoded
	Header    int    // row of the header, 0 if there is none
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
	Day   string // the day of a file whose rows have none, where the text says it
	// Symbol and Kind are what title or header say of the whole file.
	Symbol string
	From   string // where Symbol comes from: title, header
	Kind   string // index, future, continuous, other or ""
	Units  string // lots, hands, shares or "" where the format does not say
	// Blocks are the groups of columns of a wide file, each with a stamp of its
	// own or sharing that of the first; empty where rows are one series.
	Blocks []Block

	Footer  [][]byte // raw prefixes of footer lines of this format
	Missing [][]byte // raw cells that stand for no value
	Zero    bool     // a price of 0 stands for no value in this format
	// Partial says that the last row is provisional in this format.
	Partial bool
}

// Column is one column of the text.
type Column struct {
	Name    string // decoded, trimmed
	Role    table.Role
	Symbol  string // series of a wide file
	Percent bool   // numbers are percent by header or sign
	Sample  []string
	Sure    bool // the header said so; false where it was told from the values
}

// Block is one group of columns of a wide file.
type Block struct {
	Symbol  string
	Name    string // name of the contract, where the file has it
	Stamp   int    // place of its stamp column
	Columns []int  // places of its values
}

// Hint is what the user said, by which recognition is bound.
type Hint struct {
	Roles     []table.RoleChoice
	DateOrder string
	Encoding  string // as charset names it; names of columns are decoded with it
}
