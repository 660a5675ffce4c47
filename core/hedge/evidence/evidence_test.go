package evidence

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Golden case 22: the example of Bailey and Lopez de Prado (2014). A Sharpe
// ratio of 2.5 a year of 250 days, found as the best of 100 trials whose ratios
// have variance 0.5 a year, over 1,250 days with skewness -3 and kurtosis 10:
// threshold 0.11317 a day, deflated Sharpe ratio 0.90040. The same example in the
// paper: 0.9505 had it been the best of 46 trials, or with normal returns of 88.
func TestGolden22(t *testing.T) {
	limit := threshold(0.5/250, 100)
	if math.Abs(limit-0.11317) > 5e-6 {
		t.Errorf("threshold %.6f, want 0.11317", limit)
	}
	if p := probability(2.5/math.Sqrt(250), limit, -3, 10, 1250).Or(0); math.Abs(float64(p)-0.90040) > 5e-6 {
		t.Errorf("deflated Sharpe ratio %.6f, want 0.90040", float64(p))
	}
	if p := probability(2.5/math.Sqrt(250), threshold(0.5/250, 46), -3, 10, 1250).Or(0); math.Abs(float64(p)-0.9505) > 5e-5 {
		t.Errorf("best of 46: %.6f, want 0.9505", float64(p))
	}
	if p := probability(2.5/math.Sqrt(250), threshold(0.5/250, 88), 0, 3, 1250).Or(0); math.Abs(float64(p)-0.9505) > 5e-5 {
		t.Errorf("best of 88 with normal returns: %.6f, want 0.9505", float64(p))
	}
	// Kurtosis 1 + skew^2 is that of two values, and 1 - skew SR/2 = 0 leaves no spread.
	if p := probability(1, 0, 2, 5, 100); p.Why() != unit.OutOfRange {
		t.Errorf("without spread: %v", p)
	}
	if threshold(0.5, 1) != 0 {
		t.Error("the best of one trial is that trial: no threshold")
	}
}

// TestThresholdOfNoise: the formula is an approximation for many trials; the
// expected maxima of 10, 100 and 1,000 normal variables are 1.53875, 2.50759
// and 3.24144 (Harter 1961).
func TestThresholdOfNoise(t *testing.T) {
	for n, want := range map[int]float64{10: 1.53875, 100: 2.50759, 1000: 3.24144} {
		if got := threshold(1, n); math.Abs(got/want-1) > 0.025 {
			t.Errorf("the best of %d: got %.5f, want about %.5f", n, got, want)
		}
	}
}

// brute recomputes the evidence from the days by the definitions: Sharpe ratios
// with mean and standard deviation, ranks by counting, combinations by
// recursion. It needs numbers of cells at which no place but the middle lies on
// the edge of two bins.
type brute struct {
	overfit, loss float64
	splits        int
	bins          [10]float64
}

func (d daily) brute(blocks int) brute {
	months := len(d[0])
	block := make([]int, months)
	for b := range blocks {
		for m := b * months / blocks; m < (b+1)*months/blocks; m++ {
			block[m] = b
		}
	}
	var r brute
	var each func(from, left int, in []bool)
	each = func(from, left int, in []bool) {
		if left == 0 {
			var here, there, chosen []float64
			for c := range d {
				here = append(here, ratio(d.days(c, func(m int) bool { return in[block[m]] })))
				there = append(there, ratio(d.days(c, func(m int) bool { return !in[block[m]] })))
			}
			for c, s := range here {
				if s == slices.Max(here) {
					chosen = append(chosen, there[c])
				}
			}
			weight := 1 / float64(len(chosen))
			for _, mine := range chosen {
				rank := 0.5 // 1 for the worst, and the middle of its equals
				for _, s := range there {
					if s < mine {
						rank++
					} else if s == mine {
						rank += 0.5
					}
				}
				// The logit of rank/(cells+1) is below 0 where the rank is below the middle.
				logit := math.Log(rank / (float64(len(d)) + 1 - rank))
				if math.Abs(logit) < 1e-12 {
					r.overfit += weight / 2
					r.bins[4] += weight / 2
					r.bins[5] += weight / 2
				} else {
					r.bins[int(10*(rank-0.5)/float64(len(d)))] += weight
					if logit < 0 {
						r.overfit += weight
					}
				}
				if mine < 0 {
					r.loss += weight
				}
			}
			r.splits++
			return
		}
		for b := from; b <= blocks-left; b++ {
			in[b] = true
			each(b+1, left-1, in)
			in[b] = false
		}
	}
	each(0, blocks/2, make([]bool, blocks))
	r.overfit /= float64(r.splits)
	r.loss /= float64(r.splits)
	return r
}

