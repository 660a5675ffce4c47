package catalog

import (
	"context"
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/catalog/files"
	"fairbasis/core/catalog/heavy"
	"fairbasis/core/catalog/instant"
	"fairbasis/core/catalog/studies"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/table/load"
)

var update = flag.Bool("update", false, "rewrite the expected outcomes of testdata/*.case")

func call(name string, body []byte) ([]byte, error) {
	return All.Call(context.Background(), name, body)
}

// folder is the files of testdata/files by name.
type folder struct{}

func (folder) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("testdata", "files", filepath.Base(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "there is no file %s", strconv.Quote(ref))
	}
	return load.File{Name: ref, Bytes: text}, nil
}

// callWithFiles is call where files are stored. Every call has a library of
// its own: what one request says of a file does not count for the next.
func callWithFiles(name string, body []byte) ([]byte, error) {
	return All.Call(market.WithLibrary(context.Background(), load.New(folder{})), name, body)
}

func TestCases(t *testing.T) { optest.Replay(t, "testdata", *update, call) }

// TestCasesWithFiles replays the cases of operations over files.
func TestCasesWithFiles(t *testing.T) {
	optest.Replay(t, filepath.Join("testdata", "files"), *update, callWithFiles)
}

// TestNeedsFiles: the operations about files as they are cannot be asked
// without one, and all others can.
func TestNeedsFiles(t *testing.T) {
	var needs []string
	for _, o := range All.Ops() {
		if o.NeedsFiles() {
			needs = append(needs, o.Name)
		}
	}
	if got, want := strings.Join(needs, " "), "load export rejected"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

// TestWithoutFiles: where nothing is stored, a ref is refused as unknown.
func TestWithoutFiles(t *testing.T) {
	for _, o := range All.Ops() {
		body, err := json.Marshal(o.Example)
		if err != nil {
			t.Fatal(err)
		}
		_, err = call(o.Name, body)
		if got, want := err != nil && fault.From(err).Code == fault.Unknown, strings.Contains(string(body), `"ref":`); got != want {
			t.Errorf("%s: refers to a file: %t, without it: %v", o.Name, want, err)
		}
	}
}

// TestExamples: every operation's example computes, and leaving everything
// out is refused with named fields rather than computed.
func TestExamples(t *testing.T) {
	for _, o := range All.Ops() {
		body, err := json.Marshal(o.Example)
		if err != nil {
			t.Errorf("%s: the example does not encode: %v", o.Name, err)
			continue
		}
		reply, err := callWithFiles(o.Name, body)
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

// TestWhoAnswers: a request says which program answers it, and that one does
// and no other.
func TestWhoAnswers(t *testing.T) {
	sets := map[op.Program]op.Set{op.Engine: heavy.All, op.Reader: files.All, op.Analyst: studies.All}
	for _, o := range All.Ops() {
		to := op.Engine
		if a, ok := o.Example.(interface{ Program() op.Program }); ok {
			to = a.Program()
		}
		for program, set := range sets {
			if program != to && set.Has(o.Name) {
				t.Errorf("%s: its request is answered by program %d, and program %d has it", o.Name, to, program)
			}
		}
		if !sets[to].Has(o.Name) && !instant.All.Has(o.Name) {
			t.Errorf("%s: its request is answered by program %d, which does not have it", o.Name, to)
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
