package sections

import (
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/report"
	"fairbasis/core/study"
	"fairbasis/core/unit"
	"fairbasis/core/words"
)

// overviewColumns are those of table 1 of report 001, in its order.
var overviewColumns = []column{
	{head: pair{"指数", "Index"}, shape: words0, definition: pair{"期货的标的指数", "index the future is on"}, source: fromTable1},
	{head: pair{"主力合约", "Main contract"}, shape: words0, definition: pair{"周末日{rule}", "{rule} on the last day of the week"}, source: fromTable1},
	{head: pair{"指数涨跌幅", "Index change"}, shape: percent2, signed: true, definition: pair{"周末日收盘 ÷ 上周末日收盘 − 1", "close of the last day ÷ close of the last day of the week before − 1"}, source: fromTable1},
	{head: pair{"主力合约涨跌幅", "Main contract change"}, shape: percent2, signed: true, definition: pair{"主力合约周末日收盘 ÷ 其上周末日{reference} − 1", "main contract's close ÷ its {reference} a week before − 1"}, source: fromTable1},
	{head: pair{"主力合约基差率", "Basis rate"}, shape: shape{report.Percent, 3}, signed: true, definition: pair{"(F − S) ÷ S，收盘价", "(F − S) ÷ S, at the closes"}, source: fromTable1},
	{head: pair{"分红调整基差率", "Dividend-adjusted"}, shape: shape{report.Percent, 3}, signed: true, definition: pair{"(F − S + D) ÷ S，D 为到期前的分红点数", "(F − S + D) ÷ S, D the dividend points until expiry"}, source: fromTable1},
	{head: pair{"{mean} 日基差率均值", "{mean}-day mean"}, shape: shape{report.Percent, 3}, signed: true, definition: pair{"主力合约基差率在最近 {mean} 个交易日（含当日）的均值，每日取当日的主力合约", "mean of the main contract's basis rate over the last {mean} trading days, today included, each day by its own main contract"}, source: fromTable1},
	{head: pair{"{volume}（万手）", "{volume} (10,000 lots)"}, shape: plain2, definition: pair{"全部合约；{volumerule}", "all contracts; {volumerule}"}, source: fromTable1},
	{head: pair{"周末持仓（万手）", "Open interest (10,000 lots)"}, shape: plain2, definition: pair{"全部合约周末日持仓之和", "sum of all contracts on the last day"}, source: fromTable1},
	{head: pair{"跨期价差分位数", "Spread percentile"}, shape: percent2, definition: pair{"{spread}{rank}", "{spread} {rank}"}, source: fromA5},
	{head: pair{"指数估值分位数", "Valuation percentile"}, shape: percent2, definition: pair{"所给估值列（如市盈率）当日值的分位数；{rank}", "percentile of the day's value in the valuation column given, such as a price-earnings ratio; {rank}"}, source: fromTable1},
}

// changeColumns are what report 001 says beside its table.
var changeColumns = []column{
	overviewColumns[0],
	{head: pair{"主力合约", "Main contract"}, shape: words0, definition: overviewColumns[1].definition, source: fromTable1},
	{head: pair{"剩余交易日", "Trading days left"}, shape: whole, definition: pair{"今日之后至最后交易日（含）的交易日数 N", "N, the trading days after the day up to the last trading day"}, source: fromA0},
	{head: pair{"年化基差率", "Annualised"}, shape: percent2, signed: true, definition: pair{"分红调整基差率 × K，{convention}", "dividend-adjusted rate × K, {convention}"}, source: fromA3},
	{head: pair{"年化分位数", "Its percentile"}, shape: percent2, definition: pair{"主力合约年化基差率；{rank}", "of the main contract's annualised rate; {rank}"}, source: fromA3},
	{head: pair{"成交量变动", "Volume change"}, shape: percent2, signed: true, definition: pair{"{volume}较上周", "{volume}, over the week before"}, source: fromTable1},
	{head: pair{"持仓量变动", "Open interest change"}, shape: percent2, signed: true, definition: pair{"周末持仓较上周末", "over the last day of the week before"}, source: fromTable1},
	{head: pair{"跨期价差", "Calendar spread"}, signed: true, definition: pair{"{spread}", "{spread}"}, source: fromA5},
	{head: pair{"估值", "Valuation"}, shape: plain2, definition: pair{"所给估值列的当日值", "the day's value in the valuation column given"}, source: fromData},
}

