package weekly_test

import (
	"context"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/study/weekly"
	"fairbasis/core/unit"
)

// one asks for a week of one product of a file of the reference data.
func one(t testing.TB, name, product, day string) study.OverviewInput {
	in := study.OverviewInput{Products: []study.OverviewData{{Data: study.Data{Product: product, Futures: studytest.Data(t, product, name).Futures}}}}
	if day != "" {
		in.Date = date(day)
	}
	return in
}

// without returns the sources without a day.
func without(sources []market.Source, day string) []market.Source {
	out := append([]market.Source(nil), sources...)
	for i, s := range out {
		b := *s.Bars
		for k := range b.Time {
			if b.Day(k) != date(day) {
				continue
			}
			b.Time = append(append([]int64(nil), b.Time[:k]...), b.Time[k+1:]...)
			b.Extra = append([]market.Named(nil), b.Extra...)
			b.Columns(func(_ string, c *market.Column) {
				if c.Mantissa != nil {
					c.Mantissa = append(append([]int64(nil), c.Mantissa[:k]...), c.Mantissa[k+1:]...)
				}
				if c.Float != nil {
					c.Float = append(append([]float64(nil), c.Float[:k]...), c.Float[k+1:]...)
				}
			})
			out[i].Bars = &b
			break
		}
	}
	return out
}

func TestClosedWeek(t *testing.T) {
	in := one(t, studytest.Daily, "IF", "2024-02-14") // Spring Festival
	_, err := weekly.Compute(context.Background(), in)
	if got := optest.Refused(t, err); got != "date:closed_week" {
		t.Errorf("refused %q", got)
	}
	if !strings.Contains(err.Error(), "2024-02-08") || !strings.Contains(err.Error(), "2024-02-19") {
		t.Errorf("no neighbours in %v", err)
	}
}

// IM was listed on Friday, 2022-07-22.
func TestListingWeek(t *testing.T) {
	r := compute(t, one(t, studytest.Daily, "IM", "2022-07-20")).Rows[0]
	if r.Week != date("2022-07-22") || r.Days != 1 || r.Contract != "IM2208" || !strings.Contains(codes(r), " days_missing ") {
		t.Errorf("row %+v", r)
	}
	optest.Undefined(t, "index change", r.IndexChange, weekly.NoWeekBefore)
	optest.Undefined(t, "main change", r.MainChange, weekly.NoWeekBefore)
	optest.Undefined(t, "volume change", r.VolumeChange, weekly.NoWeekBefore)
	optest.Undefined(t, "open interest change", r.OpenInterestChange, weekly.NoWeekBefore)
	optest.Undefined(t, "mean rate", r.MeanRate, unit.TooShort)
	optest.Defined(t, "basis rate", r.BasisRate, (6956.6-7034.598)/7034.598, 1e-12)
	optest.Defined(t, "volume", r.Volume, 22153+6710+3921+3703, 0)
	optest.Defined(t, "open interest", r.OpenInterest, 17517+5858+3613+3338, 0)

	// The week after, changes are from that Friday.
	r = compute(t, one(t, studytest.Daily, "IM", "2022-07-29")).Rows[0]
	optest.Defined(t, "index change", r.IndexChange, 7117.434/7034.598-1, 1e-12)
	optest.Defined(t, "main change", r.MainChange, 7087.0/6956.6-1, 1e-12)
}

