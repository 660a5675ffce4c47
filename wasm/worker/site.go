//go:build !js

package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
)

// site serves a folder of files as the host of static assets does: pages under
// their addresses without .html, the header rules of _headers, 404.html for
// the rest. Everything is read once, so a build that is under way is never
// served in halves.
type site struct {
	files map[string]*file // by name, without the leading slash
	rules []rule
}

type file struct {
	kind   string
	tag    string // of the content
	bodies map[string][]byte
}

// rule is one block of _headers.
type rule struct {
	path    string // may end in *
	headers [][2]string
}

// openSite reads a folder and the folder of its compressed twins, NAME.br and
// NAME.gz; the second may be absent.
func openSite(dir, compressed string) (*site, error) {
	s := &site{files: map[string]*file{}}
	err := filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, p)
		if err != nil {
			return err
		}
		name := filepath.ToSlash(rel)
		data, err := os.ReadFile(p)
		if err != nil {
			return err
		}
		if name == "_headers" {
			s.rules, err = parseRules(string(data))
			return err
		}
		sum := sha256.Sum256(data)
		f := &file{kind: kindOf(name), tag: hex.EncodeToString(sum[:12]), bodies: map[string][]byte{"": data}}
		for encoding, ext := range map[string]string{"br": ".br", "gzip": ".gz"} {
			if twin, err := os.ReadFile(filepath.Join(compressed, rel+ext)); err == nil {
				f.bodies[encoding] = twin
			}
		}
		s.files[name] = f
		return nil
	})
	if err != nil {
		return nil, err
	}
	if s.files["index.html"] == nil {
		return nil, fmt.Errorf("%s holds no site; build it first", dir)
	}
	return s, nil
}

// kinds are the media types the machine's own table may lack or know otherwise.
var kinds = map[string]string{
	".html": "text/html; charset=utf-8", ".js": "text/javascript; charset=utf-8", ".mjs": "text/javascript; charset=utf-8", ".css": "text/css; charset=utf-8", ".json": "application/json",
	".wasm": "application/wasm", ".webmanifest": "application/manifest+json", ".svg": "image/svg+xml", ".png": "image/png",
	".txt": "text/plain; charset=utf-8", ".xml": "application/xml",
}

func kindOf(name string) string {
	ext := path.Ext(name)
	if k, ok := kinds[ext]; ok {
		return k
	}
	if k := mime.TypeByExtension(ext); k != "" {
		return k
	}
	return "application/octet-stream"
}

func parseRules(text string) ([]rule, error) {
	var rules []rule
	for i, line := range strings.Split(text, "\n") {
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(trimmed, "#"):
		case line[0] != ' ' && line[0] != '\t':
			rules = append(rules, rule{path: trimmed})
		default:
			name, value, ok := strings.Cut(trimmed, ":")
			if !ok || len(rules) == 0 {
				return nil, fmt.Errorf("_headers: line %d: %q is neither a path nor a header of one", i+1, trimmed)
			}
			last := &rules[len(rules)-1]
			last.headers = append(last.headers, [2]string{strings.TrimSpace(name), strings.TrimSpace(value)})
		}
	}
	return rules, nil
}

// apply sets the headers of every rule that fits; a header of two rules is sent twice.
func (s *site) apply(h http.Header, address string) {
	for _, r := range s.rules {
		start, open := strings.CutSuffix(r.path, "*")
		if address != r.path && !(open && strings.HasPrefix(address, start)) {
			continue
		}
		for _, pair := range r.headers {
			h.Add(pair[0], pair[1])
		}
	}
}

// find returns the name of the file behind an address, or where the browser
// should go instead, or neither.
func (s *site) find(address string) (name, elsewhere string) {
	at := strings.TrimPrefix(path.Clean(address), "/")
	slash := strings.HasSuffix(address, "/")
	has := func(n string) bool { return s.files[n] != nil }
	switch {
	case at == "" || slash && has(at+"/index.html"):
		return path.Join(at, "index.html"), ""
	case strings.HasSuffix(at, ".html") && has(at):
		return "", "/" + strings.TrimSuffix(strings.TrimSuffix(at, "index.html"), ".html")
	case path.Base(at) == "index" && has(at+".html"):
		return "", "/" + strings.TrimSuffix(at, "index")
	case has(at + ".html"):
		if slash {
			return "", "/" + at
		}
		return at + ".html", ""
	case has(at+"/index.html") && !slash:
		return "", "/" + at + "/"
	case has(at) && !slash:
		return at, ""
	}
	return "", ""
}

// plain is the one way to write an address, where it was written otherwise:
// with doubled slashes or letters escaped for nothing. A page has one address,
// and the rules of _headers are for that.
func plain(u *url.URL) string {
	clean := path.Clean(u.Path)
	if strings.HasSuffix(u.Path, "/") && clean != "/" {
		clean += "/"
	}
	if written := (&url.URL{Path: clean}).EscapedPath(); written != u.EscapedPath() {
		return written
	}
	return ""
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	s.apply(h, r.URL.Path)
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		h.Set("Allow", "GET, HEAD")
		http.Error(w, "this address is read only", http.StatusMethodNotAllowed)
		return
	}
	name, elsewhere := s.find(r.URL.Path)
	if elsewhere == "" && name != "" {
		elsewhere = plain(r.URL)
	}
	if elsewhere != "" {
		if r.URL.RawQuery != "" {
			elsewhere += "?" + r.URL.RawQuery
		}
		h.Set("Location", elsewhere)
		w.WriteHeader(http.StatusTemporaryRedirect)
		return
	}
	status := http.StatusOK
	if name == "" {
		if name, status = "404.html", http.StatusNotFound; s.files[name] == nil {
			http.NotFound(w, r)
			return
		}
	}
	f := s.files[name]
	encoding := f.encoding(r.Header.Get("Accept-Encoding"))
	body, tag := f.bodies[encoding], `"`+f.tag+`"`
	if encoding != "" {
		h.Set("Content-Encoding", encoding)
		tag = `"` + f.tag + "-" + encoding + `"`
	}
	if len(f.bodies) > 1 {
		h.Set("Vary", "Accept-Encoding")
	}
	if h.Get("Cache-Control") == "" {
		h.Set("Cache-Control", "public, max-age=0, must-revalidate")
	}
	h.Set("ETag", tag)
	if status == http.StatusOK && slices.Contains(split(r.Header.Get("If-None-Match")), tag) {
		w.WriteHeader(http.StatusNotModified)
		return
	}
	if h.Get("Content-Type") == "" || status != http.StatusOK {
		h.Set("Content-Type", f.kind)
	}
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(status)
	if r.Method == http.MethodGet {
		_, _ = w.Write(body) // the reader may have gone
	}
}

// encoding chooses the smallest form that the browser takes.
func (f *file) encoding(accepted string) string {
	for _, e := range []string{"br", "gzip"} {
		if f.bodies[e] != nil && takes(accepted, e) {
			return e
		}
	}
	return ""
}

// takes tells whether an Accept-Encoding names an encoding and does not refuse it.
func takes(accepted, encoding string) bool {
	for _, a := range split(accepted) {
		name, weight, weighted := strings.Cut(a, ";")
		if strings.TrimSpace(name) == encoding && (!weighted || strings.Trim(weight, " q=0.") != "") {
			return true
		}
	}
	return false
}

func split(list string) []string {
	parts := strings.Split(list, ",")
	for i, p := range parts {
		parts[i] = strings.TrimPrefix(strings.TrimSpace(p), "W/")
	}
	return parts
}
