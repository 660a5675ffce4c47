// Package page holds the pages. A page keeps what was typed in a scenario,
// asks the engine, and hands the answers to parts; it computes nothing itself.
package page

import (
	"fmt"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/app/text"
	"fairbasis/core/fault"
)

// Names of the pages in a frame.
const (
	atCalculator = "calculator"
	atCurve      = "curve"
	atBasis      = "basis"
	atSignals    = "signals"
	atData       = "data"
	atAPI        = "api" // a document: no program runs there
)

// frame is what every page has around it: the words, the appearance, notices,
// the toast and the keyboard. A page embeds it, calls startFrame in OnMount and
// stopFrame in OnDismount, and draws itself with framed.
type frame struct {
	w      *text.Words
	at     string
	theme  string // "system", "light" or "dark"
	updown string // "red" or "green"
	keysOn bool   // single-letter shortcuts

	offline  bool
	update   bool     // a new version waits
	notices  []string // what happened, most recent last; dismissed together
	toast    string
	undoable bool // the toast offers to undo
	toastNo  int

	home      app.Context                   // of the page itself; see lasting
	keys      func(app.Context, press) bool // the page's own shortcuts; true when taken
	listeners []listener
}

// press is one key press outside the page's own fields, or with Ctrl or Cmd.
type press struct {
	key         string // as KeyboardEvent.key, single letters in lower case
	ctrl, shift bool   // ctrl is Cmd on a Mac
	field       bool   // focus is in an input
	previous    string // the key pressed just before, for "g c"
}

type listener struct {
	target app.Value
	event  string
	fn     app.Func
}

func newFrame(lang, at string) frame {
	w := text.For(lang)
	f := frame{w: w, at: at, theme: "system", updown: "red", keysOn: true}
	if w.Lang == "en" {
		f.updown = "green"
	}
	return f
}

// address is where a page of the site is served in a language.
func address(home, at string) string {
	if at == atCalculator {
		return home
	}
	return home + at
}

// Nav lists the pages for the bar above them; at names the one that is shown.
func Nav(w *text.Words, at string) []part.NavItem {
	items := []part.NavItem{
		{Href: atCalculator, Label: w.Frame.Calculator, Icon: part.Calculator},
		{Href: atCurve, Label: w.Frame.Curve, Icon: part.Curve},
		{Href: atBasis, Label: w.Frame.Basis, Icon: part.History},
		{Href: atSignals, Label: w.Frame.Signals, Icon: part.Signals},
		{Href: atData, Label: w.Frame.Data, Icon: part.Data},
		{Href: atAPI, Label: "API", Icon: part.Code},
	}
	for i, it := range items {
		items[i].Current = it.Href == at
		items[i].Href = address(w.Home, it.Href)
	}
	return items
}

// framed draws the page: the bar, notices, the main element, the foot.
// fragment is the page's state, which the link to the other language carries.
func (f *frame) framed(fragment string, main app.UI, foot part.Foot) app.UI {
	w := f.w
	other := address(w.OtherHome, f.at)
	if fragment != "" {
		other += "#" + fragment
	}
	net := w.Frame.Online
	if f.offline {
		net = w.Frame.Offline
	}
	notices := make([]part.Notice, 0, len(f.notices)+1)
	if f.update {
		notices = append(notices, part.Notice{Kind: part.NoticeUpdate, Text: part.Words(w.Frame.Update),
			Action: &part.Button{ID: "update", Text: w.Frame.UpdateAction, OnClick: f.onUpdate}})
	}
	for i, n := range f.notices {
		kind := part.Notice{Kind: part.NoticeWarn, Text: runs(n)}
		if i == len(f.notices)-1 {
			kind.Action = &part.Button{Text: w.Frame.Dismiss, Kind: part.Bare, OnClick: f.onDismiss}
		}
		notices = append(notices, kind)
	}
	undo := ""
	if f.undoable {
		undo = w.Frame.Undo
	}
	return app.Div().Class("page").Body(
		part.Top{
			Skip: w.Frame.Skip, SkipHref: "#main", Home: w.Home, Brand: "fairbasis", NavLabel: w.Frame.Nav,
			Nav: Nav(w, f.at),
			Net: net, Offline: f.offline, LangHref: other, Lang: w.OtherLang, LangText: w.OtherText,
			Settings: part.SettingsMenu{
				ID: "settings", Label: w.Frame.Settings,
				ThemeTitle: w.Frame.Theme, System: w.Frame.System, Light: w.Frame.Light, Dark: w.Frame.Dark, Theme: f.theme,
				UpDownTitle: w.Frame.UpDown, RedUp: w.Frame.RedUp, GreenUp: w.Frame.GreenUp, UpDown: f.updown,
				Keys: f.keyList(), OnChange: f.onAppearance,
			},
		}.UI(),
		part.Notices{Label: w.Frame.Notices, Items: notices}.UI(),
		main, app.If(foot.Printed != "", func() app.UI { return f.foot(foot) }),
		part.Toast{ID: "toast", Text: f.toast, Undo: undo, OnUndo: f.onToastUndo}.UI())
}

