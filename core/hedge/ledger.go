package hedge

import (
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// ledger is what the trades and the two portfolios did, day by day.
type ledger struct {
	tape   *Tape
	book   *book
	trades []Trade
	deals  []deal  // of trades
	worth  float64 // CNY a point of one lot
	base   float64 // capital of the overlay: the value that is hedged at the beginning

	passive, execute portfolio
	overlay          []float64 // value at the close of every day, of 1
	paid             []float64 // costs of trades by day
	gross            unit.Yuan
	net              float64 // of all trades
	costs            Costs
}

// deal is a trade in money.
type deal struct {
	lots, value  float64 // value at entry, CNY
	gross, costs float64 // CNY
	rate         float64 // net, of the value at entry
}

// settle books the trades and the hedge. An open trade is valued at the close
// of every day; its lots are those of the hedge on the day of its entry, or,
// without an index, such that it is worth the capital's share.
func settle(t *Tape, b *book, in BacktestInput, trades []Trade) (*ledger, error) {
	n := len(b.date)
	l := &ledger{tape: t, book: b, trades: trades, deals: make([]deal, len(trades)), worth: t.Product.Multiplier, base: float64(in.Capital) * float64(in.Share),
		overlay: make([]float64, n), paid: make([]float64, n)}
	if l.worth == 0 {
		l.worth = 1
	}
	hedged := in.Index != nil
	start := portfolio{value: float64(in.Capital), share: float64(in.Share), fee: float64(in.RollFee), worth: l.worth}
	l.passive, l.execute = start, start
	if hedged {
		known := false
		for _, q := range b.index {
			known = known || q.close > 0
		}
		if !known {
			return nil, fault.About(fault.Invalid, "index", "no_common_day", "has no close between "+b.date[0].String()+" and "+b.date[n-1].String()+", the days that count",
				"first", b.date[0].String(), "last", b.date[n-1].String())
		}
		l.passive.values, l.execute.values = make([]float64, n), make([]float64, n)
	}

	index, future := 0.0, 0.0 // prices from which the next change counts; 0: not known
	next := 0                 // the trade that is open, or the next one
	for d := range n {
		if hedged && b.anew[d] {
			l.passive.set(future, b.hedge[d].open)
			l.execute.set(future, b.hedge[d].open)
			index, future = b.index[d].open, b.hedge[d].open
		}
		earned := 0.0
		for next < len(trades) && int(trades[next].DayIn) <= t.FirstDay+d {
			net, done := l.trade(next, d, in.Rules, hedged)
			if earned += net; !done {
				break
			}
			next++
		}
		l.net += earned
		l.overlay[d] = 1 + l.net/l.base
		if !hedged {
			continue
		}
		// While the index is not known neither leg earns anything: one without the
		// other would be no hedge.
		growth, moved := 1.0, 0.0
		if index > 0 {
			moved = b.hedge[d].close - future
		}
		if now := b.index[d].close; now > 0 {
			if index > 0 {
				growth = now / index
			}
			index = now
		}
		l.passive.day(growth, moved)
		l.execute.day(growth, moved)
		l.execute.value += earned
		if b.roll[d] {
			l.passive.set(b.hedge[d].close, b.next[d])
			l.execute.set(b.hedge[d].close, b.next[d])
		}
		future = b.next[d]
		l.passive.values[d], l.execute.values[d] = l.passive.value/float64(in.Capital), l.execute.value/float64(in.Capital)
	}
	return l, nil
}

// trade books what a trade earned on a day after costs, and whether it ended.
func (l *ledger) trade(i, d int, r Rules, hedged bool) (net float64, done bool) {
	t, tr, deal := l.tape, l.trades[i], &l.deals[i]
	in, out := t.Cost(r, tr)
	price := float64(tr.Entry) / t.Unit
	if int(tr.DayIn) == t.FirstDay+d {
		deal.lots = l.base / (price * l.worth)
		if hedged {
			deal.lots = l.execute.lots
		}
		deal.value = deal.lots * l.worth * price
		deal.rate = tr.Gross() - (in.Sum() + out.Sum())
		net -= l.pay(in, deal, d)
	}
	// Of what it gained in all, gross holds what days before have had.
	gained := deal.value * tr.Gross()
	if done = int(tr.DayOut) == t.FirstDay+d; !done {
		last := float64(t.Close[t.dayEnd(t.FirstDay+d)-1]) / t.Unit
		gained = deal.lots * l.worth * float64(tr.Side) * (last - price)
	}
	change := gained - deal.gross
	deal.gross = gained
	l.gross += unit.Yuan(change)
	net += change
	if done {
		net -= l.pay(out, deal, d)
	}
	return net, done
}

// pay books the costs of one fill and returns their sum.
func (l *ledger) pay(c Charge, deal *deal, d int) float64 {
	l.costs.Opening += unit.Yuan(deal.value * c.Opening)
	l.costs.Closing += unit.Yuan(deal.value * c.Closing)
	l.costs.CloseToday += unit.Yuan(deal.value * c.CloseToday)
	l.costs.Slippage += unit.Yuan(deal.value * c.Slippage)
	sum := deal.value * c.Sum()
	deal.costs += sum
	l.paid[d] += sum
	return sum
}
