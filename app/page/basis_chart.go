package page

import (
	"math"
	"slices"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/core/calendar"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Charts of a measure by day, as static/js/chart/history.mjs takes them: JSON
// written straight from the columns of an answer.

// gauge writes the numbers of what is measured.
type gauge struct {
	rate     bool
	decimals int // of a percentage, or of points
}

// gaugeOf is how a measure is written, as in the tables.
func gaugeOf(m study.Measure) gauge {
	switch {
	case !m.IsRate():
		return gauge{false, 2}
	case m.Filled().Value == study.Annualised:
		return gauge{true, 2}
	}
	return gauge{true, 3}
}

// gaugeOfSpread is how a calendar spread is written.
func gaugeOfSpread(s study.Spread) gauge {
	switch s.Filled().Definition {
	case "points":
		return gauge{false, 2}
	case "per_day":
		return gauge{true, 4}
	case "annualised":
		return gauge{true, 2}
	}
	return gauge{true, 3}
}

func (g gauge) print(x float64) string {
	if g.rate {
		return unit.PrintRate(unit.Rate(x), unit.Percent, g.decimals)
	}
	return unit.Print(x, g.decimals)
}

// maybe writes a value, or a dash.
func (g gauge) maybe(m unit.Maybe[unit.Number]) string {
	if x, ok := m.Get(); ok {
		return g.print(float64(x))
	}
	return "—"
}

// mostPoints is how many days a chart is given at most.
const mostPoints = 5000

// clock is the days of a chart.
type clock op.Column

// clockOf joins the days of several series, ascending.
func clockOf(series ...study.Series) clock {
	var all op.Column
	for _, s := range series {
		if len(all) == 0 {
			all = s.Time
			continue
		}
		if within(s.Time, all) {
			continue
		}
		all = slices.Concat(all, s.Time)
		slices.Sort(all)
		all = slices.Compact(all)
	}
	return clock(all)
}

// within reports whether all of a are in b; both ascend.
func within(a, b op.Column) bool {
	k := 0
	for _, t := range a {
		for k < len(b) && b[k] < t {
			k++
		}
		if k == len(b) || b[k] != t {
			return false
		}
	}
	return true
}

// thinned keeps mostPoints of the days: of each stretch those of the lowest and
// the highest value, and the first and last of all.
func (days clock) thinned(of study.Series) clock {
	if len(days) <= mostPoints {
		return days
	}
	stretch := (len(days) + mostPoints/2 - 2) / (mostPoints/2 - 1)
	out := clock{days[0]}
	k := 0
	for from := 0; from < len(days); from += stretch {
		end := min(from+stretch, len(days))
		low, high := -1, -1
		for ; k < len(of.Time) && of.Time[k] <= days[end-1]; k++ {
			if low < 0 || of.Value[k] < of.Value[low] {
				low = k
			}
			if high < 0 || of.Value[k] > of.Value[high] {
				high = k
			}
		}
		if low < 0 {
			out = append(out, days[from])
			continue
		}
		out = append(out, of.Time[min(low, high)], of.Time[max(low, high)])
	}
	out = append(out, days[len(days)-1])
	slices.Sort(out)
	return slices.Compact(out)
}

// place is where a day is on the clock, or the next one that is.
func (days clock) place(d calendar.Date) int {
	return min(days.after(float64(d.UnixDay())*86_400_000), max(len(days)-1, 0))
}

// after is the first place at a stamp or later.
func (days clock) after(stamp float64) int {
	i, _ := slices.BinarySearch(days, stamp)
	return i
}

// column writes a series by the places of the clock, null where it has no value.
func (days clock) column(b []byte, name string, s study.Series, digits int) []byte {
	b = append(append(append(b, `,"`...), name...), `":[`...)
	k := 0
	for i, t := range days {
		if i > 0 {
			b = append(b, ',')
		}
		for k < len(s.Time) && s.Time[k] < t {
			k++
		}
		if k == len(s.Time) || s.Time[k] != t {
			b = append(b, "null"...)
			continue
		}
		b = strconv.AppendFloat(b, s.Value[k], 'g', digits, 64)
	}
	return append(b, ']')
}

// drawnLine is a line of a chart.
type drawnLine struct {
	name, look string
	of         study.Series
}

// pane is a pane below the measure: bars, lines, or both.
type pane struct {
	name     string
	bars     *drawnLine
	lines    []drawnLine
	decimals int
}

// strip is a stretch of days that is shaded.
type strip struct {
	from, to int
	label    string
}

// daysChart is a chart of a measure by day.
type daysChart struct {
	clock  clock
	gauge  gauge
	lines  []drawnLine
	panes  []pane
	marks  []int // numbered from 1
	ticks  []int
	strips []strip
}

func (d daysChart) json() string {
	b := make([]byte, 0, 64*len(d.clock)+1024)
	b = append(b, `{"kind":"history","ends":true,"rate":`...)
	b = strconv.AppendBool(b, d.gauge.rate)
	b = append(b, `,"decimals":`...)
	b = strconv.AppendInt(b, int64(d.gauge.decimals), 10)
	b = append(b, `,"time":[`...)
	for i, t := range d.clock {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(t), 10)
	}
	b = append(b, `],"lines":`...)
	b = d.listed(b, d.lines, 6, 0)
	b = append(b, `,"panes":[`...)
	for i, p := range d.panes {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"name":`...), encoded(p.name)...)
		if p.bars != nil {
			b = append(append(b, `,"bars":{"name":`...), encoded(p.bars.name)...)
			b = append(d.clock.column(b, "data", p.bars.of, 10), '}')
		}
		b = append(d.listed(append(b, `,"lines":`...), p.lines, 10, p.decimals), '}')
	}
	b = append(b, `],"marks":[`...)
	for i, at := range d.marks {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(strconv.AppendInt(append(b, `{"at":`...), int64(at), 10), `,"label":"`...)
		b = append(strconv.AppendInt(b, int64(i+1), 10), `"}`...)
	}
	b = append(b, `],"ticks":[`...)
	for i, at := range d.ticks {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(at), 10)
	}
	b = append(b, `],"areas":[`...)
	for i, s := range d.strips {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, `{"from":`...), int64(s.from), 10)
		b = strconv.AppendInt(append(b, `,"to":`...), int64(s.to), 10)
		b = append(append(append(b, `,"label":`...), encoded(s.label)...), '}')
	}
	return string(append(b, `]}`...))
}

