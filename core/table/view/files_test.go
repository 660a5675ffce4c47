package view

import (
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/load"

	"github.com/xuri/excelize/v2"
)

// files is a library of texts.
type files map[string]string

func (f files) Open(_ context.Context, ref string) (load.File, error) {
	text, ok := f[ref]
	if !ok {
		return load.File{}, fault.New(fault.Unknown, "no file %q", ref)
	}
	return load.File{Name: ref, Bytes: []byte(text)}, nil
}

func with(f files) context.Context { return market.WithLibrary(context.Background(), load.New(f)) }

// two holds a future and its index, 30 bars each, and before them one cell and
// one row that do not read.
var two = func() string {
	text := "symbol,datetime,open,high,low,close,volume,open_interest\n" +
		"IF2412,2024-09-19 09:31,3160.2,3161.0,3159.8,x3160.4,120,98000\n" +
		"IF2412,2024-13-19 09:32,3160.6,3161.2,3160.2,3161.0,75,98015\n"
	return text + good
}()

// good is what stays of two: the first bar without its close is another line.
var good = func() string {
	text := ""
	for i := range 30 {
		text += fmt.Sprintf("IF2412,2024-09-19 09:%d,3160.2,3161.0,3159.8,3160.%d,%d,98000\n", 32+i, 2*(i%5), 100+i)
	}
	for i := range 30 {
		text += fmt.Sprintf("000300,2024-09-19 09:%d,3170.12,3171.00,3169.55,3170.%02d,5000,\n", 31+i, 10+i)
	}
	return strings.ReplaceAll(strings.ReplaceAll(text, "09:60", "10:00"), "09:61", "10:01")
}()

// TestExportOfNoName: the bars of a file that names no series are written
// without a column of symbols, so that they read again as they were.
func TestExportOfNoName(t *testing.T) {
	text := strings.ReplaceAll(two[strings.Index(two, "000300"):], "000300,", "")
	text = "datetime,open,high,low,close,volume\n" + strings.ReplaceAll(text, ",5000,\n", ",5000\n")
	got, err := Export(with(files{"plain.csv": text}), table.ExportInput{Ref: "plain.csv", As: "csv"})
	if want := "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n"); err != nil || string(got.File.Bytes) != want {
		t.Errorf("%v\n got %q\nwant %q", err, got.File.Bytes, want)
	}
	again, err := load.Read(context.Background(), load.File{Name: "again.csv", Bytes: got.File.Bytes})
	if err != nil || again.Loaded.Rows != 30 {
		t.Errorf("read again: %d rows, %v", again.Loaded.Rows, err)
	}
}

func TestExport(t *testing.T) {
	ctx := with(files{"two.csv": two})
	got, err := Export(ctx, table.ExportInput{Ref: "two.csv", As: "csv"})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll("\ufeffsymbol,datetime,open,high,low,close,volume,open_interest\n"+
		"IF2412,2024-09-19 09:31,3160.2,3161.0,3159.8,,120,98000\n"+good, "\n", "\r\n")
	if string(got.File.Bytes) != want || got.Rows != 61 || got.File.Name != "two-bars.csv" {
		t.Errorf("%s, %d rows\n got %q\nwant %q", got.File.Name, got.Rows, got.File.Bytes, want)
	}
	one, err := Export(ctx, table.ExportInput{Ref: "two.csv", Symbol: "000300", As: "csv"})
	if err != nil || one.Rows != 30 || one.File.Name != "two-000300-bars.csv" || bytes.Contains(one.File.Bytes, []byte("IF2412")) {
		t.Errorf("one series: %s, %d rows, %v", one.File.Name, one.Rows, err)
	}
	for _, in := range []table.ExportInput{{Ref: "three.csv", As: "csv"}, {Ref: "two.csv", Symbol: "IF2503", As: "csv"}} {
		if _, err := Export(ctx, in); err == nil {
			t.Errorf("%+v: exported", in)
		}
	}
	if _, err := Export(context.Background(), table.ExportInput{Ref: "two.csv", As: "csv"}); fault.From(err).Code != fault.Unknown {
		t.Errorf("without a library: %v", err)
	}
}

