package studies

import (
	"context"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// tenYears makes the daily bars of the four contracts of every day of 2015 to
// 2024 and of their index.
func tenYears(product string, seed uint32) study.Data {
	d := study.Data{Product: product}
	next := func() float64 {
		seed ^= seed << 13
		seed ^= seed >> 17
		seed ^= seed << 5
		return float64(seed % 10000)
	}
	spot := &market.Bars{Symbol: "000300", Kind: market.Index, Product: product, Minutes: market.Daily}
	spot.Close.Scale = 3
	by := map[calendar.Month]*market.Bars{}
	index := 4000.0
	for day := calendar.MustOf(2015, 1, 5); day.Year() < 2025; day = calendar.Next(day).Date {
		index *= 1 + (next()-5000)/400000
		at := int64(day.UnixDay()) * market.DayMillis
		spot.Time, spot.Close.Mantissa = append(spot.Time, at), append(spot.Close.Mantissa, int64(index*1000))
		for k, m := range calendar.ListedMonths(day) {
			b := by[m]
			if b == nil {
				b = &market.Bars{Symbol: product + m.Code(), Kind: market.FutureContract, Product: product, Minutes: market.Daily}
				b.Close.Scale, b.Settle.Scale = 1, 1
				by[m] = b
				d.Futures = append(d.Futures, market.Source{Symbol: b.Symbol, Bars: b})
			}
			price := int64(index*10) - int64(next()/50)
			b.Time = append(b.Time, at)
			b.Close.Mantissa, b.Settle.Mantissa = append(b.Close.Mantissa, price), append(b.Settle.Mantissa, price+2)
			b.Volume.Mantissa = append(b.Volume.Mantissa, int64(next())+int64(40000/(k+1)))
			b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, int64(next())+int64(90000/(k+1)))
		}
	}
	d.Index = &market.Source{Symbol: spot.Symbol, Bars: spot}
	return d
}

// read is d as if its files had just been read: no book of them is kept.
func read(d study.Data) study.Data {
	fresh := d
	fresh.Futures = nil
	for _, s := range d.Futures {
		b := *s.Bars
		fresh.Futures = append(fresh.Futures, market.Source{Symbol: s.Symbol, Bars: &b})
	}
	return fresh
}

// everything asks what a page shows of products: the week of all of them, and
// of each every other study as it is when nothing is said.
func everything(b *testing.B, products []study.Data) {
	ctx := context.Background()
	var week study.OverviewInput
	for _, d := range products {
		week.Products = append(week.Products, study.OverviewData{Data: d})
		do(ctx, b, study.HistoryKey, study.HistoryInput{Data: d})
		do(ctx, b, study.DistributionKey, study.DistributionInput{Data: d})
		do(ctx, b, study.DistributionKey, study.DistributionInput{Data: d, Spread: &study.Spread{}})
		do(ctx, b, study.StagesKey, study.StagesInput{Data: d})
		do(ctx, b, study.VolatilityKey, study.VolatilityInput{Data: d, Threshold: 0.01})
		do(ctx, b, study.SeasonalityKey, study.SeasonalityInput{Data: d})
		do(ctx, b, study.EventsKey, study.EventsInput{Data: d})
		do(ctx, b, study.DriversKey, study.DriversInput{Data: d})
	}
	do(ctx, b, study.OverviewKey, week)
}

func do[In op.Request, Out any](ctx context.Context, b *testing.B, key op.Key[In, Out], in In) {
	if _, err := op.Do(ctx, All, key, in); err != nil {
		b.Fatalf("%s: %v", key, err)
	}
}

// BenchmarkEverything is all studies of ten years of four products with four
// contracts a day: of files just read, and asked again with the books kept.
// The unit is counting, for every day of the four products, how many of the
// three years up to it lie below: the percentiles of one line alone, the plain
// way.
func BenchmarkEverything(b *testing.B) {
	var products []study.Data
	lines := make([][]float64, 4)
	for i := range lines {
		d := tenYears("IF", uint32(2463534242+i)) // IM is not ten years old yet
		products = append(products, d)
		for k := range d.Index.Bars.Len() {
			x, _ := d.Index.Bars.Close.At(k)
			lines[i] = append(lines[i], x)
		}
	}
	plain := func() {
		for _, line := range lines {
			percentiles(line, 729)
		}
	}
	for _, c := range []struct {
		name string
		of   func(study.Data) study.Data
	}{{"read", read}, {"asked again", func(d study.Data) study.Data { return d }}} {
		b.Run(c.name, func(b *testing.B) {
			ratio, least, most, best := optest.Pace(max(min(b.N, 15), 7), func() {
				now := make([]study.Data, len(products))
				for i, d := range products {
					now[i] = c.of(d)
				}
				everything(b, now)
			}, plain)
			b.ReportMetric(ratio, "of-plain")
			b.ReportMetric(least, "least")
			b.ReportMetric(most, "most")
			b.ReportMetric(float64(best.Microseconds())/1000, "ms")
		})
	}
}

var sink int

// percentiles counts for each value those below it in the window that ends there.
func percentiles(line []float64, window int) {
	for i, x := range line {
		below := 0
		for _, y := range line[max(0, i+1-window) : i+1] {
			if y < x {
				below++
			}
		}
		sink += below
	}
}
