package page

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// Render draws the page. Every block keeps its place while it is not there, so
// that no chart's canvas ends up in another one.
func (c *signals) Render() app.UI {
	w := c.words()
	a := &c.isles
	a.round++
	a.roll(c.home) // what waits for its turn
	return c.framed(c.fragmentNow(), part.Panes{
		ContractLabel: w.Data, Contract: c.pickUI(), AboutUI: a.island("about", nil, func() app.UI { return part.About(c.about()) }, nil),
		AnswerLabel: "verdict", Answer: c.answerUI(), Tools: c.tools(w.Export, !c.ready, c.onExport), Mini: a.island("mini", nil, c.mini, nil),
		InputsLabel: c.w.Inputs.Inputs, Inputs: c.inputsUI(),
		Panels: []app.UI{
			c.isle("price", c.pricePanel, c.drawPrice), c.portfoliosUI(),
			c.isle("trades", c.tradesPanel, nil), c.isle("months", c.monthsPanel, nil),
			slot(true, c.sweepPanel), c.isle("evidence", c.evidencePanel, nil),
			slot(c.ready, c.filesPanel),
			newFitter(c.w.Lang),
			a.island("foot", nil, func() app.UI { return c.foot(part.Foot{Printed: w.Printed + " · " + c.about()}) }, nil),
		},
	}.UI(), part.Foot{})
}

// portfoliosUI is what was earned, as figures beside charts; without data the
// figures of the report alone.
func (c *signals) portfoliosUI() app.UI {
	if !c.ready {
		return slot(true, c.metricsPanel)
	}
	return part.Columns{Left: []app.UI{c.isle("metrics", c.metricsPanel, nil)},
		Right: []app.UI{c.isle(equityID, c.equityPanel, c.drawEquity), c.isle(drawdownID, c.drawdownPanel, c.drawDrawdown)}}.UI()
}

// isle is a panel of results in its place, drawn when its turn comes.
func (c *signals) isle(name string, panel func() app.UI, chart func(app.Context)) app.UI {
	return slot(true, func() app.UI {
		return c.isles.island(name, func() any { return c.shows(name) }, panel, chart)
	})
}

// shows is what a panel of results depends on.
func (c *signals) shows(name string) [8]any {
	view, test, sweep := c.view.got, c.test.got, c.sweep.got
	switch name {
	case "price":
		label := ""
		if s := c.series(); s != nil {
			label = s.label
		}
		return [8]any{view, test, [3]bool{c.ready, c.view.stale, c.test.stale}, [4]float64{c.from, c.to, c.first, c.last}, c.input.Order, c.windowUnit(), label}
	case "maps":
		return [8]any{sweep, c.sweep.stale, c.drawn.gross, c.input.Window, c.input.Order, c.input.Stops, c.windowUnit()}
	case "evidence":
		return [8]any{c.evidence.got, sweep, c.evidence.stale, c.sweep.stale, c.weighed}
	}
	decimals := -1
	if view != nil {
		decimals = view.Decimals
	}
	return [8]any{test, c.test.stale, c.ready, c.input.RiskFree, c.daily(), decimals, [2]bool{c.drawn.allTrades, c.drawn.allMonths}, c.drawn.page}
}

// about says of which bar the answer is.
func (c *signals) about() string {
	s := c.series()
	if s == nil {
		return c.words().Preset
	}
	name := s.product
	if v := c.view.got; v != nil && v.Symbol != "" {
		name = v.Symbol
	} else if len(s.sources) == 1 {
		name = c.seriesName(s.sources[0].Symbol)
	}
	if p, ok := c.point(); ok {
		name += " · " + market.Stamp(int64(p.time), c.daily())
	}
	return name
}

func (c *signals) daily() bool {
	s := c.series()
	return s != nil && s.minutes == market.Daily
}

// point is what the answer says of one bar.
type point struct {
	time             float64
	regime           signal.Regime
	slope, curvature float64
	missing          int
}

// point is the bar under the cursor, or the last one.
func (c *signals) point() (point, bool) {
	if f := c.fitted.got; f != nil {
		return point{f.Time, f.Regime, f.Slope, f.Curvature, f.Missing}, true
	}
	if v := c.view.got; v != nil && len(v.Time) > 0 {
		k := len(v.Time) - 1
		return point{v.Time[k], signal.Regime(v.Regime[k]), v.Slope[k], v.Curvature[k], 0}, true
	}
	return point{}, false
}

