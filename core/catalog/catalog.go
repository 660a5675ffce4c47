// Package catalog lists every operation of the calculator. Front ends loop
// over it; none keeps a list of its own.
package catalog

import (
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// All is every operation: the instant ones, then those over bars and files.
var All = op.NewSet(instant.All.Ops()...)
