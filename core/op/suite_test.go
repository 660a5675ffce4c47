package op

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestJSONSuite runs the files of the JSON parsing suite: what is not JSON
// must be refused, and nothing may panic. The target accepts any list.
func TestJSONSuite(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "json-test-suite", "test_parsing", "n_*.json"))
	if len(files) == 0 {
		t.Skip("the JSON parsing suite is not beside the project")
	}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var r request
		if err := Decode(body, &r); err == nil {
			t.Errorf("%s: accepted", strings.TrimSuffix(filepath.Base(name), ".json"))
		}
	}
}
