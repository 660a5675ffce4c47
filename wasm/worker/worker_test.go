//go:build !js

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func write(t *testing.T, dir string, files map[string]string) {
	t.Helper()
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

func testSite(t *testing.T) *site {
	t.Helper()
	dir, twins := t.TempDir(), t.TempDir()
	write(t, dir, map[string]string{
		"index.html": "home", "curve.html": "curve", "en/index.html": "english", "404.html": "missing",
		"assets/app.1.wasm": "program", "manifest.webmanifest": "{}",
		"_headers": "/*\n  X-Content-Type-Options: nosniff\n  Content-Security-Policy: default-src 'self'\n\n# kept\n/assets/*\n  Cache-Control: immutable\n/\n  Content-Security-Policy: frame-ancestors 'self'\n",
	})
	write(t, twins, map[string]string{"assets/app.1.wasm.br": "brotli", "assets/app.1.wasm.gz": "gzip"})
	s, err := openSite(dir, twins)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func ask(h http.Handler, method, path string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, nil)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestAddresses(t *testing.T) {
	s := testSite(t)
	for _, c := range []struct {
		path     string
		status   int
		body     string
		location string
	}{
		{"/", 200, "home", ""},
		{"/?a=1", 200, "home", ""},
		{"/curve", 200, "curve", ""},
		{"/en/", 200, "english", ""},
		{"/curve/", 307, "", "/curve"},
		{"/curve.html?a=1", 307, "", "/curve?a=1"},
		{"/index.html", 307, "", "/"},
		{"/index", 307, "", "/"},
		{"/en", 307, "", "/en/"},
		{"/en/index.html", 307, "", "/en/"},
		{"/nowhere", 404, "missing", ""},
		{"/en/nowhere", 404, "missing", ""},
		{"/404", 200, "missing", ""},
		{"/_headers", 404, "missing", ""},
		{"/assets/", 404, "missing", ""},
		{"//curve?a=1", 307, "", "/curve?a=1"},
		{"/cur%76e", 307, "", "/curve"},
		{"/curve%2F", 307, "", "/curve"},
		{"/en//", 307, "", "/en/"},
		{"//elsewhere.example/curve.html", 404, "missing", ""},
		{"/../../etc/passwd", 404, "missing", ""},
		{"/assets/app.1.wasm/", 404, "missing", ""},
	} {
		r := ask(s, "GET", c.path)
		if r.StatusCode != c.status || r.Header.Get("Location") != c.location {
			t.Errorf("%s: %d to %q, want %d to %q", c.path, r.StatusCode, r.Header.Get("Location"), c.status, c.location)
		}
		if body := text(t, r); body != c.body {
			t.Errorf("%s: %q, want %q", c.path, body, c.body)
		}
	}
	if r := ask(s, "POST", "/"); r.StatusCode != 405 || r.Header.Get("Allow") == "" {
		t.Errorf("POST to a page: %d, Allow %q", r.StatusCode, r.Header.Get("Allow"))
	}
	if r := ask(s, "HEAD", "/"); r.StatusCode != 200 || text(t, r) != "" || r.Header.Get("Content-Length") != "4" {
		t.Errorf("HEAD: %d, length %s", r.StatusCode, r.Header.Get("Content-Length"))
	}
}

func TestHeaders(t *testing.T) {
	s := testSite(t)
	home := ask(s, "GET", "/").Header
	if got := strings.Join(home.Values("Content-Security-Policy"), ", "); got != "default-src 'self', frame-ancestors 'self'" {
		t.Errorf("policy of a page: %q", got)
	}
	if got := home.Get("Cache-Control"); !strings.Contains(got, "must-revalidate") {
		t.Errorf("cache of a page: %q", got)
	}
	wasm := ask(s, "GET", "/assets/app.1.wasm").Header
	for name, want := range map[string]string{"Content-Type": "application/wasm", "Cache-Control": "immutable", "X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'self'"} {
		if got := wasm.Get(name); got != want {
			t.Errorf("%s of the program: %q, want %q", name, got, want)
		}
	}
	if got := ask(s, "GET", "/manifest.webmanifest").Header.Get("Content-Type"); got != "application/manifest+json" {
		t.Errorf("type of the manifest: %q", got)
	}
}

func TestCompressionAndTags(t *testing.T) {
	s := testSite(t)
	for accepted, want := range map[string]string{
		"": "program", "gzip, deflate": "gzip", "gzip, deflate, br, zstd": "brotli", "br;q=0, gzip;q=0.5": "gzip", "identity": "program",
	} {
		r := ask(s, "GET", "/assets/app.1.wasm", "Accept-Encoding", accepted)
		if body := text(t, r); body != want {
			t.Errorf("Accept-Encoding %q: %q, want %q", accepted, body, want)
		}
		if r.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary %q", accepted, r.Header.Get("Vary"))
		}
		tag := r.Header.Get("ETag")
		again := ask(s, "GET", "/assets/app.1.wasm", "Accept-Encoding", accepted, "If-None-Match", `"other", W/`+tag)
		if again.StatusCode != 304 || text(t, again) != "" {
			t.Errorf("Accept-Encoding %q: %d for the tag it gave", accepted, again.StatusCode)
		}
	}
}

func TestSiteMustBeBuilt(t *testing.T) {
	if _, err := openSite(t.TempDir(), ""); err == nil || !strings.Contains(err.Error(), "build it first") {
		t.Errorf("an empty folder: %v", err)
	}
	if _, err := parseRules("  X-Lost: 1\n"); err == nil {
		t.Error("a header without a path was accepted")
	}
}