// checkColumns are what the numbers were computed from.
var checkColumns = []column{
	overviewColumns[0],
	{head: pair{"数据首日", "First day"}, shape: date0, definition: pair{"数据的第一天", "first day of the data"}, source: fromData},
	{head: pair{"周末日", "Last day"}, shape: date0, definition: pair{"本周最后一个有数据的交易日", "last trading day of the week with data"}, source: fromData},
	{head: pair{"本周天数", "Days"}, shape: whole, definition: pair{"本周有数据的交易日", "trading days of the week with data"}, source: fromData},
	{head: pair{"指数收盘", "Index close"}, shape: points2, definition: pair{"周末日收盘", "close of the last day"}, source: fromData},
	{head: pair{"合约收盘", "Contract close"}, shape: points2, definition: pair{"主力合约周末日收盘", "main contract's close on the last day"}, source: fromData},
	{head: pair{"涨跌基准", "Change from"}, shape: words0, definition: pair{"主力合约涨跌幅由上周末的哪个价格算起", "which price a week before the main contract's change is from"}, source: fromTable1},
	{head: pair{"价差样本", "Spread days"}, shape: whole, definition: pair{"跨期价差分位数所比较的天数", "days the spread is ranked among"}, source: fromHere},
	{head: pair{"年化样本", "Rate days"}, shape: whole, definition: pair{"年化分位数所比较的天数", "days the annualised rate is ranked among"}, source: fromHere},
	{head: pair{"估值样本", "Valuation days"}, shape: whole, definition: pair{"估值分位数所比较的天数", "days the valuation is ranked among"}, source: fromHere},
}

// Overview is the weekly table of report 001.
func Overview(lang string, r study.Overview) report.Section {
	l := of(lang)
	volume, volumeRule := pair{"日均成交", "Daily volume"}, pair{"本周的日均值", "mean of a day of the week"}
	if r.Volume == "sum" {
		volume, volumeRule = pair{"周成交", "Week's volume"}, pair{"本周之和", "sum over the week"}
	}
	pairs := []string{"rule", l.name(ofNames, r.Main), "reference", l.reference(r.Reference), "mean", itoa(r.Mean), "volume", l.word(volume),
		"volumerule", l.word(volumeRule), "spread", l.spread(r.Spread), "rank", l.rank(r.Rank), "convention", l.convention(r.Convention)}
	main := l.table("overview", pair{"期指一周概览", "The week in index futures"}, overviewColumns, percent2, pairs...)
	changes := l.table("overview_changes", pair{"年化、变动与价差", "Annualised, changes and spreads"}, changeColumns, spreadShape(r.Spread), pairs...)
	checks := l.table("overview_checks", pair{"概览所用数据", "What the week was computed from"}, checkColumns, percent2, pairs...)
	checks.Fold = true
	var notes []fault.Field
	var of []string
	for _, row := range r.Rows {
		name := report.Words(l.index(row.Product))
		contract := report.Words(row.Contract)
		main.Rows = append(main.Rows, []report.Cell{name, contract, cell(l, row.IndexChange), cell(l, row.MainChange), cell(l, row.BasisRate),
			cell(l, row.AdjustedRate), cell(l, row.MeanRate), tenThousand(l, row.Volume), tenThousand(l, row.OpenInterest),
			cell(l, row.SpreadPercentile), cell(l, row.ValuationPercentile)})
		changes.Rows = append(changes.Rows, []report.Cell{name, contract, report.Int(row.TradingDays), cell(l, row.Annualised), cell(l, row.BasisPercentile),
			cell(l, row.VolumeChange), cell(l, row.OpenInterestChange), cell(l, row.Spread), cell(l, row.Valuation)})
		reference := report.Cell{}
		if row.Reference != "" {
			reference = report.Words(l.reference(row.Reference))
		}
		checks.Rows = append(checks.Rows, []report.Cell{name, day(row.First), day(row.Week), report.Int(row.Days), cell(l, row.Index), cell(l, row.Close),
			reference, report.Int(row.SpreadCount), report.Int(row.BasisCount), report.Int(row.ValuationCount)})
		for _, n := range row.Notes {
			notes, of = append(notes, n), append(of, row.Product)
		}
	}
	before := ""
	if !r.Before.IsZero() {
		before = l.say(pair{"，较 {d}", ", against {d}"}, "d", r.Before.String())
	}
	return report.Section{
		ID: "overview", Title: l.word(pair{"周度概览", "Weekly overview"}),
		About: l.say(pair{"截至 {week} 的一周{before}。主力合约：{rule}。年化按{convention}。正数为升水（期货高于指数），负数为贴水。",
			"Week to {week}{before}. Main contract: {rule}. Annualised by {convention}. Positive is a premium (future above index), negative a discount."},
			append(pairs, "week", r.Week.String(), "before", before)...) + l.turned(r.Convention),
		Lead:     l.overviewLead(r),
		Tables:   []report.Table{main, changes, checks},
		Warnings: l.together(notes, of),
		Notes: []report.Note{
			l.rankNote(r.Rank),
			l.note(pair{"跨期价差", "Calendar spread"}, pair{"{spread}", "{spread}"}, fromA5, "spread", l.spread(r.Spread)),
			l.note(pair{"与报告 001 的出入", "Against report 001"}, pair{
				"报告 001 图表 1 的涨跌幅、基差率、均值、成交与持仓可由同样的数据逐位重算；其分位数没有写明样本与口径，无法重算。此处的分位数以上面写明的口径和所载数据为准",
				"changes, basis rates, means, volume and open interest of its table 1 come out of the same data to the last printed digit; it does not say what its percentiles are counted over, so they cannot be rebuilt. Those here are by the rule above, over the data loaded"}, fromTable1),
		},
	}
}

