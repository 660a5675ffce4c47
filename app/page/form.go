package page

import (
	"strconv"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/fault"
)

// typed is what a form holds: texts by path that can be taken back.
type typed[S any] interface {
	scenario.State[S]
	Text(path string) string
	Set(path, text string) bool
	Reformat(path string) bool
	Step(path string, tenths int) bool
	Fragment() string
	Same(S) bool
}

// form is a page whose questions are typed, about the files of its desk. It
// keeps the texts with the way back and the link that carries them, and knows
// what is wrong with which field. A page embeds it and sets user and fills to
// itself.
type form[S typed[S]] struct {
	desk
	typing
	fills filler[S]

	state  S
	steps  scenario.Steps[S]
	faults map[string]fault.Field // by the path of the field that is wrong
	kept   bool                   // a field is refused: the answers are of its last accepted value
	folds  map[string]*fold
	link   string // fragment in the address bar, as this page wrote it
	edits  int    // counts edits, for what waits until typing pauses
}

// filler is what a page does with what is typed in its form.
type filler[S any] interface {
	// compute reads the texts.
	compute()
	// ask puts the questions whose answers they need.
	ask(ctx app.Context)
	// announcement is the answer for those who hear the page.
	announcement() string
	// fromLink reads a link to a state of the page.
	fromLink(link string) (S, []fault.Field)
	// field is the input at a path.
	field(path string) (scenario.Field, bool)
	// inputs are the paths of all inputs there are now.
	inputs() []string
	// says is what is said of an input; err is what is wrong with it, in words.
	says(path string) says
	err(path string) string
	// choice is the name of a value of a choice.
	choice(path, value string) string
	// lastState is where the device keeps the fragment of the last state.
	lastState() string
	// copied says that the link was copied.
	copied() string
}

// asks is the desk of the page; see asker.
func (c *form[S]) asks() *desk { return &c.desk }

// keeps reports whether answers are of a text accepted before; see asker.
func (c *form[S]) keeps() bool { return c.kept }

// startForm takes over the link, or the last state of this device, and starts
// the desk.
func (c *form[S]) startForm(ctx app.Context, onKey func(app.Context, press) bool) {
	if app.IsServer {
		c.startDesk(ctx, onKey)
		return
	}
	if now := fragment(); isState(now) {
		c.open(ctx, now)
	} else if last := recall(c.fills.lastState()); last != "" {
		c.open(ctx, last)
	}
	c.steps = scenario.Steps[S]{}
	c.startDesk(ctx, onKey)
	c.on(app.Window().JSValue(), "hashchange", func(app.Value) { ctx.Dispatch(c.follow) })
}

// fragmentNow is the state that links within the site carry; empty while
// nothing was typed.
func (c *form[S]) fragmentNow() string {
	if c.link != "" || c.steps.CanUndo() {
		return c.state.Fragment()
	}
	return ""
}

// OnNav follows a link to another state of this page.
func (c *form[S]) OnNav(ctx app.Context) { c.follow(ctx) }

// follow takes over the state of the address bar where it is another one.
func (c *form[S]) follow(ctx app.Context) {
	defer c.recovered(ctx)
	now := fragment()
	if !c.shown || !isState(now) || now == c.link || now == c.state.Fragment() {
		return
	}
	c.notices = nil
	c.open(ctx, now)
}

// open takes over a link as a step of its own.
func (c *form[S]) open(ctx app.Context, link string) {
	c.link = link
	state, notes := c.fills.fromLink(link)
	if !state.Same(c.state) {
		c.steps.Note(c.state, "")
	}
	c.end()
	c.state = state
	c.linkNotes(notes)
	c.settle(ctx)
}

// edit changes the state through do as one step of the undo history. path is
// the field being typed in, or "" for a change that stands alone. It reports
// whether anything changed.
func (c *form[S]) edit(ctx app.Context, path string, do func(S) bool) bool {
	before := c.state.Clone()
	if !do(c.state) {
		return false
	}
	c.steps.Note(before, path)
	c.settle(ctx)
	return true
}

