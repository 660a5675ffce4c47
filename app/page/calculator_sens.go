package page

import (
	"context"
	"math"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/unit"
)

// Cells of the sensitivity table, and of the grid that is exported.
const (
	heatColumns = 7
	heatRows    = 6
	gridSteps   = 201
)

// nowOf is the present value of a sensitivity variable.
func (c *calculator) nowOf(path string) float64 {
	a := c.got
	yield := 0.0
	if t := a.price.Tau; t > 0 {
		yield = float64(a.price.DividendPoints) / float64(a.reading.Input.Spot) / t
	}
	if path == "dividends.points" {
		return float64(a.price.DividendFutureValue)
	}
	return scenario.Now(a.reading.Input, path, float64(a.arb.CalendarDays), yield)
}

// axis lists the values of an axis: between the ends typed, or around the
// present value, which is always among them.
func (c *calculator) axis(name string, n int) arb.Axis {
	path := c.typed.Text(name)
	out := arb.Axis{Variable: path}
	now := c.nowOf(path)
	from, to, faults := c.typed.Ends(name)
	c.got.refuse(faults)
	if from != nil && to != nil && *from != *to {
		for i := range n {
			out.Values = append(out.Values, *from+(*to-*from)*float64(i)/float64(n-1))
		}
		return out
	}
	step, least := scenario.AxisStep(path)
	below := float64(n / 2)
	if strings.HasPrefix(path, "costs.") {
		below = float64(n - 2) // what a lower cost would bring is the question
	}
	start := math.Floor(now/step+1e-9)*step - below*step
	if from != nil {
		start = *from
	}
	if to != nil {
		start = *to - float64(n-1)*step
	}
	if start < least {
		start = math.Ceil(least/step-1e-9) * step
	}
	nearest, gap := 0, math.Inf(1)
	for i := range n {
		v := math.Round((start+float64(i)*step)*1e9) / 1e9
		out.Values = append(out.Values, max(v, least))
		if d := math.Abs(v - now); d < gap {
			nearest, gap = i, d
		}
	}
	if gap < step {
		out.Values[nearest] = now
	}
	return out
}

func (c *calculator) surfaceInput() arb.SurfaceInput {
	return arb.SurfaceInput{Input: c.got.reading.Input, Output: c.typed.Text("sensitivity.output"),
		X: c.axis("sensitivity.x", heatColumns), Y: c.axis("sensitivity.y", heatRows)}
}

// computeHeat answers the sensitivity table.
func (c *calculator) computeHeat(ctx context.Context) {
	c.got.heat, c.got.heatErr = engine.Do(ctx, arb.SurfaceKey, c.surfaceInput())
}

// yearly says whether an output is a return per year.
func yearly(output string) bool {
	return output == "forward" || output == "reverse" || output == "holder"
}

// sensUI is the table over two inputs and the effect of each input.
func (c *calculator) sensUI() app.UI {
	w := c.w.Sens
	body := []app.UI{
		part.More{ID: "more-axes", Summary: w.Ranges, Body: []app.UI{
			c.choice("sensitivity.x"), part.Beside(c.axisEnd("sensitivity.x_from"), c.axisEnd("sensitivity.x_to")),
			c.choice("sensitivity.y"), part.Beside(c.axisEnd("sensitivity.y_from"), c.axisEnd("sensitivity.y_to")),
			c.choice("sensitivity.output"),
		}}.UI(),
		c.heatUI(), c.gridUI(), c.effectUI(),
	}
	return part.Panel{ID: "h-sens", Title: w.Title, Body: body}.UI()
}

func (c *calculator) axisEnd(path string) app.UI {
	return part.NumberField{ID: path, Label: c.w.Label(path), Text: c.typed.Text(path), Err: c.fieldErr(path), Hint: c.axisHint(path), Bare: true,
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onKey}.UI()
}

func (c *calculator) axisHint(path string) string {
	word := c.w.Sens.To
	if strings.HasSuffix(path, "_from") {
		word = c.w.Sens.From
	}
	if strings.TrimSpace(c.typed.Text(path)) == "" {
		word += c.w.Colon() + c.w.Sens.Automatic
	}
	return word
}

