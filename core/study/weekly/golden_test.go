package weekly_test

import (
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
)

// printed is a row of table 1 of report 001 for the week to 2024-09-13, as
// golden case 1 of the formula sheet gives it: in percent and in 10,000 lots.
type printed struct {
	product            string
	settle, index      string // of 2024-09-06; the settlement is that of the 2409 contract
	close              float64
	indexChange, main  float64
	basis, mean        float64
	volume, openLots   float64
	openChange         float64 // of the open interest, where the text of the report has it
	annualised, volPct float64
}

var table1 = []printed{
	{product: "IF", settle: "3231.2", index: "3231.346", close: 3158.0, indexChange: -2.231, main: -2.265, basis: -0.039, mean: -0.143, volume: 8.881, openLots: 24.094},
	{product: "IC", settle: "4525.8", index: "4537.454", close: 4444.8, indexChange: -1.906, main: -1.790, basis: -0.138, mean: -0.312, volume: 9.187, openLots: 24.653},
	{product: "IM", settle: "4494.4", index: "4508.228", close: 4416.8, indexChange: -2.108, main: -1.727, basis: 0.082, mean: -0.386, volume: 15.674, openLots: 28.079, openChange: 1.574, annualised: 6.88},
	{product: "IH", settle: "2265.8", index: "2263.563", close: 2204.4, indexChange: -2.551, main: -2.710, basis: -0.064, mean: -0.099, volume: 4.738, openLots: 10.229, openChange: 6.842, volPct: 18.89},
}

// fourProducts asks for the week from the file of twenty days with the
// settlements of the Friday before.
func fourProducts(t testing.TB) study.OverviewInput {
	var in study.OverviewInput
	for _, p := range table1 {
		d := study.Data{Product: p.product, Futures: studytest.Data(t, p.product, studytest.Board).Futures}
		d.Futures = append(d.Futures, bars(p.product+"2409", market.FutureContract, p.product, settles, "2024-09-06 "+p.settle))
		in.Products = append(in.Products, study.OverviewData{Data: d})
	}
	return in
}

// TestTable1 rebuilds the table to every printed digit but the percentiles,
// which no definition reproduces (formula sheet).
func TestTable1(t *testing.T) {
	out := compute(t, fourProducts(t))
	if out.Week != date("2024-09-13") || out.Before != date("2024-09-06") {
		t.Fatalf("week %v after %v", out.Week, out.Before)
	}
	for i, p := range table1 {
		r := out.Rows[i]
		if r.Product != p.product || r.Contract != p.product+"2409" || r.Reference != "settle" || r.Days != 5 || r.TradingDays != 3 {
			t.Errorf("%s: row %+v", p.product, r)
		}
		percent, lots := 0.5e-5, 5.0 // half a unit of the third decimal
		optest.Defined(t, p.product+" close", r.Close, p.close, 0)
		optest.Defined(t, p.product+" index change", r.IndexChange, p.indexChange/100, percent)
		optest.Defined(t, p.product+" main change", r.MainChange, p.main/100, percent)
		optest.Defined(t, p.product+" basis rate", r.BasisRate, p.basis/100, percent)
		optest.Defined(t, p.product+" mean rate", r.MeanRate, p.mean/100, percent)
		optest.Defined(t, p.product+" volume", r.Volume, p.volume*1e4, lots)
		optest.Defined(t, p.product+" open interest", r.OpenInterest, p.openLots*1e4, lots)
		if p.openChange != 0 {
			optest.Defined(t, p.product+" open interest change", r.OpenInterestChange, p.openChange/100, percent)
		}
		if p.annualised != 0 {
			optest.Defined(t, p.product+" annualised", r.Annualised, p.annualised/100, 0.5e-4)
		}
		if p.volPct != 0 {
			optest.Defined(t, p.product+" volume change", r.VolumeChange, p.volPct/100, 0.5e-4+1e-6)
		}
	}
	// To more digits, from the closes typed in golden case 1; of IH it prints
	// -0.064009 %, which takes an index of 2205.8119: 1.412/2205.812 is 0.064013 %.
	for i, want := range []float64{-0.00039471, -0.00138375, 0.00081868, -0.00064013} {
		optest.Defined(t, table1[i].product+" basis rate", out.Rows[i].BasisRate, want, 0.5e-8)
	}
	optest.Defined(t, "IM annualised", out.Rows[2].Annualised, 0.068769, 0.5e-6)
}