// foot is the last line of a page. A page with panels draws it as the last of
// them and hands framed an empty one.
func (f *frame) foot(foot part.Foot) app.UI {
	foot.Items = append(foot.Items, f.w.Frame.Local)
	foot.Links = append(foot.Links, part.Button{Href: address(f.w.Home, atAPI), Text: "API"})
	return foot.UI()
}

func (f *frame) keyList() part.KeyList {
	w := f.w.Frame
	list := part.KeyList{ID: "keys", Title: w.Keys, Switch: w.KeysSwitch, On: f.keysOn, OnSwitch: f.onKeysSwitch}
	pages := part.Key{Keys: []string{"g", "c u h s d a"}, Text: w.KeyPages}
	theme, help := part.Key{Keys: []string{"t"}, Text: w.KeyTheme}, part.Key{Keys: []string{"?"}, Text: w.KeyHelp}
	if f.at == atData {
		list.Items = []part.Key{{Keys: []string{"/"}, Text: w.KeyFiles}, pages, theme, help}
		return list
	}
	if f.at == atSignals {
		list.Items = []part.Key{{Keys: []string{"/"}, Text: w.KeyWindow}, pages,
			{Keys: []string{"↑", "↓"}, Text: w.KeyStep}, {Keys: []string{"Shift", "Alt"}, Text: w.KeyBigSmall},
			{Keys: []string{"Enter", "Esc"}, Text: w.KeyCommit}, {Keys: []string{"Ctrl Z", "Shift Z"}, Text: w.KeyUndo},
			{Keys: []string{"Ctrl Shift C"}, Text: w.KeyCopy}, theme, help}
		return list
	}
	list.Items = []part.Key{
		{Keys: []string{"/"}, Text: w.KeyFutures}, pages,
		{Keys: []string{"1", "2", "3", "4"}, Text: w.KeyMonths}, {Keys: []string{"[", "]"}, Text: w.KeyProducts},
		{Keys: []string{"↑", "↓"}, Text: w.KeyStep}, {Keys: []string{"Shift", "Alt"}, Text: w.KeyBigSmall},
		{Keys: []string{"Enter", "Esc"}, Text: w.KeyCommit}, {Keys: []string{"Ctrl Z", "Shift Z"}, Text: w.KeyUndo},
		{Keys: []string{"Ctrl S"}, Text: w.KeySave}, {Keys: []string{"Ctrl Shift C"}, Text: w.KeyCopy},
		theme, help,
	}
	return list
}

