package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/basis"
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Render draws the page.
func (c *curve) Render() app.UI {
	link := ""
	if c.link != "" || c.edits > 0 {
		link = c.chain.Fragment()
	}
	return c.framed(link, part.Page{Panels: []app.UI{
		c.answer(), c.contracts(),
		part.Columns{Left: []app.UI{c.chart(), c.main()}, Right: []app.UI{c.roll()}}.UI(),
		c.spreads(),
	}}.UI(), part.Foot{Printed: c.words().Printed + " · " + c.about()})
}

// about says which contracts on which day; on paper, where the choice is not seen.
func (c *curve) about() string {
	product, date := c.chain.Product(), c.chain.Text("date")
	if c.view.ok {
		date = c.view.curve.Date.String()
	}
	if c.chain.Own() {
		return c.w.Answer.AboutOwn.With("contract", c.product(), "date", date)
	}
	return c.words().About.With("product", product, "index", c.w.Index[product], "date", date)
}

// answer is the verdict with its reason and the four figures.
func (c *curve) answer() app.UI {
	w, a := c.words(), c.w.Answer
	options := make([]part.Option, 0, 5)
	for _, p := range scenario.Products() {
		options = append(options, part.Option{Value: p, Label: p, Name: p + " " + c.w.Index[p]})
	}
	options = append(options, part.Option{Value: scenario.Own, Label: c.w.Inputs.Own, Name: c.w.Label("own")})
	title, lead := c.verdict()
	body := []app.UI{
		app.Div().Class("head").Body(
			part.Segmented{Name: "product", Label: w.Product, Value: c.chain.Product(), Options: options, OnChange: c.onChoice}.UI(),
			part.Toolbar{Label: a.Tools, Items: []part.Button{
				{ID: "undo", Text: a.Undo, Icon: part.Undo, Off: !c.steps.CanUndo(), OnClick: c.onUndo},
				{ID: "redo", Text: a.Redo, Icon: part.Redo, Off: !c.steps.CanRedo(), OnClick: c.onRedo},
				{ID: "share", Text: a.Share, Icon: part.Share, Break: true, OnClick: c.onShare},
				{ID: "copy", Text: a.Copy, Icon: part.Copy, OnClick: c.onCopy},
				{ID: "export", Text: a.CSV, Icon: part.Download, OnClick: c.onCSV},
				{ID: "print", Text: a.Print, Icon: part.Print, OnClick: c.onPrint},
			}}.UI()),
		app.P().Class("print").Text(c.about()),
		part.Stack(app.H1().Attr("id", "verdict").Text(title), part.Lead(lead...)),
		part.Figures{Items: c.figures(), Equal: true, Stale: c.view.stale}.UI(),
		part.Announce("said", c.said),
	}
	return app.Section().Class("answer").Attr("id", "answer").Attr("tabindex", "-1").Attr("aria-labelledby", "verdict").Body(body...)
}

// verdict says on which side of the index the contracts stand, what that costs
// a year, and which contract is cheapest to roll into.
func (c *curve) verdict() (title string, lead []part.Run) {
	w, v := c.words(), c.view
	if !v.ok && c.chain.Own() {
		return w.Nothing, part.Words(w.NothingOwn)
	}
	if !v.ok {
		return w.Nothing, part.Words(w.NothingLead)
	}
	down, up := 0, 0
	for _, p := range v.curve.Contracts {
		switch {
		case p.Basis < 0:
			down++
		case p.Basis > 0:
			up++
		}
	}
	switch n := len(v.curve.Contracts); {
	case down == 1 && n == 1:
		title = w.OneDiscount
	case up == 1 && n == 1:
		title = w.OnePremium
	case down == 2 && n == 2:
		title = w.TwoDiscount
	case up == 2 && n == 2:
		title = w.TwoPremium
	case down == n:
		title = w.AllDiscount.With("n", w.Counts[n])
	case up == n:
		title = w.AllPremium.With("n", w.Counts[n])
	case down+up == 0:
		title = w.AtSpot
	default:
		title = capital(w.Mixed.With("down", w.Counts[down], "up", w.Counts[up]))
	}
	said := ""
	if v.stale {
		said = w.Kept
	}
	if v.weighted != nil {
		if r, ok := v.weighted.Annualised.Get(); ok {
			said += w.Weighted.With("rate", unit.PrintRate(r, unit.Percent, 2), "convention", c.house(v.weighted.Convention))
		} else {
			said += w.NoWeighted.With("why", c.w.Why(v.weighted.Annualised.Why()))
		}
	}
	return title, runs(said + c.cheapest() + w.Stop)
}

