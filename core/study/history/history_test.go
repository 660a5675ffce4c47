package history_test

import (
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
)

// Golden case 8: the rate of IC over its four contracts by open interest,
// annualised by 252/(N+1), on 2024-09-13.
func TestWeighted(t *testing.T) {
	in := study.HistoryInput{Data: studytest.Data(t, "IC", studytest.Board), Measure: study.Measure{Of: study.Weighted}}
	h := compute(t, in)
	optest.Defined(t, "weighted", h.Today.Value, -0.074668, 0.5e-6)
	for i, want := range []float64{-0.087176, -0.095233, -0.065781, -0.059661} {
		optest.Defined(t, h.Today.Contracts[i].Contract, h.Today.Contracts[i].Annualised, want, 0.5e-6)
	}
	sum := 0.0
	for _, q := range h.Today.Contracts {
		sum += float64(q.Weight.Or(0))
	}
	optest.Near(t, "weights", sum, 1, 1e-15)
	if h.Convention != "huatai" || len(h.Switches) != 0 || len(h.HurdleUpper.Value)+len(h.FullLower.Value) != 0 {
		t.Errorf("convention %s, %d switches, bounds of %d days", h.Convention, len(h.Switches), len(h.HurdleUpper.Value))
	}
}

// The main contract of IH by volume in 2022, counted with awk over the file.
func TestSwitches(t *testing.T) {
	in := study.HistoryInput{Data: studytest.Data(t, "IH", studytest.Daily)}
	in.From, in.To = date("2022-01-01"), date("2022-12-31")
	var got []string
	for _, s := range compute(t, in).Switches {
		got = append(got, s.Date.String()+" "+s.From+" "+s.To)
	}
	want := strings.Split(switches2022, "\n")
	if !slices.Equal(got, want) {
		t.Errorf("switches\n%s\nwant\n%s", strings.Join(got, "\n"), switches2022)
	}
}

const switches2022 = `2022-01-20 IH2201 IH2202
2022-02-17 IH2202 IH2203
2022-03-18 IH2203 IH2204
2022-04-15 IH2204 IH2205
2022-05-19 IH2205 IH2206
2022-06-17 IH2206 IH2207
2022-07-15 IH2207 IH2208
2022-08-18 IH2208 IH2209
2022-09-16 IH2209 IH2210
2022-10-20 IH2210 IH2211
2022-11-16 IH2211 IH2212
2022-12-16 IH2212 IH2301`

