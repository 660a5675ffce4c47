package arb

import (
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
