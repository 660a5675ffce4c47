package export

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/csv"
	"encoding/xml"
	"errors"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"fairbasis/core/market"
	"fairbasis/core/op"

	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"
)

// ms returns a stamp as market.Bars has it.
func ms(text string) int64 {
	for _, layout := range []string{"2006-01-02", "2006-01-02 15:04", "2006-01-02 15:04:05", "2006-01-02 15:04:05.000"} {
		if at, err := time.Parse(layout, text); err == nil {
			return at.UnixMilli()
		}
	}
	panic(text)
}

// of makes a sheet of rows given as cells.
func of(name string, titles []string, rows [][]Cell) Sheet {
	s := Sheet{Name: name, Rows: len(rows), Fill: func(row int, cells []Cell) { copy(cells, rows[row]) }}
	for _, t := range titles {
		s.Columns = append(s.Columns, Column{Title: t})
	}
	return s
}

func dec(m int64, scale uint8) Cell { return Cell{Kind: Decimal, Mantissa: m, Scale: scale} }

var bars = of("IF2412", []string{"symbol", "time", "close", "volume", "rate"}, [][]Cell{
	{Words("IF2412"), Stamp(ms("2024-09-13 09:31"), false), dec(382240, 2), Whole(63806), {Kind: Number, Float: 0.1}},
	{Words("IF2412"), Stamp(ms("2024-09-13 09:32:05"), false), dec(-5, 2), {}, {Kind: Number, Float: math.NaN()}},
	{{}, Stamp(ms("2024-09-13"), true), dec(math.MaxInt64, 18), Whole(-1), {Kind: Number, Float: math.Inf(1)}},
})

func TestCSV(t *testing.T) {
	got, err := CSV(context.Background(), bars)
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeffsymbol,time,close,volume,rate\r\n" +
		"IF2412,2024-09-13 09:31,3822.40,63806,0.1\r\n" +
		"IF2412,2024-09-13 09:32:05,-0.05,,\r\n" +
		",2024-09-13,9.223372036854775807,-1,\r\n"
	if string(got) != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

// TestGuard: what a spreadsheet would compute gets an apostrophe (the list of
// OWASP, CSV injection), what it would not, none.
func TestGuard(t *testing.T) {
	for text, want := range map[string]string{
		"=1+1": "'=1+1", "+A1": "'+A1", "-A1": "'-A1", "@SUM(A1)": "'@SUM(A1)", "\t=1": "'\t=1", "\r=1": "\"'\r=1\"",
		"＝1": "'＝1", `=HYPERLINK("x","y")`: `"'=HYPERLINK(""x"",""y"")"`,
		"IF2412": "IF2412", "a=b": "a=b", "沪深300": "沪深300", `a "b"`: `"a ""b"""`, "": "",
	} {
		if got := string(AppendField(nil, text)); got != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
	got, err := CSV(context.Background(), of("", []string{"=cmd"}, nil))
	if err != nil || string(got) != "\ufeff'=cmd\r\n" {
		t.Errorf("a title: got %q, %v", got, err)
	}
}

// drawSheet draws a sheet with every kind of cell.
func drawSheet(t *rapid.T, text *rapid.Generator[string]) (Sheet, [][]Cell) {
	columns := rapid.IntRange(1, 5).Draw(t, "columns")
	var titles []string
	for i := range columns {
		titles = append(titles, "c"+strconv.Itoa(i))
	}
	rows := make([][]Cell, rapid.IntRange(0, 20).Draw(t, "rows"))
	for i := range rows {
		for range columns {
			c := Cell{Kind: Kind(rapid.IntRange(int(Empty), int(Percent)).Draw(t, "kind"))}
			switch c.Kind {
			case Text:
				c = Words(text.Draw(t, "text"))
			case Decimal:
				c.Mantissa, c.Scale = rapid.Int64Range(-1e15+1, 1e15-1).Draw(t, "mantissa"), uint8(rapid.IntRange(0, 8).Draw(t, "scale"))
			case Number, Shown, Percent:
				c.Scale = uint8(rapid.IntRange(0, 18).Draw(t, "decimals"))
				c.Float = rapid.Float64Range(-1e12, 1e12).Draw(t, "float")
			case Day:
				c.Mantissa = rapid.Int64Range(-25000, 80000).Draw(t, "day") * dayMillis
			case Moment:
				c.Mantissa = rapid.Int64Range(-25000*dayMillis, 80000*dayMillis).Draw(t, "moment")
			}
			rows[i] = append(rows[i], c)
		}
	}
	return of("sheet", titles, rows), rows
}

// plain is what a cell must read as in a text file.
func plain(c Cell) string {
	switch c.Kind {
	case Text:
		return c.Text
	case Decimal:
		s := strconv.FormatInt(c.Mantissa, 10)
		sign := ""
		if s[0] == '-' {
			sign, s = "-", s[1:]
		}
		if c.Scale == 0 {
			return sign + s
		}
		s = strings.Repeat("0", max(0, int(c.Scale)+1-len(s))) + s
		return sign + s[:len(s)-int(c.Scale)] + "." + s[len(s)-int(c.Scale):]
	case Number, Shown, Percent:
		return strconv.FormatFloat(c.Float, 'f', -1, 64)
	case Day:
		return time.UnixMilli(c.Mantissa).UTC().Format("2006-01-02")
	case Moment:
		s := time.UnixMilli(c.Mantissa).UTC().Format("2006-01-02 15:04:05.000")
		return strings.TrimSuffix(strings.TrimSuffix(s, ".000"), ":00")
	}
	return ""
}

// TestCSVReadsBack: encoding/csv finds every cell again. Lone carriage returns
// are left to the quoted form, which it folds, and are not drawn.
func TestCSVReadsBack(t *testing.T) {
	text := rapid.StringMatching(`[a-zA-Z0-9沪深,"\n ;|']{0,12}`)
	rapid.Check(t, func(t *rapid.T) {
		s, rows := drawSheet(t, text)
		b, err := CSV(context.Background(), s)
		if err != nil {
			t.Fatal(err)
		}
		r := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(b), "\ufeff")))
		r.FieldsPerRecord = len(s.Columns)
		if _, err := r.Read(); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			if len(row) == 1 && plain(row[0]) == "" {
				continue // encoding/csv passes over empty lines
			}
			got, err := r.Read()
			if err != nil {
				t.Fatalf("row %d: %v", i, err)
			}
			for k, c := range row {
				if want := plain(c); got[k] != want {
					t.Errorf("row %d cell %d: got %q, want %q", i, k, got[k], want)
				}
			}
		}
		if _, err := r.Read(); !errors.Is(err, io.EOF) {
			t.Errorf("more rows than were written: %v", err)
		}
	})
}

