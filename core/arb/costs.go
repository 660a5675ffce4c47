package arb

import (
	"math"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// CostModel is every cost of an arbitrage as a field of its own. Left out, a
// cost is 0; the three rates that are pointers follow the risk-free rate.
type CostModel struct {
	FuturesFee      unit.Rate   `json:"futures_fee,omitempty" doc:"futures commission of one side, of the price"`
	FuturesSlippage unit.Points `json:"futures_slippage,omitempty" doc:"futures costs in points over the whole trade: slippage, impact, fees charged in points"`
	DeliveryFee     unit.Rate   `json:"delivery_fee,omitempty" doc:"fee of cash settlement at expiry, of the price"`
	StockCost       unit.Rate   `json:"stock_cost,omitempty" doc:"stock commission of one side"`
	StampDuty       unit.Rate   `json:"stamp_duty,omitempty" doc:"tax on selling stocks"`
	StockImpact     unit.Rate   `json:"stock_impact,omitempty" doc:"half spread and market impact of one side of the stock trade"`
	StockLoanFee    unit.Rate   `json:"stock_loan_fee,omitempty" doc:"fee per year for borrowing stocks, of the spot"`
	FuturesMargin   unit.Rate   `json:"futures_margin,omitempty" doc:"margin of the future, of its price"`
	ShortMargin     unit.Rate   `json:"short_margin,omitempty" doc:"margin of the short sale beyond its frozen proceeds, of the spot"`
	RoundTrip       bool        `json:"round_trip,omitempty" doc:"count stock and futures costs on both sides in the arbitrage return; otherwise once"`

	ProceedsRate   unit.Rate  `json:"proceeds_rate,omitempty" doc:"interest per year on short-sale proceeds; 0 where they are frozen"`
	MarginRate     *unit.Rate `json:"margin_rate,omitempty" doc:"interest per year received on the futures margin; the risk-free rate when left out"`
	CollateralRate unit.Rate  `json:"collateral_rate,omitempty" doc:"interest per year received on the short-sale margin"`
	BorrowRate     *unit.Rate `json:"borrow_rate,omitempty" doc:"rate per year at which cash is borrowed; the risk-free rate when left out"`
	DepositRate    *unit.Rate `json:"deposit_rate,omitempty" doc:"rate per year at which a holder deposits; the risk-free rate when left out"`
	LendingSpread  unit.Rate  `json:"lending_spread,omitempty" doc:"borrowing minus lending rate per year in the textbook band"`

	DividendTax   unit.Rate    `json:"dividend_tax,omitempty" doc:"tax on dividends received"`
	DividendLow   *unit.Points `json:"dividend_low,omitempty" doc:"low case of the dividends, value at expiry, for the upper full bound; the forecast when left out"`
	DividendHigh  *unit.Points `json:"dividend_high,omitempty" doc:"high case of the dividends, value at expiry, for the lower full bound; the forecast when left out"`
	TrackingError unit.Rate    `json:"tracking_error,omitempty" doc:"tracking error of the stock basket per year"`
	TrackingZ     float64      `json:"tracking_z,omitempty" doc:"standard deviations of tracking error the full band allows for"`
	BuyBack       bool         `json:"buy_back,omitempty" doc:"the holder buys the stocks back at expiry"`
}

// maxRate bounds every rate: 10 is 1,000 %. It is far beyond any market and
// keeps every product of inputs finite.
const maxRate = 10

// maxPoints bounds every amount in points that is not a price of the market.
const maxPoints = 1e9

// check adds the fields of c that cannot be computed with.
func (c CostModel) check(fs *fault.Fields) {
	share := func(path string, v unit.Rate) { within(fs, "costs."+path, float64(v), 0, 1) }
	perYear := func(path string, v unit.Rate) { within(fs, "costs."+path, float64(v), 0, maxRate) }
	rate := func(path string, v *unit.Rate) {
		if v != nil {
			within(fs, "costs."+path, float64(*v), -maxRate, maxRate)
		}
	}
	points := func(path string, v *unit.Points) {
		if v != nil {
			within(fs, "costs."+path, float64(*v), 0, maxPoints)
		}
	}
	share("futures_fee", c.FuturesFee)
	points("futures_slippage", &c.FuturesSlippage)
	share("delivery_fee", c.DeliveryFee)
	share("stock_cost", c.StockCost)
	share("stamp_duty", c.StampDuty)
	share("stock_impact", c.StockImpact)
	perYear("stock_loan_fee", c.StockLoanFee)
	perYear("futures_margin", c.FuturesMargin)
	perYear("short_margin", c.ShortMargin)
	rate("proceeds_rate", &c.ProceedsRate)
	rate("margin_rate", c.MarginRate)
	rate("collateral_rate", &c.CollateralRate)
	rate("borrow_rate", c.BorrowRate)
	rate("deposit_rate", c.DepositRate)
	perYear("lending_spread", c.LendingSpread)
	share("dividend_tax", c.DividendTax)
	points("dividend_low", c.DividendLow)
	points("dividend_high", c.DividendHigh)
	if c.DividendLow != nil && c.DividendHigh != nil && *c.DividendLow > *c.DividendHigh {
		fs.Add("costs.dividend_low", "above_high", "must not be above dividend_high")
	}
	perYear("tracking_error", c.TrackingError)
	within(fs, "costs.tracking_z", c.TrackingZ, 0, 100)
}

// within adds a field when v is not a number from low to high.
func within(fs *fault.Fields, path string, v, low, high float64) {
	text := func(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }
	switch {
	case math.IsNaN(v) || math.IsInf(v, 0):
		fs.Add(path, "not_finite", "must be a finite number")
	case v < low && low == 0:
		fs.Add(path, "negative", "must not be negative, got "+text(v), "got", text(v))
	case v < low:
		fs.Add(path, "below_limit", "must be at least "+text(low)+", got "+text(v), "got", text(v), "limit", text(low))
	case v > high:
		fs.Add(path, "above_limit", "must be at most "+text(high)+", got "+text(v), "got", text(v), "limit", text(high))
	}
}

// Validate refuses what cannot be computed with, all fields at once: what
// carry.Terms refuses; costs below 0 or beyond 100 % (rates per year and
// margins beyond 1,000 %); a hurdle beyond 1,000 %.
func (in Input) Validate() error {
	var fs fault.Fields
	in.check(&fs)
	return fs.Err()
}

func (in Input) check(fs *fault.Fields) {
	if v, ok := any(in.Terms).(interface{ Validate() error }); ok {
		fs.Merge("", v.Validate())
	}
	in.Costs.check(fs)
	within(fs, "hurdle", float64(in.Hurdle), -maxRate, maxRate)
}
