package page

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// onPreset takes the settings of the report.
func (c *signals) onPreset(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	if ctx.JSSrc().Get("value").String() != presetReport {
		return
	}
	before := c.state.Clone()
	if !c.state.TakePreset() {
		return
	}
	c.steps.Note(before, "")
	c.end()
	c.settle(ctx)
	c.say(ctx, c.w.Answer.PresetSet.With("name", c.words().Preset), true)
}

// onShortcut takes the keys that mean something on this page.
func (c *signals) onShortcut(ctx app.Context, p press) bool {
	if c.shortcut(ctx, p) {
		return true
	}
	if p.ctrl || p.key != "/" {
		return false
	}
	focus("window")
	return true
}
