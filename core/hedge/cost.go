package hedge

// Charge is what a fill costs by kind, each of the value of its trade at entry.
type Charge struct{ Opening, Closing, CloseToday, Slippage float64 }

// Sum is all of it.
func (c Charge) Sum() float64 { return c.Opening + c.Closing + c.CloseToday + c.Slippage }

// Cost returns what a trade costs, at its entry and at its exit, of the value
// at entry. With x = exit/entry, s = slippage/entry and the fees of the two
// days (o opening, c closing, t closing today):
//
//	another day   o            + s    at entry    c x          + s    at exit
//	CloseToday    o            + s                t x          + s
//	Lock          o            + s                (o + 2 c) x  + 3 s
//	LiftHedge     c (t, Fresh) + s                o x          + s    long only; short as CloseToday
//
// Lock opens the opposite position at the exit and closes both later at once:
// that is charged at the exit, with its fees and its price. A trade that ends
// on another day is closed as usual with CloseToday and Lock.
func (t *Tape) Cost(r Rules, tr Trade) (in, out Charge) {
	x := float64(tr.Exit) / float64(tr.Entry)
	slip := float64(r.Slip) * t.Unit / float64(tr.Entry)
	first, last := t.Fees[tr.DayIn], t.Fees[tr.DayOut]
	in.Slippage, out.Slippage = slip, slip
	if r.Closing == LiftHedge && tr.Side == Long {
		if tr.Fresh {
			in.CloseToday = first.CloseToday
		} else {
			in.Closing = first.Close
		}
		out.Opening = last.Open * x
		return in, out
	}
	in.Opening = first.Open
	switch {
	case tr.DayIn != tr.DayOut:
		out.Closing = last.Close * x
	case r.Closing == Lock:
		out.Opening, out.Closing, out.Slippage = last.Open*x, 2*last.Close*x, 3*slip
	default:
		out.CloseToday = last.CloseToday * x
	}
	return in, out
}

// Gross is the return of a trade before costs, of its value at entry.
func (tr Trade) Gross() float64 {
	return float64(tr.Side) * (float64(tr.Exit-tr.Entry) / float64(tr.Entry))
}

// Net is the return of a trade after all costs, of its value at entry.
func (t *Tape) Net(r Rules, tr Trade) float64 {
	in, out := t.Cost(r, tr)
	return tr.Gross() - (in.Sum() + out.Sum())
}
