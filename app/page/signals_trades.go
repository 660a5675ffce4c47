package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// How many rows the lists of results have.
const (
	lastTrades = 10 // of the list of trades at first
	pageTrades = 50 // of a page of all trades
	lastMonths = 12
)

// yuan prints money to the cent, with its sign.
func yuan(x unit.Yuan) string { return unit.Signed(x, 2) }

// money is an amount in the colour of its sign.
func money(x unit.Yuan) part.Cell { return part.Cell{Text: yuan(x), Tone: tone(x)} }

// tradesPanel counts what was done and what it cost, and lists the trades.
func (c *signals) tradesPanel() app.UI {
	t := c.test.got
	if t == nil {
		return nothing()
	}
	return app.Div().Class("slot").Body(
		part.Columns{Left: []app.UI{c.tradingPanel(t)}, Right: []app.UI{c.costsPanel(t)}}.UI(),
		c.tradeList(t))
}

// tradingPanel are the counts and why trades ended.
func (c *signals) tradingPanel(t *hedge.Backtest) app.UI {
	w, n := &c.w.Hedge, &t.Trading
	ofAll := func(k int) string {
		if n.Trades == 0 {
			return count(k)
		}
		return w.OfAll.With("n", count(k), "share", unit.PrintRate(unit.Rate(float64(k)/float64(n.Trades)), unit.Percent, 1))
	}
	facts := part.Facts{Items: []part.Fact{{Label: w.Count, Value: count(n.Trades)}}}
	if n.Trades > 0 {
		facts.Items = append(facts.Items, part.Fact{Label: w.Longs, Value: ofAll(n.Long)}, part.Fact{Label: w.Wins, Value: ofAll(n.Wins)},
			part.Fact{Label: w.Mean, Value: c.value(n.Mean, signedPercent[unit.Rate])}, part.Fact{Label: w.Best, Value: signedPercent(n.Best)},
			part.Fact{Label: w.Worst, Value: signedPercent(n.Worst)}, part.Fact{Label: w.Held, Value: w.BarsHeld.With("n", unit.Print(n.Bars, 1))})
	}
	facts.Items = append(facts.Items, part.Fact{Label: w.Turnover, Value: c.value(n.Turnover, func(r unit.Rate) string { return unit.PrintRate(r, unit.Percent, 0) })})
	reasons := part.Table{ID: "reasons", Label: w.ReasonsTable, Caption: w.ReasonsTable, Columns: []part.Column{{Label: w.Reason}, {Label: w.Count, Numeric: true}, {Label: w.Net, Numeric: true}}}
	for _, r := range n.Reasons {
		reasons.Rows = append(reasons.Rows, part.Row{Cells: []part.Cell{{Text: c.words().Reasons[r.Why]}, {Text: count(r.Trades)}, money(r.Net)}})
	}
	return part.Panel{ID: "trading-title", Title: w.TradingTitle, Body: greyed(c.test.stale, facts.UI(),
		slot(len(n.Reasons) > 0, func() app.UI { return reasons.Whole() }))}.UI()
}

// costsPanel is what trading took and how everything adds up.
func (c *signals) costsPanel(t *hedge.Backtest) app.UI {
	w, k, a := &c.w.Hedge, &t.Costs, &t.Account
	amounts := []part.Column{{Label: w.Item}, {Label: w.Amount, Numeric: true}}
	line := func(label string, cell part.Cell) part.Row { return part.Row{Cells: []part.Cell{{Text: label}, cell}} }
	sum := func(label string, cell part.Cell) []part.Row {
		return []part.Row{{Kind: part.RowSum, Cells: []part.Cell{{Text: label}, cell}}}
	}
	plain := func(x unit.Yuan) part.Cell { return part.Cell{Text: unit.Print(x, 2)} }
	costs := part.Table{ID: "costs", Label: w.CostsTable, Caption: w.CostsTitle, Columns: amounts, Rows: []part.Row{
		line(w.Opening, plain(k.Opening)), line(w.Closing, plain(k.Closing)), line(w.CloseToday, plain(k.CloseToday)), line(w.Slippage, plain(k.Slippage))}}
	total, note := k.Opening+k.Closing+k.CloseToday+k.Slippage, w.AccountNoIndex
	account := part.Table{ID: "account", Label: w.AccountTable, Caption: w.AccountTitle, Columns: amounts}
	if t.Execute != nil {
		total, note = total+k.Rolling, w.AccountNote
		costs.Rows = append(costs.Rows, line(w.Rolling, plain(k.Rolling)))
		account.Rows = append(account.Rows, line(w.Stock, money(a.Stock)), line(w.Hedge, money(a.Hedge)))
	}
	costs.Foot = sum(w.Total, plain(total))
	account.Rows = append(account.Rows, line(w.Gross, money(a.Gross)), line(w.Costs, money(-a.Costs)))
	account.Foot = sum(w.Change, money(a.Change))
	return part.Panel{ID: "costs-title", Title: w.CostsTitle, Body: greyed(c.test.stale, costs.Whole(), account.Whole(), part.Note(part.Words(note)...))}.UI()
}

