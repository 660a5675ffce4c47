package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"html/template"
	"image/png"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/net/html"

	site "fairbasis/app"
	"fairbasis/app/reference"
)

// build is one run: where things are, and the site as it grows.
type build struct {
	assets, shots, out, compressed, hosted, cache, origin string

	quick bool
	// shrink rewrites a program so that it is smaller to load and does the same.
	shrink func(program []byte) ([]byte, error)

	all   []site.Page
	files map[string]string // plain name -> address, which names the content
	plain map[string]string // the other way round, by name in the site
	site  map[string][]byte // name in the site -> content
	kept  []string          // names of the files the service worker keeps

	version string // of the whole site, by its content
}

// required are the files without which no page starts; chart.js is optional.
var required = []string{"app.wasm", "reader.wasm", "engine.wasm", "analyst.wasm", "wasm_exec.js", "boot.js", "theme.js", "engine.js", "store.js", "sw.js", "style.css", "reference.js", "reference.css"}

// collect reads the built files and draws the icons.
func (b *build) collect() error {
	b.all = site.Pages()
	b.files, b.plain, b.site = map[string]string{}, map[string]string{}, map[string][]byte{}
	for _, name := range append(slices.Clone(required), "chart.js") {
		data, err := os.ReadFile(filepath.Join(b.assets, name))
		switch {
		case errors.Is(err, fs.ErrNotExist) && name == "chart.js":
			continue
		case err != nil:
			return err
		case name == "sw.js": // has its own fixed address, written later
			continue
		case path.Ext(name) == ".css" && (bytes.Contains(data, []byte("url(")) || bytes.Contains(data, []byte("@import"))):
			return errors.New(name + ": refers to another file; a stylesheet of the site is whole, and there are no pictures in it")
		case path.Ext(name) == ".wasm" && b.shrink != nil:
			if data, err = b.shrink(data); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
		}
		b.kept = append(b.kept, b.named(name, data))
	}
	pictures, err := icons()
	if err != nil {
		return err
	}
	for _, name := range slices.Sorted(maps.Keys(pictures)) {
		b.kept = append(b.kept, b.named(name, pictures[name]))
	}
	b.kept = append(b.kept, b.named("icon.svg", iconSVG()))
	if err := b.client(); err != nil {
		return err
	}
	return b.description()
}

// named puts a file into the site under a name made of its content.
func (b *build) named(name string, data []byte) string {
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	full := fmt.Sprintf("assets/%s.%s%s", strings.TrimSuffix(name, ext), hex.EncodeToString(sum[:5]), ext)
	b.files[name] = "/" + full
	b.plain[full] = name
	b.put(full, data)
	return full
}

func (b *build) put(name string, data []byte) { b.site[name] = data }

// fileOf is the file behind an address: /curve -> curve.html, /en/ -> en/index.html.
func fileOf(address string) string {
	if strings.HasSuffix(address, "/") {
		address += "index"
	}
	return strings.TrimPrefix(address, "/") + ".html"
}

// served reports whether the site answers an address.
func (b *build) served(address string) bool {
	if address == "/openapi.json" || strings.HasPrefix(address, "/v1/") || strings.HasPrefix(address, "/client/") {
		return true
	}
	if slices.ContainsFunc(b.all, func(p site.Page) bool { return p.Path == address }) {
		return true
	}
	_, ok := b.site[strings.TrimPrefix(address, "/")]
	return ok
}

// pages draws every page and its manifest.
func (b *build) pages() error {
	if err := b.examples(); err != nil {
		return err
	}
	manifests := map[string]string{"zh-CN": "manifest.webmanifest", "en": "manifest.en.webmanifest"}
	var documents []document
	var faults []error
	for _, p := range b.all {
		w, ok := wordsOf[p.Lang]
		if !ok {
			return fmt.Errorf("%s: no words for language %q", p.Path, p.Lang)
		}
		other := slices.IndexFunc(b.all, func(o site.Page) bool { return o.Path == p.Alternate })
		if other < 0 || b.all[other].Alternate != p.Path {
			return fmt.Errorf("%s: its alternate %q does not answer it", p.Path, p.Alternate)
		}
		root, err := b.draw(p)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		for _, f := range check(root, b.served) {
			faults = append(faults, fmt.Errorf("%s: %s", p.Path, f))
		}
		body, err := markup(root)
		if err != nil {
			return fmt.Errorf("%s: %w", p.Path, err)
		}
		documents = append(documents, document{
			Page: p, Origin: b.origin, OtherLang: b.all[other].Lang, Default: b.all[0].Path,
			Manifest: "/" + manifests[p.Lang], Body: template.HTML(body), Words: w, files: b.files,
		})
		if p.Path == "/" || p.Path == "/en/" {
			m, err := b.manifest(p, w)
			if err != nil {
				return err
			}
			b.put(manifests[p.Lang], m)
		}
	}
	if err := errors.Join(faults...); err != nil {
		return err
	}
	documents = append(documents, document{Page: missing(), Manifest: "/" + manifests["zh-CN"], Body: missingBody, Words: wordsOf["zh-CN"], files: b.files})

	// The version stands in the pages and depends on them, so they are written
	// once without it.
	sum := sha256.New()
	for _, d := range documents {
		text, err := d.String()
		if err != nil {
			return err
		}
		fmt.Fprintln(sum, text)
	}
	worker, err := os.ReadFile(filepath.Join(b.assets, "sw.js"))
	if err != nil {
		return err
	}
	sum.Write(worker)
	b.put("sw.js", worker)
	version := hex.EncodeToString(sum.Sum(nil)[:6])
	for _, d := range documents {
		d.Version = version
		text, err := d.String()
		if err != nil {
			return err
		}
		name := "404.html"
		if d.Path != "" {
			name = fileOf(d.Path)
		}
		b.put(name, []byte(text))
	}
	b.version = version
	return nil
}

