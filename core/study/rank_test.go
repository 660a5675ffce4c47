package study_test

import (
	"math"
	"slices"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

// TestGolden13: the example of Microsoft's page on PERCENTRANK.INC.
func TestGolden13(t *testing.T) {
	list := []float64{13, 12, 11, math.NaN(), 8, 4, 3, 2, 1, 1, 1}
	for x, want := range map[float64]float64{2: 0.333, 4: 0.555, 8: 0.666, 5: 0.583, 1: 0, 13: 1} {
		got, why := study.Rank{Truncate: true}.Percentile(list, x)
		if got != want || why != "" {
			t.Errorf("%v: got %v %s, want %v", x, got, why, want)
		}
	}
	for _, c := range []struct {
		method string
		x      float64
		want   float64
		why    unit.Reason
	}{
		{"inclusive", 2, 1.0 / 3, ""},
		{"inclusive", 5, 5.0/9 + 0.25/9, ""},    // a quarter of the way from 4 to 8
		{"inclusive", 1.5, 0.5 * 3.0 / 9, ""},   // half way from 1, with none below, to 2, with three
		{"inclusive", 13.5, 0, unit.OutOfRange}, // Excel: #N/A
		{"inclusive", 0.5, 0, unit.OutOfRange},
		{"weak", 1, 0.3, ""}, {"weak", 13, 1, ""}, {"weak", 5, 0.6, ""}, {"weak", 0, 0, ""},
		{"mid", 1, 0.15, ""}, {"mid", 13, 0.95, ""}, {"mid", 5, 0.6, ""},
		{"inclusive", math.NaN(), 0, study.NoData},
	} {
		got, why := study.Rank{Method: c.method}.Percentile(list, c.x)
		if why != c.why || why == "" && math.Abs(got-c.want) > 1e-15 {
			t.Errorf("%s of %v: got %v %q, want %v %q", c.method, c.x, got, why, c.want, c.why)
		}
	}
	if _, why := (study.Rank{}).Percentile([]float64{5}, 5); why != unit.TooShort {
		t.Errorf("one value: %s", why)
	}
	if _, why := (study.Rank{Method: "weak"}).Percentile([]float64{math.NaN()}, 5); why != study.NoData {
		t.Errorf("no value: %s", why)
	}
}

// Excel's help on PERCENTILE.INC: of 1, 2, 3, 4 the 30th percentile is 1.9.
func TestQuantile(t *testing.T) {
	optest.Near(t, "30 %", study.Quantile([]float64{1, 2, 3, 4}, 0.3), 1.9, 1e-15)
	for p, want := range map[float64]float64{0: 1, 1: 4, 0.5: 2.5} {
		if got := study.Quantile([]float64{1, 2, 3, 4}, p); got != want {
			t.Errorf("%v: got %v, want %v", p, got, want)
		}
	}
	if x := study.Quantile(nil, 0.5); x == x {
		t.Errorf("of nothing: %v", x)
	}
}

func TestSummarise(t *testing.T) {
	// Mean 5, squares about it 9+1+1+1+0+0+4+16 = 32: a textbook example.
	s := study.Summarise([]float64{2, 4, 4, math.NaN(), 4, 5, 5, 7, 9})
	if s.Count != 8 {
		t.Errorf("%d values", s.Count)
	}
	optest.Defined(t, "mean", s.Mean, 5, 0)
	optest.Defined(t, "deviation", s.Deviation, math.Sqrt(32.0/7), 0)
	optest.Defined(t, "median", s.Median, 4.5, 0)
	optest.Defined(t, "10 %", s.P10, 3.4, 0)
	optest.Defined(t, "25 %", s.P25, 4, 0)
	optest.Defined(t, "75 %", s.P75, 5.5, 0)
	optest.Defined(t, "90 %", s.P90, 7.6, 0)
	optest.Defined(t, "min", s.Min, 2, 0)
	optest.Defined(t, "max", s.Max, 9, 0)
	s = study.Summarise([]float64{1e9 + 0.1, 1e9 + 0.2})
	optest.Defined(t, "deviation of large values", s.Deviation, 0.1/math.Sqrt2, 1e-7) // these two are 1.2e-7 apart from what is written
	s = study.Summarise([]float64{7})
	optest.Undefined(t, "deviation of one", s.Deviation, unit.TooShort)
	s = study.Summarise(nil)
	optest.Undefined(t, "mean of none", s.Mean, study.NoData)
	optest.Undefined(t, "max of none", s.Max, study.NoData)
}

func TestAverage(t *testing.T) {
	x := math.NaN()
	got := study.Average([]float64{1, 2, 3, x, 5, 6, 9, 3}, 3)
	for i, want := range []float64{x, x, 2, x, x, x, 20.0 / 3, 6} {
		if got[i] != want && !(got[i] != got[i] && want != want) {
			t.Errorf("%d: got %v, want %v", i, got[i], want)
		}
	}
	if got := study.Average([]float64{1, x}, 1); got[0] != 1 || got[1] == got[1] {
		t.Errorf("of one: %v", got)
	}
}

func TestWindow(t *testing.T) {
	text := "date close spot"
	for _, d := range []string{"2021-09-13", "2021-09-14", "2022-09-13", "2024-09-12", "2024-09-13"} {
		text += "\n" + d + " 3158 3159"
	}
	b := book(t, study.Data{Product: "IF", Futures: []market.Source{chain(t, "IF00", text)}})
	for want, r := range map[int]study.Rank{
		0: {}, 1: {Years: 3}, 3: {Years: 1}, 2: {Since: date("2022-01-01")}, 5: {Since: date("2025-01-01")},
	} {
		if from, to := r.Window(b); from != want || to != 5 {
			t.Errorf("%+v: [%d, %d), want %d", r, from, to, want)
		}
	}
	if from, _ := (study.Rank{Years: 3, Since: date("2024-09-13")}).Window(b); from != 1 {
		t.Errorf("years come before since: %d", from)
	}
}

// drawValues draws values of which some are equal and some missing.
func drawValues(t *rapid.T) []float64 {
	out := make([]float64, rapid.IntRange(0, 60).Draw(t, "n"))
	for i := range out {
		if k := rapid.IntRange(-1, 25).Draw(t, "value"); k >= 0 {
			out[i] = float64(k) / 8
		} else {
			out[i] = math.NaN()
		}
	}
	return out
}

// TestPercentileProperties: percentiles against counts made anew, the largest
// value stands at 100 % and the least inclusive at 0, ranks do not fall, the
// order of values does not matter.
func TestPercentileProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawValues(t)
		x := float64(rapid.IntRange(-1, 104).Draw(t, "x")) / 32
		sorted := study.Sorted(list)
		n := len(sorted)
		turned := rapid.Permutation(list).Draw(t, "order")
		share := func(upto func(v float64) bool, of int) float64 {
			k := 0
			for _, v := range sorted {
				if upto(v) {
					k++
				}
			}
			return float64(k) / float64(of)
		}
		for _, method := range []string{"", "inclusive", "weak", "mid"} {
			r := study.Rank{Method: method}
			got, why := r.Percentile(list, x)
			if again, whyAgain := r.Percentile(turned, x); again != got && got == got || why != whyAgain {
				t.Fatalf("%s: another order gives %v instead of %v", method, again, got)
			}
			var want float64
			var wantWhy unit.Reason
			below, upto := func(v float64) bool { return v < x }, func(v float64) bool { return v <= x }
			switch at, found := slices.BinarySearch(sorted, x); {
			case n == 0:
				wantWhy = study.NoData
			case method == "weak":
				want = share(upto, n)
			case method == "mid":
				want = (share(below, n) + share(upto, n)) / 2
			case n == 1:
				wantWhy = unit.TooShort
			case found:
				want = share(below, n-1)
			case at == 0 || at == n:
				wantWhy = unit.OutOfRange
			default: // on the line through the ranks of the neighbours
				low, high := sorted[at-1], sorted[at]
				a, _ := r.Percentile(list, low)
				b, _ := r.Percentile(list, high)
				want = (a*(high-x) + b*(x-low)) / (high - low)
			}
			if why != wantWhy || why == "" && math.Abs(got-want) > 1e-12 {
				t.Fatalf("%s of %v among %v: got %v %q, want %v %q", method, x, sorted, got, why, want, wantWhy)
			}
			if cut, _ := (study.Rank{Method: method, Truncate: true}).Percentile(list, x); why == "" && (cut > got+1e-12 || cut < got-0.001 || math.Abs(cut*1000-math.Round(cut*1000)) > 1e-9) {
				t.Fatalf("%s: %v cut to %v", method, got, cut)
			}
			if higher, whyHigher := r.Percentile(list, x+0.125); why == "" && whyHigher == "" && higher < got-1e-15 {
				t.Fatalf("%s: %v stands at %v, more at %v", method, x, got, higher)
			}
		}
		if n < 2 {
			return
		}
		top := sorted[n-1]
		if got, _ := (study.Rank{Method: "weak"}).Percentile(list, top); got != 1 {
			t.Errorf("weak: the maximum stands at %v", got)
		}
		if got, _ := (study.Rank{}).Percentile(list, top); got != 1 && top > sorted[n-2] {
			t.Errorf("inclusive: the maximum stands at %v", got)
		}
		if got, _ := (study.Rank{}).Percentile(list, sorted[0]); got != 0 {
			t.Errorf("inclusive: the minimum stands at %v", got)
		}
	})
}

