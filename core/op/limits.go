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
	Cells int // values of grids, searches and samples, each about a microsecond of work
}

// Sized is a request that asks for much in few words, such as a grid. Sizes
// calls add for each such field, with how many it asks for and how many cells
// one of them takes. It is asked after Validate, and only under limits.
type Sized interface {
	Sizes(add func(path string, count, cells int))
}

type limitsKey struct{}

// budget is limits and what of them is spent.
type budget struct{ limits, spent Limits }

// WithLimits returns a context whose requests together stay within limits. It
// is for one request, or one list of them, and not for several goroutines.
func WithLimits(ctx context.Context, l Limits) context.Context {
	return context.WithValue(ctx, limitsKey{}, &budget{limits: l})
}

// LimitsOf returns the limits of a context; all are 0 where it has none.
func LimitsOf(ctx context.Context) Limits {
	if b, ok := ctx.Value(limitsKey{}).(*budget); ok {
		return b.limits
	}
	return Limits{}
}

// SpendBars counts bars against the limits of a context and refuses, at path,
// what is beyond them.
func SpendBars(ctx context.Context, path string, bars int) error {
	b, ok := ctx.Value(limitsKey{}).(*budget)
	if !ok || b.limits.Bars == 0 {
		return nil
	}
	if left := b.limits.Bars - b.spent.Bars; bars > left {
		return overLimit(path, bars, left)
	}
	b.spent.Bars += bars
	return nil
}

// spendCells counts the cells of a request likewise.
func spendCells(ctx context.Context, in Sized) (err error) {
	b, ok := ctx.Value(limitsKey{}).(*budget)
	if !ok || b.limits.Cells == 0 {
		return nil
	}
	in.Sizes(func(path string, count, cells int) {
		cells = max(cells, 1)
		switch left := (b.limits.Cells - b.spent.Cells) / cells; {
		case err != nil:
		case count > left:
			err = overLimit(path, count, left)
		default:
			b.spent.Cells += count * cells
		}
	})
	return err
}

func overLimit(path string, got, most int) error {
	g, m := strconv.Itoa(got), strconv.Itoa(most)
	return fault.About(fault.TooLarge, path, "over_limit", "asks for "+g+", and at most "+m+" are answered here", "got", g, "max", m)
}
