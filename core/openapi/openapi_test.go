package openapi_test

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/openapi"
)

var update = flag.Bool("update", false, "rewrite testdata/openapi.json; the version must have risen")

const golden = "openapi.json"

func version(doc []byte) string {
	var d struct {
		Info struct{ Version string }
	}
	_ = json.Unmarshal(doc, &d) // an unreadable document has no version
	return d.Info.Version
}

// TestGolden: the document callers build against changes only together with
// its version.
func TestGolden(t *testing.T) {
	got, err := openapi.Document(catalog.All)
	if err != nil {
		t.Fatal(err)
	}
	got = append(got, '\n')
	name := filepath.Join("testdata", golden)
	want, _ := os.ReadFile(name) // missing reads as empty
	if bytes.Equal(got, want) {
		return
	}
	released := version(want) != "" && version(want) != "0.1.0" // 0.1.0 is not out yet and may still change
	if released && version(got) == version(want) {
		t.Fatalf("the document changed but its version is still %s: raise openapi.Version, then run with -update", version(got))
	}
	if !*update {
		t.Fatal("the document changed: run this test with -update and review the difference")
	}
	if err := os.MkdirAll("testdata", 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, got, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestReferences: every $ref of the document leads somewhere in it.
func TestReferences(t *testing.T) {
	b, err := openapi.Document(catalog.All)
	if err != nil {
		t.Fatal(err)
	}
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	found := 0
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				found++
				var at any = doc
				for part := range strings.SplitSeq(strings.TrimPrefix(ref, "#/"), "/") {
					object, ok := at.(map[string]any)
					if !ok || object[part] == nil {
						t.Fatalf("%s leads nowhere", ref)
					}
					at = object[part]
				}
			}
			for _, e := range v {
				visit(e)
			}
		case []any:
			for _, e := range v {
				visit(e)
			}
		}
	}
	visit(doc)
	if found == 0 {
		t.Error("no references seen: the test looks at the wrong thing")
	}
}