// cheapest is the part of the lead about the roll; empty where there is none.
func (c *curve) cheapest() string {
	w, p := c.words(), c.view.plan
	if p == nil || p.Cheapest == "" {
		return ""
	}
	sentence := w.CheapestShort
	if p.Side == "long" {
		sentence = w.CheapestLong
	}
	said := ""
	for _, r := range p.Rows {
		if r.To == p.Cheapest {
			said = sentence.With("from", p.From, "to", r.To, "rate", printed(r.CostPerYear, "—"))
		}
	}
	if p.CheapestForHorizon != "" {
		return said + w.CheapestHorizon.With("to", p.CheapestForHorizon, "days", strconv.Itoa(p.HorizonDays))
	}
	if first := p.Rows[0]; first.To != p.Cheapest {
		said += w.OneMonth.With("rate", printed(first.CostPerYear, "—"))
	}
	return said
}

func (c *curve) figures() []part.Figure {
	w, v := c.words(), c.view
	if !v.ok {
		return nil
	}
	far := v.curve.Contracts[len(v.curve.Contracts)-1]
	weighted := part.Figure{Label: w.WeightedLabel.With("house", w.House[v.reading.Convention]), Value: c.w.Undefined}
	if x := v.weighted; x != nil {
		convention := conventionOf(x.Convention)
		weighted.Sub = []string{w.Lots.With("rule", convention.Rule, "n", unit.Print(x.OpenInterest, 0))}
		if r, ok := x.Annualised.Get(); ok {
			weighted.Value, weighted.Tone = unit.PrintRate(r, unit.Percent, 2), tone(float64(r)*float64(convention.Sign))
		} else {
			weighted.Sub = []string{c.w.Why(x.Annualised.Why())}
		}
	}
	return []part.Figure{
		weighted,
		{Label: c.spotLabel(), Value: unit.Print(v.curve.Spot, 3), Sub: []string{v.curve.Date.String()}},
		{Label: w.RepoOf.With("contract", far.Contract), Value: printed(far.ImpliedRepo, c.w.Undefined),
			Sub: []string{w.Simple.With("daycount", c.w.DayCounts[v.curve.DayCount])}},
		{Label: w.Rate, Value: unit.PrintRate(v.curve.Rate, unit.Percent, 2),
			Sub: []string{w.DividendsTo.With("points", unit.Shortest(far.Dividends, unit.Plain, 0), "contract", far.Contract)}},
	}
}

// contracts is the table of all contracts with its inputs.
func (c *curve) contracts() app.UI {
	w, v := c.words(), c.view
	days := make([]part.Option, 0, 5)
	for _, d := range calendar.DayCounts() {
		days = append(days, part.Option{Value: d.ID, Label: c.w.DayCounts[d.ID]})
	}
	houses := make([]part.Option, 0, 5)
	for _, x := range calendar.Conventions() {
		houses = append(houses, part.Option{Value: x.ID, Label: c.house(x.ID)})
	}
	t := part.Table{
		ID: "contracts", Label: w.Contracts, Wide: true,
		Columns: []part.Column{
			c.contractHead(), {Label: w.Futures, Numeric: true}, {Label: w.Dividends, Numeric: true}, {Label: w.OpenInterest, Numeric: true},
			{Label: w.Fair, Second: w.Gap, Numeric: true}, {Label: w.Basis, Second: w.BasisRate, Numeric: true},
			{Label: w.Annualised, Second: w.House[v.reading.Convention], Numeric: true}, {Label: w.Repo, Numeric: true},
		},
	}
	for i, r := range v.rows {
		t.Rows = append(t.Rows, c.contractRow(i, r))
	}
	if x := v.weighted; x != nil {
		rate := part.Cell{Text: c.w.Undefined}
		if r, ok := x.Annualised.Get(); ok {
			rate = part.Cell{Text: unit.PrintRate(r, unit.Percent, 2), Tone: tone(float64(r) * float64(conventionOf(x.Convention).Sign))}
		}
		t.Foot = []part.Row{{Kind: part.RowSum, Cells: []part.Cell{
			{Text: w.Total}, {}, {}, {Text: unit.Print(x.OpenInterest, 0)}, {}, {}, rate, {},
		}}}
	}
	body := []app.UI{
		app.Div().Class("asks").Body(append(c.ownAsks(),
			part.TextField{ID: "date", Label: c.w.Label("date"), Text: c.chain.Text("date"), Mode: "text", Err: c.fault("date"), Warn: c.note("date"),
				OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey}.UI(),
			c.number("spot", c.w.Units.Point, false), c.number("rate", "%", true),
			part.Select{ID: "day_count", Label: c.w.Label("day_count"), Value: c.chain.Text("day_count"), Options: days, Err: c.fault("day_count"), OnChange: c.onChoice}.UI())...),
		t.UI(),
		c.addButton(),
		part.Note(part.Words(w.Sign[signOf(v)])...),
		c.rowNotes(),
	}
	if !v.ok {
		body = append(body, part.Button{ID: "example", Text: w.Example, OnClick: c.onExample}.UI())
	}
	return part.Panel{ID: "contracts-title", Title: w.Contracts, Note: w.ContractsNote, Body: body, Side: []app.UI{
		part.Select{ID: "convention", Label: c.w.Label("convention"), Hide: true, Value: c.chain.Text("convention"), Options: houses,
			Err: c.fault("convention"), OnChange: c.onChoice}.UI(),
	}}.UI()
}

