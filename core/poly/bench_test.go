package poly

import (
	"encoding/json"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"testing"
	"time"

	"fairbasis/core/op/optest"
)

const (
	benchBars = 400_000 // about seven years of minutes
	chunk     = 8192    // as callers do, for progress
)

// minutes is a walk of bars in ticks of 0.1 points.
func minutes(n int) []int64 {
	rnd := rand.New(rand.NewPCG(3, 14))
	return build(n, 40000, func(_ int, before int64) int64 {
		return min(60000, max(20000, before+rnd.Int64N(41)-20))
	})
}

// thrice is the limit: one column of whole numbers read, three of floats
// written, each of 3.2 MB and so beyond the caches of a core.
func thrice(in []int64, a, b, c []float64) {
	a, b, c = a[:len(in)], b[:len(in)], c[:len(in)]
	for i, n := range in {
		x := float64(n)
		a[i], b[i], c[i] = x, x, x
	}
}

// work is what the benchmarks run, on columns that are there already.
type work struct {
	y             []int64
	v, f1, f2     []float64
	copies        [3][]float64 // the reference's own
	pairs, others []Pair
	all           [MaxOrder + 1][]Pair
}

func newWork(y []int64) *work {
	w := &work{y: y, pairs: make([]Pair, len(y)), others: make([]Pair, len(y))}
	for _, c := range []*[]float64{&w.v, &w.f1, &w.f2, &w.copies[0], &w.copies[1], &w.copies[2]} {
		*c = make([]float64, len(y))
	}
	for o := range w.all {
		w.all[o] = make([]Pair, len(y))
	}
	return w
}

func (w *work) copy() { thrice(w.y, w.copies[0], w.copies[1], w.copies[2]) }

func (w *work) signs(s *Scan) {
	s.Reset(w.y)
	for at := 0; at < len(w.y); at += chunk {
		s.Signs(w.pairs, min(at+chunk, len(w.y)))
	}
}

func (w *work) series(s *Scan) {
	s.Reset(w.y)
	for at := 0; at < len(w.y); at += chunk {
		s.Series(w.v, w.f1, w.f2, min(at+chunk, len(w.y)))
	}
}

func (w *work) allSigns(s *Scan, from int) {
	s.Reset(w.y)
	dst := w.all
	for o := range from {
		dst[o] = nil
	}
	for at := 0; at < len(w.y); at += chunk {
		s.AllSigns(dst, min(at+chunk, len(w.y)))
	}
}

// versus runs both in turn and reports processor time and the median of the
// ratios.
func versus(b *testing.B, ours, theirs func()) {
	b.Helper()
	ours()
	theirs()
	var mine, ratios []float64
	for range max(b.N, 9) {
		t0 := optest.CPU()
		ours()
		t1 := optest.CPU()
		theirs()
		a, c := float64(t1-t0), float64(optest.CPU()-t1)
		mine, ratios = append(mine, a), append(ratios, a/c)
	}
	slices.Sort(mine)
	slices.Sort(ratios)
	b.ReportMetric(mine[len(mine)/2]/benchBars/float64(time.Nanosecond), "ns/bar")
	b.ReportMetric(mine[0]/benchBars/float64(time.Nanosecond), "ns/bar-best")
	b.ReportMetric(ratios[len(ratios)/2], "x")
	b.ReportMetric(ratios[0], "x-least")
	b.ReportMetric(ratios[len(ratios)-1], "x-most")
	b.ReportMetric(0, "ns/op")
}

func planOf(b *testing.B, order, window int, spread uint64) *Plan {
	b.Helper()
	p, err := NewPlan(order, window, spread)
	if err != nil {
		b.Fatal(err)
	}
	return p
}

// BenchmarkSeries is value, slope and curvature at every bar of 400,000,
// against a copy of one column into three.
func BenchmarkSeries(b *testing.B) {
	w := newWork(minutes(benchBars))
	for order := 1; order <= MaxOrder; order++ {
		b.Run(strconv.Itoa(order), func(b *testing.B) {
			s := planOf(b, order, 450, spreadOf(w.y)).Scan(w.y)
			versus(b, func() { w.series(s) }, w.copy)
		})
	}
}

// BenchmarkSigns is the signs at every bar, against the series.
func BenchmarkSigns(b *testing.B) {
	w := newWork(minutes(benchBars))
	for order := 1; order <= MaxOrder; order++ {
		b.Run(strconv.Itoa(order), func(b *testing.B) {
			s := planOf(b, order, 450, spreadOf(w.y)).Scan(w.y)
			versus(b, func() { w.signs(s) }, func() { w.series(s) })
		})
	}
}

// BenchmarkAllSigns is the signs of the orders 3 to 6 in one pass, against one
// pass for each.
func BenchmarkAllSigns(b *testing.B) {
	w := newWork(minutes(benchBars))
	var one [MaxOrder + 1]*Scan
	for order := 3; order <= MaxOrder; order++ {
		one[order] = planOf(b, order, 240, spreadOf(w.y)).Scan(w.y)
	}
	versus(b, func() { w.allSigns(one[MaxOrder], 3) }, func() {
		for order := 3; order <= MaxOrder; order++ {
			w.signs(one[order])
		}
	})
}

// BenchmarkReset is what a scan looks at before it begins, against a copy.
func BenchmarkReset(b *testing.B) {
	w := newWork(minutes(benchBars))
	s := planOf(b, 4, 450, spreadOf(w.y)).Scan(w.y)
	versus(b, func() { s.Reset(w.y) }, w.copy)
}

// BenchmarkWide is the signs and the series in int128 against int64.
func BenchmarkWide(b *testing.B) {
	w := newWork(minutes(benchBars))
	for _, order := range []int{4, 6} {
		narrow := planOf(b, order, 240, spreadOf(w.y))
		wide := *narrow
		wide.wide = true
		fast, slow := narrow.Scan(w.y), wide.Scan(w.y)
		b.Run("signs/"+strconv.Itoa(order), func(b *testing.B) {
			versus(b, func() { w.signs(slow) }, func() { w.signs(fast) })
		})
		b.Run("series/"+strconv.Itoa(order), func(b *testing.B) {
			versus(b, func() { w.series(slow) }, func() { w.series(fast) })
		})
	}
}

// BenchmarkPlan is a plan and its scan of no bars.
func BenchmarkPlan(b *testing.B) {
	for b.Loop() {
		planOf(b, 6, 2000, 10)
	}
}

// BenchmarkPeers writes the slopes of the series in the file that
// FAIRBASIS_SERIES names beside it: what make peers compares with others.
func BenchmarkPeers(b *testing.B) {
	name := os.Getenv("FAIRBASIS_SERIES")
	if name == "" {
		b.Skip("FAIRBASIS_SERIES names no file; make peers does")
	}
	text, err := os.ReadFile(name)
	if err != nil {
		b.Fatal(err)
	}
	series, slopes := map[string][]int64{}, map[string][]float64{}
	if err := json.Unmarshal(text, &series); err != nil {
		b.Fatal(err)
	}
	for key, y := range series {
		w := newWork(y)
		w.series(planOf(b, 4, 450, spreadOf(y)).Scan(y))
		slopes[key] = w.f1[449:]
	}
	if text, err = json.Marshal(slopes); err == nil {
		err = os.WriteFile(name+".slopes", text, 0o600)
	}
	if err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(0, "ns/op")
}
