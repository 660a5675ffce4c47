package xlsx

import (
	"archive/zip"
	"bytes"
	"errors"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"fairbasis/core/fault"
	"fairbasis/core/table/unpack"
)

// book is a workbook to make by hand.
type book struct {
	sheet   string // what stands between the tags of the worksheet
	shared  string // likewise of the shared strings
	formats string // numFmt tags
	cells   []int  // number format of each style
	props   string // attributes of workbookPr
	whole   string // the sheet with its root, instead of sheet
	method  uint16
}

const ns = ` xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"`

func (b book) bytes(t testing.TB) []byte {
	t.Helper()
	var xfs strings.Builder
	for _, id := range b.cells {
		xfs.WriteString(`<xf numFmtId="` + strconv.Itoa(id) + `" fontId="0"/>`)
	}
	whole := b.whole
	if whole == "" {
		whole = `<?xml version="1.0" encoding="UTF-8"?>` + "\n<worksheet" + ns + ">" + b.sheet + "</worksheet>"
	}
	const office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	files := [][2]string{
		{"[Content_Types].xml", "<Types/>"},
		{"xl/workbook.xml", `<workbook` + ns + ` xmlns:r="` + office + `"><workbookPr ` + b.props + `/><sheets><sheet name="行情 &amp; 1" sheetId="1" r:id="rId1"/>` +
			`<sheet name="chart" sheetId="2" r:id="rId9"/><sheet name="old" sheetId="3" state="veryHidden" r:id="rId1"/></sheets></workbook>`},
		{"xl/_rels/workbook.xml.rels", `<Relationships><Relationship Id="rId1" Type="` + office + `/worksheet" Target="worksheets/sheet1.xml"/>` +
			`<Relationship Id="rId2" Type="` + office + `/styles" Target="/xl/styles.xml"/><Relationship Id="rId3" Type="` + office + `/sharedStrings" Target="sharedStrings.xml"/>` +
			`<Relationship Id="rId9" Type="` + office + `/chartsheet" Target="chartsheets/sheet1.xml"/></Relationships>`},
		{"xl/styles.xml", `<styleSheet` + ns + `><numFmts>` + b.formats + `</numFmts><cellStyleXfs><xf numFmtId="22"/></cellStyleXfs><cellXfs>` + xfs.String() + `</cellXfs></styleSheet>`},
		{"xl/sharedStrings.xml", `<sst` + ns + `>` + b.shared + `</sst>`},
		{"xl/worksheets/sheet1.xml", whole},
	}
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range files {
		e, err := w.CreateHeader(&zip.FileHeader{Name: f[0], Method: b.method})
		if err != nil {
			t.Fatal(err)
		}
		io.WriteString(e, f[1])
	}
	w.Close()
	return out.Bytes()
}

func (b book) read(t testing.TB) (string, Facts, error) {
	t.Helper()
	text, f, err := readBook(b.bytes(t))
	return string(text), f, err
}

