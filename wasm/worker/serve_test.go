//go:build !js

package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"fairbasis/wasm/api"
)

// started serves a handler as the API of a little site and returns its server
// and base address.
func started(t *testing.T, c *config, answers http.Handler) (*server, string) {
	t.Helper()
	if c.connections == 0 {
		c.connections = 100
	}
	if c.body == 0 {
		c.body = 10 * time.Second
	}
	if c.grace == 0 {
		c.grace = 5 * time.Second
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	s := newServer(c, testSite(t), answers)
	go func() { _ = s.Serve(atMost(c.connections, l)) }()
	t.Cleanup(func() { _ = s.Close() })
	return s, "http://" + l.Addr().String()
}

// echo answers with what was sent.
var echo = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	w.Header().Set("Content-Length", strconv.Itoa(len(body)))
	w.Header().Set("Content-Type", "application/json")
	_, _ = w.Write(body)
})

func send(t *testing.T, method, url, body string, headers ...string) (*http.Response, string) {
	t.Helper()
	r, err := http.NewRequest(method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	got, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer got.Body.Close()
	text, err := io.ReadAll(got.Body)
	if err != nil {
		t.Fatal(err)
	}
	return got, string(text)
}

func TestSiteAndAPI(t *testing.T) {
	_, base := started(t, &config{}, api.New(api.Options{Build: "test"}))
	if r, body := send(t, "GET", base+"/curve", ""); r.StatusCode != 200 || body != "curve" {
		t.Errorf("a page: %d %q", r.StatusCode, body)
	}
	r, body := send(t, "POST", base+"/v1/fair_value", `{"contract":"IM2412","date":"2024-09-13","spot":4413.187,"futures":4312,"rate":0.03}`,
		"Content-Type", "application/json")
	if r.StatusCode != 200 || !strings.HasPrefix(body, "{") {
		t.Errorf("an operation: %d %q", r.StatusCode, body)
	}
	if r, _ := send(t, "POST", base+"/v1/nothing", "{}", "Content-Type", "application/json"); r.StatusCode != 404 {
		t.Errorf("no operation: %d", r.StatusCode)
	}
	if r, body := send(t, "GET", base+"/v1", ""); r.StatusCode != 404 || body != "missing" {
		t.Errorf("/v1 is no address of the API: %d %q", r.StatusCode, body)
	}
}

// Clients that send their requests byte by byte cost nobody else an answer, and
// their connections end when the time for a request is over.
func TestSlowClients(t *testing.T) {
	_, base := started(t, &config{body: 700 * time.Millisecond}, echo)
	address := strings.TrimPrefix(base, "http://")
	var slow sync.WaitGroup
	for i := range 20 {
		conn, err := net.Dial("tcp", address)
		if err != nil {
			t.Fatal(err)
		}
		slow.Go(func() {
			defer conn.Close()
			text := "POST /v1/x HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n"
			if i%2 == 0 { // half of them do not even finish their headers
				text = "POST /v1/x HTTP/1.1\r\nX-Long: "
			}
			fmt.Fprint(conn, text)
			for range 100 {
				if _, err := conn.Write([]byte("a")); err != nil {
					break
				}
				time.Sleep(20 * time.Millisecond)
			}
			_ = conn.SetReadDeadline(time.Now().Add(5 * time.Second))
			answer, err := io.ReadAll(conn)
			if e, ok := err.(net.Error); ok && e.Timeout() {
				t.Error("a slow connection is still open")
			}
			if bytes.Contains(answer, []byte("200 OK")) {
				t.Error("a body that came too slowly was answered")
			}
		})
	}
	for i := range 50 {
		if r, body := send(t, "POST", base+"/v1/x", strconv.Itoa(i)); r.StatusCode != 200 || body != strconv.Itoa(i) {
			t.Errorf("beside slow clients: %d %q", r.StatusCode, body)
		}
	}
	slow.Wait()
}

func TestLongBodies(t *testing.T) {
	var asked atomic.Int32
	_, base := started(t, &config{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { asked.Add(1); echo(w, r) }))
	for i, long := range []string{strings.Repeat("x", largest+1), strings.Repeat("x", largest+1), strings.Repeat("x", 3*largest)} {
		r, _ := http.NewRequest("POST", base+"/v1/x", io.MultiReader(strings.NewReader(long)))
		declared := i > 0
		if declared {
			r.ContentLength = int64(len(long))
		}
		r.Header.Set("Accept-Language", "zh-CN,zh;q=0.9")
		got, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body := text(t, got)
		got.Body.Close()
		if got.StatusCode != 413 || got.Header.Get("Content-Type") != "application/problem+json" || got.Header.Get("Content-Language") != "zh" ||
			!strings.Contains(body, `"code":"too_large"`) || !strings.Contains(body, got.Header.Get("X-Request-Id")) {
			t.Errorf("declared %t: %d %v %s", declared, got.StatusCode, got.Header, body)
		}
	}
	if asked.Load() != 0 {
		t.Error("a body over the limit reached the handler")
	}
	if r, body := send(t, "POST", base+"/v1/x", strings.Repeat("x", largest)); r.StatusCode != 200 || len(body) != largest {
		t.Errorf("a body at the limit: %d, %d bytes", r.StatusCode, len(body))
	}
}

// What is under way when the program is told to stop gets its answer, what is
// asked after that is refused, then not taken, and then the server ends.
func TestStopFinishesWhatIsUnderWay(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	s, base := started(t, &config{drain: 300 * time.Millisecond}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- true
		<-leave
		fmt.Fprint(w, "finished")
	}))
	answer := make(chan string)
	go func() {
		_, body := send(t, "GET", base+"/v1/x", "")
		answer <- body
	}()
	<-entered
	ended := make(chan error)
	go func() { ended <- s.stop() }()
	for !s.stopping.Load() {
		time.Sleep(time.Millisecond)
	}
	if r, body := send(t, "GET", base+"/v1/x", ""); r.StatusCode != 503 || r.Header.Get("Retry-After") != "1" || !strings.Contains(body, `"code":"unavailable"`) {
		t.Errorf("asked while stopping: %d %v %s", r.StatusCode, r.Header, body)
	}
	for { // until it listens no more
		conn, err := net.Dial("tcp", strings.TrimPrefix(base, "http://"))
		if err != nil {
			break
		}
		conn.Close()
		time.Sleep(5 * time.Millisecond)
	}
	select {
	case err := <-ended:
		t.Errorf("stopped with a request under way: %v", err)
	default:
	}
	close(leave)
	if got := <-answer; got != "finished" {
		t.Errorf("the request under way got %q", got)
	}
	if err := <-ended; err != nil {
		t.Errorf("stop: %v", err)
	}
}

