package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// The five costs of the report stand in front, all others behind a disclosure.
var headline = []string{"costs.stock_loan_fee", "costs.stock_cost", "costs.futures_fee", "costs.futures_margin", "costs.short_margin"}

// contractUI is the choice of product, month, code and day.
func (c *calculator) contractUI() []app.UI {
	w := c.w.Inputs
	own := c.typed.Is("own", "true")
	product := c.typed.Product()
	if own {
		product = "own"
	}
	products := make([]part.Option, 0, 5)
	for _, p := range scenario.Products() {
		products = append(products, part.Option{Value: p, Label: p, Name: p + " " + c.w.Index[p]})
	}
	products = append(products, part.Option{Value: "own", Label: w.Own, Name: c.w.Label("own")})
	months := make([]part.Option, 0, 4)
	for _, l := range c.got.listed.Listed {
		months = append(months, part.Option{
			Value: l.Contract, Label: l.Month.Code(), Second: c.w.Units.Days.With("n", strconv.Itoa(l.Days)),
		})
	}
	a := c.got.arb
	left := w.LeftValue
	if a.Estimated {
		left = w.LeftEstimated
	}
	facts := []part.Fact{
		{Label: w.AsOf, Value: day(c.w, a.Date)}, {Label: w.Expiry, Value: day(c.w, a.Expiry)},
		{Label: w.Left, Value: left.With("days", strconv.Itoa(a.CalendarDays), "trading", strconv.Itoa(a.TradingDays))},
	}
	if m := c.multiplier(); m > 0 {
		facts = append(facts, part.Fact{Label: w.Multiplier, Value: c.w.Units.YuanPoint.With("n", unit.Shortest(m, unit.Plain, 0))})
	}
	more := []app.UI{
		c.textField("contract"), c.textField("date"),
	}
	if own {
		more = append(more, c.textField("expiry"), c.numberField("multiplier"), c.numberField("tick"))
	}
	return []app.UI{
		part.Segmented{Name: "product", Label: w.Product, Value: product, Options: products, OnChange: c.onProduct}.UI(),
		app.If(!own && len(months) > 0, func() app.UI {
			return part.Segmented{Name: "month", Label: w.Month, Value: c.typed.Text("contract"), Options: months, Tall: true, OnChange: c.onMonth}.UI()
		}),
		part.Facts{Items: facts}.UI(),
		part.More{ID: "more-contract", Summary: w.Other, Open: c.contractFold.open, OnToggle: c.contractFold.onToggle, Body: more}.UI(),
	}
}

// fold is a disclosure that opens by itself when something in it begins to
// want attention. It does not close by itself: a field that has just been put
// right must not vanish from under the typing.
type fold struct{ open, wanted bool }

func (f *fold) want(now bool) { f.open, f.wanted = f.open || now && !f.wanted, now }

func (f *fold) onToggle(ctx app.Context, _ app.Event) { f.open = ctx.JSSrc().Get("open").Bool() }

// unfold opens what holds a field that wants attention.
func (c *calculator) unfold() {
	contract := c.typed.Is("own", "true") || !c.listedMonth()
	for _, path := range [...]string{"contract", "date", "expiry"} {
		contract = contract || c.fieldErr(path)+c.fieldNote(path) != ""
	}
	c.contractFold.want(contract)
	c.costsFold.want(c.otherCostWants())
}

// listedMonth says whether the contract typed is one of the month buttons.
func (c *calculator) listedMonth() bool {
	for _, l := range c.got.listed.Listed {
		if l.Contract == c.typed.Text("contract") {
			return true
		}
	}
	return false
}

func (c *calculator) multiplier() float64 {
	in := c.got.reading.Input
	if !in.Expiry.IsZero() || in.Multiplier > 0 {
		return in.Multiplier
	}
	return c.got.listed.Product.Multiplier
}

// inputsUI is the rail below the contract.
func (c *calculator) inputsUI() []app.UI {
	w := c.w.Inputs
	five := make([]app.UI, 0, len(headline))
	for _, path := range headline {
		five = append(five, c.numberField(path))
	}
	return []app.UI{
		part.Group{Legend: w.Market, Body: []app.UI{c.numberField("spot"), c.numberField("futures")}}.UI(),
		part.Group{Legend: w.Money, Body: []app.UI{c.numberField("rate"), c.dividendUI(), c.numberField("dividends.error"), c.choice("day_count")}}.UI(),
		part.Group{Legend: w.CostModel, Body: []app.UI{
			c.presetUI(), c.numberField("hurdle"),
			part.More{ID: "more-five", Summary: w.FiveCosts, Open: true, Body: five}.UI(),
			part.More{ID: "more-costs", Summary: w.MoreCosts, Open: c.costsFold.open, OnToggle: c.costsFold.onToggle, Body: c.otherCosts()}.UI(),
		}}.UI(),
	}
}

