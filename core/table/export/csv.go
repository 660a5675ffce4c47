package export

import (
	"context"
	"strings"
	"unicode/utf8"

	"fairbasis/core/market"
	"fairbasis/core/op"
)

// chunk is how many rows are written between two reports of progress.
const chunk = 8192

// CSV writes a sheet as comma-separated text (RFC 4180) that Excel opens: UTF-8
// with a byte order mark, lines end with CR LF, days are 2024-09-13 and moments
// 2024-09-13 09:31.
//
// A text that a spreadsheet would take for a formula, because it begins with
// = + - @ (also full-width), a tab or a carriage return, gets an apostrophe in
// front (OWASP, CSV injection). Numbers never do.
func CSV(ctx context.Context, s Sheet) ([]byte, error) {
	cells := make([]Cell, len(s.Columns))
	out := make([]byte, 0, 64+s.Rows*len(s.Columns)*8)
	out = append(out, "\ufeff"...)
	for i, c := range s.Columns {
		if i > 0 {
			out = append(out, ',')
		}
		out = appendText(out, c.Title)
	}
	out = append(out, "\r\n"...)
	for row := range s.Rows {
		if row%chunk == 0 {
			if err := op.Tick(ctx, row, s.Rows); err != nil {
				return nil, err
			}
		}
		clear(cells)
		s.Fill(row, cells)
		for i := range cells {
			if i > 0 {
				out = append(out, ',')
			}
			switch c := &cells[i]; c.Kind {
			case Text:
				out = appendText(out, c.Text)
			case Decimal, Number:
				out = c.appendNumber(out)
			case Day, Moment:
				out = market.AppendStamp(out, c.Mantissa, c.Kind == Day)
			}
		}
		out = append(out, "\r\n"...)
	}
	return out, nil
}

// appendText appends a field, guarded and quoted where it must be.
func appendText(dst []byte, text string) []byte {
	guard := ""
	if isFormula(text) {
		guard = "'"
	}
	if !strings.ContainsAny(text, ",\"\r\n") {
		return append(append(dst, guard...), text...)
	}
	dst = append(dst, '"')
	dst = append(dst, guard...)
	for i := range len(text) {
		if text[i] == '"' {
			dst = append(dst, '"')
		}
		dst = append(dst, text[i])
	}
	return append(dst, '"')
}

// isFormula reports whether a spreadsheet would compute a text.
func isFormula(text string) bool {
	r, _ := utf8.DecodeRuneInString(text)
	switch r {
	case '=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠':
		return true
	}
	return false
}