// tradeList is the last trades, or all of them page by page.
func (c *signals) tradeList(t *hedge.Backtest) app.UI {
	w, d, n := &c.w.Hedge, &c.w.Data, len(t.Trades.Side)
	panel := part.Panel{ID: "trades-title", Title: w.TradesTitle}
	if n == 0 {
		panel.Body = greyed(c.test.stale, part.Note(part.Words(w.NoTrades)...))
		return panel.UI()
	}
	from, to := max(n-lastTrades, 0), n
	panel.Note = w.LastTrades.With("n", count(to-from), "all", count(t.Trades.All))
	pages := (n + pageTrades - 1) / pageTrades
	if c.drawn.allTrades {
		page := min(max(c.drawn.page, 0), pages-1)
		from, to = page*pageTrades, min((page+1)*pageTrades, n)
		panel.Note = w.AllTrades.With("from", count(t.Trades.From+from+1), "to", count(t.Trades.From+to), "all", count(t.Trades.All))
	}
	tools := []app.UI{}
	if n > lastTrades {
		text := w.ShowAll.With("n", count(n))
		if c.drawn.allTrades {
			text = w.ShowLast.With("n", count(lastTrades))
		}
		tools = append(tools, part.Button{ID: "trades-all", Text: text, OnClick: c.onAllTrades}.UI())
	}
	if c.drawn.allTrades && pages > 1 {
		page := from / pageTrades
		tools = append(tools,
			part.Button{Name: "trades-page", Value: "0", Text: d.FirstPage, Off: page == 0, OnClick: c.onTradesPage}.UI(),
			part.Button{Name: "trades-page", Value: strconv.Itoa(page - 1), Text: d.PreviousPage, Off: page == 0, OnClick: c.onTradesPage}.UI(),
			part.Button{Name: "trades-page", Value: strconv.Itoa(page + 1), Text: d.NextPage, Off: page == pages-1, OnClick: c.onTradesPage}.UI(),
			part.Button{Name: "trades-page", Value: strconv.Itoa(pages - 1), Text: d.LastPage, Off: page == pages-1, OnClick: c.onTradesPage}.UI())
	}
	decimals := -1
	if v := c.view.got; v != nil {
		decimals = v.Decimals
	}
	body := []app.UI{app.Raw(c.once("trades", stretch{test: t, from: from, to: to, decimals: decimals}, func() part.Table { return c.tradeTable(&t.Trades, from, to) })), part.Beside(tools...)}
	if t.Trades.From > 0 {
		body = append(body, part.Note(part.Words(w.Limited.With("n", count(n), "all", count(t.Trades.All)))...))
	}
	panel.Body = greyed(c.test.stale, body...)
	return panel.UI()
}

