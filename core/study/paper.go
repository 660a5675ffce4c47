package study

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/report"
)

// PaperKey names the operation that puts studies together as one report.
const PaperKey = op.Key[PaperInput, Paper]("study_report")

// PaperInput asks for a report: those studies that are given, in the order of
// the fields. Leave out as, and the sections come back to be drawn.
type PaperInput struct {
	Lang         string              `json:"lang,omitempty" enum:"zh,en" doc:"en when left out"`
	As           string              `json:"as,omitempty" enum:"csv,xlsx,md" doc:"a document to save, beside the sections"`
	Title        string              `json:"title,omitempty" doc:"made of the product and the dates when left out"`
	Overview     *OverviewInput      `json:"overview,omitempty" doc:"the weekly table"`
	History      *HistoryInput       `json:"history,omitempty" doc:"one measure through time"`
	Distribution []DistributionInput `json:"distribution,omitempty" doc:"of the basis and of calendar spreads"`
	Stages       *StagesInput        `json:"stages,omitempty" doc:"stretches of time against each other"`
	Volatility   *VolatilityInput    `json:"volatility,omitempty" doc:"days of large moves against all others"`
	Seasonality  *SeasonalityInput   `json:"seasonality,omitempty" doc:"by month, by day of the year and by days to expiry"`
	Events       *EventsInput        `json:"events,omitempty" doc:"around days of events"`
	Drivers      *DriversInput       `json:"drivers,omitempty" doc:"a regression on what may move the basis"`
	Answers      bool                `json:"answers,omitempty" doc:"the answers of the studies as well, to draw charts of"`
	Table        string              `json:"table,omitempty" doc:"id of the only table to write, for as csv; all when left out"`
}

// Paper is a report.
type Paper struct {
	Title    string           `json:"title"`
	First    calendar.Date    `json:"first,omitzero" doc:"first day of the data"`
	Last     calendar.Date    `json:"last,omitzero"`
	Sections []report.Section `json:"sections"`
	Answers  *Answers         `json:"answers,omitempty" doc:"of the studies, where they were asked for"`
	File     *op.File         `json:"file,omitempty" doc:"what was asked for with as"`
}

// Answers are what the sections of a report are made of.
type Answers struct {
	Overview     *Overview      `json:"overview,omitempty"`
	History      *History       `json:"history,omitempty"`
	Distribution []Distribution `json:"distribution,omitempty"`
	Stages       *Stages        `json:"stages,omitempty"`
	Volatility   *Volatility    `json:"volatility,omitempty"`
	Seasonality  *Seasonality   `json:"seasonality,omitempty"`
	Events       *Events        `json:"events,omitempty"`
	Drivers      *Drivers       `json:"drivers,omitempty"`
}

// part is a study of a report.
type part struct {
	path string
	in   interface {
		op.Request
		op.Resolver
	}
}

// parts are the studies asked for.
func (in *PaperInput) parts() []part {
	var out []part
	if in.Overview != nil {
		out = append(out, part{"overview", in.Overview})
	}
	if in.History != nil {
		out = append(out, part{"history", in.History})
	}
	for i := range in.Distribution {
		out = append(out, part{fault.Join("distribution", strconv.Itoa(i)), &in.Distribution[i]})
	}
	if in.Stages != nil {
		out = append(out, part{"stages", in.Stages})
	}
	if in.Volatility != nil {
		out = append(out, part{"volatility", in.Volatility})
	}
	if in.Seasonality != nil {
		out = append(out, part{"seasonality", in.Seasonality})
	}
	if in.Events != nil {
		out = append(out, part{"events", in.Events})
	}
	if in.Drivers != nil {
		out = append(out, part{"drivers", in.Drivers})
	}
	return out
}

// Program says who answers.
func (PaperInput) Program() op.Program { return op.Analyst }

// Resolve looks up the bars.
func (in *PaperInput) Resolve(ctx context.Context) error {
	var fs fault.Fields
	for _, p := range in.parts() {
		if err := fs.Take(p.path, p.in.Resolve(ctx)); err != nil {
			return err
		}
	}
	return fs.Err()
}

// Sizes implements op.Sized: what the studies take.
func (in PaperInput) Sizes(add func(path string, count, cells int)) {
	if in.Events != nil {
		in.Events.Sizes(func(path string, count, cells int) { add(fault.Join("events", path), count, cells) })
	}
}

// Validate checks the request.
func (in PaperInput) Validate() error {
	var fs fault.Fields
	if in.Lang != "" {
		fs.OneOf("lang", in.Lang, "zh", "en")
	}
	if in.As != "" {
		fs.OneOf("as", in.As, "csv", "xlsx", "md")
	}
	parts := in.parts()
	if len(parts) == 0 {
		fs.Add("", "empty", "must hold at least one study")
	}
	if len(in.Distribution) > 10 {
		fs.Add("distribution", "too_many", "must hold at most 10 distributions", "max", "10")
		return fs.Err()
	}
	for _, p := range parts {
		fs.Merge(p.path, p.in.Validate())
	}
	return fs.Err()
}
