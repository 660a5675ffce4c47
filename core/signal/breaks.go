package signal

import (
	"slices"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// Why windows begin anew, as Restart.Why has it.
const (
	atStart    = "start"
	atHole     = "hole"
	atContract = "contract"
	atNoPrice  = "no_price"
)

// pause is a bar at which windows begin anew.
type pause struct {
	bar int32
	why string
}

// breaks returns where the bars are broken, in order, without the first bar.
func (p *Prepared) breaks(left leftOut) []pause {
	n := int32(p.Bars.Len())
	var out []pause
	c := p.clock()
	rolls := p.Rolls
	for _, s := range left.places(left.segments) {
		if s <= 0 || s >= n {
			continue
		}
		why := atHole
		for len(rolls) > 0 && rolls[0] < s {
			rolls = rolls[1:]
		}
		switch {
		case len(rolls) > 0 && rolls[0] == s:
			why = atContract
		case p.Bars.Kind == market.Continuous: // what is broken there though nothing is missing is another contract
			if m, ok := c.since(int(s)); ok && m == p.Bars.Minutes {
				why = atContract
			}
		}
		out = append(out, pause{s, why})
	}
	for _, s := range left.places(left.bars) {
		if s > 0 && s < n {
			out = append(out, pause{s, atNoPrice})
		}
	}
	slices.SortStableFunc(out, func(a, b pause) int { return int(a.bar - b.bar) })
	return slices.CompactFunc(out, func(a, b pause) bool { return a.bar == b.bar })
}

// Bounds of the axis of minutes.
const (
	longestFill = 60      // trading minutes in a row without a bar that keep the price before; more are a hole
	mostPoints  = 8 << 20 // 64 MB
)

// minutes lays the bars on the trading minutes and returns the breaks that
// remain: a bar that does not come for up to an hour of trading leaves the
// price where it was, and breaks nothing.
func (p *Prepared) minutes(breaks []pause) ([]pause, error) {
	b, c := p.Bars, p.clock()
	if b.Minutes <= 0 {
		return nil, refuse("axis", "mixed_lengths", "the bars have different lengths, so they are not laid on trading minutes; choose bars")
	}
	kept := make([]pause, 0, len(breaks))
	at := 0
	for k := range p.Day {
		day := c.day(int(p.Day[k]))
		minute, before := 0, -1 // of the bar before, the same day: with which it ends, and its place
		for i := int(p.Day[k]); i < p.end(p.Day, k); i++ {
			if before >= 0 && b.Time[i]-b.Time[i-1] == 60_000 {
				minute++
			} else {
				minute = c.minute(i, day)
			}
			place, _ := c.place(minute, day)
			if place < 0 {
				stamp := market.Stamp(b.Time[i], false)
				return nil, refuse("axis", "outside_minutes", "the bar of "+stamp+" does not end with a trading minute of the exchange, 09:31 to 11:30 and 13:01 to 15:00; choose bars",
					"stamp", stamp)
			}
			step, why := b.Minutes, ""
			if before >= 0 {
				step = place - before
			}
			if before = place; i == 0 {
				continue
			}
			if len(breaks) > 0 && int(breaks[0].bar) == i {
				why = breaks[0].why
				breaks = breaks[1:]
				step, _ = c.since(i)
				if why != atContract && step > b.Minutes && step-b.Minutes <= longestFill {
					why = ""
				}
			} else if step-b.Minutes > longestFill {
				why = atHole
			}
			if why != "" {
				kept = append(kept, pause{int32(i), why})
				step = 1
			}
			if step != 1 && p.at == nil { // up to here points are bars
				p.at = make([]int32, b.Len())
				for j := range p.at[:i] {
					p.at[j] = int32(j)
				}
			}
			if at += step; at >= mostPoints {
				return nil, refuse("axis", "too_many_minutes", "the bars are so far apart that there are more than "+strconv.Itoa(mostPoints)+
					" trading minutes between them; choose bars", "max", strconv.Itoa(mostPoints))
			}
			if p.at != nil {
				p.at[i] = int32(at)
			}
		}
	}
	if p.at != nil {
		filled := strconv.Itoa(at + 1 - b.Len())
		p.Notes = append(p.Notes, fault.Note("axis", "minutes_filled", filled+" trading minutes without a bar keep the price before", "minutes", filled))
	}
	return kept, nil
}

// restarts sets Stretch and Restarts.
func (p *Prepared) restarts(breaks []pause) {
	p.Stretch = make([]int32, 1, len(breaks)+1)
	for _, s := range breaks {
		p.Stretch = append(p.Stretch, s.bar)
	}
	for k, from := range p.Stretch[:min(len(p.Stretch), maxRestarts)] {
		r := Restart{Bar: int(from), Time: float64(p.Bars.Time[from]), Day: p.Bars.Day(int(from)).String(), Why: atStart, Bars: p.end(p.Stretch, k) - int(from)}
		if k > 0 {
			r.Why = breaks[k-1].why
		}
		p.Restarts = append(p.Restarts, r)
	}
}
