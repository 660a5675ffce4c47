package client

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"fairbasis/core/catalog"
	"fairbasis/core/openapi"
)

var update = flag.Bool("update", false, "rewrite static/js/client/fairbasis.d.ts")

// The types of the client in JavaScript are its own, in head.d.ts, and those of
// every operation.
func TestTypes(t *testing.T) {
	dir := filepath.Join("..", "..", "static", "js", "client")
	head, err := os.ReadFile(filepath.Join(dir, "head.d.ts"))
	if err != nil {
		t.Fatal(err)
	}
	want := append(append(head, '\n'), openapi.TypeScript(catalog.All)...)
	name := filepath.Join(dir, "fairbasis.d.ts")
	if *update {
		if err := os.WriteFile(name, want, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	got, _ := os.ReadFile(name) // missing reads as empty
	if !bytes.Equal(got, want) {
		t.Error("fairbasis.d.ts is not head.d.ts and the types of the operations: run this test with -update and review the difference")
	}
	checkTypes(t, string(want))
}

// builtIn are the types that no module declares.
var builtIn = strings.Fields(`string number boolean unknown null undefined true false Error Promise Response RequestInit AbortSignal
	Blob BufferSource URL Record Partial Omit const readonly keyof extends in typeof`)

// checkTypes stands in for a compiler: every name that is used is declared,
// none twice, every bracket is closed, every operation is there. That the
// syntax is right is shown by app/e2e/client.test.mjs.
func checkTypes(t *testing.T, text string) {
	t.Helper()
	text = regexp.MustCompile(`(?s)/\*\*.*?\*/|//[^\n]*|"[^"\n]*"`).ReplaceAllString(text, "")
	declared := map[string]bool{}
	for _, name := range builtIn {
		declared[name] = true
	}
	for _, m := range regexp.MustCompile(`export (?:declare )?(?:interface|type|class|function) (\w+)`).FindAllStringSubmatch(text, -1) {
		if declared[m[1]] {
			t.Errorf("%s is declared twice", m[1])
		}
		declared[m[1]] = true
	}
	var open []rune
	closing := map[rune]rune{'}': '{', ')': '(', ']': '['}
	for _, r := range text {
		switch r {
		case '{', '(', '[':
			open = append(open, r)
		case '}', ')', ']':
			if len(open) == 0 || open[len(open)-1] != closing[r] {
				t.Fatalf("a %c closes nothing", r)
			}
			open = open[:len(open)-1]
		}
	}
	if len(open) > 0 {
		t.Errorf("%d brackets are not closed", len(open))
	}
	// What is used as a type: behind a colon of a member, and all that begins
	// with a capital letter.
	parameter := regexp.MustCompile(`^[A-Z]$`)
	for _, m := range regexp.MustCompile(`[A-Za-z_]\w*\??:\s*([a-z]\w*)|\b([A-Z]\w*)\b`).FindAllStringSubmatch(text, -1) {
		if name := m[1] + m[2]; !declared[name] && !parameter.MatchString(name) {
			t.Errorf("%s is used and not declared", name)
		}
	}
	for _, o := range catalog.All.Ops() {
		if n := strings.Count(text, "\n  "+o.Name+": { request: "); n != 1 {
			t.Errorf("%s stands %d times among the operations", o.Name, n)
		}
	}
}
