package signal

import (
	"context"
	"slices"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// Prepare brings a series into the form that Regimes and a back-test read:
// contracts chained, prices in ticks of one scale, bars without a price left
// out, days and stretches found. Only Price, Axis and Days of the settings
// count, so that one Prepared serves every order and window.
//
// It refuses a series without bars or closes, bars of a day on the axis of
// minutes or with windows that begin anew every day, and on the axis of
// minutes bars outside the sessions of the exchange.
func Prepare(ctx context.Context, s Series, set Settings) (*Prepared, error) {
	if err := op.Tick(ctx, 0, 3); err != nil {
		return nil, err
	}
	b, rolls, contracts, err := s.chain()
	if err != nil {
		return nil, err
	}
	if err := set.suits(b); err != nil {
		return nil, err
	}
	p := &Prepared{Contracts: contracts}
	left, err := p.clean(b)
	if err != nil {
		return nil, err
	}
	p.Rolls = left.places(rolls)
	if err := op.Tick(ctx, 1, 3); err != nil {
		return nil, err
	}
	p.Day = p.Bars.DayStarts()
	breaks := p.breaks(left)
	if set.Axis == Minutes {
		if breaks, err = p.minutes(breaks); err != nil {
			return nil, err
		}
	}
	p.restarts(breaks)
	p.begin = p.Stretch
	if set.Days == SameDay {
		p.begin = market.Union(p.Stretch, p.Day)
	}
	if err := op.Tick(ctx, 2, 3); err != nil {
		return nil, err
	}
	if err := p.fill(set); err != nil {
		return nil, err
	}
	p.remark(len(left.bars))
	return p, nil
}

// chain returns the bars of a series and, where several contracts are
// chained, the first bars and the symbols of what follows.
func (s Series) chain() (b *market.Bars, rolls []int32, contracts []string, err error) {
	if len(s.Futures) == 1 {
		b = s.Futures[0].Bars
		if b == nil || b.Len() == 0 {
			return nil, nil, nil, refuse("futures.0", "no_bars", "has no bars; name a series that has some")
		}
		return b, nil, []string{b.Symbol}, nil
	}
	list := make([]*market.Bars, len(s.Futures))
	for i, f := range s.Futures {
		list[i] = f.Bars
	}
	rule := s.Roll
	if rule == "" {
		rule = market.ByCurrentMonth
	}
	c, err := market.NewChain(list, rule, market.Unadjusted)
	if err != nil {
		var fs fault.Fields
		fs.Merge("futures", err)
		return nil, nil, nil, fs.Err()
	}
	for k, r := range c.Rolls {
		if k == 0 {
			contracts = append(contracts, r.From)
		}
		rolls, contracts = append(rolls, int32(r.Bar)), append(contracts, r.To)
	}
	if contracts == nil { // of all contracts one was chosen throughout
		contracts = []string{soleContract(list, c.Bars)}
	}
	return c.Bars, rolls, contracts, nil
}

// soleContract names the contract all bars of a chain are of.
func soleContract(list []*market.Bars, chain *market.Bars) string {
	at := slices.IndexFunc(list, func(b *market.Bars) bool {
		if b == nil {
			return false
		}
		i, ok := slices.BinarySearch(b.Time, chain.Time[0])
		return ok && i+chain.Len() <= b.Len() && b.Time[i+chain.Len()-1] == chain.Time[chain.Len()-1] &&
			b.Close.Text(i) == chain.Close.Text(0)
	})
	if at < 0 {
		return chain.Symbol
	}
	return list[at].Symbol
}

// suits refuses settings that mean nothing for bars.
func (s Settings) suits(b *market.Bars) error {
	var fs fault.Fields
	if b.Minutes == market.Daily {
		if s.Axis == Minutes {
			fs.Add("axis", "daily_bars", "the bars are of whole days, which have no trading minutes; choose bars")
		}
		if s.Days == SameDay {
			fs.Add("days", "daily_bars", "the bars are of whole days, so no window fits into one; choose across or gap_adjusted")
		}
	}
	return fs.Err()
}

// remark notes what a reader must know of the series.
func (p *Prepared) remark(left int) {
	note := func(code, message string, params ...string) {
		p.Notes = append(p.Notes, fault.Note("futures", code, message, params...))
	}
	if left > 0 {
		note("bars_left_out", strconv.Itoa(left)+" bars have no open or no close and were left out", "bars", strconv.Itoa(left))
	}
	if len(p.Contracts) == 1 && p.Bars.Kind == market.Continuous {
		note("continuous_windows", "the series joins several contracts; windows begin anew only where the file shows that the contract changes")
	}
}

func refuse(path, code, message string, params ...string) error {
	var fs fault.Fields
	fs.Add(path, code, message, params...)
	return fs.Err()
}
