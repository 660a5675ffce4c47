package api

import (
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
)

const (
	good      = `{"contract":"IM2412","date":"2024-09-13","spot":4413.187,"futures":4312,"rate":0.03}`
	goodQuery = "contract=IM2412&date=2024-09-13&spot=4413.187&futures=4312&rate=3%25"
)

// TestAnswers is every status with what leads to it: a request line with
// headers behind it, and a body.
func TestAnswers(t *testing.T) {
	api := New(Options{Build: "test"})
	tag := get(api, "/v1/fair_value?"+goodQuery).Header.Get("ETag")
	for _, c := range []struct {
		ask, body string
		status    int
		code      string // of the problem
		errors    string // pointer and code of each
		headers   string // NAME: VALUE, one a line
	}{
		{"GET /v1/health", "", 200, "", "", "Cache-Control: no-store\nContent-Type: application/json"},
		{"GET /v1/version", "", 200, "", "", "Vary: Accept"},
		{"GET /v1/", "", 200, "", "", "Cache-Control: public, max-age=300"},
		{"POST /v1/fair_value", good, 200, "", "", "Cache-Control: no-store\nVary: Accept"},
		{"POST /v1/fair_value\nContent-Type: application/json; charset=UTF-8\nContent-Encoding: identity", good, 200, "", "", ""},
		{"POST /v1/fair_value\nContent-Type: APPLICATION/JSON;charset=\"utf-8\"", good, 200, "", "", ""},
		{"POST /v1/fair_value\nAccept: text/csv", good, 200, "", "", "Content-Type: text/csv; charset=utf-8; header=present"},
		{"POST /v1/fair_value\nAccept: text/html, */*;q=0.1", good, 200, "", "", "Content-Type: application/json"},
		{"POST /v1/fair_value\nAccept: application/json;q=0.5, text/csv", good, 200, "", "", "Content-Type: text/csv; charset=utf-8; header=present"},
		{"POST /v1/fair_value\nAccept: text/*", good, 200, "", "", "Content-Type: text/csv; charset=utf-8; header=present"},
		{"GET /v1/fair_value?" + goodQuery, "", 200, "", "", "Cache-Control: " + cached + "\nETag: " + tag + "\nVary: Accept"},
		{"GET /v1/fair_value?" + goodQuery + "\nIf-None-Match: " + tag, "", 304, "", "", "ETag: " + tag + "\nCache-Control: " + cached + "\nContent-Type: \nAccess-Control-Allow-Origin: *"},
		{"GET /v1/fair_value?" + goodQuery + "\nIf-None-Match: \"x\", W/" + tag, "", 304, "", "", ""},
		{"GET /v1/fair_value?" + goodQuery + "\nIf-None-Match: \"x\"", "", 200, "", "", ""},
		{"OPTIONS /v1/arb", "", 204, "", "", "Allow: GET, HEAD, POST, OPTIONS\nAccess-Control-Allow-Methods: GET, HEAD, POST, OPTIONS\nAccess-Control-Max-Age: 86400\nContent-Type: \nContent-Length: "},
		{"OPTIONS /v1/nowhere", "", 204, "", "", ""},

		{"POST /v1/fair_value", "", 400, "invalid", "# json", "Cache-Control: no-store\nContent-Language: en\nVary: Accept, Accept-Language"},
		{"POST /v1/fair_value", "spot=1", 400, "invalid", "# json", ""},
		{"POST /v1/fair_value", good + "{}", 400, "invalid", "# json", ""},
		{"POST /v1/fair_value", "\xff", 400, "invalid", "# json", ""},
		{"POST /v1/batch", "[", 400, "invalid", "# json", ""},
		{"GET /v1/fair_value?rate=3%", "", 400, "invalid", "# query", ""},
		{"GET /v1/fair_value?%ff=1", "", 400, "invalid", "# query", ""},
		{"POST /v1/fair_value?fields=%zz", good, 400, "invalid", "# query", ""},

		{"POST /v1/fair_valu", good, 404, "unknown", "", ""},
		{"GET /v1/a/b", "", 404, "unknown", "", ""},
		{"GET /v1/fair_value/", "", 404, "unknown", "", ""},
		{"GET /elsewhere", "", 404, "unknown", "", ""},
		{"DELETE /v1/nowhere", "", 404, "unknown", "", ""},

		{"PUT /v1/fair_value", good, 405, "method", "# method", "Allow: GET, HEAD, POST, OPTIONS"},
		{"GET /v1/backtest", "", 405, "method", "# method", "Allow: POST, OPTIONS"},
		{"GET /v1/batch", "", 405, "method", "# method", "Allow: POST, OPTIONS"},
		{"POST /v1/health", "{}", 405, "method", "# method", "Allow: GET, HEAD, OPTIONS"},

		{"POST /v1/fair_value\nAccept: text/html", good, 406, "not_acceptable", "# not_acceptable", "Content-Type: application/problem+json"},
		{"POST /v1/fair_value\nAccept: application/json;q=0, text/csv;q=0.0", good, 406, "not_acceptable", "# not_acceptable", ""},
		{"POST /v1/batch\nAccept: text/csv", `{"calls":[]}`, 406, "not_acceptable", "# not_acceptable", ""},
		{"GET /v1/version\nAccept: image/png", "", 406, "not_acceptable", "# not_acceptable", ""},

		{"POST /v1/fair_value", strings.Repeat(" ", hosted.Limits.Body+1), 413, "too_large", "# body_too_long", ""},
		{"GET /v1/fair_value?spot=" + strings.Repeat("1", longestQuery), "", 413, "too_large", "# query_too_long", ""},
		{"POST /v1/batch", `{"calls":[` + strings.Repeat("0,", hosted.Limits.Batch) + "0]}", 413, "too_large", "#/calls too_many_calls", ""},

		{"POST /v1/fair_value\nContent-Type: application/x-www-form-urlencoded", good, 415, "media", "# media", "Accept-Post: application/json"},
		{"POST /v1/fair_value\nContent-Type: application/json; charset=gbk", good, 415, "media", "# charset", ""},
		{"POST /v1/fair_value\nContent-Encoding: gzip", good, 415, "media", "# packed", "Accept-Encoding: identity"},
		{"POST /v1/fair_value\nContent-Type: text/csv", "date,close\n", 415, "media", "# not_csv", ""},
		{"POST /v1/batch\nContent-Type: text/csv", "date,close\n", 415, "media", "# not_csv", ""},

		{"POST /v1/fair_value", `{"sopt":1,"rate":"3%"}`, 422, "invalid", "#/rate wrong_kind #/sopt unknown_field", ""},
		{"POST /v1/fair_value", `[]`, 422, "invalid", "# wrong_kind", ""},
		{"POST /v1/fair_value", `{"a/b~c d":1}`, 422, "invalid", "#/a~1b~0c%20d unknown_field", ""},
		{"POST /v1/fair_value", `{"contract":"IM2412","date":"2024-09-13","spot":-1,"futures":0}`, 422, "invalid", "#/spot not_positive #/futures not_positive", ""},
		{"POST /v1/fair_value?spot=1&tail=0&columns=1", good, 422, "invalid", "#/tail not_whole #/columns unknown_choice", ""},
		{"POST /v1/fair_value?spot=1", good, 422, "invalid", "#/spot unknown_field", ""},
		{"POST /v1/fair_value?tail=1&tail=2", good, 422, "invalid", "#/tail given_twice", ""},
		{"POST /v1/load", `{"ref":"x.csv"}`, 422, "unknown", "", ""},
		{"GET /v1/fair_value?spot=x&futures=1,00&rate=3万&sopt=1&tail=x", "", 422, "invalid", "#/tail not_whole #/futures grouping #/rate not_a_number #/sopt unknown_field #/spot not_a_number", ""},
		{"GET /v1/fair_value?spot=1&spot=2&futures=3%25", "", 422, "invalid", "#/spot given_twice #/futures suffix", ""},
		{"GET /v1/fair_value?date=2024-02-30", "", 422, "invalid", "#/date bad_day", ""},
		{"GET /v1/fair_value?" + goodQuery + "&fields=nothing", "", 422, "invalid", "#/fields unknown_choice", ""},
		{"GET /v1/health?x=1", "", 200, "", "", ""},
		{"GET /v1/version?x=1", "", 422, "invalid", "#/x unknown_field", ""},
		{"POST /v1/batch", `{"calls":[]}`, 422, "invalid", "#/calls no_calls", ""},
		{"POST /v1/batch", `{"calls":{},"x":1}`, 422, "invalid", "#/x unknown_field", ""},
		{"POST /v1/batch", `{"calls":{}}`, 422, "invalid", "#/calls wrong_kind", ""},
		{"POST /v1/batch", `"x"`, 422, "invalid", "# wrong_kind", ""},
	} {
		line, rest, _ := strings.Cut(c.ask, "\n")
		method, path, _ := strings.Cut(line, " ")
		var headers []string
		for h := range strings.SplitSeq(rest, "\n") {
			if name, value, ok := strings.Cut(h, ": "); ok {
				headers = append(headers, name, value)
			}
		}
		r := ask(api, method, path, c.body, headers...)
		line = clip(c.ask) + " " + clip(c.body)
		if r.StatusCode != c.status {
			t.Errorf("%s: %d, want %d: %.300s", line, r.StatusCode, c.status, text(t, r))
			continue
		}
		for h := range strings.SplitSeq(c.headers, "\n") {
			if name, value, ok := strings.Cut(h, ": "); ok && r.Header.Get(name) != value {
				t.Errorf("%s: %s is %q, want %q", line, name, r.Header.Get(name), value)
			}
		}
		common(t, line, r)
		if c.code == "" {
			continue
		}
		p := problemIn(t, r)
		if p.Status != c.status || p.Code != c.code || refused(p) != c.errors {
			t.Errorf("%s: %d %s %s, want %d %s %s", line, p.Status, p.Code, refused(p), c.status, c.code, c.errors)
		}
		if p.RequestID != r.Header.Get("X-Request-Id") || p.Title == "" || p.Detail == "" || p.Kind != "/api#problem-"+c.code {
			t.Errorf("%s: %+v", line, p)
		}
	}
}

