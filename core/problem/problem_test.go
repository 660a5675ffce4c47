package problem

import (
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
	core "fairbasis/core/json"
	"fairbasis/core/words"
)

// The pointers of RFC 6901, section 6, that dotted paths can say.
func TestPointer(t *testing.T) {
	for path, want := range map[string]string{
		"": "#", "foo": "#/foo", "foo.0": "#/foo/0", "a/b": "#/a~1b", "c%d": "#/c%25d", "e^f": "#/e%5Ef", "g|h": "#/g%7Ch", `i\j`: "#/i%5Cj",
		`k"l`: "#/k%22l", " ": "#/%20", "m~n": "#/m~0n", "dividends.cash.0.points": "#/dividends/cash/0/points", "价": "#/%E4%BB%B7", "~1": "#/~01",
	} {
		if got := Pointer(path); got != want {
			t.Errorf("%q: got %s, want %s", path, got, want)
		}
		if got := Path(want); got != path {
			t.Errorf("%s: got %q, want %q", want, got, path)
		}
	}
	for _, odd := range []string{"x", "#x", "#/%f", "#/%zz", "#/~", "#/%ff"} {
		_ = Path(odd) // written by others: no panic
	}
}

func TestPointerReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		path := strings.ToValidUTF8(rapid.String().Draw(t, "path"), "")
		if got := Path(Pointer(path)); got != path {
			t.Fatalf("%q became %s and %q", path, Pointer(path), got)
		}
	})
}

func drawFault(t *rapid.T) *fault.Error {
	text := rapid.Map(rapid.String(), func(s string) string { return strings.ToValidUTF8(s, "") })
	some := rapid.Map(rapid.StringN(1, 20, -1), func(s string) string { return strings.ToValidUTF8(s, "") + "!" })
	f := &fault.Error{
		Code:    rapid.SampledFrom([]fault.Code{fault.Invalid, fault.Unknown, fault.TooLarge, fault.Canceled, Method, Accept, Media, RateLimit, Unavailable}).Draw(t, "code"),
		Message: some.Draw(t, "message"),
	}
	for range rapid.IntRange(0, 3).Draw(t, "fields") {
		f.Fields = append(f.Fields, fault.Field{
			Path: text.Draw(t, "path"), Code: rapid.SampledFrom([]string{"not_positive", "out_of_range", "json", "method", "nobody_knows"}).Draw(t, "what"), Message: some.Draw(t, "sentence"),
			Params: rapid.SampledFrom([]map[string]string{nil, {"got": "7", "min": "1"}}).Draw(t, "params"),
		})
	}
	return f
}

// A fault comes back out of the JSON of its problem as it was, in either
// language, and the status is one of the interface.
func TestFaultReturns(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, lang := drawFault(t), rapid.SampledFrom([]string{"zh", "en"}).Draw(t, "language")
		text, err := core.Marshal(Of(lang, f))
		if err != nil {
			t.Fatal(err)
		}
		var p Problem
		if err := json.Unmarshal(text, &p); err != nil {
			t.Fatal(err)
		}
		if got := p.Fault(); !reflect.DeepEqual(got, f) {
			t.Fatalf("%s:\n got %+v\nwant %+v", text, got, f)
		}
		if p.Status < 400 || p.Status > 503 || p.Detail == "" || p.Title == "" {
			t.Fatalf("%+v", p)
		}
	})
}

// What is known of a mistake of ours stays inside.
func TestInternalSaysNothing(t *testing.T) {
	f := &fault.Error{Code: fault.Internal, Message: "panic: secret\ngoroutine 1", Fields: []fault.Field{{Path: "secret", Message: "secret"}}}
	for _, lang := range []string{"zh", "en"} {
		p := Of(lang, f)
		if text, err := core.Marshal(p); err != nil || strings.Contains(string(text), "secret") || strings.Contains(string(text), "goroutine") || p.Status != 500 {
			t.Errorf("%s: %s, %v", lang, text, err)
		}
	}
	if p := Of("en", &fault.Error{Code: "nonsense", Message: "x"}); p.Status != 500 {
		t.Errorf("a code nobody knows: %+v", p)
	}
}

// Every refusal that the HTTP interface makes by itself has Chinese words:
// codes are the literals after the path in calls of Add and About.
func TestWords(t *testing.T) {
	for _, dir := range []string{filepath.Join("..", "..", "wasm", "api"), filepath.Join("..", "shape"), filepath.Join("..", "catalog", "hosted"), filepath.Join("..", "op"), filepath.Join("..", "market"), filepath.Join("..", "table", "load")} {
		files, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(files) == 0 {
			t.Skipf("the source of %s is not here: %v", dir, err)
		}
		for _, name := range files {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			src, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			file, err := parser.ParseFile(token.NewFileSet(), name, src, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(file, func(n ast.Node) bool {
				call, ok := n.(*ast.CallExpr)
				if !ok {
					return true
				}
				sel, ok := call.Fun.(*ast.SelectorExpr)
				at := map[string]int{"Add": 1, "About": 2}
				if !ok || at[sel.Sel.Name] == 0 || len(call.Args) <= at[sel.Sel.Name] {
					return true
				}
				lit, ok := call.Args[at[sel.Sel.Name]].(*ast.BasicLit)
				if !ok || lit.Kind != token.STRING {
					return true
				}
				code, _ := strconv.Unquote(lit.Value)
				_, mine := sentences[code]
				_, all := words.FaultsZH[code]
				if !mine && !all {
					t.Errorf("%s: %s has no Chinese words", filepath.Base(name), code)
				}
				return true
			})
		}
	}
}
