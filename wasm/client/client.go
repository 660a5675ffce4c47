// Package client asks the hosted API with the types of the operations: what a
// key says of request and reply holds across the network as it does in place,
// and a refusal comes back as the same fault.
//
//	c := client.New("https://fairbasis.example")
//	reply, err := client.Do(ctx, c, basis.Key, basis.Input{...})
//
// Nothing is logged and nothing is kept but the last answers of Get.
package client

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strings"
	"time"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
)

// Client asks one hosted API. Several goroutines may use it at once.
type Client struct {
	base    string
	http    *http.Client
	lang    string
	tries   int
	longest time.Duration // that is waited between two tries
	largest int64         // answer that is read, in bytes
	answers answers

	// wait sleeps, and returns early with the error of a context that ends.
	wait func(context.Context, time.Duration) error
	now  func() time.Time
}

// An Option changes how a Client asks.
type Option func(*Client)

// HTTP has a client of the caller's ask. Without it there is a minute for an
// exchange and redirects are failures: a request goes nowhere else.
func HTTP(h *http.Client) Option { return func(c *Client) { c.http = h } }

// Lang is the language of titles and details of problems, en or zh; en without it.
// Messages of a fault.Error stay English.
func Lang(lang string) Option { return func(c *Client) { c.lang = lang } }

// Tries is how often a call is made at most, 3 without it. A call is made
// again when the answer was 429 or 503 or the network failed: every operation
// computes and changes nothing, so asking twice is the same as asking once.
func Tries(n int) Option { return func(c *Client) { c.tries = max(n, 1) } }

// Longest is the longest wait between two tries, 30 seconds without it. When
// the server asks for a longer one the call fails at once; Error.RetryAfter
// says how long it would have been.
func Longest(d time.Duration) Option { return func(c *Client) { c.longest = d } }

// Largest is the longest answer that is read, in bytes, 64 MB without it.
func Largest(bytes int64) Option { return func(c *Client) { c.largest = bytes } }

// New returns a client of the API at base, such as https://fairbasis.example;
// the addresses of the operations are below it.
func New(base string, options ...Option) *Client {
	c := &Client{
		base: strings.TrimSuffix(base, "/"), lang: "en", tries: 3, longest: 30 * time.Second, largest: 64 << 20,
		http: &http.Client{
			Timeout:       time.Minute,
			CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		},
		wait: sleep, now: time.Now,
	}
	for _, o := range options {
		o(c)
	}
	return c
}

func sleep(ctx context.Context, d time.Duration) error {
	t := time.NewTimer(d)
	defer t.Stop()
	select {
	case <-t.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

// pause is the wait after a failed try, the first being 0, where the server
// asks for none: 250 ms, doubled with every try, and up to half of it more so
// that callers that failed together do not come back together.
func pause(try int) time.Duration {
	d := 250 * time.Millisecond << min(try, 6)
	return d + rand.N(d/2+1)
}

// Do calls an operation. Every error is an *Error; a refusal has the
// *fault.Error below it, with its code and every rejected field, as the
// operation would give it in place.
func Do[In op.Request, Out any](ctx context.Context, c *Client, key op.Key[In, Out], in In) (Out, error) {
	var none Out
	body, err := json.Marshal(in)
	if err != nil {
		return none, unwritten(string(key), err)
	}
	a, err := c.ask(ctx, call{op: string(key), method: http.MethodPost, kind: jsonType, body: body})
	if err != nil {
		return none, err
	}
	return read[Out](string(key), a)
}

// DoCSV calls an operation over a file that goes with the request: rows is its
// text, in any of the forms that the file page reads, and sources of in that
// name no file mean it.
func DoCSV[In op.Request, Out any](ctx context.Context, c *Client, key op.Key[In, Out], in In, rows []byte) (Out, error) {
	var none Out
	query, err := Query(in)
	if err != nil {
		return none, unwritten(string(key), err)
	}
	a, err := c.ask(ctx, call{op: string(key), method: http.MethodPost, query: query, kind: csvType, body: rows})
	if err != nil {
		return none, err
	}
	return read[Out](string(key), a)
}

func unwritten(name string, err error) error {
	return &Error{Op: name, Err: fault.New(fault.Invalid, "the request cannot be written: %v", err)}
}

// read is a reply in its type. Members of a newer server that the type does
// not have are left out.
func read[Out any](name string, a Answer) (Out, error) {
	var out Out
	if a.Type != jsonType {
		return out, a.failed(name, "an answer in "+quoted(a.Type)+" where JSON was asked for")
	}
	if err := json.Unmarshal(a.Body, &out); err != nil {
		var none Out
		return none, a.failed(name, "the reply cannot be read: "+err.Error())
	}
	return out, nil
}
