package load

import (
	"bytes"
	"context"

	"fairbasis/core/op"
	"fairbasis/core/table/unpack"
	"fairbasis/core/table/xlsx"
)

// workbook adds the sheets of a workbook as members. whole says that the file
// is nothing but the workbook.
func (o *opened) workbook(p *unpack.Part, whole bool) error {
	book, err := xlsx.Open(p.Book)
	if err != nil {
		return err
	}
	prefix := p.Name + "/"
	if whole {
		o.container, prefix = "xlsx", ""
	}
	for i, s := range book.Sheets {
		m := member{name: prefix + s.Name, book: book, sheet: i}
		if s.Hidden {
			m.why = "hidden"
		}
		o.members = append(o.members, m)
	}
	return nil
}

// worksheet is the text of one sheet.
func (o *opened) worksheet(ctx context.Context, m *member) ([]byte, error) {
	text, _, err := m.book.Text(m.sheet, func(done, total int) error { return op.Tick(ctx, done, total) })
	if err != nil {
		return nil, err
	}
	return padded(text), nil
}

// padded gives every line of a sheet the cells of the widest of its first
// lines: a workbook leaves empty cells at the end of a row out, and a row must
// not look cut short because of that. Lines of one cell, such as titles, stay.
func padded(text []byte) []byte {
	width, short := 0, false
	for rest, n := text, 0; len(rest) > 0 && n < 256; n++ {
		line := rest
		if end := bytes.IndexByte(rest, '\n'); end >= 0 {
			line, rest = rest[:end], rest[end+1:]
		} else {
			rest = nil
		}
		width = max(width, bytes.Count(line, []byte{'\t'}))
	}
	var out []byte
	from := 0 // of what is not copied yet
	for at := 0; at < len(text); {
		end := bytes.IndexByte(text[at:], '\n')
		if end < 0 {
			end = len(text) - at
		}
		if n := bytes.Count(text[at:at+end], []byte{'\t'}); n > 0 && n < width {
			if !short {
				short = true
				out = make([]byte, 0, len(text)+len(text)/16+64)
			}
			out = append(out, text[from:at+end]...)
			for ; n < width; n++ {
				out = append(out, '\t')
			}
			from = at + end
		}
		at += end + 1
	}
	if !short {
		return text
	}
	return append(out, text[from:]...)
}
