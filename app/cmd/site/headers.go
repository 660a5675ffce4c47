package main

import (
	"fmt"
	"strings"

	pages "fairbasis/app"
)

// policy is the content security policy of everything: only this site, no
// inline script or style, WebAssembly allowed.
var policy = []string{
	"default-src 'self'", "script-src 'self' 'wasm-unsafe-eval'", "style-src 'self'", "img-src 'self' data:", "connect-src 'self'",
	"worker-src 'self'", "manifest-src 'self'", "base-uri 'none'", "form-action 'none'", "object-src 'none'",
}

// headers writes the rules of the host's _headers file. Where several rules
// set the same header, its values add up; for policies that means the strictest
// counts, so a page adds who may frame it to the policy of everything.
func headers(all []pages.Page) string {
	var b strings.Builder
	rule := func(path string, lines ...string) { fmt.Fprintf(&b, "%s\n  %s\n", path, strings.Join(lines, "\n  ")) }
	rule("/*",
		"Content-Security-Policy: "+strings.Join(policy, "; "),
		"X-Content-Type-Options: nosniff",
		"Referrer-Policy: no-referrer",
		"Cross-Origin-Opener-Policy: same-origin",
		"Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=(), usb=()",
	)
	// Their names change with their content. A frame without an origin of its
	// own fetches them across origins.
	rule("/assets/*", "Cache-Control: public, max-age=31536000, immutable", "Access-Control-Allow-Origin: *")
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
	return b.String()
}
