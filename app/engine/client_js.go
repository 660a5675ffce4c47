package engine

import (
	"context"
	"encoding/json"
	"sync"
	"syscall/js"
	"time"
	"unsafe"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

// patience is how long a canceled operation may take to stop by itself
// before its worker is terminated.
const patience = 100 * time.Millisecond

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
	done     chan wire.Message
	progress func(done, total int)
}

func init() {
	c := &client{waiting: map[int]*question{}}
	remote = c.ask
}

// ask posts one question and waits for its answer.
func (c *client) ask(ctx context.Context, name string, body []byte) ([]byte, []op.Column, error) {
	q := &question{done: make(chan wire.Message, 1), progress: func(done, total int) { _ = op.Tick(ctx, done, total) }}
	c.mu.Lock()
	if err := c.start(); err != nil {
		c.mu.Unlock()
		return nil, nil, err
	}
	c.last++
	id := c.last
	c.waiting[id] = q
	c.worker.Call("postMessage", map[string]any{"version": wire.Version, "id": id, "op": name, "body": string(body)})
	c.mu.Unlock()

	select {
	case m := <-q.done:
		return result(m)
	case <-ctx.Done():
	}
	c.mu.Lock()
	c.worker.Call("postMessage", map[string]any{"version": wire.Version, "id": id, "cancel": true})
	c.mu.Unlock()
	select {
	case m := <-q.done:
		return result(m)
	case <-time.After(patience):
		c.stop(fault.New(fault.Canceled, "canceled"))
		return result(<-q.done)
	}
}

func result(m wire.Message) ([]byte, []op.Column, error) {
	if m.Fault != nil {
		return nil, nil, m.Fault
	}
	return m.Body, m.Columns, nil
}

// start makes the worker on first use and after it was terminated.
func (c *client) start() (err error) {
	if !c.worker.IsUndefined() {
		return nil
	}
	spawn := js.Global().Get("fbEngine") // boot.js knows the address of this version's worker
	if spawn.Type() != js.TypeFunction {
		return fault.New(fault.Internal, "this page has no engine")
	}
	c.worker = spawn.Invoke()
	on := func(event string, f func(js.Value)) {
		fn := js.FuncOf(func(_ js.Value, args []js.Value) any { f(args[0]); return nil })
		c.heard = append(c.heard, listener{event, fn})
		c.worker.Call("addEventListener", event, fn)
	}
	on("message", func(e js.Value) { c.receive(e.Get("data")) })
	on("error", func(e js.Value) {
		e.Call("preventDefault")
		text := e.Get("message")
		if text.Type() != js.TypeString {
			text = js.ValueOf("could not be loaded")
		}
		// The listeners cannot be released from within one of them.
		go c.stop(fault.New(fault.Internal, "engine: %s", text.String()))
	})
	return nil
}

// stop terminates the worker; every waiting question is answered with why.
// The next question starts a new one.
func (c *client) stop(why *fault.Error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.worker.IsUndefined() {
		return
	}
	c.worker.Call("terminate")
	for _, l := range c.heard {
		c.worker.Call("removeEventListener", l.event, l.fn) // a message may be on its way already
		l.fn.Release()
	}
	c.worker, c.heard = js.Undefined(), nil
	for id, q := range c.waiting {
		q.done <- wire.Message{Version: wire.Version, ID: id, Fault: why}
		delete(c.waiting, id)
	}
}

func (c *client) receive(data js.Value) {
	if dead := data.Get("dead"); dead.Type() == js.TypeString {
		go c.stop(fault.New(fault.Internal, "engine: %s", dead.String()))
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
		buffers := data.Get("columns")
		for i := range buffers.Length() {
			m.Columns = append(m.Columns, column(buffers.Index(i)))
		}
	}
	c.mu.Lock()
	delete(c.waiting, id)
	c.mu.Unlock()
	q.done <- m
}

// column copies a transferred ArrayBuffer of float64 in one call: both sides
// are little-endian, and a call per number would cost microseconds each.
func column(buffer js.Value) op.Column {
	n := buffer.Get("byteLength").Int() / 8
	if n == 0 {
		return op.Column{}
	}
	out := make(op.Column, n)
	js.CopyBytesToGo(unsafe.Slice((*byte)(unsafe.Pointer(&out[0])), n*8), js.Global().Get("Uint8Array").New(buffer))
	return out
}
