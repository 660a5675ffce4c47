package arb

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
)

// deal is everything a formula of this package reads, as plain numbers. The
// formulas are methods without branches on units, dates or text, so a solver
// or a surface can move one field and evaluate again.
type deal struct {
	s, f   float64 // spot and futures price, points
	r      float64 // risk-free rate per year
	tau    float64 // years to expiry
	hurdle float64 // per year

	mode       dividendMode
	points     float64 // byPoints: value at expiry
	yield      float64 // byYield: per year, simple; value at expiry S q tau
	sum        float64 // byCash: points with ex-dates in the window,
	pointYears float64 // and points x years from their ex-date to expiry
	sigma      float64 // standard error of the dividends, points

	c costs

	term // what the days to expiry are made of
}

// term is how the number of days turns into tau and into dividends.
type term struct {
	date  calendar.Date
	days  float64 // calendar days to expiry
	count calendar.DayCount
	cash  []carry.CashDividend
}

// costs is a CostModel in numbers.
type costs struct {
	fee, slip, delivery, stock, stamp, impact, loan float64

	marginF, marginS float64 // margins of the future and of the short sale

	proceeds, collateral, spread, tax, track, z float64

	margin, borrow, deposit, low, high optional

	sides   float64 // how often the arbitrage return counts one-sided costs, 1 or 2
	buyBack float64 // 1 when the holder buys back, else 0
}

// optional is a value that follows another one until it is set.
type optional struct {
	v   float64
	set bool
}

func (o optional) or(other float64) float64 {
	if o.set {
		return o.v
	}
	return other
}

func given[T ~float64](p *T) optional {
	if p == nil {
		return optional{}
	}
	return optional{float64(*p), true}
}

type dividendMode uint8

const (
	byPoints dividendMode = iota
	byYield
	byCash
)

// numbers turns a cost model into plain numbers.
func (c CostModel) numbers() costs {
	n := costs{
		fee: float64(c.FuturesFee), slip: float64(c.FuturesSlippage), delivery: float64(c.DeliveryFee),
		stock: float64(c.StockCost), stamp: float64(c.StampDuty), impact: float64(c.StockImpact), loan: float64(c.StockLoanFee),
		marginF: float64(c.FuturesMargin), marginS: float64(c.ShortMargin),
		proceeds: float64(c.ProceedsRate), collateral: float64(c.CollateralRate), spread: float64(c.LendingSpread),
		tax: float64(c.DividendTax), track: float64(c.TrackingError), z: c.TrackingZ,
		margin: given(c.MarginRate), borrow: given(c.BorrowRate), deposit: given(c.DepositRate),
		low: given(c.DividendLow), high: given(c.DividendHigh),
		sides: 1,
	}
	if c.RoundTrip {
		n.sides = 2
	}
	if c.BuyBack {
		n.buyBack = 1
	}
	return n
}

// dividends is their value at expiry, points.
func (d *deal) dividends() float64 {
	if d.days == 0 {
		return 0 // no ex-date is left, even where the day count has a day more
	}
	switch d.mode {
	case byYield:
		return d.s * d.yield * d.tau
	case byCash:
		return d.sum + d.r*d.pointYears
	}
	return d.points
}

// fair is the theoretical price TP3, to the last bit as carry gives it:
//
//	F* = S(1 + r tau) - D
func (d *deal) fair() float64 { return d.s + (d.s*(d.r*d.tau) - d.dividends()) }

// mispricing is F - F*.
func (d *deal) mispricing() float64 { return (d.f - d.s) - (d.s*(d.r*d.tau) - d.dividends()) }

// setDays moves the expiry to days calendar days after the valuation date.
// Day counts of calendar days take fractions; the others count whole days, so
// they move in steps. Dated dividends fall out of or into the window.
func (d *deal) setDays(days float64) {
	d.days = days
	whole := int(math.Floor(days))
	if d.count.Counts == calendar.CalendarDays {
		d.tau = (days + float64(d.count.Plus)) / float64(d.count.Year)
	} else {
		d.tau = d.years(d.date.AddDays(whole))
	}
	if d.mode != byCash {
		return
	}
	d.sum, d.pointYears = 0, 0
	for _, c := range d.cash {
		if left := c.ExDate.Sub(d.date); left > 0 && left <= whole {
			d.sum += float64(c.Points)
			d.pointYears += float64(c.Points) * (d.tau - d.years(c.ExDate))
		}
	}
}

// years is the time from the valuation date to a later day by the day count.
func (d *deal) years(to calendar.Date) float64 {
	t, _ := d.count.Tau(d.date, to)
	return t.Years
}

// take turns resolved terms and costs into numbers.
func take(c carry.Deal, in Input) deal {
	count, _ := calendar.DayCountNamed(c.DayCount) // Resolve has found it
	d := deal{
		s: c.S, f: c.F, r: c.R, tau: c.Tau, hurdle: float64(in.Hurdle), sigma: c.DivError, c: in.Costs.numbers(),
		term: term{date: c.Date, days: float64(c.CalDays), count: count, cash: in.Dividends.Cash},
	}
	switch {
	case in.Dividends.Points != nil:
		d.points = float64(*in.Dividends.Points)
	case in.Dividends.Yield != nil:
		d.mode, d.yield = byYield, float64(*in.Dividends.Yield)
	case len(in.Dividends.Cash) > 0:
		d.mode, d.sum = byCash, c.DivSum
		for _, f := range c.Flows {
			d.pointYears += f.Points * f.Years
		}
	}
	return d
}