// dividendUI is the choice of how dividends are given, and their field or list.
func (c *calculator) dividendUI() app.UI {
	w := c.w.Inputs
	mode := c.typed.Text("dividends")
	body := []app.UI{part.Segmented{Name: "dividends", Label: w.DividendMode, Value: mode, OnChange: c.onSegment, Options: []part.Option{
		{Value: "points", Label: w.Points}, {Value: "yield", Label: w.Yield}, {Value: "cash", Label: w.Dated}}}.UI()}
	if err := c.fieldErr("dividends"); err != "" {
		body = append(body, app.P().Class("hint", "err", "wide").Text(err))
	} else if note := c.fieldNote("dividends"); note != "" {
		body = append(body, app.P().Class("hint", "warn", "wide").Text(note))
	}
	switch mode {
	case "yield":
		body = append(body, c.numberField("dividends.yield"))
	case "cash":
		body = append(body, c.cashUI())
	default:
		body = append(body, c.numberField("dividends.points"))
	}
	return part.Stack(body...)
}

// cashUI is the list of dated dividends. The rows carry their index, because
// one handler serves them all.
func (c *calculator) cashUI() app.UI {
	w := c.w.Inputs
	rows := c.typed.Rows()
	body := make([]app.UI, 0, len(rows)+2)
	for i := range rows {
		name := w.Row.With("n", strconv.Itoa(i+1))
		ex, points := scenario.RowPath(i, "ex_date"), scenario.RowPath(i, "points")
		body = append(body, part.Beside(
			part.TextField{ID: ex, Label: name + " " + c.w.Label(ex), Text: c.typed.Text(ex), Bare: true, Max: 40, Mode: "numeric",
				Err: c.fieldErr(ex), Warn: c.fieldNote(ex), OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onKey}.UI(),
			part.NumberField{ID: points, Label: name + " " + c.w.Label(points), Text: c.typed.Text(points), Unit: c.w.Units.Point, Bare: true,
				Err: c.fieldErr(points), Warn: c.fieldNote(points), OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onKey}.UI(),
			part.Button{Name: "remove-row", Value: strconv.Itoa(i), Icon: part.Trash, Label: w.RemoveRow + " " + name, Kind: part.Bare, OnClick: c.onRemoveRow}.UI()))
	}
	if len(rows) == 0 {
		body = append(body, part.Note(part.Words(w.NoRows)...))
	}
	body = append(body,
		app.P().Class("hint", "wide").Text(c.window()),
		part.Button{ID: "add-row", Text: w.AddRow, Icon: part.Plus, Off: len(rows) >= scenario.MaxRows, OnClick: c.onAddRow}.UI())
	return part.Stack(body...)
}

// window says which ex-dates count.
func (c *calculator) window() string {
	from, to := c.got.arb.Date.String(), c.got.arb.Expiry.String()
	if from[:4] == to[:4] { // the year stands above
		from, to = from[5:], to[5:]
	}
	return c.w.Inputs.DividendWindow.With("from", from, "to", to)
}

func (c *calculator) presetUI() app.UI {
	w := c.w.Inputs
	chosen := c.presetChosen()
	options := make([]part.Option, 0, 4)
	hint := ""
	for _, p := range c.got.presets {
		options = append(options, part.Option{Value: p.ID, Label: w.Presets[p.ID]})
		if p.ID == chosen {
			hint = w.Source.With("source", w.PresetSource[p.ID])
		}
	}
	options = append(options, part.Option{Value: "custom", Label: w.Custom, Off: chosen != "custom"})
	return part.Select{ID: "preset", Label: w.CostModel, Hide: true, Value: chosen, Options: options, Hint: hint, OnChange: c.onPreset}.UI()
}

// presetChosen is the model that every cost equals, or "custom". Every field
// asks, so it is worked out once with the answers.
func (c *calculator) presetChosen() string { return c.got.preset }

func presetOf(have arb.CostModel, presets []arb.Preset) string {
	for _, p := range presets {
		if sameCosts(have, p.Costs) {
			return p.ID
		}
	}
	return "custom"
}

// sameCosts compares two models as they would be typed: rates left out are
// equal only to rates left out.
func sameCosts(a, b arb.CostModel) bool {
	return scenario.CostTexts(a) == scenario.CostTexts(b)
}

func (c *calculator) unconfirmed(path string) bool {
	chosen := c.presetChosen()
	for _, p := range c.got.presets {
		if p.ID != chosen {
			continue
		}
		for _, u := range p.Unconfirmed {
			if u == path {
				return true
			}
		}
	}
	return false
}