// answerUI is the verdict and what goes on, or what to do without data.
func (c *signals) answerUI() []app.UI {
	w := c.words()
	if !c.ready {
		data := &c.w.Data
		return []app.UI{
			part.Stack(app.H1().Attr("id", "verdict").Text(w.Empty), part.Lead(part.Words(w.EmptyText)...)),
			c.drop(studyFilesID, "minute", false),
			stacked(data.Jobs, c.jobs(func(*job) bool { return true })), stacked("", c.complaints()),
			part.Announce("said", c.said),
		}
	}
	return []app.UI{
		c.isles.island("verdict", nil, c.verdictUI, nil),
		stacked(c.w.Data.Jobs, append(c.jobs(func(*job) bool { return true }), c.slowUI()...)),
		stacked("", append(c.complaints(), c.troubles()...)),
		part.Announce("said", c.said),
	}
}

// verdictUI says the regime and the position at one bar.
func (c *signals) verdictUI() app.UI {
	v := part.Verdict{ID: "verdict", Kind: part.Undefined, Title: c.words().Working}
	if p, ok := c.point(); ok {
		v.Title, v.Sentence = c.title(p), c.sentence(p)
		switch held, _ := c.held(p.time); held {
		case hedge.Long:
			v.Kind = part.Forward
		case hedge.Short:
			v.Kind = part.Reverse
		}
	}
	return v.UI()
}

// slowUI is the progress of answers that take a while.
func (c *signals) slowUI() []app.UI {
	w := c.words()
	done, total := c.test.done, c.test.total
	if !c.test.slow {
		if !c.view.slow {
			return nil
		}
		done, total = c.view.done, c.view.total
	}
	return []app.UI{part.Job{ID: "asking", Text: w.Working, Label: w.Working, Done: done, Total: total}.UI()}
}

// troubles are the refusals of whole questions, each once, and that what is
// shown is older than what was typed.
func (c *signals) troubles() []app.UI {
	var out []app.UI
	if c.kept {
		out = append(out, part.Notice{Kind: part.NoticeWarn, Text: part.Words(c.words().Kept)}.UI())
	}
	said := ""
	for _, why := range [...]string{c.view.why, c.test.why, c.fitted.why} {
		if why != "" && !strings.Contains(said, why) {
			said += why
			out = append(out, part.Notice{Kind: part.NoticeErr, Text: part.Words(c.words().Refused.With("why", why))}.UI())
		}
	}
	return out
}

// regimeNames are the keys of the words for regimes, None first.
var regimeNames = [...]string{"none", "neutral", "up_accelerating", "up_slowing", "down_accelerating", "down_slowing"}

// regimeName is what a regime is called.
func (c *signals) regimeName(r signal.Regime) string {
	if i := int(r) + 1; i >= 0 && i < len(regimeNames) {
		return c.words().Regimes[regimeNames[i]]
	}
	return ""
}

// lastTrade is the place in the answer of the last trade entered at or before
// a stamp, or -1.
func (c *signals) lastTrade(at float64) int {
	if c.test.got == nil {
		return -1
	}
	k := -1
	for i, entry := range c.test.got.Trades.Entry {
		if entry > at {
			break
		}
		k = i
	}
	return k
}

// held is the position at the close of a bar, and the trade it is of; 0 for none.
func (c *signals) held(at float64) (hedge.Side, int) {
	k := c.lastTrade(at)
	if k < 0 {
		return 0, k
	}
	t := &c.test.got.Trades
	if t.Exit[k] > at || hedge.Why[int(t.Why[k])] == "end" { // which is closed only in the books
		return hedge.Side(t.Side[k]), k
	}
	return 0, k
}

// dayStamp is the day of a stamp as text; a bar that ends at midnight belongs
// to the day that ends with it.
func (c *signals) dayStamp(at float64) string {
	t := int64(at)
	if !c.daily() {
		t--
	}
	return market.Stamp(t, true)
}

