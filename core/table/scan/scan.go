// Package scan reads rows of delimited text into columns: bytes to mantissas
// and stamps, without a string in between. It knows nothing of formats; a Plan
// says what every field is.
package scan

import "fairbasis/core/market"

// Kind says how the cells of one field are read.
type Kind uint8

// The kinds of fields.
const (
	Skip   Kind = iota
	Number      // a decimal number: thousands commas in quotes, a trailing blank, exponent and percent sign are understood
	Stamp       // date and time in one cell, or a date alone, in the form of Form
	Date        // the date; the time of day is in a field of kind Clock
	Clock       // the time of day: 0931, 931, 09:31, 9:31:00, 093100, 93100
	Text        // a word of a small vocabulary, such as a contract code
)

// Form is how a stamp is written.
type Form uint8

// The forms of stamps. Calendar is every form with year, month and day in this
// order, with or without separators (- / . 年月日), then optionally a blank or T
// and a time of day with up to nine decimals, then optionally Z or an offset.
const (
	Calendar   Form = iota
	DayFirst        // 13/09/2024 09:31
	MonthFirst      // 09/13/2024 09:31
	UnixSeconds
	UnixMillis
	UnixMicros
	UnixNanos
	ExcelDay // 42009 or 42009.3965, days since 1899-12-30
)

// Plan is what is known of a text before its rows are read.
type Plan struct {
	Comma byte // ',', '\t', ';', '|', or ' ' for runs of blanks
	Quote bool // cells may stand in double quotes, which are doubled inside

	Start int    // offset of the first row of data
	Row   int    // its number in the file, from 1
	End   int    // offset behind the last row of data; 0 for the end of the text
	Form  Form   // of Stamp and Date fields
	Kinds []Kind // by place; further cells of a row are ignored

	// Header is the header line, if any: rows equal to it are counted in
	// Repeated and are neither data nor bad.
	Header []byte
	// Footer prefixes mark lines of a program, such as 数据来源, in the encoding
	// of the text. They are counted in Footers.
	Footer [][]byte
	// Missing are cells besides the empty one that stand for no value, such as
	// -- or null, in the encoding of the text.
	Missing [][]byte

	Limits Limits
}

// Limits are caps on what is read; going beyond one ends the scan with an
// error that names it. Zero is no limit.
type Limits struct {
	Rows    int // of data, with blank and bad ones
	Columns int // cells of a row
	Field   int // bytes of a cell; a longer one in quotes is taken for a quote left open
}

// Why says why a row was not read.
type Why uint8

// The reasons.
const (
	BadStamp   Why = iota + 1 // the stamp or date does not read
	BadNumber                 // a cell that must be a number does not read; the row is kept with that cell missing
	ShortRow                  // fewer cells than the fields need
	NoSuchDay                 // 2023-02-30
	OpenQuote                 // a quote is never closed, or closed by a later row; its line alone is lost
	ZoneChange                // rows of one file have and have not an offset
)

// Cell is a cell that did not read.
type Cell struct {
	Row   int // of the file, from 1
	Field int // place of the cell, -1 for the row
	Why   Why
	Text  string // raw bytes of the cell or row, cut to 80
}

// Rows are the rows of a text as columns. Every slice that is present has one
// element per row kept, in the order of the file.
type Rows struct {
	Time    []int64         // ms since 1970-01-01 00:00 of the clock the file uses; nil without stamps
	Numbers []market.Column // by place; absent for other kinds
	Words   []string        // vocabulary of the Text fields together, as raw bytes of the file
	Texts   [][]int32       // by place: index into Words of each row; nil for other kinds
	Row     []int32         // row of the file

	Read                  int     // rows kept
	Blank                 int     // empty rows, and rows of commas
	Repeated              []int32 // rows that repeat the header
	Footers               []int32
	Bad                   []Cell // what did not read, in order, at most MaxBad
	BadCount              [8]int // by Why, all of them
	Percent               []int  // by place: cells with a percent sign
	Daily                 bool   // no stamp has a time of day
	HasOffset             bool   // the stamps carry offsets; Time is then UTC
	Offset                int    // the first offset, minutes east
	Offsets               bool   // there are several different ones
	Ascending, Descending int    // steps of Time up and down
}

// MaxBad is how many bad cells are listed one by one.
const MaxBad = 100_000
