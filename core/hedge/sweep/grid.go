package sweep

import (
	"context"
	"math"

	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// grid walks all take-profits and stop-losses of one window and order at once.
//
// What a cell does next depends on its stops only through the bar from which it
// is free to trade. So cells whose next entry is decided on the same bar have
// the same trade. It is scanned once, up to the exit by signal or by the clock
// that ends it for every cell, and the first close at each level says where
// the cells of that level leave before. Every way out is priced once and leads
// to one next entry. With one trade a day, flat at its end, all cells meet at
// every entry; with other rules they part where a stop is reached and meet
// again where their next entries are the same. Hence no rules need a back-test
// a cell, and at worst, where no two cells ever meet, it is as much work.
type grid struct {
	tape     *hedge.Tape
	rules    hedge.Rules
	up, down *ladder // take-profits and stop-losses
	forced   []int32 // bars at whose close everything is closed, ascending
	fill     []int64 // prices of fills that are not forced,
	step     int32   // this many bars after the decision
	aDay     int32
	lift     bool // costs depend on the long trades of the same day before

	next  []int32 // bar on whose close the next trade of every cell is decided, never if there is none
	cells []state
	ways  []way
	tally *tally

	regimes []signal.Regime
	trade   trade
}

// state is what its next trade depends on besides its bar, and a cell's rungs.
type state struct {
	opened   int32 // trades opened before on the day of that trade, where that is limited
	long     int32 // day on which the last long trade was closed, -1 before the first
	up, down int32
}

// never is a bar that does not come.
const never = math.MaxInt32

// trade is the trade at hand, of all cells that enter on its bar.
type trade struct {
	hedge.Trade
	number  int32
	opened  int32 // trades opened on its day, with this one, where that is limited
	changed int32 // first bar from which its regime may be entered again
	forced  int   // place in grid.forced of the bar at which it ends at the latest
	hard    int32 // bar on which the last of its cells leave
}

// way is one way out of the trade at hand: at its hard end, at a rung of the
// take-profits or at one of the stop-losses, in this order in grid.ways.
type way struct {
	trade        int32 // number of the trade it was worked out for
	day          int32 // of the last fill
	next, opened int32 // as of a cell
	gross, net   float64
}

// newGrid makes a grid over the bars of a tape that count. t has one record for
// each pair of a take-profit and a stop-loss.
func newGrid(tape *hedge.Tape, r hedge.Rules, takes, stops []unit.Rate, t *tally) *grid {
	take, stop := make([]int64, len(takes)), make([]int64, len(stops))
	for i, rate := range takes {
		take[i], _ = hedge.Stops{TakeProfit: rate}.Millionths()
	}
	for i, rate := range stops {
		_, loss := hedge.Stops{StopLoss: rate}.Millionths()
		stop[i] = -loss
	}
	g := &grid{tape: tape, rules: r, up: newLadder(take), down: newLadder(stop), fill: tape.Close, step: 1,
		aDay: int32(r.ADay), lift: r.Closing == hedge.LiftHedge,
		next: make([]int32, len(takes)*len(stops)), cells: make([]state, len(takes)*len(stops)), ways: make([]way, 1+len(takes)+len(stops)), tally: t}
	switch r.Fill {
	case hedge.NextOpen:
		g.fill = tape.Open
	case hedge.ThisClose:
		g.step = 0
	}
	if tape.First < tape.Last {
		begins := tape.Stretch
		if r.Flat {
			begins = market.Union(begins, tape.Day)
		}
		for _, b := range begins {
			if int(b) > tape.First && int(b) < tape.Last {
				g.forced = append(g.forced, b-1)
			}
		}
		g.forced = append(g.forced, int32(tape.Last-1))
	}
	return g
}

// effort is how many cells are looked at between two ticks, about a millisecond.
const effort = 50_000

// walk adds up the trades of all cells under regimes, one for every bar.
func (g *grid) walk(ctx context.Context, o out, regimes []signal.Regime) error {
	g.regimes, g.trade = regimes, trade{}
	g.tally.clear()
	first, last := int32(g.tape.First), int32(g.tape.Last)
	next, opened := g.enter(first, 0, -1, 0, 0)
	n := len(g.down.rank)
	for c := range g.cells {
		g.next[c] = next
		g.cells[c] = state{opened, -1, int32(g.up.rank[c/n]), int32(g.down.rank[c%n])}
	}
	for i := range g.ways {
		g.ways[i].trade = 0
	}
	done := 0
	alone := g.rules.ADay == 1 && g.rules.Flat // no trade depends on how one before it ended
	for leader := 0; next < last; {
		if done += len(g.cells) + 100; done >= effort {
			done = 0
			if err := op.Tick(ctx, int(next-first), int(last-first)); err != nil {
				return err
			}
		}
		if alone {
			next = g.settleAll(o, next)
		} else {
			next, leader = g.settle(o, leader)
		}
	}
	g.tally.write(o)
	return op.Tick(ctx, int(last-first), int(last-first))
}

// settle makes the trade the leading cell is to enter, for all cells that have
// it too, and returns the bar of the next entry of any cell, and a cell that
// is to make it.
func (g *grid) settle(o out, leader int) (next int32, lead int) {
	at, opened := g.next[leader], g.cells[leader].opened
	ups, downs := g.open(at, opened, g.cells[leader].long)
	tr, t := &g.trade, g.tally
	fresh, long := tr.Fresh, tr.Side == hedge.Long
	next = never
	for c, bar := range g.next {
		s := &g.cells[c]
		if bar != at || s.opened != opened || g.lift && (long && s.long == tr.DayIn) != fresh {
			if bar < next {
				next, lead = bar, c
			}
			continue
		}
		place := 0
		gain := int32(never)
		if u := int(s.up); u < ups {
			gain, place = g.up.hit[u], 1+u
		}
		if d := int(s.down); d < downs && g.down.hit[d] < gain {
			place = 1 + len(g.up.ppm) + d
		}
		w := &g.ways[place]
		if w.trade != tr.number {
			k := g.leave(w, place)
			w.next, w.opened = g.enter(max(k+1, tr.changed), tr.opened, tr.DayIn, tr.forced, tr.DayIn)
		}
		g.next[c], s.opened = w.next, w.opened
		if w.next < next {
			next, lead = w.next, c
		}
		if long {
			s.long = w.day
		}
		r := &t.cells[c]
		if r.day != w.day {
			t.close(o, c, w.day)
		}
		r.gross += w.gross
		r.net += w.net
		r.today += w.net
		r.trades++
		if w.net > 0 {
			r.wins++
		}
	}
	return next, lead
}

// settleAll is settle where all cells have the same entries and no two trades
// end on one day. It returns the bar of the next entry.
func (g *grid) settleAll(o out, next int32) int32 {
	ups, downs := g.open(next, 0, -1)
	tr, t := &g.trade, g.tally
	t.turn(o, tr.DayIn)
	all := g.ways
	k := g.leave(&all[0], 0)
	for i := range ups {
		g.leave(&all[1+i], 1+i)
	}
	losses := all[1+len(g.up.ppm):]
	for i := range downs {
		g.leave(&losses[i], 1+len(g.up.ppm)+i)
	}
	hit := g.down.hit
	cells := t.cells
	for _, u := range g.up.rank {
		gain, up := int32(never), &all[0]
		if u < ups {
			gain, up = g.up.hit[u], &all[1+u]
		}
		row := cells[:len(g.down.rank)]
		cells = cells[len(row):]
		for j := range row {
			w := up
			if d := g.down.rank[j]; d < downs && hit[d] < gain {
				w = &losses[d]
			}
			r := &row[j]
			x := w.net
			xx := x * x
			r.gross += w.gross
			r.net += x
			r.sum += x
			r.square += xx
			r.cube += xx * x
			r.fourth += xx * xx
			r.trades++
			if x > 0 {
				r.wins++
			}
		}
	}
	next, _ = g.enter(max(k+1, tr.changed), tr.opened, tr.DayIn, tr.forced, tr.DayIn)
	return next
}

// open makes the trade decided on bar k the one at hand, for a cell that opened
// trades on its day before and closed its last long one on a day, and returns
// how many rungs of take-profits and stop-losses it reaches.
func (g *grid) open(k, opened, long int32) (ups, downs int) {
	tr, t := &g.trade, g.tape
	tr.number++
	regime := g.regimes[k]
	was := tr.Side
	tr.Side = hedge.Long
	if regime == signal.DownAccelerating {
		tr.Side = hedge.Short
	}
	tr.In = k + g.step
	tr.Entry = g.fill[tr.In]
	tr.DayIn = g.dayOf(tr.In, tr.DayIn)
	tr.Fresh = g.lift && tr.Side == hedge.Long && long == tr.DayIn
	if g.aDay > 0 {
		tr.opened = opened + 1
	}
	if tr.Side != was || k >= tr.hard { // or it ends where the one before it does at the latest
		tr.hard = g.exit(k)
	}
	if !g.rules.Again {
		tr.changed = k + 1
		for int(tr.changed) < t.Last && g.regimes[tr.changed] == regime {
			tr.changed++
		}
	}
	if g.rules.NoStops {
		return 0, 0
	}
	g.up.set(tr.Entry)
	g.down.set(tr.Entry)
	return climb(g.up, g.down, t.Close, k+1, tr.hard, tr.Entry, int64(tr.Side))
}

// exit returns the bar on which the trade at hand, decided on bar k, is left at
// the latest: by signal or by the clock.
func (g *grid) exit(k int32) int32 {
	tr := &g.trade
	for g.forced[tr.forced] < k {
		tr.forced++
	}
	end := g.forced[tr.forced]
	slowing, against, turning := signal.UpSlowing, signal.DownAccelerating, signal.DownSlowing
	if tr.Side == hedge.Short {
		slowing, against, turning = signal.DownSlowing, signal.UpAccelerating, signal.UpSlowing
	}
	switch g.rules.Exit {
	case hedge.NoExit:
		return end
	case hedge.OnSlowing:
		against, turning = slowing, slowing
	case hedge.OnReversal:
		slowing = against
	}
	for i, r := range g.regimes[k+1 : end] {
		if r == slowing || r == against || r == turning {
			return k + 1 + int32(i)
		}
	}
	return end
}

// leave prices a way out of the trade at hand, by its place in grid.ways, and
// returns the bar on which it is decided.
func (g *grid) leave(w *way, place int) int32 {
	tr := g.trade.Trade
	k := g.trade.hard
	if ups := len(g.up.ppm); place > ups {
		k = g.down.hit[place-1-ups]
	} else if place > 0 {
		k = g.up.hit[place-1]
	}
	if k == g.forced[g.trade.forced] {
		tr.Out, tr.Exit = k, g.tape.Close[k]
	} else {
		tr.Out = k + g.step
		tr.Exit = g.fill[tr.Out]
	}
	tr.DayOut = g.dayOf(tr.Out, tr.DayIn)
	w.trade, w.day = g.trade.number, tr.DayOut
	w.gross, w.net = tr.Gross(), g.tape.Net(g.rules, tr)
	return k
}

// enter returns the first bar from from on on which a trade is decided, where
// opened trades were opened on a day, and how many were opened by then on the
// day of that trade. It looks from a place in grid.forced and a day on.
func (g *grid) enter(from, opened, on int32, forced int, day int32) (next, openedThen int32) {
	t := g.tape
	full := g.aDay > 0 && opened >= g.aDay // no more trades on that day
	if full {
		if int(on)+1 >= len(t.Day) {
			return never, 0
		}
		from = max(from, t.Day[on+1]-g.step)
	}
	down := signal.DownAccelerating
	if g.rules.Directions == hedge.LongOnly {
		down = signal.UpAccelerating
	}
	for ; forced < len(g.forced); forced++ {
		limit := g.forced[forced]
		if limit < from {
			continue
		}
		end := limit
		if g.rules.Fill == hedge.NextClose {
			end--
		}
		for k := from; k < end; k++ {
			if r := g.regimes[k]; r == signal.UpAccelerating || r == down {
				if g.aDay > 0 && g.dayOf(k+g.step, day) == on {
					return k, opened
				}
				return k, 0
			}
		}
		from = max(from, limit+1)
	}
	return never, 0
}

// dayOf returns the day of a bar that is not before a day.
func (g *grid) dayOf(bar, day int32) int32 {
	days := g.tape.Day
	for int(day)+1 < len(days) && days[day+1] <= bar {
		day++
	}
	return day
}
