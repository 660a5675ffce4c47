package main

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"
	"sync"
	"text/tabwriter"

	"github.com/andybalholm/brotli"
)

// compress makes the brotli and gzip twins of everything worth it and returns
// the brotli size of each file of the site.
func (b *build) compress() (map[string]int, error) {
	sizes := map[string]int{}
	twins := map[string][]byte{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	var failed error
	slots := make(chan struct{}, 2)
	for _, name := range b.names() {
		data := b.site[name]
		if ext := path.Ext(name); ext == ".png" || name == "_headers" {
			mu.Lock()
			sizes[name] = len(data)
			mu.Unlock()
			continue
		}
		wg.Go(func() {
			slots <- struct{}{}
			defer func() { <-slots }()
			br, gz, err := b.twins(data)
			mu.Lock()
			defer mu.Unlock()
			if err != nil {
				failed = err
				return
			}
			sizes[name] = len(br)
			twins[name+".br"], twins[name+".gz"] = br, gz
		})
	}
	wg.Wait()
	if failed != nil {
		return nil, failed
	}
	return sizes, replace(b.compressed, twins)
}

// twins compresses one content, or takes it from the run before.
func (b *build) twins(data []byte) (br, gz []byte, err error) {
	quality := brotli.BestCompression
	if b.quick {
		quality = 4
	}
	sum := sha256.Sum256(data)
	kept := filepath.Join(b.cache, fmt.Sprintf("%s-%d", hex.EncodeToString(sum[:16]), quality))
	var out bytes.Buffer
	if br, err = os.ReadFile(kept); err != nil {
		w := brotli.NewWriterOptions(&out, brotli.WriterOptions{Quality: quality, LGWin: 24})
		if _, err = w.Write(data); err != nil {
			return nil, nil, err
		}
		if err = w.Close(); err != nil {
			return nil, nil, err
		}
		br = bytes.Clone(out.Bytes())
		if err = os.MkdirAll(b.cache, 0o755); err != nil {
			return nil, nil, err
		}
		if err = os.WriteFile(kept, br, 0o644); err != nil {
			return nil, nil, err
		}
	}
	gz, err = gzipped(data)
	return br, gz, err
}

func gzipped(data []byte) ([]byte, error) {
	var out bytes.Buffer
	g, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err = g.Write(data); err != nil {
		return nil, err
	}
	if err = g.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

// zipped is the size of a file under gzip -9.
func zipped(file string) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	gz, err := gzipped(data)
	return len(gz), err
}

// budget is one limit with what was last measured, in bytes of brotli or, for
// what is uploaded to the host of the API, of gzip -9.
type budget struct {
	Name     string   `json:"name"`
	Gzip     bool     `json:"gzip,omitempty"`
	Files    []string `json:"files"` // plain names; with gzip, in the folder of the hosted API
	Limit    int      `json:"limit"`
	Measured int      `json:"measured"`
}

// weigh prints what weighs what and fails where a limit is passed.
// hosted is the folder of the hosted API.
func weigh(w io.Writer, file, hosted string, plain map[string]string, sizes map[string]int, record bool) error {
	text, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	var budgets []budget
	if err := json.Unmarshal(text, &budgets); err != nil {
		return fmt.Errorf("%s: %w", file, err)
	}
	weight := map[string]int{}
	for name, n := range sizes {
		if p, ok := plain[name]; ok {
			name = p
		}
		weight[name] = n
	}
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(t, "brotli\tlimit\tused\tlast\t ")
	var over []string
	for i, b := range budgets {
		sum, each := 0, make([]int, len(b.Files))
		for k, name := range b.Files {
			if each[k] = weight[name]; b.Gzip { // the same name may be another file there
				if each[k], err = zipped(filepath.Join(hosted, name)); err != nil {
					return err
				}
			}
			sum += each[k]
		}
		fmt.Fprintf(t, "%d\t%d\t%d%%\t%+d\t %s\n", sum, b.Limit, 100*sum/b.Limit, sum-b.Measured, b.Name)
		if len(b.Files) > 1 {
			for k, name := range b.Files {
				fmt.Fprintf(t, "%d\t\t\t\t   %s\n", each[k], name)
			}
		}
		if sum > b.Limit {
			over = append(over, fmt.Sprintf("%s: %d bytes, limit %d", b.Name, sum, b.Limit))
		}
		budgets[i].Measured = sum
	}
	if err := t.Flush(); err != nil {
		return err
	}
	if len(over) > 0 {
		return fmt.Errorf("over the size limit: %s", strings.Join(over, "; "))
	}
	if !record {
		return nil
	}
	text, err = json.MarshalIndent(budgets, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(file, append(text, '\n'), 0o644)
}
