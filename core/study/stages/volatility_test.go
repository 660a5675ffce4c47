package stages_test

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/study/stages"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
)

func volatility(t rapid.TB, in study.VolatilityInput) study.Volatility {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := stages.Volatility(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// TestReport003: the days of report 003 for IF, its listing on 2010-04-16 to
// 2022-07-10, basis of the current month. By awk over the closes of
// Choice_IF00C1_2010-2023.csv and Choice_000300_2005-2023.csv, each day against
// the row before: 7 days above 5 % and 22 below -5 %, 2,942 others. (With the
// index of 2010-04-15, which is before the first future, it would be 2,943.)
// Brown and Forsythe's F, 139.79, by a script that forms it from the sums of
// squares between and within; the p of t by Simpson's rule over the density.
func TestReport003(t *testing.T) {
	d := studytest.Data(t, "IF", "daily/Choice_IF00C1_2010-2023.csv", "daily/Choice_000300_2005-2023.csv")
	d.To = calendar.MustOf(2022, 7, 10)
	in := study.VolatilityInput{Data: d, Measure: study.Measure{Value: study.Basis, Of: study.CurrentWith}}
	got := volatility(t, in)
	if got.First.String() != "2010-04-16" || got.Last.String() != "2022-07-08" {
		t.Errorf("from %s to %s", got.First, got.Last)
	}
	if got.Up != 7 || got.Down != 22 || got.Large.Count != 29 || got.Others.Count != 2942 || got.Rises.Count != 7 || got.Falls.Count != 22 {
		t.Errorf("%d up, %d down, %d large, %d others", got.Up, got.Down, got.Large.Count, got.Others.Count)
	}
	const slack = 1e-8
	for _, c := range []struct {
		name string
		got  unit.Maybe[unit.Number]
		want float64
	}{
		{"mean of large", got.Large.Mean, -43.853103448}, {"deviation of large", got.Large.Deviation, 89.613822346},
		{"mean of others", got.Others.Mean, -7.884240993}, {"deviation of others", got.Others.Deviation, 28.186644112},
		{"difference", got.Difference, -43.853103448 + 7.884240993}, {"ratio", got.Spread, 89.613822346 / 28.186644112},
		{"t", got.T, -2.160424244}, {"freedom", got.Freedom, 28.054637370},
	} {
		if !near(c.got, c.want, slack) {
			t.Errorf("%s: got %v, want %v", c.name, c.got, c.want)
		}
	}
	if !nearRate(got.P, 0.0394304034, 1e-7) {
		t.Errorf("p %v", got.P)
	}
	if p, ok := got.SpreadP.Get(); !ok || p <= 0 || p > 1e-30 { // t = 11.82, beyond any doubt
		t.Errorf("p of spreads %v", got.SpreadP)
	}
	if n := len(got.Moves); n != 29 || got.Moves[0].Date.String() != "2010-04-19" || got.Moves[n-1].Date.String() != "2020-07-06" ||
		!near(got.Moves[n-2].Value, -97.157, 1e-9) || math.Abs(float64(got.Moves[n-2].Return)+0.078809) > 5e-7 { // 2020-02-03, golden case 14
		t.Errorf("moves %+v", got.Moves)
	}
}

// TestThreshold: by hand. Exactly 5 % is not more than 5 %, whatever the closes:
// 4000 x 1.05 = 4200, 3159.24 x 1.05 = 3317.202, 4200 x 0.95 = 3990.
func TestThreshold(t *testing.T) {
	for _, c := range []struct {
		from, to  float64
		threshold unit.Rate
		up, down  int
	}{
		{4000, 4200, 0, 0, 0}, {4000, 4200.0001, 0, 1, 0}, {3159.24, 3317.202, 0, 0, 0}, {3159.24, 3317.2021, 0, 1, 0},
		{4200, 3990, 0, 0, 0}, {4200, 3989.9999, 0, 0, 1}, {4513.6, 4558.736, 0.01, 0, 0}, {4513.6, 4558.7361, 0.01, 1, 0},
		{4000, 4000, 0.0001, 0, 0},
	} {
		rows := []row{{c.from + 10, c.from, 1, 1}, {c.to + 20, c.to, 1, 1}}
		got := volatility(t, study.VolatilityInput{Data: made(rows), Measure: study.Measure{Value: study.Basis}, Threshold: c.threshold})
		if got.Up != c.up || got.Down != c.down || got.Large.Count+got.Others.Count != 1 {
			t.Errorf("%v to %v: %d up, %d down", c.from, c.to, got.Up, got.Down)
		}
	}
}

// TestHoles: the first day, a day without index, the one after it and one after a
// missing day have no return; a large move without a measure is listed and
// counted as a move, and is in no group.
func TestHoles(t *testing.T) {
	rows := []row{
		{101, 100, 1, 1}, {113, 110, 1, 1}, {108, 0, 1, 1}, {102, 100, 1, 1}, // up 10 %, then a day without index
		{0, 120, 0, 0}, {142, 140, 1, 1}, // no future that day, then up 16.7 %
		{122, 120, 0, 1}, // down 14 % without volume, so without a main contract
		{102, 100, 1, 1}, // after a missing day
		{101.5, 100.5, 1, 1},
	}
	got := volatility(t, study.VolatilityInput{Data: made(rows, 7), Measure: study.Measure{Value: study.Basis}})
	if got.Up != 2 || got.Down != 1 || got.Large.Count != 2 || got.Others.Count != 1 || got.Rises.Count != 2 || got.Falls.Count != 0 {
		t.Errorf("%+v", got)
	}
	if n := len(got.Moves); n != 3 || !near(got.Moves[0].Value, 3, 0) || !near(got.Moves[1].Value, 2, 0) || got.Moves[2].Value.Why() != "no_volume" {
		t.Errorf("%+v", got.Moves)
	}
	if got.T.OK() || got.P.OK() || got.Spread.OK() || !near(got.Difference, 1.5, 1e-15) {
		t.Errorf("tests of two against one: %v %v %v %v", got.T, got.P, got.Spread, got.Difference)
	}
	i := slices.IndexFunc(got.Notes, func(n fault.Field) bool { return n.Code == "returns_skipped" })
	if i < 0 || got.Notes[i].Params["count"] != "3" {
		t.Errorf("notes %+v", got.Notes)
	}
}

// TestVolatilityCut: the answer for some days is that of files which end there,
// whatever the order of the series.
func TestVolatilityCut(t *testing.T) {
	d := studytest.Data(t, "IC", studytest.Daily)
	from, to := calendar.MustOf(2019, 6, 3), calendar.MustOf(2022, 9, 9)
	in := study.VolatilityInput{Data: d, Threshold: 0.03}
	in.From, in.To = from, to
	want := volatility(t, in)
	in.Data = cut(d, from, to)
	got := volatility(t, in)
	got.Notes, want.Notes = nil, nil
	if !reflect.DeepEqual(got, want) || want.Up == 0 {
		t.Errorf("of the cut file %+v, want %+v", got, want)
	}
}

// TestGroups: every day with a return and a measure is in one of the groups; a
// higher threshold has fewer large moves; a shift of the basis leaves the tests.
func TestGroups(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(2, 40).Draw(t, "days")
		index := rapid.SliceOfN(rapid.IntRange(3000, 5000), n, n).Draw(t, "index")
		basis := rapid.SliceOfN(rapid.IntRange(-400, 400), n, n).Draw(t, "basis")
		of := func(shift float64, threshold unit.Rate) study.Volatility {
			rows := make([]row, n)
			for i := range rows {
				rows[i] = row{float64(index[i]) + shift + float64(basis[i])/4, float64(index[i]), 1, 1}
			}
			return volatility(t, study.VolatilityInput{Data: made(rows), Measure: study.Measure{Value: study.Basis}, Threshold: threshold})
		}
		low, high, moved := of(0, 0.05), of(0, 0.2), of(100, 0.05)
		if low.Large.Count+low.Others.Count != n-1 || low.Up+low.Down != low.Large.Count || low.Rises.Count != low.Up || low.Falls.Count != low.Down || len(low.Moves) != low.Large.Count {
			t.Fatalf("%+v", low)
		}
		if high.Up > low.Up || high.Down > low.Down {
			t.Fatalf("above 20 %%: %d and %d, above 5 %%: %d and %d", high.Up, high.Down, low.Up, low.Down)
		}
		if a, ok := low.T.Get(); ok {
			b, _ := moved.T.Get()
			p, _ := moved.P.Get()
			if math.Abs(float64(a-b)) > 1e-9*(1+math.Abs(float64(a))) || p < 0 || p > 1 {
				t.Fatalf("t %v became %v, p %v", a, b, p)
			}
		}
	})
}
