//go:build !js

package openapi_test

import (
	"context"
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
)

// TestRanges: what lies outside of the ranges that schemas of requests state is
// refused by the operations, at its path.
func TestRanges(t *testing.T) {
	doc := tree(t)
	ranges := 0
	for _, o := range catalog.All.Ops() {
		in, _ := schemasOf(t, doc, o.Name)
		if in == "" {
			continue
		}
		text, _ := hosted.Example(o)
		// ask puts a figure at a path of the example, objects on the way included.
		ask := func(path []string, x float64) error {
			var request map[string]any
			if err := json.Unmarshal(text, &request); err != nil {
				t.Fatal(err)
			}
			at := request
			for _, name := range path[:len(path)-1] {
				below, ok := at[name].(map[string]any)
				if !ok {
					below = map[string]any{}
					at[name] = below
				}
				at = below
			}
			delete(at, "values") // of an axis, in place of steps
			at[path[len(path)-1]] = x
			body, err := json.Marshal(request)
			if err != nil {
				t.Fatal(err)
			}
			_, err = catalog.All.Call(hosted.Context(context.Background()), o.Name, body)
			return err
		}
		var visit func(path []string, schema any)
		visit = func(path []string, schema any) {
			if ref, ok := at(schema, "$ref").(string); ok {
				schema = at(doc, strings.Split(strings.TrimPrefix(ref, "#/"), "/")...)
			}
			if low, ok := at(schema, "minimum").(float64); ok && len(path) > 0 {
				high := at(schema, "maximum").(float64)
				below := low - 1
				if below == 0 { // is taken as left out
					below = -1
				}
				for _, x := range []float64{below, high + 1} {
					ranges++
					f := fault.From(ask(path, x))
					refused := f != nil && slices.ContainsFunc(f.Fields, func(f fault.Field) bool { return f.Path == strings.Join(path, ".") })
					if !refused {
						t.Errorf("%s: %s is said to be %g to %g, and %g gives %v", o.Name, strings.Join(path, "."), low, high, x, f)
					}
				}
			}
			properties, _ := at(schema, "properties").(map[string]any)
			for name, p := range properties {
				if name != "columns" && len(path) < 2 {
					visit(append(path[:len(path):len(path)], name), p)
				}
			}
		}
		visit(nil, map[string]any{"$ref": in})
	}
	if ranges < 40 {
		t.Errorf("only %d ranges were tried", ranges)
	}
}
