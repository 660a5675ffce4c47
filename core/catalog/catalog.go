// Package catalog lists every operation of the calculator. Front ends loop
// over it; none keeps a list of its own.
package catalog

import (
	"fairbasis/core/catalog/files"
	"fairbasis/core/catalog/heavy"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/catalog/studies"
	"fairbasis/core/op"
)

// All is every operation: the instant ones, then those over files and bars.
var All = union(instant.All, files.All, heavy.All, studies.All)

// union lists the operations of several sets, those in more than one once.
func union(sets ...op.Set) op.Set {
	var ops []op.Op
	listed := map[string]bool{}
	for _, s := range sets {
		for _, o := range s.Ops() {
			if !listed[o.Name] {
				ops, listed[o.Name] = append(ops, o), true
			}
		}
	}
	return op.NewSet(ops...)
}
