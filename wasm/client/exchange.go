package client

import (
	"bytes"
	"context"
	"errors"
	"io"
	"mime"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"fairbasis/core/fault"
)

const (
	jsonType = "application/json"
	csvType  = "text/csv"
)

// call is one question to the API, ready to be asked several times.
type call struct {
	op, method string
	query      url.Values
	accept     string // JSON if empty
	kind       string // of the body
	body       []byte
	etag       string // of the answer that is here already
}

// Answer is what came back, unread.
type Answer struct {
	Body      []byte
	Type      string // media type without its parameters
	RequestID string // by which the operator of the API can name this exchange
	ETag      string
	Status    int
}

// ask makes a call until it is answered or there is no use in asking again.
func (c *Client) ask(ctx context.Context, q call) (Answer, error) {
	for try := 0; ; try++ {
		a, wait, err := c.once(ctx, q)
		if err == nil {
			return a, nil
		}
		if ctx.Err() != nil {
			return Answer{}, canceled(q.op, ctx.Err())
		}
		if wait < 0 || try+1 >= c.tries || wait > c.longest {
			return Answer{}, err
		}
		if wait == 0 {
			wait = min(pause(try), c.longest)
		}
		if end, ok := ctx.Deadline(); ok && c.now().Add(wait).After(end) {
			return Answer{}, err // it would not be asked again in time
		}
		if late := c.wait(ctx, wait); late != nil {
			return Answer{}, canceled(q.op, late)
		}
	}
}

// never is the wait of a failure that would come again.
const never = time.Duration(-1)

// once makes a call once. With an error come the wait that the server asks
// for before the next try, 0 where it names none, and never.
func (c *Client) once(ctx context.Context, q call) (Answer, time.Duration, error) {
	address := c.base + "/v1/" + url.PathEscape(q.op)
	if len(q.query) > 0 {
		address += "?" + q.query.Encode()
	}
	r, err := http.NewRequestWithContext(ctx, q.method, address, bytes.NewReader(q.body))
	if err != nil {
		return Answer{}, never, &Error{Op: q.op, Err: err}
	}
	if q.method == http.MethodGet {
		r.Body, r.GetBody, r.ContentLength = nil, nil, 0
	} else {
		r.Header.Set("Content-Type", q.kind)
	}
	accept := q.accept
	if accept == "" {
		accept = jsonType
	}
	r.Header.Set("Accept", accept)
	r.Header.Set("Accept-Language", c.lang)
	if q.etag != "" {
		r.Header.Set("If-None-Match", q.etag)
	}
	response, err := c.http.Do(r)
	if err != nil {
		return Answer{}, 0, &Error{Op: q.op, Err: withoutAddress(err)}
	}
	defer func() { _ = response.Body.Close() }() // what was to be read was read
	h := response.Header
	kind, _, _ := mime.ParseMediaType(h.Get("Content-Type")) // none is like an odd one
	a := Answer{Type: kind, RequestID: h.Get("X-Request-Id"), ETag: h.Get("ETag"), Status: response.StatusCode}
	if a.Body, err = io.ReadAll(io.LimitReader(response.Body, c.largest+1)); err != nil {
		return Answer{}, 0, &Error{Op: q.op, Status: a.Status, RequestID: a.RequestID, Err: err}
	}
	if int64(len(a.Body)) > c.largest {
		f := fault.New(fault.TooLarge, "the answer is longer than %d bytes, more than this client reads", c.largest)
		return Answer{}, never, &Error{Op: q.op, Status: a.Status, RequestID: a.RequestID, Err: f}
	}
	switch {
	case a.Status == http.StatusOK, a.Status == http.StatusNotModified && q.etag != "":
		return a, 0, nil
	case a.Status == http.StatusTooManyRequests, a.Status == http.StatusServiceUnavailable:
		wait := after(h.Get("Retry-After"), c.now())
		return Answer{}, wait, a.problem(q.op, wait)
	}
	return Answer{}, never, a.problem(q.op, 0)
}

// withoutAddress takes the address off an error of net/http: with GET it
// holds the request.
func withoutAddress(err error) error {
	var u *url.Error
	if errors.As(err, &u) {
		return u.Err
	}
	return err
}

// after reads Retry-After, seconds or a date of HTTP, as a wait; 0 is none
// or what cannot be read.
func after(text string, now time.Time) time.Duration {
	text = strings.TrimSpace(text)
	if s, err := strconv.ParseUint(text, 10, 32); err == nil {
		return time.Duration(s) * time.Second
	}
	if t, err := http.ParseTime(text); err == nil {
		return max(t.Sub(now), 0)
	}
	return 0
}