// TestMainRule settles which rule the report's 20-day mean follows. In these
// twenty days the contract with the highest volume, the nearest one and the
// one that is the main one at the end are the same, day by day: all three
// reproduce the mean. The highest open interest, at the end or of the day
// before, gives other means wherever it moved on to 2412, so it is not it.
func TestMainRule(t *testing.T) {
	in := fourProducts(t)
	in.Main = "current_month"
	for i, r := range compute(t, in).Rows {
		optest.Defined(t, r.Product+" by the nearest", r.MeanRate, table1[i].mean/100, 0.5e-5)
	}
	in.Main = "open_interest"
	// awk over the file: the mean of (close - spot)/spot of the contract with the highest oi of each day.
	for i, want := range []float64{-0.001916567, -0.004670845, -0.005043940, -0.000986701} {
		r := compute(t, in).Rows[i]
		optest.Defined(t, r.Product+" by open interest", r.MeanRate, want, 0.5e-9)
	}
}

func TestReference(t *testing.T) {
	in := fourProducts(t)
	in.Reference = "close"
	// Close over close, which the report does not print: -2.13 / -1.76 / -1.79 / -2.52 % (errata of the formula sheet).
	want := map[string]float64{"IF": -0.0213, "IC": -0.0176, "IM": -0.0179, "IH": -0.0252}
	for _, r := range compute(t, in).Rows {
		optest.Defined(t, r.Product, r.MainChange, want[r.Product], 0.5e-4)
		if r.Reference != "close" {
			t.Errorf("%s: reference %q", r.Product, r.Reference)
		}
	}
	// The settlements left out: auto takes the close and says so, settle takes nothing.
	for i := range in.Products {
		f := in.Products[i].Futures
		in.Products[i].Futures = f[:len(f)-1]
	}
	in.Reference = ""
	for _, r := range compute(t, in).Rows {
		optest.Defined(t, r.Product, r.MainChange, want[r.Product], 0.5e-4)
		if r.Reference != "close" || !strings.Contains(codes(r), " close_for_settle ") {
			t.Errorf("%s: reference %q, notes %s", r.Product, r.Reference, codes(r))
		}
	}
	in.Reference = "settle"
	for _, r := range compute(t, in).Rows {
		optest.Undefined(t, r.Product, r.MainChange, study.NoPrice)
	}
}

