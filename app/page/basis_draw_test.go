package page

import (
	"context"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"golang.org/x/net/html"
	"pgregory.net/rapid"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/app/text"
	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/report"
	"fairbasis/core/study"
	"fairbasis/core/study/paper"
	"fairbasis/core/table"
	"fairbasis/core/table/demo"
	"fairbasis/core/table/load"
	"fairbasis/core/unit"
)

// simulated are the series of the simulated daily bars, read once.
var simulated = sync.OnceValues(func() ([]*market.Bars, error) {
	made, err := demo.Demo(context.Background(), table.DemoInput{Name: "daily"})
	if err != nil {
		return nil, err
	}
	set, err := load.Read(context.Background(), load.File{Name: made.File.Name, Bytes: made.File.Bytes})
	return set.Series, err
})

// answerAll answers every question of the page from simulated bars of IF.
func answerAll(t *testing.T, c *basisPage) {
	t.Helper()
	bars, err := simulated()
	if err != nil {
		t.Fatal(err)
	}
	d := study.Data{Product: "IF"}
	for _, b := range bars {
		if b.Kind == market.Index {
			d.Index = &market.Source{Ref: "d1", Symbol: b.Symbol, Bars: b}
		} else if b.Product == "IF" {
			d.Futures = append(d.Futures, market.Source{Ref: "d1", Symbol: b.Symbol, Bars: b})
		}
	}
	in := c.input
	in.overview.Products = []study.OverviewData{{Data: d}}
	in.history.Data, in.level.Data, in.spread.Data, in.stages.Data, in.volatility.Data, in.seasonality.Data, in.events.Data, in.drivers.Data = d, d, d, d, d, d, d, d
	c.input = in
	for _, part := range c.sections() {
		asked := part.question(c.lang())
		got, err := paper.Compute(context.Background(), asked)
		if refused := asked.Validate(); refused != nil {
			err = refused
		}
		if err != nil {
			t.Fatalf("%s: %v", part.part, err)
		}
		c.received(part, got)
	}
}

func TestBasisDrawsEveryPart(t *testing.T) {
	for _, lang := range text.Languages {
		_, p := openBasis(t, lang, func(c *basisPage) { answerAll(t, c) }, []*table.Loaded{daily()}, "report.events", "false")
		if m := regexp.MustCompile(`NaN|[+-]?Inf\b|%!|\{\w+\}`).FindString(textOf(p.doc)); m != "" {
			t.Errorf("%s: the page holds %q", lang, m)
		}
		ids := map[string]int{}
		for _, n := range all(p.doc, func(n *html.Node) bool { return attr(n, "id") != "" }) {
			ids[attr(n, "id")]++
		}
		for id, n := range ids {
			if n > 1 {
				t.Errorf("%s: %d elements have the id %q", lang, n, id)
			}
		}
		for _, name := range scenario.BasisParts() {
			p.id(t, panelID(name))
			tables := all(p.doc, func(n *html.Node) bool {
				return n.Data == "button" && strings.HasPrefix(attr(n, "name"), name) && attr(n, "value") == "xlsx"
			})
			if len(tables) == 0 {
				t.Errorf("%s: no table of %s can be saved", lang, name)
			}
		}
		for _, chart := range []string{"history", "basis-level", "spread-level", "spread-days", "stages", "volatility", "months", "year", "events", "drivers"} {
			f := p.id(t, chartOf(chart))
			if attr(f, "role") != "img" || attr(f, "aria-label") == "" {
				t.Errorf("%s: the chart %s is not described", lang, chart)
			}
		}
		off := all(p.doc, func(n *html.Node) bool { return slices.Contains(strings.Fields(attr(n, "class")), "unprinted") })
		if len(off) != 1 || !strings.Contains(textOf(off[0]), text.For(lang).Basis.Parts["events"]) {
			t.Errorf("%s: %d parts are not printed, want the events alone", lang, len(off))
		}
	}
}

// seriesOf is a series by days since 1970-01-01: day, value.
func seriesOf(pairs ...float64) (s study.Series) {
	for i := 0; i+1 < len(pairs); i += 2 {
		s.Time, s.Value = append(s.Time, pairs[i]*86_400_000), append(s.Value, pairs[i+1])
	}
	return s
}