// Rows of products without data in the week stand beside those with it.
func TestRowsWithoutData(t *testing.T) {
	in := one(t, studytest.Daily, "IF", "2020-06-10")
	in.Products = append(in.Products, one(t, studytest.Daily, "IM", "").Products[0], one(t, studytest.Board, "IC", "").Products[0])
	out := compute(t, in)
	if out.Week != date("2020-06-12") || out.Rows[0].Days != 5 {
		t.Errorf("week %v, %d days", out.Week, out.Rows[0].Days)
	}
	im, ic := out.Rows[1], out.Rows[2]
	optest.Undefined(t, "IM before its listing", im.BasisRate, weekly.NotListed)
	optest.Undefined(t, "IC before the file", ic.VolumeChange, weekly.NoWeek)
	if im.First != date("2022-07-22") || ic.First != date("2024-08-19") || !im.Week.IsZero() || ic.Contract != "" {
		t.Errorf("first days %v and %v", im.First, ic.First)
	}

	// A product whose data end earlier than those of another.
	in = one(t, studytest.Daily, "IF", "")
	in.Products = append(in.Products, one(t, studytest.Board, "IC", "").Products[0])
	out = compute(t, in)
	if out.Week != date("2024-09-13") || out.Rows[0].First != date("2018-10-22") {
		t.Errorf("week %v, first %v", out.Week, out.Rows[0].First)
	}
	optest.Undefined(t, "IF after its file", out.Rows[0].Index, weekly.NoWeek)
	optest.Defined(t, "IC", out.Rows[1].Index, 4450.959, 0)

	// Nothing at all is refused.
	in.Products[0].From, in.Products[1].From = date("2030-01-01"), date("2030-01-01")
	if _, err := weekly.Compute(context.Background(), in); !strings.HasPrefix(optest.Refused(t, err), "products.0.futures:") {
		t.Errorf("refused %v", err)
	}
}

func TestHoles(t *testing.T) {
	// The last day of the week before is missing: the one before it, and it is said.
	in := one(t, studytest.Board, "IF", "")
	in.Products[0].Futures = without(in.Products[0].Futures, "2024-09-06")
	out := compute(t, in)
	r := out.Rows[0]
	if out.Before != date("2024-09-05") || !strings.Contains(codes(r), " before_early ") {
		t.Errorf("before %v, notes %s", out.Before, codes(r))
	}
	// The mean needs twenty days; nineteen are left.
	optest.Undefined(t, "mean", r.MeanRate, unit.TooShort)
	in.Mean = 10
	r = compute(t, in).Rows[0]
	if !r.MeanRate.OK() || !strings.Contains(codes(r), " days_absent ") {
		t.Errorf("mean %v, notes %s", r.MeanRate, codes(r))
	}

	// The week itself ends early.
	in = one(t, studytest.Board, "IF", "")
	in.Products[0].To = date("2024-09-11")
	r = compute(t, in).Rows[0]
	if r.Week != date("2024-09-11") || r.Days != 3 || !strings.Contains(codes(r), " days_missing ") {
		t.Errorf("week %v of %d days, notes %s", r.Week, r.Days, codes(r))
	}
	in.Volume = "sum"
	if r = compute(t, in).Rows[0]; !strings.Contains(codes(r), " weeks_differ ") {
		t.Errorf("notes %s", codes(r))
	}

	// No week before.
	in = one(t, studytest.Board, "IF", "")
	in.Products[0].From = date("2024-09-09")
	optest.Undefined(t, "index change", compute(t, in).Rows[0].IndexChange, weekly.NoWeekBefore)

	// One contract of four.
	in = one(t, studytest.Board, "IF", "")
	in.Products[0].Futures = in.Products[0].Futures[:1]
	if r = compute(t, in).Rows[0]; strings.Count(codes(r), "board_incomplete") != 1 {
		t.Errorf("notes %s", codes(r))
	}

	// The main contract was not there the week before.
	in = one(t, studytest.Board, "IF", "")
	for i := range in.Products[0].Futures {
		if in.Products[0].Futures[i].Symbol == "IF2409" {
			in.Products[0].Futures[i].Bars = without(in.Products[0].Futures[i:i+1], "2024-09-06")[0].Bars
		}
	}
	r = compute(t, in).Rows[0]
	optest.Undefined(t, "main change", r.MainChange, weekly.NoQuoteBefore)
	if !strings.Contains(codes(r), " board_incomplete ") {
		t.Errorf("notes %s", codes(r))
	}
}