// TestBruteForce holds every figure against the definitions, on grids of noise
// with a little skill in some cells.
func TestBruteForce(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 9))
	for _, c := range []struct {
		shape          []int
		months, blocks int
	}{
		{[]int{3, 2, 2, 1}, 14, 4}, {[]int{1, 7, 1, 1}, 23, 6}, {[]int{2, 3, 2, 3}, 30, 8}, {[]int{1, 1, 1, 2}, 12, 0}, {[]int{2, 1, 3, 1}, 13, 10},
	} {
		cells := c.shape[0] * c.shape[1] * c.shape[2] * c.shape[3]
		d := noise(rnd, cells, c.months)
		for i := range d[cells-1] {
			for j := range d[cells-1][i] {
				d[cells-1][i][j] += 0.0005
			}
		}
		in := d.input(c.shape...)
		in.Blocks, in.Chosen, in.Learn, in.Apply = c.blocks, cells/2, 7, 2
		e := must(t, in)
		blocks := c.blocks
		if blocks == 0 {
			blocks = 12
		}
		want := d.brute(blocks)
		if o := e.Overfit; o.Blocks != blocks || o.Splits != want.splits || math.Abs(float64(o.Probability.Or(9))-want.overfit) > 1e-12 || math.Abs(float64(o.Loss.Or(9))-want.loss) > 1e-12 {
			t.Errorf("%v: overfit %+v, want %+v", c, o, want)
		} else if !slices.Equal([]float64(o.Histogram), want.bins[:]) {
			t.Errorf("%v: histogram %v, want %v", c, o.Histogram, want.bins)
		}
		always := func(int) bool { return true }
		best, ratios := 0, []float64{}
		for i := range d {
			ratios = append(ratios, ratio(d.days(i, always)))
			if ratios[i] > ratios[best] {
				best = i
			}
		}
		near := func(what string, got unit.Maybe[unit.Rate], want float64) {
			if v, ok := got.Get(); !ok || math.Abs(float64(v)-want) > 1e-10*(1+math.Abs(want)) {
				t.Errorf("%v: %s is %v, want %g", c, what, got, want)
			}
		}
		if e.Best != best {
			t.Errorf("%v: best is %d, want %d", c, e.Best, best)
		}
		near("the best's ratio", e.BestCell.Sharpe, ratios[best]*math.Sqrt(252))
		near("the chosen's ratio", e.Chosen.Sharpe, ratios[in.Chosen]*math.Sqrt(252))
		near("the daily ratio", e.Deflated.Sharpe, ratios[best])
		x := d.days(best, always)
		mean, s := meanAndDeviation(x)
		s *= math.Sqrt(float64(len(x)-1) / float64(len(x)))
		skew, kurtosis := 0.0, 0.0
		for _, v := range x {
			z := (v - mean) / s
			skew += z * z * z / float64(len(x))
			kurtosis += z * z * z * z / float64(len(x))
		}
		near("skewness", e.Deflated.Skew, skew)
		near("kurtosis", e.Deflated.Kurtosis, kurtosis)
		_, spread := meanAndDeviation(ratios)
		near("threshold", e.Deflated.Threshold, spread*threshold(1, cells))
		// The distribution function by another way: erfc.
		z := (ratios[best] - spread*threshold(1, cells)) * math.Sqrt(float64(len(x)-1)) / math.Sqrt(1-skew*ratios[best]+(kurtosis-1)/4*ratios[best]*ratios[best])
		near("probability", e.Deflated.Probability, math.Erfc(-z/math.Sqrt2)/2)
		if e.Deflated.Days != len(x) || e.Deflated.Trials != cells || e.Cells != cells {
			t.Errorf("%v: %d days, %d trials, want %d, %d", c, e.Deflated.Days, e.Deflated.Trials, len(x), cells)
		}
		d.checkWalk(t, in, e.Walk)
		checkAround(t, in, e)
	}
}

