package unpack

import (
	"strconv"

	"fairbasis/core/fault"
)

// Limits are what a file may ask of the program. Each has its own message. Zero
// means no limit.
type Limits struct {
	File    int // bytes of the file as it is
	Entry   int // bytes of one packed file, unpacked
	Total   int // bytes of all packed files together, unpacked
	Ratio   int // unpacked bytes for each packed one
	Floor   int // unpacked bytes up to which any ratio is allowed
	Entries int // packed files in a file
	Rows    int // rows of one table
	Columns int // columns of one table
	Cell    int // bytes of one cell
}

// Default are limits that suit a browser tab. Genuine CSV shrinks by 3 to 20
// and worksheets by up to 50; the format itself allows 1,032.
var Default = Limits{
	File: 256 << 20, Entry: 384 << 20, Total: 512 << 20, Ratio: 100, Floor: 8 << 20, Entries: 2000,
	Rows: 5_000_000, Columns: 2000, Cell: 32 << 10,
}

// Tick is told how much of the work is done, about every megabyte. Its error
// ends the work and is returned as it is. It may be nil.
type Tick func(done, total int) error

// tooLarge refuses what is beyond a limit.
func tooLarge(path, code, message string, params ...string) *fault.Error {
	return fault.About(fault.TooLarge, path, code, message, params...)
}

// refused says why a file cannot be read and what to do.
func refused(path, code, message string, params ...string) *fault.Error {
	return fault.About(fault.Invalid, path, code, message, params...)
}

// TooManyRows refuses a table of more rows than lim.Rows.
func (lim Limits) TooManyRows(path string) error {
	most := strconv.Itoa(lim.Rows)
	return tooLarge(path, "too_many_rows", "has more than "+most+" rows; split it into smaller files", "limit", most)
}

// TooManyColumns refuses a table with a cell in the given column, counted from 1.
func (lim Limits) TooManyColumns(path string, column int) error {
	most, is := strconv.Itoa(lim.Columns), strconv.Itoa(column)
	return tooLarge(path, "too_many_columns", "has a cell in column "+is+"; at most "+most+" columns are read", "limit", most, "column", is)
}

// LongCell refuses a cell of so many bytes.
func (lim Limits) LongCell(path string, size int) error {
	most, is := strconv.Itoa(lim.Cell), strconv.Itoa(size)
	return tooLarge(path, "long_cell", "has a cell of "+is+" bytes; at most "+most+" are read", "limit", most, "bytes", is)
}

// checkFile refuses a file that is too large as it is.
func (lim Limits) checkFile(path string, size int) error {
	if lim.File > 0 && size > lim.File {
		return tooLarge(path, "file_too_large", "is "+megabytes(size)+"; at most "+megabytes(lim.File)+" are read", "limit", megabytes(lim.File), "size", megabytes(size))
	}
	return nil
}

// checkSize refuses a packed file by its unpacked size. exact says that the
// size is declared; otherwise it is how far unpacking got.
func (lim Limits) checkSize(path string, packed, size int, exact bool) error {
	is := megabytes(size)
	if !exact {
		is = "more than " + is
	}
	if lim.Entry > 0 && size > lim.Entry {
		return tooLarge(path, "entry_too_large", "unpacks to "+is+"; at most "+megabytes(lim.Entry)+" are read", "limit", megabytes(lim.Entry), "size", megabytes(size))
	}
	if lim.Ratio > 0 && size > lim.Floor && size/lim.Ratio >= max(packed, 1) {
		r := strconv.Itoa(lim.Ratio)
		return tooLarge(path, "expands_too_much", "unpacks to "+is+", over "+r+" times its packed size: this is how files are made that fill up memory; unpack it yourself if you trust it",
			"ratio", r, "size", megabytes(size))
	}
	return nil
}

// checkTotal refuses files that are too large together.
func (lim Limits) checkTotal(path string, total int) error {
	if lim.Total > 0 && total > lim.Total {
		return tooLarge(path, "total_too_large", "its files unpack to "+megabytes(total)+" together; at most "+megabytes(lim.Total)+" are read", "limit", megabytes(lim.Total), "size", megabytes(total))
	}
	return nil
}

// megabytes prints a size as people read it.
func megabytes(n int) string {
	switch {
	case n >= 10<<20:
		return strconv.Itoa(n>>20) + " MB"
	case n >= 1<<20:
		return strconv.Itoa(n>>20) + "." + strconv.Itoa(n%(1<<20)*10>>20) + " MB"
	case n >= 10<<10:
		return strconv.Itoa(n>>10) + " kB"
	}
	return strconv.Itoa(n) + " bytes"
}
