package sections

import (
	"fairbasis/core/report"
	"fairbasis/core/study"
)

var binRules = []named{
	{"freedman_diaconis", pair{"组距 2·IQR·n^(−1/3)（Freedman 与 Diaconis 1981）", "width 2·IQR·n^(−1/3) (Freedman and Diaconis 1981)"}},
	{"chosen", pair{"组数由用户指定", "number of bins as chosen"}},
	{"single", pair{"所有值相同，只有一组", "all values are the same: one bin"}},
	{"square_root", pair{"中间一半的值相同，组数取 √n", "the middle half of the values is the same: √n bins"}},
}

// Distribution is a histogram of a measure or of a calendar spread.
func Distribution(lang string, r study.Distribution) report.Section {
	l := of(lang)
	id, s, what, value := "distribution", shapeOf(r.Measure), l.what(r.Measure), l.measure(r.Measure)
	notes := l.measureNotes(r.Measure)
	if r.Spread != nil {
		spread := r.Spread.Filled()
		id, s, what, value = "spread", spreadShape(spread), l.spread(spread), l.say(pair{"跨期价差（{pair}）", "calendar spread ({pair})"}, "pair", l.name(pairNames, spread.Pair))
		notes = []report.Note{l.note(pair{"{value}", "{value}"}, pair{"{rule}", "{rule}"}, fromA5, "value", value, "rule", l.name(spreadNames, spread.Definition))}
	}
	summary := l.table(id+"_summary", pair{"{value}的分布", "Distribution of the {value}"}, columns([]column{
		{head: pair{"最近一日", "Last day"}, signed: true, definition: pair{"{date} 的值", "value of {date}"}, source: fromHere},
		{head: pair{"分位数", "Percentile"}, shape: percent1, definition: pair{"{rank}", "{rank}"}, source: fromA3},
	}, summaryColumns), s, "value", value, "date", r.Date.String(), "rank", l.rank(r.Rank))
	summary.Rows = [][]report.Cell{append([]report.Cell{cell(l, r.Today), cell(l, r.Percentile)}, l.summary(r.Summary)...)}

	bins := l.table(id+"_bins", pair{"各组天数", "Days in each bin"}, []column{
		{head: pair{"自", "From"}, signed: true, definition: pair{"下界，含", "lower edge, included"}, source: fromHere},
		{head: pair{"至", "To"}, signed: true, definition: pair{"上界，不含；最后一组含", "upper edge, not included but in the last bin"}, source: fromHere},
		{head: pair{"天数", "Days"}, shape: whole, definition: pair{"落入该组的天数；{rule}", "days in the bin; {rule}"}, source: fromA5},
		{head: pair{"占比", "Share"}, shape: percent1, definition: pair{"天数 ÷ 全部天数", "days ÷ all days"}, source: fromHere},
	}, s, "rule", l.name(binRules, r.Rule))
	bins.Fold = true
	total := 0.0
	for _, n := range r.Counts {
		total += n
	}
	for i, n := range r.Counts {
		if i+1 >= len(r.Edges) {
			break
		}
		row := []report.Cell{report.Of(r.Edges[i]), report.Of(r.Edges[i+1]), report.Of(n), report.Of(n / max(total, 1))}
		for k := range row {
			row[k].Strong = i == r.Bin
		}
		bins.Rows = append(bins.Rows, row)
	}

	var lead []string
	if x, ok := r.Today.Get(); ok {
		lead = append(lead, l.say(pair{"{date}：{value} {x}。", "{date}: {value} {x}."}, "date", r.Date.String(), "value", value, "x", l.text(s, float64(x), true)))
		if p, ok := r.Percentile.Get(); ok {
			lead = append(lead, l.say(pair{"在 {n} 个值（{window}）中处于 {p} 分位。", "It ranks at {p} among {n} values ({window})."},
				"n", count(r.Summary.Count), "window", l.window(r.Rank), "p", l.text(percent1, float64(p), false)))
		}
	}
	median, ok := r.Summary.Median.Get()
	low, ok1 := r.Summary.P25.Get()
	high, ok2 := r.Summary.P75.Get()
	if ok && ok1 && ok2 {
		lead = append(lead, l.say(pair{"中位数 {m}，中间一半在 {a} 与 {b} 之间。", "The median is {m}; the middle half lies between {a} and {b}."},
			"m", l.text(s, float64(median), true), "a", l.text(s, float64(low), true), "b", l.text(s, float64(high), true)))
	}
	title := l.begin(pair{"{value}的分布", "Distribution of the {value}"}, "value", value)
	return report.Section{ID: id, Title: title, About: l.about(r.About, what), Lead: lead,
		Tables: append([]report.Table{summary, bins}, l.undefined(id+"_undefined", r.Line)...),
		Notes:  append(notes, l.rankNote(r.Rank)), Warnings: l.warnings(r.Notes)}
}
