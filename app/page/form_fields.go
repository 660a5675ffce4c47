package page

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/scenario"
	"fairbasis/core/unit"
)

// says is what a page says of one of its inputs.
type says struct {
	label, hint  string
	warn         string // computes, but look
	off          string // it has no effect now, and why
	unit, spoken string
}

// number is a field for a number.
func (c *form[S]) number(path string) app.UI {
	x := c.fills.says(path)
	return part.NumberField{ID: path, Label: x.label, Text: c.state.Text(path), Unit: x.unit, Spoken: x.spoken, Hint: x.hint, Warn: x.warn, Err: c.fills.err(path), Off: x.off,
		Less: c.w.Inputs.Less.With("field", x.label), More: c.w.Inputs.More.With("field", x.label),
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey, OnStep: c.onStep}.UI()
}

// date is a field for a day.
func (c *form[S]) date(path string) app.UI { return c.textField(path, "numeric", 40, false) }

// listField is a field that holds several values.
func (c *form[S]) listField(path string) app.UI { return c.textField(path, "", 2000, false) }

// bare is a field without its label, in a cell of a table.
func (c *form[S]) bare(path string) app.UI { return c.textField(path, "", 200, true) }

func (c *form[S]) textField(path, mode string, most int, bare bool) app.UI {
	x := c.fills.says(path)
	return part.TextField{ID: path, Label: x.label, Text: c.state.Text(path), Mode: mode, Max: most, Hint: x.hint, Warn: x.warn, Err: c.fills.err(path), Off: x.off, Bare: bare,
		OnInput: c.onInput, OnBlur: c.onBlur, OnKey: c.onFieldKey}.UI()
}

func (c *form[S]) options(path string) []part.Option {
	f, _ := c.fills.field(path)
	options := make([]part.Option, 0, len(f.Choices))
	for _, value := range f.Choices {
		options = append(options, part.Option{Value: value, Label: c.fills.choice(path, value)})
	}
	return options
}

// choiceField is a list to choose from.
func (c *form[S]) choiceField(path string) app.UI {
	x := c.fills.says(path)
	return part.Select{ID: path, Label: x.label, Value: c.state.Text(path), Options: c.options(path), Hint: x.hint, Warn: x.warn, Err: c.fills.err(path), Off: x.off, OnChange: c.onChoice}.UI()
}

// segments is a choice of few.
func (c *form[S]) segments(path string) app.UI {
	x := c.fills.says(path)
	seg := part.Segmented{Name: path, Label: x.label, Value: c.state.Text(path), Options: c.options(path), OnChange: c.onChoice}.UI()
	switch err := c.fills.err(path); {
	case err != "":
		return part.Stack(seg, app.P().Class("hint", "err", "wide").Text(err))
	case x.warn != "":
		return part.Stack(seg, app.P().Class("hint", "warn", "wide").Text(x.warn))
	}
	return seg
}

// toggle is a switch.
func (c *form[S]) toggle(path string) app.UI {
	x := c.fills.says(path)
	return part.Toggle{ID: path, Label: x.label, Hint: x.hint, On: c.state.Text(path) == "true", OnChange: c.onToggle}.UI()
}

// input is the field for a path, by what kind it is.
func (c *form[S]) input(path string) app.UI {
	switch f, _ := c.fills.field(path); f.Kind {
	case scenario.Choice:
		return c.choiceField(path)
	case scenario.Switch:
		return c.toggle(path)
	case scenario.Day:
		return c.date(path)
	case scenario.Name:
		return c.listField(path)
	}
	return c.number(path)
}

// grid are the fields with the names that blanks divide in list, below a path.
func (c *form[S]) grid(below, list string) app.UI {
	var out []app.UI
	for name := range strings.FieldsSeq(list) {
		out = append(out, c.input(below+name))
	}
	return app.Div().Class("asks").Body(out...)
}

// tools are what every form offers, and what it calls saving its results.
func (c *form[S]) tools(export string, off bool, onExport app.EventHandler) app.UI {
	a := c.w.Answer
	return part.Toolbar{Label: a.Tools, Items: []part.Button{
		{ID: "undo", Text: a.Undo, Icon: part.Undo, Off: !c.steps.CanUndo(), OnClick: c.onUndo},
		{ID: "redo", Text: a.Redo, Icon: part.Redo, Off: !c.steps.CanRedo(), OnClick: c.onRedo},
		{ID: "share", Text: a.Share, Icon: part.Share, Break: true, OnClick: c.onShare},
		{ID: "export", Text: export, Icon: part.Download, Off: off, OnClick: onExport},
		{ID: "print", Text: a.Print, Icon: part.Print, OnClick: c.onPrint},
	}}.UI()
}

// drop is the place to drop files, with simulated data to try: minute or daily.
// A small one stands where there are files already.
func (c *form[S]) drop(id, sample string, small bool) app.UI {
	w := &c.w.Data
	try := part.Button{Name: "sample", Value: sample, Text: w.SampleMinute, OnClick: c.onSample}
	if sample == "daily" {
		try.Text = w.SampleDaily
	}
	d := part.Drop{ID: id, Name: w.DropName, Title: w.Drop, Choose: w.Choose, Accept: accepted, Small: small}
	if small {
		try.Kind = part.Bare
	} else {
		d.Text, d.Note, d.Go = w.DropText, w.SampleNote, true
	}
	d.Actions = []part.Button{try}
	return d.UI()
}

// inField puts the bounds of a refusal into the measure of the field, and what
// was typed beside them. scale is what 1 in the field is in a request.
func (c *form[S]) inField(path string, params map[string]string, scale float64) map[string]string {
	field, _ := c.fills.field(path)
	out := map[string]string{"got": params["got"]}
	if field.Kind != scenario.Name || out["got"] == "" { // of a list the one value that is refused
		out["got"] = strings.TrimSpace(c.state.Text(path))
	}
	for _, name := range [...]string{"min", "max"} {
		x, err := strconv.ParseFloat(params[name], 64)
		if err != nil {
			continue
		}
		measure := unit.Plain
		if field.Kind == scenario.Rate {
			measure = field.Measure
		} else {
			x /= scale
		}
		out[name] = unit.Shortest(x, measure, 0) + measure.String()
	}
	return out
}
