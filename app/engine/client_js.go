package engine

import (
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
	// tired is how large the memory of a program may be, in bytes, that stays
	// when it has nothing to do: it never shrinks by itself.
	tired = 512 << 20
)

// client holds one Web Worker and the questions that wait for its answer.
type client struct {
	spawn  string        // function of boot.js that makes the worker, whose address it knows
	reader *client       // who answers the needs of its questions; nil where they have none
	idle   time.Duration // how long a worker without questions stays; 0 is for good

	mu      sync.Mutex
	worker  js.Value
	waiting map[int]*question
	last    int
	asked   int            // questions so far, to know whether it was idle meanwhile
	needs   map[int]func() // gives up what the reader is asked for this worker, by its number
	heard   []listener
}

// listener is a function that hears one kind of event of the worker.
type listener struct {
	event string
	fn    js.Func
}

// question is answered once: by answer, with the message of the worker, or by
// refuse. Both must not block.
type question struct {
	name, body string // for asking again
	columns    []op.Column
	ended      int // workers that ended over it
	canceled   bool
	progress   func(done, total int)
	answer     func(data js.Value)
	refuse     func(*fault.Error)
}

func newClient(spawn string, reader *client, idle time.Duration) *client {
	return &client{spawn: spawn, reader: reader, idle: idle, waiting: map[int]*question{}, needs: map[int]func(){}}
}

// put asks a question and returns its number.
func (c *client) put(q *question) (id int, err error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if err := c.start(); err != nil {
		return 0, err
	}
	c.last++
	c.waiting[c.last] = q
	c.post(c.last, q)
	return c.last, nil
}

func (c *client) post(id int, q *question) {
	c.asked++
	m := map[string]any{"version": wire.Version, "id": id, "op": q.name, "body": q.body}
	if len(q.columns) == 0 {
		c.worker.Call("postMessage", m)
		return
	}
	columns := make([]any, len(q.columns))
	for i, column := range q.columns {
		columns[i] = buffer(column)
	}
	m["columns"] = columns
	c.worker.Call("postMessage", m, columns)
}

// cancel gives up a question. It is answered soon: a worker that does not stop
// is ended.
func (c *client) cancel(id int) {
	c.mu.Lock()
	defer c.mu.Unlock()
	q := c.waiting[id]
	if q == nil || q.canceled {
		return
	}
	q.canceled = true
	c.worker.Call("postMessage", map[string]any{"version": wire.Version, "id": id, "cancel": true})
	time.AfterFunc(patience, func() {
		c.mu.Lock()
		hangs := c.waiting[id] != nil
		c.mu.Unlock()
		if hangs {
			c.end(js.Undefined(), func(*question) *fault.Error { return nil })
		}
	})
}

