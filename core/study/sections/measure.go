package sections

import (
	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/report"
	"fairbasis/core/study"
)

// named is a word for a stable name.
type named struct {
	id    string
	words pair
}

// name looks up the word for a stable name; the name itself where there is none.
func (l language) name(list []named, id string) string {
	for _, n := range list {
		if n.id == id {
			return l.word(n.words)
		}
	}
	return id
}

// The words of every choice of package study.
var (
	valueNames = []named{
		{study.Basis, pair{"基差", "basis"}},
		{study.Rate, pair{"基差率", "basis rate"}},
		{study.Adjusted, pair{"分红调整基差", "dividend-adjusted basis"}},
		{study.AdjustedRate, pair{"分红调整基差率", "dividend-adjusted basis rate"}},
		{study.Annualised, pair{"年化基差率", "annualised basis rate"}},
	}
	valueFormulas = []named{
		{study.Basis, pair{"F − S", "F − S"}},
		{study.Rate, pair{"(F − S) ÷ S", "(F − S) ÷ S"}},
		{study.Adjusted, pair{"F − S + D，D 为到期前的分红点数", "F − S + D, D the dividend points until expiry"}},
		{study.AdjustedRate, pair{"(F − S + D) ÷ S，D 为到期前的分红点数", "(F − S + D) ÷ S, D the dividend points until expiry"}},
		{study.Annualised, pair{"(F − S + D) ÷ S × K，D 为到期前的分红点数", "(F − S + D) ÷ S × K, D the dividend points until expiry"}},
	}
	ofNames = []named{
		{study.Weighted, pair{"全部合约按持仓量加权", "all contracts, weighted by open interest"}},
		{string(market.ByVolume), pair{"成交量最大的合约", "the contract with the highest volume"}},
		{string(market.ByOpenInterest), pair{"持仓量最大的合约", "the contract with the highest open interest"}},
		{string(market.ByPrevOpenInterest), pair{"前一日持仓量最大的合约", "the contract with the highest open interest the day before"}},
		{study.CurrentWith, pair{"当月合约", "the current-month contract"}},
		{study.NextMonth, pair{"下月合约", "the next-month contract"}},
		{study.NearQuarter, pair{"当季合约", "the nearer quarter contract"}},
		{study.FarQuarter, pair{"下季合约", "the farther quarter contract"}},
	}
	priceNames = []named{
		{"close", pair{"收盘价", "close"}},
		{"settle", pair{"结算价", "settlement"}},
	}
	pairNames = []named{
		{study.PairNext, pair{"当月−下月", "current less next month"}},
		{study.PairQuarter, pair{"当月−当季", "current month less nearer quarter"}},
		{study.PairFar, pair{"当月−下季", "current month less farther quarter"}},
	}
	spreadNames = []named{
		{"points", pair{"近月价 − 远月价", "near − far price"}},
		{"rate_spot", pair{"（近月价 − 远月价）÷ 指数", "(near − far price) ÷ index"}},
		{"rate_far", pair{"（近月价 − 远月价）÷ 远月价", "(near − far price) ÷ far price"}},
		{"per_day", pair{"（近月价 − 远月价）÷ 指数 ÷ 两到期日之间的交易日数", "(near − far price) ÷ index ÷ trading days between the expiries"}},
		{"annualised", pair{"（近月价 − 远月价）÷ 指数 ÷ 两到期日之间的交易日数 × 252", "(near − far price) ÷ index ÷ trading days between the expiries × 252"}},
	}
	methodNames = []named{
		{"inclusive", pair{"小于它的个数 ÷ (n − 1)，不在样本中的值线性内插（Excel PERCENTRANK.INC）", "values below ÷ (n − 1), interpolated for a value that is not among them (Excel PERCENTRANK.INC)"}},
		{"weak", pair{"不大于它的个数 ÷ n", "values not above ÷ n"}},
		{"mid", pair{"小于与不大于它的个数之均值 ÷ n", "mean of the values below and not above ÷ n"}},
	}
)