// title says the regime and the position.
func (c *signals) title(p point) string {
	w := c.words()
	regime := c.regimeName(p.regime)
	if c.test.got == nil {
		return regime
	}
	position := w.Flat
	switch side, k := c.held(p.time); {
	case side == hedge.Long:
		position = w.HoldsLong
	case side == hedge.Short:
		position = w.HoldsShort
	case k >= 0 && c.dayStamp(c.test.got.Trades.Exit[k]) == c.dayStamp(p.time):
		position = w.FlatTraded
	}
	return w.TitleSays.With("regime", regime, "position", position)
}

// sentence is the last trade with what it earned, and the two derivatives.
func (c *signals) sentence(p point) []part.Run {
	w := c.words()
	said := ""
	var earned *float64
	if t := c.test.got; t != nil {
		if k := c.lastTrade(p.time); k >= 0 {
			said, earned = c.tradeSays(p, k)
		} else {
			said = w.NoTradeYet
		}
	}
	fit := w.NoFit.With("n", count(p.missing))
	if p.regime != signal.None {
		fit = w.FitSays.With("slope", unit.Signed(p.slope, 3), "curvature", unit.Signed(p.curvature, 5), "per", c.ofStep(w.PerMinute, w.PerDay, w.PerBar))
	}
	out := runs(said)
	for i := range out {
		if out[i].Strong && earned != nil {
			out[i].Tone = tone(*earned)
		}
	}
	return append(out, part.Words(fit)...)
}

// ofStep chooses between words for the step of the axis, by which slopes are
// measured.
func (c *signals) ofStep(minute, day, bar string) string {
	switch c.windowUnit() {
	case c.words().Minute:
		return minute
	case c.words().Day:
		return day
	}
	return bar
}

// tradeSays is one trade in a sentence, and its return where it is over.
func (c *signals) tradeSays(p point, k int) (said string, earned *float64) {
	w, t := c.words(), &c.test.got.Trades
	at := func(stamp float64) string {
		text := market.Stamp(int64(stamp), c.daily())
		if c.daily() {
			return text
		}
		if c.dayStamp(stamp) == c.dayStamp(p.time) {
			_, text, _ = strings.Cut(text, " ")
		}
		return text
	}
	side := w.OpenShort
	if t.Side[k] > 0 {
		side = w.OpenLong
	}
	opened := w.Opened.With("time", at(t.Entry[k]), "side", side, "price", c.quote(t.In[k]))
	if held, _ := c.held(p.time); held != 0 {
		return opened + w.StillOpen, nil
	}
	back := t.Return[k]
	closing := at(t.Exit[k])
	if c.dayStamp(t.Exit[k]) == c.dayStamp(t.Entry[k]) {
		if _, clock, ok := strings.Cut(closing, " "); ok {
			closing = clock
		}
	}
	return opened + w.Closed.With("time", closing, "why", w.Reasons[hedge.Why[int(t.Why[k])]], "price", c.quote(t.Out[k]),
		"return", unit.SignedRate(unit.Rate(back), unit.Percent, 2)), &back
}

// quote prints a price as the series has them.
func (c *signals) quote(x float64) string {
	decimals := 1
	if v := c.view.got; v != nil {
		decimals = v.Decimals
	}
	return unit.Print(x, decimals)
}

// announcement is the answer for those who hear the page.
func (c *signals) announcement() string {
	w := c.words()
	p, ok := c.point()
	if !c.ready || !ok {
		return w.Empty
	}
	said := c.title(p)
	if t := c.test.got; t != nil {
		said += c.w.Stop() + w.AnnounceTest.With("trades", count(t.Trading.Trades), "net", unit.SignedRate(t.Overlay.Cumulative, unit.Percent, 2))
	}
	return said
}

// mini is the answer in one line.
func (c *signals) mini() app.UI {
	w := c.words()
	p, ok := c.point()
	if !c.ready || !ok { // it keeps its place
		return part.Mini{Verdict: w.Title}.UI()
	}
	items := []part.MiniItem{}
	if t := c.test.got; t != nil {
		items = append(items, part.MiniItem{Label: w.MiniTrades, Value: count(t.Trading.Trades)},
			part.MiniItem{Label: w.MiniNet, Value: unit.SignedRate(t.Overlay.Cumulative, unit.Percent, 2), Tone: tone(t.Overlay.Cumulative)})
	}
	return part.Mini{Items: items, Verdict: c.regimeName(p.regime)}.UI()
}
