//go:build js && !crash

package main

import "net/http"

// crashing is for the build that tests crashes; see crash_js.go.
func crashing(next http.Handler) http.Handler { return next }