// measure is the name of what is measured.
func (l language) measure(m study.Measure) string { return l.name(valueNames, m.Filled().Value) }

// shapeOf returns how a measure is written.
func shapeOf(m study.Measure) shape {
	switch m.Filled().Value {
	case study.Annualised:
		return percent2
	case study.Rate, study.AdjustedRate:
		return shape{report.Percent, 3}
	}
	return points2
}

// spreadShape returns how a calendar spread is written.
func spreadShape(s study.Spread) shape {
	switch s.Filled().Definition {
	case "points":
		return points2
	case "annualised":
		return percent2
	case "per_day":
		return shape{report.Percent, 4}
	}
	return shape{report.Percent, 3}
}

// signOf is +1 where a positive measure is a premium of the future, -1 where it
// is a discount.
func signOf(m study.Measure) float64 {
	m = m.Filled()
	if c, err := calendar.ConventionNamed(m.Convention); err == nil && m.Value == study.Annualised {
		return float64(c.Sign)
	}
	return 1
}

// side says whether a measure of that value is a premium or a discount.
func (l language) side(m study.Measure, x float64) string {
	switch x *= signOf(m); {
	case x > 0:
		return l.word(pair{"升水", "a premium"})
	case x < 0:
		return l.word(pair{"贴水", "a discount"})
	}
	return l.word(pair{"平水", "neither premium nor discount"})
}

// convention is the name of a way to annualise.
func (l language) convention(id string) string {
	c, err := calendar.ConventionNamed(id)
	if err != nil {
		return id
	}
	return []string{c.NameZH, c.NameEN}[l]
}

// index is the name of the index of a product.
func (l language) index(product string) string {
	p, err := market.ProductNamed(product)
	if err != nil || p.IndexNameZH == "" {
		return product
	}
	return []string{p.IndexNameZH, p.IndexNameEN}[l]
}

// about is the line on what a section is of.
func (l language) about(a study.About, what string) string {
	return l.say(pair{"{index}（{product}），{first} 至 {last}，{days} 个交易日。{what}", "{index} ({product}), {first} to {last}, {days} trading days. {what}"},
		"index", l.index(a.Product), "product", a.Product, "first", a.First.String(), "last", a.Last.String(), "days", count(a.Days), "what", what)
}

// what is the measure, its contract, price and convention, and what its sign means.
func (l language) what(m study.Measure) string {
	m = m.Filled()
	sign := pair{"正数为升水（期货高于指数），负数为贴水。", "Positive is a premium (future above index), negative a discount."}
	if signOf(m) < 0 {
		sign = pair{"正数为贴水（期货低于指数），负数为升水。", "Positive is a discount (future below index), negative a premium."}
	}
	convention := ""
	if m.Value == study.Annualised {
		convention = l.say(pair{"，{c}", ", {c}"}, "c", l.convention(m.Convention))
	}
	return l.say(pair{"{value}：{of}，{price}{convention}。{sign}", "Measured: {value} of {of}, {price}{convention}. {sign}"},
		"value", l.measure(m), "of", l.name(ofNames, m.Of), "price", l.name(priceNames, m.Price), "convention", convention, "sign", l.word(sign))
}

// spread is a calendar spread, its definition, price and days, and its sign.
func (l language) spread(s study.Spread) string {
	s = s.Filled()
	weekly := ""
	if s.Weekly {
		weekly = l.word(pair{"，每周最后一个交易日", ", last day of each week"})
	}
	return l.say(pair{"跨期价差：{pair}，{rule}，{price}{weekly}。正数为近月高于远月。", "Calendar spread: {pair}, {rule}, {price}{weekly}. Positive: near above far."},
		"pair", l.name(pairNames, s.Pair), "rule", l.name(spreadNames, s.Definition), "price", l.name(priceNames, s.Price), "weekly", weekly)
}

// rank says how a percentile is counted, and over which days.
func (l language) rank(r study.Rank) string {
	method := r.Method
	if method == "" {
		method = "inclusive"
	}
	text := l.name(methodNames, method)
	if r.Truncate {
		text += l.word(pair{"，截至三位小数", ", cut to three digits"})
	}
	return text + l.say(pair{"；{window}", "; {window}"}, "window", l.window(r))
}

