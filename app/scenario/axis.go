package scenario

import (
	"strings"

	"fairbasis/core/arb"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Ends reads the ends typed for the sensitivity axis "sensitivity.x" or
// "sensitivity.y", each nil where it is empty. A bare number is in the
// measure of the axis' variable: 5 is 5 % for a rate.
func (s *Scenario) Ends(axis string) (from, to *float64, faults fault.Fields) {
	f, ok := FieldAt(s.Text(axis))
	if !ok { // days are not typed anywhere else
		f = Field{Kind: Number}
	}
	read := func(path string) *float64 {
		text := s.Text(path)
		if strings.TrimSpace(text) == "" {
			return nil
		}
		v, err := readValue(Field{Kind: f.Kind, Measure: f.Measure}, text)
		if err != nil {
			faults = append(faults, faultAt(path, err))
			return nil
		}
		return &v.number
	}
	return read(axis + "_from"), read(axis + "_to"), faults
}

// Now is the value of a variable in a request: of days and of a yield that
// stands for points, what the caller knows them to be.
func Now(in arb.Input, path string, days, yield float64) float64 {
	switch path {
	case "futures":
		return float64(in.Futures)
	case "spot":
		return float64(in.Spot)
	case "rate":
		return float64(in.Rate)
	case "hurdle":
		return float64(in.Hurdle)
	case "days":
		return days
	case "dividends.yield":
		if in.Dividends.Yield != nil {
			return float64(*in.Dividends.Yield)
		}
		return yield
	}
	f, _ := FieldAt(path)
	if f.of != nil {
		if v, ok := f.of(&in).(float64); ok {
			return v
		}
		if f.Kind == Rate {
			return float64(in.Rate) // left out, it is the risk-free rate
		}
	}
	if in.Dividends.Points != nil {
		return float64(*in.Dividends.Points)
	}
	return 0
}

// AxisStep is the usual distance between two values of a variable in a table,
// and the least value it can take.
func AxisStep(path string) (step, least float64) {
	f, ok := FieldAt(path)
	switch {
	case path == "days":
		return 14, 1
	case path == "futures" || path == "spot":
		return 20, unit.NewDecimal(2, 1).Float64()
	case path == "dividends.points" || path == "costs.dividend_low" || path == "costs.dividend_high":
		return 5, 0
	case path == "rate" || path == "costs.margin_rate" || path == "costs.borrow_rate" || path == "costs.deposit_rate" ||
		path == "costs.proceeds_rate" || path == "costs.collateral_rate":
		return 0.005, -1
	case path == "hurdle":
		return 0.01, -1
	case path == "costs.stock_loan_fee":
		return 0.02, 0
	case path == "costs.futures_margin" || path == "costs.short_margin":
		return 0.1, 0
	case path == "costs.dividend_tax":
		return 0.05, 0
	case path == "costs.tracking_error" || path == "costs.lending_spread" || path == "dividends.yield":
		return 0.005, 0
	case path == "costs.tracking_z":
		return 0.5, 0
	case ok && f.Measure == unit.TenThousandths:
		return 0.00002, 0
	case ok && f.Kind == Rate:
		return 0.0005, 0
	}
	return 1, 0
}
