// Package heavy lists the operations that can take longer than a frame: over
// bars, files or large grids. The engine links them; the page asks it.
package heavy

import (
	"fairbasis/core/arb"
	"fairbasis/core/op"
)

// All is every heavy operation.
var All = op.NewSet(
	// Instant at the size of a table, heavy at the size of an export.
	op.New(arb.SurfaceKey, "One answer over any two inputs", arb.SurfaceExample, arb.ComputeSurface),
)
