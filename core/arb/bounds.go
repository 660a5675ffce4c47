package arb

import (
	"math"

	"fairbasis/core/unit"
)

// Bounds are the bounds of one set of costs as functions of plain numbers, for
// lines over many days and contracts: no parts, no waterfalls, no verdict. The
// formulas are those of Result.
type Bounds struct{ d deal }

// BoundsOf returns the bounds under costs c. rate is the risk-free rate, hurdle
// the return of the arbitrage, both per year. c is not checked: CostModels of
// this package are right, others are the caller's.
func BoundsOf(c CostModel, rate, hurdle unit.Rate) Bounds {
	// Dividends are given in points as their value at expiry, and count: days is above 0.
	return Bounds{deal{r: float64(rate), hurdle: float64(hurdle), c: c.numbers(), term: term{days: 1}}}
}

// Hurdle returns the futures prices between which neither trade returns the
// hurdle (A.4c), for an index at spot, tau years to expiry, and dividends worth
// that many points at expiry. NaN stands for no bound: the costs take more than
// the whole price.
func (b *Bounds) Hurdle(spot, tau, dividends float64) (lower, upper float64) {
	b.d.s, b.d.tau, b.d.points = spot, tau, dividends
	return b.d.lower().orNaN(), b.d.upper().orNaN()
}

// Full returns the bounds of the full band (A.4d), likewise.
func (b *Bounds) Full(spot, tau, dividends float64) (lower, upper float64) {
	b.d.s, b.d.tau, b.d.points = spot, tau, dividends
	return b.d.fullLower().orNaN(), b.d.fullUpper().orNaN()
}

// orNaN is price for those who hold numbers only.
func (q ratio) orNaN() float64 {
	if !(q.den > 0) {
		return math.NaN()
	}
	return q.num / q.den
}
