// Package engine answers the page's questions. Instant operations are
// answered in place, natively too, so that the same call prerenders the page;
// heavy ones go to the programs in Web Workers: what reads and makes files to the
// reader, what studies the basis to the analyst, and what else computes to the
// engine. The page says Do for all; their requests know which.
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
	// ask puts a question to a program; of the engines to the nth, from 0. What
	// the others hold of the file anew, if any, is old when the answer comes.
	ask(ctx context.Context, to op.Program, nth int, anew, name string, m wire.Message) (wire.Message, error)
	// warm starts a program and the reader, if they are not running yet.
	warm(op.Program)
	// engines is how many engines may work at once.
	engines() int
}

// heavy is implemented by requests that can be large although their operation
// is instant at its usual size.
type heavy interface{ Heavy() bool }

// answered is implemented by requests that another program than the engine
// answers.
type answered interface{ Program() op.Program }

// renewing is implemented by requests that change the bars of a file.
type renewing interface{ Anew() (ref string) }

// Warm starts a program that is going to be asked over files, and the reader.
// It returns at once; without worker programs it does nothing.
func Warm(p op.Program) {
	if programs != nil {
		programs.warm(p)
	}
}

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

// ask puts a question to the program that answers it; to an engine by number.
func ask[In op.Request, Out any](ctx context.Context, nth int, key op.Key[In, Out], in In) (out Out, err error) {
	_, bars := any(&in).(op.Resolver)
	if err := pose(ctx, nth, string(key), in, bars, &out); err != nil {
		var none Out
		return none, err
	}
	return out, nil
}

// pose is ask for all types at once: a copy for each would be a tenth of a
// megabyte. bars says that the question is over files; out points to the reply.
func pose(ctx context.Context, nth int, name string, in op.Request, bars bool, out any) error {
	if err := in.Validate(); err != nil {
		return err // refused here: the program would say the same, later
	}
	m, err := wire.Pack(in)
	if err != nil {
		return fault.New(fault.Internal, "%s: request does not encode: %v", name, err)
	}
	to, anew := op.Engine, ""
	if a, ok := in.(answered); ok {
		to = a.Program()
	}
	if r, ok := in.(renewing); ok {
		anew = r.Anew()
	}
	if bars && to != op.Reader {
		programs.warm(to) // it is going to ask the reader
	}
	reply, err := programs.ask(ctx, to, nth, anew, name, m)
	if err != nil {
		return err
	}
	if err := wire.Unpack(reply, out); err != nil {
		return fault.New(fault.Internal, "%s: reply does not decode: %v", name, err)
	}
	return nil
}
