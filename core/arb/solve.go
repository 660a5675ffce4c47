package arb

import (
	"context"
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

// BreakEvenExample asks what would make the reverse trade of Example reach its hurdle.
var BreakEvenExample = BreakEvenInput{Input: Example, Trade: TradeReverse, Target: 0.05}

// ComputeBreakEven solves for every input alone. It fails only where Validate does.
func ComputeBreakEven(_ context.Context, in BreakEvenInput) (BreakEven, error) {
	c, notes, err := carry.Resolve(in.Terms)
	if err != nil {
		return BreakEven{}, err
	}
	d := take(c, in.Input)
	out := BreakEven{Trade: in.Trade, Target: in.Target, Return: d.stake(in.Trade).yearly(d.tau), Notes: notes}
	q := question{d: d, trade: in.Trade, target: float64(in.Target)}
	for _, v := range variables {
		if !v.solve || v.path == yieldPath && d.mode != byYield || v.path == pointsPath && d.mode == byYield {
			continue
		}
		out.Solutions = append(out.Solutions, q.solve(v))
	}
	return out, nil
}

// question is a deal, a trade and the return it should reach.
type question struct {
	d      deal
	trade  string
	target float64
	moved  deal // d with one variable moved
}

// excess and reaches answer for one value x of one variable.
func (q *question) excess(v variable, x float64) float64 {
	q.moved = q.d
	v.set(&q.moved, x)
	return q.moved.stake(q.trade).excess(q.target, q.moved.tau)
}

func (q *question) reaches(v variable, x float64) bool {
	q.moved = q.d
	v.set(&q.moved, x)
	return q.moved.stake(q.trade).reaches(q.target, q.moved.tau)
}

// solve finds the value of v at which the trade reaches the target.
//
// The excess gain - target tau capital is affine in every variable, so two
// evaluations give slope and root; a few more take out the rounding of the
// slope. The root is then moved by single units in its last place onto the
// side where the return, as it is printed, is the target or more.
func (q *question) solve(v variable) Solution {
	now := v.get(&q.d)
	s := Solution{Variable: v.path, Measure: v.measure, Now: now, Met: q.d.stake(q.trade).reaches(q.target, q.d.tau)}
	if q.d.tau == 0 {
		return s.undefined(unit.ExpiryDay)
	}
	if v.path == daysPath {
		return q.solveDays(v, s)
	}
	scale := q.scale(v)
	h := q.excess(v, now)
	slope := (q.excess(v, now+scale) - h) / scale
	if slope == 0 {
		return s.undefined(unit.NoEffect)
	}
	s.Relation = AtMost
	toward := math.Inf(-1)
	if slope > 0 {
		s.Relation, toward = AtLeast, math.Inf(1)
	}
	root := now - h/slope
	for range 4 {
		root -= q.excess(v, root) / slope
	}
	if !unit.Finite(root) {
		return s.undefined(unit.NoSolution)
	}
	if math.Abs(root-v.low) < 1e-12*scale {
		root = v.low // a root of -1e-17 for a cost is 0
	}
	if x, ok := q.settle(v, root, toward, scale); ok {
		s.Needed, s.Gap = unit.Some(x), unit.Some(x-now)
		return s
	}
	s.WouldNeed = &root
	return s.undefined(unit.NoSolution)
}

// undefined leaves the solution without a value, and without a relation where
// the variable has no say.
func (s Solution) undefined(why unit.Reason) Solution {
	s.Needed, s.Gap = unit.None[float64](why), unit.None[float64](why)
	if why != unit.NoSolution {
		s.Relation = ""
	}
	return s
}

// scale is a usual size of the variable: the spot for prices and points, 1 %
// for rates.
func (q *question) scale(v variable) float64 {
	switch v.measure {
	case inPoints:
		return max(q.d.s, q.d.f)
	case inRate:
		return 0.01
	}
	return 1
}

// settle moves root onto the side where the target is reached. The steps
// double, so that a root near 0 of a large amount is settled too. It fails
// where the variable may not take the value.
func (q *question) settle(v variable, root, toward, scale float64) (float64, bool) {
	if !v.allows(root) {
		return 0, false
	}
	x := root
	step := math.Abs(math.Nextafter(root, toward) - root)
	for range 80 {
		if q.reaches(v, x) {
			return x, true
		}
		x = root + math.Copysign(step, toward)
		if !v.allows(x) {
			return 0, false
		}
		step = max(2*step, 1e-18*scale)
	}
	return 0, false
}

// solveDays looks for whole days. With a day count of calendar days and no
// dated dividends the excess is affine in the days too and one division finds
// the place; otherwise it moves in steps and the days are tried one by one,
// outwards from today's number.
func (q *question) solveDays(v variable, s Solution) Solution {
	now := int(q.d.days)
	if q.d.count.Counts != calendar.CalendarDays || q.d.mode == byCash {
		return q.scanDays(v, s, now)
	}
	h := q.excess(v, s.Now)
	const span = 365
	slope := (q.excess(v, s.Now+span) - h) / span
	if slope == 0 {
		return s.undefined(unit.NoEffect)
	}
	root := s.Now - h/slope
	day := math.Floor(root)
	s.Relation = AtMost
	step := 1.0
	if slope > 0 {
		day, s.Relation, step = math.Ceil(root), AtLeast, -1
	}
	if !v.allows(day) {
		s.WouldNeed = &root
		return s.undefined(unit.NoSolution)
	}
	// Rounding may have put the root on the wrong side of a whole day.
	if v.allows(day+step) && q.reaches(v, day+step) {
		day += step
	}
	for range 2 {
		if q.reaches(v, day) {
			s.Needed, s.Gap = unit.Some(day), unit.Some(day-s.Now)
			return s
		}
		day -= step
		if !v.allows(day) {
			break
		}
	}
	s.WouldNeed = &root
	return s.undefined(unit.NoSolution)
}

// scanDays tries day after day. Where the target is reached now, the answer
// is the last day in a row for which it still is; where it is not, the
// nearest day for which it is.
func (q *question) scanDays(v variable, s Solution, now int) Solution {
	for k := 1; now-k >= 1 || now+k <= maxDays; k++ {
		for _, side := range [...]struct {
			sign     int
			met, not string // the relation when the target is reached now, and when it is not
		}{{+1, AtMost, AtLeast}, {-1, AtLeast, AtMost}} {
			day := now + side.sign*k
			if day < 1 || day > maxDays || q.reaches(v, float64(day)) == s.Met {
				continue
			}
			found := float64(day)
			s.Relation = side.not
			if s.Met {
				found, s.Relation = float64(day-side.sign), side.met
			}
			s.Needed, s.Gap = unit.Some(found), unit.Some(found-s.Now)
			return s
		}
	}
	return s.undefined(unit.NoSolution)
}
