package load

import (
	"context"
	"unicode/utf8"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/charset"
	"fairbasis/core/table/unpack"
	"fairbasis/core/table/xlsx"
)

// limits are those of every file.
var limits = unpack.Default

// opened is a file taken out of what it was wrapped in.
type opened struct {
	name      string
	size      int
	container string // gzip, zip, xlsx or ""
	members   []member
	skipped   []fault.Field // files inside that are no tables
}

// member is one sheet of a workbook, one member of an archive, or the file.
type member struct {
	name  string
	why   string // why it is not read, where that is known before
	part  *unpack.Part
	bytes []byte // once it is unpacked
	done  bool
	book  *xlsx.Book
	sheet int // of the book, from 0; -1 for a text
}

// text is one text ready to be recognised.
type text struct {
	name     string
	bytes    []byte
	encoding charset.Encoding // of bytes: utf-8 or gb18030
	fact     table.Fact       // of the file
	replaced int              // characters that were lost
	sheet    bool
}

// The shares of the work that unwrapping takes of packed files, by a thousand.
const (
	openShare = 300
	textShare = 500
)

// unwrap takes a file out of its wrapping.
func unwrap(ctx context.Context, name string, b []byte) (*opened, error) {
	o := &opened{name: name, size: len(b)}
	switch {
	case len(b) > 2 && b[0] == 0x1F && b[1] == 0x8B:
		o.container = "gzip"
	case len(b) > 4 && string(b[:2]) == "PK" && b[2] < 9:
		o.container = "zip"
	}
	step := stage(ctx, o.size, 0, openShare)
	archive, err := unpack.Open(name, b, limits, func(done, total int) error { return op.Tick(step, done, total) })
	if err != nil {
		return nil, err
	}
	o.skipped = archive.Skipped
	for i := range archive.Parts {
		p := &archive.Parts[i]
		if p.Kind == unpack.Workbook {
			if err := o.workbook(p, len(archive.Parts) == 1 && o.container == "zip" && p.Name == name); err != nil {
				return nil, err
			}
			continue
		}
		m := member{name: p.Name, part: p, sheet: -1}
		if o.container != "zip" {
			m.name = "" // the file itself
		}
		o.members = append(o.members, m)
	}
	return o, nil
}

// text returns the text of one member in an encoding the scanner reads.
func (o *opened) text(ctx context.Context, m *member, c table.Choices) (text, error) {
	t := text{name: m.name, sheet: m.sheet >= 0}
	if !m.done {
		var err error
		if t.sheet {
			m.bytes, err = o.worksheet(ctx, m)
		} else {
			m.bytes, err = m.part.Bytes(func(done, total int) error { return op.Tick(ctx, done, total) })
		}
		if err != nil {
			return t, err
		}
		m.done, m.part, m.book = true, nil, nil
	}
	if t.sheet {
		t.bytes, t.encoding = m.bytes, charset.UTF8Plain
		t.fact = table.Fact{Value: string(charset.UTF8Plain), Evidence: "content"}
		return t, nil
	}
	enc, facts := charset.Detect(m.bytes)
	evidence := "content"
	lost := facts.Replaced + facts.Invalid
	if c.Encoding != "" {
		if charset.Encoding(c.Encoding) == charset.UTF8Plain && enc == charset.GB18030 {
			facts.Replaced += invalid(m.bytes)
		}
		enc, evidence, lost = charset.Encoding(c.Encoding), "chosen", facts.Replaced
	} else if enc == charset.UTF8BOM {
		evidence = "bom"
	}
	out, replaced, err := charset.Text(m.bytes, enc)
	if err != nil {
		return t, err
	}
	t.bytes, t.encoding = out, charset.Scanned(enc)
	t.fact = table.Fact{Value: string(enc), Evidence: evidence}
	t.replaced = lost
	if facts.Replaced == 0 {
		t.replaced += replaced
	}
	return t, nil
}

// invalid counts the stretches of b that are no UTF-8.
func invalid(b []byte) int {
	n, bad := 0, false
	for len(b) > 0 {
		r, size := utf8.DecodeRune(b)
		now := r == utf8.RuneError && size == 1
		if now && !bad {
			n++
		}
		bad = now
		b = b[size:]
	}
	return n
}

// bytes is about what the texts take in memory.
func (o *opened) bytes() int {
	n := 0
	for i := range o.members {
		n += len(o.members[i].bytes)
	}
	return n
}

// stage is a context whose progress is a part of the whole: from and to are
// thousandths of it, and the whole is stated as size bytes.
func stage(ctx context.Context, size, from, to int) context.Context {
	return op.WithTick(ctx, func(done, total int) error {
		share := int64(from)
		if total > 0 {
			share += int64(to-from) * int64(min(done, total)) / int64(total)
		}
		return op.Tick(ctx, int(int64(size)*share/1000), size)
	})
}