// turned warns of a convention in which plus is a discount.
func (l language) turned(convention string) string {
	if signOf(study.Measure{Convention: convention}) > 0 {
		return ""
	}
	return l.word(pair{"年化基差率按此口径变号：正数为贴水。", " This convention turns the sign of the annualised rate: positive is a discount."})
}

// together are notes in words, each with the products it is of.
func (l language) together(notes []fault.Field, of []string) []string {
	texts, products := l.warnings(notes), make(map[string][]string, len(notes))
	for i, n := range notes {
		text := words.Fault(l.code(), n)
		if list := products[text]; len(list) == 0 || list[len(list)-1] != of[i] {
			products[text] = append(list, of[i])
		}
	}
	for i, text := range texts {
		texts[i] = l.say(pair{"{of}：{text}", "{of}: {text}"}, "of", l.list(products[text]), "text", text)
	}
	return texts
}

// reference is the price a change is from.
func (l language) reference(id string) string {
	if id == "auto" {
		return l.word(pair{"结算价（没有结算价时为收盘价）", "settlement (close where there is none)"})
	}
	return l.name(priceNames, id)
}

// tenThousand is a number of lots in units of 10,000, as the report prints it.
func tenThousand(l language, m unit.Maybe[unit.Number]) report.Cell {
	if x, ok := m.Get(); ok {
		return report.Of(float64(x) / 10000)
	}
	return l.why(m.Why())
}

