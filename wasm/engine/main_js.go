// Command engine is the calculator in a Web Worker: the operations that take
// longer than a frame. It never draws, and it reads no files: the reader hands
// it their bars.
package main

import (
	"context"

	"fairbasis/core/catalog/heavy"
	"fairbasis/core/table/remote"
	"fairbasis/core/wire"
	"fairbasis/wasm/host"
)

func main() {
	host.Serve(heavy.All, func(ask func(context.Context, string, []byte) (wire.Message, error)) host.Library {
		return remote.New(ask)
	})
}
