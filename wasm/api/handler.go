package api

import (
	"encoding/json"
	"errors"
	"io"
	"net/http"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/openapi"
)

// largest is the longest request body the API reads, in bytes.
const largest = 1 << 20

// New serves every operation of a set at POST /v1/NAME and their
// description at /openapi.json.
func New(set op.Set) (http.Handler, error) {
	description, err := openapi.Document(set)
	if err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /openapi.json", func(w http.ResponseWriter, _ *http.Request) { answer(w, http.StatusOK, description) })
	mux.HandleFunc("/v1/{name}", func(w http.ResponseWriter, r *http.Request) {
		name := r.PathValue("name")
		if r.Method != http.MethodPost && set.Has(name) {
			w.Header().Set("Allow", http.MethodPost)
			refuse(w, http.StatusMethodNotAllowed, fault.New(fault.Invalid, "%s is asked with POST and the request as the body", name))
			return
		}
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, largest))
		var long *http.MaxBytesError
		switch {
		case errors.As(err, &long):
			fail(w, fault.New(fault.TooLarge, "the body is longer than %d bytes", largest))
			return
		case err != nil:
			fail(w, fault.New(fault.Invalid, "the body did not arrive: %v", err))
			return
		}
		reply, err := set.Call(r.Context(), name, body)
		if err != nil {
			fail(w, fault.From(err))
			return
		}
		answer(w, http.StatusOK, reply)
	})
	mux.HandleFunc("/v1/", func(w http.ResponseWriter, r *http.Request) {
		fail(w, fault.New(fault.Unknown, "no operation at %s; they are at /v1/NAME and listed in /openapi.json", r.URL.Path))
	})
	return mux, nil
}

func fail(w http.ResponseWriter, f *fault.Error) {
	status, ok := openapi.Statuses[f.Code]
	if !ok {
		status = http.StatusInternalServerError
	}
	refuse(w, status, f)
}

func refuse(w http.ResponseWriter, status int, f *fault.Error) {
	body, err := json.Marshal(f)
	if err != nil {
		status, body = http.StatusInternalServerError, []byte(`{"code":"internal","message":"the failure could not be written down"}`)
	}
	answer(w, status, body)
}

func answer(w http.ResponseWriter, status int, body []byte) {
	h := w.Header()
	h.Set("Content-Type", "application/json")
	h.Set("Cache-Control", "no-store")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(status)
	_, _ = w.Write(append(body, '\n')) // the reader may have gone
}
