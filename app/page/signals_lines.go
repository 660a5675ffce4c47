package page

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// line is one portfolio over the days.
type line struct {
	name   string
	values op.Column
}

// portfolios are the daily values of the portfolios there are, executing first.
func (c *signals) portfolios() []line {
	t := c.test.got
	if t == nil {
		return nil
	}
	w, d := &c.w.Hedge, &t.Daily
	var out []line
	for _, l := range []line{{w.Execute, d.Execute}, {w.Passive, d.Passive}, {w.Overlay, d.Overlay}} {
		if len(l.values) == len(d.Time) && len(d.Time) > 0 {
			out = append(out, l)
		}
	}
	return out
}

// gains are values of 1 at the beginning as changes since then.
func gains(values op.Column) op.Column {
	out := make(op.Column, len(values))
	for i, v := range values {
		out[i] = v - 1
	}
	return out
}

// falls are values of 1 at the beginning as what they lost since their peak, at
// most 0.
func falls(values op.Column) op.Column {
	out, peak := make(op.Column, len(values)), 1.0
	for i, v := range values {
		peak = math.Max(peak, v)
		out[i] = v/peak - 1
	}
	return out
}

// linesChart is a chart of portfolios over the days.
func linesChart(days op.Column, lines []line, area bool) string {
	b := []byte(`{"kind":"lines","daily":true,"decimals":4,"rate":true,"ends":true,"area":`)
	b = strconv.AppendBool(b, area)
	b = appendColumn(b, "clock", days, nil)
	b = append(b, `,"series":[`...)
	for i, l := range lines {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"name":`...), encoded(l.name)...)
		b = append(appendShort(b, "close", l.values), '}')
	}
	return string(append(b, `]}`...))
}

// changed makes other values of every line.
func changed(lines []line, of func(op.Column) op.Column) []line {
	out := make([]line, len(lines))
	for i, l := range lines {
		out[i] = line{l.name, of(l.values)}
	}
	return out
}

// equityPanel is what every portfolio gained since the first day.
func (c *signals) equityPanel() app.UI {
	w := &c.w.Hedge
	return c.linesPanel(equityID, equityLive, w.EquityTitle, w.EquityNote, gains, func(first, last, figures string) string {
		return w.EquitySays.With("first", first, "last", last, "figures", figures)
	})
}

// drawdownPanel is how far every portfolio was below its peak.
func (c *signals) drawdownPanel() app.UI {
	w := &c.w.Hedge
	return c.linesPanel(drawdownID, drawdownLive, w.DrawdownTitle, w.DrawdownNote, falls, func(first, last, figures string) string {
		return w.DrawdownSays.With("first", first, "last", last, "figures", figures)
	})
}

func (c *signals) linesPanel(id, live, title, note string, of func(op.Column) op.Column, says func(first, last, figures string) string) app.UI {
	w, d, lines := &c.w.Hedge, &c.w.Data, changed(c.portfolios(), of)
	if len(lines) == 0 && !c.ready {
		return nothing()
	}
	figure := part.ChartFigure{ID: id, Label: w.Asking, Live: live, Size: part.ChartSmall, TwinSummary: d.Twin, Twin: &part.Table{ID: id + "-table", Label: d.Twin},
		Save: d.Save, SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSaveChart}
	if len(lines) > 0 {
		days := c.test.got.Daily.Time
		figures := ""
		for i, l := range lines {
			if i > 0 {
				figures += c.w.Comma()
			}
			shown := l.values[len(l.values)-1]
			if id == drawdownID {
				shown = lowest(l.values)
			}
			figures += l.name + " " + signedPercent(shown)
		}
		figure.Label = says(market.Stamp(int64(days[0]), true), market.Stamp(int64(days[len(days)-1]), true), figures)
		figure.Drawn = c.once(id, stretch{test: c.test.got}, func() part.Table { return c.linesTwin(id, days, lines) })
	}
	return part.Panel{ID: id + "-title", Title: title, Note: note, Body: greyed(c.test.stale, figure.UI())}.UI()
}

func lowest(values op.Column) float64 {
	low := 0.0
	for _, v := range values {
		low = min(low, v)
	}
	return low
}

// linesTwin is the table beside a chart of portfolios.
func (c *signals) linesTwin(id string, days op.Column, lines []line) part.Table {
	t := part.Table{ID: id + "-table", Label: c.w.Data.Twin, Columns: []part.Column{{Label: c.w.Hedge.Date}}}
	for _, l := range lines {
		t.Columns = append(t.Columns, part.Column{Label: l.name, Numeric: true})
	}
	step := max(len(days)/twinRows, 1)
	for i := (len(days) - 1) % step; i < len(days); i += step { // the last day is among them
		row := part.Row{Cells: []part.Cell{{Text: market.Stamp(int64(days[i]), true)}}}
		for _, l := range lines {
			row.Cells = append(row.Cells, part.Cell{Text: signedPercent(l.values[i]), Tone: tone(l.values[i])})
		}
		t.Rows = append(t.Rows, row)
	}
	return t
}

// linesSheet is a chart of portfolios as a file: every day.
func (c *signals) linesSheet(lines []line) sheet {
	var s sheet
	heads := []string{c.w.Hedge.Date}
	for _, l := range lines {
		heads = append(heads, l.name)
	}
	s.head(heads...)
	if len(lines) == 0 {
		return s
	}
	for i, day := range c.test.got.Daily.Time {
		row := []cell{said(market.Stamp(int64(day), true))}
		for _, l := range lines {
			row = append(row, exact(l.values[i]))
		}
		s.add(row...)
	}
	return s
}
