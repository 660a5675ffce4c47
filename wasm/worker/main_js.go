//go:build js

// Command worker is the hosted API as a program in the runtime of Cloudflare
// Workers. cloudflare/worker.mjs starts it, hands it whole requests and ends
// it; one program answers many requests, one after the other.
package main

import (
	"github.com/syumai/workers"

	"fairbasis/wasm/api"
)

// build is the version of the engine, set by the linker.
var build = "unknown"

func main() {
	workers.ServeNonBlock(whole(crashing(api.New(api.Options{Build: build}))))
	workers.Ready()
	select {} // what comes now comes through workers
}
