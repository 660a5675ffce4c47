package check

import (
	"math"
	"math/bits"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// maxScale is the finest grid values of columns are compared on.
const maxScale = 8

// grid returns a column as whole numbers of 10^-scale, without copying where
// it has that scale already. Empty cells, and values too large for the grid,
// are market.Missing.
func grid(col market.Column, scale uint8) []int64 {
	if col.Float == nil && col.Scale == scale {
		return col.Mantissa
	}
	out := make([]int64, col.Len())
	pow := int64(1)
	for range scale {
		pow *= 10
	}
	factor := int64(1)
	for s := col.Scale; s < scale; s++ {
		factor *= 10
	}
	for i := range out {
		out[i] = market.Missing
		if col.Float == nil && col.Scale < scale {
			if m := col.Mantissa[i]; m > -(1<<62)/factor && m < (1<<62)/factor {
				out[i] = m * factor
			}
		} else if x, ok := col.At(i); ok {
			if x *= float64(pow); x > -(1<<62) && x < 1<<62 {
				out[i] = int64(math.RoundToEven(x))
			}
		}
	}
	return out
}

// multiple tells whole multiples of a step from other numbers by one
// multiplication: n = q 2^k is divided exactly by multiplying with the inverse
// of q modulo 2^64, and only multiples come out small.
type multiple struct {
	inverse, most uint64
	shift         int
}

func newMultiple(step uint64) multiple {
	k := bits.TrailingZeros64(step)
	q := step >> k
	inverse := q // right to 3 bits; every round doubles them
	for range 5 {
		inverse *= 2 - q*inverse
	}
	return multiple{inverse, math.MaxUint64 / step, -k}
}

// prices compares the prices of every bar with each other, with the tick, with
// those of the day before and with the bars around.
func (c *checker) prices() {
	cols := [4]market.Column{c.b.Open, c.b.High, c.b.Low, c.b.Close}
	scale := uint8(0)
	some, full := -1, true
	for k, col := range cols {
		if !col.Present() {
			full = false
			continue
		}
		some = k
		if scale = max(scale, col.Scale); col.Float != nil {
			scale = maxScale
		}
	}
	if some < 0 {
		return
	}
	p := &prices{c: c, full: full, scale: min(scale, maxScale)}
	for k, col := range cols {
		if p.has[k] = col.Present(); p.has[k] {
			p.at[k] = grid(col, p.scale)
		}
	}
	// A column that is absent repeats one that is there; an absent high or low
	// the one that contradicts nothing.
	for _, k := range [...]int{0, 3, 1, 2} {
		switch {
		case p.has[k]:
		case k == 1 || k == 2:
			p.at[k] = extreme(p.at[0], p.at[3], k == 1)
		default:
			p.at[k] = p.at[some]
		}
	}
	if p.has[3] {
		some = 3
	}
	p.close = p.at[some]
	p.run()
	p.report()
}

// extreme returns the higher or the lower of two columns, bar by bar.
func extreme(a, b []int64, higher bool) []int64 {
	out := make([]int64, len(a))
	for i, x := range a {
		if out[i] = b[i]; x > b[i] == higher {
			out[i] = x
		}
	}
	return out
}

// prices is what the pass over the prices knows and finds.
type prices struct {
	c     *checker
	full  bool // open, high, low and close are all there
	has   [4]bool
	at    [4][]int64 // open, high, low, close on one grid
	close []int64
	scale uint8

	broken, zero, negative, offTick finding
	constant, jump                  finding
	longest                         int
	jumped                          float64

	limit, lastLimit float64
	until            int // day until which they were looked up
}

// tick returns the price step on the grid of the prices; 1 where there is none.
func (p *prices) tick() multiple {
	step := 1.0
	if p.c.future {
		step = float64(p.c.product.Tick)
		for range p.scale {
			step *= 10
		}
	}
	return newMultiple(uint64(max(1, math.Round(step))))
}

func (p *prices) run() {
	c := p.c
	tick := p.tick()
	open, high, low, end := p.at[0], p.at[1], p.at[2], p.at[3]
	minutes := max(c.b.Minutes, 1)
	enough := max(60/minutes, 5) // bars of one price that are worth a notice
	still, last, moved := 0, int64(market.Missing), 0
	var before int64 // last price of the day before
	change := 0
	for k, s := range c.days {
		top, bottom := int64(math.MinInt64), int64(math.MaxInt64)
		for i := s.from; i < s.to; i++ {
			o, h, l, e := open[i], high[i], low[i], end[i]
			if l <= 0 || o <= 0 || h <= 0 || e <= 0 {
				p.odd(i)
				moved, last = i+1, market.Missing
				continue
			}
			if h < o || h < e || l > o || l > e {
				c.add(&p.broken, i, 1)
			}
			if bits.RotateLeft64(uint64(o)*tick.inverse, tick.shift) > tick.most || bits.RotateLeft64(uint64(h)*tick.inverse, tick.shift) > tick.most ||
				bits.RotateLeft64(uint64(l)*tick.inverse, tick.shift) > tick.most || bits.RotateLeft64(uint64(e)*tick.inverse, tick.shift) > tick.most {
				c.add(&p.offTick, i, 1)
			}
			if h > top {
				top = h
			}
			if l < bottom {
				bottom = l
			}
			if h != l {
				moved = i + 1
			} else if e != last {
				moved = i
			}
			last = e
			if still = i - moved + 1; still >= enough {
				if still == enough {
					c.add(&p.constant, moved, 1)
				}
				if still > p.longest {
					p.longest = still
				}
			}
		}
		if top < bottom {
			continue // no price that day
		}
		for change < len(c.changes) && int(c.changes[change]) < s.from {
			change++
		}
		p.compare(k, before, top, bottom, change < len(c.changes) && int(c.changes[change]) < s.to)
		before = 0
		for i := s.to - 1; i >= s.from && before <= 0; i-- {
			before = p.close[i]
		}
	}
}

// odd looks at a bar with a price that is empty, zero or negative.
func (p *prices) odd(i int) {
	c := p.c
	zero, negative := false, false
	top, bottom := int64(math.MinInt64), int64(math.MaxInt64)
	for k := range p.at {
		if !p.has[k] {
			continue
		}
		switch x := p.at[k][i]; {
		case x == market.Missing:
			continue
		case x == 0 && !c.o.KeepZeros:
			zero = true
			continue
		default:
			negative = negative || x < 0
			top, bottom = max(top, x), min(bottom, x)
		}
	}
	if zero {
		c.add(&p.zero, i, 1)
	}
	if negative {
		c.add(&p.negative, i, 1)
	}
	unknown := func(x int64) bool { return x == market.Missing || x == 0 && !c.o.KeepZeros }
	h, l := p.at[1][i], p.at[2][i]
	if p.has[1] && !unknown(h) && h < top || p.has[2] && !unknown(l) && l > bottom {
		c.add(&p.broken, i, 1)
	}
}

// compare holds the highest and lowest price of day k against the price it
// may move from: the previous settlement, or the close where that is unknown.
// A day after a gap, or of another contract, has no such price.
func (p *prices) compare(k int, before, top, bottom int64, changed bool) {
	c := p.c
	s := c.days[k]
	base, slack := float64(before), 0.03 // settlements differ from closes
	if c.b.Minutes == market.Daily {
		if ref, ok := p.reference(s.from); ok {
			base, slack, changed = ref, 0.002, false
		}
	}
	if changed = changed || slack == 0.03 && c.b.Kind == market.Continuous && k > 0 && c.isLastDay(c.days[k-1].day); base <= 0 || changed {
		return
	}
	up, down := float64(top)/base-1, 1-float64(bottom)/base
	far := max(up, down)
	if far < 0.05 {
		return
	}
	limit := 0.5
	switch {
	case c.future:
		if s.day >= p.until {
			p.limit, p.lastLimit = market.DailyLimit(c.product, calendar.OfUnixDay(s.day))
			p.until = s.day + 30
		}
		if limit = p.limit; c.isLastDay(s.day) {
			limit = p.lastLimit
		}
	case c.china && c.b.Kind == market.Index:
		limit = 0.10 // of nearly all stocks
	case !p.full: // yields and rates move as they like
		return
	}
	if limit == 0 || far <= limit+slack || slack == 0.03 && c.gapBefore(s.from) {
		return
	}
	c.add(&p.jump, s.from, 1)
	if far > p.jumped {
		p.jumped = far
	}
}

// reference returns the settlement before bar i of daily bars on the grid of
// the prices, from the bar itself or the one before.
func (p *prices) reference(i int) (float64, bool) {
	c, pow := p.c, 1.0
	for range p.scale {
		pow *= 10
	}
	if c.b.PreSettle.Len() > i {
		if x, ok := c.b.PreSettle.At(i); ok && x > 0 {
			return x * pow, true
		}
	}
	if c.b.Kind == market.FutureContract && c.b.Settle.Len() > i && i > 0 && !c.gapBefore(i) {
		if x, ok := c.b.Settle.At(i - 1); ok && x > 0 {
			return x * pow, true
		}
	}
	return 0, false
}

// gapBefore reports whether bars are missing right before bar i.
func (c *checker) gapBefore(i int) bool {
	low, high := 0, len(c.breaks)
	for low < high {
		if m := (low + high) / 2; int(c.breaks[m]) < i {
			low = m + 1
		} else {
			high = m
		}
	}
	return low < len(c.breaks) && int(c.breaks[low]) == i
}

func (p *prices) report() {
	c := p.c
	c.report(p.broken, table.OHLCViolation, table.Bad, many(p.broken.count, "bar")+" whose high is below, or whose low is above, another of its prices; "+
		"if many, columns are exchanged")
	severity := table.Bad
	if !c.china {
		severity = table.Notice // a yield or a spread may be negative
	}
	c.report(p.negative, table.NegativePrice, severity, many(p.negative.count, "bar")+" with a price below 0")
	c.report(p.zero, table.ZeroPrice, table.Warning, many(p.zero.count, "bar")+" with a price of 0; if it stands for no price, leave the cell empty")
	if c.future {
		step := c.product.Tick
		c.report(p.offTick, table.OffTick, table.Warning, many(p.offTick.count, "bar")+" with a price between the steps of "+tickText(float64(step))+
			" points; averages and adjusted series have such prices", "tick", tickText(float64(step)))
	}
	percent := number(int(math.Round(p.jumped * 100)))
	c.report(p.jump, table.Jump, table.Warning, many(p.jump.count, "day")+" with a price further from the day before than can be, up to "+percent+
		" %; a wrong price, or another contract", "percent", percent)
	c.report(p.constant, table.ConstantPrice, table.Notice, many(p.constant.count, "stretch")+" of one price, up to "+many(p.longest, "bar")+
		" long; a market at its limit, or without trades", "bars", number(p.longest))
}
