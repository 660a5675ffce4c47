package xlsx

import (
	"bytes"
	"math/rand/v2"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"fairbasis/core/table/unpack"
)

// barBook is a workbook of one-minute bars: time, four prices, volume, open
// interest.
func barBook(t testing.TB, rows int) []byte {
	t.Helper()
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		t.Fatal(err)
	}
	code := "yyyy-mm-dd hh:mm:ss"
	st, err := f.NewStyle(&excelize.Style{CustomNumFmt: &code})
	if err != nil {
		t.Fatal(err)
	}
	w.SetRow("A1", []any{"datetime", "open", "high", "low", "close", "volume", "open_interest"})
	r := rand.New(rand.NewPCG(7, 8))
	price := 34000
	for i := range rows {
		price += r.IntN(21) - 10
		at := time.Date(2024, 1, 1+i/240, 9, 31+i%240, 0, 0, time.UTC)
		cell, _ := excelize.CoordinatesToCellName(1, i+2)
		if err := w.SetRow(cell, []any{excelize.Cell{StyleID: st, Value: at}, float64(price) / 10, float64(price+8) / 10, float64(price-6) / 10, float64(price+2) / 10,
			r.IntN(900), 70000 + r.IntN(9000)}); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		t.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

// readBook opens a workbook and reads its first sheet.
func readBook(b []byte) ([]byte, Facts, error) {
	a, err := unpack.Open("book.xlsx", b, unpack.Default, nil)
	if err != nil {
		return nil, Facts{}, err
	}
	book, err := Open(a.Parts[0].Book)
	if err != nil {
		return nil, Facts{}, err
	}
	return book.Text(0, nil)
}

// BenchmarkSheet reads 100,000 rows of 7 cells, unpacking included, and
// reports how many times as long excelize takes for the same file.
func BenchmarkSheet(b *testing.B) {
	const rows = 100_000
	file := barBook(b, rows)
	b.SetBytes(int64(len(file)))
	ours := time.Hour // the quickest of all rounds: the machine may be busy
	for b.Loop() {
		start := time.Now()
		_, f, err := readBook(file)
		ours = min(ours, time.Since(start))
		if err != nil || f.Rows != rows+1 || f.Columns != 7 {
			b.Fatal(f, err)
		}
	}
	start := time.Now()
	f, err := excelize.OpenReader(bytes.NewReader(file))
	if err != nil {
		b.Fatal(err)
	}
	got, err := f.GetRows("Sheet1", excelize.Options{RawCellValue: true}) // formatting each date costs it 20 times as much
	if err != nil || len(got) != rows+1 {
		b.Fatal(len(got), err)
	}
	b.ReportMetric(float64(time.Since(start))/float64(ours), "excelize/ours")
	b.ReportMetric(float64(ours.Milliseconds()), "ms/quickest")
}
