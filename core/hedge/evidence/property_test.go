package evidence

import (
	"math"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"fairbasis/core/unit"
)

// TestPermuted: the order of the cells changes indices and nothing else.
func TestPermuted(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	d := noise(rnd, 24, 26)
	d[3], d[17] = d[5], d[5] // cells with one record, tied wherever they go
	a := must(t, d.input(24, 1, 1, 1))
	order := rnd.Perm(24)
	p := make(daily, 24)
	for i, c := range order {
		p[i] = d[c]
	}
	in := p.input(24, 1, 1, 1)
	in.Chosen = slices.Index(order, 0)
	b := must(t, in)
	if !reflect.DeepEqual(a.Overfit, b.Overfit) || a.Walk.Net != b.Walk.Net || a.Chosen != b.Chosen || a.BestCell != b.BestCell || a.Positive != b.Positive {
		t.Errorf("got\n%+v\nafter\n%+v", b, a)
	}
	if x, y := a.Deflated.Probability.Or(0), b.Deflated.Probability.Or(1); math.Abs(float64(x-y)) > 1e-12 {
		t.Errorf("probability %v after %v", y, x)
	}
}

// TestAllEqual: where all cells are one, the best is in the middle of all, and
// none is lucky.
func TestAllEqual(t *testing.T) {
	one := noise(rand.New(rand.NewPCG(3, 4)), 1, 24)[0]
	for i := range one {
		for j := range one[i] {
			one[i][j] += 0.004
		}
	}
	for _, cells := range []int{2, 9} {
		d := make(daily, cells)
		for c := range d {
			d[c] = one
		}
		e := must(t, d.input(1, cells, 1, 1))
		if p, _ := e.Overfit.Probability.Get(); p != 0.5 || e.Overfit.Histogram[4] != 462 || e.Overfit.Histogram[5] != 462 {
			t.Errorf("%d equal cells: overfit %+v", cells, e.Overfit)
		}
		if e.Chosen.Rank != 1 || e.Best != 0 || e.Deflated.Threshold.Or(9) != 0 {
			t.Errorf("%d equal cells: %+v", cells, e)
		}
	}
}

// TestIdle: settings that do not trade rank between those that gain and those
// that lose; where nothing trades at all, nothing is known.
func TestIdle(t *testing.T) {
	d := noise(rand.New(rand.NewPCG(3, 5)), 5, 24)
	for _, c := range []int{1, 2} {
		for m := range d[c] {
			clear(d[c][m])
		}
	}
	for c, lift := range map[int]float64{0: -0.02, 3: -0.03, 4: 0.02} {
		for m := range d[c] {
			for i := range d[c][m] {
				d[c][m][i] += lift
			}
		}
	}
	in := d.input(5, 1, 1, 1)
	in.Chosen = 1
	e := must(t, in)
	if e.Best != 4 || e.Chosen.Rank != 2 || e.Chosen.Sharpe.Why() != unit.NoVariation || e.Overfit.Probability.Or(1) != 0 || e.Verdict.Code != "loses" {
		t.Errorf("%+v", e)
	}
	// Without the good one the idle ones are best everywhere, and equal.
	e = must(t, d[:4].input(4, 1, 1, 1))
	if e.Best != 1 || e.Deflated.Probability.Why() != unit.NoVariation || e.Overfit.Loss.Or(1) != 0 || e.Overfit.Probability.Or(1) != 0 {
		t.Errorf("%+v", e)
	}
	if e := must(t, d[1:3].input(2, 1, 1, 1)); e.Overfit.Probability.Or(0) != 0.5 || e.Walk.Net.Or(1) != 0 || e.Walk.Sharpe.Why() != unit.NoVariation {
		t.Errorf("%+v", e)
	}
}

