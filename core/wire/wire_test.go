package wire

import (
	"context"
	"encoding/json"
	"errors"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

type series struct {
	Name string    `json:"name"`
	Z    op.Column `json:"z"`
}

type reply struct {
	X      op.Column `json:"x"`
	Empty  op.Column `json:"empty"`
	Series []series  `json:"series"`
	Inner  *series   `json:"inner,omitempty"`
	N      int       `json:"n"`
}

func TestPackRoundTrip(t *testing.T) {
	build := func() reply {
		return reply{
			X: op.Column{1, math.Pi, -2.5}, Series: []series{{"a", op.Column{}}, {"b", op.Column{7}}, {"c", nil}},
			Inner: &series{"i", op.Column{8, 9}}, N: 3,
		}
	}
	m, err := Pack(build())
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(m.Body), "3.14") {
		t.Errorf("the body holds column values: %s", m.Body)
	}
	if len(m.Columns) != 4 {
		t.Errorf("got %d buffers, want 4", len(m.Columns))
	}
	var got reply
	if err := Unpack(m, &got); err != nil {
		t.Fatal(err)
	}
	a, _ := json.Marshal(got)
	b, _ := json.Marshal(build())
	if string(a) != string(b) {
		t.Errorf("round trip:\n got %s\nwant %s", a, b)
	}
	if got.Empty != nil || got.Series[2].Z != nil {
		t.Error("a missing column came back as one")
	}
}

// TestPackLeavesItsValue: a request is asked once more when a program ends.
func TestPackLeavesItsValue(t *testing.T) {
	r := reply{X: op.Column{1, 2}, Series: []series{{"a", op.Column{3}}}}
	d := documents{More: []op.File{{Name: "b", Bytes: []byte("x")}}}
	for range 2 {
		if m, err := Pack(r); err != nil || len(m.Columns) != 2 || m.Columns[1][0] != 3 {
			t.Errorf("got %v, %v", m.Columns, err)
		}
		if m, err := Pack(d); err != nil || len(m.Files) != 1 || d.More[0].Kept != 0 {
			t.Errorf("got %v, %v", m.Files, err)
		}
	}
}

// TestColumnsOfARequest: they may come beside the JSON or in it.
func TestColumnsOfARequest(t *testing.T) {
	m, err := Pack(sums{Of: op.Column{1, 2, 4}})
	if err != nil || len(m.Columns) != 1 {
		t.Fatalf("got %+v, %v", m, err)
	}
	for _, c := range []struct {
		body    string
		columns []op.Column
		want    string
	}{
		{string(m.Body), m.Columns, "7"},
		{`{"of":[1,2,4]}`, nil, "7"},
		{`{"of":[1]}`, m.Columns, "beyond the 1"},
	} {
		e, out := host()
		e.Handle(Message{Version: Version, Op: "sum", Body: []byte(c.body), Columns: c.columns})
		m := <-out
		got := string(m.Body)
		if m.Fault != nil {
			got = m.Fault.Error()
		}
		if !strings.Contains(got, c.want) {
			t.Errorf("%s: got %s, want %s", c.body, got, c.want)
		}
	}
}

func TestUnpackRefusesForeignColumns(t *testing.T) {
	for _, body := range []string{`{"x":[0]}`, `{"x":[-1]}`, `{"x":[1,2]}`, `{"x":[]}`} {
		var got reply
		if err := Unpack(Message{Body: []byte(body)}, &got); err == nil {
			t.Errorf("%s: accepted", body)
		}
	}
}

type documents struct {
	File op.File   `json:"file"`
	More []op.File `json:"more"`
}

