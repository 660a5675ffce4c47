package arb

import "fairbasis/core/unit"

// turn switches one cost of the market on: it takes the fields from full.
type turn struct {
	code, path string
	on         func(d, full *deal)
}

var (
	turnHurdle   = turn{"hurdle", "hurdle", func(d, full *deal) { d.hurdle = full.hurdle }}
	turnBorrow   = turn{"borrow_rate", "costs.borrow_rate", func(d, full *deal) { d.c.borrow = full.c.borrow }}
	turnLoan     = turn{"stock_loan_fee", "costs.stock_loan_fee", func(d, full *deal) { d.c.loan = full.c.loan }}
	turnProceeds = turn{"proceeds", "costs.proceeds_rate", func(d, full *deal) { d.c.proceeds = full.c.proceeds }}
	turnShort    = turn{"short_margin", "costs.short_margin", func(d, full *deal) {
		d.c.marginS, d.c.collateral = full.c.marginS, full.c.collateral
	}}
	turnStock    = turn{"stock_cost", "costs.stock_cost", func(d, full *deal) { d.c.stock = full.c.stock }}
	turnStamp    = turn{"stamp_duty", "costs.stamp_duty", func(d, full *deal) { d.c.stamp = full.c.stamp }}
	turnImpact   = turn{"stock_impact", "costs.stock_impact", func(d, full *deal) { d.c.impact = full.c.impact }}
	turnLow      = turn{"dividends", "costs.dividend_low", func(d, full *deal) { d.c.low = full.c.low }}
	turnHigh     = turn{"dividends", "costs.dividend_high", func(d, full *deal) { d.c.high = full.c.high }}
	turnTax      = turn{"dividend_tax", "costs.dividend_tax", func(d, full *deal) { d.c.tax = full.c.tax }}
	turnTracking = turn{"tracking", "costs.tracking_error", func(d, full *deal) { d.c.track, d.c.z = full.c.track, full.c.z }}
	turnSlippage = turn{"slippage", "costs.futures_slippage", func(d, full *deal) { d.c.slip = full.c.slip }}
	turnFee      = turn{"futures_fee", "costs.futures_fee", func(d, full *deal) { d.c.fee = full.c.fee }}
	turnDelivery = turn{"delivery_fee", "costs.delivery_fee", func(d, full *deal) { d.c.delivery = full.c.delivery }}
	turnMargin   = turn{"futures_margin", "costs.futures_margin", func(d, full *deal) {
		d.c.marginF, d.c.margin = full.c.marginF, full.c.margin
	}}
)

// The orders in which costs are switched on. What multiplies the spot comes
// before what divides by the futures price, so that a stock cost of 0.1 % is
// 0.1 % of the spot, not of a price already marked up.
var (
	upperTurns = []turn{turnHurdle, turnStock, turnStamp, turnImpact, turnSlippage, turnFee, turnDelivery, turnMargin}
	lowerTurns = []turn{turnHurdle, turnLoan, turnProceeds, turnShort, turnStock, turnStamp, turnImpact, turnSlippage,
		turnFee, turnDelivery, turnMargin}
	fullUpperTurns = []turn{turnBorrow, turnStock, turnStamp, turnImpact, turnLow, turnTax, turnTracking, turnSlippage,
		turnFee, turnDelivery, turnMargin}
	fullLowerTurns = []turn{turnBorrow, turnLoan, turnProceeds, turnShort, turnStock, turnStamp, turnImpact, turnHigh,
		turnTracking, turnSlippage, turnFee, turnDelivery, turnMargin}
)

// frictionless is the deal without any cost: every rate is the risk-free rate
// and every bound the fair value.
func (d *deal) frictionless() deal {
	free := *d
	free.hurdle = d.r
	free.c = costs{sides: d.c.sides, buyBack: d.c.buyBack, proceeds: d.r}
	return free
}

// waterfall switches the costs on in order and notes what each adds to the bound.
//
// That the steps sum exactly is by construction: the bound that is reported
// IS their running sum in float64. Each step is the next value of the formula
// minus the running sum, so an error of rounding is not carried on but taken
// up by the step after it, and only the last step's remains. Bounds within a
// factor of two of each other, as any real ones are, have exact differences
// (Sterbenz), and the sum is the formula's own float64; otherwise it is
// within one rounding of the largest of the amounts.
func (d *deal) waterfall(band, side string, turns []turn, bound func(*deal) ratio) Waterfall {
	w := Waterfall{Band: band, Side: side, From: unit.Points(d.fair()), Steps: []Step{}}
	if to := bound(d).price(); !to.OK() {
		w.To = to
		return w
	}
	now, at := d.frictionless(), d.fair()
	for _, t := range turns {
		t.on(&now, d)
		next, ok := bound(&now).price().Get()
		if !ok {
			continue // a later cost brings the denominator back above 0 and takes this one's points
		}
		step := float64(next) - at
		if step == 0 {
			continue
		}
		at += step
		v, _ := variableNamed(t.path)
		w.Steps = append(w.Steps, Step{t.code, t.path, unit.Points(step), v.get(d)})
	}
	w.To = unit.Some(unit.Points(at))
	return w
}
