package client

import (
	"context"
	"net/http"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
	"fairbasis/core/problem"
)

// What one batch request may hold; Send makes several where there is more.
const (
	batchCalls = 1000
	batchBytes = 2<<20 - 1<<10 // of the calls, with room for what is around them
)

// Batch collects calls that are asked together. Not for several goroutines.
type Batch struct {
	c     *Client
	calls []pending
}

// pending is one call of a batch and where its result goes.
type pending struct {
	text []byte
	take func(result, Answer)
	fail func(error)
}

// result is one result of a batch as it came.
type result struct {
	Status  int              `json:"status"`
	Reply   raw              `json:"reply"`
	Problem *problem.Problem `json:"problem"`
}

// raw is JSON that is read later, in its type.
type raw []byte

// ReadJSON keeps the text.
func (r *raw) ReadJSON(b []byte) error { *r = append(raw(nil), b...); return nil }

// Result is the outcome of one call of a batch.
type Result[Out any] struct {
	name  string
	reply Out
	err   error
}

// Reply is the reply of the call, or an error as Do returns it. Before Send it
// is an error that says so.
func (r *Result[Out]) Reply() (Out, error) { return r.reply, r.err }

// NewBatch returns an empty batch.
func NewBatch(c *Client) *Batch { return &Batch{c: c} }

// Add puts a call into a batch. Its result is there when Send has returned.
func Add[In op.Request, Out any](b *Batch, key op.Key[In, Out], in In) *Result[Out] {
	name := string(key)
	r := &Result[Out]{name: name, err: &Error{Op: name, Err: fault.New(fault.Unknown, "the batch was not sent")}}
	text, err := json.Marshal(struct {
		Op    string `json:"op"`
		Input In     `json:"input"`
	}{name, in})
	if err != nil {
		r.err = unwritten(name, err)
		return r
	}
	b.calls = append(b.calls, pending{
		text: text,
		take: func(got result, a Answer) {
			switch {
			case got.Problem != nil:
				r.err = &Error{Op: name, Status: got.Status, RequestID: a.RequestID, Problem: got.Problem, Err: got.Problem.Fault()}
			case got.Reply == nil:
				r.err = a.failed(name, "a result of the batch is neither a reply nor a problem")
			default:
				r.reply, r.err = read[Out](name, Answer{Body: got.Reply, Type: jsonType, RequestID: a.RequestID, Status: got.Status})
			}
		},
		fail: func(err error) { r.err = err },
	})
	return r
}

// Send asks the calls of the batch and empties it. Results arrive at what Add
// returned; a refused call costs no other its reply. The error is that of the
// exchange: the calls it held have it too, the calls of earlier exchanges keep
// what they got.
func (b *Batch) Send(ctx context.Context) error {
	calls := b.calls
	b.calls = nil
	for len(calls) > 0 {
		n, size := 0, 0
		for n < len(calls) && n < batchCalls && (n == 0 || size+len(calls[n].text) < batchBytes) {
			size += len(calls[n].text) + 1
			n++
		}
		if err := b.c.send(ctx, calls[:n]); err != nil {
			for _, p := range calls {
				p.fail(err)
			}
			return err
		}
		calls = calls[n:]
	}
	return nil
}

func (c *Client) send(ctx context.Context, calls []pending) error {
	body := []byte(`{"calls":[`)
	for i, p := range calls {
		if i > 0 {
			body = append(body, ',')
		}
		body = append(body, p.text...)
	}
	body = append(body, "]}"...)
	a, err := c.ask(ctx, call{op: "batch", method: http.MethodPost, kind: jsonType, body: body})
	if err != nil {
		return err
	}
	type reply struct {
		Results []result `json:"results"`
	}
	got, err := read[reply]("batch", a)
	if err != nil {
		return err
	}
	if len(got.Results) != len(calls) {
		return a.failed("batch", "the answer holds another number of results than there were calls")
	}
	for i, p := range calls {
		p.take(got.Results[i], a)
	}
	return nil
}
