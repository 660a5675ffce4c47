package op

import (
	"context"
	"strconv"

	"fairbasis/core/fault"
)

// Limits bound what one request may take where strangers ask. A number that is
// 0 bounds nothing, and neither does a context without limits.
type Limits struct {
	Bars  int // bars of all sources together
	Cells int // values of grids, searches and samples, each about a quarter of a microsecond of work
}

// Sized is a request that asks for much in few words, such as a grid. Sizes
// calls add for each such field, with how many it asks for and how many cells
// one of them takes. It is asked after Validate, and only under limits.
type Sized interface {
	Sizes(add func(path string, count, cells int))
}

type limitsKey struct{}

// bounds is what a context with limits holds. It is an interface so that
// programs without limits link nothing of them.
type bounds interface {
	limits() Limits
	spendBars(path string, bars int, series any) error
	admit(in Request) error // counts what a request asks for
	few(err error) error    // leaves of a refusal what can be read
}

func boundsOf(ctx context.Context) bounds {
	b, _ := ctx.Value(limitsKey{}).(bounds)
	return b
}

// WithLimits returns a context whose requests together stay within limits. It
// is for one request, or one list of them, and not for several goroutines.
func WithLimits(ctx context.Context, l Limits) context.Context {
	return context.WithValue(ctx, limitsKey{}, &budget{most: l, seen: map[any]bool{}})
}

// LimitsOf returns the limits of a context; all are 0 where it has none.
func LimitsOf(ctx context.Context) Limits {
	if b := boundsOf(ctx); b != nil {
		return b.limits()
	}
	return Limits{}
}

// SpendBars counts bars against the limits of a context and refuses, at path,
// what is beyond them. The same series, a pointer, is counted once; using it
// again is work, and counted as such.
func SpendBars(ctx context.Context, path string, bars int, series any) error {
	if b := boundsOf(ctx); b != nil {
		return b.spendBars(path, bars, series)
	}
	return nil
}

// budget is limits and what of them is spent.
type budget struct {
	most, spent Limits
	seen        map[any]bool // bars that are counted
}

func (b *budget) limits() Limits { return b.most }

// again is how many cells a bar takes that is used once more.
const again = 2

func (b *budget) spendBars(path string, bars int, series any) error {
	switch {
	case series != nil && b.seen[series]:
		return b.spend(path, bars, again)
	case b.most.Bars > 0 && bars > b.most.Bars-b.spent.Bars:
		return overLimit(path, "makes %s bars in one request, and at most %s are read", b.spent.Bars+bars, b.most.Bars)
	case series != nil:
		b.seen[series] = true
	}
	b.spent.Bars += bars
	return nil
}

// spend counts cells likewise.
func (b *budget) spend(path string, count, cells int) error {
	if b.most.Cells == 0 {
		return nil
	}
	cells = max(cells, 1)
	if left := (b.most.Cells - b.spent.Cells) / cells; count > left {
		return overLimit(path, "asks for %s, and at most %s are answered in one request", count, left)
	}
	b.spent.Cells += count * cells
	return nil
}

func (b *budget) admit(in Request) (err error) {
	if sized, ok := in.(Sized); ok {
		sized.Sizes(func(path string, count, cells int) {
			if err == nil {
				err = b.spend(path, count, cells)
			}
		})
	}
	return err
}

func (b *budget) few(err error) error {
	f := fault.From(err)
	if len(f.Fields) <= maxFaults {
		return err
	}
	named := *f // the message says how many there are
	named.Fields = f.Fields[:maxFaults]
	return &named
}

func overLimit(path, message string, got, most int) error {
	g, m := strconv.Itoa(got), strconv.Itoa(most)
	f := fault.New(fault.TooLarge, message, g, m)
	return fault.About(fault.TooLarge, path, "over_limit", f.Message, "got", g, "max", m)
}
