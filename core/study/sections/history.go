package sections

import (
	"fairbasis/core/calendar"
	"fairbasis/core/report"
	"fairbasis/core/study"
)

var contractColumns = []column{
	{head: pair{"合约", "Contract"}, shape: words0, definition: pair{"当日有数据的合约", "contract with data on the day"}, source: fromData},
	{head: pair{"自然日", "Days left"}, shape: whole, definition: pair{"最后交易日 − 今日", "last trading day − the day"}, source: fromA0},
	{head: pair{"交易日", "Trading days left"}, shape: whole, definition: pair{"今日之后至最后交易日（含）的交易日数 N", "N, the trading days after the day up to the last trading day"}, source: fromA0},
	{head: pair{"价格", "Price"}, shape: shape{report.Points, 1}, definition: pair{"{price}", "{price}"}, source: fromData},
	{head: pair{"基差", "Basis"}, shape: points2, signed: true, definition: pair{"F − S", "F − S"}, source: fromA3},
	{head: pair{"基差率", "Basis rate"}, shape: shape{report.Percent, 3}, signed: true, definition: pair{"(F − S) ÷ S", "(F − S) ÷ S"}, source: fromA3},
	{head: pair{"分红", "Dividends"}, shape: points2, definition: pair{"到期前的分红点数 D", "D, dividend points until expiry"}, source: pair{"公式 A.6", "formulas A.6"}},
	{head: pair{"年化基差率", "Annualised"}, shape: percent2, signed: true, definition: pair{"(F − S + D) ÷ S × K，{convention}", "(F − S + D) ÷ S × K, {convention}"}, source: fromA3},
	{head: pair{"成交量", "Volume"}, shape: lots, definition: pair{"当日", "of the day"}, source: fromData},
	{head: pair{"持仓量", "Open interest"}, shape: lots, definition: pair{"当日", "of the day"}, source: fromData},
	{head: pair{"持仓占比", "Share"}, shape: percent1, definition: pair{"合约持仓 ÷ 全部合约持仓", "open interest ÷ that of all contracts"}, source: fromA3},
}

var switchColumns = []column{
	{head: pair{"日期", "Day"}, shape: date0, definition: pair{"自该日起所取的合约不同", "from this day on another contract is measured"}, source: fromA3},
	{head: pair{"由", "From"}, shape: words0, definition: pair{"此前所取的合约", "contract measured before"}, source: fromA3},
	{head: pair{"换为", "To"}, shape: words0, definition: pair{"此后所取的合约", "contract measured from then on"}, source: fromA3},
}

var changeOfRulesColumns = []column{
	{head: pair{"日期", "Day"}, shape: date0, definition: pair{"实行日", "effective day"}, source: fromRules},
	{head: pair{"规则", "Rule"}, shape: words0, definition: pair{"变动的规则", "rule that changed"}, source: fromRules},
	{head: pair{"自此为", "Value from then on"}, shape: words0, definition: pair{"实行日起的取值", "in force from the day"}, source: fromRules},
}

var undefinedColumns = []column{
	{head: pair{"原因", "Reason"}, shape: words0, definition: pair{"没有值的原因", "why there is no value"}, source: fromHere},
	{head: pair{"天数", "Days"}, shape: whole, definition: pair{"没有值的交易日", "trading days without a value"}, source: fromHere},
	{head: pair{"首日", "First"}, shape: date0, definition: pair{"第一个这样的日子", "first such day"}, source: fromHere},
	{head: pair{"末日", "Last"}, shape: date0, definition: pair{"最后一个这样的日子", "last such day"}, source: fromHere},
}

