package distribution_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/table/load"
)

// shared is the reference data beside the project.
type shared struct{}

func (shared) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "%v", err)
	}
	return load.File{Name: filepath.Base(ref), Bytes: text}, nil
}

var library = load.New(shared{})

// daily is all IF contracts in the exchange's daily statistics, complete from
// 2019 on, with the index beside them.
func daily(t testing.TB) study.Data {
	t.Helper()
	set, err := library.Set(context.Background(), "daily/cffex_basis_daily_2018-10_2024-06.csv")
	if err != nil {
		if fault.From(err).Code == fault.Unknown {
			t.Skipf("the reference data is not beside the project: %v", err)
		}
		t.Fatal(err)
	}
	d := study.Data{Product: "IF", From: calendar.MustOf(2019, 1, 2)}
	for _, b := range set.Series {
		if b.Product == "IF" {
			d.Futures = append(d.Futures, market.Source{Symbol: b.Symbol, Bars: b})
		}
	}
	return d
}

// made is one contract, IF2412, with an index of 4000 on the trading days from
// 2024-10-08 on and so many points of basis on each; NaN is a day without a row.
func made(basis []float64) study.Data {
	day := calendar.MustOf(2024, 10, 8)
	future := &market.Bars{Symbol: "IF2412", Kind: market.FutureContract, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	index := &market.Bars{Symbol: "000300", Kind: market.Index, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	for _, x := range basis {
		ms := int64(day.UnixDay()) * market.DayMillis
		index.Time, index.Close.Float = append(index.Time, ms), append(index.Close.Float, 4000)
		if x == x {
			future.Time, future.Close.Float = append(future.Time, ms), append(future.Close.Float, 4000+x)
			future.Volume.Float = append(future.Volume.Float, 100)
		}
		day = calendar.Next(day).Date
	}
	return study.Data{Product: "IF", Futures: []market.Source{{Symbol: "IF2412", Bars: future}}, Index: &market.Source{Symbol: "000300", Bars: index}}
}
