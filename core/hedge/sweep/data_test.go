package sweep

import (
	"context"
	"os"
	"slices"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/table/load"
	"fairbasis/core/unit"
)

// TestRealMinutes: over genuine minutes of IF every cell is the state machine's,
// and two of them have the trades and wins that core/hedge/testdata/real.golden
// has of the back-test.
func TestRealMinutes(t *testing.T) {
	const name = "IF_1min_sina_2020-04_2021-12.csv"
	text, err := os.ReadFile("../../../../shared/data/min1/" + name)
	if err != nil {
		t.Skip("the reference data is not beside the project: ", err)
	}
	file := load.File{Name: name, Bytes: text}
	file.Choices.Symbol = "IF"
	set, err := load.Read(context.Background(), file)
	if err != nil {
		t.Fatal(err)
	}
	var futures []market.Source
	for _, b := range set.Series {
		futures = append(futures, market.Source{Bars: b})
	}
	in := hedge.SweepInput{
		BacktestInput: hedge.Example001(futures...),
		Windows:       []int{120, 450}, Orders: []int{3, 4},
		TakeProfits: []unit.Rate{0.005, 0.011}, StopLosses: []unit.Rate{-0.013, -0.004},
	}
	cell := func(window, order int) int { // at the stops of the report
		return (slices.Index(in.Windows, window)*2+slices.Index(in.Orders, order))*4 + 1*2 + 0
	}
	got := holds(t, in)
	if c := cell(450, 4); got.Trades[c] != 62 || got.Wins[c] != 24 || got.Days != 103 || got.First != "2020-04-15" || len(got.Months) != 21 {
		t.Errorf("%v trades, %v wins on %d days from %s in %d months; the back-test has 62, 24, 103, 2020-04-15, 21",
			got.Trades[c], got.Wins[c], got.Days, got.First, len(got.Months))
	}
	in.ADay, in.Windows, in.Orders = 0, []int{120}, []int{4, 3}
	got = holds(t, in)
	if c := cell(120, 3); got.Trades[c] != 550 || got.Wins[c] != 193 || got.Days != 104 {
		t.Errorf("%v trades, %v wins on %d days; the back-test has 550, 193, 104", got.Trades[c], got.Wins[c], got.Days)
	}
	for _, change := range []func(*hedge.Rules){
		func(r *hedge.Rules) { r.Again = false },
		func(r *hedge.Rules) { r.Flat, r.Exit = false, hedge.OnReversal },
		func(r *hedge.Rules) { r.ADay, r.Closing = 2, hedge.LiftHedge },
		func(r *hedge.Rules) { r.Fill, r.Exit = hedge.NextClose, hedge.NoExit },
	} {
		change(&in.Rules)
		holds(t, in)
	}
}
