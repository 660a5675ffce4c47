package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// NumberField is one number with its unit and steppers. It shows the text as
// typed and never reformats it; the caller reformats on OnBlur.
//
// Of Err, Off, Warn and Hint the first that is set is shown below the field.
//
// Emptying a field from code needs Clear as well: go-app cannot tell the
// browser that a value has become the empty text.
type NumberField struct {
	ID     string // also data-field of the steppers
	Label  string
	Text   string // as typed
	Unit   string // shown inside the frame
	Spoken string // accessible form of the unit where the sign is not readable (‱)

	Hint string // what the field is
	Warn string // computed anyway, but look
	Err  string // not computed: what was read and what would be right
	Off  string // has no effect now, and why; the field cannot be edited

	ReadOnly   bool   // shown, not editable, without the dashed frame
	Less, More string // accessible names of the steppers; no steppers when both are empty
	Bare       bool   // in a table cell: the frame alone, Label becomes the accessible name

	OnInput  app.EventHandler // each keystroke; ctx.JSSrc() is the input
	OnChange app.EventHandler // committed with Enter or by leaving
	OnBlur   app.EventHandler
	OnKey    app.EventHandler // keydown: arrows, Enter, Esc
	OnStep   app.EventHandler // click on a stepper: data-field, data-step "-1" or "1"
}

// UI draws the field.
func (f NumberField) UI() app.UI {
	n := note{f.ID, f.Hint, f.Warn, f.Err, f.Off}
	in := n.input(f.ReadOnly).Attr("inputmode", "decimal").Attr("value", f.Text).
		OnInput(f.OnInput).OnChange(f.OnChange).OnBlur(f.OnBlur).OnKeyDown(f.OnKey)
	ctl := app.Div().Class("ctl")
	body := []app.UI{in}
	if f.Bare {
		in.Attr("aria-label", f.Label)
	}
	if f.Unit != "" || f.Less != "" {
		unit := app.Span().Class("unit")
		if f.Spoken != "" {
			unit.Body(app.Raw(`<span aria-hidden="true">`+escape(f.Unit)+`</span>`), app.Span().Class("vh").Text(f.Spoken))
		} else {
			unit.Text(f.Unit)
		}
		body = append(body, unit)
	}
	if f.Less != "" || f.More != "" {
		body = append(body, f.step("-1", "−", f.Less), f.step("1", "+", f.More))
	}
	ctl.Body(body...)
	if f.Bare {
		return app.Div().Class("cell", n.class()).Body(ctl, n.ui())
	}
	return app.Div().Class("field", n.class()).Body(app.Label().Attr("for", f.ID).Text(f.Label), ctl, n.ui())
}

func (f NumberField) step(by, sign, name string) app.UI {
	return app.Button().Class("step").Attr("type", "button").Attr("tabindex", "-1").Attr("aria-label", name).
		Attr("data-field", f.ID).Attr("data-step", by).Attr("disabled", when(f.Off != "" || f.ReadOnly, "true")).
		OnClick(f.OnStep).Text(sign)
}

// TextField is a field whose content is read from the left: a date, a
// contract code, a name. Its notes behave as in NumberField.
type TextField struct {
	ID, Label, Text, Unit string
	Mode                  string // inputmode of the on-screen keyboard: "text" when empty
	Hint, Warn, Err, Off  string
	ReadOnly, Bare        bool
	Max                   int // longest text accepted, 0 for any

	OnInput, OnChange, OnBlur, OnKey app.EventHandler
}

// UI draws the field.
func (f TextField) UI() app.UI {
	n := note{f.ID, f.Hint, f.Warn, f.Err, f.Off}
	mode := f.Mode
	if mode == "" {
		mode = "text"
	}
	in := n.input(f.ReadOnly).Class("txt").Attr("inputmode", mode).Attr("value", f.Text).
		OnInput(f.OnInput).OnChange(f.OnChange).OnBlur(f.OnBlur).OnKeyDown(f.OnKey)
	if f.Max > 0 {
		in.Attr("maxlength", f.Max)
	}
	if f.Bare {
		in.Attr("aria-label", f.Label)
	}
	ctl := app.Div().Class("ctl").Body(in, app.If(f.Unit != "", func() app.UI { return app.Span().Class("unit").Text(f.Unit) }))
	if f.Bare {
		return app.Div().Class("cell", n.class()).Body(ctl, n.ui())
	}
	return app.Div().Class("field", n.class()).Body(app.Label().Attr("for", f.ID).Text(f.Label), ctl, n.ui())
}

// Clear empties the field with the id in the browser. See NumberField.
func Clear(id string) {
	if app.IsServer {
		return
	}
	if in := app.Window().GetElementByID(id); in.Truthy() {
		in.Set("value", "")
	}
}

// note is the line below a control and the state it puts the control in.
type note struct{ id, hint, warn, err, off string }

func (n note) text() (text, class string, mark IconName) {
	switch {
	case n.err != "":
		return n.err, "hint err", Mistake
	case n.off != "":
		return n.off, "hint", ""
	case n.warn != "":
		return n.warn, "hint warn", Warning
	default:
		return n.hint, "hint", ""
	}
}

func (n note) class() string {
	switch {
	case n.err != "":
		return "bad"
	case n.off != "":
		return "off"
	default:
		return ""
	}
}

