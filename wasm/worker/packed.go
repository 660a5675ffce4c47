//go:build !js

package main

import (
	"bytes"
	"compress/gzip"
	"net/http"
	"strconv"
	"strings"
	"sync"
)

// worth is the shortest answer that is compressed, in bytes: below it the
// header weighs as much as is saved.
const worth = 1 << 10

// packed compresses a long answer of the API for who takes that, as the host's
// edge does. The handler writes an answer in one piece after its length.
type packed struct {
	http.ResponseWriter
	request *http.Request
	pack    bool
	status  int
	written bool
}

var zippers = sync.Pool{New: func() any {
	z, _ := gzip.NewWriterLevel(nil, gzip.BestSpeed) // the level is right
	return z
}}

func (p *packed) WriteHeader(status int) {
	if p.written || p.pack {
		return
	}
	h := p.Header()
	if n, err := strconv.Atoi(h.Get("Content-Length")); err == nil && n >= worth && h.Get("Content-Encoding") == "" && p.request.Method != http.MethodHead {
		h.Add("Vary", "Accept-Encoding")
		if takes(p.request.Header.Get("Accept-Encoding"), "gzip") {
			p.pack, p.status = true, status
			return
		}
	}
	p.written = true
	p.ResponseWriter.WriteHeader(status)
}

func (p *packed) Write(body []byte) (int, error) {
	if !p.pack {
		p.written = true
		return p.ResponseWriter.Write(body)
	}
	var out bytes.Buffer
	out.Grow(len(body) / 4)
	z := zippers.Get().(*gzip.Writer)
	defer zippers.Put(z)
	z.Reset(&out)
	_, _ = z.Write(body) // into memory
	_ = z.Close()
	h := p.Header()
	h.Set("Content-Encoding", "gzip")
	h.Set("Content-Length", strconv.Itoa(out.Len()))
	if tag := h.Get("ETag"); strings.HasPrefix(tag, `"`) {
		h.Set("ETag", "W/"+tag) // the same answer in other bytes
	}
	p.pack, p.written = false, true
	p.ResponseWriter.WriteHeader(p.status)
	if _, err := p.ResponseWriter.Write(out.Bytes()); err != nil {
		return 0, err
	}
	return len(body), nil
}
