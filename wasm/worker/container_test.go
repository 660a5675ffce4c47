//go:build !js

package main

import (
	"encoding/json"
	"flag"
	"io"
	"net"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const top = "../.."

// instruction is one of a Containerfile: its name and what follows.
type instruction struct{ name, rest string }

// stage is what is between one FROM and the next.
type stage struct {
	image, name string
	steps       []instruction
}

func (s stage) all(name string) []string {
	var found []string
	for _, i := range s.steps {
		if i.name == name {
			found = append(found, i.rest)
		}
	}
	return found
}

func stages(t *testing.T, text string) []stage {
	t.Helper()
	var all []stage
	for n, line := range strings.Split(strings.ReplaceAll(text, "\\\n", " "), "\n") {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		name, rest, _ := strings.Cut(line, " ")
		if name == "FROM" {
			image, as, _ := strings.Cut(rest, " AS ")
			all = append(all, stage{image: image, name: as})
			continue
		}
		if len(all) == 0 || !slices.Contains([]string{"ARG", "CMD", "COPY", "ENTRYPOINT", "ENV", "EXPOSE", "RUN", "STOPSIGNAL", "USER", "WORKDIR"}, name) {
			t.Fatalf("line %d: %s", n+1, line)
		}
		last := &all[len(all)-1]
		last.steps = append(last.steps, instruction{name, strings.TrimSpace(rest)})
	}
	return all
}

func content(t *testing.T, name string) string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(top, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

// The container is not built here; what it is built from, in and with is held
// against what there is.
func TestContainerfile(t *testing.T) {
	all := stages(t, content(t, "wasm/worker/Containerfile"))
	if len(all) != 3 {
		t.Fatalf("%d stages", len(all))
	}
	pinned := regexp.MustCompile(`^[a-z]+:\d+\.\d+\.\d+-[a-z-]+$`)
	for _, s := range all[:2] {
		if !pinned.MatchString(s.image) {
			t.Errorf("%s is not a version of an official image", s.image)
		}
	}
	for image, file := range map[string]string{all[0].image: "wasm/package.json", all[1].image: "go.mod"} {
		version := regexp.MustCompile(`:(\d+)\.(\d+)`).FindStringSubmatch(image)
		want := regexp.MustCompile(`(?m)^go (\d+)\.(\d+)|"node": ">=(\d+)"`).FindStringSubmatch(content(t, file))
		if want[1] != "" && (version[1] != want[1] || version[2] != want[2]) || want[3] != "" && version[1] != want[3] {
			t.Errorf("%s, but %s asks for %s", image, file, want[0])
		}
	}
	copies(t, all)

	build, last := all[1], all[2]
	makefile := content(t, "Makefile")
	for _, run := range build.all("RUN") {
		for _, command := range strings.Split(run, "&&") {
			words := strings.Fields(command)
			if words[0] != "make" {
				continue
			}
			for _, target := range words[1:] {
				if !strings.Contains(target, "=") && !regexp.MustCompile(`(?m)^`+regexp.QuoteMeta(target)+`:`).MatchString(makefile) {
					t.Errorf("make %s: no such target", target)
				}
			}
		}
	}
	if !slices.Contains(build.all("ENV"), "CGO_ENABLED=0") {
		t.Error("a program with C does not run in an empty container")
	}

	if user := last.all("USER"); last.image != "scratch" || len(user) != 1 || strings.HasPrefix(user[0], "0") || !regexp.MustCompile(`^\d+:\d+$`).MatchString(user[0]) {
		t.Errorf("runs in %s as %q; want scratch and a number that is not root's", last.image, user)
	}
	var command []string
	for _, name := range []string{"ENTRYPOINT", "CMD"} {
		var words []string
		if given := last.all(name); len(given) != 1 || json.Unmarshal([]byte(given[0]), &words) != nil {
			t.Fatalf("%s %q is no list of words", name, given)
		}
		command = append(command, words...)
	}
	set := flag.NewFlagSet("worker", flag.ContinueOnError)
	set.SetOutput(io.Discard)
	c := flags(set)
	if err := set.Parse(command[1:]); err != nil || set.NArg() > 0 {
		t.Fatalf("%q: %v, %q left over", command, err, set.Args())
	}
	host, port, err := net.SplitHostPort(c.address)
	if exposed := last.all("EXPOSE"); err != nil || host != "0.0.0.0" || !slices.Equal(exposed, []string{port}) {
		t.Errorf("listens on %s, exposes %q", c.address, exposed)
	}
	if n, err := strconv.Atoi(port); err != nil || n < 1024 {
		t.Errorf("port %s is for root", port)
	}
	if c.rate == 0 {
		t.Error("no limit of requests")
	}
	for _, needed := range []string{command[0], c.dir, c.compressed} {
		if !slices.ContainsFunc(last.all("COPY"), func(copied string) bool { return strings.HasSuffix(copied, " "+needed) }) {
			t.Errorf("%s is used and not in the container", needed)
		}
	}
}

// copies looks whether what is copied is there: in the project, or made by an
// earlier stage.
func copies(t *testing.T, all []stage) {
	t.Helper()
	ignored := strings.Fields(content(t, "wasm/worker/Containerfile.dockerignore"))
	for i, s := range all {
		for _, copied := range s.all("COPY") {
			words := strings.Fields(copied)
			if from, ok := strings.CutPrefix(words[0], "--from="); ok {
				if !slices.ContainsFunc(all[:i], func(earlier stage) bool { return earlier.name == from }) {
					t.Errorf("COPY %s: no stage %s before", copied, from)
				}
				if from == "build" && !strings.HasPrefix(words[1], "/src/build/") {
					t.Errorf("COPY %s: not what make builds", copied)
				}
				continue
			}
			for _, source := range words[:len(words)-1] {
				if _, err := os.Stat(filepath.Join(top, source)); err != nil || slices.Contains(ignored, path.Clean(source)) {
					t.Errorf("COPY %s: %v, or ignored", copied, err)
				}
			}
		}
	}
}
