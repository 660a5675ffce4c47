package page

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/unit"
)

// needUI says which input, moved alone, makes the trade reach the goal.
func (c *calculator) needUI() app.UI {
	w, in := c.w.Need, c.got.reading.Input
	trade := c.needTrade()
	names := map[string]string{arb.TradeForward: c.w.Answer.Forward, arb.TradeReverse: c.w.Answer.Reverse, arb.TradeHolder: c.w.Answer.Holder}
	lead := w.Lead.With("trade", names[trade], "target", percent(c.got.need.Target))
	if c.typed.Text("break_even.goal") == "zero" {
		lead = w.LeadZero.With("trade", names[trade])
	}
	var rows, hopeless []part.Row
	for _, s := range c.got.need.Solutions {
		switch {
		case s.Needed.Why() == unit.NoEffect: // named together below the table
		case s.Needed.OK() || s.Variable == "dividends.points":
			rows = append(rows, c.needRow(s))
		default:
			hopeless = append(hopeless, c.needRow(s))
		}
	}
	body := []app.UI{
		part.Segmented{Name: "break_even.trade", Label: w.Trade, Value: trade, OnChange: c.onSegment, Options: []part.Option{
			{Value: arb.TradeForward, Label: names[arb.TradeForward]}, {Value: arb.TradeReverse, Label: names[arb.TradeReverse]},
			{Value: arb.TradeHolder, Label: names[arb.TradeHolder]}}}.UI(),
		part.Note(part.Words(lead)...),
	}
	if c.got.needErr != nil {
		body = append(body, part.Note(part.Words(c.faultWords(c.got.needErr))...))
	} else {
		columns := []part.Column{
			{Label: w.Variable}, {Label: w.Now, Numeric: true}, {Label: w.Needed, Numeric: true}, {Label: w.Gap, Numeric: true, Minor: true},
			{Label: w.Action, Numeric: true, Hide: true}}
		body = append(body, part.Table{Label: w.Table, Rows: rows, Columns: columns}.UI(),
			app.If(len(hopeless) > 0, func() app.UI {
				return part.More{ID: "more-need", Summary: w.Hopeless, Body: []app.UI{
					part.Table{Label: w.Hopeless, Rows: hopeless, Columns: columns}.UI()}}.UI()
			}))
		if idle := c.idle(); idle != "" {
			body = append(body, part.Note(part.Words(w.NoEffect+c.w.Colon()+idle)...))
		}
	}
	return part.Panel{ID: "h-need", Title: w.Title, Body: body, Side: []app.UI{
		part.Segmented{Name: "break_even.goal", Label: w.Goal, Value: c.typed.Text("break_even.goal"), OnChange: c.onSegment, Options: []part.Option{
			{Value: "zero", Label: w.Zero}, {Value: "rate", Label: short(in.Rate), Name: c.w.Label("rate") + " " + short(in.Rate)},
			{Value: "hurdle", Label: short(in.Hurdle), Name: c.w.Label("hurdle") + " " + short(in.Hurdle)}}}.UI()}}.UI()
}

func (c *calculator) idle() string {
	list := ""
	for _, s := range c.got.need.Solutions {
		if s.Needed.Why() == unit.NoEffect {
			if list != "" {
				list += c.w.Comma()
			}
			list += c.w.Label(s.Variable)
		}
	}
	return list
}

