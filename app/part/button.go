package part

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// ButtonKind is the look of a button.
type ButtonKind string

// The button looks. Go is the filled one, at most one on a screen.
const (
	Framed ButtonKind = ""
	Go     ButtonKind = "go"
	Bare   ButtonKind = "bare"
	Link   ButtonKind = "bare link"
)

// Button is a button, or a link that looks like one when Href is set. The
// handler reads ctx.JSSrc(): id, name and value are written as given.
type Button struct {
	ID, Name, Value string
	Text            string
	Icon            IconName // before the text
	Label           string   // accessible name when it is more than the text, or there is no text
	Kind            ButtonKind
	Off             bool   // cannot be pressed now
	Pressed         *bool  // a toggle's state
	Href, Lang      string // link target, language of the target
	Break           bool   // in a Toolbar: begins a new group
	Download        string // link only: the name of the saved file
	OnClick         app.EventHandler
}

// UI draws the button.
func (b Button) UI() app.UI {
	class := "btn"
	if b.Kind != "" {
		class += " " + string(b.Kind)
	}
	var body []app.UI
	if b.Icon != "" {
		body = append(body, Icon(b.Icon))
	}
	if b.Text != "" {
		body = append(body, app.Span().Text(b.Text))
	}
	if b.Href != "" {
		return app.A().Attr("id", b.ID).Class(class).Attr("href", b.Href).Attr("hreflang", b.Lang).Attr("lang", b.Lang).
			Attr("aria-label", b.Label).Attr("download", b.Download).OnClick(b.OnClick).Body(body...)
	}
	pressed := ""
	if b.Pressed != nil {
		pressed = "false"
		if *b.Pressed {
			pressed = "true"
		}
	}
	return app.Button().Attr("id", b.ID).Class(class).Attr("type", "button").Attr("name", b.Name).Attr("value", b.Value).
		Attr("aria-label", b.Label).Attr("aria-pressed", pressed).Attr("disabled", when(b.Off, "true")).OnClick(b.OnClick).Body(body...)
}

// Toolbar is a row of bare buttons; on narrow screens their texts give way to
// their icons, so every button needs both, and the text is also its name.
type Toolbar struct {
	Label string // accessible name of the row
	Items []Button
}

// UI draws the row.
func (t Toolbar) UI() app.UI {
	var body []app.UI
	for _, b := range t.Items {
		if b.Kind == Framed {
			b.Kind = Bare
		}
		if b.Label == "" {
			b.Label = b.Text
		}
		if b.Break {
			body = append(body, app.Hr().Attr("aria-hidden", "true"))
		}
		body = append(body, b.UI())
	}
	return app.Div().Class("tools").Attr("role", "group").Attr("aria-label", t.Label).Body(body...)
}

// Tag is a short mark beside a name: Kind is "", "on", "warn" or "err".
type Tag struct{ Text, Kind string }

// UI draws the tag.
func (t Tag) UI() app.UI {
	class := "tag"
	if t.Kind != "" {
		class += " " + t.Kind
	}
	return app.Span().Class(class).Text(t.Text)
}
