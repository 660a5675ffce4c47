package arb

import (
	"math"

	"fairbasis/core/unit"
)

// ratio is a value as numerator over denominator. Both are affine in every
// single input but the days to expiry, which is what the solver and the
// surface rest on. Bounds are written as spot plus a difference, as the fair
// value is, so that without costs they are its very float64.
type ratio struct{ num, den float64 }

// price is the ratio as a bound. Where the denominator is not above 0 the
// costs that grow with the futures price eat the whole of it.
func (q ratio) price() unit.Maybe[unit.Points] {
	if !(q.den > 0) {
		return unit.None[unit.Points](unit.CostsAboveWhole)
	}
	return unit.Some(unit.Points(q.num / q.den))
}

// stockCosts is what trading the stocks costs in the arbitrage return, of the
// spot: commission and impact once or on both sides, the tax on the one sale.
func (d *deal) stockCosts() float64 { return d.c.sides*(d.c.stock+d.c.impact) + d.c.stamp }

// futuresCosts is what trading the future costs in the arbitrage return, of
// its price: commission once or on both sides, and the settlement fee. Held to
// settlement there is no closing trade; counting both keeps the sum cautious
// by one commission (0.1 points in 4,400).
func (d *deal) futuresCosts() float64 { return d.c.sides*d.c.fee + d.c.delivery }

// forwardGain, A.4c: F - S + D - S c_s - F c_f, term by term.
func (d *deal) forwardGain() terms {
	return terms{d.f, -d.s, d.dividends(),
		-d.s * (d.c.sides * d.c.stock), -d.s * d.c.stamp, -d.s * (d.c.sides * d.c.impact),
		-d.f * (d.c.sides * d.c.fee), -d.f * d.c.delivery, -d.c.slip}
}

// reverseGain, A.4c: S - F - D - S c_s - F c_f - S r_b tau + S r_P tau, term
// by term. The last is the interest on the short proceeds, 0 where they are frozen.
func (d *deal) reverseGain() terms {
	return terms{-d.f, d.s, -d.dividends(),
		-d.s * (d.c.sides * d.c.stock), -d.s * d.c.stamp, -d.s * (d.c.sides * d.c.impact),
		-d.f * (d.c.sides * d.c.fee), -d.f * d.c.delivery, -d.c.slip,
		-d.s * d.c.loan * d.tau, d.s * d.c.proceeds * d.tau}
}

// holderGain, A.4e, term by term:
//
//	S(1 - c_s - st - h)(1 + r_dep tau) - D - F(1 + c_f + c_d) - slippage - m_f F (r_dep - r_M) tau - [S(c_s + h)]
//
// The sheet's formula has neither the impact h of the sale nor the slippage:
// who types them means them here too. With both 0 it is the sheet's.
func (d *deal) holderGain() terms {
	deposit := d.c.deposit.or(d.r)
	grown := 1 + deposit*d.tau
	return terms{-d.f, d.s, -d.dividends(),
		-d.s * d.c.stock * (grown + d.c.buyBack), -d.s * d.c.stamp * grown, -d.s * d.c.impact * (grown + d.c.buyBack),
		-d.f * d.c.fee, -d.f * d.c.delivery, -d.c.slip,
		0, 0,
		d.s * deposit * d.tau, -d.c.marginF * d.f * (deposit - d.c.margin.or(d.r)) * d.tau}
}

// terms are the terms of a gain in the order of termCodes.
type terms [13]float64

var termCodes = [len(terms{})]string{"futures", "spot", "dividends", "stock_cost", "stamp_duty", "stock_impact",
	"futures_fee", "delivery_fee", "slippage", "stock_loan_fee", "proceeds", "deposit", "futures_margin"}

// sum adds the terms in order.
func (t terms) sum() float64 {
	sum := 0.0
	for _, x := range t {
		sum += x
	}
	return sum
}

// parts lists the terms that are not 0. Adding 0 changes no sum, so the
// parts added in order are sum() exactly.
func (t terms) parts() []Part {
	var out []Part
	for i, x := range t {
		if x != 0 || i < 3 {
			out = append(out, Part{termCodes[i], unit.Points(x + 0)}) // + 0 turns -0 into 0
		}
	}
	return out
}

// forwardCapital and reverseCapital are the points tied up, A.4c.
func (d *deal) forwardCapital() float64 { return d.s + d.f*d.c.marginF }
func (d *deal) reverseCapital() float64 { return d.f*d.c.marginF + d.s*d.c.marginS }

// upper, A.4c, is the futures price at which the forward return is the hurdle R:
//
//	[S(1 + c_s + R tau) - D] / (1 - c_f - R tau m_f)
func (d *deal) upper() ratio {
	carry := d.hurdle * d.tau
	return ratio{d.s + (d.s*(carry+d.stockCosts()) - d.dividends() + d.c.slip), 1 - d.futuresCosts() - carry*d.c.marginF}
}

