// Package scenario holds what the user typed: the text of every field of the
// calculator under its JSON path, the way to and from the URL fragment, the
// undo history and the saved scenarios. It never sees a browser; the pages
// hand it text and take back requests and what could not be read.
package scenario

import (
	"strings"

	"fairbasis/core/arb"
	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// Kind says how the text of a field is read.
type Kind uint8

// The kinds of field.
const (
	Name   Kind = iota // a contract code or name, taken as it stands
	Day                // a date
	Number             // a plain number: points, CNY per point, a factor
	Rate               // a rate; a bare number is in the field's own measure
	Choice             // one of a fixed list
	Switch             // true or false
)

// Field describes one input: how its text is read, shown and stepped.
type Field struct {
	Path     string      // JSON path in the request, also the key in the URL fragment and the id of the input
	Kind     Kind        //
	Measure  unit.Suffix // of a bare number in a Rate field
	Decimals int         // least decimals shown after reformatting
	Optional bool        // empty text means "not given"
	Choices  []string    // of a Choice field
	Default  string      // text of the worked example

	step unit.Decimal // one press of a stepper, in the measure; 0 for the tick of the contract
	set  func(*arb.Input, float64)
	name func(*arb.Input, string)
	date func(*arb.Input, calendar.Date)
	flag func(*arb.Input, bool)
	of   func(*arb.Input) any // of a cost: its float64 or bool, nil where it is left out
}

// Variables are the inputs that a sensitivity axis can run over.
var Variables = []string{
	"futures", "spot", "rate", "days", "dividends.points", "dividends.yield", "hurdle",
	"costs.stock_loan_fee", "costs.stock_cost", "costs.futures_fee", "costs.futures_margin", "costs.short_margin",
	"costs.stamp_duty", "costs.stock_impact", "costs.futures_slippage", "costs.delivery_fee", "costs.proceeds_rate",
	"costs.margin_rate", "costs.collateral_rate", "costs.borrow_rate", "costs.deposit_rate", "costs.lending_spread",
	"costs.dividend_tax", "costs.dividend_low", "costs.dividend_high", "costs.tracking_error", "costs.tracking_z",
}

// Outputs are what a sensitivity table can show.
var Outputs = []string{"forward", "reverse", "holder_gain", "holder", "fair_value", "mispricing", "lower", "upper", "full_lower", "full_upper"}

// Fields lists every input in the order of the page and of the URL fragment.
func Fields() []Field { return fields }

// FieldAt returns the field of a path and whether there is one.
func FieldAt(path string) (Field, bool) {
	i, ok := byPath[path]
	if !ok {
		return Field{}, false
	}
	return fields[i], true
}

// Costs lists the paths of the cost fields in their order.
func Costs() []string {
	var paths []string
	for _, f := range fields {
		if strings.HasPrefix(f.Path, "costs.") {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

var byPath = func() map[string]int {
	m := make(map[string]int, len(fields))
	for i, f := range fields {
		m[f.Path] = i
	}
	return m
}()

func number(path, example string, decimals int, step unit.Decimal, set func(*arb.Input, float64)) Field {
	return Field{Path: path, Kind: Number, Decimals: decimals, Default: example, step: step, set: set}
}

func rate(path, example string, m unit.Suffix, decimals int, step unit.Decimal, at func(*arb.Input) *unit.Rate) Field {
	return Field{Path: path, Kind: Rate, Measure: m, Decimals: decimals, Default: example, step: step,
		set: func(in *arb.Input, v float64) { *at(in) = unit.Rate(v) },
		of:  func(in *arb.Input) any { return float64(*at(in)) }}
}

func amount[T ~float64](path, example string, decimals int, step unit.Decimal, at func(*arb.Input) *T) Field {
	f := number(path, example, decimals, step, func(in *arb.Input, v float64) { *at(in) = T(v) })
	f.of = func(in *arb.Input) any { return float64(*at(in)) }
	return f
}

func flag(path string, at func(*arb.Input) *bool) Field {
	return Field{Path: path, Kind: Switch, Default: "false",
		flag: func(in *arb.Input, on bool) { *at(in) = on },
		of:   func(in *arb.Input) any { return *at(in) }}
}

// given is the value of a field that may be left out.
func given[T ~float64](p *T) any {
	if p == nil {
		return nil
	}
	return float64(*p)
}

func choice(path, example string, choices ...string) Field {
	return Field{Path: path, Kind: Choice, Default: example, Choices: choices}
}

func optional(f Field) Field { f.Optional = true; return f }

// places in which a stepper moves.
var (
	tick      = unit.Decimal{} // of the contract
	whole     = unit.NewDecimal(1, 0)
	tenth     = unit.NewDecimal(1, 1)
	hundredth = unit.NewDecimal(1, 2)
)

// fields is the one list of inputs. Examples are the worked example: IM2412 at
// the closes of 2024-09-13 under the parameters of the Sinolink weekly report.
var fields = append(append([]Field{
	{Path: "contract", Kind: Name, Default: "IM2412", name: func(in *arb.Input, s string) { in.Contract = s }},
	{Path: "date", Kind: Day, Default: "2024-09-13", date: func(in *arb.Input, d calendar.Date) { in.Date = d }},
	number("spot", "4413.187", 2, tick, func(in *arb.Input, v float64) { in.Spot = unit.Points(v) }),
	number("futures", "4312.0", 1, tick, func(in *arb.Input, v float64) { in.Futures = unit.Points(v) }),
	{Path: "own", Kind: Switch, Default: "false"},
	{Path: "expiry", Kind: Day, Optional: true, date: func(in *arb.Input, d calendar.Date) { in.Expiry = d }},
	optional(number("multiplier", "", 0, whole, func(in *arb.Input, v float64) { in.Multiplier = v })),
	optional(number("tick", "", 0, tenth, func(in *arb.Input, v float64) { in.Tick = unit.Points(v) })),
	rate("rate", "3.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Rate }),
	choice("day_count", "act365", ids(calendar.DayCounts(), func(c calendar.DayCount) string { return c.ID })...),
	choice("dividends", "points", "points", "yield", "cash"),
	optional(number("dividends.points", "0.00", 2, whole, func(in *arb.Input, v float64) {
		p := unit.Points(v)
		in.Dividends.Points = &p
	})),
	optional(Field{Path: "dividends.yield", Kind: Rate, Measure: unit.Percent, Decimals: 2, step: hundredth,
		set: func(in *arb.Input, v float64) {
			q := unit.Rate(v)
			in.Dividends.Yield = &q
		}}),
	optional(number("dividends.error", "", 2, tenth, func(in *arb.Input, v float64) { in.Dividends.Error = unit.Points(v) })),
	rate("hurdle", "5.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Hurdle }),
	choice("convention", "sinolink", ids(calendar.Conventions(), func(c calendar.Convention) string { return c.ID })...),
}, costs...),
	choice("break_even.trade", "auto", "auto", "forward", "reverse", "holder"),
	choice("break_even.goal", "hurdle", "zero", "rate", "hurdle"),
	choice("waterfall", "sinolink", "sinolink", "full"),
	choice("sensitivity.x", "costs.stock_loan_fee", Variables...),
	axisEnd("sensitivity.x_from"), axisEnd("sensitivity.x_to"),
	choice("sensitivity.y", "dividends.points", Variables...),
	axisEnd("sensitivity.y_from"), axisEnd("sensitivity.y_to"),
	choice("sensitivity.output", "reverse", Outputs...),
)

// costs: every field of arb.CostModel, the five of the report first.
var costs = []Field{
	rate("costs.stock_loan_fee", "10.60", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.StockLoanFee }),
	rate("costs.stock_cost", "0.100", unit.Percent, 3, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.StockCost }),
	rate("costs.futures_fee", "0.230", unit.TenThousandths, 3, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.FuturesFee }),
	rate("costs.futures_margin", "20.0", unit.Percent, 1, whole, func(in *arb.Input) *unit.Rate { return &in.Costs.FuturesMargin }),
	rate("costs.short_margin", "50.0", unit.Percent, 1, whole, func(in *arb.Input) *unit.Rate { return &in.Costs.ShortMargin }),
	flag("costs.round_trip", func(in *arb.Input) *bool { return &in.Costs.RoundTrip }),
	rate("costs.stamp_duty", "0.000", unit.Percent, 3, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.StampDuty }),
	rate("costs.stock_impact", "0.000", unit.Percent, 3, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.StockImpact }),
	amount("costs.futures_slippage", "0.0", 1, tick, func(in *arb.Input) *unit.Points { return &in.Costs.FuturesSlippage }),
	rate("costs.delivery_fee", "0.00", unit.TenThousandths, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.DeliveryFee }),
	rate("costs.proceeds_rate", "0.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.ProceedsRate }),
	ownRate("costs.margin_rate", func(in *arb.Input) **unit.Rate { return &in.Costs.MarginRate }),
	rate("costs.collateral_rate", "0.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.CollateralRate }),
	ownRate("costs.borrow_rate", func(in *arb.Input) **unit.Rate { return &in.Costs.BorrowRate }),
	ownRate("costs.deposit_rate", func(in *arb.Input) **unit.Rate { return &in.Costs.DepositRate }),
	rate("costs.lending_spread", "0.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.LendingSpread }),
	rate("costs.dividend_tax", "0.0", unit.Percent, 1, whole, func(in *arb.Input) *unit.Rate { return &in.Costs.DividendTax }),
	scenarioPoints("costs.dividend_low", func(in *arb.Input) **unit.Points { return &in.Costs.DividendLow }),
	scenarioPoints("costs.dividend_high", func(in *arb.Input) **unit.Points { return &in.Costs.DividendHigh }),
	rate("costs.tracking_error", "0.00", unit.Percent, 2, hundredth, func(in *arb.Input) *unit.Rate { return &in.Costs.TrackingError }),
	amount("costs.tracking_z", "0.00", 2, tenth, func(in *arb.Input) *float64 { return &in.Costs.TrackingZ }),
	flag("costs.buy_back", func(in *arb.Input) *bool { return &in.Costs.BuyBack }),
}

// ownRate is a rate that is the risk-free rate until it is given.
func ownRate(path string, at func(*arb.Input) **unit.Rate) Field {
	return Field{Path: path, Kind: Rate, Measure: unit.Percent, Decimals: 2, Optional: true, step: hundredth,
		set: func(in *arb.Input, v float64) {
			r := unit.Rate(v)
			*at(in) = &r
		},
		of: func(in *arb.Input) any { return given(*at(in)) }}
}

// scenarioPoints is a dividend scenario that is the plain forecast until it is given.
func scenarioPoints(path string, at func(*arb.Input) **unit.Points) Field {
	return Field{Path: path, Kind: Number, Decimals: 2, Optional: true, step: whole,
		set: func(in *arb.Input, v float64) {
			p := unit.Points(v)
			*at(in) = &p
		},
		of: func(in *arb.Input) any { return given(*at(in)) }}
}

// axisEnd is an end of a sensitivity axis; its measure is that of the variable.
func axisEnd(path string) Field {
	return Field{Path: path, Kind: Number, Optional: true, step: whole}
}

func ids[T any](list []T, id func(T) string) []string {
	out := make([]string, len(list))
	for i, x := range list {
		out[i] = id(x)
	}
	return out
}