// TestRollingProperties: quantiles and ranks of a moving window against each
// window sorted anew.
func TestRollingProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := drawValues(t)
		n := rapid.IntRange(1, 25).Draw(t, "window")
		ps := []float64{0.1, 0.5, 0.9, 1}
		got := study.Rolling(list, n, ps...)
		rank := study.Rank{Method: rapid.SampledFrom([]string{"inclusive", "weak", "mid"}).Draw(t, "method"), Truncate: rapid.Bool().Draw(t, "truncate")}
		ranks := rank.Rolling(list, n)
		var last []float64
		for i, v := range list {
			if v == v {
				last = append(last, v)
			}
			whole := v == v && len(last) >= n
			for k, p := range ps {
				if !whole {
					if x := got[k][i]; x == x {
						t.Fatalf("day %d has %v of %d values", i, x, len(last))
					}
					continue
				}
				if want := study.Quantile(study.Sorted(last[len(last)-n:]), p); got[k][i] != want {
					t.Fatalf("day %d, %v: got %v, want %v", i, p, got[k][i], want)
				}
			}
			want, why := math.NaN(), unit.TooShort
			if whole {
				want, why = rank.Percentile(last[len(last)-n:], v)
			}
			if x := ranks[i]; (x == x) != (why == "") || why == "" && x != want {
				t.Fatalf("day %d: got rank %v, want %v %s", i, x, want, why)
			}
		}
	})
}

