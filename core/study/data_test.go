package study_test

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

// shared is the reference data beside the project.
type shared struct{}

func (shared) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "%v", err)
	}
	return load.File{Name: filepath.Base(ref), Bytes: text}, nil
}

var library = load.New(shared{})

// series names every series of a file of the reference data that is of a product.
func series(t *testing.T, ref, product string) (futures []market.Source, index *market.Source) {
	t.Helper()
	set, err := library.Set(context.Background(), ref)
	if err != nil {
		if fault.From(err).Code == fault.Unknown {
			t.Skipf("the reference data is not beside the project: %v", err)
		}
		t.Fatal(err)
	}
	for _, b := range set.Series {
		s := market.Source{Ref: ref, Symbol: b.Symbol, Bars: b}
		switch {
		case b.Product != product:
		case b.Kind == market.Index:
			index = &s
		default:
			futures = append(futures, s)
		}
	}
	return futures, index
}

func book(t *testing.T, d study.Data) *study.Book {
	t.Helper()
	b, err := study.NewBook(context.Background(), d)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const exchangeFile = "daily/cffex_basis_daily_2018-10_2024-06.csv"

func TestSmoke(t *testing.T) {
	for _, p := range study.Products() {
		futures, _ := series(t, exchangeFile, p)
		b := book(t, study.Data{Product: p, Futures: futures})
		t.Log(p, len(futures), b.Days(), len(b.Close), b.About().First, b.About().Last, len(b.Contracts))
		for _, n := range b.Notes {
			t.Log(n.Code, n.Message)
		}
		for _, m := range []study.Measure{{}, {Of: study.Weighted}, {Of: study.NearQuarter, Price: "settle"}} {
			s := b.Series(b.Line(m))
			t.Log(m.Filled(), len(s.Value), s.Undefined)
		}
		s := b.Series(b.Spread(study.Spread{Weekly: true}))
		t.Log(len(s.Value), s.Undefined)
	}
}

func source(b *market.Bars) market.Source { return market.Source{Symbol: b.Symbol, Bars: b} }
