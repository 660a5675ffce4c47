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
	"maps"
	"net/http"
	"net/http/httptest"
	"os"

	"fairbasis/core/catalog"
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
	// What may be asked differs from address to address, but in few ways.
	var ways []answer
	way := func(name string) int {
		a := ask(h, http.MethodOptions, "/v1/"+name, "en")
		for i, known := range ways {
			if maps.Equal(a.Headers, known.Headers) {
				return i
			}
		}
		ways = append(ways, a)
		return len(ways) - 1
	}
	way("no-such-operation") // the first
	of := map[string]int{}
	for _, name := range []string{"", "health", "version", "batch"} {
		of[name] = way(name)
	}
	for _, o := range catalog.All.Ops() {
		of[o.Name] = way(o.Name)
	}
	return struct {
		Refusals map[string]map[string]problem.Problem `json:"refusals"`
		Headers  map[string]map[string]string          `json:"headers"`
		Health   answer                                `json:"health"`
		Options  []answer                              `json:"options"`
		Ways     map[string]int                        `json:"ways"` // which of the options, by name; elsewhere the first
	}{api.Refusals(), headers, ask(h, http.MethodGet, "/v1/health", "en"), ways, of}
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
