package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/unit"
)

// raw reports whether the chart shows the implied repo with dividends left in.
func (c *curve) raw() bool { return c.chain.Is("repo", scenario.Raw) }

// repoChart lays out the chart of the present answers.
func (c *curve) repoChart() repoChart {
	w, v := c.words(), c.view
	return newRepoChart(v.curve, c.raw(), c.segment, repoWords{
		Repo: w.Repo, Forward: w.Forward, Days: w.Days, Assumed: w.Assumed.With("rate", short(v.curve.Rate)),
	})
}

// drawChart shows the present answers in the live chart.
func (c *curve) drawChart(ctx app.Context) {
	if c.shown && c.view.ok {
		drawChart(ctx, chartLive, c.repoChart().json())
	}
}

// chart is the implied repo curve with its twin as a table.
func (c *curve) chart() app.UI {
	w, v := c.words(), c.view
	title := part.Panel{ID: "repo-title", Title: w.ChartTitle, Side: []app.UI{
		onPaper(map[bool]string{false: w.Stripped, true: w.Raw}[c.raw()]),
		part.Segmented{Name: "repo", Label: w.View, Value: c.chain.Text("repo"), OnChange: c.onChoice,
			Options: []part.Option{{Value: scenario.Stripped, Label: w.Stripped}, {Value: scenario.Raw, Label: w.Raw}}}.UI(),
	}}
	still, says := `<svg class="still" aria-hidden="true"></svg>`, w.Nothing
	if v.ok {
		still, says = c.repoChart().still(), c.chartSays()
	}
	twin := c.twin()
	title.Body = []app.UI{part.ChartFigure{
		ID: chartID, Label: says, Twin: &twin, TwinSummary: w.Twin, Still: still, Live: chartLive,
		Save: w.Save, SaveKinds: []string{"png", "svg", "csv"}, OnSave: c.onSave,
	}.UI()}
	return title.UI()
}

// chartSays is the chart in a sentence.
func (c *curve) chartSays() string {
	w := c.words()
	var list []string
	for _, p := range c.view.curve.Contracts {
		repo := p.ImpliedRepo
		if c.raw() {
			repo = p.RepoRaw
		}
		list = append(list, p.Contract+" "+printed(repo, c.w.Undefined))
	}
	return w.ChartSays.With("product", c.product(), "list", strings.Join(list, ", "))
}

// twin is the chart as a table: the contracts, then the staircase.
func (c *curve) twin() part.Table {
	w := c.words()
	t := part.Table{ID: "repo-table", Label: w.ChartTitle, Columns: []part.Column{
		{Label: w.Segment}, {Label: w.Days, Numeric: true}, {Label: w.Repo, Numeric: true}, {Label: w.Forward, Numeric: true},
	}}
	for _, r := range c.repoRows() {
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{
			{Text: r.segment}, {Text: strconv.Itoa(r.days)}, {Text: printed(r.repo, c.w.Undefined)}, {Text: printed(r.forward, c.w.Undefined)},
		}})
	}
	return t
}

// repoRow is one stretch of the staircase with the implied repo of its end.
type repoRow struct {
	segment       string
	days          int
	repo, forward unit.Maybe[unit.Rate]
}

func (c *curve) repoRows() []repoRow {
	var rows []repoRow
	for i, f := range c.view.curve.Forwards {
		p := c.view.curve.Contracts[i]
		r := repoRow{c.segment(f), f.Days, p.ImpliedRepo, f.Repo}
		if c.raw() {
			r.repo, r.forward = p.RepoRaw, f.Raw
		}
		rows = append(rows, r)
	}
	return rows
}

