package page

import (
	"strings"
	"testing"
	"unicode"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"

	"fairbasis/app/engine"
	"fairbasis/app/library"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/table"
)

// openForm draws a page with files and what was typed: path, text. change is
// called before it is drawn.
func openForm[S typed[S]](t *testing.T, page app.UI, c *form[S], change func(), files []*table.Loaded, edits []string) curvePage {
	t.Helper()
	engine.Link(instant.All)
	for _, f := range files {
		c.files = append(c.files, library.Entry{Ref: f.Ref, Name: f.Name, Facts: f, Saved: true})
	}
	for i := 0; i+1 < len(edits); i += 2 {
		c.edit(app.Context{}, edits[i], func(x S) bool { return x.Set(edits[i], edits[i+1]) })
	}
	c.fills.compute()
	change()
	doc, err := html.Parse(strings.NewReader(app.HTMLString(page)))
	if err != nil {
		t.Fatal(err)
	}
	return curvePage{nil, doc}
}

// inEnglish checks what holds of every page in English: no Chinese but the link
// to the other language, no style attribute, and no id twice. It returns the ids.
func inEnglish(t *testing.T, p curvePage) map[string]bool {
	t.Helper()
	seen := map[string]bool{}
	for n := range p.doc.Descendants() {
		if id := attr(n, "id"); id != "" {
			if seen[id] {
				t.Errorf("id %q stands twice", id)
			}
			seen[id] = true
		}
		if attr(n, "style") != "" {
			t.Errorf("style attribute on %s", n.Data)
		}
		words := []string{n.Data}
		for _, a := range n.Attr {
			words = append(words, a.Val)
		}
		for _, s := range words {
			if strings.TrimSpace(s) != "中文" && strings.IndexFunc(s, func(r rune) bool { return unicode.Is(unicode.Han, r) }) >= 0 {
				t.Errorf("Chinese on the English page: %q", s)
			}
		}
	}
	return seen
}
