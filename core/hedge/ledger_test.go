package hedge

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// daily makes bars of days that begin with the first; prices are tenths of points.
func daily(symbol string, days []calendar.Date, open, close []int64) *market.Bars {
	b := &market.Bars{Symbol: symbol, Kind: market.FutureContract, Product: symbol[:2], Minutes: market.Daily, Segment: []int32{0},
		Open: market.Column{Mantissa: open, Scale: 1}, Close: market.Column{Mantissa: close, Scale: 1}}
	for _, d := range days {
		b.Time = append(b.Time, int64(d.UnixDay())*market.DayMillis)
	}
	return b
}

// of makes a Prepared of daily bars.
func of(b *market.Bars) *signal.Prepared {
	p := &signal.Prepared{Bars: b, Scale: 1, Open: b.Open.Mantissa, High: b.Open.Mantissa, Low: b.Open.Mantissa, Close: b.Close.Mantissa,
		Stretch: []int32{0}, Contracts: []string{b.Symbol}}
	for i := range b.Time {
		p.Day = append(p.Day, int32(i))
	}
	return p
}

func settled(t *testing.T, p *signal.Prepared, in BacktestInput, trades ...Trade) (*ledger, Backtest) {
	t.Helper()
	tape, err := NewTape(p, stated, 0, p.Bars.Len())
	if err != nil {
		t.Fatal(err)
	}
	var index *market.Bars
	if in.Index != nil {
		index = in.Index.Bars
	}
	l, err := settle(tape, newBook(tape, p, in.Futures, index), in, trades)
	if err != nil {
		t.Fatal(err)
	}
	return l, l.reply(in)
}

func wants(t *testing.T, what string, got, want float64) {
	t.Helper()
	if math.Abs(got-want) > 1e-6*math.Max(1, math.Abs(want)) {
		t.Errorf("%s %.6f, want %.6f", what, got, want)
	}
}

var september = []calendar.Date{calendar.MustOf(2024, 9, 18), calendar.MustOf(2024, 9, 19), calendar.MustOf(2024, 9, 20), calendar.MustOf(2024, 9, 23)}

// TestPortfolioByHand: 1,000,000 CNY, 70 % in the index, an equal short, 0.23
// bp a side. The last trading day of September 2024 is the 20th, so the hedge
// is rolled at the close of the 19th.
//
//	open 18th  700,000 in the index at 4,000; 700,000/(4,000 x 300) = 0.58333 lots; fee 16.10
//	18th       index 4,000 -> 4,008: +1,400; future 4,000 -> 4,010: -1,750        999,633.90
//	19th       index -> 3,987.96: x 0.995 of 701,400 = -3,507; future -> 3,980: +5,250
//	           1,001,376.90 before the roll: fee (0.58333 x 3,980 x 300 + 0.7 x 1,001,376.90) x 0.23 bp
//	           = (696,500 + 700,963.83) x 0.000023 = 32.1416680900                  1,001,344.7583319
//	20th       index x 1.01: +7,009.6383; future -> 4,000: 0.58706 lots x 300 x 20 = -3,522.43130653...
func TestPortfolioByHand(t *testing.T) {
	in := Example001()
	in.Capital = 1e6
	in.Index = &market.Source{Bars: daily("000300", september, []int64{40000, 0, 0, 40279}, []int64{40080, 0, 0, 40279})}
	in.Index.Bars.Open = market.Column{Float: []float64{4000, 4000, 4000, 4000}}
	in.Index.Bars.Close = market.Column{Float: []float64{4008, 3987.96, 4027.8396, 4027.8396}}
	p := of(daily("IF2409", september, []int64{40000, 40100, 39800, 40000}, []int64{40100, 39800, 40000, 40000}))
	l, out := settled(t, p, in)
	lots := 700963.83 / (3980 * 300)
	for d, want := range []float64{999633.90, 1001344.7583319, 1001344.7583319 + 7009.6383 - lots*300*20} {
		wants(t, l.book.date[d].String()+": value", l.passive.values[d]*1e6, want)
		wants(t, "executing without trades", l.execute.values[d]*1e6, want)
	}
	wants(t, "rolling", float64(out.Costs.Rolling), 16.10+32.14166809)
	wants(t, "stock", float64(out.Account.Stock), 1400-3507+7009.6383)
	wants(t, "hedge", float64(out.Account.Hedge), -1750+5250-lots*6000)
	if len(out.Rolls) != 1 || out.Rolls[0] != "2024-09-19" || out.Execute.Cumulative != out.Passive.Cumulative || out.Overlay.Cumulative != 0 {
		t.Errorf("rolls %v, execute %v, overlay %v", out.Rolls, out.Execute, out.Overlay)
	}
}

