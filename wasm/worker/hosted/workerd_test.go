//go:build hosted

// Package hosted holds the tests of the worker as it runs: in workerd, the
// runtime of Cloudflare Workers. They need what make builds in build/cloudflare
// and build/cloudflare-crash, and the packages of wasm/node_modules.
package hosted

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// The builds that are tested: the one that is deployed, and one of the same
// sources in which POST /v1/crash ends the program.
const (
	ordinary = "../../../build/cloudflare"
	crash    = "../../../build/cloudflare-crash"
)

// compatibility is the day whose behaviour of the runtime is asked for, as in wrangler.jsonc.
const compatibility = "2026-04-01"

// start runs the worker of a folder in workerd and returns its address,
// http://127.0.0.1:PORT. It ends with the test, which shows what it printed.
func start(t testing.TB, dir string) (base string) { return run(t, dir).base }

// server is a workerd that runs.
type server struct {
	base    string
	process *os.Process
	printed *printed
}

// run is start, for tests that look at the process. bindings are lines of
// the configuration: (name = "RATE_PERIOD", text = "10").
func run(t testing.TB, dir string, bindings ...string) server {
	t.Helper()
	program, err := filepath.Abs("../../node_modules/workerd/bin/workerd")
	if err != nil {
		t.Fatal(err)
	}
	config := configure(t, dir, bindings)
	// workerd tells on this pipe which port it was given.
	told, tell, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer told.Close()
	c := exec.Command(program, "serve", config, "--socket-addr=http=127.0.0.1:0", "--control-fd=3")
	c.ExtraFiles = []*os.File{tell}
	out := new(printed)
	c.Stdout, c.Stderr = out, out
	endWithUs(c)
	err = c.Start()
	tell.Close()
	if err != nil {
		t.Fatalf("workerd does not start (make build installs it): %v", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- c.Wait() }()
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		select {
		case <-ended:
		case <-time.After(5 * time.Second):
			_ = c.Process.Kill()
			<-ended
		}
		if t.Failed() {
			t.Logf("workerd printed:\n%s", out)
		}
	})
	_ = told.SetReadDeadline(time.Now().Add(20 * time.Second))
	for lines := bufio.NewScanner(told); lines.Scan(); {
		var m struct {
			Event, Socket string
			Port          int
		}
		if json.Unmarshal(lines.Bytes(), &m) == nil && m.Event == "listen" {
			return server{fmt.Sprintf("http://127.0.0.1:%d", m.Port), c.Process, out}
		}
	}
	t.Fatalf("workerd did not start:\n%s", out)
	return server{}
}

// configure writes the configuration of a worker whose modules are the files of a folder.
func configure(t testing.TB, dir string, bindings []string) string {
	t.Helper()
	folder := t.TempDir()
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	away, err := filepath.Rel(folder, abs) // embed takes no absolute path
	if err != nil {
		t.Fatal(err)
	}
	files, err := os.ReadDir(dir)
	if err != nil {
		t.Fatalf("the worker is not built (make build): %v", err)
	}
	kinds := map[string]string{".mjs": "esModule", ".js": "esModule", ".wasm": "wasm", ".json": "json"}
	modules := []string{""}
	for _, f := range files {
		kind, ok := kinds[filepath.Ext(f.Name())]
		if !ok {
			continue
		}
		module := fmt.Sprintf("(name = %q, %s = embed %q)", f.Name(), kind, filepath.Join(away, f.Name()))
		if f.Name() == "worker.mjs" { // the first is the one that is started
			modules[0] = module
		} else {
			modules = append(modules, module)
		}
	}
	if modules[0] == "" {
		t.Fatalf("%s holds no worker.mjs", dir)
	}
	text := fmt.Sprintf(`using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "worker", worker = (
    modules = [%s],
    bindings = [%s],
    compatibilityDate = %q)),
    (name = "refuser", worker = (modules = [(name = "refuser.mjs", esModule = %q)], compatibilityDate = %[3]q))],
  sockets = [(name = "http", address = "127.0.0.1:0", http = (), service = "worker")]);
`, strings.Join(modules, ",\n      "), strings.Join(bindings, ", "), compatibility, refuser)
	path := filepath.Join(folder, "config.capnp")
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	return path
}

// refuser stands for a rate limit that is used up: (name = "RATE", service = "refuser").
const refuser = `import { WorkerEntrypoint } from "cloudflare:workers";
export default class extends WorkerEntrypoint {
  async limit({ key }) { return { success: false }; }
}`

// printed is what a process has printed so far.
type printed struct {
	mu   sync.Mutex
	text []byte
}

func (p *printed) Write(b []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text = append(p.text, b...)
	return len(b), nil
}

func (p *printed) String() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return string(p.text)
}