func (c *curve) contractRow(i int, r curveRow) part.Row {
	w := c.words()
	path := func(name string) string { return scenario.ContractPath(i, name) }
	code := c.called(i, r)
	cells := []part.Cell{
		{Text: code},
		{Body: c.cell(path("futures"), w.Cell.With("contract", code, "what", w.Futures))},
		{Body: c.cell(path("dividends"), w.Cell.With("contract", code, "what", w.Dividends))},
		{Body: c.cell(path("open_interest"), w.Cell.With("contract", code, "what", w.OpenInterest))},
	}
	if r.at < 0 {
		cells[0].Tag = &part.Tag{Text: w.Out, Kind: "err"}
		if f, ok := c.view.faults[path("contract")]; ok && f.Code == "expired" {
			cells[0].Tag.Text = w.Expired
		}
		if c.chain.Own() {
			cells[0] = c.ownHead(i, code, cells[0].Tag, "")
		}
		return part.Row{Cells: append(cells, part.Cell{Text: "—"}, part.Cell{Text: "—"}, part.Cell{Text: "—"}, part.Cell{Text: "—"})}
	}
	p := c.view.curve.Contracts[r.at]
	row := w.Row
	if p.Estimated {
		row = w.RowEstimated
		cells[0].Tag = &part.Tag{Text: w.Estimated, Kind: "warn"}
	}
	if p.CalendarDays == 0 {
		cells[0].Tag = &part.Tag{Text: w.LastDay, Kind: "warn"}
	}
	if c.chain.Own() { // its expiry stands in a field
		row = w.RowOwn
		if p.Estimated {
			row = w.RowOwnEstimated
		}
	}
	cells[0].Second = row.With("expiry", p.Expiry.String()[5:], "days", strconv.Itoa(p.CalendarDays), "n", strconv.Itoa(p.TradingDays))
	if c.chain.Own() {
		cells[0] = c.ownHead(i, code, cells[0].Tag, cells[0].Second)
	}
	annual := part.Cell{Text: "—"}
	if m, ok := c.member(r.at); ok {
		annual = part.Cell{Text: printed(m.Annualised, c.w.Undefined), Strong: true}
		if x, ok := m.Annualised.Get(); ok {
			annual.Tone = tone(float64(x) * float64(conventionOf(c.view.weighted.Convention).Sign))
		}
	}
	return part.Row{Cells: append(cells,
		part.Cell{Text: unit.Print(p.FairValue, 2), Tone: part.Fair, Second: unit.Signed(p.Mispricing, 2), Tone2: tone(float64(p.Mispricing))},
		part.Cell{Text: unit.Signed(p.Basis, 2), Tone: tone(float64(p.Basis)), Second: unit.SignedRate(p.BasisRate, unit.Percent, 2), Tone2: tone(float64(p.BasisRate))},
		annual,
		part.Cell{Text: printed(p.ImpliedRepo, c.w.Undefined)},
	)}
}

