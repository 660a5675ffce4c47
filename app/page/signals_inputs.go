package page

import (
	"math"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// Values of the list of presets.
const (
	presetReport = "report001"
	presetCustom = "custom"
)

// foldOf is the disclosure that holds a field, or "".
func foldOf(path string) string {
	switch {
	case strings.HasPrefix(path, "portfolio."):
		return "more-portfolio"
	case path == "first_day" || path == "last_day":
		return "more-period"
	case path == "fees" || strings.HasPrefix(path, "fees.") || path == "slippage" || path == "closing":
		return "more-costs"
	case path == "exit" || path == "fill" || path == "a_day" || path == "flat" || path == "again":
		return "more-rules"
	}
	return ""
}

// unfold opens what holds a field that wants attention.
func (c *signals) unfold(path string) {
	if id := foldOf(path); id != "" {
		c.fold(id).open = true
	}
}

// inputsUI is the rail below the data.
func (c *signals) inputsUI() []app.UI {
	w := c.words()
	fees := []app.UI{c.segments("fees")}
	for _, path := range [...]string{"fees.open", "fees.close", "fees.close_today"} {
		fees = append(fees, c.number(path))
	}
	fees = append(fees, c.number("fees.broker"), c.number("slippage"), c.choiceField("closing"))
	return append(c.besideUI(), []app.UI{
		c.presetUI(),
		part.Group{Legend: w.Fit, Body: []app.UI{
			c.number("order"), c.number("window"), c.segments("price"), c.choiceField("days"), c.choiceField("axis"),
		}}.UI(),
		part.Group{Legend: w.Trading, Body: []app.UI{
			c.segments("directions"), c.number("take_profit"), c.number("stop_loss"), c.toggle("stops"),
			part.Note(part.Words(c.rulesSay())...),
			c.more("more-rules", w.MoreRules, c.choiceField("exit"), c.choiceField("fill"), c.number("a_day"), c.toggle("flat"), c.toggle("again")),
			c.more("more-costs", w.Costs, fees...),
			c.more("more-portfolio", w.Portfolio, c.number("portfolio.capital"), c.number("portfolio.share"), c.number("portfolio.risk_free"), c.number("portfolio.roll_fee")),
			c.more("more-period", w.Period, c.date("first_day"), c.date("last_day")),
		}}.UI(),
	}...)
}

func (c *signals) presetUI() app.UI {
	w := c.words()
	chosen, hint := presetReport, w.PresetHint
	if !c.state.Preset() {
		chosen, hint = presetCustom, ""
	}
	return part.Select{ID: "preset", Label: w.PresetLabel, Value: chosen, Hint: hint, OnChange: c.onPreset, Options: []part.Option{
		{Value: presetReport, Label: w.Preset}, {Value: presetCustom, Label: c.w.Inputs.Custom, Off: chosen != presetCustom}}}.UI()
}

// rulesSay is the rules in a sentence: what is not seen while the disclosure
// is closed.
func (c *signals) rulesSay() string {
	w, r := c.words(), c.reading.Rules
	a := w.ADayMany.With("n", strconv.Itoa(r.ADay))
	switch r.ADay {
	case 0:
		a = w.ADayAny
	case 1:
		a = w.ADayOne
	}
	end := w.StaysOpen
	if r.Flat {
		end = w.FlatAtEnd
	}
	return w.RulesSay.With("fill", w.Choices["fill."+string(r.Fill)], "a_day", a, "end", end)
}

// err is what is wrong with a field, in words.
func (c *signals) err(path string) string {
	f, ok := c.faults[path]
	if !ok {
		return ""
	}
	if f.Code == "too_many" { // not rows, as in a file
		return c.words().TooMany.With("max", count(hedge.MaxCells))
	}
	if f.Code == "out_of_range" {
		f.Params = c.inField(path, f.Params, map[bool]float64{true: 10_000, false: 1}[path == "portfolio.capital"])
	}
	return c.w.Fault(f)
}

// off says why a field has no effect now.
func (c *signals) off(path string) string {
	w := c.words()
	switch path {
	case "take_profit", "stop_loss", "sweep.take_profits", "sweep.stop_losses":
		if c.state.Is("stops", "false") {
			return w.NoStopsNow
		}
	case "fees.open", "fees.close", "fees.close_today":
		if c.state.Is("fees", "dated") {
			return w.DatedNow
		}
	case "closing":
	}
	return ""
}

// windowUnit is what a window counts.
func (c *signals) windowUnit() string {
	w := c.words()
	if s := c.series(); c.state.Is("axis", "minutes") || s == nil || s.minutes == 1 {
		return w.Minute
	} else if s.minutes == market.Daily {
		return w.Day
	}
	return w.Bar
}

func (c *signals) unitOf(path string) (shown, spoken string) {
	u, w := c.w.Units, c.words()
	switch path {
	case "window":
		return c.windowUnit(), ""
	case "slippage":
		return u.Point, ""
	case "a_day":
		return w.Times, ""
	case "portfolio.capital":
		return c.w.Curve.PortfolioUnit, ""
	}
	switch f, _ := scenario.StudyFieldAt(path); f.Measure {
	case unit.Percent:
		return u.Percent, ""
	case unit.TenThousandths:
		return u.TenThousandth, u.TenThousandthSpoken
	}
	return "", ""
}

// warn is what to look at although it computes.
func (c *signals) warn(path string) string {
	w, s := c.words(), c.series()
	switch path {
	case "window":
		return c.spans()
	case "slippage":
		if tick := 0.2; s != nil && s.product != "" && math.Abs(math.Remainder(float64(c.reading.Rules.Slip), tick)) > 1e-9 {
			return w.OffTick
		}
	case "fees":
		if s != nil && s.product == "" && c.state.Is("fees", "dated") {
			return w.NoDatedFees
		}
	case "closing":
		if c.state.Is("closing", "lock") {
			return w.LockNote
		}
		if c.state.Is("closing", "lift_hedge") {
			return w.LiftNote
		}
	case "fill":
		if c.state.Is("fill", "this_close") {
			return w.ThisCloseNote
		}
	}
	return ""
}

// spans says how many days a window reaches over.
func (c *signals) spans() string {
	w, s := c.words(), c.series()
	perDay, minutes := 240, 1
	if s != nil {
		if s.minutes == market.Daily {
			return ""
		}
		perDay, minutes = s.perDay, s.minutes
	}
	if perDay <= 0 || minutes <= 0 {
		return ""
	}
	days := float64(c.reading.Settings.Window) / float64(perDay)
	if c.state.Is("axis", "minutes") {
		days /= float64(minutes)
	}
	switch {
	case days <= 1 && c.state.Is("days", "same_day"), days <= 0.5:
		return ""
	case days > 1 && c.state.Is("days", "same_day"):
		return w.NeverWhole.With("n", count(perDay))
	case days <= 1:
		return w.SpansLunch
	}
	return w.Spans.With("days", unit.Print(days, 1))
}

func (c *signals) says(path string) says {
	w := c.words()
	x := says{label: w.Labels[path], hint: w.Hints[path].With("unit", c.windowUnit()), warn: c.warn(path), off: c.off(path)}
	x.unit, x.spoken = c.unitOf(path)
	return x
}

func (c *signals) choice(path, value string) string { return c.words().Choices[path+"."+value] }
