package main

import (
	"fmt"
	"strings"
	"testing"
)

func TestHeaderRules(t *testing.T) {
	b := made(t, "", nil)
	b.put("openapi.json", nil)
	b.put("client/fairbasis.mjs", nil)
	text, err := headers(b.all, b.names())
	if err != nil {
		t.Fatal(err)
	}
	rules := map[string]string{}
	var at string
	for line := range strings.Lines(text) {
		if strings.HasPrefix(line, " ") {
			rules[at] += line
			continue
		}
		at = strings.TrimSpace(line)
		if _, twice := rules[at]; twice {
			t.Errorf("two rules for %s", at)
		}
		// Of the wildcards of the host only the one at the end is used, so that
		// our own server needs no other.
		if strings.Contains(strings.TrimSuffix(at, "*"), "*") || strings.Contains(at, ":") {
			t.Errorf("a path of its own kind: %s", at)
		}
	}
	for _, c := range []struct{ path, has string }{
		{"/*", "  Content-Security-Policy: default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self';"},
		{"/*", "  X-Content-Type-Options: nosniff\n"},
		{b.files["app.wasm"], "  Cache-Control: public, max-age=31536000, immutable\n  Access-Control-Allow-Origin: *\n"},
		{"/sw.js", "  Cache-Control: no-cache\n"},
		{"/", "  Cache-Control: no-cache\n"},
		{"/openapi.json", "  Access-Control-Allow-Origin: *\n"},
		{"/client/fairbasis.mjs", "  Access-Control-Allow-Origin: *\n"},
	} {
		if !strings.Contains(rules[c.path], c.has) {
			t.Errorf("%s has\n%swithout\n%s", c.path, rules[c.path], c.has)
		}
	}
	for _, p := range b.all {
		if framed := !strings.Contains(rules[p.Path], "frame-ancestors 'self'"); framed != p.Framed {
			t.Errorf("%s may be framed: %t, its rule says %t", p.Path, p.Framed, framed)
		}
	}
}

func TestHeaderLimits(t *testing.T) {
	var names []string
	for i := range mostRules {
		names = append(names, fmt.Sprintf("assets/%d.js", i))
	}
	if _, err := headers(nil, names); err == nil || !strings.Contains(err.Error(), "100") {
		t.Errorf("more rules than the host takes: %v", err)
	}
	if _, err := headers(nil, []string{"assets/" + strings.Repeat("a", longestLine)}); err == nil {
		t.Error("a line longer than the host takes")
	}
}