// Lines against loops that know nothing of books: the mean of five, the
// quantiles of the last hundred values, the percentile of the last one.
func TestLinesAgainstLoops(t *testing.T) {
	in := study.HistoryInput{Data: studytest.Data(t, "IF", studytest.Daily), Measure: study.Measure{Of: "current_month", Convention: "sinolink"}, Band: 100, Low: 5}
	in.From, in.To = date("2022-03-01"), date("2023-06-30")
	h := compute(t, in)
	values := h.Line.Value
	lower, middle, upper, smooth := byDay(h.Lower), byDay(h.Middle), byDay(h.Upper), byDay(h.Smooth)
	days := h.Index.Time // every day has an index
	if len(h.Line.Undefined) != 1 || h.Line.Undefined[0].Why != unit.NoTradingDays || len(values)+h.Line.Undefined[0].Days != len(days) {
		t.Fatalf("%d of %d days, others %+v", len(values), len(days), h.Line.Undefined)
	}
	line := byDay(h.Line)
	run := 0
	var seen []float64
	for i, ms := range days {
		day := calendar.OfUnixDay(int(ms) / market.DayMillis)
		v, ok := line[day]
		run++
		if !ok { // the expiry of the current month
			run = 0
		}
		mean, has := smooth[day]
		if has != (run >= 5) {
			t.Fatalf("%v: a mean over %d days in a row: %v", day, run, has)
		}
		if has {
			sum := 0.0
			for k := i - 4; k <= i; k++ {
				sum += line[calendar.OfUnixDay(int(days[k])/market.DayMillis)]
			}
			optest.Near(t, day.String()+" mean", mean, sum/5, 1e-12)
		}
		if !ok {
			continue
		}
		seen = append(seen, v)
		if _, has := lower[day]; has != (len(seen) >= 100) {
			t.Fatalf("%v: a band over %d values: %v", day, len(seen), has)
		}
		if len(seen) < 100 || len(seen)%7 != 0 {
			continue
		}
		sorted := slices.Clone(seen[len(seen)-100:])
		slices.Sort(sorted)
		// type 7 of 100 values: place 99p, on the straight line between its neighbours
		optest.Near(t, day.String()+" lower", lower[day], sorted[4]+0.95*(sorted[5]-sorted[4]), 1e-12)
		optest.Near(t, day.String()+" middle", middle[day], (sorted[49]+sorted[50])/2, 1e-12)
		optest.Near(t, day.String()+" upper", upper[day], sorted[94]+0.05*(sorted[95]-sorted[94]), 1e-12)
	}
	below := 0
	for _, v := range values {
		if v < values[len(values)-1] {
			below++
		}
	}
	optest.Defined(t, "percentile", h.Percentile, float64(below)/float64(len(values)-1), 1e-15)
	if h.Ranked != len(values) || h.Today.Date != h.Last {
		t.Errorf("ranked among %d of %d, today %v of %v", h.Ranked, len(values), h.Today.Date, h.Last)
	}
	optest.Defined(t, "today", h.Today.Value, values[len(values)-1], 0)

	in.Rank = study.Rank{Since: date("2023-01-01"), Method: "weak"}
	ranked := compute(t, in)
	since := 0
	below = 0
	for i, ms := range h.Line.Time {
		if ms >= float64(date("2023-01-01").UnixDay())*market.DayMillis {
			since++
			if values[i] <= values[len(values)-1] {
				below++
			}
		}
	}
	optest.Defined(t, "percentile since 2023", ranked.Percentile, float64(below)/float64(since), 1e-15)
	if ranked.Ranked != since || ranked.Summary.Count != since {
		t.Errorf("ranked among %d, want %d", ranked.Ranked, since)
	}
}

// The rules of IC in the years of the file, 2019-01-02 on, from the table of formulas A.12:
// 2019-04-22 close-today 3.45 bp, margins 12 %, 500 lots; 2023-03-20
// close-today 2.3 bp; 2023-08-28 stamp duty 0.05 %; 2023-10-30 short margins 80
// and 100 %. The lowest margin is stated from 2022-07-22 on, but did not change then.
func TestChanges(t *testing.T) {
	h := compute(t, study.HistoryInput{Data: studytest.Data(t, "IC", studytest.Daily)})
	b, err := json.Marshal(h.Changes)
	if err != nil {
		t.Fatal(err)
	}
	const want = `[{"date":"2019-04-22","rules":["close_today_fee","margin","hedge_margin","opening_limit"],"values":[0.000345,0.12,0.12,500]},` +
		`{"date":"2023-03-20","rules":["close_today_fee"],"values":[0.00023]},` +
		`{"date":"2023-08-28","rules":["stamp_duty"],"values":[0.0005]},` +
		`{"date":"2023-10-30","rules":["short_margin","short_margin_private"],"values":[0.8,1]}]`
	if string(b) != want {
		t.Errorf("changes\n%s\nwant\n%s", b, want)
	}
	// IM begins with all of its own.
	h = compute(t, study.HistoryInput{Data: studytest.Data(t, "IM", studytest.Daily)})
	if len(h.Changes) == 0 || h.Changes[0].Date != date("2022-07-22") || !slices.Contains(h.Changes[0].Rules, "minimum_margin") {
		t.Errorf("changes of IM %+v", h.Changes)
	}
}

