package arb

import (
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// PresetsKey names the operation that lists ready cost models.
const PresetsKey = op.Key[PresetsInput, Presets]("cost_presets")

// PresetsInput says for which product and day costs are wanted.
type PresetsInput struct {
	Product string        `json:"product,omitempty" doc:"product code IF, IH, IC or IM; left out, IF"`
	Date    calendar.Date `json:"date" doc:"day whose rules apply"`
	Rate    unit.Rate     `json:"rate,omitempty" doc:"risk-free rate per year, which the frictionless model takes as hurdle and pays on proceeds"`
}

// Presets are the cost models of a day.
type Presets struct {
	Product string        `json:"product" doc:"product code"`
	Date    calendar.Date `json:"date" doc:"day asked for"`
	Presets []Preset      `json:"presets" doc:"sinolink2024, exchange, frictionless"`
}

// Names of the presets.
const (
	PresetSinolink     = "sinolink2024" // appendix of the Sinolink weekly report, week to 2024-09-13
	PresetExchange     = "exchange"     // fees, margins and taxes in force on the day
	PresetFrictionless = "frictionless" // no cost at all: every band is the fair value
)

// Preset is one cost model with its origin.
type Preset struct {
	ID          string        `json:"id" enum:"sinolink2024,exchange,frictionless" doc:"name of the model"`
	Costs       CostModel     `json:"costs" doc:"the model"`
	Hurdle      unit.Rate     `json:"hurdle" doc:"the hurdle that goes with it"`
	Source      string        `json:"source" doc:"where the figures come from"`
	AsOf        calendar.Date `json:"as_of,omitzero" doc:"day from which the youngest of its figures applies"`
	Unconfirmed []string      `json:"unconfirmed,omitempty" doc:"paths of figures that no notice confirms"`
}

// Validate refuses a missing date, an unknown product and a rate beyond 1,000 %.
func (in PresetsInput) Validate() error {
	var fs fault.Fields
	switch in.Product {
	case "", "IF", "IH", "IC", "IM":
	default:
		fs.Add("product", "unknown_product", "must be IF, IH, IC or IM", "valid", "IF, IH, IC, IM")
	}
	if in.Date.IsZero() {
		fs.Add("date", "missing", "a date is missing; write it as 2024-09-13")
	}
	within(&fs, "rate", float64(in.Rate), -maxRate, maxRate)
	return fs.Err()
}