func TestStopDoesNotWaitForEver(t *testing.T) {
	entered, leave := make(chan bool), make(chan bool)
	s, base := started(t, &config{grace: 50 * time.Millisecond}, http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
		entered <- true
		<-leave
	}))
	defer close(leave)
	go func() {
		if r, err := http.Get(base + "/v1/x"); err == nil {
			r.Body.Close()
		}
	}()
	<-entered
	if err := s.stop(); err != context.DeadlineExceeded && err == nil {
		t.Error("a request that does not end was not reported")
	}
}

// 32 at once, some of which make the handler panic: everyone gets the answer to
// what they asked.
func TestManyAtOnceWithPanics(t *testing.T) {
	log.SetOutput(io.Discard)
	defer log.SetOutput(os.Stderr)
	_, base := started(t, &config{}, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if strings.HasSuffix(string(body), "7") {
			w.Header().Set("Content-Length", "5")
			panic("secret " + string(body))
		}
		fmt.Fprintf(w, "%s %s", body, r.Header.Get("X-Request-Id"))
	}))
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: 32}}
	var all sync.WaitGroup
	for i := range 32 {
		all.Go(func() {
			for j := range 25 {
				name := fmt.Sprintf("r-%d-%d", i, j)
				r, _ := http.NewRequest("POST", base+"/v1/x", strings.NewReader(name))
				r.Header.Set("X-Request-Id", name)
				got, err := client.Do(r)
				if err != nil {
					t.Errorf("%s: %v", name, err)
					return
				}
				body, _ := io.ReadAll(got.Body)
				got.Body.Close()
				switch {
				case !strings.HasSuffix(name, "7"):
					if got.StatusCode != 200 || string(body) != name+" "+name {
						t.Errorf("%s: %d %q", name, got.StatusCode, body)
					}
				case got.StatusCode != 500 || !strings.Contains(string(body), `"request_id":"`+name+`"`) || strings.Contains(string(body), "secret"):
					t.Errorf("%s: %d %q", name, got.StatusCode, body)
				}
			}
		})
	}
	all.Wait()
}

// A connection beyond the limit waits; none is lost.
func TestConnectionLimit(t *testing.T) {
	_, base := started(t, &config{connections: 2}, echo)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
			r, err := client.Post(base+"/v1/x", "application/json", strings.NewReader(strconv.Itoa(i)))
			if err != nil {
				t.Error(err)
				return
			}
			defer r.Body.Close()
			if body, _ := io.ReadAll(r.Body); string(body) != strconv.Itoa(i) {
				t.Errorf("%d got %q", i, body)
			}
		})
	}
	all.Wait()
}
