package api

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"fairbasis/core/catalog"
	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/problem"
)

// largest is the longest request body the API reads, in bytes.
const largest = 2 << 20

func bodyTooLong() *fault.Error {
	max := strconv.Itoa(largest)
	return fault.About(fault.TooLarge, "", "body_too_long", "the body is longer than "+max+" bytes", "max", max)
}

// New serves everything below /v1/.
func New(o Options) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/{name}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if r.Method != http.MethodPost && catalog.All.Has(name) {
			w.Header().Set("Allow", http.MethodPost)
			fail(w, fault.New(problem.Method, "%s is asked with POST and the request as the body", name))
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			fail(w, bodyTooLong())
			return
		case err != nil:
			fail(w, fault.New(fault.Invalid, "the body did not arrive: %v", err))
			return
		}
		reply, err := catalog.All.Call(r.Context(), name, body)
		if err != nil {
			fail(w, fault.From(err))
			return
		}
		answer(w, http.StatusOK, "application/json", reply)
	})
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, fault.New(fault.Unknown, "no operation at %s; they are listed at /v1/", r.URL.Path))
	})
	return mux
}

func fail(w http.ResponseWriter, f *fault.Error) {
	body, err := json.Marshal(problem.Of("en", f))
	if err != nil {
		body = []byte("{}")
	}
	answer(w, problem.Status(f), problem.Type, body)
}

func answer(w http.ResponseWriter, status int, kind string, body []byte) {
	h := w.Header()
	h.Set("Content-Type", kind)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(body) // the reader may have gone
}
