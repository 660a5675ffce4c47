package distribution_test

import (
	"context"
	"math"
	"reflect"
	"slices"
	"testing"

	"gonum.org/v1/gonum/stat"
	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/study/distribution"
)

func compute(t rapid.TB, in study.DistributionInput) study.Distribution {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := distribution.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func near(a, b, relative float64) bool {
	return math.Abs(a-b) <= relative*max(math.Abs(a), math.Abs(b))
}

// TestDaily: cffex_basis_daily_2018-10_2024-06.csv, rows of IF from 2019-01-02
// on. The current month of a day is the contract of the first last trading day
// not before it in cffex_index_expiry_2010_2026.csv, the next month that of the
// second. Counted by a script apart from this program, with the cube root as a
// power.
func TestDaily(t *testing.T) {
	d := daily(t)
	current := study.Measure{Value: study.Basis, Of: study.CurrentWith}
	for _, c := range []struct {
		name           string
		in             study.DistributionInput
		low, high, iqr float64
		counts         op.Column
		today          float64
		bin            int
		percentile     [2]int // so many of so many
		first, rule    string
	}{
		{name: "basis", in: study.DistributionInput{Data: d, Measure: current}, first: "2019-01-02", low: -97.158, high: 70.717, iqr: 18.0755, rule: "freedman_diaconis",
			counts: op.Column{1, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 3, 0, 1, 8, 11, 16, 12, 21, 41, 42, 36, 46, 54, 78, 70, 114, 125, 133, 166, 138, 96, 51, 28, 22, 6, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1},
			today:  -26.257, bin: 21, percentile: [2]int{154, 1330}},
		{name: "twelve bins", in: study.DistributionInput{Data: d, Measure: current, Bins: 12}, first: "2019-01-02", low: -97.158, high: 70.717, iqr: 18.0755, rule: "chosen",
			counts: op.Column{1, 1, 3, 26, 109, 231, 495, 416, 46, 1, 0, 2}, today: -26.257, bin: 5, percentile: [2]int{154, 1330}},
		{name: "since 2022", in: study.DistributionInput{Data: d, Measure: current, Rank: study.Rank{Since: calendar.MustOf(2022, 1, 1)}}, first: "2022-01-04", low: -47.833, high: 37.473, iqr: 13.131, rule: "freedman_diaconis",
			counts: op.Column{1, 3, 4, 1, 3, 6, 11, 13, 13, 19, 20, 24, 27, 41, 51, 85, 92, 84, 47, 24, 14, 10, 2, 4, 1, 0, 0, 1}, today: -26.257, bin: 7, percentile: [2]int{30, 600}},
		{name: "three years, weak", in: study.DistributionInput{Data: d, Measure: current, Rank: study.Rank{Years: 3, Method: "weak"}}, first: "2021-06-29", low: -74.064, high: 37.473, iqr: 14.763, rule: "freedman_diaconis",
			counts: op.Column{1, 0, 0, 0, 0, 2, 0, 1, 3, 6, 4, 6, 6, 15, 14, 21, 21, 33, 29, 35, 61, 66, 108, 103, 91, 42, 25, 17, 9, 6, 2, 0, 0, 1}, today: -26.257, bin: 14, percentile: [2]int{53, 728}},
		{name: "near less next", in: study.DistributionInput{Data: d, Spread: &study.Spread{}}, first: "2019-01-02", low: -0.009367549643159433, high: 0.017888552903159143, iqr: 0.004927678160750231, rule: "freedman_diaconis",
			counts: op.Column{2, 0, 0, 3, 2, 3, 12, 59, 115, 141, 124, 148, 139, 100, 95, 78, 49, 82, 50, 43, 38, 8, 7, 13, 5, 3, 3, 3, 3, 2, 1}, today: 0.0032354447595473127, bin: 14, percentile: [2]int{884, 1330}},
		{name: "near less next by weeks", in: study.DistributionInput{Data: d, Spread: &study.Spread{Weekly: true}}, first: "2019-01-02", low: -0.009367549643159433, high: 0.017888552903159143, iqr: 0.005152869687946326, rule: "freedman_diaconis",
			counts: op.Column{2, 0, 5, 6, 25, 44, 43, 48, 33, 24, 20, 15, 4, 4, 1, 3, 2, 1}, today: 0.0032354447595473127, bin: 8, percentile: [2]int{183, 279}},
	} {
		t.Run(c.name, func(t *testing.T) {
			got := compute(t, c.in)
			if !slices.Equal(got.Counts, c.counts) {
				t.Errorf("counts %v, want %v", got.Counts, c.counts)
			}
			if n := len(got.Edges); n != len(c.counts)+1 || !near(got.Edges[0], c.low, 1e-9) || !near(got.Edges[n-1], c.high, 1e-9) {
				t.Errorf("edges %v, want %v to %v", got.Edges, c.low, c.high)
			}
			if iqr := float64(got.Summary.P75.Or(0) - got.Summary.P25.Or(0)); !near(iqr, c.iqr, 1e-9) {
				t.Errorf("middle half %v, want %v", iqr, c.iqr)
			}
			if today, _ := got.Today.Get(); !near(float64(today), c.today, 1e-9) || got.Bin != c.bin || got.Date.String() != "2024-06-28" {
				t.Errorf("today %v in bin %d on %s, want %v in %d", today, got.Bin, got.Date, c.today, c.bin)
			}
			want := float64(c.percentile[0]) / float64(c.percentile[1])
			if p, ok := got.Percentile.Get(); !ok || !near(float64(p), want, 1e-12) {
				t.Errorf("percentile %v, want %v", p, want)
			}
			if got.First.String() != c.first || got.Last.String() != "2024-06-28" || got.Rule != c.rule {
				t.Errorf("from %s to %s by %s, want from %s by %s", got.First, got.Last, got.Rule, c.first, c.rule)
			}
		})
	}
}

// TestMade: figures by hand. Basis -2 -1 0 1 ... 7 over an index of 4000 in
// October 2024; the quartiles of ten numbers in a row lie 4.5 apart.
func TestMade(t *testing.T) {
	nan := math.NaN()
	points := study.Measure{Value: study.Basis}
	ten := []float64{-2, -1, 0, 1, 2, 3, 4, 5, 6, 7}
	for _, c := range []struct {
		name   string
		basis  []float64
		bins   int
		rank   study.Rank
		edges  op.Column
		counts op.Column
		rule   string
		today  string
		bin    int
		rated  string
	}{
		{"by rule", ten, 0, study.Rank{}, op.Column{-2, 1, 4, 7}, op.Column{3, 3, 4}, "freedman_diaconis", "7", 2, "1"},
		{"chosen", ten, 9, study.Rank{}, op.Column{-2, -1, 0, 1, 2, 3, 4, 5, 6, 7}, op.Column{1, 1, 1, 1, 1, 1, 1, 1, 2}, "chosen", "7", 8, "1"},
		{"holes", []float64{-2, nan, 2, nan, 1, nan}, 2, study.Rank{}, op.Column{-2, 0, 2}, op.Column{1, 2}, "chosen", "1", 1, "0.5"},
		{"all equal", []float64{8, 8, 8}, 0, study.Rank{}, op.Column{4, 12}, op.Column{3}, "single", "8", 0, "0"},
		{"all zero", []float64{0, 0}, 30, study.Rank{}, op.Column{-0.5, 0.5}, op.Column{2}, "single", "0", 0, "0"},
		{"one day", []float64{8}, 0, study.Rank{}, op.Column{4, 12}, op.Column{1}, "single", "8", 0, "undefined: too_short"},
		{"middle half equal", []float64{0, 0, 0, 0, 0, 0, 0, 0, 9}, 0, study.Rank{}, op.Column{0, 3, 6, 9}, op.Column{8, 0, 1}, "square_root", "9", 2, "1"},
		{"window", ten, 1, study.Rank{Since: calendar.MustOf(2024, 10, 17), Method: "mid"}, op.Column{5, 7}, op.Column{3}, "chosen", "7", 0, "0.8333333333333334"},
		{"empty window", ten, 0, study.Rank{Since: calendar.MustOf(2025, 1, 1)}, nil, nil, "", "undefined: no_data", -1, "undefined: no_data"},
	} {
		got := compute(t, study.DistributionInput{Data: made(c.basis), Measure: points, Bins: c.bins, Rank: c.rank})
		if !slices.Equal(got.Edges, c.edges) || !slices.Equal(got.Counts, c.counts) || got.Rule != c.rule {
			t.Errorf("%s: %v %v %s, want %v %v %s", c.name, got.Edges, got.Counts, got.Rule, c.edges, c.counts, c.rule)
		}
		if got.Today.String() != c.today || got.Bin != c.bin || got.Percentile.String() != c.rated {
			t.Errorf("%s: today %s in %d at %s, want %s in %d at %s", c.name, got.Today, got.Bin, got.Percentile, c.today, c.bin, c.rated)
		}
	}
}

func TestNotes(t *testing.T) {
	codes := func(in study.DistributionInput) (out []string) {
		for _, n := range compute(t, in).Notes {
			out = append(out, n.Code)
		}
		return out
	}
	points := study.Measure{Value: study.Basis}
	if got := codes(study.DistributionInput{Data: made([]float64{1, 2}), Measure: points, Rank: study.Rank{Since: calendar.MustOf(2025, 1, 1)}}); !slices.Contains(got, "window_empty") {
		t.Errorf("an empty window: %v", got)
	}
	tail := []float64{0, 1, 2, 3, 4, 5, 6, 7, 3000}
	if got := codes(study.DistributionInput{Data: made(tail), Measure: points}); !slices.Contains(got, "bins_limited") {
		t.Errorf("a long tail: %v", got)
	}
	if got := codes(study.DistributionInput{Data: made(tail), Measure: points, Bins: 200}); slices.Contains(got, "bins_limited") {
		t.Errorf("a chosen number of bins: %v", got)
	}
}

// TestShelf: answers of one kept book do not write into each other's notes.
func TestShelf(t *testing.T) {
	ctx := study.WithShelf(context.Background(), &study.Shelf{})
	in := study.DistributionInput{Data: made([]float64{0, 1, 2, 3, 4, 5, 6, 7, 3000}), Measure: study.Measure{Value: study.Basis}}
	ask := func(since calendar.Date) study.Distribution {
		in.Rank.Since = since
		out, err := distribution.Compute(ctx, in)
		if err != nil {
			t.Fatal(err)
		}
		return out
	}
	first := ask(calendar.Date{})
	last := func(d study.Distribution) string { return d.Notes[len(d.Notes)-1].Code }
	if ask(calendar.MustOf(2025, 1, 1)); last(first) != "bins_limited" {
		t.Errorf("the first answer ends with %s after the second", last(first))
	}
}

// TestShape: all values are counted once, as gonum's histogram between the same
// edges counts them; a basis that is moved and stretched moves and stretches the
// edges and changes no count; the greatest of all ranks 1.
func TestShape(t *testing.T) {
	points := study.Measure{Value: study.Basis}
	rapid.Check(t, func(t *rapid.T) {
		// Quarters are exact, whatever is added to them.
		quarters := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) float64 { return float64(rapid.IntRange(-200, 200).Draw(t, "quarters")) / 4 }), 1, 30)
		basis := quarters.Draw(t, "basis")
		bins := rapid.SampledFrom([]int{0, 0, 1, 4, 64}).Draw(t, "bins")
		in := study.DistributionInput{Data: made(basis), Measure: points, Bins: bins}
		got := compute(t, in)
		sum := 0.0
		for _, n := range got.Counts {
			sum += n
		}
		if int(sum) != len(basis) || len(got.Edges) != len(got.Counts)+1 {
			t.Fatalf("%v of %d counted", sum, len(basis))
		}
		sorted := slices.Clone(basis)
		slices.Sort(sorted)
		if sorted[0] < sorted[len(sorted)-1] {
			dividers := slices.Clone(got.Edges)
			dividers[len(dividers)-1] = math.Nextafter(dividers[len(dividers)-1], math.Inf(1)) // gonum's last bin is open
			if want := stat.Histogram(nil, dividers, sorted, nil); !slices.Equal(want, got.Counts) {
				t.Fatalf("counts %v, gonum's %v", got.Counts, want)
			}
			other := make([]float64, len(basis))
			for i, x := range basis {
				other[i] = 2*x + 16
			}
			in.Data = made(other)
			moved := compute(t, in)
			if !slices.Equal(moved.Counts, got.Counts) {
				t.Fatalf("2x+16 counts %v, x %v", moved.Counts, got.Counts)
			}
			for i, e := range got.Edges {
				if math.Abs(moved.Edges[i]-(2*e+16)) > 1e-12 {
					t.Fatalf("edge %d: %v became %v", i, e, moved.Edges[i])
				}
			}
		}
		if basis[len(basis)-1] == sorted[len(sorted)-1] && len(basis) > 1 && sorted[len(sorted)-2] < sorted[len(sorted)-1] {
			if p, ok := got.Percentile.Get(); !ok || p != 1 {
				t.Fatalf("the greatest of all ranks %v", p)
			}
		}
	})
}

