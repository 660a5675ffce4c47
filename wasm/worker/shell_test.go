//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"flag"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strconv"
	"strings"
	"sync/atomic"
	"testing"
	"time"
)

func shelled(c *config, next http.Handler) http.Handler {
	return newShell(c, next, new(atomic.Bool))
}

func TestRateLimit(t *testing.T) {
	l := &limiter{most: 3}
	from := func(address string) *http.Request {
		r := httptest.NewRequest("GET", "/v1/x", nil)
		r.RemoteAddr = address
		return r
	}
	start := time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)
	for i, c := range []struct {
		address string
		after   time.Duration
		wait    time.Duration
	}{
		{"192.0.2.1:1000", 0, 0},
		{"192.0.2.1:1001", time.Second, 0},
		{"[::ffff:192.0.2.1]:1002", 2 * time.Second, 0}, // the same, written as version 6
		{"192.0.2.1:1003", 10 * time.Second, 50 * time.Second},
		{"192.0.2.2:1003", 10 * time.Second, 0},
		{"[2001:db8::1]:1", 20 * time.Second, 0},
		{"[2001:db8::2]:1", 20 * time.Second, 0},
		{"[2001:db8::ffff:3%eth0]:1", 20 * time.Second, 0},
		{"[2001:db8::4]:1", 20 * time.Second, 40 * time.Second}, // one network of 64 bits is one client
		{"[2001:db8:0:1::4]:1", 20 * time.Second, 0},
		{"192.0.2.1:1003", 59999 * time.Millisecond, time.Millisecond},
		{"192.0.2.1:1003", time.Minute, 0},
	} {
		if wait := l.wait(from(c.address), start.Add(c.after)); wait != c.wait {
			t.Errorf("%d, %s after %s: to wait %s, want %s", i, c.address, c.after, wait, c.wait)
		}
	}
	behind := &limiter{most: 1, header: "X-Real-IP"}
	for _, c := range []struct {
		named string
		free  bool
	}{{"192.0.2.1", true}, {"192.0.2.2", true}, {"192.0.2.1", false}, {"", true}, {"nonsense", false}} {
		r := from("127.0.0.1:9")
		r.Header.Set("X-Real-IP", c.named)
		if free := behind.wait(r, start) == 0; free != c.free {
			t.Errorf("behind a proxy that names %q: free %t", c.named, free)
		}
	}
	crowd := &limiter{most: 1}
	crowd.wait(from("192.0.2.9:1"), start)
	for i := range mostClients - 1 {
		crowd.seen[strconv.Itoa(i)] = 1
	}
	if crowd.wait(from("192.0.2.1:1"), start) != 0 || crowd.wait(from("192.0.2.2:1"), start) == 0 || len(crowd.seen) != mostClients+1 {
		t.Errorf("clients beyond %d do not share a count: %d", mostClients, len(crowd.seen))
	}
	var none *limiter
	if none.wait(from("192.0.2.1:1"), start) != 0 {
		t.Error("no limit limits")
	}
}

func TestRateLimitAnswers(t *testing.T) {
	h := shelled(&config{rate: 2}, echo)
	for i := range 2 {
		if r := ask(h, "GET", "/v1/x"); r.StatusCode != 200 {
			t.Errorf("request %d: %d", i, r.StatusCode)
		}
	}
	r := ask(h, "GET", "/v1/x", "X-Request-Id", "mine", "Accept-Language", "de")
	wait, err := strconv.Atoi(r.Header.Get("Retry-After"))
	body := text(t, r)
	if r.StatusCode != 429 || err != nil || wait < 1 || wait > 60 || !strings.Contains(body, `"code":"rate_limit"`) || !strings.Contains(body, `"request_id":"mine"`) {
		t.Errorf("over the limit: %d, Retry-After %q, %s", r.StatusCode, r.Header.Get("Retry-After"), body)
	}
	for accepted, want := range map[string]string{"": "en", "zh-CN,zh;q=0.9": "zh", "zh;q=0.5, en": "en", "fr, zh;q=0.3": "zh"} {
		if r := ask(h, "GET", "/v1/x", "Accept-Language", accepted); r.Header.Get("Content-Language") != want || strings.Contains(text(t, r), "请求") != (want == "zh") {
			t.Errorf("refused in %q to who reads %q", r.Header.Get("Content-Language"), accepted)
		}
	}
	for name, want := range map[string]string{
		"Content-Type": "application/problem+json", "Content-Language": "en", "Cache-Control": "no-store", "X-Request-Id": "mine",
		"Access-Control-Allow-Origin": "*", "X-Content-Type-Options": "nosniff", "Content-Length": strconv.Itoa(len(body)),
	} {
		if got := r.Header.Get(name); got != want {
			t.Errorf("%s %q, want %q", name, got, want)
		}
	}
	if r := ask(h, "OPTIONS", "/v1/x"); r.StatusCode != 200 {
		t.Errorf("a preflight counts: %d", r.StatusCode)
	}
	if r := ask(h, "GET", "/v1/health"); r.StatusCode != 200 {
		t.Errorf("a look at the health counts: %d", r.StatusCode)
	}
}

