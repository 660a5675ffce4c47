//go:build !js

package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"fairbasis/wasm/api"
)

// BenchmarkCompressedAnswer is a table of 61 x 61 cells, computed and written,
// as it is and compressed: what compressing costs beside the answer itself.
func BenchmarkCompressedAnswer(b *testing.B) {
	const grid = `{"contract":"IM2412","date":"2024-09-13","spot":4413.187,"futures":4312,"rate":0.03,"dividends":{"points":0},"costs":{"futures_fee":0.000023,"stock_cost":0.001,"stock_loan_fee":0.106,"futures_margin":0.2,"short_margin":0.5},` +
		`"x":{"variable":"spot","from":4300,"to":4500,"steps":60},"y":{"variable":"dividends.points","to":60,"steps":60},"output":"reverse"}`
	h := shelled(&config{}, api.New(api.Options{Build: "bench"}))
	for _, accepted := range []string{"", "gzip"} {
		b.Run("accept-"+accepted, func(b *testing.B) {
			var sent int
			for b.Loop() {
				r := httptest.NewRequest("POST", "/v1/surface", strings.NewReader(grid))
				r.Header.Set("Content-Type", "application/json")
				r.Header.Set("Accept-Encoding", accepted)
				w := &sink{header: http.Header{}}
				h.ServeHTTP(w, r)
				if w.status != 200 {
					b.Fatalf("%d %s", w.status, w.first)
				}
				sent = w.n
			}
			b.ReportMetric(float64(sent), "bytes")
		})
	}
}

// sink counts what is written to it.
type sink struct {
	header    http.Header
	status, n int
	first     string
}

func (s *sink) Header() http.Header { return s.header }
func (s *sink) WriteHeader(c int)   { s.status = c }
func (s *sink) Write(p []byte) (int, error) {
	if s.n == 0 {
		s.first = string(p[:min(len(p), 300)])
	}
	s.n += len(p)
	return io.Discard.Write(p)
}
