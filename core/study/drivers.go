package study

import (
	"context"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// DriversKey names the operation that regresses the basis on what may move it.
const DriversKey = op.Key[DriversInput, Drivers]("drivers")

// What a basis is regressed on; yield and rate need a file.
const (
	DriverYield        = "dividend_yield"
	DriverRate         = "rate"
	DriverVolatility   = "volatility"    // realised, of the index
	DriverReturn       = "index_return"  // of the index over the days before
	DriverOpenInterest = "open_interest" // change over the same days, logarithmic
	DriverExpiry       = "expiry"        // trading days to expiry
)

// SameDrivers is the reason for no coefficients of drivers of which one is a
// constant, or made of the others.
const SameDrivers unit.Reason = "same_drivers"

// DriversInput asks what moves a measure (report 003, section 2).
type DriversInput struct {
	Data
	Measure
	DividendYield *Values  `json:"dividend_yield,omitempty" doc:"dividend yield of the index by day, a decimal after its unit"`
	InterestRate  *Values  `json:"interest_rate,omitempty" doc:"an interest rate by day, a decimal after its unit"`
	On            []string `json:"on,omitempty" doc:"of dividend_yield, rate, volatility, index_return, open_interest, expiry; all there are data for when left out"`
	Window        int      `json:"window,omitempty" doc:"trading days of volatility, return and change of open interest, 2 to 250; 20 when left out"`
	Lags          int      `json:"lags,omitempty" doc:"of the robust errors, 0 to 100: 0 is White's HC1; by the rule 4 (n/100)^(2/9), rounded down, when auto_lags"`
	AutoLags      bool     `json:"auto_lags,omitempty" doc:"choose lags by the rule"`
}

// Drivers is a linear regression with robust errors.
type Drivers struct {
	About
	Measure
	Window    int                     `json:"window"`
	Lags      int                     `json:"lags"`
	Errors    string                  `json:"errors" enum:"white_hc1,newey_west" doc:"of the standard errors: White 1980 with the factor n/(n-k), or Newey and West 1987 with Bartlett weights and the same factor"`
	Count     int                     `json:"count" doc:"days used: those on which everything is defined"`
	Terms     []Term                  `json:"terms" doc:"the constant first"`
	R2        unit.Maybe[unit.Rate]   `json:"r2"`
	Adjusted2 unit.Maybe[unit.Rate]   `json:"adjusted_r2"`
	Residual  unit.Maybe[unit.Number] `json:"residual" doc:"standard deviation of the residuals, n-k"`
	Durbin    unit.Maybe[unit.Number] `json:"durbin_watson"`
	Why       unit.Reason             `json:"why,omitempty" doc:"why there are no coefficients: too few days, or drivers that say the same"`
	Fitted    Series                  `json:"fitted"`
	Line      Series                  `json:"line" doc:"the measure on the same days"`
}

// Term is one coefficient.
type Term struct {
	Driver      string                  `json:"driver" doc:"constant, or as asked for"`
	Unit        string                  `json:"unit,omitempty" enum:"rate,log,days" doc:"of the driver: a decimal rate, a change in logarithms, or trading days; none of the constant"`
	Mean        unit.Maybe[unit.Number] `json:"mean" doc:"of the driver"`
	Deviation   unit.Maybe[unit.Number] `json:"deviation"`
	Coefficient unit.Maybe[unit.Number] `json:"coefficient" doc:"change of the measure for 1 of the driver"`
	Error       unit.Maybe[unit.Number] `json:"error" doc:"robust standard error"`
	T           unit.Maybe[unit.Number] `json:"t"`
	P           unit.Maybe[unit.Rate]   `json:"p" doc:"two-sided, Student's t with n-k degrees of freedom"`
	Low         unit.Maybe[unit.Number] `json:"low" doc:"of the 95 % interval"`
	High        unit.Maybe[unit.Number] `json:"high"`
	Effect      unit.Maybe[unit.Number] `json:"effect" doc:"coefficient times deviation: what a usual move of the driver goes with"`
	Inflation   unit.Maybe[unit.Number] `json:"inflation" doc:"variance inflation factor; above 10 the drivers say much the same"`
}

// Resolve looks up the bars.
func (in *DriversInput) Resolve(ctx context.Context) error {
	var fs fault.Fields
	err := fs.Take("", in.Data.Resolve(ctx))
	if err == nil && in.DividendYield != nil {
		err = fs.Take("dividend_yield", in.DividendYield.Resolve(ctx))
	}
	if err == nil && in.InterestRate != nil {
		err = fs.Take("interest_rate", in.InterestRate.Resolve(ctx))
	}
	if err != nil {
		return err
	}
	return fs.Err()
}

// AllDrivers are the drivers in their usual order.
func AllDrivers() []string {
	return []string{DriverYield, DriverRate, DriverVolatility, DriverReturn, DriverOpenInterest, DriverExpiry}
}

// Validate checks the request.
func (in DriversInput) Validate() error {
	var fs fault.Fields
	in.Data.Check(&fs)
	in.Measure.Check(&fs)
	in = in.Filled()
	for i, d := range in.On {
		path := fault.Join("on", strconv.Itoa(i))
		fs.OneOf(path, d, AllDrivers()...)
		switch {
		case d == DriverYield && in.DividendYield == nil:
			fs.Add(path, "no_data", "needs dividend_yield: name a file that has it by day")
		case d == DriverExpiry && in.Of == Weighted:
			fs.Add(path, "weighted_expiry", "a weighted measure is of contracts that expire on different days: leave expiry out, or measure one contract")
		case d == DriverRate && in.InterestRate == nil:
			fs.Add(path, "no_data", "needs interest_rate: name a file that has it by day")
		}
	}
	fs.Between("window", float64(in.Window), 2, 250)
	fs.Between("lags", float64(in.Lags), 0, 100)
	return fs.Err()
}

// Filled returns in with every choice that was left out.
func (in DriversInput) Filled() DriversInput {
	in.Measure = in.Measure.Filled()
	whole(&in.Window, 20)
	if in.On == nil {
		for _, d := range AllDrivers() {
			if d == DriverYield && in.DividendYield == nil || d == DriverRate && in.InterestRate == nil || d == DriverExpiry && in.Of == Weighted {
				continue
			}
			in.On = append(in.On, d)
		}
	}
	return in
}