func TestValuation(t *testing.T) {
	pe := bars("PE", market.Other, "", closes, "2024-09-02 11.1", "2024-09-06 10.5", "2024-09-10 12", "2024-09-12 11", "2024-09-16 9")
	in := one(t, studytest.Board, "IF", "2024-09-13")
	optest.Undefined(t, "none given", compute(t, in).Rows[0].Valuation, weekly.NoValuation)
	in.Products[0].Valuation = &study.Values{Source: pe, Unit: 0.01}
	r := compute(t, in).Rows[0]
	optest.Defined(t, "valuation", r.Valuation, 0.11, 0)
	optest.Defined(t, "percentile", r.ValuationPercentile, 1.0/3, 0) // 10.5 is below, of four
	if r.ValuationCount != 4 || !strings.Contains(codes(r), " valuation_day ") {
		t.Errorf("%d values, notes %s", r.ValuationCount, codes(r))
	}
	in.Rank.Since = date("2024-09-06")
	optest.Defined(t, "percentile since", compute(t, in).Rows[0].ValuationPercentile, 0.5, 0)
	in.Rank = study.Rank{Years: 1}
	pe = bars("PE", market.Other, "", closes, "2023-09-13 20", "2023-09-14 30", "2024-09-12 25", "2024-09-13 25")
	in.Products[0].Valuation.Source = pe
	r = compute(t, in).Rows[0] // of a year: after the same date of the year before
	optest.Defined(t, "percentile of a year", r.ValuationPercentile, 0, 0)
	if r.ValuationCount != 3 || strings.Contains(codes(r), " valuation_day ") {
		t.Errorf("%d values, notes %s", r.ValuationCount, codes(r))
	}
	in.Date = date("2024-08-30") // no value in the week
	optest.Undefined(t, "before the file", compute(t, in).Rows[0].ValuationPercentile, weekly.NoValuation)

	in.Products[0].Valuation.Column = "pe_ttm"
	_, err := weekly.Compute(context.Background(), in)
	if got := optest.Refused(t, err); got != "products.0.valuation.column:no_column" {
		t.Errorf("refused %q", got)
	}
}

// Beyond the known exchange calendar a week is what the data have of it, and
// the week before that of the last day they have of two weeks.
func TestPastTheCalendar(t *testing.T) {
	week := func(hole bool) study.OverviewRow {
		var days, spots []string
		for day := date("2028-05-29"); day.Before(date("2028-06-17")); day = day.AddDays(1) {
			if day.IsWeekday() && !(hole && day.After(date("2028-06-04")) && day.Before(date("2028-06-12"))) {
				days, spots = append(days, day.String()+" "+strconv.Itoa(4000+day.Day())), append(spots, day.String()+" 4000")
			}
		}
		in := study.OverviewInput{Mean: 5, Products: []study.OverviewData{{Data: study.Data{Product: "IF",
			Futures: []market.Source{bars("IF2806", market.FutureContract, "IF", closes, days...)}}}}}
		index := bars("000300", market.Index, "", closes, spots...)
		in.Products[0].Index = &index
		in.Main = "current_month"
		return compute(t, in).Rows[0]
	}
	r := week(false)
	if r.Week != date("2028-06-16") || r.Days != 5 || strings.Contains(codes(r), "days_missing") {
		t.Errorf("week %v of %d days, notes %s", r.Week, r.Days, codes(r))
	}
	optest.Defined(t, "change", r.MainChange, 4016.0/4009-1, 1e-12)
	optest.Defined(t, "without a week", week(true).MainChange, 4016.0/4002-1, 1e-12)
}

// What came after a week changes nothing in its table, nor does the order of series.
func TestNoLookAhead(t *testing.T) {
	in := one(t, studytest.Daily, "IC", "2022-11-16")
	want := compute(t, in)
	in.Products[0].To = date("2022-11-18")
	if got := compute(t, in); !reflect.DeepEqual(got, want) {
		t.Errorf("cut: %+v\nwant %+v", got.Rows[0], want.Rows[0])
	}
	f := in.Products[0].Futures
	for i, j := 0, len(f)-1; i < j; i, j = i+1, j-1 {
		f[i], f[j] = f[j], f[i]
	}
	if got := compute(t, in); !reflect.DeepEqual(got, want) {
		t.Errorf("other order: %+v\nwant %+v", got.Rows[0], want.Rows[0])
	}
}
