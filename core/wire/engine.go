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
	ctx, cancel := context.WithCancel(ctx)
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
	reply, err := e.Set.Run(ctx, m.Op, m.Body)
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
