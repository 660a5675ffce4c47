package study

import (
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// HistoryKey names the operation that follows the basis of a product through time.
const HistoryKey = op.Key[HistoryInput, History]("history")

// HistoryInput asks for the history of one measure.
type HistoryInput struct {
	Data
	Measure
	Average int       `json:"average,omitempty" doc:"trading days of the moving average, 1 to 250, whole windows only; 5 when left out"`
	Rank    Rank      `json:"rank,omitzero" doc:"how the percentile of the last day is counted"`
	Band    int       `json:"band,omitempty" doc:"trading days of the rolling percentile band, 20 to 2500; 729, three years, when left out"`
	Low     int       `json:"low,omitempty" doc:"lower percentile of the band, 1 to 49; 10 when left out"`
	Hurdle  unit.Rate `json:"hurdle,omitempty" doc:"yearly return of the arbitrage line; 0.05 when left out"`
	Rate    unit.Rate `json:"rate,omitempty" doc:"risk-free rate of the full band, yearly"`
}

// History is one measure through time. Lines are of the measure itself where
// nothing else is said: those of the arbitrage bounds are the measure of a
// future that stands at the bound, so the measure crosses its bound where the
// price does. By a convention whose sign is -1 the upper bound is the lower line.
type History struct {
	About
	Measure
	Average int       `json:"average"`
	Rank    Rank      `json:"rank"`
	Band    int       `json:"band"`
	Low     int       `json:"low"`
	Hurdle  unit.Rate `json:"hurdle"`
	Rate    unit.Rate `json:"rate"`

	Line        Series `json:"line" doc:"the measure"`
	Smooth      Series `json:"smooth" doc:"its moving average"`
	Index       Series `json:"index" doc:"close of the index"`
	IndexSmooth Series `json:"index_smooth" doc:"moving average of the index"`
	Lower       Series `json:"lower" doc:"lower percentile of the days up to each"`
	Middle      Series `json:"middle" doc:"median of the same days"`
	Upper       Series `json:"upper"`
	HurdleUpper Series `json:"hurdle_upper" doc:"selling the future returns the hurdle above it; fees and margins of each day, other costs of report 001. None for weighted"`
	HurdleLower Series `json:"hurdle_lower" doc:"buying the future and selling borrowed stock returns the hurdle below it"`
	FullUpper   Series `json:"full_upper" doc:"upper bound of the full band (A.4 d), rules of each day"`
	FullLower   Series `json:"full_lower"`

	Volume       Series `json:"volume" doc:"lots of all contracts"`
	OpenInterest Series `json:"open_interest" doc:"lots of all contracts"`

	Switches []Switch `json:"switches" doc:"days on which another contract is the one measured"`
	Changes  []Change `json:"changes" doc:"changes of the exchange's rules within the days"`

	Today            HistoryDay            `json:"today" doc:"the last day with a value"`
	Percentile       unit.Maybe[unit.Rate] `json:"percentile" doc:"of the last value"`
	SmoothPercentile unit.Maybe[unit.Rate] `json:"smooth_percentile" doc:"of the last moving average"`
	Ranked           int                   `json:"ranked" doc:"days it is ranked among"`
	Summary          Summary               `json:"summary" doc:"of the days ranked"`
}

// HistoryDay is one day in full.
type HistoryDay struct {
	Date      calendar.Date           `json:"date,omitzero"`
	Value     unit.Maybe[unit.Number] `json:"value"`
	Smooth    unit.Maybe[unit.Number] `json:"smooth"`
	Contracts []HistoryQuote          `json:"contracts"`
}

// HistoryQuote is one contract on the last day.
type HistoryQuote struct {
	Contract     string                  `json:"contract"`
	CalendarDays int                     `json:"calendar_days"`
	TradingDays  int                     `json:"trading_days"`
	Price        unit.Maybe[unit.Points] `json:"price"`
	Basis        unit.Maybe[unit.Points] `json:"basis"`
	BasisRate    unit.Maybe[unit.Rate]   `json:"basis_rate"`
	Dividends    unit.Points             `json:"dividends"`
	Annualised   unit.Maybe[unit.Rate]   `json:"annualised"`
	Volume       unit.Maybe[unit.Number] `json:"volume"`
	OpenInterest unit.Maybe[unit.Number] `json:"open_interest"`
	Weight       unit.Maybe[unit.Rate]   `json:"weight" doc:"share of the open interest"`
}

// Switch is the day from which another contract is measured.
type Switch struct {
	Date calendar.Date `json:"date"`
	From string        `json:"from"`
	To   string        `json:"to"`
}

// Change is what changed in the rules on one day.
type Change struct {
	Date   calendar.Date `json:"date"`
	Rules  []string      `json:"rules" doc:"ids of the rules, as in the operation rules"`
	Values []unit.Number `json:"values" doc:"their values from the day on: decimal rates, or lots"`
}

// Validate checks the request.
func (in HistoryInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	Merge(&fs, "rank", in.Rank.Check)
	in = in.Filled()
	fs.Between("average", float64(in.Average), 1, 250)
	fs.Between("band", float64(in.Band), 20, 2500)
	fs.Between("low", float64(in.Low), 1, 49)
	fs.Between("hurdle", float64(in.Hurdle), -1, 1)
	fs.Between("rate", float64(in.Rate), -1, 1)
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in HistoryInput) Filled() HistoryInput {
	in.Measure = in.Measure.Filled()
	def(&in.Rank.Method, "inclusive")
	whole(&in.Average, 5)
	whole(&in.Band, 729)
	whole(&in.Low, 10)
	if in.Hurdle == 0 {
		in.Hurdle = 0.05
	}
	return in
}

func whole(n *int, value int) {
	if *n == 0 {
		*n = value
	}
}
