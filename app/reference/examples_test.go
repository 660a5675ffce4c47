package reference

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/wasm/api"
)

// TestExamplesAreAnswered asks the hosted API what the page says one may ask,
// in every way it names: the reply is the one that is shown.
func TestExamplesAreAnswered(t *testing.T) {
	all, err := examples()
	if err != nil {
		t.Fatal(err)
	}
	h := api.New(api.Options{Build: "test"})
	files := map[string]string{barsFile: string(hosted.CleanFile()), draftFile: string(hosted.File())}
	ask := func(method, path, kind, body string) (int, string) {
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		if kind != "" {
			r.Header.Set("Content-Type", kind)
		} else {
			r.Body = http.NoBody
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		return w.Code, strings.TrimSpace(w.Body.String())
	}
	if code, reply := ask("POST", "/v1/batch", "application/json", string(batch(all))); code != 200 || strings.Count(reply, `"status":200`) != 2 || strings.Count(reply, `"status":422,"problem"`) != 1 {
		t.Errorf("batch: %d %s", code, reply)
	}
	for _, o := range catalog.All.Ops() {
		e, path := all[o.Name], "/v1/"+o.Name
		if !e.only {
			if code, reply := ask("POST", path, "application/json", string(e.request)); code != 200 || reply != string(e.reply) {
				t.Errorf("POST %s: %d, %.200s, the page shows %.200s", path, code, reply, e.reply)
			}
		}
		if answersGET(o) {
			n, err := parse(e.request)
			if err != nil {
				t.Fatal(err)
			}
			if code, reply := ask("GET", path+"?"+strings.Join(n.query(), "&"), "", ""); code != 200 || reply != string(e.reply) {
				t.Errorf("GET %s: %d, %.200s, the page shows %.200s", path, code, reply, e.reply)
			}
		}
		if e.csv != nil {
			n, err := parse(e.csv)
			if err != nil {
				t.Fatal(err)
			}
			if code, reply := ask("POST", path+"?"+strings.Join(n.query(), "&"), "text/csv", files[e.file]); code != 200 || e.only && reply != string(e.reply) {
				t.Errorf("CSV %s: %d, %.200s", path, code, reply)
			}
		}
	}
}

// TestShown: what is cut is shorter, what is short stays, and numbers keep
// their digits.
func TestShown(t *testing.T) {
	for _, c := range []struct{ json, whole, short string }{
		{`{"a": 1.50, "b": [1, 2, 3, 4, 5]}`, `{"a":1.50,"b":[1,2,3,4,5]}`, "{\n  \"a\": 1.50,\n  \"b\": [1, 2, 3, …]\n}"},
		{`[{"a": 1}, {"a": 2}]`, `[{"a":1},{"a":2}]`, "[\n  { \"a\": 1 },\n  { \"a\": 2 }\n]"},
		{`[{"a": 1}, {"a": 2}, {"a": 3}]`, `[{"a":1},{"a":2},{"a":3}]`, "[\n  { \"a\": 1 },\n  …\n]"},
		{`[1, 2, 3, 4]`, `[1,2,3,4]`, "[\n  1,\n  2,\n  3,\n  4\n]"},
		{`"<a & b>"`, `"<a & b>"`, `"<a & b>"`},
		{`{}`, `{}`, `{}`},
		{`"` + strings.Repeat("说", 200) + `"`, `"` + strings.Repeat("说", 200) + `"`, `"` + strings.Repeat("说", 159) + `…"`},
	} {
		n, err := parse([]byte(c.json))
		if err != nil {
			t.Fatal(err)
		}
		if got := n.whole(); got != c.whole {
			t.Errorf("%s: whole %s, want %s", c.json, got, c.whole)
		}
		if got := n.short().pretty(); got != c.short {
			t.Errorf("%s: short\n%s\nwant\n%s", c.json, got, c.short)
		}
	}
}

// TestCommands: what a shell and an address would take apart is quoted.
func TestCommands(t *testing.T) {
	n, err := parse([]byte(`{"name": "it's 5 %", "list": [{"a": "x&y"}, {"a": "2024-09-13 09:31"}]}`))
	if err != nil {
		t.Fatal(err)
	}
	if got, want := strings.Join(n.query(), "&"), "name=it%27s%205%20%25&list.0.a=x%26y&list.1.a=2024-09-13%2009:31"; got != want {
		t.Errorf("query %s, want %s", got, want)
	}
	if got, want := post("u", n.whole()), `curl -s u -H 'Content-Type: application/json' -d '{"name":"it'\''s 5 %","list":[{"a":"x&y"},{"a":"2024-09-13 09:31"}]}'`; got != want {
		t.Errorf("command %s, want %s", got, want)
	}
}
