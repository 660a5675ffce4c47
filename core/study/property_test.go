package study_test

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

// drawn is a market made up: every contract has one truth a day, of which the
// series hold parts.
type drawn struct {
	data study.Data
	days []calendar.Date
}

// drawData draws contracts and chains of IC around the expiries of autumn 2024,
// with days, rows and cells missing.
func drawData(t *rapid.T) drawn {
	day := calendar.MustOf(2024, 8, 12).AddDays(rapid.IntRange(0, 30).Draw(t, "begin"))
	var out drawn
	for range rapid.IntRange(1, 40).Draw(t, "days") {
		day = calendar.Next(day).Date
		out.days = append(out.days, day)
	}
	names := []string{"IC2408", "IC2409", "IC2410", "IC2411", "IC2412", "IC2503", "IC2506", "IC00", "ICL1", "IC02", "IC03"}
	d := study.Data{Product: "IC"}
	seed := rapid.Uint32().Draw(t, "prices")
	truth := func(month, day, column int) float64 { // whole numbers, so that sums are exact
		x := seed ^ uint32(month*7919+day*104729+column*1299709)
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		return float64(3000 + x%3000)
	}
	holes := rapid.SampledFrom([]int{0, 1, 4}).Draw(t, "holes") // in ten
	hole := func(what string) bool { return rapid.IntRange(0, 9).Draw(t, what) < holes }
	for _, name := range names {
		if hole("series") {
			continue
		}
		b := &market.Bars{Symbol: name, Kind: market.FutureContract, Product: "IC", Minutes: market.Daily}
		place := slices.Index([]string{"IC00", "ICL1", "IC02", "IC03"}, name)
		var cells [6][]float64
		for _, day := range out.days {
			var month calendar.Month
			if place >= 0 {
				b.Kind = market.Continuous
				month = calendar.ListedMonths(day)[place]
			} else {
				c, err := market.ReadContract(name, calendar.Date{})
				if err != nil {
					t.Fatal(err)
				}
				month = c.Month
			}
			if calendar.LastTradingDay(month).Date.Before(day) || hole("row") {
				continue
			}
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis)
			for k := range cells {
				x := truth(12*month.Year()+month.Month(), day.UnixDay(), k)
				switch k {
				case 2: // the settlement of the day before
					x = truth(12*month.Year()+month.Month(), calendar.Prev(day).Date.UnixDay(), 1)
				case 5:
					x = truth(0, day.UnixDay(), k)
				}
				if k > 0 && k < 5 && hole("cell") {
					x = math.NaN()
				}
				cells[k] = append(cells[k], x)
			}
		}
		b.Close.Float, b.Settle.Float, b.PreSettle.Float, b.Volume.Float, b.OpenInterest.Float = cells[0], cells[1], cells[2], cells[3], cells[4]
		b.Extra = []market.Named{{Name: "spot", Column: market.Column{Float: cells[5]}}}
		if len(b.Time) > 0 {
			d.Futures = append(d.Futures, source(b))
		}
	}
	if rapid.Bool().Draw(t, "index") {
		b := &market.Bars{Symbol: "000905", Kind: market.Index, Product: "IC", Minutes: market.Daily}
		for _, day := range out.days {
			b.Time, b.Close.Float = append(b.Time, int64(day.UnixDay())*market.DayMillis), append(b.Close.Float, truth(0, day.UnixDay(), 5))
		}
		s := source(b)
		d.Index = &s
	}
	if rapid.Bool().Draw(t, "dividends") {
		given := &dividend.Given{}
		for range rapid.IntRange(1, 5).Draw(t, "ex-dates") {
			given.Points = append(given.Points, dividend.ExDate{Date: day.AddDays(rapid.IntRange(-60, 120).Draw(t, "ex-date")), Points: unit.Points(rapid.IntRange(0, 64).Draw(t, "points"))})
		}
		d.Dividends = given
	}
	out.data = d
	return out
}

// made makes the book, or reports that the data hold none.
func made(t *rapid.T, d study.Data) (*study.Book, bool) {
	b, err := study.NewBook(context.Background(), d)
	if err != nil {
		optest.Refused(t, err)
		return nil, false
	}
	return b, true
}

// equal compares books digit by digit; NaNs are equal.
func equal(a, b *study.Book) bool {
	same := func(x, y []float64) bool {
		return slices.EqualFunc(x, y, func(x, y float64) bool { return math.Float64bits(x) == math.Float64bits(y) || x != x && y != y })
	}
	return reflect.DeepEqual(a.Notes, b.Notes) && slices.Equal(a.Contracts, b.Contracts) && slices.Equal(a.Day, b.Day) && slices.Equal(a.First, b.First) &&
		slices.Equal(a.Contract, b.Contract) && slices.Equal(a.Place, b.Place) && slices.Equal(a.CalendarDays, b.CalendarDays) && slices.Equal(a.TradingDays, b.TradingDays) &&
		same(a.Index, b.Index) && same(a.Close, b.Close) && same(a.Settle, b.Settle) && same(a.Volume, b.Volume) && same(a.OpenInterest, b.OpenInterest) && same(a.Dividends, b.Dividends)
}

