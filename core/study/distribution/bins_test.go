package distribution

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// TestChoose: by hand. The integers 0 to 9 have quartiles 2.25 and 6.75 (type 7),
// IQR 4.5: 9 cbrt(10)/9 = 2.154 bins, rounded up to 3 (numpy.histogram_bin_edges
// of arange(10) by "fd" has 3 too). 1 to 8: quartiles 2.75 and 6.25, 7 x 2/7 = 2
// to the digit, which is not rounded up.
func TestChoose(t *testing.T) {
	for _, c := range []struct {
		name           string
		n              int
		low, high, iqr float64
		want, bins     int
		rule           string
	}{
		{"0 to 9", 10, 0, 9, 4.5, 0, 3, freedmanDiaconis},
		{"1 to 8", 8, 1, 8, 3.5, 0, 2, freedmanDiaconis},
		{"thousand", 1000, -3, 3, 1.35, 0, 23, freedmanDiaconis}, // 6 x 10/2.7 = 22.2
		{"chosen", 10, 0, 9, 4.5, 7, 7, chosen},
		{"all equal", 10, 5, 5, 0, 0, 1, single},
		{"all equal, chosen", 10, 5, 5, 0, 7, 1, single},
		{"one", 1, 5, 5, 0, 0, 1, single},
		{"middle half equal", 10, 0, 9, 0, 0, 4, squareRoot}, // sqrt 10 = 3.16
		{"nine, middle half equal", 9, 0, 9, 0, 0, 3, squareRoot},
		{"two", 2, 0, 1, 0.5, 0, 2, freedmanDiaconis}, // cbrt 2 = 1.26
		{"long tail", 1000, 0, 1e9, 1, 0, 200, freedmanDiaconis},
		{"narrowest middle", 1000, 0, 1e9, 5e-324, 0, 200, freedmanDiaconis},
	} {
		if bins, rule := choose(c.n, c.low, c.high, c.iqr, c.want); bins != c.bins || rule != c.rule {
			t.Errorf("%s: got %d %s, want %d %s", c.name, bins, rule, c.bins, c.rule)
		}
	}
}

// TestCount: written out by hand.
func TestCount(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		name   string
		values []float64
		bins   int
		edges  []float64
		counts []float64
	}{
		{"edges belong above, the largest below", []float64{0, 1, 2, 3, 4}, 4, []float64{0, 1, 2, 3, 4}, []float64{1, 1, 1, 2}},
		{"0 to 9 in 3", []float64{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, 3, []float64{0, 3, 6, 9}, []float64{3, 3, 4}},
		{"empty bins", []float64{-1, nan, -0.9, 1}, 4, []float64{-1, -0.5, 0, 0.5, 1}, []float64{2, 0, 0, 1}},
		{"one number", []float64{-4, -4}, 1, []float64{-6, -2}, []float64{2}},
		{"zero", []float64{0}, 1, []float64{-0.5, 0.5}, []float64{1}},
	} {
		low, high := math.Inf(1), math.Inf(-1)
		for _, x := range c.values {
			if x == x {
				low, high = min(low, x), max(high, x)
			}
		}
		at := edges(low, high, c.bins)
		if !slices.Equal(at, c.edges) {
			t.Errorf("%s: edges %v, want %v", c.name, at, c.edges)
		}
		if got := count(at, c.values); !slices.Equal(got, c.counts) {
			t.Errorf("%s: counts %v, want %v", c.name, got, c.counts)
		}
	}
	if got := place([]float64{0, 1, 2}, 2.5); got != -1 {
		t.Errorf("above all bins: %d", got)
	}
}

// TestBins: however close and however many the numbers are, the edges rise from
// the least to the largest, each number lies in the bin a search of the edges
// finds, and all are counted.
func TestBins(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.Float64Range(-5000, 5000).Draw(t, "base")
		scale := rapid.SampledFrom([]float64{1e-12, 1e-6, 1, 100}).Draw(t, "scale")
		values := rapid.SliceOfN(rapid.Map(rapid.Float64Range(-1, 1), func(x float64) float64 { return base + scale*x }), 1, 60).Draw(t, "values")
		bins := rapid.IntRange(1, 200).Draw(t, "bins")
		low, high := slices.Min(values), slices.Max(values)
		if low == high {
			bins = 1
		}
		at := edges(low, high, bins)
		if low < high && (at[0] != low || at[len(at)-1] != high) {
			t.Fatalf("edges from %v to %v, numbers from %v to %v", at[0], at[len(at)-1], low, high)
		}
		for i := 1; i < len(at); i++ {
			if !(at[i] > at[i-1]) {
				t.Fatalf("edge %d: %v after %v", i, at[i], at[i-1])
			}
		}
		want := make([]float64, len(at)-1)
		for _, x := range values {
			i, found := slices.BinarySearch(at, x)
			if !found {
				i--
			}
			want[min(i, len(want)-1)]++
		}
		if got := count(at, values); !slices.Equal(got, want) {
			t.Fatalf("counts %v, want %v", got, want)
		}
	})
}
