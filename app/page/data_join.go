package page

import (
	"context"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/unit"
)

// joint is several series on one clock: what was chosen and what came of it.
type joint struct {
	futures, index, roll, adjust string // values of the lists
	got                          *table.Joined
	asked                        table.JoinInput
	why                          string
}

// Ids of the chart of joined series.
const (
	joinID   = "joined"
	joinLive = joinID + "-live"
)

// checkJoin drops what was joined of files that are gone.
func (c *data) checkJoin() {
	all := c.choices()
	if chosen(all, c.joint.futures) == nil {
		c.joint.futures = ""
	}
	if chosen(all, c.joint.index) == nil {
		c.joint.index = ""
	}
}

func (c *data) onJoinChoice(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	value := src.Get("value").String()
	switch src.Get("id").String() {
	case "join-futures":
		c.joint.futures = value
	case "join-index":
		c.joint.index = value
	case "join-roll":
		c.joint.roll = value
	case "join-adjust":
		c.joint.adjust = value
	}
}

// joinInput is the question that the lists put.
func (c *data) joinInput() (in table.JoinInput, ok bool) {
	all := c.choices()
	futures := chosen(all, c.joint.futures)
	if futures == nil {
		for i := range all { // the first of the list is what it shows
			if all[i].kind != string(market.Index) {
				futures = &all[i]
				break
			}
		}
	}
	if futures == nil {
		return in, false
	}
	in.Futures = futures.sources
	if index := chosen(all, c.joint.index); index != nil {
		in.Index = &index.sources[0]
	}
	in.Roll, in.Adjust, in.Points = market.MainRule(c.joint.roll), c.joint.adjust, 1500
	if in.Roll == "" && len(in.Futures) > 4 { // more than a chart can tell apart
		in.Roll = "current_month"
	}
	if in.Roll == "" {
		in.Adjust = ""
	}
	return in, true
}

func (c *data) onJoin(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	in, ok := c.joinInput()
	if !ok {
		return
	}
	c.joint.roll = string(in.Roll)
	ctx = c.lasting(ctx)
	c.begin(ctx, &job{name: c.words().Join, stage: joining}, func(work context.Context, j *job) {
		work, _ = c.progress(work, ctx, j)
		got, err := inquire(work, table.JoinKey, in)
		c.finish(ctx, j, func(ctx app.Context) {
			if err != nil {
				if fault.From(err).Code != fault.Canceled {
					c.joint.why = c.why(err)
				}
				return
			}
			c.joint.got, c.joint.asked, c.joint.why = &got, in, ""
			ctx.Defer(func(ctx app.Context) {
				if c.shown && c.joint.got != nil {
					drawChart(ctx, joinLive, c.joinChart())
				}
			})
		})
	})
}

// joinPanel chooses series and shows them on one clock.
func (c *data) joinPanel() app.UI {
	w, all := c.words(), c.choices()
	futures, index := []part.Option{}, []part.Option{{Value: "", Label: w.NoIndex}}
	for _, s := range all {
		o := part.Option{Value: s.value, Label: s.label}
		if s.kind != string(market.Index) {
			futures = append(futures, o)
		}
		if len(s.sources) == 1 && (s.kind == string(market.Index) || s.kind == string(market.Other)) {
			index = append(index, o)
		}
	}
	in, ok := c.joinInput()
	rules, adjusts := []part.Option{{Value: "", Label: w.SideBySide, Off: len(in.Futures) > 4}}, []part.Option{}
	for _, r := range []string{"volume", "open_interest", "open_interest_prev", "current_month"} {
		rules = append(rules, part.Option{Value: r, Label: w.RollRules[r]})
	}
	for _, a := range []string{"none", "difference", "ratio"} {
		adjusts = append(adjusts, part.Option{Value: a, Label: w.Adjusts[a]})
	}
	off := ""
	if in.Roll == "" {
		off = w.SideBySide
	}
	body := []app.UI{
		app.Div().Class("asks").Body(
			part.Select{ID: "join-futures", Label: w.Futures, Value: c.joint.futures, Options: futures, OnChange: c.onJoinChoice}.UI(),
			part.Select{ID: "join-index", Label: w.Index, Value: c.joint.index, Options: index, OnChange: c.onJoinChoice}.UI(),
			part.Select{ID: "join-roll", Label: w.RollRule, Value: string(in.Roll), Options: rules, OnChange: c.onJoinChoice}.UI(),
			part.Select{ID: "join-adjust", Label: w.Adjust, Value: c.joint.adjust, Options: adjusts, Off: off, OnChange: c.onJoinChoice}.UI()),
		app.Div().Body(part.Button{ID: "join", Text: w.Run, Off: !ok, OnClick: c.onJoin}.UI()),
		slot(c.joint.why != "", func() app.UI {
			return part.Notice{Kind: part.NoticeErr, Text: part.Words(c.joint.why)}.UI()
		}),
		slot(c.joint.got != nil, c.joined),
	}
	if !ok {
		body = append(body, part.Note(part.Words(w.JoinEmpty)...))
	}
	return part.Panel{ID: "join-title", Title: w.Join, Note: w.JoinNote, Body: body}.UI()
}

