package hedge

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// listed is how many trades a reply holds where the request does not say.
const listed = 2000

// Run is the operation BacktestKey.
func Run(ctx context.Context, in BacktestInput) (Backtest, error) {
	if in.Trades == 0 {
		in.Trades = listed
	}
	out, _, err := RunOn(ctx, in)
	return out, err
}

// RunOn is Run with every trade where in.Trades is 0. It returns the bars too,
// for those who list them.
func RunOn(ctx context.Context, in BacktestInput) (Backtest, *signal.Prepared, error) {
	p, err := signal.Prepare(Part(ctx, 0, 30), in.Series, in.Settings)
	if err != nil {
		return Backtest{}, nil, err
	}
	regimes := make([]signal.Regime, p.Bars.Len())
	if _, err := p.Regimes(Part(ctx, 30, 90), regimes, in.Order, in.Window); err != nil {
		return Backtest{}, nil, err
	}
	first, last, err := Span(p, regimes, in.FirstDay, in.LastDay)
	if err != nil {
		return Backtest{}, nil, err
	}
	t, err := NewTape(p, in.Fees, first, last)
	if err != nil {
		return Backtest{}, nil, err
	}
	var trades []Trade
	t.Walk(regimes, in.Rules, func(tr Trade) { trades = append(trades, tr) })
	if err := op.Tick(ctx, 95, 100); err != nil {
		return Backtest{}, nil, err
	}
	var index *market.Bars
	if in.Index != nil {
		index = in.Index.Bars
	}
	l, err := settle(t, newBook(t, p, in.Futures, index), in, trades)
	if err != nil {
		return Backtest{}, nil, err
	}
	out := l.reply(in)
	out.Notes = append(append(append(out.Notes, p.Notes...), t.Notes...), l.notes(p, in)...)
	return out, p, op.Tick(ctx, 100, 100)
}

// reply puts a settled ledger into words and columns.
func (l *ledger) reply(in BacktestInput) Backtest {
	t, b := l.tape, l.book
	n := len(b.date)
	out := Backtest{
		First: b.date[0].String(), Last: b.date[n-1].String(), Days: n, Product: t.Product.ID, Multiplier: l.worth,
		Overlay: measure(b.date, l.overlay, in.RiskFree), Costs: l.costs, Months: l.months(in),
		Daily: Daily{Time: make(op.Column, n), Overlay: l.overlay},
	}
	for d, on := range b.date {
		out.Daily.Time[d] = float64(on.UnixDay()) * market.DayMillis
	}
	account := Account{Gross: l.gross, Change: unit.Yuan(l.net)}
	if in.Index != nil {
		passive, execute := measure(b.date, l.passive.values, in.RiskFree), measure(b.date, l.execute.values, in.RiskFree)
		out.Passive, out.Execute = &passive, &execute
		out.Daily.Passive, out.Daily.Execute = l.passive.values, l.execute.values
		out.Costs.Rolling = unit.Yuan(l.execute.rolling)
		account.Stock, account.Hedge = unit.Yuan(l.execute.earnedStock), unit.Yuan(l.execute.earnedHedge)
		account.Change = unit.Yuan(l.execute.value) - in.Capital
		for d, rolled := range b.roll {
			if rolled {
				out.Rolls = append(out.Rolls, b.date[d].String())
			}
		}
	}
	c := out.Costs
	account.Costs = c.Opening + c.Closing + c.CloseToday + c.Slippage + c.Rolling
	out.Account = account
	out.Trading = l.trading(in)
	out.Trades = l.columns(in.Trades)
	return out
}

// trading counts the trades.
func (l *ledger) trading(in BacktestInput) Trading {
	n := len(l.trades)
	out := Trading{Trades: n, Mean: unit.None[unit.Rate](NoTrades), Turnover: unit.None[unit.Rate](NoTrades), Reasons: []Reason{}}
	if n == 0 {
		return out
	}
	reasons := make([]Reason, len(Why))
	sum, bars, traded := 0.0, 0, 0.0
	for i, tr := range l.trades {
		d := &l.deals[i]
		r := unit.Rate(d.rate)
		sum += d.rate
		if i == 0 || r > out.Best {
			out.Best = r
		}
		if i == 0 || r < out.Worst {
			out.Worst = r
		}
		if tr.Side == Long {
			out.Long++
		}
		if d.rate > 0 {
			out.Wins++
		}
		bars += int(tr.Out - tr.In)
		if in.Fill == NextOpen && tr.Why >= whyDayEnd { // from an open to a close
			bars++
		}
		traded += d.value * (1 + float64(tr.Exit)/float64(tr.Entry))
		reasons[tr.Why].Trades++
		reasons[tr.Why].Net += unit.Yuan(d.gross - d.costs)
	}
	for i, r := range reasons {
		if r.Trades > 0 {
			r.Why = Why[i]
			out.Reasons = append(out.Reasons, r)
		}
	}
	out.Mean, out.Bars = unit.Some(unit.Rate(sum/float64(n))), float64(bars)/float64(n)
	values, capital := l.overlay, l.base
	if in.Index != nil {
		values, capital = l.execute.values, float64(in.Capital)
	}
	mean := 0.0
	for _, v := range values {
		mean += v
	}
	mean *= capital / float64(len(values))
	if mean > 0 {
		out.Turnover = unit.Some(unit.Rate(traded / mean * yearDays / float64(len(values))))
	} else {
		out.Turnover = unit.None[unit.Rate](unit.NoCapital)
	}
	return out
}

