package sheets

import (
	"context"
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/table/export"
	"fairbasis/core/unit"
)

// signals lists every bar with what the polynomial says of it. Where no whole
// window ends, the fit's cells are empty.
func signals(ctx context.Context, in hedge.BacktestInput, w *words) (export.Sheet, *signal.Prepared, error) {
	p, err := signal.Prepare(hedge.Part(ctx, 0, 30), in.Series, in.Settings)
	if err != nil {
		return export.Sheet{}, nil, err
	}
	n := p.Bars.Len()
	regimes := make([]signal.Regime, n)
	if _, err := p.Regimes(hedge.Part(ctx, 30, 60), regimes, in.Order, in.Window); err != nil {
		return export.Sheet{}, nil, err
	}
	value, slope, curvature, err := p.Every(hedge.Part(ctx, 60, 100), in.Order, in.Window)
	if err != nil {
		return export.Sheet{}, nil, err
	}
	daily := p.Bars.Minutes == market.Daily
	s := export.Sheet{Name: "signals", Columns: heads(w.signals, 18), Rows: n, Fill: func(i int, cells []export.Cell) {
		cells[0] = export.Stamp(p.Bars.Time[i], daily)
		for c, ticks := range [...][]int64{p.Open, p.High, p.Low, p.Close} {
			cells[1+c] = export.Cell{Kind: export.Decimal, Mantissa: ticks[i], Scale: p.Scale}
		}
		if regimes[i] == signal.None {
			return
		}
		cells[5], cells[6], cells[7] = number(value[i]), number(slope[i]), number(curvature[i])
		cells[8] = export.Words(w.regime[regimes[i]])
	}}
	return s, p, op.Tick(ctx, 100, 100)
}

// trades lists every trade.
func trades(b hedge.Backtest, p *signal.Prepared, w *words) export.Sheet {
	t := b.Trades
	daily := p.Bars.Minutes == market.Daily
	pow := 1.0
	for range p.Scale {
		pow *= 10
	}
	price := func(x float64) export.Cell { // exact: it was made of whole ticks
		return export.Cell{Kind: export.Decimal, Mantissa: int64(math.Round(x * pow)), Scale: p.Scale}
	}
	return export.Sheet{Name: "trades", Columns: heads(w.trades, 18), Rows: len(t.Side), Fill: func(i int, cells []export.Cell) {
		side := w.long
		if t.Side[i] < 0 {
			side = w.short
		}
		cells[0], cells[1] = export.Whole(t.From+i+1), export.Words(side)
		cells[2], cells[3] = export.Stamp(int64(t.Entry[i]), daily), export.Stamp(int64(t.Exit[i]), daily)
		cells[4], cells[5] = price(t.In[i]), price(t.Out[i])
		for c, x := range [...]float64{t.Lots[i], t.Gross[i], t.Costs[i], t.Net[i], t.Return[i]} {
			cells[6+c] = number(x)
		}
		cells[11] = export.Words(w.why[int(t.Why[i])])
	}}
}

// days lists the values at the close of every day, of 1 at the beginning.
func days(b hedge.Backtest, w *words) export.Sheet {
	columns := []op.Column{b.Daily.Overlay}
	if b.Passive != nil {
		columns = append(columns, b.Daily.Passive, b.Daily.Execute)
	}
	return export.Sheet{Name: "days", Columns: heads(w.days[:1+len(columns)], 12), Rows: len(b.Daily.Time), Fill: func(i int, cells []export.Cell) {
		cells[0] = export.Stamp(int64(b.Daily.Time[i]), true)
		for c, column := range columns {
			cells[1+c] = number(column[i])
		}
	}}
}

// months lists the monthly table.
func months(b hedge.Backtest, w *words) export.Sheet {
	titles := w.months
	hedged := b.Passive != nil
	if !hedged {
		titles = append(append([]string{}, titles[:3]...), titles[5:]...)
	}
	return export.Sheet{Name: "months", Columns: heads(titles, 10), Rows: len(b.Months), Fill: func(i int, cells []export.Cell) {
		m := b.Months[i]
		cells[0], cells[1], cells[2] = export.Words(m.Month), export.Whole(m.Days), number(float64(m.Overlay))
		rest := cells[3:]
		if hedged {
			rest[0], rest[1] = number(float64(*m.Passive)), number(float64(*m.Execute))
			rest = rest[2:]
		}
		rest[0], rest[1], rest[2] = export.Whole(m.Trades), export.Whole(m.Wins), number(float64(m.Costs))
	}}
}

