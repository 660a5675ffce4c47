//go:build hosted

package hosted

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// visit is a request with what has to come back.
type visit struct {
	name         string
	method, path string
	headers      []string // name, value, ...
	body         string
	status       int
	want         map[string]string // header -> a part of it; "" is that there is none
	has          string            // a part of the body
}

const (
	jsonBody = "application/json"
	price1   = `{"contract":"IM2412","date":"2024-09-13","spot":4413.187,"futures":4312,"rate":0.03}`
	priceGet = "/v1/fair_value?contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312&rate=3.00%25"
)

var (
	page = map[string]string{
		"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Content-Security-Policy": "script-src 'self' 'wasm-unsafe-eval'", "Cross-Origin-Opener-Policy": "same-origin", "Set-Cookie": "",
	}
	problemHeaders = map[string]string{
		"Content-Type": "application/problem+json", "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'", "X-Request-Id": "e2e.1",
	}
	answered = map[string]string{
		"Content-Type": jsonBody, "Cache-Control": "no-store", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff",
		"Content-Security-Policy": "default-src 'none'", "X-Request-Id": "e2e.1", "Set-Cookie": "",
	}
	posted = []string{"Content-Type", jsonBody, "X-Request-Id", "e2e.1"}
)

// visits are the site and the API together, as they are asked from outside.
var visits = []visit{
	{name: "home", method: "GET", path: "/", status: 200, want: page, has: "<main"},
	{name: "home with a query", method: "GET", path: "/?utm=1", status: 200, want: page, has: "<main"},
	{name: "a page", method: "GET", path: "/curve", status: 200, want: page, has: "<main"},
	{name: "an English page", method: "GET", path: "/en/", status: 200, want: page, has: `lang="en"`},
	{name: "a deep English page", method: "GET", path: "/en/signals", status: 200, want: page, has: `lang="en"`},
	{name: "the reference", method: "GET", path: "/api", status: 200, want: page, has: "fair_value"},
	{name: "the reference in English", method: "GET", path: "/en/api", status: 200, want: page, has: "fair_value"},
	{name: "who may frame a page", method: "GET", path: "/data", status: 200, want: map[string]string{"Content-Security-Policy": "frame-ancestors 'self'"}},
	{name: "HEAD", method: "HEAD", path: "/curve", status: 200, want: page},
	{name: "with .html", method: "GET", path: "/curve.html?a=1", status: 307, want: map[string]string{"Location": "/curve?a=1"}},
	{name: "with a slash", method: "GET", path: "/curve/", status: 307, want: map[string]string{"Location": "/curve"}},
	{name: "without its slash", method: "GET", path: "/en", status: 307, want: map[string]string{"Location": "/en/"}},
	{name: "index", method: "GET", path: "/en/index.html", status: 307, want: map[string]string{"Location": "/en/"}},
	{name: "two slashes", method: "GET", path: "//curve", status: 307, want: map[string]string{"Location": "/curve"}},
	{name: "escaped for nothing", method: "GET", path: "/cur%76e", status: 307, want: map[string]string{"Location": "/curve"}},
	{name: "missing", method: "GET", path: "/nowhere", status: 404, has: "没有这个页面",
		want: map[string]string{"Content-Type": "text/html", "Content-Security-Policy": "default-src 'self'", "Cache-Control": "must-revalidate"}},
	{name: "missing among the pages of a language", method: "GET", path: "/en/nowhere", status: 404, has: "Page not found"},
	{name: "missing asset", method: "GET", path: "/assets/app.0000000000.wasm", status: 404, want: map[string]string{"Cache-Control": "must-revalidate"}},
	{name: "the rules of the headers are no page", method: "GET", path: "/_headers", status: 404},
	{name: "/v1 is no address of the API", method: "GET", path: "/v1", status: 404, want: map[string]string{"Content-Type": "text/html"}},
	{name: "a page is not written to", method: "POST", path: "/curve", body: "x", status: 405},
	{name: "service worker", method: "GET", path: "/sw.js", status: 200, want: map[string]string{"Content-Type": "text/javascript", "Cache-Control": "no-cache"}},
	{name: "manifest", method: "GET", path: "/manifest.webmanifest", status: 200, want: map[string]string{"Content-Type": "application/manifest+json", "Cache-Control": "no-cache"}},
	{name: "robots", method: "GET", path: "/robots.txt", status: 200, want: map[string]string{"Content-Type": "text/plain"}},
	{name: "description", method: "GET", path: "/openapi.json", status: 200, has: `"openapi":`,
		want: map[string]string{"Content-Type": jsonBody, "Access-Control-Allow-Origin": "*", "Cache-Control": "must-revalidate"}},
	{name: "client", method: "GET", path: "/client/fairbasis.mjs", status: 200, has: "export",
		want: map[string]string{"Content-Type": "text/javascript", "Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff"}},
	{name: "types of the client", method: "GET", path: "/client/fairbasis.d.ts", status: 200, has: "export",
		want: map[string]string{"Content-Type": "text/plain; charset=utf-8", "Access-Control-Allow-Origin": "*"}},

	{name: "operations", method: "GET", path: "/v1/", headers: []string{"X-Request-Id", "e2e.1"}, status: 200, has: `"fair_value"`,
		want: map[string]string{"Content-Type": jsonBody, "Access-Control-Allow-Origin": "*", "X-Request-Id": "e2e.1"}},
	{name: "health", method: "GET", path: "/v1/health", status: 200, want: map[string]string{"Content-Type": jsonBody}},
	{name: "version", method: "GET", path: "/v1/version", status: 200, has: `"build"`, want: map[string]string{"Content-Type": jsonBody, "ETag": `"`}},
	{name: "an answer", method: "POST", path: "/v1/fair_value", headers: posted, body: price1, status: 200, want: answered, has: `{"`},
	{name: "an answer to a link", method: "GET", path: priceGet, status: 200, has: `{"`,
		want: map[string]string{"Content-Type": jsonBody, "Cache-Control": "public", "ETag": `"`, "Access-Control-Allow-Origin": "*", "Vary": "Accept"}},
	{name: "CSV", method: "POST", path: "/v1/curve", headers: []string{"Content-Type", jsonBody, "Accept", "text/csv"}, status: 200,
		body: `{"date":"2024-09-13","spot":4413.187,"rate":0.03,"contracts":[{"contract":"IM2409","futures":4400},{"contract":"IM2412","futures":4312}]}`,
		want: map[string]string{"Content-Type": "text/csv", "Vary": "Accept"}, has: "IM2412"},
	{name: "several at once", method: "POST", path: "/v1/batch", headers: posted, status: 200, want: answered, has: `},{"status":200,"reply":{`,
		body: `{"calls":[{"op":"fair_value","input":{"sopt":1}},{"op":"fair_value","input":` + price1 + `}]}`},
	{name: "preflight", method: "OPTIONS", path: "/v1/fair_value", status: 204,
		headers: []string{"Origin", "https://elsewhere.example", "Access-Control-Request-Method", "POST", "Access-Control-Request-Headers", "content-type"},
		want:    map[string]string{"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Methods": "POST", "Access-Control-Allow-Headers": "ontent-", "Access-Control-Max-Age": "0"}},
	{name: "no JSON", method: "POST", path: "/v1/fair_value", headers: posted, body: "spot=1", status: 400, want: problemHeaders},
	{name: "no operation", method: "POST", path: "/v1/nothing", headers: posted, body: "{}", status: 404, want: problemHeaders, has: `"code":"unknown"`},
	{name: "not deleted", method: "DELETE", path: "/v1/fair_value", headers: posted, status: 405, want: map[string]string{"Allow": "POST", "Content-Type": "application/problem+json"}},
	{name: "no picture", method: "POST", path: "/v1/fair_value", headers: append([]string{"Accept", "image/png"}, posted...), body: price1, status: 406, want: problemHeaders},
	{name: "too long", method: "POST", path: "/v1/fair_value", headers: posted, body: strings.Repeat(" ", 2<<20+1), status: 413, want: problemHeaders, has: `"code":"too_large"`},
	{name: "plain text", method: "POST", path: "/v1/fair_value", headers: []string{"Content-Type", "text/plain", "X-Request-Id", "e2e.1"}, body: price1, status: 415, want: problemHeaders},
	{name: "unknown field, in Chinese", method: "POST", path: "/v1/fair_value", headers: append([]string{"Accept-Language", "zh-CN,zh;q=0.9"}, posted...), body: `{"sopt":1}`,
		status: 422, want: map[string]string{"Content-Language": "zh", "Content-Type": "application/problem+json"}, has: `"pointer":"#/sopt"`},
	{name: "an id that is none", method: "GET", path: "/v1/version", headers: []string{"X-Request-Id", "a b"}, status: 200},
}