func (c *calculator) heatUI() app.UI {
	w, h := c.w.Sens, c.got.heat
	xv, yv, output := c.typed.Text("sensitivity.x"), c.typed.Text("sensitivity.y"), c.typed.Text("sensitivity.output")
	if c.got.heatErr != nil {
		why := c.faultWords(c.got.heatErr)
		if xv == yv {
			why = w.Same
		}
		return part.Note(part.Words(why)...)
	}
	heat := part.Heat{
		Label: w.Table, Caption: w.Caption.With("x", c.w.Label(xv), "y", c.w.Label(yv), "output", w.Outputs[output]),
		Corner: c.w.Label(yv), MeetsWord: w.Meets, NowWord: w.Now,
	}
	xNow, yNow := c.nowOf(xv), c.nowOf(yv)
	for _, x := range h.X {
		heat.Columns = append(heat.Columns, c.tick(xv, x))
	}
	hurdle := float64(c.got.reading.Input.Hurdle)
	now := float64(c.got.reading.Input.Futures)
	for i, y := range h.Y {
		row := part.HeatRow{Label: c.tick(yv, y)}
		for j, x := range h.X {
			z := h.Z[i*len(h.X)+j]
			cell := part.HeatCell{Now: x == xNow && y == yNow}
			switch {
			case yearly(output):
				cell.Text = unit.Signed(z*100, 1)
				cell.Level, cell.Meets = part.LevelOf(z, hurdle), z >= hurdle
			case output == "holder_gain" || output == "mispricing":
				cell.Text, cell.Level = unit.Signed(z, 1), part.LevelOf(z, 0)
			default: // a price is coloured by its side of the market
				cell.Text, cell.Level = unit.Print(z, 1), part.LevelOf(z-now, 0)
			}
			row.Cells = append(row.Cells, cell)
		}
		heat.Rows = append(heat.Rows, row)
	}
	legend := []part.LegendItem{{Kind: "now", Text: w.NowLegend}}
	if yearly(output) {
		legend = append([]part.LegendItem{{Kind: "line", Text: short(hurdle) + " " + w.HurdleLegend}}, legend...)
	}
	return part.Stack(heat.UI(), part.Legend(legend...))
}

// tick prints a value of an axis with no more decimals than a head has room for.
func (c *calculator) tick(path string, x float64) string {
	f, ok := scenario.FieldAt(path)
	if ok && f.Kind == scenario.Rate {
		places := 1e5 // three decimals of a per cent
		if f.Measure == unit.TenThousandths {
			places = 1e7
		}
		return unit.Shortest(math.Round(x*places)/places, f.Measure, 0) + f.Measure.String()
	}
	return unit.Shortest(math.Round(x*100)/100, unit.Plain, 0)
}

// effectUI is what each input does to the answers when it moves by a usual amount.
func (c *calculator) effectUI() app.UI {
	w := c.w.Sens
	if c.got.sensErr != nil {
		return part.Note(part.Words(c.faultWords(c.got.sensErr))...)
	}
	rows := make([]part.Row, 0, len(c.got.sens.Rows))
	for _, r := range c.got.sens.Rows {
		label := w.Bump.With("field", c.w.Label(r.Variable), "bump", c.bump(r))
		if r.Variable == "days" && r.Bump < 0 {
			label = w.DaysLess.With("days", unit.Print(-r.Bump, 0))
		}
		rows = append(rows, part.Row{Cells: []part.Cell{{Text: label}, change(c, r.FairValue, signed), change(c, r.Lower, signed), change(c, r.Upper, signed),
			change(c, r.Forward, signedPercent), change(c, r.Reverse, signedPercent), change(c, r.Holder, signed)}})
	}
	return part.Table{Label: w.EffectTable, Rows: rows, Columns: []part.Column{
		{Label: w.Change}, {Label: w.Fair, Numeric: true}, {Label: w.LowerBound, Numeric: true}, {Label: w.UpperBound, Numeric: true},
		{Label: w.ForwardYear, Numeric: true}, {Label: w.ReverseYear, Numeric: true}, {Label: w.HolderGain, Numeric: true}}}.UI()
}

func (c *calculator) bump(r arb.SensitivityRow) string {
	if r.Measure == "rate" {
		return unit.Signed(r.Bump*100, 0) + "%"
	}
	return unit.Signed(r.Bump, 0) + " " + c.w.Units.Point
}

// change prints a change: 0 where nothing moves.
func change[T ~float64](c *calculator, m unit.Maybe[T], print func(T) string) part.Cell {
	v, ok := m.Get()
	switch {
	case !ok:
		return part.Cell{Text: c.w.Undefined, Tone: part.Muted}
	case math.Abs(float64(v)) < 1e-9:
		return part.Cell{Text: "0", Tone: part.Muted}
	}
	return part.Cell{Text: print(v)}
}
