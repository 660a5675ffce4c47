package part

import (
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"
)

// outline is a tree as text, without the white space that the server puts
// between elements and without classes that say nothing.
func outline(n *html.Node) string {
	var b strings.Builder
	var walk func(*html.Node)
	walk = func(n *html.Node) {
		switch n.Type {
		case html.TextNode:
			b.WriteString(strings.TrimSpace(n.Data))
			return
		case html.ElementNode:
			var attrs []string
			for _, a := range n.Attr {
				if v := strings.Join(strings.Fields(a.Val), " "); v != "" {
					attrs = append(attrs, a.Key+"="+v)
				}
			}
			slices.Sort(attrs)
			b.WriteString("<" + n.Data + " " + strings.Join(attrs, ",") + ">")
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
		b.WriteString("</>")
	}
	walk(n)
	return b.String()
}

func TestWholeTableIsTheSame(t *testing.T) {
	for _, wide := range []bool{false, true} {
		table := sampleResults(wide)
		whole, parts := outline(draw(t, table.Whole()).root), outline(draw(t, table.UI()).root)
		if whole != parts {
			t.Errorf("wide %v: as one piece\n%s\nin parts\n%s", wide, whole, parts)
		}
	}
}

func TestPick(t *testing.T) {
	d := draw(t, samplePick().UI())
	d.count("td button[type=button]", 4)
	d.says("td.now button[aria-pressed=true]", "−4.4 order, window present settings")
	d.has("td.now button", "id", "orders-3")
	d.has("td.now button", "value", "3")
	d.says("button[value=2]", "2.5 order, window above zero")
	d.count("button[aria-pressed=false]", 3)
	d.count("td.er", 2) // zero runs between the columns in both rows
	d.count("td.eb", 2)
}

func TestHistogram(t *testing.T) {
	d := draw(t, samples()["histogram"])
	d.count("rect.q", 2)
	d.count("rect.p", 2)
	d.has("svg[role=img]", "aria-label", "Splits by rank")
	if got := d.all("rect.q")[0]; !strings.Contains(outline(got), "height=74.00%") {
		t.Errorf("the largest count is not the highest bar: %s", outline(got))
	}
}
