// Package instant lists the operations in closed form, far under a
// millisecond each. The page links them and answers in place.
package instant

import (
	"fairbasis/core/arb"
	"fairbasis/core/basis"
	"fairbasis/core/carry"
	"fairbasis/core/listing"
	"fairbasis/core/op"
	"fairbasis/core/roll"
	"fairbasis/core/spread"
)

// All is every instant operation.
var All = op.NewSet(
	op.New(listing.ContractKey, "Facts of one contract on a day and the contracts listed beside it", listing.ContractExample, listing.Contract),
	op.New(listing.RulesKey, "Fees, margins, limits and taxes in force on a day, with their sources", listing.RulesExample, listing.Rules),
	op.New(carry.PriceKey, "Theoretical price of one contract and what its price implies", carry.PriceExample, carry.ComputePrice),
	op.New(carry.CurveKey, "Fair value, implied and forward repo of the listed contracts", carry.CurveExample, carry.ComputeCurve),
	op.New(basis.Key, "Basis of one contract, annualised by every convention", basis.Example, basis.Compute),
	op.New(basis.WeightedKey, "Basis of the listed contracts, weighted by open interest", basis.WeightedExample, basis.ComputeWeighted),
	op.New(arb.Key, "No-arbitrage bands, returns both ways and what the costs take", arb.Example, arb.Compute),
	op.New(arb.PresetsKey, "Cost models with their source and day", arb.PresetsExample, arb.ComputePresets),
	op.New(arb.BreakEvenKey, "What each input would have to be for a trade to reach a target", arb.BreakEvenExample, arb.ComputeBreakEven),
	op.New(arb.SensitivityKey, "What moving one input does to the answers", arb.SensitivityExample, arb.ComputeSensitivity),
	op.New(arb.SurfaceKey, "One answer over any two inputs", arb.SurfaceExample, arb.ComputeSurface),
	op.New(spread.Key, "Calendar spreads against their theoretical value and cost band", spread.Example, spread.Compute),
	op.New(roll.LotsKey, "Futures lots that hedge a portfolio", roll.LotsExample, roll.ComputeLots),
	op.New(roll.PlanKey, "What it costs to roll a hedge into each later contract", roll.PlanExample, roll.ComputePlan),
)
