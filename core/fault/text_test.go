package fault

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

type named string

// TestNew holds the messages against those of package fmt.
func TestNew(t *testing.T) {
	for _, c := range []struct {
		format string
		args   []any
	}{
		{"plain", nil}, {"100 %% of %d", []any{7}}, {"no operation %q%s", []any{"x\"y", "; did you mean z"}},
		{"%s: %v", []any{named("arb"), errors.New("broken")}}, {"%v %v %v", []any{true, int64(-3), uint8(9)}},
		{"%s|%s", []any{[]byte("bytes"), Code("invalid")}}, {"%v", []any{0.25}}, {"%q", []any{named("数据")}},
	} {
		if got, want := New(Invalid, c.format, c.args...).Message, fmt.Sprintf(c.format, c.args...); got != want {
			t.Errorf("%q: got %q, want %q", c.format, got, want)
		}
	}
	for format, want := range map[string]string{"%s and %s": "one and %!s(missing)", "50%": "50%"} {
		if got := New(Invalid, format, "one").Message; got != want {
			t.Errorf("%q: got %q, want %q", format, got, want)
		}
	}
}

// TestFormats looks at every call of New in the module: verbs that it does not
// know, or more and fewer of them than arguments, are mistakes.
func TestFormats(t *testing.T) {
	calls := 0
	err := filepath.WalkDir(filepath.Join("..", ".."), func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := d.Name(); d.IsDir() && (name == "node_modules" || name == "build" || name == "testdata" || strings.HasPrefix(name, ".") && len(name) > 2) {
			return fs.SkipDir
		}
		if !strings.HasSuffix(path, ".go") {
			return nil
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return nil // the compiler says it better
		}
		ast.Inspect(file, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) < 2 {
				return true
			}
			sel, ok := call.Fun.(*ast.SelectorExpr)
			if !ok || sel.Sel.Name != "New" {
				return true
			}
			if pkg, ok := sel.X.(*ast.Ident); !ok || pkg.Name != "fault" {
				return true
			}
			lit, ok := call.Args[1].(*ast.BasicLit)
			if !ok {
				return true
			}
			format, _ := strconv.Unquote(lit.Value)
			format = strings.ReplaceAll(format, "%%", "")
			verbs := strings.Count(format, "%")
			known := strings.Count(format, "%s") + strings.Count(format, "%d") + strings.Count(format, "%v") + strings.Count(format, "%q")
			if calls++; verbs != known || verbs != len(call.Args)-2 && call.Ellipsis == 0 {
				t.Errorf("%s: %q has %d verbs, %d of them known, for %d arguments", path, format, verbs, known, len(call.Args)-2)
			}
			return true
		})
		return nil
	})
	if err != nil || calls < 10 {
		t.Fatalf("%d calls seen, %v", calls, err)
	}
}
