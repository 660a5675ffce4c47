// Package study asks what the basis of a product has been: over history, in a
// week, by season, around events, and what moves it. This package holds the
// questions and answers, and the book of days they are all computed from; the
// packages below it compute. Formulas A.3, A.5, A.9 and A.10 of docs/formulas.md.
package study

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/dividend"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Data is what is studied: the daily bars of one product and of its index.
type Data struct {
	Product   string          `json:"product" enum:"IF,IH,IC,IM" doc:"product code"`
	Futures   []market.Source `json:"futures" doc:"contracts of the product, and chains such as the current-month one; several series of one contract complete each other"`
	Index     *market.Source  `json:"index,omitempty" doc:"the index; left out, the spot column beside the futures"`
	Dividends *dividend.Given `json:"dividends,omitempty" doc:"what the index loses at ex-dates until each expiry; left out, nothing"`
	From      calendar.Date   `json:"from,omitzero" doc:"first day; the answer is that of files cut here"`
	To        calendar.Date   `json:"to,omitzero" doc:"last day, likewise"`
}

// Which contract's basis a Measure takes. The first four are the main-contract
// rules of package market; the next ones are places on the board of a day.
const (
	Weighted    = "weighted" // every listed contract, by open interest (Huatai 2020)
	CurrentWith = "current_month"
	NextMonth   = "next_month"
	NearQuarter = "quarter"
	FarQuarter  = "far_quarter"
)

// What a Measure measures.
const (
	Basis        = "basis"         // B = F - S, points
	Rate         = "rate"          // b = B/S
	Adjusted     = "adjusted"      // B + D, points
	AdjustedRate = "adjusted_rate" // (B + D)/S
	Annualised   = "annualised"    // (B + D)/S x K of the convention
)

// Measure says which number of a day is studied. The zero value is the
// adjusted rate of the contract with the highest volume, annualised by 252/N.
type Measure struct {
	Value      string `json:"value,omitempty" enum:"basis,rate,adjusted,adjusted_rate,annualised" doc:"annualised when left out"`
	Of         string `json:"of,omitempty" enum:"weighted,volume,open_interest,open_interest_prev,current_month,next_month,quarter,far_quarter" doc:"of which contract; volume when left out. weighted is over all listed ones, by open interest"`
	Convention string `json:"convention,omitempty" enum:"raw,sinolink,huatai,calendar365,xingzheng" doc:"how a rate is annualised; sinolink when left out, huatai for weighted"`
	Price      string `json:"price,omitempty" enum:"close,settle" doc:"price of the future; close when left out"`
}

// Filled returns m with every choice that was left out.
func (m Measure) Filled() Measure {
	def(&m.Value, Annualised)
	def(&m.Of, string(market.ByVolume))
	if m.Of == Weighted {
		def(&m.Convention, "huatai")
	}
	def(&m.Convention, "sinolink")
	def(&m.Price, "close")
	return m
}

// IsRate reports whether the measure is a decimal rate; otherwise it is in points.
func (m Measure) IsRate() bool {
	v := m.Filled().Value
	return v != Basis && v != Adjusted
}

// The two contracts of a calendar spread, near minus far.
const (
	PairNext    = "near_next"    // current month less next month
	PairQuarter = "near_quarter" // current month less the nearer quarter month
	PairFar     = "near_far"     // current month less the farther quarter month
)

// Spread says which calendar spread of a day is studied (A.5). The zero value
// is near less next, over the index, daily.
type Spread struct {
	Pair       string `json:"pair,omitempty" enum:"near_next,near_quarter,near_far" doc:"near_next when left out"`
	Definition string `json:"definition,omitempty" enum:"points,rate_spot,rate_far,per_day,annualised" doc:"near less far: in points, over the index, over the far price, rate_spot a trading day between the expiries, or that a year of 252; rate_spot when left out"`
	Weekly     bool   `json:"weekly,omitempty" doc:"the last day of every week alone"`
	Price      string `json:"price,omitempty" enum:"close,settle" doc:"close when left out"`
}

// Filled returns s with every choice that was left out.
func (s Spread) Filled() Spread {
	def(&s.Pair, PairNext)
	def(&s.Definition, "rate_spot")
	def(&s.Price, "close")
	return s
}

// Rank says how a percentile is counted (A.3), and over which days.
type Rank struct {
	Method   string        `json:"method,omitempty" enum:"inclusive,weak,mid" doc:"inclusive: values below / (n-1), Excel's PERCENTRANK.INC, the default; weak: values not above / n; mid: the mean of below and not above / n"`
	Truncate bool          `json:"truncate,omitempty" doc:"cut to three digits, as Excel does"`
	Since    calendar.Date `json:"since,omitzero" doc:"first day of the window"`
	Years    int           `json:"years,omitempty" doc:"length of the window, from the last day back, 1 to 50; since is not used then"`
}

// Series is one number for each day that has one, in the order of days.
type Series struct {
	Time      op.Column   `json:"time" doc:"midnight at the beginning of each day, ms since 1970-01-01 on the exchange's clock"`
	Value     op.Column   `json:"value"`
	Undefined []Undefined `json:"undefined,omitempty" doc:"days that have none, and why"`
}

