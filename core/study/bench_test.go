package study_test

import (
	"context"
	"math"
	"slices"
	"sort"
	"strconv"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// tenYears makes the four contracts of every day of 2015 to 2024 with the index
// beside them: what the exchange's statistics hold of one product.
func tenYears(product string) study.Data {
	d := study.Data{Product: product}
	by := map[calendar.Month]*market.Bars{}
	x := uint32(2463534242)
	next := func() float64 {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		return float64(x % 10000)
	}
	index := 4000.0
	for day := calendar.MustOf(2015, 1, 5); day.Year() < 2025; day = calendar.Next(day).Date {
		index *= 1 + (next()-5000)/400000
		for k, m := range calendar.ListedMonths(day) {
			b := by[m]
			if b == nil {
				b = &market.Bars{Symbol: product + m.Code(), Kind: market.FutureContract, Product: product, Minutes: market.Daily,
					Extra: []market.Named{{Name: "spot", Column: market.Column{Scale: 3}}}}
				b.Close.Scale, b.Settle.Scale = 1, 1
				by[m] = b
				d.Futures = append(d.Futures, source(b))
			}
			price := int64(index*10) - int64(next()/50)
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis)
			b.Close.Mantissa, b.Settle.Mantissa = append(b.Close.Mantissa, price), append(b.Settle.Mantissa, price+2)
			b.Volume.Mantissa = append(b.Volume.Mantissa, int64(next())+int64(40000/(k+1)))
			b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, int64(next())+int64(90000/(k+1)))
			c := &b.Extra[0].Column
			c.Mantissa = append(c.Mantissa, int64(index*1000))
		}
	}
	return d
}

// BenchmarkBook is ten years of four products with four contracts a day, made
// into books, against the plain way: rows looked up by day and contract in maps.
func BenchmarkBook(b *testing.B) {
	var list []study.Data
	for range 4 { // IM is not ten years old yet
		list = append(list, tenYears("IF"))
	}
	candidate := func() {
		for _, d := range list {
			if _, err := study.NewBook(context.Background(), d); err != nil {
				b.Fatal(err)
			}
		}
	}
	reference := func() {
		for _, d := range list {
			plainBook(d)
		}
	}
	ratio, least, most, best := optest.Pace(max(min(b.N, 15), 7), candidate, reference)
	b.ReportMetric(ratio, "of-plain")
	b.ReportMetric(least, "least")
	b.ReportMetric(most, "most")
	b.ReportMetric(float64(best.Microseconds())/1000, "ms-four-products")
}

// plainBook is the reference: what a book holds, as one would write it first.
func plainBook(d study.Data) (rows int) {
	type quote struct{ close, settle, volume, held, spot float64 }
	days := map[calendar.Date]map[calendar.Month]quote{}
	for _, s := range d.Futures {
		c, _ := market.ReadContract(s.Symbol, calendar.Date{})
		for i := range s.Bars.Len() {
			day := s.Bars.Day(i)
			if days[day] == nil {
				days[day] = map[calendar.Month]quote{}
			}
			var q quote
			q.close, _ = s.Bars.Close.At(i)
			q.settle, _ = s.Bars.Settle.At(i)
			q.volume, _ = s.Bars.Volume.At(i)
			q.held, _ = s.Bars.OpenInterest.At(i)
			q.spot, _ = s.Bars.Extra[0].Column.At(i)
			days[day][c.Month] = q
		}
	}
	var order []calendar.Date
	for day := range days {
		order = append(order, day)
	}
	slices.SortFunc(order, calendar.Date.Compare)
	for _, day := range order {
		for _, m := range calendar.ListedMonths(day) {
			if _, ok := days[day][m]; ok {
				end := calendar.LastTradingDay(m).Date
				rows += calendar.TradingDays(day, end).Days&1 + end.Sub(day)&1
			}
		}
	}
	return rows
}

// BenchmarkLine is the default measure over ten years, and the weighted one.
func BenchmarkLine(b *testing.B) {
	book, err := study.NewBook(context.Background(), tenYears("IF"))
	if err != nil {
		b.Fatal(err)
	}
	for _, of := range []string{"volume", study.CurrentWith, study.Weighted} {
		b.Run(of, func(b *testing.B) {
			for b.Loop() {
				book.Line(study.Measure{Of: of})
			}
		})
	}
}

// BenchmarkRolling is the low, the median and the high of three years up to
// each day of ten, and the percentile of each day in its three years, against
// windows sorted and counted anew.
func BenchmarkRolling(b *testing.B) {
	const window = 729
	book, err := study.NewBook(context.Background(), tenYears("IF"))
	if err != nil {
		b.Fatal(err)
	}
	values := book.Line(study.Measure{}).Value
	for _, c := range []struct {
		name                 string
		candidate, reference func()
	}{
		{"quantiles", func() { study.Rolling(values, window, 0.1, 0.5, 0.9) }, func() {
			for i := window; i <= len(values); i++ {
				sorted := slices.Clone(values[i-window : i])
				sort.Float64s(sorted)
				for _, p := range []float64{0.1, 0.5, 0.9} {
					study.Quantile(sorted, p)
				}
			}
		}},
		{"ranks", func() { study.Rank{}.Rolling(values, window) }, func() {
			for i := window; i <= len(values); i++ {
				study.Rank{}.Percentile(values[i-window:i], values[i-1])
			}
		}},
	} {
		b.Run(c.name, func(b *testing.B) {
			ratio, least, most, best := optest.Pace(max(min(b.N, 15), 7), c.candidate, c.reference)
			b.ReportMetric(ratio, "of-naive")
			b.ReportMetric(least, "least")
			b.ReportMetric(most, "most")
			b.ReportMetric(float64(best.Microseconds()), "µs")
		})
	}
	b.Run("summary", func(b *testing.B) {
		for b.Loop() {
			if s := study.Summarise(values); s.Count == 0 || math.IsNaN(values[0]) {
				b.Fatal(strconv.Itoa(s.Count))
			}
		}
	})
}
