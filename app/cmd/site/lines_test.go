package main

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// trial is a program that needs the tables that must stay: it grows its stack,
// collects garbage while values live only on it, unwinds panics through
// deferred calls, meets a bound, and prints a trace; it collects while functions
// run whose arguments are found by name, and calls a method on nothing.
const trial = `package main

import (
	"fmt"
	"reflect"
	"runtime"
	"strings"
)

type point struct{ x, y *int }

func (p point) Sum(z *int) int {
	runtime.GC()
	return *p.x + *p.y + *z
}

func boxed(i int) *int { return &i }

func called() (text string) {
	p := point{boxed(1), boxed(2)}
	method := reflect.ValueOf(p).MethodByName("Sum").Interface().(func(*int) int)
	made := reflect.MakeFunc(reflect.TypeFor[func(*int) int](), func(in []reflect.Value) []reflect.Value {
		deep(100, &[]int{1})
		return []reflect.Value{reflect.ValueOf(2 * *in[0].Interface().(*int))}
	}).Interface().(func(*int) int)
	defer func() { text += fmt.Sprint(recover()) }()
	text = fmt.Sprint(method(boxed(4)), " ", made(boxed(5)), " ")
	var none *point
	interface{ Sum(*int) int }(none).Sum(nil)
	return text
}

func deep(n int, keep *[]int) (sum int) {
	if n == 0 {
		runtime.GC()
		return (*keep)[0]
	}
	mine := make([]int, 10)
	mine[0] = n
	return deep(n-1, &mine) + mine[0] + (*keep)[0]
}

func broken(list []int, i int) (text string) {
	defer func() {
		stack := make([]byte, 4096)
		stack = stack[:runtime.Stack(stack, false)]
		text = fmt.Sprint(recover(), strings.Contains(string(stack), "main.broken"), strings.Contains(string(stack), "main.go"), runtime.FuncForPC(reflect.ValueOf(strings.Repeat).Pointer()).Name() == "strings.?")
	}()
	return fmt.Sprint(list[i])
}

func main() {
	fmt.Println(deep(20000, &[]int{1}))
	fmt.Println(broken([]int{1, 2}, 2))
	fmt.Println(called())
	done := make(chan int)
	for i := range 100 {
		go func() { done <- deep(i, &[]int{i}) }()
	}
	total := 0
	for range 100 {
		total += <-done
	}
	fmt.Println(total)
}
`

func TestForgetLinesKeepsAProgramWorking(t *testing.T) {
	node, err := exec.LookPath("node")
	if err != nil {
		t.Skip("node is not on this machine: nothing to run a program with")
	}
	dir := t.TempDir()
	for name, text := range map[string]string{"main.go": trial, "go.mod": "module trial\n\ngo 1.26\n"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-gcflags=all=-l", "-o", "whole.wasm", ".")
	build.Dir = dir
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	whole, err := os.ReadFile(filepath.Join(dir, "whole.wasm"))
	if err != nil {
		t.Fatal(err)
	}
	small, err := forgetLines(whole)
	if err == nil {
		small, err = joinSegments(small)
	}
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "small.wasm"), small, 0o644); err != nil {
		t.Fatal(err)
	}
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	start := filepath.Join(strings.TrimSpace(string(root)), "lib", "wasm", "wasm_exec_node.js")
	want := map[string]string{"whole.wasm": "true true false", "small.wasm": "true false true"}
	var first string
	for _, name := range []string{"whole.wasm", "small.wasm"} {
		run := exec.Command(node, "--stack-size=8192", start, filepath.Join(dir, name))
		out, err := run.CombinedOutput()
		if err != nil {
			t.Fatalf("%s: %v\n%.2000s", name, err, out)
		}
		text := string(out)
		if !strings.Contains(text, "index out of range [2] with length 2"+want[name]) && !strings.Contains(text, "index out of range [2] with length 2 "+want[name]) {
			t.Errorf("%s: got %q", name, text)
		}
		text = strings.Replace(text, want[name], "", 1)
		if first == "" {
			first = text
		} else if text != first {
			t.Errorf("%s: got %q, want %q", name, text, first)
		}
	}
}

func TestForgetLinesRefuses(t *testing.T) {
	for name, p := range map[string][]byte{
		"nothing":          nil,
		"no data":          []byte("\x00asm\x01\x00\x00\x00\x01\x02\xaa\xbb"),
		"no table":         program(section([]segment{{0, []byte("data")}})),
		"a header alone":   program(section([]segment{{0, tableHeader}})),
		"a header of ones": program(section([]segment{{0, append(append([]byte{}, tableHeader...), []byte(strings.Repeat("\x01", 100))...)}})),
	} {
		if _, err := forgetLines(p); !errors.Is(err, errWasm) {
			t.Errorf("%s: got %v", name, err)
		}
	}
}