// TestApart: two idle settings in the first year, of which one gains and one
// loses in the second. Where both are best on the first year, half of the
// splits' weight goes to each.
func TestApart(t *testing.T) {
	rnd := rand.New(rand.NewPCG(8, 8))
	d := noise(rnd, 4, 8)
	for m := range 8 {
		for i := range d[0][m] {
			d[0][m][i], d[1][m][i] = 0, 0 // idle for the first four months
			if m >= 4 {
				d[0][m][i], d[1][m][i] = 0.01+0.001*float64(i%3), -0.01-0.001*float64(i%3)
			}
			d[2][m][i] = -0.02 - 0.001*float64(i%3)
			d[3][m][i] = -0.03 - 0.001*float64(i%3)
		}
	}
	in := d.input(4, 1, 1, 1)
	in.Blocks = 4
	e := must(t, in)
	// Six splits of blocks {0,1} idle and {2,3} not. Learning on 01: cells 0 and
	// 1 tie, in 23 one is the best (4 of 4) and one the second (3 of 4, both
	// above the middle), and one of them loses. In the other five cell 0 is best
	// and gains again, except that after 23 it is idle on 01, level with cell 1.
	if o := e.Overfit; o.Splits != 6 || o.Probability.Or(1) != 0 || math.Abs(float64(o.Loss.Or(9))-0.5/6) > 1e-15 {
		t.Errorf("%+v", o)
	}
	if h := e.Overfit.Histogram; h[8] != 4.5 || h[6] != 0.5 || h[7] != 1 {
		t.Errorf("histogram %v", h)
	}
}

// TestNoise: without skill the best of one half is as often below the middle of
// the other as above, on average; a planted winner never is.
func TestNoise(t *testing.T) {
	rnd := rand.New(rand.NewPCG(21, 12))
	seeds := 60
	if testing.Short() {
		seeds = 20
	}
	mean, beaten := 0.0, 0
	for range seeds {
		d := noise(rnd, 20, 36)
		e := must(t, d.input(5, 2, 2, 1))
		mean += float64(e.Overfit.Probability.Or(9)) / float64(seeds)
		if p, _ := e.Deflated.Probability.Get(); p > 0.95 {
			beaten++
		}
		for m := range d[7] {
			for i := range d[7][m] {
				d[7][m][i] += 0.006
			}
		}
		in := d.input(5, 2, 2, 1)
		in.Chosen = 7
		e = must(t, in)
		if p, _ := e.Overfit.Probability.Get(); p > 0.001 || e.Best != 7 || e.Deflated.Probability.Or(0) < 0.99 || e.Walk.Net.Or(0) <= 0 {
			t.Errorf("a winner of 0.6 %% a day: %+v", e)
		}
	}
	// One probability has a standard deviation of about 0.25 over seeds.
	if math.Abs(mean-0.5) > 3.5*0.25/math.Sqrt(float64(seeds)) {
		t.Errorf("noise is overfit with probability %.3f on average, want 0.5", mean)
	}
	if beaten > seeds/10 {
		t.Errorf("noise beats the threshold %d of %d times", beaten, seeds)
	}
}

// TestNothingFromLater: what comes after a month does not change the steps before.
func TestNothingFromLater(t *testing.T) {
	rnd := rand.New(rand.NewPCG(2, 7))
	d := noise(rnd, 30, 40)
	in := d.input(30, 1, 1, 1)
	before := must(t, in).Walk.Steps
	for _, from := range []int{13, 20, 27, 39} {
		other := noise(rnd, 30, 40)
		for c := range d {
			other[c] = append(slices.Clone(d[c][:from]), other[c][from:]...)
		}
		in := other.input(30, 1, 1, 1)
		after := must(t, in).Walk.Steps
		for k, s := range before {
			learnt := 12 + 3*k // months before the step
			if learnt+3 <= from && after[k] != s {
				t.Errorf("months from %d on changed step %d: %+v became %+v", from, k, s, after[k])
			}
			if learnt <= from && (after[k].Cell != s.Cell || after[k].Promised != s.Promised) {
				t.Errorf("months from %d on changed what step %d chose", from, k)
			}
		}
	}
}
