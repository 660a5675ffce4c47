package client

import (
	"context"
	"fmt"
	"net/url"
	"reflect"
	"strings"
	"testing"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
	"fairbasis/wasm/api"
)

func TestLongGetIsPosted(t *testing.T) {
	c := New(serve(t, api.New(api.Options{})))
	in := carry.CurveExample
	for len(in.Contracts) < 600 {
		in.Contracts = append(in.Contracts, in.Contracts[0])
	}
	_, get := Get(context.Background(), c, carry.CurveKey, in)
	_, post := Do(context.Background(), c, carry.CurveKey, in)
	if get == nil || !reflect.DeepEqual(fault.From(get), fault.From(post)) {
		t.Errorf("got %v, want %v", get, post)
	}
}

func TestQuery(t *testing.T) {
	type row struct {
		ExDate string      `json:"ex_date"`
		Points unit.Points `json:"points"`
	}
	in := struct {
		Contract string           `json:"contract"`
		Rate     unit.Rate        `json:"rate"`
		Own      bool             `json:"own"`
		Empty    string           `json:"empty"`
		None     []int            `json:"none"`
		Nothing  *row             `json:"nothing"`
		Cash     []row            `json:"cash"`
		Deep     map[string][]int `json:"deep"`
	}{Contract: "IM2412&a=b", Rate: 0.035, Own: true, None: []int{}, Cash: []row{{"2024-09-20", 3}, {"2024-09-23", 0.1}}, Deep: map[string][]int{"x": {1, 2}}}
	q, err := Query(in)
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{
		"contract": {"IM2412&a=b"}, "rate": {"0.035"}, "own": {"true"}, "empty": {""},
		"cash.0.ex_date": {"2024-09-20"}, "cash.0.points": {"3"}, "cash.1.ex_date": {"2024-09-23"}, "cash.1.points": {"0.1"},
		"deep.x.0": {"1"}, "deep.x.1": {"2"},
	}
	if !reflect.DeepEqual(q, want) {
		t.Errorf("got  %v\nwant %v", q, want)
	}
}

// The answers that are kept are few, and the newest.
func TestKept(t *testing.T) {
	var k answers
	for i := range 1000 {
		k.put(fmt.Sprint(i), Answer{Body: []byte("x")})
	}
	if _, ok := k.get("999"); !ok || len(k.of) != keptAnswers || len(k.order) != keptAnswers || k.size != keptAnswers {
		t.Errorf("%d kept, %d in order, %d bytes", len(k.of), len(k.order), k.size)
	}
	long := []byte(strings.Repeat("x", keptBytes/2))
	for i := range 5 {
		k.put("long"+fmt.Sprint(i%3), Answer{Body: long})
	}
	if k.size > keptBytes || len(k.of) != 2 {
		t.Errorf("%d bytes in %d answers", k.size, len(k.of))
	}
	k.put("longer", Answer{Body: append(long, append(long, 'x')...)})
	if _, ok := k.get("longer"); ok {
		t.Error("an answer longer than all that is kept was kept")
	}
}