// History is one measure through time.
func History(lang string, r study.History) report.Section {
	l := of(lang)
	s := shapeOf(r.Measure)
	value := l.measure(r.Measure)
	today := l.table("history_today", pair{"{date} 各合约", "The contracts on {date}"}, contractColumns, s,
		"date", r.Today.Date.String(), "price", l.name(priceNames, r.Measure.Filled().Price), "convention", l.convention(r.Measure.Filled().Convention))
	for _, q := range r.Today.Contracts {
		today.Rows = append(today.Rows, []report.Cell{report.Words(q.Contract), report.Int(q.CalendarDays), report.Int(q.TradingDays), cell(l, q.Price), cell(l, q.Basis),
			cell(l, q.BasisRate), report.Of(q.Dividends), cell(l, q.Annualised), cell(l, q.Volume), cell(l, q.OpenInterest), cell(l, q.Weight)})
	}
	summary := l.table("history_summary", pair{"{value}的分布", "Distribution of the {value}"}, columns([]column{
		{head: pair{"最近一日", "Last day"}, signed: true, definition: pair{"{date} 的值", "value of {date}"}, source: fromHere},
		{head: pair{"分位数", "Percentile"}, shape: percent1, definition: pair{"{rank}", "{rank}"}, source: fromA3},
		{head: pair{"{n} 日均值", "{n}-day mean"}, signed: true, definition: pair{"最近 {n} 个交易日的均值，不足不计", "mean of the last {n} trading days, whole windows only"}, source: from002},
		{head: pair{"均值分位数", "Percentile of the mean"}, shape: percent1, definition: pair{"{n} 日均值；{rank}", "of the {n}-day mean; {rank}"}, source: fromA3},
	}, summaryColumns), s, "value", value, "date", r.Today.Date.String(), "n", itoa(r.Average), "rank", l.rank(r.Rank))
	summary.Rows = [][]report.Cell{append([]report.Cell{cell(l, r.Today.Value), cell(l, r.Percentile), cell(l, r.Today.Smooth), cell(l, r.SmoothPercentile)}, l.summary(r.Summary)...)}

	tables := []report.Table{summary, today}
	if len(r.Switches) > 0 {
		t := l.table("history_switches", pair{"换月", "Switches of contract"}, switchColumns, s)
		t.Fold = true
		for _, x := range r.Switches {
			t.Rows = append(t.Rows, []report.Cell{day(x.Date), report.Words(x.From), report.Words(x.To)})
		}
		tables = append(tables, t)
	}
	if len(r.Changes) > 0 {
		t := l.table("history_changes", pair{"规则变动", "Changes of rules"}, changeOfRulesColumns, s)
		t.Fold = true
		for _, x := range r.Changes {
			for i, id := range x.Rules {
				text := ""
				if i < len(x.Values) {
					text = RuleValue(lang, id, float64(x.Values[i]))
				}
				t.Rows = append(t.Rows, []report.Cell{day(x.Date), report.Words(l.name(ruleNames, id)), report.Words(text)})
			}
		}
		tables = append(tables, t)
	}
	tables = append(tables, l.undefined("history_undefined", r.Line)...)
	low := itoa(r.Low)
	notes := append(l.measureNotes(r.Measure), l.rankNote(r.Rank),
		l.note(pair{"分位带", "Percentile band"}, pair{"每日为止 {n} 个交易日的第 {low} 与第 {high} 百分位数及中位数", "{low}th and {high}th percentile and median of the {n} trading days up to each day"}, fromHF, "n", itoa(r.Band), "low", low, "high", itoa(100-r.Low)))
	if len(r.HurdleUpper.Value) > 0 || len(r.HurdleLower.Value) > 0 {
		notes = append(notes, l.note(pair{"套利线", "Arbitrage lines"}, pair{
			"两条线之外，期现套利的年化收益达到 {h}：费用与保证金取当日规则，其余成本取报告 001 附录",
			"outside of the two lines cash-and-carry arbitrage returns {h} a year: fees and margins by the rules of the day, other costs of the appendix of report 001"}, pair{"公式 A.4 (c)；报告 001 附录", "formulas A.4 (c); report 001, appendix"}, "h", l.text(percent0, float64(r.Hurdle), false)))
	}
	if len(r.FullUpper.Value) > 0 || len(r.FullLower.Value) > 0 {
		notes = append(notes, l.note(pair{"完整区间", "Full band"}, pair{"计入当日各项成本的无套利区间", "no-arbitrage band with every cost of the day"}, pair{"公式 A.4 (d)", "formulas A.4 (d)"}))
	}
	return report.Section{
		ID: "history", Title: l.say(pair{"{value}走势", "History of the {value}"}, "value", value),
		About: l.about(r.About, l.what(r.Measure)), Lead: l.historyLead(r, s), Tables: tables, Notes: notes, Warnings: l.warnings(r.Notes),
	}
}

