package page

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/scenario"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/signal"
)

// signals is the page of the polynomial and the active hedge: what the fit says
// of every bar of a series, what the rules would have earned on it, and what a
// search over settings is worth. What was typed is in state, what was answered
// in the answers; Render only draws. The panels with results are drawn in
// signals_draw.go and the files named there.
type signals struct {
	app.Compo
	form[*scenario.Study]
	source source // which series

	reading scenario.StudyReading // what the texts mean
	input   hedge.BacktestInput   // what the answers are about
	ready   bool                  // there is a series
	want    wanted                // what was asked

	view     answer[signal.View]    // points around the stretch in view
	fitted   answer[signal.Window]  // the fit at the bar under the cursor, or at the last one
	test     answer[hedge.Backtest] // of the present rules
	sweep    answer[hedge.Sweep]    // of the axes in swept
	evidence answer[hedge.Evidence] // on the sweep
	swept    hedge.SweepInput       // what sweep answers: its axes, and the settings everything else had

	from, to    float64 // the stretch in view, stamps
	first, last float64 // of the whole series
	at          float64 // stamp under the cursor; 0 for the last bar
	moved       bool    // the cursor moved on while fitted was under way
	weighed     int     // the cell that evidence is about

	drawn  drawing // what the drawing keeps to itself
	isles  archipelago
	pasted paste
}

// Ids of the charts; their scripts draw into the second one.
const (
	priceID      = "signals-chart"
	priceLive    = priceID + "-live"
	equityID     = "equity"
	equityLive   = equityID + "-live"
	drawdownID   = "drawdown"
	drawdownLive = drawdownID + "-live"
)

// keyLastStudy and keyStudySource are where the device keeps the fragment of
// the last state and the series it was about.
const (
	keyLastStudy   = "fairbasis.signals"
	keyStudySource = "fairbasis.signals.source"
)

// NewSignals returns the signals page in a language, with the settings of
// report 001 and without data.
func NewSignals(lang string) app.Composer {
	c := &signals{}
	c.frame, c.state, c.folds = newFrame(lang, atSignals), scenario.NewStudy(), map[string]*fold{}
	c.user, c.fills = c, c
	c.fitted.quiet = true
	c.compute()
	c.said = c.announcement()
	return c
}

func (c *signals) words() *text.Signals { return &c.w.Signals }

// OnMount takes over the link and the series looked at last.
func (c *signals) OnMount(ctx app.Context) {
	if !app.IsServer {
		c.source.recall()
	}
	c.startForm(ctx, c.onShortcut)
	if app.IsServer {
		return
	}
	document := app.Window().Get("document")
	c.on(document, "fbzoom", func(e app.Value) {
		if e.Get("target").Get("id").String() != priceLive {
			return
		}
		from, to := e.Get("detail").Get("from").Float(), e.Get("detail").Get("to").Float()
		ctx.Dispatch(func(ctx app.Context) { c.zoomed(ctx, from, to) })
	})
	c.on(document, "fbcursor", func(e app.Value) {
		if e.Get("target").Get("id").String() != priceLive {
			return
		}
		at := 0.0
		if t := e.Get("detail").Get("time"); t.Truthy() {
			at = t.Float()
		}
		ctx.Dispatch(func(ctx app.Context) { c.pointed(ctx, at) })
	})
}

// OnDismount ends what runs and lets go of the charts.
func (c *signals) OnDismount() {
	c.stopDesk()
	c.dropAnswers()
	for _, id := range []string{priceLive, equityLive, drawdownLive} {
		disposeChart(id)
	}
}

func (c *signals) dropAnswers() {
	c.view.drop()
	c.fitted.drop()
	c.test.drop()
	c.sweep.drop()
	c.evidence.drop()
	c.from, c.to, c.first, c.last, c.at, c.moved = 0, 0, 0, 0, 0, false
}

func (c *signals) fromLink(link string) (*scenario.Study, []fault.Field) {
	return scenario.StudyFromFragment(link)
}

func (c *signals) field(path string) (scenario.Field, bool) { return scenario.StudyFieldAt(path) }

func (c *signals) inputs() []string {
	var out []string
	for _, f := range scenario.StudyFields() {
		out = append(out, f.Path)
	}
	return out
}

func (c *signals) lastState() string { return keyLastStudy }
func (c *signals) copied() string    { return c.words().LinkCopied }