// TestTies: settings that differ in what was never reached in one half and are
// level there, few of them and many, and idle ones.
func TestTies(t *testing.T) {
	rnd := rand.New(rand.NewPCG(11, 3))
	for _, c := range []struct{ cells, twins, idle, months, blocks int }{
		{6, 3, 0, 9, 4}, {12, 9, 2, 13, 6}, {36, 30, 4, 24, 8}, {78, 70, 0, 8, 4}, {78, 30, 40, 16, 6},
	} {
		d := noise(rnd, c.cells, c.months)
		for m := range d[0][:c.months/2] { // so that they are best
			for i := range d[0][m] {
				d[0][m][i] += 0.01
			}
		}
		for i := range c.twins { // as cell 0 but for one month, or two months each of which has one of two forms
			apart := d[i]
			d[i] = slices.Clone(d[0])
			m := c.months/2 + rnd.IntN(c.months-c.months/2)
			d[i][m] = apart[m]
			if i < c.twins/2 {
				d[i][c.months-1] = d[i%2][c.months-1]
			}
			if i%5 == 4 {
				d[i] = d[i-1]
			}
		}
		for i := range c.idle { // trades in one month only
			for m := range d[c.twins+i] {
				if m != i%c.months {
					clear(d[c.twins+i][m])
				}
			}
		}
		in := d.input(c.cells, 1, 1, 1)
		in.Blocks = c.blocks
		want := d.brute(c.blocks)
		o := must(t, in).Overfit
		if math.Abs(float64(o.Probability.Or(9))-want.overfit) > 1e-12 || math.Abs(float64(o.Loss.Or(9))-want.loss) > 1e-12 {
			t.Errorf("%v: %+v, want %+v", c, o, want)
		}
		for i, n := range o.Histogram {
			if math.Abs(n-want.bins[i]) > 1e-9 {
				t.Errorf("%v: histogram %v, want %v", c, o.Histogram, want.bins)
				break
			}
		}
	}
}

// checkWalk recomputes the walk-forward from the days.
func (d daily) checkWalk(t *testing.T, in hedge.EvidenceInput, w hedge.Walk) {
	t.Helper()
	var traded []float64
	net, promised, k := 0.0, 0.0, 0
	for from := in.Learn; from < len(in.Months); from += in.Apply {
		to := min(from+in.Apply, len(in.Months))
		best := 0
		learn := func(c int) []float64 { return d.days(c, func(m int) bool { return m >= from-in.Learn && m < from }) }
		for c := range d {
			if ratio(learn(c)) > ratio(learn(best)) {
				best = c
			}
		}
		after := d.days(best, func(m int) bool { return m >= from && m < to })
		sum, learnt := 0.0, 0.0
		for _, v := range after {
			sum += v
		}
		for _, v := range learn(best) {
			learnt += v
		}
		if k >= len(w.Steps) {
			t.Fatalf("only %d steps", len(w.Steps))
		}
		s := w.Steps[k]
		if s.Cell != best || s.From != in.Months[from] || s.To != in.Months[to-1] || math.Abs(float64(s.Net)-sum) > 1e-12 || math.Abs(float64(s.Promised)-learnt/float64(in.Learn)) > 1e-12 {
			t.Errorf("step %d: %+v, want cell %d, %g", k, s, best, sum)
		}
		traded = append(traded, after...)
		net += sum
		promised += learnt / float64(len(learn(best))) * float64(len(after))
		k++
	}
	if k != len(w.Steps) || math.Abs(float64(w.Net.Or(9))-net) > 1e-12 || math.Abs(float64(w.Promised.Or(9))-promised) > 1e-12 ||
		math.Abs(float64(w.Sharpe.Or(9))-ratio(traded)*math.Sqrt(252)) > 1e-9 {
		t.Errorf("%d steps, net %v, promised %v, Sharpe %v; want %d, %g, %g, %g", len(w.Steps), w.Net, w.Promised, w.Sharpe, k, net, promised, ratio(traded)*math.Sqrt(252))
	}
}