// roll is the planner: what it costs to roll into each later contract.
func (c *curve) roll() app.UI {
	w, v := c.words(), c.view
	var from []part.Option
	if v.ok {
		for _, p := range v.curve.Contracts[:max(len(v.curve.Contracts)-1, 0)] {
			from = append(from, part.Option{Value: p.Contract, Label: p.Contract})
		}
	}
	held := c.chain.Text("roll.from")
	if held == "" && len(from) > 0 {
		held = from[0].Value
	}
	body := []app.UI{
		app.Div().Class("stack").Body(
			part.Select{ID: "roll.from", Label: w.From, Value: held, Options: from, Err: c.fault("roll.from"), OnChange: c.onChoice}.UI(),
			c.numberNamed("roll.portfolio", w.Portfolio, w.PortfolioUnit, "", true),
			c.numberNamed("roll.beta", w.Beta, "", "", true),
			c.numberNamed("roll.margin", w.Margin, "%", "", true),
			part.Select{ID: "roll.rounding", Label: w.Rounding, Value: c.chain.Text("roll.rounding"), OnChange: c.onChoice, Options: []part.Option{
				{Value: "nearest", Label: w.Nearest}, {Value: "down", Label: w.Down}, {Value: "up", Label: w.Up}}}.UI(),
			c.numberNamed("roll.horizon_days", w.Horizon, w.Days, w.HorizonOptional, true)),
	}
	if multiplier := c.fault("multiplier"); v.plan == nil && multiplier != "" {
		body = append(body, app.P().Class("hint", "wide", "err").Text(c.w.Label("multiplier")+c.w.Colon()+multiplier))
	} else if v.plan == nil || len(v.plan.Rows) == 0 {
		body = append(body, part.Note(part.Words(w.NoRoll)...))
	} else {
		body = append(body, c.rollTable(), part.Note(part.Words(w.RollNote)...))
	}
	side := map[string]string{"short": w.Short, "long": w.Long}[v.reading.Side]
	return part.Panel{ID: "roll", Title: w.Roll, Side: []app.UI{
		onPaper(side),
		part.Segmented{Name: "roll.side", Label: w.Side, Value: c.chain.Text("roll.side"), OnChange: c.onChoice,
			Options: []part.Option{{Value: "short", Label: w.Short}, {Value: "long", Label: w.Long}}}.UI(),
	}, Body: body}.UI()
}

func (c *curve) rollTable() app.UI {
	w, p := c.words(), c.view.plan
	t := part.Table{ID: "roll-table", Label: w.RollTable, Wide: true, Columns: []part.Column{
		{Label: w.RollInto}, {Label: w.GivenUp, Second: w.Net, Numeric: true}, {Label: w.Cost, Second: w.Net, Numeric: true},
		{Label: w.RollLots, Numeric: true}, {Label: w.MarginHead, Numeric: true},
	}}
	if p.HorizonDays > 0 {
		t.Columns = append(t.Columns, part.Column{Label: w.HorizonHead.With("days", strconv.Itoa(p.HorizonDays)), Numeric: true})
	}
	for _, r := range p.Rows {
		row := part.Row{Cells: []part.Cell{
			{Text: r.To},
			{Text: unit.Print(r.Points, 1), Second: unit.Print(r.All, 1)},
			{Text: printed(r.CostPerYear, c.w.Undefined), Second: printed(r.AllPerYear, c.w.Undefined)},
			{Text: unit.Print(float64(r.Lots), 0)}, {Text: unit.Print(r.Margin/10_000, 0)},
		}}
		if r.To == p.Cheapest {
			row.Kind, row.Cells[0].Tag = part.RowOn, &part.Tag{Text: w.Lowest, Kind: "on"}
		}
		if p.HorizonDays > 0 {
			cost := part.Cell{Text: c.w.Undefined}
			if x, ok := r.HorizonCost.Get(); ok {
				cost.Text = unit.Print(x, 1)
			}
			if r.To == p.CheapestForHorizon {
				cost.Tag = &part.Tag{Text: w.LowestHorizon, Kind: "on"}
			}
			row.Cells = append(row.Cells, cost)
		}
		t.Rows = append(t.Rows, row)
	}
	return t.UI()
}

