package page

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/scenario"
	"fairbasis/app/text"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/signal"
)

// signals is the page of the polynomial and the active hedge: what the fit says
// of every bar of a series, what the rules would have earned on it, and what a
// search over settings is worth. What was typed is in study, what was answered
// in the answers; Render only draws. The panels with results are drawn in
// signals_draw.go and the files named there.
type signals struct {
	app.Compo
	desk

	study *scenario.Study
	steps scenario.Steps[*scenario.Study]
	typing
	source source // which series

	reading scenario.StudyReading  // what the texts mean
	faults  map[string]fault.Field // by the path of the field that is wrong
	input   hedge.BacktestInput    // what the answers are about
	ready   bool                   // there is a series
	want    wanted                 // what was asked
	kept    bool                   // a field is refused: the answers are of its last accepted value

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
	folds  map[string]*fold
	pasted paste
	link   string // fragment in the address bar, as this page wrote it
	edits  int    // counts edits, for what waits until typing pauses
}

// answer is what the engine last said to one kind of question. Of each kind
// one is under way at most; a newer one cancels it.
type answer[T any] struct {
	got    *T     // nil until there is an answer
	stale  bool   // got is of other inputs than those on the page: draw it grey
	why    string // why the last question was refused; got is then stale
	no     int    // of the question, so that late answers are dropped
	cancel context.CancelFunc

	done, total int  // of the work under way
	slow        bool // it takes longer than 300 ms
	quiet       bool // nothing is said of how far it is
}

// asked reports whether a question is under way.
func (a *answer[T]) asked() bool { return a.cancel != nil }

// drop forgets the answer and what is under way.
func (a *answer[T]) drop() {
	if a.cancel != nil {
		a.cancel()
	}
	*a = answer[T]{no: a.no + 1, quiet: a.quiet}
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
	c := &signals{desk: desk{frame: newFrame(lang, atSignals)}, study: scenario.NewStudy(), folds: map[string]*fold{}}
	c.user = c
	c.fitted.quiet = true
	c.compute()
	c.said = c.announcement()
	return c
}

func (c *signals) words() *text.Signals { return &c.w.Signals }

// OnMount takes over the link and the series looked at last.
func (c *signals) OnMount(ctx app.Context) {
	if !app.IsServer {
		if now := fragment(); isState(now) {
			c.open(ctx, now)
		} else if last := recall(keyLastStudy); last != "" {
			c.open(ctx, last)
		}
		c.steps = scenario.Steps[*scenario.Study]{}
		c.source.recall()
	}
	c.startDesk(ctx, c.onShortcut)
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
	c.on(app.Window().JSValue(), "hashchange", func(app.Value) { ctx.Dispatch(c.follow) })
}

// OnNav follows a link to another state of this page.
func (c *signals) OnNav(ctx app.Context) { c.follow(ctx) }

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

// follow takes over the state of the address bar where it is another one.
func (c *signals) follow(ctx app.Context) {
	defer c.recovered(ctx)
	now := fragment()
	if !c.shown || !isState(now) || now == c.link || now == c.study.Fragment() {
		return
	}
	c.notices = nil
	c.open(ctx, now)
}

// open takes over a link as a step of its own.
func (c *signals) open(ctx app.Context, link string) {
	c.link = link
	study, notes := scenario.StudyFromFragment(link)
	if !study.Same(c.study) {
		c.steps.Note(c.study, "")
	}
	c.end()
	c.study = study
	c.linkNotes(notes)
	c.settle(ctx)
}

// edit changes the study through do as one step of the undo history. path is
// the field being typed in, or "" for a change that stands alone.
func (c *signals) edit(ctx app.Context, path string, do func(*scenario.Study) bool) {
	before := c.study.Clone()
	if !do(c.study) {
		return
	}
	c.steps.Note(before, path)
	c.settle(ctx)
}

// settle answers the present texts and follows up in the browser: the link, and
// fields that became empty.
func (c *signals) settle(ctx app.Context) {
	c.refresh(ctx)
	if app.IsServer {
		return
	}
	c.clearEmpty()
	no := c.edits
	c.lasting(ctx).After(250*time.Millisecond, func(ctx app.Context) {
		ctx.PreventUpdate() // nothing on the page changes
		if no == c.edits && c.shown {
			c.writeLink()
		}
	})
}

// refresh asks what the present texts and series ask.
func (c *signals) refresh(ctx app.Context) {
	c.compute()
	if app.IsServer {
		return
	}
	c.edits++
	c.ask(ctx)
	c.speak(ctx)
}

// speak tells those who hear the page its answer once nothing changes any more.
func (c *signals) speak(ctx app.Context) {
	no := c.edits
	c.lasting(ctx).After(400*time.Millisecond, func(ctx app.Context) {
		now := c.announcement()
		if no != c.edits || now == c.said || !c.shown {
			ctx.PreventUpdate() // a later edit will speak
			return
		}
		c.said = now
	})
}

func (c *signals) writeLink() {
	c.link = c.study.Fragment()
	replaceFragment(c.link)
	keep(keyLastStudy, c.link)
}
