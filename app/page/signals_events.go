package page

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
)

// clearEmpty empties the fields that have no text; see part.Clear.
func (c *signals) clearEmpty() {
	for _, f := range scenario.StudyFields() {
		if f.Kind != scenario.Choice && f.Kind != scenario.Switch && c.study.Text(f.Path) == "" {
			part.Clear(f.Path)
		}
	}
}

func (c *signals) onInput(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path, typed := src.Get("id").String(), src.Get("value").String()
	c.typing.begin(path, c.study.Text(path))
	c.edit(ctx, path, func(x *scenario.Study) bool { return x.Set(path, typed) })
}

func (c *signals) onBlur(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.commit(ctx, ctx.JSSrc().Get("id").String())
}

// commit writes a field in its standard form and ends its step.
func (c *signals) commit(ctx app.Context, path string) {
	c.end()
	c.steps.Seal()
	if c.study.Reformat(path) {
		c.settle(ctx)
		return
	}
	c.compute() // what was being edited is accepted now
}

func (c *signals) onFieldKey(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	path := ctx.JSSrc().Get("id").String()
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
			c.edit(ctx, path, func(x *scenario.Study) bool { return x.Set(path, before) })
		}
		return
	default:
		ctx.PreventUpdate() // the letter arrives as an input event
		return
	}
	if f, _ := scenario.StudyFieldAt(path); f.Kind == scenario.Name { // a list has nothing to step
		ctx.PreventUpdate()
		return
	}
	e.PreventDefault()
	c.edit(ctx, path, func(x *scenario.Study) bool { return x.Step(path, tenths) })
}

func (c *signals) onStep(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	data := ctx.JSSrc().Get("dataset")
	path := data.Get("field").String()
	by, _ := strconv.Atoi(data.Get("step").String())
	c.edit(ctx, path, func(x *scenario.Study) bool { return x.Step(path, 10*by) })
}

// onChoice takes a list, whose id is the path, or a radio button, whose name is.
func (c *signals) onChoice(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path := src.Get("id").String()
	if src.Get("type").String() == "radio" {
		path = src.Get("name").String()
	}
	value := src.Get("value").String()
	c.edit(ctx, "", func(x *scenario.Study) bool { return x.Set(path, value) })
}

func (c *signals) onToggle(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path, value := src.Get("id").String(), strconv.FormatBool(src.Get("checked").Bool())
	c.edit(ctx, "", func(x *scenario.Study) bool { return x.Set(path, value) })
}

// onPreset takes the settings of the report.
func (c *signals) onPreset(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if ctx.JSSrc().Get("value").String() != presetReport {
		return
	}
	before := c.study.Clone()
	if !c.study.TakePreset() {
		return
	}
	c.steps.Note(before, "")
	c.end()
	c.settle(ctx)
	c.say(ctx, c.w.Answer.PresetSet.With("name", c.words().Preset), true)
}

func (c *signals) onUndo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, false) }
func (c *signals) onRedo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, true) }

func (c *signals) travel(ctx app.Context, forward bool) {
	was, words := c.study, c.w.Answer.Undone
	now := c.steps.Undo
	if forward {
		now, words = c.steps.Redo, c.w.Answer.Redone
	}
	if x := now(was); x != nil {
		c.end()
		c.study = x
		c.settle(ctx)
		c.say(ctx, words, false)
	}
}

func (c *signals) onShare(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.writeLink()
	copyText(ctx, app.Window().Get("location").Get("href").String(), "", func(ctx app.Context, ok bool) {
		words := c.words().LinkCopied
		if !ok {
			words = c.w.Answer.NotCopied
		}
		c.say(ctx, words, false)
	})
}

func (c *signals) onPrint(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	app.Window().Call("print")
}

// onShortcut takes the keys that mean something on this page.
func (c *signals) onShortcut(ctx app.Context, p press) bool {
	switch {
	case p.ctrl && p.key == "z":
		c.travel(ctx, p.shift)
	case p.ctrl && p.key == "y":
		c.travel(ctx, true)
	case p.ctrl && p.shift && p.key == "c":
		c.onShare(ctx, app.Event{})
	case p.ctrl:
		return false
	case p.key == "/":
		focus("window")
	default:
		return false
	}
	return true
}
