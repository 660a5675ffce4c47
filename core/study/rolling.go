package study

import "fairbasis/core/unit"

// Rolling returns quantiles of a window that moves with the days: out[k][i] is
// Quantile ps[k] of the last n values up to and including day i. A window is of
// n values, not days: days without one are passed over, and have none in out,
// nor have the days before n values are there.
func Rolling(values []float64, n int, ps ...float64) [][]float64 {
	out := make([][]float64, len(ps))
	for k := range out {
		out[k] = make([]float64, len(values))
		for i := range out[k] {
			out[k][i] = nan
		}
	}
	roll(values, n, func(i int, sorted []float64) {
		for k, p := range ps {
			out[k][i] = Quantile(sorted, p)
		}
	})
	return out
}

// Rolling returns where each value stands among the last n values up to and
// including it, as Percentile counts; NaN where Rolling of quantiles has none.
func (r Rank) Rolling(values []float64, n int) []float64 {
	out := make([]float64, len(values))
	for i := range out {
		out[i] = nan
	}
	roll(values, n, func(i int, sorted []float64) {
		x := values[i]
		below := searchFloat(sorted, x)
		upto := below
		for upto < n && sorted[upto] == x {
			upto++
		}
		if p, why := r.position(n, below, upto, 0, x, x, x); why == unit.Reason("") {
			out[i] = p
		}
	})
	return out
}

// roll visits the windows of the last n values, ascending. The window is kept
// in order: what leaves and what comes are found by bisection, and only what
// lies between them moves.
func roll(values []float64, n int, visit func(i int, sorted []float64)) {
	if n < 1 || n > len(values) {
		return
	}
	window, ring := make([]float64, 0, n), make([]float64, n)
	seen := 0
	for i, v := range values {
		if v != v {
			continue
		}
		slot := seen % n
		seen++
		if len(window) < n {
			at := searchFloat(window, v)
			window = append(window, v)
			copy(window[at+1:], window[at:])
			window[at] = v
		} else {
			from, to := searchFloat(window, ring[slot]), searchFloat(window, v)
			if to > from {
				to--
				copy(window[from:to], window[from+1:to+1])
			} else {
				copy(window[to+1:from+1], window[to:from])
			}
			window[to] = v
		}
		ring[slot] = v
		if len(window) == n {
			visit(i, window)
		}
	}
}

// searchFloat returns the first place of ascending values that is not below x.
func searchFloat(sorted []float64, x float64) int {
	lo, hi := 0, len(sorted)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); sorted[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}
