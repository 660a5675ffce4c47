package check

import (
	"math/bits"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

func tickText(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// counts looks at volume, open interest and turnover, and at the settlement.
func (c *checker) counts() {
	for _, named := range []struct {
		role string
		col  market.Column
		lots bool
	}{{"volume", c.b.Volume, true}, {"open_interest", c.b.OpenInterest, true}, {"amount", c.b.Amount, false}} {
		if named.col.Len() != c.b.Len() {
			continue
		}
		scale := min(named.col.Scale, maxScale)
		if named.col.Float != nil {
			scale = 3
		}
		step := uint64(1)
		for range scale {
			step *= 10
		}
		whole := newMultiple(step)
		var negative, fraction finding
		for i, x := range grid(named.col, scale) {
			switch {
			case x >= 0:
				if bits.RotateLeft64(uint64(x)*whole.inverse, whole.shift) > whole.most {
					c.add(&fraction, i, 1)
				}
			case x != market.Missing:
				c.add(&negative, i, 1)
			}
		}
		c.report(negative, table.NegativeVolume, table.Bad, many(negative.count, "bar")+" with "+named.role+" below 0", "column", named.role)
		if c.future && named.lots {
			c.report(fraction, table.FractionVolume, table.Warning, many(fraction.count, "bar")+" with "+named.role+" that is no whole number of lots", "column", named.role)
		}
	}
	if c.future && c.b.Minutes == market.Daily {
		c.settlement()
	}
}

// settlement compares the settlement, an average of the last hour, with the
// prices of its day. On the last trading day it is an average of the index.
func (c *checker) settlement() {
	const far = 0.01
	b := c.b
	n := b.Len()
	if b.Settle.Len() != n || b.High.Len() != n || b.Low.Len() != n {
		return
	}
	var f finding
	worst := 0.0
	for k, s := range c.days {
		i := s.from
		x, ok := b.Settle.At(i)
		high, ok1 := b.High.At(i)
		low, ok2 := b.Low.At(i)
		if !ok || !ok1 || !ok2 || x <= 0 || low <= 0 || c.isLastDay(c.days[k].day) {
			continue
		}
		if b.Volume.Len() == n {
			if v, ok := b.Volume.At(i); ok && v == 0 {
				continue // nothing was traded: the settlement is theoretical
			}
		}
		if by := max(x/high-1, 1-x/low); by > far {
			c.add(&f, i, 1)
			worst = max(worst, by)
		}
	}
	percent := strconv.FormatFloat(worst*100, 'f', 1, 64)
	c.report(f, table.SettlementCheck, table.Notice, many(f.count, "day")+" with a settlement outside the prices of the day, by up to "+percent+" %", "percent", percent)
}

// listed reports bars from outside the life of a contract.
func (c *checker) listed() {
	if c.contract.Code == "" {
		return
	}
	last := c.contract.LastTradingDay.Date
	var after, before finding
	for _, s := range c.days {
		d := calendar.OfUnixDay(s.day)
		switch {
		case d.After(last):
			c.add(&after, s.from, s.to-s.from)
		case before.count == 0 && s.from > 0: // it was listed on an earlier day
		case !c.contract.IsListed(d):
			c.add(&before, s.from, s.to-s.from)
		}
	}
	c.report(after, table.AfterExpiry, table.Warning, many(after.count, "bar")+" after the last trading day of "+c.contract.Code+", "+last.String()+
		"; perhaps of another contract", "last", last.String())
	c.report(before, table.BeforeListing, table.Warning, many(before.count, "bar")+" from before "+c.contract.Code+" was listed; perhaps of another contract",
		"contract", c.contract.Code)
}

// interest looks for zeros in the open interest and for its jumps, which tell
// one contract from another.
func (c *checker) interest() {
	if c.b.OpenInterest.Len() != c.b.Len() || !c.future {
		return
	}
	scale := uint8(0)
	if s := c.b.OpenInterest.Scale; c.b.OpenInterest.Float == nil && s <= maxScale {
		scale = s
	}
	floor := int64(1000) // lots; below it any order may double the open interest
	for range scale {
		floor *= 10
	}
	oi := grid(c.b.OpenInterest, scale)
	var expiry, zero, mixed, change finding
	short := c.b.Minutes > 0 && c.b.Minutes <= 5 // in longer bars much may happen
	first := ""
	for k, s := range c.days {
		if k > 0 && c.b.Kind == market.Continuous && c.rolled(oi[s.from-1], oi[s.from], k, floor) {
			c.add(&change, s.from, 1)
			c.changes = append(c.changes, int32(s.from))
			if first == "" {
				first = dayText(s.day)
			}
		}
		for i := s.from; i < s.to; i++ {
			x := oi[i]
			switch {
			case x == 0 && c.isLastDay(s.day):
				c.add(&expiry, i, 1)
			case x == 0:
				c.add(&zero, i, 1)
			case short && i > s.from && x >= floor && oi[i-1] >= floor && (x/2 > oi[i-1] || oi[i-1]/2 > x):
				c.add(&mixed, i, 1)
				c.changes = append(c.changes, int32(i))
			}
		}
	}
	c.report(expiry, table.ZeroInterest, table.Notice, "open interest is 0 on the last trading day ("+many(expiry.count, "bar")+"), as the exchange states it after delivery")
	c.report(zero, table.ZeroElsewhere, table.Notice, many(zero.count, "bar")+" with an open interest of 0")
	c.report(mixed, table.MixedContracts, table.Warning, "the open interest doubles or halves from one bar to the next "+number(mixed.count)+
		" times inside a day: rows of several contracts seem to be mixed; no window reaches across", "blocks", number(mixed.count+1))
	c.report(change, table.ContractChange, table.Notice, "the series goes on with another contract on "+many(change.count, "day")+
		", the first "+first+", by the jump of the open interest; no window reaches across", "first", first)
}

// rolled tells a change of contract between two days from the open interest:
// within one contract it hardly changes overnight. That of daily bars changes
// over the whole day, most before an expiry; on the day after one it must
// change by half to count, on other days threefold. Nor does a settlement that
// the next bar does not take up belong to the same contract.
func (c *checker) rolled(before, now int64, k int, floor int64) bool {
	if c.b.Minutes == market.Daily && !c.gapBefore(c.days[k].from) && c.b.Settle.Len() == c.b.Len() && c.b.PreSettle.Len() == c.b.Len() {
		settled, ok := c.b.Settle.At(c.days[k].from - 1)
		taken, ok2 := c.b.PreSettle.At(c.days[k].from)
		if ok && ok2 && settled != taken {
			return true
		}
	}
	if before < 0 || now <= 0 || max(before, now) < floor { // delivered contracts have 0
		return false
	}
	small, large := float64(min(before, now)), float64(max(before, now))
	switch {
	case c.b.Minutes != market.Daily:
		return large > 1.3*small
	case c.isLastDay(c.days[k-1].day):
		return large > 1.5*small
	}
	return before > 0 && large > 3*small
}
