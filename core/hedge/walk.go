package hedge

import (
	"math"
	"slices"

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
	take, stop := r.Stops.Millionths()
	signals := r.exits()
	longOnly, limit := r.Directions == LongOnly, r.ADay
	next := 1 // bars from a decision to its fill
	if r.Fill == ThisClose {
		next = 0
	}
	prices := t.Close
	if r.Fill == NextOpen {
		prices = t.Open
	}

	var open Trade         // Side 0 where there is none
	lastLong := int32(-1)  // day of the last closing of a long trade
	opened, onDay := 0, -1 // trades opened on a day
	entered := signal.None // regime of the last entry
	changed := true        // it was another one since
	stretch := 0
	for day, from, to := t.FirstDay, t.First, 0; from < t.Last; from = to {
		// Bars [from, to) are of one day and one stretch.
		for day+1 < len(t.Day) && int(t.Day[day+1]) <= from {
			day++
		}
		for stretch < len(t.Stretch) && int(t.Stretch[stretch]) <= from {
			stretch++
		}
		night := t.dayEnd(day)
		if to = night; stretch < len(t.Stretch) {
			to = min(to, int(t.Stretch[stretch]))
		}
		last := t.ends(to-1, r.Flat) // why nothing is held beyond the last of them
		for k := from; k < to; k++ {
			regime := regimes[k]
			if regime != entered {
				changed = true
			}
			if open.Side != 0 {
				why, out, price := -1, k, t.Close[k]
				if k == to-1 && last >= 0 {
					why = last
				} else {
					if !r.NoStops {
						moved := int64(open.Side) * (price - open.Entry)
						if moved*ppm <= open.Entry*stop {
							why = int(whyStop)
						} else if moved*ppm >= open.Entry*take {
							why = int(whyTake)
						}
					}
					if why < 0 {
						why = int(signals[(open.Side+1)/2][regime+1])
					}
					if why < 0 {
						continue
					}
					out = k + next
					price = prices[out]
				}
				open.Out, open.Exit, open.Why, open.DayOut = int32(out), price, uint8(why), int32(day)
				if out >= night {
					open.DayOut++
				}
				if open.Side == Long {
					lastLong = open.DayOut
				}
				visit(open)
				open.Side = 0
				continue
			}
			side := Long
			if regime != signal.UpAccelerating {
				if regime != signal.DownAccelerating || longOnly {
					continue
				}
				side = Short
			}
			if !r.Again && !changed || k == to-1 && last >= 0 {
				continue
			}
			in, at := k+next, day
			if in >= night {
				at++
			}
			if at != onDay {
				opened, onDay = 0, at
			}
			if limit > 0 && opened >= limit || r.Fill == NextClose && t.ends(in, r.Flat) >= 0 {
				continue
			}
			opened++
			entered, changed = regime, false
			open = Trade{Side: side, In: int32(in), Entry: prices[in], DayIn: int32(at), Fresh: side == Long && lastLong == int32(at)}
		}
	}
}

// ends returns why nothing is held beyond bar k, as a place in Why; -1 if it
// can be.
func (t *Tape) ends(k int, flat bool) int {
	_, night := slices.BinarySearch(t.Day, int32(k+1))
	_, hole := slices.BinarySearch(t.Stretch, int32(k+1))
	switch {
	case flat && (night || k+1 == len(t.Time)):
		return int(whyDayEnd)
	case k+1 >= t.Last:
		return int(whyEnd)
	case hole:
		return int(whyHole)
	}
	return -1
}

// exits returns why a trade that could be held is closed, by its side, short
// first, and by regime, None first; -1 where it is not.
func (r Rules) exits() (out [2][6]int8) {
	for i := range out {
		out[i] = [6]int8{-1, -1, -1, -1, -1, -1}
	}
	long, short := &out[1], &out[0]
	if r.Exit == OnSlowing || r.Exit == OnSlowingOrReversal {
		long[1+signal.UpSlowing], short[1+signal.DownSlowing] = int8(whySlowing), int8(whySlowing)
	}
	if r.Exit == OnReversal || r.Exit == OnSlowingOrReversal {
		long[1+signal.DownAccelerating], long[1+signal.DownSlowing] = int8(whyReversal), int8(whyReversal)
		short[1+signal.UpAccelerating], short[1+signal.UpSlowing] = int8(whyReversal), int8(whyReversal)
	}
	return out
}
