package weekly_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/study/weekly"
	"fairbasis/core/table/load"
	"fairbasis/core/unit"
)

// shared reads a file of the reference data once.
var shared = sync.OnceValues(func() (map[string][]*market.Bars, error) {
	out := map[string][]*market.Bars{}
	for _, name := range []string{board, daily} {
		text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", "daily", name))
		if err != nil {
			return nil, err
		}
		set, err := load.Read(context.Background(), load.File{Name: name, Bytes: text})
		if err != nil {
			return nil, err
		}
		out[name] = set.Series
	}
	return out, nil
})

const (
	board = "all_contracts_20days_to_2024-09-13.csv"
	daily = "cffex_basis_daily_2018-10_2024-06.csv"
)

// futures are the contracts of a product in a file of the reference data.
func futures(t testing.TB, name, product string) []market.Source {
	t.Helper()
	files, err := shared()
	if os.IsNotExist(err) {
		t.Skipf("the reference data is not beside the project: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var out []market.Source
	for _, b := range files[name] {
		if strings.HasPrefix(b.Symbol, product) {
			out = append(out, market.Source{Ref: name, Symbol: b.Symbol, Bars: b})
		}
	}
	return out
}

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
