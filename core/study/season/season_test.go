package season

import (
	"context"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
)

// daily are daily bars with closes; those that are not numbers are empty cells.
func daily(symbol string, kind market.Kind, product string, days []calendar.Date, closes []float64) market.Source {
	b := &market.Bars{Symbol: symbol, Kind: kind, Product: product, Minutes: market.Daily, Close: market.Column{Float: closes}, Segment: []int32{0}}
	for i, d := range days {
		b.Time = append(b.Time, int64(d.UnixDay())*market.DayMillis)
		b.Row = append(b.Row, int32(i+1))
	}
	return market.Source{Symbol: symbol, Bars: b}
}

// current asks for the basis of the current month of IF, given by a chain and
// its index.
func current(days []calendar.Date, futures, index []float64) (study.Data, study.Measure) {
	spot := daily("000300", market.Index, "IF", days, index)
	return study.Data{Product: "IF", Futures: []market.Source{daily("IF00", market.Continuous, "IF", days, futures)}, Index: &spot},
		study.Measure{Value: study.Basis, Of: study.CurrentWith}
}

// tradingDays are the n trading days from a date on.
func tradingDays(from calendar.Date, n int) []calendar.Date {
	out := make([]calendar.Date, n)
	for i := range out {
		from = calendar.OnOrAfter(from).Date
		out[i], from = from, from.AddDays(1)
	}
	return out
}

// byFormula is a measure whose basis on the i-th day is f(i), on an index of 4000.
func byFormula(days []calendar.Date, f func(i int) float64) (study.Data, study.Measure) {
	futures, index := make([]float64, len(days)), make([]float64, len(days))
	for i := range days {
		futures[i], index[i] = 4000+f(i), 4000
	}
	return current(days, futures, index)
}