// common is what every answer has.
func common(t *testing.T, line string, r *http.Response) {
	t.Helper()
	for name, value := range map[string]string{
		"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
	} {
		if r.Header.Get(name) != value {
			t.Errorf("%s: %s is %q, want %q", line, name, r.Header.Get(name), value)
		}
	}
	if r.Header.Get("X-Request-Id") == "" || r.Header.Get("Cache-Control") == "" || r.Header.Get("Access-Control-Allow-Credentials") != "" {
		t.Errorf("%s: headers %v", line, r.Header)
	}
}

// TestLanguages: a problem is in the reader's language, and has the English
// sentence beside another one, from which the fault comes back as it was.
func TestLanguages(t *testing.T) {
	api := New(Options{})
	for accept, want := range map[string]string{
		"": "en", "en": "en", "zh": "zh", "zh-CN,zh;q=0.9,en;q=0.8": "zh", "en-US,en;q=0.9,zh;q=0.8": "en", "fr": "en", "fr, zh;q=0.1": "zh",
		"ZH-Hant-TW": "zh", "zh;q=0": "en", "zh;q=x": "en", "*": "en", "zhx": "en",
	} {
		r := ask(api, "POST", "/v1/fair_value", `{"spot":-1,"futures":1}`, "Accept-Language", accept)
		p := problemIn(t, r)
		if got := r.Header.Get("Content-Language"); got != want {
			t.Errorf("%q: %s, want %s", accept, got, want)
		}
		chinese := strings.ContainsFunc(p.Title+p.Detail+p.Errors[0].Detail, func(r rune) bool { return r >= '一' && r <= '鿿' })
		if chinese != (want == "zh") {
			t.Errorf("%q: %+v", accept, p)
		}
		f := p.Fault()
		if f.Code != fault.Invalid || len(f.Fields) != 3 || f.Message != "3 fields were refused" || f.Fields[2].Path != "spot" || f.Fields[2].Message != "must be above 0 points, got -1" {
			t.Errorf("%q: %+v", accept, f)
		}
	}
}