// Undefined are the days without a number, for one reason.
type Undefined struct {
	Why   unit.Reason   `json:"why"`
	Days  int           `json:"days"`
	First calendar.Date `json:"first"`
	Last  calendar.Date `json:"last"`
}

// About is what every answer repeats of its question, with what was left out
// filled in, and what a reader must know of the data.
type About struct {
	Product string        `json:"product"`
	First   calendar.Date `json:"first" doc:"first day of the data that counts"`
	Last    calendar.Date `json:"last"`
	Days    int           `json:"days" doc:"trading days with data"`
	Sign    string        `json:"sign" doc:"what the sign of a basis means"`
	Notes   []fault.Field `json:"notes,omitempty" doc:"what a reader must know: contracts missing on days, settlements taken from the next day, open interest that is 0 at expiry"`
}

// Summary describes a set of numbers. Quantiles interpolate between ranks
// (Excel's PERCENTILE.INC; Hyndman and Fan 1996, type 7).
type Summary struct {
	Count     int                     `json:"count"`
	Mean      unit.Maybe[unit.Number] `json:"mean"`
	Deviation unit.Maybe[unit.Number] `json:"deviation" doc:"standard deviation, n-1"`
	Min       unit.Maybe[unit.Number] `json:"min"`
	P10       unit.Maybe[unit.Number] `json:"p10"`
	P25       unit.Maybe[unit.Number] `json:"p25"`
	Median    unit.Maybe[unit.Number] `json:"median"`
	P75       unit.Maybe[unit.Number] `json:"p75"`
	P90       unit.Maybe[unit.Number] `json:"p90"`
	Max       unit.Maybe[unit.Number] `json:"max"`
}

// Values names a column of a file by days, such as a price-earnings ratio, a
// dividend yield or an interest rate.
type Values struct {
	market.Source
	Column string    `json:"column,omitempty" doc:"name of the column in the file; close when left out"`
	Unit   unit.Rate `json:"unit,omitempty" doc:"what 1 in the file is: 0.01 where it holds percent; 1 when left out"`
}

// Products are the product codes that can be studied.
func Products() []string { return []string{"IF", "IH", "IC", "IM"} }

// Program says who answers: every question over Data.
func (Data) Program() op.Program { return op.Analyst }

// Resolve looks up the bars.
func (d *Data) Resolve(ctx context.Context) error {
	var fs fault.Fields
	err := fs.Take("", market.ResolveAll(ctx, d.Futures, d.Index))
	if err == nil && d.Dividends != nil {
		err = fs.Take("dividends", d.Dividends.Resolve(ctx))
	}
	if err != nil {
		return err
	}
	return fs.Err()
}

// Check adds what is wrong with d to fs.
func (d Data) Check(fs *fault.Fields) {
	fs.OneOf("product", d.Product, Products()...)
	if len(d.Futures) == 0 {
		fs.Add("futures", "empty", "must name at least one series of futures")
	}
	if len(d.Futures) > maxSources {
		fs.Add("futures", "too_many", "must name at most "+strconv.Itoa(maxSources)+" series", "max", strconv.Itoa(maxSources))
	}
	if d.Dividends != nil {
		fs.Merge("dividends", d.Dividends.Validate())
	}
	if !d.To.IsZero() && d.To.Before(d.From) {
		fs.Add("to", "before_from", "must not be before from")
	}
}

// maxSources is more than a product has had contracts in fifty years.
const maxSources = 1000

// Check adds what is wrong with m to fs.
func (m Measure) Check(fs *fault.Fields) {
	m = m.Filled()
	fs.OneOf("value", m.Value, Basis, Rate, Adjusted, AdjustedRate, Annualised)
	fs.OneOf("of", m.Of, Weighted, string(market.ByVolume), string(market.ByOpenInterest), string(market.ByPrevOpenInterest), CurrentWith, NextMonth, NearQuarter, FarQuarter)
	_, err := calendar.ConventionNamed(m.Convention)
	fs.Merge("convention", err)
	fs.OneOf("price", m.Price, "close", "settle")
}

// Check adds what is wrong with s to fs.
func (s Spread) Check(fs *fault.Fields) {
	s = s.Filled()
	fs.OneOf("pair", s.Pair, PairNext, PairQuarter, PairFar)
	fs.OneOf("definition", s.Definition, "points", "rate_spot", "rate_far", "per_day", "annualised")
	fs.OneOf("price", s.Price, "close", "settle")
}

// Check adds what is wrong with r to fs.
func (r Rank) Check(fs *fault.Fields) {
	if r.Method != "" {
		fs.OneOf("method", r.Method, "inclusive", "weak", "mid")
	}
	fs.Between("years", float64(r.Years), 0, 50)
}

// Merge adds what check refuses to fs, below path.
func Merge(fs *fault.Fields, path string, check func(*fault.Fields)) {
	var own fault.Fields
	check(&own)
	fs.Merge(path, own.Err())
}

func def(s *string, value string) {
	if *s == "" {
		*s = value
	}
}

// column finds the column of the file.
func (v Values) column() (market.Column, error) {
	name := v.Column
	if name == "" {
		name = "close"
	}
	c, ok := v.Bars.Find(name)
	if !ok {
		return c, fault.About(fault.Invalid, "column", "no_column", "the file has no column of numbers named "+strconv.Quote(name), "got", name)
	}
	return c, nil
}
