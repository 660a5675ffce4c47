// Package heavy lists the operations that can take longer than a frame: over
// bars or large grids. The engine links them; the page asks it.
package heavy

import (
	"fairbasis/core/arb"
	"fairbasis/core/fit"
	"fairbasis/core/hedge"
	"fairbasis/core/hedge/evidence"
	"fairbasis/core/hedge/sheets"
	"fairbasis/core/hedge/sweep"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/table"
	"fairbasis/core/table/demo"
	"fairbasis/core/table/view"
	"fairbasis/core/unit"
)

// example is the file the examples refer to; the tests have one of that name.
const example = "bars.csv"

func series(symbol string) market.Source { return market.Source{Ref: example, Symbol: symbol} }

var index = series("000300")

// Two contracts, one behind the other, and a fit that their few bars allow.
var (
	both = signal.Series{Futures: []market.Source{series("IF2409"), series("IF2412")}}
	few  = signal.Settings{Order: 2, Window: 12, Price: signal.Close, Axis: signal.Bars, Days: signal.Across}
)

// over is the active hedge on these bars of a day, held over night.
func over() hedge.BacktestInput {
	in := hedge.Example001(both.Futures...)
	in.Settings, in.Index, in.Flat = few, &index, false
	return in
}

// around is a grid about it. A line has no curvature, so no order 1.
func around() hedge.SweepInput {
	in := hedge.SweepInput{BacktestInput: over(), Windows: []int{10, 12}, Orders: []int{2, 3},
		TakeProfits: []unit.Rate{0.011, 0.02}, StopLosses: []unit.Rate{-0.013, -0.026}}
	in.Index = nil
	return in
}

// All is every heavy operation.
var All = op.NewSet(
	// Instant at the size of a table, heavy at the size of an export.
	op.New(arb.SurfaceKey, "One answer over any two inputs", arb.SurfaceExample, arb.ComputeSurface),
	op.New(fit.Key, "A polynomial through points, with its errors", fit.Example, fit.Compute),

	op.New(table.ViewKey, "Bars of a file as points of a chart", table.ViewInput{Source: series("IF2412"), Points: 20}, view.Bars),
	op.New(table.RowsKey, "Bars of a file as rows of text", table.RowsInput{Source: series("IF2412"), From: -5}, view.Rows),
	op.New(table.JoinKey, "Contracts chained into their main series, beside the index", table.JoinInput{
		Futures: []market.Source{series("IF2409"), series("IF2412")}, Index: &index, Roll: market.ByPrevOpenInterest, Adjust: "difference"}, view.Join),
	op.New(table.DemoKey, "Simulated bars to try", table.DemoInput{Name: "daily"}, demo.Demo),

	op.New(signal.Key, "What a rolling polynomial says of every bar", signal.Input{Series: both, Settings: few, Points: 10}, signal.Do),
	op.New(signal.WindowKey, "The polynomial that ends at one bar", signal.WindowInput{Series: both, Settings: few}, signal.At),
	op.New(hedge.BacktestKey, "What the active hedge would have earned", over(), hedge.Run),
	op.New(hedge.FileKey, "A part of a back-test as CSV or workbook", hedge.FileInput{BacktestInput: over(), What: "trades", As: "csv"}, sheets.File),
	op.New(hedge.SweepKey, "Back-tests over windows, orders, take-profits and stop-losses", around(), sweep.Compute),
	op.New(hedge.EvidenceKey, "What a search over settings is worth", evidence.Example, evidence.Compute),
)
