package hedge_test

import (
	"context"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
)

// BenchmarkBacktest is a whole back-test of 400,000 one-minute bars with the
// signals and the index; BenchmarkSignals is its part of the signals. Both over
// the settings of report 001.
func BenchmarkBacktest(b *testing.B) {
	in := long()
	b.ReportAllocs()
	for b.Loop() {
		if _, err := hedge.Run(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkSignals(b *testing.B) {
	in := long()
	regimes := make([]signal.Regime, in.Futures[0].Bars.Len())
	for b.Loop() {
		p, err := signal.Prepare(context.Background(), in.Series, in.Settings)
		if err != nil {
			b.Fatal(err)
		}
		if _, err := p.Regimes(context.Background(), regimes, in.Order, in.Window); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkWalk is the plain state machine alone.
func BenchmarkWalk(b *testing.B) {
	in := long()
	p, err := signal.Prepare(context.Background(), in.Series, in.Settings)
	if err != nil {
		b.Fatal(err)
	}
	regimes := make([]signal.Regime, p.Bars.Len())
	if _, err := p.Regimes(context.Background(), regimes, in.Order, in.Window); err != nil {
		b.Fatal(err)
	}
	t, err := hedge.NewTape(p, in.Fees, 0, len(regimes))
	if err != nil {
		b.Fatal(err)
	}
	n := 0
	b.ReportAllocs()
	for b.Loop() {
		t.Walk(regimes, in.Rules, func(hedge.Trade) { n++ })
	}
}

// long asks for a back-test over seven years.
func long() hedge.BacktestInput {
	x := uint64(7)
	step := func() int64 { x = x*6364136223846793005 + 1442695040888963407; return int64(x>>58) - 32 }
	futures := walk(1667, step)
	index := *futures
	index.Symbol, index.Kind, index.Product = "000300", market.Index, ""
	in := hedge.Example001(market.Source{Bars: futures})
	in.Index = &market.Source{Bars: &index}
	return in
}