// TestHedgeFollowsTheChain: two contracts, each by its own prices. The old one
// is held by the chain through its last day; the hedge leaves it a day before
// where the next one has closes, on its last day where it has one only there,
// and is set anew where it has none.
func TestHedgeFollowsTheChain(t *testing.T) {
	chain := daily("IF", september, []int64{40000, 40000, 40000, 41000}, []int64{40000, 40100, 40200, 41100})
	chain.Kind = market.Continuous
	for _, c := range []struct {
		name  string
		next  *market.Bars
		hedge float64 // points the hedge's future rose by in all
		// CNY on 100 m of which 70 % are hedged and the index does not move: lots
		// of 70 m, then of 70 % of what is left, each point 300.
		earned float64
		roll   string
		anew   bool
	}{
		// 4,000 -> 4,010 by IF2409, then 4,080 -> 4,095 -> 4,110 by IF2410.
		{"on the day before", daily("IF2410", september[1:], []int64{0, 0, 41000}, []int64{40800, 40950, 41100}), 10 + 15 + 15, -70e6/4000*10 - 0.7*(100e6-175000)/4080*30, "2024-09-19", false},
		// 4,000 -> 4,020 by IF2409, then 4,095 -> 4,110.
		{"on the last day", daily("IF2410", september[2:], []int64{0, 41000}, []int64{40950, 41100}), 20 + 15, -70e6/4000*20 - 0.7*(100e6-350000)/4095*15, "2024-09-20", false},
		// 4,000 -> 4,020, then from the first open 4,100 -> 4,110.
		{"without a price in common", daily("IF2410", september[3:], []int64{41000}, []int64{41100}), 20 + 10, -70e6/4000*20 - 0.7*(100e6-350000)/4100*10, "", true},
	} {
		p := of(chain)
		p.Stretch, p.Rolls, p.Contracts = []int32{0, 3}, []int32{3}, []string{"IF2409", "IF2410"}
		in := Example001(market.Source{Bars: c.next})
		in.RollFee = 0
		in.Index = &market.Source{Bars: daily("000300", september, []int64{40000, 40000, 40000, 40000}, []int64{40000, 40000, 40000, 40000})}
		tape, err := NewTape(p, stated, 0, 4)
		if err != nil {
			t.Fatal(err)
		}
		b := newBook(tape, p, in.Futures, in.Index.Bars)
		rose, from := 0.0, 0.0
		for d := range 4 {
			if b.anew[d] {
				from = b.hedge[d].open
			}
			rose += b.hedge[d].close - from
			from = b.next[d]
		}
		wants(t, c.name+": points", rose, c.hedge)
		_, out := settled(t, p, in)
		wants(t, c.name+": earned", float64(out.Account.Hedge), c.earned)
		roll := ""
		if len(out.Rolls) > 0 {
			roll = out.Rolls[0]
		}
		if roll != c.roll || len(out.Rolls) > 1 || b.anew[3] != c.anew {
			t.Errorf("%s: rolls %v, anew %v", c.name, out.Rolls, b.anew)
		}
	}
}

// TestHole: over missing days nothing is earned, and both begin anew at the
// first prices after them. One missing day is enough; a break at which none is
// missing is not, but for series whose calendar or contracts are not known.
func TestHole(t *testing.T) {
	date := func(m, d int) calendar.Date { return calendar.MustOf(2024, m, d) }
	for _, c := range []struct {
		name    string
		to      calendar.Date
		product string
		kind    market.Kind
		anew    bool
	}{
		{"weeks", date(9, 10), "IF", market.FutureContract, true}, {"weeks with a last day", date(9, 23), "IF", market.FutureContract, true},
		{"one day", date(8, 28), "IF", market.FutureContract, true}, {"none", date(8, 27), "IF", market.FutureContract, false},
		{"none, of another exchange", date(8, 27), "", market.FutureContract, true}, {"none, continuous", date(8, 27), "IF", market.Continuous, true},
	} {
		days := []calendar.Date{date(8, 26), c.to}
		p := of(daily("IF2409", days, []int64{40000, 44000}, []int64{40000, 44000}))
		p.Bars.Product, p.Bars.Kind, p.Stretch = c.product, c.kind, []int32{0, 1}
		in := Example001()
		in.RollFee = 0
		in.Index = &market.Source{Bars: daily("000300", days, []int64{40000, 36000}, []int64{40000, 36000})}
		l, out := settled(t, p, in)
		if l.book.anew[1] != c.anew || len(out.Rolls) != 0 || (out.Passive.Cumulative == 0) != c.anew {
			t.Errorf("%s: anew %v, rolls %v, %v", c.name, l.book.anew, out.Rolls, out.Passive.Cumulative)
		}
		found := false
		for _, n := range l.notes(p, in) {
			found = found || n.Code == "hedge_anew" && n.Params["first"] == c.to.String() && n.Params["days"] == "1"
		}
		if found != c.anew {
			t.Errorf("%s: notes %+v", c.name, l.notes(p, in))
		}
	}
}

