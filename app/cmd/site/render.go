package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// render draws a component the way the browser will have it after the start:
// mounted, with everything that its first events ask for done.
func render(c app.Composer) (*html.Node, error) {
	e := app.NewTestEngine()
	if err := e.Load(c); err != nil {
		return nil, err
	}
	e.ConsumeAll()
	return parse(app.HTMLString(c))
}

// parse reads what go-app wrote and undoes its faults, so that the tree is the
// one the same component makes in the browser.
func parse(written string) (*html.Node, error) {
	source, opened, err := requote(written)
	if err != nil {
		return nil, err
	}
	body := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragment(strings.NewReader(source), body)
	if err != nil {
		return nil, err
	}
	root := &html.Node{Type: html.DocumentNode}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	read := map[string]int{}
	for n := range elements(root) {
		read[strings.ToLower(n.Data)]++
	}
	if !maps.Equal(read, opened) {
		return nil, fmt.Errorf("an element stands where HTML does not allow it: written %v, a browser reads %v", opened, read)
	}
	if len(nodes) != 1 || nodes[0].Type != html.ElementNode {
		return nil, fmt.Errorf("a page must be one element, not %d nodes", len(nodes))
	}
	root = nodes[0]
	root.Parent.RemoveChild(root)
	unindent(root, 0)
	for n := range elements(root) {
		repair(n)
	}
	return root, nil
}

// elements walks the elements of a tree in order.
func elements(root *html.Node) func(func(*html.Node) bool) {
	return func(yield func(*html.Node) bool) {
		if root.Type == html.ElementNode && !yield(root) {
			return
		}
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && !yield(n) {
				return
			}
		}
	}
}

var (
	tagStart = regexp.MustCompile(`^<([a-zA-Z][-a-zA-Z0-9]*)`)
	attrName = regexp.MustCompile(`^\s+([^\s"'<>/=]+)`)
)

// requote rewrites attributes, which go-app quotes like a Go string, as HTML
// has them, and counts the start tags. Text is escaped properly, so a "<"
// always begins a tag.
func requote(written string) (string, map[string]int, error) {
	var out strings.Builder
	opened := map[string]int{}
	for rest := written; ; {
		i := strings.IndexByte(rest, '<')
		if i < 0 {
			out.WriteString(rest)
			return out.String(), opened, nil
		}
		out.WriteString(rest[:i])
		rest = rest[i:]
		m := tagStart.FindStringSubmatch(rest)
		if m == nil { // an end tag
			out.WriteByte('<')
			rest = rest[1:]
			continue
		}
		opened[strings.ToLower(m[1])]++
		out.WriteString(m[0])
		rest = rest[len(m[0]):]
		for {
			a := attrName.FindStringSubmatch(rest)
			if a == nil {
				break
			}
			rest = rest[len(a[0]):]
			out.WriteString(" " + a[1])
			if !strings.HasPrefix(rest, "=") {
				// Of the others go-app leaves out the value true.
				if !slices.Contains(switches, a[1]) {
					out.WriteString(`="true"`)
				}
				continue
			}
			quoted, err := strconv.QuotedPrefix(rest[1:])
			if err != nil || quoted[0] != '"' {
				return "", nil, fmt.Errorf("attribute %s of <%s>: cannot read %.40q", a[1], m[1], rest[1:])
			}
			value, err := strconv.Unquote(quoted)
			if err != nil {
				return "", nil, err
			}
			rest = rest[1+len(quoted):]
			// Markup given as raw HTML is escaped already; only what would
			// end the attribute is left to escape.
			out.WriteString(`="` + strings.ReplaceAll(value, `"`, "&#34;") + `"`)
		}
		end := strings.IndexByte(rest, '>')
		if end < 0 || strings.TrimSpace(strings.Trim(rest[:end], "/")) != "" {
			return "", nil, fmt.Errorf("<%s> has something odd: %.60q", m[1], rest)
		}
		out.WriteString(rest[:end+1])
		rest = rest[end+1:]
	}
}

var lineBreak = regexp.MustCompile(`^\n *|\n *$`)

// unindent takes away the white space go-app puts between siblings, which is
// not there in the browser.
func unindent(n *html.Node, depth int) {
	if n.Data == "pre" || n.Data == "textarea" {
		return
	}
	for c := n.FirstChild; c != nil; {
		next := c.NextSibling
		switch {
		case c.Type == html.ElementNode:
			unindent(c, depth+1)
		case c.Type == html.TextNode && strings.Contains(c.Data, "\n"):
			// The indentation of this line is exact: what is more is the text's own.
			own := "\n" + strings.Repeat("  ", depth+1)
			if c.Data = lineBreak.ReplaceAllString(strings.ReplaceAll(c.Data, own, ""), ""); c.Data == "" {
				n.RemoveChild(c)
			}
		}
		c = next
	}
}

// switches are attributes whose presence alone means true.
var switches = []string{
	"allowfullscreen", "async", "autofocus", "autoplay", "checked", "controls", "default", "defer", "disabled", "formnovalidate", "hidden", "inert",
	"ismap", "itemscope", "loop", "multiple", "muted", "nomodule", "novalidate", "open", "playsinline", "readonly", "required", "reversed", "selected",
}

// repair takes away the switches that are off, which go-app writes too, and
// puts the attributes in order.
func repair(n *html.Node) {
	n.Attr = slices.DeleteFunc(n.Attr, func(a html.Attribute) bool {
		return slices.Contains(switches, a.Key) && a.Val == "false"
	})
	for i, a := range n.Attr {
		if slices.Contains(switches, a.Key) {
			n.Attr[i].Val = ""
		}
	}
	if i := slices.IndexFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "value" }); i >= 0 && n.Data == "textarea" {
		// A browser takes the text of a text area from its content only.
		n.AppendChild(&html.Node{Type: html.TextNode, Data: n.Attr[i].Val})
		n.Attr = slices.Delete(n.Attr, i, i+1)
	}
	// go-app writes them in random order; the output must be the same each time.
	slices.SortFunc(n.Attr, func(a, b html.Attribute) int {
		return strings.Compare(a.Namespace+":"+a.Key, b.Namespace+":"+b.Key)
	})
}

// markup writes a tree as HTML.
func markup(root *html.Node) (string, error) {
	var b strings.Builder
	err := html.Render(&b, root)
	return b.String(), err
}
