package sections

import (
	"math"

	"fairbasis/core/report"
	"fairbasis/core/study"
)

var from003 = pair{"公式 A.10；报告 003 图表 7、8", "formulas A.10; report 003, tables 7 and 8"}

// bandColumns are those of a season.
var bandColumns = []column{
	{head: pair{"均值", "Mean"}, signed: true, definition: pair{"{value}在历年同一处的均值", "mean of the {value} there over the years"}, source: from003},
	{head: pair{"天数", "Days"}, shape: whole, definition: pair{"计入的交易日", "trading days counted"}, source: from003},
	{head: pair{"P{low}", "P{low}"}, signed: true, definition: pair{"第 {low} 百分位数，两值之间按直线取", "{low}th percentile, on the straight line between values"}, source: fromHF},
	{head: pair{"P{high}", "P{high}"}, signed: true, definition: pair{"第 {high} 百分位数，两值之间按直线取", "{high}th percentile, on the straight line between values"}, source: fromHF},
}

// Seasonality is a measure by month, by day of the year and by days to expiry.
func Seasonality(lang string, r study.Seasonality) report.Section {
	l := of(lang)
	s, value := shapeOf(r.Measure), l.measure(r.Measure)
	pairs := []string{"value", value, "low", itoa(r.Low), "high", itoa(100 - r.Low)}
	months := l.table("season_months", pair{"按月", "By month"}, columns([]column{
		{head: pair{"月份", "Month"}, shape: words0, definition: pair{"{mark} 为分红季：五月至九月", "{mark} marks the dividend season, May to September"}, source: from003},
	}, summaryColumns[:3], bandColumns[2:]), s, append(pairs, "mark", "◆")...)
	heads := []column{{head: pair{"月份", "Month"}, shape: words0, definition: pair{"公历月份", "month of the calendar"}, source: from003}}
	for _, y := range r.Years {
		heads = append(heads, column{head: pair{sentence("{" + itoa(y) + "}"), sentence("{" + itoa(y) + "}")}, signed: true, definition: pair{"该年该月的均值", "mean of the month in that year"}, source: from003})
		pairs = append(pairs, itoa(y), itoa(y))
	}
	years := l.table("season_years", pair{"逐年各月均值", "Mean of each month by year"}, heads, s, pairs...)
	years.Fold = true
	for _, m := range r.Months {
		name := report.Words(l.month(m.Month))
		if m.Dividend {
			name.Text += " ◆"
		}
		months.Rows = append(months.Rows, append([]report.Cell{name}, report.Int(m.Summary.Count), cell(l, m.Summary.Mean), cell(l, m.Summary.Deviation), cell(l, m.Lower), cell(l, m.Upper)))
		row := make([]report.Cell, len(heads))
		row[0] = name
		for i, x := range m.Years {
			if i+1 < len(row) {
				row[i+1] = cell(l, x)
			}
		}
		years.Rows = append(years.Rows, row)
	}
	tables := []report.Table{months}
	if len(r.Years) > 0 {
		tables = append(tables, years)
	}
	if t := l.season("season_days", pair{"按日历日", "By day of the year"}, pair{"日历日", "Day"}, r.Yearly, s, pairs); len(t.Rows) > 0 {
		tables = append(tables, t)
	}
	if t := l.season("season_expiry", pair{"按距到期交易日", "By trading days to expiry"}, pair{"距到期", "To expiry"}, r.Expiry, s, pairs); len(t.Rows) > 0 {
		tables = append(tables, t)
	}
	return report.Section{
		ID: "seasonality", Title: l.word(pair{"季节性", "Seasonality"}), About: l.about(r.About, l.what(r.Measure)), Lead: l.seasonLead(r, s),
		Tables: tables, Warnings: l.warnings(r.Notes),
		Notes: append(l.measureNotes(r.Measure), l.note(pair{"分红季", "Dividend season"}, pair{
			"五月至九月。报告 003 称这几个月的基差波动明显大于其他月份，上面的句子以所载数据检验这一说法",
			"May to September. Report 003 finds the basis to move more in these months than in others; the sentence above says whether the data loaded agree"}, from003)),
	}
}