// TestIndexMissing: a day without the index keeps its close; before its first
// price the future earns nothing either, whatever it does; and an index without
// any close is refused.
func TestIndexMissing(t *testing.T) {
	p := of(daily("IF2409", september, []int64{41000, 42000, 43000, 40000}, []int64{42000, 40000, 40000, 40000}))
	in := Example001()
	in.RollFee = 0
	in.Index = &market.Source{Bars: daily("000300", september[1:3], []int64{40000, 40400}, []int64{40000, 40400})}
	l, out := settled(t, p, in)
	wants(t, "cumulative", float64(out.Passive.Cumulative), 0.7*0.01)
	if n := l.notes(p, in); n[len(n)-1].Code != "index_missing" || n[len(n)-1].Params["days"] != "2" {
		t.Errorf("notes %+v", n)
	}
	in.Index.Bars = daily("000300", []calendar.Date{calendar.MustOf(2020, 1, 2)}, []int64{40000}, []int64{40000})
	tape, _ := NewTape(p, stated, 0, 4)
	refused(t, "index:no_common_day", func() error {
		_, err := settle(tape, newBook(tape, p, nil, in.Index.Bars), in, nil)
		return err
	})
}

// TestTradeByHand: golden case 18 with the share 1 and no index, so that one
// trade is worth the capital of 1,200,000 CNY: one lot of IF at 4,000. Bought
// and sold at 4,000 on a day it costs 27.60 + 414.00 and 0.2 points of slippage
// twice, 120.00; sold at 4,010 it gains 3,000 before, and pays 1,203,000 x 3.45
// bp = 415.035 for closing.
func TestTradeByHand(t *testing.T) {
	p, _ := made("4000/4000. 4000/4000. | 4000/4000.")
	in := Example001()
	in.Capital, in.Share, in.Slip = 1.2e6, 1, 0.2
	l, out := settled(t, p, in, Trade{Side: Long, In: 0, Out: 1, Entry: 4000, Exit: 4000, Why: whyDayEnd}, Trade{Side: Long, In: 2, Out: 2, DayIn: 1, DayOut: 1, Entry: 4000, Exit: 4010, Why: whyStop})
	for i, want := range []float64{27.60 + 414 + 120, 27.60 + 415.035 + 120} {
		wants(t, "costs", l.deals[i].costs, want)
		wants(t, "lots", out.Trades.Lots[i], 1)
		wants(t, "net", out.Trades.Net[i], []float64{0, 3000}[i]-want)
		wants(t, "rate", out.Trades.Return[i], ([]float64{0, 3000}[i]-want)/1.2e6)
	}
	wants(t, "overlay", float64(out.Overlay.Cumulative), (3000-27.60*2-414-415.035-240)/1.2e6)
	if out.Trading.Wins != 1 || out.Trading.Long != 2 || out.Trading.Bars != 1 || len(out.Trading.Reasons) != 2 {
		t.Errorf("%+v", out.Trading)
	}
	wants(t, "turnover", float64(out.Trading.Turnover.Or(0)), (1.2e6*3+1.203e6)/(1.2e6*(out.Daily.Overlay[0]+out.Daily.Overlay[1])/2)*252/2)
}

// TestOverMonths: a trade of 2024-09-30 to 10-08 is one of October, valued in
// September, with its costs where they were paid; from close to close it was
// held for as many bars as lie between.
func TestOverMonths(t *testing.T) {
	days := []calendar.Date{calendar.MustOf(2024, 9, 27), calendar.MustOf(2024, 9, 30), calendar.MustOf(2024, 10, 8)}
	p := of(daily("IF2412", days, []int64{40000, 40000, 40000}, []int64{40000, 40400, 40800}))
	in := Example001()
	in.Capital, in.Share, in.Fill = 1.2e6, 1, NextClose
	_, out := settled(t, p, in, Trade{Side: Long, In: 0, Out: 2, DayIn: 0, DayOut: 2, Entry: 40000, Exit: 40800, Why: whyEnd})
	sep, oct := out.Months[0], out.Months[1]
	if sep.Trades != 0 || oct.Trades != 1 || oct.Wins != 1 || sep.Days != 2 || oct.Days != 1 || out.Trading.Bars != 2 {
		t.Errorf("%+v, %+v, %v bars", sep, oct, out.Trading.Bars)
	}
	wants(t, "September", float64(sep.Overlay), 0.01-0.000023)
	wants(t, "costs of September", float64(sep.Costs), 27.60)
	wants(t, "costs of October", float64(oct.Costs), 27.60*1.02)
}