// columns lists the last trades, at most limit of them; all where it is 0.
func (l *ledger) columns(limit int) Trades {
	all := len(l.trades)
	out := Trades{All: all}
	if limit > 0 && all > limit {
		out.From = all - limit
	}
	n := all - out.From
	column := func(value func(tr *Trade, d *deal) float64) op.Column {
		c := make(op.Column, n)
		for i := range c {
			c[i] = value(&l.trades[out.From+i], &l.deals[out.From+i])
		}
		return c
	}
	t := l.tape
	out.Side = column(func(tr *Trade, d *deal) float64 { return float64(tr.Side) })
	out.Entry = column(func(tr *Trade, d *deal) float64 { return float64(t.Time[tr.In]) })
	out.Exit = column(func(tr *Trade, d *deal) float64 { return float64(t.Time[tr.Out]) })
	out.In = column(func(tr *Trade, d *deal) float64 { return float64(tr.Entry) / t.Unit })
	out.Out = column(func(tr *Trade, d *deal) float64 { return float64(tr.Exit) / t.Unit })
	out.Lots = column(func(tr *Trade, d *deal) float64 { return d.lots })
	out.Gross = column(func(tr *Trade, d *deal) float64 { return d.gross })
	out.Costs = column(func(tr *Trade, d *deal) float64 { return d.costs })
	out.Net = column(func(tr *Trade, d *deal) float64 { return d.gross - d.costs })
	out.Return = column(func(tr *Trade, d *deal) float64 { return d.rate })
	out.Why = column(func(tr *Trade, d *deal) float64 { return float64(tr.Why) })
	return out
}

// months makes the monthly table. A trade counts in the month it ended, costs
// where they were paid.
func (l *ledger) months(in BacktestInput) []Month {
	var out []Month
	before := map[*[]float64]float64{}
	grown := func(values *[]float64, d int) unit.Rate {
		base, ok := before[values]
		if !ok {
			base = 1
		}
		before[values] = (*values)[d]
		if base <= 0 {
			return 0
		}
		return unit.Rate((*values)[d]/base - 1)
	}
	next := 0
	for d := 0; d < len(l.book.date); {
		month := calendar.MonthOfDate(l.book.date[d])
		m := Month{Month: month.String()}
		for ; d < len(l.book.date) && calendar.MonthOfDate(l.book.date[d]) == month; d++ {
			m.Days++
			m.Costs += unit.Yuan(l.paid[d])
			for ; next < len(l.trades) && int(l.trades[next].DayOut) <= l.tape.FirstDay+d; next++ {
				m.Trades++
				if l.deals[next].rate > 0 {
					m.Wins++
				}
			}
		}
		m.Overlay = grown(&l.overlay, d-1)
		if in.Index != nil {
			passive, execute := grown(&l.passive.values, d-1), grown(&l.execute.values, d-1)
			m.Passive, m.Execute = &passive, &execute
		}
		out = append(out, m)
	}
	return out
}

// notes says what a reader must know of the days.
func (l *ledger) notes(p *signal.Prepared, in BacktestInput) []fault.Field {
	var fs fault.Fields
	if in.Flat && p.Bars.Minutes == market.Daily {
		fs.Add("flat", "flat_daily", "bars of a day end with their day: where trades are closed by then none is opened; hold them over night instead")
	}
	if p.Bars.Kind == market.Index {
		fs.Add("futures", "index_traded", "the series is an index, at whose prices nothing can be traded; this shows what the signals are worth, not what they would have earned")
	}
	if l.tape.Product.Own {
		fs.Add("", "own_multiplier", "the series is of none of the exchange's products; lots are of 1 CNY a point")
	}
	if in.Index == nil {
		return fs
	}
	anew, missing, first, none := 0, 0, "", ""
	for d, on := range l.book.date {
		if d > 0 && l.book.anew[d] {
			if anew++; anew == 1 {
				first = on.String()
			}
		}
		if l.book.index[d].close == 0 {
			if missing++; missing == 1 {
				none = on.String()
			}
		}
	}
	if anew > 0 {
		fs.Add("", "hedge_anew", "on "+strconv.Itoa(anew)+" days index and future are bought and sold anew at the first prices, because bars are missing before or the contract changes without a price in common: nothing is earned or lost across; the first is "+first,
			"days", strconv.Itoa(anew), "first", first)
	}
	if missing > 0 {
		fs.Add("index", "index_missing", "the index has no close on "+strconv.Itoa(missing)+" days, which keep the one before; the first is "+none,
			"days", strconv.Itoa(missing), "first", none)
	}
	if len(p.Rolls) == 0 && p.Bars.Kind != market.FutureContract {
		fs.Add("", "continuous_hedge", "the series joins contracts without their own prices: a jump from one to the next counts as a gain or a loss of the hedge")
	}
	return fs
}
