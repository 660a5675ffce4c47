package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/op/optest"
	"fairbasis/core/problem"
)

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
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

func TestAPIRefusals(t *testing.T) {
	api := New(Options{})
	for _, c := range []struct {
		name, path, body string
		status           int
		code             fault.Code
	}{
		{"no such operation", "/v1/nothing", "{}", 404, fault.Unknown},
		{"deeper path", "/v1/a/b", "{}", 404, fault.Unknown},
		{"empty body", "/v1/fair_value", "", 400, fault.Invalid},
		{"not JSON", "/v1/fair_value", "spot=1", 400, fault.Invalid},
		{"unknown field", "/v1/fair_value", `{"sopt":1}`, 422, fault.Invalid},
		{"too long", "/v1/fair_value", strings.Repeat(" ", hosted.Limits.Body+1), 413, fault.TooLarge},
	} {
		r := post(api, c.path, c.body)
		var f problem.Problem
		if err := json.Unmarshal([]byte(text(t, r)), &f); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if r.StatusCode != c.status || f.Code != string(c.code) || f.Detail == "" {
			t.Errorf("%s: %d %s %q, want %d %s", c.name, r.StatusCode, f.Code, f.Detail, c.status, c.code)
		}
	}
}
