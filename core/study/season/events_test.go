package season

import (
	"context"
	"errors"
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
)

func events(t interface{ Fatal(...any) }, in study.EventsInput) study.Events {
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	r, err := Events(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestReport003Events: all 28 cells of the table of report 003 (chart 11), from
// the closes of the current month and the index. The report cuts digits: what
// it prints as 11.26 and 8.72 is 11.265 and 8.725.
func TestReport003Events(t *testing.T) {
	printed := map[string][2][7]float64{
		"IF": {{16.37, 9.09, 4.47, -9.70, -97.16, -18.84, -28.13}, {-4.75, -5.85, 4.68, -1.42, -7.25, -11.09, -3.60}},
		"IC": {{11.26, -7.34, 5.29, -31.34, -105.50, -43.47, -59.56}, {0.84, -2.22, 8.72, -1.23, -5.31, -15.44, -7.84}},
	}
	days := [2][7]string{
		{"2020-01-20", "2020-01-21", "2020-01-22", "2020-01-23", "2020-02-03", "2020-02-04", "2020-02-05"},
		{"2022-02-22", "2022-02-23", "2022-02-24", "2022-02-25", "2022-02-28", "2022-03-01", "2022-03-02"},
	}
	all := studytest.Rows(t, "daily/events_front_contract_and_index.csv", 1)
	for k, product := range []string{"IF", "IC"} {
		var day []calendar.Date
		var futures, index []float64
		for _, r := range all {
			day = append(day, studytest.Date(t, r[0]))
			futures, index = append(futures, studytest.Number(t, r[1+2*k])), append(index, studytest.Number(t, r[2+2*k]))
		}
		spot := daily("", market.Index, product, day, index)
		r := events(t, study.EventsInput{
			Data:    study.Data{Product: product, Futures: []market.Source{daily(product+"00", market.Continuous, product, day, futures)}, Index: &spot},
			Measure: study.Measure{Value: study.Basis, Of: study.CurrentWith},
		})
		if r.Before != 2 || r.After != 4 || len(r.Events) != 2 || len(r.Offsets) != 7 || r.Offsets[0] != -2 {
			t.Fatalf("got %d events, offsets %v", len(r.Events), r.Offsets)
		}
		for e, cells := range printed[product] {
			for i, want := range cells {
				optest.Defined(t, product+" "+days[e][i], r.Events[e].Values[i], want, 0.01)
				if got := r.Events[e].Dates[i].String(); got != days[e][i] {
					t.Errorf("event %d, offset %d: %s, want %s", e, i-2, got, days[e][i])
				}
			}
		}
		// 2022-02-18 was the last trading day of the 2202 contract, 2020-01-17 that of 2001.
		if got := r.Events[0].Contracts[0] + " " + r.Events[1].Contracts[6]; got != product+"2002 "+product+"2203" {
			t.Errorf("got contracts %s", got)
		}
	}
}

// golden14 are the closes of golden case 14: the current month of IF and CSI
// 300 from two trading days before 2020-01-22 to four after.
var golden14 = [][2]float64{{4202.2, 4185.830}, {4123.4, 4114.308}, {4136.4, 4131.931}, {3994.2, 4003.901}, {3591.2, 3688.357}, {3766.8, 3785.637}, {3800.4, 3828.527}}

func covid() (study.Data, study.Measure) {
	var futures, index []float64
	for _, c := range golden14 {
		futures, index = append(futures, c[0]), append(index, c[1])
	}
	return current(tradingDays(calendar.MustOf(2020, 1, 20), 7), futures, index)
}

// TestGolden14: Spring Festival lies between T+1 and T+2.
func TestGolden14(t *testing.T) {
	data, m := covid()
	r := events(t, study.EventsInput{Data: data, Measure: m, Events: []study.Event{{Name: "COVID-19", Date: calendar.MustOf(2020, 1, 22)}}})
	e := r.Events[0]
	for i, want := range []float64{16.37, 9.09, 4.47, -9.70, -97.16, -18.84, -28.13} {
		optest.Defined(t, "T"+strconv.Itoa(i-2), e.Values[i], want, 0.005)
		optest.Defined(t, "mean of one", r.Mean[i], value(e.Values[i]), 1e-12)
		// The only window there is: the band is the event.
		optest.Defined(t, "lower", r.Placebo.Lower[i], value(e.Values[i]), 1e-12)
		optest.Defined(t, "upper", r.Placebo.Upper[i], value(e.Values[i]), 1e-12)
	}
	optest.Defined(t, "change", e.Change, -28.127-16.37, 1e-9)
	if e.Dates[4].String() != "2020-02-03" || e.Outside || e.Day.String() != "2020-01-22" {
		t.Errorf("got %+v", e)
	}
}

// TestClosedDays: which trading day stands for a date, and which dates the data
// do not reach.
func TestClosedDays(t *testing.T) {
	data, m := covid() // Monday 2020-01-20 to Wednesday 2020-02-05
	for _, c := range []struct{ date, closed, day string }{
		{"2020-01-22", "next", "2020-01-22"},
		{"2020-01-25", "next", "2020-02-03"}, // Spring Festival
		{"2020-01-25", "previous", "2020-01-23"},
		{"2020-01-18", "next", "2020-01-20"}, // a Saturday before the first day
		{"2020-01-18", "previous", ""},
		{"2020-01-17", "next", ""}, // a Friday of trading
		{"2020-02-06", "previous", ""},
		{"2020-02-06", "next", ""},
		{"2031-05-05", "next", ""},
		{"2005-05-05", "previous", ""},
	} {
		r := events(t, study.EventsInput{Data: data, Measure: m, Events: []study.Event{{Date: studytest.Date(t, c.date)}}, Before: 1, After: 1, Closed: c.closed})
		e := r.Events[0]
		if e.Day.String() != c.day || e.Outside != (c.day == "") || len(e.Values) != map[bool]int{true: 0, false: 3}[e.Outside] {
			t.Errorf("%s, %s: got %+v, want %q", c.date, c.closed, e, c.day)
		}
		noted := len(r.Notes) > 0 && r.Notes[len(r.Notes)-1].Code == "event_outside"
		if noted != e.Outside {
			t.Errorf("%s, %s: notes %v", c.date, c.closed, r.Notes)
		}
	}
	// The last day is a Friday: its Saturday belongs to it by previous.
	days := tradingDays(calendar.MustOf(2024, 9, 9), 5)
	data, m = byFormula(days, func(i int) float64 { return float64(i) })
	r := events(t, study.EventsInput{Data: data, Measure: m, Events: []study.Event{{Date: calendar.MustOf(2024, 9, 14)}}, Before: 1, Closed: "previous"})
	if r.Events[0].Day != days[4] {
		t.Errorf("got %+v", r.Events[0])
	}
}

// TestHoles: a trading day that the data lack keeps its offset; offsets beyond
// the data have neither day nor value; means are over what is there.
func TestHoles(t *testing.T) {
	days := tradingDays(calendar.MustOf(2024, 9, 2), 10)
	with := append(append([]calendar.Date(nil), days[:5]...), days[6:]...)
	data, m := byFormula(with, func(i int) float64 {
		if i >= 5 {
			i++
		}
		return float64(i * i)
	})
	r := events(t, study.EventsInput{Data: data, Measure: m, Before: 1, After: 3, Events: []study.Event{{Date: days[4]}, {Date: days[7]}, {Date: calendar.MustOf(2030, 1, 2)}}})
	one, two := r.Events[0], r.Events[1]
	if one.Dates[2] != days[5] || one.Dates[3] != days[6] || two.Dates[3] != days[9] {
		t.Errorf("got %v and %v", one.Dates, two.Dates)
	}
	for i, want := range []float64{9, 16, 0, 36, 49} {
		if i != 2 {
			optest.Defined(t, "offset "+strconv.Itoa(i-1), one.Values[i], want, 1e-9)
		}
	}
	optest.Undefined(t, "the hole", one.Values[2], study.NoQuotes)
	optest.Undefined(t, "beyond", two.Values[4], study.NoData)
	if !two.Dates[4].IsZero() || two.Change.OK() {
		t.Errorf("beyond the data: got %v, change %v", two.Dates[4], two.Change)
	}
	optest.Defined(t, "mean of both", r.Mean[1], (16.0+49)/2, 1e-9)
	optest.Defined(t, "mean of one", r.Mean[2], 64, 1e-9)
	if r.Counts[1] != 2 || r.Counts[2] != 1 || r.Counts[4] != 1 {
		t.Errorf("got counts %v", r.Counts)
	}
	// Five days in a row without the hole: only the first five days have them.
	optest.Defined(t, "lower", r.Placebo.Lower[0], 0, 1e-9)
	optest.Defined(t, "upper", r.Placebo.Upper[4], 16, 1e-9)

	r = events(t, study.EventsInput{Data: data, Measure: m, Before: 4, After: 4, Events: []study.Event{{Date: days[4]}}})
	optest.Undefined(t, "no window so long", r.Placebo.Mean[0], unit.TooShort)
	r = events(t, study.EventsInput{Data: data, Measure: m, Events: []study.Event{{Date: calendar.MustOf(2030, 1, 2)}}})
	optest.Undefined(t, "no event", r.Placebo.Mean[0], study.NoData)
	optest.Undefined(t, "no event", r.Mean[0], study.NoData)
}

// TestRandom: the first numbers of SplitMix64 from 1234567, as published with
// the reference implementation's tests, and the bounds of below.
func TestRandom(t *testing.T) {
	r := random(1234567)
	for i, want := range []uint64{6457827717110365317, 3203168211198807973, 9817491932198370423, 4593380528125082431, 16408922859458223821} {
		if got := r.next(); got != want {
			t.Errorf("number %d: got %d, want %d", i, got, want)
		}
	}
	var counts [7]int
	for range 70000 {
		counts[r.below(7)]++
	}
	for i, n := range counts {
		if math.Abs(float64(n-10000)) > 500 { // five standard deviations
			t.Errorf("%d was drawn %d times of 70000", i, n)
		}
	}
}

// TestPlacebo: on a line, windows are uniform, so the band of one random day is
// known: of 1,001 windows 2.5 % lie below 25 and above 975. The mean of four
// has half the spread: 1001/sqrt(12)/2 = 144.5.
func TestPlacebo(t *testing.T) {
	days := tradingDays(calendar.MustOf(2016, 1, 4), 1003)
	data, m := byFormula(days, func(i int) float64 { return float64(i) })
	in := study.EventsInput{Data: data, Measure: m, Events: []study.Event{{Date: days[500]}}, Before: 1, After: 1, Samples: 5000, Seed: 7}
	p := events(t, in).Placebo
	for k, at := range []float64{0, 1, 2} {
		optest.Defined(t, "lower of one", p.Lower[k], 25+at, 12) // 3.5 standard errors of the quantile
		optest.Defined(t, "mean of one", p.Mean[k], 500+at, 15)
		optest.Defined(t, "upper of one", p.Upper[k], 975+at, 12)
	}
	again := events(t, in).Placebo
	if again.Lower[0] != p.Lower[0] || again.Upper[2] != p.Upper[2] {
		t.Error("the same seed gave another band")
	}
	in.Seed = 8
	if other := events(t, in).Placebo; other.Lower[0] == p.Lower[0] && other.Upper[0] == p.Upper[0] {
		t.Error("another seed gave the same band")
	}
	in.Events = []study.Event{{Date: days[9]}, {Date: days[500]}, {Date: days[700]}, {Date: days[701]}, {Date: calendar.MustOf(2031, 1, 1)}}
	p = events(t, in).Placebo
	optest.Defined(t, "width of four", unit.Some(value(p.Upper[1])-value(p.Lower[1])), 2*1.96*144.5, 25)

	stop := errors.New("stop")
	most := 0.0
	ctx := op.WithTick(context.Background(), func(done, total int) error {
		part := float64(done) / float64(total)
		if part < most || part > 1 {
			t.Errorf("progress went from %g to %g", most, part)
		}
		if most = part; part > 0.5 {
			return stop
		}
		return nil
	})
	if _, err := Events(ctx, in); !errors.Is(err, stop) {
		t.Errorf("got %v, want the stop", err)
	}
}

// TestEventsProperties: a constant added to the basis is added to all that is
// told of it; the order of events changes no mean; days cut off by range are as
// if they were not in the file.
func TestEventsProperties(t *testing.T) {
	days := tradingDays(calendar.MustOf(2019, 1, 2), 300)
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, 100).Draw(t, "from")
		to := rapid.IntRange(200, 299).Draw(t, "to")
		add := float64(rapid.IntRange(-50, 50).Draw(t, "add"))
		wave := func(i int) float64 { return float64((i*7919)%101) - 50 }
		list := []study.Event{}
		for range rapid.IntRange(1, 4).Draw(t, "events") {
			list = append(list, study.Event{Date: days[rapid.IntRange(0, 299).Draw(t, "day")]})
		}
		whole, m := byFormula(days, wave)
		whole.From, whole.To = days[from], days[to]
		part, _ := byFormula(days[from:to+1], func(i int) float64 { return wave(from+i) + add })
		turned := rapid.Permutation(list).Draw(t, "order")
		in := study.EventsInput{Measure: m, Before: 3, After: 2, Samples: 100, Seed: 3}
		in.Data, in.Events = whole, list
		a := events(t, in)
		in.Data, in.Events = part, turned
		b := events(t, in)
		near := func(what string, x, y unit.Maybe[unit.Number]) {
			if x.OK() != y.OK() || math.Abs(value(y)-value(x)-add) > 1e-9 {
				t.Fatalf("%s: %v, with %g more %v", what, x, add, y)
			}
		}
		for k := range a.Mean {
			near("mean", a.Mean[k], b.Mean[k])
			near("lower", a.Placebo.Lower[k], b.Placebo.Lower[k])
			near("upper", a.Placebo.Upper[k], b.Placebo.Upper[k])
			if a.Counts[k] != b.Counts[k] {
				t.Fatalf("counts %v and %v", a.Counts, b.Counts)
			}
		}
	})
}
