//go:build !js

package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"io"
	"log"
	"math"
	"net/http"
	"net/url"
	"runtime"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"fairbasis/core/json"
	"fairbasis/core/problem"
	"fairbasis/wasm/api"
)

// largest is the longest body that is read, in bytes; the handler has the same limit.
const largest = 2 << 20

// shell is what worker.mjs is to the hosted program: it hands the handler whole
// requests only, answers itself where the handler cannot, and sees to it that
// no request costs another its answer.
type shell struct {
	next     http.Handler
	limit    *limiter
	slots    chan struct{} // requests that are computed at once
	stopping *atomic.Bool
	refusals map[string]map[string]problem.Problem
	model    http.Handler // refuses as next does, whatever next is
}

func newShell(c *config, next http.Handler, stopping *atomic.Bool) *shell {
	s := &shell{next: next, slots: make(chan struct{}, 2*runtime.GOMAXPROCS(0)), stopping: stopping, refusals: api.Refusals(), model: api.New(api.Options{Build: build})}
	if c.rate > 0 {
		s.limit = &limiter{most: c.rate, header: c.client}
	}
	return s
}

func (s *shell) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !isID(r.Header.Get("X-Request-Id")) {
		r.Header.Set("X-Request-Id", strings.ToLower(rand.Text()))
	}
	if s.stopping.Load() {
		w.Header().Set("Connection", "close")
		s.refuse(w, r, "unavailable", time.Second)
		return
	}
	if r.Method != http.MethodOptions && r.URL.Path != "/v1/health" {
		if wait := s.limit.wait(r, time.Now()); wait > 0 {
			s.refuse(w, r, "rate_limit", wait)
			return
		}
	}
	body, err := whole(r)
	switch {
	case errors.Is(err, errTooLarge):
		w.Header().Set("Connection", "close")
		s.refuse(w, r, "too_large", 0)
		return
	case err != nil:
		panic(http.ErrAbortHandler) // too slow, or gone: nobody waits for an answer
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength, r.TransferEncoding = int64(len(body)), nil
	if len(body) == 0 {
		r.Body = http.NoBody
	}
	select {
	case s.slots <- struct{}{}:
		defer func() { <-s.slots }()
	case <-r.Context().Done():
		panic(http.ErrAbortHandler)
	}
	out := &packed{ResponseWriter: w, request: r}
	defer func() {
		if v := recover(); v != nil {
			report(r, v)
			if out.written {
				panic(http.ErrAbortHandler) // half an answer must not look whole
			}
			clear(w.Header())
			s.refuse(w, r, "internal", 0)
		}
	}()
	s.next.ServeHTTP(out, r)
}

// dropped is how much of what is refused is read and thrown away, in bytes:
// whoever is still sending when the connection ends does not see the answer.
const dropped = 8 << 20

var errTooLarge = errors.New("the body is over the limit")

// whole reads a body within the limit, or errTooLarge.
func whole(r *http.Request) ([]byte, error) {
	var b bytes.Buffer
	if r.ContentLength <= largest {
		b.Grow(int(max(r.ContentLength, 0)) + bytes.MinRead)
		if _, err := b.ReadFrom(io.LimitReader(r.Body, largest+1)); err != nil || b.Len() <= largest {
			return b.Bytes(), err
		}
	}
	if r.Header.Get("Expect") == "" { // whoever waits to be told sends nothing now
		_, _ = io.CopyN(io.Discard, r.Body, dropped) // too slow, or gone: it is refused all the same
	}
	return nil, errTooLarge
}

// refusing is how the handler itself refuses a request: with which headers, one
// of which is the language, so that nobody can tell who answered.
func (s *shell) refusing(r *http.Request) http.Header {
	w := headersOnly{}
	s.model.ServeHTTP(w, &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/v1/no-such-operation"}, Body: http.NoBody,
		Header: http.Header{"Accept-Language": r.Header["Accept-Language"], "X-Request-Id": r.Header["X-Request-Id"]}})
	return http.Header(w)
}

type headersOnly http.Header

func (h headersOnly) Header() http.Header         { return http.Header(h) }
func (h headersOnly) Write(p []byte) (int, error) { return len(p), nil }
func (h headersOnly) WriteHeader(int)             {}

// refuse answers with one of the problems that the handler has made ready.
func (s *shell) refuse(w http.ResponseWriter, r *http.Request, name string, wait time.Duration) {
	h := w.Header()
	for name, values := range s.refusing(r) {
		h[name] = values
	}
	p := s.refusals[name][h.Get("Content-Language")]
	p.RequestID = r.Header.Get("X-Request-Id")
	body, err := json.Marshal(p)
	if err != nil {
		body = nil // a struct of texts; not seen
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	if wait > 0 {
		h.Set("Retry-After", strconv.Itoa(int(math.Ceil(wait.Seconds()))))
	}
	w.WriteHeader(p.Status)
	if r.Method != http.MethodHead {
		_, _ = w.Write(body) // the reader may have gone
	}
}

// report writes down that the handler failed: where, and under which id, but
// not what was asked, which may stand in the value of the panic.
func report(r *http.Request, v any) {
	what := "a panic"
	if e, ok := v.(runtime.Error); ok {
		what = e.Error() // of the language itself: names indexes and types only
	}
	log.Printf("request %s: %s\n%s", r.Header.Get("X-Request-Id"), what, debug.Stack())
}

// isID tells whether a client's request id may be handed on as it is.
func isID(id string) bool {
	return len(id) >= 1 && len(id) <= 64 && strings.IndexFunc(id, func(c rune) bool {
		return (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && !strings.ContainsRune("._-", c)
	}) < 0
}
