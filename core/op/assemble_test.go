package op_test

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/json"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
)

type asked struct {
	Name   string    `json:"name"`
	Size   float64   `json:"size"`
	Count  int       `json:"count,omitempty"`
	On     bool      `json:"on,omitempty"`
	Maybe  *float64  `json:"maybe,omitempty"`
	Values []float64 `json:"values,omitempty"`
	Rows   []row     `json:"rows,omitempty"`
	Inner  row       `json:"inner,omitzero"`
}

type row struct {
	X float64 `json:"x"`
	Y string  `json:"y,omitempty"`
}

func (asked) Validate() error { return nil }

var askedOp = op.New(op.Key[asked, asked]("asked"), "Says what it was asked", asked{Name: "a"},
	func(_ context.Context, in asked) (asked, error) { return in, nil })

// plain reads numbers as they stand in JSON.
func plain(_ reflect.Type, text string) (json.Number, error) {
	if v, err := json.Parse([]byte(text)); err == nil {
		if n, ok := v.(json.Number); ok {
			return n, nil
		}
	}
	return "", fault.About(fault.Invalid, "", "not_a_number", "is no number")
}

func pairs(query string) []op.Pair {
	var out []op.Pair
	for p := range strings.SplitSeq(query, "&") {
		path, text, _ := strings.Cut(p, "=")
		out = append(out, op.Pair{Path: path, Text: text})
	}
	return out
}

func TestAssemble(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"name=a b&size=1.50", `{"name":"a b","size":1.5}`},
		{"name=&size=1e3&count=3&on=true", `{"name":"","size":1000,"count":3,"on":true}`},
		{"name=1&size=2&maybe=0&values=1,2.5,-3", `{"name":"1","size":2,"maybe":0,"values":[1,2.5,-3]}`},
		{"name=n&size=0&values.1=5&values.0=4", `{"name":"n","size":0,"values":[4,5]}`},
		{"rows.1.x=2&rows.0.y=a&rows.1.y=b&name=n&size=0&rows.0.x=1", `{"name":"n","size":0,"rows":[{"x":1,"y":"a"},{"x":2,"y":"b"}]}`},
		{"inner.x=7&name=n&size=0", `{"name":"n","size":0,"inner":{"x":7}}`},
		{"name=n&size=0&count=&on= &maybe=&values=&inner=", `{"name":"n","size":0}`}, // a form with nothing filled in
	} {
		body, err := askedOp.Assemble(pairs(c.query), plain)
		if err != nil {
			t.Errorf("%s: %v", c.query, err)
			continue
		}
		if got, err := askedOp.Canonical(body); err != nil || string(got) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.query, got, err, c.want)
		}
	}
}

func TestAssembleRefuses(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"size=", "size:not_a_number"},
		{"size=1&size=2", "size:given_twice"},
		{"sise=1&name.x=2", "name:wrong_kind sise:unknown_field"},
		{"inner=1", "inner:wrong_kind"},
		{"inner=1&inner.x=2", "inner:whole"},
		{"values=1&values.0=2", "values:whole"},
		{"values=1,,x", "values.1:not_a_number values.2:not_a_number"},
		{"values.1=1", "values:gap"},
		{"values.00=1", "values:gap"},
		{"values.99999999999999999999=1", "values:gap"},
		{"rows=1,2", "rows.0:wrong_kind rows.1:wrong_kind"},
		{"rows.0.z=1&rows.0.x=a", "rows.0.x:not_a_number rows.0.z:unknown_field"},
		{"on=yes", "on:unknown_choice"},
		{"=1&.x=1&x..y=2&x.=3", ":unknown_member :unknown_member :unknown_member :unknown_member"},
	} {
		_, err := askedOp.Assemble(pairs(c.query), plain)
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: got %s, want %s", c.query, got, c.want)
		}
	}
	_, err := askedOp.Canonical([]byte(`{"count":1.5}`))
	var f *fault.Error
	if !errors.As(err, &f) || f.Fields[0].Path != "count" {
		t.Errorf("a body that is refused: %v", err)
	}
}

func TestFind(t *testing.T) {
	set := op.NewSet(askedOp)
	if o, ok := set.Find("asked"); !ok || strings.Join(o.Members(), " ") != "name size count on maybe values rows inner" {
		t.Errorf("found %v, %v", o.Members(), ok)
	}
	if _, ok := set.Find("other"); ok {
		t.Error("found what is not there")
	}
}
