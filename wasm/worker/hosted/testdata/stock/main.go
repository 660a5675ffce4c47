//go:build js

// Command stock is the same API as package workers runs it by itself: one
// program for every request. The benchmark measures the worker against it.
package main

import (
	"github.com/syumai/workers"

	"fairbasis/wasm/api"
)

func main() { workers.Serve(api.New(api.Options{Build: "stock"})) }