// TestSeasonalityByHand: three years of one February and one May, worked on paper.
//
//	02-27  2023 1, 2024 2            mean 1.5
//	02-28  2023 3, 2024 4, 2025 8    mean 5, 25th percentile 3.5, 75th 6
//	02-29  2024 10 alone
//	05-06  2024 7 alone
func TestSeasonalityByHand(t *testing.T) {
	var days []calendar.Date
	var basis []float64
	for _, c := range []struct {
		day   string
		basis float64
	}{{"2023-02-27", 1}, {"2023-02-28", 3}, {"2024-02-27", 2}, {"2024-02-28", 4}, {"2024-02-29", 10}, {"2024-05-06", 7}, {"2025-02-28", 8}} {
		days, basis = append(days, studytest.Date(t, c.day)), append(basis, c.basis)
	}
	data, m := byFormula(days, func(i int) float64 { return basis[i] })
	r, err := Compute(context.Background(), study.SeasonalityInput{Data: data, Measure: m, Low: 25})
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		label                            string
		place, mean, count, lower, upper float64
	}{{"02-27", 58, 1.5, 2, 1.25, 1.75}, {"02-28", 59, 5, 3, 3.5, 6}, {"02-29", 60, 10, 1, 10, 10}, {"05-06", 127, 7, 1, 7, 7}}
	y := r.Yearly
	if len(y.Label) != len(want) || len(y.Place) != len(want) || len(y.Lower) != len(want) {
		t.Fatalf("got labels %v of %v", y.Label, y)
	}
	for i, w := range want {
		if y.Label[i] != w.label || y.Place[i] != w.place || y.Count[i] != w.count {
			t.Errorf("got %s, day %g, of %g years, want %+v", y.Label[i], y.Place[i], y.Count[i], w)
		}
		optest.Near(t, w.label+" mean", y.Mean[i], w.mean, 1e-9)
		optest.Near(t, w.label+" lower", y.Lower[i], w.lower, 1e-9)
		optest.Near(t, w.label+" upper", y.Upper[i], w.upper, 1e-9)
	}
	if len(r.Years) != 3 || r.Years[0] != 2023 || r.Years[2] != 2025 || len(r.Months) != 12 {
		t.Fatalf("got years %v and %d months", r.Years, len(r.Months))
	}
	for i, m := range r.Months {
		if m.Month != i+1 || m.Dividend != (i >= 4 && i <= 8) {
			t.Errorf("month %d is %d, of the dividend season %v", i+1, m.Month, m.Dividend)
		}
		if days := [12]int{1: 6, 4: 1}[i]; m.Summary.Count != days || len(m.Years) != 3 {
			t.Errorf("month %d: %d days, %d years, want %d and 3", i+1, m.Summary.Count, len(m.Years), days)
		}
	}
	february := r.Months[1]
	optest.Defined(t, "February", february.Summary.Mean, 28.0/6, 0)
	optest.Defined(t, "February 2023", february.Years[0], 2, 1e-9)
	optest.Defined(t, "February 2024", february.Years[1], 16.0/3, 0)
	optest.Defined(t, "February 2025", february.Years[2], 8, 0)
	optest.Undefined(t, "May 2023", r.Months[4].Years[0], study.NoData)
	optest.Undefined(t, "lower of June", r.Months[5].Lower, study.NoData)

	// Trading days to expiry: 2024-02-27 to 2024-03-15 are 13, 28 February 12,
	// 29 February 11; 2023-02-27 to 2023-03-17 are 14 and 13; 2025-02-28 to
	// 2025-03-21 are 15; 2024-05-06 to 2024-05-17 are 9.
	wantExpiry := map[float64][2]float64{9: {7, 1}, 11: {10, 1}, 12: {4, 1}, 13: {2.5, 2}, 14: {1, 1}, 15: {8, 1}}
	if len(r.Expiry.Place) != len(wantExpiry) || r.Expiry.Label != nil {
		t.Errorf("got %v", r.Expiry)
	}
	for i, n := range r.Expiry.Place {
		optest.Near(t, "mean "+strconv.Itoa(int(n))+" days before expiry", r.Expiry.Mean[i], wantExpiry[n][0], 1e-9)
		if r.Expiry.Count[i] != wantExpiry[n][1] {
			t.Errorf("%g days: count %g, want %g", n, r.Expiry.Count[i], wantExpiry[n][1])
		}
	}
}

// TestReport003Mean: the mean of report 003, sum over the years by the number
// of years in which the day was one of trading, from the basis that the file of
// the exchange's contracts itself holds beside the contract with the nearest month.
func TestReport003Mean(t *testing.T) {
	sum, count := map[string]float64{}, map[string]float64{}
	nearest := map[string][]string{}
	bySymbol := map[string][]int{}
	all := studytest.Rows(t, "daily/cffex_basis_daily_2018-10_2024-06.csv", 1)
	for i, r := range all {
		if !strings.HasPrefix(r[0], "IC") {
			continue
		}
		bySymbol[r[0]] = append(bySymbol[r[0]], i)
		if n := nearest[r[1]]; r[1] >= "2019-01-02" && (n == nil || r[0] < n[0]) {
			nearest[r[1]] = r
		}
	}
	for day, r := range nearest {
		sum[day[5:]] += studytest.Number(t, r[9])
		count[day[5:]]++
	}
	data := study.Data{Product: "IC", From: calendar.MustOf(2019, 1, 2)}
	for symbol, places := range bySymbol {
		var days []calendar.Date
		var closes, spot []float64
		for _, i := range places {
			days, closes, spot = append(days, studytest.Date(t, all[i][1])), append(closes, studytest.Number(t, all[i][5])), append(spot, studytest.Number(t, all[i][8]))
		}
		s := daily(symbol, market.FutureContract, "IC", days, closes)
		s.Bars.Extra = []market.Named{{Name: "spot", Column: market.Column{Float: spot}}}
		data.Futures = append(data.Futures, s)
	}
	r, err := Compute(context.Background(), study.SeasonalityInput{Data: data, Measure: study.Measure{Value: study.Basis, Of: study.CurrentWith}})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Yearly.Label) != len(sum) || len(sum) < 240 {
		t.Errorf("got %d days of the year, want %d", len(r.Yearly.Label), len(sum))
	}
	for i, label := range r.Yearly.Label {
		if r.Yearly.Count[i] != count[label] {
			t.Errorf("%s: %g years, want %g", label, r.Yearly.Count[i], count[label])
		}
		optest.Near(t, label, r.Yearly.Mean[i], sum[label]/count[label], 1e-9)
	}
}

