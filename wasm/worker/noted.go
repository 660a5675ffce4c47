//go:build !js

package main

import (
	"log"
	"net/http"
	"strings"
	"time"

	"fairbasis/core/catalog"
)

// noted writes a line for each request: method, address, status, bytes, time
// and request id. The address only where it is one of ours and without its
// query; neither bodies nor who asked.
func noted(on bool, pages *site, next http.Handler) http.Handler {
	if !on {
		return next
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		n := &note{ResponseWriter: w}
		defer func() {
			log.Printf("%s %s %d %d %s %s", method(r.Method), ours(pages, r.URL.Path), n.status, n.bytes,
				time.Since(start).Round(10*time.Microsecond), n.Header().Get("X-Request-Id"))
		}()
		next.ServeHTTP(n, r)
	})
}

func ours(pages *site, address string) string {
	if name, ok := strings.CutPrefix(address, "/v1/"); ok {
		switch name {
		case "", "batch", "health", "version":
			return address
		}
		if catalog.All.Has(name) {
			return address
		}
		return "/v1/..."
	}
	if name, _ := pages.find(address); name != "" {
		return "/" + name
	}
	return "/..."
}

func method(m string) string {
	switch m {
	case http.MethodGet, http.MethodHead, http.MethodPost, http.MethodOptions:
		return m
	}
	return "OTHER"
}

// note counts what goes through it.
type note struct {
	http.ResponseWriter
	status, bytes int
}

func (n *note) WriteHeader(status int) {
	if n.status == 0 {
		n.status = status
	}
	n.ResponseWriter.WriteHeader(status)
}

func (n *note) Write(p []byte) (int, error) {
	if n.status == 0 {
		n.status = http.StatusOK
	}
	count, err := n.ResponseWriter.Write(p)
	n.bytes += count
	return count, err
}
