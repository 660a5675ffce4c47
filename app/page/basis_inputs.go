package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// foldOf is the disclosure that holds a field of the page, or "".
func (c *basisPage) foldOf(path string) string {
	switch head, _, _ := strings.Cut(path, "."); head {
	case "rank":
		return "set-rank"
	case "from", "to":
		return "set-period"
	case "dividends":
		return "set-data"
	case "of", "value", "convention", "price", "product", "report":
		return ""
	default:
		return "set-" + head
	}
}

// unfold opens what holds a field that wants attention.
func (c *basisPage) unfold(path string) {
	if id := c.foldOf(path); id != "" {
		c.fold(id).open = true
	}
}

// folded are the fields of a part that are changed less often, in their order.
func folded(of string) string {
	switch of {
	case "overview":
		return "main reference volume mean convention"
	case "history":
		return "average band low hurdle rate"
	case "basis":
		return "bins"
	case "spread":
		return "weekly bins"
	case "stages":
		return "average"
	case "volatility":
		return "threshold"
	case "seasonality":
		return "low"
	case "events":
		return "before after closed samples seed"
	}
	return "window errors lags percent"
}

// fields are those of a part of the page, for the head of its panel: what is
// changed often beside a disclosure with the rest.
func (c *basisPage) fields(of string) app.UI {
	w := c.words()
	inside := []app.UI{c.grid(of+".", folded(of))}
	var body []app.UI
	switch of {
	case "overview":
		body = append(body, c.weekUI())
	case "spread":
		body = append(body, c.grid("spread.", "pair definition"))
	case "stages", "events":
		inside = append(inside, c.rowsUI(of))
	case "drivers":
		inside = append(inside, app.Div().Class("asks").Body(c.columnField(c.product+besideYield, w.YieldColumn, w.NoColumn, ""), c.columnField(besideRate, w.RateColumn, w.NoColumn, "")),
			part.Group{Legend: w.Parts[of], Body: []app.UI{c.grid("drivers.", strings.Join(study.AllDrivers(), " "))}}.UI())
	}
	return app.Div().Class("stack", "dials").Body(append(body, c.more("set-"+of, w.Settings[of], inside...))...)
}

// weekUI steps through the weeks of the overview.
func (c *basisPage) weekUI() app.UI {
	w := c.words()
	step := func(value, words string) app.UI {
		return part.Button{Name: "week", Value: value, Text: words, Off: !c.ready, OnClick: c.onWeek}.UI()
	}
	return part.Beside(step("-1", w.WeekBefore), c.date("overview.date"), step("1", w.WeekAfter), step("0", w.WeekLast))
}

// onWeek goes to the week before or after the one shown, or to the last one.
func (c *basisPage) onWeek(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	by, _ := strconv.Atoi(ctx.JSSrc().Get("value").String())
	day := c.reading.Overview.Date
	if o := c.overview.got; o != nil && !o.Week.IsZero() {
		day = o.Week
	}
	text := ""
	if by != 0 && !day.IsZero() {
		text = day.AddDays(7 * by).String()
	}
	c.edit(ctx, "", func(x *scenario.Basis) bool { return x.Set("overview.date", text) })
}

// rowsUI is a list of rows to edit.
func (c *basisPage) rowsUI(list string) app.UI {
	w := c.words()
	t := part.Table{ID: list + "-rows", Label: w.Rows[list], Caption: w.Rows[list]}
	for _, name := range scenario.RowNames(list) {
		t.Columns = append(t.Columns, part.Column{Label: w.Cells[name]})
	}
	t.Columns = append(t.Columns, part.Column{Label: w.Removal, Hide: true})
	for row := range c.state.Rows(list) {
		var cells []part.Cell
		for _, name := range scenario.RowNames(list) {
			cells = append(cells, part.Cell{Body: c.bare(scenario.CellPath(list, row, name))})
		}
		n := strconv.Itoa(row)
		t.Rows = append(t.Rows, part.Row{Cells: append(cells, part.Cell{Body: part.Button{Name: list, Value: n, Icon: part.Trash, Label: w.Row[list].With("n", strconv.Itoa(row+1)) + c.w.Colon() + w.Removal,
			Kind: part.Bare, OnClick: c.onRemoveRow}.UI()})})
	}
	return part.Stack(
		slot(len(t.Rows) > 0, t.UI), slot(len(t.Rows) == 0, func() app.UI { return part.Note(part.Words(w.NoRows[list])...) }),
		part.Beside(
			part.Button{ID: "add-" + list, Name: list, Text: w.AddRow[list], Icon: part.Plus, Off: c.state.Rows(list) >= scenario.RowsAtMost(list), OnClick: c.onAddRow}.UI(),
			part.Button{ID: "preset-" + list, Name: list, Text: w.ReportRows[list], Kind: part.Bare, Off: c.state.PresetRows(list), OnClick: c.onPresetRows}.UI()))
}

