package page

import (
	"context"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// answer is what the engine last said to one kind of question. Of each kind
// one is under way at most; a newer one cancels it.
type answer[T any] struct {
	got *T // nil until there is an answer
	inquiry
}

// inquiry is how it stands with a question and its answer.
type inquiry struct {
	stale  bool   // got is of other inputs than those on the page: draw it grey
	why    string // why the last question was refused; got is then stale
	no     int    // of the question, so that late answers are dropped
	cancel context.CancelFunc

	done, total int  // of the work under way
	slow        bool // it takes longer than 300 ms
	quiet       bool // nothing is said of how far it is
}

// asked reports whether a question is under way.
func (a *inquiry) asked() bool { return a.cancel != nil }

// drop forgets the answer and what is under way.
func (a *answer[T]) drop() {
	if a.cancel != nil {
		a.cancel()
	}
	*a = answer[T]{inquiry: inquiry{no: a.no + 1, quiet: a.quiet}}
}

// asker is a page that puts questions to the engine.
type asker interface {
	// asks is its desk.
	asks() *desk
	// keeps reports whether a field is refused, so that every answer is of its
	// last accepted value.
	keeps() bool
	// refusedAt names at its field what only the engine could refuse.
	refusedAt(err error)
}

// question puts one question and takes its answer over; then is told how it
// went, on the page's own loop. What is under way of its kind is canceled.
func question[Out any](c asker, ctx app.Context, a *answer[Out], ask func(context.Context) (Out, error), then func(ctx app.Context, ok bool)) {
	var got *Out
	a.inquiry.put(c, ctx, func(work context.Context) (has bool, err error) {
		out, err := ask(work)
		got = &out
		return a.got != nil, err
	}, func() { a.got = got }, then)
}

// put puts a question; take is called where it was answered.
func (a *inquiry) put(c asker, ctx app.Context, ask func(context.Context) (had bool, err error), take func(), then func(ctx app.Context, ok bool)) {
	if a.cancel != nil {
		a.cancel()
	}
	a.no++
	a.done, a.total, a.slow = 0, 0, false
	no, d := a.no, c.asks()
	work, cancel := context.WithCancel(context.Background())
	a.cancel = cancel
	ctx = d.lasting(ctx)
	ctx.After(300*time.Millisecond, func(ctx app.Context) {
		if no != a.no || a.cancel == nil || a.quiet {
			ctx.PreventUpdate()
			return
		}
		a.slow = true
	})
	heard := time.Time{}
	work = op.WithTick(work, func(done, total int) error {
		if now := time.Now(); now.Sub(heard) > 200*time.Millisecond || done == total {
			heard = now
			ctx.Dispatch(func(ctx app.Context) {
				if no != a.no || a.cancel == nil || !a.slow {
					ctx.PreventUpdate()
				}
				if no == a.no {
					a.done, a.total = done, total
				}
			})
		}
		return nil
	})
	ctx.Async(func() {
		defer cancel()
		had, err := ask(work)
		ctx.Dispatch(func(ctx app.Context) {
			defer d.recovered(ctx)
			if no != a.no || !d.shown {
				ctx.PreventUpdate()
				return
			}
			a.cancel, a.slow = nil, false
			switch {
			case err == nil:
				take()
				a.why, a.stale = "", c.keeps()
			case fault.From(err).Code == fault.Canceled:
				a.stale = had
			default:
				a.why, a.stale = d.why(err), true
				c.refusedAt(err)
			}
			then(ctx, err == nil)
		})
	})
}
