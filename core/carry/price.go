package carry

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// PriceKey names the operation that values one contract.
const PriceKey = op.Key[PriceInput, Price]("fair_value")

// PriceInput is the question: what is this contract worth?
type PriceInput struct{ Terms }

// Price is what a contract is worth by the cost of carry, and what its price implies.
type Price struct {
	Contract     string        `json:"contract"`
	Date         calendar.Date `json:"date" doc:"valuation date"`
	Expiry       calendar.Date `json:"expiry" doc:"last trading day"`
	CalendarDays int           `json:"calendar_days" doc:"expiry less date"`
	TradingDays  int           `json:"trading_days" doc:"N, the trading days after date up to and including expiry"`
	Estimated    bool          `json:"estimated" doc:"trading days or expiry reach past the known exchange calendar"`
	Tau          float64       `json:"tau" doc:"years to expiry by the day count"`
	DayCount     string        `json:"day_count"`

	DividendPoints      unit.Points `json:"dividend_points" doc:"sum of the dividends that count"`
	DividendFutureValue unit.Points `json:"dividend_future_value" doc:"their value at expiry"`

	FairValue        unit.Points           `json:"fair_value" doc:"S (1 + r tau) - FV(D), formula TP3"`
	FairBasis        unit.Points           `json:"fair_basis" doc:"fair value less spot"`
	Mispricing       unit.Points           `json:"mispricing" doc:"futures less fair value: above 0 the future is rich"`
	MispricingRate   unit.Rate             `json:"mispricing_rate" doc:"mispricing over spot"`
	MispricingPerLot unit.Maybe[unit.Yuan] `json:"mispricing_per_lot"`

	Forms   []Form        `json:"forms" doc:"the price in all five forms, TP1 to TP5"`
	Implied Implied       `json:"implied" doc:"what the futures price says about each unknown"`
	Notes   []fault.Field `json:"notes,omitempty"`
}

// Form is the theoretical price in one of its forms.
type Form struct {
	ID         string      `json:"id" doc:"TP1 to TP5"`
	Formula    string      `json:"formula" doc:"plain text"`
	Value      unit.Points `json:"value"`
	Difference unit.Points `json:"difference" doc:"value less fair_value"`
	Why        string      `json:"why" enum:"compounding,yield_simple,reinvested,continuous,act360_not_reinvested" doc:"what sets the form apart"`
}

// ExampleTerms is IM2412 at the closes of 2024-09-13, which report 001 covers;
// rate 3 %, no dividends.
var ExampleTerms = Terms{
	Contract: "IM2412", Date: calendar.MustOf(2024, 9, 13),
	Spot: 4413.187, Futures: 4312.0, Rate: 0.03,
	Dividends: Dividends{Points: new(unit.Points)},
}

// PriceExample is a request of fair_value.
var PriceExample = PriceInput{ExampleTerms}

// ComputePrice values one contract. It fails only where Terms.Validate does.
func ComputePrice(_ context.Context, in PriceInput) (Price, error) {
	d, notes, err := Resolve(in.Terms)
	if err != nil {
		return Price{}, err
	}
	fair := d.FairBasis()
	miss := unit.Points(d.Mispricing())
	p := Price{
		Contract: d.Contract, Date: d.Date, Expiry: d.Expiry,
		CalendarDays: d.CalDays, TradingDays: d.TradingDays, Estimated: d.Estimated,
		Tau: d.Tau, DayCount: d.DayCount,
		DividendPoints: unit.Points(d.DivSum), DividendFutureValue: unit.Points(d.DivFV),
		FairValue: unit.Points(d.FairValue()), FairBasis: unit.Points(fair),
		Mispricing: miss, MispricingRate: unit.Rate(miss) / unit.Rate(d.S),
		MispricingPerLot: perLot(miss, d.Multiplier),
		Forms:            d.forms(fair), Implied: d.implied(), Notes: notes,
	}
	return p, nil
}

func (d *Deal) forms(fair float64) []Form {
	form := func(id, formula string, basis float64, why string) Form {
		return Form{id, formula, unit.Points(d.S + basis), unit.Points(basis - fair), why}
	}
	return []Form{
		form("TP1", "S*exp((r-d)*tau)", d.continuous(), "compounding"),
		form("TP2", "S*(1+(r-d)*tau)", d.yieldSimple(), "yield_simple"),
		form("TP3", "S*(1+r*tau) - sum D_i*(1+r*(T-t_i))", d.reinvested(), "reinvested"),
		form("TP4", "(S - sum D_i*exp(-r*t_i))*exp(r*T)", d.discounted(), "continuous"),
		form("TP5", "S*(1+r*days/360) - D", d.exchange(), "act360_not_reinvested"),
	}
}

func perLot(points unit.Points, multiplier float64) unit.Maybe[unit.Yuan] {
	if multiplier == 0 {
		return unit.None[unit.Yuan](NoMultiplier)
	}
	return unit.Some(unit.Yuan(float64(points) * multiplier))
}
