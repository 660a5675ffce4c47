// Package part draws the shared pieces of every page: fields, the answer, the
// band strip, tables, notices, the frame around them. A part is a plain struct
// with a UI method: data in, elements out. Parts hold no state, speak no
// language (every word comes from the caller) and print no numbers (every
// figure arrives as text; positions arrive as prices or amounts).
//
// Rules that follow from go-app, and why:
//
//   - An element is matched with its successor by index, so a part returns the
//     same shape for the same kind of data and swaps whole blocks, never one
//     sibling in the middle of a row.
//   - A handler is compared by its code pointer, so a closure over a loop
//     variable would keep its first value. Parts take one handler and mark what
//     was touched on the element: id, name, value or a data attribute, read
//     back through ctx.JSSrc().
//   - Server rendering quotes attributes like a Go string and writes false as
//     present. Parts pass plain text and leave an attribute out instead of
//     switching it off.
//   - Server rendering puts white space between sibling elements. Text made of
//     several runs is written as one escaped piece, so that a full stop never
//     drifts away from its number.
//   - The pages run under style-src 'self': no style attribute anywhere. What
//     varies continuously is an SVG percentage; what varies in steps is a class.
package part

import (
	"html"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

// Tone is the meaning a colour carries. Up and Down are the sign of a market
// number and nothing else; Fair marks the fair value.
type Tone string

// The tones. The empty tone is plain ink.
const (
	Plain Tone = ""
	Up    Tone = "up"
	Down  Tone = "down"
	Fair  Tone = "fair"
	Muted Tone = "mut"
)

// Run is a piece of a sentence with its own look.
type Run struct {
	Text   string
	Strong bool
	Italic bool // a symbol of a formula
	Sub    bool // a subscript
	Keep   bool // never broken across lines
	Tone   Tone
	Href   string // makes the run a link
}

// Words returns the text as a single plain run.
func Words(text string) []Run { return []Run{{Text: text}} }

// spell writes runs as escaped HTML without any space between them.
func spell(runs []Run) string {
	var b strings.Builder
	for _, r := range runs {
		r.write(&b)
	}
	return b.String()
}

func (r Run) write(b *strings.Builder) {
	var shut []string
	open := func(tag, attrs string) {
		b.WriteString("<" + tag + attrs + ">")
		shut = append(shut, "</"+tag+">")
	}
	class := strings.TrimSpace(string(r.Tone) + " " + when(r.Keep, "nw"))
	if r.Href != "" {
		open("a", ` href="`+html.EscapeString(r.Href)+`"`)
	}
	if class != "" {
		open("span", ` class="`+class+`"`)
	}
	if r.Strong {
		open("strong", "")
	}
	if r.Italic {
		open("i", "")
	}
	if r.Sub {
		open("sub", "")
	}
	b.WriteString(html.EscapeString(r.Text))
	for i := len(shut) - 1; i >= 0; i-- {
		b.WriteString(shut[i])
	}
}

// line wraps runs in one element of the given tag and class.
func line(tag, class string, runs []Run) app.UI {
	if class != "" {
		tag += ` class="` + class + `"`
	}
	name, _, _ := strings.Cut(tag, " ")
	return app.Raw("<" + tag + ">" + spell(runs) + "</" + name + ">")
}

// when returns s if the condition holds and nothing otherwise; an attribute
// given the empty string is left out.
func when(condition bool, s string) string {
	if condition {
		return s
	}
	return ""
}

// turned sets a switch that the user can also flip in the browser (checked,
// selected). In the browser the attribute is written either way, because
// removing it would not flip back what was touched; on the server only the
// true value may be written.
func turned(on bool) string {
	switch {
	case on:
		return "true"
	case app.IsClient:
		return "false"
	default:
		return ""
	}
}

// small is a note in the small size, or nothing when the text is empty.
func small(text string) app.UI {
	return app.If(text != "", func() app.UI { return app.Small().Text(text) })
}