func (c *calculator) otherCosts() []app.UI {
	var body []app.UI
	for _, path := range scenario.Costs() {
		if isHeadline(path) {
			continue
		}
		f, _ := scenario.FieldAt(path)
		if f.Kind == scenario.Switch {
			body = append(body, part.Toggle{ID: path, Label: c.w.Label(path), On: c.typed.Is(path, "true"), OnChange: c.onToggle}.UI())
			continue
		}
		body = append(body, c.numberField(path))
	}
	return append(body, part.Note(part.Words(c.w.Answer.RaisesNote)...))
}

func isHeadline(path string) bool {
	for _, p := range headline {
		if p == path {
			return true
		}
	}
	return false
}

// otherCostWants says whether a cost behind the disclosure wants attention.
func (c *calculator) otherCostWants() bool {
	for _, path := range scenario.Costs() {
		if !isHeadline(path) && c.fieldErr(path)+c.fieldNote(path) != "" {
			return true
		}
	}
	return false
}

// numberField draws the field of a path with its unit, steppers and notes.
func (c *calculator) numberField(path string) app.UI {
	w := c.w
	label := w.Label(path)
	n := part.NumberField{
		ID: path, Label: label, Text: c.typed.Text(path), Hint: w.Hints[path].With(), Err: c.fieldErr(path), Warn: c.fieldNote(path),
		Less: w.Inputs.Less.With("field", label), More: w.Inputs.More.With("field", label),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onKey, OnStep: c.onStep,
	}
	n.Unit, n.Spoken = c.unitOf(path)
	switch {
	case path == "dividends.points" || path == "dividends.yield":
		n.Hint = c.window()
	case n.Warn == "" && c.unconfirmed(path):
		n.Warn = w.Inputs.Unconfirmed
	}
	return n.UI()
}

// shipped says whether both prices are the closes that come with the page.
func (c *calculator) shipped() bool {
	in := c.got.reading.Input
	if in.Date.String() != scenario.ExampleDate {
		return false
	}
	f, ok := scenario.ExampleClose(in.Contract)
	s, ok2 := scenario.ExampleSpot(c.typed.Product())
	return ok && ok2 && in.Futures == f && in.Spot == s
}

func (c *calculator) textField(path string) app.UI {
	return part.TextField{
		ID: path, Label: c.w.Label(path), Text: c.typed.Text(path), Max: 40, Hint: c.w.Hints[path].With(), Err: c.fieldErr(path), Warn: c.fieldNote(path),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onKey,
	}.UI()
}

// choice is a list of fixed values with its label.
func (c *calculator) choice(path string) app.UI {
	f, _ := scenario.FieldAt(path)
	options := make([]part.Option, 0, len(f.Choices))
	for _, v := range f.Choices {
		options = append(options, part.Option{Value: v, Label: c.choiceWord(path, v)})
	}
	return part.Select{ID: path, Label: c.w.Label(path), Value: c.typed.Text(path), Options: options, Err: c.fieldErr(path), OnChange: c.onSelect}.UI()
}

func (c *calculator) choiceWord(path, value string) string {
	switch {
	case path == "day_count":
		return c.w.DayCounts[value]
	case path == "convention":
		return c.w.Annual.Names[value]
	case path == "dividends":
		return map[string]string{"points": c.w.Inputs.Points, "yield": c.w.Inputs.Yield, "cash": c.w.Inputs.Dated}[value]
	case value == "true":
		return c.w.Inputs.Yes
	case value == "false":
		return c.w.Inputs.No
	case path == "sensitivity.output":
		return c.w.Sens.Outputs[value]
	case strings.HasPrefix(path, "sensitivity."):
		return c.w.Label(value)
	}
	return value
}

// unitOf is the measure that stands in a field, and how it is read aloud.
func (c *calculator) unitOf(path string) (shown, spoken string) {
	w := c.w.Units
	f, _ := scenario.FieldAt(path)
	switch {
	case f.Kind == scenario.Rate && f.Measure == unit.TenThousandths:
		return w.TenThousandth, w.TenThousandthSpoken
	case f.Kind == scenario.Rate && perYear[path]:
		return w.PercentYear, ""
	case f.Kind == scenario.Rate:
		return w.Percent, ""
	case path == "multiplier":
		return w.YuanPoint.With("n", ""), ""
	case path == "costs.tracking_z" || strings.HasPrefix(path, "sensitivity."):
		return "", ""
	}
	return w.Point, ""
}

// perYear are the rates per year whose label does not say so.
var perYear = map[string]bool{
	"hurdle": true, "costs.stock_loan_fee": true, "costs.proceeds_rate": true, "costs.margin_rate": true,
	"costs.collateral_rate": true, "costs.borrow_rate": true, "costs.deposit_rate": true, "costs.lending_spread": true,
	"costs.tracking_error": true,
}

// daysFor is the valuation date that leaves a number of days to the expiry.
func daysFor(expiry calendar.Date, days int) calendar.Date { return expiry.AddDays(-days) }
