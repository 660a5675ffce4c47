package main

import (
	"bytes"
	"context"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/table/load"
)

func exec(in string, args ...string) (int, string, string) {
	var out, errs bytes.Buffer
	status := run(context.Background(), args, strings.NewReader(in), &out, &errs)
	return status, out.String(), errs.String()
}

// files is where the files lie that examples refer to by their name.
var files = filepath.Join("..", "..", "catalog", "testdata", "files")

func TestCallAnswersLikeTheCatalog(t *testing.T) {
	t.Chdir(files)
	for _, o := range catalog.All.Ops() {
		body, _ := json.Marshal(o.Example)
		want, err := catalog.All.Call(market.WithLibrary(context.Background(), load.New(paths{})), o.Name, body)
		if err != nil {
			t.Fatal(err)
		}
		status, out, errs := exec(string(body), "call", o.Name)
		if status != 0 || out != string(want)+"\n" || errs != "" {
			t.Errorf("%s: status %d, errors %q, reply differs: %v", o.Name, status, errs, out != string(want)+"\n")
		}
	}
}

func TestFaultsGoToStandardError(t *testing.T) {
	for _, c := range []struct {
		name, in string
		args     []string
		code     fault.Code
	}{
		{"refused", `{"spot":-1}`, []string{"call", "fair_value"}, fault.Invalid},
		{"not json", `{`, []string{"call", "fair_value"}, fault.Invalid},
		{"unknown operation", `{}`, []string{"call", "fiar_value"}, fault.Unknown},
	} {
		status, out, errs := exec(c.in, c.args...)
		var f fault.Error
		if err := json.Unmarshal([]byte(errs), &f); err != nil {
			t.Errorf("%s: standard error is not JSON: %q", c.name, errs)
		}
		if status != 2 || out != "" || f.Code != c.code {
			t.Errorf("%s: status %d, output %q, code %s; want 2, nothing, %s", c.name, status, out, f.Code, c.code)
		}
	}
}

func TestOpsListsNameLineAndExample(t *testing.T) {
	t.Chdir(files)
	status, out, _ := exec("", "ops")
	lines := strings.Split(strings.TrimSpace(out), "\n")
	ops := catalog.All.Ops()
	if status != 0 || len(lines) != 2*len(ops) {
		t.Fatalf("status %d, %d lines for %d operations", status, len(lines), len(ops))
	}
	for i, o := range ops {
		if !strings.HasPrefix(lines[2*i], o.Name+" ") || !strings.HasSuffix(lines[2*i], o.Title) {
			t.Errorf("line %q does not name %s", lines[2*i], o.Name)
		}
		if s, _, errs := exec(lines[2*i+1], "call", o.Name); s != 0 {
			t.Errorf("%s: the listed example fails: %s", o.Name, errs)
		}
	}
}

func TestUsage(t *testing.T) {
	for _, args := range [][]string{{}, {"call"}, {"nope"}, {"ops", "x"}} {
		if status, out, errs := exec("", args...); status != 2 || out != "" || !strings.Contains(errs, "fairbasis call NAME") {
			t.Errorf("%v: status %d, %q, %q", args, status, out, errs)
		}
	}
	if status, out, _ := exec("", "help"); status != 0 || !strings.Contains(out, "openapi") {
		t.Errorf("help: status %d, %q", status, out)
	}
}

func TestOpenAPI(t *testing.T) {
	status, out, _ := exec("", "openapi")
	var doc struct {
		OpenAPI string         `json:"openapi"`
		Paths   map[string]any `json:"paths"`
	}
	if err := json.Unmarshal([]byte(out), &doc); status != 0 || err != nil {
		t.Fatalf("status %d: %v", status, err)
	}
	want := len(catalog.All.Ops()) + len([]string{"batch", "", "health", "version"})
	if doc.OpenAPI != "3.1.0" || len(doc.Paths) != want {
		t.Errorf("got OpenAPI %s with %d paths, want 3.1.0 with %d", doc.OpenAPI, len(doc.Paths), want)
	}
}

// TestColumnsFromTheShell: bars may stand in the request, and files beside them.
func TestColumnsFromTheShell(t *testing.T) {
	t.Chdir(files)
	status, out, errs := exec(`{"futures":[{"symbol":"IF2412","columns":{"time":["2024-09-12","2024-09-13"],"close":[3164.4,3152.8]}}],"index":{"ref":"bars.csv","symbol":"000300"}}`, "call", "join")
	if status != 0 || !strings.Contains(out, `"bars":2,"only_futures":0,`) {
		t.Errorf("status %d, %s%s", status, out, errs)
	}
	status, _, errs = exec(`{"columns":{"time":["2024-09-12"],"close":[0]}}`, "call", "rows")
	if status != 2 || !strings.Contains(errs, `"columns.close.0"`) {
		t.Errorf("status %d, %s", status, errs)
	}
}