// joined is what came of joining.
func (c *data) joined() app.UI {
	w, got := c.words(), c.joint.got
	facts := part.Facts{Items: []part.Fact{
		{Label: w.Range, Value: got.First + " – " + got.Last}, {Label: w.BarLength, Value: c.barLength(got.Minutes)},
		{Label: w.Matched, Value: count(got.Bars)}, {Label: w.OnlyFutures, Value: count(got.OnlyFutures)}, {Label: w.OnlyIndex, Value: count(got.OnlyIndex)},
	}}
	twin := part.Table{ID: "roll-days", Label: w.RollTable, Columns: []part.Column{
		{Label: w.RollDay}, {Label: w.RollFrom}, {Label: w.RollTo}, {Label: c.shiftHead(), Numeric: true},
	}}
	for _, r := range got.Rolls {
		twin.Rows = append(twin.Rows, part.Row{Cells: []part.Cell{{Text: r.Day}, {Text: r.From}, {Text: r.To}, {Text: c.shift(r)}}})
	}
	table := app.UI(part.Note(part.Words(w.NoRolls)...))
	if len(got.Rolls) > 0 {
		table = part.More{ID: "rolls", Summary: w.RollTable, Body: []app.UI{twin.UI()}}.UI()
	}
	points := c.joinTable()
	return app.Div().Class("fig").Body(
		part.ChartFigure{ID: joinID, Label: w.Joined + c.w.Colon() + c.joinNames(), Live: joinLive, Twin: &points, TwinSummary: w.JoinTwin, Save: w.Save,
			SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSaveJoined}.UI(),
		facts.UI(),
		slot(c.joint.asked.Roll != "", func() app.UI { return table }))
}

func (c *data) shiftHead() string {
	if c.joint.asked.Adjust == "ratio" {
		return c.words().Factor
	}
	return c.words().Shift
}

func (c *data) shift(r table.Roll) string {
	switch c.joint.asked.Adjust {
	case "ratio":
		return unit.Print(r.Shift, 6)
	case "difference":
		return unit.Signed(r.Shift, 1)
	}
	return "—"
}

// joinViews are the series of the answer, the index last.
func (c *data) joinViews() []table.View {
	var out []table.View
	if got := c.joint.got; got != nil {
		if got.Chain != nil {
			out = append(out, *got.Chain)
		}
		out = append(out, got.Futures...)
		if got.Index != nil {
			out = append(out, *got.Index)
		}
	}
	return out
}

func (c *data) joinNames() string {
	var names []string
	for _, v := range c.joinViews() {
		names = append(names, c.seriesName(v.Symbol))
	}
	return strings.Join(names, c.w.Comma())
}

// joinChart is the answer as static/js/chart/lines.mjs takes it.
func (c *data) joinChart() string {
	views, got := c.joinViews(), c.joint.got
	decimals := 0
	b := []byte(`{"kind":"lines","daily":` + strconv.FormatBool(got.Minutes == market.Daily) + `,"index":` + strconv.FormatBool(got.Index != nil) + `,"series":[`)
	for i, v := range views {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"name":`...), encoded(c.seriesName(v.Symbol))...)
		b = appendColumn(b, "time", v.Time, nil)
		b = appendColumn(b, "close", v.Close, nil)
		b = append(b, '}')
		decimals = max(decimals, v.Decimals)
	}
	b = append(b, `],"rolls":[`...)
	for i, r := range got.Rolls {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, `{"time":`...)
		b = strconv.AppendFloat(b, r.Time, 'f', -1, 64)
		b = append(append(b, `,"label":`...), encoded(r.To)...)
		b = append(b, '}')
	}
	b = append(b, `],"decimals":`...)
	return string(append(strconv.AppendInt(b, int64(decimals), 10), '}'))
}

// joinTable is the table beside the chart: about 25 points of every series.
func (c *data) joinTable() part.Table {
	w, views := c.words(), c.joinViews()
	t := part.Table{ID: "join-table", Label: w.JoinTwin, Columns: []part.Column{{Label: w.Series}, {Label: w.Time}, {Label: w.RoleNames["close"], Numeric: true}}}
	for _, v := range views {
		step := max(len(v.Time)*len(views)/25, 1)
		for i := 0; i < len(v.Time) && i < len(v.Close); i += step {
			t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: c.seriesName(v.Symbol)},
				{Text: market.Stamp(int64(v.Time[i]), v.Minutes == market.Daily)}, {Text: unit.Print(v.Close[i], v.Decimals)}}})
		}
	}
	return t
}

// onSaveJoined saves the joined series: value is the kind of file.
func (c *data) onSaveJoined(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if c.joint.got == nil {
		return
	}
	switch kind := ctx.JSSrc().Get("value").String(); kind {
	case "csv":
		download("fairbasis-joined.csv", "text/csv;charset=utf-8", c.joinSheet().csv())
	case "png", "svg":
		saveChart(ctx, joinLive, kind, "fairbasis-joined."+kind)
	}
}

// joinSheet is every point of every series, and the roll days below them.
func (c *data) joinSheet() sheet {
	w := c.words()
	var s sheet
	s.head(w.Series, w.Time, w.RoleNames["close"])
	for _, v := range c.joinViews() {
		for i := range v.Time {
			if i < len(v.Close) {
				s.add(said(c.seriesName(v.Symbol)), said(market.Stamp(int64(v.Time[i]), v.Minutes == market.Daily)), exact(v.Close[i]))
			}
		}
	}
	if len(c.joint.got.Rolls) > 0 {
		s.head(w.RollDay, w.RollFrom, w.RollTo, c.shiftHead())
		for _, r := range c.joint.got.Rolls {
			s.add(said(r.Day), said(r.From), said(r.To), exact(r.Shift))
		}
	}
	return s
}
