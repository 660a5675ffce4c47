package part

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// VerdictKind says what the answer is.
type VerdictKind int

// The verdicts: nothing to earn, a trade each way, or no meaning.
const (
	None VerdictKind = iota
	Forward
	Reverse
	Undefined
)

// Verdict is the headline of a page: a mark, a title, one sentence with the
// number that decides.
type Verdict struct {
	ID       string // of the title, for aria-labelledby
	Kind     VerdictKind
	Title    string
	Sentence []Run
	Level    int // heading level 1 to 3; 1 when zero
}

// UI draws the headline.
func (v Verdict) UI() app.UI {
	class, mark := "verdict", Equal
	switch v.Kind {
	case Forward:
		class, mark = "verdict yes", Rise
	case Reverse:
		class, mark = "verdict yes", Fall
	case Undefined:
		class, mark = "verdict na", Minus
	}
	return app.Div().Class(class).Body(
		app.Span().Class("m").Body(Icon(mark)), heading(v.Level, v.ID, v.Title),
		app.If(len(v.Sentence) > 0, func() app.UI { return line("p", "", v.Sentence) }))
}

func heading(level int, id, text string) app.UI {
	switch level {
	case 2:
		return app.H2().Attr("id", id).Text(text)
	case 3:
		return app.H3().Attr("id", id).Text(text)
	default:
		return app.H1().Attr("id", id).Text(text)
	}
}

// Figure is one number of the answer with what it is called and what it means
// in other units.
type Figure struct {
	Label string
	Value string
	Tone  Tone
	Hero  bool     // the big one
	Sub   []string // lines below
	Flash bool     // changed through undo, apply or a link: fades from blue
}

// Figures are the numbers below a verdict. They are not a live region: the
// page announces them through Announce once typing has paused.
type Figures struct {
	Items []Figure
	Equal bool // all columns alike (a page without a hero)
	Stale bool // inputs are wrong: the last valid answer, greyed
}

// UI draws the numbers.
func (f Figures) UI() app.UI {
	body := make([]app.UI, 0, len(f.Items))
	for _, it := range f.Items {
		dl := []app.UI{app.Dt().Text(it.Label), app.Dd().Class(string(it.Tone), when(it.Flash, "flash")).Text(it.Value)}
		for _, s := range it.Sub {
			dl = append(dl, app.Dd().Text(s))
		}
		body = append(body, app.Div().Class(when(it.Hero, "hero")).Body(dl...))
	}
	return app.Dl().Class("figs", when(f.Equal, "eq"), when(f.Stale, "stale")).Body(body...)
}

// Announce is a line for screen readers alone, spoken when its text changes.
func Announce(id, text string) app.UI {
	return app.P().Class("vh").Attr("id", id).Attr("role", "status").Text(text)
}

// Trade is one way to trade the gap and what it earns.
type Trade struct {
	Name  string
	Tag   *Tag
	Value string
	Unit  string
	Note  string // the legs, and how far away it is
}

// Trades is the list of trades below the strip.
type Trades struct {
	Items []Trade
	Stale bool
}

// UI draws the list.
func (t Trades) UI() app.UI {
	body := make([]app.UI, 0, len(t.Items))
	for _, it := range t.Items {
		name := app.Span().Class("k2").Body(app.Span().Text(it.Name))
		if it.Tag != nil {
			name.Body(app.Span().Text(it.Name), it.Tag.UI())
		}
		body = append(body, app.Li().Body(name,
			app.Span().Class("v").Body(app.Span().Text(it.Value), small(it.Unit)), small(it.Note)))
	}
	return app.Ul().Class("trades", when(t.Stale, "stale")).Body(body...)
}

// MiniItem is one figure of the sticky line.
type MiniItem struct {
	Label, Value string
	Tone         Tone
}

// Mini is the answer in one line that stays at the top of a phone while the
// inputs below it are changed. It repeats what stands above, so assistive
// technology does not see it.
type Mini struct {
	Items   []MiniItem
	Verdict string
}

// UI draws the line.
func (m Mini) UI() app.UI {
	s := `<div class="mini" aria-hidden="true">`
	for _, it := range m.Items {
		s += `<span>` + escape(it.Label) + ` <b class="` + string(it.Tone) + `">` + escape(it.Value) + `</b></span>`
	}
	return app.Raw(s + `<b>` + escape(m.Verdict) + `</b></div>`)
}
