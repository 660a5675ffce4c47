package weekly_test

import (
	"context"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/study/weekly"
	"fairbasis/core/unit"
)

func date(text string) calendar.Date {
	d, err := calendar.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// bars makes daily bars of one column of figures, each "2024-09-06 3231.2".
func bars(symbol string, kind market.Kind, product string, column func(*market.Bars) *market.Column, lines ...string) market.Source {
	b := &market.Bars{Symbol: symbol, Kind: kind, Product: product, Minutes: market.Daily, Segment: []int32{0}}
	c := column(b)
	c.Scale = 3
	for _, line := range lines {
		day, figure, _ := strings.Cut(line, " ")
		v, err := unit.ParseDecimal(figure)
		if err != nil {
			panic(err)
		}
		v, _ = v.Rescale(3)
		b.Time = append(b.Time, int64(date(day).UnixDay())*market.DayMillis)
		c.Mantissa = append(c.Mantissa, v.Mantissa())
	}
	return market.Source{Symbol: symbol, Bars: b}
}

func closes(b *market.Bars) *market.Column  { return &b.Close }
func settles(b *market.Bars) *market.Column { return &b.Settle }

func compute(t testing.TB, in study.OverviewInput) study.Overview {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := weekly.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// codes are the codes of notes, with blanks between.
func codes(r study.OverviewRow) string {
	var out []string
	for _, n := range r.Notes {
		out = append(out, n.Code)
	}
	return " " + strings.Join(out, " ") + " "
}