// season is the table of one season; folded, it is long.
func (l language) season(id string, title, place pair, r study.Season, s shape, pairs []string) report.Table {
	head := column{head: place, shape: whole, definition: pair{"距所取合约最后交易日的交易日数", "trading days to the last trading day of the contract measured"}, source: fromA10}
	if len(r.Label) > 0 {
		head.shape, head.definition = words0, pair{"月-日", "month-day"}
	}
	t := l.table(id, title, columns([]column{head}, bandColumns), s, pairs...)
	t.Fold = true
	for i := range r.Place {
		if i >= len(r.Mean) || i >= len(r.Count) || i >= len(r.Lower) || i >= len(r.Upper) {
			break
		}
		name := report.Of(r.Place[i])
		if len(r.Label) > 0 {
			name = report.Cell{}
			if i < len(r.Label) {
				name = report.Words(r.Label[i])
			}
		}
		t.Rows = append(t.Rows, []report.Cell{name, report.Of(r.Mean[i]), report.Of(r.Count[i]), report.Of(r.Lower[i]), report.Of(r.Upper[i])})
	}
	return t
}

var monthNames = [12]pair{{"一月", "January"}, {"二月", "February"}, {"三月", "March"}, {"四月", "April"}, {"五月", "May"}, {"六月", "June"},
	{"七月", "July"}, {"八月", "August"}, {"九月", "September"}, {"十月", "October"}, {"十一月", "November"}, {"十二月", "December"}}

func (l language) month(n int) string {
	if n < 1 || n > 12 {
		return itoa(n)
	}
	return l.word(monthNames[n-1])
}

// pooled joins the means and deviations of groups: their days taken together.
type pooled struct{ n, sum, squares float64 }

func (p *pooled) add(s study.Summary) {
	mean, ok := s.Mean.Get()
	if !ok || s.Count == 0 {
		return
	}
	n, m, d := float64(s.Count), float64(mean), float64(s.Deviation.Or(0))
	if p.n > 0 { // squares about the common mean
		gap := m - p.sum/p.n
		p.squares += gap * gap * p.n * n / (p.n + n)
	}
	p.squares += d * d * (n - 1)
	p.n += n
	p.sum += m * n
}

func (l language) seasonLead(r study.Seasonality, s shape) []string {
	var lead []string
	high, low := -1, -1
	var season, others pooled
	for i, m := range r.Months {
		if mean, ok := m.Summary.Mean.Get(); ok {
			if high < 0 || mean > r.Months[high].Summary.Mean.Or(0) {
				high = i
			}
			if low < 0 || mean < r.Months[low].Summary.Mean.Or(0) {
				low = i
			}
		}
		if m.Dividend {
			season.add(m.Summary)
		} else {
			others.add(m.Summary)
		}
	}
	value := l.measure(r.Measure)
	if high >= 0 && high != low {
		lead = append(lead, l.say(pair{"{value}的月均值以{a}最高（{x}），{b}最低（{y}）。", "By month the {value} is highest on average in {a} ({x}) and lowest in {b} ({y})."},
			"value", value, "a", l.month(r.Months[high].Month), "b", l.month(r.Months[low].Month),
			"x", l.text(s, float64(r.Months[high].Summary.Mean.Or(0)), true), "y", l.text(s, float64(r.Months[low].Summary.Mean.Or(0)), true)))
	}
	if season.n > 2 && others.n > 2 {
		a, b := math.Sqrt(season.squares/(season.n-1)), math.Sqrt(others.squares/(others.n-1))
		end := pair{"，分红季的标准差较大。", ": in the season the deviation is larger."}
		switch x, y := l.text(s, a, false), l.text(s, b, false); {
		case x == y:
			end = pair{"，标准差相同。", ": the deviation is the same."}
		case a < b:
			end = pair{"，分红季的标准差较小。", ": in the season the deviation is smaller."}
		}
		lead = append(lead, l.say(pair{"分红季（五月至九月）均值 {a}、标准差 {da}，其余月份均值 {b}、标准差 {db}", "In the dividend season (May to September) the mean is {a} and the standard deviation {da}, in other months {b} and {db}"},
			"a", l.text(s, season.sum/season.n, true), "b", l.text(s, others.sum/others.n, true), "da", l.text(s, a, false), "db", l.text(s, b, false))+l.word(end))
	}
	return lead
}
