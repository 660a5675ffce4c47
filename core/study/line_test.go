package study_test

import (
	"math"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// friday holds the closes and open interest of golden case 1, the volumes and
// settlements of the exchange's file of that day.
func friday(t optest.T, product string) study.Data {
	t.Helper()
	day := map[string][]string{
		"IC": {"IC2409 4444.8 4456.6 49248 73474", "IC2410 4419.0 4432.0 13472 30292", "IC2412 4376.6 4386.8 22097 98105", "IC2503 4322.4 4332.8 7169 44654"},
		"IM": {"IM2409 4416.8 - - 94210", "IM2410 4380.0 - - 38567", "IM2412 4312.0 - - 97469", "IM2503 4220.6 - - 50540"},
	}[product]
	spot := map[string]string{"IC": " 4450.959", "IM": " 4413.187"}[product]
	d := study.Data{Product: product}
	for _, row := range day {
		d.Futures = append(d.Futures, contract(t, row[:6], "date close settle volume open_interest spot\n2024-09-13"+row[6:]+spot))
	}
	return d
}

// TestGolden8: the variety's rate of report 002, and the contracts' own.
func TestGolden8(t *testing.T) {
	b := book(t, friday(t, "IC"))
	l := b.Line(study.Measure{Of: study.Weighted})
	optest.Near(t, "weighted", l.Value[0], -0.074668, 0.5e-6)
	huatai, _ := calendar.ConventionNamed("huatai")
	from, to := b.Quotes(0)
	for k, want := range []float64{-0.087176, -0.095233, -0.065781, -0.059661} {
		q := from + k
		got, why := b.Annualise(q, (b.Close[q]-b.Index[0])/b.Index[0], huatai)
		if why != "" {
			t.Error(why)
		}
		optest.Near(t, b.Code(q), got, want, 0.5e-6)
	}
	weights, ok := b.Weights(0, nil)
	if !ok || len(weights) != to-from {
		t.Fatal("no weights")
	}
	// 73474 of 246525 lots.
	optest.Near(t, "weight of IC2409", weights[0], 73474.0/246525, 0)
}

// TestMeasures: each measure of IM2409 on 2024-09-13 by hand, with 5.5 points of
// dividends; F 4416.8, S 4413.187, N 3, 7 calendar days.
func TestMeasures(t *testing.T) {
	d := friday(t, "IM")
	d.Dividends = &dividend.Given{Points: []dividend.ExDate{{Date: date("2024-09-18"), Points: 5.5}}}
	b := book(t, d)
	const basis, s = 4416.8 - 4413.187, 4413.187
	for _, c := range []struct {
		m    study.Measure
		want float64
	}{
		{study.Measure{Value: study.Basis}, 3.613},
		{study.Measure{Value: study.Rate}, 0.00081868},
		{study.Measure{Value: study.Adjusted}, 9.113},
		{study.Measure{Value: study.AdjustedRate}, 9.113 / s},
		{study.Measure{}, 9.113 / s * 252 / 3},
		{study.Measure{Convention: "huatai"}, 9.113 / s * 252 / 4},
		{study.Measure{Convention: "calendar365"}, 9.113 / s * 365 / 7},
		{study.Measure{Convention: "xingzheng"}, -9.113 / s * 360 / 7},
		{study.Measure{Convention: "raw"}, 9.113 / s},
	} {
		c.m.Of = study.CurrentWith
		l := b.Line(c.m)
		within := 0.0
		if c.m.Value == study.Rate {
			within = 0.5e-8
		}
		optest.Near(t, c.m.Value+" "+c.m.Convention, l.Value[0], c.want, within)
		if l.Quote[0] != 0 {
			t.Errorf("of quote %d", l.Quote[0])
		}
	}
	// Golden case 1, without dividends.
	b = book(t, friday(t, "IM"))
	for convention, want := range map[string]float64{"sinolink": 0.068769, "huatai": 0.051577, "calendar365": 0.042688, "xingzheng": -0.04210, "raw": 0.000819} {
		within := 0.5e-6
		if convention == "xingzheng" {
			within = 0.5e-5
		}
		optest.Near(t, convention, b.Line(study.Measure{Of: study.CurrentWith, Convention: convention}).Value[0], want, within)
	}
	for of, want := range map[string]float64{study.NextMonth: 4380.0 - s, study.NearQuarter: 4312.0 - s, study.FarQuarter: 4220.6 - s, string(market.ByOpenInterest): 4312.0 - s} {
		optest.Near(t, of, b.Line(study.Measure{Of: of, Value: study.Basis}).Value[0], want, 0)
	}
}

// TestSpreads: near less far of golden case 1 by every definition of A.5; N of
// the four contracts are 3, 18, 63 and 121.
func TestSpreads(t *testing.T) {
	b := book(t, friday(t, "IC"))
	const s = 4450.959
	for _, c := range []struct {
		s    study.Spread
		want float64
	}{
		{study.Spread{Definition: "points"}, 25.8},
		{study.Spread{}, 25.8 / s},
		{study.Spread{Definition: "rate_far"}, 25.8 / 4419.0},
		{study.Spread{Definition: "per_day"}, 25.8 / s / 15},
		{study.Spread{Definition: "annualised"}, 25.8 / s / 15 * 252},
		{study.Spread{Definition: "points", Pair: study.PairQuarter}, 68.2},
		{study.Spread{Definition: "annualised", Pair: study.PairQuarter}, 68.2 / s / 60 * 252},
		{study.Spread{Definition: "points", Pair: study.PairFar}, 122.4},
		{study.Spread{Definition: "per_day", Pair: study.PairFar}, 122.4 / s / 118},
		{study.Spread{Definition: "points", Price: "settle"}, 24.6},
	} {
		optest.Near(t, c.s.Definition+" "+c.s.Pair, b.Spread(c.s).Value[0], c.want, 1e-9*math.Abs(c.want))
	}
}

// TestUndefined: why days have no value.
func TestUndefined(t *testing.T) {
	b := book(t, study.Data{Product: "IF", Index: index(t, "000300", "date close\n2024-09-18 3171\n2024-09-19 3196\n2024-09-20 3201"),
		Futures: []market.Source{
			contract(t, "IF2409", "date close volume open_interest\n2024-09-13 3158 1 1\n2024-09-18 - 2 2\n2024-09-20 3200 9 0"),
			contract(t, "IF2410", "date close volume open_interest\n2024-09-13 3152 - -\n2024-09-18 3160 1 3\n2024-09-20 3196 - 5"),
		}})
	for _, c := range []struct {
		m    study.Measure
		want string
	}{
		{study.Measure{Of: study.CurrentWith}, "no_index no_price no_quotes no_trading_days"},
		{study.Measure{Of: study.CurrentWith, Convention: "calendar365"}, "no_index no_price no_quotes expiry_day"},
		{study.Measure{Of: study.CurrentWith, Convention: "huatai"}, "no_index no_price no_quotes "},
		{study.Measure{Of: study.NextMonth}, "no_index  no_quotes "},
		{study.Measure{Of: study.NextMonth, Price: "settle"}, "no_index no_price no_quotes no_price"},
		{study.Measure{Of: study.FarQuarter}, "no_contract no_contract no_quotes no_contract"},
		{study.Measure{Of: study.Weighted}, "no_index no_price no_quotes "},
		{study.Measure{Of: string(market.ByPrevOpenInterest), Value: study.Basis}, "no_open_interest no_price no_quotes no_open_interest"},
	} {
		l, got := b.Line(c.m), ""
		for i, why := range l.Why {
			if i > 0 {
				got += " "
			}
			got += string(why)
			if (l.Value[i] == l.Value[i]) != (why == "") {
				t.Errorf("%+v on day %d: %v with reason %q", c.m, i, l.Value[i], why)
			}
		}
		if got != c.want {
			t.Errorf("%+v: got %q, want %q", c.m, got, c.want)
		}
	}
	// On its last day the open interest of IF2409 is 0, as the exchange states it: IF2410 has all the weight.
	optest.Near(t, "weighted on the last day", b.Line(study.Measure{Of: study.Weighted, Value: study.Basis}).Value[3], 3196-3201.0, 0)
	s := b.Series(b.Line(study.Measure{Of: study.CurrentWith}))
	if len(s.Value) != 0 || len(s.Undefined) != 4 || s.Undefined[3].Why != unit.NoTradingDays || s.Undefined[3].Days != 1 || s.Undefined[3].First != date("2024-09-20") {
		t.Errorf("series %+v", s)
	}
	volume, index := b.Total(b.Volume), b.IndexLine()
	if volume.Value[0] != 1 || volume.Value[1] != 3 || volume.Why[2] != study.NoQuotes || volume.Value[3] != 9 || index.Why[0] != study.NoIndex || index.Value[2] != 3196 {
		t.Errorf("volume %v, index %v", volume, index)
	}
	if l := b.Total(b.Settle); l.Why[0] != study.NoData {
		t.Errorf("a total of nothing: %+v", l)
	}
}

// TestWeekly: the last day of every week, and nothing said of the others.
func TestWeekly(t *testing.T) {
	near := "date close spot\n2024-09-12 3175 3172\n2024-09-13 3158 3159\n2024-09-18 3170 3171\n2024-09-19 3195 3196\n2024-09-20 3200 3201"
	far := "date close spot\n2024-09-12 3170 3172\n2024-09-13 3150 3159\n2024-09-18 3160 3171\n2024-09-19 3185 3196\n2024-09-23 3207 3212"
	b := book(t, study.Data{Product: "IF", Futures: []market.Source{contract(t, "IF2409", near), contract(t, "IF2410", far)}})
	s := b.Series(b.Spread(study.Spread{Weekly: true, Definition: "points"}))
	if len(s.Value) != 1 || s.Value[0] != 8 || len(s.Undefined) != 1 || s.Undefined[0].Days != 2 || s.Undefined[0].First != date("2024-09-20") || s.Undefined[0].Last != date("2024-09-23") {
		t.Errorf("got %+v", s)
	}
}

// TestColumn: values of another file by day, the last one for a while.
func TestColumn(t *testing.T) {
	b := book(t, september(t)) // days 12, 13, 19, 20 and 23 of September
	file := source(bars(t, "shibor", market.Other, "", "date 3m\n2024-09-10 1.84\n2024-09-13 1.86\n2024-09-14 -\n2024-09-18 1.87"))
	v := study.Values{Source: file, Column: "3m", Unit: 0.01}
	l, err := b.Column(v, 2)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{0.0184, 0.0186, 0.0187, 0.0187, math.NaN()} {
		if x := l.Value[i]; !(math.Abs(x-want) < 1e-12) && want == want || want != want && (x == x || l.Why[i] != study.NoData) {
			t.Errorf("day %d: got %v %s, want %v", i, x, l.Why[i], want)
		}
	}
	v.Unit = 0
	if l, _ := b.Column(v, 0); l.Value[1] != 1.86 || l.Value[0] == l.Value[0] {
		t.Errorf("the days themselves: %v", l.Value)
	}
	v.Column = "6m"
	_, err = b.Column(v, 0)
	if got := optest.Refused(t, err); got != "column:no_column" {
		t.Error(got)
	}
}

func TestSign(t *testing.T) {
	b := book(t, friday(t, "IM"))
	if a := b.AboutOf(study.Measure{Convention: "xingzheng"}); a.Sign != "spot minus futures: + discount, - premium" {
		t.Error(a.Sign)
	}
	if a := b.AboutOf(study.Measure{Convention: "xingzheng", Value: study.Rate}); a.Sign != study.SignRule {
		t.Error(a.Sign)
	}
}