// TestReconciles: whatever the bars, the rules and the index, everything adds
// up to the cent, and trades to what the overlay earned.
func TestReconciles(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := drawn(t)
		in := Example001()
		in.Rules = drawnRules(t)
		in.Share = unit.Rate(rapid.IntRange(1, 100).Draw(t, "share")) / 100
		in.RollFee = unit.Rate(rapid.IntRange(0, 10).Draw(t, "fee")) / 1e5
		tape, err := NewTape(p, stated, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		var index *market.Bars
		if rapid.Bool().Draw(t, "index") {
			var prices []int64
			for range tape.Day {
				prices = append(prices, rapid.Int64Range(39000, 41000).Draw(t, "level"))
			}
			index = daily("000300", tape.Date, prices, prices)
			in.Index = &market.Source{Bars: index}
		}
		var trades []Trade
		tape.Walk(regimes, in.Rules, func(tr Trade) { trades = append(trades, tr) })
		l, err := settle(tape, newBook(tape, p, nil, index), in, trades)
		if err != nil {
			t.Fatal(err)
		}
		out := l.reply(in)
		near := func(what string, a, b unit.Yuan) {
			if !(math.Abs(float64(a-b)) < 0.005) {
				t.Fatalf("%s: %v and %v", what, a, b)
			}
		}
		a, c := out.Account, out.Costs
		near("account", a.Stock+a.Hedge+a.Gross-a.Costs, a.Change)
		near("kinds of costs", c.Opening+c.Closing+c.CloseToday+c.Slippage+c.Rolling, a.Costs)
		net, gross, costs, reasons, months, count := unit.Yuan(0), unit.Yuan(0), unit.Yuan(0), unit.Yuan(0), unit.Yuan(0), 0
		for i, tr := range trades {
			net += unit.Yuan(out.Trades.Net[i])
			gross += unit.Yuan(out.Trades.Gross[i])
			costs += unit.Yuan(out.Trades.Costs[i])
			near("net of a trade", unit.Yuan(out.Trades.Net[i]), unit.Yuan(tape.Net(in.Rules, tr)*l.deals[i].value))
		}
		base := in.Capital * unit.Yuan(in.Share)
		near("trades and overlay", net, base*unit.Yuan(out.Overlay.Cumulative))
		near("gross", gross, a.Gross)
		near("costs", costs, a.Costs-c.Rolling)
		for _, r := range out.Trading.Reasons {
			reasons += r.Net
			count += r.Trades
		}
		near("reasons", reasons, net)
		ended := 0
		for _, m := range out.Months {
			months += m.Costs
			ended += m.Trades
		}
		near("months", months, costs)
		if count != len(trades) || ended != len(trades) || out.Trading.Trades != len(trades) {
			t.Fatalf("%d trades, %d by reason, %d by month", len(trades), count, ended)
		}
		if n := out.Days; n != len(out.Daily.Overlay) || n != len(tape.Day) || in.Index != nil && n != len(out.Daily.Execute) {
			t.Fatalf("%d days, %d values", n, len(out.Daily.Overlay))
		}
		if in.Index == nil {
			near("without an index", net, a.Change)
		} else if in.RollFee == 0 && len(trades) == 0 && out.Execute.Cumulative != out.Passive.Cumulative {
			t.Fatal("two portfolios without trades differ")
		}
	})
}

// TestCostsNeverHelp: a dearer closing, a broker's share or slippage never
// raise the net of any trade.
func TestCostsNeverHelp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := drawn(t)
		r := drawnRules(t)
		cheap, err := NewTape(p, stated, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		fees := stated
		fees.Broker = unit.Rate(rapid.IntRange(0, 9).Draw(t, "broker")) / 1e5
		fees.CloseToday += unit.Rate(rapid.IntRange(0, 9).Draw(t, "today")) / 1e5
		dear, err := NewTape(p, fees, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		more := r
		more.Slip += unit.Points(rapid.IntRange(0, 9).Draw(t, "more")) / 10
		cheap.Walk(regimes, r, func(tr Trade) {
			if a, b := cheap.Net(r, tr), dear.Net(more, tr); b > a+1e-15 || a > tr.Gross() {
				t.Fatalf("%+v: %v, with more costs %v", tr, a, b)
			}
		})
	})
}