func TestCells(t *testing.T) {
	cases := []struct {
		name string
		b    book
		want string
	}{
		{"numbers", book{sheet: `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" t="n"><v>3822.4000000000001</v></c><c r="C1"><v>-5</v></c><c r="D1"><v>1.5E-5</v></c></row></sheetData>`},
			"1\t3822.4\t-5\t0.000015\n"},
		{"no places", book{sheet: `<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row></sheetData>`}, "1\t2\n3\n"},
		{"rows and cells that are not there", book{sheet: `<sheetData><row r="2"><c r="C2"><v>1</v></c><c r="AA2"><v>2</v></c></row><row r="5" spans="1:9"><c r="A5"><v>3</v></c></row></sheetData>`},
			"\n\t\t1" + strings.Repeat("\t", 24) + "2\n\n\n3\n"},
		{"empty cells at the end", book{sheet: `<sheetData><row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/><c r="C1" s="0"></c></row><row r="2"><c r="A2" s="1"/></row><row r="3"/></sheetData>`}, "1\n"},
		{"no cells", book{sheet: `<sheetData/>`}, ""},
		{"shared strings", book{shared: `<si><t>收盘 &lt;元&gt;</t></si><si/><si><r><rPr><b/></rPr><t xml:space="preserve">成交 </t></r><r><t>量</t></r><rPh sb="0" eb="1"><t>x</t></rPh></si><si><t/></si>`,
			sheet: `<sheetData><row r="1"><c r="A1" t="s"><v>2</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>0</v></c><c r="D1" t="s"><v>3</v></c></row></sheetData>`}, "成交 量\t\t收盘 <元>\n"},
		{"strings in cells", book{sheet: `<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>开盘</t></is></c><c r="B1" t="inlineStr"><is><r><t>a</t></r><r><t>b</t></r></is></c><c r="C1" t="str"><f>A1&amp;"x"</f><v>开盘x</v></c></row></sheetData>`},
			"开盘\tab\t开盘x\n"},
		{"control characters", book{shared: "<si><t>a\tb\r\nc&#10;d_x000D_e_x00e_</t></si>", sheet: `<sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="str"><v>"q",'r'</v></c></row></sheetData>`},
			"a b c d e_x00e_\t\"q\",'r'\n"},
		{"booleans and errors", book{sheet: `<sheetData><row r="1"><c r="A1" t="b"><v>1</v></c><c r="B1" t="b"><v>0</v></c><c r="C1" t="e"><v>#N/A</v></c><c r="D1"><v>1</v></c></row></sheetData>`}, "TRUE\tFALSE\t\t1\n"},
		{"formulas", book{sheet: `<sheetData><row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f t="shared" si="0"/><v>3</v></c><c r="C1"><f>1</f></c><c r="D1" t="str"><f>""</f><v></v></c></row></sheetData>`}, "2\t3\n"},
		{"dates", book{cells: []int{0, 14, 22, 21}, sheet: `<sheetData><row r="1"><c r="A1" s="1"><v>44768</v></c><c r="B1" s="2"><v>44768</v></c><c r="C1" s="2"><v>44768.396527777775</v></c><c r="D1" s="3"><v>0.39652777777777781</v></c><c r="E1" s="1" t="d"><v>2024-01-02</v></c></row></sheetData>`},
			"2022-07-26\t2022-07-26 00:00:00\t2022-07-26 09:31:00\t09:31:00\t2024-01-02\n"},
		{"days from 1904", book{props: `date1904="1"`, cells: []int{14}, sheet: `<sheetData><row r="1"><c r="A1" s="0"><v>0</v></c><c r="B1" s="0"><v>43306</v></c></row></sheetData>`}, "1904-01-01\t2022-07-26\n"},
		{"own formats", book{formats: `<numFmt numFmtId="164" formatCode="yyyy&quot;年&quot;m&quot;月&quot;d&quot;日&quot;;@"/><numFmt numFmtId="165" formatCode="0.00%"/>`, cells: []int{164, 165},
			sheet: `<sheetData><row r="1"><c r="A1" s="0"><v>42009</v></c><c r="B1" s="1"><v>2.1000000000000001E-2</v></c></row></sheetData>`}, "2015-01-05\t2.1%\n"},
		{"a style that is not there", book{sheet: `<sheetData><row r="1"><c r="A1" s="77"><v>1</v></c></row></sheetData>`}, "1\n"},
		{"attributes of all kinds", book{sheet: `<sheetData><row  r='1' x14ac:dyDescent="0.25" ht="1>2" ><c  s='0' cm="1" r='B1' ><v >7</v ></c ></row ></sheetData>`}, "\t7\n"},
		{"comments and CDATA", book{sheet: `<!-- <row r="9"> --><sheetData><row r="1"><!-- c --><c r="A1"><!-- v --><v>1</v></c><c r="B1" t="str"><v><![CDATA[<a>]]></v></c></row></sheetData>`}, "1\t<a>\n"},
		{"what comes before and after", book{sheet: `<dimension ref="A1:B1"/><cols><col min="1" max="2"/></cols><sheetData><row r="1"><c r="A1"><v>1</v></c><extLst><ext/></extLst></row></sheetData><mergeCells><mergeCell ref="A1:B2"/></mergeCells>`}, "1\n"},
		{"a prefix", book{whole: `<x:worksheet xmlns:x="u"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c><x:c r="B1"><x:v>2</x:v></x:c></x:row></x:sheetData></x:worksheet>`}, "a\t2\n"},
		{"a number that is none", book{sheet: `<sheetData><row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>1_000</v></c><c r="C1"><v>0x10</v></c></row></sheetData>`}, "NaN\t1_000\t0x10\n"},
	}
	for _, c := range cases {
		for _, method := range []uint16{zip.Deflate, zip.Store} {
			c.b.method = method
			got, f, err := c.b.read(t)
			if err != nil || got != c.want {
				t.Errorf("%s: got %q, %v; want %q", c.name, got, err, c.want)
			}
			if f.Rows != strings.Count(c.want, "\n") {
				t.Errorf("%s: %d rows, want %d", c.name, f.Rows, strings.Count(c.want, "\n"))
			}
		}
	}
	_, f, _ := cases[9].b.read(t)
	if f.Formulas != 1 {
		t.Errorf("%d formulas without a value, want 1", f.Formulas)
	}
}

