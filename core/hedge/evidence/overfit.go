package evidence

import (
	"context"
	"math"
	"math/bits"
	"slices"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// most is the largest number of blocks; half of them index a table of sums.
const most = 16

// splits are all ways to take half of the blocks. Split i and split n-1-i are
// each other's complement: the ways are in the order of their numbers, bit b
// for block b, and a complement counts down.
type splits struct {
	low, high []uint8 // blocks of the lower and upper half of all that are taken
	score     []float64
	best      []float64 // the highest score of a split
	// The cell that has it: its score in the complement, how many have both
	// scores, how many cells are above it in the complement and how many at it.
	there              []float64
	same, above, level []int32
	// Cells that are as good in the split and not in the complement: settings
	// that differ in a stop which was never reached in the split, or that did
	// not trade in it. Where there are many, ranks come from sorting.
	rivals [][]rival
	tied   []int // splits with few rivals
}

// rival is one score in the complement of cells that are best in a split.
type rival struct {
	there              float64
	same, above, level int32
}

// few is the largest number of rivals that are counted one by one.
const few = 32

// halves lists the splits of n blocks, n even.
func halves(n int) *splits {
	s := &splits{}
	for m := range 1 << n {
		if bits.OnesCount(uint(m)) == n/2 {
			s.low = append(s.low, uint8(m&(1<<(n/2)-1)))
			s.high = append(s.high, uint8(m>>(n/2)))
		}
	}
	k := len(s.low)
	s.score, s.best, s.there = make([]float64, k), make([]float64, k), make([]float64, k)
	s.same, s.above, s.level, s.rivals = make([]int32, k), make([]int32, k), make([]int32, k), make([][]rival, k)
	for i := range s.best {
		s.best[i] = math.Inf(-1)
	}
	return s
}

// sums are S and Q of every set of up to eight blocks.
type sums [1 << (most / 2)]struct{ sum, square float64 }

// fill adds up the sets of the blocks from first to before last.
func (t *sums) fill(r *record, cell, first, last int) {
	for b := first; b < last; b++ {
		bit := 1 << (b - first)
		sum, square := r.over(cell, b*r.months/r.Blocks, (b+1)*r.months/r.Blocks)
		t[bit].sum, t[bit].square = sum, square
		for m := 1; m < bit; m++ {
			t[bit+m].sum, t[bit+m].square = t[m].sum+sum, t[m].square+square
		}
	}
}

// of is the score of a cell in one split.
func (s *splits) of(low, high *sums, i int) float64 {
	a, b := &low[s.low[i]], &high[s.high[i]]
	return score(a.sum+b.sum, a.square+b.square)
}

// rate finds the scores of one cell in all splits: the work of it all.
func (s *splits) rate(r *record, cell int, low, high *sums) {
	low.fill(r, cell, 0, r.Blocks/2)
	high.fill(r, cell, r.Blocks/2, r.Blocks)
	out, l, h := s.score, s.low, s.high
	l, h = l[:len(out)], h[:len(out)]
	for i := range out {
		a, b := &low[l[i]], &high[h[i]]
		sum, square := a.sum+b.sum, a.square+b.square
		v := 0.0 // score, by hand: a call here would double the cost
		if square > 0 {
			v = sum * math.Abs(sum) / square
		}
		out[i] = v
	}
}

// overfit is the probability of back-test overfitting. Every split is counted
// with the one that learns on its complement, so that the two halves are
// symmetric. Ranks are among all cells, equal ones sharing the middle of theirs;
// a rank in the very middle counts half, and so does one between two bins of the
// histogram. Where several cells are best in one half, the split counts for each
// of them in equal parts.
func (r *record) overfit(ctx context.Context) (hedge.Overfit, error) {
	o := hedge.Overfit{Blocks: r.Blocks}
	why := unit.Reason("")
	switch {
	case r.Blocks < 4:
		why = unit.TooShort
	case r.cells < 2:
		why = unit.OneTrial
	}
	if why != "" {
		o.Probability, o.Loss = unit.None[unit.Rate](why), unit.None[unit.Rate](why)
		return o, nil
	}
	s := halves(r.Blocks)
	o.Splits = len(s.score)
	var low, high sums
	every := max(1, 1<<18/o.Splits)
	for pass := range 2 {
		for i := range s.rivals {
			if n := len(s.rivals[i]); pass == 1 && n > 0 && n <= few {
				s.tied = append(s.tied, i)
			}
		}
		for c := range r.cells {
			s.rate(r, c, &low, &high)
			if pass == 0 {
				s.choose()
			} else {
				s.count()
			}
			if c%every == 0 {
				if err := op.Tick(ctx, pass*r.cells+c, 3*r.cells); err != nil {
					return o, err
				}
			}
		}
	}
	var t tally
	for i, rivals := range s.rivals {
		if len(rivals) > few {
			if err := op.Tick(ctx, 2*r.cells, 3*r.cells); err != nil {
				return o, err
			}
			s.share(r, i, &low, &high, &t)
			continue
		}
		all := s.same[i]
		for _, v := range rivals {
			all += v.same
		}
		t.add(r.cells, s.above[i], s.level[i], s.there[i], float64(s.same[i])/float64(all))
		for _, v := range rivals {
			t.add(r.cells, v.above, v.level, v.there, float64(v.same)/float64(all))
		}
	}
	n := float64(o.Splits)
	below := 0.0
	for _, v := range t.bins[:5] {
		below += v
	}
	o.Probability, o.Loss = unit.Some(unit.Rate(below/n)), unit.Some(unit.Rate(t.loses/n))
	o.Histogram = t.bins[:]
	return o, nil
}

// choose keeps, split by split, the best cell so far.
func (s *splits) choose() {
	score, best, n := s.score, s.best[:len(s.score)], len(s.score)
	for i, v := range score {
		if v < best[i] {
			continue
		}
		there := score[n-1-i]
		switch {
		case v > best[i]:
			best[i], s.there[i], s.same[i], s.rivals[i] = v, there, 1, s.rivals[i][:0]
		case there == s.there[i]:
			s.same[i]++
		default:
			s.rival(i, there)
		}
	}
}

// rival counts a cell among the rivals of split i, at most one more than few.
func (s *splits) rival(i int, there float64) {
	for k := range s.rivals[i] {
		if s.rivals[i][k].there == there {
			s.rivals[i][k].same++
			return
		}
	}
	if len(s.rivals[i]) <= few {
		s.rivals[i] = append(s.rivals[i], rival{there: there, same: 1})
	}
}

// count compares the cell with the chosen one, split by split, in the
// complement. No processor can foretell the comparison, so it adds what comes
// out of it instead of branching on it.
func (s *splits) count() {
	score, n := s.score, len(s.score)
	there, above, level := s.there[:n], s.above[:n], s.level[:n]
	for i, t := range there {
		v := score[n-1-i]
		var more, same int32
		if v > t {
			more = 1
		}
		if v == t {
			same = 1
		}
		above[i] += more
		level[i] += same
	}
	for _, i := range s.tied {
		v := score[n-1-i]
		for k := range s.rivals[i] {
			switch a := &s.rivals[i][k]; {
			case v > a.there:
				a.above++
			case v == a.there:
				a.level++
			}
		}
	}
}

// share tallies a split with many rivals.
func (s *splits) share(r *record, i int, low, high *sums, t *tally) {
	var chosen []float64
	all := make([]float64, r.cells)
	for c := range all {
		low.fill(r, c, 0, r.Blocks/2)
		high.fill(r, c, r.Blocks/2, r.Blocks)
		all[c] = s.of(low, high, len(s.score)-1-i)
		if s.of(low, high, i) == s.best[i] {
			chosen = append(chosen, all[c])
		}
	}
	slices.Sort(all)
	for _, v := range chosen {
		from, _ := slices.BinarySearch(all, v)
		to, _ := slices.BinarySearch(all, math.Nextafter(v, math.Inf(1)))
		t.add(r.cells, int32(r.cells-to), int32(to-from), v, 1/float64(len(chosen)))
	}
}

// tally counts splits by what became of the best.
type tally struct {
	bins  [10]float64
	loses float64
}

// add counts a cell that has above of all before it and level, itself among
// them, beside it. Its place is the middle of theirs, as a share of all from
// the worst.
func (t *tally) add(cells int, above, level int32, there, weight float64) {
	place := 10 * (2*(cells-int(above)) - int(level)) // in units of 1/(20 cells)
	bin := place / (2 * cells)
	if place%(2*cells) == 0 { // on the edge of two bins; never the lowest or highest edge
		t.bins[bin-1] += weight / 2
		t.bins[bin] += weight / 2
	} else {
		t.bins[bin] += weight
	}
	if there < 0 {
		t.loses += weight
	}
}
