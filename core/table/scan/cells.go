package scan

import (
	"bytes"
	"iter"
	"unicode/utf8"
)

// Cursor walks over a text row by row. A row ends with LF, CRLF or a lone CR;
// inside quotes these are text. It follows RFC 4180 and reads on where that
// has no answer: a quote inside an unquoted cell is text, so is what follows
// the closing quote up to the delimiter, and a quote that is never closed
// opens nothing and ends with its line.
type Cursor struct {
	Cells      [][]byte // of the current row, without their quotes; valid until Next
	Row        int      // its number, counting from the one given to NewCursor
	Start, End int      // its bytes in the text, without the line end
	After      int      // offset behind its line end
	Open       bool     // a quote of the row is never closed

	text  []byte
	comma byte
	quote bool
	pairs bool // skip the byte behind a lead byte: it may look like the delimiter
	field int  // quoted cells longer than this are taken for unclosed
	spare []byte
	kinds []Kind // of a whole row; nil if nothing is known of them
}

// NewCursor returns a cursor before the row that begins at offset start and
// has the number row. The comma ' ' stands for runs of blanks and tabs.
func NewCursor(text []byte, comma byte, quote bool, start, row int) *Cursor {
	return &Cursor{
		text: text, comma: comma, quote: quote, After: start, Row: row - 1, field: len(text),
		// In GBK and GB18030 the second byte of a character is 0x40 to 0x7E or
		// above 0x7F; of all delimiters only the vertical bar lies there.
		pairs: comma == '|' && !utf8.Valid(text),
	}
}

// Cursor returns a cursor over the rows of data of a text, which it cuts and
// numbers as Read does: a line whose quote is closed in a later row is a row.
func (p Plan) Cursor(text []byte) *Cursor {
	if p.End > 0 && p.End < len(text) {
		text = text[:p.End]
	}
	c := NewCursor(text, p.Comma, p.Quote, min(max(p.Start, 0), len(text)), max(p.Row, 1))
	c.kinds = p.Kinds[:p.need()]
	if p.Limits.Field > 0 {
		c.field = p.Limits.Field
	}
	return c
}

// need is how many cells a whole row has at least.
func (p Plan) need() int {
	n := len(p.Kinds)
	for n > 0 && p.Kinds[n-1] == Skip {
		n--
	}
	return n
}

// Cells yields every row of a text with its number from 1. The slices are
// valid until the next row.
func Cells(text []byte, comma byte, quote bool) iter.Seq2[int, [][]byte] {
	return func(yield func(int, [][]byte) bool) {
		c := NewCursor(text, comma, quote, 0, 1)
		for c.Next() {
			if !yield(c.Row, c.Cells) {
				return
			}
		}
	}
}

// Next moves to the next row and reports whether there is one. An empty line
// is a row of one empty cell.
func (c *Cursor) Next() bool {
	if c.After >= len(c.text) {
		return false
	}
	c.Row++
	c.Start, c.Open = c.After, false
	c.Cells, c.spare = c.Cells[:0], nil
	at := c.Start
	for {
		if c.comma == ' ' {
			for at < len(c.text) && (c.text[at] == ' ' || c.text[at] == '\t') {
				at++
			}
			if len(c.Cells) > 0 && (at == len(c.text) || c.text[at] == '\n' || c.text[at] == '\r') {
				break // blanks at the end of a row open no cell
			}
		}
		var cell []byte
		cell, at = c.cell(at)
		c.Cells = append(c.Cells, cell)
		if at == len(c.text) || c.text[at] == '\n' || c.text[at] == '\r' {
			break
		}
		at++ // the delimiter
	}
	c.End = at
	if at < len(c.text) {
		at++
		if c.text[at-1] == '\r' && at < len(c.text) && c.text[at] == '\n' {
			at++
		}
	}
	c.After = at
	if c.kinds != nil && c.torn() {
		c.reopen()
	}
	return true
}

// torn reports whether a row runs over line ends that no row of data has: a
// quote was left open and closed by one of a later row, and taking that for
// one row would lose those between.
func (c *Cursor) torn() bool {
	if !c.quote || c.Open || !hasLineEnd(c.text[c.Start:c.End]) {
		return false
	}
	if len(c.Cells) < len(c.kinds) {
		return true
	}
	for place, kind := range c.kinds {
		if kind != Skip && kind != Text && hasLineEnd(c.Cells[place]) {
			return true
		}
	}
	return false
}

func hasLineEnd(b []byte) bool { return bytes.IndexByte(b, '\n') >= 0 || bytes.IndexByte(b, '\r') >= 0 }

// reopen takes the quotes of a row with line ends inside for mistakes: the row
// becomes its first line, Open and without cells, and the next begins behind it.
func (c *Cursor) reopen() {
	for c.End = c.Start; c.text[c.End] != '\n' && c.text[c.End] != '\r'; {
		c.End++
	}
	c.After = c.End + 1
	if c.text[c.End] == '\r' && c.After < len(c.text) && c.text[c.After] == '\n' {
		c.After++
	}
	c.Cells, c.Open = c.Cells[:0], true
}

// cell reads one cell and returns the offset of what ended it.
func (c *Cursor) cell(at int) ([]byte, int) {
	if c.quote && at < len(c.text) && c.text[at] == '"' {
		if cell, end, ok := c.quoted(at); ok {
			return cell, end
		}
		c.Open = true
	}
	end := c.plain(at)
	return c.text[at:end], end
}

// plain returns the end of unquoted text from at.
func (c *Cursor) plain(at int) int {
	text, comma, blank := c.text, c.comma, c.comma
	if comma == ' ' {
		blank = '\t'
	}
	for ; at < len(text); at++ {
		b := text[at]
		if b == comma || b == blank || b == '\n' || b == '\r' {
			return at
		}
		if b >= 0x81 && c.pairs && at+1 < len(text) && text[at+1] >= 0x40 {
			at++
		}
	}
	return at
}

// quoted reads a cell in quotes; ok is false if the quote is never closed.
func (c *Cursor) quoted(at int) (cell []byte, end int, ok bool) {
	text := c.text
	start := at + 1
	from := len(c.spare)
	copied := false
	for i := start; i < len(text) && i-start <= c.field; i++ {
		if text[i] != '"' {
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			// A doubled quote: the cell is no longer a piece of the text.
			c.spare = append(c.spare, text[start:i+1]...)
			copied = true
			i++
			start = i + 1
			continue
		}
		end = c.plain(i + 1)
		if !copied && end == i+1 {
			return text[start:i], end, true
		}
		c.spare = append(c.spare, text[start:i]...)
		c.spare = append(c.spare, text[i+1:end]...)
		return c.spare[from:len(c.spare):len(c.spare)], end, true
	}
	c.spare = c.spare[:from]
	return nil, at, false
}
