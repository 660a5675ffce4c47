package arb

import (
	"fairbasis/core/carry"
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

// maxMargin bounds the margins: 10 is 1,000 % of the price.
const maxMargin = 10

// maxZ bounds the standard deviations of tracking error.
const maxZ = 100

// check adds the fields of c that cannot be computed with. Costs are at least
// 0, shares of a price at most 100 %, rates per year at most 100 % either way.
func (c CostModel) check(fs *fault.Fields) {
	share := func(name string, v unit.Rate) { carry.CheckRange(fs, "costs."+name, v, 0, 1) }
	rate := func(name string, v *unit.Rate) {
		if v != nil {
			carry.CheckRate(fs, "costs."+name, *v)
		}
	}
	points := func(name string, v *unit.Points) {
		if v != nil {
			carry.CheckRange(fs, "costs."+name, *v, 0, carry.MaxPrice)
		}
	}
	share("futures_fee", c.FuturesFee)
	points("futures_slippage", &c.FuturesSlippage)
	share("delivery_fee", c.DeliveryFee)
	share("stock_cost", c.StockCost)
	share("stamp_duty", c.StampDuty)
	share("stock_impact", c.StockImpact)
	share("stock_loan_fee", c.StockLoanFee)
	carry.CheckRange(fs, "costs.futures_margin", c.FuturesMargin, 0, maxMargin)
	carry.CheckRange(fs, "costs.short_margin", c.ShortMargin, 0, maxMargin)
	rate("proceeds_rate", &c.ProceedsRate)
	rate("margin_rate", c.MarginRate)
	rate("collateral_rate", &c.CollateralRate)
	rate("borrow_rate", c.BorrowRate)
	rate("deposit_rate", c.DepositRate)
	share("lending_spread", c.LendingSpread)
	share("dividend_tax", c.DividendTax)
	points("dividend_low", c.DividendLow)
	points("dividend_high", c.DividendHigh)
	if c.DividendLow != nil && c.DividendHigh != nil && *c.DividendLow > *c.DividendHigh {
		fs.Add("costs.dividend_low", "above_high", "must not be above dividend_high")
	}
	share("tracking_error", c.TrackingError)
	carry.CheckRange(fs, "costs.tracking_z", c.TrackingZ, 0, maxZ)
}

// Validate refuses what cannot be computed with, all fields at once: what
// carry.Terms refuses, costs below 0 or above the whole price, margins above
// 1,000 %, rates and a hurdle beyond 100 % per year.
func (in Input) Validate() error {
	var fs fault.Fields
	in.check(&fs)
	return fs.Err()
}

func (in Input) check(fs *fault.Fields) {
	fs.Merge("", in.Terms.Validate())
	in.Costs.check(fs)
	carry.CheckRate(fs, "hurdle", in.Hurdle)
}
