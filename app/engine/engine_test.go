package engine

import (
	"context"
	"slices"
	"strconv"
	"sync"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/wire"
)

type number struct {
	N    int       `json:"n"`
	More op.Column `json:"more,omitempty"`
}

func (n number) Validate() error {
	var fs fault.Fields
	if n.N < 0 {
		fs.Add("n", "negative", "must not be negative")
	}
	return fs.Err()
}

type file struct {
	Ref string `json:"ref"`
}

func (file) Validate() error { return nil }

// over is about bars of a file.
type over struct{ number }

func (*over) Resolve(context.Context) error { return nil }

func (file) Program() op.Program { return op.Reader }

func (f file) Anew() string { return f.Ref }

// study is over, but another program answers it.
type study struct{ over }

func (study) Program() op.Program { return op.Analyst }

const (
	double = op.Key[number, number]("double")
	open   = op.Key[file, number]("open")
	bars   = op.Key[over, number]("bars")
	years  = op.Key[study, number]("years")
)

// doubles answers in steps; 13 it refuses.
func doubles(ctx context.Context, in number) (number, error) {
	if in.N == 13 {
		return number{}, fault.New(fault.Invalid, "not 13")
	}
	for i := range 4 {
		if err := op.Tick(ctx, i, 4); err != nil {
			return number{}, err
		}
	}
	out := number{N: 2 * in.N}
	for _, x := range in.More {
		out.More = append(out.More, 2*x)
	}
	return out, nil
}

var set = op.NewSet(
	op.New(double, "Double", number{}, doubles),
	op.New(bars, "Bars", over{}, func(ctx context.Context, in over) (number, error) { return doubles(ctx, in.number) }),
	op.New(years, "Years", study{}, func(ctx context.Context, in study) (number, error) { return doubles(ctx, in.number) }),
	op.New(open, "Open", file{}, func(_ context.Context, in file) (number, error) { return number{N: len(in.Ref)}, nil }),
)

// fake is programs that answer at once; it notes who was asked.
type fake struct {
	mu    sync.Mutex
	asked []string
}

func (f *fake) note(what string) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.asked = append(f.asked, what)
}

func (f *fake) answer(ctx context.Context, name string, m wire.Message) (wire.Message, error) {
	reply, err := set.Run(ctx, name, m.Body, m.Columns...)
	if err != nil {
		return wire.Message{}, err
	}
	return wire.Pack(reply)
}

var who = map[op.Program]string{op.Engine: "engine", op.Reader: "reader", op.Analyst: "analyst"}

func (f *fake) ask(ctx context.Context, to op.Program, nth int, anew, name string, m wire.Message) (wire.Message, error) {
	what := who[to]
	if nth > 0 {
		what += " " + strconv.Itoa(nth)
	}
	if anew != "" {
		what += ", anew " + anew
	}
	f.note(what)
	return f.answer(ctx, name, m)
}

func (f *fake) warm(p op.Program) { f.note("warm " + who[p]) }
func (f *fake) engines() int      { return 2 }

func with(t *testing.T) *fake {
	f := new(fake)
	programs = f
	t.Cleanup(func() { programs = nil })
	return f
}

func TestDoAsksWhoAnswers(t *testing.T) {
	f := with(t)
	ctx := context.Background()
	if out, err := Do(ctx, double, number{N: 2, More: op.Column{1, 2}}); err != nil || out.N != 4 || !slices.Equal(out.More, op.Column{2, 4}) {
		t.Errorf("got %v, %v", out, err)
	}
	if out, err := Do(ctx, open, file{"abc"}); err != nil || out.N != 3 {
		t.Errorf("got %v, %v", out, err)
	}
	if _, err := Do(ctx, double, number{N: -1}); fault.From(err).Code != fault.Invalid {
		t.Errorf("got %v", err)
	}
	if out, err := Do(ctx, bars, over{number{N: 3}}); err != nil || out.N != 6 {
		t.Errorf("got %v, %v", out, err)
	}
	if out, err := Do(ctx, years, study{over{number{N: 4}}}); err != nil || out.N != 8 {
		t.Errorf("got %v, %v", out, err)
	}
	Warm(op.Analyst)
	want := []string{"engine", "reader, anew abc", "warm engine", "engine", "warm analyst", "analyst", "warm analyst"}
	if !slices.Equal(f.asked, want) {
		t.Errorf("asked %q, want %q", f.asked, want)
	}
}

func parts(n int) (ins []number) {
	for i := range n {
		ins = append(ins, number{N: i})
	}
	return ins
}

func TestParts(t *testing.T) {
	for _, where := range []string{"in place", "by engines"} {
		t.Run(where, func(t *testing.T) {
			Link(set)
			t.Cleanup(func() { Link(op.Set{}) })
			var f *fake
			if where == "by engines" {
				f = with(t)
			}
			var mu sync.Mutex
			total, last := 0, -1
			ctx := op.WithTick(context.Background(), func(done, of int) error {
				mu.Lock()
				defer mu.Unlock()
				if total != 0 && of != total || done > of {
					t.Errorf("progress %d of %d, the total was %d", done, of, total)
				}
				total, last = of, max(last, done)
				return nil
			})
			outs, err := Parts(ctx, double, parts(9))
			if err != nil {
				t.Fatal(err)
			}
			for i, out := range outs {
				if out.N != 2*i {
					t.Errorf("part %d: got %d", i, out.N)
				}
			}
			if last < total*8/9 {
				t.Errorf("progress ended at %d of %d", last, total)
			}
			if f != nil && len(f.asked) != 9 {
				t.Errorf("asked %d times for 9 parts", len(f.asked))
			}
			if _, err := Parts(context.Background(), double, parts(15)); fault.From(err).Code != fault.Invalid {
				t.Errorf("a refused part: got %v", err)
			}
			stopped, stop := context.WithCancel(context.Background())
			stop()
			if _, err := Parts(stopped, double, parts(3)); fault.From(err).Code != fault.Canceled {
				t.Errorf("canceled: got %v", err)
			}
			if outs, err := Parts(ctx, double, nil); err != nil || len(outs) != 0 {
				t.Errorf("no parts: %v, %v", outs, err)
			}
		})
	}
}
