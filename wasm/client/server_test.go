package client

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/catalog"
	"fairbasis/core/catalog/hosted"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/roll"
	"fairbasis/core/study"
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

// A file goes with the request, and says what the request leaves out.
func TestDoCSV(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	in := study.DistributionInput{}
	in.Product, in.Value = "IF", "rate"
	got, err := DoCSV(context.Background(), c, study.DistributionKey, in, hosted.CleanFile())
	if err != nil {
		t.Fatal(err)
	}
	of := func(symbol string) market.Source { return market.Source{Ref: hosted.Body, Symbol: symbol} }
	index := of("000300")
	in.Futures, in.Index = []market.Source{of("IF2409"), of("IF2412")}, &index
	want, err := op.Do(hosted.WithFile(context.Background(), hosted.Body, hosted.CleanFile()), catalog.All, study.DistributionKey, in)
	if err != nil || !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v, want %+v, %v", got, want, err)
	}

	_, err = DoCSV(context.Background(), c, study.DistributionKey, in, hosted.File())
	if f := fault.From(err); f.Code != fault.Invalid || len(f.Fields) == 0 || f.Fields[0].Code != "bad_row" || f.Fields[0].Params["row"] != "27" {
		t.Errorf("a file with mistakes: %v", err)
	}
}

// What comes back is what the shape leaves, in the form it asks for.
func TestShaped(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	ctx := context.Background()
	for want, s := range map[string]Shape{
		`{"rounding":"nearest"}`:          {Fields: []string{"rounding"}},
		"path,value\r\nrounding,nearest":  {Fields: []string{"rounding"}, CSV: true},
		`{"lots":118,"hedged":101763200}`: {Fields: []string{"lots", "hedged"}, Tail: 3, Columns: true},
	} {
		in := roll.LotsInput{Portfolio: 1e8, Beta: 1.02, Futures: 4312, Multiplier: 200}
		a, err := Shaped(ctx, c, roll.LotsKey, in, s)
		if got := strings.TrimSpace(string(a.Body)); err != nil || got != want || a.RequestID == "" || a.Status != 200 {
			t.Errorf("got %q, %v, want %q", got, err, want)
		}
	}
	_, err := Shaped(ctx, c, basis.Key, basis.Example, Shape{Fields: []string{"dat"}})
	if f := fault.From(err); len(f.Fields) != 1 || f.Fields[0].Path != "fields" {
		t.Errorf("a field that is not there: %v", err)
	}
}
