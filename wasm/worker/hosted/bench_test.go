//go:build hosted

package hosted

import (
	"bufio"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"
)

// BenchmarkPrice asks for prices, eight at once, and tells the processor time
// of the server per answer: of the worker, of the worker as package workers
// runs it, and of the native server. The three are asked in turn, in rounds,
// so that whatever else the machine does meets all of them.
func BenchmarkPrice(b *testing.B) {
	ours := run(b, ordinary)
	stock := run(b, stockWorker(b))
	base, process := twin(b)
	servers := []struct {
		name    string
		server  server
		calls   int // of a round
		ratio   string
		used    time.Duration
		elapsed time.Duration
	}{
		{"worker", ours, 2000, "", 0, 0},
		{"stock", server{base: stock.base, process: stock.process}, 300, "stock/worker", 0, 0},
		{"native", server{base: base, process: process}, 4000, "native/worker", 0, 0},
	}
	for i := range servers {
		prices(b, servers[i].server.base, 200) // compiled, and warm
	}
	const rounds = 3
	for range rounds {
		for i := range servers {
			s := &servers[i]
			before, start := cpu(b, s.server.process), time.Now()
			prices(b, s.server.base, s.calls)
			s.used += cpu(b, s.server.process) - before
			s.elapsed += time.Since(start)
		}
	}
	per := func(i int) float64 { return float64(servers[i].used) / float64(rounds*servers[i].calls) / 1e3 }
	for i, s := range servers {
		b.ReportMetric(per(i), s.name+"-cpu-µs")
		b.ReportMetric(float64(rounds*s.calls)/s.elapsed.Seconds(), s.name+"-calls/s")
		if i > 0 {
			b.ReportMetric(per(i)/per(0), s.ratio)
		}
	}
	if ratio := per(1) / per(0); ratio < 4 {
		b.Errorf("a price costs package workers by itself only %.1f times as much processor time as the worker; it shall be 4", ratio)
	}
}

// prices sends n requests for prices, eight at once.
func prices(b *testing.B, base string, n int) {
	b.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}} // see TestLoad
	var all sync.WaitGroup
	for w := range 8 {
		all.Go(func() {
			for i := w; i < n; i += 8 {
				status, body, err := put(client, base, "/v1/fair_value", "application/json", price(i))
				if err != nil || status != http.StatusOK {
					b.Errorf("price %d: %d %s %v", i, status, body, err)
					return
				}
			}
		})
	}
	all.Wait()
}

// BenchmarkColdStart is the time from a new workerd's first request to its answer, which starts the program.
func BenchmarkColdStart(b *testing.B) {
	var first, second time.Duration
	for b.Loop() {
		s := run(b, ordinary)
		client := &http.Client{Transport: &http.Transport{}}
		if _, _, err := put(client, s.base, "/nowhere", "", ""); err != nil { // workerd itself is up
			b.Fatal(err)
		}
		for i, spent := range []*time.Duration{&first, &second} {
			start := time.Now()
			if status, body, err := put(client, s.base, "/v1/fair_value", "application/json", price(i)); err != nil || status != http.StatusOK {
				b.Fatalf("%d %s %v", status, body, err)
			}
			*spent += time.Since(start)
		}
		client.CloseIdleConnections()
		_ = s.process.Signal(os.Interrupt)
	}
	b.ReportMetric(float64(first.Microseconds())/float64(b.N)/1e3, "first-ms")
	b.ReportMetric(float64(second.Microseconds())/float64(b.N)/1e3, "second-ms")
}

// stockWorker builds the worker as package workers documents it.
func stockWorker(b *testing.B) string {
	b.Helper()
	dir := b.TempDir()
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/syumai/workers").Output()
	if err != nil {
		b.Fatal(err)
	}
	assets := filepath.Join(strings.TrimSpace(string(module)), "cmd/workers-assets-gen/assets")
	for to, from := range map[string]string{"wasm_exec.js": "wasm_exec_go.js", "runtime.mjs": "runtime/cloudflare.mjs", "worker.mjs": "common/worker.mjs"} {
		text, err := os.ReadFile(filepath.Join(assets, from))
		if err != nil {
			b.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, to), text, 0o644); err != nil {
			b.Fatal(err)
		}
	}
	build := exec.Command("go", "build", "-trimpath", "-ldflags=-s -w", "-o", filepath.Join(dir, "app.wasm"), "./testdata/stock")
	build.Env = append(os.Environ(), "GOOS=js", "GOARCH=wasm")
	if out, err := build.CombinedOutput(); err != nil {
		b.Fatalf("%v: %s", err, out)
	}
	return dir
}

// twin starts the native server on a free port.
func twin(b *testing.B) (string, *os.Process) {
	b.Helper()
	const root = "../../../build/"
	c := exec.Command(root+"worker", "-addr", "127.0.0.1:0", "-site", root+"site", "-compressed", root+"site-compressed")
	endWithUs(c)
	out, err := c.StdoutPipe()
	if err != nil {
		b.Fatal(err)
	}
	if err := c.Start(); err != nil {
		b.Fatalf("the native server does not start (make build): %v", err)
	}
	b.Cleanup(func() {
		_ = c.Process.Signal(os.Interrupt)
		_ = c.Wait()
	})
	for lines := bufio.NewScanner(out); lines.Scan(); {
		if _, address, ok := strings.Cut(lines.Text(), " is at "); ok {
			return strings.TrimSuffix(address, "/"), c.Process
		}
	}
	b.Fatal("the native server did not say where it is")
	return "", nil
}
