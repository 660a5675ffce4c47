//go:build hosted

package hosted

import (
	"bufio"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

const (
	root     = "../../.."
	built    = root + "/build"
	wrangler = root + "/wasm/node_modules/wrangler/bin/wrangler.js"
	settings = root + "/wasm/worker/wrangler.jsonc"
)

// quiet keeps wrangler to this machine and to folders of the test.
func quiet(t *testing.T) []string {
	return append(os.Environ(), "CI=1", "WRANGLER_SEND_METRICS=false", "WRANGLER_SEND_ERROR_REPORTS=false", "WRANGLER_HIDE_BANNER=true",
		"CLOUDFLARE_CF_FETCH_ENABLED=false", "XDG_CONFIG_HOME="+t.TempDir(), "WRANGLER_LOG_PATH="+t.TempDir(), "WRANGLER_REGISTRY_PATH="+t.TempDir())
}

// plan is the largest worker of the host's free plan, compressed, in KiB.
const plan = 3 << 10

// What make deploy would hand over: the site, the API and its bindings, within
// what the host's free plan takes.
func TestDeployment(t *testing.T) {
	t.Parallel()
	out := t.TempDir()
	c := exec.Command("node", wrangler, "deploy", "--config", settings, "--dry-run", "--outdir", out)
	c.Env = quiet(t)
	said, err := c.CombinedOutput()
	if err != nil {
		t.Fatalf("%v\n%s", err, said)
	}
	m := regexp.MustCompile(`gzip: ([0-9.]+) KiB`).FindSubmatch(said)
	if m == nil {
		t.Fatalf("no size:\n%s", said)
	}
	if size, err := strconv.ParseFloat(string(m[1]), 64); err != nil || size > plan {
		t.Errorf("the worker has %s KiB, the plan %d", m[1], plan)
	}
	for _, want := range []string{"env.RATE (", "env.ASSETS", "files from the assets directory"} {
		if !strings.Contains(string(said), want) {
			t.Errorf("no %q:\n%s", want, said)
		}
	}
	files, err := filepath.Glob(filepath.Join(out, "*.wasm"))
	if err != nil || len(files) != 1 {
		t.Errorf("programs %v, %v", files, err)
	}
}

// front is a server of site and API together.
type front struct {
	name, base string
	local      bool // what is in build/ is what it serves
	rate       int  // requests a minute; 0 where the limit is not to be tried
	client     *http.Client
}

// fronts are the servers that every request of a test goes to: the deployment
// under wrangler dev and the native server, or the one whose address make
// verify has put into FAIRBASIS_URL.
func fronts(t *testing.T) []front {
	t.Helper()
	// Redirects are looked at, and nothing is unpacked unasked.
	client := &http.Client{
		Timeout:       30 * time.Second,
		Transport:     &http.Transport{DisableCompression: true, MaxIdleConnsPerHost: 8},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	if url := os.Getenv("FAIRBASIS_URL"); url != "" {
		return []front{{"deployed", strings.TrimSuffix(url, "/"), false, 0, client}}
	}
	rate := rateLimit(t)
	preview := launched(t, `Ready on (http://\S+)`, "node", wrangler, "dev", "--config", settings,
		"--local", "--ip", "127.0.0.1", "--port", "0", "--inspector-port", "0", "--show-interactive-dev-session=false", "--persist-to", t.TempDir())
	native := launched(t, `is at (http://\S+)/`, filepath.Join(built, "worker"), "-addr", "127.0.0.1:0", "-rate", strconv.Itoa(rate),
		"-site", filepath.Join(built, "site"), "-compressed", filepath.Join(built, "site-compressed"))
	return []front{{"preview", preview(), true, rate, client}, {"native", native(), true, rate, client}}
}

// launched starts a program that prints where it listens; the address is there
// when the result is called. The program ends with the test.
func launched(t *testing.T, at, name string, args ...string) func() string {
	t.Helper()
	c := exec.Command(name, args...)
	c.Env = quiet(t)
	endWithUs(c)
	out, err := c.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	c.Stderr = c.Stdout
	if err := c.Start(); err != nil {
		t.Fatalf("%s does not start (make build): %v", filepath.Base(name), err)
	}
	found, said := make(chan string, 1), new(printed)
	go func() {
		defer close(found)
		looking := regexp.MustCompile(at)
		for lines := bufio.NewScanner(out); lines.Scan(); {
			if !perRequest.Match(lines.Bytes()) {
				_, _ = said.Write(append(lines.Bytes(), '\n'))
			}
			if m := looking.FindStringSubmatch(lines.Text()); m != nil && looking != never {
				found <- m[1]
				looking = never
			}
		}
	}()
	t.Cleanup(func() {
		_ = c.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(5*time.Second, func() { _ = c.Process.Kill() })
		_ = c.Wait()
		late.Stop()
		if t.Failed() {
			t.Logf("%s printed:\n%s", filepath.Base(name), said)
		}
	})
	return func() string {
		t.Helper()
		select {
		case address, ok := <-found:
			if ok {
				return address
			}
		case <-time.After(time.Minute):
		}
		t.Fatalf("%s did not say where it listens:\n%s", filepath.Base(name), said)
		return ""
	}
}

var (
	perRequest = regexp.MustCompile(`info\] [A-Z]+ /`) // what wrangler prints of each
	never      = regexp.MustCompile(`[^\s\S]`)         // fits no line
)

// rateLimit is the limit of wrangler.jsonc, which also has the day of the
// runtime with which the other tests are made.
func rateLimit(t *testing.T) int {
	t.Helper()
	text, err := os.ReadFile(settings)
	if err != nil {
		t.Fatal(err)
	}
	m := regexp.MustCompile(`"limit": (\d+), "period": 60`).FindSubmatch(text)
	if m == nil {
		t.Fatal("wrangler.jsonc has no limit of requests a minute")
	}
	if !strings.Contains(string(text), `"compatibility_date": "`+compatibility+`"`) {
		t.Errorf("wrangler.jsonc asks for another day of the runtime than the tests, %s", compatibility)
	}
	n, err := strconv.Atoi(string(m[1]))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

// got is an answer, read whole.
type got struct {
	status int
	header http.Header
	body   string
}

func (p front) ask(t *testing.T, method, path, body string, headers ...string) got {
	t.Helper()
	var content io.Reader
	if body != "" {
		content = strings.NewReader(body)
	}
	r, err := http.NewRequest(method, p.base+path, content)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer, err := p.client.Do(r)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	defer answer.Body.Close()
	text, err := io.ReadAll(answer.Body)
	if err != nil {
		t.Fatalf("%s %s: %v", method, path, err)
	}
	return got{answer.StatusCode, answer.Header, string(text)}
}

// value is a header; where it was sent twice, both.
func (g got) value(name string) string { return strings.Join(g.header.Values(name), ", ") }