// TestRequestIDs: an id that is fit to be repeated is; of any other nothing
// comes back.
func TestRequestIDs(t *testing.T) {
	api := New(Options{})
	for given, keep := range map[string]bool{
		"abc-1.2_3": true, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a b": false, "a\r\nSet-Cookie: x=1": false, "é": false, "<script>": false, "": false, "a,b": false,
	} {
		r := ask(api, "GET", "/v1/health", "", "X-Request-Id", given)
		got := r.Header.Get("X-Request-Id")
		if keep != (got == given) || !keep && len(got) != 16 || r.Header.Get("Set-Cookie") != "" {
			t.Errorf("%q came back as %q", given, got)
		}
	}
}

// TestNothingIsInjected: what a request says stands in an answer only inside
// of JSON texts, never in a header or as a page.
func TestNothingIsInjected(t *testing.T) {
	api := New(Options{})
	evil := "x\r\nSet-Cookie: a=b<script>alert(1)</script>"
	for _, path := range []string{"/v1/" + url.PathEscape(evil), "/v1/fair_value?fields=" + url.QueryEscape(evil), "/v1/fair_value?" + url.QueryEscape(evil) + "=1", "/v1/arb?contract=" + url.QueryEscape(evil) + "&date=2024-09-13"} {
		r := get(api, path, "Accept-Language", evil, "If-None-Match", evil)
		p := problemIn(t, r)
		for name, values := range r.Header {
			if v := strings.Join(values, ","); strings.ContainsAny(v, "\r\n<") || strings.Contains(v, "alert") || name == "Set-Cookie" {
				t.Errorf("%s: header %s: %q", path, name, v)
			}
		}
		if body := text(t, get(api, path)); strings.ContainsAny(body, "<>\r\n") {
			t.Errorf("%s: %s", path, body)
		}
		if p.Code == "" {
			t.Errorf("%s: %+v", path, p)
		}
	}
}