// TestExportReadsBack: what is exported, as CSV or as a workbook, is read as
// the same bars and exported as the same bytes.
func TestExportReadsBack(t *testing.T) {
	ctx := with(files{"two.csv": two})
	first, err := Export(ctx, table.ExportInput{Ref: "two.csv", As: "csv"})
	if err != nil {
		t.Fatal(err)
	}
	book, err := Export(ctx, table.ExportInput{Ref: "two.csv", As: "xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range []table.Export{first, book} {
		ctx := with(files{f.File.Name: string(f.File.Bytes)})
		again, err := Export(ctx, table.ExportInput{Ref: f.File.Name, As: "csv"})
		if err != nil {
			t.Fatal(err)
		}
		// A workbook stores numbers without the zeros at their end.
		got, want := string(again.File.Bytes), string(first.File.Bytes)
		if f.File.Name == book.File.Name {
			got, want = trimmed(got), trimmed(want)
		}
		if got != want {
			t.Errorf("%s\n got %q\nwant %q", f.File.Name, got, want)
		}
	}
}

// trimmed drops zeros at the end of decimals.
func trimmed(text string) string {
	lines := strings.Split(text, "\r\n")
	for i, line := range lines {
		cells := strings.Split(line, ",")
		for k, c := range cells {
			if strings.Contains(c, ".") {
				cells[k] = strings.TrimRight(strings.TrimRight(c, "0"), ".")
			}
		}
		lines[i] = strings.Join(cells, ",")
	}
	return strings.Join(lines, "\r\n")
}

func TestRejected(t *testing.T) {
	ctx := with(files{"two.csv": two})
	got, err := Rejected(ctx, table.RejectedInput{Ref: "two.csv", As: "csv"})
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSuffix(string(got.File.Bytes), "\r\n"), "\r\n")
	if len(lines) != 3 || got.Rows != 2 || got.File.Name != "two-rejected.csv" {
		t.Fatalf("%s: got %q", got.File.Name, lines)
	}
	if lines[0] != "\ufeffpart,row,column,reason,text" || lines[1] != ",2,close,bad_number,x3160.4" ||
		!strings.HasPrefix(lines[2], ",3,") || !strings.Contains(lines[2], "2024-13-19") {
		t.Errorf("got %q", lines)
	}
	book, err := Rejected(ctx, table.RejectedInput{Ref: "two.csv", As: "xlsx"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(bytes.NewReader(book.File.Bytes))
	if err != nil {
		t.Fatal(err)
	}
	if v, err := f.GetCellValue("rejected", "E2"); err != nil || v != "x3160.4" {
		t.Errorf("E2: got %q, %v", v, err)
	}
}

// TestStem: names of files to save.
func TestStem(t *testing.T) {
	for name, want := range map[string]string{"a.csv": "a", "dir/a.CSV.gz": "a", `C:\x\b.xlsx`: "b", ".csv": ".csv", "": "bars", "IF:2412?.txt": "IF_2412_", "沪深300.txt": "沪深300"} {
		if got := stem(name); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
}

// TestRejectedAfterAStrayQuote: a quote that is never closed costs its line,
// and the rows behind it keep their numbers and texts.
func TestRejectedAfterAStrayQuote(t *testing.T) {
	text := "datetime,name,open,high,low,close\n" +
		"2024-09-13 09:31,a,3100,3101,3099,3100\n" +
		"2024-09-13 09:32,b,\"3100,3101,3099,3100\n" +
		"2024-09-13 09:33,c,3100,3101,3099,3100\n" +
		"2024-13-13 09:34,d,3100,3101,3099,3100\n" +
		"2024-09-13 09:35,e,3100,3101,3099,3100\n"
	got, err := Rejected(with(files{"q.csv": text}), table.RejectedInput{Ref: "q.csv", As: "csv"})
	if err != nil {
		t.Fatal(err)
	}
	want := "\ufeffpart,row,column,reason,text\r\n" +
		",3,,open_quote,\"2024-09-13 09:32,b,\"\"3100,3101,3099,3100\"\r\n" +
		",5,,no_such_day,\"2024-13-13 09:34,d,3100,3101,3099,3100\"\r\n"
	if string(got.File.Bytes) != want {
		t.Errorf("\n got %q\nwant %q", got.File.Bytes, want)
	}
}