func TestSheets(t *testing.T) {
	b := book{sheet: `<dimension ref="A1:I397"/><sheetData/>`}.bytes(t)
	a, err := unpack.Open("in.xlsx", b, unpack.Default, nil)
	if err != nil {
		t.Fatal(err)
	}
	got, err := Open(a.Parts[0].Book)
	if err != nil {
		t.Fatal(err)
	}
	if len(got.Sheets) != 2 || got.Sheets[0].Name != "行情 & 1" || got.Sheets[0].Hidden || got.Sheets[0].Dimension != "A1:I397" || got.Sheets[1].Name != "old" || !got.Sheets[1].Hidden {
		t.Errorf("%+v", got.Sheets)
	}
}

func TestRefused(t *testing.T) {
	row := func(cells string) book { return book{sheet: `<sheetData><row r="1">` + cells + `</row></sheetData>`} }
	cases := []struct {
		name, code string
		b          book
	}{
		{"row beyond the last", "damaged", book{sheet: `<sheetData><row r="1048577"><c r="A1"><v>1</v></c></row></sheetData>`}},
		{"row of many digits", "damaged", book{sheet: `<sheetData><row r="99999999999999999999"><c/></row></sheetData>`}},
		{"rows out of order", "damaged", book{sheet: `<sheetData><row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>1</v></c></row></sheetData>`}},
		{"column beyond the last", "damaged", row(`<c r="XFE1"><v>1</v></c>`)},
		{"column of many letters", "damaged", row(`<c r="ZZZZZZZZZZZZZZZZZZZZZZZZ1"><v>1</v></c>`)},
		{"columns out of order", "damaged", row(`<c r="B1"><v>1</v></c><c r="A1"><v>1</v></c>`)},
		{"cell outside of a row", "damaged", book{sheet: `<sheetData><c r="A1"><v>1</v></c></sheetData>`}},
		{"many columns", "too_many_columns", row(`<c r="XFD1"><v>1</v></c>`)},
		{"shared string that is not there", "damaged", row(`<c r="A1" t="s"><v>7</v></c>`)},
		{"shared string of a negative number", "damaged", row(`<c r="A1" t="s"><v>-1</v></c>`)},
		{"style that is no number", "damaged", row(`<c r="A1" s="x"><v>1</v></c>`)},
		{"attribute without quotes", "damaged", row(`<c r=A1><v>1</v></c>`)},
		{"long cell", "long_cell", row(`<c r="A1" t="str"><v>` + strings.Repeat("x", 40_000) + `</v></c>`)},
		{"very long cell", "long_cell", row(`<c r="A1" t="str"><v>` + strings.Repeat("xyzzy", 400_000) + `</v></c>`)},
		{"document type", "doctype", book{whole: `<!DOCTYPE worksheet [<!ENTITY a "b">]><worksheet><sheetData/></worksheet>`}},
		{"document type inside", "doctype", book{sheet: `<!DOCTYPE x><sheetData></sheetData>`}},
		{"document type among strings", "doctype", book{shared: `<!DOCTYPE x [<!ENTITY a "b">]>`, sheet: `<sheetData/>`}},
		{"no end", "torn", book{whole: `<worksheet><sheetData><row r="1"><c r="A1"><v>1</v></c></row>`}},
		{"cut in a tag", "torn", book{whole: `<worksheet><sheetData><row r="1"><c r="A1`}},
		{"no worksheet", "damaged", book{whole: `hello`}},
		{"nothing", "damaged", book{whole: ` `}},
		{"UTF-16", "damaged", book{whole: "\xFF\xFE<\x00w\x00"}},
	}
	for _, c := range cases {
		_, _, err := c.b.read(t)
		var f *fault.Error
		if !errors.As(err, &f) || len(f.Fields) == 0 || f.Fields[0].Code != c.code || f.Code == fault.Internal {
			t.Errorf("%s: got %v, want %s", c.name, err, c.code)
		}
	}
	lim := unpack.Default
	lim.Rows = 10
	a, err := unpack.Open("in", book{sheet: `<sheetData><row r="11"><c r="A11"><v>1</v></c></row></sheetData>`}.bytes(t), lim, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, _ := Open(a.Parts[0].Book)
	if _, _, err := b.Text(0, nil); fault.From(err).Code != fault.TooLarge {
		t.Errorf("eleven rows of ten: %v", err)
	}
}

// A long shared string that many cells name grows a small file into a large
// text; it is refused long before memory is short.
func TestRepeatedString(t *testing.T) {
	cells := strings.Repeat(`<c t="s"><v>0</v></c>`, 1000)
	var sheet strings.Builder
	for i := range 200 {
		sheet.WriteString(`<row r="` + strconv.Itoa(i+1) + `">` + cells + `</row>`)
	}
	_, _, err := book{shared: "<si><t>" + strings.Repeat("甲乙丙", 3000) + "</t></si>", sheet: "<sheetData>" + sheet.String() + "</sheetData>"}.read(t)
	f := fault.From(err)
	if f == nil || len(f.Fields) == 0 || f.Fields[0].Code != "expands_too_much" {
		t.Errorf("got %v", err)
	}
}

// Cut anywhere, a sheet is refused or whole, and never breaks the program.
func TestCutAnywhere(t *testing.T) {
	whole := `<worksheet><sheetData><row r="1" spans="1:2"><c r="A1" s="1" t="s"><v>0</v></c><c r="B1"><f>1</f><v>2</v></c><c r="C1" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>`
	for i := range whole {
		got, _, err := book{shared: "<si><t>a</t></si>", whole: whole[:i] + " "}.read(t)
		if err == nil && got != "a\t2\tx\n" {
			t.Fatalf("cut after %q: got %q", whole[:i], got)
		}
	}
}

// The genuine workbook gives what excelize reads in it.
func TestGenuineWorkbook(t *testing.T) {
	file, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "formats", "IM_STAR.xlsx"))
	if err != nil {
		t.Skipf("the shared data are not here: %v", err)
	}
	text, f, err := readBook(file)
	if err != nil {
		t.Fatal(err)
	}
	x, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		t.Fatal(err)
	}
	rows, err := x.GetRows("Sheet1", excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(text), "\n"), "\n")
	if len(lines) != len(rows) || f.Rows != 397 || f.Columns != 9 || f.Dates != 396 {
		t.Fatalf("%d lines, %d rows, %+v", len(lines), len(rows), f)
	}
	for i, line := range lines {
		cells := strings.Split(line, "\t")
		if i > 0 {
			// 44768 is 2022-07-26, a Tuesday and trading day; the raw value is the serial.
			serial, _ := strconv.Atoi(rows[i][3-1])
			want := excelDay(serial) + " 00:00:00"
			if cells[2] != want {
				t.Fatalf("row %d: %s, want %s", i+1, cells[2], want)
			}
			cells[2] = rows[i][2]
		}
		if strings.Join(cells, "\t") != strings.Join(rows[i], "\t") {
			t.Fatalf("row %d: %q, excelize %q", i+1, cells, rows[i])
		}
	}
}

