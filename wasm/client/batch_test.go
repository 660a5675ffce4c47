package client

import (
	"bytes"
	"context"
	"io"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/basis"
	"fairbasis/core/unit"
)

type roundTrip func(*http.Request) *http.Response

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r), nil }

func response(r *http.Request, status int, kind string, body []byte) *http.Response {
	return &http.Response{StatusCode: status, Header: http.Header{"Content-Type": {kind}}, Body: io.NopCloser(bytes.NewReader(body)), Request: r}
}

// More calls than one request may hold go in several, in their order.
func TestBatchInParts(t *testing.T) {
	var sizes []int
	c := New("http://api.test", HTTP(&http.Client{Transport: roundTrip(func(r *http.Request) *http.Response {
		body, _ := io.ReadAll(r.Body)
		if len(body) > 2<<20 {
			t.Errorf("a body of %d bytes", len(body))
		}
		n := bytes.Count(body, []byte(`"op"`))
		sizes = append(sizes, n)
		spots := strings.Split(string(body), `"spot":`)[1:]
		var results []string
		for _, s := range spots {
			s = s[:strings.IndexAny(s, ",}")]
			results = append(results, `{"status":200,"reply":{"basis":`+s+`}}`)
		}
		return response(r, 200, "application/json", []byte(`{"results":[`+strings.Join(results, ",")+`]}`))
	})}))
	b := NewBatch(c)
	results := make([]*Result[basis.Result], 2345)
	for i := range results {
		in := basis.Example
		in.Spot = unit.Points(i + 1)
		results[i] = Add(b, basis.Key, in)
	}
	if err := b.Send(context.Background()); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(sizes, []int{1000, 1000, 345}) {
		t.Errorf("parts of %v", sizes)
	}
	for i, r := range results {
		got, err := r.Reply()
		if err != nil || int(got.Basis) != i+1 {
			t.Fatalf("%d: %v, %v", i, got.Basis, err)
		}
	}
	if err := b.Send(context.Background()); err != nil || len(sizes) != 3 {
		t.Errorf("an empty batch was sent: %v", err)
	}
}

// A number of results other than that of the calls is not guessed at.
func TestBatchResults(t *testing.T) {
	for n, ok := range []bool{false, false, true, false} {
		body := `{"results":[` + strings.TrimSuffix(strings.Repeat(`{"status":200,"reply":{}},`, n), ",") + `]}`
		b := NewBatch(answering(t, 200, "application/json", []byte(body)))
		r := Add(b, basis.Key, basis.Example)
		Add(b, basis.Key, basis.Example)
		err := b.Send(context.Background())
		if _, own := r.Reply(); (err == nil) != ok || (own == nil) != ok {
			t.Errorf("%s results: %v, %v", strconv.Itoa(n), err, own)
		}
	}
}
