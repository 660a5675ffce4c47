package page

import (
	"context"
	"reflect"
	"slices"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
)

// section is a part of the page with its question.
type section struct {
	part string // of scenario.BasisParts
	*inquiry
	check func() error          // whether the question can be put
	other func() bool           // it is another one than was put last
	put   func(ctx app.Context) // puts it
	drop  func()                // forgets the answer
	has   func() bool           // there is an answer
}

// of makes a section of one answer and its question.
func sectionOf[In op.Request, Out any](c *basisPage, part string, a *answer[Out], key op.Key[In, Out], in, was *In) section {
	return section{part: part, inquiry: &a.inquiry,
		check: func() error { return (*in).Validate() },
		other: func() bool { return !reflect.DeepEqual(in, was) },
		drop:  a.drop,
		has:   func() bool { return a.got != nil },
		put: func(ctx app.Context) {
			asked := *in
			question(sectionAsker{c, part}, ctx, a, func(work context.Context) (Out, error) { return inquire(work, key, asked) }, func(ctx app.Context, ok bool) {
				c.answered(ctx, part, &a.inquiry, ok)
			})
		}}
}

// sections lists the parts of the page in their order.
func (c *basisPage) sections() []section {
	in, was := &c.input, &c.want
	return []section{
		sectionOf(c, "overview", &c.overview, study.OverviewKey, &in.overview, &was.overview),
		sectionOf(c, "history", &c.history, study.HistoryKey, &in.history, &was.history),
		sectionOf(c, "basis", &c.level, study.DistributionKey, &in.level, &was.level),
		sectionOf(c, "spread", &c.spread, study.DistributionKey, &in.spread, &was.spread),
		sectionOf(c, "stages", &c.stages, study.StagesKey, &in.stages, &was.stages),
		sectionOf(c, "volatility", &c.volatility, study.VolatilityKey, &in.volatility, &was.volatility),
		sectionOf(c, "seasonality", &c.seasonality, study.SeasonalityKey, &in.seasonality, &was.seasonality),
		sectionOf(c, "events", &c.events, study.EventsKey, &in.events, &was.events),
		sectionOf(c, "drivers", &c.drivers, study.DriversKey, &in.drivers, &was.drivers),
	}
}

// ask puts the questions whose answers the present input needs: those in view
// first, because they are answered one after the other.
func (c *basisPage) ask(ctx app.Context) {
	if !c.ready {
		c.dropAnswers()
		c.want = studies{}
		return
	}
	engine.Warm(op.Analyst)
	var due []section
	for _, s := range c.sections() {
		if s.other() {
			due = append(due, s)
		} else {
			s.stale = s.has() && (s.why != "" || c.touched(s.part))
		}
	}
	c.want = c.input
	slices.SortStableFunc(due, func(a, b section) int { return away(a.part) - away(b.part) })
	for _, s := range due {
		s.put(ctx)
	}
}

// answered follows up on an answer.
func (c *basisPage) answered(ctx app.Context, part string, a *inquiry, ok bool) {
	a.stale = a.stale || c.touched(part)
	if ok {
		c.drawAgain(part)
	}
	c.speak(ctx)
}

// away is how many pixels a section lies outside of what is seen.
func away(part string) int {
	at := app.Window().GetElementByID(panelID(part))
	if !at.Truthy() {
		return 0
	}
	box := at.Call("getBoundingClientRect")
	height := app.Window().Get("innerHeight").Float()
	return int(max(box.Get("top").Float()-height, -box.Get("bottom").Float(), 0))
}

// panelID is the id of the title of a part of the page.
func panelID(part string) string { return part + "-title" }

// touched reports whether a refused field is one of a part, whose answer is
// then of the last accepted value.
func (c *basisPage) touched(part string) bool {
	for path := range c.faults {
		if concerns(path, part, c.product) {
			return true
		}
	}
	return false
}

// concerns reports whether a field changes the answer of a part.
func concerns(path, part, product string) bool {
	head, rest, _ := strings.Cut(path, ".")
	switch head {
	case "rank":
		return slices.Contains([]string{"overview", "history", "basis", "spread"}, part)
	case "spread":
		return part == "spread" || part == "overview" && rest != "bins"
	case "dividends":
		return part == "overview" || strings.HasPrefix(rest, product)
	case "of", "value", "convention":
		return part != "overview" && part != "spread"
	case "overview", "history", "basis", "stages", "volatility", "seasonality", "events", "drivers":
		return part == head
	case "report":
		return false
	}
	return true
}

// sectionAsker asks for one part of the page.
type sectionAsker struct {
	*basisPage
	part string
}

// keeps is false: which answers are of a text accepted before differs by part.
func (sectionAsker) keeps() bool { return false }

// refusedAt names at its field what only the engine could refuse.
func (c sectionAsker) refusedAt(err error) {
	for _, f := range fault.From(err).Fields {
		f.Path = c.reading.Typed(c.part, f.Path)
		if _, known := c.faults[f.Path]; !known && f.Path != "" {
			c.faults[f.Path] = f
			c.unfold(f.Path)
		}
	}
}

func (c *basisPage) dropAnswers() {
	for _, s := range c.sections() {
		s.drop()
	}
}

// slowUI is the progress of the first answer that takes a while.
func (c *basisPage) slowUI() []app.UI {
	w := c.words()
	for _, s := range c.sections() {
		if s.slow {
			name := w.Parts[s.part]
			return []app.UI{part.Job{ID: "asking", Text: w.Working.With("part", name), Label: w.Working.With("part", name), Done: s.done, Total: s.total}.UI()}
		}
	}
	return nil
}

// troubles are the refusals of whole questions, each once, and that some of
// what is shown is older than what was typed.
func (c *basisPage) troubles() []app.UI {
	var out []app.UI
	if c.kept {
		out = append(out, part.Notice{Kind: part.NoticeWarn, Text: part.Words(c.words().Kept)}.UI())
	}
	said := map[string]bool{}
	for _, s := range c.sections() {
		if s.why != "" && !said[s.why] {
			said[s.why] = true
			out = append(out, part.Notice{Kind: part.NoticeErr, Text: part.Words(c.words().Refused.With("why", s.why))}.UI())
		}
	}
	return out
}
