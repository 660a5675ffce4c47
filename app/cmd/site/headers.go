package main

import (
	"fmt"
	"strings"

	pages "fairbasis/app"
	"fairbasis/app/reference"
)

// policy is the content security policy of everything: only this site, no
// inline script or style, WebAssembly allowed.
var policy = []string{
	"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
	"worker-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "object-src 'none'",
}

// What the host takes of a _headers file, as documented.
const (
	mostRules   = 100
	longestLine = 2000
)

// headers writes the rules of the host's _headers file for pages and files by
// name. Where several rules set the same header, both are sent; for policies
// that means the strictest counts, so a page adds who may frame it to the
// policy of everything.
func headers(all []pages.Page, names []string) (string, error) {
	var b strings.Builder
	rules := 0
	rule := func(path string, lines ...string) {
		rules++
		fmt.Fprintf(&b, "%s\n  %s\n", path, strings.Join(lines, "\n  "))
	}
	rule("/*",
		"Content-Security-Policy: "+strings.Join(policy, "; "),
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: no-referrer",
		"Cross-Origin-Opener-Policy: same-origin",
		"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	)
	const anyone = "Access-Control-Allow-Origin: *"
	for _, name := range names {
		switch {
		case strings.HasPrefix(name, "assets/"):
			// Their names change with their content. A frame without an origin of its
			// own fetches them across origins. One rule each and none for the folder:
			// that one would also tell browsers to keep for a year that a file is not there.
			rule("/"+name, "Cache-Control: public, max-age=31536000, immutable", anyone)
		case strings.HasSuffix(name, ".d.ts"): // the host takes .ts for a film
			rule("/"+name, "Content-Type: text/plain; charset=utf-8", anyone)
		case name == "openapi.json" || strings.HasPrefix(name, "client/"):
			rule("/"+name, anyone) // for programs and pages of others
		}
	}
	rule(reference.Folder+"*", anyone)
	for _, path := range []string{"/sw.js", "/manifest.webmanifest", "/manifest.en.webmanifest"} {
		rule(path, "Cache-Control: no-cache")
	}
	for _, p := range all {
		lines := []string{"Cache-Control: no-cache"}
		if !p.Framed {
			lines = append(lines, "Content-Security-Policy: frame-ancestors 'self'")
		}
		rule(p.Path, lines...)
	}
	if rules > mostRules {
		return "", fmt.Errorf("_headers: %d rules, the host takes %d", rules, mostRules)
	}
	for line := range strings.Lines(b.String()) {
		if len(line) > longestLine {
			return "", fmt.Errorf("_headers: a line of %d bytes, the host takes %d", len(line), longestLine)
		}
	}
	return b.String(), nil
}
