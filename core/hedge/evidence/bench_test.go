package evidence

import (
	"context"
	"math"
	"math/bits"
	"math/rand/v2"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
)

// grid draws the sums of a search without its days: 21 a month, 1 % each.
func grid(cells, months int) hedge.EvidenceInput {
	rnd := rand.New(rand.NewPCG(4, 2))
	in := hedge.EvidenceInput{Shape: []int{cells, 1, 1, 1}, Months: make([]string, months), Length: make(op.Column, months)}
	for m := range in.Length {
		in.Length[m] = 21
	}
	for range cells {
		net := 0.0
		for range months {
			x := 0.01 * math.Sqrt(21) * rnd.NormFloat64()
			net += x
			in.Sum, in.Square = append(in.Sum, x), append(in.Square, 21*0.01*0.01*(1+0.3*rnd.Float64()))
		}
		in.Net, in.Cube, in.Fourth = append(in.Net, net), append(in.Cube, 0), append(in.Fourth, 3*21e-8*float64(months))
	}
	return in
}

// plain is the loop one would write for the combinations: for each split and
// cell the sums of both halves, block by block, and their Sharpe ratios.
func plain(in hedge.EvidenceInput, blocks int) float64 {
	cells, months := len(in.Net), len(in.Months)
	sum, square, days := make([]float64, cells*blocks), make([]float64, cells*blocks), make([]float64, blocks)
	for b := range blocks {
		for m := b * months / blocks; m < (b+1)*months/blocks; m++ {
			days[b] += in.Length[m]
			for c := range cells {
				sum[c*blocks+b] += in.Sum[c*months+m]
				square[c*blocks+b] += in.Square[c*months+m]
			}
		}
	}
	there, splits, below := make([]float64, cells), 0, 0
	for m := range 1 << blocks {
		if bits.OnesCount(uint(m)) != blocks/2 {
			continue
		}
		splits++
		best, high := 0, math.Inf(-1)
		for c := range cells {
			var s, q, n [2]float64
			for b := range blocks {
				h := m >> b & 1
				s[h] += sum[c*blocks+b]
				q[h] += square[c*blocks+b]
				n[h] += days[b]
			}
			here := s[1] / n[1] / math.Sqrt((q[1]-s[1]*s[1]/n[1])/(n[1]-1))
			there[c] = s[0] / n[0] / math.Sqrt((q[0]-s[0]*s[0]/n[0])/(n[0]-1))
			if here > high {
				best, high = c, here
			}
		}
		above := 0
		for _, v := range there {
			if v > there[best] {
				above++
			}
		}
		if 2*above >= cells {
			below++
		}
	}
	return float64(below) / float64(splits)
}

// BenchmarkEvidence compares the whole operation with the plain loop over the
// combinations alone, in alternating rounds, and times it per cell and split.
func BenchmarkEvidence(b *testing.B) {
	for _, c := range []struct {
		name                  string
		cells, months, blocks int
	}{{"1000x84", 1000, 84, 12}, {"1000x84/16blocks", 1000, 84, 16}} {
		in := grid(c.cells, c.months)
		in.Blocks = c.blocks
		splits := 0
		candidate := func() {
			e, err := Compute(context.Background(), in)
			if err != nil {
				b.Fatal(err)
			}
			splits = e.Overfit.Splits
		}
		reference := func() { plain(in, c.blocks) }
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				ratio, _, _, best := optest.Pace(7, candidate, reference)
				b.ReportMetric(ratio, "x-plain-loop")
				b.ReportMetric(float64(best.Microseconds())/1000, "ms")
				b.ReportMetric(float64(best.Nanoseconds())/float64(c.cells*splits), "ns/cell-split")
			}
		})
	}
}

// TestPlainLoop holds the loop of the benchmark to the same answer.
func TestPlainLoop(t *testing.T) {
	in := grid(50, 24)
	in.Blocks = 8
	if got, want := float64(must(t, in).Overfit.Probability.Or(9)), plain(in, 8); math.Abs(got-want) > 1e-12 {
		t.Errorf("got %g, want %g", got, want)
	}
}

// TestNoAllocationInTheLoop: what is allocated does not grow with the cells
// beyond two sums of each.
func TestNoAllocationInTheLoop(t *testing.T) {
	count := func(in hedge.EvidenceInput) float64 {
		return testing.AllocsPerRun(3, func() { must(t, in) })
	}
	if few, many := count(grid(10, 24)), count(grid(300, 24)); many > few {
		t.Errorf("%g allocations for 10 cells, %g for 300", few, many)
	}
}
