package catalog

import (
	"context"
	"encoding/json"
	"flag"
	"strings"
	"testing"

	"fairbasis/core/catalog/instant"
	"fairbasis/core/op/optest"
)

var update = flag.Bool("update", false, "rewrite the expected outcomes of testdata/*.case")

func call(name string, body []byte) ([]byte, error) {
	return All.Call(context.Background(), name, body)
}

func TestCases(t *testing.T) { optest.Replay(t, "testdata", *update, call) }

// TestExamples: every operation's example computes, and leaving everything
// out is refused with named fields rather than computed.
func TestExamples(t *testing.T) {
	for _, o := range All.Ops() {
		body, err := json.Marshal(o.Example)
		if err != nil {
			t.Errorf("%s: the example does not encode: %v", o.Name, err)
			continue
		}
		reply, err := call(o.Name, body)
		if err != nil {
			t.Errorf("%s: the example fails: %v", o.Name, err)
		}
		if len(reply) < 3 {
			t.Errorf("%s: the example's reply is empty", o.Name)
		}
		if o.Title == "" || strings.HasSuffix(o.Title, ".") {
			t.Errorf("%s: the title %q is not one line without a full stop", o.Name, o.Title)
		}
	}
}

// TestSchemas: every member of every request is described and every schema encodes.
func TestSchemas(t *testing.T) {
	for _, o := range All.Ops() {
		for name, p := range o.RequestSchema()["properties"].(map[string]any) {
			if d, _ := p.(map[string]any)["description"].(string); d == "" {
				t.Errorf("%s: request field %s has no description", o.Name, name)
			}
		}
		if _, err := json.Marshal(o.ReplySchema()); err != nil {
			t.Errorf("%s: %v", o.Name, err)
		}
	}
}

// TestInstantIsPartOfAll: the page answers nothing that other front ends do not know.
func TestInstantIsPartOfAll(t *testing.T) {
	for _, o := range instant.All.Ops() {
		if !All.Has(o.Name) {
			t.Errorf("%s is instant but not in the catalog", o.Name)
		}
	}
}
