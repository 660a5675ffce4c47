// Package catalog lists every operation of the calculator. Front ends loop
// over it; none keeps a list of its own.
package catalog

import (
	"fairbasis/core/catalog/heavy"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op"
)

// All is every operation: the instant ones, then those over bars and files.
var All = union(instant.All, heavy.All)

// union lists the operations of both sets, those in both once.
func union(a, b op.Set) op.Set {
	ops := a.Ops()[:len(a.Ops()):len(a.Ops())]
	for _, o := range b.Ops() {
		if !a.Has(o.Name) {
			ops = append(ops, o)
		}
	}
	return op.NewSet(ops...)
}
