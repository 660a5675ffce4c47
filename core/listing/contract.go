// Package listing answers what trades: the facts of one contract on a day and the contracts listed beside it, and the
// rules (fees, margins, limits, taxes) in force on a day with their sources.
package listing

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// ContractKey names the operation "contract": facts of one contract on a day.
const ContractKey = op.Key[ContractInput, ContractResult]("contract")

// ContractInput asks for a contract of the exchange by its code, or for one of the user's own by name and expiry.
type ContractInput struct {
	Contract   string        `json:"contract" doc:"contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given"`
	Date       calendar.Date `json:"date" doc:"valuation date"`
	Expiry     calendar.Date `json:"expiry,omitzero" doc:"last trading day of your own contract; left out, the exchange's rule gives it"`
	Multiplier float64       `json:"multiplier,omitempty" doc:"CNY per point of your own contract"`
	Tick       unit.Points   `json:"tick,omitempty" doc:"smallest price step of your own contract"`
}

// ContractExample is the December 2024 future on the CSI 1000 on the day of the Sinolink report.
var ContractExample = ContractInput{Contract: "IM2412", Date: calendar.MustOf(2024, 9, 13)}

// Validate returns every rejected field at once.
func (in ContractInput) Validate() error {
	_, err := in.resolve()
	return err
}

func (in ContractInput) resolve() (market.Contract, error) {
	var fields fault.Fields
	checkDate(&fields, in.Date)
	c, err := market.Resolve(in.Contract, in.Date, market.Own{Expiry: in.Expiry, Multiplier: in.Multiplier, Tick: in.Tick})
	fields.Merge("", err)
	return c, fields.Err()
}

// checkDate refuses a missing date.
func checkDate(fields *fault.Fields, d calendar.Date) {
	if d.IsZero() {
		fields.Add("date", "missing", "the valuation date is missing; write it as 2024-09-13")
	}
}

// ContractResult is what is known of a contract on a day.
type ContractResult struct {
	Contract       string           `json:"contract" doc:"the code in its plain form: IM2412"`
	Date           calendar.Date    `json:"date" doc:"valuation date"`
	Product        market.Product   `json:"product"`
	Month          calendar.Month   `json:"month,omitzero" doc:"delivery month"`
	LastTradingDay calendar.Expiry  `json:"last_trading_day"`
	Days           int              `json:"calendar_days" doc:"calendar days to the last trading day"`
	TradingDays    calendar.Count   `json:"trading_days" doc:"N: trading days after the date, up to and including the last trading day"`
	Listed         []ListedContract `json:"listed" doc:"contracts of the product that trade on the date, nearest first; empty for your own"`
	Remarks        []fault.Field    `json:"notes,omitempty" doc:"what is estimated, not listed or not a trading day"`
}

// ListedContract is one of the contracts that trade on the date.
type ListedContract struct {
	Contract       string          `json:"contract"`
	Month          calendar.Month  `json:"month" doc:"delivery month"`
	LastTradingDay calendar.Expiry `json:"last_trading_day"`
	Days           int             `json:"calendar_days" doc:"calendar days to the last trading day"`
	TradingDays    calendar.Count  `json:"trading_days" doc:"N, as above"`
}

// Contract computes the facts of a contract. It refuses what Validate refuses.
func Contract(_ context.Context, in ContractInput) (ContractResult, error) {
	c, err := in.resolve()
	if err != nil {
		return ContractResult{}, err
	}
	left := c.Remaining(in.Date)
	r := ContractResult{
		Contract: c.Code, Date: in.Date, Product: c.Product, Month: c.Month, LastTradingDay: c.LastTradingDay,
		Days: left.Days, TradingDays: left.TradingDays,
		Listed: []ListedContract{}, Remarks: c.Remarks(in.Date),
	}
	for _, l := range c.Product.ListedContracts(in.Date) {
		left := l.Remaining(in.Date)
		r.Listed = append(r.Listed, ListedContract{l.Code, l.Month, l.LastTradingDay, left.Days, left.TradingDays})
	}
	return r, nil
}
