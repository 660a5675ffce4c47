package history_test

import (
	"context"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/study/history"
)

// tenYears are four contracts a day from 2015 to 2024 with made-up prices.
func tenYears() study.Data {
	d := study.Data{Product: "IF"}
	by := map[calendar.Month]*market.Bars{}
	x := uint32(1)
	random := func(n uint32) int64 {
		x = x*1664525 + 1013904223
		return int64(x >> 8 % n)
	}
	spot := int64(3500_000)
	for day := date("2015-01-05"); day.Year() < 2025; day = day.AddDays(1) {
		if open, _ := calendar.IsTradingDay(day); !open {
			continue
		}
		spot += random(80_001) - 40_000 + (3500_000-spot)/200
		for place, m := range calendar.ListedMonths(day) {
			b := by[m]
			if b == nil {
				b = &market.Bars{Symbol: "IF" + m.Code(), Kind: market.FutureContract, Product: "IF", Minutes: market.Daily, Segment: []int32{0},
					Extra: []market.Named{{Name: "spot", Column: market.Column{Scale: 3}}}}
				b.Close.Scale = 1
				by[m] = b
				d.Futures = append(d.Futures, market.Source{Symbol: b.Symbol, Bars: b})
			}
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis)
			b.Close.Mantissa = append(b.Close.Mantissa, spot/100+random(400)-200-int64(place)*100)
			b.Volume.Mantissa = append(b.Volume.Mantissa, 50_000/int64(place+1)+random(9_000))
			b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, 80_000/int64(place+1)+random(9_000))
			b.Extra[0].Column.Mantissa = append(b.Extra[0].Column.Mantissa, spot)
		}
	}
	return d
}

func BenchmarkTenYears(b *testing.B) {
	in := study.HistoryInput{Data: tenYears()}
	run := func(ctx context.Context) func(*testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := history.Compute(ctx, in); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("with its book", run(context.Background()))
	b.Run("book at hand", run(study.WithShelf(context.Background(), new(study.Shelf))))
}
