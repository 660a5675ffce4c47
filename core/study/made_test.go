package study_test

import (
	"flag"
	"math"
	"os"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// TestMain draws fewer cases in the browser's engine, which is slower.
func TestMain(m *testing.M) {
	if runtime.GOOS == "js" {
		if err := flag.Set("rapid.checks", "30"); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}

// bars makes daily bars of a table: the head names date and columns, "-" is an
// empty cell.
func bars(t optest.T, symbol string, kind market.Kind, product, text string) *market.Bars {
	t.Helper()
	b := &market.Bars{Symbol: symbol, Kind: kind, Product: product, Minutes: market.Daily, Segment: []int32{0}}
	lines := strings.Split(strings.TrimSpace(text), "\n")
	head := strings.Fields(lines[0])
	cells := make([][]float64, len(head))
	for _, line := range lines[1:] {
		for k, f := range strings.Fields(line) {
			if k == 0 {
				d, err := calendar.Parse(f)
				if err != nil {
					t.Fatal(err)
				}
				b.Time = append(b.Time, int64(d.UnixDay())*market.DayMillis)
				continue
			}
			x := math.NaN()
			if f != "-" {
				var err error
				if x, err = strconv.ParseFloat(f, 64); err != nil {
					t.Fatal(err)
				}
			}
			cells[k] = append(cells[k], x)
		}
	}
	for k, name := range head {
		if k == 0 {
			continue
		}
		known := false
		b.Columns(func(role string, c *market.Column) {
			if role == name {
				c.Float, known = cells[k], true
			}
		})
		if !known {
			b.Extra = append(b.Extra, market.Named{Name: name, Column: market.Column{Float: cells[k]}})
		}
	}
	return b
}

func contract(t optest.T, symbol, text string) market.Source {
	t.Helper()
	return source(bars(t, symbol, market.FutureContract, symbol[:2], text))
}

func chain(t optest.T, symbol, text string) market.Source {
	t.Helper()
	return source(bars(t, symbol, market.Continuous, symbol[:2], text))
}

func index(t optest.T, symbol, text string) *market.Source {
	t.Helper()
	s := source(bars(t, symbol, market.Index, map[string]string{"000300": "IF", "000016": "IH", "000905": "IC", "000852": "IM"}[symbol], text))
	return &s
}

// codes lists the notes of a book by path:code.
func codes(b *study.Book) string { return optest.Codes(b.Notes) }

func date(text string) calendar.Date {
	d, err := calendar.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

// quote finds the quote of a contract on a day.
func quote(t testing.TB, b *study.Book, day, code string) int {
	t.Helper()
	i := b.Find(date(day))
	if i < b.Days() && b.Date(i) == date(day) {
		from, to := b.Quotes(i)
		for q := from; q < to; q++ {
			if b.Code(q) == code {
				return q
			}
		}
	}
	t.Fatalf("%s has no quote on %s", code, day)
	return -1
}
