package page

import (
	"math"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/app/part"
	"fairbasis/core/hedge"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// How many values of an axis a map of results shows at most.
const (
	mostColumns = 16
	mostRows    = 20
)

// sweepPanel is the search: its axes and button, and maps of what was found.
func (c *signals) sweepPanel() app.UI {
	w := &c.w.Hedge
	panel := part.Panel{ID: "sweep-title", Title: w.SweepTitle}
	s := c.sweep.got
	if s != nil {
		panel.Note = w.SweepNote.With("cells", count(len(s.Net)), "first", s.First, "last", s.Last, "days", count(s.Days))
	}
	panel.Body = []app.UI{
		slot(s == nil, func() app.UI { return part.Lead(part.Words(w.SweepEmpty)...) }),
		c.sweepAsk(),
		c.isle("maps", c.mapsUI, nil),
	}
	return panel.UI()
}

// mapsUI are the maps, once there is something to map.
func (c *signals) mapsUI() app.UI {
	s := c.sweep.got
	if s == nil || len(s.Net) == 0 {
		return nothing()
	}
	return greyed(c.sweep.stale, c.maps(s)...)[0]
}

// maps are the two cuts through the search at the cell that is judged.
func (c *signals) maps(s *hedge.Sweep) []app.UI {
	w := &c.w.Hedge
	values, kind := s.Net, w.AfterCosts
	if c.drawn.gross {
		values, kind = s.Gross, w.BeforeCosts
	}
	window, order, take, stop := c.axesOf(c.judged())
	in := &c.swept
	now, present := c.cellNow()
	if !present {
		now = -1
	}
	strong := strength(values)
	pick := func(cell int) part.PickCell {
		v := values[cell]
		return part.PickCell{HeatCell: part.HeatCell{Text: unit.Signed(v*100, 1), Level: part.LevelOf(v, strong), Meets: v > 0, Now: cell == now}, Value: strconv.Itoa(cell), Name: c.settingOf(cell)}
	}
	orders := part.Pick{ID: "map-orders", Label: w.OrdersTable, Corner: w.Order, MeetsWord: w.Above, NowWord: w.Now, OnPick: c.onPick,
		Caption: w.OrdersCaption.With("kind", lower(kind), "unit", c.windowUnit(), "take", short(in.TakeProfits[take]), "stop", short(in.StopLosses[stop]), "days", count(s.Days))}
	firstColumn, columns := around(window, len(in.Windows), mostColumns)
	firstRow, rows := around(order, len(in.Orders), mostRows)
	for j := firstColumn; j < columns; j++ {
		orders.Columns = append(orders.Columns, count(in.Windows[j]))
	}
	for i := firstRow; i < rows; i++ {
		row := part.PickRow{Label: strconv.Itoa(in.Orders[i])}
		for j := firstColumn; j < columns; j++ {
			row.Cells = append(row.Cells, pick(c.cellAt(j, i, take, stop)))
		}
		orders.Rows = append(orders.Rows, row)
	}
	stops := part.Pick{ID: "map-stops", Label: w.StopsTable, Corner: w.TakeProfit, MeetsWord: w.Above, NowWord: w.Now, OnPick: c.onPick,
		Caption: w.StopsCaption.With("kind", lower(kind), "order", strconv.Itoa(in.Orders[order]), "window", count(in.Windows[window]), "days", count(s.Days))}
	firstStop, lastStop := around(stop, len(in.StopLosses), mostColumns)
	firstTake, lastTake := around(take, len(in.TakeProfits), mostRows)
	for j := firstStop; j < lastStop; j++ {
		stops.Columns = append(stops.Columns, short(in.StopLosses[j]))
	}
	for i := firstTake; i < lastTake; i++ {
		row := part.PickRow{Label: short(in.TakeProfits[i])}
		for j := firstStop; j < lastStop; j++ {
			row.Cells = append(row.Cells, pick(c.cellAt(window, order, i, j)))
		}
		stops.Rows = append(stops.Rows, row)
	}
	part1 := func(shown, all int) app.UI {
		return slot(shown < all, func() app.UI {
			return part.Note(part.Words(w.Part.With("n", count(shown), "all", count(all)))...)
		})
	}
	return []app.UI{
		app.Div().Class("head").Body(
			part.Legend(part.LegendItem{Kind: "now", Text: w.NowLegend}, part.LegendItem{Kind: "line", Text: w.ZeroLegend}),
			part.Segmented{Name: "sweep-costs", Label: w.GrossOrNet, Value: c.grossOrNet(), OnChange: c.onGross,
				Options: []part.Option{{Value: "net", Label: w.AfterCosts}, {Value: "gross", Label: w.BeforeCosts}}}.UI()),
		orders.UI(), part1((columns-firstColumn)*(rows-firstRow), len(in.Windows)*len(in.Orders)),
		slot(!in.NoStops, func() app.UI {
			return part.Stack(stops.UI(), part1((lastStop-firstStop)*(lastTake-firstTake), len(in.StopLosses)*len(in.TakeProfits)))
		}),
	}
}

// lower writes words that begin a line in the middle of one.
func lower(s string) string {
	if s != "" && s[0] >= 'A' && s[0] <= 'Z' {
		return string(s[0]+'a'-'A') + s[1:]
	}
	return s
}

// around is a stretch of at most most of n places with at in its middle.
func around(at, n, most int) (from, to int) {
	from = min(max(at-most/2, 0), max(n-most, 0))
	return from, min(from+most, n)
}

// strength is the return from which a cell is strongly coloured: a third of the
// largest there is, so that all maps of one search share their colours.
func strength(values op.Column) float64 {
	most := 0.0
	for _, v := range values {
		most = max(most, math.Abs(v))
	}
	return most / 3
}

func (c *signals) grossOrNet() string {
	if c.drawn.gross {
		return "gross"
	}
	return "net"
}

func (c *signals) onGross(ctx app.Context, _ app.Event) {
	defer c.recovered(ctx)
	c.drawn.gross = ctx.JSSrc().Get("value").String() == "gross"
}

// onPick takes the settings of the cell that was pressed, and keeps the focus
// where it was in the maps, which are drawn anew.
func (c *signals) onPick(ctx app.Context, e app.Event) {
	defer c.recovered(ctx)
	cell, err := strconv.Atoi(part.Picked(e))
	if err != nil { // beside the buttons
		ctx.PreventUpdate()
		return
	}
	at := app.Window().Get("document").Get("activeElement").Get("id").String()
	c.takeCell(ctx, cell)
	c.lasting(ctx).Defer(func(app.Context) { focus(at) })
}