func open(t interface {
	Helper()
	Fatal(...any)
}, b []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(b))
	if err != nil {
		t.Fatal(err)
	}
	return f
}

// TestXLSXReadsBack: excelize finds every cell again, as shown and as stored.
func TestXLSXReadsBack(t *testing.T) {
	text := rapid.StringMatching(`[a-zA-Z0-9沪深<>&"'=+@_x\- \n]{1,12}`)
	rapid.Check(t, func(t *rapid.T) {
		s, rows := drawSheet(t, text)
		b, err := XLSX(context.Background(), []Sheet{s})
		if err != nil {
			t.Fatal(err)
		}
		f := open(t, b)
		for i, row := range rows {
			for k, c := range row {
				at, err := excelize.CoordinatesToCellName(k+1, i+2)
				if err != nil {
					t.Fatal(err)
				}
				raw, err := f.GetCellValue("sheet", at, excelize.Options{RawCellValue: true})
				if err != nil {
					t.Fatal(err)
				}
				switch c.Kind {
				case Day, Moment:
					serial, err := strconv.ParseFloat(raw, 64)
					if err != nil {
						t.Fatalf("%s: %v", at, err)
					}
					back := int64(math.Round((serial - 25569) * dayMillis))
					if back != c.Mantissa {
						t.Errorf("%s: got the serial day %s = %s, want %s", at, raw, plain(Cell{Kind: Moment, Mantissa: back}), plain(c))
					}
				default:
					if want := plain(c); raw != want {
						t.Errorf("%s: got %q, want %q", at, raw, want)
					}
				}
			}
		}
	})
}

