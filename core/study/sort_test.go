package study

import (
	"math"
	"slices"
	"strconv"
	"testing"

	"fairbasis/core/op/optest"
	"pgregory.net/rapid"
)

func TestSortNumbers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfN(rapid.Float64Range(-1e300, 1e300), 1, 40).Draw(t, "values")
		some = append(some, 0, math.Copysign(0, -1), math.Inf(1), math.Inf(-1), math.SmallestNonzeroFloat64, -math.MaxFloat64)
		n := rapid.SampledFrom([]int{1, fewNumbers - 1, fewNumbers, fewNumbers + 1, 2000}).Draw(t, "n")
		narrow := rapid.Bool().Draw(t, "narrow")
		x := rapid.Uint64().Draw(t, "seed") | 1
		values := make([]float64, n)
		for i := range values {
			x ^= x << 13
			x ^= x >> 7
			x ^= x << 17
			values[i] = some[x%uint64(len(some))]
			if narrow { // digits in common
				values[i] = float64(x%1000)/1000 - 0.5
			}
		}
		want := slices.Clone(values)
		slices.Sort(want)
		sortNumbers(values)
		for i := range want {
			if values[i] != want[i] {
				t.Fatalf("place %d: %v, want %v", i, values[i], want[i])
			}
		}
	})
}

func BenchmarkSortNumbers(b *testing.B) {
	all := make([]float64, 2430)
	x := uint64(1)
	for i := range all {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		all[i] = float64(int64(x>>20))/1e14 - 0.1
	}
	own := make([]float64, len(all))
	for _, size := range []int{10, 70, 300, len(all)} { // of the groups that all are cut into
		sorted := func(sort func([]float64)) func() {
			return func() {
				copy(own, all)
				for at := 0; at < len(own); at += size {
					sort(own[at:min(at+size, len(own))])
				}
			}
		}
		b.Run(strconv.Itoa(size), func(b *testing.B) {
			for b.Loop() {
				median, _, _, best := optest.Pace(31, sorted(sortNumbers), sorted(slices.Sort[[]float64]))
				b.ReportMetric(median, "of-slices.Sort")
				b.ReportMetric(float64(best.Microseconds()), "µs")
			}
		})
	}
}