// TestCut: a study of some days is that of files which end there, and the order
// of the series does not matter.
func TestCut(t *testing.T) {
	d := daily(t)
	cut := func(from, to calendar.Date) study.Data {
		out := study.Data{Product: d.Product, From: d.From}
		for _, s := range d.Futures {
			lo, hi := 0, len(s.Bars.Time)
			for lo < hi && s.Bars.Time[lo] < int64(from.UnixDay())*market.DayMillis {
				lo++
			}
			for hi > lo && s.Bars.Time[hi-1] > int64(to.UnixDay())*market.DayMillis {
				hi--
			}
			if lo == hi {
				continue
			}
			b := *s.Bars
			b.Time, b.Row, b.Segment = b.Time[lo:hi], nil, []int32{0}
			b.Extra = slices.Clone(b.Extra)
			b.Columns(func(_ string, c *market.Column) { *c = c.Slice(lo, hi) })
			out.Futures = append(out.Futures, market.Source{Symbol: b.Symbol, Bars: &b})
		}
		slices.Reverse(out.Futures)
		return out
	}
	from, to := calendar.MustOf(2020, 2, 3), calendar.MustOf(2022, 12, 30)
	for _, in := range []study.DistributionInput{{}, {Measure: study.Measure{Of: study.Weighted}}, {Spread: &study.Spread{Pair: study.PairFar, Definition: "annualised"}}, {Spread: &study.Spread{Weekly: true}, Rank: study.Rank{Years: 1}}} {
		in.Data = d
		in.From, in.To = from, to
		want := compute(t, in)
		in.Data = cut(from, to)
		in.From = calendar.Date{}
		got := compute(t, in)
		got.Notes, want.Notes = nil, nil // they name the series in their order
		if !reflect.DeepEqual(got, want) {
			t.Errorf("%+v: of the cut file %+v, want %+v", in.Measure, got, want)
		}
	}
}

func TestRefused(t *testing.T) {
	d := made([]float64{1, 2})
	d.Product = "IC"
	if _, err := distribution.Compute(context.Background(), study.DistributionInput{Data: d}); err == nil {
		t.Error("contracts of IF as IC")
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := distribution.Compute(ctx, study.DistributionInput{Data: made([]float64{1, 2})}); err == nil {
		t.Error("went on after a stop")
	}
}
