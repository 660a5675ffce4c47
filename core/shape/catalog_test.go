package shape_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"encoding/json"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/shape"
)

// replies are those of the cases, and those of the examples that need no file,
// by operation.
func replies(t *testing.T) map[string][]string {
	t.Helper()
	out := map[string][]string{}
	for _, dir := range []string{".", "files"} {
		cases, err := optest.Read(filepath.Join("..", "catalog", "testdata", dir))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cases {
			if !strings.HasPrefix(c.Want, "!") && catalog.All.Has(c.Op) {
				out[c.Op] = append(out[c.Op], c.Want)
			}
		}
	}
	for _, o := range catalog.All.Ops() {
		request, file := hosted.Example(o)
		if file || o.Name == "demo" { // a long file
			continue
		}
		reply, err := catalog.All.Call(hosted.Context(context.Background()), o.Name, request)
		if err != nil {
			t.Fatal(err)
		}
		out[o.Name] = append(out[o.Name], string(reply))
	}
	return out
}

// every visits the paths of a value.
func every(v any, prefix string, visit func(path string)) {
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			every(e, prefix, visit)
		}
	case map[string]any:
		if _, ok := v["undefined"].(string); ok {
			return
		}
		for name, e := range v {
			path := strings.TrimPrefix(prefix+"."+name, ".")
			visit(path)
			every(e, path, visit)
		}
	}
}

// TestReplies: replies of every operation have the paths that are known of
// them, any of which may be wanted; each of their tables is written, and reads
// back with as many rows as it says.
func TestReplies(t *testing.T) {
	if testing.Short() {
		t.Skip("takes seconds where programs run slowly; what it is about does not differ there")
	}
	all := replies(t)
	for _, o := range catalog.All.Ops() {
		known := op.ReplyPaths(o)
		for _, reply := range all[o.Name] {
			var v any
			if err := json.Unmarshal([]byte(reply), &v); err != nil {
				t.Fatal(err)
			}
			paths := map[string]bool{}
			every(v, "", func(path string) { paths[path] = true })
			if paths[shape.Values] {
				t.Errorf("%s: a member has the name of a sheet", o.Name)
			}
			for path := range paths {
				if _, err := (shape.Want{Fields: []string{path}, Known: []string{}}).JSON([]byte(reply)); err != nil {
					t.Errorf("%s: %v", o.Name, err)
				}
			}
			for fields := range slices.Chunk(known, shape.MaxFields) {
				if _, err := (shape.Want{Fields: fields, Known: known, Columns: true, Tail: 3}).JSON([]byte(reply)); err != nil {
					t.Errorf("%s: %v", o.Name, err)
				}
				part, err := shape.Want{Fields: fields, Known: known}.JSON([]byte(reply))
				if err != nil {
					t.Fatal(err)
				}
				var again any
				if err := json.Unmarshal(part, &again); err != nil {
					t.Fatal(err)
				}
				every(again, "", func(path string) { delete(paths, path) })
			}
			for path := range paths {
				t.Errorf("%s: its replies have %s, which is not known", o.Name, path)
			}
			sheets, err := shape.Sheets([]byte(reply))
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range sheets {
				text, err := shape.Want{Sheet: s.Path, Known: known}.CSV([]byte(reply))
				if err != nil {
					t.Errorf("%s: %v", o.Name, err)
				}
				r := csv.NewReader(bytes.NewReader(text))
				if records, err := r.ReadAll(); err != nil || len(records) != s.Rows+1 {
					t.Errorf("%s, sheet %s: %d records, %v, want %d rows", o.Name, s.Path, len(records), err, s.Rows)
				}
			}
		}
	}
}
