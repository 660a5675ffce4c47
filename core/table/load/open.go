package load

import (
	"context"

	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/charset"
)

// opened is a file taken out of what it was wrapped in.
type opened struct {
	name      string
	size      int
	container string // gzip, zip, xlsx or ""
	texts     []member
}

// member is one sheet of a workbook, one member of an archive, or the file.
type member struct {
	name  string
	why   string // why it is not read, if it is known before
	bytes []byte
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

// unwrap takes a file out of its wrapping.
func unwrap(ctx context.Context, name string, b []byte, c table.Choices) (*opened, error) {
	return &opened{name: name, size: len(b), texts: []member{{bytes: b}}}, nil
}

// text returns the text of one member in an encoding the scanner reads.
func (o *opened) text(ctx context.Context, m *member, c table.Choices) (text, error) {
	t := text{name: m.name}
	enc, facts := charset.Detect(m.bytes)
	evidence := "content"
	if c.Encoding != "" {
		enc, evidence = charset.Encoding(c.Encoding), "chosen"
	} else if enc == charset.UTF8BOM {
		evidence = "bom"
	}
	out, replaced, err := charset.Text(m.bytes, enc)
	if err != nil {
		return t, err
	}
	t.bytes, t.encoding = out, charset.Scanned(enc)
	t.fact = table.Fact{Value: string(enc), Evidence: evidence}
	t.replaced = facts.Replaced + facts.Invalid + replaced
	return t, nil
}

// stage is a context whose progress counts as step i of n.
func stage(ctx context.Context, i, n int) context.Context {
	if n == 1 {
		return ctx
	}
	return op.WithTick(ctx, func(done, total int) error {
		if total <= 0 {
			total = 1
		}
		return op.Tick(ctx, (i*1000+done*1000/total)*(1<<10), n*1000*(1<<10))
	})
}

// bytes is about what the texts take in memory.
func (o *opened) bytes() int {
	n := 0
	for i := range o.texts {
		n += len(o.texts[i].bytes)
	}
	return n
}
