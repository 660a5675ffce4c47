package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Panes is the page with inputs beside results. The source order is contract,
// answer, inputs, panels: the order of a phone, where one column follows it.
// A wide screen sets contract above inputs on the left and the answer above
// the panels on the right, each at its own height, by grid placement alone.
// The inputs are no form element: Enter must never send the page away, not
// even before the program has started.
type Panes struct {
	ContractLabel string // accessible name of the contract choice
	Contract      []app.UI
	AnswerLabel   string // id of the verdict's title
	Answer        []app.UI
	Tools         app.UI // Toolbar; last in the answer, top right when there is room
	About         string // what the answer is about: "IM2412 · CSI 1000 · close of 13 Sep"
	AboutUI       app.UI // the same where it draws itself; see About
	Mini          app.UI
	InputsLabel   string
	Inputs        []app.UI
	Panels        []app.UI
}

// UI draws the page as its main element; the answer has the id "answer".
func (p Panes) UI() app.UI {
	about := p.AboutUI
	if about == nil {
		about = About(p.About)
	}
	answer := append([]app.UI{about}, p.Answer...)
	if p.Tools != nil {
		answer = append(answer, p.Tools)
	}
	body := []app.UI{
		app.Section().Class("rail", "pick").Attr("aria-label", p.ContractLabel).Body(p.Contract...),
		// No tabindex: in a reading-flow that of -1 takes everything inside out
		// of the tab order.
		app.Section().Class("answer").Attr("id", "answer").Attr("aria-labelledby", p.AnswerLabel).Body(answer...),
	}
	if p.Mini != nil {
		body = append(body, p.Mini)
	}
	body = append(body,
		app.Section().Class("rail", "ask").Attr("aria-label", p.InputsLabel).Body(p.Inputs...),
		app.Div().Class("main").Body(p.Panels...))
	return app.Main().Class("wrap", "two").Attr("id", "main").Body(body...)
}

// About is the line that says what an answer is about.
func About(text string) app.UI { return app.P().Class("about").Text(text) }

// Page is a page without inputs beside it: panels over the full width.
type Page struct{ Panels []app.UI }

// UI draws the page as its main element with the id "main".
func (p Page) UI() app.UI {
	return app.Main().Class("wrap").Attr("id", "main").Attr("tabindex", "-1").Body(app.Div().Class("main").Body(p.Panels...))
}

// Columns sets panels in two stacks where there is room, each panel at its own
// height; in one column below.
type Columns struct {
	Left, Right []app.UI
	Wide        bool // the left stack gets three fifths
}

// UI draws the stacks.
func (c Columns) UI() app.UI {
	return app.Div().Class("cols", when(c.Wide, "w")).Body(app.Div().Class("col").Body(c.Left...), app.Div().Class("col").Body(c.Right...))
}

// Panel is one block of a page with its title and what stands beside it.
type Panel struct {
	ID    string // of the title; also anchors links
	Title string
	Note  string   // small, right of the title
	Side  []app.UI // controls right of the title
	Body  []app.UI
}

// UI draws the block.
func (p Panel) UI() app.UI {
	head := []app.UI{app.H2().Attr("id", p.ID).Text(p.Title)}
	if p.Note != "" {
		head = append(head, app.Span().Class("small").Text(p.Note))
	}
	head = append(head, p.Side...)
	body := append([]app.UI{app.Div().Class("head").Body(head...)}, p.Body...)
	return app.Section().Class("panel").Attr("aria-labelledby", p.ID).Body(body...)
}

// Stack sets things below each other at the small distance.
func Stack(body ...app.UI) app.UI { return app.Div().Class("stack").Body(body...) }

// Beside sets things next to each other, wrapping.
func Beside(body ...app.UI) app.UI { return app.Div().Class("row").Body(body...) }

// Note is a small paragraph.
func Note(runs ...Run) app.UI { return line("p", "small", runs) }

// Lead is the sentence below a page's title.
func Lead(runs ...Run) app.UI { return line("p", "lead", runs) }

// More is a block that opens.
type More struct {
	ID       string
	Summary  string
	Open     bool
	Print    bool // open on paper whatever its state; inputs are in any case
	OnToggle app.EventHandler
	Body     []app.UI
}

// UI draws the block.
func (m More) UI() app.UI {
	d := app.Details().Class("more", when(m.Print, "paper")).Attr("id", m.ID).Attr("open", when(m.Open, "true"))
	if m.OnToggle != nil {
		d.On("toggle", m.OnToggle)
	}
	return d.Body(app.Summary().Text(m.Summary), app.Div().Class("stack").Body(m.Body...))
}

// Fact is one line of a definition list.
type Fact struct{ Label, Value string }

// Facts is a small list of names and values.
type Facts struct{ Items []Fact }

// UI draws the list.
func (f Facts) UI() app.UI {
	body := make([]app.UI, 0, 2*len(f.Items))
	for _, it := range f.Items {
		body = append(body, app.Dt().Text(it.Label), app.Dd().Text(it.Value))
	}
	return app.Dl().Class("facts").Body(body...)
}

// Formula shows formulas with the numbers put in, one line each.
type Formula struct {
	Label string // accessible name of the region
	Lines [][]Run
}

// UI draws the lines.
func (f Formula) UI() app.UI {
	body := make([]app.UI, 0, len(f.Lines))
	for _, l := range f.Lines {
		body = append(body, line("div", "", l))
	}
	return app.Div().Class("fx").Attr("tabindex", "0").Attr("role", "group").Attr("aria-label", f.Label).Body(body...)
}
