// Package files lists the operations that read files. The reader links them;
// the page asks it, and the engine asks it for the bars it computes over.
package files

import (
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// example is the file the example refers to; the tests have one of that name.
const example = "bars.csv"

// All is every operation that reads files.
var All = op.NewSet(
	op.New(table.LoadKey, "What a file of bars holds and what is wrong with it", table.LoadInput{Ref: example}, load.Load),
)