func (c *basisPage) onAddRow(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	list := ctx.JSSrc().Get("name").String()
	at := scenario.CellPath(list, c.state.Rows(list), "name")
	if c.edit(ctx, "", func(x *scenario.Basis) bool { return x.AddRow(list) }) {
		ctx.Defer(func(app.Context) { focus(at) })
	}
}

func (c *basisPage) onRemoveRow(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	list := src.Get("name").String()
	row, err := strconv.Atoi(src.Get("value").String())
	if err != nil {
		return
	}
	c.end()
	if c.edit(ctx, "", func(x *scenario.Basis) bool { return x.RemoveRow(list, row) }) {
		focus("add-" + list)
	}
}

func (c *basisPage) onPresetRows(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	list := ctx.JSSrc().Get("name").String()
	c.end()
	if c.edit(ctx, "", func(x *scenario.Basis) bool { return x.TakeRows(list) }) {
		c.say(ctx, c.w.Answer.PresetSet.With("name", c.words().ReportRows[list]), true)
	}
}

// nameOf is what a field is called: cells by their row, dividends by what they are of.
func (c *basisPage) nameOf(path string) string {
	w := c.words()
	if list, row, name, ok := scenario.RowOf(path); ok {
		return w.Row[list].With("n", strconv.Itoa(row+1)) + c.w.Colon() + w.Cells[name]
	}
	if rest, ok := strings.CutPrefix(path, "dividends."); ok {
		if _, what, ok := strings.Cut(rest, "."); ok {
			return w.Labels["dividends."+what]
		}
		return w.DividendsOf.With("product", rest)
	}
	if name, ok := strings.CutPrefix(path, "report."); ok {
		return w.Parts[name]
	}
	return w.Labels[path]
}

func (c *basisPage) says(path string) says {
	w := c.words()
	x := says{label: c.nameOf(path), hint: w.Hints[path].With()}
	f, _ := scenario.BasisFieldAt(path)
	head, name, _ := strings.Cut(path, ".")
	switch {
	case f.Measure == unit.Percent || name == "low":
		x.unit = c.w.Units.Percent
	case name == "bins":
		x.unit = w.Bins
	case name == "samples":
		x.unit = w.Draws
	case f.Kind == scenario.Number && name != "seed" && name != "lags":
		x.unit = c.w.Signals.Day
	}
	weighted := c.state.Is("of", study.Weighted)
	switch path {
	case "convention":
		if !c.state.Is("value", study.Annualised) {
			x.off = w.NotAnnualised
		} else if weighted && !c.state.Is("convention", "huatai") {
			x.hint = w.WeightedRaw
		}
	case "price":
		if s := c.stockOf(c.product); s != nil {
			if !s.settle && c.state.Is("price", "settle") {
				x.warn = w.SettleMissing
			} else if s.intraday {
				x.hint = w.Intraday
			}
		}
	case "rank.since":
		if !c.state.Is("rank.window", scenario.WindowSince) {
			x.off = w.NotSince
		}
	case "history.hurdle", "history.rate":
		if weighted {
			x.off = w.HurdleNeedsContract
		}
	case "drivers.lags":
		if c.state.Is("drivers.errors", "auto") {
			x.off = w.LagsByRule
		}
	}
	if head == "drivers" {
		if why := c.without(name); why != "" {
			x.hint = why
		}
	}
	return x
}

func (c *basisPage) choice(path, value string) string {
	w := c.words()
	switch head, _, _ := strings.Cut(path, "."); {
	case path == "overview.convention":
		path = "convention"
	case head == "dividends":
		path = head
	case path == "product":
		return value
	}
	return w.Choices[path+"."+value]
}

// err is what is wrong with a field, in words.
func (c *basisPage) err(path string) string {
	f, ok := c.faults[path]
	if !ok {
		return ""
	}
	if f.Code == "out_of_range" {
		f.Params = c.inField(path, f.Params, 1)
	}
	return c.w.Fault(f)
}