func TestDocumentsStayOutside(t *testing.T) {
	secret := []byte("not for the page's memory")
	m, err := Pack(documents{op.File{Name: "a.csv", Type: "text/csv", Bytes: secret}, []op.File{{Name: "none"}, {Name: "b", Bytes: []byte{}}}})
	if err != nil {
		t.Fatal(err)
	}
	if strings.Contains(string(m.Body), "bytes") || len(m.Files) != 2 || string(m.Files[0]) != string(secret) {
		t.Fatalf("body %s with %d contents", m.Body, len(m.Files))
	}
	var got documents
	if err := Unpack(m, &got); err != nil || string(got.File.Bytes) != string(secret) || got.File.Kept != 0 || got.More[1].Bytes == nil {
		t.Errorf("between programs: got %+v, %v", got, err)
	}
	m.Files, m.Kept = nil, []int{71, 72}
	got = documents{}
	if err := Unpack(m, &got); err != nil {
		t.Fatal(err)
	}
	if got.File.Kept != 71 || got.File.Name != "a.csv" || got.More[0].Kept != 0 || got.More[1].Kept != 72 {
		t.Errorf("got %+v", got)
	}
	for _, body := range []string{`{"file":{"kept":3}}`, `{"more":[{"kept":-1}]}`} {
		if err := Unpack(Message{Body: []byte(body), Kept: []int{1, 2}}, &got); err == nil {
			t.Errorf("%s: accepted", body)
		}
	}
}

type ask struct {
	Steps int  `json:"steps"`
	Panic bool `json:"panic,omitempty"`
}

func (a ask) Validate() error {
	var fs fault.Fields
	if a.Steps < 0 {
		fs.Add("steps", "negative", "must not be negative")
	}
	return fs.Err()
}

const countKey = op.Key[ask, reply]("count")

type sums struct {
	Of op.Column `json:"of"`
}

func (sums) Validate() error { return nil }

// needKey asks another program for the number of steps.
const (
	sumKey  = op.Key[sums, reply]("sum")
	needKey = op.Key[ask, reply]("need")
)

type engineKey struct{}

var set = op.NewSet(op.New(sumKey, "Sum", sums{}, func(_ context.Context, in sums) (reply, error) {
	sum := 0.0
	for _, x := range in.Of {
		sum += x
	}
	return reply{N: int(sum)}, nil
}), op.New(needKey, "Need", ask{}, func(ctx context.Context, in ask) (reply, error) {
	m, err := ctx.Value(engineKey{}).(*Engine).Need(ctx, "steps", []byte("question"))
	if err != nil {
		return reply{}, err
	}
	return reply{N: len(m.Body) + len(m.Files[0])}, nil
}), op.New(countKey, "Count", ask{Steps: 3}, func(ctx context.Context, in ask) (reply, error) {
	if in.Panic {
		panic("on purpose")
	}
	for i := range in.Steps {
		if err := op.Tick(ctx, i, in.Steps); err != nil {
			return reply{}, err
		}
		if in.Steps > 1000 {
			time.Sleep(time.Millisecond)
		}
	}
	return reply{X: op.Column{float64(in.Steps)}, N: in.Steps}, nil
}))

// host runs an engine whose messages arrive on a channel.
func host() (*Engine, chan Message) {
	out := make(chan Message, 100)
	return &Engine{Set: set, Post: func(m Message) { out <- m }, Yield: func(report func()) { report() }}, out
}

type guestKey struct{}

func TestEngineBeginsWithItsContext(t *testing.T) {
	who := op.NewSet(op.New(countKey, "Who", ask{}, func(ctx context.Context, _ ask) (reply, error) {
		n, _ := ctx.Value(guestKey{}).(int)
		return reply{N: n}, nil
	}))
	out := make(chan Message, 1)
	e := &Engine{Set: who, Post: func(m Message) { out <- m }, Yield: func(func()) {}}
	e.Context = func() context.Context { return context.WithValue(context.Background(), guestKey{}, 7) }
	e.Handle(Message{Version: Version, Op: "count", Body: []byte(`{}`)})
	if m := <-out; !strings.Contains(string(m.Body), `"n":7`) {
		t.Errorf("got %s", m.Body)
	}
}

func TestEngineAnswersWithProgress(t *testing.T) {
	e, out := host()
	e.Handle(Message{Version: Version, ID: 5, Op: "count", Body: []byte(`{"steps":2}`)})
	var progress []int
	for m := range out {
		if m.ID != 5 {
			t.Fatalf("answer for %d", m.ID)
		}
		if m.Total > 0 {
			progress = append(progress, m.Done)
			continue
		}
		if m.Fault != nil || len(m.Columns) != 1 || m.Columns[0][0] != 2 {
			t.Fatalf("got %+v", m)
		}
		break
	}
	if !slices.Equal(progress, []int{0, 1}) {
		t.Errorf("progress: got %v, want [0 1]", progress)
	}
}

