package client

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"testing"

	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/wasm/api"
)

// Calls of several types are answered in their types; a refused one costs no
// other its reply.
func TestBatch(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	bad := basis.Example
	bad.Spot = -1
	b := NewBatch(c)
	one := Add(b, basis.Key, basis.Example)
	two := Add(b, basis.Key, bad)
	three := Add(b, carry.PriceKey, carry.PriceExample)
	if _, err := one.Reply(); fault.From(err).Code != fault.Unknown {
		t.Errorf("before it is sent: %v", err)
	}
	if err := b.Send(context.Background()); err != nil {
		t.Fatal(err)
	}
	want, _ := basis.Compute(context.Background(), basis.Example)
	if got, err := one.Reply(); err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := two.Reply(); !reflect.DeepEqual(fault.From(err), fault.From(bad.Validate())) {
		t.Errorf("got %v", err)
	}
	price, _ := carry.ComputePrice(context.Background(), carry.PriceExample)
	if got, err := three.Reply(); err != nil || !reflect.DeepEqual(got, price) {
		t.Errorf("got %+v, %v", got, err)
	}
}

// GET and POST of the same request have the same reply.
func TestGet(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	one, err := Get(context.Background(), c, basis.Key, basis.Example)
	if err != nil {
		t.Fatal(err)
	}
	two, err := Do(context.Background(), c, basis.Key, basis.Example)
	if err != nil || !reflect.DeepEqual(one, two) {
		t.Errorf("got %+v, %v, want %+v", one, err, two)
	}
}

// Asked again, an answer that has not changed is not sent again.
func TestGetUnchanged(t *testing.T) {
	var asked []string
	h := api.New(api.Options{Build: "one"})
	base := serve(t, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		rec := &status{ResponseWriter: w}
		h.ServeHTTP(rec, r)
		asked = append(asked, fmt.Sprint(r.Method, " ", rec.status))
	}))
	c := New(base)
	var first basis.Result
	for i := range 3 {
		got, err := Get(context.Background(), c, basis.Key, basis.Example)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			first = got
		} else if !reflect.DeepEqual(got, first) {
			t.Errorf("got %+v, want %+v", got, first)
		}
	}
	h = api.New(api.Options{Build: "two"}) // a new engine may answer otherwise
	if _, err := Get(context.Background(), c, basis.Key, basis.Example); err != nil {
		t.Fatal(err)
	}
	if want := []string{"GET 200", "GET 304", "GET 304", "GET 200"}; !reflect.DeepEqual(asked, want) {
		t.Errorf("got %v, want %v", asked, want)
	}
}

type status struct {
	http.ResponseWriter
	status int
}

func (s *status) WriteHeader(n int) { s.status = n; s.ResponseWriter.WriteHeader(n) }