// TestThinProperties: a chart has no more points than asked for, all of the
// series' own, in order, with the greatest and the least of all and both ends.
func TestThinProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 300).Draw(t, "n")
		s := study.Series{Time: make(op.Column, n), Value: make(op.Column, n)}
		for i := range n {
			s.Time[i], s.Value[i] = float64(i*86400000), float64(rapid.IntRange(0, 50).Draw(t, "value"))
		}
		points := rapid.IntRange(4, 120).Draw(t, "points")
		got := study.Thin(s, points)
		if len(got.Value) != len(got.Time) || len(got.Value) > points || n <= points && len(got.Value) != n {
			t.Fatalf("%d points of %d, asked for %d", len(got.Value), n, points)
		}
		if n == 0 {
			return
		}
		for i, at := range got.Time {
			if i > 0 && at <= got.Time[i-1] || s.Value[int(at)/86400000] != got.Value[i] {
				t.Fatalf("point %d is not of the series", i)
			}
		}
		if slices.Max(got.Value) != slices.Max(s.Value) || slices.Min(got.Value) != slices.Min(s.Value) {
			t.Fatal("a peak is lost")
		}
		if got.Time[0] != s.Time[0] || got.Time[len(got.Time)-1] != s.Time[n-1] {
			t.Fatal("an end is lost")
		}
	})
}
