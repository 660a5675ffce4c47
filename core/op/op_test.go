package op

import (
	"context"
	"encoding/json"
	"errors"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

type base struct {
	Spot unit.Points `json:"spot" doc:"index level"`
}

type leg struct {
	Lots int `json:"lots"`
}

type request struct {
	base
	Rate  *unit.Rate `json:"rate,omitempty" doc:"per year"`
	Side  string     `json:"side,omitempty" enum:"long,short"`
	Legs  []leg      `json:"legs,omitempty"`
	Exact bool       `json:"exact,omitempty"`
}

func (r request) Validate() error {
	var fs fault.Fields
	if r.Spot <= 0 {
		fs.Add("spot", "not_positive", "must be above 0")
	}
	if len(r.Legs) > 2 {
		fs.Add("legs", "too_many", "at most 2 legs")
	}
	return fs.Err()
}

type reply struct {
	Double unit.Points           `json:"double"`
	Half   unit.Maybe[unit.Rate] `json:"half"`
}

const key = Key[request, reply]("double")

var set = NewSet(New(key, "Double", request{base: base{Spot: 2}}, func(_ context.Context, in request) (reply, error) {
	if in.Exact {
		panic("exact")
	}
	return reply{Double: 2 * in.Spot, Half: unit.None[unit.Rate](unit.ExpiryDay)}, nil
}))

func TestCall(t *testing.T) {
	got, err := set.Call(context.Background(), "double", []byte(`{"spot":3,"rate":0.1,"legs":[{"lots":2}]}`))
	if want := `{"double":6,"half":{"undefined":"expiry_day"}}`; err != nil || string(got) != want {
		t.Errorf("got %s, %v, want %s", got, err, want)
	}
	var r reply
	if err := json.Unmarshal(got, &r); err != nil || r.Half.Why() != unit.ExpiryDay {
		t.Errorf("reply does not read back: %v %v", r, err)
	}
}

func TestDoInPlace(t *testing.T) {
	got, err := Do(context.Background(), set, key, request{base: base{Spot: 4}})
	if err != nil || got.Double != 8 {
		t.Errorf("got %v, %v, want 8", got.Double, err)
	}
	if _, err := Do(context.Background(), set, Key[request, reply]("treble"), request{}); fault.From(err).Code != fault.Unknown {
		t.Errorf("got %v, want unknown", err)
	}
	if _, err := Do(context.Background(), set, key, request{}); fault.From(err).Code != fault.Invalid {
		t.Errorf("Validate was not asked: %v", err)
	}
}

// TestRefusals holds bad bodies with the paths and words each must be refused with.
func TestRefusals(t *testing.T) {
	for _, c := range []struct{ body, want string }{
		{``, "the body is empty"},
		{`[1]`, "must be an object, got a list"},
		{`{"spot":3} x`, "text follows the JSON object"},
		{`{"spot":NaN}`, "not JSON"},
		{`{"spot":1e999}`, "spot: 1e999 is beyond the range of a double"},
		{`{"spot":"3"}`, `spot: must be a number, got the text "3"`},
		{`{"spot":null}`, "spot: must not be null; leave the field out instead"},
		{`{"sopt":3}`, `sopt: no such field; did you mean "spot"?`},
		{`{"spot":3,"zzzzzz":1}`, "zzzzzz: no such field; known are spot, rate, side, legs, exact"},
		{`{"spot":3,"legs":[{"lots":1},{"lots":1.5}]}`, "legs.1.lots: must be a whole number, got 1.5"},
		{`{"spot":3,"legs":{}}`, "legs: must be a list, got an object"},
		{`{"spot":3,"exact":1}`, "exact: must be true or false, got the number 1"},
		{`{"spot":true,"legs":[[]],"nope":1}`, "3 fields were refused"},
		{`{"spot":-1,"legs":[{"lots":1},{"lots":1},{"lots":1}]}`, "2 fields were refused: spot: must be above 0; legs: at most 2 legs"},
	} {
		_, err := set.Call(context.Background(), "double", []byte(c.body))
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid || !strings.Contains(f.Error(), c.want) {
			t.Errorf("%s\n got %v\nwant %s", c.body, err, c.want)
		}
	}
}

func TestUnknownAndPanic(t *testing.T) {
	_, err := set.Call(context.Background(), "duoble", []byte(`{}`))
	if f := fault.From(err); f.Code != fault.Unknown || !strings.Contains(f.Message, `did you mean "double"`) {
		t.Errorf("got %v", err)
	}
	_, err = set.Call(context.Background(), "double", []byte(`{"spot":1,"exact":true}`))
	if f := fault.From(err); f.Code != fault.Internal || !strings.Contains(f.Message, "panic: exact") {
		t.Errorf("got %v", err)
	}
	defer func() {
		if recover() == nil {
			t.Error("two operations of one name were accepted")
		}
	}()
	NewSet(set.Ops()[0], set.Ops()[0])
}

func TestSchema(t *testing.T) {
	got, _ := json.Marshal(Schema(reflect.TypeFor[request]()))
	want := `{"additionalProperties":false,"properties":{` +
		`"exact":{"type":"boolean"},` +
		`"legs":{"items":{"additionalProperties":false,"properties":{"lots":{"type":"integer"}},"required":["lots"],"type":"object"},"type":"array"},` +
		`"rate":{"description":"per year (decimal rate, 0.01 is 1 %)","type":"number"},` +
		`"side":{"enum":["long","short"],"type":"string"},` +
		`"spot":{"description":"index level (index points)","type":"number"}},` +
		`"required":["spot"],"type":"object"}`
	if string(got) != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

func TestTick(t *testing.T) {
	if err := Tick(context.Background(), 1, 2); err != nil {
		t.Errorf("nobody listens: %v", err)
	}
	var seen []int
	ctx, cancel := context.WithCancel(WithTick(context.Background(), func(done, total int) error {
		seen = append(seen, done, total)
		return nil
	}))
	if err := Tick(ctx, 3, 9); err != nil {
		t.Error(err)
	}
	cancel()
	if err := Tick(ctx, 4, 9); fault.From(err).Code != fault.Canceled {
		t.Errorf("after cancel: %v", err)
	}
	if !reflect.DeepEqual(seen, []int{3, 9, 4, 9}) {
		t.Errorf("ticks: %v", seen)
	}
}

func FuzzDecode(f *testing.F) {
	for _, s := range []string{`{"spot":3}`, `{"legs":[{"lots":9e99}]}`, `[[[`, `{"":{}}`, "\xff"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, body []byte) {
		var r request
		err := Decode(body, &r)
		if err == nil && !unit.Finite(r.Spot) {
			t.Errorf("accepted %q as %v", body, r.Spot)
		}
		if f := fault.From(err); f != nil && f.Code != fault.Invalid {
			t.Errorf("%q: %v", body, err)
		}
	})
}

// TestPart: 5 of 10 of a part that is 100 to 300 of 400 are 200 of 400, and
// who is told may stop the part.
func TestPart(t *testing.T) {
	var got [][2]int
	ctx := WithTick(context.Background(), func(done, total int) error {
		got = append(got, [2]int{done, total})
		if done == 300 {
			return fault.New(fault.Canceled, "enough")
		}
		return nil
	})
	part := Part(ctx, 100, 300, 400)
	for _, done := range []int{0, 5} {
		if err := Tick(part, done, 10); err != nil {
			t.Error(err)
		}
	}
	if err := Tick(part, 10, 10); fault.From(err) == nil || fault.From(err).Code != fault.Canceled {
		t.Errorf("got %v, want the stop", err)
	}
	if want := [][2]int{{100, 400}, {200, 400}, {300, 400}}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}