// tradeTable are some of the trades, two related figures in a cell.
func (c *signals) tradeTable(t *hedge.Trades, from, to int) part.Table {
	w, s := &c.w.Hedge, c.words()
	table := part.Table{ID: "trades", Label: w.TradesTable, Wide: true, Columns: []part.Column{{Label: w.Entry, Second: w.Exit}, {Label: w.Side, Second: w.Reason},
		{Label: w.Price + " · " + w.Entry, Second: w.Exit, Numeric: true}, {Label: w.Lots, Numeric: true}, {Label: w.Gross, Second: w.Costs, Numeric: true}, {Label: w.Net, Second: w.Return, Numeric: true}}}
	for k := from; k < to; k++ {
		side := w.OpenShort
		if t.Side[k] > 0 {
			side = w.OpenLong
		}
		net := part.Cell{Text: unit.Signed(t.Net[k], 2), Tone: tone(t.Net[k]), Second: signedPercent(t.Return[k]), Tone2: tone(t.Return[k])}
		table.Rows = append(table.Rows, part.Row{Cells: []part.Cell{
			{Text: market.Stamp(int64(t.Entry[k]), c.daily()), Second: market.Stamp(int64(t.Exit[k]), c.daily())},
			{Text: side, Second: s.Reasons[hedge.Why[int(t.Why[k])]]},
			{Text: c.quote(t.In[k]), Second: c.quote(t.Out[k])},
			{Text: unit.Print(t.Lots[k], 2)},
			{Text: unit.Signed(t.Gross[k], 2), Second: unit.Print(-t.Costs[k], 2)}, net}})
	}
	return table
}

func (c *signals) onAllTrades(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.drawn.allTrades, c.drawn.page = !c.drawn.allTrades, 0
	if t := c.test.got; c.drawn.allTrades && t != nil { // where the last ones are
		c.drawn.page = (len(t.Trades.Side) - 1) / pageTrades
	}
}

func (c *signals) onTradesPage(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if page, err := strconv.Atoi(ctx.JSSrc().Get("value").String()); err == nil {
		c.drawn.page = page
	}
}

// monthsPanel are the returns by month, the last ones first.
func (c *signals) monthsPanel() app.UI {
	t := c.test.got
	if t == nil || len(t.Months) == 0 {
		return nothing()
	}
	shown := len(t.Months)
	if !c.drawn.allMonths {
		shown = min(shown, lastMonths)
	}
	w := &c.w.Hedge
	body := []app.UI{app.Raw(c.once("months", stretch{test: t, to: shown}, func() part.Table { return c.monthsTable(t, shown) }))}
	if len(t.Months) > lastMonths {
		text := w.ShowAll.With("n", count(len(t.Months)))
		if c.drawn.allMonths {
			text = w.ShowLast.With("n", count(lastMonths))
		}
		body = append(body, part.Beside(part.Button{ID: "months-all", Text: text, OnClick: c.onAllMonths}.UI()))
	}
	return part.Panel{ID: "months-title", Title: w.MonthsTitle, Body: greyed(c.test.stale, body...)}.UI()
}

// monthsTable are the last months, the latest first.
func (c *signals) monthsTable(t *hedge.Backtest, shown int) part.Table {
	w := &c.w.Hedge
	table := part.Table{ID: "months", Label: w.MonthsTable, Wide: true, Columns: []part.Column{{Label: w.Month}, {Label: w.Days, Numeric: true}}}
	whole := t.Execute != nil
	if whole {
		table.Columns = append(table.Columns, part.Column{Label: w.Execute, Numeric: true}, part.Column{Label: w.Passive, Numeric: true})
	}
	table.Columns = append(table.Columns, part.Column{Label: w.Overlay, Numeric: true}, part.Column{Label: w.Count, Numeric: true}, part.Column{Label: w.Wins, Numeric: true}, part.Column{Label: w.Costs + " " + w.Amount, Numeric: true})
	optional := func(r *unit.Rate) part.Cell {
		if r == nil {
			return part.Cell{Text: "—"}
		}
		return returned(*r)
	}
	for i := len(t.Months) - 1; i >= len(t.Months)-shown; i-- {
		m := &t.Months[i]
		row := []part.Cell{{Text: m.Month}, {Text: count(m.Days)}}
		if whole {
			row = append(row, optional(m.Execute), optional(m.Passive))
		}
		table.Rows = append(table.Rows, part.Row{Cells: append(row, returned(m.Overlay), part.Cell{Text: count(m.Trades)}, part.Cell{Text: count(m.Wins)}, part.Cell{Text: unit.Print(m.Costs, 2)})})
	}
	return table
}

func (c *signals) onAllMonths(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.drawn.allMonths = !c.drawn.allMonths
}
