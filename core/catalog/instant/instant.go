// Package instant lists the operations in closed form, far under a
// millisecond each. The page links them and answers in place.
package instant

import (
	"fairbasis/core/carry"
	"fairbasis/core/listing"
	"fairbasis/core/op"
)

// All is every instant operation.
var All = op.NewSet(
	op.New(listing.ContractKey, "Facts of one contract on a day and the contracts listed beside it", listing.ContractExample, listing.Contract),
	op.New(listing.RulesKey, "Fees, margins, limits and taxes in force on a day, with their sources", listing.RulesExample, listing.Rules),
	op.New(carry.PriceKey, "Theoretical price of one contract and what its price implies", carry.PriceExample, carry.ComputePrice),
	op.New(carry.CurveKey, "Fair value, implied and forward repo of the listed contracts", carry.CurveExample, carry.ComputeCurve),
)
