package signal

import (
	"context"
	"slices"

	"fairbasis/core/op"
	"fairbasis/core/poly"
)

// chunk is how many bars are read between two ticks.
const chunk = 8192

// regimeOf names what a pair of signs says.
var regimeOf = [poly.Unready + 1]Regime{
	0: DownAccelerating, // -, -
	2: DownSlowing,      // -, +
	6: UpSlowing,        // +, -
	8: UpAccelerating,   // +, +
	9: None,
}

// Regimes writes the regime of every bar to dst, whose length is the number of
// bars, and returns with what arithmetic it was found. What it says of a bar
// depends on no later bar.
func (p *Prepared) Regimes(ctx context.Context, dst []Regime, order, window int) (Plan, error) {
	plan, err := poly.NewPlan(order, window, p.spread)
	if err != nil {
		return Plan{}, err
	}
	var scan *poly.Scan
	done, told := 0, -chunk
	for k, first := range p.begin {
		from, to := int(first), p.end(p.begin, k)
		start := p.point(from)
		y := p.fit[start : p.point(to-1)+1]
		if len(y) < window {
			for i := range dst[from:to] {
				dst[from+i] = None
			}
			done += to - from
			continue
		}
		if len(p.pairs) < len(y) {
			p.pairs = make([]poly.Pair, len(y))
		}
		if scan == nil {
			scan = plan.Scan(y)
		} else {
			scan.Reset(y)
		}
		for from < to {
			upto := min(from+chunk, to)
			pairs := p.pairs[:len(y)]
			scan.Signs(pairs, p.point(upto-1)-start+1)
			if p.at == nil {
				out := dst[from:upto]
				for i, s := range pairs[from-start : upto-start] {
					out[i] = regimeOf[s]
				}
			} else {
				for i := from; i < upto; i++ {
					dst[i] = regimeOf[pairs[int(p.at[i])-start]]
				}
			}
			done += upto - from
			from = upto
			if done-told >= chunk {
				told = done
				if err := op.Tick(ctx, done, len(dst)); err != nil {
					return Plan{}, err
				}
			}
		}
	}
	return p.plan(plan), op.Tick(ctx, len(dst), len(dst))
}

func (p *Prepared) plan(plan *poly.Plan) Plan {
	return Plan{Kernel: plan.Kernel(), Tick: 1 / power(p.Scale), Spread: float64(p.spread), Bound: float64(plan.Bound())}
}

// ready returns how many bars of a stretch have a whole window, days on which
// windows begin anew taken into account.
func (p *Prepared) ready(from, to, window int) int {
	n := 0
	k, _ := slices.BinarySearch(p.begin, int32(from))
	for ; k < len(p.begin) && int(p.begin[k]) < to; k++ {
		first, end := int(p.begin[k]), p.end(p.begin, k)
		n += end - p.firstReady(first, end, window)
	}
	return n
}

// firstReady returns the first bar of a stretch at which a whole window ends,
// or its end.
func (p *Prepared) firstReady(from, to, window int) int {
	if p.at == nil {
		return min(from+window-1, to)
	}
	i, _ := slices.BinarySearch(p.at[from:to], p.at[from]+int32(window)-1)
	return from + i
}
