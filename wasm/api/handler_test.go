package api

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/fault"
	"fairbasis/core/op/optest"
)

func get(h http.Handler, path string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("GET", path, nil))
	return w.Result()
}

func text(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func testAPI(t *testing.T) http.Handler {
	t.Helper()
	api, err := New(catalog.All)
	if err != nil {
		t.Fatal(err)
	}
	return api
}

func post(h http.Handler, path, body string) *http.Response {
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest("POST", path, strings.NewReader(body)))
	return w.Result()
}

// The server must give what the operations give, and their refusals.
func TestCasesOverHTTP(t *testing.T) {
	api := testAPI(t)
	optest.Replay(t, filepath.Join("..", "..", "core", "catalog", "testdata"), false, func(name string, body []byte) ([]byte, error) {
		r := post(api, "/v1/"+name, string(body))
		reply, err := io.ReadAll(r.Body)
		if err != nil || r.StatusCode == http.StatusOK {
			return bytes.TrimSpace(reply), err
		}
		f := new(fault.Error)
		if err := json.Unmarshal(reply, f); err != nil {
			return nil, err
		}
		return nil, f
	})
}

func TestAPIRefusals(t *testing.T) {
	api := testAPI(t)
	for _, c := range []struct {
		name, path, body string
		status           int
		code             fault.Code
	}{
		{"no such operation", "/v1/nothing", "{}", 404, fault.Unknown},
		{"deeper path", "/v1/a/b", "{}", 404, fault.Unknown},
		{"empty body", "/v1/fair_value", "", 400, fault.Invalid},
		{"not JSON", "/v1/fair_value", "spot=1", 400, fault.Invalid},
		{"unknown field", "/v1/fair_value", `{"sopt":1}`, 400, fault.Invalid},
		{"too long", "/v1/fair_value", strings.Repeat(" ", largest+1), 413, fault.TooLarge},
	} {
		r := post(api, c.path, c.body)
		var f fault.Error
		if err := json.Unmarshal([]byte(text(t, r)), &f); err != nil {
			t.Errorf("%s: %v", c.name, err)
		}
		if r.StatusCode != c.status || f.Code != c.code || f.Message == "" {
			t.Errorf("%s: %d %s %q, want %d %s", c.name, r.StatusCode, f.Code, f.Message, c.status, c.code)
		}
		if r.Header.Get("Content-Type") != "application/json" {
			t.Errorf("%s: Content-Type %q", c.name, r.Header.Get("Content-Type"))
		}
	}
	if r := get(api, "/v1/fair_value"); r.StatusCode != 405 || r.Header.Get("Allow") != "POST" {
		t.Errorf("GET of an operation: %d, Allow %q", r.StatusCode, r.Header.Get("Allow"))
	}
	if r := get(api, "/openapi.json"); r.StatusCode != 200 || !json.Valid([]byte(text(t, r))) {
		t.Errorf("description: %d", r.StatusCode)
	}
}
