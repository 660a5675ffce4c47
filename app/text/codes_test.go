package text

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/unit"
)

// notShown are codes that cannot reach a page: they refuse the JSON of
// programs, or are the codes of whole errors.
var notShown = map[string]bool{
	"html": true, "xml": true, "binary": true, // of files: Refusal says html_file, binary_file
	// of the hosted API: queries, shapes of replies, bars that come with a request, limits
	"unknown_member": true, "gap": true, "whole": true, "fields": true, "sheet": true,
	"not_ascending": true, "no_price": true, "more_faults": true, "no_lists": true, "no_bars": true, "bad_row": true, "not_text": true, "over_limit": true,
}

// argument is where the code stands in a call that makes a fault.
var argument = map[string]int{"Add": 1, "Note": 1, "About": 2, "refuse": 0, "readError": 0, "faultAt": 1, "tooLarge": 1, "refused": 1}

// emitted reads every fault code and every reason out of the sources of core
// and of the scenarios, with the names of the figures each is given.
func emitted(t *testing.T) (codes map[string][][]string, reasons map[string]bool) {
	t.Helper()
	codes, reasons = map[string][][]string{}, map[string]bool{}
	for _, root := range []string{"../../core", "../scenario"} {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(file, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.CallExpr:
					readCall(n, codes)
				case *ast.ValueSpec:
					if sel, ok := n.Type.(*ast.SelectorExpr); ok && sel.Sel.Name == "Reason" || isIdent(n.Type, "Reason") {
						for _, v := range n.Values {
							if s, ok := literal(v); ok {
								reasons[s] = true
							}
						}
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return codes, reasons
}

func isIdent(e ast.Expr, name string) bool {
	id, ok := e.(*ast.Ident)
	return ok && id.Name == name
}

func literal(e ast.Expr) (string, bool) {
	l, ok := e.(*ast.BasicLit)
	if !ok || l.Kind != token.STRING {
		return "", false
	}
	s, err := strconv.Unquote(l.Value)
	return s, err == nil
}

var code = regexp.MustCompile(`^[a-z][a-z_0-9]+$`)

func readCall(call *ast.CallExpr, codes map[string][][]string) {
	name := ""
	switch f := call.Fun.(type) {
	case *ast.SelectorExpr:
		name = f.Sel.Name
	case *ast.Ident:
		name = f.Name
	}
	at, ok := argument[name]
	if !ok || at >= len(call.Args) {
		return
	}
	c, ok := literal(call.Args[at])
	if at+1 < len(call.Args) { // some are told the path first
		if next, also := literal(call.Args[at+1]); also && code.MatchString(next) {
			c, ok, at = next, true, at+1
		}
	}
	if !ok || !code.MatchString(c) {
		return
	}
	var names []string
	for i := at + 2; name != "readError" && i < len(call.Args); i += 2 {
		if p, ok := literal(call.Args[i]); ok {
			names = append(names, p)
		}
	}
	codes[c] = append(codes[c], names)
}

func TestEveryCodeHasWords(t *testing.T) {
	codes, reasons := emitted(t)
	if len(codes) < 40 || len(reasons) < 15 {
		t.Fatalf("only %d codes and %d reasons found in the sources: the reader of this test is blind", len(codes), len(reasons))
	}
	for _, lang := range Languages {
		w := For(lang)
		for c := range codes {
			_, sentence := w.Faults[c]
			_, why := w.Reasons[unit.Reason(c)]
			if !sentence && !why && !notShown[c] {
				t.Errorf("%s has no sentence for %q", lang, c)
			}
		}
		for r := range reasons {
			if w.Reasons[unit.Reason(r)] == "" {
				t.Errorf("%s has no words for the reason %q", lang, r)
			}
		}
	}
}

// TestFaultsNameOnlyFiguresGiven: a place of a sentence is filled by at least
// one of the calls that emit its code.
func TestFaultsNameOnlyFiguresGiven(t *testing.T) {
	codes, _ := emitted(t)
	given := map[string]bool{}
	places := regexp.MustCompile(`\{(\w+)\}`)
	for c, calls := range codes {
		for k := range given {
			delete(given, k)
		}
		variadic := len(calls) == 0
		for _, names := range calls {
			variadic = variadic || names == nil
			for _, n := range names {
				given[n] = true
			}
		}
		if variadic && len(given) == 0 {
			continue // figures come as a list, or there are none
		}
		for _, lang := range Languages {
			for _, m := range places.FindAllStringSubmatch(string(For(lang).Faults[c]), -1) {
				if !given[m[1]] {
					t.Errorf("%s %s names {%s}, which no call gives", lang, c, m[1])
				}
			}
		}
	}
}