func (n note) input(readOnly bool) app.HTMLInput {
	in := app.Input()
	in.Attr("id", n.id).Attr("type", "text").Attr("autocomplete", "off").Attr("spellcheck", "false").
		Attr("aria-describedby", n.ref()).Attr("aria-invalid", when(n.err != "", "true")).
		Attr("readonly", when(readOnly || n.off != "", "true")).Attr("aria-disabled", when(n.off != "", "true"))
	return in
}

func (n note) ref() string {
	text, _, _ := n.text()
	return when(text != "", n.id+"-note")
}

func (n note) ui() app.UI {
	text, class, mark := n.text()
	return app.If(text != "", func() app.UI {
		drawn := ""
		if mark != "" {
			drawn = icon(mark)
		}
		return app.Raw(`<p class="` + class + `" id="` + escape(n.id) + `-note">` + drawn + escape(text) + `</p>`)
	})
}

// Option is one choice of a Segmented or a Select.
type Option struct {
	Value, Label string
	Second       string // Segmented with Tall: the line below
	Name         string // accessible name, when the label is an abbreviation
	Off          bool   // cannot be chosen
}

// Segmented is a group of radio buttons drawn as one bar: at most four items
// of at most six letters. The handler reads name and value of ctx.JSSrc().
type Segmented struct {
	Name     string // of the group; the ids are name-value
	Label    string // accessible name of the group
	Value    string // the chosen option
	Options  []Option
	Tall     bool
	OnChange app.EventHandler
}

// UI draws the bar.
func (s Segmented) UI() app.UI {
	body := make([]app.UI, 0, 2*len(s.Options))
	for _, o := range s.Options {
		id := s.Name + "-" + o.Value
		in := app.Input()
		in.Attr("id", id).Attr("type", "radio").Attr("name", s.Name).Attr("value", o.Value).Attr("aria-label", o.Name).
			Attr("checked", turned(o.Value == s.Value)).Attr("disabled", when(o.Off, "true")).OnChange(s.OnChange)
		body = append(body, in, app.Label().Attr("for", id).Body(app.Span().Text(o.Label), small(o.Second)))
	}
	return app.Div().Class("seg", when(s.Tall, "tall")).Attr("role", "radiogroup").Attr("aria-label", s.Label).Body(body...)
}

// Select is a list to choose from. The handler reads id and value of
// ctx.JSSrc().
type Select struct {
	ID, Label            string
	Hide                 bool // the label is for assistive technology alone
	Value                string
	Options              []Option
	Hint, Warn, Err, Off string
	OnChange             app.EventHandler
}

// UI draws the list.
func (s Select) UI() app.UI {
	n := note{s.ID, s.Hint, s.Warn, s.Err, s.Off}
	options := make([]app.UI, 0, len(s.Options))
	for _, o := range s.Options {
		options = append(options, app.Option().Attr("value", o.Value).Attr("selected", turned(o.Value == s.Value)).
			Attr("disabled", when(o.Off, "true")).Text(o.Label))
	}
	list := app.Select().Attr("id", s.ID).Attr("aria-describedby", n.ref()).Attr("disabled", when(s.Off != "", "true")).
		OnChange(s.OnChange).Body(options...)
	return app.Div().Class("field", when(s.Hide, "solo"), n.class()).Body(
		app.Label().Attr("for", s.ID).Class(when(s.Hide, "vh")).Text(s.Label), list, n.ui())
}

// Toggle is a check box with its label. The handler reads id and checked of
// ctx.JSSrc().
type Toggle struct {
	ID, Label, Hint string
	On              bool
	OnChange        app.EventHandler
}

// UI draws the box.
func (t Toggle) UI() app.UI {
	n := note{id: t.ID, hint: t.Hint}
	in := app.Input()
	in.Attr("id", t.ID).Attr("type", "checkbox").Attr("checked", turned(t.On)).Attr("aria-describedby", n.ref()).OnChange(t.OnChange)
	return app.Div().Class("check").Body(in, app.Label().Attr("for", t.ID).Text(t.Label), n.ui())
}

// Group gathers fields under a legend.
type Group struct {
	Legend string
	Hide   bool // the legend is for assistive technology alone
	Body   []app.UI
}

// UI draws the group.
func (g Group) UI() app.UI {
	body := append([]app.UI{app.Legend().Class(when(g.Hide, "vh")).Text(g.Legend)}, g.Body...)
	return app.FieldSet().Class("stack").Body(body...)
}

// TextArea is a field of several lines. Without handlers its text is the
// browser's: the page reads it when it is used and writes nothing into it.
type TextArea struct {
	ID, Label string
	Text      string // as typed
	Hint, Err string
	Rows      int
	OnInput   app.EventHandler // each keystroke; ctx.JSSrc() is the field
	OnBlur    app.EventHandler
}

// UI draws the field.
func (f TextArea) UI() app.UI {
	n := note{id: f.ID, hint: f.Hint, err: f.Err}
	area := app.Textarea()
	area.Attr("id", f.ID).Attr("rows", f.Rows).Attr("autocomplete", "off").Attr("spellcheck", "false").Attr("wrap", "off").
		Attr("aria-describedby", n.ref()).Attr("aria-invalid", when(n.err != "", "true"))
	if f.OnInput != nil {
		area.OnInput(f.OnInput)
	}
	if f.OnBlur != nil {
		area.Attr("value", f.Text).OnBlur(f.OnBlur)
	}
	return app.Div().Class("field", "solo", n.class()).Body(app.Label().Attr("for", f.ID).Text(f.Label), area, n.ui())
}
