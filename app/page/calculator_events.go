package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
)

// onInput takes each keystroke in a field; the field's id is its path.
func (c *calculator) onInput(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path := src.Get("id").String()
	c.begin(path, c.typed.Text(path))
	c.edit(ctx, path, src.Get("value").String())
}

// onBlur writes the field in its standard form and closes the undo step.
func (c *calculator) onBlur(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.commit(ctx, ctx.JSSrc().Get("id").String())
}

func (c *calculator) commit(ctx app.Context, path string) {
	c.end()
	c.history.Seal()
	if c.typed.Reformat(path) {
		c.changed(ctx)
		return
	}
	c.compute() // what was being edited is accepted now
}

// onKey steps with the arrows, commits with Enter, restores with Esc.
func (c *calculator) onKey(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	path := ctx.JSSrc().Get("id").String()
	by := stepOf(e)
	switch e.Get("key").String() {
	case "ArrowUp":
		e.PreventDefault()
		c.step(ctx, path, by)
	case "ArrowDown":
		e.PreventDefault()
		c.step(ctx, path, -by)
	case "Enter":
		e.PreventDefault()
		c.commit(ctx, path)
	case "Escape":
		if before, ok := c.cancel(path); ok {
			if before == "" {
				part.Clear(path)
			}
			c.edit(ctx, path, before)
		}
	default:
		ctx.PreventUpdate() // the letter arrives as an input event
	}
}

// stepOf is the length of a step in tenths: Shift makes it ten times, Alt a tenth.
func stepOf(e app.Event) int {
	switch {
	case e.Get("shiftKey").Truthy():
		return 100
	case e.Get("altKey").Truthy():
		return 1
	}
	return 10
}

func (c *calculator) onStep(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	data := ctx.JSSrc().Get("dataset")
	by := stepOf(e)
	if data.Get("step").String() == "-1" {
		by = -by
	}
	c.step(ctx, data.Get("field").String(), by)
}

func (c *calculator) step(ctx app.Context, path string, tenths int) {
	was := c.typed.Clone()
	if !c.typed.Step(path, tenths) {
		return
	}
	c.history.Note(was, path)
	c.flash = false
	c.changed(ctx)
}

// onSelect, onSegment and onToggle take a choice: the control's id or name is
// its path.
func (c *calculator) onSelect(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	c.choose(ctx, src.Get("id").String(), src.Get("value").String())
}

func (c *calculator) onSegment(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	c.choose(ctx, src.Get("name").String(), src.Get("value").String())
}

func (c *calculator) onToggle(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	c.choose(ctx, src.Get("id").String(), strconv.FormatBool(src.Get("checked").Bool()))
}

func (c *calculator) choose(ctx app.Context, path, value string) {
	c.change(ctx, func(s *scenario.Scenario) {
		s.Set(path, value)
		// The ends of an axis belong to its variable.
		if path == "sensitivity.x" || path == "sensitivity.y" {
			for _, end := range [...]string{"_from", "_to"} {
				s.Set(path+end, "")
				part.Clear(path + end)
			}
		}
	})
}

func (c *calculator) onProduct(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.setProduct(ctx, ctx.JSSrc().Get("value").String())
}

func (c *calculator) setProduct(ctx app.Context, product string) {
	c.change(ctx, func(s *scenario.Scenario) {
		if product != "own" {
			s.SetProduct(product)
			return
		}
		s.Set("own", "true")
		// The own contract starts as a copy of the one on the page.
		in := c.got.reading.Input
		if strings.TrimSpace(s.Text("expiry")) == "" {
			s.Set("expiry", c.got.arb.Expiry.String())
		}
		if strings.TrimSpace(s.Text("multiplier")) == "" && in.Multiplier == 0 {
			s.SetNumber("multiplier", c.got.listed.Product.Multiplier)
		}
		if strings.TrimSpace(s.Text("tick")) == "" && in.Tick == 0 {
			s.SetNumber("tick", float64(c.got.listed.Product.Tick))
		}
	})
}

func (c *calculator) onMonth(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	code := ctx.JSSrc().Get("value").String()
	c.change(ctx, func(s *scenario.Scenario) { s.SetContract(code) })
}

func (c *calculator) onAddRow(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	n := len(c.typed.Rows())
	c.change(ctx, func(s *scenario.Scenario) { s.AddRow() })
	c.lasting(ctx).Defer(func(app.Context) { focus(scenario.RowPath(n, "ex_date")) })
}

func (c *calculator) onRemoveRow(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	i, err := strconv.Atoi(ctx.JSSrc().Get("value").String())
	if err != nil {
		return
	}
	was := c.typed.Clone()
	c.change(ctx, func(s *scenario.Scenario) { s.RemoveRow(i) })
	clearEmptied(was, c.typed)
}

func (c *calculator) onPreset(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	id := ctx.JSSrc().Get("value").String()
	for _, p := range c.got.presets {
		if p.ID != id {
			continue
		}
		was := c.typed.Clone()
		c.change(ctx, func(s *scenario.Scenario) {
			s.SetCosts(p.Costs)
			s.SetNumber("hurdle", float64(p.Hurdle))
		})
		clearEmptied(was, c.typed)
		c.say(ctx, c.w.Answer.PresetSet.With("name", c.w.Inputs.Presets[id]), true)
	}
}

func (c *calculator) onUndo(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.undo(ctx)
}

func (c *calculator) onRedo(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.redo(ctx)
}

func (c *calculator) undo(ctx app.Context) {
	if s := c.history.Undo(c.typed); s != nil {
		c.end()
		c.replace(ctx, s, false)
		c.say(ctx, c.w.Answer.Undone, false)
	}
}

func (c *calculator) redo(ctx app.Context) {
	if s := c.history.Redo(c.typed); s != nil {
		c.end()
		c.replace(ctx, s, false)
		c.say(ctx, c.w.Answer.Redone, false)
	}
}

// onShortcut takes the keys of this page; see frame.keyList.
func (c *calculator) onShortcut(ctx app.Context, p press) bool {
	switch {
	case p.ctrl && p.key == "z" && p.shift, p.ctrl && p.key == "y":
		c.redo(ctx)
	case p.ctrl && p.key == "z":
		c.undo(ctx)
	case p.ctrl && p.key == "s" && !p.shift:
		c.save(ctx)
	case p.ctrl && p.key == "c" && p.shift:
		c.share(ctx)
	case p.ctrl:
		return false
	case p.key == "/":
		focus("futures")
	case len(p.key) == 1 && p.key >= "1" && p.key <= "4":
		if i := int(p.key[0] - '1'); i < len(c.got.listed.Listed) && !c.typed.Is("own", "true") {
			code := c.got.listed.Listed[i].Contract
			c.change(ctx, func(s *scenario.Scenario) { s.SetContract(code) })
		}
	case p.key == "[" || p.key == "]":
		c.turnProduct(ctx, map[string]int{"[": -1, "]": 1}[p.key])
	default:
		return false
	}
	return true
}

func (c *calculator) turnProduct(ctx app.Context, by int) {
	all := scenario.Products()
	for i, p := range all {
		if p == c.typed.Product() {
			c.setProduct(ctx, all[(i+by+len(all))%len(all)])
			return
		}
	}
}