// lower, A.4c, is the futures price at which the reverse return is the hurdle R:
//
//	[S(1 - c_s - (r_b + R m_s - r_P) tau) - D] / (1 + c_f + R tau m_f)
func (d *deal) lower() ratio {
	carry := d.hurdle * d.tau
	return ratio{d.s + (d.s*(d.c.proceeds*d.tau-d.c.loan*d.tau-carry*d.c.marginS-d.stockCosts()) - d.dividends() - d.c.slip),
		1 + d.futuresCosts() + carry*d.c.marginF}
}

// fullUpper, A.4d, every cost where it falls, stocks in and out:
//
//	{ S[(1 + c_b + h)(1 + r_B tau) + (c_s + st + h)] - D_low(1 - tax) + z TE S sqrt(tau) + slippage }
//	/ { 1 - c_f - c_d - m_f (r_B - r_M) tau }
func (d *deal) fullUpper() ratio {
	c, borrow := &d.c, d.c.borrow.or(d.r)
	in, out := c.stock+c.impact, c.stock+c.stamp+c.impact
	return ratio{d.s + (d.s*(borrow*d.tau+in*(1+borrow*d.tau)+out) - c.low.or(d.dividends())*(1-c.tax) + d.tracking() + c.slip),
		1 - c.fee - c.delivery - c.marginF*(borrow-c.margin.or(d.r))*d.tau}
}

// fullLower, A.4d:
//
//	{ S[(1 - c_s - st - h)(1 + r_P tau) - r_b tau - m_s (r_B - r_C) tau - (c_b + h)] - D_high - z TE S sqrt(tau) - slippage }
//	/ { 1 + c_f + c_d + m_f (r_B - r_M) tau }
func (d *deal) fullLower() ratio {
	c, borrow := &d.c, d.c.borrow.or(d.r)
	in, out := c.stock+c.impact, c.stock+c.stamp+c.impact
	grow := c.proceeds * d.tau
	return ratio{d.s + (d.s*(grow-c.loan*d.tau-c.marginS*(borrow-c.collateral)*d.tau-out*(1+grow)-in) -
		c.high.or(d.dividends()) - d.tracking() - c.slip),
		1 + c.fee + c.delivery + c.marginF*(borrow-c.margin.or(d.r))*d.tau}
}

func (d *deal) tracking() float64 { return d.c.z * d.c.track * d.s * math.Sqrt(d.tau) }

// holderBound, A.4e, is the futures price at which the switch gains nothing.
func (d *deal) holderBound() ratio {
	c, deposit := &d.c, d.c.deposit.or(d.r)
	grow, sale, buy := deposit*d.tau, c.stock+c.stamp+c.impact, c.buyBack*(c.stock+c.impact)
	return ratio{d.s + (d.s*(grow-sale*(1+grow)-buy) - d.dividends() - c.slip),
		1 + c.fee + c.delivery + c.marginF*(deposit-c.margin.or(d.r))*d.tau}
}

// textbook, A.4a, is half the width of the band around the fair value:
//
//	TC = S(2(c_s + h) + st) + slippage + F(c_f + c_d) + S spread tau
//
// The stocks are always counted in and out, as the textbook does. The exam
// questions give the futures costs in points for the whole trade: slippage
// takes them as they are. A commission as a share of the price is added once,
// because the future is held to settlement, and with it the settlement fee.
func (d *deal) textbook() float64 {
	c := &d.c
	return d.s*(2*(c.stock+c.impact)+c.stamp) + c.slip + d.f*(c.fee+c.delivery) + d.s*c.spread*d.tau
}

// citicUpper and citicLower, A.4b, with rho1 and rho2 the margins of the
// future and of the short sale, r1 the loan fee, r2 the opportunity cost of
// money, for which the risk-free rate stands: any other would move the band
// off the fair value it is drawn around:
//
//	upper: [S(1 + r2 tau) - D] / (1 - rho1 r2 tau)
//	lower: [S(1 + r2 tau - r1 tau - rho2 r2 tau) - D] / (1 + rho1 r2 tau)
//
// Two departures from the print. The numerator of the lower bound has rho1
// there; the capital row of the same source (F rho1 + S rho2) shows that rho2
// is meant (IM2412 of 2024-09-13 at 3 %: 4309.08 as printed, 4298.44 as meant). And it
// prints (1 - q)(1 + r2 tau), the dividends at today's value; taken at expiry,
// as everywhere here, that product is 1 + r2 tau - q.
func (d *deal) citicUpper() ratio {
	grow := d.r * d.tau
	return ratio{d.s + (d.s*grow - d.dividends()), 1 - d.c.marginF*grow}
}

func (d *deal) citicLower() ratio {
	grow := d.r * d.tau
	return ratio{d.s + (d.s*(grow-d.c.loan*d.tau-d.c.marginS*grow) - d.dividends()), 1 + d.c.marginF*grow}
}
