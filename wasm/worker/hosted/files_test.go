//go:build hosted

package hosted

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	limits "fairbasis/core/catalog/hosted"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	files "fairbasis/core/table/load"
	"fairbasis/wasm/client"
)

// aboutFiles are operations whose answers are about a file and not its bars,
// or tell where in it they stand.
var aboutFiles = []string{"load", "export", "rejected", "rows"}

// testFiles: the cases over the file of the catalog's tests, asked where
// no files are: with its bars as columns of the request, and with the file as the body
// of the request. Both are answered everywhere as the case says.
func testFiles(t *testing.T, all []place) {
	set, err := files.Read(context.Background(), files.File{Name: "bars.csv", Bytes: limits.File()})
	if err != nil {
		t.Fatal(err)
	}
	inline, byFile := 0, 0
	for _, c := range read(t, filepath.Join(cases, "files")) {
		where := fmt.Sprintf("files/%s:%d: %s", filepath.Base(c.File), c.Line, c.Op)
		if !strings.Contains(string(c.Body), `"bars.csv"`) { // a file that is not there: each host says so in its own words
			alike(t, all, where, post(c.Op, c.Body))
			continue
		}
		about := slices.Contains(aboutFiles, c.Op)
		if body, ok := withColumns(t, c.Body, set.Series); ok && !about {
			inline++
			reply, err := inPlace(c.Op, body)
			if outcome := optest.Outcome(reply, err); outcome != c.Want {
				t.Errorf("%s with columns:\n%s", where, firstDifference(outcome, c.Want))
			}
			holds(t, where+" with columns", alike(t, all, where, post(c.Op, body)), reply, err)
		}
		var v any
		if err := json.Unmarshal(c.Body, &v); err != nil {
			t.Fatal(err)
		}
		drop(v, "ref")
		if text := string(c.Body); !sayable(v) || c.Op == "rows" || strings.Contains(text, `"futures"`) && !strings.Contains(text, `"index"`) {
			continue // a query cannot say it; a file with mistakes is refused; an index would be taken from the file
		}
		byFile++
		q, err := client.Query(v)
		if err != nil {
			t.Fatal(err)
		}
		file := mended()
		if about {
			file = limits.File()
		}
		ctx := limits.WithFile(context.Background(), limits.Body, file)
		reply, err := catalog.All.Call(ctx, c.Op, []byte(strings.ReplaceAll(string(c.Body), `"bars.csv"`, `"`+limits.Body+`"`)))
		want := strings.NewReplacer(`"ref": "bars.csv"`, `"ref": "`+limits.Body+`"`, `"name": "bars.csv"`, `"name": "`+limits.Body+`"`, `"bars-rejected.csv"`, `"`+limits.Body+`-rejected.csv"`).Replace(c.Want)
		if outcome := optest.Outcome(reply, err); outcome != want {
			t.Errorf("%s over a body:\n%s", where, firstDifference(outcome, want))
		}
		e := exchange{method: "POST", target: "/v1/" + c.Op + "?" + q.Encode(), body: file}.with("Content-Type", "text/csv")
		holds(t, where+" over a body", alike(t, all, where, e), reply, err)
	}
	t.Logf("%d cases with columns, %d over a body", inline, byFile)
	if inline < 30 || byFile < 20 {
		t.Error("too few")
	}
}

// mended is the file with the bars that are read from it, written without the
// mistakes in it: without the doubled row and the day that is none, with nothing
// in the place of the number that is none.
func mended() []byte {
	var out []string
	for line := range strings.Lines(string(limits.File())) {
		if !strings.Contains(line, "2024-10-32") && !slices.Contains(out, line) {
			out = append(out, strings.Replace(line, "n.a.", "", 1))
		}
	}
	return []byte(strings.Join(out, ""))
}

// withColumns puts bars in the place of every source of a request that names
// one of their symbols, and reports whether there was any.
func withColumns(t *testing.T, body []byte, series []*market.Bars) ([]byte, bool) {
	t.Helper()
	var v any
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatal(err)
	}
	found := false
	var walk func(v any)
	walk = func(v any) {
		switch v := v.(type) {
		case []any:
			for _, x := range v {
				walk(x)
			}
		case map[string]any:
			for _, name := range slices.Collect(maps.Keys(v)) {
				walk(v[name])
			}
			for _, b := range series {
				if v["ref"] == "bars.csv" && v["symbol"] == b.Symbol {
					text, err := market.ColumnsOf(b).WriteJSON()
					if err != nil {
						t.Fatal(err)
					}
					delete(v, "ref")
					v["columns"], found = json.RawMessage(text), true
				}
			}
		}
	}
	walk(v)
	text, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return text, found
}

// drop takes a member out of a value, wherever it is.
func drop(v any, name string) {
	switch v := v.(type) {
	case []any:
		for _, x := range v {
			drop(x, name)
		}
	case map[string]any:
		delete(v, name)
		for _, x := range v {
			drop(x, name)
		}
	}
}

// firstDifference names the first line in which two texts differ.
func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d: got %s, want %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}
