package layout

import (
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/table"
	"fairbasis/core/table/charset"
	"fairbasis/core/table/scan"
)

func refuse(code, message string, params ...string) error {
	return fault.About(fault.Invalid, "", code, message, params...)
}

// notTable refuses what is no table at all.
func notTable(text []byte) error {
	head := text[:min(len(text), 4096)]
	trimmed := head
	for len(trimmed) > 0 && (trimmed[0] <= ' ' && trimmed[0] != 0) {
		trimmed = trimmed[1:]
	}
	if len(trimmed) == 0 {
		return refuse("empty_file", "the file holds no text; a table of bars has a header and one row for each bar")
	}
	control, zero := 0, 0
	for _, b := range head {
		if b < ' ' && b != '\t' && b != '\n' && b != '\r' {
			control++
		}
		if b == 0 {
			zero++
		}
	}
	if 2*control > len(head) || 100*zero > len(head) {
		return refuse("binary_file", "the file is not text; save it as CSV or XLSX from the program that made it")
	}
	lower := string(trimmed[:min(len(trimmed), 100)])
	tag, _, _ := strings.Cut(lower, ">")
	tag, _, _ = strings.Cut(tag, " ")
	switch {
	case lower[0] == '<' && strings.Contains("|!doctype|html|head|table|?xml|meta|", "|"+key(tag)+"|"):
		return refuse("html_file", "the file is a web page or XML, not a table of text; save it as CSV or XLSX")
	case lower[0] == '{' && strings.Contains(lower, `"`), strings.HasPrefix(lower, "[{"), strings.HasPrefix(lower, "[["), lower[0] == '[' && strings.HasPrefix(strings.TrimSpace(lower[1:]), "{"):
		return refuse("json_file", "the file is JSON; save it as CSV with one row for each bar")
	}
	return nil
}

// noRows refuses a text in which no row of data was found, and says what it is.
func (w *work) noRows() error {
	first := ""
	for i := range w.head {
		if r := &w.head[i]; !r.isBlank() {
			if first == "" {
				first = w.decode(scan.Trim(trimLine(cut(w.text[r.at:r.end], 60))))
			}
			for _, comma := range []byte{',', '\t', ';', '|', ' '} {
				again := sample(w.text[:r.end], r.at, 1, comma, w.quote, false)
				if n := w.known(&again[0]); n/weight+n%weight > 1 {
					return refuse("only_header", "there is a header but no row of data below it", "header", first)
				}
			}
		}
	}
	return refuse("no_table", "no rows of dates and numbers were found; a table of bars has a column with dates and columns with prices, separated by commas, tabs or semicolons. The text begins: "+first,
		"begins", first)
}

// unusable refuses a table from which no bars can be made.
func (w *work) unusable() error {
	prices, symbol, stamped := false, false, false
	for c := range w.l.Columns {
		col := &w.l.Columns[c]
		switch col.Role {
		case table.Stamp, table.Date:
			stamped = true
		case table.Symbol:
			symbol = true
		case table.Open, table.Close, table.Settle:
			prices = true
		}
		if s := &w.stats[c]; isNumericRole(col.Role) && col.Role != table.Value && s.of(isComma) > s.of(isNumber) {
			example := col.sample()
			return refuse("decimal_comma", "numbers are written with a decimal comma, such as "+example+" in column "+col.Name+"; write them with a point: 3822.40", "example", example, "column", col.Name)
		}
	}
	if stamped || symbol && prices {
		return nil
	}
	if w.top < 0 || w.known(&w.head[w.top]) == 0 {
		return w.noRows()
	}
	names := strings.Join(w.names, ", ")
	example := w.l.Columns[0].sample()
	return refuse("no_date", "no column holds dates that can be read, such as 2024-09-13, 20240913, 13/09/2024 or 2024-09-13 09:31:00. The columns are: "+charset.Clip(names, 200)+"; the first cell is "+example,
		"columns", charset.Clip(names, 200), "example", example)
}

// raw returns a word of ours in the encoding of the text; only the words of
// footerWords and program names in ASCII are needed.
func (w *work) raw(s string) string {
	if w.enc == charset.GB18030 {
		for _, f := range footerWords {
			if f.utf8 == s {
				return f.gbk
			}
		}
	}
	return s
}

// footerWords begin, or stand in, lines that a program writes below its rows.
var footerWords = []struct{ utf8, gbk string }{
	{"数据来源", "\xCA\xFD\xBE\xDD\xC0\xB4\xD4\xB4"},
	{"资料来源", "\xD7\xCA\xC1\xCF\xC0\xB4\xD4\xB4"},
	{"来源", "\xC0\xB4\xD4\xB4"},
	{"备注", "\xB1\xB8\xD7\xA2"},
	{"注", "\xD7\xA2"},
	{"说明", "\xCB\xB5\xC3\xF7"},
	{"通达信", "\xCD\xA8\xB4\xEF\xD0\xC5"},
	{"Source", "Source"},
	{"Data source", "Data source"},
}

// footers are the beginnings of such lines, in the encoding of the text.
func (w *work) footers() (list [][]byte) {
	for _, f := range footerWords {
		word := w.raw(f.utf8)
		list = append(list, []byte(word), []byte("#"+word), []byte(`"`+word))
	}
	return list
}

// missingCells are the cells that stand for no value.
func missingCells() (list [][]byte) {
	for rest := missing[1:]; rest != ""; {
		var word string
		word, rest, _ = strings.Cut(rest, "|")
		list = append(list, []byte(word))
	}
	return list
}

// trimLine returns a line without its end.
func trimLine(b []byte) []byte {
	for len(b) > 0 && (b[len(b)-1] == '\n' || b[len(b)-1] == '\r') {
		b = b[:len(b)-1]
	}
	return b
}
