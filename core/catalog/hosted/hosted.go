// Package hosted is what the catalog needs where no files are stored: limits of
// one request, a file that comes with it, and examples that hold their bars.
package hosted

import (
	"context"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/table/load"
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
var Limits = Caps{Body: 2 << 20, Bars: 20_000, Cells: 1_000_000, Batch: 1000}

// Context returns a context in which one request, or all calls of one batch
// together, are answered: under Limits, with bars as columns of the request and
// no files.
func Context(ctx context.Context) context.Context { return with(ctx, file{}) }

func with(ctx context.Context, f file) context.Context {
	ctx = study.WithShelf(ctx, new(study.Shelf)) // what is kept of a request goes with it
	ctx = op.WithLimits(ctx, op.Limits{Bars: Limits.Bars, Cells: Limits.Cells})
	return market.WithLibrary(ctx, load.New(f))
}
