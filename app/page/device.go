package page

import (
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Storage of the device. A browser may forbid it (a frame of another site) or
// run out of room; both show as false, never as a panic.

func storage() (s app.Value, ok bool) {
	if app.IsServer {
		return nil, false
	}
	defer func() {
		if recover() != nil {
			s, ok = nil, false
		}
	}()
	s = app.Window().Get("localStorage")
	return s, s.Truthy()
}

// recall returns what was kept under a key, or "".
func recall(key string) (value string) {
	s, ok := storage()
	if !ok {
		return ""
	}
	defer func() {
		if recover() != nil {
			value = ""
		}
	}()
	if v := s.Call("getItem", key); v.Truthy() {
		return v.String()
	}
	return ""
}

// keep stores a value and reports whether the device took it.
func keep(key, value string) (ok bool) {
	s, there := storage()
	if !there {
		return false
	}
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	s.Call("setItem", key, value)
	return true
}

func forget(key string) {
	s, ok := storage()
	if !ok {
		return
	}
	defer func() { _ = recover() }()
	s.Call("removeItem", key)
}

func storageWorks() bool {
	_, ok := storage()
	return ok
}

// copyText puts text on the clipboard and tells done whether it worked.
func copyText(ctx app.Context, plain, html string, done func(app.Context, bool)) {
	if app.IsServer {
		return
	}
	finish := func(ok bool) { ctx.Dispatch(func(ctx app.Context) { done(ctx, ok) }) }
	defer func() {
		if recover() != nil {
			finish(false)
		}
	}()
	clipboard := app.Window().Get("navigator").Get("clipboard")
	if !clipboard.Truthy() {
		finish(false)
		return
	}
	var promise app.Value
	if item := app.Window().Get("ClipboardItem"); html != "" && item.Truthy() {
		blob := func(kind, content string) app.Value {
			return app.Window().Get("Blob").New([]any{content}, map[string]any{"type": kind})
		}
		promise = clipboard.Call("write", []any{item.New(map[string]any{
			"text/plain": blob("text/plain", plain), "text/html": blob("text/html", html)})})
	} else {
		promise = clipboard.Call("writeText", plain)
	}
	var yes, no app.Func
	release := func() { yes.Release(); no.Release() }
	yes = app.FuncOf(func(app.Value, []app.Value) any { release(); finish(true); return nil })
	no = app.FuncOf(func(app.Value, []app.Value) any { release(); finish(false); return nil })
	promise.Call("then", yes, no)
}

// download hands a file to the user.
func download(name, kind, content string) {
	if app.IsServer {
		return
	}
	pieces := []any{content}
	if rest, marked := strings.CutPrefix(content, "\ufeff"); marked {
		// A byte-order mark that begins a string is lost on its way to JavaScript.
		pieces = []any{app.Window().Get("String").Call("fromCharCode", 0xfeff), rest}
	}
	blob := app.Window().Get("Blob").New(pieces, map[string]any{"type": kind})
	url := app.Window().Get("URL").Call("createObjectURL", blob)
	a := app.Window().Get("document").Call("createElement", "a")
	a.Set("href", url)
	a.Set("download", name)
	a.Call("click")
	app.Window().Call("setTimeout", app.Window().Get("URL").Get("revokeObjectURL").Call("bind", app.Window().Get("URL"), url), 10000)
}

// replaceFragment puts the state in the address bar without a new entry in
// the history.
func replaceFragment(fragment string) {
	if app.IsServer {
		return
	}
	defer func() { _ = recover() }() // browsers refuse when asked too often
	app.Window().Get("history").Call("replaceState", nil, "", "#"+fragment)
}

// fragment returns the fragment of the address bar as it stands, still escaped.
func fragment() string {
	if app.IsServer {
		return ""
	}
	h := app.Window().Get("location").Get("hash").String()
	if len(h) > 0 && h[0] == '#' {
		h = h[1:]
	}
	return h
}

func focus(id string) {
	if app.IsServer {
		return
	}
	if e := app.Window().GetElementByID(id); e.Truthy() {
		e.Call("focus")
		if e.Get("select").Truthy() {
			e.Call("select")
		}
	}
}