// settle answers the present texts and follows up in the browser: the link, and
// fields that became empty.
func (c *form[S]) settle(ctx app.Context) {
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

// refresh asks what the present texts and files ask.
func (c *form[S]) refresh(ctx app.Context) {
	c.fills.compute()
	if app.IsServer {
		return
	}
	c.edits++
	c.fills.ask(ctx)
	c.speak(ctx)
}

// speak tells those who hear the page its answer once nothing changes any more.
func (c *form[S]) speak(ctx app.Context) {
	no := c.edits
	c.lasting(ctx).After(400*time.Millisecond, func(ctx app.Context) {
		now := c.fills.announcement()
		if no != c.edits || now == c.said || !c.shown {
			ctx.PreventUpdate() // a later edit will speak
			return
		}
		c.said = now
	})
}

func (c *form[S]) writeLink() {
	c.link = c.state.Fragment()
	replaceFragment(c.link)
	keep(c.fills.lastState(), c.link)
}

// clearEmpty empties the fields that have no text; see part.Clear.
func (c *form[S]) clearEmpty() {
	for _, path := range c.fills.inputs() {
		if f, _ := c.fills.field(path); f.Kind != scenario.Choice && f.Kind != scenario.Switch && c.state.Text(path) == "" {
			part.Clear(path)
		}
	}
}

func (c *form[S]) onInput(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path, text := src.Get("id").String(), src.Get("value").String()
	c.typing.begin(path, c.state.Text(path))
	c.edit(ctx, path, func(x S) bool { return x.Set(path, text) })
}

func (c *form[S]) onBlur(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.commit(ctx, ctx.JSSrc().Get("id").String())
}

// commit writes a field in its standard form and ends its step.
func (c *form[S]) commit(ctx app.Context, path string) {
	c.end()
	c.steps.Seal()
	if c.state.Reformat(path) {
		c.settle(ctx)
		return
	}
	c.fills.compute() // what was being edited is accepted now
}

func (c *form[S]) onFieldKey(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	path := ctx.JSSrc().Get("id").String()
	f, _ := c.fills.field(path)
	tenths := stepOf(e)
	switch e.Get("key").String() {
	case "ArrowUp":
	case "ArrowDown":
		tenths = -tenths
	case "Enter":
		e.PreventDefault()
		c.commit(ctx, path)
		return
	case "Escape":
		if before, ok := c.cancel(path); ok {
			c.edit(ctx, path, func(x S) bool { return x.Set(path, before) })
		}
		return
	default:
		ctx.PreventUpdate() // the letter arrives as an input event
		return
	}
	if f.Kind == scenario.Name { // a list has nothing to step
		ctx.PreventUpdate()
		return
	}
	e.PreventDefault()
	c.edit(ctx, path, func(x S) bool { return x.Step(path, tenths) })
}

func (c *form[S]) onStep(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	data := ctx.JSSrc().Get("dataset")
	path := data.Get("field").String()
	by, _ := strconv.Atoi(data.Get("step").String())
	c.edit(ctx, path, func(x S) bool { return x.Step(path, 10*by) })
}

// onChoice takes a list, whose id is the path, or a radio button, whose name is.
func (c *form[S]) onChoice(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path := src.Get("id").String()
	if src.Get("type").String() == "radio" {
		path = src.Get("name").String()
	}
	value := src.Get("value").String()
	c.edit(ctx, "", func(x S) bool { return x.Set(path, value) })
}

func (c *form[S]) onToggle(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path, value := src.Get("id").String(), strconv.FormatBool(src.Get("checked").Bool())
	c.edit(ctx, "", func(x S) bool { return x.Set(path, value) })
}

func (c *form[S]) onUndo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, false) }
func (c *form[S]) onRedo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, true) }

func (c *form[S]) travel(ctx app.Context, forward bool) {
	can, now, words := c.steps.CanUndo(), c.steps.Undo, c.w.Answer.Undone
	if forward {
		can, now, words = c.steps.CanRedo(), c.steps.Redo, c.w.Answer.Redone
	}
	if !can {
		return
	}
	c.state = now(c.state)
	c.end()
	c.settle(ctx)
	c.say(ctx, words, false)
}

func (c *form[S]) onShare(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.writeLink()
	copyText(ctx, app.Window().Get("location").Get("href").String(), "", func(ctx app.Context, ok bool) {
		words := c.fills.copied()
		if !ok {
			words = c.w.Answer.NotCopied
		}
		c.say(ctx, words, false)
	})
}

func (c *form[S]) onPrint(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	app.Window().Call("print")
}

// shortcut takes the keys that mean something on every form.
func (c *form[S]) shortcut(ctx app.Context, p press) bool {
	switch {
	case p.ctrl && p.key == "z":
		c.travel(ctx, p.shift)
	case p.ctrl && p.key == "y":
		c.travel(ctx, true)
	case p.ctrl && p.shift && p.key == "c":
		c.onShare(ctx, app.Event{})
	default:
		return false
	}
	return true
}

func (c *form[S]) fold(id string) *fold {
	f := c.folds[id]
	if f == nil {
		f = &fold{}
		c.folds[id] = f
	}
	return f
}

// more is a disclosure that stays as the user left it.
func (c *form[S]) more(id, summary string, body ...app.UI) app.UI {
	f := c.fold(id)
	return part.More{ID: id, Summary: summary, Open: f.open, OnToggle: f.onToggle, Body: body}.UI()
}
