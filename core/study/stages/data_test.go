package stages_test

import (
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
)

// row is a day of made data: a close of IF2412, its index, its volume and open
// interest; a close of 0 is a day without a row, an index of 0 one without a close.
type row struct{ close, index, volume, interest float64 }

// made is rows on the trading days from 2024-09-18 on, of which skip says how
// many days lie before each.
func made(rows []row, skip ...int) study.Data {
	day := calendar.MustOf(2024, 9, 18)
	future := &market.Bars{Symbol: "IF2412", Kind: market.FutureContract, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	index := &market.Bars{Symbol: "000300", Kind: market.Index, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	for i, r := range rows {
		if slices.Contains(skip, i) {
			day = calendar.Next(day).Date
		}
		ms := int64(day.UnixDay()) * market.DayMillis
		if r.index > 0 {
			index.Time, index.Close.Float = append(index.Time, ms), append(index.Close.Float, r.index)
		}
		if r.close > 0 {
			future.Time, future.Close.Float = append(future.Time, ms), append(future.Close.Float, r.close)
			future.Volume.Float, future.OpenInterest.Float = append(future.Volume.Float, r.volume), append(future.OpenInterest.Float, r.interest)
		}
		day = calendar.Next(day).Date
	}
	return study.Data{Product: "IF", Futures: []market.Source{{Symbol: "IF2412", Bars: future}}, Index: &market.Source{Symbol: "000300", Bars: index}}
}

// cut is d with series that hold the days from one to another only, the last first.
func cut(d study.Data, from, to calendar.Date) study.Data {
	out := study.Data{Product: d.Product}
	short := func(s market.Source) market.Source {
		lo, hi := 0, len(s.Bars.Time)
		for lo < hi && s.Bars.Time[lo] < int64(from.UnixDay())*market.DayMillis {
			lo++
		}
		for hi > lo && s.Bars.Time[hi-1] > int64(to.UnixDay())*market.DayMillis {
			hi--
		}
		b := *s.Bars
		b.Time, b.Row, b.Segment = b.Time[lo:hi], nil, []int32{0}
		b.Extra = slices.Clone(b.Extra)
		b.Columns(func(_ string, c *market.Column) { *c = c.Slice(lo, hi) })
		return market.Source{Symbol: b.Symbol, Bars: &b}
	}
	for _, s := range d.Futures {
		if s = short(s); s.Bars.Len() > 0 {
			out.Futures = append(out.Futures, s)
		}
	}
	slices.Reverse(out.Futures)
	if d.Index != nil {
		s := short(*d.Index)
		out.Index = &s
	}
	return out
}
