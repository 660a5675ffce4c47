// Package roll sizes a futures hedge and compares the contracts it can be
// rolled into. Formulas H1 to H5 of docs/formulas.md.
package roll

import (
	"context"
	"math"
	"strings"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// LotsKey names the operation that sizes a hedge.
const LotsKey = op.Key[LotsInput, Lots]("hedge_lots")

// The ways to make whole lots. Nearest takes the half up.
const (
	Nearest = "nearest"
	Down    = "down"
	Up      = "up"
)

// The ranges of a hedge.
const (
	maxPortfolio = 1e15 // CNY
	maxBeta      = 10
	maxLots      = 1e9 // beyond it lots are no longer a market
)

// LotsInput is the question: how many lots hedge this portfolio?
type LotsInput struct {
	Portfolio  unit.Yuan   `json:"portfolio" doc:"value of the stocks to hedge"`
	Beta       float64     `json:"beta" doc:"sensitivity of the stocks to the index"`
	Futures    unit.Points `json:"futures" doc:"futures price"`
	Multiplier float64     `json:"multiplier" doc:"CNY per point: 300 for IF and IH, 200 for IC and IM"`
	Margin     unit.Rate   `json:"margin,omitempty" doc:"margin, of the contract value"`
	Rounding   string      `json:"rounding,omitempty" enum:"nearest,down,up" doc:"how whole lots are made; nearest when left out"`
}

// Validate returns every rejected field, or nil.
func (in LotsInput) Validate() error {
	var fs fault.Fields
	checkHedge(&fs, in.Portfolio, in.Beta, in.Margin, in.Rounding)
	carry.CheckPrice(&fs, "futures", in.Futures)
	checkMultiplier(&fs, "multiplier", in.Multiplier)
	if fs.Err() == nil {
		checkSize(&fs, exactLots(in.Portfolio, in.Beta, float64(in.Futures), in.Multiplier))
	}
	return fs.Err()
}

func checkHedge(fs *fault.Fields, portfolio unit.Yuan, beta float64, margin unit.Rate, rounding string) {
	if unit.Finite(portfolio) && portfolio <= 0 {
		fs.Add("portfolio", "not_positive", "must be above 0 CNY")
	} else {
		carry.CheckRange(fs, "portfolio", portfolio, 0, maxPortfolio)
	}
	carry.CheckRange(fs, "beta", beta, 0, maxBeta)
	carry.CheckRange(fs, "margin", margin, 0, carry.MaxRate)
	switch rounding {
	case "", Nearest, Down, Up:
	default:
		valid := strings.Join([]string{Nearest, Down, Up}, ", ")
		fs.Add("rounding", "unknown_rounding", "must be one of "+valid, "valid", valid)
	}
}

func checkMultiplier(fs *fault.Fields, path string, x float64) {
	if unit.Finite(x) && x <= 0 {
		fs.Add(path, "not_positive", "must be above 0 CNY per point: 300 for IF and IH, 200 for IC and IM")
		return
	}
	carry.CheckRange(fs, path, x, 1e-6, 1e9)
}

func checkSize(fs *fault.Fields, exact float64) {
	if exact > maxLots {
		fs.Add("portfolio", "too_large", "needs more than a thousand million lots")
	}
}

// Lots is the size of a hedge.
type Lots struct {
	Exact    float64   `json:"exact" doc:"portfolio x beta / (futures x multiplier)"`
	Lots     int       `json:"lots" doc:"whole lots"`
	Rounding string    `json:"rounding"`
	Hedged   unit.Yuan `json:"hedged" doc:"value of the whole lots"`
	Residual unit.Yuan `json:"residual" doc:"exposure left open, portfolio x beta less hedged: below 0 is over-hedged"`
	Margin   unit.Yuan `json:"margin" doc:"margin of the whole lots"`
}

// LotsExample is a request of hedge_lots: 100 m CNY in IC2410 at the close
// of 2024-09-13.
var LotsExample = LotsInput{Portfolio: 100e6, Beta: 1, Futures: 4419.0, Multiplier: 200, Margin: 0.12, Rounding: Nearest}

// ComputeLots sizes a hedge, formula H1:
//
//	lots = V beta / (F multiplier)
//
// It fails only where LotsInput.Validate does.
func ComputeLots(_ context.Context, in LotsInput) (Lots, error) {
	if err := in.Validate(); err != nil {
		return Lots{}, err
	}
	return size(in), nil
}

// size computes what Validate accepted.
func size(in LotsInput) Lots {
	if in.Rounding == "" {
		in.Rounding = Nearest
	}
	lot := float64(in.Futures) * in.Multiplier
	l := Lots{Exact: exactLots(in.Portfolio, in.Beta, float64(in.Futures), in.Multiplier), Rounding: in.Rounding}
	whole := round(l.Exact, in.Rounding)
	l.Lots = int(whole)
	l.Hedged = unit.Yuan(whole * lot)
	l.Residual = unit.Yuan(float64(in.Portfolio)*in.Beta - whole*lot)
	l.Margin = l.Hedged * unit.Yuan(in.Margin)
	return l
}

func exactLots(portfolio unit.Yuan, beta, futures, multiplier float64) float64 {
	return float64(portfolio) * beta / (futures * multiplier)
}

// round makes whole lots. What is a whole number but for the last digits of
// the division stays that number: 110.00000000000001 rounded up is 110.
func round(exact float64, how string) float64 {
	near := math.Round(exact)
	switch {
	case how == Nearest || math.Abs(exact-near) <= 1e-12*max(1, exact):
		return near
	case how == Down:
		return math.Floor(exact)
	}
	return math.Ceil(exact)
}
