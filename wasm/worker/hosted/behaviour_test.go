//go:build hosted

package hosted

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"
)

// Bodies that do not arrive hold up nobody, are answered once they are there, and
// may end half-way.
func TestSlowBodies(t *testing.T) {
	s := run(t, ordinary)
	body := price(7)
	var slow []net.Conn
	for range 20 {
		c, err := net.Dial("tcp", strings.TrimPrefix(s.base, "http://"))
		if err != nil {
			t.Fatal(err)
		}
		defer c.Close()
		fmt.Fprintf(c, "POST /v1/fair_value HTTP/1.1\r\nHost: test\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s", len(body), body[:20])
		slow = append(slow, c)
	}
	for i := range 50 {
		if status, got, err := put(http.DefaultClient, s.base, "/v1/fair_value", "application/json", price(i)); err != nil || status != 200 || string(got) != in("fair_value", price(i)) {
			t.Fatalf("beside slow bodies: %d %s %v", status, got, err)
		}
	}
	for i, c := range slow {
		if i%2 == 1 {
			c.Close() // gives up
			continue
		}
		_ = c.SetDeadline(time.Now().Add(20 * time.Second))
		fmt.Fprint(c, body[20:])
		r, err := http.ReadResponse(bufio.NewReader(c), nil)
		if err != nil {
			t.Fatal(err)
		}
		got, err := io.ReadAll(r.Body)
		if err != nil || string(got) != in("fair_value", body) {
			t.Fatalf("a slow body: %d %s %v", r.StatusCode, got, err)
		}
	}
	// Without a length beforehand it is counted as it comes.
	r, err := http.NewRequest("POST", s.base+"/v1/fair_value", io.MultiReader(strings.NewReader(body), strings.NewReader(strings.Repeat(" ", 2<<20))))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", "application/json")
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	if a.StatusCode != 413 || a.Header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("a long body in pieces: %d, %v", a.StatusCode, a.Header)
	}
}

// A program is ended after 500 requests, and when it has grown large.
func TestRetired(t *testing.T) {
	s := run(t, crash)
	asked := func(how string) int {
		t.Helper()
		status, got, err := put(http.DefaultClient, s.base, "/v1/crash?how="+how, "", "")
		n, wrong := strconv.Atoi("0" + string(got))
		if err != nil || wrong != nil || status != 200 {
			t.Fatalf("%d %s %v", status, got, err)
		}
		return n
	}
	for i := range 1010 {
		if got := asked("asked"); got != i%500+1 {
			t.Fatalf("request %d is number %d of its program", i+1, got)
		}
	}
	asked("hold")
	if got := asked("asked"); got != 1 {
		t.Errorf("a program of over 64 MiB was asked once more: its request number %d", got)
	}
}

// What ends programs in tests is not in what is deployed.
func TestNoCrash(t *testing.T) {
	for dir, want := range map[string]bool{ordinary: false, crash: true} {
		program, err := os.ReadFile(filepath.Join(dir, "worker.wasm"))
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(program, []byte("asked for, elsewhere")) != want {
			t.Errorf("%s: crashes in it: %v, want %v", dir, !want, want)
		}
	}
	if status, got, err := put(http.DefaultClient, start(t, ordinary), "/v1/crash?how=exit", "", "{}"); err != nil || status != 404 {
		t.Errorf("%d %s %v", status, got, err)
	}
}

// The binding that counts requests decides before anything is read.
func TestRateLimit(t *testing.T) {
	s := run(t, ordinary, `(name = "RATE", service = "refuser")`, `(name = "RATE_PERIOD", text = "10")`)
	r, err := http.NewRequest("POST", s.base+"/v1/fair_value", strings.NewReader(price(1)))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept-Language", "en;q=0.5, zh-CN")
	a, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer a.Body.Close()
	body, err := io.ReadAll(a.Body)
	if err != nil || a.StatusCode != 429 || a.Header.Get("Retry-After") != "10" || a.Header.Get("Content-Language") != "zh" || !bytes.Contains(body, []byte("请求过于频繁")) {
		t.Errorf("%d %v %s %v", a.StatusCode, a.Header, body, err)
	}
	if status, got, err := put(http.DefaultClient, s.base, "/v1/fair_value", "application/json", price(1)); err != nil || status != 429 {
		t.Errorf("%d %s %v", status, got, err)
	}
	for _, free := range []struct {
		method string
		status int
	}{{"GET", 200}, {"OPTIONS", 204}} { // of /v1/health
		r, err := http.NewRequest(free.method, s.base+"/v1/health", nil)
		if err != nil {
			t.Fatal(err)
		}
		a, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		a.Body.Close()
		if a.StatusCode != free.status {
			t.Errorf("%s of the health: %d", free.method, a.StatusCode)
		}
	}
}