// startFrame reads the appearance kept on the device and listens for keys and
// the network. onKey gets the shortcuts that the frame does not take itself.
func (f *frame) startFrame(ctx app.Context, onKey func(app.Context, press) bool) {
	if app.IsServer {
		return
	}
	f.home, f.keys = ctx, onKey
	if t := recall("theme"); t == "light" || t == "dark" {
		f.theme = t
	}
	if u := recall("updown"); u == "red" || u == "green" {
		f.updown = u
	}
	f.keysOn = recall("keys") != "off"
	f.update = app.Window().Get("fbUpdateReady").Truthy()
	f.offline = !app.Window().Get("navigator").Get("onLine").Bool()
	if !storageWorks() {
		f.notices = append(f.notices, f.w.Frame.StorageOff)
	}
	previous := ""
	document := app.Window().Get("document")
	f.on(document, "keydown", func(e app.Value) {
		p := pressed(e)
		p.previous, previous = previous, p.key
		if f.wants(p) {
			e.Call("preventDefault")
		}
		if !p.ctrl && (p.field || !f.keysOn) {
			return // typing is not a shortcut; a dispatch would draw the page for nothing
		}
		ctx.Dispatch(func(ctx app.Context) {
			defer f.recovered(ctx)
			f.onPress(ctx, p)
		})
	})
	for _, event := range []string{"online", "offline"} {
		f.on(app.Window().JSValue(), event, func(app.Value) {
			ctx.Dispatch(func(ctx app.Context) { f.offline = !app.Window().Get("navigator").Get("onLine").Bool() })
		})
	}
}

// lasting is a context for what happens later. That of an event ends with the
// element it came from: what a button that is gone by then has put off would
// never be done.
func (f *frame) lasting(ctx app.Context) app.Context {
	if f.home.Context == nil {
		return ctx
	}
	return f.home
}

// stopFrame takes the listeners back.
func (f *frame) stopFrame() {
	for _, l := range f.listeners {
		l.target.Call("removeEventListener", l.event, l.fn)
		l.fn.Release()
	}
	f.listeners = nil
}

func (f *frame) on(target app.Value, event string, do func(app.Value)) {
	fn := app.FuncOf(func(_ app.Value, args []app.Value) any {
		if len(args) > 0 {
			do(args[0])
		}
		return nil
	})
	target.Call("addEventListener", event, fn)
	f.listeners = append(f.listeners, listener{target, event, fn})
}

func pressed(e app.Value) press {
	p := press{key: e.Get("key").String(), ctrl: e.Get("ctrlKey").Bool() || e.Get("metaKey").Bool(), shift: e.Get("shiftKey").Bool()}
	if len(p.key) == 1 {
		p.key = strings.ToLower(p.key)
	}
	if t := e.Get("target"); t.Truthy() && t.Get("tagName").Truthy() {
		tag, kind := t.Get("tagName").String(), ""
		if tag == "INPUT" {
			kind = t.Get("type").String()
		}
		p.field = tag == "SELECT" || tag == "TEXTAREA" || tag == "INPUT" && kind == "text"
	}
	if e.Get("altKey").Bool() {
		p.key = ""
	}
	return p
}

// wants says whether a key is a shortcut, whose usual effect in the browser
// must not happen. In a field, undo is the page's: the browser would take back
// letters that the page has long reformatted.
func (f *frame) wants(p press) bool {
	if p.ctrl {
		return p.key == "z" || p.key == "y" || p.key == "s" && !p.shift || p.key == "c" && p.shift
	}
	return f.keysOn && !p.field && p.key == "/"
}

func (f *frame) onPress(ctx app.Context, p press) {
	if f.keys != nil && f.keys(ctx, p) {
		return
	}
	if p.ctrl {
		return
	}
	switch {
	case p.previous == "g" && p.key == "c":
		ctx.Navigate(address(f.w.Home, atCalculator))
	case p.previous == "g" && p.key == "u":
		ctx.Navigate(address(f.w.Home, atCurve))
	case p.previous == "g" && p.key == "h":
		ctx.Navigate(address(f.w.Home, atBasis))
	case p.previous == "g" && p.key == "s":
		ctx.Navigate(address(f.w.Home, atSignals))
	case p.previous == "g" && p.key == "d":
		ctx.Navigate(address(f.w.Home, atData))
	case p.previous == "g" && p.key == "a":
		app.Window().Get("location").Set("href", address(f.w.Home, atAPI))
	case p.key == "t":
		dark := f.theme == "dark" || f.theme == "system" && app.Window().Call("matchMedia", "(prefers-color-scheme: dark)").Get("matches").Bool()
		f.setTheme(map[bool]string{true: "light", false: "dark"}[dark])
	case p.key == "?":
		open("settings", true)
		open("keys", true)
	case p.key == "Escape":
		open("settings", false)
	}
}