// TestWeeksByHand holds two weeks of the daily statistics against figures
// computed apart from this program, with awk, from the rows typed here (symbol,
// close, volume, hold, spot_close of cffex_basis_daily_2018-10_2024-06.csv).
//
// IC, 2023-10-09 to 13: the exchange was closed the week before.
//
//	2023-09-28 IC2310 5695.0 26112  90738  IC2311  3040  7901  IC2312  9462 122273  IC2403 4025 66798  5690.77
//	2023-09-25, 26, 27 volumes 34497 2618 11559 4037, 26566 2960 8156 3289, 40101 2662 11558 4346
//	2023-10-13 IC2310 5643.8 28108  78993  IC2311 5645.4 6849 20810  IC2312 9684 121486  IC2403 4469 68536  5633.383
//	2023-10-09 to 12 volumes 38748 5447 12283 3915, 30733 5195 10564 4297, 39135 5884 13293 4308, 34460 5099 13093 4782
//	main by volume, 20 days to 2023-10-13, close/spot: 5697.0/5708.623 5760.0/5774.731 5769.0/5770.926 5712.4/5715.397
//	5709.4/5702.102 5714.0/5704.663 5731.6/5719.689 5707.6/5687.901 5668.6/5651.006 5622.8/5611.919 5726.6/5698.817
//	5687.2/5666.664 5671.8/5646.654 5700.0/5674.345 5695.0/5690.77 5658.2/5658.083 5635.4/5630.371 5621.2/5629.789
//	5665.8/5671.642 5643.8/5633.383
//
// IH, 2022-09-12 to 16: closed on Monday; IH2209 expires on Friday, by when IH2210 is the main contract.
//
//	2022-09-09 IH2209 2764.8 41947 60694  IH2210 2765.4 8907 14844  IH2212 12833 38098  IH2303 2536 10551  2757.566
//	2022-09-05 to 08 volumes 37404 4223 10188 2523, 36661 4889 10104 2822, 28388 4879 7731 2029, 28326 4265 7861 2341
//	2022-09-16 IH2209 2693.0 19804 0  IH2210 2687.4 47245 61305  IH2212 18581 49696  IH2303 2944 12243  2678.033
//	2022-09-13, 14, 15 volumes 36198 11262 13968 2271, 32150 13901 12720 2316, 34462 32820 15314 2169
//	main by volume, 20 days to 2022-09-16: 2756.2/2750.631 2755.0/2756.369 2736.8/2735.666 2708.2/2708.09 2757.2/2752.556
//	2757.8/2751.589 2735.2/2732.206 2730.6/2726.66 2764.0/2761.783 2736.8/2732.399 2712.4/2711.264 2702.8/2697.767
//	2724.4/2724.498 2716.4/2710.686 2707.2/2708.278 2764.8/2757.566 2767.4/2769.235 2749.8/2745.428 2746.4/2743.789
//	2687.4/2678.033
func TestWeeksByHand(t *testing.T) {
	for _, c := range []struct {
		product, day, contract      string
		days, n                     int
		index, main, basis, yearly  float64
		mean, volume, volumeChange  float64
		sumChange, held, heldChange float64
		spread                      float64
		notes                       string
		week, before                string
		percentile                  float64 // of the spread since 2019-01-01; 72 of 1157 days are below
		count                       int
	}{
		{product: "IC", day: "2023-10-11", contract: "IC2310", days: 5, n: 5, index: -0.010084224103, main: -0.008990342406,
			basis: 0.001849155294, yearly: 0.093197426839, mean: 0.001324699529, volume: 56069.2, volumeChange: 0.150208217942,
			sumChange: 0.437760272427, held: 289825, heldChange: 0.007351152202, spread: -0.000284021165,
			notes: "close_for_settle closed_before", week: "2023-10-13", before: "2023-09-28", percentile: 72.0 / 1156, count: 1157},
		{product: "IH", day: "2022-09-18", contract: "IH2210", days: 4, n: 20, index: -0.028841739418, main: -0.028205684530,
			basis: 0.003497716421, yearly: 0.044071226904, mean: 0.001142137823, volume: 74531.25, volumeChange: 0.428584435150,
			sumChange: 0.142867548120, held: 123244, heldChange: -0.007593387392, spread: 0.002091087003,
			notes: "close_for_settle expired_in_week", week: "2022-09-16", before: "2022-09-09"},
	} {
		in := study.OverviewInput{Date: date(c.day), Rank: study.Rank{Since: date("2019-01-01")},
			Products: []study.OverviewData{{Data: study.Data{Product: c.product, Futures: studytest.Data(t, c.product, studytest.Daily).Futures}}}}
		out := compute(t, in)
		r := out.Rows[0]
		if r.Contract != c.contract || r.Days != c.days || r.TradingDays != c.n || out.Week != date(c.week) || out.Before != date(c.before) {
			t.Errorf("%s %s: %s, %d days, N %d, week %v before %v", c.product, c.day, r.Contract, r.Days, r.TradingDays, out.Week, out.Before)
		}
		const digits = 1e-11
		optest.Defined(t, c.product+" index change", r.IndexChange, c.index, digits)
		optest.Defined(t, c.product+" main change", r.MainChange, c.main, digits)
		optest.Defined(t, c.product+" basis rate", r.BasisRate, c.basis, digits)
		optest.Defined(t, c.product+" adjusted rate", r.AdjustedRate, c.basis, digits)
		optest.Defined(t, c.product+" annualised", r.Annualised, c.yearly, digits)
		optest.Defined(t, c.product+" mean", r.MeanRate, c.mean, digits)
		optest.Defined(t, c.product+" volume", r.Volume, c.volume, 0)
		optest.Defined(t, c.product+" volume change", r.VolumeChange, c.volumeChange, digits)
		optest.Defined(t, c.product+" open interest", r.OpenInterest, c.held, 0)
		optest.Defined(t, c.product+" open interest change", r.OpenInterestChange, c.heldChange, digits)
		optest.Defined(t, c.product+" spread", r.Spread, c.spread, digits)
		if c.count > 0 {
			optest.Defined(t, c.product+" spread percentile", r.SpreadPercentile, c.percentile, digits)
			if r.SpreadCount != c.count {
				t.Errorf("%s: ranked among %d days, want %d", c.product, r.SpreadCount, c.count)
			}
		}
		for _, n := range strings.Fields(c.notes) {
			if !strings.Contains(codes(r), " "+n+" ") {
				t.Errorf("%s: no note %s among%s", c.product, n, codes(r))
			}
		}
		in.Volume = "sum"
		optest.Defined(t, c.product+" change of the sum", compute(t, in).Rows[0].VolumeChange, c.sumChange, digits)
	}
}
