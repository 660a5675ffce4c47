package page

import (
	"context"
	"reflect"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// wanted is what the page last asked of each kind.
type wanted struct {
	series signal.Series
	fit    signal.Settings
	test   hedge.BacktestInput
}

// refusedAt names at its field what only the engine could refuse.
func (c *signals) refusedAt(err error) {
	for _, f := range fault.From(err).Fields {
		f.Path = c.reading.Typed(f.Path)
		if _, known := c.faults[f.Path]; !known && f.Path != "" {
			c.faults[f.Path] = f
			c.unfold(f.Path)
		}
	}
}

// ask puts the questions whose answers the present input needs.
func (c *signals) ask(ctx app.Context) {
	if !c.ready {
		if c.view.got != nil || c.view.asked() {
			c.dropAnswers()
		}
		c.want = wanted{}
		return
	}
	in := c.input
	other := !reflect.DeepEqual(in.Series, c.want.series)
	if other {
		c.dropAnswers()
		s := c.series()
		c.first, c.last = stampOf(s.first), stampOf(s.last)
		c.from, c.to = begin(s, in.Window)
	}
	if other || in.Settings != c.want.fit {
		c.look(ctx, c.from, c.to, 0)
		c.fit(ctx)
	}
	if other || !reflect.DeepEqual(in, c.want.test) {
		question(c, ctx, &c.test, func(work context.Context) (hedge.Backtest, error) {
			return inquire(work, hedge.BacktestKey, in)
		}, func(ctx app.Context, ok bool) {
			if ok {
				c.isles.due("price", equityID, drawdownID)
			}
			c.speak(ctx)
		})
	}
	c.want = wanted{in.Series, in.Settings, in}
	stale := c.sweep.got != nil && !c.sweptNow()
	c.sweep.stale, c.evidence.stale = stale, stale
	if c.sweep.got != nil && !stale && c.judged() != c.weighed {
		c.judge(ctx)
	}
	for _, a := range []*bool{&c.view.stale, &c.fitted.stale, &c.test.stale} {
		*a = *a || c.kept
	}
}

// chartPoints is how many points a chart of prices shows at most: candles need
// three pixels each. As many for each stretch of that length are loaded beside them.
const chartPoints = 320

// look asks for the points from one stamp to another. As much again as half of
// that is loaded on both sides, to be moved into at once. Where a step led to
// hours without bars, such as a night, toward says which way to look further.
func (c *signals) look(ctx app.Context, from, to float64, toward int) {
	in := signal.Input{Series: c.input.Series, Settings: c.input.Settings}
	first, last := c.first, c.last
	question(c, ctx, &c.view, func(work context.Context) (signal.View, error) {
		for reach := to - from; ; reach *= 2 {
			margin := (to - from) / 2
			in.From, in.To = max(from-margin, first), min(to+margin, last)
			in.Points = min(max(int(chartPoints*(in.To-in.From)/max(to-from, 1)), 2), 2*chartPoints)
			view, err := inquire(work, signal.Key, in)
			if err != nil || toward == 0 || from <= first || to >= last || pointsIn(view.Time, from, to) >= 2 {
				return view, err
			}
			if toward < 0 {
				from = max(from-reach, first)
			} else {
				to = min(to+reach, last)
			}
		}
	}, func(ctx app.Context, ok bool) {
		if !ok {
			return
		}
		c.from, c.to = from, to
		c.isles.due("price")
	})
}

// pointsIn counts the points of a column of stamps in a stretch of time.
func pointsIn(time op.Column, from, to float64) int {
	n := 0
	for _, t := range time {
		if t >= from && t <= to {
			n++
		}
	}
	return n
}

// fit asks for the fit at the bar under the cursor. Of an answer that differs
// from the last one by its bar alone, only what names the bar is drawn.
func (c *signals) fit(ctx app.Context) {
	c.moved = false
	same := c.want.fit == c.input.Settings && c.fitted.got != nil && c.fitted.why == ""
	in := signal.WindowInput{Series: c.input.Series, Settings: c.input.Settings, At: c.at}
	question(c, ctx, &c.fitted, func(work context.Context) (signal.Window, error) {
		return inquire(work, signal.WindowKey, in)
	}, func(ctx app.Context, ok bool) {
		switch {
		case ok && same:
			ctx.PreventUpdate()
			c.isles.alone(ctx)
		case ok:
			c.speak(ctx)
		}
		if ok {
			ctx.Defer(func(ctx app.Context) { c.drawFit(ctx) })
		}
		if c.moved {
			c.fit(ctx)
		}
	})
}

// pointed follows the cursor in the chart of prices: at is the stamp of the bar
// under it, 0 where it left. While one fit is under way only the last place is
// remembered.
func (c *signals) pointed(ctx app.Context, at float64) {
	defer c.recovered(ctx)
	ctx.PreventUpdate() // the answer draws
	if at == c.at || !c.ready {
		return
	}
	c.at = at
	if c.fitted.asked() {
		c.moved = true
		return
	}
	c.fit(ctx)
}

// zoomed follows a movement of the hand in the chart of prices.
func (c *signals) zoomed(ctx app.Context, from, to float64) {
	defer c.recovered(ctx)
	v := c.view.got
	if v == nil || len(v.Time) == 0 || from >= to || from == c.from && to == c.to {
		ctx.PreventUpdate()
		return
	}
	if from <= v.Time[0] && to >= v.Time[len(v.Time)-1] { // everything loaded is in view: show what is around it
		from, to = max(from-(to-from)/2, c.first), min(to+(to-from)/2, c.last)
	}
	c.look(ctx, from, to, 0)
}

// onZoom takes the buttons below the chart; their value says what to do.
func (c *signals) onZoom(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	v := c.view.got
	if v == nil || len(v.Time) == 0 {
		return
	}
	z := zoom{c.from, c.to, c.first, c.last}
	if from, to, lean, ok := z.by(ctx.JSSrc().Get("value").String(), pointsIn(v.Time, c.from, c.to)); ok {
		c.look(ctx, from, to, lean)
	}
}