// A study of a range is the study of files that end there.
func TestRangeIsCut(t *testing.T) {
	in := study.HistoryInput{Data: studytest.Data(t, "IM", studytest.Daily), Measure: study.Measure{Of: "open_interest_prev"}, Band: 30, Rank: study.Rank{Years: 1}}
	in.From, in.To = date("2022-10-10"), date("2023-12-29")
	want := compute(t, in)
	cut := in
	cut.From, cut.To = calendar.Date{}, calendar.Date{}
	cut.Futures = nil
	for _, s := range in.Futures {
		b := *s.Bars
		from, to := 0, b.Len()
		for from < to && b.Day(from).Before(in.From) {
			from++
		}
		for to > from && b.Day(to-1).After(in.To) {
			to--
		}
		if from == to {
			continue
		}
		b.Time = b.Time[from:to]
		b.Extra = slices.Clone(b.Extra)
		b.Columns(func(_ string, c *market.Column) {
			if c.Present() {
				*c = c.Slice(from, to)
			}
		})
		s.Bars = &b
		cut.Futures = append(cut.Futures, s)
	}
	if got := compute(t, cut); !reflect.DeepEqual(got, want) {
		t.Errorf("the cut file gives another answer:\n%+v\nwant\n%+v", got.Today, want.Today)
	}
}

// Without settlements a measure of settlements has no day, and every number of
// the answer says why.
func TestNothingMeasured(t *testing.T) {
	h := compute(t, study.HistoryInput{Data: studytest.Data(t, "IF", studytest.Board), Measure: study.Measure{Price: "settle"}})
	if len(h.Line.Value) != 0 || len(h.Line.Undefined) != 1 || h.Line.Undefined[0].Days != 20 || h.Ranked != 0 || !h.Today.Date.IsZero() {
		t.Errorf("line %+v, ranked %d, today %+v", h.Line, h.Ranked, h.Today)
	}
	optest.Undefined(t, "percentile", h.Percentile, study.NoPrice)
	optest.Undefined(t, "smooth percentile", h.SmoothPercentile, study.NoPrice)
	optest.Undefined(t, "value", h.Today.Value, study.NoPrice)
	optest.Undefined(t, "mean", h.Summary.Mean, study.NoData)
	if len(h.HurdleUpper.Value) != 20 {
		t.Errorf("bounds of %d days: they need no price", len(h.HurdleUpper.Value))
	}
	if _, err := json.Marshal(h); err != nil {
		t.Error(err)
	}
}

// A line of more days than a chart draws keeps its extremes.
func TestLongLine(t *testing.T) {
	b := &market.Bars{Symbol: "IF00", Kind: market.Continuous, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	b.Close.Scale = 1
	spot := market.Column{Scale: 1}
	least, most := math.Inf(1), math.Inf(-1)
	for day, i := date("2010-04-16"), int64(0); day.Year() < 2033; day = day.AddDays(1) {
		if open, _ := calendar.IsTradingDay(day); !open {
			continue
		}
		i++
		f := 30000 + i*7919%1013
		b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis)
		b.Close.Mantissa = append(b.Close.Mantissa, f)
		spot.Mantissa = append(spot.Mantissa, 30000)
		least, most = min(least, float64(f)/10-3000), max(most, float64(f)/10-3000)
	}
	b.Extra = []market.Named{{Name: "spot", Column: spot}}
	in := study.HistoryInput{Data: study.Data{Product: "IF", Futures: []market.Source{{Bars: b}}}, Measure: study.Measure{Value: study.Basis, Of: "current_month"}}
	h := compute(t, in)
	if n := len(h.Line.Value); n > 5000 || n < 2500 || b.Len() <= 5000 {
		t.Errorf("%d points of %d", n, b.Len())
	}
	optest.Near(t, "least", slices.Min(h.Line.Value), least, 1e-9)
	optest.Near(t, "most", slices.Max(h.Line.Value), most, 1e-9)
	if h.Ranked != b.Len() {
		t.Errorf("ranked among %d of %d", h.Ranked, b.Len())
	}
}