// Site and API together: the deployment and the native server give the same
// answers to the same requests.
func TestServed(t *testing.T) {
	t.Parallel()
	for _, p := range fronts(t) {
		t.Run(p.name, func(t *testing.T) {
			for _, c := range visits {
				expect(t, c, p.ask(t, c.method, c.path, c.body, c.headers...))
			}
			t.Run("unchanged", p.unchanged)
			t.Run("assets", p.assets)
			t.Run("description", p.description)
			if p.local {
				t.Run("rules", p.rules)
			}
			if p.rate > 0 {
				t.Run("rate", p.limited)
			}
		})
	}
}

func expect(t *testing.T, c visit, g got) {
	t.Helper()
	if g.status != c.status {
		t.Errorf("%s (%s %.60s): %d, want %d; %.300s", c.name, c.method, c.path, g.status, c.status, g.body)
		return
	}
	for name, want := range c.want {
		if v := g.value(name); !strings.Contains(v, want) || want == "" && v != "" {
			t.Errorf("%s (%s %.60s): %s is %q, want %q", c.name, c.method, c.path, name, v, want)
		}
	}
	if !strings.Contains(g.body, c.has) {
		t.Errorf("%s (%s %.60s): no %q in %.300q", c.name, c.method, c.path, c.has, g.body)
	}
	if id := g.value("X-Request-Id"); strings.HasPrefix(c.path, "/v1/") && (id == "" || strings.Contains(id, " ")) {
		t.Errorf("%s (%s %.60s): request id %q", c.name, c.method, c.path, id)
	}
	switch {
	case c.method == "HEAD" && g.body != "" || g.status == 307 && g.body != "":
		t.Errorf("%s (%s %s): a body of %d bytes", c.name, c.method, c.path, len(g.body))
	case strings.HasPrefix(c.path, "/v1/") && c.method != "HEAD" && strings.Contains(g.value("Content-Type"), "json"):
		if !json.Valid([]byte(g.body)) {
			t.Errorf("%s (%s %.60s): no JSON: %.300q", c.name, c.method, c.path, g.body)
		}
	}
}

