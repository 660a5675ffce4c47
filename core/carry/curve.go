package carry

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// CurveKey names the operation that compares the listed contracts of one product.
const CurveKey = op.Key[CurveInput, Curve]("curve")

// CurveInput is the question: what does each listed contract imply?
type CurveInput struct{ Chain }

// Curve is the term structure of one product on one day.
type Curve struct {
	Date      calendar.Date `json:"date" doc:"valuation date"`
	Spot      unit.Points   `json:"spot"`
	Rate      unit.Rate     `json:"rate" doc:"the rate assumed in the fair values"`
	DayCount  string        `json:"day_count"`
	Contracts []CurvePoint  `json:"contracts" doc:"by expiry"`
	Forwards  []Forward     `json:"forwards" doc:"spot to the nearest contract, then contract to contract: the staircase"`
	Notes     []fault.Field `json:"notes,omitempty"`
}

// CurvePoint is one contract of a Curve.
type CurvePoint struct {
	Contract      string                `json:"contract"`
	Expiry        calendar.Date         `json:"expiry" doc:"last trading day"`
	CalendarDays  int                   `json:"calendar_days"`
	TradingDays   int                   `json:"trading_days" doc:"N, the trading days after date up to and including expiry"`
	Estimated     bool                  `json:"estimated" doc:"trading days or expiry reach past the known exchange calendar"`
	Tau           float64               `json:"tau" doc:"years to expiry by the day count"`
	Futures       unit.Points           `json:"futures"`
	Dividends     unit.Points           `json:"dividends" doc:"points until expiry"`
	FairValue     unit.Points           `json:"fair_value" doc:"S (1 + r tau) - D"`
	Mispricing    unit.Points           `json:"mispricing" doc:"futures less fair value: above 0 the future is rich"`
	Basis         unit.Points           `json:"basis" doc:"futures less spot: + premium, - discount"`
	BasisRate     unit.Rate             `json:"basis_rate" doc:"basis over spot"`
	ImpliedRepo   unit.Maybe[unit.Rate] `json:"implied_repo" doc:"((F + D)/S - 1)/tau: dividends stripped"`
	RepoRaw       unit.Maybe[unit.Rate] `json:"implied_repo_raw" doc:"(F/S - 1)/tau: dividends left in"`
	DividendYield unit.Maybe[unit.Rate] `json:"implied_dividend_yield" doc:"continuous yield at the rate assumed: r - ln(F/S)/tau"`
}

// Forward is the implied repo rate between two neighbours on the curve.
type Forward struct {
	From string                `json:"from" doc:"empty for spot"`
	To   string                `json:"to"`
	Days int                   `json:"days" doc:"calendar days between"`
	Repo unit.Maybe[unit.Rate] `json:"repo" doc:"((F_j + D_j - D_i)/F_i - 1)/(tau_j - tau_i): dividends stripped"`
	Raw  unit.Maybe[unit.Rate] `json:"raw" doc:"(F_j/F_i - 1)/(tau_j - tau_i): dividends left in"`
}

// CurveExample is a request of curve.
var CurveExample = CurveInput{ExampleChain}

// ComputeCurve compares the listed contracts. It fails only where
// Chain.Validate does.
func ComputeCurve(_ context.Context, in CurveInput) (Curve, error) {
	legs, notes, err := ResolveChain(in.Chain)
	if err != nil {
		return Curve{}, err
	}
	c := Curve{
		Date: in.Date, Spot: in.Spot, Rate: in.Rate, DayCount: legs[0].DayCount,
		Contracts: make([]CurvePoint, len(legs)), Forwards: make([]Forward, len(legs)), Notes: notes,
	}
	for i := range legs {
		c.Contracts[i] = legs[i].point()
		if i == 0 {
			c.Forwards[0] = legs[0].fromSpot()
		} else {
			c.Forwards[i] = forward(&legs[i-1].Deal, &legs[i].Deal)
		}
	}
	return c, nil
}

func (d *Deal) point() CurvePoint {
	return CurvePoint{
		Contract: d.Contract, Expiry: d.Expiry, CalendarDays: d.CalDays, TradingDays: d.TradingDays,
		Estimated: d.Estimated, Tau: d.Tau, Futures: unit.Points(d.F), Dividends: unit.Points(d.DivSum),
		FairValue: unit.Points(d.FairValue()), Mispricing: unit.Points(d.Mispricing()),
		Basis: unit.Points(d.F - d.S), BasisRate: unit.Rate((d.F - d.S) / d.S),
		ImpliedRepo:   PerYear((d.F-d.S+d.DivFV)/d.S, d.Tau),
		RepoRaw:       PerYear((d.F-d.S)/d.S, d.Tau),
		DividendYield: d.implied().DividendYield,
	}
}

// fromSpot is the first step of the staircase: the implied repo itself.
func (d *Deal) fromSpot() Forward {
	return Forward{
		To: d.Contract, Days: d.CalDays,
		Repo: PerYear((d.F-d.S+d.DivFV)/d.S, d.Tau), Raw: PerYear((d.F-d.S)/d.S, d.Tau),
	}
}

// forward is the rate earned by buying i, taking delivery at its expiry and
// delivering into j, the dividends between going to the holder (formula I7).
func forward(i, j *Deal) Forward {
	f := Forward{From: i.Contract, To: j.Contract, Days: j.CalDays - i.CalDays}
	between := j.Tau - i.Tau
	if between == 0 {
		f.Repo, f.Raw = unit.None[unit.Rate](unit.SameExpiry), unit.None[unit.Rate](unit.SameExpiry)
		return f
	}
	f.Repo = unit.Some(unit.Rate((j.F - i.F + (j.DivFV - i.DivFV)) / i.F / between))
	f.Raw = unit.Some(unit.Rate((j.F - i.F) / i.F / between))
	return f
}
