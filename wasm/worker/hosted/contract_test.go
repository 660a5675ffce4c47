//go:build hosted

package hosted

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	limits "fairbasis/core/catalog/hosted"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/fault"
	"fairbasis/core/op/optest"
	"fairbasis/core/problem"
	"fairbasis/wasm/client"
)

const cases = "../../../core/catalog/testdata"

// inPlace is what the catalog in this process says to a request, under the
// limits of the hosted API.
func inPlace(name string, body []byte) ([]byte, error) {
	return catalog.All.Call(limits.Context(context.Background()), name, body)
}

// read returns the cases of a folder, with what the files say.
func read(t *testing.T, folder string) []optest.Case {
	t.Helper()
	all, err := optest.Read(folder)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

// holds compares an answer with what an operation says in place: a reply byte
// for byte, a refusal by everything in it.
func holds(t *testing.T, where string, got heard, reply []byte, err error) {
	t.Helper()
	kind := got.headers.Get("Content-Type")
	if err == nil {
		if got.status != 200 || kind != "application/json" || !bytes.Equal(got.body, reply) {
			t.Errorf("%s: %d %s %.400s\nwant %.400s", where, got.status, kind, got.body, reply)
		}
		return
	}
	f, p := fault.From(err), problem.Problem{}
	strict := json.NewDecoder(bytes.NewReader(got.body))
	strict.DisallowUnknownFields()
	if wrong := strict.Decode(&p); wrong != nil || kind != problem.Type || p.Status != got.status {
		t.Errorf("%s: %d %s %.400s: %v", where, got.status, kind, got.body, wrong)
		return
	}
	status := problem.Status(f)
	if f.Code == fault.Unknown {
		status = 422 // the address is right, what the request names is not there
	}
	if got.status != status || !reflect.DeepEqual(p.Fault(), f) {
		t.Errorf("%s: %d %+v\nwant %d %+v", where, got.status, p.Fault(), status, f)
	}
}

// TestContract: the same requests have the same answers from the catalog in
// place, the handler, the native server and workerd, and the clients of the API
// read them alike. One set of servers is asked everything.
func TestContract(t *testing.T) {
	all := places(t)
	t.Run("cases", func(t *testing.T) { testCases(t, all) })
	t.Run("faults", func(t *testing.T) { testFaults(t, all) })
	t.Run("files", func(t *testing.T) { testFiles(t, all) })
	t.Run("tables", func(t *testing.T) { testTables(t, all) })
	t.Run("client in Go", func(t *testing.T) { testGoClient(t, all[1:]) })
	t.Run("client in JavaScript", func(t *testing.T) { testJavaScriptClient(t, all[1:]) })
}

// testCases: every case is answered the same by the catalog in place,
// as the case says, by the handler, by the native server and in workerd; posted
// alone, in a batch, in both languages and, where that can be, as a query.
// What programs of the page answer to them is compared by app/e2e/engine.test.mjs.
func testCases(t *testing.T, all []place) {
	asked, got := map[string][]optest.Case{}, 0
	for _, c := range append(read(t, cases), read(t, filepath.Join(cases, "hosted"))...) {
		where := fmt.Sprintf("%s:%d: %s", filepath.Base(c.File), c.Line, c.Op)
		reply, err := inPlace(c.Op, c.Body)
		if outcome := optest.Outcome(reply, err); outcome != c.Want {
			t.Errorf("%s: in place, under the limits of the API:\n%s", where, outcome)
			continue
		}
		e := post(c.Op, c.Body)
		holds(t, where, alike(t, all, where, e), reply, err)
		if err != nil {
			holds(t, where+" in Chinese", alike(t, all, where, e.with("Accept-Language", "zh-CN")), reply, err)
		}
		if q, ok := asQuery(c.Body); ok && err == nil && instant.All.Has(c.Op) && len(q) < 8<<10 {
			e := exchange{method: "GET", target: "/v1/" + c.Op + "?" + q}
			a := alike(t, all, where, e)
			holds(t, where+" by GET", a, reply, err)
			if again := alike(t, all, where, e.with("If-None-Match", a.headers.Get("ETag"))); again.status != 304 || len(again.body) != 0 {
				t.Errorf("%s: asked again with its tag: %d", where, again.status)
			}
			got++
		}
		if json.Valid(c.Body) {
			asked[c.File] = append(asked[c.File], c)
		}
	}
	for _, file := range asked {
		batch(t, all, file)
	}
	if got < 20 {
		t.Errorf("only %d cases by GET", got)
	}
}

// asQuery is a request as a query, and whether a query can say all of it.
func asQuery(body []byte) (string, bool) {
	var v any
	if json.Unmarshal(body, &v) != nil || !sayable(v) {
		return "", false
	}
	q, err := client.Query(v)
	return q.Encode(), err == nil
}

// sayable reports whether a query can say a value: nothing is empty or null.
func sayable(v any) bool {
	switch v := v.(type) {
	case nil:
		return false
	case []any:
		for _, x := range v {
			if !sayable(x) {
				return false
			}
		}
		return len(v) > 0
	case map[string]any:
		for _, x := range v {
			if !sayable(x) {
				return false
			}
		}
		return len(v) > 0
	}
	return true
}

// batch asks cases at once; their results are those of the cases, in their
// order, whatever stands beside them. It returns how many were refused.
func batch(t *testing.T, all []place, asked []optest.Case) (refused int) {
	t.Helper()
	const most = 40 // of one batch: all its calls share the bounds of one request
	for part := range slices.Chunk(asked, most) {
		var calls []string
		for _, c := range part {
			calls = append(calls, fmt.Sprintf(`{"op":%q,"input":%s}`, c.Op, c.Body))
		}
		where := filepath.Base(part[0].File) + " in a batch"
		a := alike(t, all, where, post("batch", []byte(`{"calls":[`+strings.Join(calls, ",")+`]}`)))
		var answer struct {
			Results []struct {
				Status  int
				Reply   json.RawMessage
				Problem *problem.Problem
			}
		}
		if err := json.Unmarshal(a.body, &answer); err != nil || len(answer.Results) != len(part) {
			t.Errorf("%s: %d results of %d calls, %v: %.300s", where, len(answer.Results), len(part), err, a.body)
			return refused
		}
		ctx := limits.Context(context.Background())
		for i, got := range answer.Results {
			reply, err := catalog.All.Call(ctx, part[i].Op, part[i].Body)
			if err == nil {
				if got.Status != 200 || !bytes.Equal(got.Reply, reply) {
					t.Errorf("%s: %d: %d %.300s", where, part[i].Line, got.Status, got.Reply)
				}
				continue
			}
			refused++
			if got.Problem == nil || got.Problem.Status != got.Status || !reflect.DeepEqual(got.Problem.Fault(), fault.From(err)) {
				t.Errorf("%s: %d: %+v, want %v", where, part[i].Line, got.Problem, err)
			}
		}
	}
	return refused
}

// testFaults: the refusals of every operation are the same everywhere.
// The whole request is broken in the ways a body can be; and, in batches, each
// member of an example is left out, made a null, a text, a number and a list.
func testFaults(t *testing.T, all []place) {
	refused := 0
	for _, o := range catalog.All.Ops() {
		example, _ := limits.Example(o)
		for _, body := range []string{"", "{", "[]", "null", "{}", string(example) + "x", `{"no_such":1}`, "\xff"} {
			reply, err := inPlace(o.Name, []byte(body))
			where := fmt.Sprintf("%s %.100s", o.Name, body)
			holds(t, where, alike(t, all, where, post(o.Name, []byte(body))), reply, err)
		}
		var members map[string]json.RawMessage
		if err := json.Unmarshal(example, &members); err != nil {
			t.Fatal(err)
		}
		var asked []optest.Case
		for _, name := range slices.Sorted(maps.Keys(members)) {
			for _, value := range []string{"", "null", `"?"`, "-1", "[]"} {
				changed := maps.Clone(members)
				if delete(changed, name); value != "" {
					changed[name] = json.RawMessage(value)
				}
				text, err := json.Marshal(changed)
				if err != nil {
					t.Fatal(err)
				}
				asked = append(asked, optest.Case{File: o.Name + " changed", Line: len(asked), Op: o.Name, Body: text})
			}
		}
		refused += batch(t, all, asked)
	}
	t.Logf("%d calls refused in batches", refused)
	if refused < 800 {
		t.Errorf("only %d refusals", refused)
	}
}
