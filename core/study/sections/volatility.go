package sections

import (
	"fairbasis/core/report"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// level is the significance at which a difference is called one.
const level = 0.05

// Volatility is a measure on days of large moves against all others.
func Volatility(lang string, r study.Volatility) report.Section {
	l := of(lang)
	s, value, threshold := shapeOf(r.Measure), l.measure(r.Measure), l.text(percent2, float64(r.Threshold), false)
	main := l.table("volatility", pair{"大波动日与其余日的{value}", "{value} on days of large moves and on all others"}, columns([]column{
		{head: pair{"分组", "Group"}, shape: words0, definition: pair{"指数收盘对收盘涨跌超过 {t}（严格大于）的日子与其余日", "days on which the index moved by more than {t} close to close, strictly, and all others"}, source: fromA10},
	}, summaryColumns), s, "value", value, "t", threshold)
	for _, row := range []struct {
		name pair
		of   study.Summary
	}{
		{pair{"大波动日", "large moves"}, r.Large},
		{pair{"其中上涨", "of these, up"}, r.Rises},
		{pair{"其中下跌", "of these, down"}, r.Falls},
		{pair{"其余日", "all others"}, r.Others},
	} {
		main.Rows = append(main.Rows, append([]report.Cell{report.Words(l.word(row.name))}, l.summary(row.of)...))
	}
	welch := pair{"Welch 1947；Satterthwaite 1946", "Welch 1947; Satterthwaite 1946"}
	brown := pair{"Brown 与 Forsythe 1974", "Brown and Forsythe 1974"}
	tests := l.table("volatility_tests", pair{"差异检验", "Tests of the difference"}, []column{
		{head: pair{"均值之差", "Difference"}, signed: true, definition: pair{"大波动日均值 − 其余日均值", "mean on days of large moves − mean on all others"}, source: fromA10},
		{head: pair{"t", "t"}, shape: plain2, signed: true, definition: pair{"方差不等时的 t 统计量", "t statistic for different variances"}, source: welch},
		{head: pair{"自由度", "df"}, shape: shape{report.Number, 1}, definition: pair{"近似自由度", "approximate degrees of freedom"}, source: welch},
		{head: pair{"p（均值）", "p (means)"}, shape: shape{report.Chance, 4}, definition: pair{"均值相同时出现这样大差异的概率，双侧", "probability of such a difference where the means are the same, two-sided"}, source: welch},
		{head: pair{"离散之比", "Ratio of SD"}, shape: plain2, definition: pair{"大波动日标准差 ÷ 其余日标准差", "standard deviation on days of large moves ÷ on all others"}, source: fromA10},
		{head: pair{"p（离散）", "p (spread)"}, shape: shape{report.Chance, 4}, definition: pair{"离散程度相同时出现这样大差异的概率", "probability of such a difference where the spreads are the same"}, source: brown},
	}, s)
	tests.Rows = [][]report.Cell{{cell(l, r.Difference), cell(l, r.T), cell(l, r.Freedom), cell(l, r.P), cell(l, r.Spread), cell(l, r.SpreadP)}}
	tables := []report.Table{main, tests}
	if len(r.Moves) > 0 {
		moves := l.table("volatility_moves", pair{"大波动日", "Days of large moves"}, []column{
			{head: pair{"日期", "Day"}, shape: date0, definition: pair{"大波动的日子，最近 500 个", "days of large moves, the latest 500"}, source: fromA10},
			{head: pair{"指数涨跌", "Index"}, shape: percent2, signed: true, definition: pair{"收盘 ÷ 前一收盘 − 1", "close ÷ close before − 1"}, source: fromA10},
			{head: pair{"{value}", "{value}"}, signed: true, definition: pair{"当日的值", "value of the day"}, source: fromA10},
		}, s, "value", value)
		moves.Fold = true
		for _, m := range r.Moves {
			moves.Rows = append(moves.Rows, []report.Cell{day(m.Date), report.Of(m.Return), cell(l, m.Value)})
		}
		tables = append(tables, moves)
	}
	return report.Section{
		ID: "volatility", Title: l.word(pair{"波动分组", "Volatility buckets"}), About: l.about(r.About, l.what(r.Measure)),
		Lead: l.volatilityLead(r, s, threshold), Tables: tables, Warnings: l.warnings(r.Notes),
		Notes: append(l.measureNotes(r.Measure), l.note(pair{"检验的限度", "Limits of the tests"}, pair{
			"检验把各日当作相互独立；大波动日往往成群出现，实际的把握比 p 值所示要小",
			"the tests take days as independent; large moves come in clusters, so that there is less certainty than p says"}, fromA10)),
	}
}

func (l language) volatilityLead(r study.Volatility, s shape, threshold string) []string {
	value := l.measure(r.Measure)
	lead := []string{l.say(pair{"指数涨跌超过 {t} 的有 {n} 天：{up} 天上涨，{down} 天下跌。", "The index moved by more than {t} on {n} days: {up} up, {down} down."},
		"t", threshold, "n", count(r.Up+r.Down), "up", count(r.Up), "down", count(r.Down))}
	large, ok1 := r.Large.Mean.Get()
	others, ok2 := r.Others.Mean.Get()
	if ok1 && ok2 {
		text := l.say(pair{"这些日子{value}平均 {a}，其余日 {b}", "On them the {value} was {a} on average, on all others {b}"}, "value", value, "a", l.text(s, float64(large), true), "b", l.text(s, float64(others), true))
		lead = append(lead, text+l.verdict(r.P, pair{"；均值不同（{p}）。", "; the means differ ({p})."}, pair{"；在 5% 水平上看不出差别（{p}）。", "; no difference at the 5 % level ({p})."}))
	}
	a, ok1 := r.Large.Deviation.Get()
	b, ok2 := r.Others.Deviation.Get()
	if ok1 && ok2 {
		wider := pair{"；更分散（{p}）。", "; they are spread wider ({p})."}
		if a < b {
			wider = pair{"；更集中（{p}）。", "; they are spread less ({p})."}
		}
		text := l.say(pair{"标准差 {a}，其余日 {b}", "Their standard deviation is {a}, that of all others {b}"}, "a", l.text(s, float64(a), false), "b", l.text(s, float64(b), false))
		lead = append(lead, text+l.verdict(r.SpreadP, wider, pair{"；在 5% 水平上看不出离散程度的差别（{p}）。", "; no difference of spread at the 5 % level ({p})."}))
	}
	return lead
}

// verdict ends a sentence with what a test found; with a stop alone where there is none.
func (l language) verdict(p unit.Maybe[unit.Rate], differ, same pair) string {
	x, ok := p.Get()
	if !ok {
		return l.word(pair{"。", "."})
	}
	if x < level {
		return l.say(differ, "p", probability(float64(x)))
	}
	return l.say(same, "p", probability(float64(x)))
}

// probability writes a p-value; below 0.0001 no more is said.
func probability(p float64) string {
	if p < 0.0001 {
		return "p < 0.0001"
	}
	return "p = " + unit.Print(p, 4)
}
