package sections

import (
	"maps"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/report"
	"fairbasis/core/study"
)

var driverNames = []named{
	{"constant", pair{"常数项", "constant"}},
	{study.DriverYield, pair{"股息率", "dividend yield"}},
	{study.DriverRate, pair{"利率", "interest rate"}},
	{study.DriverVolatility, pair{"指数实现波动率", "realised volatility of the index"}},
	{study.DriverReturn, pair{"指数收益率", "index return"}},
	{study.DriverOpenInterest, pair{"持仓变动", "change of open interest"}},
	{study.DriverExpiry, pair{"距到期交易日", "trading days to expiry"}},
}

var driverRules = []named{
	{study.DriverYield, pair{"所给文件当日的股息率，没有时取其前 10 天内最近一日的", "dividend yield of the day in the file given, or the last one of the 10 days before"}},
	{study.DriverRate, pair{"所给文件当日的利率，没有时取其前 10 天内最近一日的", "interest rate of the day in the file given, or the last one of the 10 days before"}},
	{study.DriverVolatility, pair{"指数最近 {n} 个交易日的年化波动率", "yearly volatility of the index over the last {n} trading days"}},
	{study.DriverReturn, pair{"指数最近 {n} 个交易日的收益率", "return of the index over the last {n} trading days"}},
	{study.DriverOpenInterest, pair{"全部合约持仓最近 {n} 个交易日的对数变动", "logarithmic change of the open interest of all contracts over the last {n} trading days"}},
	{study.DriverExpiry, pair{"所取合约距最后交易日的交易日数", "trading days to the last trading day of the contract measured"}},
}

var (
	fromOLS    = pair{"最小二乘", "least squares"}
	fromRobust = pair{"White 1980；Newey 与 West 1987", "White 1980; Newey and West 1987"}
)

var figure4 = shape{report.Figure, 4}

