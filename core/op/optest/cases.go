// Package optest replays plain-text cases against whatever answers
// operations: a set in place, an HTTP handler, the engine program.
//
// A case file holds, one after the other, a line with the name of an operation
// and a JSON request, and below it, indented by a tab, what must come back:
// the reply as JSON or, after an exclamation mark, the fault.
//
//	# roll-off after the Spring Festival
//	contract {"code":"IF1502","date":"2015-02-06"}
//		{
//		  "expiry": "2015-02-25",
package optest

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"fairbasis/core/fault"
)

// Case is one request with its expected outcome.
type Case struct {
	File  string
	Line  int // of the request
	Op    string
	Body  []byte
	Want  string // indented JSON, after "! " for a fault
	intro []string
}

// Read parses every *.case file of a folder.
func Read(dir string) ([]Case, error) {
	files, err := filepath.Glob(filepath.Join(dir, "*.case"))
	if err != nil {
		return nil, err
	}
	if len(files) == 0 {
		return nil, fmt.Errorf("no case files in %s", dir)
	}
	var all []Case
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		cases, err := parse(file, string(src))
		if err != nil {
			return nil, err
		}
		all = append(all, cases...)
	}
	return all, nil
}

func parse(file, src string) ([]Case, error) {
	var cases []Case
	var intro []string
	for i, line := range strings.Split(strings.TrimRight(src, "\n"), "\n") {
		switch {
		case strings.HasPrefix(line, "\t"):
			if len(cases) == 0 {
				return nil, fmt.Errorf("%s:%d: a reply without a request", file, i+1)
			}
			c := &cases[len(cases)-1]
			c.Want += strings.TrimPrefix(line, "\t") + "\n"
		case line == "" || strings.HasPrefix(line, "#"):
			intro = append(intro, line)
		default:
			name, body, ok := strings.Cut(line, " ")
			if !ok {
				return nil, fmt.Errorf("%s:%d: want an operation and a JSON request, got %q", file, i+1, line)
			}
			cases = append(cases, Case{File: file, Line: i + 1, Op: name, Body: []byte(body), intro: intro})
			intro = nil
		}
	}
	return cases, nil
}

// Outcome prints what came back in the form of Want.
func Outcome(reply []byte, err error) string {
	mark := ""
	if err != nil {
		mark = "! "
		reply, _ = json.Marshal(fault.From(err)) // faults always encode
	}
	var b bytes.Buffer
	if err := json.Indent(&b, reply, "", "  "); err != nil {
		return "! not JSON: " + string(reply)
	}
	return mark + b.String() + "\n"
}

// Replay runs every case of dir through call and compares. With update it
// rewrites the expected outcomes instead; review the difference.
func Replay(t *testing.T, dir string, update bool, call func(name string, body []byte) ([]byte, error)) {
	t.Helper()
	cases, err := Read(dir)
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*strings.Builder{}
	for _, c := range cases {
		got := Outcome(call(c.Op, c.Body))
		if update {
			b := files[c.File]
			if b == nil {
				b = &strings.Builder{}
				files[c.File] = b
			}
			for _, line := range c.intro {
				b.WriteString(line + "\n")
			}
			fmt.Fprintf(b, "%s %s\n", c.Op, c.Body)
			for line := range strings.Lines(got) {
				b.WriteString("\t" + line)
			}
			continue
		}
		if got != c.Want {
			t.Errorf("%s:%d: %s\n%s", filepath.Base(c.File), c.Line, c.Op, difference(got, c.Want))
		}
	}
	for name, b := range files {
		if err := os.WriteFile(name, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// difference names the first line in which two texts differ.
func difference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range max(len(g), len(w)) {
		var a, b string
		if i < len(g) {
			a = g[i]
		}
		if i < len(w) {
			b = w[i]
		}
		if a != b {
			return fmt.Sprintf("line %d of the reply:\n got %s\nwant %s", i+1, a, b)
		}
	}
	return "equal"
}