var programs = regexp.MustCompile(`/assets/app\.[0-9a-f]+\.wasm`)

// unchanged asks again for what it has, as browsers and caches do.
func (p front) unchanged(t *testing.T) {
	program := programs.FindString(p.ask(t, "GET", "/", "").body)
	for _, path := range []string{"/", "/en/curve", "/sw.js", "/openapi.json", program, priceGet, "/v1/version"} {
		tag := p.ask(t, "GET", path, "").value("ETag")
		if tag == "" {
			t.Errorf("%.60s: no ETag", path)
			continue
		}
		for _, have := range []string{tag, "W/" + strings.TrimPrefix(tag, "W/")} {
			if g := p.ask(t, "GET", path, "", "If-None-Match", have); g.status != 304 || g.body != "" {
				t.Errorf("%.60s for who has %s: %d, %d bytes", path, have, g.status, len(g.body))
			}
		}
		if g := p.ask(t, "GET", path, "", "If-None-Match", `"other"`); g.status != 200 {
			t.Errorf("%.60s for who has another: %d", path, g.status)
		}
	}
}

// assets looks at what the home page loads.
func (p front) assets(t *testing.T) {
	home := p.ask(t, "GET", "/", "").body
	program := programs.FindString(home)
	if program == "" {
		t.Fatal("the home page names no program")
	}
	g := p.ask(t, "GET", program, "")
	expect(t, visit{name: "program", method: "GET", path: program, status: 200, has: "\x00asm", want: map[string]string{
		"Content-Type": "application/wasm", "Cache-Control": "public, max-age=31536000, immutable", "Access-Control-Allow-Origin": "*",
		"X-Content-Type-Options": "nosniff", "Content-Security-Policy": "default-src 'self'"}}, g)
	for _, encoding := range []string{"br", "gzip"} {
		packed := p.ask(t, "GET", program, "", "Accept-Encoding", encoding)
		if packed.value("Content-Encoding") != encoding || len(packed.body) >= len(g.body)/2 {
			t.Errorf("the program for who takes %s: %q, %d of %d bytes", encoding, packed.value("Content-Encoding"), len(packed.body), len(g.body))
		}
	}
	for _, link := range regexp.MustCompile(`(?:href|src)="(/assets/[^"]+)"`).FindAllStringSubmatch(home, -1) {
		if a := p.ask(t, "HEAD", link[1], ""); a.status != 200 || !strings.Contains(a.value("Cache-Control"), "immutable") {
			t.Errorf("%s: %d, %s", link[1], a.status, a.value("Cache-Control"))
		}
	}
}

