//go:build hosted

package hosted

import (
	"bytes"
	"crypto/sha256"
	"flag"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	limits "fairbasis/core/catalog/hosted"
)

var update = flag.Bool("update", false, "rewrite the answers of testdata/http/*.http from the handler")

// entry is one exchange of a table with its expected answer.
type entry struct {
	exchange
	line  int
	intro string // what stands before it
	text  string // as it stands in the file
	want  string
}

// table reads a file of exchanges; post.http says how they are written.
func table(t *testing.T, file string) (all []entry) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	methods := regexp.MustCompile(`^[A-Z]+ /\S*$`)
	var e *entry
	intro, inBody := "", false
	for i, line := range strings.Split(strings.TrimRight(string(src), "\n"), "\n") {
		answer, isAnswer := strings.CutPrefix(line, "\t")
		switch {
		case isAnswer && e != nil:
			e.want += answer + "\n"
		case methods.MatchString(line):
			method, target, _ := strings.Cut(line, " ")
			all = append(all, entry{exchange: exchange{method: method, target: target, headers: http.Header{}}, line: i + 1, intro: intro, text: line + "\n"})
			e, intro, inBody = &all[len(all)-1], "", false
		case e == nil || e.want != "" || strings.HasPrefix(line, "#"):
			if strings.HasPrefix(line, "#") || line == "" {
				if line != "" {
					intro += line + "\n"
				}
				continue
			}
			t.Fatalf("%s:%d: %q is not part of a request", file, i+1, line)
		case line == "":
			inBody = true
		case inBody:
			e.text += "\n" + line + "\n"
			e.body, inBody = said(t, line), false
		default:
			name, value, ok := strings.Cut(line, ": ")
			if !ok {
				t.Fatalf("%s:%d: %q is no header", file, i+1, line)
			}
			e.headers.Set(name, value)
			e.text += line + "\n"
		}
	}
	return all
}

// said is a body as a table writes it.
func said(t *testing.T, line string) []byte {
	t.Helper()
	name, count, _ := strings.Cut(line, " ")
	n, _ := strconv.Atoi(count)
	switch name {
	case "@file":
		return limits.File()
	case "@clean":
		return limits.CleanFile()
	case "@long":
		return bytes.Repeat([]byte(" "), n)
	case "@calls":
		call := `{"op":"hedge_lots","input":{"portfolio":100000000,"beta":1.02,"futures":4312,"multiplier":200}}`
		return []byte(`{"calls":[` + strings.TrimSuffix(strings.Repeat(call+",", n), ",") + `]}`)
	}
	return []byte(line)
}

// always are the headers of every answer.
var always = map[string]string{
	"Access-Control-Allow-Origin":   "*",
	"Access-Control-Expose-Headers": "X-Request-Id, ETag, Retry-After, Deprecation, Sunset, Link",
	"Content-Security-Policy":       "default-src 'none'; frame-ancestors 'none'",
	"Cross-Origin-Resource-Policy":  "cross-origin",
	"Referrer-Policy":               "no-referrer",
	"X-Content-Type-Options":        "nosniff",
	"X-Request-Id":                  "contract",
}

var tagged = regexp.MustCompile(`^"[0-9a-f]{32}"$`)

// shown is an answer as a table writes it.
func shown(t *testing.T, where string, got heard, build string) string {
	t.Helper()
	var b strings.Builder
	fmt.Fprintf(&b, "%d\n", got.status)
	for name, want := range always {
		if v := value(got.headers, name); v != want {
			t.Errorf("%s: %s is %q, want %q", where, name, v, want)
		}
	}
	var names []string
	for name := range got.headers {
		if _, ok := always[name]; !ok && !ofTransport[name] {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		v := value(got.headers, name)
		if name == "Etag" && tagged.MatchString(v) {
			v = `"tag"`
		}
		if name == "Content-Length" && bytes.Contains(got.body, []byte(build)) {
			continue // as long as the name of the version
		}
		fmt.Fprintf(&b, "%s: %s\n", name, v)
	}
	body := strings.ReplaceAll(string(got.body), build, "BUILD")
	if len(body) > 1200 {
		body = strings.ToValidUTF8(body[:300], "") + fmt.Sprintf("... (%d bytes, sha256 %x)", len(body), sha256.Sum256([]byte(body)))
	}
	if body != "" {
		for line := range strings.Lines(body) {
			b.WriteString("| " + strings.TrimRight(line, "\r\n") + "\n")
		}
	}
	return b.String()
}

// testTables: what the interface answers to requests of every kind and
// status stands in testdata/http, and the handler, the native server and
// workerd answer so, header by header and byte by byte.
func testTables(t *testing.T, all []place) {
	build := buildOf(t, all[0].base)
	files, err := filepath.Glob("testdata/http/*.http")
	if err != nil || len(files) == 0 {
		t.Fatalf("no tables: %v", err)
	}
	statuses := map[int]int{}
	for _, file := range files {
		var out strings.Builder
		tag := ""
		for _, e := range table(t, file) {
			where := fmt.Sprintf("%s:%d: %s %s", filepath.Base(file), e.line, e.method, e.target)
			for name, values := range e.headers {
				e.headers[name] = []string{strings.ReplaceAll(values[0], "$ETAG", tag)}
			}
			got := alike(t, all, where, e.exchange)
			tag = got.headers.Get("ETag")
			statuses[got.status]++
			text := shown(t, where, got, build)
			if out.Len() > 0 {
				out.WriteString("\n")
			}
			out.WriteString(e.intro + e.text)
			for line := range strings.Lines(text) {
				out.WriteString("\t" + line)
			}
			if !*update && text != e.want {
				t.Errorf("%s:\n got %s\nwant %s", where, text, e.want)
			}
		}
		if *update {
			if err := os.WriteFile(file, []byte(out.String()), 0o644); err != nil {
				t.Fatal(err)
			}
		}
	}
	for _, status := range []int{200, 204, 304, 400, 404, 405, 406, 413, 415, 422} {
		if statuses[status] == 0 {
			t.Errorf("no exchange ends with %d", status)
		}
	}
}
