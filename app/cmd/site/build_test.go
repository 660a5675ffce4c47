package main

import (
	"bytes"
	"encoding/json"
	"image/png"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"fairbasis/app/engine"
	"fairbasis/core/catalog/instant"
)

// made builds the site from stand-ins for the programs and scripts.
func made(t *testing.T, origin string, changed map[string]string) *build {
	t.Helper()
	engine.Link(instant.All)
	dir := t.TempDir()
	for _, name := range append(slices.Clone(required), "chart.js") {
		text := "/* " + name + " */"
		if c, ok := changed[name]; ok {
			text = c
		}
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Mkdir(filepath.Join(dir, "client"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range clients {
		if err := os.WriteFile(filepath.Join(dir, "client", name), []byte("/* "+name+" */"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	b := &build{assets: dir, shots: dir, origin: origin}
	if err := b.collect(); err != nil {
		t.Fatal(err)
	}
	if err := b.pages(); err != nil {
		t.Fatal(err)
	}
	b.serviceWorker()
	return b
}

func TestBuildIsReproducible(t *testing.T) {
	a, b := made(t, "", nil), made(t, "", nil)
	if !slices.Equal(a.names(), b.names()) {
		t.Fatalf("files %v, then %v", a.names(), b.names())
	}
	for _, name := range a.names() {
		if !bytes.Equal(a.site[name], b.site[name]) {
			t.Errorf("%s differs from one run to the next", name)
		}
	}
}

func TestVersionFollowsContent(t *testing.T) {
	seen := map[string]string{made(t, "", nil).version: "the first"}
	for _, name := range required {
		v := made(t, "", map[string]string{name: "/* other */"}).version
		if had, twice := seen[v]; twice {
			t.Errorf("a changed %s has the version of %s", name, had)
		}
		seen[v] = name
	}
}

func TestPages(t *testing.T) {
	b := made(t, "https://example.org", nil)
	for name, want := range map[string][]string{
		"index.html": {`<html lang="zh-CN" data-version="` + b.version + `">`, `<link rel="canonical" href="https://example.org/">`,
			`hreflang="en" href="https://example.org/en/"`, `hreflang="x-default" href="https://example.org/"`, `href="/manifest.webmanifest"`, `data-worker="/sw.js"`},
		"curve.html":    {`<link rel="canonical" href="https://example.org/curve">`, `hreflang="en" href="https://example.org/en/curve"`},
		"en/index.html": {`<html lang="en"`, `<link rel="canonical" href="https://example.org/en/">`, `hreflang="zh-CN" href="https://example.org/"`, `href="/manifest.en.webmanifest"`},
		"en/curve.html": {`<html lang="en"`},
		"404.html":      {`data-version="` + b.version + `"`, `lang="en"`},
	} {
		page := string(b.site[name])
		for _, w := range want {
			if !strings.Contains(page, w) {
				t.Errorf("%s lacks %s", name, w)
			}
		}
		for _, a := range regexp.MustCompile(`"(/assets/[^"]+)"`).FindAllStringSubmatch(page, -1) {
			if b.site[strings.TrimPrefix(a[1], "/")] == nil {
				t.Errorf("%s refers to %s, which is not in the site", name, a[1])
			}
		}
		if strings.Contains(page, "chart.js\"></script>") || regexp.MustCompile(`<script src="/assets/chart`).MatchString(page) {
			t.Errorf("%s loads the chart bundle", name)
		}
	}
	if strings.Contains(string(b.site["404.html"]), "boot.") {
		t.Error("the page for addresses that lead nowhere starts the program")
	}
	if home := string(made(t, "", nil).site["index.html"]); strings.Contains(home, "canonical") || strings.Contains(home, "hreflang=\"x-default\"") {
		t.Error("links to an origin that is not known")
	}
}

func TestServiceWorkerKeepsTheVersion(t *testing.T) {
	b := made(t, "", nil)
	sw := string(b.site["sw.js"])
	line := func(name string, into any) {
		m := regexp.MustCompile(`(?m)^const ` + name + `=(.*);$`).FindStringSubmatch(sw)
		if m == nil {
			t.Fatalf("sw.js does not say %s", name)
		}
		if err := json.Unmarshal([]byte(m[1]), into); err != nil {
			t.Fatal(err)
		}
	}
	var files [][2]string
	var pages []string
	line("FILES", &files)
	line("PAGES", &pages)
	kept := map[string]bool{}
	for _, f := range files {
		kept[f[0]] = true
		if b.site[strings.TrimPrefix(f[0], "/")] == nil || !strings.HasPrefix(f[1], "sha256-") {
			t.Errorf("keeps %v", f)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(b.site)) {
		if strings.HasPrefix(name, "assets/") && !kept["/"+name] {
			t.Errorf("%s is not kept for offline", name)
		}
	}
	if want := []string{"/", "/curve", "/basis", "/signals", "/data", "/api", "/en/", "/en/curve", "/en/basis", "/en/signals", "/en/data", "/en/api"}; !slices.Equal(pages, want) {
		t.Errorf("pages %v, want %v", pages, want)
	}
}

func TestManifest(t *testing.T) {
	b := made(t, "", nil)
	for name, start := range map[string]string{"manifest.webmanifest": "/", "manifest.en.webmanifest": "/en/"} {
		var m struct {
			Start string `json:"start_url"`
			Icons []struct{ Src, Sizes, Type, Purpose string }
		}
		if err := json.Unmarshal(b.site[name], &m); err != nil {
			t.Fatal(err)
		}
		if m.Start != start {
			t.Errorf("%s starts at %q, want %q", name, m.Start, start)
		}
		sizes := map[string]bool{}
		for _, i := range m.Icons {
			data := b.site[strings.TrimPrefix(i.Src, "/")]
			if data == nil {
				t.Errorf("%s: no icon at %s", name, i.Src)
				continue
			}
			sizes[i.Sizes+" "+i.Purpose] = true
			if i.Type != "image/png" {
				continue
			}
			img, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			side := map[string]int{"192x192": 192, "512x512": 512}[i.Sizes]
			if img.Bounds().Dx() != side || img.Bounds().Dy() != side {
				t.Errorf("%s is %v, said to be %s", i.Src, img.Bounds(), i.Sizes)
			}
			_, _, _, corner := img.At(0, 0).RGBA()
			if opaque := corner == 0xffff; opaque != (i.Purpose == "maskable") {
				t.Errorf("%s for %s: corner opaque %v", i.Src, i.Purpose, opaque)
			}
		}
		for _, want := range []string{"192x192 any", "512x512 any", "512x512 maskable"} {
			if !sizes[want] {
				t.Errorf("%s has no icon of %s", name, want)
			}
		}
	}
}

func TestStyleMayNotLoadAnything(t *testing.T) {
	dir := t.TempDir()
	for _, name := range required {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("a{background:url(x.png)}"), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := (&build{assets: dir}).collect(); err == nil || !strings.Contains(err.Error(), "style.css") {
		t.Errorf("a style sheet that loads a picture: %v", err)
	}
}

func TestWeigh(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "sizes.json")
	text := `[{"name":"api","gzip":true,"files":["worker.wasm"],"limit":60,"measured":0},{"name":"program","files":["app.wasm"],"limit":100,"measured":90},{"name":"own","files":["a.css","b.js"],"limit":50,"measured":0}]`
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
	worker := filepath.Join(dir, "worker.wasm") // a hundred zeros weigh little, 64 different bytes more than themselves
	if err := os.WriteFile(worker, make([]byte, 100), 0o644); err != nil {
		t.Fatal(err)
	}
	plain := map[string]string{"assets/app.1.wasm": "app.wasm", "assets/a.1.css": "a.css", "assets/b.1.js": "b.js"}
	sizes := map[string]int{"assets/app.1.wasm": 100, "assets/a.1.css": 20, "assets/b.1.js": 30}
	var out strings.Builder
	if err := weigh(&out, file, dir, plain, sizes, true); err != nil {
		t.Errorf("at the limit: %v", err)
	}
	if !strings.Contains(out.String(), "+10") || !strings.Contains(out.String(), "a.css") {
		t.Errorf("table:\n%s", out.String())
	}
	if after, _ := os.ReadFile(file); !strings.Contains(string(after), `"measured": 100`) {
		t.Errorf("not noted: %s", after)
	}
	sizes["assets/b.1.js"]++
	if err := weigh(&out, file, dir, plain, sizes, false); err == nil || !strings.Contains(err.Error(), "own: 51 bytes, limit 50") {
		t.Errorf("beyond the limit: %v", err)
	}
	varied := make([]byte, 64)
	for i := range varied {
		varied[i] = byte(i)
	}
	if err := os.WriteFile(worker, varied, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := weigh(&out, file, dir, plain, sizes, false); err == nil || !strings.Contains(err.Error(), "api: ") {
		t.Errorf("gzip beyond the limit: %v", err)
	}
}
