package page

import (
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
)

// Keys of the device's storage.
const (
	keyLast    = "fairbasis.calculator" // the fragment of the last state
	keySaved   = "fairbasis.scenarios"
	keyDamaged = "fairbasis.scenarios.damaged"
)

// calculator is the home page: everything about one contract.
type calculator struct {
	app.Compo
	frame

	typed   *scenario.Scenario
	history scenario.History
	saved   scenario.Store
	got     answers

	typing
	said  string // what the live region says
	flash bool   // the figures changed through undo, apply or a link
	edits int    // counts edits, for what waits until typing pauses
	grid  grid   // the fine grid under way

	contractFold, costsFold fold
}

// NewCalculator returns the calculator page in a language with the worked
// example filled in.
func NewCalculator(lang string) app.Composer {
	c := &calculator{frame: newFrame(lang, atCalculator), typed: scenario.Example()}
	c.compute()
	c.said = c.announcement()
	return c
}

// OnMount takes over what the address or the device holds. What was typed
// before the program had started is typed again by the start script.
func (c *calculator) OnMount(ctx app.Context) {
	if app.IsServer {
		return
	}
	defer c.recovered(ctx)
	c.startFrame(ctx, c.onShortcut)
	c.loadSaved()
	if link := fragment(); strings.Contains(link, "=") {
		s, notes := scenario.FromFragment(link)
		c.typed = s
		c.linkNotes(notes)
	} else if last := recall(keyLast); last != "" {
		c.typed, _ = scenario.FromFragment(last)
	}
	c.compute()
	c.said = c.announcement()
	window := app.Window().JSValue()
	c.on(window, "hashchange", func(app.Value) {
		ctx.Dispatch(func(ctx app.Context) { c.followLink(ctx) })
	})
	c.on(window, "storage", func(e app.Value) {
		if e.Get("key").Truthy() && e.Get("key").String() == keySaved {
			ctx.Dispatch(func(app.Context) { c.loadSaved() })
		}
	})
}

// OnNav follows a link to another state of this page.
func (c *calculator) OnNav(ctx app.Context) {
	if app.IsClient {
		c.followLink(ctx)
	}
}

// OnDismount takes the listeners back and stops work under way.
func (c *calculator) OnDismount() {
	c.grid.stop()
	if app.IsClient {
		c.stopFrame()
	}
}

// followLink takes over the state of the address bar. A fragment that is only
// an anchor, as the skip link's, is not one.
func (c *calculator) followLink(ctx app.Context) {
	defer c.recovered(ctx)
	link := fragment()
	if !strings.Contains(link, "=") || link == c.typed.Fragment() {
		return
	}
	s, notes := scenario.FromFragment(link)
	if s.Same(c.typed) {
		return
	}
	c.notices = nil
	c.linkNotes(notes)
	c.replace(ctx, s, true)
}

// edit takes over typed text of one field and answers at once.
func (c *calculator) edit(ctx app.Context, path, typed string) {
	was := c.typed.Clone()
	if !c.typed.Set(path, typed) {
		return
	}
	c.history.Note(was, path)
	c.flash = false
	c.changed(ctx)
}

// change applies an edit of several fields as one step.
func (c *calculator) change(ctx app.Context, do func(s *scenario.Scenario)) {
	was := c.typed.Clone()
	do(c.typed)
	if c.typed.Same(was) {
		return
	}
	c.history.Note(was, "")
	c.flash = false
	c.changed(ctx)
}

// replace swaps the whole state, as a step of its own when it can be undone.
func (c *calculator) replace(ctx app.Context, s *scenario.Scenario, step bool) {
	if step {
		c.history.Note(c.typed, "")
	}
	clearEmptied(c.typed, s)
	c.typed = s
	c.flash = true
	c.changed(ctx)
}

// changed recomputes, and once typing pauses updates what lies outside the
// page: the address after 300 ms, the live region after 400.
func (c *calculator) changed(ctx app.Context) {
	c.compute()
	c.edits++
	if app.IsServer {
		c.settle()
		return
	}
	no := c.edits
	ctx = c.lasting(ctx)
	ctx.After(300*time.Millisecond, func(ctx app.Context) {
		ctx.PreventUpdate() // nothing on the page changes
		if no == c.edits {
			c.settle()
		}
	})
	ctx.After(400*time.Millisecond, func(ctx app.Context) {
		if no != c.edits {
			ctx.PreventUpdate() // a later edit will speak
			return
		}
		c.said = c.announcement()
	})
}

// settle writes the state to the address bar and the device.
func (c *calculator) settle() {
	link := c.typed.Fragment()
	replaceFragment(link)
	keep(keyLast, link)
	if app.IsServer {
		c.said = c.announcement()
	}
}

// clearEmptied empties in the browser the fields that become empty by code,
// which go-app does not do.
func clearEmptied(was, is *scenario.Scenario) {
	for _, f := range scenario.Fields() {
		if was.Text(f.Path) != "" && is.Text(f.Path) == "" {
			part.Clear(f.Path)
		}
	}
	for i := range is.Rows() {
		for _, name := range [...]string{"ex_date", "points"} {
			if path := scenario.RowPath(i, name); is.Text(path) == "" {
				part.Clear(path)
			}
		}
	}
}

// Render draws the page.
func (c *calculator) Render() app.UI {
	main := part.Panes{
		ContractLabel: c.w.Inputs.Contract, Contract: c.contractUI(),
		AnswerLabel: "v", Answer: c.answerUI(), Tools: c.toolsUI(), About: c.about(), Mini: c.miniUI(),
		InputsLabel: c.w.Inputs.Inputs, Inputs: c.inputsUI(),
		Panels: []app.UI{
			part.Columns{Left: []app.UI{c.needUI(), c.fallUI(), c.priceUI()}, Right: []app.UI{c.annualUI(), c.sensUI()}}.UI(),
			c.bandsUI(), c.formulaUI(), c.savedUI(),
			c.foot(part.Foot{
				Items:   []string{c.w.Answer.Rules.With("date", c.got.arb.RulesDate.String()), c.source(), c.w.Annual.SignRule},
				Printed: c.w.Frame.Printed + " · " + c.got.arb.Contract + " · " + c.got.arb.Date.String(),
			}),
		},
	}.UI()
	return c.framed(c.typed.Fragment(), main, part.Foot{})
}

// source names where the shipped prices come from, while they stand.
func (c *calculator) source() string {
	if !c.shipped() {
		return c.w.Inputs.OwnPrices
	}
	return c.w.Inputs.ExampleSource.With("date", scenario.ExampleDate)
}
