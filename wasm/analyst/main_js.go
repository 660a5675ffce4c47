// Command analyst studies the basis of a product, in a Web Worker: from the
// daily bars of its contracts, which the reader hands to it.
package main

import (
	"fairbasis/core/catalog/studies"
	"fairbasis/wasm/host"
)

func main() { host.Compute(studies.All) }
