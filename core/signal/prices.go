package signal

import (
	"math"

	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// Prices that are no decimals, such as averages with all the digits of a
// division, are rounded to this many decimals.
const roundedTo = 4

// mostTicks bounds prices so that their differences can be summed, and
// mostShift the sum of the nights between them.
const (
	mostTicks = 1 << 56
	mostShift = 1 << 60
)

// leftOut are the places of bars, in the series as it came, that have no
// price and were left out, and where that series is broken.
type leftOut struct{ bars, segments []int32 }

// places returns for ascending places in the series as it came where each
// bar, or the first one after it that was kept, stands now.
func (l leftOut) places(of []int32) []int32 {
	if len(l.bars) == 0 {
		return of
	}
	out := make([]int32, len(of))
	n := 0
	for i, bar := range of {
		for n < len(l.bars) && l.bars[n] < bar {
			n++
		}
		out[i] = bar - int32(n)
	}
	return out
}

// clean sets Bars, Scale and the four prices.
func (p *Prepared) clean(b *market.Bars) (leftOut, error) {
	if !b.Close.Present() {
		return leftOut{}, refuse("futures", "no_close", "the series has no closing prices; say which column holds them")
	}
	sole := !b.Open.Present() // one price a bar
	left := leftOut{bars: withoutPrice(b), segments: b.Segment}
	if len(left.bars) == b.Len() {
		return left, refuse("futures", "no_close", "no bar of the series has both an open and a close; say which columns hold them")
	}
	if len(left.bars) > 0 {
		keep := make([]int32, 0, b.Len()-len(left.bars))
		next := left.bars
		for i := range int32(b.Len()) {
			if len(next) > 0 && next[0] == i {
				next = next[1:]
				continue
			}
			keep = append(keep, i)
		}
		b = b.Pick(keep)
	}
	p.Bars = b
	rounded := false
	for _, c := range [...]market.Column{b.Open, b.High, b.Low, b.Close} {
		p.Scale = max(p.Scale, c.Decimals())
		if c.Float != nil {
			p.Scale, rounded = max(p.Scale, roundedTo), true
		}
	}
	if rounded {
		p.Notes = append(p.Notes, fault.Note("futures", "rounded_prices", "the prices have more digits than can be held exactly and were rounded to 0.0001 points"))
	}
	ok := true
	ticks := func(c market.Column) []int64 {
		list, fits := ticksOf(c, p.Scale)
		ok = ok && fits
		return list
	}
	p.Close = ticks(b.Close)
	if sole {
		p.Open = p.Close
		p.Notes = append(p.Notes, fault.Note("futures", "open_is_close", "the series has one price a bar, which is taken for its open and its close"))
	} else {
		p.Open = ticks(b.Open)
	}
	p.High, p.Low = ticks(b.High), ticks(b.Low)
	if !ok {
		return left, refuse("futures", "too_large", "prices are beyond what can be held exactly; say which columns hold the prices")
	}
	p.High = orBeyond(p.High, p.Open, p.Close, sole, func(a, b int64) int64 { return max(a, b) })
	p.Low = orBeyond(p.Low, p.Open, p.Close, sole, func(a, b int64) int64 { return min(a, b) })
	return left, nil
}

// withoutPrice returns the bars whose close, or open where there is such a
// column, is empty.
func withoutPrice(b *market.Bars) []int32 {
	if !mayBeEmpty(b.Open) && !mayBeEmpty(b.Close) {
		return nil
	}
	var out []int32
	for i := range b.Len() {
		if isEmpty(b.Close, i) || b.Open.Present() && isEmpty(b.Open, i) {
			out = append(out, int32(i))
		}
	}
	return out
}

// mayBeEmpty is false for a column that has every cell.
func mayBeEmpty(c market.Column) bool { return c.Float != nil || size(c.Mantissa) > mostTicks }

// size returns a number that none of a list is larger than, above or below 0,
// and that is less than twice the largest; beyond all that are prices if there
// is an empty cell among them. It is what one pass can tell at little cost.
func size(list []int64) uint64 {
	a, b, c, d := int64(0), int64(0), int64(0), int64(0)
	for len(list) >= 4 {
		p, q, r, s := list[0], list[1], list[2], list[3]
		a |= p ^ p>>63
		b |= q ^ q>>63
		c |= r ^ r>>63
		d |= s ^ s>>63
		list = list[4:]
	}
	for _, p := range list {
		a |= p ^ p>>63
	}
	return uint64(a|b|c|d) + 1
}

func isEmpty(c market.Column, i int) bool {
	if c.Float != nil {
		return c.Float[i]-c.Float[i] != 0
	}
	return c.Mantissa[i] == market.Missing
}

// ticksOf returns a column in ticks of 10^-scale points, market.Missing where
// it is empty: its own numbers where they are of that scale, nil where it is
// absent. It reports whether all are within mostTicks.
func ticksOf(c market.Column, scale uint8) ([]int64, bool) {
	fits := true
	switch {
	case !c.Present():
		return nil, true
	case c.Float != nil:
		out, pow := make([]int64, len(c.Float)), power(scale)
		for i, x := range c.Float {
			t := math.Round(x * pow)
			switch {
			case x-x != 0:
				out[i] = market.Missing
			case math.Abs(t) > mostTicks:
				fits = false
			default:
				out[i] = int64(t)
			}
		}
		return out, fits
	}
	up, down := int64(1), int64(1) // a scale beyond the decimals in use ends in zeros
	for s := c.Scale; s < scale; s++ {
		up *= 10
	}
	for s := scale; s < c.Scale; s++ {
		down *= 10
	}
	if size(c.Mantissa) > mostTicks/uint64(up) { // an empty cell, or a large price
		for _, m := range c.Mantissa {
			if m != market.Missing && (m/down > mostTicks/up || m/down < -mostTicks/up) {
				fits = false
				break
			}
		}
	}
	if up == 1 && down == 1 || !fits {
		return c.Mantissa, fits
	}
	out := make([]int64, len(c.Mantissa))
	for i, m := range c.Mantissa {
		if m != market.Missing {
			m = m / down * up
		}
		out[i] = m
	}
	return out, true
}

// orBeyond returns highs or lows, with the outer one of open and close where a
// bar has none.
func orBeyond(list, open, close []int64, sole bool, outer func(a, b int64) int64) []int64 {
	switch {
	case list == nil && sole:
		return close
	case list == nil:
		list = make([]int64, len(close))
		for i := range list {
			list[i] = outer(open[i], close[i])
		}
		return list
	}
	if size(list) <= mostTicks {
		return list
	}
	own := false // the list may be the file's
	for i, v := range list {
		if v == market.Missing {
			if !own {
				list, own = append([]int64(nil), list...), true
			}
			list[i] = outer(open[i], close[i])
		}
	}
	return list
}

// power is 10^n, exact up to 22.
func power(n uint8) float64 {
	pow := 1.0
	for range n {
		pow *= 10
	}
	return pow
}
