package history_test

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
	"fairbasis/core/study/history"
	"fairbasis/core/table/load"
)

const (
	board = "all_contracts_20days_to_2024-09-13.csv"
	daily = "cffex_basis_daily_2018-10_2024-06.csv"
)

// shared reads files of the reference data once.
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

// data are the contracts of a product in a file of the reference data.
func data(t testing.TB, name, product string) study.Data {
	t.Helper()
	files, err := shared()
	if os.IsNotExist(err) {
		t.Skipf("the reference data is not beside the project: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	d := study.Data{Product: product}
	for _, b := range files[name] {
		if strings.HasPrefix(b.Symbol, product) {
			d.Futures = append(d.Futures, market.Source{Ref: name, Symbol: b.Symbol, Bars: b})
		}
	}
	return d
}

func date(text string) calendar.Date {
	d, err := calendar.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func compute(t interface {
	Helper()
	Fatal(...any)
}, in study.HistoryInput) study.History {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := history.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// byDay is a series by day.
func byDay(s study.Series) map[calendar.Date]float64 {
	out := make(map[calendar.Date]float64, len(s.Time))
	for i, ms := range s.Time {
		out[calendar.OfUnixDay(int(ms)/market.DayMillis)] = s.Value[i]
	}
	return out
}