// spreads are the calendar spreads against their fair value and cost band.
func (c *curve) spreads() app.UI {
	w, v := c.words(), c.view
	body := []app.UI{app.Div().Class("asks").Body(
		c.numberNamed("costs.futures_fee", w.Fee, "‱", "", true),
		c.numberNamed("costs.futures_margin", w.SpreadMargin, "%", "", true))}
	if v.spreads == nil || len(v.spreads.Pairs) == 0 {
		body = append(body, part.Note(part.Words(w.NoSpread)...))
		return part.Panel{ID: "spreads", Title: w.Spreads, Note: w.SpreadsNote, Body: body}.UI()
	}
	t := part.Table{ID: "spread-table", Label: w.SpreadTable, Columns: []part.Column{
		{Label: w.Pair}, {Label: w.Spread, Second: w.SpreadFair, Numeric: true}, {Label: w.SpreadGap, Second: w.Band, Numeric: true},
		{Label: w.Verdict, Numeric: true},
	}}
	for _, p := range v.spreads.Pairs {
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{
			{Text: c.pair(p.Near, p.Far)}, {Text: unit.Print(p.Spread, 1), Second: unit.Print(p.Theoretical, 2)},
			{Text: unit.Signed(p.Gap, 2), Strong: p.Outside, Second: "±" + unit.Print(p.Band, 2)}, {Text: c.against(p.Outside, p.Gap)},
		}})
	}
	body = append(body, t.UI())
	return part.Panel{ID: "spreads", Title: w.Spreads, Note: w.SpreadsNote, Body: body}.UI()
}

// onPaper says what was chosen where a choice is not printed.
func onPaper(chosen string) app.UI { return app.Span().Class("small", "print").Text(chosen) }

// pair names a calendar spread by the months alone where the product is known.
func (c *curve) pair(near, far string) string {
	product := c.chain.Product()
	return strings.TrimPrefix(near, product) + " " + unit.Minus + " " + strings.TrimPrefix(far, product)
}

func (c *curve) against(outside bool, gap unit.Points) string {
	w := c.words()
	switch {
	case !outside:
		return w.Within
	case gap > 0:
		return w.Above
	}
	return w.Below
}

// main is the main contract under each rule, with what the rules compare.
func (c *curve) main() app.UI {
	w, v := c.words(), c.view
	t := part.Table{ID: "main-table", Label: w.MainTable, Columns: []part.Column{{Label: w.Rule}, {Label: w.MainContract, Numeric: true}}}
	for _, rule := range []string{"volume", "open_interest", "open_interest_prev", "current_month"} {
		cell := part.Cell{Text: w.NotKnown, Tone: part.Muted}
		if v.weighted != nil {
			for _, m := range v.weighted.Main {
				if m.Rule == rule {
					cell = part.Cell{Text: m.Contract, Strong: true}
				}
			}
		}
		t.Rows = append(t.Rows, part.Row{Cells: []part.Cell{{Text: w.Rules[rule]}, cell}})
	}
	lots := part.Table{ID: "lots-table", Label: w.VolumeEdit, Columns: []part.Column{{Label: w.Contract}, {Label: w.Volume, Numeric: true}, {Label: w.PrevInterest, Numeric: true}}}
	for i, r := range v.rows {
		code := c.called(i, r)
		lots.Rows = append(lots.Rows, part.Row{Cells: []part.Cell{{Text: code},
			{Body: c.cell(scenario.ContractPath(i, "volume"), w.Cell.With("contract", code, "what", w.Volume))},
			{Body: c.cell(scenario.ContractPath(i, "prev_open_interest"), w.Cell.With("contract", code, "what", w.PrevInterest))},
		}})
	}
	return part.Panel{ID: "main-contract", Title: w.Main, Body: []app.UI{
		t.UI(), part.More{ID: "lots", Summary: w.VolumeEdit, Body: []app.UI{lots.UI()}}.UI(),
	}}.UI()
}
