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
	"fairbasis/core/report"
	"fairbasis/core/study"
)

// section is a part of the page with its question, which is a report of one
// study: the answer comes in words and tables, and as it is, for the charts.
type section struct {
	part string // of scenario.BasisParts
	*inquiry
	at   string     // path of the study in the report
	in   op.Request // what is asked, and
	was  op.Request // what was asked last: pointers to the input of a study
	pack func(*study.PaperInput)
	take func(*study.Answers)
	drop func() // forgets the answer
}

// sections lists the parts of the page in their order.
func (c *basisPage) sections() []section {
	in, was := &c.input, &c.want
	spread := func(part string, a *answer[study.Distribution], in, was *study.DistributionInput) section {
		return section{part, &a.inquiry, "distribution.0", in, was,
			func(p *study.PaperInput) { p.Distribution = []study.DistributionInput{*in} },
			func(r *study.Answers) { a.got = &r.Distribution[0] }, a.drop}
	}
	return []section{
		{"overview", &c.overview.inquiry, "overview", &in.overview, &was.overview,
			func(p *study.PaperInput) { x := in.overview; p.Overview = &x },
			func(r *study.Answers) { c.overview.got = r.Overview }, c.overview.drop},
		{"history", &c.history.inquiry, "history", &in.history, &was.history,
			func(p *study.PaperInput) { x := in.history; p.History = &x },
			func(r *study.Answers) { c.history.got = r.History }, c.history.drop},
		spread("basis", &c.level, &in.level, &was.level),
		spread("spread", &c.spread, &in.spread, &was.spread),
		{"stages", &c.stages.inquiry, "stages", &in.stages, &was.stages,
			func(p *study.PaperInput) { x := in.stages; p.Stages = &x },
			func(r *study.Answers) { c.stages.got = r.Stages }, c.stages.drop},
		{"volatility", &c.volatility.inquiry, "volatility", &in.volatility, &was.volatility,
			func(p *study.PaperInput) { x := in.volatility; p.Volatility = &x },
			func(r *study.Answers) { c.volatility.got = r.Volatility }, c.volatility.drop},
		{"seasonality", &c.seasonality.inquiry, "seasonality", &in.seasonality, &was.seasonality,
			func(p *study.PaperInput) { x := in.seasonality; p.Seasonality = &x },
			func(r *study.Answers) { c.seasonality.got = r.Seasonality }, c.seasonality.drop},
		{"events", &c.events.inquiry, "events", &in.events, &was.events,
			func(p *study.PaperInput) { x := in.events; p.Events = &x },
			func(r *study.Answers) { c.events.got = r.Events }, c.events.drop},
		{"drivers", &c.drivers.inquiry, "drivers", &in.drivers, &was.drivers,
			func(p *study.PaperInput) { x := in.drivers; p.Drivers = &x },
			func(r *study.Answers) { c.drivers.got = r.Drivers }, c.drivers.drop},
	}
}

// question is the report of one part.
func (s section) question(lang string) study.PaperInput {
	p := study.PaperInput{Lang: lang, Answers: true}
	s.pack(&p)
	return p
}

// other reports whether the question is another one than was put last.
func (s section) other() bool { return !reflect.DeepEqual(s.in, s.was) }

// put puts the question of a part.
func (c *basisPage) put(ctx app.Context, s section) {
	asked := s.question(c.lang())
	var got study.Paper
	s.inquiry.put(sectionAsker{c, s}, ctx, func(work context.Context) (had bool, err error) {
		got, err = inquire(work, study.PaperKey, asked)
		return c.sheets[s.part] != nil, err
	}, func() { c.received(s, got) }, func(ctx app.Context, ok bool) { c.answered(ctx, s.part, s.inquiry, ok) })
}

// received takes over an answer.
func (c *basisPage) received(s section, got study.Paper) {
	s.take(got.Answers)
	if c.sheets == nil {
		c.sheets = map[string]*report.Section{}
	}
	c.sheets[s.part] = &got.Sections[0]
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
	var due []section // the nearest first
	for _, s := range c.sections() {
		if s.other() {
			at := len(due)
			for at > 0 && away(due[at-1].part) > away(s.part) {
				at--
			}
			due = slices.Insert(due, at, s)
		} else {
			s.stale = c.sheets[s.part] != nil && (s.why != "" || c.touched(s.part))
		}
	}
	c.want = c.input
	for _, s := range due {
		c.put(ctx, s)
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
	of section
}

// keeps is false: which answers are of a text accepted before differs by part.
func (sectionAsker) keeps() bool { return false }

// refusedAt names at its field what only the engine could refuse.
func (c sectionAsker) refusedAt(err error) {
	for _, f := range fault.From(err).Fields {
		f.Path = c.reading.Typed(c.of.part, strings.TrimPrefix(strings.TrimPrefix(f.Path, c.of.at), "."))
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
	c.sheets = nil
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
