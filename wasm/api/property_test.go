package api

import (
	"encoding/json"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// leaf is a plain value somewhere in a request.
type leaf struct {
	path  string
	value any // float64, string, bool
}

func leaves(path string, v any) []leaf {
	at := func(name string) string { return strings.TrimPrefix(path+"."+name, ".") }
	var out []leaf
	switch v := v.(type) {
	case map[string]any:
		names := make([]string, 0, len(v))
		for name := range v {
			names = append(names, name)
		}
		slices.Sort(names)
		for _, name := range names {
			out = append(out, leaves(at(name), v[name])...)
		}
	case []any:
		for i, x := range v {
			out = append(out, leaves(at(strconv.Itoa(i)), x)...)
		}
	default:
		out = append(out, leaf{path, v})
	}
	return out
}

// change returns the value with the leaf at a dotted path replaced.
func change(v any, path string, to any) any {
	if path == "" {
		return to
	}
	name, rest, _ := strings.Cut(path, ".")
	switch v := v.(type) {
	case map[string]any:
		v[name] = change(v[name], rest, to)
	case []any:
		i, _ := strconv.Atoi(name)
		v[i] = change(v[i], rest, to)
	}
	return v
}

// drawRequest is the example of an operation with some of its values moved,
// some of them beyond what is accepted.
func drawRequest(t *rapid.T, o op.Op) any {
	text, err := json.Marshal(o.Example)
	if err != nil {
		t.Fatal(err)
	}
	var request any
	if err := json.Unmarshal(text, &request); err != nil {
		t.Fatal(err)
	}
	all := leaves("", request)
	for range rapid.IntRange(0, 3).Draw(t, "changes") {
		l := rapid.SampledFrom(all).Draw(t, "leaf")
		var to any
		switch v := l.value.(type) {
		case float64:
			to = rapid.OneOf(rapid.Just(v), rapid.Just(0-v), rapid.Just(v*rapid.Float64Range(0.9, 1.1).Draw(t, "factor")),
				rapid.SampledFrom([]float64{0, 1e-7, 1e21, 0.1, 3})).Draw(t, "number")
		case string:
			to = rapid.SampledFrom([]string{v, "", "IF2412", "2024-09-18", "2024/9/13", "own & = + % #", "sinolink"}).Draw(t, "text")
		case bool:
			to = !v
		}
		request = change(request, l.path, to)
	}
	return request
}

// queryOf is a request as a query: dotted paths, values as JSON writes them.
func queryOf(request any) string {
	var parts []string
	for _, l := range leaves("", request) {
		text, ok := l.value.(string)
		if !ok {
			b, _ := json.Marshal(l.value) // numbers and truths always are
			text = string(b)
		}
		parts = append(parts, url.QueryEscape(l.path)+"="+url.QueryEscape(text))
	}
	return strings.Join(parts, "&")
}

func drawInstant(t *rapid.T) op.Op { return rapid.SampledFrom(instant.All.Ops()).Draw(t, "op") }

// A request asked with GET has the answer it has with POST.
func TestGetIsPost(t *testing.T) {
	api := New(Options{})
	rapid.Check(t, func(t *rapid.T) {
		o := drawInstant(t)
		request := drawRequest(t, o)
		body, err := json.Marshal(request)
		if err != nil {
			t.Fatal(err)
		}
		posted, got := post(api, "/v1/"+o.Name, string(body)), get(api, "/v1/"+o.Name+"?"+queryOf(request))
		if posted.StatusCode != http.StatusOK {
			a, b := problemIn(t, posted), problemIn(t, got)
			// Empty texts of optional members are left out of a query.
			if posted.StatusCode != got.StatusCode || refused(a) != refused(b) {
				t.Fatalf("%s %s: refused with POST %s, with GET %s", o.Name, body, refused(a), refused(b))
			}
			return
		}
		if a, b := text(t, posted), text(t, got); a != b || got.StatusCode != http.StatusOK {
			t.Fatalf("%s %s?%s:\nPOST %s\n GET %s", o.Name, body, queryOf(request), a, b)
		}
	})
}

// What says the same has the same tag in whatever order and spelling; what
// says something else, wants another form or comes from another build has another.
func TestTags(t *testing.T) {
	api, other := New(Options{Build: "a"}), New(Options{Build: "b"})
	rapid.Check(t, func(t *rapid.T) {
		o := drawInstant(t)
		query := queryOf(drawRequest(t, o))
		address := "/v1/" + o.Name + "?"
		r := get(api, address+query)
		if r.StatusCode != http.StatusOK {
			return
		}
		tag := r.Header.Get("ETag")
		parts := strings.Split(query, "&")
		mixed := rapid.Permutation(parts).Draw(t, "order")
		for i, p := range mixed {
			name, value, _ := strings.Cut(p, "=")
			if x, err := strconv.ParseFloat(value, 64); err == nil && rapid.Bool().Draw(t, "spelled otherwise") && !strings.ContainsAny(value, ".eE") && math.Abs(x) < 1e15 && !strings.HasSuffix(name, "contract") {
				mixed[i] = name + "=" + strings.NewReplacer("0", "%EF%BC%90", "1", "%EF%BC%91").Replace(value) // full-width digits
			}
		}
		if again := get(api, address+strings.Join(mixed, "&")+"&&"); again.StatusCode != 200 || again.Header.Get("ETag") != tag {
			t.Fatalf("%s%s has the tag %s, %s has %s", address, query, tag, strings.Join(mixed, "&"), again.Header.Get("ETag"))
		}
		if again := get(api, address+query, "If-None-Match", tag); again.StatusCode != http.StatusNotModified || text(t, again) != "" {
			t.Fatalf("%s%s is %d with its own tag", address, query, again.StatusCode)
		}
		differ := map[string]string{"": tag}
		for name, r := range map[string]*http.Response{
			"build": get(other, address+query), "csv": get(api, address+query, "Accept", "text/csv"),
			"tail": get(api, address+query+"&tail=1"), "columns": get(api, address+query+"&columns=true"),
		} {
			for had, tag := range differ {
				if r.StatusCode == http.StatusOK && r.Header.Get("ETag") == tag {
					t.Fatalf("%s%s: %q and %q have the same tag", address, query, had, name)
				}
			}
			differ[name] = r.Header.Get("ETag")
		}
		// Another value of a number is another request, if it is accepted.
		i := rapid.IntRange(0, len(parts)-1).Draw(t, "part")
		name, value, _ := strings.Cut(parts[i], "=")
		x, err := strconv.ParseFloat(value, 64)
		if err != nil || x == 0 {
			return
		}
		parts[i] = name + "=" + strconv.FormatFloat(x*1.5, 'g', -1, 64)
		if r := get(api, address+strings.Join(parts, "&")); r.StatusCode == 200 && r.Header.Get("ETag") == tag {
			t.Fatalf("%s of %s%s is another now, and the tag the same", name, address, query)
		}
	})
}

// Every address answers every method as it says it does, and HEAD as GET.
func TestMethods(t *testing.T) {
	api := New(Options{})
	names := []string{"", "health", "version", "batch", "nowhere"}
	for _, o := range catalog.All.Ops() {
		names = append(names, o.Name)
	}
	for _, name := range names {
		allowed := methods(name)
		for _, method := range []string{"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW"} {
			r := ask(api, method, "/v1/"+name, "")
			known := slices.Contains(allowed, method)
			switch {
			case method == "OPTIONS":
				if r.StatusCode != http.StatusNoContent {
					t.Errorf("%s %s: %d", method, name, r.StatusCode)
				}
			case allowed == nil && r.StatusCode != 404, allowed != nil && !known && r.StatusCode != 405, known && (r.StatusCode == 405 || r.StatusCode >= 500):
				t.Errorf("%s %s: %d", method, name, r.StatusCode)
			case r.StatusCode == 405 && r.Header.Get("Allow") != strings.Join(allowed, ", "):
				t.Errorf("%s %s: Allow %q", method, name, r.Header.Get("Allow"))
			case method == "HEAD":
				as := get(api, "/v1/"+name)
				as.Header.Del("X-Request-Id")
				r.Header.Del("X-Request-Id")
				if body := text(t, r); body != "" || r.StatusCode != as.StatusCode || r.Header.Get("ETag") != as.Header.Get("ETag") || r.Header.Get("Content-Type") != as.Header.Get("Content-Type") {
					t.Errorf("HEAD %s: %d %v %q, GET %d %v", name, r.StatusCode, r.Header, body, as.StatusCode, as.Header)
				}
			}
		}
	}
}

// FuzzQuery: no query makes the handler stumble, and one that is answered is
// answered with its tag.
func FuzzQuery(f *testing.F) {
	for _, q := range []string{goodQuery, "rate=3%25&rate=4", "fields=a,b&tail=1&columns=true&sheet=x", "contracts.0.futures=1&contracts.2.futures=2", "%zz", "&&=&=1", "x.values=1,2,3", "dividends=cash&dividends.cash.0.points=1", "own=false&tick=x"} {
		f.Add(uint8(3), q)
	}
	api := New(Options{})
	all := instant.All.Ops()
	f.Fuzz(func(t *testing.T, which uint8, query string) {
		got := askQuery(api, all[int(which)%len(all)].Name, query)
		switch got.StatusCode {
		case 200:
			if got.Header.Get("ETag") == "" {
				t.Errorf("%q: no tag", query)
			}
		case 400, 413, 422:
			problemIn(t, got)
		default:
			t.Errorf("%q: %d", query, got.StatusCode)
		}
	})
}