func TestEngineFaults(t *testing.T) {
	for _, c := range []struct {
		name string
		m    Message
		code fault.Code
		text string
	}{
		{"refused", Message{Version: Version, Op: "count", Body: []byte(`{"steps":-1}`)}, fault.Invalid, "negative"},
		{"unknown", Message{Version: Version, Op: "cuont", Body: []byte(`{}`)}, fault.Unknown, `"count"`},
		{"panic", Message{Version: Version, Op: "count", Body: []byte(`{"steps":1,"panic":true}`)}, fault.Internal, "on purpose"},
		{"version", Message{Version: Version + 1, Op: "count", Body: []byte(`{}`)}, fault.Internal, "reload"},
	} {
		e, out := host()
		e.Handle(c.m)
		m := <-out
		if m.Fault == nil || m.Fault.Code != c.code || !strings.Contains(m.Fault.Error(), c.text) {
			t.Errorf("%s: got %+v, want %s with %q", c.name, m.Fault, c.code, c.text)
		}
	}
}

func TestEngineCancel(t *testing.T) {
	out := make(chan Message, 10)
	e := &Engine{Set: set, Post: func(m Message) { out <- m }, Yield: func(func()) {}}
	e.Handle(Message{Version: Version, ID: 1, Op: "count", Body: []byte(`{"steps":100000}`)})
	e.Handle(Message{Version: Version, ID: 1, Cancel: true})
	m := <-out
	if m.Fault == nil || m.Fault.Code != fault.Canceled {
		t.Fatalf("got %+v, want canceled", m)
	}
	e.Handle(Message{Version: Version, ID: 1, Cancel: true}) // a late cancel finds nothing
	if err := error(m.Fault); !errors.As(err, new(*fault.Error)) {
		t.Error("fault is not an error")
	}
}

// needy runs an engine whose questions can need others.
func needy() (*Engine, chan Message) {
	e, out := host()
	e.Context = func() context.Context { return context.WithValue(context.Background(), engineKey{}, e) }
	return e, out
}

func TestNeed(t *testing.T) {
	e, out := needy()
	for id := 5; id < 7; id++ {
		e.Handle(Message{Version: Version, ID: id, Op: "need", Body: []byte(`{}`)})
	}
	first, second := <-out, <-out
	if first.ID > second.ID {
		first, second = second, first
	}
	if first.ID != 5 || first.Need == 0 || first.Need == second.Need || first.Op != "steps" || string(first.Body) != "question" {
		t.Fatalf("got %+v and %+v", first, second)
	}
	e.Handle(Message{Version: Version, Need: second.Need, Fault: fault.New(fault.Unknown, "no such file")})
	if m := <-out; m.ID != 6 || m.Fault == nil || m.Fault.Code != fault.Unknown {
		t.Errorf("a fault: got %+v", m)
	}
	e.Handle(Message{Version: Version, Need: first.Need, Body: []byte("four"), Files: [][]byte{{1, 2, 3}}})
	if m := <-out; m.ID != 5 || !strings.Contains(string(m.Body), `"n":7`) {
		t.Errorf("an answer: got %s %+v", m.Body, m.Fault)
	}
	e.Handle(Message{Version: Version, Need: first.Need}) // a second answer finds nothing
}

func TestCancelReachesTheNeed(t *testing.T) {
	e, out := needy()
	e.Handle(Message{Version: Version, ID: 3, Op: "need", Body: []byte(`{}`)})
	need := <-out
	e.Handle(Message{Version: Version, ID: 3, Cancel: true})
	if m := <-out; !m.Cancel || m.Need != need.Need {
		t.Errorf("got %+v, want the need to be canceled", m)
	}
	if m := <-out; m.ID != 3 || m.Fault == nil || m.Fault.Code != fault.Canceled {
		t.Errorf("got %+v, want canceled", m)
	}
	e.Handle(Message{Version: Version, Need: need.Need}) // a late answer finds nothing
}
