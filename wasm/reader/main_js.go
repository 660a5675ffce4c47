// Command reader is what reads files, in a Web Worker of its own: it says what
// they hold and hands their bars to the engine.
package main

import (
	"context"

	"fairbasis/core/catalog/files"
	"fairbasis/core/op"
	"fairbasis/core/table/load"
	"fairbasis/core/table/remote"
	"fairbasis/core/wire"
	"fairbasis/wasm/host"
)

func main() {
	set := op.NewSet(append(files.All.Ops(), remote.Hand)...)
	host.Serve(set, func(func(context.Context, string, []byte) (wire.Message, error)) host.Library {
		return load.New(kept{})
	})
}
