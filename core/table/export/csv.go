package export

import (
	"context"
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
	var day dayText
	cells := make([]Cell, len(s.Columns))
	out := make([]byte, 0, 64+s.Rows*len(s.Columns)*8)
	out = append(out, "\ufeff"...)
	for i, c := range s.Columns {
		if i > 0 {
			out = append(out, ',')
		}
		out = AppendField(out, c.Title)
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
				out = AppendField(out, c.Text)
			case Decimal, Number, Shown, Percent:
				out = c.appendNumber(out)
			case Day, Moment:
				out = day.append(out, c)
			}
		}
		out = append(out, "\r\n"...)
	}
	return out, nil
}

// dayText remembers the day last written: most stamps are of the same day as the one before.
type dayText struct {
	first, end int64 // of the day, ms
	text       []byte
}

// append appends the stamp of a cell as market.AppendStamp does.
func (d *dayText) append(dst []byte, c *Cell) []byte {
	ms := c.Mantissa
	if ms < d.first || ms >= d.end {
		day := ms / dayMillis
		if ms%dayMillis < 0 {
			day--
		}
		d.first, d.end = day*dayMillis, (day+1)*dayMillis
		d.text = market.AppendStamp(d.text[:0], ms, true)
	}
	rest := ms - d.first
	if c.Kind == Day {
		return append(dst, d.text...)
	}
	if rest%60000 != 0 || len(d.text) == 0 {
		return market.AppendStamp(dst, ms, false)
	}
	hour, minute := rest/3600000, rest/60000%60
	return append(append(dst, d.text...), ' ', byte('0'+hour/10), byte('0'+hour%10), ':', byte('0'+minute/10), byte('0'+minute%10))
}

// AppendField appends a text as a field of CSV, guarded and quoted where it
// must be.
func AppendField(dst []byte, text string) []byte {
	guard := ""
	if isFormula(text) {
		guard = "'"
	}
	quoted := false
	for i := range len(text) {
		switch text[i] {
		case ',', '"', '\r', '\n':
			quoted = true
		}
	}
	if !quoted {
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
	if text == "" {
		return false
	}
	switch text[0] {
	case '=', '+', '-', '@', '\t', '\r':
		return true
	case 0xEF: // all full-width forms begin with it
		r, _ := utf8.DecodeRuneInString(text)
		return r == '＝' || r == '＋' || r == '－' || r == '＠'
	}
	return false
}
