// Package arb says where index-futures arbitrage begins and what it earns:
// the five no-arbitrage bands of A.4 in docs/formulas.md, the annualised
// return of the arbitrage both ways, the switch of a holder of the stocks,
// and for each of them what the costs take and which input would have to
// change. Dividends enter every formula as their value on the expiry day.
package arb

import (
	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Key names the operation: bands, returns, verdict and waterfalls of one contract.
const Key = op.Key[Input, Result]("arb")

// Input is one contract in one market with the costs of trading it.
type Input struct {
	carry.Terms
	Costs  CostModel `json:"costs" doc:"what the trades cost"`
	Hurdle unit.Rate `json:"hurdle" doc:"return per year on the capital tied up from which an arbitrage is worth doing; may be below the risk-free rate"`
}

// Verdicts of a Result.
const (
	VerdictNone      = "none"      // neither trade reaches the hurdle
	VerdictForward   = "forward"   // sell the future, buy the stocks
	VerdictReverse   = "reverse"   // buy the future, sell borrowed stocks
	VerdictUndefined = "undefined" // the expiry day: nothing per year has a meaning
)

// Trades of a BreakEvenInput.
const (
	TradeForward = "forward"
	TradeReverse = "reverse"
	TradeHolder  = "holder"
)

// Result is what the market offers against the costs.
type Result struct {
	Contract     string        `json:"contract" doc:"the contract, or the name given to it"`
	Date         calendar.Date `json:"date" doc:"valuation date"`
	Expiry       calendar.Date `json:"expiry" doc:"last trading day"`
	CalendarDays int           `json:"calendar_days" doc:"calendar days from the date to the expiry"`
	TradingDays  int           `json:"trading_days" doc:"trading days in (date, expiry]"`
	Estimated    bool          `json:"estimated" doc:"the trading days lie past the known calendar and are estimated"`
	Tau          float64       `json:"tau" doc:"time to expiry in years by the day count"`

	FairValue  unit.Points `json:"fair_value" doc:"S(1 + r tau) - value of the dividends at expiry"`
	Mispricing unit.Points `json:"mispricing" doc:"futures minus fair value"`
	Hurdle     unit.Rate   `json:"hurdle" doc:"the hurdle asked for"`

	Verdict string                `json:"verdict" enum:"none,forward,reverse,undefined" doc:"the trade that reaches the hurdle; of two the better one"`
	Decides unit.Maybe[unit.Rate] `json:"decides" doc:"return of the trade the verdict rests on: the better of the two"`
	Forward Trade                 `json:"forward" doc:"sell the future, buy the stocks"`
	Reverse Trade                 `json:"reverse" doc:"buy the future, sell borrowed stocks"`
	Holder  HolderTrade           `json:"holder" doc:"sell the stocks one owns, deposit the proceeds, buy the future"`
	Bands   []Band                `json:"bands" doc:"no-arbitrage bands: textbook, citic, sinolink, riskfree, full, holder"`

	Waterfalls []Waterfall   `json:"waterfalls" doc:"from the fair value to each bound, one cost after another"`
	RulesDate  calendar.Date `json:"rules_date" doc:"day whose fees, margins and taxes the notes compare with"`
	Notes      []fault.Field `json:"notes,omitempty" doc:"remarks on input that was accepted"`
}

// Trade is an arbitrage held to expiry. Formula A.4c:
//
//	forward: return = (F - S + D - costs) / (S + F m_f) / tau
//	reverse: return = (S - F - D - costs - S r_b tau + S r_P tau) / (F m_f + S m_s) / tau
type Trade struct {
	Return      unit.Maybe[unit.Rate]   `json:"return" doc:"gain per year on the capital tied up"`
	Gain        unit.Points             `json:"gain" doc:"points earned by expiry after costs"`
	Capital     unit.Points             `json:"capital" doc:"points tied up"`
	Bound       unit.Maybe[unit.Points] `json:"bound" doc:"futures price at which the return is the hurdle"`
	Distance    unit.Maybe[unit.Points] `json:"distance" doc:"points the future is still away from the bound; 0 or less: reached"`
	Parts       []Part                  `json:"parts" doc:"the terms of the gain with their signs; added in order they give it exactly"`
	Probability unit.Maybe[unit.Rate]   `json:"probability" doc:"chance that the return still reaches the hurdle, the dividends being normal around the forecast with its standard error"`
}

// HolderTrade is the switch of someone who owns the stocks, A.4e. It needs no loan.
type HolderTrade struct {
	Gain        unit.Points             `json:"gain" doc:"points gained by expiry against keeping the stocks"`
	Return      unit.Maybe[unit.Rate]   `json:"return" doc:"gain / spot / tau"`
	Bound       unit.Maybe[unit.Points] `json:"bound" doc:"futures price at which the switch gains nothing"`
	Distance    unit.Maybe[unit.Points] `json:"distance" doc:"points the future is still away from the bound; 0 or less: the switch gains"`
	Pays        bool                    `json:"pays" doc:"the gain is above 0"`
	Parts       []Part                  `json:"parts" doc:"the terms of the gain with their signs; added in order they give it exactly"`
	Probability unit.Maybe[unit.Rate]   `json:"probability" doc:"chance that the switch still gains, the dividends being normal around the forecast with its standard error"`
}

// Part is one term of a gain.
type Part struct {
	Code   string      `json:"code" doc:"what the term is: futures, spot, dividends, stock_cost, stock_loan_fee and so on"`
	Points unit.Points `json:"points" doc:"the term with its sign"`
}

// Band is one no-arbitrage band around the fair value.
type Band struct {
	ID        string                  `json:"id" enum:"textbook,citic,sinolink,riskfree,full,holder" doc:"which band"`
	Lower     unit.Maybe[unit.Points] `json:"lower" doc:"futures price below which buying the future pays"`
	Upper     unit.Maybe[unit.Points] `json:"upper" doc:"futures price above which selling the future pays"`
	Width     unit.Maybe[unit.Points] `json:"width" doc:"upper minus lower"`
	Contains  bool                    `json:"contains" doc:"the futures price lies inside, bounds included"`
	HoldsFair bool                    `json:"holds_fair" doc:"the fair value lies inside, bounds included"`
	Formula   string                  `json:"formula" doc:"the formulas of both bounds as plain text"`
	Source    string                  `json:"source" doc:"where the formula comes from"`
}

// Waterfall leads from the fair value to one bound by switching the costs on
// one after another. From plus the steps, added in order as float64, is To
// exactly, and To is the bound of the band exactly.
type Waterfall struct {
	Band  string                  `json:"band" enum:"sinolink,full" doc:"band of the bound"`
	Side  string                  `json:"side" enum:"upper,lower" doc:"which bound"`
	From  unit.Points             `json:"from" doc:"fair value"`
	To    unit.Maybe[unit.Points] `json:"to" doc:"the bound"`
	Steps []Step                  `json:"steps" doc:"what each cost adds; costs that add nothing are left out"`
}

// Step is one cost switched on.
type Step struct {
	Code    string      `json:"code" doc:"hurdle, stock_cost, stamp_duty, stock_impact, futures_fee, delivery_fee, slippage, futures_margin, stock_loan_fee, proceeds, short_margin, borrow_rate, dividends, dividend_tax or tracking"`
	Path    string      `json:"path" doc:"the input behind it, as the request names it"`
	Points  unit.Points `json:"points" doc:"points added to the bound"`
	Setting float64     `json:"setting" doc:"the value of that input"`
}