// rowNotes says below the table what a cell has no room for: why a contract is
// left out and why a figure is undefined.
func (c *curve) rowNotes() app.UI {
	w, v := c.words(), c.view
	var lines []app.UI
	say := func(class, text string) { lines = append(lines, app.P().Class("hint", class).Text(text)) }
	for i, r := range v.rows {
		name := scenario.ContractPath(i, "contract")
		if f, ok := v.faults[name]; ok && !c.chain.Own() { // the name of an own contract is a field, which says so itself
			say("err", w.RowFault.With("contract", r.typed.Contract, "fault", c.w.Fault(f)))
		}
		if note := c.note(name); note != "" {
			say("warn", r.typed.Contract+c.w.Colon()+note)
		}
		if r.at < 0 {
			continue
		}
		if m, ok := c.member(r.at); ok && !m.Annualised.OK() {
			say("", w.Why.With("contract", r.typed.Contract, "what", w.Annualised, "why", c.w.Why(m.Annualised.Why())))
		}
		if p := v.curve.Contracts[r.at]; !p.ImpliedRepo.OK() {
			say("", w.Why.With("contract", r.typed.Contract, "what", w.Repo, "why", c.w.Why(p.ImpliedRepo.Why())))
		}
	}
	for _, path := range []string{"", "contracts", "product", "repo"} {
		if f, ok := v.faults[path]; ok {
			say("err", c.w.Fault(f))
		}
	}
	return app.Div().Class("stack").Attr("id", "row-notes").Body(lines...)
}

// member is the weighted answer about a contract of the curve.
func (c *curve) member(at int) (basis.Member, bool) {
	x := c.view.weighted
	if x == nil || at >= len(x.Contracts) || at >= len(c.view.curve.Contracts) || x.Contracts[at].Contract != c.view.curve.Contracts[at].Contract {
		return basis.Member{}, false
	}
	return x.Contracts[at], true
}

// number is a field of the chain with its label.
func (c *curve) number(path, measure string, steps bool) app.UI {
	return c.numberNamed(path, c.w.Label(path), measure, "", steps)
}

func (c *curve) numberNamed(path, label, measure, hint string, steps bool) app.UI {
	f := part.NumberField{
		ID: path, Label: label, Text: c.chain.Text(path), Unit: measure, Hint: hint, Err: c.fault(path), Warn: c.note(path),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey, OnStep: c.onStep,
	}
	if measure == "‱" {
		f.Spoken = c.w.Units.TenThousandthSpoken
	}
	if steps {
		f.Less, f.More = c.w.Inputs.Less.With("field", label), c.w.Inputs.More.With("field", label)
	}
	return f.UI()
}

// cell is a field within a table.
func (c *curve) cell(path, label string) app.UI {
	return part.NumberField{
		ID: path, Label: label, Bare: true, Text: c.chain.Text(path), Err: c.fault(path), Warn: c.note(path),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey,
	}.UI()
}

func (c *curve) fault(path string) string {
	if f, ok := c.view.faults[path]; ok {
		return c.w.Fault(measured(f))
	}
	return ""
}

func (c *curve) note(path string) string {
	var said []string
	for _, n := range c.view.notes[path] {
		said = append(said, c.w.Fault(measured(n)))
	}
	return strings.Join(said, c.words().And)
}

// measured puts the figures of a refusal in the measure of its field: the core
// speaks of 0.5, the field of 50 %.
func measured(f fault.Field) fault.Field {
	field, ok := scenario.ChainFieldAt(f.Path)
	if !ok || field.Kind != scenario.Rate || f.Code != "out_of_range" {
		return f
	}
	params := map[string]string{}
	for name, value := range f.Params {
		params[name] = value
		if x, err := unit.ParseDecimal(value); err == nil {
			params[name] = unit.Shortest(x.Float64(), field.Measure, 0) + field.Measure.String()
		}
	}
	f.Params = params
	return f
}

// house is the name of a convention with its factor: 华泰 252/(N+1).
func (c *curve) house(id string) string {
	if k := conventionOf(id); k.Counts != calendar.NoDays {
		return c.words().House[id] + " " + k.Rule
	}
	return c.words().House[id]
}

// conventionOf is a convention by name; an unknown name has none of its words.
func conventionOf(id string) calendar.Convention {
	k, err := calendar.ConventionNamed(id)
	if err != nil {
		return calendar.Convention{Sign: 1}
	}
	return k
}

func signOf(v curveView) string {
	if v.weighted == nil || v.weighted.Sign == "" {
		return "premium"
	}
	return v.weighted.Sign
}

// printed is a rate in percent, or other where it is undefined.
func printed(m unit.Maybe[unit.Rate], other string) string {
	r, ok := m.Get()
	if !ok {
		return other
	}
	return unit.PrintRate(r, unit.Percent, 2)
}

// capital begins a sentence; other scripts have no capitals.
func capital(s string) string {
	if s != "" && s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// segment names a stretch of the staircase.
func (c *curve) segment(f carry.Forward) string {
	w := c.words()
	if f.From == "" {
		return w.To.With("from", w.Spotted, "to", f.To)
	}
	return w.To.With("from", f.From, "to", f.To)
}
