package signal

import (
	"context"

	"fairbasis/core/op"
	"fairbasis/core/poly"
)

// fits are value, slope and curvature at some bars, in points.
type fits struct{ value, slope, curvature []float64 }

// apart is how many windows two bars must be apart for a pass to begin anew
// between them: to fill the first window costs less a bar than to slide it.
const apart = 1

// fitsAt returns the fits at bars in ascending order, 0 where no whole window
// ends. It reads little more than the windows that end there: moments are
// whole numbers, so where a pass begins changes no sign, and no more than the
// rounding of what it says.
func (p *Prepared) fitsAt(ctx context.Context, plan *poly.Plan, bars []int32, window int) (fits, error) {
	out := fits{make([]float64, len(bars)), make([]float64, len(bars)), make([]float64, len(bars))}
	size := min(len(p.fit), chunk+window)
	buffer := make([]float64, 3*size)
	value, slope, curvature := buffer[:size], buffer[size:2*size], buffer[2*size:]
	pow := power(p.Scale)
	var scan *poly.Scan
	run, day := 0, 0
	for n := 0; n < len(bars); {
		for run+1 < len(p.begin) && p.begin[run+1] <= bars[n] {
			run++
		}
		start, end := p.point(int(p.begin[run])), p.end(p.begin, run)
		first := p.point(int(bars[n])) - window + 1 // point of the window that ends at this bar
		if first < start {
			n++
			continue
		}
		if err := op.Tick(ctx, n, len(bars)); err != nil {
			return fits{}, err
		}
		// Bars of this stretch that are not far apart go in one pass.
		last, m := first+window-1, n+1
		for m < len(bars) && int(bars[m]) < end {
			next := p.point(int(bars[m]))
			if next-last >= apart*window || next-first >= size {
				break
			}
			last, m = next, m+1
		}
		y := p.fit[first : last+1]
		if scan == nil {
			scan = plan.Scan(y)
		} else {
			scan.Reset(y)
		}
		scan.Series(value[:len(y)], slope[:len(y)], curvature[:len(y)], len(y))
		for ; n < m; n++ {
			var off int64
			off, day = p.shiftAt(int(bars[n]), day)
			at := p.point(int(bars[n])) - first
			out.value[n] = (value[at] + float64(off)) / pow
			out.slope[n], out.curvature[n] = slope[at]/pow, curvature[at]/pow
		}
	}
	return out, nil
}
