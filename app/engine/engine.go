// Package engine answers the page's questions. Instant operations are
// answered in place, natively too, so that the same call prerenders the page;
// heavy ones go to the engine program in a Web Worker. The page says Do for
// both and does not know which.
package engine

import (
	"context"
	"encoding/json"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

// instant is what this program answers itself; main links it once at start.
var instant op.Set

// Link sets the operations answered in place. Call it once, before any Do.
func Link(set op.Set) { instant = set }

// remote asks the engine program; nil where there is none, as in prerendering.
var remote func(ctx context.Context, name string, body []byte) (wire.Message, error)

// heavy is implemented by requests that can be large although their operation
// is instant at its usual size.
type heavy interface{ Heavy() bool }

// Do answers one question. Heavy questions block until the engine answers and
// must not be asked from the page's event loop; progress reaches a tick set
// with op.WithTick, and ctx cancels the work.
func Do[In op.Request, Out any](ctx context.Context, key op.Key[In, Out], in In) (Out, error) {
	h, ok := any(in).(heavy)
	if inPlace := instant.Has(string(key)) && !(ok && h.Heavy()); inPlace || remote == nil {
		return op.Do(ctx, instant, key, in)
	}
	var out Out
	if err := in.Validate(); err != nil {
		return out, err // refused here: the engine would say the same, later
	}
	body, err := json.Marshal(in)
	if err != nil {
		return out, fault.New(fault.Internal, "%s: request does not encode: %v", string(key), err)
	}
	reply, err := remote(ctx, string(key), body)
	if err != nil {
		return out, err
	}
	if err := wire.Unpack(reply, &out); err != nil {
		return out, fault.New(fault.Internal, "%s: reply does not decode: %v", string(key), err)
	}
	return out, nil
}
