package market

import (
	"math"
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// day0 asks ReadContract for no check against a date.
var day0 calendar.Date

func dateOf(unixDay int) calendar.Date { return calendar.OfUnixDay(unixDay) }

// prices is how many of the columns that Bars.Columns visits first are prices.
const prices = 6

// decimal returns the value of row i exactly, and false for an empty cell or a
// float of more than 18 digits.
func (c Column) decimal(i int) (unit.Decimal, bool) {
	if !c.Present() {
		return unit.Decimal{}, false
	}
	if c.Float != nil {
		return unit.FromFloat(c.Float[i])
	}
	return unit.NewDecimal(max(c.Mantissa[i], -math.MaxInt64), c.Scale), c.Mantissa[i] != Missing
}

// chainBars puts the runs one behind the other.
func chainBars(runs []run, rolls []Roll, adjust Adjust) (*Bars, error) {
	first := runs[0].bars
	out := &Bars{Symbol: first.Product, Kind: Continuous, Product: first.Product, Minutes: first.Minutes}
	n := 0
	for _, r := range runs {
		n += r.to - r.from
	}
	out.Time, out.Row = make([]int64, 0, n), make([]int32, 0, n)
	for _, r := range runs {
		out.Time = append(out.Time, r.bars.Time[r.from:r.to]...)
		if r.bars.Row == nil {
			out.Row = append(out.Row, make([]int32, r.to-r.from)...)
			continue
		}
		out.Row = append(out.Row, r.bars.Row[r.from:r.to]...)
	}
	out.Segment = chainSegments(runs, adjust == ByDifference || adjust == ByRatio)

	moves, err := newMoves(rolls, adjust)
	if err != nil {
		return nil, err
	}
	parts := make([]Column, len(runs))
	role := 0
	out.Columns(func(_ string, c *Column) { // Extra is still empty: these are the fixed roles
		for k, r := range runs {
			parts[k] = r.bars.column(role).part(r.from, r.to)
		}
		if role < prices {
			*c = moves.join(parts, runs)
		} else {
			*c = joinExact(parts, runs, nil, 0)
		}
		role++
	})
	var names []string
	for _, r := range runs {
		for _, e := range r.bars.Extra {
			if !slices.Contains(names, e.Name) {
				names = append(names, e.Name)
			}
		}
	}
	for _, name := range names {
		for k, r := range runs {
			parts[k] = Column{}
			for _, e := range r.bars.Extra {
				if e.Name == name {
					parts[k] = e.Column.part(r.from, r.to)
				}
			}
		}
		out.Extra = append(out.Extra, Named{name, joinExact(parts, runs, nil, 0)})
	}
	return out, nil
}

// column returns the column of the place that Columns gives it.
func (b *Bars) column(role int) Column {
	return [...]Column{b.Open, b.High, b.Low, b.Close, b.Settle, b.PreSettle, b.Volume, b.Amount, b.OpenInterest}[role]
}

// part is Slice that leaves an absent column alone.
func (c Column) part(from, to int) Column {
	if !c.Present() {
		return Column{}
	}
	return c.Slice(from, to)
}

// moves is what the prices of each run are moved by: all later rolls together.
type moves struct {
	points []unit.Decimal // by difference, of one scale
	scale  uint8
	factor []float64 // by ratio
}

func newMoves(rolls []Roll, adjust Adjust) (moves, error) {
	var m moves
	switch adjust {
	case ByDifference:
		m.points = make([]unit.Decimal, len(rolls)+1)
		for k := len(rolls) - 1; k >= 0; k-- {
			sum, ok := m.points[k+1].Add(rolls[k].exact)
			if !ok {
				return m, refuse("too_large", "the jumps between the contracts add up to more than can be held exactly")
			}
			m.points[k], m.scale = sum, max(m.scale, sum.Scale())
		}
	case ByRatio:
		m.factor = make([]float64, len(rolls)+1)
		m.factor[len(rolls)] = 1
		for k := len(rolls) - 1; k >= 0; k-- {
			m.factor[k] = m.factor[k+1] * rolls[k].Shift
		}
	}
	return m, nil
}

// join puts price columns one behind the other and moves them.
func (m moves) join(parts []Column, runs []run) Column {
	if m.factor == nil {
		return joinExact(parts, runs, m.points, m.scale)
	}
	return joinFloats(parts, runs, func(k int, x float64) float64 { return x * m.factor[k] })
}

// joinExact joins columns on their largest scale, and adds points to each
// where there are any. What has no common scale becomes floats.
func joinExact(parts []Column, runs []run, points []unit.Decimal, scale uint8) Column {
	present, n := false, 0
	for k, c := range parts {
		n += runs[k].to - runs[k].from
		present = present || c.Present()
		scale = max(scale, c.Scale)
	}
	if !present {
		return Column{}
	}
	out := make([]int64, 0, n)
	exact := func() bool {
		for k, c := range parts {
			if c.Float != nil {
				return false
			}
			if !c.Present() {
				for range runs[k].to - runs[k].from {
					out = append(out, Missing)
				}
				continue
			}
			pow, ok := unit.NewDecimal(1, 0).Rescale(scale - c.Scale)
			if !ok {
				return false
			}
			p, add := pow.Mantissa(), int64(0)
			if points != nil {
				d, ok := points[k].Rescale(scale)
				if !ok {
					return false
				}
				add = d.Mantissa()
			}
			if p == 1 && add == 0 {
				out = append(out, c.Mantissa...)
				continue
			}
			for _, v := range c.Mantissa {
				if v == Missing {
					out = append(out, v)
					continue
				}
				x := v * p
				y := x + add
				if p > 1 && x/p != v || (add > 0) != (y > x) && add != 0 || y == Missing {
					return false // past the range of int64
				}
				out = append(out, y)
			}
		}
		return true
	}
	if exact() {
		return Column{Mantissa: out, Scale: scale}
	}
	return joinFloats(parts, runs, func(k int, x float64) float64 {
		if points != nil {
			x += points[k].Float64()
		}
		return x
	})
}

func joinFloats(parts []Column, runs []run, move func(k int, x float64) float64) Column {
	present := false
	var out []float64
	for k, c := range parts {
		present = present || c.Present()
		for i := range runs[k].to - runs[k].from {
			x := math.NaN()
			if c.Present() {
				if v, ok := c.At(i); ok {
					x = move(k, v)
				}
			}
			out = append(out, x)
		}
	}
	if !present {
		return Column{}
	}
	return Column{Float: out}
}

// chainSegments returns the starts of unbroken stretches. A roll breaks an
// unadjusted chain; an adjusted one is broken by a roll only if the new
// contract has a break since the last bar of the old one.
func chainSegments(runs []run, adjusted bool) []int32 {
	out := []int32{0}
	at := 0
	for k, r := range runs {
		for _, s := range r.bars.Segment {
			if int(s) > r.from && int(s) < r.to {
				out = append(out, int32(at)+s-int32(r.from))
			}
		}
		at += r.to - r.from
		if k+1 == len(runs) {
			break
		}
		last, next := r.bars.Time[r.to-1], runs[k+1]
		breaks := !adjusted || next.bars.Time[0] > last
		for _, s := range next.bars.Segment {
			if int(s) <= next.from && next.bars.Time[s] > last {
				breaks = true
			}
		}
		if breaks {
			out = append(out, int32(at))
		}
	}
	return out
}
