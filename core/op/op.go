// Package op is the mechanism of operations. One thing the calculator can do
// is one operation: a typed key, a request that checks itself, a reply, an
// example and a function. Front ends call through a key or loop over a Set.
package op

import (
	"context"
	"reflect"
	"runtime"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/json"
)

// Request is what an operation is asked. Validate returns an Invalid
// fault.Error with every rejected field, or nil.
type Request interface{ Validate() error }

// Resolver is a request that refers to things kept elsewhere, such as loaded
// files. Resolve swaps the references for the things before Validate is asked;
// what it finds is in the context.
type Resolver interface{ Resolve(context.Context) error }

// Key is the type-checked name of an operation. It links no computing code,
// so a front end can ask for work that another program does.
type Key[In Request, Out any] string

// Func computes a reply from a request that Validate has accepted.
type Func[In Request, Out any] func(context.Context, In) (Out, error)

// Op is one operation with its types erased, for loops over a Set.
type Op struct {
	Name    string
	Title   string // one line in English
	Example any    // a request that computes

	in, out reflect.Type
	compute any // Func[In, Out]
	run     func(context.Context, []byte, []Column) (any, error)
}

// New makes an operation. title is one line; example is a request that
// computes and serves as documentation and test.
func New[In Request, Out any](key Key[In, Out], title string, example In, compute Func[In, Out]) Op {
	o := Op{
		Name: string(key), Title: title, Example: example,
		in: reflect.TypeFor[In](), out: reflect.TypeFor[Out](), compute: compute,
	}
	o.run = func(ctx context.Context, body []byte, columns []Column) (any, error) {
		var in In
		if err := Decode(body, &in); err != nil {
			return nil, err
		}
		if columns != nil {
			if err := Fill(&in, columns); err != nil {
				return nil, refuse("columns", err.Error())
			}
		}
		return call(ctx, compute, in)
	}
	return o
}

// RequestSchema and ReplySchema describe the two JSON bodies.
func (o Op) RequestSchema() map[string]any { return Schema(o.in) }

// ReplySchema describes the reply as a JSON Schema.
func (o Op) ReplySchema() map[string]any { return Schema(o.out) }

// Set is a fixed list of operations.
type Set struct {
	ops    []Op
	byName map[string]int
}

// NewSet lists operations. Two of one name are a mistake in the program: it panics.
func NewSet(ops ...Op) Set {
	s := Set{ops: ops, byName: make(map[string]int, len(ops))}
	for i, o := range ops {
		if _, twice := s.byName[o.Name]; twice {
			panic("op: two operations named " + o.Name)
		}
		s.byName[o.Name] = i
	}
	return s
}

// Ops returns the operations in the order they were listed.
func (s Set) Ops() []Op { return s.ops }

// Has reports whether the set holds an operation of that name.
func (s Set) Has(name string) bool { _, ok := s.byName[name]; return ok }

// Run decodes body, validates and computes; the reply is not yet encoded.
// A panic below becomes an Internal fault. With columns, those of the request
// are their places in columns (Fill).
func (s Set) Run(ctx context.Context, name string, body []byte, columns ...Column) (any, error) {
	i, ok := s.byName[name]
	if !ok {
		return nil, fault.New(fault.Unknown, "no operation %q%s", name, s.suggest(name))
	}
	return s.ops[i].run(ctx, body, columns)
}

// Call is Run with the reply as JSON.
func (s Set) Call(ctx context.Context, name string, body []byte) ([]byte, error) {
	out, err := s.Run(ctx, name, body)
	if err != nil {
		return nil, err
	}
	b, err := json.Marshal(out)
	if err != nil {
		return nil, fault.New(fault.Internal, "%s: reply does not encode: %v", name, err)
	}
	return b, nil
}

// Do calls an operation of the set in place, without JSON.
func Do[In Request, Out any](ctx context.Context, s Set, key Key[In, Out], in In) (Out, error) {
	compute, err := s.compute(string(key))
	if err != nil {
		var none Out
		return none, err
	}
	return call(ctx, compute.(Func[In, Out]), in)
}

// compute finds the function of an operation.
func (s Set) compute(name string) (any, error) {
	i, ok := s.byName[name]
	if !ok {
		return nil, fault.New(fault.Unknown, "no operation %q%s", name, s.suggest(name))
	}
	return s.ops[i].compute, nil
}

func call[In Request, Out any](ctx context.Context, compute Func[In, Out], in In) (out Out, err error) {
	err = guard(ctx, any(&in).(Request), func() (err error) {
		out, err = compute(ctx, in)
		return err
	})
	return out, err
}

// guard is call for all types at once: a copy for each would be a tenth of a
// megabyte of the page. in points to the request.
func guard(ctx context.Context, in Request, compute func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			stack := make([]byte, 16<<10) // package runtime/debug would bring fmt and os
			stack = stack[:runtime.Stack(stack, false)]
			err = fault.New(fault.Internal, "panic: %v\n%s", r, stack)
		}
	}()
	// References become things here, so that computing code never meets one.
	if r, ok := in.(Resolver); ok {
		err = r.Resolve(ctx)
	}
	if err == nil {
		err = in.Validate()
	}
	if b := boundsOf(ctx); b != nil {
		if err == nil {
			err = b.admit(in)
		} else {
			err = b.few(err)
		}
	}
	if err != nil {
		return err
	}
	return compute()
}

func (s Set) suggest(name string) string {
	names := make([]string, len(s.ops))
	for i, o := range s.ops {
		names[i] = o.Name
	}
	if near := nearest(name, names); near != "" {
		return "; did you mean " + strconv.Quote(near) + "?"
	}
	return ""
}

// Column is a sequence of numbers that crosses the border between page and
// engine as a transferred buffer; elsewhere it is a plain JSON array.
type Column []float64

type tickKey struct{}

// WithTick returns a context through which long work reports progress and
// learns that it should stop.
func WithTick(ctx context.Context, tick func(done, total int) error) context.Context {
	return context.WithValue(ctx, tickKey{}, tick)
}

// Tick reports that done of total units are finished. It returns an error
// when the work should stop. Long operations call it about every millisecond
// of work; it is cheap where nobody listens.
func Tick(ctx context.Context, done, total int) error {
	if tick, ok := ctx.Value(tickKey{}).(func(done, total int) error); ok {
		if err := tick(done, total); err != nil {
			return err
		}
	}
	if err := ctx.Err(); err != nil {
		return fault.New(fault.Canceled, "canceled after %d of %d", done, total)
	}
	return nil
}

// Part returns a context whose ticks are a part of the work of ctx: they count
// from from to to of total there, whatever they count in.
func Part(ctx context.Context, from, to, total int) context.Context {
	return WithTick(ctx, func(done, of int) error {
		return Tick(ctx, from+int(float64(to-from)*float64(done)/float64(max(of, 1))), total)
	})
}
