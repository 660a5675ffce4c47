package arb

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// draw makes a request from anywhere in the allowed ranges: prices over
// fifteen decades, every day count and way of giving dividends, costs from
// none to absurd.
func draw(t *rapid.T) Input {
	in := Input{Terms: drawTerms(t, rapid.Bool().Draw(t, "sane")), Hurdle: unit.Rate(spread(t, "hurdle", 0.2, -1, 1))}
	c := &in.Costs
	c.FuturesFee = unit.Rate(spread(t, "futures_fee", 1e-3, 0, 1))
	c.FuturesSlippage = unit.Points(spread(t, "slippage", 10, 0, 1e9))
	c.DeliveryFee = unit.Rate(spread(t, "delivery_fee", 1e-3, 0, 1))
	c.StockCost = unit.Rate(spread(t, "stock_cost", 1e-2, 0, 1))
	c.StampDuty = unit.Rate(spread(t, "stamp_duty", 1e-2, 0, 1))
	c.StockImpact = unit.Rate(spread(t, "stock_impact", 1e-2, 0, 1))
	c.StockLoanFee = unit.Rate(spread(t, "stock_loan_fee", 0.2, 0, 1))
	c.FuturesMargin = unit.Rate(spread(t, "futures_margin", 0.4, 0, 10))
	c.ShortMargin = unit.Rate(spread(t, "short_margin", 1.2, 0, 10))
	c.RoundTrip, c.BuyBack = rapid.Bool().Draw(t, "round_trip"), rapid.Bool().Draw(t, "buy_back")
	c.ProceedsRate = unit.Rate(spread(t, "proceeds_rate", 0.05, -1, 1))
	c.CollateralRate = unit.Rate(spread(t, "collateral_rate", 0.05, -1, 1))
	for _, p := range []struct {
		name string
		to   **unit.Rate
	}{{"margin_rate", &c.MarginRate}, {"borrow_rate", &c.BorrowRate}, {"deposit_rate", &c.DepositRate}} {
		if rapid.Bool().Draw(t, p.name+" given") {
			*p.to = ptr(unit.Rate(spread(t, p.name, 0.05, -1, 1)))
		}
	}
	c.LendingSpread = unit.Rate(spread(t, "lending_spread", 0.05, 0, 1))
	c.DividendTax = unit.Rate(spread(t, "dividend_tax", 0.2, 0, 1))
	if rapid.Bool().Draw(t, "cases") {
		low := spread(t, "dividend_low", 50, 0, 1e9)
		c.DividendLow, c.DividendHigh = ptr(unit.Points(low)), ptr(unit.Points(min(1e9, low+spread(t, "dividend_high", 50, 0, 1e9))))
	}
	c.TrackingError = unit.Rate(spread(t, "tracking_error", 0.05, 0, 1))
	c.TrackingZ = spread(t, "tracking_z", 3, 0, 100)
	return in
}

// spread draws 0, a usual value up to usual, or anything from low to high.
func spread(t *rapid.T, name string, usual, low, high float64) float64 {
	switch rapid.IntRange(0, 5).Draw(t, name+" kind") {
	case 0, 1:
		return 0
	case 2:
		return rapid.Float64Range(low, high).Draw(t, name)
	}
	return rapid.Float64Range(math.Max(low, -usual), usual).Draw(t, name)
}

func drawTerms(t *rapid.T, sane bool) carry.Terms {
	price := func(name string) unit.Points {
		return unit.Points(math.Min(carry.MaxPrice, math.Max(carry.MinPrice, math.Exp(rapid.Float64Range(math.Log(1e-6), math.Log(1e9)).Draw(t, name)))))
	}
	terms := carry.Terms{
		Contract: "own", Multiplier: 200,
		Date:     calendar.MustOf(2016, 1, 1).AddDays(rapid.IntRange(0, 3000).Draw(t, "date")),
		DayCount: rapid.SampledFrom([]string{"", "act365", "act360", "trading252", "trading252p1", "months12"}).Draw(t, "day_count"),
	}
	days, rate := rapid.IntRange(0, 3600).Draw(t, "days"), rapid.Float64Range(-1, 1).Draw(t, "rate")
	terms.Spot, terms.Futures = price("spot"), price("futures")
	if sane {
		days, rate = rapid.IntRange(0, 400).Draw(t, "days"), rapid.Float64Range(-0.02, 0.1).Draw(t, "rate")
		terms.Spot = unit.Points(rapid.Float64Range(1000, 10000).Draw(t, "spot"))
		terms.Futures = terms.Spot * unit.Points(rapid.Float64Range(0.8, 1.2).Draw(t, "futures over spot"))
	}
	terms.Expiry, terms.Rate = terms.Date.AddDays(days), unit.Rate(rate)
	d := &terms.Dividends
	d.Error = unit.Points(spread(t, "error", 10, 0, 1e9))
	switch rapid.IntRange(0, 3).Draw(t, "dividends") {
	case 1:
		d.Points = ptr(unit.Points(spread(t, "points", 100, 0, 1e9)))
	case 2:
		d.Yield = ptr(unit.Rate(spread(t, "yield", 0.05, 0, 1)))
	case 3:
		for i := range rapid.IntRange(1, 5).Draw(t, "rows") {
			d.Cash = append(d.Cash, carry.CashDividend{
				ExDate: terms.Date.AddDays(rapid.IntRange(-10, days+30).Draw(t, "ex_date")),
				Points: unit.Points(spread(t, "cash", 30*float64(i+1), 0, 1e6)),
			})
		}
	}
	return terms
}

// put sets one variable of a request the way a user would. The days move the
// expiry, so the contract must be one's own.
func put(in Input, variable string, x float64) Input {
	r, p, c := unit.Rate(x), unit.Points(x), &in.Costs
	switch variable {
	case "futures":
		in.Futures = p
	case "spot":
		in.Spot = p
	case "rate":
		in.Rate = r
	case "days":
		in.Expiry = in.Date.AddDays(int(x))
	case "dividends.points":
		in.Dividends = carry.Dividends{Points: &p, Error: in.Dividends.Error}
	case "dividends.yield":
		in.Dividends = carry.Dividends{Yield: &r, Error: in.Dividends.Error}
	case "hurdle":
		in.Hurdle = r
	case "costs.stock_loan_fee":
		c.StockLoanFee = r
	case "costs.stock_cost":
		c.StockCost = r
	case "costs.stamp_duty":
		c.StampDuty = r
	case "costs.stock_impact":
		c.StockImpact = r
	case "costs.futures_fee":
		c.FuturesFee = r
	case "costs.delivery_fee":
		c.DeliveryFee = r
	case "costs.futures_slippage":
		c.FuturesSlippage = p
	case "costs.futures_margin":
		c.FuturesMargin = r
	case "costs.short_margin":
		c.ShortMargin = r
	case "costs.proceeds_rate":
		c.ProceedsRate = r
	case "costs.margin_rate":
		c.MarginRate = &r
	case "costs.deposit_rate":
		c.DepositRate = &r
	case "costs.borrow_rate":
		c.BorrowRate = &r
	case "costs.collateral_rate":
		c.CollateralRate = r
	case "costs.lending_spread":
		c.LendingSpread = r
	case "costs.dividend_tax":
		c.DividendTax = r
	case "costs.dividend_low":
		c.DividendLow = &p
	case "costs.dividend_high":
		c.DividendHigh = &p
	case "costs.tracking_error":
		c.TrackingError = r
	case "costs.tracking_z":
		c.TrackingZ = x
	default:
		panic(variable)
	}
	return in
}