// undefined is the table of days without a value, none where all have one.
func (l language) undefined(id string, s study.Series) []report.Table {
	if len(s.Undefined) == 0 {
		return nil
	}
	t := l.table(id, pair{"没有值的日子", "Days without a value"}, undefinedColumns, percent2)
	t.Fold = true
	for _, u := range s.Undefined {
		t.Rows = append(t.Rows, []report.Cell{report.Words(l.why(u.Why).Why), report.Int(u.Days), day(u.First), day(u.Last)})
	}
	return []report.Table{t}
}

func (l language) historyLead(r study.History, s shape) []string {
	var out []string
	add := func(p pair, pairs ...string) { out = append(out, l.say(p, pairs...)) }
	value, defined := r.Today.Value.Get()
	x := float64(value)
	if defined {
		add(pair{"{date}：{what} {x}，{side}。", "{date}: {what} {x}, {side}."}, "date", r.Today.Date.String(), "what", l.measure(r.Measure), "x", l.text(s, x, true), "side", l.side(r.Measure, x))
	}
	if p, ok := r.Percentile.Get(); ok && defined {
		add(pair{"在 {n} 个交易日（{window}）中处于 {p} 分位。", "It ranks at {p} among {n} trading days ({window})."}, "n", count(r.Ranked), "window", l.window(r.Rank), "p", l.text(percent1, float64(p), false))
	}
	median, ok := r.Summary.Median.Get()
	low, ok1 := r.Summary.P10.Get()
	high, ok2 := r.Summary.P90.Get()
	if ok && ok1 && ok2 {
		add(pair{"中位数 {m}，十天有八天在 {a} 与 {b} 之间。", "The median is {m}; eight days in ten lie between {a} and {b}."}, "m", l.text(s, float64(median), true), "a", l.text(s, float64(low), true), "b", l.text(s, float64(high), true))
	}
	premium, discount, sign := 0, 0, signOf(r.Measure)
	for _, v := range r.Line.Value {
		switch {
		case v*sign > 0:
			premium++
		case v*sign < 0:
			discount++
		}
	}
	if n := len(r.Line.Value); n > 0 {
		add(pair{"全部 {n} 天中，{a} 天升水（{p}），{b} 天贴水（{q}）。", "Of all {n} days, {a} were at a premium ({p}) and {b} at a discount ({q})."}, "n", count(n), "a", count(premium), "b", count(discount),
			"p", l.text(percent1, float64(premium)/float64(n), false), "q", l.text(percent1, float64(discount)/float64(n), false))
	}
	if n := len(r.Switches); n > 0 {
		last := r.Switches[n-1]
		add(pair{"所取合约更换 {n} 次，最近一次在 {date}，由 {from} 换为 {to}。", "The contract measured changed {n} times, last on {date} from {from} to {to}."}, "n", count(n), "date", last.Date.String(), "from", last.From, "to", last.To)
	}
	upper, ok1 := lastOn(r.HurdleUpper, r.Today.Date)
	lower, ok2 := lastOn(r.HurdleLower, r.Today.Date)
	if defined && ok1 && ok2 {
		h := l.text(percent0, float64(r.Hurdle), false)
		switch {
		case x*sign > upper*sign:
			add(pair{"高于 {h} 套利线：按所列成本，买现货卖期货的年化收益超过 {h}。", "Above the {h} arbitrage line: at the costs stated, buying the stocks and selling the future returns more than {h} a year."}, "h", h)
		case x*sign < lower*sign:
			add(pair{"低于 {h} 套利线：按所列成本，融券卖现货买期货的年化收益超过 {h}。", "Below the {h} arbitrage line: at the costs stated, selling borrowed stocks and buying the future returns more than {h} a year."}, "h", h)
		default:
			add(pair{"在两条 {h} 套利线之间：按所列成本，两个方向的年化收益都达不到 {h}。", "Between the two {h} arbitrage lines: at the costs stated, neither direction returns {h} a year."}, "h", h)
		}
	}
	return out
}

