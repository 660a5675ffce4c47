package engine

import (
	"context"
	"syscall/js"
	"time"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

// workers is how many engines share a piece of work that has parts. Each has
// its own copy of the bars, and the page wants a processor too.
const workers = 2

// spare is how long an engine that only such work needs stays without any.
const spare = time.Minute

// pool is the programs. Each starts when it is first asked.
type pool struct {
	reader, analyst *client
	engine          [workers]*client
}

func init() {
	p := &pool{reader: newClient("fbReader", nil, 0)}
	p.analyst = newClient("fbAnalyst", p.reader, 0)
	for i := range p.engine {
		idle := spare
		if i == 0 {
			idle = 0
		}
		p.engine[i] = newClient("fbEngine", p.reader, idle)
	}
	programs = p
}

func (p *pool) engines() int {
	n := js.Global().Get("navigator").Get("hardwareConcurrency")
	if n.Type() != js.TypeNumber {
		return 1
	}
	return max(1, min(n.Int(), workers))
}

// client returns who answers for a program.
func (p *pool) client(to op.Program, nth int) *client {
	switch to {
	case op.Reader:
		return p.reader
	case op.Analyst:
		return p.analyst
	}
	return p.engine[nth]
}

func (p *pool) warm(which op.Program) {
	p.reader.warm()
	p.client(which, 0).warm()
}

func (p *pool) ask(ctx context.Context, to op.Program, nth int, anew, name string, m wire.Message) (wire.Message, error) {
	return wait(ctx, p.client(to, nth), name, m, func() {
		if anew == "" {
			return
		}
		p.analyst.forget(anew)
		for _, e := range p.engine {
			e.forget(anew)
		}
	})
}

// wait puts one question and waits for its answer; before it comes, heard is
// called.
func wait(ctx context.Context, c *client, name string, m wire.Message, heard func()) (wire.Message, error) {
	done := make(chan wire.Message, 1)
	q := &question{
		name: name, body: string(m.Body), columns: m.Columns,
		progress: func(done, total int) { _ = op.Tick(ctx, done, total) },
		answer: func(data js.Value) {
			heard()
			done <- message(data)
		},
		refuse: func(why *fault.Error) {
			heard()
			done <- wire.Message{Fault: why}
		},
	}
	id, err := c.put(q)
	if err != nil {
		return wire.Message{}, err
	}
	var reply wire.Message
	select {
	case reply = <-done:
	case <-ctx.Done():
		c.cancel(id)
		reply = <-done
	}
	if reply.Fault != nil {
		return reply, reply.Fault
	}
	return reply, nil
}
