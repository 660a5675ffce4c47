// Package basis measures the difference between an index future and its
// index: in points, as a rate, adjusted for dividends, annualised by every
// house's convention, and weighted over the listed contracts. Formulas B1 to
// B5 of docs/formulas.md.
package basis

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Key names the operation that measures the basis of one contract.
const Key = op.Key[Input, Result]("basis")

// DefaultConvention annualises one contract as report 001 does.
const DefaultConvention = "sinolink"

// SignRule says in words what the sign of a basis means.
const SignRule = "futures minus spot: + premium, - discount"

// Input is the question: what is the basis of this contract? The rate does
// not enter it.
type Input struct {
	carry.Terms
	Convention string `json:"convention,omitempty" enum:"raw,sinolink,huatai,calendar365,xingzheng" doc:"how the rate is annualised; sinolink when left out"`
}

// Validate returns every rejected field, or nil.
func (in Input) Validate() error {
	var fs fault.Fields
	fs.Merge("", in.Terms.Validate())
	convention(&fs, in.Convention, DefaultConvention)
	return fs.Err()
}

func convention(fs *fault.Fields, id, other string) calendar.Convention {
	if id == "" {
		id = other
	}
	c, err := calendar.ConventionNamed(id)
	fs.Merge("convention", err)
	return c
}

// Result is the basis of one contract.
type Result struct {
	Contract     string        `json:"contract"`
	Date         calendar.Date `json:"date" doc:"valuation date"`
	Expiry       calendar.Date `json:"expiry" doc:"last trading day"`
	CalendarDays int           `json:"calendar_days" doc:"expiry less date"`
	TradingDays  int           `json:"trading_days" doc:"N, the trading days after date up to and including expiry"`
	Estimated    bool          `json:"estimated" doc:"trading days or expiry reach past the known exchange calendar"`

	Basis        unit.Points `json:"basis" doc:"B = F - S"`
	BasisRate    unit.Rate   `json:"basis_rate" doc:"b = B/S"`
	Dividends    unit.Points `json:"dividends" doc:"D, the sum of the dividends that count"`
	Adjusted     unit.Points `json:"adjusted" doc:"B + D: the basis with the dividends given back"`
	AdjustedRate unit.Rate   `json:"adjusted_rate" doc:"(B + D)/S"`
	Sign         string      `json:"sign" doc:"what the sign of basis and its rates means"`

	Convention string                `json:"convention" doc:"id of the convention of annualised"`
	Annualised unit.Maybe[unit.Rate] `json:"annualised" doc:"adjusted_rate times the factor of the convention"`
	All        []Annualisation       `json:"all" doc:"every convention, in the usual order"`
	Notes      []fault.Field         `json:"notes,omitempty"`
}

// Annualisation is one basis rate by one convention.
type Annualisation struct {
	Convention string                `json:"convention"`
	Sign       string                `json:"sign" enum:"premium,discount" doc:"what a positive value means"`
	Year       int                   `json:"year" doc:"days of the year; 0 if not annualised"`
	Days       int                   `json:"days" doc:"the divisor, + 1 included; 0 if not annualised"`
	Formula    string                `json:"formula" doc:"the factor in plain text"`
	Factor     unit.Maybe[unit.Rate] `json:"factor" doc:"K, its sign included"`
	Value      unit.Maybe[unit.Rate] `json:"value" doc:"adjusted_rate x K"`
	Estimated  bool                  `json:"estimated" doc:"the divisor counts trading days past the known exchange calendar"`
	Source     string                `json:"source"`
}

// Example is a request of basis: IM2412 at the closes of 2024-09-13.
var Example = Input{Terms: carry.ExampleTerms}

// Compute measures the basis of one contract. It fails only where
// Input.Validate does.
func Compute(_ context.Context, in Input) (Result, error) {
	var fs fault.Fields
	chosen := convention(&fs, in.Convention, DefaultConvention)
	d, notes, err := carry.Resolve(in.Terms)
	fs.Merge("", err)
	if err := fs.Err(); err != nil {
		return Result{}, err
	}
	b := d.F - d.S
	r := Result{
		Contract: d.Contract, Date: d.Date, Expiry: d.Expiry,
		CalendarDays: d.CalDays, TradingDays: d.TradingDays, Estimated: d.Estimated,
		Basis: unit.Points(b), BasisRate: unit.Rate(b / d.S), Dividends: unit.Points(d.DivSum),
		Adjusted: unit.Points(b + d.DivSum), AdjustedRate: adjustedRate(&d),
		Sign: SignRule, Convention: chosen.ID, Notes: notes,
	}
	conventions := calendar.Conventions()
	r.All = make([]Annualisation, len(conventions))
	for i, c := range conventions {
		r.All[i] = annualise(c, r.AdjustedRate, &d)
		if c.ID == chosen.ID {
			r.Annualised = r.All[i].Value
		}
	}
	return r, nil
}

// adjustedRate is b_adj = (F - S + D)/S, Huatai 2020 (formula B3). Sinolink's
// annualised rate is this one too: dividends are given back before K.
func adjustedRate(d *carry.Deal) unit.Rate { return unit.Rate((d.F - d.S + d.DivSum) / d.S) }

// annualise multiplies a rate by the factor of a convention (formula B4).
func annualise(c calendar.Convention, rate unit.Rate, d *carry.Deal) Annualisation {
	a := Annualisation{
		Convention: c.ID, Sign: "premium", Year: c.Year, Formula: c.Rule, Source: c.Source,
		Estimated: d.Estimated && c.Counts == calendar.TradingDayN,
	}
	if c.Sign < 0 {
		a.Sign = "discount"
	}
	switch c.Counts {
	case calendar.TradingDayN:
		a.Days = d.TradingDays + c.Plus
	case calendar.CalendarDays:
		a.Days = d.CalDays + c.Plus
	}
	k, why := c.Factor(d.CalDays, d.TradingDays)
	if why != "" {
		a.Factor, a.Value = unit.None[unit.Rate](why), unit.None[unit.Rate](why)
		return a
	}
	a.Factor, a.Value = unit.Some(unit.Rate(k)), unit.Some(rate*unit.Rate(k))
	return a
}
