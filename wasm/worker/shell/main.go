//go:build !js

// Command shell prints what the worker's script answers without the Go program,
// as JSON: the problems it refuses with, the headers of such an answer, and the
// answers to OPTIONS and to GET /v1/health. All of it comes from the handler
// itself, so that nobody can tell who answered.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"

	"fairbasis/core/problem"
	"fairbasis/wasm/api"
)

// answer is one that is given as it was recorded.
type answer struct {
	Status  int               `json:"status"`
	Headers map[string]string `json:"headers"`
	Body    string            `json:"body,omitempty"`
}

func main() {
	build := flag.String("build", "unknown", "version of the engine, as in the programs")
	flag.Parse()
	out := json.NewEncoder(os.Stdout)
	out.SetEscapeHTML(false)
	if err := out.Encode(record(api.New(api.Options{Build: *build}))); err != nil {
		fmt.Fprintln(os.Stderr, "shell:", err)
		os.Exit(1)
	}
}

func record(h http.Handler) any {
	headers := map[string]map[string]string{}
	for _, lang := range []string{"zh", "en"} {
		headers[lang] = ask(h, http.MethodGet, "/v1/no-such-operation", lang).Headers
	}
	return struct {
		Refusals  map[string]map[string]problem.Problem `json:"refusals"`
		Headers   map[string]map[string]string          `json:"headers"`
		Preflight answer                                `json:"preflight"`
		Health    answer                                `json:"health"`
	}{api.Refusals(), headers, ask(h, http.MethodOptions, "/v1/", "en"), ask(h, http.MethodGet, "/v1/health", "en")}
}

// ask is one answer without what belongs to one request.
func ask(h http.Handler, method, path, lang string) answer {
	r := httptest.NewRequest(method, path, nil)
	r.Header.Set("Accept-Language", lang)
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	a := answer{Status: w.Code, Headers: map[string]string{}, Body: w.Body.String()}
	for name, values := range w.Header() {
		if name != "Content-Length" && name != "X-Request-Id" {
			a.Headers[name] = values[0]
		}
	}
	return a
}
