package unpack

import (
	"bytes"
	"strings"

	"fairbasis/core/fault"
)

// sniffed is how many bytes of a file decide what it is.
const sniffed = 4096

// signature is how files of a kind begin.
type signature struct {
	at           int
	magic        string
	code         string
	what, remedy string
}

const (
	saveTable = "save it as CSV or XLSX and choose that"
	unpackIt  = "unpack it and choose the files inside"
)

// signatures are the files that are refused by name, so that the reader hears
// what he has chosen and not that its first row is odd.
var signatures = [...]signature{
	{0, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", "old_xls", "a workbook in the old format of Excel (.xls)", "open it in Excel or WPS, save it as XLSX or CSV, and choose that"},
	{0, "%PDF", "pdf", "a PDF document", saveTable},
	{0, "\x89PNG", "picture", "a picture", "choose the table it was taken from, as CSV or XLSX"},
	{0, "\xFF\xD8\xFF", "picture", "a picture", "choose the table it was taken from, as CSV or XLSX"},
	{0, "GIF8", "picture", "a picture", "choose the table it was taken from, as CSV or XLSX"},
	{0, "Rar!\x1A\x07", "rar", "a RAR archive", unpackIt},
	{0, "7z\xBC\xAF\x27\x1C", "seven_zip", "a 7z archive", unpackIt},
	{0, "BZh", "bzip2", "packed by bzip2", unpackIt},
	{0, "\xFD7zXZ\x00", "xz", "packed by xz", unpackIt},
	{0, "\x28\xB5\x2F\xFD", "zstd", "packed by zstd", unpackIt},
	{257, "ustar", "tar", "a tar archive", unpackIt},
	{0, "SQLite format 3\x00", "sqlite", "an SQLite database", "export the table as CSV and choose that"},
	{0, "PAR1", "parquet", "a Parquet file", "export the table as CSV and choose that"},
	{0, "ARROW1", "arrow", "an Arrow file", "export the table as CSV and choose that"},
	{0, "FEA1", "arrow", "a Feather file", "export the table as CSV and choose that"},
	{0, "\x89HDF", "hdf5", "an HDF5 file", "export the table as CSV and choose that"},
}

// refuse says what a file is that cannot be read, or is nil. b may be the
// beginning only, unless it is an old workbook.
func refuse(path string, b []byte) *fault.Error {
	for i := range signatures {
		s := &signatures[i]
		if len(b) < s.at+len(s.magic) || string(b[s.at:s.at+len(s.magic)]) != s.magic {
			continue
		}
		if s.code == "old_xls" && bytes.Contains(b, []byte("E\x00n\x00c\x00r\x00y\x00p\x00t\x00e\x00d\x00P\x00a\x00c\x00k\x00a\x00g\x00e\x00")) {
			return refused(path, "encrypted", "is a workbook locked with a password; open it, take the password off, save it and choose it again")
		}
		return refused(path, s.code, "is "+s.what+"; "+s.remedy)
	}
	head := b[:min(len(b), 512)]
	head = bytes.TrimPrefix(head, []byte("\xEF\xBB\xBF"))
	word := strings.ToLower(string(bytes.TrimLeft(head, " \t\r\n")))
	switch {
	case strings.HasPrefix(word, "<!doctype html") || strings.HasPrefix(word, "<html") || strings.HasPrefix(word, "<table") || strings.HasPrefix(word, "<head") || strings.HasPrefix(word, "<meta"):
		return refused(path, "html", "is a web page, even if it is named .xls; open it in Excel or WPS, save it as XLSX or CSV, and choose that")
	case strings.HasPrefix(word, "<?xml") || strings.HasPrefix(word, "<workbook"):
		return refused(path, "xml", "is an XML file; "+saveTable)
	case strings.HasPrefix(word, "{") || strings.HasPrefix(word, "[{") || strings.HasPrefix(word, "[["):
		return refused(path, "json", "is a JSON file; "+saveTable)
	}
	if isBinary(b[:min(len(b), sniffed)]) {
		return refused(path, "binary", "is no text and no workbook; choose a file of bars as CSV, TXT or XLSX, or one of these packed by zip or gzip")
	}
	return nil
}

// isBinary reports whether the beginning of a file has too many control
// characters for a text. UTF-16, which is full of zeros at one side of its
// pairs, is a text.
func isBinary(b []byte) bool {
	if bytes.HasPrefix(b, []byte("\xFF\xFE")) || bytes.HasPrefix(b, []byte("\xFE\xFF")) {
		return false
	}
	var zero [2]int
	other := 0
	for i, c := range b {
		switch {
		case c == 0:
			zero[i&1]++
		case c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != 0x1A && c != 0x1B:
			other++
		}
	}
	// Hanzi in UTF-16 hold control characters at the side without zeros.
	if more, less := max(zero[0], zero[1]), min(zero[0], zero[1]); more*6 > len(b) && less*20 <= len(b) {
		return false
	}
	return (zero[0]+zero[1]+other)*20 > len(b)
}
