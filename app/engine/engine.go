// Package engine answers the page's questions. Instant operations are
// answered in place, natively too, so that the same call prerenders the page;
// heavy ones go to the programs in Web Workers: what reads and makes files to the
// reader, what computes over bars to the engine. The page says Do for all and does not know which.
package engine

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

// instant is what this program answers itself; main links it once at start.
var instant op.Set

// Link sets the operations answered in place. Call it once, before any Do.
func Link(set op.Set) { instant = set }

// programs asks the worker programs; nil where there are none, as in
// prerendering.
var programs interface {
	// ask puts a question to an engine, by number from 0.
	ask(ctx context.Context, engine int, name string, m wire.Message) (wire.Message, error)
	// read puts a question to the reader. What the engines hold of the file anew
	// is old then.
	read(ctx context.Context, anew, name string, m wire.Message) (wire.Message, error)
	// warm starts programs that are not running yet.
	warm()
	// engines is how many engines may work at once.
	engines() int
}

// heavy is implemented by requests that can be large although their operation
// is instant at its usual size.
type heavy interface{ Heavy() bool }

// byReader is implemented by requests that the reader answers: ByReader names
// the file whose bars are other ones afterwards, if any.
type byReader interface{ ByReader() (anew string) }

// Do answers one question. Heavy questions block until a program answers and
// must not be asked from the page's event loop; progress reaches a tick set
// with op.WithTick, and ctx cancels the work.
func Do[In op.Request, Out any](ctx context.Context, key op.Key[In, Out], in In) (Out, error) {
	if inPlace(string(key), in) {
		return op.Do(ctx, instant, key, in)
	}
	return ask(ctx, 0, key, in)
}

// inPlace reports whether this program answers a question itself.
func inPlace(name string, in any) bool {
	h, ok := in.(heavy)
	return programs == nil || instant.Has(name) && !(ok && h.Heavy())
}

// ask puts a question to the reader or to an engine.
func ask[In op.Request, Out any](ctx context.Context, engine int, key op.Key[In, Out], in In) (out Out, err error) {
	if err := in.Validate(); err != nil {
		return out, err // refused here: the program would say the same, later
	}
	m, err := wire.Pack(in)
	if err != nil {
		return out, fault.New(fault.Internal, "%s: request does not encode: %v", string(key), err)
	}
	var reply wire.Message
	if r, ok := any(in).(byReader); ok {
		reply, err = programs.read(ctx, r.ByReader(), string(key), m)
	} else {
		if _, ok := any(&in).(op.Resolver); ok {
			programs.warm() // the engine is going to ask the reader
		}
		reply, err = programs.ask(ctx, engine, string(key), m)
	}
	if err != nil {
		return out, err
	}
	if err := wire.Unpack(reply, &out); err != nil {
		return out, fault.New(fault.Internal, "%s: reply does not decode: %v", string(key), err)
	}
	return out, nil
}
