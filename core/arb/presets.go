package arb

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/market"
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

// Validate refuses a missing date, an unknown product and a rate beyond 100 %.
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
	carry.CheckRate(&fs, "rate", in.Rate)
	return fs.Err()
}

// PresetsExample asks for the cost models of IM on 2024-09-13.
var PresetsExample = PresetsInput{Product: "IM", Date: calendar.MustOf(2024, 9, 13), Rate: 0.03}

// sinolink2024 are the parameters in the appendix of the Sinolink weekly
// report to 2024-09-13. It counts stock and futures costs once, and its 50 %
// short margin was no longer allowed by then.
var sinolink2024 = CostModel{
	FuturesFee: 0.23e-4, StockCost: 0.001, StockLoanFee: 0.106, FuturesMargin: 0.20, ShortMargin: 0.50,
}

// ComputePresets lists the cost models of a day. It fails only where Validate does.
func ComputePresets(_ context.Context, in PresetsInput) (Presets, error) {
	if in.Product == "" {
		in.Product = "IF"
	}
	p, err := market.ProductNamed(in.Product)
	if err != nil {
		return Presets{}, err
	}
	return Presets{Product: p.ID, Date: in.Date, Presets: []Preset{
		{ID: PresetSinolink, Costs: sinolink2024, Hurdle: 0.05, AsOf: calendar.MustOf(2024, 9, 13),
			Source: "Sinolink Securities, weekly report to 2024-09-13, appendix"},
		exchangePreset(market.RulesAt(p, in.Date)),
		{ID: PresetFrictionless, Costs: CostModel{ProceedsRate: in.Rate}, Hurdle: in.Rate, Source: "no cost at all"},
	}}, nil
}

// exchangePreset takes every figure that a rule gives from the rules of the
// day. What no rule gives is a market price: the loan fee is the Sinolink
// report's, the stock cost of one side half of its 0.1 %, and no interest is
// paid on margins. These stand under Unconfirmed, as do figures whose rule is
// unconfirmed or not published for the day.
func exchangePreset(r market.Rules) Preset {
	zero := unit.Rate(0)
	p := Preset{
		ID: PresetExchange, Hurdle: 0.05, Source: "exchange, tax and margin rules in force on the day (rules table)",
		Costs: CostModel{
			StockCost: sinolink2024.StockCost / 2, StockLoanFee: sinolink2024.StockLoanFee, RoundTrip: true, MarginRate: &zero,
		},
		Unconfirmed: []string{"costs.stock_cost", "costs.stock_loan_fee", "costs.margin_rate"},
	}
	take := func(name string, to *unit.Rate, rules ...market.Dated[unit.Rate]) {
		for _, rule := range rules {
			v, ok := rule.Value.Get()
			if !ok {
				continue
			}
			*to = v
			if rule.Effective.After(p.AsOf) {
				p.AsOf = rule.Effective
			}
			if rule.Status != market.Published {
				p.Unconfirmed = append(p.Unconfirmed, "costs."+name)
			}
			return
		}
		p.Unconfirmed = append(p.Unconfirmed, "costs."+name)
	}
	take("futures_fee", &p.Costs.FuturesFee, r.OpenFee)
	take("delivery_fee", &p.Costs.DeliveryFee, r.DeliveryFee)
	take("stamp_duty", &p.Costs.StampDuty, r.StampDuty)
	take("futures_margin", &p.Costs.FuturesMargin, r.Margin, r.MinimumMargin)
	take("short_margin", &p.Costs.ShortMargin, r.ShortMargin)
	return p
}
