package hedge

import (
	"math"

	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// Trade is one trade of the overlay.
type Trade struct {
	Side        Side
	In, Out     int32 // bars of the fills
	DayIn       int32 // their days, by place in Tape.Day
	DayOut      int32
	Entry, Exit int64 // prices of the fills before slippage, ticks
	Why         uint8 // place in Why
	// Fresh: an earlier long trade was closed on the day of the entry. Lots of
	// the hedge that were lifted for it are of that day then, which matters to
	// LiftHedge only.
	Fresh bool
}

// Reasons a trade ends for, as places in Why.
const (
	whyTake uint8 = iota
	whyStop
	whySlowing
	whyReversal
	whyDayEnd
	whyHole
	whyEnd
)

// Millionths are the stops as the state machine compares them: whole
// millionths, the nearest ones, and at least one away from 0.
func (s Stops) Millionths() (take, stop int64) {
	near := func(r unit.Rate) int64 { return int64(math.Round(float64(r) * ppm)) }
	return max(near(s.TakeProfit), 1), min(near(s.StopLoss), -1)
}

// Walk runs the rules over the bars that count and hands every trade to visit,
// in order. regimes has one entry for every bar of the tape. This is the plain
// state machine: everything else that finds trades is held against it.
//
// At the close of every bar at most one thing is decided, the first that
// applies, and regimes[k] is the last thing known to it:
//
//	closing  day_end     Flat and the bar is the last of its day
//	         hole        the bar is the last of its stretch
//	         end         the bar is the last that counts
//	         stop_loss   side (close - entry) 10^6 <= entry stop
//	         take_profit side (close - entry) 10^6 >= entry take
//	         slowing, reversal, as Exit says
//	opening  UpAccelerating long, DownAccelerating short
//
// The first three are known from the clock, not from a price, and are filled
// at the close itself; the others as Fill says. Nothing is opened where the
// fill would have to be closed at its own price. ADay counts trades by the day
// of their first fill.
func (t *Tape) Walk(regimes []signal.Regime, r Rules, visit func(Trade)) {
	if t.First >= t.Last {
		return
	}
	take, stop := r.Stops.Millionths()
	day, stretch := t.FirstDay, 0
	for stretch+1 < len(t.Stretch) && int(t.Stretch[stretch+1]) <= t.First {
		stretch++
	}
	// ends returns why a trade cannot be held beyond bar k, a bar of the current
	// day and stretch or the one after it; -1 if it can.
	ends := func(k int) int {
		switch {
		case r.Flat && (k+1 == len(t.Time) || t.begins(t.Day, day, k+1)):
			return int(whyDayEnd)
		case k+1 < t.Last && t.begins(t.Stretch, stretch, k+1):
			return int(whyHole)
		case k+1 >= t.Last:
			return int(whyEnd)
		}
		return -1
	}

	var open Trade         // Side 0 where there is none
	lastLong := int32(-1)  // day of the last closing of a long trade
	opened, onDay := 0, -1 // trades opened on a day
	entered := signal.None // regime of the last entry
	changed := true        // the regime was another one since
	fill := func(k int) int64 { return t.Close[k] }
	if r.Fill == NextOpen {
		fill = func(k int) int64 { return t.Open[k] }
	}
	next := 1 // bars from a decision to its fill
	if r.Fill == ThisClose {
		next = 0
	}
	for k := t.First; k < t.Last; k++ {
		for day+1 < len(t.Day) && int(t.Day[day+1]) <= k {
			day++
		}
		for stretch+1 < len(t.Stretch) && int(t.Stretch[stretch+1]) <= k {
			stretch++
		}
		regime := regimes[k]
		if regime != entered {
			changed = true
		}
		if open.Side != 0 {
			forced := ends(k)
			why, out, price := forced, k, t.Close[k]
			if forced < 0 {
				if why = exits(&open, t.Close[k], regime, r, take, stop); why < 0 {
					continue
				}
				out = k + next
				price = fill(out)
			}
			open.Out, open.Exit, open.Why = int32(out), price, uint8(why)
			open.DayOut = int32(t.dayAfter(day, out))
			if open.Side == Long {
				lastLong = open.DayOut
			}
			visit(open)
			open.Side = 0
			continue
		}
		var side Side
		switch {
		case regime == signal.UpAccelerating:
			side = Long
		case regime == signal.DownAccelerating && r.Directions != LongOnly:
			side = Short
		default:
			continue
		}
		in := k + next
		if !r.Again && !changed || ends(k) >= 0 || r.Fill == NextClose && ends(in) >= 0 {
			continue
		}
		at := t.dayAfter(day, in)
		if at != onDay {
			opened, onDay = 0, at
		}
		if r.ADay > 0 && opened >= r.ADay {
			continue
		}
		opened++
		entered, changed = regime, false
		open = Trade{Side: side, In: int32(in), Entry: fill(in), DayIn: int32(at), Fresh: side == Long && lastLong == int32(at)}
	}
}

// exits returns why a trade that could be held is closed, -1 if it is not.
func exits(o *Trade, price int64, regime signal.Regime, r Rules, take, stop int64) int {
	if !r.NoStops {
		moved := int64(o.Side) * (price - o.Entry)
		if moved < 0 && moved*ppm <= o.Entry*stop {
			return int(whyStop)
		}
		if moved > 0 && moved*ppm >= o.Entry*take {
			return int(whyTake)
		}
	}
	slowing, against, turning := signal.UpSlowing, signal.DownAccelerating, signal.DownSlowing
	if o.Side == Short {
		slowing, against, turning = signal.DownSlowing, signal.UpAccelerating, signal.UpSlowing
	}
	switch {
	case regime == slowing && (r.Exit == OnSlowing || r.Exit == OnSlowingOrReversal):
		return int(whySlowing)
	case (regime == against || regime == turning) && (r.Exit == OnReversal || r.Exit == OnSlowingOrReversal):
		return int(whyReversal)
	}
	return -1
}

// begins reports whether a day or stretch begins at bar k, given one that
// begins at most one before it.
func (t *Tape) begins(starts []int32, at, k int) bool {
	for at < len(starts) && int(starts[at]) < k {
		at++
	}
	return at < len(starts) && int(starts[at]) == k
}

// dayAfter returns the day of bar k, which is on the day given or the next.
func (t *Tape) dayAfter(day, k int) int {
	if day+1 < len(t.Day) && k >= int(t.Day[day+1]) {
		return day + 1
	}
	return day
}
