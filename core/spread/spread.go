// Package spread compares the listed contracts of one product two by two: the
// calendar spread, what carry says it should be, and how far costs let it
// stray. Formulas C1 to C5 of docs/formulas.md.
package spread

import (
	"context"
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Key names the operation that values every calendar spread of a product.
const Key = op.Key[Input, Result]("spread")

// Input is the question: which calendar spreads lie outside their cost band?
type Input struct {
	carry.Chain
	FuturesFee    unit.Rate `json:"futures_fee,omitempty" doc:"fee of one side, of the price; 0.23 of 10,000 is 0.000023"`
	FuturesMargin unit.Rate `json:"futures_margin,omitempty" doc:"margin, of the price; charged on the larger leg only"`
}

// Validate returns every rejected field, or nil.
func (in Input) Validate() error {
	var fs fault.Fields
	fs.Merge("", in.Chain.Validate())
	if len(in.Contracts) == 1 {
		fs.Add("contracts", "too_few", "a spread needs two contracts; got 1", "got", "1", "min", "2")
	}
	carry.CheckRange(&fs, "futures_fee", in.FuturesFee, 0, carry.MaxRate)
	carry.CheckRange(&fs, "futures_margin", in.FuturesMargin, 0, carry.MaxRate)
	return fs.Err()
}

// Result holds every pair of contracts, near before far.
type Result struct {
	Date  calendar.Date `json:"date" doc:"valuation date"`
	Spot  unit.Points   `json:"spot"`
	Pairs []Pair        `json:"pairs" doc:"every two contracts, by near and then far expiry"`
	Notes []fault.Field `json:"notes,omitempty"`
}

// Pair is one calendar spread.
type Pair struct {
	Near                  string                `json:"near"`
	Far                   string                `json:"far"`
	Days                  int                   `json:"days" doc:"calendar days between the expiries"`
	Spread                unit.Points           `json:"spread" doc:"near less far: + when the far contract is cheaper"`
	RateFar               unit.Rate             `json:"rate_far" doc:"spread over the far price"`
	RateSpot              unit.Rate             `json:"rate_spot" doc:"spread over spot"`
	Theoretical           unit.Points           `json:"theoretical" doc:"fair value of near less that of far, simple interest"`
	TheoreticalContinuous unit.Points           `json:"theoretical_continuous" doc:"the same by TP1, continuous interest"`
	Gap                   unit.Points           `json:"gap" doc:"spread less theoretical"`
	Fees                  unit.Points           `json:"fees" doc:"two futures round trips: two fees on each leg's price"`
	MarginInterest        unit.Points           `json:"margin_interest" doc:"interest on the larger leg's margin from the near to the far expiry"`
	Band                  unit.Points           `json:"band" doc:"fees and margin interest: gaps up to it, either way, do not pay"`
	Outside               bool                  `json:"outside" doc:"the gap exceeds the band"`
	Annualised            unit.Maybe[unit.Rate] `json:"annualised" doc:"rate_spot x 365/days: what a short hedge pays a year to roll"`
}

// Example is a request of spread: IC at the closes of 2024-09-13, with the
// exchange's fee and a margin of 20 %.
var Example = Input{Chain: carry.ExampleChain, FuturesFee: 0.23e-4, FuturesMargin: 0.20}

// Compute values every pair. It fails only where Input.Validate does.
func Compute(_ context.Context, in Input) (Result, error) {
	legs, notes, err := carry.ResolveChain(in.Chain)
	if err != nil {
		return Result{}, err
	}
	r := Result{Date: in.Date, Spot: in.Spot, Pairs: make([]Pair, 0, len(legs)*(len(legs)-1)/2), Notes: notes}
	for i := range legs {
		for j := i + 1; j < len(legs); j++ {
			r.Pairs = append(r.Pairs, pair(&legs[i].Deal, &legs[j].Deal, in))
		}
	}
	return r, nil
}

func pair(near, far *carry.Deal, in Input) Pair {
	p := Pair{
		Near: near.Contract, Far: far.Contract, Days: far.CalDays - near.CalDays,
		Spread:                unit.Points(near.F - far.F),
		Theoretical:           unit.Points(simple(near, far)),
		TheoreticalContinuous: unit.Points(continuous(near, far)),
		Fees:                  2 * unit.Points(in.FuturesFee) * unit.Points(near.F+far.F),
		MarginInterest:        unit.Points(marginInterest(near, far, float64(in.FuturesMargin))),
	}
	p.RateFar = unit.Rate(float64(p.Spread) / far.F)
	p.RateSpot = unit.Rate(float64(p.Spread) / near.S)
	p.Gap = p.Spread - p.Theoretical
	p.Band = p.Fees + p.MarginInterest
	p.Outside = math.Abs(float64(p.Gap)) > float64(p.Band)
	p.Annualised = Annualised(float64(p.Spread), near, far)
	return p
}

// simple is -S r (t_j - t_i) + (D_j - D_i), the fair value of near less that
// of far (formula C2; -S (r-d)(t_j - t_i) in the futures exam textbook).
func simple(near, far *carry.Deal) float64 {
	return (far.DivFV - near.DivFV) - near.S*(near.R*(far.Tau-near.Tau))
}

// continuous is S e^x (1 - e^(y-x)) with x = (r-d) t near and y far: the
// difference of two TP1 without losing what they share (formula C3).
func continuous(near, far *carry.Deal) float64 {
	x := near.R*near.Tau - near.DivSum/near.S
	y := far.R*far.Tau - far.DivSum/far.S
	return -near.S * (1 + math.Expm1(x)) * math.Expm1(y-x)
}

// marginInterest is what the margin of a spread costs while only the far leg
// is left to wait for. The exchange charges the larger leg only. A negative
// rate earns nothing: a broker does not pay for holding money.
func marginInterest(near, far *carry.Deal, margin float64) float64 {
	return max(near.F, far.F) * margin * max(near.R, 0) * max(far.Tau-near.Tau, 0)
}

// Annualised returns points given up between two expiries as a rate per year
// of spot, points/S x 365/days (formula C5). Undefined for one expiry.
func Annualised(points float64, near, far *carry.Deal) unit.Maybe[unit.Rate] {
	days := far.CalDays - near.CalDays
	if days == 0 {
		return unit.None[unit.Rate](unit.SameExpiry)
	}
	return unit.Some(unit.Rate(points / near.S * 365 / float64(days)))
}
