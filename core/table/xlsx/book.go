// Package xlsx reads a worksheet as rows of text: one line for each row, cells
// separated by tabs, so that one scanner reads files of every kind.
//
// It is a scanner over the bytes of the sheet, which is unpacked piece by
// piece, for the parts of ECMA-376 that hold values; formulas, drawings and
// appearance are passed over. What decides how a number is meant, its number
// format, is read: dates are written as dates, percentages with their sign.
package xlsx

import (
	"bytes"
	"strings"

	"fairbasis/core/table/unpack"
)

// Sheet is one worksheet of a workbook.
type Sheet struct {
	Name      string
	Hidden    bool   // the sheet is not shown in the workbook
	Dimension string // the cells it says it has, such as A1:I397; may be empty or wrong
	entry     *unpack.Entry
}

// Book is a workbook whose sheets can be read.
type Book struct {
	Sheets  []Sheet
	zip     *unpack.Zip
	since04 bool // serial days count from 1904-01-01
	styles  []style
	shared  *unpack.Entry // shared strings, read with the first sheet
	strings strs
	loaded  bool
}

// Open reads the list of sheets and the number formats of a workbook. Charts
// and macro sheets are left out. Errors are refusals with fault.Invalid.
func Open(z *unpack.Zip) (*Book, error) {
	b := &Book{zip: z}
	rels, err := b.relations()
	if err != nil {
		return nil, err
	}
	main := z.Find("xl/workbook.xml")
	if main == nil {
		return nil, damaged("xl/workbook.xml", "the workbook has no list of sheets")
	}
	t, err := b.part(main)
	if err != nil {
		return nil, err
	}
	for {
		if err := t.next(); err != nil {
			return nil, err
		}
		if t.kind == atEnd {
			break
		}
		if t.kind != startTag {
			continue
		}
		switch {
		case t.is("workbookPr"):
			v := t.attr("date1904")
			b.since04 = v == "1" || v == "true"
		case t.is("sheet"):
			r, ok := rels[t.attr("id")]
			if !ok || r.kind != "worksheet" {
				continue
			}
			e := z.Find(r.target)
			if e == nil {
				continue
			}
			state := t.attr("state")
			b.Sheets = append(b.Sheets, Sheet{Name: t.attr("name"), Hidden: state == "hidden" || state == "veryHidden", entry: e})
		}
	}
	if len(b.Sheets) == 0 {
		return nil, refused(z.Path(main), "no_sheets", "has no worksheet; choose a workbook with a table in it")
	}
	for i := range b.Sheets {
		b.Sheets[i].Dimension = b.dimension(b.Sheets[i].entry)
	}
	for _, r := range rels {
		switch r.kind {
		case "sharedStrings":
			b.shared = z.Find(r.target)
		case "styles":
			if e := z.Find(r.target); e != nil {
				if b.styles, err = b.readStyles(e); err != nil {
					return nil, err
				}
			}
		}
	}
	return b, nil
}

// relation is where a part of the workbook lies and what it is.
type relation struct{ target, kind string }

// relations reads which parts belong to the workbook.
func (b *Book) relations() (map[string]relation, error) {
	e := b.zip.Find("xl/_rels/workbook.xml.rels")
	if e == nil {
		return nil, damaged("xl/_rels/workbook.xml.rels", "the workbook does not say where its sheets are")
	}
	t, err := b.part(e)
	if err != nil {
		return nil, err
	}
	rels := map[string]relation{}
	for {
		if err := t.next(); err != nil {
			return nil, err
		}
		if t.kind == atEnd {
			return rels, nil
		}
		if t.kind != startTag || !t.is("Relationship") {
			continue
		}
		target := t.attr("Target")
		if rest, ok := strings.CutPrefix(target, "/"); ok {
			target = rest
		} else {
			target = "xl/" + strings.TrimPrefix(target, "./")
		}
		what := t.attr("Type")
		rels[t.attr("Id")] = relation{target, what[strings.LastIndexByte(what, '/')+1:]}
	}
}

// part unpacks one of the small parts.
func (b *Book) part(e *unpack.Entry) (*tokens, error) {
	text, err := b.zip.Bytes(e, nil)
	if err != nil {
		return nil, err
	}
	if err := encoded(b.zip.Path(e), text); err != nil {
		return nil, err
	}
	return &tokens{path: b.zip.Path(e), b: text}, nil
}

// encoded refuses XML in UTF-16, which no known program writes into workbooks.
func encoded(path string, text []byte) error {
	if len(text) >= 2 && (text[0] == 0xFF && text[1] == 0xFE || text[0] == 0xFE && text[1] == 0xFF || text[0] == 0 || text[1] == 0) {
		return damaged(path, "is not in UTF-8")
	}
	return nil
}

// dimension looks at the beginning of a sheet for the cells it says it has.
func (b *Book) dimension(e *unpack.Entry) string {
	head, err := b.zip.Head(e, 4096)
	if err != nil {
		return ""
	}
	if i := bytes.Index(head, []byte("<sheetData")); i >= 0 {
		head = head[:i]
	}
	t := tokens{b: head}
	for {
		if err := t.next(); err != nil || t.kind == atEnd {
			return ""
		}
		if t.kind == startTag && t.is("dimension") {
			return t.attr("ref")
		}
	}
}
