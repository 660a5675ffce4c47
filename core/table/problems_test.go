package table

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"testing"
)

// A code that is declared but not listed would have no words on the page.
func TestCodesListsEveryCode(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "problems.go", nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	codes := Codes()
	declared := 0
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		for _, v := range spec.Values {
			text, _ := strconv.Unquote(v.(*ast.BasicLit).Value)
			declared++
			if !slices.Contains(codes, text) {
				t.Errorf("%s is declared but not in Codes", text)
			}
		}
		return true
	})
	if declared != len(codes) {
		t.Errorf("%d codes are declared, Codes lists %d", declared, len(codes))
	}
}
