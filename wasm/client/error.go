package client

import (
	"strconv"
	"time"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/problem"
)

// Error is a call that failed. Below it is the *fault.Error of a refusal, or
// what the network said.
type Error struct {
	Op         string           // operation, or batch
	Status     int              // of HTTP; 0 where no answer came
	RequestID  string           // by which the operator of the API can name this exchange
	RetryAfter time.Duration    // how long the server asks to wait; 0 where it does not
	Problem    *problem.Problem // as the server wrote it, in the language asked for; nil where it wrote none
	Err        error
}

// Error is what is below, with the operation and, where there is one, the
// number of the exchange.
func (e *Error) Error() string {
	text := e.Op
	if e.Status != 0 && e.Status != 422 {
		text += ": " + strconv.Itoa(e.Status)
	}
	if e.RequestID != "" {
		text += " (request " + e.RequestID + ")"
	}
	return text + ": " + e.Err.Error()
}

// Unwrap returns what is below.
func (e *Error) Unwrap() error { return e.Err }

// canceled is a call the caller gave up: a fault, and the error of its context.
func canceled(name string, why error) error {
	return &Error{Op: name, Err: gaveUp{fault.New(fault.Canceled, "the call was given up: %v", why), why}}
}

type gaveUp struct {
	fault *fault.Error
	why   error
}

func (g gaveUp) Error() string   { return g.fault.Message }
func (g gaveUp) Unwrap() []error { return []error{g.fault, g.why} }

// problem reads a failure. An answer that is no problem, such as the page of a
// host on the way, is told by its status.
func (a Answer) problem(name string, wait time.Duration) error {
	e := &Error{Op: name, Status: a.Status, RequestID: a.RequestID, RetryAfter: wait}
	p := new(problem.Problem)
	if a.Type != problem.Type || json.Unmarshal(a.Body, p) != nil || p.Code == "" {
		code := fault.Internal
		switch a.Status {
		case 404:
			code = fault.Unknown
		case 413:
			code = fault.TooLarge
		case 429:
			code = problem.RateLimit
		case 502, 503, 504:
			code = problem.Unavailable
		}
		e.Err = fault.New(code, "the answer has status %d and is no problem of this API", a.Status)
		return e
	}
	e.Problem, e.Err = p, p.Fault()
	return e
}

// failed is an answer that came and makes no sense.
func (a Answer) failed(name, message string) error {
	return &Error{Op: name, Status: a.Status, RequestID: a.RequestID, Err: fault.New(fault.Internal, "%s", message)}
}

func quoted(text string) string {
	if len(text) > 100 {
		text = text[:100]
	}
	return strconv.Quote(text)
}
