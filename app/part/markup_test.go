package part

import (
	"slices"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// drawn is a part rendered on the server and parsed as a browser parses it.
type drawn struct {
	t    *testing.T
	root *html.Node
}

func draw(t *testing.T, ui app.UI) drawn {
	t.Helper()
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(app.HTMLString(ui)), root)
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return drawn{t, root}
}

// all returns the elements a selector chooses: compounds of a tag, classes and
// attributes ("p.hint.err", "input[aria-invalid]", "dd[class=up]"), separated
// by spaces for descendants.
func (d drawn) all(selector string) []*html.Node {
	at := []*html.Node{d.root}
	for _, compound := range strings.Fields(selector) {
		var next []*html.Node
		for _, n := range at {
			for c := range n.Descendants() {
				if c.Type == html.ElementNode && matches(c, compound) && !slices.Contains(next, c) {
					next = append(next, c)
				}
			}
		}
		at = next
	}
	return at
}

// one returns the only element a selector chooses.
func (d drawn) one(selector string) *html.Node {
	d.t.Helper()
	found := d.all(selector)
	if len(found) != 1 {
		d.t.Fatalf("%q chooses %d elements, want 1", selector, len(found))
	}
	return found[0]
}

// count asserts how many elements a selector chooses.
func (d drawn) count(selector string, want int) {
	d.t.Helper()
	if got := len(d.all(selector)); got != want {
		d.t.Errorf("%q chooses %d elements, want %d", selector, got, want)
	}
}

// says asserts the text of the only element a selector chooses.
func (d drawn) says(selector, want string) {
	d.t.Helper()
	if got := words(d.one(selector)); got != want {
		d.t.Errorf("%q says %q, want %q", selector, got, want)
	}
}

// has asserts an attribute of the only element a selector chooses.
func (d drawn) has(selector, name, want string) {
	d.t.Helper()
	if got, ok := attribute(d.one(selector), name); !ok || got != want {
		d.t.Errorf("%s of %q is %q (present: %v), want %q", name, selector, got, ok, want)
	}
}

func matches(n *html.Node, compound string) bool {
	rest, attrs, _ := strings.Cut(compound, "[")
	for _, a := range strings.Split(strings.TrimSuffix(attrs, "]"), "][") {
		if a == "" {
			continue
		}
		name, want, valued := strings.Cut(a, "=")
		got, ok := attribute(n, name)
		if !ok || valued && got != want {
			return false
		}
	}
	names := strings.Split(rest, ".")
	if names[0] != "" && names[0] != n.Data {
		return false
	}
	for _, class := range names[1:] {
		if !slices.Contains(classes(n), class) {
			return false
		}
	}
	return true
}

func classes(n *html.Node) []string {
	v, _ := attribute(n, "class")
	return strings.Fields(v)
}

// attribute reads an attribute. go-app writes the value true as a bare name,
// which the site's own rendering repairs.
func attribute(n *html.Node, name string) (string, bool) {
	for _, a := range n.Attr {
		if a.Key == name {
			if a.Val == "" && strings.HasPrefix(name, "aria-") {
				return "true", true
			}
			return a.Val, true
		}
	}
	return "", false
}

// words is the text inside an element with its white space made single.
func words(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		if c.Type == html.TextNode {
			b.WriteString(c.Data)
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}
