package arb

import (
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// BreakEvenKey names the operation that asks what must be true for a trade to pay.
const BreakEvenKey = op.Key[BreakEvenInput, BreakEven]("break_even")

// BreakEvenInput is a trade and the return it should reach.
type BreakEvenInput struct {
	Input
	Trade  string    `json:"trade" enum:"forward,reverse,holder" doc:"which trade"`
	Target unit.Rate `json:"target" doc:"return per year to reach: on the capital tied up, for the holder on the spot"`
}

// BreakEven says for each input, moved alone, which value gives the target.
type BreakEven struct {
	Trade     string                `json:"trade" enum:"forward,reverse,holder" doc:"the trade asked about"`
	Target    unit.Rate             `json:"target" doc:"the return asked for"`
	Return    unit.Maybe[unit.Rate] `json:"return" doc:"the return as things are"`
	Solutions []Solution            `json:"solutions" doc:"one for each input that could enter the trade"`
	Notes     []fault.Field         `json:"notes,omitempty" doc:"remarks on input that was accepted"`
}

// Relations of a Solution.
const (
	AtMost  = "at_most"
	AtLeast = "at_least"
)

// Solution is one input with the value at which the trade reaches the target.
// The value itself, put back into the request, reaches it.
type Solution struct {
	Variable  string              `json:"variable" doc:"the input, as the request names it; days is the calendar days to expiry"`
	Measure   string              `json:"measure" enum:"points,rate,days,number" doc:"what the numbers are"`
	Now       float64             `json:"now" doc:"the value as things are"`
	Needed    unit.Maybe[float64] `json:"needed" doc:"the value that gives the target; undefined no_effect or no_solution"`
	Relation  string              `json:"relation,omitempty" enum:"at_most,at_least" doc:"on which side of needed the target is reached"`
	Gap       unit.Maybe[float64] `json:"gap" doc:"needed minus now"`
	Met       bool                `json:"met" doc:"the target is reached as things are"`
	WouldNeed *float64            `json:"would_need,omitempty" doc:"the value arithmetic asks for where no such value can exist: dividends of -70"`
}

// Validate refuses what Input refuses, an unknown trade and a target beyond 100 %.
func (in BreakEvenInput) Validate() error {
	var fs fault.Fields
	in.check(&fs)
	switch in.Trade {
	case TradeForward, TradeReverse, TradeHolder:
	default:
		fs.Add("trade", "unknown_trade", "must be forward, reverse or holder", "valid", "forward, reverse, holder")
	}
	carry.CheckRate(&fs, "target", in.Target)
	return fs.Err()
}
