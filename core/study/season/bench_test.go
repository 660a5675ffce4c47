package season

import (
	"context"
	"testing"
	"time"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// tenYears are four contracts of IF at a time over 2,430 days, as chains.
func tenYears() study.Data {
	days := tradingDays(calendar.MustOf(2015, 1, 5), 2430)
	index := make([]float64, len(days))
	for i := range index {
		index[i] = 3500 + float64(i*i*31%9973)/10
	}
	spot := daily("000300", market.Index, "IF", days, index)
	d := study.Data{Product: "IF", Index: &spot}
	for k, name := range []string{"IF00", "IF01", "IF02", "IF03"} {
		closes, volume := make([]float64, len(days)), make([]float64, len(days))
		for i := range closes {
			closes[i] = index[i] + float64(i*i*17%211)/2 - 60 - float64(10*k)
			volume[i] = float64(1000*(4-k) + i*i%997)
		}
		s := daily(name, market.Continuous, "IF", days, closes)
		s.Bars.Volume, s.Bars.OpenInterest = market.Column{Float: volume}, market.Column{Float: volume}
		d.Futures = append(d.Futures, s)
	}
	return d
}

// BenchmarkSeason compares ten years of seasonality and of two events with a
// thousand placebo draws, of a book on the shelf, with the line of the measure
// that both begin with.
func BenchmarkSeason(b *testing.B) {
	d := tenYears()
	ctx := study.WithShelf(context.Background(), &study.Shelf{})
	book, err := study.NewBook(ctx, d)
	if err != nil {
		b.Fatal(err)
	}
	for _, c := range []struct {
		name string
		run  func() error
	}{
		{"seasonality", func() error { _, err := Compute(ctx, study.SeasonalityInput{Data: d}); return err }},
		{"events", func() error { _, err := Events(ctx, study.EventsInput{Data: d}); return err }},
	} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				ratio, _, _, best := optest.Pace(9, func() {
					if err := c.run(); err != nil {
						b.Fatal(err)
					}
				}, func() { book.Line(study.Measure{}) })
				b.ReportMetric(ratio, "x-line")
				b.ReportMetric(float64(best)/float64(time.Millisecond), "ms")
			}
		})
	}
}