// description is the OpenAPI document beside the API that it describes.
func (p front) description(t *testing.T) {
	var document struct {
		OpenAPI string `json:"openapi"`
		Paths   map[string]map[string]any
	}
	if err := json.Unmarshal([]byte(p.ask(t, "GET", "/openapi.json", "").body), &document); err != nil || !strings.HasPrefix(document.OpenAPI, "3.1") {
		t.Fatalf("OpenAPI %q: %v", document.OpenAPI, err)
	}
	listed := p.ask(t, "GET", "/v1/", "").body
	n := 0
	for path := range document.Paths {
		if name, ok := strings.CutPrefix(path, "/v1/"); ok && name != "" && name != "batch" && name != "health" && name != "version" {
			n++
			if !strings.Contains(listed, `"`+name+`"`) {
				t.Errorf("%s is described and not listed at /v1/", path)
			}
		}
	}
	if n < 30 {
		t.Errorf("%d operations are described", n)
	}
}

// rules holds every rule of _headers for one address against what is sent for it.
func (p front) rules(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(built, "site/_headers"))
	if err != nil {
		t.Fatal(err)
	}
	path, everywhere, n := "", [][2]string{}, 0
	var sent got
	for line := range strings.Lines(string(text)) {
		name, value, _ := strings.Cut(strings.TrimSpace(line), ": ")
		switch {
		case !strings.HasPrefix(line, " "):
			if path = strings.TrimSpace(line); path != "/*" {
				n++
				if path = inFolder(path); path == "" {
					t.Errorf("a rule for nothing: %s", line)
				}
				if sent = p.ask(t, "HEAD", path, ""); sent.status != 200 {
					t.Errorf("a rule for %s: %d", path, sent.status)
				}
				for _, all := range everywhere {
					if !strings.Contains(sent.value(all[0]), all[1]) {
						t.Errorf("%s: %s is %q, want %q", path, all[0], sent.value(all[0]), all[1])
					}
				}
			}
		case path == "/*":
			everywhere = append(everywhere, [2]string{name, value})
		case !strings.Contains(sent.value(name), value):
			t.Errorf("%s: %s is %q, want %q", path, name, sent.value(name), value)
		}
	}
	if n < 30 || len(everywhere) < 5 {
		t.Errorf("%d addresses and %d headers in _headers", n, len(everywhere))
	}
}

// inFolder is the first file that a rule for a folder holds for, or the path
// of a rule for one file.
func inFolder(path string) string {
	folder, whole := strings.CutSuffix(path, "*")
	if !whole {
		return path
	}
	files, err := os.ReadDir(filepath.Join(built, "site", folder))
	if err != nil || len(files) == 0 {
		return ""
	}
	return folder + files[0].Name()
}

// limited asks until it is told to wait. The minute may end meanwhile, then the
// count begins anew.
func (p front) limited(t *testing.T) {
	for i := range 2*p.rate + 10 {
		g := p.ask(t, "GET", "/v1/version", "", "X-Request-Id", "e2e.1")
		if g.status == 200 {
			continue
		}
		wait, err := strconv.Atoi(g.value("Retry-After"))
		if g.status != 429 || err != nil || wait < 1 || wait > 60 {
			t.Errorf("after %d requests: %d, Retry-After %q", i, g.status, g.value("Retry-After"))
		}
		expect(t, visit{name: "over the limit", method: "GET", path: "/v1/version", status: 429, want: problemHeaders, has: `"code":"rate_limit"`}, g)
		if h := p.ask(t, "GET", "/v1/health", ""); h.status != 200 {
			t.Errorf("health over the limit: %d", h.status)
		}
		if h := p.ask(t, "GET", "/", ""); h.status != 200 {
			t.Errorf("the site over the limit of the API: %d", h.status)
		}
		return
	}
	t.Errorf("no limit after %d requests", 2*p.rate+10)
}
