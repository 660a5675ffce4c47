// Package unit holds the measures of the calculator and their text: exact
// decimals, index points, rates, yuan, and the one reader and printer of
// numbers that every front end uses. It is a leaf.
package unit

import (
	"errors"
	"math"

	"fairbasis/core/json"
)

// Points is an amount in index points. Money is points x multiplier x lots.
type Points float64

// Rate is a decimal rate: 0.0105 is 1.05 %. Percent, basis points and
// ten-thousandths exist only where text is read or printed.
type Rate float64

// Yuan is an amount of money in CNY.
type Yuan float64

// Number is a value whose unit the field beside it tells: points or a decimal
// rate, lots, a ratio.
type Number float64

// Reason names why a value is undefined; front ends turn it into words.
type Reason string

// Reasons a result can be undefined.
const (
	ExpiryDay       Reason = "expiry_day"        // no time is left, so nothing per year has a meaning
	NoTradingDays   Reason = "no_trading_days"   // 252/N with N = 0
	NoOpenInterest  Reason = "no_open_interest"  // the weights sum to 0
	SameExpiry      Reason = "same_expiry"       // a forward rate needs two dates
	NoSolution      Reason = "no_solution"       // no value of this input reaches the target
	NoEffect        Reason = "no_effect"         // the input does not enter this trade
	OutOfRange      Reason = "out_of_range"      // the value would not be a price or a rate
	OneSided        Reason = "one_sided"         // this band has one bound only
	NoUncertainty   Reason = "no_uncertainty"    // no standard error was given
	NotPublished    Reason = "not_published"     // the sources give no figure for that day
	NotInForce      Reason = "not_in_force"      // the rule does not apply on that day
	NoCapital       Reason = "no_capital"        // the trade ties up nothing, so a return has no base
	CostsAboveWhole Reason = "costs_above_whole" // costs take more than the whole price: no bound exists
	NoFreedom       Reason = "no_freedom"        // as many coefficients as points leave nothing to judge errors by
	NoVariation     Reason = "no_variation"      // all values are the same
	TooShort        Reason = "too_short"         // the record is too short for it
	OneTrial        Reason = "one_trial"         // nothing was chosen from
)

// Maybe is a value that may be undefined, and then says why. It is the only
// way a result can lack a number: NaN and Inf never leave the core.
type Maybe[T ~float64] struct {
	value T
	why   Reason
}

// Some is a defined value. A value that is not finite becomes undefined.
func Some[T ~float64](v T) Maybe[T] {
	if math.IsNaN(float64(v)) || math.IsInf(float64(v), 0) {
		return None[T](OutOfRange)
	}
	return Maybe[T]{value: v}
}

// None is an undefined value with its reason.
func None[T ~float64](why Reason) Maybe[T] { return Maybe[T]{why: why} }

// Get returns the value and whether there is one.
func (m Maybe[T]) Get() (T, bool) { return m.value, m.why == "" }

// OK reports whether the value is defined.
func (m Maybe[T]) OK() bool { return m.why == "" }

// Or returns the value, or other where there is none.
func (m Maybe[T]) Or(other T) T {
	if m.why != "" {
		return other
	}
	return m.value
}

// Why returns the reason of an undefined value and "" for a defined one.
func (m Maybe[T]) Why() Reason { return m.why }

// String prints the value for messages and tests.
func (m Maybe[T]) String() string {
	if m.why != "" {
		return "undefined: " + string(m.why)
	}
	text, _ := json.AppendFloat(nil, float64(m.value)) // replies hold neither NaN nor infinities
	return string(text)
}

// MarshalJSON is WriteJSON under the name that encoding/json knows.
func (m Maybe[T]) MarshalJSON() ([]byte, error) { return m.WriteJSON() }

// UnmarshalJSON is ReadJSON under the name that encoding/json knows.
func (m *Maybe[T]) UnmarshalJSON(b []byte) error { return m.ReadJSON(b) }

// WriteJSON writes a number, or {"undefined": reason}.
func (m Maybe[T]) WriteJSON() ([]byte, error) {
	if m.why != "" {
		return json.Marshal(struct {
			Undefined Reason `json:"undefined"`
		}{m.why})
	}
	return json.AppendFloat(nil, float64(m.value))
}

// ReadJSON reads what WriteJSON writes.
func (m *Maybe[T]) ReadJSON(b []byte) error {
	if len(b) > 0 && b[0] == '{' {
		var u struct {
			Undefined Reason `json:"undefined"`
		}
		if err := json.Unmarshal(b, &u); err != nil {
			return err
		}
		if u.Undefined == "" {
			return errors.New(`expected a number or {"undefined": reason}, got ` + string(b))
		}
		*m = None[T](u.Undefined)
		return nil
	}
	var v float64
	if err := json.Unmarshal(b, &v); err != nil {
		return err
	}
	*m = Some(T(v))
	return nil
}

// JSONSchema describes the two forms a Maybe takes.
func (m Maybe[T]) JSONSchema() map[string]any {
	number := map[string]any{"type": "number"}
	if s, ok := any(m.value).(interface{ JSONSchema() map[string]any }); ok {
		number = s.JSONSchema()
	}
	return map[string]any{"oneOf": []any{
		number,
		map[string]any{
			"type":       "object",
			"required":   []string{"undefined"},
			"properties": map[string]any{"undefined": map[string]any{"type": "string", "description": "why there is no value"}},
		},
	}}
}

// JSONSchema names the unit.
func (Points) JSONSchema() map[string]any {
	return map[string]any{"type": "number", "description": "index points"}
}

// JSONSchema names the unit.
func (Rate) JSONSchema() map[string]any {
	return map[string]any{"type": "number", "description": "decimal rate, 0.01 is 1 %"}
}

// JSONSchema names the unit.
func (Yuan) JSONSchema() map[string]any {
	return map[string]any{"type": "number", "description": "CNY"}
}

// Finite reports whether x is neither NaN nor infinite.
func Finite[T ~float64](x T) bool { return !math.IsNaN(float64(x)) && !math.IsInf(float64(x), 0) }
