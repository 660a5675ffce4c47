package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/op/optest"
	"fairbasis/core/problem"
)

func text(t rapid.TB, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func get(h http.Handler, path string, headers ...string) *http.Response {
	return ask(h, "GET", path, "", headers...)
}

// ask is a request with headers given as name, value pairs.
func ask(h http.Handler, method, path, body string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// askQuery asks an operation with any query, also what is none.
func askQuery(h http.Handler, name, query string) *http.Response {
	r := httptest.NewRequest("GET", "/v1/"+name, nil)
	r.URL.RawQuery = query
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

// problemIn reads the problem in an answer.
func problemIn(t rapid.TB, r *http.Response) problem.Problem {
	t.Helper()
	var p problem.Problem
	body := text(t, r)
	if kind := r.Header.Get("Content-Type"); kind != problem.Type {
		t.Errorf("a refusal of type %q: %.200s", kind, body)
	}
	if err := json.Unmarshal([]byte(body), &p); err != nil {
		t.Fatalf("%v in %.200s", err, body)
	}
	return p
}

// refused lists what a problem refuses as pointer and code.
func refused(p problem.Problem) string {
	out := make([]string, len(p.Errors))
	for i, e := range p.Errors {
		out[i] = e.Pointer + " " + e.Code
	}
	return strings.Join(out, " ")
}

func post(h http.Handler, path, body string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("POST", path, strings.NewReader(body)))
	return w.Result()
}

// The server must give what the operations give, and their refusals.
func TestCasesOverHTTP(t *testing.T) {
	api := New(Options{})
	optest.Replay(t, filepath.Join("..", "..", "core", "catalog", "testdata"), false, func(name string, body []byte) ([]byte, error) {
		r := post(api, "/v1/"+name, string(body))
		reply, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode == http.StatusOK {
			return reply, err
		}
		var p problem.Problem
		if err := json.Unmarshal(reply, &p); err != nil {
			return nil, err
		}
		return nil, p.Fault()
	})
}
