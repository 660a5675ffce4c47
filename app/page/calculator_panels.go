package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// faultWords is a refusal of a whole question in words.
func (c *calculator) faultWords(err error) string {
	f := fault.From(err)
	if len(f.Fields) > 0 {
		return c.w.Fault(inMeasure(f.Fields[0]))
	}
	return f.Message
}

// fallUI leads from the fair value to the two bounds, cost by cost.
func (c *calculator) fallUI() app.UI {
	w := c.w.Fall
	which := c.typed.Text("waterfall")
	var items []part.Waterfall
	var missing []app.UI
	for _, side := range [...]string{"upper", "lower"} {
		for _, f := range c.got.arb.Waterfalls {
			if f.Band != which || f.Side != side {
				continue
			}
			to, ok := f.To.Get()
			if !ok {
				missing = append(missing, part.Note(part.Words(w.NoBound.With("why", c.w.Why(f.To.Why())))...))
				continue
			}
			items = append(items, c.waterfall(f, to))
		}
	}
	body := append([]app.UI{part.Waterfalls{Items: items}.UI()}, missing...)
	return part.Panel{ID: "h-fall", Title: w.Title, Note: w.Scale, Body: body, Side: []app.UI{
		part.Segmented{Name: "waterfall", Label: w.Which, Value: which, OnChange: c.onSegment,
			Options: []part.Option{{Value: "sinolink", Label: w.Sinolink}, {Value: "full", Label: w.Full}}}.UI()}}.UI()
}

// waterfall prints its steps so that they add up to the printed total.
func (c *calculator) waterfall(f arb.Waterfall, to unit.Points) part.Waterfall {
	w := c.w.Fall
	out := part.Waterfall{
		Caption: w.ToUpper.With("fair", points(f.From)), Sum: w.Upper, ItemHead: w.Item, SumHead: w.Points,
		Bound: points(to), Total: signed(to - f.From),
	}
	if f.Side == "lower" {
		out.Caption, out.Sum = w.ToLower.With("fair", points(f.From)), w.Lower
	}
	parts := make([]unit.Points, len(f.Steps))
	for i, s := range f.Steps {
		parts[i] = s.Points
	}
	printed := unit.Apportion(parts, to-f.From, 2)
	for i, s := range f.Steps {
		label, detail := w.Steps[s.Code], ""
		switch {
		case s.Code == "hurdle":
			label = w.HurdleStep.With("rate", short(c.got.reading.Input.Rate))
		case s.Code == "proceeds":
			detail = short(c.got.reading.Input.Rate)
		default:
			detail = c.setting(s.Path, s.Setting)
		}
		out.Steps = append(out.Steps, part.BarStep{Label: label, Detail: detail, Value: unit.SignedDecimal(printed[i]), Amount: float64(s.Points)})
	}
	return out
}

// setting prints a cost as it is written: 10.6%, 0.23‱, 3 points.
func (c *calculator) setting(path string, x float64) string {
	f, ok := scenario.FieldAt(path)
	if ok && f.Kind == scenario.Rate {
		return unit.Shortest(x, f.Measure, 0) + f.Measure.String()
	}
	return unit.Shortest(x, unit.Plain, 0)
}

// bandsUI sets all bands against the market price.
func (c *calculator) bandsUI() app.UI {
	w, market := c.w.Bands, c.got.reading.Input.Futures
	rows := make([]part.Row, 0, len(c.got.arb.Bands))
	for _, b := range c.got.arb.Bands {
		at := part.Cell{Text: w.Inside}
		if !b.Contains {
			at = part.Cell{Text: w.Above, Strong: true}
			if lo, ok := b.Lower.Get(); ok && market < lo {
				at.Text = w.Below
			}
		}
		if !b.Lower.OK() && !b.Upper.OK() {
			at = part.Cell{Text: w.Not, Tone: part.Muted}
		}
		if !b.HoldsFair && (b.Lower.OK() || b.Upper.OK()) {
			at.Second = w.FairOut
		}
		row := part.Row{Cells: []part.Cell{
			{Text: w.Names[b.ID]}, c.bound(b.Lower), c.bound(b.Upper), c.bound(b.Width), at,
			{Runs: typeset(w.Formulas[b.ID]), Second: w.Sources[b.ID], Tone2: part.Muted}}}
		if b.ID == "sinolink" {
			row.Kind = part.RowOn
		}
		rows = append(rows, row)
	}
	return part.Panel{ID: "h-bands", Title: w.Title, Body: []app.UI{part.Table{Label: w.Title, Rows: rows, Wide: true, Columns: []part.Column{
		{Label: w.Name}, {Label: w.Lower, Numeric: true}, {Label: w.Upper, Numeric: true}, {Label: w.Width, Numeric: true},
		{Label: w.Market + " " + future(market)}, {Label: w.Source}}}.UI()}}.UI()
}

// bound prints an end of a band, or why there is none.
func (c *calculator) bound(m unit.Maybe[unit.Points]) part.Cell {
	if v, ok := m.Get(); ok {
		return part.Cell{Text: points(v)}
	}
	if m.Why() == unit.OneSided {
		return part.Cell{Text: "—", Tone: part.Muted}
	}
	return part.Cell{Text: c.w.Undefined, Second: c.w.Why(m.Why()), Tone: part.Muted, Tone2: part.Muted}
}

// symbols writes a formula of the core in the page's signs.
func symbols(formula string) string {
	return strings.NewReplacer(" - ", " − ", "*", " × ", "tau", "τ", "sum ", "Σ ", "(r-d)", "(r − d)", "-r", "−r", "-t_i", "−tᵢ", "D_i", "Dᵢ", "t_i", "tᵢ", "1+r", "1 + r", "1+(", "1 + (").Replace(formula)
}

