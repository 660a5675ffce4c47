package study

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// The operations that lay days over each other.
const (
	SeasonalityKey = op.Key[SeasonalityInput, Seasonality]("seasonality") // by day of the year, month or days to expiry
	EventsKey      = op.Key[EventsInput, Events]("events")                // around days of events
)

// SeasonalityInput asks for the mean of a measure over the years.
type SeasonalityInput struct {
	Data
	Measure
	Low int `json:"low,omitempty" doc:"lower percentile of the bands, 1 to 49; 10 when left out"`
}

// Seasonality is a measure by season, three ways.
type Seasonality struct {
	About
	Measure
	Low    int     `json:"low"`
	Years  []int   `json:"years" doc:"those with days"`
	Months []Month `json:"months" doc:"the twelve"`
	Yearly Season  `json:"yearly" doc:"by calendar day that was a trading day (report 003): label MM-DD"`
	Expiry Season  `json:"expiry" doc:"by trading days to expiry of the contract measured; none for weighted"`
}

// Month is one calendar month over the years.
type Month struct {
	Month    int                       `json:"month" doc:"1 to 12"`
	Dividend bool                      `json:"dividend" doc:"in the season in which most companies of the index pay: May to September (report 003)"`
	Summary  Summary                   `json:"summary" doc:"of all its days"`
	Lower    unit.Maybe[unit.Number]   `json:"lower" doc:"lower percentile"`
	Upper    unit.Maybe[unit.Number]   `json:"upper"`
	Years    []unit.Maybe[unit.Number] `json:"years" doc:"mean of each year"`
}

// Season is a mean by place in a season; columns are of one length.
type Season struct {
	Label []string  `json:"label,omitempty"`
	Place op.Column `json:"place" doc:"day of a leap year, 1 to 366; or trading days to expiry"`
	Mean  op.Column `json:"mean"`
	Count op.Column `json:"count"`
	Lower op.Column `json:"lower" doc:"lower percentile, on the straight line between values"`
	Upper op.Column `json:"upper"`
}

// Event is a day something happened.
type Event struct {
	Name string        `json:"name,omitempty"`
	Date calendar.Date `json:"date"`
}

// Events003 are the two events of report 003; their names are COVID-19 and Ukraine.
func Events003() []Event {
	return []Event{{"COVID-19", calendar.MustOf(2020, 1, 22)}, {"Ukraine", calendar.MustOf(2022, 2, 24)}}
}

// MaxEvents is the most events of one question.
const MaxEvents = 200

// EventsInput asks for a measure around events, by trading days.
type EventsInput struct {
	Data
	Measure
	Events  []Event `json:"events,omitempty" doc:"those of report 003 when left out"`
	Before  int     `json:"before,omitempty" doc:"trading days before, 0 to 60; 2 when before and after are left out"`
	After   int     `json:"after,omitempty" doc:"trading days after, 0 to 250; 4 when before and after are left out"`
	Closed  string  `json:"closed,omitempty" enum:"next,previous" doc:"which trading day stands for an event on a day without trading; next when left out"`
	Samples int     `json:"samples,omitempty" doc:"draws of random days for the placebo band, 100 to 5000; 1000 when left out"`
	Seed    int     `json:"seed,omitempty" doc:"of the random days; the same seed gives the same band"`
}

// Events is a measure around events.
type Events struct {
	About
	Measure
	Before  int                       `json:"before"`
	After   int                       `json:"after"`
	Closed  string                    `json:"closed"`
	Samples int                       `json:"samples"`
	Seed    int                       `json:"seed"`
	Offsets op.Column                 `json:"offsets" doc:"-before to after"`
	Events  []EventResult             `json:"events"`
	Mean    []unit.Maybe[unit.Number] `json:"mean" doc:"over the events that have a value there, by offset"`
	Counts  op.Column                 `json:"counts" doc:"events that have"`
	Placebo Placebo                   `json:"placebo"`
}

// EventResult is one event. Values are those of the series at the offsets.
type EventResult struct {
	Event
	Day       calendar.Date             `json:"day,omitzero" doc:"the trading day at offset 0"`
	Outside   bool                      `json:"outside" doc:"the data do not reach the day"`
	Dates     []calendar.Date           `json:"dates" doc:"of each offset, empty beyond the ends of the data; none of an event outside of them, nor contracts and values"`
	Contracts []string                  `json:"contracts" doc:"empty where none was measured, or all"`
	Values    []unit.Maybe[unit.Number] `json:"values"`
	Change    unit.Maybe[unit.Number]   `json:"change" doc:"the last value less the first"`
}

// Placebo is the band in which means of as many random days lie, by offset:
// where the mean of the events is outside, it is unusual.
type Placebo struct {
	Lower []unit.Maybe[unit.Number] `json:"lower" doc:"2.5th percentile"`
	Mean  []unit.Maybe[unit.Number] `json:"mean"`
	Upper []unit.Maybe[unit.Number] `json:"upper" doc:"97.5th percentile"`
}

// Validate checks the request.
func (in SeasonalityInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	fs.Between("low", float64(in.Filled().Low), 1, 49)
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in SeasonalityInput) Filled() SeasonalityInput {
	in.Measure = in.Measure.Filled()
	whole(&in.Low, 10)
	return in
}

// Validate checks the request.
func (in EventsInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	in = in.Filled()
	if len(in.Events) > MaxEvents {
		fs.Add("events", "too_many", "must hold at most "+strconv.Itoa(MaxEvents)+" events", "max", strconv.Itoa(MaxEvents))
		return fs.Err()
	}
	for i, e := range in.Events {
		if e.Date.IsZero() {
			fs.Add(fault.Join("events", strconv.Itoa(i)+".date"), "missing", "a date is missing; write it as 2024-09-13")
		}
	}
	fs.Between("before", float64(in.Before), 0, 60)
	fs.Between("after", float64(in.After), 0, 250)
	fs.OneOf("closed", in.Closed, "next", "previous")
	fs.Between("samples", float64(in.Samples), 100, 5000)
	return fs.Err()
}

// Sizes implements op.Sized: every sample is as many random days as there are
// events, with all their offsets.
func (in EventsInput) Sizes(add func(path string, count, cells int)) {
	in = in.Filled()
	add("samples", in.Samples, len(in.Events)*(in.Before+1+in.After)/6)
}

// Filled returns in with every choice that was left out.
func (in EventsInput) Filled() EventsInput {
	in.Measure = in.Measure.Filled()
	if in.Events == nil {
		in.Events = Events003()
	}
	if in.Before == 0 && in.After == 0 {
		in.Before, in.After = 2, 4
	}
	def(&in.Closed, "next")
	whole(&in.Samples, 1000)
	return in
}