// checkAround finds the neighbours by their four places.
func checkAround(t *testing.T, in hedge.EvidenceInput, e hedge.Evidence) {
	t.Helper()
	place := func(c int) (p [4]int) {
		for axis := 3; axis >= 0; axis-- {
			p[axis], c = c%in.Shape[axis], c/in.Shape[axis]
		}
		return p
	}
	var nets []float64
	positive, rank, gains := 0, 1, 0
	for c := range in.Net {
		apart := 0
		for axis, p := range place(c) {
			apart += max(p-place(in.Chosen)[axis], place(in.Chosen)[axis]-p)
		}
		if apart == 1 {
			nets = append(nets, in.Net[c])
			if in.Net[c] > 0 {
				positive++
			}
		}
		if in.Net[c] > in.Net[in.Chosen] {
			rank++
		}
		if in.Net[c] > 0 {
			gains++
		}
	}
	slices.Sort(nets)
	n := len(nets)
	median := (nets[(n-1)/2] + nets[n/2]) / 2
	if want := (hedge.Around{Cells: n, Positive: positive, Median: unit.Rate(median), Worst: unit.Rate(nets[0])}); e.Around != want {
		t.Errorf("around %d of %v: %+v, want %+v", in.Chosen, in.Shape, e.Around, want)
	}
	if e.Chosen.Rank != rank || e.Positive != gains || float64(e.Chosen.Net) != in.Net[in.Chosen] {
		t.Errorf("chosen %+v, %d positive, want rank %d, %d", e.Chosen, e.Positive, rank, gains)
	}
}

// TestTally: places by hand. Of five cells the ranks are in the middle of bins'
// edges at 0.1, 0.3, 0.5, 0.7 and 0.9; of four at 0.125, 0.375, 0.625 and 0.875;
// two that are level share the place between them.
func TestTally(t *testing.T) {
	for _, c := range []struct {
		cells        int
		above, level int32
		want         [10]float64
	}{
		{5, 4, 1, [10]float64{0.5, 0.5}}, {5, 2, 1, [10]float64{4: 0.5, 5: 0.5}}, {5, 0, 1, [10]float64{8: 0.5, 9: 0.5}},
		{4, 3, 1, [10]float64{1: 1}}, {4, 2, 1, [10]float64{3: 1}}, {4, 0, 1, [10]float64{8: 1}},
		{4, 1, 2, [10]float64{4: 0.5, 5: 0.5}}, {4, 0, 2, [10]float64{7: 1}}, {20000, 0, 1, [10]float64{9: 1}}, {20000, 19999, 1, [10]float64{0: 1}},
	} {
		var got tally
		got.add(c.cells, c.above, c.level, -1, 1)
		if got.bins != c.want || got.loses != 1 {
			t.Errorf("%d cells, %d above, %d level: %v, want %v", c.cells, c.above, c.level, got.bins, c.want)
		}
	}
}

