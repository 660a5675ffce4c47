//go:build hosted

package hosted

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"fairbasis/wasm/api"
)

// place is one of the programs that must answer alike.
type place struct{ name, base string }

// places are the handler in this process, the native server and workerd, in
// this order, all of one build. They end with the test.
func places(t testing.TB) []place {
	t.Helper()
	server, worker := native(t), start(t, ordinary)
	build := buildOf(t, server)
	if other := buildOf(t, worker); other != build {
		t.Fatalf("the native server is build %s and the worker %s: make build", build, other)
	}
	here := httptest.NewServer(api.New(api.Options{Build: build}))
	t.Cleanup(here.Close)
	return []place{{"handler", here.URL}, {"native", server}, {"workerd", worker}}
}

// buildOf is the version of the engine that a server tells.
func buildOf(t testing.TB, base string) string {
	t.Helper()
	var about struct{ Build string }
	if err := json.Unmarshal(ask(t, base, exchange{method: "GET", target: "/v1/version"}).body, &about); err != nil || about.Build == "" {
		t.Fatalf("the server does not tell its build: %v", err)
	}
	return about.Build
}

// native runs the native server with these flags and returns its address.
func native(t testing.TB, flags ...string) string {
	t.Helper()
	site := t.TempDir() // not what is asked here
	if err := os.WriteFile(filepath.Join(site, "index.html"), []byte("<!doctype html>"), 0o644); err != nil {
		t.Fatal(err)
	}
	c := exec.Command("../../../build/worker", append([]string{"-addr", "127.0.0.1:0", "-site", site, "-compressed", site}, flags...)...)
	endWithUs(c)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	errs := new(printed)
	c.Stderr = errs
	if err := c.Start(); err != nil {
		t.Fatalf("the native server does not start (make build builds it): %v", err)
	}
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		_ = c.Wait()
		if t.Failed() && errs.String() != "" {
			t.Logf("the native server printed:\n%s", errs)
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	base, ok := strings.CutPrefix(strings.TrimSpace(line), "fairbasis is at ")
	if err != nil || !ok {
		t.Fatalf("the native server says %q, %v, %s", line, err, errs)
	}
	go func() { _, _ = io.Copy(io.Discard, out) }()
	return strings.TrimSuffix(base, "/")
}

// exchange is a request as it goes out.
type exchange struct {
	method, target string // target: path and query
	headers        http.Header
	body           []byte
}

// with is the exchange with a header more.
func (e exchange) with(name, value string) exchange {
	e.headers = e.headers.Clone()
	if e.headers == nil {
		e.headers = http.Header{}
	}
	e.headers.Set(name, value)
	return e
}

func post(name string, body []byte) exchange {
	return exchange{method: "POST", target: "/v1/" + name, body: body}.with("Content-Type", "application/json")
}

// heard is an answer as it came in.
type heard struct {
	status  int
	headers http.Header
	body    []byte
}

var plainClient = &http.Client{
	Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
}

func ask(t testing.TB, base string, e exchange) heard {
	t.Helper()
	got, err := once(base, e)
	for try := 0; err != nil && len(e.body) > 2<<20 && try < 5; try++ {
		// A server that refuses a body by its length closes the connection while
		// it is still being sent, and that may overtake the answer.
		got, err = once(base, e)
	}
	if err != nil {
		t.Fatalf("%s %s: %v", e.method, e.target, err)
	}
	return got
}

func once(base string, e exchange) (heard, error) {
	var body io.Reader
	if e.body != nil {
		body = bytes.NewReader(e.body)
	}
	r, err := http.NewRequest(e.method, base+e.target, body)
	if err != nil {
		return heard{}, err
	}
	for name, values := range e.headers {
		r.Header[name] = values
	}
	r.Header.Set("User-Agent", "contract")
	got, err := plainClient.Do(r)
	if err != nil {
		return heard{}, err
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	return heard{got.StatusCode, got.Header, text}, err
}

// ofTransport are headers that belong to the connection and not to the answer.
var ofTransport = map[string]bool{"Date": true, "Connection": true, "Keep-Alive": true, "Transfer-Encoding": true, "Server": true}

// alike asks all places the same and fails where an answer differs from the
// first in status, in any header of its own or in a byte. It returns the first.
func alike(t *testing.T, all []place, where string, e exchange) heard {
	t.Helper()
	if e.headers.Get("X-Request-Id") == "" {
		e = e.with("X-Request-Id", "contract")
	}
	first := ask(t, all[0].base, e)
	for _, p := range all[1:] {
		got := ask(t, p.base, e)
		if got.status != first.status || !bytes.Equal(got.body, first.body) {
			t.Errorf("%s: %s: %d %.400s\n%s: %d %.400s", where, p.name, got.status, got.body, all[0].name, first.status, first.body)
		}
		if d := differing(got.headers, first.headers); d != "" {
			t.Errorf("%s: headers of %s and %s: %s", where, p.name, all[0].name, d)
		}
	}
	return first
}

// differing names the headers in which two answers differ. That an answer may
// be compressed is of the transport too: the native server does it, and the
// edge before the hosted one.
func differing(got, want http.Header) string {
	var out []string
	for name := range union(got, want) {
		a, b := value(got, name), value(want, name)
		if !ofTransport[name] && a != b {
			out = append(out, name+": "+a+" | "+b)
		}
	}
	return strings.Join(out, "; ")
}

func value(h http.Header, name string) string {
	text := strings.Join(h[name], ", ")
	if name == "Vary" {
		text = strings.TrimSuffix(text, ", Accept-Encoding")
	}
	return text
}

func union(a, b http.Header) map[string]bool {
	out := map[string]bool{}
	for name := range a {
		out[name] = true
	}
	for name := range b {
		out[name] = true
	}
	return out
}
