package part

import (
	"html"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func escape(s string) string { return html.EscapeString(s) }

// NavItem is one page in the navigation.
type NavItem struct {
	Href, Label string
	Icon        IconName
	Current     bool
}

// Top is the bar above every page; on a phone its navigation becomes a tab bar
// at the bottom, so five items are the most that fit.
type Top struct {
	Skip, SkipHref string // skip link, e.g. "#answer"
	Home, Brand    string // link and words of the logo
	NavLabel       string
	Nav            []NavItem
	Net            string // short state of the network ("works offline", "offline")
	Offline        bool
	LangHref, Lang string // the same page in the other language, its code
	LangText       string
	Settings       SettingsMenu
}

// UI draws the bar.
func (t Top) UI() app.UI {
	nav := make([]app.UI, 0, len(t.Nav))
	for _, n := range t.Nav {
		nav = append(nav, app.A().Attr("href", n.Href).Attr("aria-current", when(n.Current, "page")).Body(Icon(n.Icon), app.Span().Text(n.Label)))
	}
	net := Online
	if t.Offline {
		net = Offline
	}
	return app.Header().Class("top").Body(
		app.A().Class("skip").Attr("href", t.SkipHref).Text(t.Skip),
		app.A().Class("logo").Attr("href", t.Home).Body(Logo(), app.Span().Text(t.Brand)),
		app.Nav().Class("nav").Attr("aria-label", t.NavLabel).Body(nav...),
		app.Div().Class("top-r").Body(
			app.Span().Class("net", when(t.Offline, "is-off")).Attr("role", "status").Body(Icon(net), app.Span().Text(t.Net)),
			Button{Text: t.LangText, Href: t.LangHref, Lang: t.Lang, Kind: Bare}.UI(),
			t.Settings.UI()))
}

// SettingsMenu opens from the top bar: theme, colours of up and down, keys.
// Its groups are named "theme" (values system, light, dark) and "updown"
// (values red, green).
type SettingsMenu struct {
	ID    string // of the details element; the page closes it on Esc
	Label string // accessible name of the button

	ThemeTitle, System, Light, Dark string
	Theme                           string // "system", "light" or "dark"

	UpDownTitle, RedUp, GreenUp string
	UpDown                      string // "red" or "green"

	Keys     KeyList
	OnChange app.EventHandler // both groups
}

// UI draws the menu.
func (s SettingsMenu) UI() app.UI {
	return app.Details().Class("menu").Attr("id", s.ID).Body(
		app.Summary().Class("btn", "bare").Attr("aria-label", s.Label).Body(Icon(Settings)),
		app.Div().Class("pop").Body(
			app.Div().Class("stack").Body(app.H2().Class("k").Text(s.ThemeTitle), Segmented{Name: "theme", Label: s.ThemeTitle, Value: s.Theme,
				Options: []Option{{Value: "system", Label: s.System}, {Value: "light", Label: s.Light}, {Value: "dark", Label: s.Dark}}, OnChange: s.OnChange}.UI()),
			app.Div().Class("stack").Body(app.H2().Class("k").Text(s.UpDownTitle), Segmented{Name: "updown", Label: s.UpDownTitle, Value: s.UpDown,
				Options: []Option{{Value: "red", Label: s.RedUp}, {Value: "green", Label: s.GreenUp}}, OnChange: s.OnChange}.UI()),
			s.Keys.UI()))
}

// Key is one shortcut: the keys to press and what they do.
type Key struct {
	Keys []string
	Text string
}

// KeyList is the list of keyboard shortcuts, folded, with a switch that turns
// the single letters off (id "keys-on").
type KeyList struct {
	ID       string // of the details element; the page opens it on "?"
	Title    string
	Items    []Key
	Switch   string // label of the switch
	On       bool
	OnSwitch app.EventHandler
}

// UI draws the list.
func (k KeyList) UI() app.UI {
	rows := make([]app.UI, 0, len(k.Items))
	for _, it := range k.Items {
		keys := make([]app.UI, 0, len(it.Keys))
		for _, key := range it.Keys {
			keys = append(keys, app.Kbd().Text(key))
		}
		rows = append(rows, app.Div().Body(app.Dt().Body(keys...), app.Dd().Text(it.Text)))
	}
	return app.Details().Class("more", "keys").Attr("id", k.ID).Body(
		app.Summary().Body(Icon(Keyboard), app.Span().Text(k.Title)),
		app.Div().Class("stack").Body(app.Dl().Body(rows...),
			app.If(k.Switch != "", func() app.UI { return Toggle{ID: "keys-on", Label: k.Switch, On: k.On, OnChange: k.OnSwitch}.UI() })))
}

// NoticeKind is the look of a notice.
type NoticeKind string

// The notices.
const (
	NoticeInfo    NoticeKind = ""
	NoticeOffline NoticeKind = "off"
	NoticeUpdate  NoticeKind = "new"
	NoticeWarn    NoticeKind = "warn"
	NoticeErr     NoticeKind = "err"
)

// Notice is a line under the top bar that stays until its cause is gone.
type Notice struct {
	Kind   NoticeKind
	Text   []Run
	Action *Button
}

// UI draws the notice.
func (n Notice) UI() app.UI {
	class, mark := "note", Info
	switch n.Kind {
	case NoticeOffline:
		mark = Offline
	case NoticeUpdate:
		mark = Refresh
	case NoticeWarn:
		class, mark = "note warn", Warning
	case NoticeErr:
		class, mark = "note err", Mistake
	}
	return app.Div().Class(class).Body(Icon(mark), line("p", "", n.Text),
		app.If(n.Action != nil, func() app.UI { return n.Action.UI() }))
}

// Notices is the row of notices; it is always there, so that a new one is
// announced.
type Notices struct {
	Label string // accessible name of the region
	Items []Notice
}

// UI draws the row.
func (n Notices) UI() app.UI {
	body := make([]app.UI, 0, len(n.Items))
	for _, it := range n.Items {
		body = append(body, it.UI())
	}
	return app.Div().Class("notes").Attr("role", "status").Attr("aria-label", n.Label).Body(body...)
}

// Toast says that something was done and offers to undo it. The caller clears
// Text after six seconds, not while it holds the focus or the pointer. The
// element is always there, so that a new text is announced.
type Toast struct {
	ID     string
	Text   string // nothing is shown when empty
	Undo   string // words of the undo button; none when empty
	OnUndo app.EventHandler
}

// UI draws the toast.
func (t Toast) UI() app.UI {
	return app.Div().Class("toasts").Attr("id", t.ID).Attr("role", "status").Body(
		app.If(t.Text != "", func() app.UI {
			return app.Div().Class("toast").Body(app.Span().Text(t.Text),
				app.If(t.Undo != "", func() app.UI { return Button{Text: t.Undo, OnClick: t.OnUndo}.UI() }))
		}))
}

// Foot is the last line of a page.
type Foot struct {
	Items   []string
	Links   []Button
	Printed string // on paper only: what this page was, and when
}

// UI draws the line.
func (f Foot) UI() app.UI {
	var body []app.UI
	for _, s := range f.Items {
		body = append(body, app.Span().Text(s))
	}
	for _, l := range f.Links {
		body = append(body, app.A().Attr("href", l.Href).Text(l.Text))
	}
	body = append(body, app.If(f.Printed != "", func() app.UI { return app.Span().Class("print").Text(f.Printed) }))
	return app.Footer().Class("foot").Body(body...)
}