// lastOn returns the last value of a series if it is of that day.
func lastOn(s study.Series, d calendar.Date) (float64, bool) {
	n := len(s.Value)
	if n == 0 || n != len(s.Time) || d.IsZero() || s.Time[n-1] != float64(d.UnixDay())*86400000 {
		return 0, false
	}
	return s.Value[n-1], true
}

// HistoryDays is the table of all days: long, for saving rather than for reading.
func HistoryDays(lang string, r study.History) report.Table {
	l := of(lang)
	t := l.table("history_days", pair{"逐日数据", "Day by day"}, []column{
		{head: pair{"日期", "Day"}, shape: date0, source: fromData, definition: pair{"交易日", "trading day"}},
		{head: pair{"{value}", "{value}"}, signed: true, source: fromA3, definition: pair{"{formula}；{of}", "{formula}; {of}"}},
		{head: pair{"{n} 日均值", "{n}-day mean"}, signed: true, source: from002, definition: pair{"到当日为止 {n} 个交易日的均值", "mean of the {n} trading days up to the day"}},
		{head: pair{"指数", "Index"}, shape: points2, source: fromData, definition: pair{"收盘", "close"}},
		{head: pair{"分位带下沿", "Band, lower"}, signed: true, source: fromHF, definition: pair{"到当日为止 {band} 个交易日的第 {low} 百分位数", "{low}th percentile of the {band} trading days up to the day"}},
		{head: pair{"分位带上沿", "Band, upper"}, signed: true, source: fromHF, definition: pair{"到当日为止 {band} 个交易日的第 {high} 百分位数", "{high}th percentile of the {band} trading days up to the day"}},
		{head: pair{"套利线上", "Arbitrage, upper"}, signed: true, source: fromA4, definition: pair{"公式 A.4 (c)，年化 {h}", "formulas A.4 (c), {h} a year"}},
		{head: pair{"套利线下", "Arbitrage, lower"}, signed: true, source: fromA4, definition: pair{"公式 A.4 (c)，年化 {h}", "formulas A.4 (c), {h} a year"}},
		{head: pair{"成交量", "Volume"}, shape: lots, source: fromData, definition: pair{"全部合约", "all contracts"}},
		{head: pair{"持仓量", "Open interest"}, shape: lots, source: fromData, definition: pair{"全部合约", "all contracts"}},
	}, shapeOf(r.Measure), "value", l.measure(r.Measure), "formula", l.name(valueFormulas, r.Measure.Filled().Value), "of", l.name(ofNames, r.Measure.Filled().Of),
		"n", itoa(r.Average), "band", itoa(r.Band), "low", itoa(r.Low), "high", itoa(100-r.Low), "h", l.text(percent0, float64(r.Hurdle), false))
	lists := []study.Series{r.Line, r.Smooth, r.Index, r.Lower, r.Upper, r.HurdleUpper, r.HurdleLower, r.Volume, r.OpenInterest}
	at := make([]int, len(lists))
	for {
		next, any := 0.0, false
		for i, s := range lists {
			if at[i] < len(s.Time) && at[i] < len(s.Value) && (!any || s.Time[at[i]] < next) {
				next, any = s.Time[at[i]], true
			}
		}
		if !any {
			return t
		}
		row := make([]report.Cell, len(lists)+1)
		row[0] = day(calendar.OfUnixDay(int(next / 86400000)))
		for i, s := range lists {
			if at[i] < len(s.Time) && at[i] < len(s.Value) && s.Time[at[i]] == next {
				row[i+1] = report.Of(s.Value[at[i]])
				at[i]++
			}
		}
		t.Rows = append(t.Rows, row)
	}
}
