package study

import "math"

// Numbers are sorted by their digits, eleven bits at a time, where there are
// enough of them: no comparisons, which cost a call each.
const (
	digitBits  = 11
	digits     = 1 << digitBits
	rounds     = (64 + digitBits - 1) / digitBits
	fewNumbers = 400 // below it, comparing is faster than counting digits
)

// sortNumbers sorts values, none of which is NaN, ascending.
func sortNumbers(values []float64) {
	n := len(values)
	if n < fewNumbers {
		sortFew(values)
		return
	}
	const sign = 1 << 63
	keys := make([]uint64, 2*n)
	from, to := keys[:n:n], keys[n:]
	var count [rounds][digits]int32
	for i, v := range values {
		k := math.Float64bits(v)
		if k&sign != 0 { // negative numbers: the larger the digits, the smaller
			k = ^k
		} else {
			k |= sign
		}
		from[i] = k
		for r := range count {
			count[r][k>>(r*digitBits)&(digits-1)]++
		}
	}
	for r := range count {
		c, shift := &count[r], r*digitBits
		if int(c[from[0]>>shift&(digits-1)]) == n {
			continue // all have this digit
		}
		at := int32(0)
		for d, k := range c {
			c[d] = at
			at += k
		}
		for _, k := range from {
			d := k >> shift & (digits - 1)
			to[c[d]] = k
			c[d]++
		}
		from, to = to, from
	}
	for i, k := range from {
		if k&sign != 0 {
			k &^= sign
		} else {
			k = ^k
		}
		values[i] = math.Float64frombits(k)
	}
}

// gaps are those of M. Ciura, Best increments for the average case of
// shellsort, 2001.
var gaps = [...]int{301, 132, 57, 23, 10, 4, 1}

// sortFew is Shell's sort: it calls nothing for a comparison.
func sortFew(values []float64) {
	for _, gap := range gaps {
		for i := gap; i < len(values); i++ {
			v, at := values[i], i
			for at >= gap && values[at-gap] > v {
				values[at] = values[at-gap]
				at -= gap
			}
			values[at] = v
		}
	}
}
