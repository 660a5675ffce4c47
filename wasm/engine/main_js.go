// Command engine is the calculator in a Web Worker: the operations that take
// longer than a frame. It never draws, and it reads no files: the reader hands
// it their bars.
package main

import (
	"fairbasis/core/catalog/heavy"
	"fairbasis/wasm/host"
)

func main() { host.Compute(heavy.All) }
