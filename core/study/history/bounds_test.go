package history_test

import (
	"context"
	"math"
	"strings"
	"testing"

	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/dividend"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// IM2412 on 2024-09-13, worked by hand (awk) from A.4 c and d: index 4413.187,
// 98 days over 365. The line has the fee 0.23 bp and the margins 15 and 100 %
// of that day, and of report 001 stocks at 0.1 % once and their loan at 10.6 %:
//
//	4413.187 (1 + 0.001 + 0.05 tau)/(1 - 0.000023 - 0.05 tau 0.15)       = 4485.982305
//	4413.187 (1 - 0.001 - (0.106 + 0.05) tau)/(1 + 0.000023 + 0.05 tau 0.15) = 4215.342396
//
// The full band at 3 % has stocks at 0.05 % each way, 0.05 % duty, the loan at
// 10.6 %, fees of 0.23 and 1 bp, and no interest on margins:
//
//	4413.187 [1.0005 (1 + 0.03 tau) + 0.001]/(1 - 0.000123 - 0.15 0.03 tau)          = 4461.310851
//	4413.187 [0.999 - 0.106 tau - 0.03 tau - 0.0005]/(1 + 0.000123 + 0.15 0.03 tau) = 4239.775324
func TestBoundsByHand(t *testing.T) {
	in := study.HistoryInput{Data: studytest.Data(t, "IM", studytest.Board), Measure: study.Measure{Value: study.Basis, Of: study.NearQuarter}, Rate: 0.03}
	h := compute(t, in)
	last := func(s study.Series) float64 { return s.Value[len(s.Value)-1] }
	optest.Near(t, "hurdle upper", last(h.HurdleUpper), 4485.982305109-4413.187, 1e-6)
	optest.Near(t, "hurdle lower", last(h.HurdleLower), 4215.342395695-4413.187, 1e-6)
	optest.Near(t, "full upper", last(h.FullUpper), 4461.310851187-4413.187, 1e-6)
	optest.Near(t, "full lower", last(h.FullLower), 4239.775323700-4413.187, 1e-6)
	optest.Near(t, "basis", last(h.Line), 4312.0-4413.187, 1e-9)

	// The same bounds as yearly rates; 63 trading days to expiry.
	in.Value = study.Annualised
	h = compute(t, in)
	optest.Near(t, "yearly upper", last(h.HurdleUpper), (4485.982305109/4413.187-1)*252/63, 1e-9)
	// Positive discounts: what was above is below.
	in.Convention = "xingzheng"
	h = compute(t, in)
	optest.Near(t, "discount", last(h.HurdleUpper), -(4485.982305109/4413.187-1)*360/98, 1e-9)
	if !strings.HasPrefix(h.Sign, "spot minus futures") {
		t.Errorf("sign %q", h.Sign)
	}
}

// A future that stands at the hurdle line returns the hurdle, whatever the
// measure, the day and the dividends; one at the full bound stands at that of
// the whole answer. The costs are looked up here day by day.
func TestBoundsReturnTheHurdle(t *testing.T) {
	all := studytest.Data(t, "IC", studytest.Daily)
	var points []dividend.ExDate
	for year := 2019; year < 2025; year++ {
		points = append(points, dividend.ExDate{Date: calendar.MustOf(year, 6, 14), Points: 21.5}, dividend.ExDate{Date: calendar.MustOf(year, 7, 5), Points: 33.25})
	}
	checks := 0
	rapid.Check(t, func(t *rapid.T) {
		m := study.Measure{
			Value: rapid.SampledFrom([]string{study.Basis, study.Rate, study.Adjusted, study.AdjustedRate, study.Annualised}).Draw(t, "value"),
			Of:    rapid.SampledFrom([]string{"volume", study.NextMonth, study.FarQuarter}).Draw(t, "of"),
		}
		in := study.HistoryInput{Data: all, Measure: m, Hurdle: unit.Rate(rapid.Float64Range(-0.02, 0.2).Draw(t, "hurdle")), Rate: unit.Rate(rapid.Float64Range(-0.01, 0.06).Draw(t, "rate"))}
		if in.Hurdle == 0 {
			in.Hurdle = 0.05 // stands for it
		}
		from := date("2019-01-02").AddDays(rapid.IntRange(0, 1900).Draw(t, "from"))
		in.From, in.To = from, from.AddDays(40)
		in.Dividends = &dividend.Given{Points: points}
		h := compute(t, in)
		b, err := study.NewBook(context.Background(), in.Data)
		if err != nil {
			t.Fatal(err)
		}
		i := rapid.IntRange(0, b.Days()-1).Draw(t, "day")
		chosen, _ := b.Chosen(h.Of)
		q := chosen[i]
		day := b.Date(i)
		upper, ok := byDay(h.HurdleUpper)[day]
		if q < 0 || b.CalendarDays[q] == 0 || !ok { // on the expiry day nothing per year has a meaning
			return
		}
		checks++
		spot, d := b.Index[i], b.Dividends[q]
		price := func(x float64) float64 { // of a measure
			if h.IsRate() {
				if h.Value == study.Annualised {
					x = x * float64(b.TradingDays[q]) / 252
				}
				x *= spot
			}
			if h.Value != study.Basis && h.Value != study.Rate {
				x -= d
			}
			return spot + x
		}
		rules := market.RulesAt(b.Product, day)
		report := arb.Example.Costs // the appendix of report 001
		report.FuturesFee, report.FuturesMargin, report.ShortMargin = rules.OpenFee.Value.Or(0), rules.Margin.Value.Or(0), rules.ShortMargin.Value.Or(0)
		points := unit.Points(d)
		at := func(futures float64, costs arb.CostModel) arb.Result {
			r, err := arb.Compute(context.Background(), arb.Input{Hurdle: in.Hurdle, Costs: costs, Terms: carry.Terms{
				Contract: b.Code(int(q)), Date: day, Spot: unit.Points(spot), Futures: unit.Points(futures), Rate: in.Rate,
				DayCount: "act365", Dividends: carry.Dividends{Points: &points}}})
			if err != nil {
				t.Fatal(err)
			}
			return r
		}
		// The rounding of a price over the days it is paid for.
		within := 1e-9 * 365 / float64(b.CalendarDays[q])
		optest.Defined(t, "forward", at(price(upper), report).Forward.Return, float64(in.Hurdle), within)
		optest.Defined(t, "reverse", at(price(byDay(h.HurdleLower)[day]), report).Reverse.Return, float64(in.Hurdle), within)

		presets, err := arb.ComputePresets(context.Background(), arb.PresetsInput{Product: b.Product.ID, Date: day, Rate: in.Rate})
		if err != nil {
			t.Fatal(err)
		}
		full := at(spot, presets.Presets[1].Costs).Bands[4]
		optest.Defined(t, "full upper", full.Upper, price(byDay(h.FullUpper)[day]), 1e-8)
		optest.Defined(t, "full lower", full.Lower, price(byDay(h.FullLower)[day]), 1e-8)
	})
	if checks == 0 {
		t.Error("no day was checked")
	}
}

// Before 2015-09-07 the table of rules has neither fees nor margins: the line
// keeps those of report 001, and the answer says until when.
func TestRulesUnknown(t *testing.T) {
	b := &market.Bars{Symbol: "IF00", Kind: market.Continuous, Product: "IF", Minutes: market.Daily, Segment: []int32{0}}
	b.Close.Scale = 1
	spot := market.Column{Scale: 1}
	for day := date("2015-08-31"); day.Before(date("2015-09-12")); day = day.AddDays(1) {
		if open, _ := calendar.IsTradingDay(day); open {
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis)
			b.Close.Mantissa, spot.Mantissa = append(b.Close.Mantissa, 30000), append(spot.Mantissa, 33000)
		}
	}
	b.Extra = []market.Named{{Name: "spot", Column: spot}}
	h := compute(t, study.HistoryInput{Data: study.Data{Product: "IF", Futures: []market.Source{{Bars: b}}},
		Measure: study.Measure{Value: study.Basis, Of: study.CurrentWith}})
	found := false
	for _, n := range h.Notes {
		found = found || n.Code == "rules_unknown" && n.Params["date"] == "2015-09-06"
	}
	if !found {
		t.Errorf("notes %+v", h.Notes)
	}
	upper := byDay(h.HurdleUpper)
	// 3300 (1 + 0.001 + 0.05 tau)/(1 - 0.000023 - 0.05 tau m): m is 20 % on 2015-09-01, 17 days, and 40 % on 2015-09-08, 10 days.
	for day, x := range map[string][2]float64{"2015-09-01": {17, 0.20}, "2015-09-08": {10, 0.40}} {
		tau := x[0] / 365
		optest.Near(t, day, upper[date(day)], 3300*(1.001+0.05*tau)/(1-0.000023-0.05*tau*x[1])-3300, 1e-9)
	}
	if math.IsNaN(upper[date("2015-09-07")]) {
		t.Error("no bound on the day of the change")
	}
}
