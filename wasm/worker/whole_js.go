//go:build js

package main

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"syscall/js"
)

// whole stands between workers and an ordinary handler. Bodies go in and out in
// one piece: streams would cost several turns between Go and JavaScript and
// callbacks that are never released. workers has cut header values at their
// commas; here they are joined again.
func whole(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for name, parts := range r.Header {
			if len(parts) > 1 {
				r.Header[name] = []string{strings.Join(parts, ",")}
			}
		}
		r.TransferEncoding = nil
		body := received(r.Body)
		r.Body, r.ContentLength = io.NopCloser(bytes.NewReader(body)), int64(len(body))
		if len(body) == 0 {
			r.Body = http.NoBody
		}
		a := answer{header: w.Header()}
		next.ServeHTTP(&a, r)
		if a.status != 0 {
			w.WriteHeader(a.status)
		}
		if r.Method != http.MethodHead {
			send(w, a.body)
		}
	})
}

// received is a body that worker.mjs has read: the bytes of a Uint8Array.
func received(body io.ReadCloser) []byte {
	held, ok := body.(interface{ GetRawJSBody() js.Value })
	if !ok {
		return nil
	}
	from := held.GetRawJSBody()
	b := make([]byte, from.Length())
	js.CopyBytesToGo(b, from)
	return b
}

// send makes a whole body the body of the Response.
func send(w http.ResponseWriter, body []byte) {
	to := js.Global().Get("Uint8Array").New(len(body))
	js.CopyBytesToJS(to, body)
	w.(interface{ WriteRawJSBody(js.Value) }).WriteRawJSBody(to)
}

// answer is a response as it is written.
type answer struct {
	header http.Header
	status int
	body   []byte
}

func (a *answer) Header() http.Header { return a.header }

func (a *answer) WriteHeader(status int) {
	if a.status == 0 {
		a.status = status
	}
}

func (a *answer) Write(p []byte) (int, error) {
	a.body = append(a.body, p...)
	return len(p), nil
}
