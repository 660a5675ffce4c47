package signal

import (
	"context"
	"math/rand/v2"
	"testing"
	"time"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
)

const (
	benchBars = 400_000 // seven years of minutes
	rounds    = 9
)

// walk is a random walk of minute bars in ticks of 0.1 points, whole days.
func walk(n int) *market.Bars {
	rnd := rand.New(rand.NewPCG(2, 71))
	ticks := make([]int64, n)
	b := closes("2012-01-04", ticks...)
	column := func() []int64 { return make([]int64, n) }
	b.Open.Mantissa, b.High.Mantissa, b.Low.Mantissa, b.Close.Mantissa = column(), column(), column(), column()
	price := int64(33120)
	for i := range n {
		open := price
		price = max(20000, price+2*int64(rnd.IntN(21))-20)
		b.Open.Mantissa[i], b.Close.Mantissa[i] = open, price
		b.High.Mantissa[i], b.Low.Mantissa[i] = max(open, price)+2, min(open, price)-2
	}
	return b
}

// BenchmarkRegimes: the regimes of all bars against a loop that reads as many
// prices and stores each three times, at the settings of the report, at a long
// window of the highest order, and with the other treatments of the night.
func BenchmarkRegimes(b *testing.B) {
	bars := walk(benchBars)
	from := bars.Open.Mantissa
	x, y, z := make([]int64, benchBars), make([]int64, benchBars), make([]int64, benchBars)
	plain := func() {
		for i, v := range from {
			x[i], y[i], z[i] = v, v, v
		}
	}
	dst := make([]Regime, benchBars)
	long := Report001
	long.Order, long.Window = 6, 2000
	for _, c := range []struct {
		name string
		set  Settings
	}{
		{"report", Report001}, {"long", long},
		{"adjusted", with(Close, Bars, Adjusted)}, {"same_day", set(4, 120, Open, Bars, SameDay)},
	} {
		b.Run(c.name, func(b *testing.B) {
			p := prepared(b, bars, c.set)
			pass := func() {
				if _, err := p.Regimes(context.Background(), dst, c.set.Order, c.set.Window); err != nil {
					b.Fatal(err)
				}
			}
			report(b, pass, plain, "x-copy")
		})
	}
}

// BenchmarkView: the whole operation, from the bars of a file to the points of
// a chart, against the regimes alone.
func BenchmarkView(b *testing.B) {
	bars := walk(benchBars)
	dst := make([]Regime, benchBars)
	p := prepared(b, bars, Report001)
	pass := func() {
		if _, err := p.Regimes(context.Background(), dst, 4, 450); err != nil {
			b.Fatal(err)
		}
	}
	last := float64(bars.Time[benchBars-1])
	for _, c := range []struct {
		name string
		in   Input
	}{
		{"all", Input{Settings: Report001}},
		{"two_days", Input{Settings: Report001, From: last - 2*market.DayMillis}},
		{"adjusted", Input{Settings: with(Close, Bars, Adjusted)}},
		{"minutes", Input{Settings: with(Close, Minutes, Across)}},
	} {
		c.in.Series = one(bars)
		b.Run(c.name, func(b *testing.B) {
			report(b, func() {
				if _, err := Do(context.Background(), c.in); err != nil {
					b.Fatal(err)
				}
			}, pass, "x-regimes")
		})
	}
	b.Run("chain", func(b *testing.B) {
		in := Input{Series: contracts(bars), Settings: Report001}
		report(b, func() {
			if _, err := Do(context.Background(), in); err != nil {
				b.Fatal(err)
			}
		}, pass, "x-regimes")
	})
	b.Run("prepare", func(b *testing.B) {
		report(b, func() {
			if _, err := Prepare(context.Background(), one(bars), Report001); err != nil {
				b.Fatal(err)
			}
		}, pass, "x-regimes")
	})
	b.Run("window", func(b *testing.B) {
		report(b, func() {
			if _, err := At(context.Background(), WindowInput{Series: one(bars), Settings: Report001}); err != nil {
				b.Fatal(err)
			}
		}, pass, "x-regimes")
	})
}

// contracts cuts bars into contracts of 20 days, each of which is the nearest
// one for 15.
func contracts(bars *market.Bars) (s Series) {
	for from := 0; from < bars.Len(); from += 15 * 240 {
		c := bars.Slice(from, min(from+20*240, bars.Len()))
		c.Symbol = "contract " + number(from)
		s.Futures = append(s.Futures, market.Source{Bars: c})
	}
	return s
}

func report(b *testing.B, candidate, reference func(), unit string) {
	b.ReportAllocs()
	for b.Loop() {
		median, least, most, best := optest.Pace(rounds, candidate, reference)
		b.ReportMetric(median, unit)
		b.ReportMetric(least, "least")
		b.ReportMetric(most, "most")
		b.ReportMetric(float64(best)/float64(time.Millisecond), "ms")
	}
}
