package sections

import (
	"fairbasis/core/report"
	"fairbasis/core/study"
)

// stageColumns are what report 002 says of a stage.
var stageColumns = []column{
	{head: pair{"阶段", "Stage"}, shape: words0, definition: pair{"阶段名称", "name of the stage"}, source: fromHere},
	{head: pair{"自", "From"}, shape: date0, definition: pair{"首日，含", "first day, included"}, source: from002},
	{head: pair{"至", "To"}, shape: date0, definition: pair{"末日，含", "last day, included"}, source: from002},
	{head: pair{"天数", "Days"}, shape: whole, definition: pair{"有值的交易日", "trading days with a value"}, source: fromData},
	{head: pair{"均值", "Mean"}, signed: true, definition: pair{"{value}的均值", "mean of the {value}"}, source: from002},
	{head: pair{"标准差", "SD"}, definition: pair{"标准差，n − 1", "standard deviation, n − 1"}, source: from002},
	{head: pair{"起", "Start"}, signed: true, definition: pair{"阶段内首个 {n} 日均值", "first {n}-day mean of the stage"}, source: from002},
	{head: pair{"止", "End"}, signed: true, definition: pair{"阶段内末个 {n} 日均值", "last {n}-day mean of the stage"}, source: from002},
	{head: pair{"指数涨跌", "Index"}, shape: percent2, signed: true, definition: pair{"末日收盘 ÷ 首日收盘 − 1", "last close ÷ first close − 1"}, source: from002},
	{head: pair{"水平相关", "Correlation"}, shape: plain2, signed: true, definition: pair{"{value}与指数的 {n} 日均值之间的相关系数", "correlation of the {n}-day means of {value} and index"}, source: from002},
	{head: pair{"变动相关", "Of changes"}, shape: plain2, signed: true, definition: pair{"两者逐日变动的相关系数，未平均", "correlation of their changes from day to day, not averaged"}, source: from002},
	{head: pair{"日均成交", "Volume"}, shape: lots, definition: pair{"全部合约日均", "mean of a day, all contracts"}, source: from002},
	{head: pair{"成交变动", "Volume change"}, shape: percent1, signed: true, definition: pair{"末五日均值 ÷ 首五日均值 − 1，两头合约数须相同", "mean of the last five days ÷ mean of the first five − 1, of as many contracts"}, source: from002},
	{head: pair{"日均持仓", "Open interest"}, shape: lots, definition: pair{"全部合约日均", "mean of a day, all contracts"}, source: from002},
	{head: pair{"持仓变动", "Its change"}, shape: percent1, signed: true, definition: pair{"末五日均值 ÷ 首五日均值 − 1，两头合约数须相同", "mean of the last five days ÷ mean of the first five − 1, of as many contracts"}, source: from002},
}

// correlated is how large a correlation is called one.
const correlated = 0.3

// Stages are stretches of time against each other.
func Stages(lang string, r study.Stages) report.Section {
	l := of(lang)
	s, value := shapeOf(r.Measure), l.measure(r.Measure)
	main := l.table("stages", pair{"各阶段", "Stages"}, stageColumns, s, "value", value, "n", itoa(r.Average))
	spread := l.table("stages_quantiles", pair{"各阶段的分布", "Distribution in each stage"}, columns(stageColumns[:1], summaryColumns), s)
	spread.Fold = true
	var lead []string
	for i, x := range r.Stages {
		name := report.Words(l.stage(i, x.Name))
		main.Rows = append(main.Rows, []report.Cell{name, day(x.From), day(x.To), report.Int(x.Days), cell(l, x.Summary.Mean), cell(l, x.Summary.Deviation),
			cell(l, x.Start), cell(l, x.End), cell(l, x.IndexChange), cell(l, x.Level), cell(l, x.Moves),
			cell(l, x.Volume), cell(l, x.VolumeChange), cell(l, x.OpenInterest), cell(l, x.OpenInterestChange)})
		spread.Rows = append(spread.Rows, append([]report.Cell{name}, l.summary(x.Summary)...))
		lead = append(lead, l.stageSentence(i, x, r, s))
	}
	return report.Section{
		ID: "stages", Title: l.word(pair{"分阶段", "Stages"}), About: l.about(r.About, l.what(r.Measure)), Lead: lead,
		Tables:   append([]report.Table{main, spread}, l.undefined("stages_undefined", r.Line)...),
		Warnings: l.warnings(r.Notes),
		Notes: append(l.measureNotes(r.Measure), l.note(pair{"正相关、负相关", "With and against"}, pair{
			"水平相关系数不小于 0.30 称为正相关，不大于 −0.30 称为负相关；相邻数据彼此相关，相关系数不等于因果",
			"a correlation of 0.30 or more is called with the index, −0.30 or less against it; days next to each other are alike, and a correlation is no cause"}, from002)),
	}
}

// stage is the name of a stage, its number where it has none.
func (l language) stage(i int, name string) string {
	if name != "" {
		return name
	}
	return l.say(pair{"阶段 {n}", "Stage {n}"}, "n", itoa(i+1))
}

func (l language) stageSentence(i int, x study.StageResult, r study.Stages, s shape) string {
	out := l.say(pair{"{name}（{from} 至 {to}）：", "{name} ({from} to {to}): "}, "name", l.stage(i, x.Name), "from", x.From.String(), "to", x.To.String())
	if x.Days == 0 {
		return out + l.word(pair{"没有数据。", "no data."})
	}
	var parts []string
	add := func(p pair, pairs ...string) { parts = append(parts, l.say(p, pairs...)) }
	if mean, ok := x.Summary.Mean.Get(); ok {
		deviation := ""
		if d, ok := x.Summary.Deviation.Get(); ok {
			deviation = l.say(pair{"，标准差 {d}", ", standard deviation {d}"}, "d", l.text(s, float64(d), false))
		}
		add(pair{"{value}平均 {m}（{side}）{deviation}", "{value} {m} on average ({side}){deviation}"}, "value", l.measure(r.Measure), "m", l.text(s, float64(mean), true), "side", l.side(r.Measure, float64(mean)), "deviation", deviation)
	}
	start, ok1 := x.Start.Get()
	end, ok2 := x.End.Get()
	if ok1 && ok2 {
		add(pair{"由 {a} 到 {b}", "from {a} to {b}"}, "a", l.text(s, float64(start), true), "b", l.text(s, float64(end), true))
	}
	if c, ok := x.Level.Get(); ok {
		kind := pair{"与指数水平的相关不明显（{c}）", "hardly related to the level of the index ({c})"}
		switch {
		case c >= correlated:
			kind = pair{"与指数正相关（{c}）", "with the index ({c})"}
		case c <= -correlated:
			kind = pair{"与指数负相关（{c}）", "against the index ({c})"}
		}
		add(kind, "c", l.text(plain2, float64(c), true))
	}
	if c, ok := x.IndexChange.Get(); ok {
		add(pair{"指数 {c}", "index {c}"}, "c", l.text(percent1, float64(c), true))
	}
	if c, ok := x.OpenInterestChange.Get(); ok {
		add(pair{"持仓 {c}", "open interest {c}"}, "c", l.text(percent1, float64(c), true))
	}
	if c, ok := x.VolumeChange.Get(); ok {
		add(pair{"成交 {c}", "volume {c}"}, "c", l.text(percent1, float64(c), true))
	}
	if len(parts) == 0 {
		return out + l.word(pair{"没有可用的数值。", "nothing is defined."})
	}
	for i, p := range parts {
		if i > 0 {
			out += l.word(pair{"，", "; "})
		}
		out += p
	}
	return out + l.word(pair{"。", "."})
}