func TestRequestIDs(t *testing.T) {
	h := shelled(&config{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Header.Get("X-Request-Id")) }))
	for id, kept := range map[string]bool{
		"a": true, "A-b_c.9": true, strings.Repeat("x", 64): true, "": false, strings.Repeat("x", 65): false, "a b": false, "a,b": false, "é": false, "a\tb": false,
	} {
		got := text(t, ask(h, "GET", "/v1/x", "X-Request-Id", id))
		if (got == id) != kept || !isID(got) {
			t.Errorf("%q was handed on as %q", id, got)
		}
	}
	a, b := text(t, ask(h, "GET", "/v1/x")), text(t, ask(h, "GET", "/v1/x"))
	if a == b {
		t.Errorf("two requests are both %s", a)
	}
}

func TestLongAnswersAreCompressed(t *testing.T) {
	long := strings.Repeat("1234567,", 1000)
	h := shelled(&config{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := long
		if r.URL.Path == "/v1/short" {
			body = "short"
		}
		w.Header().Set("ETag", `"tag"`)
		w.Header().Set("Vary", "Accept")
		w.Header().Set("Content-Length", strconv.Itoa(len(body)))
		w.WriteHeader(http.StatusUnprocessableEntity)
		fmt.Fprint(w, body)
	}))
	for _, c := range []struct {
		path, accepted string
		packed         bool
	}{
		{"/v1/long", "gzip, br", true}, {"/v1/long", "", false}, {"/v1/long", "gzip;q=0", false}, {"/v1/long", "br", false}, {"/v1/short", "gzip", false},
	} {
		r := ask(h, "GET", c.path, "Accept-Encoding", c.accepted)
		body := text(t, r)
		if length := r.Header.Get("Content-Length"); length != strconv.Itoa(len(body)) {
			t.Errorf("%s for %q: length %s of %d bytes", c.path, c.accepted, length, len(body))
		}
		packed := r.Header.Get("Content-Encoding") == "gzip"
		if packed != c.packed || r.StatusCode != 422 {
			t.Errorf("%s for %q: packed %t, status %d", c.path, c.accepted, packed, r.StatusCode)
		}
		tag := `"tag"`
		if packed {
			tag = `W/"tag"`
			z, err := gzip.NewReader(strings.NewReader(body))
			if err != nil {
				t.Fatal(err)
			}
			plain, err := io.ReadAll(z)
			if err != nil {
				t.Fatal(err)
			}
			body = string(plain)
		}
		if got := r.Header.Get("ETag"); got != tag {
			t.Errorf("%s for %q: ETag %s", c.path, c.accepted, got)
		}
		if c.path == "/v1/long" && (body != long || strings.Join(r.Header.Values("Vary"), ", ") != "Accept, Accept-Encoding") {
			t.Errorf("for %q: Vary %q, body whole %t", c.accepted, r.Header.Values("Vary"), body == long)
		}
	}
}

// What the server writes down holds nothing of what was sent.
func TestNothingTypedIsLogged(t *testing.T) {
	var out bytes.Buffer
	log.SetOutput(&out)
	defer log.SetOutput(os.Stderr)
	h := noted(true, testSite(t), join(testSite(t), shelled(&config{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/v1/arb" {
			body, _ := io.ReadAll(r.Body)
			panic(string(body))
		}
		if r.URL.Path == "/v1/curve" {
			_ = []int{}[len(r.URL.RawQuery)]
		}
		fmt.Fprint(w, "ok")
	}))))
	const secret = "4413187"
	for _, path := range []string{"/v1/arb", "/v1/curve", "/v1/fair_value", "/v1/" + secret, "/curve", "/" + secret, "/v1/batch"} {
		r := httptest.NewRequest("POST", path+"?spot="+secret, strings.NewReader(secret))
		r.Header.Set("Referer", "/"+secret)
		h.ServeHTTP(httptest.NewRecorder(), r)
	}
	h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest(secret, "/curve?"+secret, nil))
	lines := out.String()
	if strings.Contains(lines, secret) {
		t.Errorf("what was typed stands in the log:\n%s", lines)
	}
	for _, want := range []string{"POST /v1/arb 500 ", "POST /v1/curve 500 ", "index out of range", "POST /v1/fair_value 200 2 ", "POST /v1/... 200 ", "POST /curve.html 405 ", "POST /... 405 ", "POST /v1/batch 200 ", "OTHER /curve.html 405"} {
		if !strings.Contains(lines, want) {
			t.Errorf("no line with %q in\n%s", want, lines)
		}
	}
}

func TestFlagsAreExplained(t *testing.T) {
	set := flag.NewFlagSet("worker", flag.ContinueOnError)
	flags(set)
	set.VisitAll(func(f *flag.Flag) {
		if f.Usage == "" {
			t.Errorf("-%s is not explained", f.Name)
		}
	})
}
