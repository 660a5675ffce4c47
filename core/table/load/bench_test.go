package load

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"math/rand"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// minuteText is rows minute bars of IF2406 to its last trading day, backwards
// from there, with seven columns: about 60 bytes each.
func minuteText(rows int, header string) []byte {
	r := rand.New(rand.NewSource(1))
	var out bytes.Buffer
	out.WriteString(header + "\n")
	days := (rows + 239) / 240
	d := calendar.Shift(calendar.MustOf(2024, 6, 21), 1-days).Date
	tick := 18000
	for n := 0; n < rows; d = calendar.Next(d).Date {
		date := d.String()
		for k := 0; k < 240 && n < rows; k++ {
			m := 9*60 + 31 + k
			if k >= 120 {
				m = 13*60 + 1 + k - 120
			}
			o := tick
			c := max(o+r.Intn(7)-3, 5000)
			hi, lo := max(o, c)+r.Intn(3), min(o, c)-r.Intn(3)
			fmt.Fprintf(&out, "%s %02d:%02d:00,%d.%d,%d.%d,%d.%d,%d.%d,%d,%d\n", date, m/60, m%60, o/5, o%5*2, hi/5, hi%5*2, lo/5, lo%5*2, c/5, c%5*2, 50+r.Intn(900), 70000+r.Intn(9000))
			tick = c
			n++
		}
	}
	return out.Bytes()
}

// byUser reads the text as one does with the standard library: encoding/csv,
// time.Parse for the stamp, strconv.ParseFloat for the rest.
func byUser(b []byte) (int, error) {
	r := csv.NewReader(bytes.NewReader(b))
	r.ReuseRecord = true
	if _, err := r.Read(); err != nil {
		return 0, err
	}
	var at []int64
	var cols [6][]float64
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return len(at), nil
		}
		if err != nil {
			return 0, err
		}
		t, err := time.Parse("2006-01-02 15:04:05", rec[0])
		if err != nil {
			return 0, err
		}
		at = append(at, t.UnixMilli())
		for i := range cols {
			x, err := strconv.ParseFloat(rec[i+1], 64)
			if err != nil {
				return 0, err
			}
			cols[i] = append(cols[i], x)
		}
	}
}

// BenchmarkRead is the whole way from the bytes of 24 MB, 400,000 rows, to
// bars that were checked, beside reading the same text with encoding/csv in
// the same run, by turns. ratio is the median of theirs over ours.
func BenchmarkRead(b *testing.B) {
	const rows = 400_000
	plain := minuteText(rows, "datetime,open,high,low,close,volume,open_interest")
	for _, c := range []struct {
		name  string
		bytes []byte
	}{
		{"utf-8", plain},
		{"gbk", gbk(b, minuteText(rows, "时间,开盘价,最高价,最低价,收盘价,成交量,持仓量"))},
		{"gzip", gzipped(plain)},
	} {
		b.Run(c.name, func(b *testing.B) {
			var ratios, ours []float64
			b.SetBytes(int64(len(c.bytes)))
			for range b.N {
				start := time.Now()
				set, err := Read(context.Background(), File{Name: "IF2406.csv", Bytes: c.bytes})
				mine := time.Since(start)
				if err != nil || set.Loaded.Rows != rows {
					b.Fatal(err)
				}
				b.StopTimer()
				start = time.Now()
				if n, err := byUser(plain); n != rows {
					b.Fatal(err)
				}
				ratios = append(ratios, float64(time.Since(start))/float64(mine))
				ours = append(ours, mine.Seconds()*1000)
				b.StartTimer()
			}
			slices.Sort(ratios)
			slices.Sort(ours)
			b.ReportMetric(ratios[len(ratios)/2], "ratio")
			b.ReportMetric(ours[len(ours)/2], "ms")
		})
	}
}

// BenchmarkReadSheet is the same for a workbook of 100,000 rows.
func BenchmarkReadSheet(b *testing.B) {
	const rows = 100_000
	book := workbook(b, minuteText(rows, "datetime,open,high,low,close,volume,open_interest"))
	b.SetBytes(int64(len(book)))
	for b.Loop() {
		set, err := Read(context.Background(), File{Name: "IF2406.xlsx", Bytes: book})
		if err != nil || set.Loaded.Rows != rows {
			b.Fatal(err)
		}
	}
}

// BenchmarkCorrection is a correction of 24 MB that the library still has.
func BenchmarkCorrection(b *testing.B) {
	s := newShelf("a")
	s.files["a"] = File{Name: "IF2406.csv", Bytes: minuteText(400_000, "datetime,open,high,low,close,volume,open_interest")}
	lib := New(s)
	ctx := market.WithLibrary(context.Background(), lib)
	for b.Loop() {
		if _, err := Load(ctx, table.LoadInput{Ref: "a", Choices: table.Choices{Stamp: "end"}}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFile reads the workbook that another program wrote, for wasm/peers.
func BenchmarkFile(b *testing.B) {
	name := os.Getenv("FAIRBASIS_BARS")
	if name == "" {
		b.Skip("FAIRBASIS_BARS names no file; make peers does")
	}
	bytes, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	var times []float64
	for range max(b.N, 7) {
		start := time.Now()
		set, err := Read(context.Background(), File{Name: name, Bytes: bytes})
		if err != nil || set.Loaded.Rows != 100_000 {
			b.Fatalf("%d rows, %v", set.Loaded.Rows, err)
		}
		times = append(times, time.Since(start).Seconds()*1e3)
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2], "ms")
	b.ReportMetric(times[0], "ms-best")
	b.ReportMetric(0, "ns/op")
}