func TestClock(t *testing.T) {
	a, b, part := seriesOf(1, 10, 3, 30, 4, 40), seriesOf(2, 20, 3, 31), seriesOf(1, 1, 4, 2)
	days := clockOf(a, b, part)
	if want := (clock{86_400_000, 2 * 86_400_000, 3 * 86_400_000, 4 * 86_400_000}); !slices.Equal(days, want) {
		t.Errorf("clock %v", days)
	}
	if got := string(days.column(nil, "data", b, 6)); got != `,"data":[null,20,31,null]` {
		t.Errorf("column %s", got)
	}
	for day, want := range map[int]int{0: 0, 1: 0, 2: 1, 4: 3, 9: 3} {
		if got := days.place(calendar.OfUnixDay(day)); got != want {
			t.Errorf("day %d at place %d, want %d", day, got, want)
		}
	}
	if got := clockOf(study.Series{}, a); !slices.Equal(op.Column(got), a.Time) {
		t.Errorf("clock of one series %v", got)
	}
}

// However long a series is, its chart has few points, and among them the
// first, the last, the lowest and the highest.
func TestThinnedKeepsExtremes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 40_000).Draw(t, "n")
		s := study.Series{Time: make(op.Column, n), Value: make(op.Column, n)}
		x := uint64(rapid.Uint32().Draw(t, "seed"))
		low, high := 0, 0
		for i := range n {
			x = x*6364136223846793005 + 1442695040888963407
			s.Time[i], s.Value[i] = float64(i), float64(x>>40)
			if s.Value[i] < s.Value[low] {
				low = i
			}
			if s.Value[i] > s.Value[high] {
				high = i
			}
		}
		days := clockOf(s).thinned(s)
		if len(days) > mostPoints {
			t.Fatalf("%d points of %d", len(days), n)
		}
		for _, i := range []int{0, n - 1, low, high} {
			if !slices.Contains(days, s.Time[i]) {
				t.Fatalf("day %d of %d is lost", i, n)
			}
		}
		if !slices.IsSorted(days) {
			t.Fatal("days are out of order")
		}
	})
}

// month is a history of six days with what its chart is drawn from.
func shortHistory() *study.History {
	h := &study.History{Average: 2, Band: 20, Low: 10, Hurdle: .05, Ranked: 1327, Percentile: unit.Some[unit.Rate](.2604)}
	h.Product, h.First, h.Last, h.Measure = "IF", calendar.MustOf(2019, 1, 2), calendar.MustOf(2024, 6, 28), study.Measure{Of: study.Weighted}.Filled()
	h.Line, h.Smooth, h.Index = seriesOf(1, -.01, 2, -.02, 3, .03), seriesOf(2, -.015, 3, .005), seriesOf(1, 3500, 2, 3510, 3, 3490, 4, 3480)
	h.Volume, h.OpenInterest = seriesOf(1, 100, 2, 200, 3, 300), seriesOf(1, 1000, 2, 1100, 3, 1200)
	h.Changes = []study.Change{{Date: calendar.OfUnixDay(2), Rules: []string{"margin"}, Values: []unit.Number{.12}}}
	h.Switches = []study.Switch{{Date: calendar.OfUnixDay(3), From: "IF2406", To: "IF2407"}}
	h.Today = study.HistoryDay{Date: calendar.MustOf(2024, 6, 28), Value: unit.Some[unit.Number](-.0673), Smooth: unit.Some[unit.Number](-.07)}
	return h
}

func TestHistoryChart(t *testing.T) {
	c := NewBasis("en").(*basisPage)
	chart := c.historyChart(shortHistory())
	var got struct {
		Kind  string
		Rate  bool
		Time  []float64
		Lines []struct {
			Name, Look string
			Data       []*float64
		}
		Panes []struct {
			Name  string
			Bars  *struct{ Data []*float64 }
			Lines []struct{ Data []*float64 }
		}
		Marks []struct {
			At    int
			Label string
		}
		Ticks []int
	}
	if err := json.Unmarshal([]byte(chart.json()), &got); err != nil {
		t.Fatal(err)
	}
	if got.Kind != "history" || !got.Rate || len(got.Time) != 4 || len(got.Lines) != 2 || len(got.Panes) != 2 {
		t.Fatalf("%+v", got)
	}
	if l := got.Lines[1]; l.Look != "smooth" || l.Name != "2-day mean" || l.Data[0] != nil || *l.Data[1] != -.015 || l.Data[3] != nil {
		t.Errorf("moving average %+v", l)
	}
	if got.Panes[1].Bars == nil || *got.Panes[1].Bars.Data[2] != 300 || *got.Panes[1].Lines[0].Data[0] != 1000 {
		t.Errorf("volume %+v", got.Panes[1])
	}
	if got.Marks[0].At != 1 || got.Marks[0].Label != "1" || got.Ticks[0] != 2 {
		t.Errorf("marks %v, ticks %v", got.Marks, got.Ticks)
	}
	lines := strings.Split(strings.TrimPrefix(strings.TrimSpace(chart.sheet("Day").csv()), "\ufeff"), "\r\n")
	if want := []string{"Day,Annualised basis,2-day mean,CSI 300 close,Volume,Open interest", "1970-01-02,-0.01,,3500,100,1000"}; !slices.Equal(lines[:2], want) || len(lines) != 5 {
		t.Errorf("sheet %q", lines)
	}
}