// start makes the worker on first use and after it was terminated.
func (c *client) start() error {
	if !c.worker.IsUndefined() {
		return nil
	}
	spawn := js.Global().Get(c.spawn)
	if spawn.Type() != js.TypeFunction {
		return fault.New(fault.Internal, "this page has no %s", c.spawn)
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
	c.end(worker, func(q *question) *fault.Error {
		if q.ended++; q.ended < 2 {
			return nil
		}
		return fault.New(fault.Internal, "engine: %s", why)
	})
}

// end terminates the worker, if it is still the one meant; undefined means
// whichever there is. blame says of every waiting question what it is answered
// with; one that gets nil is asked again in a new worker, unless it was
// canceled.
func (c *client) end(meant js.Value, blame func(*question) *fault.Error) {
	c.mu.Lock()
	if c.worker.IsUndefined() || !meant.IsUndefined() && !c.worker.Equal(meant) {
		c.mu.Unlock()
		return
	}
	c.worker.Call("terminate")
	for _, l := range c.heard {
		c.worker.Call("removeEventListener", l.event, l.fn) // a message may be on its way already
		l.fn.Release()
	}
	needs := c.needs
	c.worker, c.heard, c.needs = js.Undefined(), nil, map[int]func(){}
	var refuse []func()
	for _, id := range slices.Sorted(maps.Keys(c.waiting)) {
		q := c.waiting[id]
		why := blame(q)
		if q.canceled {
			why = fault.New(fault.Canceled, "canceled")
		}
		if why == nil {
			if err := c.start(); err == nil {
				c.post(id, q)
				continue
			} else {
				why = fault.From(err)
			}
		}
		delete(c.waiting, id)
		refuse = append(refuse, func() { q.refuse(why) })
	}
	c.mu.Unlock()
	for _, giveUp := range needs {
		giveUp()
	}
	for _, f := range refuse {
		f()
	}
}

func (c *client) receive(worker, data js.Value) {
	if dead := data.Get("dead"); dead.Type() == js.TypeString {
		go c.died(worker, dead.String())
		return
	}
	id := data.Get("id").Int()
	if data.Get("need").Type() == js.TypeNumber {
		c.need(worker, id, data)
		return
	}
	c.mu.Lock()
	q := c.waiting[id]
	total := data.Get("total")
	if q == nil { // an answer that came after its question was given up
		c.mu.Unlock()
		return
	}
	if total.Type() == js.TypeNumber {
		c.mu.Unlock()
		q.progress(data.Get("done").Int(), total.Int())
		return
	}
	delete(c.waiting, id)
	free, asked := len(c.waiting) == 0, c.asked
	c.mu.Unlock()
	if free {
		if memory := data.Get("memory"); memory.Type() == js.TypeNumber && memory.Int() > tired {
			go c.rest(worker, asked)
		} else if c.idle > 0 {
			time.AfterFunc(c.idle, func() { c.rest(worker, asked) })
		}
	}
	if f := data.Get("fault"); f.Type() == js.TypeString {
		why := new(fault.Error)
		if err := json.Unmarshal([]byte(f.String()), why); err != nil {
			why = fault.New(fault.Internal, "engine: %s", f.String())
		}
		q.refuse(why)
		return
	}
	q.answer(data)
}

// need asks the reader what a question of this worker needs. The answer goes
// from worker to worker: nothing of it enters the memory of the page.
func (c *client) need(worker js.Value, id int, data js.Value) {
	number := data.Get("need").Int()
	if data.Get("cancel").Truthy() {
		c.mu.Lock()
		giveUp := c.needs[number]
		delete(c.needs, number)
		c.mu.Unlock()
		if giveUp != nil {
			giveUp()
		}
		return
	}
	reply := func(m map[string]any, handed js.Value) {
		c.mu.Lock()
		defer c.mu.Unlock()
		if !c.worker.Equal(worker) {
			return
		}
		delete(c.needs, number)
		m["version"], m["got"] = wire.Version, number
		worker.Call("postMessage", m, handed)
	}
	none := js.Global().Get("Array").New()
	q := &question{
		name: data.Get("op").String(), body: data.Get("body").String(),
		progress: func(done, total int) {
			c.mu.Lock()
			asks := c.waiting[id]
			c.mu.Unlock()
			if asks != nil {
				asks.progress(done, total)
			}
		},
		answer: func(data js.Value) {
			columns, files := data.Get("columns"), data.Get("files")
			reply(map[string]any{"body": data.Get("body"), "columns": columns, "files": files}, columns.Call("concat", files))
		},
		refuse: func(why *fault.Error) {
			text, err := json.Marshal(why)
			if err != nil {
				text = []byte(why.Message)
			}
			reply(map[string]any{"fault": string(text)}, none)
		},
	}
	asked, err := c.reader.put(q)
	if err != nil {
		q.refuse(fault.From(err))
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.needs[number] = func() { c.reader.cancel(asked) }
}

// rest ends a worker that nobody asked since, so that its memory is given back.
func (c *client) rest(worker js.Value, asked int) {
	c.mu.Lock()
	idle := c.asked == asked && len(c.waiting) == 0
	c.mu.Unlock()
	if idle { // what is asked in between is asked again
		c.end(worker, func(*question) *fault.Error { return nil })
	}
}

// forget tells the worker that a file is not as it knew it.
func (c *client) forget(ref string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if !c.worker.IsUndefined() {
		c.worker.Call("postMessage", map[string]any{"forget": []any{ref}})
	}
}

func (c *client) warm() {
	c.mu.Lock()
	defer c.mu.Unlock()
	_ = c.start() // who asks hears why not
}