// listed writes lines.
func (d daysChart) listed(b []byte, lines []drawnLine, digits, decimals int) []byte {
	b = append(b, '[')
	for i, l := range lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"name":`...), encoded(l.name)...)
		b = append(append(append(b, `,"look":"`...), l.look...), `","decimals":`...)
		b = strconv.AppendInt(b, int64(decimals), 10)
		b = append(d.clock.column(b, "data", l.of, digits), '}')
	}
	return append(b, ']')
}

// sheet is the chart as a file: every day of the clock and every line.
func (d daysChart) sheet(day string) sheet {
	var s sheet
	heads := []string{day}
	var all []drawnLine
	all = append(all, d.lines...)
	for _, p := range d.panes {
		if p.bars != nil {
			all = append(all, *p.bars)
		}
		all = append(all, p.lines...)
	}
	at := make([]int, len(all))
	for _, l := range all {
		heads = append(heads, l.name)
	}
	s.head(heads...)
	for _, t := range d.clock {
		row := []cell{said(stampDay(t))}
		for i, l := range all {
			for at[i] < len(l.of.Time) && l.of.Time[at[i]] < t {
				at[i]++
			}
			if k := at[i]; k < len(l.of.Time) && l.of.Time[k] == t {
				row = append(row, exact(l.of.Value[k]))
			} else {
				row = append(row, said(""))
			}
		}
		s.add(row...)
	}
	return s
}

func stampDay(t float64) string { return calendar.OfUnixDay(int(t / 86_400_000)).String() }

// lastOf is the last value of a series with its day.
func lastOf(s study.Series) (value float64, day string) {
	if n := len(s.Value); n > 0 {
		return s.Value[n-1], stampDay(s.Time[n-1])
	}
	return math.NaN(), "—"
}

// ranged are the least and largest value of a series.
func ranged(s study.Series) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, v := range s.Value {
		low, high = min(low, v), max(high, v)
	}
	return low, high
}

// historyChart is the history of the measure.
func (c *basisPage) historyChart(h *study.History) daysChart {
	w := &c.w.Plots
	d := daysChart{clock: clockOf(h.Line, h.Index, h.Volume).thinned(h.Line), gauge: gaugeOf(h.Measure)}
	add := func(name, look string, s study.Series) {
		if len(s.Time) > 0 {
			d.lines = append(d.lines, drawnLine{name, look, s})
		}
	}
	band := w.Band.With("low", strconv.Itoa(h.Low), "high", strconv.Itoa(100-h.Low), "n", count(h.Band))
	hurdle := w.Hurdle.With("rate", short(h.Hurdle))
	add(w.Values[h.Value], "main", h.Line)
	if h.Average > 1 {
		add(w.Smooth.With("n", count(h.Average)), "smooth", h.Smooth)
	}
	add(w.Lower+" "+band, "lower", h.Lower)
	add(band, "upper", h.Upper)
	add(w.Median, "middle", h.Middle)
	add(hurdle, "hurdle", h.HurdleUpper)
	add(hurdle, "hurdle", h.HurdleLower)
	add(w.Full, "full", h.FullUpper)
	add(w.Full, "full", h.FullLower)
	index := c.w.Index[h.Product]
	if len(h.Index.Time) > 0 {
		d.panes = append(d.panes, pane{name: w.Index.With("index", index), decimals: 2, lines: []drawnLine{{w.Index.With("index", index), "index", h.Index}}})
	}
	if len(h.Volume.Time) > 0 {
		d.panes = append(d.panes, pane{name: w.Lots, bars: &drawnLine{w.Volume, "", h.Volume}, lines: []drawnLine{{w.Interest, "thin", h.OpenInterest}}})
	}
	for _, x := range h.Changes {
		d.marks = append(d.marks, d.clock.place(x.Date))
	}
	for _, x := range h.Switches {
		d.ticks = append(d.ticks, d.clock.place(x.Date))
	}
	return d
}

// spreadChart is a calendar spread, or a measure, day by day.
func (c *basisPage) seriesChart(r *study.Distribution) daysChart {
	g, name := c.countedAs(r)
	return daysChart{clock: clockOf(r.Line).thinned(r.Line), gauge: g, lines: []drawnLine{{name, "main", r.Line}}}
}

// countedAs is how what a distribution counts is written, and its name.
func (c *basisPage) countedAs(r *study.Distribution) (gauge, string) {
	if r.Spread != nil {
		return gaugeOfSpread(*r.Spread), c.w.Plots.Pairs[r.Spread.Filled().Pair]
	}
	return gaugeOf(r.Measure), c.w.Plots.Values[r.Value]
}

// stagesChart is the averaged measure with its stages shaded.
func (c *basisPage) stagesChart(r *study.Stages) daysChart {
	w := &c.w.Plots
	d := daysChart{clock: clockOf(r.Line, r.Index).thinned(r.Line), gauge: gaugeOf(r.Measure),
		lines: []drawnLine{{w.Smooth.With("n", count(r.Average)), "smooth", r.Line}}}
	if len(r.Index.Time) > 0 {
		name := w.IndexSmooth.With("index", c.w.Index[r.Product], "n", count(r.Average))
		d.panes = []pane{{name: name, decimals: 2, lines: []drawnLine{{name, "index", r.Index}}}}
	}
	for i, s := range r.Stages {
		label := strconv.Itoa(i + 1)
		if s.Name != "" {
			label += " " + s.Name
		}
		if s.Days > 0 {
			d.strips = append(d.strips, strip{d.clock.place(s.From), max(d.clock.after(float64(s.To.UnixDay()+1)*86_400_000)-1, 0), label})
		}
	}
	return d
}

// Charts of days, by the part of the page they are in.
func (c *basisPage) drawHistory(ctx app.Context) {
	if h := c.history.got; c.shown && h != nil && len(h.Line.Time) > 0 {
		drawChart(ctx, liveOf("history"), c.historyChart(h).json())
	}
}

func (c *basisPage) drawSpread(ctx app.Context) {
	if r := c.spread.got; c.shown && r != nil && len(r.Line.Time) > 0 {
		drawChart(ctx, liveOf("spread-days"), c.seriesChart(r).json())
	}
}

func (c *basisPage) drawStages(ctx app.Context) {
	if r := c.stages.got; c.shown && r != nil && len(r.Line.Time) > 0 {
		drawChart(ctx, liveOf("stages"), c.stagesChart(r).json())
	}
}

// chartOf and liveOf are the ids of a chart and of the element its script draws
// into.
func chartOf(name string) string { return "chart-" + name }
func liveOf(name string) string  { return chartOf(name) + "-live" }