func TestHeadline(t *testing.T) {
	for _, k := range []struct {
		lang       string
		change     func(*study.History)
		title, say string
	}{
		{"en", func(*study.History) {}, "IF at a discount, 26th percentile since 2019", "−6.73%"},
		{"zh-CN", func(*study.History) {}, "IF 贴水，处于 2019 年以来第 26 百分位", "−7.00%"},
		{"en", func(h *study.History) { h.Rank.Years, h.Percentile = 3, unit.Some[unit.Rate](.031) }, "IF at a discount, 3rd percentile since 2021-06", "2024-06-28"},
		{"zh-CN", func(h *study.History) { h.Rank.Years = 3 }, "IF 贴水，处于 2021 年 06 月以来第 26 百分位", ""},
		{"en", func(h *study.History) { h.Rank.Since = calendar.MustOf(2020, 5, 6) }, "IF at a discount, 26th percentile since 2020-05", ""},
		{"en", func(h *study.History) { h.Percentile = unit.None[unit.Rate]("too_few_rows") }, "IF at a discount", ""},
		// By the convention of Xingzheng a discount is positive (formulas A.3).
		{"en", func(h *study.History) { h.Convention = "xingzheng" }, "IF at a premium, 26th percentile since 2019", ""},
	} {
		c := NewBasis(k.lang).(*basisPage)
		h := shortHistory()
		h.Line = seriesOf(float64(calendar.MustOf(2019, 1, 2).UnixDay()), -.01)
		k.change(h)
		c.history.got = h
		title, lead := c.headline()
		if title != k.title || !strings.Contains(fmt.Sprint(lead), k.say) {
			t.Errorf("%q %v, want %q with %q", title, lead, k.title, k.say)
		}
	}
	c := NewBasis("en").(*basisPage)
	for p, want := range map[unit.Rate]string{0: "0th", .01: "1st", .02: "2nd", .11: "11th", .12: "12th", .13: "13th", .21: "21st", .335: "34th", 1: "100th"} {
		if got := c.ordinal(p); got != want {
			t.Errorf("%v is %s, want %s", p, got, want)
		}
	}
}

func maybes(x ...float64) (out []unit.Maybe[unit.Number]) {
	for _, v := range x {
		if math.IsNaN(v) {
			out = append(out, unit.None[unit.Number]("outside"))
		} else {
			out = append(out, unit.Some(unit.Number(v)))
		}
	}
	return out
}