// TestSeasonalityProperties: a constant measure is the same in every season,
// its own bands included; days out of the range asked for might as well not be
// there; weighted measures belong to no expiry.
func TestSeasonalityProperties(t *testing.T) {
	days := tradingDays(calendar.MustOf(2019, 12, 2), 600)
	data, m := byFormula(days, func(int) float64 { return -12.5 })
	r, err := Compute(context.Background(), study.SeasonalityInput{Data: data, Measure: m})
	if err != nil {
		t.Fatal(err)
	}
	total := 0.0
	for _, s := range []study.Season{r.Yearly, r.Expiry} {
		for i := range s.Place {
			if s.Mean[i] != -12.5 || s.Lower[i] != -12.5 || s.Upper[i] != -12.5 {
				t.Fatalf("place %g: %g in [%g, %g]", s.Place[i], s.Mean[i], s.Lower[i], s.Upper[i])
			}
			total += s.Count[i]
		}
	}
	if total != 1200 {
		t.Errorf("the days add up to %g, want 600 twice", total)
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, 400).Draw(t, "from")
		to := rapid.IntRange(from, 599).Draw(t, "to")
		wave := func(i int) float64 { return float64((i*7919)%101) - 50 }
		whole, m := byFormula(days, wave)
		whole.From, whole.To = days[from], days[to]
		part, _ := byFormula(days[from:to+1], func(i int) float64 { return wave(from + i) })
		a, err := Compute(context.Background(), study.SeasonalityInput{Data: whole, Measure: m})
		b, err2 := Compute(context.Background(), study.SeasonalityInput{Data: part, Measure: m})
		if err != nil || err2 != nil {
			t.Fatal(err, err2)
		}
		if len(a.Yearly.Mean) != len(b.Yearly.Mean) || len(a.Expiry.Mean) != len(b.Expiry.Mean) {
			t.Fatalf("%d and %d days of the year", len(a.Yearly.Mean), len(b.Yearly.Mean))
		}
		for i := range a.Yearly.Mean {
			if a.Yearly.Mean[i] != b.Yearly.Mean[i] || a.Yearly.Label[i] != b.Yearly.Label[i] {
				t.Fatalf("%s: %g, cut %g", a.Yearly.Label[i], a.Yearly.Mean[i], b.Yearly.Mean[i])
			}
		}
	})
	m.Of = study.Weighted
	r, err = Compute(context.Background(), study.SeasonalityInput{Data: data, Measure: m})
	if err != nil {
		t.Fatal(err)
	}
	if len(r.Expiry.Place) != 0 || r.Expiry.Place == nil {
		t.Errorf("weighted: got %v", r.Expiry)
	}
	optest.Undefined(t, "without open interest", r.Months[0].Summary.Mean, study.NoData)
}

// TestLabels: every day of a leap year, by the calendar.
func TestLabels(t *testing.T) {
	first := calendar.MustOf(2024, 1, 1)
	for i := range leapYear {
		if got, want := label(int32(i)), first.AddDays(i).String()[5:]; got != want {
			t.Errorf("day %d: got %s, want %s", i, got, want)
		}
	}
}

func value(m unit.Maybe[unit.Number]) float64 { return float64(m.Or(unit.Number(math.NaN()))) }