func open(id string, yes bool) {
	if d := app.Window().GetElementByID(id); d.Truthy() {
		d.Set("open", yes)
	}
}

func (f *frame) onAppearance(ctx app.Context, _ app.Event) {
	defer f.recovered(ctx)
	src := ctx.JSSrc()
	switch name, value := src.Get("name").String(), src.Get("value").String(); name {
	case "theme":
		f.setTheme(value)
	case "updown":
		f.updown = value
		keep("updown", value)
		repaint()
	}
}

func (f *frame) setTheme(value string) {
	f.theme = value
	if value == "system" {
		forget("theme")
	} else {
		keep("theme", value)
	}
	repaint()
}

// repaint applies the stored looks (static/js/theme.js).
func repaint() {
	if apply := app.Window().Get("fbTheme"); apply.Truthy() {
		apply.Invoke()
	}
}

func (f *frame) onKeysSwitch(ctx app.Context, _ app.Event) {
	defer f.recovered(ctx)
	f.keysOn = ctx.JSSrc().Get("checked").Bool()
	keep("keys", map[bool]string{true: "on", false: "off"}[f.keysOn])
}

// OnAppUpdate says that a new version waits; it comes when the user says so.
func (f *frame) OnAppUpdate(app.Context) { f.update = true }

func (f *frame) onUpdate(ctx app.Context, _ app.Event) {
	defer f.recovered(ctx)
	if take := app.Window().Get("fbUpdate"); take.Truthy() {
		take.Invoke()
	}
}

func (f *frame) onDismiss(app.Context, app.Event) { f.notices = nil }

// say shows a toast for six seconds, longer while it is hovered or focused.
func (f *frame) say(ctx app.Context, words string, undoable bool) {
	f.toast, f.undoable = words, undoable
	f.toastNo++
	f.fade(f.lasting(ctx), f.toastNo)
}

func (f *frame) fade(ctx app.Context, no int) {
	if app.IsServer {
		return
	}
	ctx.After(6*time.Second, func(ctx app.Context) {
		if no != f.toastNo {
			return
		}
		if t := app.Window().GetElementByID("toast"); t.Truthy() && t.Call("matches", ":hover, :focus-within").Bool() {
			f.fade(ctx, no)
			return
		}
		f.toast = ""
	})
}

// onToastUndo is Ctrl Z by another name: the page's own undo takes it.
func (f *frame) onToastUndo(ctx app.Context, _ app.Event) {
	defer f.recovered(ctx)
	f.toast = ""
	if f.keys != nil {
		f.keys(ctx, press{key: "z", ctrl: true})
	}
}

// recovered turns a panic of a handler into a notice: one mistake must not
// take the page down. Every handler defers it first.
func (f *frame) recovered(app.Context) {
	if r := recover(); r != nil {
		f.notices = append(f.notices, f.w.Frame.Crashed.With("what", fmt.Sprint(r)))
	}
}

// linkNotes says what of a link was not understood.
func (f *frame) linkNotes(notes []fault.Field) {
	var unknown []string
	for _, n := range notes {
		if n.Code == "unknown_key" {
			unknown = append(unknown, n.Params["key"])
		} else {
			f.notices = append(f.notices, f.w.Frame.LinkNotes+" "+f.w.Fault(n))
		}
	}
	if len(unknown) > 0 {
		f.notices = append(f.notices, f.w.Frame.LinkUnknown.With("keys", strings.Join(unknown, ", ")))
	}
}

// runs splits a sentence at its ** marks into plain and strong runs.
func runs(sentence string) []part.Run {
	var out []part.Run
	for i, s := range strings.Split(sentence, "**") {
		if s != "" {
			out = append(out, part.Run{Text: s, Strong: i%2 == 1, Keep: i%2 == 1})
		}
	}
	return out
}