// annualUI sets the conventions side by side; a click makes one the
// convention of every annualised figure.
func (c *calculator) annualUI() app.UI {
	w, b, in := c.w.Annual, c.got.basis, c.got.reading.Input
	rows := make([]part.Row, 0, len(b.All))
	for _, a := range b.All {
		rows = append(rows, c.annualRow(a, b, in))
	}
	count := strconv.Itoa(len(b.All))
	if len(b.All) < len(w.Count) {
		count = w.Count[len(b.All)]
	}
	note := w.Note.With("trading", strconv.Itoa(b.TradingDays), "days", strconv.Itoa(b.CalendarDays))
	if b.Estimated {
		note += " · " + w.Estimated
	}
	return part.Panel{ID: "h-annual", Title: w.Title.With("n", count), Note: note, Body: []app.UI{
		part.Table{Label: w.Table, Rows: rows, Columns: []part.Column{
			{Label: w.Convention}, {Label: w.Formula}, {Label: w.Source}, {Label: w.Result, Numeric: true}, {Label: w.Use, Numeric: true, Hide: true}}}.UI(),
		part.Note(part.Words(w.Footer + " " + w.SignRule)...)}}.UI()
}

func (c *calculator) annualRow(a basis.Annualisation, b basis.Result, in arb.Input) part.Row {
	w := c.w.Annual
	sign := w.Premium
	if a.Sign == "discount" {
		sign = w.Discount
	}
	rate := unit.SignedRate(b.AdjustedRate, unit.Percent, 3)
	formula, put := "(F − S + D) ÷ S", signed(b.Basis)
	if b.Dividends != 0 {
		put += " + " + points(b.Dividends)
	}
	put += " ÷ " + index(in.Spot)
	if a.Convention != "raw" {
		year := strconv.Itoa(a.Year)
		if a.Sign == "discount" {
			year = unit.Minus + year
		}
		formula = "× " + strings.Replace(strings.Replace(a.Formula, "-", unit.Minus, 1), "days", c.w.Price.Days, 1)
		put = rate + " × " + year + "/" + strconv.Itoa(a.Days)
	}
	value := part.Cell{Text: maybe(c.w, a.Value, signedPercent[unit.Rate]), Strong: true}
	if v, ok := a.Value.Get(); ok {
		value.Tone = tone(v)
		if a.Sign == "discount" { // its plus is a discount, so the colour is the other one
			value.Tone = part.Plain
		}
	} else {
		value.Second = c.w.Why(a.Value.Why())
	}
	row := part.Row{Cells: []part.Cell{
		{Text: w.Names[a.Convention], Second: sign}, {Text: formula, Second: put, Tone2: part.Muted},
		{Text: w.Sources[a.Convention], Tone: part.Muted}, value,
		{Body: part.Button{Name: "convention", Value: a.Convention, Text: w.Use, Label: w.UseThis.With("name", w.Names[a.Convention]),
			Kind: part.Link, Pressed: new(a.Convention == b.Convention), OnClick: c.onConvention}.UI()}}}
	if a.Convention == b.Convention {
		row.Kind = part.RowOn
	}
	return row
}

func (c *calculator) onConvention(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.choose(ctx, "convention", ctx.JSSrc().Get("value").String())
}

// priceUI holds the five forms of the price and what the price implies.
func (c *calculator) priceUI() app.UI {
	w, p := c.w.Price, c.got.price
	forms := make([]part.Row, 0, len(p.Forms))
	for _, f := range p.Forms {
		why := w.Whys[f.Why]
		if f.ID == "TP3" {
			why = w.Base
		}
		forms = append(forms, part.Row{Cells: []part.Cell{
			{Text: f.ID, Second: strings.Replace(symbols(f.Formula), "days", w.Days, 1)}, {Text: points(f.Value), Strong: true}, {Text: signed(f.Difference)}, {Text: why, Tone: part.Muted}}})
	}
	i := p.Implied
	rows := []part.Row{
		c.implied("repo_simple", i.RepoSimple), c.implied("repo_continuous", i.RepoContinuous), c.implied("repo_act360", i.RepoAct360),
		c.implied("repo_reinvested", i.RepoReinvested),
	}
	dividends := part.Row{Cells: []part.Cell{{Text: w.ImpliedNames["dividend_points"], Second: w.ImpliedNotes["dividend_points"]},
		{Text: maybe(c.w, i.DividendPoints, points[unit.Points]), Strong: true, Second: reason(c, i.DividendPoints)}}}
	rows = append(rows, dividends, c.implied("dividend_yield", i.DividendYield), c.implied("dividend_yield_simple", i.YieldSimple))
	return part.Panel{ID: "h-price", Title: w.Title, Body: []app.UI{
		part.Table{Label: w.Table, Rows: forms, Wide: true, Columns: []part.Column{
			{Label: w.Form}, {Label: w.Value, Numeric: true}, {Label: w.Difference, Numeric: true}, {Label: w.Why}}}.UI(),
		app.H3().Text(w.ImpliedTitle),
		part.Table{Label: w.ImpliedTable, Rows: rows, Columns: []part.Column{{Label: w.Quantity}, {Label: w.Implied, Numeric: true}}}.UI(),
	}}.UI()
}

func (c *calculator) implied(name string, m unit.Maybe[unit.Rate]) part.Row {
	w := c.w.Price
	return part.Row{Cells: []part.Cell{{Text: w.ImpliedNames[name], Second: w.ImpliedNotes[name]},
		{Text: maybe(c.w, m, percent[unit.Rate]), Strong: true, Second: reason(c, m)}}}
}

// reason says why a value is undefined, and nothing where it is defined.
func reason[T ~float64](c *calculator, m unit.Maybe[T]) string {
	if m.OK() {
		return ""
	}
	return c.w.Why(m.Why())
}