// overviewLead says what the week was.
func (l language) overviewLead(r study.Overview) []string {
	var out []string
	add := func(p pair, pairs ...string) { out = append(out, l.say(p, pairs...)) }
	var premium, discount, above, below, volumes, interests, rates, spreads []string
	up, down, best, worst := 0, 0, -1, -1
	for i, row := range r.Rows {
		contract := row.Contract
		if contract == "" {
			contract = row.Product
		}
		if x, ok := row.IndexChange.Get(); ok {
			switch {
			case x > 0:
				up++
			case x < 0:
				down++
			}
			if best < 0 || x > r.Rows[best].IndexChange.Or(0) {
				best = i
			}
			if worst < 0 || x < r.Rows[worst].IndexChange.Or(0) {
				worst = i
			}
		}
		if x, ok := row.BasisRate.Get(); ok {
			item := l.with(contract, l.text(shape{report.Percent, 3}, float64(x), true))
			switch {
			case x > 0:
				premium = append(premium, item)
			case x < 0:
				discount = append(discount, item)
			}
			if mean, ok := row.MeanRate.Get(); ok && x > mean {
				above = append(above, row.Product)
			} else if ok && x < mean {
				below = append(below, row.Product)
			}
		}
		if x, ok := row.VolumeChange.Get(); ok {
			volumes = append(volumes, row.Product+" "+l.text(percent2, float64(x), true))
		}
		if x, ok := row.OpenInterestChange.Get(); ok {
			interests = append(interests, row.Product+" "+l.text(percent2, float64(x), true))
		}
		if x, ok := row.Annualised.Get(); ok {
			text := contract + " " + l.text(percent2, float64(x), true)
			if p, ok := row.BasisPercentile.Get(); ok {
				text = l.with(text, l.say(pair{"{n} 天中的 {p} 分位", "ranks at {p} of {n} days"}, "n", count(row.BasisCount), "p", l.text(percent1, float64(p), false)))
			}
			rates = append(rates, text)
		}
		if p, ok := row.SpreadPercentile.Get(); ok {
			spreads = append(spreads, row.Product+" "+l.text(percent1, float64(p), false))
		}
	}
	switch {
	case best >= 0 && len(r.Rows) > 1:
		add(pair{"指数 {up} 涨 {down} 跌：{best} {x} 居首，{worst} {y} 居末。", "Indices: {up} up, {down} down; {best} first with {x}, {worst} last with {y}."},
			"up", itoa(up), "down", itoa(down), "best", l.index(r.Rows[best].Product), "worst", l.index(r.Rows[worst].Product),
			"x", l.text(percent2, float64(r.Rows[best].IndexChange.Or(0)), true), "y", l.text(percent2, float64(r.Rows[worst].IndexChange.Or(0)), true))
	case best >= 0:
		add(pair{"{index} 周内 {x}。", "{index} over the week: {x}."}, "index", l.index(r.Rows[best].Product), "x", l.text(percent2, float64(r.Rows[best].IndexChange.Or(0)), true))
	}
	if len(premium)+len(discount) > 0 {
		add(pair{"主力合约升水：{a}；贴水：{b}。", "Main contracts at a premium: {a}; at a discount: {b}."}, "a", l.list(premium), "b", l.list(discount))
	}
	if len(above)+len(below) > 0 {
		add(pair{"基差率高于 {n} 日均值：{a}；低于：{b}。", "Basis rate above its {n}-day mean: {a}; below: {b}."}, "n", itoa(r.Mean), "a", l.list(above), "b", l.list(below))
	}
	if len(rates) > 0 {
		add(pair{"年化基差率（{c}）：{list}。", "Annualised basis rate ({c}): {list}."}, "c", l.convention(r.Convention), "list", l.list(rates))
	}
	if len(volumes) > 0 {
		add(pair{"成交量较上周：{list}。", "Volume over the week before: {list}."}, "list", l.list(volumes))
	}
	if len(interests) > 0 {
		add(pair{"持仓量较上周末：{list}。", "Open interest over the week before: {list}."}, "list", l.list(interests))
	}
	if len(spreads) > 0 {
		add(pair{"跨期价差（{pair}）的分位数：{list}。", "Percentile of the calendar spread ({pair}): {list}."}, "pair", l.name(pairNames, r.Spread.Filled().Pair), "list", l.list(spreads))
	}
	return out
}

// ruleNames are the rules of the exchange by their ids.
var ruleNames = []named{
	{string(market.OpenFee), pair{"开仓手续费", "fee for opening"}},
	{string(market.CloseFee), pair{"平仓手续费", "fee for closing"}},
	{string(market.CloseTodayFee), pair{"平今手续费", "fee for closing the same day"}},
	{string(market.DeliveryFee), pair{"交割手续费", "delivery fee"}},
	{string(market.Margin), pair{"非套保保证金", "margin"}},
	{string(market.HedgeMargin), pair{"套保保证金", "margin, hedging"}},
	{string(market.MinimumMargin), pair{"最低保证金", "minimum margin"}},
	{string(market.PriceLimit), pair{"涨跌停", "daily price limit"}},
	{string(market.LastDayPriceLimit), pair{"最后交易日涨跌停", "price limit on the last day"}},
	{string(market.OpeningLimit), pair{"日内开仓限额", "lots opened a day"}},
	{string(market.PositionLimit), pair{"持仓限额", "position limit"}},
	{string(market.StampDuty), pair{"股票印花税", "stamp duty on stocks"}},
	{string(market.ShortMargin), pair{"融券保证金", "short-sale margin"}},
	{string(market.ShortMarginPrivate), pair{"融券保证金（私募）", "short-sale margin, private funds"}},
	{string(market.FinancingMargin), pair{"融资保证金", "financing margin"}},
}

// Rule is the name of a rule of the exchange by its id.
func Rule(lang, id string) string { return of(lang).name(ruleNames, id) }

// RuleValue writes the value of a rule: fees in 1/10000, limits in lots, all
// others in percent.
func RuleValue(lang, id string, x float64) string {
	switch market.RuleID(id) {
	case market.OpenFee, market.CloseFee, market.CloseTodayFee, market.DeliveryFee:
		return unit.PrintRate(unit.Rate(x), unit.TenThousandths, 2)
	case market.OpeningLimit, market.PositionLimit:
		return unit.Print(x, 0) + of(lang).word(pair{" 手", " lots"})
	}
	decimals := 0
	if x < 0.01 {
		decimals = 2 // stamp duty
	}
	return unit.PrintRate(unit.Rate(x), unit.Percent, decimals)
}
