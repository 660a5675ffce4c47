package arb

import (
	"context"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// SensitivityKey names the operation that moves one input after another by a usual amount.
const SensitivityKey = op.Key[SensitivityInput, Sensitivity]("sensitivity")

// SensitivityInput is the scenario to move.
type SensitivityInput struct {
	Input
}

// Sensitivity is how the answers change.
type Sensitivity struct {
	Rows  []SensitivityRow `json:"rows" doc:"one for each input moved"`
	Notes []fault.Field    `json:"notes,omitempty" doc:"remarks on input that was accepted"`
}

// SensitivityRow is the change of every answer when one input moves by Bump and the rest stay.
type SensitivityRow struct {
	Variable  string                  `json:"variable" doc:"the input, as the request names it; days is the calendar days to expiry"`
	Measure   string                  `json:"measure" enum:"points,rate,days,number" doc:"what the bump is"`
	Bump      float64                 `json:"bump" doc:"how far the input moves"`
	FairValue unit.Maybe[unit.Points] `json:"fair_value" doc:"change of the fair value"`
	Lower     unit.Maybe[unit.Points] `json:"lower" doc:"change of the lower bound at the hurdle"`
	Upper     unit.Maybe[unit.Points] `json:"upper" doc:"change of the upper bound at the hurdle"`
	Forward   unit.Maybe[unit.Rate]   `json:"forward" doc:"change of the forward return per year"`
	Reverse   unit.Maybe[unit.Rate]   `json:"reverse" doc:"change of the reverse return per year"`
	Holder    unit.Maybe[unit.Points] `json:"holder" doc:"change of the holder's gain"`
}

// SensitivityExample moves the inputs of Example.
var SensitivityExample = SensitivityInput{Example}

// bumps are the moves of a Sensitivity: an amount that is a usual surprise.
var bumps = []struct {
	path string
	by   float64
}{
	{"rate", 0.01}, {pointsPath, 10}, {"costs.stock_loan_fee", 0.01}, {"futures", 10}, {"spot", 10}, {daysPath, -7},
}

// ComputeSensitivity moves one input after another. Dividends move by points
// at expiry however they were given; days move to one day where a week is not
// left, and have no row on the last day. It fails only where Validate does.
func ComputeSensitivity(_ context.Context, in SensitivityInput) (Sensitivity, error) {
	c, notes, err := carry.Resolve(in.Terms)
	if err != nil {
		return Sensitivity{}, err
	}
	base := take(c, in.Input)
	before := base.levels()
	out := Sensitivity{Notes: notes}
	for _, b := range bumps {
		v, _ := variableNamed(b.path)
		now := v.get(&base)
		to := min(now+b.by, v.high)
		if b.path == daysPath {
			if now <= 1 {
				continue
			}
			to = max(to, 1)
		}
		moved := base
		v.set(&moved, to)
		after := moved.levels()
		out.Rows = append(out.Rows, SensitivityRow{
			Variable: b.path, Measure: v.measure, Bump: to - now,
			FairValue: difference(after.fair, before.fair),
			Lower:     difference(after.lower, before.lower), Upper: difference(after.upper, before.upper),
			Forward: difference(after.forward, before.forward), Reverse: difference(after.reverse, before.reverse),
			Holder: difference(after.holder, before.holder),
		})
	}
	return out, nil
}

// levels are the answers a Sensitivity follows.
type levels struct {
	fair, lower, upper, holder unit.Maybe[unit.Points]
	forward, reverse           unit.Maybe[unit.Rate]
}

func (d *deal) levels() levels {
	return levels{
		fair: unit.Some(unit.Points(d.fair())), lower: d.lower().price(), upper: d.upper().price(),
		holder:  unit.Some(unit.Points(d.stake(TradeHolder).gain.sum())),
		forward: d.stake(TradeForward).yearly(d.tau), reverse: d.stake(TradeReverse).yearly(d.tau),
	}
}
