package study_test

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
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

func source(b *market.Bars) market.Source { return market.Source{Symbol: b.Symbol, Bars: b} }

// exchangeRows are the rows of the exchange's file: symbol, close, volume, open
// interest and index by day and symbol, and all cells. They are nil
// where the reference data is not there.
var exchangeRows = sync.OnceValues(func() (short map[string]string, all [][]string) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(exchangeFile)))
	if err != nil {
		return nil, nil
	}
	short = map[string]string{}
	for line := range strings.SplitSeq(strings.TrimSpace(string(text)), "\n") {
		f := strings.Split(strings.TrimSpace(line), ",")
		if f[0] == "symbol" {
			continue
		}
		short[f[1]+" "+f[0]] = f[0] + " " + strings.Join(f[5:9], " ")
		all = append(all, f)
	}
	return short, all
})

// TestExchangeFile: the basis of all rows of the exchange's statistics is the
// file's own, to its digits; the rate to its six digits of percent.
func TestExchangeFile(t *testing.T) {
	compared := 0
	_, rows := exchangeRows()
	for _, p := range study.Products() {
		futures, _ := series(t, exchangeFile, p)
		b := book(t, study.Data{Product: p, Futures: futures})
		// IM has traded since 2022-07-22, all four contracts from the first day on.
		if got := codes(b); p == "IM" && (got != "futures:expired_interest futures:expiry_basis" || b.Code(b.At(0, 0)) != "IM2208" || b.Code(b.At(0, 3)) != "IM2303") {
			t.Errorf("IM: %s", got)
		}
		place := map[string]int{}
		for i := range b.Days() {
			from, to := b.Quotes(i)
			for q := from; q < to; q++ {
				place[b.Date(i).String()+" "+b.Code(q)] = q
			}
		}
		for _, f := range rows {
			q, ok := place[f[1]+" "+f[0]]
			if !ok {
				if f[0][:2] == p {
					t.Errorf("%s of %s is not in the book", f[0], f[1])
				}
				continue
			}
			i := b.Find(date(f[1]))
			basis, err := strconv.ParseFloat(f[9], 64)
			if err != nil {
				t.Fatal(err)
			}
			percent, err := strconv.ParseFloat(f[10], 64)
			if err != nil {
				t.Fatal(err)
			}
			compared++
			got := b.Close[q] - b.Index[i]
			if got != basis {
				t.Errorf("%s of %s: basis %v, want %v", f[0], f[1], got, basis)
			}
			digits := 0
			if _, after, ok := strings.Cut(f[10], "."); ok {
				digits = len(after)
			}
			half := 0.5000001
			for range digits {
				half /= 10
			}
			if x := 100 * got / b.Index[i]; x-percent > half || percent-x > half {
				t.Errorf("%s of %s: rate %v %%, want %v", f[0], f[1], x, percent)
			}
		}
	}
	if compared != 17882 { // lines of the file less its head
		t.Errorf("compared %d rows", compared)
	}
}