// window says over which days a percentile is counted.
func (l language) window(r study.Rank) string {
	switch {
	case r.Years > 0:
		return l.say(pair{"近 {n} 年", "the last {n} years"}, "n", itoa(r.Years))
	case !r.Since.IsZero():
		return l.say(pair{"{d} 以来", "since {d}"}, "d", r.Since.String())
	}
	return l.word(pair{"全部数据", "all days of the data"})
}

// measureNotes are the definitions every section on a measure shares.
func (l language) measureNotes(m study.Measure) []report.Note {
	m = m.Filled()
	notes := []report.Note{l.note(pair{"{value}", "{value}"}, pair{"{formula}。F 为期货价，S 为指数", "{formula}. F is the futures price, S the index"}, fromA3,
		"value", l.measure(m), "formula", l.name(valueFormulas, m.Value))}
	if c, err := calendar.ConventionNamed(m.Convention); err == nil && m.Value == study.Annualised {
		notes = append(notes, l.note(pair{"K", "K"}, pair{"{rule}；N 为交易日数，days 为自然日数，均为今日之后至最后交易日", "{rule}; N counts trading days and days calendar days, after the day up to the last trading day"}, fromA3, "rule", c.Rule))
	}
	if m.Of == study.Weighted {
		notes = append(notes, l.note(pair{"加权", "Weighting"}, pair{"各合约年化基差率 × 持仓量 ÷ 品种持仓量，之和", "sum of each contract's number × its open interest ÷ that of all contracts"}, pair{"公式 A.3；报告 002", "formulas A.3; report 002"}))
	}
	return notes
}

// rankNote defines the percentile.
func (l language) rankNote(r study.Rank) report.Note {
	return l.note(pair{"分位数", "Percentile"}, pair{"{rank}", "{rank}"}, fromA3, "rank", l.rank(r))
}

// summaryColumns are those of a study.Summary.
var summaryColumns = []column{
	{head: pair{"天数", "Days"}, definition: pair{"有值的交易日", "trading days with a value"}, source: fromData, shape: whole},
	{head: pair{"均值", "Mean"}, definition: pair{"算术平均", "arithmetic mean"}, source: fromSums, signed: true},
	{head: pair{"标准差", "SD"}, definition: pair{"标准差，n − 1", "standard deviation, n − 1"}, source: fromSums},
	{head: pair{"最小", "Min"}, definition: pair{"最小值", "least value"}, source: fromSums, signed: true},
	{head: pair{"P10", "P10"}, definition: pair{"第 10 百分位数", "10th percentile"}, source: fromHF, signed: true},
	{head: pair{"P25", "P25"}, definition: pair{"第 25 百分位数", "25th percentile"}, source: fromHF, signed: true},
	{head: pair{"中位数", "Median"}, definition: pair{"第 50 百分位数", "50th percentile"}, source: fromHF, signed: true},
	{head: pair{"P75", "P75"}, definition: pair{"第 75 百分位数", "75th percentile"}, source: fromHF, signed: true},
	{head: pair{"P90", "P90"}, definition: pair{"第 90 百分位数", "90th percentile"}, source: fromHF, signed: true},
	{head: pair{"最大", "Max"}, definition: pair{"最大值", "largest value"}, source: fromSums, signed: true},
}

// summary are the cells of summaryColumns.
func (l language) summary(s study.Summary) []report.Cell {
	return []report.Cell{report.Int(s.Count), cell(l, s.Mean), cell(l, s.Deviation), cell(l, s.Min), cell(l, s.P10), cell(l, s.P25),
		cell(l, s.Median), cell(l, s.P75), cell(l, s.P90), cell(l, s.Max)}
}

// columns joins heads.
func columns(lists ...[]column) []column {
	var out []column
	for _, list := range lists {
		out = append(out, list...)
	}
	return out
}
