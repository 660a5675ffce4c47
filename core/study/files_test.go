package study_test

import (
	"math"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// joined names every series of several files that is of a product.
func joined(t *testing.T, product string, refs ...string) study.Data {
	t.Helper()
	d := study.Data{Product: product}
	for _, ref := range refs {
		futures, index := series(t, ref, product)
		d.Futures = append(d.Futures, futures...)
		if index != nil {
			d.Index = index
		}
	}
	return d
}

// compare counts the quotes that two books have in common, and lists those
// whose closes differ. Places and days to expiry must not.
func compare(t *testing.T, a, b *study.Book) (n int, differ []string) {
	t.Helper()
	for i := range a.Days() {
		j := b.Find(a.Date(i))
		if j == b.Days() || b.Day[j] != a.Day[i] {
			continue
		}
		from, to := a.Quotes(i)
		first, end := b.Quotes(j)
		for q := from; q < to; q++ {
			for p := first; p < end; p++ {
				if a.Code(q) != b.Code(p) {
					continue
				}
				n++
				if a.Close[q] != b.Close[p] {
					differ = append(differ, a.Date(i).String())
				}
				if a.Place[q] != b.Place[p] || a.TradingDays[q] != b.TradingDays[p] {
					t.Errorf("%s on %s: places %d and %d", a.Code(q), a.Date(i), a.Place[q], b.Place[p])
				}
			}
		}
	}
	return n, differ
}

const csi300File, windFile = "daily/Choice_000300_2005-2023.csv", "daily/Wind_IF_close_matrix_2015-2024.csv"

// TestVendors: one product as four vendors have it: the exchange's statistics,
// tushare's four places through time, Wind's matrix of contracts and Choice's
// current month, beside Choice's index. The closes they have in common are the
// same but for a few cells in which the files themselves differ, so places
// through time are the contracts they should be.
func TestVendors(t *testing.T) {
	exchange := book(t, joined(t, "IF", exchangeFile))
	tushare := book(t, joined(t, "IF", csi300File, "daily/tushare_IF00.csv", "daily/tushare_IF01.csv", "daily/tushare_IF02.csv", "daily/tushare_IF03.csv"))
	wind := book(t, joined(t, "IF", csi300File, windFile))
	choice := book(t, joined(t, "IF", csi300File, "daily/Choice_IF00C1_2010-2023.csv"))
	// Choice wrote seven closes as 4109.399 for 4109.4; its last row was taken within the day.
	const ofChoice = "2019-12-31 2020-01-02 2020-01-07 2020-01-09 2020-01-16 2020-01-21 2020-01-22 2023-12-22"
	for _, c := range []struct {
		name   string
		a, b   *study.Book
		common int
		differ string
	}{
		{"tushare and the exchange", tushare, exchange, 5374, "2019-05-20"},
		{"Wind and the exchange", wind, exchange, 4741, ""}, // as the description of the data says
		{"tushare and Wind", tushare, wind, 6477, "2019-05-20"},
		{"Choice and the exchange", choice, exchange, 1209, ofChoice},
		{"Choice and Wind", choice, wind, 2115, ofChoice},
	} {
		n, differ := compare(t, c.a, c.b)
		if got := strings.Join(differ, " "); n != c.common || got != c.differ {
			t.Errorf("%s: %d in common, want %d; differ on %s, want %s", c.name, n, c.common, got, c.differ)
		}
	}
	// Without volume no contract is the main one by volume; the current month needs none.
	l := wind.Line(study.Measure{})
	for i, why := range l.Why {
		if why != market.NoVolume {
			t.Errorf("%s: main contract by volume of a file without: %q", wind.Date(i), why)
		}
	}
	s := wind.Series(wind.Line(study.Measure{Of: study.CurrentWith, Value: study.Basis}))
	if len(s.Value) != 2115 { // 2,126 days less 9 without index in 2023 and 2024 and 2 in 2015 before IF1505 was the nearest
		t.Errorf("current month of Wind: %d days, without %+v", len(s.Value), s.Undefined)
	}
	// Together they complete each other, and contradict each other in the cells above.
	all := joined(t, "IF", csi300File, exchangeFile, "daily/tushare_IF00.csv", "daily/tushare_IF01.csv", "daily/tushare_IF02.csv", "daily/tushare_IF03.csv", windFile, "daily/Choice_IF00C1_2010-2023.csv")
	b := book(t, all)
	if b.Date(0) != date("2010-04-16") || b.Date(b.Days()-1) != date("2025-06-03") {
		t.Errorf("from %s to %s", b.Date(0), b.Date(b.Days()-1))
	}
	for _, n := range b.Notes {
		if n.Code == "series_differ" && n.Params["count"] != "9" {
			t.Error(n.Message)
		}
	}
	if x := b.Settle[quote(t, b, "2019-01-18", "IF1902")]; x != 3171.23 { // tushare_IF01.csv, line 1542
		t.Errorf("settlement of IF1902 on 2019-01-18: %v", x)
	}
}

// TestTwentyDays: N of all rows as the file of the twenty days before 2024-09-13
// states it, and the means of report 001 (golden case 1, to its three decimals
// of percent).
func TestTwentyDays(t *testing.T) {
	const ref = "daily/all_contracts_20days_to_2024-09-13.csv"
	means := map[string]float64{"IF": -0.00143, "IC": -0.00312, "IM": -0.00386, "IH": -0.00099}
	for _, p := range study.Products() {
		d := joined(t, p, ref)
		b := book(t, d)
		checked := 0
		for _, s := range d.Futures {
			n, ok := s.Bars.Find("N")
			if !ok {
				t.Fatal("no column N")
			}
			for i := range s.Bars.Len() {
				want, _ := n.At(i)
				if got := b.TradingDays[quote(t, b, s.Bars.Day(i).String(), s.Symbol)]; float64(got) != want {
					t.Errorf("%s on %s: N %d, want %v", s.Symbol, s.Bars.Day(i), got, want)
				}
				checked++
			}
		}
		if checked != 80 || b.Days() != 20 {
			t.Errorf("%s: %d rows on %d days", p, checked, b.Days())
		}
		l := b.Line(study.Measure{Value: study.Rate})
		mean, n := study.Mean(l.Value)
		optest.Near(t, p+" 20-day mean", mean, means[p], 0.5e-5)
		if average := study.Average(l.Value, 20); n != 20 || math.Abs(average[19]-mean) > 1e-15 {
			t.Errorf("%s: moving average %v of %d", p, average[19], n)
		}
	}
}

// TestSettlements: the exchange's own file of a day: settlements, and what the
// contract that ended a week later settled at.
func TestSettlements(t *testing.T) {
	d := joined(t, "IF", "daily/cffex_all_contracts_settle_2024-09-13.csv")
	d.Index = index(t, "000300", "date close\n2024-09-13 3159.247\n2024-09-20 3201.052")
	b := book(t, d)
	if got := b.Settle[quote(t, b, "2024-09-13", "IF2409")]; got != 3163.8 {
		t.Errorf("settlement of IF2409: %v", got)
	}
	// On the 20th the final settlement is 3185.13 and the open interest 0.
	q := quote(t, b, "2024-09-20", "IF2409")
	if b.Settle[q] != 3185.13 || b.OpenInterest[q] != 0 || !strings.Contains(codes(b), "futures:expired_interest") {
		t.Errorf("last day: %v %v, %s", b.Settle[q], b.OpenInterest[q], codes(b))
	}
	optest.Near(t, "by settlement", b.Line(study.Measure{Price: "settle", Value: study.Basis}).Value[0], 3163.8-3159.247, 1e-12)
}

// TestEventsFile: golden case 14: seven days of IF around 2020-01-22.
func TestEventsFile(t *testing.T) {
	b := book(t, joined(t, "IF", "daily/events_front_contract_and_index.csv"))
	l := b.Line(study.Measure{Of: study.CurrentWith, Value: study.Basis})
	at := b.Find(date("2020-01-20"))
	for k, want := range []float64{16.37, 9.09, 4.47, -9.70, -97.16, -18.84, -28.13} {
		optest.Near(t, b.Date(at+k).String(), l.Value[at+k], want, 0.005+1e-3) // the file holds 4123.399 for 4123.4
	}
	if b.Date(at+4) != date("2020-02-03") {
		t.Error("the day after the Spring Festival")
	}
}
