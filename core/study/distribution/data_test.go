package distribution_test

import (
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
)

// daily is all IF contracts in the exchange's daily statistics, complete from
// 2019 on, with the index beside them.
func daily(t testing.TB) study.Data {
	t.Helper()
	d := studytest.Data(t, "IF", studytest.Daily)
	d.From = calendar.MustOf(2019, 1, 2)
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
