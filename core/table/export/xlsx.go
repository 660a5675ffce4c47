package export

import (
	"context"
	"strconv"

	"fairbasis/core/op"
)

// Limits of a worksheet (Excel specifications and limits).
const (
	maxRows = 1_048_576 // with the header
	maxCell = 32_767    // characters
)

// earliest is the first stamp written as a date: before 1900-03-01 Excel
// counts a 29 February 1900 that never was, so earlier days are text.
const earliest = -25508 * dayMillis

const (
	dayMillis  = 24 * 60 * 60 * 1000
	serial1970 = 25569 // Excel's number of 1970-01-01
)

// XLSX writes sheets as a workbook: a bold header that stays when scrolled,
// numbers as number cells with their decimals, days and moments as dates,
// texts as texts, which no program takes for formulas. A sheet longer than
// Excel's 1,048,576 rows goes on in further ones. Texts are cut to 32,767
// characters. The same sheets give the same bytes.
func XLSX(ctx context.Context, sheets []Sheet) ([]byte, error) {
	b := book{ctx: ctx, total: 1}
	for _, s := range sheets {
		b.total += s.Rows
	}
	for _, s := range sheets {
		for from := 0; from == 0 || from < s.Rows; from += maxRows - 1 {
			if err := b.sheet(s, from, min(s.Rows, from+maxRows-1)); err != nil {
				return nil, err
			}
		}
	}
	return b.finish(), nil
}

// book is a workbook being written.
type book struct {
	ctx   context.Context
	zip   archive
	text  []byte // XML not yet handed to the archive
	names []string

	done, total int
	letters     [][]byte // of the columns
	places      styles
}

const xmlHead = `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>` + "\n"

const mainSpace = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

// flush hands text to the archive once there is enough of it.
func (b *book) flush(least int) {
	if len(b.text) >= least {
		b.zip.add(b.text)
		b.text = b.text[:0]
	}
}

func (b *book) sheet(s Sheet, from, to int) error {
	b.names = append(b.names, sheetName(s.Name, b.names))
	b.zip.begin("xl/worksheets/sheet" + strconv.Itoa(len(b.names)) + ".xml")
	for len(b.letters) < len(s.Columns) {
		b.letters = append(b.letters, []byte(columnLetters(len(b.letters))))
	}
	b.text = append(b.text, xmlHead+`<worksheet`+mainSpace+`><sheetViews><sheetView workbookViewId="0"`...)
	if len(b.names) == 1 {
		b.text = append(b.text, ` tabSelected="1"`...)
	}
	b.text = append(b.text, `><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>`...)
	if len(s.Columns) > 0 {
		b.text = append(b.text, `<cols>`...)
		for i, w := range s.widths() {
			n := strconv.Itoa(i + 1)
			b.text = append(b.text, `<col min="`+n+`" max="`+n+`" width="`+strconv.Itoa(w)+`" customWidth="1"/>`...)
		}
		b.text = append(b.text, `</cols>`...)
	}
	b.text = append(b.text, `<sheetData><row r="1">`...)
	for i, c := range s.Columns {
		b.appendText(i, "1", c.Title, `" s="1`)
	}
	b.text = append(b.text, `</row>`...)

	cells := make([]Cell, len(s.Columns))
	for row := from; row < to; row++ {
		if b.done%chunk == 0 {
			if err := op.Tick(b.ctx, b.done, b.total); err != nil {
				return err
			}
		}
		b.done++
		clear(cells)
		s.Fill(row, cells)
		number := strconv.Itoa(row - from + 2)
		b.text = append(b.text, `<row r="`...)
		b.text = append(b.text, number...)
		b.text = append(b.text, `">`...)
		for i := range cells {
			b.cell(i, number, &cells[i])
		}
		b.text = append(b.text, `</row>`...)
		b.flush(1 << 17)
	}
	b.text = append(b.text, `</sheetData></worksheet>`...)
	b.flush(0)
	b.zip.end()
	return nil
}