// What excelize writes is read back: texts and numbers of any kind, at any
// place.
func TestRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := excelize.NewFile()
		defer f.Close()
		want := map[[2]int]string{}
		last := 0
		for range rapid.IntRange(1, 12).Draw(t, "cells") {
			row, col := rapid.IntRange(1, 30).Draw(t, "row"), rapid.IntRange(1, 60).Draw(t, "col")
			place, _ := excelize.CoordinatesToCellName(col, row)
			if rapid.Bool().Draw(t, "text") {
				s := rapid.StringMatching(`[a-z日期收盘<>&"'_; ]{1,12}`).Draw(t, "s")
				if strings.TrimSpace(s) != s {
					continue
				}
				f.SetCellStr("Sheet1", place, s)
				want[[2]int{row, col}] = s
			} else {
				x := rapid.Float64Range(-1e12, 1e12).Draw(t, "x")
				f.SetCellFloat("Sheet1", place, x, -1, 64)
				want[[2]int{row, col}] = strconv.FormatFloat(x, 'f', -1, 64)
			}
			last = max(last, row)
		}
		var out bytes.Buffer
		if err := f.Write(&out); err != nil {
			t.Fatal(err)
		}
		text, _, err := readBook(out.Bytes())
		if err != nil {
			t.Fatal(err)
		}
		got := map[[2]int]string{}
		for i, line := range strings.Split(string(text), "\n") {
			for j, cell := range strings.Split(line, "\t") {
				if cell != "" {
					got[[2]int{i + 1, j + 1}] = cell
				}
			}
		}
		for at, cell := range want {
			if got[at] != cell && !(cell == "-0" && got[at] == "0") {
				t.Fatalf("%v: got %q, want %q", at, got[at], cell)
			}
		}
		if len(got) != len(want) {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

func TestTickStops(t *testing.T) {
	var sheet strings.Builder
	for i := range 40_000 {
		n := strconv.Itoa(i + 1)
		sheet.WriteString(`<row r="` + n + `"><c r="A` + n + `" s="0"><v>3420.2</v></c><c r="B` + n + `"><v>3421.4</v></c></row>`)
	}
	file := book{sheet: "<sheetData>" + sheet.String() + "</sheetData>", method: zip.Store}.bytes(t)
	want, _, err := readBook(file)
	if err != nil {
		t.Fatal(err)
	}
	file = book{sheet: "<sheetData>" + sheet.String() + "</sheetData>", method: zip.Deflate}.bytes(t)
	lim := unpack.Default
	lim.Ratio = 0 // the same row again and again
	a, err := unpack.Open("in", file, lim, nil)
	if err != nil {
		t.Fatal(err)
	}
	b, err := Open(a.Parts[0].Book)
	if err != nil {
		t.Fatal(err)
	}
	got, _, err := b.Text(0, nil)
	if err != nil || !bytes.Equal(got, want) || bytes.Count(got, []byte("\n")) != 40_000 {
		t.Fatalf("packed and stored differ: %d and %d bytes, %v", len(got), len(want), err)
	}
	stop, calls := errors.New("given up"), 0
	_, _, err = b.Text(0, func(done, total int) error {
		if calls++; calls == 2 {
			return stop
		}
		return nil
	})
	if err != stop {
		t.Errorf("got %v after %d ticks, want the error of tick", err, calls)
	}
}

func FuzzSheet(f *testing.F) {
	f.Add([]byte(`<worksheet><sheetData><row r="1"><c r="A1" s="1"><v>44768.5</v></c><c r="B1" t="s"><v>0</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<x:worksheet><x:sheetData><x:row><x:c t="inlineStr"><x:is><x:t>a</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row r="3"><c r="C3"><f>1</f><v>1e300</v></c><c t="e"><v>#N/A</v></c><c t="b"><v>1</v></c></row></sheetData></worksheet>`))
	f.Add([]byte(`<worksheet><sheetData><row><c><v><![CDATA[1]]></v></c><!-- --><c s="2"><v>0.021</v></c></row></sheetData></worksheet>`))
	f.Fuzz(func(t *testing.T, sheet []byte) {
		file := book{whole: string(sheet) + " ", shared: "<si><t>收盘</t></si>", cells: []int{0, 22, 10, 14, 46}}.bytes(t)
		text, facts, err := readBook(file)
		if err != nil {
			if fault.From(err).Code == fault.Internal {
				t.Fatalf("not a refusal: %v", err)
			}
			return
		}
		if n := bytes.Count(text, []byte("\n")); n != facts.Rows {
			t.Fatalf("%d lines, %d rows", n, facts.Rows)
		}
		for _, c := range text {
			if c < ' ' && c != '\t' && c != '\n' {
				t.Fatalf("%q holds a control character", text)
			}
		}
	})
}

func FuzzStrings(f *testing.F) {
	f.Add([]byte(`<si><t>a</t></si><si><r><t>b</t></r><rPh><t>c</t></rPh></si>`))
	f.Add([]byte(`<si><t>&#x6536;&amp;_x000D_<![CDATA[x]]></t></si><si/>`))
	f.Fuzz(func(t *testing.T, shared []byte) {
		_, _, err := book{shared: string(shared), sheet: `<sheetData><row><c t="s"><v>0</v></c></row></sheetData>`}.read(t)
		if err != nil && fault.From(err).Code == fault.Internal {
			t.Fatalf("not a refusal: %v", err)
		}
	})
}