// TestXLSXLooks: header, formats and panes as a user sees them.
func TestXLSXLooks(t *testing.T) {
	b, err := XLSX(context.Background(), []Sheet{bars, of("if2412", []string{"a"}, nil)})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	if got := f.GetSheetList(); !slices.Equal(got, []string{"IF2412", "if2412 2"}) {
		t.Errorf("sheets: %q", got)
	}
	for at, want := range map[string]string{"A1": "symbol", "B2": "2024-09-13 09:31", "B3": "2024-09-13 09:32:05", "B4": "2024-09-13", "C2": "3822.40", "C3": "-0.05", "D2": "63806", "E2": "0.1", "E3": "", "A4": ""} {
		if got, err := f.GetCellValue("IF2412", at); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", at, got, err, want)
		}
	}
	for at, want := range map[string]excelize.CellType{"A2": excelize.CellTypeInlineString, "C2": excelize.CellTypeUnset, "B2": excelize.CellTypeUnset} {
		if got, err := f.GetCellType("IF2412", at); err != nil || got != want {
			t.Errorf("%s has the type %v, %v, want %v", at, got, err, want)
		}
	}
	panes, err := f.GetPanes("IF2412")
	if err != nil || !panes.Freeze || panes.YSplit != 1 {
		t.Errorf("the header is not frozen: %+v, %v", panes, err)
	}
	id, err := f.GetCellStyle("IF2412", "A1")
	if err != nil {
		t.Fatal(err)
	}
	if style, err := f.GetStyle(id); err != nil || style.Font == nil || !style.Font.Bold {
		t.Errorf("the header is not bold: %+v, %v", style, err)
	}
	again, err := XLSX(context.Background(), []Sheet{bars, of("if2412", []string{"a"}, nil)})
	if err != nil || !bytes.Equal(b, again) {
		t.Error("the same sheets give other bytes")
	}
	wellFormed(t, b)
}

// wellFormed reads every part of a workbook as XML.
func wellFormed(t *testing.T, b []byte) {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		d := xml.NewDecoder(r)
		for {
			if _, err := d.Token(); errors.Is(err, io.EOF) {
				break
			} else if err != nil {
				t.Fatalf("%s: %v", f.Name, err)
			}
		}
	}
}

// TestTexts: texts that are hard for XML and Excel.
func TestTexts(t *testing.T) {
	long := strings.Repeat("字", 40000)
	texts := []string{"a\x00b", "a\x1bb", "_x0041_", "_x41_", "<&>\"'", " blank ", "a\r\nb", "\xff", "😀", long}
	want := []string{"a b", "a b", "_x0041_", "_x41_", "<&>\"'", " blank ", "a\r\nb", "\uFFFD", "😀", long[:3*maxCell]}
	rows := make([][]Cell, len(texts))
	for i, s := range texts {
		rows[i] = []Cell{Words(s)}
	}
	b, err := XLSX(context.Background(), []Sheet{of("x", []string{"text"}, rows)})
	if err != nil {
		t.Fatal(err)
	}
	wellFormed(t, b)
	f := open(t, b)
	for i := range texts {
		got, err := f.GetCellValue("x", "A"+strconv.Itoa(i+2))
		if err != nil || got != want[i] {
			t.Errorf("%.20q: got %.20q, %v, want %.20q", texts[i], got, err, want[i])
		}
	}
}

// TestEarlyDays: days before Excel's calendar is right are texts.
func TestEarlyDays(t *testing.T) {
	b, err := XLSX(context.Background(), []Sheet{of("x", []string{"a"}, [][]Cell{
		{Stamp(ms("1900-02-28"), true)}, {Stamp(ms("1900-03-01"), true)}})})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	for at, want := range map[string]string{"A2": "1900-02-28", "A3": "61"} { // Excel numbers 1900-03-01 with 61
		if got, err := f.GetCellValue("x", at, excelize.Options{RawCellValue: true}); err != nil || got != want {
			t.Errorf("%s: got %q, %v, want %q", at, got, err, want)
		}
	}
}

// TestSheetNames: rules of Excel for the names of worksheets.
func TestSheetNames(t *testing.T) {
	for _, c := range []struct {
		name  string
		taken []string
		want  string
	}{
		{"IF2412", nil, "IF2412"},
		{"a/b\\c:d*e?f[g]", nil, "a_b_c_d_e_f_g_"},
		{"", nil, "Sheet"},
		{"'quoted'", nil, "quoted"},
		{"history", nil, "history_"},
		{strings.Repeat("x", 40), nil, strings.Repeat("x", 31)},
		{strings.Repeat("x", 40), []string{strings.Repeat("X", 31)}, strings.Repeat("x", 29) + " 2"},
		{"if2412", []string{"IF2412", "IF2412 2"}, "if2412 3"},
		{strings.Repeat("😀", 20), nil, strings.Repeat("😀", 15)},
	} {
		if got := sheetName(c.name, c.taken); got != c.want {
			t.Errorf("%q: got %q, want %q", c.name, got, c.want)
		}
	}
	for n, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 701: "ZZ", 702: "AAA", 16383: "XFD"} {
		if got := columnLetters(n); got != want {
			t.Errorf("column %d: got %s, want %s", n, got, want)
		}
	}
}

