package sweep

import (
	"context"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/hedge"
)

// TestOneCellIsTheBacktest: with one value on every axis the sweep and the
// back-test have the same trades.
func TestOneCellIsTheBacktest(t *testing.T) {
	traded := 0.0
	rapid.Check(t, func(t *rapid.T) {
		in := drawRequest(t)
		in.Windows, in.Orders, in.TakeProfits, in.StopLosses = in.Windows[:1], in.Orders[:1], in.TakeProfits[:1], in.StopLosses[:1]
		in.Window, in.Order, in.TakeProfit, in.StopLoss = in.Windows[0], in.Orders[0], in.TakeProfits[0], in.StopLosses[0]
		if in.FirstDay == "2018-11-01" {
			in.FirstDay = "" // days without a window count in a back-test
		}
		got := mustCompute(t, in)
		in.Trades = 100_000
		want, err := hedge.Run(context.Background(), in.BacktestInput)
		if err != nil {
			t.Fatal(err)
		}
		if got.First != want.First || got.Last != want.Last || got.Days != want.Days {
			t.Fatalf("%s to %s, %d days; the back-test has %s to %s, %d", got.First, got.Last, got.Days, want.First, want.Last, want.Days)
		}
		net, gross := 0.0, 0.0
		for i, r := range want.Trades.Return {
			net += r
			gross += want.Trades.Side[i] * (want.Trades.Out[i]/want.Trades.In[i] - 1)
		}
		if got.Trades[0] != float64(want.Trading.Trades) || got.Wins[0] != float64(want.Trading.Wins) || !near(got.Net[0], net) || !near(got.Gross[0], gross) {
			t.Fatalf("%v trades, %v wins, net %v, gross %v; the back-test has %d, %d, %v, %v",
				got.Trades[0], got.Wins[0], got.Net[0], got.Gross[0], want.Trading.Trades, want.Trading.Wins, net, gross)
		}
		if len(got.Months) != len(want.Months) {
			t.Fatalf("%d months, the back-test has %d", len(got.Months), len(want.Months))
		}
		traded += got.Trades[0]
	})
	if traded == 0 {
		t.Error("no trade at all")
	}
}
