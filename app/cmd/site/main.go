// Command site writes the site: every page drawn with its worked example, the
// service worker, the manifest, the rules of the host, and compressed twins of
// all of it beside the site. It refuses to write a page that would not work
// under the site's own content security policy, or files beyond their limits.
package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"

	"fairbasis/app/engine"
	"fairbasis/core/catalog/instant"
)

func main() {
	b := build{shrink: shrink}
	flag.StringVar(&b.assets, "assets", "build/assets", "folder of the built programs, scripts and styles")
	flag.StringVar(&b.shots, "screenshots", "static/screenshots", "folder of the manifest's pictures, named LANG-*.png")
	flag.StringVar(&b.out, "out", "build/site", "folder to write the site to")
	flag.StringVar(&b.compressed, "compressed", "build/site-compressed", "folder for the compressed twins")
	flag.StringVar(&b.hosted, "hosted", "build/cloudflare", "folder of the hosted API, to weigh it")
	flag.StringVar(&b.cache, "cache", "build/brotli", "folder that keeps compressed files by content")
	flag.StringVar(&b.origin, "origin", "", "where the site will be, e.g. https://example.org, for canonical links")
	limits := flag.String("limits", "wasm/sizes.json", "file of the size limits")
	record := flag.Bool("record", false, "note the measured sizes in the file of the limits")
	program := flag.String("program", "", "shrink this one program, bound its memory, write it to the file named last, and do nothing else")
	flag.BoolVar(&b.quick, "quick", false, "compress lightly and skip the limits, for work on the pages")
	flag.Parse()

	if *program != "" {
		if err := pack(*program, flag.Arg(0)); err != nil {
			fmt.Fprintf(os.Stderr, "site: %s: %v\n", *program, err)
			os.Exit(1)
		}
		return
	}
	engine.Link(instant.All)
	if err := b.run(*limits, *record); err != nil {
		fmt.Fprintln(os.Stderr, "site:", err)
		os.Exit(1)
	}
}

func (b *build) run(limits string, record bool) error {
	if err := b.collect(); err != nil {
		return err
	}
	if err := b.pages(); err != nil {
		return err
	}
	b.serviceWorker()
	b.put("robots.txt", b.robots())
	if b.origin != "" {
		b.put("sitemap.xml", b.sitemap())
	}
	rules, err := headers(b.all, b.names())
	if err != nil {
		return err
	}
	b.put("_headers", []byte(rules))
	sizes, err := b.compress()
	if err != nil {
		return err
	}
	if err := replace(b.out, b.site); err != nil {
		return err
	}
	if b.quick {
		return nil
	}
	return weigh(os.Stdout, limits, b.hosted, b.plain, sizes, record)
}

// shrink makes a program smaller to load.
func shrink(program []byte) ([]byte, error) {
	program, err := forgetLines(program)
	if err != nil {
		return nil, err
	}
	return joinSegments(program)
}

// hostedMemory is what the program of the hosted API may hold, in bytes. Its
// isolate has 128 MB for the program, the one before it that may not be
// collected yet, and bodies that arrive.
const hostedMemory = 80 << 20

// pack makes the program of the hosted API from what the compiler built.
func pack(from, to string) error {
	program, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	if program, err = shrink(program); err != nil {
		return err
	}
	if program, err = boundMemory(program, hostedMemory); err != nil {
		return err
	}
	return os.WriteFile(to, program, 0o644)
}

// replace writes a folder and puts it in the place of the old one, so that a
// server never sees half of it.
func replace(dir string, files map[string][]byte) error {
	fresh := dir + ".new"
	if err := os.RemoveAll(fresh); err != nil {
		return err
	}
	for name, data := range files {
		path := filepath.Join(fresh, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, data, 0o644); err != nil {
			return err
		}
	}
	if err := os.RemoveAll(dir); err != nil {
		return err
	}
	return os.Rename(fresh, dir)
}
