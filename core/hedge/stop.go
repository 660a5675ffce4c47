// Package hedge holds the rules of the active hedge: a standing short future
// with an overlay that is closed by stops. Formulas A.11 of docs/formulas.md.
package hedge

import (
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Side is the direction of the overlay.
type Side int

// The two directions.
const (
	Long  Side = 1
	Short Side = -1
)

// Stops says at which return of a position it is closed.
type Stops struct {
	TakeProfit unit.Rate `json:"take_profit" doc:"return above 0 at which a gain is taken"`
	StopLoss   unit.Rate `json:"stop_loss" doc:"return below 0 at which a loss is cut"`
}

// Report001 are the stops of the Sinolink strategy: +1.10 % and -1.30 %.
var Report001 = Stops{TakeProfit: 0.0110, StopLoss: -0.0130}

// Levels returns the futures prices at which a position opened at entry is
// closed. With the return r = side (price/entry - 1) they are
//
//	entry (1 + side take_profit)   and   entry (1 + side stop_loss)
//
// It refuses an entry that is not above 0, a take-profit that is not in (0, 1)
// and a stop that is not in (-1, 0).
func (s Stops) Levels(entry unit.Points, side Side) (takeProfit, stopLoss unit.Points, err error) {
	var fs fault.Fields
	if !(entry > 0) || !unit.Finite(entry) {
		fs.Add("entry", "not_positive", "must be above 0 points")
	}
	if side != Long && side != Short {
		fs.Add("side", "unknown_side", "must be long (1) or short (-1)")
	}
	if !(s.TakeProfit > 0 && s.TakeProfit < 1) {
		fs.Add("take_profit", "gain_range", "must be above 0 and below 1")
	}
	if !(s.StopLoss < 0 && s.StopLoss > -1) {
		fs.Add("stop_loss", "loss_range", "must be below 0 and above -1")
	}
	if err := fs.Err(); err != nil {
		return 0, 0, err
	}
	at := func(r unit.Rate) unit.Points { return entry + entry*unit.Points(side)*unit.Points(r) }
	return at(s.TakeProfit), at(s.StopLoss), nil
}
