package wire

import (
	"context"
	"sync"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// Engine answers messages with the operations of a set. It knows neither
// clock nor channel; the program that hosts it hands them in.
type Engine struct {
	Set op.Set
	// Context is what the work of every question begins with: it holds the
	// library of files. Nil means an empty one.
	Context func() context.Context
	// Post sends a message to the page.
	Post func(Message)
	// Yield is called at every tick of long work. The host decides whether it
	// is time to call report, which posts progress, and to let messages in.
	Yield func(report func())

	mu      sync.Mutex
	running map[int]context.CancelFunc
	needs   map[int]chan Message
	last    int // need
}

// Handle starts the work a message asks for and returns at once; answers come
// through Post. A question is answered exactly once, also when it is canceled
// or panics.
func (e *Engine) Handle(m Message) {
	if m.Version != Version {
		e.Post(e.failed(m.ID, fault.New(fault.Internal, "engine speaks protocol %d, page %d; reload the page", Version, m.Version)))
		return
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if m.Need > 0 {
		if got, ok := e.needs[m.Need]; ok {
			delete(e.needs, m.Need)
			got <- m // has room for one
		}
		return
	}
	if m.Cancel {
		if cancel, ok := e.running[m.ID]; ok {
			cancel()
		}
		return
	}
	ctx := context.Background()
	if e.Context != nil {
		ctx = e.Context()
	}
	ctx, cancel := context.WithCancel(context.WithValue(ctx, questionKey{}, m.ID))
	if e.running == nil {
		e.running = map[int]context.CancelFunc{}
	}
	e.running[m.ID] = cancel
	go func() {
		answer := e.answer(ctx, m)
		e.mu.Lock()
		delete(e.running, m.ID)
		e.mu.Unlock()
		cancel()
		e.Post(answer)
	}()
}

func (e *Engine) answer(ctx context.Context, m Message) Message {
	ctx = op.WithTick(ctx, func(done, total int) error {
		e.Yield(func() { e.Post(Message{Version: Version, ID: m.ID, Done: done, Total: max(total, 1)}) })
		return nil // the context says when to stop
	})
	reply, err := e.Set.Run(ctx, m.Op, m.Body, m.Columns...)
	if err != nil {
		return e.failed(m.ID, err)
	}
	answer, err := Pack(reply)
	if err != nil {
		return e.failed(m.ID, err)
	}
	answer.ID = m.ID
	return answer
}

func (e *Engine) failed(id int, err error) Message {
	return Message{Version: Version, ID: id, Fault: fault.From(err)}
}

type questionKey struct{}

// Need asks another program, through the page, for something that the question
// of ctx needs, and waits for the answer. When ctx ends the need is canceled.
func (e *Engine) Need(ctx context.Context, name string, body []byte) (Message, error) {
	id, _ := ctx.Value(questionKey{}).(int)
	got := make(chan Message, 1)
	e.mu.Lock()
	e.last++
	need := e.last
	if e.needs == nil {
		e.needs = map[int]chan Message{}
	}
	e.needs[need] = got
	e.mu.Unlock()
	e.Post(Message{Version: Version, ID: id, Need: need, Op: name, Body: body})
	select {
	case m := <-got:
		if m.Fault != nil {
			return m, m.Fault
		}
		return m, nil
	case <-ctx.Done():
	}
	e.mu.Lock()
	delete(e.needs, need)
	e.mu.Unlock()
	e.Post(Message{Version: Version, ID: id, Need: need, Cancel: true})
	return Message{}, fault.New(fault.Canceled, "canceled while the file was read")
}
