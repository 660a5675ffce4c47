package page

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/app/text"
)

// curve is the page of the listed contracts of one product: implied repo,
// weighted basis, roll and calendar spreads. What was typed is in chain, what
// was answered in view; Render only draws.
type curve struct {
	app.Compo
	frame

	chain *scenario.Chain
	steps scenario.Steps[*scenario.Chain]
	view  curveView
	typing
	link  string // fragment in the address bar, as this page wrote it
	said  string // what the live region says
	edits int    // counts edits, for what waits until typing pauses
	shown bool   // mounted in a browser
}

// NewCurve returns the curve page in a language with its worked example: IC at
// the closes of 2024-09-13.
func NewCurve(lang string) app.Composer {
	c := &curve{frame: newFrame(lang, atCurve), chain: scenario.ExampleOf(scenario.ExampleProduct)}
	c.compute()
	c.said = c.announcement()
	return c
}

// keyLastCurve is where the device keeps the fragment of the last state.
const keyLastCurve = "fairbasis.curve"

// chartID is the id of the repo chart; its script draws into chartLive.
const (
	chartID   = "repo-curve"
	chartLive = chartID + "-live"
)

// OnMount takes over the link and shows the live chart.
func (c *curve) OnMount(ctx app.Context) {
	c.shown = true
	c.startFrame(ctx, c.onShortcut)
	if now := fragment(); isState(now) {
		c.open(ctx, now)
	} else if last := recall(keyLastCurve); last != "" {
		c.open(ctx, last)
	}
	c.steps = scenario.Steps[*scenario.Chain]{}
	c.on(app.Window().JSValue(), "hashchange", func(app.Value) { ctx.Dispatch(c.follow) })
	c.drawChart(ctx)
}

// OnNav follows a link to another state of this page.
func (c *curve) OnNav(ctx app.Context) { c.follow(ctx) }

// follow takes over the state of the address bar where it is another one.
func (c *curve) follow(ctx app.Context) {
	defer c.recovered(ctx)
	now := fragment()
	if !c.shown || !isState(now) || now == c.link || now == c.chain.Fragment() {
		return
	}
	c.notices = nil
	c.open(ctx, now)
}

// isState reports whether a fragment holds a state rather than an anchor, such as that of the skip link.
func isState(fragment string) bool { return strings.Contains(fragment, "=") }

// OnDismount lets go of the chart and the listeners.
func (c *curve) OnDismount() {
	c.shown = false
	c.stopFrame()
	disposeChart(chartLive)
}

// open takes over a link as a step of its own.
func (c *curve) open(ctx app.Context, link string) {
	c.link = link
	chain, notes := scenario.ChainFromFragment(link)
	if !chain.Same(c.chain) {
		c.steps.Note(c.chain, "")
	}
	c.end()
	c.chain = chain
	c.linkNotes(notes)
	c.settle(ctx)
}

// compute asks for everything shown. Where the input is good throughout, it
// becomes what later mistakes fall back to.
func (c *curve) compute() {
	v := look(c.chain)
	if v.ok {
		refused := make([]string, 0, len(v.faults))
		for path := range v.faults {
			refused = append(refused, path)
			v.stale = v.stale || v.matters(path)
		}
		if c.editing != "" { // half of a text is not what answers for the other half
			refused = append(refused, c.editing)
		}
		c.chain.Accept(refused...)
	}
	if !v.ok && c.view.ok {
		kept := c.view
		kept.faults, kept.rows, kept.stale = v.faults, v.rows, true
		v = kept
	}
	c.view = v
}

// edit changes the chain through do as one step of the undo history. path is
// the field being typed in, or "" for a change that stands alone.
func (c *curve) edit(ctx app.Context, path string, do func(*scenario.Chain) bool) {
	before := c.chain.Clone()
	if !do(c.chain) {
		return
	}
	c.steps.Note(before, path)
	c.settle(ctx)
}