// TestCancel: writing stops when it is told to.
func TestCancel(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := CSV(ctx, bars); err == nil {
		t.Error("CSV went on")
	}
	if _, err := XLSX(ctx, []Sheet{bars}); err == nil {
		t.Error("XLSX went on")
	}
	ticks := 0
	ctx = op.WithTick(context.Background(), func(done, total int) error { ticks++; return nil })
	s := of("x", []string{"a"}, nil)
	s.Rows, s.Fill = 3*chunk, func(row int, cells []Cell) { cells[0] = Whole(row) }
	if _, err := XLSX(ctx, []Sheet{s}); err != nil || ticks != 3 {
		t.Errorf("%d ticks, %v, want 3", ticks, err)
	}
}

// TestLongSheet: what does not fit one worksheet goes on in the next.
func TestLongSheet(t *testing.T) {
	if testing.Short() {
		t.Skip("a million rows")
	}
	s := of("long", []string{"n"}, nil)
	s.Rows, s.Fill = maxRows+1, func(row int, cells []Cell) { cells[0] = Whole(row) }
	b, err := XLSX(context.Background(), []Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]string{
		"xl/worksheets/sheet1.xml": `<row r="1048576"><c r="A1048576" s="6"><v>1048574</v></c></row></sheetData></worksheet>`,
		"xl/worksheets/sheet2.xml": `<row r="3"><c r="A3" s="6"><v>1048576</v></c></row></sheetData></worksheet>`,
	} {
		r, err := z.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		text, err := io.ReadAll(r)
		if err != nil || !strings.HasSuffix(string(text), want) {
			t.Errorf("%s ends with %s, %v, want %s", name, text[max(0, len(text)-len(want)):], err, want)
		}
	}
}

// FuzzCSV: a text cell comes back through encoding/csv as it was, but for the guard.
func FuzzCSV(f *testing.F) {
	for _, s := range []string{"", "=1", "a,b", "\"", "'", "\n", "沪深", "\x00", "-1", "\ufeff"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		b, err := CSV(context.Background(), of("", []string{"t", "n"}, [][]Cell{{Words(text), Whole(1)}}))
		if err != nil {
			t.Fatal(err)
		}
		rows, err := csv.NewReader(bytes.NewReader(b)).ReadAll()
		if err != nil || len(rows) != 2 || rows[1][1] != "1" {
			t.Fatalf("%q: got %q, %v", text, rows, err)
		}
		got := rows[1][0]
		if isFormula(text) {
			if !strings.HasPrefix(got, "'") {
				t.Fatalf("%q is not guarded: %q", text, got)
			}
			got = got[1:]
		}
		if fold := strings.ReplaceAll(text, "\r\n", "\n"); strings.ReplaceAll(got, "\r\n", "\n") != fold {
			t.Fatalf("got %q, want %q", got, text)
		}
	})
}

// FuzzXLSX: whatever a text holds, the workbook opens and is well-formed.
func FuzzXLSX(f *testing.F) {
	f.Add("name", "text")
	f.Add("[]", "_x000D_")
	f.Add("\x00", "\xff\xfe<")
	f.Fuzz(func(t *testing.T, name, text string) {
		b, err := XLSX(context.Background(), []Sheet{of(name, []string{text}, [][]Cell{{Words(text)}})})
		if err != nil {
			t.Fatal(err)
		}
		wellFormed(t, b)
		if sheets := open(t, b).GetSheetList(); len(sheets) != 1 {
			t.Fatalf("sheets %q", sheets)
		}
	})
}

// minute is a sheet of bars as an export has them.
func minute(rows int) Sheet {
	price := market.Column{Mantissa: make([]int64, rows), Scale: 1}
	for i := range price.Mantissa {
		price.Mantissa[i] = 38000 + int64(i*7919%997)
	}
	s := of("bars", []string{"symbol", "time", "open", "high", "low", "close", "volume", "open_interest"}, nil)
	s.Rows = rows
	s.Fill = func(row int, cells []Cell) {
		cells[0], cells[1] = Words("IF2412"), Stamp(1726219860000+int64(row)*60000, false)
		for k := 2; k < 6; k++ {
			cells[k] = Value(price, row)
		}
		cells[6], cells[7] = Whole(row%500), Whole(100000+row%5000)
	}
	return s
}

func BenchmarkCSV(b *testing.B) {
	s := minute(100_000)
	for b.Loop() {
		if _, err := CSV(context.Background(), s); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkXLSX(b *testing.B) {
	s := minute(100_000)
	for b.Loop() {
		if _, err := XLSX(context.Background(), []Sheet{s}); err != nil {
			b.Fatal(err)
		}
	}
}

// sheetText returns the XML of the first sheet of a workbook.
func sheetText(t *testing.T, b []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	r, err := z.Open("xl/worksheets/sheet1.xml")
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}