// TestVerdicts: each threshold of hedge.Verdict by a record that just fails it.
func TestVerdicts(t *testing.T) {
	sure, unsure := unit.Some[unit.Rate](0.96), unit.Some[unit.Rate](0.94)
	good := hedge.Evidence{
		Chosen: hedge.Cell{Net: 0.1}, Around: hedge.Around{Cells: 8, Positive: 4}, Deflated: hedge.Deflated{Probability: sure},
		Overfit: hedge.Overfit{Blocks: 4, Probability: unit.Some[unit.Rate](0.49)}, Walk: hedge.Walk{Net: unit.Some[unit.Rate](0.01)},
	}
	for _, c := range []struct {
		want   string
		months int
		edit   func(*hedge.Evidence)
	}{
		{"supported", 12, func(*hedge.Evidence) {}},
		{"too_short", 11, func(*hedge.Evidence) {}},
		{"too_short", 12, func(e *hedge.Evidence) { e.Overfit.Blocks = 2 }},
		{"loses", 12, func(e *hedge.Evidence) { e.Chosen.Net = 0; e.Deflated.Probability = unsure }},
		{"no_better_than_luck", 12, func(e *hedge.Evidence) { e.Deflated.Probability = unsure; e.Around.Positive = 0 }},
		{"no_better_than_luck", 12, func(e *hedge.Evidence) { e.Deflated.Probability = unit.None[unit.Rate](unit.NoVariation) }},
		{"fragile", 12, func(e *hedge.Evidence) { e.Overfit.Probability = unit.Some[unit.Rate](0.5) }},
		{"fragile", 12, func(e *hedge.Evidence) { e.Around.Positive = 3 }},
		{"fragile", 12, func(e *hedge.Evidence) { e.Walk.Net = unit.Some[unit.Rate](0) }},
		{"fragile", 12, func(e *hedge.Evidence) { e.Walk.Net = unit.None[unit.Rate](unit.TooShort) }},
		{"supported", 12, func(e *hedge.Evidence) {
			e.Overfit.Probability = unit.None[unit.Rate](unit.OneTrial)
			e.Around = hedge.Around{}
		}},
	} {
		e := good
		c.edit(&e)
		if got := verdict(e, c.months); got.Code != c.want {
			t.Errorf("got %s, want %s: %+v", got.Code, c.want, e)
		}
	}
}

// TestShort: a record of a few months has what can be had.
func TestShort(t *testing.T) {
	d := noise(rand.New(rand.NewPCG(6, 6)), 6, 3)
	e := must(t, d.input(6, 1, 1, 1))
	if e.Overfit.Probability.Why() != unit.TooShort || e.Overfit.Blocks != 2 || e.Walk.Net.Why() != unit.TooShort || e.Verdict.Code != "too_short" || !e.Deflated.Probability.OK() {
		t.Errorf("%+v", e)
	}
	one := must(t, daily{d[0]}.input(1, 1, 1, 1))
	if one.Around.Cells != 0 || one.Deflated.Threshold.Or(9) != 0 {
		t.Errorf("%+v", one)
	}
	day := must(t, daily{{{0.01}}, {{0.02}}}.input(2, 1, 1, 1))
	if day.Chosen.Sharpe.Why() != unit.TooShort || day.Deflated.Skew.Why() != unit.TooShort || day.Chosen.Rank != 2 {
		t.Errorf("one day: %+v", day)
	}
	d = noise(rand.New(rand.NewPCG(6, 6)), 1, 24)
	if e := must(t, d.input(1, 1, 1, 1)); e.Overfit.Probability.Why() != unit.OneTrial || e.Overfit.Histogram != nil {
		t.Errorf("%+v", e)
	}
}

// TestCanceled: who gives up is heard within a few thousand splits, and the
// total of the progress stays.
func TestCanceled(t *testing.T) {
	in := noise(rand.New(rand.NewPCG(6, 6)), 400, 24).input(400, 1, 1, 1)
	calls, total, last := 0, 0, 0
	ctx := op.WithTick(context.Background(), func(done, of int) error {
		if calls++; total != 0 && of != total || done < last || done > of {
			t.Errorf("%d of %d after %d of %d", done, of, last, total)
		}
		last, total = done, of
		return nil
	})
	if _, err := Compute(ctx, in); err != nil || calls < 5 || last != total {
		t.Errorf("%v, %d calls, %d of %d", err, calls, last, total)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(ctx, in); fault.From(err) == nil || fault.From(err).Code != fault.Canceled {
		t.Errorf("got %v, want canceled", err)
	}
}
