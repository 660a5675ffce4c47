package page

import (
	"context"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/engine"
	"fairbasis/app/part"
	"fairbasis/core/arb"
	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// grid is the fine grid being computed for export.
type grid struct {
	cancel      context.CancelFunc
	done, total int
	no          int // of the run, so that a late reply of a cancelled one is dropped
}

func (g *grid) stop() {
	if g.cancel != nil {
		g.cancel()
		g.cancel = nil
	}
	g.no++
}

func (c *calculator) gridUI() app.UI {
	w := c.w.Sens
	if c.grid.cancel == nil {
		return part.Button{ID: "grid", Text: w.Grid, Icon: part.Download, Kind: part.Bare, Off: c.got.heatErr != nil, OnClick: c.onGrid}.UI()
	}
	return part.Job{ID: "grid-job", Label: w.GridLabel, Done: c.grid.done, Total: c.grid.total, Cancel: w.GridCancel, OnCancel: c.onGridCancel,
		Text: w.GridRunning.With("done", strconv.Itoa(c.grid.done), "total", strconv.Itoa(c.grid.total))}.UI()
}

// gridInput is the table's surface with the same ends and many more steps.
func (c *calculator) gridInput() arb.SurfaceInput {
	in := c.surfaceInput()
	for _, a := range []*arb.Axis{&in.X, &in.Y} {
		from, to := a.Values[0], a.Values[len(a.Values)-1]
		*a = arb.Axis{Variable: a.Variable, From: from, To: to, Steps: gridSteps}
	}
	return in
}

// onGrid computes the fine grid beside the page and hands it over as a file.
func (c *calculator) onGrid(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.grid.stop()
	ctx = c.lasting(ctx) // the button gives way to the progress bar
	work, cancel := context.WithCancel(context.Background())
	in, no := c.gridInput(), c.grid.no
	c.grid.cancel, c.grid.done, c.grid.total = cancel, 0, gridSteps // the engine counts rows
	work = op.WithTick(work, func(done, total int) error {
		ctx.Dispatch(func(app.Context) {
			if no == c.grid.no {
				c.grid.done, c.grid.total = done, total
			}
		})
		return nil
	})
	xName, yName := c.w.Label(in.X.Variable), c.w.Label(in.Y.Variable)
	ctx.Async(func() {
		out, err := engine.Do(work, arb.SurfaceKey, in)
		ctx.Dispatch(func(ctx app.Context) {
			defer c.recovered(ctx)
			if no != c.grid.no {
				return
			}
			c.grid.stop()
			if err != nil {
				c.gridFailed(ctx, err)
				return
			}
			download("fairbasis-grid.csv", "text/csv;charset=utf-8", gridCSV(out, xName, yName))
		})
	})
}

func (c *calculator) gridFailed(ctx app.Context, err error) {
	if fault.From(err).Code == fault.Canceled {
		c.say(ctx, c.w.Sens.GridCanceled, false)
		return
	}
	c.notices = append(c.notices, c.w.Sens.GridFailed.With("why", c.faultWords(err)))
}

func (c *calculator) onGridCancel(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.grid.stop()
	c.say(ctx, c.w.Sens.GridCanceled, false)
}

// gridCSV writes a surface: the values of the rows in the first column, of
// the columns in the first row.
func gridCSV(s arb.Surface, x, y string) string {
	var out sheet
	head := []cell{said(y + " \\ " + x)}
	for _, v := range s.X {
		head = append(head, exact(v))
	}
	out.add(head...)
	for i, v := range s.Y {
		row := []cell{exact(v)}
		for _, z := range s.Z[i*len(s.X) : (i+1)*len(s.X)] {
			row = append(row, exact(z))
		}
		out.add(row...)
	}
	return out.csv()
}