func (c *calculator) needRow(s arb.Solution) part.Row {
	w := c.w.Need
	label := c.w.Label(s.Variable)
	cells := []part.Cell{{Text: label}, {Text: c.inVariable(s.Variable, s.Now)}}
	needed, ok := s.Needed.Get()
	switch {
	case !ok && s.WouldNeed != nil:
		cells = append(cells, part.Cell{Text: w.None, Tone: part.Muted},
			part.Cell{Text: w.WouldNeed.With("value", c.inVariable(s.Variable, *s.WouldNeed)), Tone: part.Muted}, part.Cell{})
	case !ok:
		cells = append(cells, part.Cell{Text: w.None, Tone: part.Muted}, part.Cell{Text: c.w.Why(s.Needed.Why()), Tone: part.Muted}, part.Cell{})
	default:
		sign := "≤ "
		if s.Relation == arb.AtLeast {
			sign = "≥ "
		}
		need := part.Cell{Text: sign + c.inVariable(s.Variable, needed), Strong: true}
		if s.Met {
			need.Tag = &part.Tag{Text: w.Met, Kind: "on"}
		}
		cells = append(cells, need, part.Cell{Text: c.changeOf(s.Variable, s.Gap.Or(0)), Tone: part.Muted},
			part.Cell{Body: part.Button{Name: "apply", Value: s.Variable, Text: w.Apply, Label: w.ApplyTo.With("field", label),
				Kind: part.Link, OnClick: c.onApply}.UI()})
	}
	return part.Row{Cells: cells}
}

// inVariable prints a value of a variable as its field shows it.
func (c *calculator) inVariable(path string, x float64) string {
	f, ok := scenario.FieldAt(path)
	switch {
	case path == "days":
		return unit.Print(x, 0)
	case path == "futures" && x == c.typedValue(path):
		return future(unit.Points(x))
	case path == "spot" && x == c.typedValue(path):
		return index(unit.Points(x))
	case ok && f.Kind == scenario.Rate:
		return unit.PrintRate(unit.Rate(x), f.Measure, max(2, f.Decimals))
	}
	return points(x)
}

func (c *calculator) typedValue(path string) float64 {
	if path == "spot" {
		return float64(c.got.reading.Input.Spot)
	}
	return float64(c.got.reading.Input.Futures)
}

// changeOf prints a change of a variable with its sign.
func (c *calculator) changeOf(path string, x float64) string {
	f, ok := scenario.FieldAt(path)
	switch {
	case path == "days":
		return unit.Signed(x, 0)
	case ok && f.Kind == scenario.Rate:
		return unit.SignedRate(unit.Rate(x), f.Measure, max(2, f.Decimals))
	}
	return signed(x)
}

// onApply puts a needed value into its field.
func (c *calculator) onApply(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	path := ctx.JSSrc().Get("value").String()
	for _, s := range c.got.need.Solutions {
		if needed, ok := s.Needed.Get(); ok && s.Variable == path {
			c.apply(ctx, path, needed, s.Relation)
			return
		}
	}
}

// apply takes a needed value rounded to what its field shows, on the side on
// which the goal is reached: a futures price to its tick.
func (c *calculator) apply(ctx app.Context, path string, x float64, relation string) {
	x = c.rounded(path, x, relation)
	expiry := c.got.arb.Expiry
	c.change(ctx, func(s *scenario.Scenario) {
		switch path {
		case "days":
			s.Set("date", daysFor(expiry, int(math.Floor(x))).String())
		case "dividends.points":
			s.Set("dividends", "points")
			s.SetNumber(path, x)
		case "dividends.yield":
			s.Set("dividends", "yield")
			s.SetNumber(path, x)
		default:
			s.SetNumber(path, x)
		}
	})
	c.flash = true
	c.say(ctx, c.w.Answer.Applied.With("field", c.w.Label(path), "value", c.inVariable(path, x)), true)
}

func (c *calculator) rounded(path string, x float64, relation string) float64 {
	f, _ := scenario.FieldAt(path)
	step := 0.01
	switch {
	case path == "days":
		step = 1
	case path == "futures":
		step = 0.2
		if t := float64(c.got.reading.Input.Tick); t > 0 {
			step = t
		}
	case f.Kind == scenario.Rate && f.Measure == unit.TenThousandths:
		step = 1e-7
	case f.Kind == scenario.Rate:
		step = math.Pow10(-2 - max(2, f.Decimals))
	}
	n := x / step
	if relation == arb.AtLeast {
		n = math.Ceil(n - 1e-9)
	} else {
		n = math.Floor(n + 1e-9)
	}
	// Through decimal digits: 21,682 steps of 0.2 are not 4,336.400000000001.
	v, _ := strconv.ParseFloat(strconv.FormatFloat(n*step, 'f', 9, 64), 64)
	return v
}
