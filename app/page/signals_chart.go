package page

import (
	"slices"
	"strconv"

	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// Charts of the signals page as static/js/chart/signals.mjs and lines.mjs take
// them: JSON written straight from the columns of a reply.

// priceWords are the words of the chart of prices.
type priceWords struct {
	Price     string   `json:"price"`
	Open      string   `json:"open"`
	High      string   `json:"high"`
	Low       string   `json:"low"`
	Close     string   `json:"close"`
	Value     string   `json:"value"`
	Fit       string   `json:"fit"`
	Slope     string   `json:"slope"`
	Curvature string   `json:"curvature"`
	Gap       string   `json:"gap"`
	Trades    string   `json:"trades"`
	Closed    string   `json:"closed"`
	Long      string   `json:"long"`
	Short     string   `json:"short"`
	Regimes   []string `json:"regimes"` // None first
	Why       []string `json:"why"`     // in the order of hedge.Why
}

func (c *signals) priceWords() priceWords {
	w, s, roles := &c.w.Hedge, c.words(), c.w.Data.RoleNames
	out := priceWords{Price: c.w.Data.Price, Open: roles["open"], High: roles["high"], Low: roles["low"], Close: roles["close"],
		Value: w.Value, Fit: w.Fit.With("n", strconv.Itoa(c.input.Order)), Slope: w.SlopeAxis.With("step", c.stepName()), Curvature: w.CurvatureAxis.With("step", c.stepName()),
		Gap: w.Restart, Trades: w.Trades, Closed: w.Closed, Long: w.Long, Short: w.Short}
	for _, name := range regimeNames {
		out.Regimes = append(out.Regimes, s.Regimes[name])
	}
	for _, why := range hedge.Why {
		out.Why = append(out.Why, s.Reasons[why])
	}
	return out
}

// stepName is one step of the axis, as slopes are measured by it.
func (c *signals) stepName() string {
	w := &c.w.Hedge
	return c.ofStep(w.StepMinute, w.StepDay, w.StepBar)
}

// priceChart is the chart of prices: all points loaded, of which those in view
// are shown, with trades and the present curve.
func (c *signals) priceChart() string {
	v := c.view.got
	start, end := inView(v.Time, c.from, c.to)
	b := make([]byte, 0, 96*len(v.Time)+2048)
	b = append(b, `{"kind":"signals","daily":`...)
	b = strconv.AppendBool(b, c.daily())
	b = append(b, `,"decimals":`...)
	b = strconv.AppendInt(b, int64(v.Decimals), 10)
	b = append(b, `,"start":`...)
	b = strconv.AppendInt(b, int64(start), 10)
	b = append(b, `,"end":`...)
	b = strconv.AppendInt(b, int64(end), 10)
	for _, k := range []struct {
		name   string
		column op.Column
	}{{"time", v.Time}, {"open", v.Open}, {"high", v.High}, {"low", v.Low}, {"close", v.Close}, {"regime", v.Regime}, {"gap", v.Gap}} {
		b = appendColumn(b, k.name, k.column, nil)
	}
	b = appendShort(b, "value", v.Value)
	b = appendShort(b, "slope", v.Slope)
	b = appendShort(b, "curvature", v.Curvature)
	b = append(b, `,"trades":`...)
	b = append(b, encoded(c.tradeMarks(v))...)
	b = append(b, `,"words":`...)
	b = append(b, encoded(c.priceWords())...)
	b = append(b, ',')
	return string(append(c.appendCurve(b, v), '}'))
}

// appendShort writes a column with eight digits that count, more than a chart
// can show.
func appendShort(b []byte, name string, column op.Column) []byte {
	b = append(b, `,"`...)
	b = append(b, name...)
	b = append(b, `":[`...)
	for i, x := range column {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendFloat(b, x, 'g', 8, 64)
	}
	return append(b, ']')
}

// inView are the first and the last point of a stretch of time.
func inView(time op.Column, from, to float64) (start, end int) {
	start, end = 0, max(len(time)-1, 0)
	for start < end && time[start] < from {
		start++
	}
	for end > start && time[end] > to {
		end--
	}
	return start, end
}

// tradeMarks are trades by the points they fell in.
type tradeMarks struct {
	In    []*int    `json:"in"` // null where not among the points
	Out   []*int    `json:"out"`
	Entry []float64 `json:"entry"`
	Exit  []float64 `json:"exit"`
	Side  []int     `json:"side"`
	Net   []float64 `json:"net"` // return after costs
	Why   []int     `json:"why"`
}

// mostMarks is the most trades that are marked, the last ones.
const mostMarks = 400

// tradeMarks are the trades among the points of a view; none where they are of
// other inputs.
func (c *signals) tradeMarks(v *signal.View) tradeMarks {
	out := tradeMarks{In: []*int{}, Out: []*int{}} // empty, not null: the script counts them
	if c.test.got == nil || c.test.stale {
		return out
	}
	t := &c.test.got.Trades
	for k := len(t.Side) - 1; k >= 0 && len(out.Side) < mostMarks; k-- {
		in, gone := pointOf(v, t.Entry[k]), pointOf(v, t.Exit[k])
		if in == nil && gone == nil {
			continue
		}
		out.In, out.Out = append(out.In, in), append(out.Out, gone)
		out.Entry, out.Exit = append(out.Entry, t.In[k]), append(out.Exit, t.Out[k])
		out.Side, out.Net, out.Why = append(out.Side, int(t.Side[k])), append(out.Net, t.Return[k]), append(out.Why, int(t.Why[k]))
	}
	for _, turn := range []func(){func() { slices.Reverse(out.In) }, func() { slices.Reverse(out.Out) }, func() { slices.Reverse(out.Entry) },
		func() { slices.Reverse(out.Exit) }, func() { slices.Reverse(out.Side) }, func() { slices.Reverse(out.Net) }, func() { slices.Reverse(out.Why) }} {
		turn()
	}
	return out
}

// pointOf is the point a bar is in: the first whose stamp is not before it.
// What lies before the first point may be in none of them.
func pointOf(v *signal.View, stamp float64) *int {
	i, _ := slices.BinarySearch(v.Time, stamp)
	if i == len(v.Time) || i == 0 && stamp < v.Time[0] {
		return nil
	}
	return &i
}

// appendCurve writes the curve fitted at one bar as it runs through the points:
// the place of the first one and its value at each from there on.
func (c *signals) appendCurve(b []byte, v *signal.View) []byte {
	b = append(b, `"curve":{"from":`...)
	var values op.Column
	from := 0
	if f := c.fitted.got; f != nil && len(f.Times) > 0 && len(f.Times) == len(f.Curve) && !c.fitted.stale {
		from, _ = slices.BinarySearch(v.Time, f.Times[0])
		k := 0
		for _, t := range v.Time[from:] {
			for k < len(f.Times) && f.Times[k] < t {
				k++
			}
			if k == len(f.Times) || f.Times[k] != t {
				break // points between two windows, or after the bar
			}
			values = append(values, f.Curve[k])
		}
	}
	b = strconv.AppendInt(b, int64(from), 10)
	return append(appendShort(b, "value", values), '}')
}

// curvePatch is the curve alone, for a chart that stands.
func (c *signals) curvePatch() string {
	return string(append(c.appendCurve([]byte{'{'}, c.view.got), '}'))
}