// cell appends one cell of a row; an empty one is left out.
func (b *book) cell(column int, row string, c *Cell) {
	style := 0
	switch c.Kind {
	case Empty:
		return
	case Text:
		b.appendText(column, row, c.Text, "")
		return
	case Number, Shown, Percent:
		if x := c.Float; x-x != 0 { // not finite
			return
		}
		if c.Kind != Number {
			style = b.places.decimals(c.Scale, c.Kind == Percent)
		}
	case Decimal:
		style = b.places.decimals(c.Scale, false)
	default:
		if c.Mantissa < earliest {
			b.appendText(column, row, stampText(c), "")
			return
		}
		style = momentStyle(c)
	}
	b.text = append(b.text, `<c r="`...)
	b.text = append(b.text, b.letters[column]...)
	b.text = append(b.text, row...)
	if style > 0 {
		b.text = append(b.text, `" s="`...)
		b.text = strconv.AppendUint(b.text, uint64(style), 10)
	}
	b.text = append(b.text, `"><v>`...)
	switch c.Kind {
	case Decimal, Number, Shown, Percent:
		b.text = c.appendNumber(b.text)
	default:
		b.text = appendSerial(b.text, c)
	}
	b.text = append(b.text, `</v></c>`...)
}

// appendSerial appends days since 1899-12-30.
func appendSerial(dst []byte, c *Cell) []byte {
	day := c.Mantissa / dayMillis
	rest := c.Mantissa - day*dayMillis
	if rest < 0 {
		day, rest = day-1, rest+dayMillis
	}
	dst = strconv.AppendInt(dst, day+serial1970, 10)
	if c.Kind == Day || rest == 0 {
		return dst
	}
	// Eleven decimals of a day are a microsecond; rest is below 8.64e7, so that
	// the product stays below 2^63.
	fraction := (rest*100_000_000_000 + dayMillis/2) / dayMillis
	var digits [12]byte
	for i := 11; i > 0; i-- {
		digits[i] = byte('0' + fraction%10)
		fraction /= 10
	}
	digits[0] = '.'
	n := len(digits)
	for digits[n-1] == '0' {
		n--
	}
	return append(dst, digits[:n]...)
}

// appendText appends a cell of text; attributes follow its place.
func (b *book) appendText(column int, row, text, attributes string) {
	b.text = append(b.text, `<c r="`...)
	b.text = append(b.text, b.letters[column]...)
	b.text = append(b.text, row...)
	b.text = append(b.text, attributes...)
	b.text = append(b.text, `" t="inlineStr"><is><t`...)
	if n := len(text); n > 0 && (text[0] <= ' ' || text[n-1] <= ' ') {
		b.text = append(b.text, ` xml:space="preserve"`...)
	}
	b.text = append(b.text, '>')
	b.text = appendXML(b.text, cut(text, maxCell))
	b.text = append(b.text, `</t></is></c>`...)
}

// finish writes the parts that name the sheets and returns the file.
func (b *book) finish() []byte {
	var types, list, relations []byte
	for i, name := range b.names {
		n := strconv.Itoa(i + 1)
		types = append(types, `<Override PartName="/xl/worksheets/sheet`+n+`.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>`...)
		list = append(list, `<sheet name="`...)
		list = appendXML(list, name)
		list = append(list, `" sheetId="`+n+`" r:id="rId`+n+`"/>`...)
		relations = append(relations, `<Relationship Id="rId`+n+`" Type="`+officeTypes+`/worksheet" Target="worksheets/sheet`+n+`.xml"/>`...)
	}
	for _, part := range []struct{ name, text string }{
		{"xl/workbook.xml", `<workbook` + mainSpace + ` xmlns:r="` + officeTypes + `"><sheets>` + string(list) + `</sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", relationsOpen + string(relations) + `<Relationship Id="rId` + strconv.Itoa(len(b.names)+1) +
			`" Type="` + officeTypes + `/styles" Target="styles.xml"/></Relationships>`},
		{"xl/styles.xml", b.places.xml()},
		{"_rels/.rels", relationsOpen + `<Relationship Id="rId1" Type="` + officeTypes + `/officeDocument" Target="xl/workbook.xml"/></Relationships>`},
		{"[Content_Types].xml", `<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
			`<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>` +
			`<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>` +
			`<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>` + string(types) + `</Types>`},
	} {
		b.zip.begin(part.name)
		b.text = append(append(b.text, xmlHead...), part.text...)
		b.flush(0)
		b.zip.end()
	}
	return b.zip.close()
}

const (
	officeTypes   = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	relationsOpen = `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">`
)
