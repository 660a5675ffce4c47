// Package studytest hands the reference data beside the project to the tests of
// studies.
package studytest

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/table/load"
)

// The files most tests are about.
const (
	Board = "daily/all_contracts_20days_to_2024-09-13.csv" // of the four products, to the week of report 001
	Daily = "daily/cffex_basis_daily_2018-10_2024-06.csv"  // the exchange's statistics, complete from 2019 on
)

// shared is the reference data; tests run in the folder of their package, two
// below core.
type shared struct{}

func (shared) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "%v", err)
	}
	return load.File{Name: filepath.Base(ref), Bytes: text}, nil
}

var library = load.New(shared{})

// Data is the futures of a product in files of the reference data, each read
// once, and its index where a file has it. Where a file is absent the test is
// skipped.
func Data(t testing.TB, product string, refs ...string) study.Data {
	t.Helper()
	d := study.Data{Product: product}
	for _, ref := range refs {
		set, err := library.Set(context.Background(), ref)
		if err != nil {
			if fault.From(err).Code == fault.Unknown {
				t.Skipf("the reference data is not beside the project: %v", err)
			}
			t.Fatal(err)
		}
		for _, b := range set.Series {
			if b.Product != product {
				continue
			}
			s := market.Source{Ref: ref, Symbol: b.Symbol, Bars: b}
			if b.Kind == market.Index {
				d.Index = &s
			} else {
				d.Futures = append(d.Futures, s)
			}
		}
	}
	return d
}