// figure is one row of the metrics.
type figure struct {
	of, name, definition string
	value                export.Cell
}

// metrics lists every figure of the reply with its definition.
func metrics(b hedge.Backtest, w *words) export.Sheet {
	var rows []figure
	add := func(of, key string, value export.Cell) {
		name, definition := w.figure(key)
		rows = append(rows, figure{of, name, definition, value})
	}
	maybe := func(of, key string, m unit.Maybe[unit.Rate]) {
		x, ok := m.Get()
		if ok {
			add(of, key, number(float64(x)))
			return
		}
		add(of, key, export.Words(w.undefined))
	}
	date := func(of, key, text string) {
		if on, err := calendar.Parse(text); err == nil {
			add(of, key, export.Stamp(int64(on.UnixDay())*market.DayMillis, true))
		}
	}
	date(w.period, "first", b.First)
	date(w.period, "last", b.Last)
	add(w.period, "count", export.Whole(b.Days))
	add(w.period, "multiplier", number(b.Multiplier))
	portfolio := func(of string, m *hedge.Metrics) {
		if m == nil {
			return
		}
		add(of, "cumulative", number(float64(m.Cumulative)))
		maybe(of, "annualised", m.Annualised)
		maybe(of, "volatility", m.Volatility)
		maybe(of, "sharpe", m.Sharpe)
		add(of, "drawdown", number(float64(m.Drawdown)))
		date(of, "peak", m.Peak)
		date(of, "trough", m.Trough)
		date(of, "recovered", m.Recovered)
		add(of, "week", number(float64(m.Week)))
		add(of, "year", number(float64(m.Year)))
	}
	portfolio(w.overlay, &b.Overlay)
	portfolio(w.passive, b.Passive)
	portfolio(w.execute, b.Execute)
	t := b.Trading
	add(w.trading, "trades", export.Whole(t.Trades))
	add(w.trading, "long", export.Whole(t.Long))
	add(w.trading, "wins", export.Whole(t.Wins))
	if t.Trades > 0 {
		add(w.trading, "best", number(float64(t.Best)))
		add(w.trading, "worst", number(float64(t.Worst)))
		maybe(w.trading, "mean", t.Mean)
		add(w.trading, "bars", number(t.Bars))
		maybe(w.trading, "turnover", t.Turnover)
	}
	_, ended := w.figure("reason")
	net, cny := w.figure("net")
	for _, r := range t.Reasons {
		for i, why := range hedge.Why {
			if why == r.Why {
				rows = append(rows, figure{w.trading, w.why[i], ended, export.Whole(r.Trades)},
					figure{w.trading, w.why[i] + ": " + net, cny, money(r.Net)})
			}
		}
	}
	for _, c := range []struct {
		key   string
		value unit.Yuan
	}{{"opening", b.Costs.Opening}, {"closing", b.Costs.Closing}, {"close_today", b.Costs.CloseToday}, {"slippage", b.Costs.Slippage}, {"rolling", b.Costs.Rolling}} {
		add(w.costs, c.key, money(c.value))
	}
	for _, a := range []struct {
		key   string
		value unit.Yuan
	}{{"stock", b.Account.Stock}, {"hedge", b.Account.Hedge}, {"gross", b.Account.Gross}, {"paid", b.Account.Costs}, {"change", b.Account.Change}} {
		add(w.account, a.key, money(a.value))
	}
	return export.Sheet{Name: "metrics", Columns: heads(w.metrics, 24), Rows: len(rows), Fill: func(i int, cells []export.Cell) {
		r := rows[i]
		cells[0], cells[1], cells[2], cells[3] = export.Words(r.of), export.Words(r.name), r.value, export.Words(r.definition)
	}}
}

// heads makes columns of titles, the first one of a width.
func heads(titles []string, first int) []export.Column {
	out := make([]export.Column, len(titles))
	for i, t := range titles {
		out[i].Title = t
	}
	out[0].Width = first
	return out
}

func number(x float64) export.Cell { return export.Cell{Kind: export.Number, Float: x} }

func money(x unit.Yuan) export.Cell { return number(float64(x)) }
