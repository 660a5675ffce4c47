package study

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// OverviewKey names the operation that makes the weekly table of report 001.
const OverviewKey = op.Key[OverviewInput, Overview]("overview")

// OverviewInput asks for a week of one product or several.
type OverviewInput struct {
	Products  []OverviewData `json:"products" doc:"one entry a product"`
	Date      calendar.Date  `json:"date,omitzero" doc:"any day of the week; the last week of the data when left out"`
	Main      string         `json:"main,omitempty" enum:"volume,open_interest,open_interest_prev,current_month" doc:"rule for the main contract; volume when left out"`
	Reference string         `json:"reference,omitempty" enum:"auto,settle,close" doc:"what the main contract's change of the week is from: the settlement of the week before, as in the report, or its close; auto, when left out, takes the close where there is no settlement, and says so"`
	Volume    string         `json:"volume,omitempty" enum:"mean,sum" doc:"daily average of the week, as in the report, or the sum; mean when left out"`
	Mean      int            `json:"mean,omitempty" doc:"trading days of the mean basis rate, today included, 2 to 250; 20 when left out"`

	Convention string `json:"convention,omitempty" enum:"raw,sinolink,huatai,calendar365,xingzheng" doc:"how the rate is annualised; sinolink when left out"`
	Spread     Spread `json:"spread,omitzero" doc:"the calendar spread whose percentile is given"`
	Rank       Rank   `json:"rank,omitzero" doc:"how percentiles are counted and over which days"`
}

// OverviewData is one product of an overview.
type OverviewData struct {
	Data
	Valuation *Values `json:"valuation,omitempty" doc:"a price-earnings ratio of the index by day, for its percentile"`
}

// Overview is the table of a week.
type Overview struct {
	Week       calendar.Date `json:"week,omitzero" doc:"last day of the week with data of any product; left out where none has any"`
	Before     calendar.Date `json:"before,omitzero" doc:"last day of the trading week before, from which changes are counted"`
	Main       string        `json:"main"`
	Reference  string        `json:"reference"`
	Volume     string        `json:"volume"`
	Mean       int           `json:"mean"`
	Convention string        `json:"convention"`
	Spread     Spread        `json:"spread"`
	Rank       Rank          `json:"rank"`
	Sign       string        `json:"sign"`
	Rows       []OverviewRow `json:"rows" doc:"in the order of the products asked for"`
}

// OverviewRow is one product in a week. Changes are decimal rates.
type OverviewRow struct {
	Product             string                  `json:"product"`
	First               calendar.Date           `json:"first" doc:"first day of its data"`
	Week                calendar.Date           `json:"week,omitzero" doc:"last day of the week with data"`
	Days                int                     `json:"days" doc:"trading days of the week with data"`
	Contract            string                  `json:"contract,omitempty" doc:"the main contract on the last day"`
	TradingDays         int                     `json:"trading_days" doc:"N, to its expiry"`
	Index               unit.Maybe[unit.Points] `json:"index" doc:"close of the index"`
	IndexChange         unit.Maybe[unit.Rate]   `json:"index_change" doc:"over the close of the week before"`
	Close               unit.Maybe[unit.Points] `json:"close" doc:"of the main contract"`
	MainChange          unit.Maybe[unit.Rate]   `json:"main_change" doc:"close over reference"`
	Reference           string                  `json:"reference,omitempty" enum:"settle,close" doc:"what main_change is from"`
	BasisRate           unit.Maybe[unit.Rate]   `json:"basis_rate"`
	AdjustedRate        unit.Maybe[unit.Rate]   `json:"adjusted_rate" doc:"with the dividends until expiry given back"`
	Annualised          unit.Maybe[unit.Rate]   `json:"annualised"`
	MeanRate            unit.Maybe[unit.Rate]   `json:"mean_rate" doc:"mean of the main contract's basis rate over the days of the mean"`
	Volume              unit.Maybe[unit.Number] `json:"volume" doc:"lots of all contracts, a day or of the week"`
	VolumeChange        unit.Maybe[unit.Rate]   `json:"volume_change" doc:"over the week before"`
	OpenInterest        unit.Maybe[unit.Number] `json:"open_interest" doc:"lots of all contracts on the last day"`
	OpenInterestChange  unit.Maybe[unit.Rate]   `json:"open_interest_change" doc:"over the week before"`
	Spread              unit.Maybe[unit.Number] `json:"spread" doc:"the calendar spread of the last day"`
	SpreadPercentile    unit.Maybe[unit.Rate]   `json:"spread_percentile"`
	SpreadCount         int                     `json:"spread_count" doc:"days it is ranked among"`
	BasisPercentile     unit.Maybe[unit.Rate]   `json:"basis_percentile" doc:"of the annualised rate"`
	BasisCount          int                     `json:"basis_count"`
	Valuation           unit.Maybe[unit.Number] `json:"valuation"`
	ValuationPercentile unit.Maybe[unit.Rate]   `json:"valuation_percentile"`
	ValuationCount      int                     `json:"valuation_count"`
	Notes               []fault.Field           `json:"notes,omitempty"`
}

// Program says who answers.
func (OverviewInput) Program() op.Program { return op.Analyst }

// Resolve looks up the bars.
func (in *OverviewInput) Resolve(ctx context.Context) error {
	var fs fault.Fields
	for i := range in.Products {
		p := &in.Products[i]
		at := fault.Join("products", strconv.Itoa(i))
		err := fs.Take(at, p.Data.Resolve(ctx))
		if err == nil && p.Valuation != nil {
			err = fs.Take(fault.Join(at, "valuation"), p.Valuation.Resolve(ctx))
		}
		if err != nil {
			return err
		}
	}
	return fs.Err()
}

// Validate checks the request.
func (in OverviewInput) Validate() error {
	var fs fault.Fields
	if n := len(in.Products); n == 0 || n > 20 {
		fs.Add("products", "out_of_range", "must hold 1 to 20 products", "min", "1", "max", "20")
	}
	for i, p := range in.Products {
		Merge(&fs, fault.Join("products", strconv.Itoa(i)), p.Data.Check)
	}
	in = in.Filled()
	fs.OneOf("main", in.Main, "volume", "open_interest", "open_interest_prev", "current_month")
	fs.OneOf("reference", in.Reference, "auto", "settle", "close")
	fs.OneOf("volume", in.Volume, "mean", "sum")
	fs.Between("mean", float64(in.Mean), 2, 250)
	_, err := calendar.ConventionNamed(in.Convention)
	fs.Merge("convention", err)
	Merge(&fs, "spread", in.Spread.Check)
	Merge(&fs, "rank", in.Rank.Check)
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in OverviewInput) Filled() OverviewInput {
	def(&in.Main, "volume")
	def(&in.Reference, "auto")
	def(&in.Volume, "mean")
	def(&in.Convention, "sinolink")
	if in.Mean == 0 {
		in.Mean = 20
	}
	in.Spread = in.Spread.Filled()
	def(&in.Rank.Method, "inclusive")
	return in
}
