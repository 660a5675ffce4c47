package main

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/html"
)

// check refuses what must not be in a page: what the content security policy
// would block, what leaves the site, and references that lead nowhere.
// served tells whether the site answers an address.
func check(root *html.Node, served func(path string) bool) []string {
	var faults []string
	fault := func(n *html.Node, format string, args ...any) {
		faults = append(faults, fmt.Sprintf("<%s>: ", n.Data)+fmt.Sprintf(format, args...))
	}
	ids := map[string]bool{}
	for n := range elements(root) {
		if id := attr(n, "id"); id != "" {
			if ids[id] {
				fault(n, "a second id %q", id)
			}
			ids[id] = true
		}
	}
	for n := range elements(root) {
		if slices.Contains([]string{"script", "style", "link", "meta", "base", "iframe", "object", "embed"}, n.Data) {
			fault(n, "does not belong in a page's component")
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "style":
				fault(n, "style attribute %q; use a class", a.Val)
			case strings.HasPrefix(a.Key, "on"):
				fault(n, "inline handler %s", a.Key)
			case a.Key == "for" || strings.HasPrefix(a.Key, "aria-") && slices.Contains([]string{"labelledby", "describedby", "controls", "owns"}, a.Key[5:]):
				for _, id := range strings.Fields(a.Val) {
					if !ids[id] {
						fault(n, "%s refers to id %q, which is not there", a.Key, id)
					}
				}
			case slices.Contains([]string{"href", "src", "srcset", "action", "formaction", "poster", "xlink:href", "data"}, a.Key):
				if why := address(n, a, ids, served); why != "" {
					fault(n, "%s=%q %s", a.Key, a.Val, why)
				}
			}
		}
		if n.Data == "img" && !has(n, "alt") {
			fault(n, "image without alt")
		}
	}
	return faults
}

// address says what is wrong with a reference, or nothing.
func address(n *html.Node, a html.Attribute, ids map[string]bool, served func(string) bool) string {
	u, err := url.Parse(strings.TrimSpace(a.Val))
	switch {
	case err != nil:
		return err.Error()
	case u.Scheme == "data" && n.Data == "img":
		return ""
	case u.Scheme == "https" && n.Data == "a": // a source one may read; nothing is loaded
		return ""
	case u.Scheme != "" || u.Host != "":
		return "leaves the site"
	case u.Path == "" && u.RawQuery == "":
		if u.Fragment != "" && !ids[u.Fragment] {
			return "leads to no element"
		}
	case !strings.HasPrefix(u.Path, "/"):
		return "must begin with /"
	case !served(u.Path):
		return "leads nowhere"
	}
	return ""
}

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == key })
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}
