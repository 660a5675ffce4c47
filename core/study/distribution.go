package study

import (
	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// DistributionKey names the operation that counts how often a basis or a
// calendar spread took which value.
const DistributionKey = op.Key[DistributionInput, Distribution]("distribution")

// MaxBins is the most bins of a histogram.
const MaxBins = 200

// DistributionInput asks for the distribution of a measure, or of a calendar
// spread where one is given.
type DistributionInput struct {
	Data
	Measure
	Spread *Spread `json:"spread,omitempty" doc:"the calendar spread to count instead of the basis"`
	Rank   Rank    `json:"rank,omitzero" doc:"how today's percentile is counted, and which days count"`
	Bins   int     `json:"bins,omitempty" doc:"number of bins, 1 to 200; by Freedman and Diaconis when left out"`
}

// Distribution is a histogram with the last day marked.
type Distribution struct {
	About
	Measure
	Spread *Spread `json:"spread,omitempty" doc:"what was counted, where it is a spread"`
	Rank   Rank    `json:"rank"`

	Line    Series    `json:"line" doc:"what is counted, by day"`
	Edges   op.Column `json:"edges" doc:"one more than counts; a value on an edge is counted above it, the largest in the last bin"`
	Counts  op.Column `json:"counts"`
	Rule    string    `json:"rule,omitempty" enum:"freedman_diaconis,chosen,single,square_root" doc:"how the number of bins came about: single where all values are equal, square_root where the middle half are; left out where there are no values"`
	Summary Summary   `json:"summary"`

	Today      unit.Maybe[unit.Number] `json:"today" doc:"the last value"`
	Date       calendar.Date           `json:"date,omitzero" doc:"its day"`
	Bin        int                     `json:"bin" doc:"bin it lies in; -1 for none"`
	Percentile unit.Maybe[unit.Rate]   `json:"percentile"`
}

// Validate checks the request.
func (in DistributionInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	if in.Spread != nil {
		Merge(&fs, "spread", in.Spread.Check)
	}
	Merge(&fs, "rank", in.Rank.Check)
	fs.Between("bins", float64(in.Bins), 0, MaxBins)
	return fs.Err()
}
