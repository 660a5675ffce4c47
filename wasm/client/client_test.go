package client

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"sync/atomic"
	"testing"

	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/fit"
	"fairbasis/core/op"
	"fairbasis/core/spread"
	"fairbasis/wasm/api"
)

// serve is the API on a port of this machine.
func serve(t testing.TB, h http.Handler) string {
	t.Helper()
	s := httptest.NewServer(h)
	t.Cleanup(s.Close)
	return s.URL
}

// same holds the reply of the API against the one computed in place.
func same[In op.Request, Out any](t *testing.T, c *Client, key op.Key[In, Out], in In, compute op.Func[In, Out]) {
	t.Helper()
	want, err := compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if got, err := Do(context.Background(), c, key, in); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("%s: got %+v, %v, want %+v", key, got, err, want)
	}
}

// The reply of the API, in its type, is the reply of the operation in place.
func TestDo(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	same(t, c, basis.Key, basis.Example, basis.Compute)
	same(t, c, carry.PriceKey, carry.PriceExample, carry.ComputePrice)
	same(t, c, arb.Key, arb.Example, arb.Compute)
	same(t, c, arb.SurfaceKey, arb.SurfaceExample, arb.ComputeSurface)
	same(t, c, spread.Key, spread.Example, spread.Compute)
	same(t, c, fit.Key, fit.Example, fit.Compute)
}

// A refusal names the fields that the operation refuses in place, whatever the
// language of the problem.
func TestRefusal(t *testing.T) {
	base := serve(t, api.New(api.Options{}))
	in := basis.Example
	in.Spot, in.Futures = -1, 0
	want := in.Validate()
	for _, lang := range []string{"en", "zh"} {
		_, err := Do(context.Background(), New(base, Lang(lang)), basis.Key, in)
		var f *fault.Error
		if !errors.As(err, &f) || !reflect.DeepEqual(f, fault.From(want)) {
			t.Errorf("%s: got %+v, want %+v", lang, err, want)
		}
		var e *Error
		if !errors.As(err, &e) || e.Status != 422 || e.Problem == nil || e.Problem.Code != "invalid" || e.Op != "basis" {
			t.Errorf("%s: got %+v", lang, e)
		}
	}
}

func TestUnknownOperation(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	for _, key := range []op.Key[basis.Input, basis.Result]{"basiss", "a/b", "../health", "?", ""} {
		_, err := Do(context.Background(), c, key, basis.Example)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Unknown && f.Code != "method" {
			t.Errorf("%q: %v", key, err)
		}
	}
}

// What cannot be written as JSON never leaves.
func TestUnwritable(t *testing.T) {
	var asked atomic.Int32
	c := New(serve(t, http.HandlerFunc(func(http.ResponseWriter, *http.Request) { asked.Add(1) })))
	in := basis.Example
	in.Spot /= 0 * in.Spot
	b := NewBatch(c)
	r := Add(b, basis.Key, in)
	_, one := Do(context.Background(), c, basis.Key, in)
	_, two := Get(context.Background(), c, basis.Key, in)
	_, three := r.Reply()
	_, four := Shaped(context.Background(), c, basis.Key, in, Shape{})
	_, five := DoCSV(context.Background(), c, basis.Key, in, nil)
	if err := b.Send(context.Background()); err != nil {
		t.Error(err)
	}
	for i, err := range []error{one, two, three, four, five} {
		if fault.From(err).Code != fault.Invalid {
			t.Errorf("%d: %v", i+1, err)
		}
	}
	if asked.Load() != 0 {
		t.Error("it was asked")
	}
}

// A member of a newer server is left out; one of another kind is an error.
func TestReadReply(t *testing.T) {
	for body, ok := range map[string]bool{
		`{"date":"2024-09-13","newer":{"a":[1]}}`: true,
		`{"date":5}`: false, `[]`: false, `"x"`: false, ``: false, `{"date":"2024-09-13"}}`: false, `{"date":`: false,
	} {
		c := New(serve(t, http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "application/json; charset=utf-8")
			_, _ = w.Write([]byte(body))
		})))
		_, err := Do(context.Background(), c, basis.Key, basis.Example)
		if (err == nil) != ok || err != nil && fault.From(err).Code != fault.Internal {
			t.Errorf("%s: %v", body, err)
		}
	}
}

// A page of something on the way is not taken for a reply.
func TestNotJSON(t *testing.T) {
	for status, code := range map[int]fault.Code{200: "internal", 404: "unknown", 413: "too_large", 500: "internal", 502: "unavailable", 301: "internal", 204: "internal"} {
		c := New(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			w.Header().Set("Location", r.URL.Path)
			w.Header().Set("Content-Type", "text/html")
			w.WriteHeader(status)
			if status != 204 {
				_, _ = w.Write([]byte(strings.Repeat("<html>", 3)))
			}
		})))
		_, err := Do(context.Background(), c, basis.Key, basis.Example)
		var e *Error
		if !errors.As(err, &e) || e.Status != status || fault.From(err).Code != code || e.Problem != nil {
			t.Errorf("%d: %v", status, err)
		}
	}
}

// The request says what it is and what it wants, and no more.
func TestHeaders(t *testing.T) {
	got := make(chan *http.Request, 1)
	c := New(serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { got <- r }))+"/", Lang("zh"))
	_, _ = Shaped(context.Background(), c, basis.Key, basis.Example, Shape{Fields: []string{"basis", "carry.net"}, Tail: 3, Columns: true, CSV: true, Sheet: "a.b"})
	r := <-got
	want := "POST /v1/basis?columns=true&fields=basis%2Ccarry.net&sheet=a.b&tail=3 application/json text/csv zh"
	if text := strings.Join([]string{r.Method, r.URL.String(), r.Header.Get("Content-Type"), r.Header.Get("Accept"), r.Header.Get("Accept-Language")}, " "); text != want {
		t.Errorf("got  %s\nwant %s", text, want)
	}
	if r.Header.Get("Cookie") != "" || r.Header.Get("Referer") != "" || r.Header.Get("Authorization") != "" {
		t.Errorf("headers: %v", r.Header)
	}
}