// TestManyFaults: a body that is wrong in every place is named in part.
func TestManyFaults(t *testing.T) {
	api := New(Options{})
	body := `{"rate":` + `1,"contracts":[` + strings.Repeat("0,", 300_000) + "0]}"
	p := problemIn(t, post(api, "/v1/curve", body))
	if p.Status != 422 || len(p.Errors) != mostFields {
		t.Errorf("%d with %d fields", p.Status, len(p.Errors))
	}
}

// broken is a body that ends before its end.
type broken struct{}

func (broken) Read([]byte) (int, error) { return 0, http.ErrBodyReadAfterClose }
func (broken) Close() error             { return nil }

func TestBodies(t *testing.T) {
	api := New(Options{})
	r := httptest.NewRequest("POST", "/v1/fair_value", broken{})
	w := httptest.NewRecorder()
	api.ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("a body that breaks off: %d", w.Code)
	}
	r = httptest.NewRequest("POST", "/v1/fair_value", nil)
	r.Body = nil
	w = httptest.NewRecorder()
	api.ServeHTTP(w, r)
	if w.Code != 400 {
		t.Errorf("no body at all: %d", w.Code)
	}
	r = httptest.NewRequest("POST", "/v1/fair_value", broken{})
	r.ContentLength = 3 << 20
	w = httptest.NewRecorder()
	api.ServeHTTP(w, r)
	if w.Code != 413 { // without reading it
		t.Errorf("a body that says it is too long: %d", w.Code)
	}
}

// TestRefusalsOfTheShell: what a shell around the handler says is complete.
func TestRefusalsOfTheShell(t *testing.T) {
	all := Refusals()
	for name, status := range map[string]int{"rate_limit": 429, "too_large": 413, "internal": 500, "unavailable": 503} {
		zh, en := all[name]["zh"], all[name]["en"]
		if zh.Status != status || en.Status != status || zh.Detail == "" || en.Detail == "" || zh.Detail == en.Detail || en.Message != "" || zh.Code != name {
			t.Errorf("%s: %+v, %+v", name, zh, en)
		}
		if f, g := zh.Fault(), en.Fault(); f.Message != g.Message || string(f.Code) != name {
			t.Errorf("%s: %v, %v", name, f, g)
		}
	}
	if len(all) != 4 {
		t.Errorf("%d refusals", len(all))
	}
}
