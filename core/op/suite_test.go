package op

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"fairbasis/core/fault"
)

// anything is a member that takes every JSON value.
type anything struct{ text string }

func (a *anything) ReadJSON(text []byte) error { a.text = string(text); return nil }

// TestJSONSuite runs the files of the JSON parsing suite: what is JSON is
// accepted as a member that may be anything, and refused as a request for what
// it holds at most; what is not JSON is refused as such, and nothing panics.
func TestJSONSuite(t *testing.T) {
	files, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "data", "json-test-suite", "test_parsing", "*.json"))
	if len(files) == 0 {
		t.Skip("the JSON parsing suite is not beside the project")
	}
	seen := map[byte]int{}
	for _, name := range files {
		body, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		base := filepath.Base(name)
		seen[base[0]]++
		var r request
		err = Decode(body, &r)
		f := fault.From(err)
		noJSON := f != nil && slices.ContainsFunc(f.Fields, func(f fault.Field) bool { return f.Code == "json" })
		switch {
		case base[0] == 'n' && !noJSON:
			t.Errorf("%s: accepted, or refused for something else: %v", base, err)
		case base[0] == 'y' && noJSON:
			t.Errorf("%s: refused: %v", base, err)
		case f != nil && f.Code != fault.Invalid:
			t.Errorf("%s: %v", base, err)
		}
		if base[0] == 'n' || base == "y_structure_lonely_null.json" { // null says that there is no value, and is refused as one
			continue
		}
		var any struct {
			Value anything `json:"value"`
		}
		err = Decode(slices.Concat([]byte(`{"value":`), body, []byte(`}`)), &any)
		if base[0] == 'y' && (err != nil || any.Value.text == "") {
			t.Errorf("%s as a member: %q, %v", base, any.Value.text, err)
		}
	}
	if seen['y'] < 95 || seen['n'] < 188 || seen['i'] < 35 {
		t.Errorf("only %d, %d and %d files of the suite were seen", seen['y'], seen['n'], seen['i'])
	}
}