// settle answers the present texts and follows up in the browser: the chart,
// the link, and fields that became empty.
func (c *curve) settle(ctx app.Context) {
	c.compute()
	if app.IsServer {
		return
	}
	c.clearEmpty()
	c.drawChart(ctx)
	c.edits++
	no := c.edits
	ctx = c.lasting(ctx)
	ctx.After(250*time.Millisecond, func(ctx app.Context) {
		ctx.PreventUpdate() // nothing on the page changes
		if no == c.edits && c.shown {
			c.writeLink()
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

// announcement is the verdict and its first figure for those who hear the page.
func (c *curve) announcement() string {
	title, _ := c.verdict()
	if f := c.figures(); len(f) > 0 {
		title += c.w.Colon() + f[0].Label + " " + f[0].Value
	}
	return title
}

func (c *curve) writeLink() {
	c.link = c.chain.Fragment()
	replaceFragment(c.link)
	keep(keyLastCurve, c.link)
}

// clearEmpty empties the fields that have no text; see part.Clear.
func (c *curve) clearEmpty() {
	for i := range c.chain.Rows() {
		for _, name := range []string{"contract", "expiry", "futures", "dividends", "open_interest", "prev_open_interest", "volume"} {
			if path := scenario.ContractPath(i, name); c.chain.Text(path) == "" {
				part.Clear(path)
			}
		}
	}
	for _, f := range scenario.ChainFields() {
		if typed := f.Kind != scenario.Choice && f.Path != "roll.from"; typed && c.chain.Text(f.Path) == "" {
			part.Clear(f.Path)
		}
	}
}

func (c *curve) onInput(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path, typed := src.Get("id").String(), src.Get("value").String()
	c.begin(path, c.chain.Text(path))
	c.edit(ctx, path, func(x *scenario.Chain) bool { return x.Set(path, typed) })
}

func (c *curve) onBlur(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.commit(ctx, ctx.JSSrc().Get("id").String())
}

// commit writes a field in its standard form and ends its step.
func (c *curve) commit(ctx app.Context, path string) {
	c.end()
	c.steps.Seal()
	if c.chain.Reformat(path) {
		c.settle(ctx)
		return
	}
	c.compute() // what was being edited is accepted now
}

// restore brings back what stood in a field before it was edited.
func (c *curve) restore(ctx app.Context, path string) {
	if before, ok := c.cancel(path); ok {
		c.edit(ctx, path, func(x *scenario.Chain) bool { return x.Set(path, before) })
	}
}

func (c *curve) onFieldKey(ctx app.Context, e app.Event) {
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
		c.restore(ctx, path)
		return
	default:
		ctx.PreventUpdate() // the letter arrives as an input event
		return
	}
	e.PreventDefault()
	c.edit(ctx, path, func(x *scenario.Chain) bool { return x.Step(path, tenths) })
}

func (c *curve) onStep(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	data := ctx.JSSrc().Get("dataset")
	path := data.Get("field").String()
	by, _ := strconv.Atoi(data.Get("step").String())
	c.edit(ctx, path, func(x *scenario.Chain) bool { return x.Step(path, 10*by) })
}

// onChoice takes a select, whose id is the path, or a radio button, whose name is.
func (c *curve) onChoice(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	src := ctx.JSSrc()
	path := src.Get("id").String()
	if src.Get("type").String() == "radio" {
		path = src.Get("name").String()
	}
	value := src.Get("value").String()
	c.edit(ctx, "", func(x *scenario.Chain) bool { return x.Set(path, value) })
}

func (c *curve) onUndo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, false) }
func (c *curve) onRedo(ctx app.Context, _ app.Event) { defer c.recovered(ctx); c.travel(ctx, true) }

func (c *curve) travel(ctx app.Context, forward bool) {
	was, words := c.chain, c.w.Answer.Undone
	now := c.steps.Undo
	if forward {
		now, words = c.steps.Redo, c.w.Answer.Redone
	}
	if x := now(was); x != nil {
		c.end()
		c.chain = x
		c.settle(ctx)
		c.say(ctx, words, false)
	}
}

// onExample goes back to the worked example of the product.
func (c *curve) onExample(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.steps.Note(c.chain, "")
	c.end()
	c.chain = scenario.ExampleOf(c.chain.Product())
	c.settle(ctx)
	c.say(ctx, c.w.Answer.Loaded, true)
}

func (c *curve) onShare(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.writeLink()
	copyText(ctx, app.Window().Get("location").Get("href").String(), "", func(ctx app.Context, ok bool) {
		c.report(ctx, ok, c.w.Answer.LinkCopied)
	})
}

func (c *curve) onCopy(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	t := c.sheet()
	copyText(ctx, t.tabbed(), t.html(), func(ctx app.Context, ok bool) { c.report(ctx, ok, c.w.Answer.Copied) })
}

func (c *curve) report(ctx app.Context, ok bool, words string) {
	if !ok {
		words = c.w.Answer.NotCopied
	}
	c.say(ctx, words, false)
}

func (c *curve) onCSV(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	download("fairbasis-"+c.fileStem()+".csv", "text/csv;charset=utf-8", c.sheet().csv())
}

func (c *curve) onPrint(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	app.Window().Call("print")
}

// onSave saves the chart: name is the chart's id, value the kind of file.
func (c *curve) onSave(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	switch kind := ctx.JSSrc().Get("value").String(); kind {
	case "csv":
		download("fairbasis-"+c.fileStem()+"-repo.csv", "text/csv;charset=utf-8", c.repoSheet().csv())
	case "png", "svg":
		saveChart(ctx, chartLive, kind, "fairbasis-"+c.fileStem()+"-repo."+kind)
	}
}

// fileStem names files after the product and the day.
func (c *curve) fileStem() string {
	return strings.ToLower(c.chain.Product()) + "-" + c.view.curve.Date.String()
}

// onShortcut takes the keys that mean something on this page.
func (c *curve) onShortcut(ctx app.Context, p press) bool {
	products := scenario.Products()
	at := slices.Index(products, c.chain.Product())
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
		focus(scenario.ContractPath(0, "futures"))
	case len(p.key) == 1 && p.key >= "1" && p.key <= "4":
		focus(scenario.ContractPath(int(p.key[0]-'1'), "futures"))
	case at >= 0 && (p.key == "[" || p.key == "]"):
		by := map[string]int{"[": len(products) - 1, "]": 1}[p.key]
		next := products[(at+by)%len(products)]
		c.edit(ctx, "", func(x *scenario.Chain) bool { return x.Set("product", next) })
	default:
		return false
	}
	return true
}

// words are those of this page.
func (c *curve) words() *text.Curve { return &c.w.Curve }
