package main

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestDescription: the site serves the document that the golden file holds, to
// anyone, and the service worker keeps no copy of it.
func TestDescription(t *testing.T) {
	b := made(t, "", nil)
	want, err := os.ReadFile(filepath.Join("..", "..", "..", "core", "openapi", "testdata", "openapi.json"))
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(b.site["openapi.json"], want) {
		t.Errorf("the site has another document than the golden file: %d bytes, %d there", len(b.site["openapi.json"]), len(want))
	}
	rules, err := headers(b.all, b.names())
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(rules, "/openapi.json\n  Access-Control-Allow-Origin: *\n") {
		t.Errorf("not for programs of others:\n%s", rules)
	}
	if slices.Contains(b.kept, "openapi.json") {
		t.Error("the service worker keeps the document")
	}
}
