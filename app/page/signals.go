package page

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/text"
	"fairbasis/core/hedge"
	"fairbasis/core/signal"
)

// signals is the page of the polynomial and the active hedge: what the fit says
// of every bar of a series, what the rules would have earned on it, and what a
// search over settings is worth. It asks the engine; Render only draws what was
// answered. Who draws which panel: signals_chart.go, signals_draw.go,
// signals_trades.go and signals_sweep.go.
type signals struct {
	app.Compo
	frame

	view     answer[signal.View]    // points of the stretch in view
	fitted   answer[signal.Window]  // the fit at the bar under the cursor, or at the last one
	test     answer[hedge.Backtest] // of the present rules
	sweep    answer[hedge.Sweep]    // of the axes in swept
	evidence answer[hedge.Evidence] // on the sweep
	swept    hedge.SweepInput       // what sweep answers: its axes, and the settings everything else had

	from, to    float64 // the stretch in view, stamps
	first, last float64 // of the whole series
	at          float64 // stamp under the cursor; 0 for the last bar

	drawn drawing // what the drawing keeps to itself
	shown bool    // mounted in a browser
}

// answer is what the engine last said to one kind of question. Of each kind
// one is under way at most; a newer one cancels it.
type answer[T any] struct {
	got    *T     // nil until there is an answer
	stale  bool   // got is of other inputs than those on the page: draw it grey
	why    string // why the last question was refused; got is then stale
	no     int    // of the question, so that late answers are dropped
	cancel context.CancelFunc
}

// asked reports whether a question is under way.
func (a *answer[T]) asked() bool { return a.cancel != nil }

// Ids of the charts; their scripts draw into the second one.
const (
	priceID      = "signals-chart"
	priceLive    = priceID + "-live"
	equityID     = "equity"
	equityLive   = equityID + "-live"
	drawdownID   = "drawdown"
	drawdownLive = drawdownID + "-live"
)

// NewSignals returns the signals page in a language, without data.
func NewSignals(lang string) app.Composer {
	return &signals{frame: newFrame(lang, atSignals)}
}

func (c *signals) words() *text.Signals { return &c.w.Signals }

// onCell takes the settings of a cell of the sweep: one handler for all
// buttons, whose value is the place of the cell in the answer.
func (c *signals) onCell(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.takeCell(ctx, ctx.JSSrc().Get("value").String())
}

// takeCell takes the settings of a cell as one step that can be undone.
func (c *signals) takeCell(app.Context, string) {}
