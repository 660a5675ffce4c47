package engine

import (
	"context"
	"encoding/json"
	"maps"
	"slices"
	"sync"
	"syscall/js"
	"time"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

const (
	// patience is how long a canceled operation may take to stop by itself
	// before its worker is terminated.
	patience = 100 * time.Millisecond
	// tired is how large the memory of an engine may be, in bytes, that stays
	// when it has nothing to do: it never shrinks by itself.
	tired = 512 << 20
)

// client holds the Web Worker and the questions that wait for an answer.
type client struct {
	mu      sync.Mutex
	worker  js.Value
	waiting map[int]*question
	last    int
	heard   []listener
}

// listener is a function that hears one kind of event of the worker.
type listener struct {
	event string
	fn    js.Func
}

type question struct {
	name, body string // for asking again
	ended      int    // workers that ended over it
	done       chan wire.Message
	progress   func(done, total int)
}

func init() {
	c := &client{waiting: map[int]*question{}}
	remote = c.ask
}

// ask posts one question and waits for its answer.
func (c *client) ask(ctx context.Context, name string, body []byte) (wire.Message, error) {
	q := &question{
		name: name, body: string(body), done: make(chan wire.Message, 1),
		progress: func(done, total int) { _ = op.Tick(ctx, done, total) },
	}
	c.mu.Lock()
	if err := c.start(); err != nil {
		c.mu.Unlock()
		return wire.Message{}, err
	}
	c.last++
	id := c.last
	c.waiting[id] = q
	c.post(id, q)
	c.mu.Unlock()

	select {
	case m := <-q.done:
		return result(m)
	case <-ctx.Done():
	}
	c.mu.Lock()
	if c.waiting[id] != nil && !c.worker.IsUndefined() {
		c.worker.Call("postMessage", map[string]any{"version": wire.Version, "id": id, "cancel": true})
	}
	c.mu.Unlock()
	select {
	case m := <-q.done:
		return result(m)
	case <-time.After(patience):
		c.end(js.Undefined(), func(other int, _ *question) *fault.Error {
			if other == id {
				return fault.New(fault.Canceled, "canceled")
			}
			return nil
		})
		return result(<-q.done)
	}
}

func (c *client) post(id int, q *question) {
	c.worker.Call("postMessage", map[string]any{"version": wire.Version, "id": id, "op": q.name, "body": q.body})
}

func result(m wire.Message) (wire.Message, error) {
	if m.Fault != nil {
		return m, m.Fault
	}
	return m, nil
}

// start makes the worker on first use and after it was terminated.
func (c *client) start() error {
	if !c.worker.IsUndefined() {
		return nil
	}
	spawn := js.Global().Get("fbEngine") // boot.js knows the address of this version's worker
	if spawn.Type() != js.TypeFunction {
		return fault.New(fault.Internal, "this page has no engine")
	}
	worker := spawn.Invoke()
	c.worker = worker
	on := func(event string, f func(js.Value)) {
		fn := js.FuncOf(func(_ js.Value, args []js.Value) any { f(args[0]); return nil })
		c.heard = append(c.heard, listener{event, fn})
		worker.Call("addEventListener", event, fn)
	}
	on("message", func(e js.Value) { c.receive(worker, e.Get("data")) })
	on("error", func(e js.Value) {
		e.Call("preventDefault")
		text := e.Get("message")
		if text.Type() != js.TypeString {
			text = js.ValueOf("could not be loaded")
		}
		// The listeners cannot be released from within one of them.
		go c.died(worker, text.String())
	})
	return nil
}

// died ends a worker that ended itself. Whatever it was asked is asked once
// more: another question may have been the cause, or the memory it had
// gathered. A question that has seen two workers end is answered with why.
func (c *client) died(worker js.Value, why string) {
	c.end(worker, func(_ int, q *question) *fault.Error {
		if q.ended++; q.ended < 2 {
			return nil
		}
		return fault.New(fault.Internal, "engine: %s", why)
	})
}

// end terminates the worker, if it is still the one meant; undefined means
// whichever there is. blame says of every waiting question what it is answered
// with; one that gets nil is asked again in a new worker, which reads the files
// it needs from where they are kept.
func (c *client) end(meant js.Value, blame func(id int, q *question) *fault.Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.worker.IsUndefined() || !meant.IsUndefined() && !c.worker.Equal(meant) {
		return
	}
	c.worker.Call("terminate")
	for _, l := range c.heard {
		c.worker.Call("removeEventListener", l.event, l.fn) // a message may be on its way already
		l.fn.Release()
	}
	c.worker, c.heard = js.Undefined(), nil
	for _, id := range slices.Sorted(maps.Keys(c.waiting)) {
		q := c.waiting[id]
		why := blame(id, q)
		if why == nil {
			if err := c.start(); err == nil {
				c.post(id, q)
				continue
			} else {
				why = fault.From(err)
			}
		}
		delete(c.waiting, id)
		q.done <- wire.Message{Version: wire.Version, ID: id, Fault: why}
	}
}

func (c *client) receive(worker, data js.Value) {
	if dead := data.Get("dead"); dead.Type() == js.TypeString {
		go c.died(worker, dead.String())
		return
	}
	id := data.Get("id").Int()
	c.mu.Lock()
	q := c.waiting[id]
	c.mu.Unlock()
	if q == nil {
		return // an answer that came after its question was given up
	}
	if total := data.Get("total"); total.Type() == js.TypeNumber {
		q.progress(data.Get("done").Int(), total.Int())
		return
	}
	m := wire.Message{Version: wire.Version, ID: id}
	if f := data.Get("fault"); f.Type() == js.TypeString {
		m.Fault = new(fault.Error)
		if err := json.Unmarshal([]byte(f.String()), m.Fault); err != nil {
			m.Fault = fault.New(fault.Internal, "engine: %s", f.String())
		}
	} else {
		m.Body = []byte(data.Get("body").String())
		columns, files := data.Get("columns"), data.Get("files")
		for i := range columns.Length() {
			m.Columns = append(m.Columns, column(columns.Index(i)))
		}
		for i := range files.Length() {
			m.Kept = append(m.Kept, keep(files.Index(i)))
		}
	}
	c.mu.Lock()
	delete(c.waiting, id)
	idle := len(c.waiting) == 0
	c.mu.Unlock()
	if memory := data.Get("memory"); idle && memory.Type() == js.TypeNumber && memory.Int() > tired {
		go c.rest(worker)
	}
	q.done <- m
}

// rest ends a worker nobody waits for, so that its memory is given back.
func (c *client) rest(worker js.Value) {
	c.mu.Lock()
	idle := len(c.waiting) == 0
	c.mu.Unlock()
	if idle { // what is asked in between is asked again
		c.end(worker, func(int, *question) *fault.Error { return nil })
	}
}
