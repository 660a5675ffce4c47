package hedge

import (
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Directions says which trades are made.
type Directions string

// Both is what the report's managed accounts do, LongOnly its public funds.
const (
	Both     Directions = "both"
	LongOnly Directions = "long_only"
)

// Exit says which regimes end a trade. For a long one, slowing is up slowing
// (the report's rule) and reversal either down regime (on which it is silent,
// and which must end a trade too); for a short one the other way round.
type Exit string

// The exits by signal.
const (
	OnSlowingOrReversal Exit = "slowing_or_reversal"
	OnSlowing           Exit = "slowing"
	OnReversal          Exit = "reversal"
	NoExit              Exit = "none"
)

// Fill says at which price a decision on the close of bar k is carried out.
type Fill string

// The fills. ThisClose assumes that one can trade at the very price that was
// decided on; it is there to show what that assumption is worth.
const (
	NextOpen  Fill = "next_open"
	NextClose Fill = "next_close"
	ThisClose Fill = "this_close"
)

// Closing says how a trade of the same day is closed, and hence what it costs.
type Closing string

// The ways to close. CloseToday pays the fee for closing a position of the
// same day. Lock opens the opposite position instead and closes both on a later
// day: two openings and two ordinary closings. LiftHedge makes a long trade by
// closing lots of the standing hedge, which are of an earlier day, and opening
// them again: one ordinary closing and one opening; a short one is as CloseToday.
const (
	CloseToday Closing = "close_today"
	Lock       Closing = "lock"
	LiftHedge  Closing = "lift_hedge"
)

// Rules are every rule of the active hedge. Decisions are taken on the close
// of a bar, in this order: end of the day, stop-loss, take-profit, exit by
// signal, entry. A position has return r = side (close/entry - 1), entry being
// the fill before slippage. What is decided on the last bar of a day, or before
// a hole, is carried out at its close where Fill says the next bar.
type Rules struct {
	Directions Directions `json:"directions" enum:"both,long_only" doc:"both, or long only"`
	ADay       int        `json:"a_day" doc:"trades opened a day at most; 0 for no limit"`
	Stops
	NoStops bool        `json:"no_stops,omitempty" doc:"neither take-profit nor stop-loss"`
	Exit    Exit        `json:"exit" enum:"slowing_or_reversal,slowing,reversal,none" doc:"which regimes end a trade"`
	Flat    bool        `json:"flat" doc:"close at the last bar of the day; no trade is opened on a day's last bar"`
	Again   bool        `json:"again" doc:"a regime that lasts may open another trade; otherwise the regime must have changed since the last entry"`
	Fill    Fill        `json:"fill" enum:"next_open,next_close,this_close" doc:"price at which a decision on a bar's close is carried out"`
	Slip    unit.Points `json:"slippage" doc:"points lost at each fill"`
	Closing Closing     `json:"closing" enum:"close_today,lock,lift_hedge" doc:"how a trade of the same day is closed"`
	Fees    Fees        `json:"fees" doc:"exchange fees: of the day, or stated"`
}

// Fees are the exchange's by the day of each trade, or the user's own. The
// broker's share comes on top of both.
type Fees struct {
	Dated      bool      `json:"dated" doc:"the exchange's fees of each day; the next three are then not used"`
	Open       unit.Rate `json:"open" doc:"of the contract value"`
	Close      unit.Rate `json:"close" doc:"closing a position of an earlier day"`
	CloseToday unit.Rate `json:"close_today" doc:"closing a position of the same day"`
	Broker     unit.Rate `json:"broker" doc:"added to each of them"`
}

// Preset001 are the rules of report 001: both directions, one trade a day,
// +1.10 % and -1.30 %, flat at the end of the day, decided on the close and
// filled at the next open, with the exchange's fees of the day.
var Preset001 = Rules{
	Directions: Both, ADay: 1, Stops: Report001, Exit: OnSlowingOrReversal, Flat: true, Again: true,
	Fill: NextOpen, Closing: CloseToday, Fees: Fees{Dated: true, Open: 0.000023, Close: 0.000023, CloseToday: 0.000345},
}

// Check adds what is wrong with r to fs, with paths as in a request.
func (r Rules) Check(fs *fault.Fields) {
	fs.OneOf("directions", string(r.Directions), string(Both), string(LongOnly))
	fs.Between("a_day", float64(r.ADay), 0, 100)
	if !r.NoStops {
		_, _, err := r.Stops.Levels(1, Long)
		fs.Merge("", err)
	}
	fs.OneOf("exit", string(r.Exit), string(OnSlowingOrReversal), string(OnSlowing), string(OnReversal), string(NoExit))
	fs.OneOf("fill", string(r.Fill), string(NextOpen), string(NextClose), string(ThisClose))
	fs.Between("slippage", float64(r.Slip), 0, 1000)
	fs.OneOf("closing", string(r.Closing), string(CloseToday), string(Lock), string(LiftHedge))
	fs.Between("fees.open", float64(r.Fees.Open), 0, 0.01)
	fs.Between("fees.close", float64(r.Fees.Close), 0, 0.01)
	fs.Between("fees.close_today", float64(r.Fees.CloseToday), 0, 0.01)
	fs.Between("fees.broker", float64(r.Fees.Broker), 0, 0.01)
}