// before are the documents of the builds before this one: the tests build the site many times.
var before = map[string]*html.Node{}

// draw renders a page. One without a program is the reference of the hosted
// API: the frame of all pages around what the catalog says.
func (b *build) draw(p site.Page) (*html.Node, error) {
	if !p.Document() {
		return render(site.Visit(p))
	}
	key := p.Path + " " + b.origin
	if root, ok := before[key]; ok {
		return root, nil
	}
	root, err := render(reference.Frame(p.Lang))
	if err != nil {
		return nil, err
	}
	text, err := reference.Main(p.Lang, b.origin)
	if err != nil {
		return nil, err
	}
	for n := range elements(root) {
		if attr(n, "id") != "main" {
			continue
		}
		nodes, err := html.ParseFragment(strings.NewReader(text), n)
		if err != nil {
			return nil, err
		}
		for _, c := range nodes {
			n.AppendChild(c)
		}
		before[key] = root
		return root, nil
	}
	return nil, errors.New("the frame of the reference has no main element")
}

// examples writes the requests that the reference shows cut.
func (b *build) examples() error {
	all, err := reference.Examples()
	if err != nil {
		return err
	}
	for name, text := range all {
		b.put(strings.TrimPrefix(name, "/"), text)
	}
	return nil
}

// manifest describes the application for installing it.
func (b *build) manifest(p site.Page, w words) ([]byte, error) {
	icon := func(name, sizes, kind, purpose string) map[string]any {
		return map[string]any{"src": b.files[name], "sizes": sizes, "type": kind, "purpose": purpose}
	}
	m := map[string]any{
		"id": "/", "start_url": p.Path, "scope": "/", "lang": p.Lang, "dir": "ltr",
		"name": w.Name, "short_name": w.Short, "description": p.Description,
		"display": "standalone", "background_color": "#f5f6f8", "theme_color": "#ffffff", "categories": []string{"finance", "business"},
		"icons": []any{
			icon("icon-192.png", "192x192", "image/png", "any"),
			icon("icon-512.png", "512x512", "image/png", "any"),
			icon("icon-maskable-512.png", "512x512", "image/png", "maskable"),
			icon("icon.svg", "any", "image/svg+xml", "any"),
		},
	}
	lang, _, _ := strings.Cut(p.Lang, "-")
	found, err := filepath.Glob(filepath.Join(b.shots, lang+"-*.png"))
	if err != nil {
		return nil, err
	}
	var shots []any
	for _, file := range found {
		data, err := os.ReadFile(file)
		if err != nil {
			return nil, err
		}
		size, err := png.DecodeConfig(bytes.NewReader(data))
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		form := "wide"
		if size.Height > size.Width {
			form = "narrow"
		}
		shots = append(shots, map[string]any{
			"src": "/" + b.named("screenshot-"+filepath.Base(file), data), "sizes": fmt.Sprintf("%dx%d", size.Width, size.Height),
			"type": "image/png", "form_factor": form, "label": p.Title,
		})
	}
	if len(shots) > 0 {
		m["screenshots"] = shots
	}
	return json.MarshalIndent(m, "", "  ")
}

// serviceWorker puts before the worker what belongs to this version.
func (b *build) serviceWorker() {
	slices.Sort(b.kept)
	files := make([][2]string, 0, len(b.kept))
	for _, name := range b.kept {
		sum := sha256.Sum256(b.site[name])
		files = append(files, [2]string{"/" + name, "sha256-" + base64.StdEncoding.EncodeToString(sum[:])})
	}
	paths := make([]string, 0, len(b.all))
	for _, p := range b.all {
		paths = append(paths, p.Path)
	}
	var head strings.Builder
	for _, c := range []struct {
		name  string
		value any
	}{{"VERSION", b.version}, {"FILES", files}, {"PAGES", paths}, {"MISSING", "/404"}} {
		text, err := json.Marshal(c.value)
		if err != nil {
			panic(err) // strings only
		}
		fmt.Fprintf(&head, "const %s=%s;\n", c.name, text)
	}
	b.put("sw.js", append([]byte(head.String()), b.site["sw.js"]...))
}

func (b *build) robots() []byte {
	text := "User-agent: *\nAllow: /\n"
	if b.origin != "" {
		text += "Sitemap: " + b.origin + "/sitemap.xml\n"
	}
	return []byte(text)
}

func (b *build) sitemap() []byte {
	var s strings.Builder
	s.WriteString(`<?xml version="1.0" encoding="UTF-8"?>` + "\n" + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, p := range b.all {
		s.WriteString("<url><loc>" + template.HTMLEscapeString(b.origin+p.Path) + "</loc></url>\n")
	}
	s.WriteString("</urlset>\n")
	return []byte(s.String())
}

// names returns the files of the site in order.
func (b *build) names() []string { return slices.Sorted(maps.Keys(b.site)) }