// Drivers is a regression of a measure on what may move it.
func Drivers(lang string, r study.Drivers) report.Section {
	l := of(lang)
	s, value := shapeOf(r.Measure), l.measure(r.Measure)
	unit := pair{"小数", "decimal"}
	if !r.Measure.IsRate() {
		unit = pair{"点", "points"}
	}
	pairs := []string{"value", value, "unit", l.word(unit)}
	main := l.table("drivers", pair{"{value}的回归", "Regression of the {value}"}, []column{
		{head: pair{"因素", "Driver"}, shape: words0, definition: pair{"进入回归的因素，常数项在先", "driver in the regression, the constant first"}, source: fromHere},
		{head: pair{"单位", "Unit"}, shape: words0, definition: pair{"因素的单位；小数 0.01 即 1%", "unit of the driver; a decimal of 0.01 is 1 %"}, source: fromHere},
		{head: pair{"系数", "Coefficient"}, shape: figure4, signed: true, definition: pair{"因素变动 1 个单位时{value}（{unit}）的变动，其余不变", "change of the {value} ({unit}) for 1 of the driver, others unchanged"}, source: fromOLS},
		{head: pair{"标准误", "SE"}, shape: figure4, definition: pair{"稳健标准误", "robust standard error"}, source: fromRobust},
		{head: pair{"t", "t"}, shape: plain2, signed: true, definition: pair{"系数 ÷ 标准误", "coefficient ÷ standard error"}, source: fromRobust},
		{head: pair{"p", "p"}, shape: shape{report.Chance, 4}, definition: pair{"双侧，n − k 个自由度的 t 分布", "two-sided, Student's t with n − k degrees of freedom"}, source: fromRobust},
		{head: pair{"95% 下限", "95 % low"}, shape: figure4, signed: true, definition: pair{"系数的 95% 置信区间", "95 % interval of the coefficient"}, source: fromRobust},
		{head: pair{"95% 上限", "95 % high"}, shape: figure4, signed: true, definition: pair{"系数的 95% 置信区间", "95 % interval of the coefficient"}, source: fromRobust},
		{head: pair{"常见变动的影响", "Effect"}, signed: true, definition: pair{"系数 × 因素的标准差", "coefficient × standard deviation of the driver"}, source: fromHere},
		{head: pair{"因素均值", "Mean"}, shape: figure4, signed: true, definition: pair{"因素的均值", "mean of the driver"}, source: fromHere},
		{head: pair{"因素标准差", "SD"}, shape: figure4, definition: pair{"因素的标准差，n − 1", "standard deviation of the driver, n − 1"}, source: fromHere},
		{head: pair{"VIF", "VIF"}, shape: shape{report.Number, 1}, definition: pair{"方差膨胀因子；大于 10 说明各因素几乎说同一件事", "variance inflation factor; above 10 the drivers say much the same"}, source: fromOLS},
	}, s, pairs...)
	var found, not []string
	alike := false
	notes := l.measureNotes(r.Measure)
	for _, t := range r.Terms {
		name := l.name(driverNames, t.Driver)
		unit := l.word(pair{"小数", "decimal"})
		switch t.Driver {
		case study.DriverExpiry:
			unit = l.word(pair{"天", "days"})
		case "constant":
			unit = ""
		}
		main.Rows = append(main.Rows, []report.Cell{report.Words(name), report.Words(unit), cell(l, t.Coefficient), cell(l, t.Error), cell(l, t.T), cell(l, t.P), cell(l, t.Low), cell(l, t.High),
			cell(l, t.Effect), cell(l, t.Mean), cell(l, t.Deviation), cell(l, t.Inflation)})
		if t.Driver == "constant" {
			continue
		}
		if rule := l.name(driverRules, t.Driver); rule != t.Driver {
			notes = append(notes, report.Note{Term: name, Text: sentence(rule).With("n", itoa(r.Window)), Source: l.word(fromA10)})
		}
		if x, ok := t.Inflation.Get(); ok && x > 10 {
			alike = true
		}
		p, ok1 := t.P.Get()
		b, ok2 := t.Coefficient.Get()
		if !ok1 || !ok2 {
			continue
		}
		if p < level {
			found = append(found, l.with(name, l.word(map[bool]pair{true: {"正向", "rises with it"}, false: {"反向", "falls as it rises"}}[b > 0])+l.word(pair{"，", ", "})+probability(float64(p))))
		} else {
			not = append(not, name)
		}
	}
	errors := pair{"White 异方差稳健，HC1", "White's, robust to changing variance, HC1"}
	if r.Errors == "newey_west" {
		errors = pair{"Newey–West，滞后 {n} 日", "Newey and West, {n} lags"}
	}
	fit := l.table("drivers_fit", pair{"拟合", "Fit"}, []column{
		{head: pair{"天数", "Days"}, shape: whole, definition: pair{"各项都有值的交易日", "trading days on which everything is defined"}, source: fromData},
		{head: pair{"R²", "R²"}, shape: percent1, definition: pair{"被解释的方差占比", "share of the variance explained"}, source: fromOLS},
		{head: pair{"调整 R²", "Adjusted R²"}, shape: percent1, definition: pair{"1 − (1 − R²)(n − 1) ÷ (n − k)", "1 − (1 − R²)(n − 1) ÷ (n − k)"}, source: fromOLS},
		{head: pair{"残差标准差", "Residual SD"}, definition: pair{"残差的标准差，n − k", "standard deviation of the residuals, n − k"}, source: fromOLS},
		{head: pair{"DW", "DW"}, shape: plain2, definition: pair{"Durbin–Watson 统计量；远小于 2 说明残差前后相关", "Durbin–Watson statistic; far below 2 the residuals follow each other"}, source: pair{"Durbin 与 Watson 1950", "Durbin and Watson 1950"}},
		{head: pair{"标准误", "Errors"}, shape: words0, definition: pair{"标准误的算法", "how standard errors are computed"}, source: fromRobust},
	}, s)
	fit.Rows = [][]report.Cell{{report.Int(r.Count), cell(l, r.R2), cell(l, r.Adjusted2), cell(l, r.Residual), cell(l, r.Durbin), report.Words(l.say(errors, "n", itoa(r.Lags)))}}

	var lead []string
	add := func(p pair, pairs ...string) { lead = append(lead, l.say(p, pairs...)) }
	if r.Why != "" {
		add(pair{"没有系数：{why}。", "There are no coefficients: {why}."}, "why", l.why(r.Why).Why)
	} else {
		if x, ok := r.R2.Get(); ok {
			add(pair{"{n} 天里，所列因素解释了{value}方差的 {r}。", "Over {n} days the drivers explain {r} of the variance of the {value}."}, "n", count(r.Count), "value", value, "r", l.text(percent1, float64(x), false))
		}
		if len(found) > 0 {
			add(pair{"在 5% 水平上与{value}有关：{list}。", "Related to the {value} at the 5 % level: {list}."}, "value", value, "list", l.list(found))
		}
		if len(not) > 0 {
			add(pair{"在 5% 水平上看不出关系：{list}。", "No relation at the 5 % level: {list}."}, "list", l.list(not))
		}
		if alike {
			add(pair{"有因素的方差膨胀因子大于 10：它们几乎说同一件事，各自的系数不可靠。", "Some drivers have an inflation factor above 10: they say much the same, and their coefficients cannot be told apart."})
		}
		if x, ok := r.Durbin.Get(); ok && x < 1.5 && r.Errors != "newey_west" {
			add(pair{"残差前后相关（DW {x}），White 标准误偏小；请改用滞后大于 0 的 Newey–West 标准误。", "The residuals follow each other (DW {x}), so that White's errors are too small; use Newey and West's, with lags above 0."}, "x", l.text(plain2, float64(x), false))
		}
	}
	return report.Section{
		ID: "drivers", Title: l.word(pair{"影响因素", "Drivers"}), About: l.about(r.About, l.what(r.Measure)), Lead: lead,
		Tables: append([]report.Table{main, fit}, l.undefined("drivers_undefined", r.Line)...), Warnings: l.warnings(l.driverNotes(r.Notes)),
		Notes: append(notes, l.note(pair{"读法", "How to read it"}, pair{"回归说明一同变动，不说明因果", "a regression shows what moves together, not what causes what"}, fromOLS)),
	}
}

// driverNotes are notes that call drivers as the reader does.
func (l language) driverNotes(notes []fault.Field) []fault.Field {
	out := make([]fault.Field, len(notes))
	for i, n := range notes {
		out[i] = n
		name, ok := n.Params["driver"]
		if !ok {
			continue
		}
		out[i].Params = maps.Clone(n.Params)
		out[i].Params["driver"] = l.name(driverNames, name)
		var others []string
		for _, other := range strings.Fields(n.Params["others"]) {
			others = append(others, l.name(driverNames, other))
		}
		out[i].Params["others"] = l.list(others)
	}
	return out
}
