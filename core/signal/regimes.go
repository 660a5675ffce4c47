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
	var one [MaxOrder + 1][]Regime
	one[order] = dst
	return p.plan(plan), p.read(ctx, plan, &one, []int{order}, window)
}

// RegimesOf is Regimes for every order for which dst has a slice, at least one,
// in one pass over the prices for those that the int64 kernel is exact for.
func (p *Prepared) RegimesOf(ctx context.Context, dst [MaxOrder + 1][]Regime, window int) error {
	var orders []int
	for order, d := range dst {
		if d != nil {
			orders = append(orders, order)
		}
	}
	n, top := len(orders), len(orders)
	for ; top > 0; top-- { // a lower order may have the faster kernel
		plan, err := poly.NewPlan(orders[top-1], window, p.spread)
		if err != nil {
			return err
		}
		if plan.Kernel() != "int64" {
			continue
		}
		if err := p.read(op.Part(ctx, 0, 1000*top, 1000*n), plan, &dst, orders[:top], window); err != nil {
			return err
		}
		break
	}
	for i := top; i < n; i++ {
		if _, err := p.Regimes(op.Part(ctx, 1000*i, 1000*(i+1), 1000*n), dst[orders[i]], orders[i], window); err != nil {
			return err
		}
	}
	return nil
}

// read writes the regimes of some orders, ascending; the last one is the plan's.
func (p *Prepared) read(ctx context.Context, plan *poly.Plan, dst *[MaxOrder + 1][]Regime, orders []int, window int) error {
	var scan *poly.Scan
	var all [poly.MaxOrder + 1][]poly.Pair
	bars := p.Bars.Len()
	done, told := 0, -chunk
	for k, first := range p.begin {
		from, to := int(first), p.end(p.begin, k)
		start := p.point(from)
		y := p.fit[start : p.point(to-1)+1]
		if len(y) < window {
			for _, order := range orders {
				d := dst[order][from:to]
				for i := range d {
					d[i] = None
				}
			}
			done += to - from
			continue
		}
		if n := len(orders); len(p.pairs) < n*len(y) {
			p.pairs = make([]poly.Pair, n*len(y))
		}
		for i, order := range orders {
			all[order] = p.pairs[i*len(y) : (i+1)*len(y)]
		}
		if scan == nil {
			scan = plan.Scan(y)
		} else {
			scan.Reset(y)
		}
		for from < to {
			upto := min(from+chunk, to)
			if len(orders) == 1 {
				scan.Signs(all[orders[0]], p.point(upto-1)-start+1)
			} else {
				scan.AllSigns(all, p.point(upto-1)-start+1)
			}
			for _, order := range orders {
				p.name(dst[order][from:upto], all[order], from, start)
			}
			done += upto - from
			from = upto
			if done-told >= chunk {
				told = done
				if err := op.Tick(ctx, done, bars); err != nil {
					return err
				}
			}
		}
	}
	return op.Tick(ctx, bars, bars)
}

// name writes the regimes of bars from from on, given the pairs of a stretch
// whose first point is start.
func (p *Prepared) name(out []Regime, pairs []poly.Pair, from, start int) {
	if p.at == nil {
		for i, s := range pairs[from-start : from-start+len(out)] {
			out[i] = regimeOf[s]
		}
		return
	}
	for i := range out {
		out[i] = regimeOf[pairs[int(p.at[from+i])-start]]
	}
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

// Whole returns the first bar at which a window of a length is whole, the number
// of bars where none ever is.
func (p *Prepared) Whole(window int) int {
	for k, first := range p.begin {
		end := p.end(p.begin, k)
		if bar := p.firstReady(int(first), end, window); bar < end {
			return bar
		}
	}
	return p.Bars.Len()
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