// TestOrder: series in another order, and a series cut in two, are the same book.
func TestOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawData(t).data
		b, ok := made(t, d)
		turned := d
		turned.Futures = nil
		for _, s := range d.Futures {
			if n := s.Bars.Len(); n > 1 && rapid.Bool().Draw(t, "cut") {
				at := rapid.IntRange(1, n-1).Draw(t, "at")
				turned.Futures = append(turned.Futures, source(s.Bars.Slice(0, at)), source(s.Bars.Slice(at, n)))
				continue
			}
			turned.Futures = append(turned.Futures, s)
		}
		turned.Futures = rapid.Permutation(turned.Futures).Draw(t, "order")
		again, okAgain := made(t, turned)
		if ok != okAgain || ok && !equal(b, again) {
			t.Fatalf("another order is another book:\n%v\n%v", b, again)
		}
	})
}

// TestCut: a study from one day to another is that of files cut there.
func TestCut(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := drawData(t)
		d := drawn.data
		first, last := rapid.SampledFrom(drawn.days).Draw(t, "from"), rapid.SampledFrom(drawn.days).Draw(t, "to")
		if last.Before(first) {
			first, last = last, first
		}
		cut := d
		between := func(s market.Source) market.Source {
			return source(s.Bars.Between(int64(first.UnixDay())*market.DayMillis, int64(last.UnixDay())*market.DayMillis))
		}
		cut.Futures = nil
		for _, s := range d.Futures {
			cut.Futures = append(cut.Futures, between(s))
		}
		if d.Index != nil {
			s := between(*d.Index)
			cut.Index = &s
		}
		d.From, d.To = first, last
		b, ok := made(t, d)
		files, okFiles := made(t, cut)
		if ok != okFiles || ok && !equal(b, files) {
			t.Fatalf("from %s to %s:\n%+v\n%+v", first, last, b, files)
		}
	})
}

// TestQuotes: every quote is of its day, of its place and of its contract's row;
// days to expiry are those of the calendar; the main contract is that of market.Main.
func TestQuotes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := drawData(t).data
		b, ok := made(t, d)
		if !ok {
			return
		}
		weights := make([]float64, 0, 8)
		for i := range b.Days() {
			day := b.Date(i)
			from, to := b.Quotes(i)
			var list []market.Listed
			for q := from; q < to; q++ {
				c := b.Contracts[b.Contract[q]]
				if q > from && !b.Contracts[b.Contract[q-1]].Expiry.Before(c.Expiry) {
					t.Fatal("quotes of a day are not by expiry")
				}
				if int(b.CalendarDays[q]) != c.Expiry.Sub(day) || int(b.TradingDays[q]) != calendar.TradingDays(day, c.Expiry).Days {
					t.Fatalf("%s on %s: %d and %d days", c.Code, day, b.CalendarDays[q], b.TradingDays[q])
				}
				want := int8(-1)
				for k, m := range calendar.ListedMonths(day) {
					if c.Code == "IC"+m.Code() {
						want = int8(k)
					}
				}
				if b.Place[q] != want || want >= 0 && b.At(i, want) != q {
					t.Fatalf("%s on %s: place %d, want %d", c.Code, day, b.Place[q], want)
				}
				l := market.Listed{Code: c.Code, Expiry: c.Expiry, Volume: b.Volume[q], OpenInterest: b.OpenInterest[q]}
				if i > 0 {
					for p, end := b.Quotes(i - 1); p < end; p++ {
						if b.Contract[p] == b.Contract[q] {
							l.PrevOpenInterest = b.OpenInterest[p]
						}
					}
				}
				list = append(list, l)
			}
			for _, rule := range market.MainRules() {
				q, why := b.Main(i, rule)
				at, wantWhy := market.Main(rule, list)
				if rule == market.ByCurrentMonth && b.At(i, 0) < 0 || len(list) == 0 {
					continue // TestThreeContracts
				}
				if why != wantWhy || why == "" && q != from+at {
					t.Fatalf("%s on %s: got %d %s, want %d %s", rule, day, q, why, from+at, wantWhy)
				}
			}
			if weights, ok = b.Weights(i, weights); ok {
				sum := 0.0
				for _, w := range weights {
					sum += w
				}
				optest.Near(t, "sum of weights", sum, 1, 1e-15*8)
			}
		}
	})
}

// TestConstantDividend: another dividend shifts the adjusted basis of the
// contracts it counts for by as much, and nothing else.
func TestConstantDividend(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		drawn := drawData(t)
		d := drawn.data
		b, ok := made(t, d)
		if !ok {
			return
		}
		extra := dividend.ExDate{Date: drawn.days[0].AddDays(rapid.IntRange(-10, 200).Draw(t, "ex-date")), Points: unit.Points(rapid.IntRange(1, 100).Draw(t, "points"))}
		given := dividend.Given{Points: []dividend.ExDate{extra}}
		if d.Dividends != nil {
			given.Points = append(given.Points, d.Dividends.Points...)
		}
		d.Dividends = &given
		more, _ := made(t, d)
		of := rapid.SampledFrom([]string{"volume", "open_interest", study.CurrentWith, study.NextMonth, study.NearQuarter}).Draw(t, "of")
		for _, value := range []string{study.Basis, study.Rate, study.Adjusted, study.AdjustedRate} {
			m := study.Measure{Of: of, Value: value}
			was, is := b.Line(m), more.Line(m)
			for i, x := range was.Value {
				if x != x {
					continue
				}
				want := 0.0
				q := was.Quote[i]
				if end := b.Contracts[b.Contract[q]].Expiry; b.Date(i).Before(extra.Date) && !end.Before(extra.Date) {
					switch value {
					case study.Adjusted:
						want = float64(extra.Points)
					case study.AdjustedRate:
						want = float64(extra.Points) / b.Index[i]
					}
				}
				optest.Near(t, value+" on "+b.Date(i).String(), is.Value[i]-x, want, 1e-12*(1+want))
			}
		}
	})
}
