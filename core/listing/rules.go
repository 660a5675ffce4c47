package listing

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// RulesKey names the operation "rules": fees, margins, limits and taxes in force on a day.
const RulesKey = op.Key[RulesInput, RulesResult]("rules")

// RulesInput asks for the rules of a product on a day and, when a price is given, for the fees of some lots.
type RulesInput struct {
	Product string        `json:"product" enum:"IF,IH,IC,IM" doc:"product code"`
	Date    calendar.Date `json:"date" doc:"the day the rules are looked up for"`
	Price   unit.Points   `json:"price,omitempty" doc:"futures price; with it the reply holds fees and margin in CNY"`
	Lots    market.Lots   `json:"lots,omitempty" doc:"lots; 1 when left out"`
}

// RulesExample is one lot of the CSI 300 future at 4,000 points.
var RulesExample = RulesInput{Product: "IF", Date: calendar.MustOf(2024, 9, 13), Price: 4000, Lots: 1}

// Validate returns every rejected field at once.
func (in RulesInput) Validate() error {
	var fields fault.Fields
	_, err := market.ProductNamed(in.Product)
	fields.Merge("product", err)
	checkDate(&fields, in.Date)
	if in.Price < 0 || !unit.Finite(in.Price) || in.Price > maxPrice {
		fields.Add("price", "out_of_range", "must be above 0 and at most 1,000,000 points, or left out")
	}
	if in.Lots < 0 || !unit.Finite(in.Lots) || in.Lots > maxLots {
		fields.Add("lots", "out_of_range", "must be above 0 and at most 10,000,000, or left out")
	}
	if in.Lots != 0 && in.Price == 0 {
		fields.Add("price", "missing", "lots need a price; give it or leave the lots out")
	}
	return fields.Err()
}

// Bounds far outside any market, so that money stays finite and exact to the cent.
const (
	maxPrice = 1_000_000
	maxLots  = 10_000_000
)

// RulesResult is every rule with its day, source and status.
type RulesResult struct {
	market.Rules
	Fees    *market.Fees    `json:"fees,omitempty" doc:"CNY for the lots at the price; only when a price was given"`
	History []market.Change `json:"history" doc:"the whole table of rules of the product, later rows included"`
}

// Rules looks up the rules. It refuses what Validate refuses.
func Rules(_ context.Context, in RulesInput) (RulesResult, error) {
	if err := in.Validate(); err != nil {
		return RulesResult{}, err
	}
	p, err := market.ProductNamed(in.Product)
	if err != nil {
		return RulesResult{}, err
	}
	r := RulesResult{Rules: market.RulesAt(p, in.Date), History: market.History(p)}
	if in.Price == 0 {
		return r, nil
	}
	lots := in.Lots
	if lots == 0 {
		lots = 1
	}
	fees, err := r.Rules.Fees(in.Price, p.Multiplier, lots)
	if err != nil {
		return RulesResult{}, err
	}
	r.Fees = &fees
	return r, nil
}
