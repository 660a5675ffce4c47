package page

import (
	"math"
	"strconv"

	"fairbasis/app/part"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Plots of the basis page that need no script.

var none = math.NaN()

// number is a value, or none.
func numberOf(m unit.Maybe[unit.Number]) float64 {
	if x, ok := m.Get(); ok {
		return float64(x)
	}
	return none
}

func numbers(list []unit.Maybe[unit.Number]) []float64 {
	out := make([]float64, len(list))
	for i, m := range list {
		out[i] = numberOf(m)
	}
	return out
}

// reach is the least and the largest of some numbers; none among them count.
func reach(lists ...[]float64) (low, high float64) {
	low, high = math.Inf(1), math.Inf(-1)
	for _, list := range lists {
		for _, x := range list {
			if x < low {
				low = x
			}
			if x > high {
				high = x
			}
		}
	}
	if low > high {
		return 0, 1
	}
	return low, high
}

// scale covers what is measured, with about n numbers.
func (g gauge) scale(low, high float64, n int) part.Scale {
	a := newAxis(low, high, n)
	return part.Scale{Min: a.Min, Max: a.Max, Ticks: g.ticks(a, a.Min, a.Max)}
}

// ticks are the numbers of an axis between two ends.
func (g gauge) ticks(a chartAxis, low, high float64) []part.Tick {
	var out []part.Tick
	for _, at := range a.marks() {
		if at < low-1e-9*a.Step || at > high+1e-9*a.Step {
			continue
		}
		text := unit.PrintRate(unit.Rate(at), unit.Percent, a.decimals())
		if !g.rate {
			text = unit.Print(at, chartAxis{Step: a.Step / 100}.decimals())
		}
		out = append(out, part.Tick{At: at, Text: text})
	}
	return out
}

// levelPlot is the histogram of what a distribution counts, with its last day.
func (c *basisPage) levelPlot(r *study.Distribution) part.Plot {
	g, _ := c.countedAs(r)
	n := len(r.Counts)
	if n == 0 || len(r.Edges) != n+1 {
		return part.Plot{}
	}
	_, most := reach(r.Counts)
	y := newAxis(0, max(most, 1), 5)
	y.Step = max(y.Step, 1)
	p := part.Plot{Unit: c.w.Plots.Count, Y: part.Scale{Min: 0, Max: math.Ceil(max(most, 1)/y.Step) * y.Step}}
	for at := 0.0; at <= p.Y.Max; at += y.Step {
		p.Y.Ticks = append(p.Y.Ticks, part.Tick{At: at, Text: unit.Print(at, 0)})
	}
	low, high := r.Edges[0], r.Edges[n]
	if !(high > low) {
		low, high = low-.5, high+.5
	}
	p.X = part.Scale{Min: low, Max: high, Ticks: g.ticks(newAxis(low, high, 6), low, high)}
	room := (high - low) / float64(n) * .04
	bars := part.Layer{Kind: part.Bars, Look: "q"}
	now := part.Layer{Kind: part.Bars, Look: "p"}
	for i, k := range r.Counts {
		l := &bars
		if i == r.Bin {
			l = &now
			l.Text = []string{c.todaySays(r)}
		}
		l.X, l.X2 = append(l.X, r.Edges[i]+room), append(l.X2, r.Edges[i+1]-room)
		l.Y, l.Y2 = append(l.Y, 0), append(l.Y2, k)
	}
	p.Layers = []part.Layer{bars, now}
	return p
}

// todaySays is the last day of a distribution.
func (c *basisPage) todaySays(r *study.Distribution) string {
	g, _ := c.countedAs(r)
	if x, ok := r.Today.Get(); ok {
		return c.w.Plots.Today.With("value", g.print(float64(x)))
	}
	return c.w.Plots.NotToday
}

// season is what is shaded of a year: the months in which most dividends fall.
func dividendMonths(r *study.Seasonality) (from, to float64) {
	from, to = none, none
	for i, m := range r.Months {
		if m.Dividend {
			if math.IsNaN(from) {
				from = float64(i)
			}
			to = float64(i + 1)
		}
	}
	return from, to
}

// monthsPlot is the mean of each month in its band.
func (c *basisPage) monthsPlot(r *study.Seasonality) part.Plot {
	n := len(r.Months)
	p := part.Plot{X: part.Scale{Min: 0, Max: float64(max(n, 1))}}
	band := part.Layer{Kind: part.Bars, Look: "q"}
	mean := part.Layer{Kind: part.Trace, Look: "l1"}
	for i, m := range r.Months {
		at := float64(i) + .5
		if m.Month >= 1 && m.Month <= 12 {
			p.X.Ticks = append(p.X.Ticks, part.Tick{At: at, Text: c.w.Plots.Months[m.Month-1]})
		}
		band.X, band.X2 = append(band.X, at-.2), append(band.X2, at+.2)
		band.Y, band.Y2 = append(band.Y, numberOf(m.Lower)), append(band.Y2, numberOf(m.Upper))
		mean.X, mean.Y = append(mean.X, at), append(mean.Y, numberOf(m.Summary.Mean))
	}
	low, high := reach(band.Y, band.Y2, mean.Y, []float64{0})
	p.Y = gaugeOf(r.Measure).scale(low, high, 6)
	dots := mean
	dots.Kind = part.Dots
	from, to := dividendMonths(r)
	p.Layers = []part.Layer{{Kind: part.Bars, Look: "ground", X: []float64{from}, X2: []float64{to}, Y: []float64{p.Y.Min}, Y2: []float64{p.Y.Max}}, band, mean, dots}
	return p
}

// monthStart is the day of a leap year on which each month begins, and its end.
var monthStart = [...]float64{1, 32, 61, 92, 122, 153, 183, 214, 245, 275, 306, 336, 367}

// yearPlot is the mean of each calendar day in its band.
func (c *basisPage) yearPlot(r *study.Seasonality) part.Plot {
	p := c.seasonPlot(gaugeOf(r.Measure), &r.Yearly, 1)
	p.X = part.Scale{Min: 1, Max: 367}
	for i := range 12 {
		p.X.Ticks = append(p.X.Ticks, part.Tick{At: (monthStart[i] + monthStart[i+1]) / 2, Text: c.w.Plots.Months[i]})
	}
	if from, to := dividendMonths(r); from == from { // there are such months
		p.Layers = append([]part.Layer{{Kind: part.Bars, Look: "ground", X: []float64{monthStart[int(from)]}, X2: []float64{monthStart[int(to)]},
			Y: []float64{p.Y.Min}, Y2: []float64{p.Y.Max}}}, p.Layers...)
	}
	return p
}

// expiryPlot is the mean by days to expiry in its band, the expiry at the right.
func (c *basisPage) expiryPlot(r *study.Seasonality) part.Plot {
	p := c.seasonPlot(gaugeOf(r.Measure), &r.Expiry, -1)
	low, high := reach(r.Expiry.Place)
	p.X = part.Scale{Min: -high, Max: -low}
	for _, at := range newAxis(low, high, 8).marks() {
		if at >= low && at <= high && at == math.Round(at) {
			p.X.Ticks = append(p.X.Ticks, part.Tick{At: -at, Text: unit.Print(at, 0)})
		}
	}
	return p
}

// seasonPlot is the mean and band of a season; side is -1 where places run from
// right to left.
func (c *basisPage) seasonPlot(g gauge, s *study.Season, side float64) part.Plot {
	x := make([]float64, len(s.Place))
	for i, at := range s.Place {
		x[i] = side * at
	}
	low, high := reach(s.Lower, s.Upper, s.Mean, []float64{0})
	return part.Plot{Y: g.scale(low, high, 6), Layers: []part.Layer{
		{Kind: part.Area, Look: "q", X: x, Y: s.Lower, Y2: s.Upper}, {Kind: part.Trace, Look: "l1", X: x, Y: s.Mean}}}
}

// bucketsPlot sets the boxes of large moves and of others below each other.
func (c *basisPage) bucketsPlot(r *study.Volatility) part.Plot {
	w := &c.w.Plots
	rows := []struct {
		name string
		of   *study.Summary
	}{{w.Large.With("threshold", short(r.Threshold)), &r.Large}, {w.Others, &r.Others}, {w.Rises, &r.Rises}, {w.Falls, &r.Falls}}
	n := float64(len(rows))
	p := part.Plot{Names: true, Y: part.Scale{Min: 0, Max: n}}
	whisker, box := part.Layer{Kind: part.Segments, Look: "z"}, part.Layer{Kind: part.Bars, Look: "q"}
	median, mean := part.Layer{Kind: part.Segments, Look: "mean"}, part.Layer{Kind: part.Dots, Look: "l1"}
	for i, row := range rows {
		y, s := n-float64(i)-.5, row.of
		p.Y.Ticks = append(p.Y.Ticks, part.Tick{At: y, Text: row.name})
		add := func(l *part.Layer, from, to unit.Maybe[unit.Number], below, above float64) {
			l.X, l.X2 = append(l.X, numberOf(from)), append(l.X2, numberOf(to))
			l.Y, l.Y2 = append(l.Y, y-below), append(l.Y2, y+above)
		}
		add(&whisker, s.P10, s.P90, 0, 0)
		add(&box, s.P25, s.P75, .26, .26)
		add(&median, s.Median, s.Median, .26, .26)
		add(&mean, s.Mean, s.Mean, 0, 0)
	}
	low, high := reach(whisker.X, whisker.X2, mean.X)
	p.X = gaugeOf(r.Measure).scale(min(low, 0), max(high, 0), 6)
	p.Layers = []part.Layer{whisker, box, median, mean}
	return p
}

// lineLooks are the looks of single lines.
var lineLooks = [...]string{"l1", "l2", "l3"}

// eventsPlot is the measure around events: each where they are few, their mean,
// and what random days would give.
func (c *basisPage) eventsPlot(r *study.Events) part.Plot {
	x, g := []float64(r.Offsets), gaugeOf(r.Measure)
	lower, upper, mean := numbers(r.Placebo.Lower), numbers(r.Placebo.Upper), numbers(r.Mean)
	all := [][]float64{lower, upper, mean}
	p := part.Plot{X: part.Scale{Min: float64(-r.Before), Max: float64(r.After)}}
	if len(lower) == len(x) && len(upper) == len(x) {
		p.Layers = append(p.Layers, part.Layer{Kind: part.Area, Look: "soft", X: x, Y: lower, Y2: upper})
	}
	p.Layers = append(p.Layers, part.Layer{Kind: part.Uprights, Look: "cut", X: []float64{0}})
	add := func(look string, y []float64) {
		if len(y) == len(x) {
			p.Layers = append(p.Layers, part.Layer{Kind: part.Trace, Look: look, X: x, Y: y}, part.Layer{Kind: part.Dots, Look: look, X: x, Y: y})
		}
	}
	if len(r.Events) <= len(lineLooks) {
		for i, e := range r.Events {
			y := numbers(e.Values)
			all = append(all, y)
			add(lineLooks[i], y)
		}
	}
	if len(r.Events) != 1 {
		add("mean", mean)
	}
	low, high := reach(all...)
	p.Y = g.scale(min(low, 0), max(high, 0), 6)
	for i := -r.Before; i <= r.After; i++ {
		if step := max((r.Before+r.After)/12, 1); i%step == 0 {
			text := strconv.Itoa(i)
			if i < 0 {
				text = unit.Minus + strconv.Itoa(-i)
			}
			p.X.Ticks = append(p.X.Ticks, part.Tick{At: float64(i), Text: "T" + map[bool]string{true: "+"}[i > 0] + map[bool]string{true: text}[i != 0]})
		}
	}
	return p
}

// driversPlot is what a usual move of each driver goes with.
func (c *basisPage) driversPlot(r *study.Drivers) part.Plot {
	p := part.Plot{Names: true}
	bar, dot := part.Layer{Kind: part.Segments, Look: "l1"}, part.Layer{Kind: part.Dots, Look: "l1"}
	var terms []study.Term
	for _, t := range r.Terms {
		if t.Driver != "constant" {
			terms = append(terms, t)
		}
	}
	n := float64(len(terms))
	for i, t := range terms {
		y, deviation := n-float64(i)-.5, numberOf(t.Deviation)
		p.Y.Ticks = append(p.Y.Ticks, part.Tick{At: y, Text: c.w.Plots.Terms[t.Driver]})
		bar.X, bar.X2 = append(bar.X, numberOf(t.Low)*deviation), append(bar.X2, numberOf(t.High)*deviation)
		bar.Y, bar.Y2 = append(bar.Y, y), append(bar.Y2, y)
		dot.X, dot.Y = append(dot.X, numberOf(t.Effect)), append(dot.Y, y)
	}
	p.Y.Min, p.Y.Max = 0, max(n, 1)
	low, high := reach(bar.X, bar.X2, dot.X, []float64{0})
	p.X = gaugeOf(r.Measure).scale(low, high, 7)
	p.Layers = []part.Layer{bar, dot}
	return p
}
