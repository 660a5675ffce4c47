package study

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// The operations that compare days with days.
const (
	StagesKey     = op.Key[StagesInput, Stages]("stages")             // stretches of time against each other
	VolatilityKey = op.Key[VolatilityInput, Volatility]("volatility") // days of large moves against all others
)

// Stage is a stretch of time.
type Stage struct {
	Name string        `json:"name,omitempty"`
	From calendar.Date `json:"from"`
	To   calendar.Date `json:"to" doc:"last day"`
}

// Stages002 are the four stages of report 002.
func Stages002() []Stage {
	return []Stage{
		{From: calendar.MustOf(2015, 4, 16), To: calendar.MustOf(2015, 9, 2)},
		{From: calendar.MustOf(2015, 9, 7), To: calendar.MustOf(2016, 2, 29)},
		{From: calendar.MustOf(2016, 3, 1), To: calendar.MustOf(2018, 11, 30)},
		{From: calendar.MustOf(2018, 12, 3), To: calendar.MustOf(2020, 9, 30)},
	}
}

// MaxStages is the most stages of one question.
const MaxStages = 50

// StagesInput asks for a measure in stretches of time.
type StagesInput struct {
	Data
	Measure
	Average int     `json:"average,omitempty" doc:"moving average taken of measure and index first, 1 to 250 trading days; 5 when left out, as in report 002"`
	Stages  []Stage `json:"stages,omitempty" doc:"those of report 002 when left out"`
}

// Stages are the stretches, in the order asked for.
type Stages struct {
	About
	Measure
	Average int           `json:"average"`
	Stages  []StageResult `json:"stages"`
	Line    Series        `json:"line" doc:"moving average of the measure"`
	Index   Series        `json:"index" doc:"moving average of the index"`
}

// StageResult is one stretch.
type StageResult struct {
	Stage
	Days               int                     `json:"days" doc:"with a value"`
	Summary            Summary                 `json:"summary" doc:"of the measure, not averaged"`
	Start              unit.Maybe[unit.Number] `json:"start" doc:"first value, averaged"`
	End                unit.Maybe[unit.Number] `json:"end" doc:"last value, averaged"`
	IndexChange        unit.Maybe[unit.Rate]   `json:"index_change" doc:"last close over the first"`
	Level              unit.Maybe[unit.Number] `json:"level" doc:"correlation of measure and index, both averaged"`
	Moves              unit.Maybe[unit.Number] `json:"moves" doc:"correlation of their changes from day to day, not averaged"`
	Volume             unit.Maybe[unit.Number] `json:"volume" doc:"mean of a day, lots of all contracts"`
	VolumeChange       unit.Maybe[unit.Rate]   `json:"volume_change" doc:"mean of the last five days over that of the first five, of as many contracts"`
	OpenInterest       unit.Maybe[unit.Number] `json:"open_interest" doc:"mean of a day, lots of all contracts"`
	OpenInterestChange unit.Maybe[unit.Rate]   `json:"open_interest_change" doc:"likewise"`
}

// VolatilityInput asks whether the measure differs on days on which the index
// moved by more than the threshold (report 003).
type VolatilityInput struct {
	Data
	Measure
	Threshold unit.Rate `json:"threshold,omitempty" doc:"of the close-to-close return of the index, strict; 0.05 when left out"`
}

// Volatility compares days of large moves with all others.
type Volatility struct {
	About
	Measure
	Threshold  unit.Rate               `json:"threshold"`
	Up         int                     `json:"up" doc:"days above the threshold"`
	Down       int                     `json:"down" doc:"days below it, negative"`
	Large      Summary                 `json:"large" doc:"of the measure on these days"`
	Others     Summary                 `json:"others"`
	Rises      Summary                 `json:"rises" doc:"large moves up alone"`
	Falls      Summary                 `json:"falls"`
	Difference unit.Maybe[unit.Number] `json:"difference" doc:"mean of large less mean of others"`
	T          unit.Maybe[unit.Number] `json:"t" doc:"Welch's statistic for different variances"`
	Freedom    unit.Maybe[unit.Number] `json:"freedom" doc:"its degrees of freedom, by Welch and Satterthwaite"`
	P          unit.Maybe[unit.Rate]   `json:"p" doc:"two-sided, Student's t"`
	Spread     unit.Maybe[unit.Number] `json:"spread" doc:"deviation of large over that of others"`
	SpreadP    unit.Maybe[unit.Rate]   `json:"spread_p" doc:"of equal variances: Brown and Forsythe 1974, about the medians"`
	Moves      []LargeDay              `json:"moves" doc:"the large moves, latest 500"`
}

// LargeDay is a day of a large move.
type LargeDay struct {
	Date   calendar.Date           `json:"date"`
	Return unit.Rate               `json:"return" doc:"of the index"`
	Value  unit.Maybe[unit.Number] `json:"value" doc:"the measure"`
}

// Validate checks the request.
func (in StagesInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	in = in.Filled()
	fs.Between("average", float64(in.Average), 1, 250)
	if n := len(in.Stages); n > MaxStages {
		fs.Add("stages", "too_many", "must hold at most "+strconv.Itoa(MaxStages)+" stages", "max", strconv.Itoa(MaxStages))
		return fs.Err()
	}
	for i, s := range in.Stages {
		at := fault.Join("stages", strconv.Itoa(i))
		for _, d := range []struct {
			path string
			date calendar.Date
		}{{"from", s.From}, {"to", s.To}} {
			if d.date.IsZero() {
				fs.Add(fault.Join(at, d.path), "missing", "a date is missing; write it as 2024-09-13")
			}
		}
		if !s.To.IsZero() && s.To.Before(s.From) {
			fs.Add(fault.Join(at, "to"), "before_from", "must not be before from")
		}
	}
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in StagesInput) Filled() StagesInput {
	in.Measure = in.Measure.Filled()
	whole(&in.Average, 5)
	if in.Stages == nil {
		in.Stages = Stages002()
	}
	return in
}

// Validate checks the request.
func (in VolatilityInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	fs.Between("threshold", float64(in.Filled().Threshold), 0.0001, 1)
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in VolatilityInput) Filled() VolatilityInput {
	in.Measure = in.Measure.Filled()
	if in.Threshold == 0 {
		in.Threshold = 0.05
	}
	return in
}