func TestPlotsOfTheBasis(t *testing.T) {
	c := NewBasis("en").(*basisPage)
	level := &study.Distribution{Edges: op.Column{-.02, -.01, 0, .01}, Counts: op.Column{3, 7, 2}, Bin: 1, Today: unit.Some[unit.Number](-.005)}
	level.Measure = study.Measure{}.Filled()
	p := c.levelPlot(level)
	if bars, now := p.Layers[0], p.Layers[1]; len(bars.X) != 2 || len(now.X) != 1 || now.Y2[0] != 7 || now.Text[0] != "Last day −0.50%" || p.Y.Max < 7 {
		t.Errorf("histogram %+v", p)
	}
	level.Bin, level.Today = -1, unit.None[unit.Number]("no_quotes")
	if p := c.levelPlot(level); len(p.Layers[0].X) != 3 || len(p.Layers[1].X) != 0 {
		t.Errorf("histogram without today %+v", p)
	}
	if s := c.levelPlot(&study.Distribution{}).Still(); strings.Contains(s, "NaN") {
		t.Error(s)
	}

	events := &study.Events{Before: 1, After: 1, Offsets: op.Column{-1, 0, 1}, Mean: maybes(1, 2, 3),
		Events: []study.EventResult{{Values: maybes(1, 2, none)}}, Placebo: study.Placebo{Lower: maybes(-1, -1, -1), Upper: maybes(4, 4, 4)}}
	events.Measure = study.Measure{Value: study.Basis}.Filled()
	p = c.eventsPlot(events)
	var ticks []string
	for _, x := range p.X.Ticks {
		ticks = append(ticks, x.Text)
	}
	if want := []string{"T−1", "T", "T+1"}; !slices.Equal(ticks, want) || p.Layers[0].Kind != part.Area || p.Y.Min > -1 || p.Y.Max < 4 {
		t.Errorf("events %v %+v", ticks, p)
	}
	for _, l := range p.Layers {
		if l.Look == "mean" {
			t.Error("the mean of one event is drawn beside it")
		}
	}

	// One usual move: coefficient and interval times the deviation.
	d := &study.Drivers{Terms: []study.Term{{Driver: "constant"}, {Driver: study.DriverReturn, Deviation: unit.Some[unit.Number](.5), Effect: unit.Some[unit.Number](1), Low: unit.Some[unit.Number](1), High: unit.Some[unit.Number](3)}}}
	d.Measure = study.Measure{}.Filled()
	p = c.driversPlot(d)
	if bar := p.Layers[0]; len(p.Y.Ticks) != 1 || p.Y.Ticks[0].Text != "Index return" || bar.X[0] != .5 || bar.X2[0] != 1.5 || p.Layers[1].X[0] != 1 {
		t.Errorf("drivers %+v", p)
	}

	s := &study.Seasonality{Low: 10, Expiry: study.Season{Place: op.Column{0, 10, 20}, Mean: op.Column{1, 2, 3}, Lower: op.Column{0, 0, 0}, Upper: op.Column{4, 4, 4}, Count: op.Column{9, 9, 9}}}
	s.Measure = study.Measure{Value: study.Basis}.Filled()
	for m := 1; m <= 12; m++ {
		s.Months = append(s.Months, study.Month{Month: m, Dividend: m >= 5 && m <= 9, Summary: study.Summary{Mean: unit.Some(unit.Number(m))}, Lower: unit.Some[unit.Number](-1), Upper: unit.Some[unit.Number](13)})
	}
	p = c.expiryPlot(s)
	if p.X.Min != -20 || p.X.Max != 0 || p.Layers[1].X[2] != -20 || p.X.Ticks[0].At != 0 || p.X.Ticks[0].Text != "0" {
		t.Errorf("the expiry is not at the right: %+v", p.X)
	}
	p = c.monthsPlot(s)
	if shade := p.Layers[0]; shade.X[0] != 4 || shade.X2[0] != 9 || len(p.X.Ticks) != 12 {
		t.Errorf("months %+v", p)
	}
}

func TestTablesOfReports(t *testing.T) {
	minus := -.0004
	table := report.Table{ID: "history_changes", Title: "Rules", Columns: []report.Column{{Head: "Day", Kind: report.Day}, {Head: "Rule"}, {Head: "Value", Kind: report.Percent, Decimals: 2, Signed: true}},
		Rows: [][]report.Cell{{report.Words("2015-09-07"), report.Words("margin <1>"), {Number: &minus}}, {report.Words("2015-09-07"), report.Words("fee"), {Why: "no price"}}, {report.Words("2017-02-17"), {}, {Why: "no price"}}}}
	k := writesTable(&table)
	doc, err := html.Parse(strings.NewReader(k.html))
	if err != nil {
		t.Fatal(err)
	}
	var rows []string
	for _, tr := range all(doc, func(n *html.Node) bool { return n.Data == "tr" }) {
		rows = append(rows, strings.Join(strings.Fields(textOf(tr)), " "))
	}
	// Rows of one day carry the number of its line in the chart.
	if want := []string{"# Day Rule Value", "1 2015-09-07 margin <1> −0.04%", "1 2015-09-07 fee —", "2 2017-02-17 —"}; !slices.Equal(rows, want) {
		t.Errorf("rows %q", rows)
	}
	if !slices.Equal(k.reasons, []string{"no price"}) || !strings.Contains(k.html, `class="down"`) {
		t.Errorf("%+v", k)
	}
}
