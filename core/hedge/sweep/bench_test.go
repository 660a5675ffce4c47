package sweep

import (
	"context"
	"math/rand/v2"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

const benchBars = 400_000

// years are seven years of one-minute bars of IF: a random walk in ticks of
// 0.2 points that moves about 1.2 % a day.
func years() *market.Bars {
	rnd := rand.New(rand.NewPCG(2, 71))
	b := &market.Bars{Symbol: "IF", Product: "IF", Kind: market.Continuous, Minutes: 1, Segment: []int32{0}}
	columns := []*market.Column{&b.Open, &b.High, &b.Low, &b.Close}
	for _, c := range columns {
		*c = market.Column{Scale: 1, Mantissa: make([]int64, 0, benchBars)}
	}
	day, price := calendar.MustOf(2018, 8, 1), int64(40_000)
	for b.Len() < benchBars {
		for m := range 240 {
			clock := int64(9*60 + 31 + m)
			if m >= 120 {
				clock += 90
			}
			b.Time = append(b.Time, int64(day.UnixDay())*dayMillis+clock*60_000)
			open := price + 2*(rnd.Int64N(3)-1)
			price = max(20_000, open+2*(rnd.Int64N(31)-15)+2*(rnd.Int64N(31)-15))
			for i, v := range []int64{open, max(open, price) + 2, min(open, price) - 2, price} {
				columns[i].Mantissa = append(columns[i].Mantissa, v)
			}
		}
		day = calendar.Next(day).Date
	}
	return b
}

// thousand asks for 10 windows, 4 orders and 5 by 5 stops.
func thousand(b *market.Bars) hedge.SweepInput {
	in := hedge.SweepInput{
		BacktestInput: hedge.Example001(market.Source{Bars: b}),
		Orders:        []int{3, 4, 5, 6},
		TakeProfits:   []unit.Rate{0.007, 0.009, 0.011, 0.013, 0.015}, StopLosses: []unit.Rate{-0.009, -0.011, -0.013, -0.015, -0.017},
	}
	for w := 80; w <= 800; w += 80 {
		in.Windows = append(in.Windows, w)
	}
	return in
}

// loose are rules under which cells part and meet again many times a day.
func loose(in hedge.SweepInput) hedge.SweepInput {
	in.ADay = 0
	for i := range in.TakeProfits {
		in.TakeProfits[i] /= 4
		in.StopLosses[i] /= 4
	}
	return in
}

// versus reports the candidate's processor time, in milliseconds, and how many
// times that of the reference it is.
func versus(b *testing.B, candidate, reference func()) {
	median, least, most, best := optest.Pace(max(b.N, 7), candidate, reference)
	b.ReportMetric(float64(best)/1e6, "ms-best")
	b.ReportMetric(median, "x-reference")
	b.ReportMetric(least, "x-least")
	b.ReportMetric(most, "x-most")
	b.ReportMetric(0, "ns/op")
}

// BenchmarkSweep is the operation with 1,000 cells over 400,000 bars, against
// the 40 passes over the prices it needs at least.
func BenchmarkSweep(b *testing.B) {
	bars := years()
	for name, in := range map[string]hedge.SweepInput{"one_a_day": thousand(bars), "many_a_day": loose(thousand(bars))} {
		b.Run(name, func(b *testing.B) {
			p, err := signal.Prepare(context.Background(), in.Series, in.Settings)
			if err != nil {
				b.Fatal(err)
			}
			regimes := make([]signal.Regime, p.Bars.Len())
			versus(b, func() {
				if s, err := Compute(context.Background(), in); err != nil || len(s.Net) != 1000 {
					b.Fatal(err)
				}
			}, func() {
				for _, w := range in.Windows {
					for _, o := range in.Orders {
						if _, err := p.Regimes(context.Background(), regimes, o, w); err != nil {
							b.Fatal(err)
						}
					}
				}
			})
		})
	}
}

// BenchmarkGrid walks 5 by 5 stops over the regimes of one fit, against one
// back-test by the plain state machine that adds up the same sums.
func BenchmarkGrid(b *testing.B) {
	bars := years()
	for name, in := range map[string]hedge.SweepInput{"one_a_day": thousand(bars), "many_a_day": loose(thousand(bars))} {
		b.Run(name, func(b *testing.B) {
			p, err := signal.Prepare(context.Background(), in.Series, in.Settings)
			if err != nil {
				b.Fatal(err)
			}
			regimes := make([]signal.Regime, p.Bars.Len())
			if _, err := p.Regimes(context.Background(), regimes, in.Order, in.Window); err != nil {
				b.Fatal(err)
			}
			tape, err := hedge.NewTape(p, in.Fees, 0, p.Bars.Len())
			if err != nil {
				b.Fatal(err)
			}
			sweep, month := calendarOf(tape)
			months, cells := len(sweep.Months), len(in.TakeProfits)*len(in.StopLosses)
			g := newGrid(tape, in.Rules, in.TakeProfits, in.StopLosses, newTally(cells, month, months))
			o := newOut(cells, months)
			var plain sums
			versus(b, func() {
				for range 10 {
					if err := g.walk(context.Background(), o, regimes); err != nil {
						b.Fatal(err)
					}
				}
			}, func() {
				for range 10 {
					plain = plainly(tape, in.Rules, regimes, month, months)
				}
			})
			b.ReportMetric(plain.trades, "trades")
		})
	}
}
