//go:build !js

// The document is written by tools, which run natively.

package openapi_test

import (
	"bytes"
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/op/optest"
	"fairbasis/core/openapi"
)

var update = flag.Bool("update", false, "rewrite testdata/openapi.json; unless its version is not out yet, the version must have risen")

// unreleased is the version whose document may still change.
const unreleased = "1.0.0"

var golden = filepath.Join("testdata", "openapi.json")

// document is written once for all tests.
var document = sync.OnceValues(func() ([]byte, error) { return openapi.Document(catalog.All) })

func written(t *testing.T) []byte {
	t.Helper()
	b, err := document()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

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
	got := append(slices.Clone(written(t)), '\n')
	want, _ := os.ReadFile(golden) // missing reads as empty
	if bytes.Equal(got, want) {
		return
	}
	if v := version(got); v == version(want) && v != unreleased {
		t.Fatalf("the document changed but its version is still %s: raise hosted.Version, then run with -update", v)
	}
	if !*update {
		t.Fatal("the document changed: run this test with -update and review the difference")
	}
	if err := os.WriteFile(golden, got, 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestValid: the document is OpenAPI 3.1, and its examples are what its
// schemas say.
func TestValid(t *testing.T) {
	doc, err := openapi3.NewLoader().LoadFromData(written(t))
	if err != nil {
		t.Fatal(err)
	}
	if err := doc.Validate(context.Background()); err != nil {
		t.Error(err)
	}
	if doc.OpenAPI != "3.1.0" || len(written(t)) > 415_000 {
		t.Errorf("version %s, %d bytes", doc.OpenAPI, len(written(t)))
	}
}

// tree is the document as encoding/json reads it.
func tree(t *testing.T) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(written(t), &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}

// at is what lies below some names.
func at(v any, names ...string) any {
	for _, name := range names {
		o, _ := v.(map[string]any)
		v = o[name]
	}
	return v
}

// TestReferences: every $ref leads somewhere, and every component is used.
func TestReferences(t *testing.T) {
	doc := tree(t)
	used := map[string]bool{}
	var visit func(any)
	visit = func(v any) {
		switch v := v.(type) {
		case map[string]any:
			if ref, ok := v["$ref"].(string); ok {
				if at(doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...) == nil {
					t.Errorf("%s leads nowhere", ref)
				}
				used[ref] = true
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
	if len(used) < 250 {
		t.Errorf("only %d references seen", len(used))
	}
	for kind, list := range doc["components"].(map[string]any) {
		for name := range list.(map[string]any) {
			ref := "#/components/" + kind + "/" + name
			if !used[ref] && !slices.Contains([]string{"NotFound", "Method"}, name) { // of addresses that do not exist
				t.Errorf("%s is not used", ref)
			}
		}
	}
}

// validator checks values against schemas of the document. Members that a
// schema does not have are refused even where later versions may add some.
func validator(t *testing.T) func(name string, value any) error {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(written(t)))
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range at(doc, "components", "schemas").(map[string]any) {
		if o := s.(map[string]any); o["properties"] != nil {
			o["additionalProperties"] = false
		}
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", doc); err != nil {
		t.Fatal(err)
	}
	known := map[string]*jsonschema.Schema{}
	return func(ref string, value any) error {
		if known[ref] == nil {
			s, err := c.Compile("openapi.json" + ref)
			if err != nil {
				return err
			}
			known[ref] = s
		}
		return known[ref].Validate(value)
	}
}

func read(t *testing.T, text []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatalf("%s: %v", text, err)
	}
	return v
}

// schemasOf are the schemas of requests and replies of an operation.
func schemasOf(t *testing.T, doc map[string]any, name string) (request, reply string) {
	t.Helper()
	post := at(doc, "paths", openapi.Path(name), "post")
	in, _ := at(post, "requestBody", "content", "application/json", "schema", "$ref").(string)
	out, _ := at(post, "responses", "200", "content", "application/json", "schema", "$ref").(string)
	if out == "" {
		t.Fatalf("%s: no schema of its reply", name)
	}
	return in, out
}

// TestCasesFitSchemas: what the cases ask and get is what the schemas say.
func TestCasesFitSchemas(t *testing.T) {
	doc, valid := tree(t), validator(t)
	replies := map[string]bool{}
	for _, dir := range []string{".", "files", "hosted"} {
		cases, err := optest.Read(filepath.Join("..", "catalog", "testdata", dir))
		if err != nil && dir != "hosted" {
			t.Fatal(err)
		}
		for _, c := range cases {
			if strings.HasPrefix(c.Want, "!") || !catalog.All.Has(c.Op) {
				continue
			}
			in, out := schemasOf(t, doc, c.Op)
			if err := valid(out, read(t, []byte(c.Want))); err != nil {
				t.Errorf("%s:%d: the reply: %v", c.File, c.Line, err)
			}
			if in != "" {
				if err := valid(in, read(t, c.Body)); err != nil {
					t.Errorf("%s:%d: the request: %v", c.File, c.Line, err)
				}
			}
			replies[c.Op] = true
		}
	}
	if len(replies) < 20 {
		t.Errorf("only %d operations have cases", len(replies))
	}
}

// TestExamples: every operation has a request to try, all but a few, whose
// replies are files, show a reply, and both are what the schemas say.
func TestExamples(t *testing.T) {
	doc, valid := tree(t), validator(t)
	shown, sentAsJSON := 0, 0
	for _, o := range catalog.All.Ops() {
		in, out := schemasOf(t, doc, o.Name)
		post := at(doc, "paths", openapi.Path(o.Name), "post")
		sent := at(post, "requestBody", "content", "application/json", "example")
		about, _ := at(post, "description").(string)
		if sent != nil {
			sentAsJSON++
			if err := valid(in, again(t, sent)); err != nil {
				t.Errorf("%s: the request of the example: %v", o.Name, err)
			}
		} else if !strings.Contains(about, "with the body below: "+openapi.Path(o.Name)) {
			t.Errorf("%s: no example", o.Name)
		}
		media := at(post, "responses", "200", "content", "application/json")
		reply := at(media, "example")
		if list, ok := at(media, "examples").(map[string]any); ok {
			for name, e := range list {
				if !strings.HasPrefix(name, "tail=") {
					t.Errorf("%s: example %s", o.Name, name)
				}
				reply = at(e, "value")
			}
		}
		if reply == nil {
			continue
		}
		shown++
		if err := valid(out, again(t, reply)); err != nil {
			t.Errorf("%s: the reply of the example: %v", o.Name, err)
		}
	}
	if shown < len(catalog.All.Ops())-14 || sentAsJSON < 20 {
		t.Errorf("only %d operations show a reply, %d a request as JSON", shown, sentAsJSON)
	}
}

// again reads a value as jsonschema does.
func again(t *testing.T, v any) any {
	t.Helper()
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return read(t, text)
}

// TestRefusedBySchemas: what the schemas must not let through.
func TestRefusedBySchemas(t *testing.T) {
	doc, valid := tree(t), validator(t)
	in, out := schemasOf(t, doc, "hedge_lots")
	for _, c := range []struct{ schema, text string }{
		{in, `{"portfolio":1,"beta":1,"futures":1,"multiplier":200,"sopt":1}`},
		{in, `{"portfolio":"1","beta":1,"futures":1,"multiplier":200}`},
		{in, `{"portfolio":1,"beta":1,"futures":1,"multiplier":200,"rounding":"sideways"}`},
		{in, `{"beta":1}`},
		{in, `[]`},
		{out, `{}`},
		{"#/components/schemas/MaybeRate", `{"undefined":1}`},
		{"#/components/schemas/MaybeRate", `"no_price"`},
		{"#/components/schemas/MarketColumns", `{"close":[1]}`},
		{"#/components/schemas/BatchResults", `{"results":[{"status":200}]}`},
		{"#/components/schemas/Batch", `{"calls":[{"op":"none","input":{}}]}`},
	} {
		if valid(c.schema, read(t, []byte(c.text))) == nil {
			t.Errorf("%s takes %s", c.schema, c.text)
		}
	}
	for schema, text := range map[string]string{
		"#/components/schemas/MaybeRate":     `{"undefined":"no_price"}`,
		"#/components/schemas/MarketColumns": `{"time":["2024-09-13"],"close":[null],"volume":[1]}`,
		"#/components/schemas/Health":        `{"status":"ok"}`,
	} {
		if err := valid(schema, read(t, []byte(text))); err != nil {
			t.Errorf("%s: %v", schema, err)
		}
	}
}

// TestEveryOperation: all are there, with GET where they are instant, a
// subject that is a tag, and a description of every member of their requests.
func TestEveryOperation(t *testing.T) {
	doc := tree(t)
	tags := map[string]bool{}
	for _, tag := range doc["tags"].([]any) {
		tags[at(tag, "name").(string)] = true
	}
	ids := map[string]bool{}
	for path, item := range doc["paths"].(map[string]any) {
		for method, o := range item.(map[string]any) {
			id := at(o, "operationId").(string)
			if ids[id] {
				t.Errorf("two operations are called %s", id)
			}
			ids[id] = true
			for _, tag := range at(o, "tags").([]any) {
				if !tags[tag.(string)] {
					t.Errorf("%s %s: no tag %s", method, path, tag)
				}
			}
			if summary, _ := at(o, "summary").(string); summary == "" {
				t.Errorf("%s %s has no summary", method, path)
			}
		}
	}
	for _, o := range catalog.All.Ops() {
		item := at(doc, "paths", openapi.Path(o.Name))
		if at(item, "post") == nil || (at(item, "get") != nil) != instant.All.Has(o.Name) {
			t.Errorf("%s: %v", o.Name, item)
		}
		if csv := at(item, "post", "requestBody", "content", "text/csv") != nil; csv != o.TakesFiles() {
			t.Errorf("%s takes text/csv: %t", o.Name, csv)
		}
	}
	for name, p := range at(doc, "components", "parameters").(map[string]any) {
		if about, _ := at(p, "description").(string); about == "" && !strings.HasPrefix(name, "choices.") { // each is named by what it chooses
			t.Errorf("parameter %s is not described", name)
		}
		if at(p, "name").(string) == "" || at(p, "in") != "query" {
			t.Errorf("parameter %s: %v", name, p)
		}
	}
	for name := range at(doc, "components", "schemas").(map[string]any) {
		if !regexp.MustCompile(`^[A-Z][A-Za-z0-9]*$`).MatchString(name) {
			t.Errorf("schema %s is no name of a type", name)
		}
	}
}
