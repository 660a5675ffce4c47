package sections

import (
	"fairbasis/core/report"
	"fairbasis/core/study"
)

// eventNames are those of study.Events003 in the reader's language.
var eventNames = []named{
	{"COVID-19", pair{"新冠疫情", "COVID-19"}},
	{"Ukraine", pair{"俄乌冲突", "Ukraine"}},
}

const (
	maxEventColumns = 10   // events with a column of their own
	maxEventRows    = 1000 // rows of the table of days
)

// Events is a measure around events.
func Events(lang string, r study.Events) report.Section {
	l := of(lang)
	s, value := shapeOf(r.Measure), l.measure(r.Measure)
	k := len(r.Offsets)

	heads := []column{{head: pair{"交易日", "Trading day"}, shape: words0, definition: pair{"T 为事件日，前后按交易日计；事件日休市时取{closed}交易日", "T is the day of the event, others are counted in trading days; where T had no trading, the {closed} trading day stands for it"}, source: fromA9}}
	pairs := []string{"value", value, "closed", l.word(map[bool]pair{true: {"前一", "previous"}, false: {"后一", "next"}}[r.Closed == "previous"]), "n", count(r.Samples)}
	shown := r.Events
	if len(shown) > maxEventColumns {
		shown = nil
	}
	for i, e := range shown {
		heads = append(heads, column{head: pair{eventPlace(i), eventPlace(i)}, signed: true, definition: pair{"{value}，事件日 " + dayPlace(i), "{value}, event on " + dayPlace(i)}, source: fromA9})
		pairs = append(pairs, "event"+itoa(i), l.event(i, e.Name), "day"+itoa(i), e.Date.String())
	}
	placebo := pair{"随机抽取同样多个日子，重复 {n} 次，其均值的 95% 所在", "where 95 % of the means of as many random days lie, {n} draws"}
	heads = append(heads,
		column{head: pair{"均值", "Mean"}, signed: true, definition: pair{"有值的各事件的均值", "mean over the events that have a value"}, source: fromA9},
		column{head: pair{"事件数", "Events"}, shape: whole, definition: pair{"有值的事件", "events that have a value"}, source: fromA9},
		column{head: pair{"随机日 2.5%", "Random 2.5 %"}, signed: true, definition: placebo, source: fromHere},
		column{head: pair{"随机日均值", "Random mean"}, signed: true, definition: pair{"随机日均值的均值", "mean of the means of random days"}, source: fromHere},
		column{head: pair{"随机日 97.5%", "Random 97.5 %"}, signed: true, definition: placebo, source: fromHere})
	main := l.table("events", pair{"事件前后的{value}", "{value} around the events"}, heads, s, pairs...)
	var outside []string
	for i := range k {
		row := []report.Cell{report.Words(offset(r.Offsets[i]))}
		for _, e := range shown {
			if i < len(e.Values) {
				row = append(row, cell(l, e.Values[i]))
			} else {
				row = append(row, report.Cell{})
			}
		}
		var tail [5]report.Cell
		if i < len(r.Mean) && i < len(r.Counts) && i < len(r.Placebo.Lower) && i < len(r.Placebo.Mean) && i < len(r.Placebo.Upper) {
			tail = [5]report.Cell{cell(l, r.Mean[i]), report.Of(r.Counts[i]), cell(l, r.Placebo.Lower[i]), cell(l, r.Placebo.Mean[i]), cell(l, r.Placebo.Upper[i])}
			m, ok := r.Mean[i].Get()
			low, ok1 := r.Placebo.Lower[i].Get()
			high, ok2 := r.Placebo.Upper[i].Get()
			if ok && ok1 && ok2 && (m < low || m > high) {
				outside = append(outside, offset(r.Offsets[i]))
				tail[0].Strong = true
			}
		}
		main.Rows = append(main.Rows, append(row, tail[:]...))
	}

	list := l.table("events_list", pair{"事件", "Events"}, []column{
		{head: pair{"事件", "Event"}, shape: words0, definition: pair{"所给的事件", "event as given"}, source: fromHere},
		{head: pair{"日期", "Date"}, shape: date0, definition: pair{"所给的日期", "date as given"}, source: fromHere},
		{head: pair{"T", "T"}, shape: date0, definition: pair{"作为 T 的交易日", "trading day taken as T"}, source: fromA9},
		{head: pair{"变动", "Change"}, signed: true, definition: pair{"末日的值 − 首日的值", "last value − first value"}, source: fromA9},
	}, s)
	days := l.table("events_days", pair{"逐日", "Day by day"}, []column{
		{head: pair{"事件", "Event"}, shape: words0, definition: pair{"所给的事件", "event as given"}, source: fromHere},
		{head: pair{"交易日", "Trading day"}, shape: words0, definition: heads[0].definition, source: fromA9},
		{head: pair{"日期", "Date"}, shape: date0, definition: pair{"该交易日的日期", "date of the trading day"}, source: fromA9},
		{head: pair{"合约", "Contract"}, shape: words0, definition: pair{"所取的合约", "contract measured"}, source: fromA9},
		{head: pair{"{value}", "{value}"}, signed: true, definition: pair{"当日的值", "value of the day"}, source: fromA9},
	}, s, pairs...)
	days.Fold = true
	var lead []string
	missing := 0
	for i, e := range r.Events {
		name := l.event(i, e.Name)
		change := cell(l, e.Change)
		if e.Outside {
			missing++
			change = report.Cell{Why: l.word(pair{"数据不含该日", "the data do not reach the day"})}
		}
		list.Rows = append(list.Rows, []report.Cell{report.Words(name), day(e.Date), day(e.Day), change})
		for j := range e.Values {
			if j >= len(r.Offsets) || j >= len(e.Dates) || len(days.Rows) >= maxEventRows {
				break
			}
			contract := ""
			if j < len(e.Contracts) {
				contract = e.Contracts[j]
			}
			days.Rows = append(days.Rows, []report.Cell{report.Words(name), report.Words(offset(r.Offsets[j])), day(e.Dates[j]), report.Words(contract), cell(l, e.Values[j])})
		}
		if x, ok := e.Change.Get(); ok && !e.Outside && len(r.Events) <= maxEventColumns && len(e.Values) > 0 && k > 0 {
			first, ok1 := e.Values[0].Get()
			last, ok2 := e.Values[len(e.Values)-1].Get()
			if ok1 && ok2 {
				lead = append(lead, l.say(pair{"{name}（{date}）：{value}由 {from} 的 {a} 变为 {to} 的 {b}，变动 {x}。", "{name} ({date}): the {value} went from {a} at {from} to {b} at {to}, a change of {x}."},
					"name", name, "date", e.Date.String(), "value", value, "from", offset(r.Offsets[0]), "to", offset(r.Offsets[k-1]),
					"a", l.text(s, float64(first), true), "b", l.text(s, float64(last), true), "x", l.text(s, float64(x), true)))
			}
		}
	}
	if missing > 0 {
		lead = append(lead, l.say(pair{"{n} 个事件在数据之外，没有计入。", "{n} events lie outside of the data and are not counted."}, "n", count(missing)))
	}
	if len(r.Events) > missing && k > 0 {
		if len(outside) > 0 {
			lead = append(lead, l.say(pair{"各事件的均值在 {days} 落在随机日 95% 范围之外。", "The mean of the events lies outside of the 95 % band of random days at {days}."}, "days", l.list(outside)))
		} else {
			lead = append(lead, l.word(pair{"各事件的均值始终落在随机日 95% 范围之内。", "The mean of the events lies within the 95 % band of random days throughout."}))
		}
	}
	tables := []report.Table{main, list}
	if len(days.Rows) > 0 {
		tables = append(tables, days)
	}
	return report.Section{
		ID: "events", Title: l.word(pair{"事件", "Events"}), About: l.about(r.About, l.what(r.Measure)), Lead: lead, Tables: tables, Warnings: l.warnings(r.Notes),
		Notes: append(l.measureNotes(r.Measure), l.note(pair{"随机日", "Random days"}, pair{
			"从前后各日都在数据之内的交易日中随机抽取，种子 {seed}，同一种子结果相同。事件少、日子多时总有几处偶然越界",
			"drawn from the trading days whose whole window lies in the data, with the seed {seed}; the same seed gives the same band. With many days a few lie outside by chance"}, fromA9, "seed", itoa(r.Seed))),
	}
}

// eventPlace and dayPlace are the places of the figures of event i.
func eventPlace(i int) sentence   { return sentence("{event" + itoa(i) + "}") }
func dayPlace(i int) (s sentence) { return sentence("{day" + itoa(i) + "}") }

// event is the name of an event, its number where it has none.
func (l language) event(i int, name string) string {
	if name == "" {
		return l.say(pair{"事件 {n}", "Event {n}"}, "n", itoa(i+1))
	}
	return l.name(eventNames, name)
}

// offset writes a number of trading days from the event: T−2, T, T+1.
func offset(k float64) string {
	c := report.Column{Kind: report.Count, Signed: true}
	if k == 0 {
		return "T"
	}
	return "T" + c.Text(report.Of(k))
}
