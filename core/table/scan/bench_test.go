package scan

import (
	"bytes"
	"context"
	"encoding/csv"
	"io"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
)

const benchRows = 400_000

// minuteBars writes n one-minute bars of seven columns as a program would, 240
// a day, with a header.
func minuteBars(n int, header string, date func(b []byte, day time.Time) []byte) []byte {
	rnd := rand.New(rand.NewPCG(3, 14))
	day := time.Date(2017, 1, 3, 0, 0, 0, 0, time.UTC)
	b := append(make([]byte, 0, n*64), header...)
	price := 33120
	for i := range n {
		minute := i % 240
		if minute == 0 && i > 0 {
			day = day.AddDate(0, 0, 1)
		}
		clock := 9*60 + 31 + minute
		if minute >= 120 {
			clock += 90
		}
		b = date(b, day)
		b = append(b, byte('0'+clock/600), byte('0'+clock/60%10), ':', byte('0'+clock%60/10), byte('0'+clock%10))
		b = append(b, ":00"...)
		price = max(20000, price+rnd.IntN(41)-20)
		for _, p := range []int{price, price + 2*rnd.IntN(9), price - 2*rnd.IntN(9), price + 2*rnd.IntN(5) - 4} {
			b = append(b, ',')
			b = strconv.AppendInt(b, int64(p/10), 10)
			b = append(b, '.', byte('0'+p%10))
		}
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(100+rnd.IntN(3000)), 10)
		b = append(b, ',')
		b = strconv.AppendInt(b, int64(60000+rnd.IntN(90000)), 10)
		b = append(b, '\n')
	}
	return b
}

func isoDate(b []byte, day time.Time) []byte { return append(day.AppendFormat(b, "2006-01-02"), ' ') }

var barKinds = []Kind{Stamp, Number, Number, Number, Number, Number, Number}

// viaCSV is the same work with the standard library: records, parsed stamps
// and floats.
func viaCSV(text []byte, skip int) (times []int64, cols [6][]float64, err error) {
	r := csv.NewReader(bytes.NewReader(text[skip:]))
	r.ReuseRecord = true
	for {
		rec, err := r.Read()
		if err == io.EOF {
			return times, cols, nil
		}
		if err != nil {
			return nil, cols, err
		}
		at, err := time.Parse(time.DateTime, rec[0])
		if err != nil {
			return nil, cols, err
		}
		times = append(times, at.UnixMilli())
		for i := range cols {
			x, err := strconv.ParseFloat(rec[i+1], 64)
			if err != nil {
				return nil, cols, err
			}
			cols[i] = append(cols[i], x)
		}
	}
}

// versus runs both in turn and reports processor time and the median of the
// ratios.
func versus(b *testing.B, bytes int, ours, theirs func()) {
	b.Helper()
	var mine, ratios []float64
	for range max(b.N, 7) {
		t0 := optest.CPU()
		ours()
		t1 := optest.CPU()
		theirs()
		a, c := (t1 - t0).Seconds(), (optest.CPU() - t1).Seconds()
		mine, ratios = append(mine, a), append(ratios, c/a)
	}
	slices.Sort(mine)
	slices.Sort(ratios)
	b.ReportMetric(mine[len(mine)/2]*1e3, "ms")
	b.ReportMetric(mine[0]*1e3, "ms-best")
	b.ReportMetric(float64(bytes)/1e6/mine[len(mine)/2], "MB/s")
	b.ReportMetric(ratios[len(ratios)/2], "x-faster")
	b.ReportMetric(ratios[0], "x-least")
	b.ReportMetric(ratios[len(ratios)-1], "x-most")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkRead reads 400,000 bars of 7 columns, 24 MB, against encoding/csv
// with time.Parse and strconv.ParseFloat, interleaved.
func BenchmarkRead(b *testing.B) {
	header := map[string]string{
		"utf-8": "datetime,open,high,low,close,volume,open_interest\n",
		// 时间,开盘价,最高价,最低价,收盘价,成交量,持仓量
		"gbk": "\xca\xb1\xbc\xe4,\xbf\xaa\xc5\xcc\xbc\xdb,\xd7\xee\xb8\xdf\xbc\xdb,\xd7\xee\xb5\xcd\xbc\xdb,\xca\xd5\xc5\xcc\xbc\xdb,\xb3\xc9\xbd\xbb\xc1\xbf,\xb3\xd6\xb2\xd6\xc1\xbf\n",
	}
	for _, name := range []string{"utf-8", "gbk"} {
		b.Run(name, func(b *testing.B) {
			h := header[name]
			text := minuteBars(benchRows, h, isoDate)
			plan := Plan{Comma: ',', Quote: true, Start: len(h), Row: 2, Kinds: barKinds, Header: []byte(h)}
			versus(b, len(text), func() {
				rows, err := Read(context.Background(), text, plan)
				if err != nil || rows.Read != benchRows {
					b.Fatal(err, rows.Read)
				}
			}, func() {
				if times, _, err := viaCSV(text, len(h)); err != nil || len(times) != benchRows {
					b.Fatal(err)
				}
			})
		})
	}
}

// BenchmarkFloats makes floats of one column of 400,000 prices, against a copy.
func BenchmarkFloats(b *testing.B) {
	c := market.Column{Mantissa: make([]int64, benchRows), Scale: 1}
	for i := range c.Mantissa {
		c.Mantissa[i] = int64(30000 + i%977)
	}
	into, from := make([]float64, benchRows), make([]float64, benchRows)
	versus(b, benchRows*8, func() { into = c.Floats(into) }, func() { copy(from, into) })
}

// BenchmarkFile reads the file of bars that FAIRBASIS_BARS names, of the
// columns datetime and six numbers: what make peers compares with others.
func BenchmarkFile(b *testing.B) {
	name := os.Getenv("FAIRBASIS_BARS")
	if name == "" {
		b.Skip("FAIRBASIS_BARS names no file; make peers does")
	}
	var times []float64
	for range max(b.N, 7) {
		t0 := optest.CPU()
		text, err := os.ReadFile(name)
		if err != nil {
			b.Fatal(err)
		}
		header := bytes.IndexByte(text, '\n') + 1
		rows, err := Read(context.Background(), text, Plan{Comma: ',', Quote: true, Start: header, Row: 2, Kinds: barKinds})
		if err != nil || rows.Read != benchRows || len(rows.Bad) > 0 {
			b.Fatal(err, rows.Read)
		}
		view := make([]float64, 0, rows.Read)
		for _, c := range rows.Numbers[1:] {
			view = c.Floats(view)
		}
		times = append(times, (optest.CPU()-t0).Seconds()*1e3)
	}
	slices.Sort(times)
	b.ReportMetric(times[len(times)/2], "ms")
	b.ReportMetric(times[0], "ms-best")
	b.ReportMetric(0, "ns/op")
}
