// Package signal reads bars through a rolling polynomial: the price it fits,
// slope and curvature at every bar, and the regime their signs name. Formulas
// A.11 of docs/formulas.md. A window never reaches across a hole in the data or
// into another contract: it starts anew there, and every restart is reported.
package signal

import (
	"context"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// The operations over one polynomial.
const (
	Key       = op.Key[Input, View]("signals")        // the regime of every bar, decimated for a chart
	WindowKey = op.Key[WindowInput, Window]("window") // the fit at one bar, whole
)

// Bounds of a fit.
const (
	MinOrder, MaxOrder   = 1, 6
	MinWindow, MaxWindow = 10, 2000
)

// Price says which price of a bar is fitted.
type Price string

// The prices a fit can follow.
const (
	Open  Price = "open" // as the report does
	Close Price = "close"
)

// Axis says what one step to the right is.
type Axis string

// The two time axes. On Minutes every trading minute is a point, and one
// without a bar keeps the price before it; on Bars only bars count.
const (
	Bars    Axis = "bars"
	Minutes Axis = "minutes"
)

// Days says what a window does at the end of a day.
type Days string

// What becomes of the night: windows run across it as if the first bar of a
// day followed the last of the day before (as the report's do), or with the
// jump between the two taken out, or begin anew every day.
const (
	Across   Days = "across"
	Adjusted Days = "gap_adjusted"
	SameDay  Days = "same_day"
)

// Settings are the choices of a fit.
type Settings struct {
	Order  int   `json:"order" doc:"degree of the polynomial, 1 to 6"`
	Window int   `json:"window" doc:"points of one fit, 10 to 2000"`
	Price  Price `json:"price" enum:"open,close" doc:"price of a bar that is fitted"`
	Axis   Axis  `json:"axis" enum:"bars,minutes" doc:"bars: each bar is one step; minutes: each trading minute is one, and one without a bar keeps the price before it"`
	Days   Days  `json:"days" enum:"across,gap_adjusted,same_day" doc:"whether windows run across the night, with its jump, without it, or not at all"`
}

// Report001 are the settings of report 001: order 4 over 450 one-minute opens,
// across the night.
var Report001 = Settings{Order: 4, Window: 450, Price: Open, Axis: Bars, Days: Across}

// Check adds what is wrong with s to fs, with paths as in a request.
func (s Settings) Check(fs *fault.Fields) {
	fs.Between("order", float64(s.Order), MinOrder, MaxOrder)
	fs.Between("window", float64(s.Window), MinWindow, MaxWindow)
	if s.Window >= MinWindow && s.Order >= s.Window {
		fs.Add("window", "too_short", "must be above the order", "order", strconv.Itoa(s.Order))
	}
	fs.OneOf("price", string(s.Price), "open", "close")
	fs.OneOf("axis", string(s.Axis), "bars", "minutes")
	fs.OneOf("days", string(s.Days), "across", "gap_adjusted", "same_day")
}

// Series names the bars to read: one series, or contracts of one product that
// are chained by a rule.
type Series struct {
	Futures []market.Source `json:"futures" doc:"one series, or contracts of one product to be chained"`
	Roll    market.MainRule `json:"roll,omitempty" enum:"volume,open_interest,open_interest_prev,current_month" doc:"chains several contracts; current_month if left out"`
}

// Check adds what is wrong with s to fs.
func (s Series) Check(fs *fault.Fields) {
	if len(s.Futures) == 0 {
		fs.Add("futures", "empty", "must name at least one series")
	}
	if s.Roll != "" {
		if _, err := market.MainRuleNamed(string(s.Roll)); err != nil {
			fs.Merge("roll", err)
		}
	}
}

// Resolve looks up the bars of every series named.
func (s *Series) Resolve(ctx context.Context) error { return market.ResolveAll(ctx, s.Futures, nil) }

// Sizes tells add of what laying the bars on trading minutes makes of them: a
// bar may bring an hour of minutes that keep the price before it, and a day no
// more than its own.
func (s Series) Sizes(axis Axis, add func(path string, count, cells int)) {
	if axis != Minutes {
		return
	}
	points := 0
	for _, f := range s.Futures {
		points += min(f.Bars.Len()*(f.Bars.Minutes+longestFill), len(f.Bars.DayStarts())*dayMinutes)
	}
	add("axis", points, 1)
}

// dayMinutes is more trading minutes than a day and the fill after it have.
const dayMinutes = 270 + longestFill

// Bars is how many bars there are in all.
func (s Series) Bars() int {
	n := 0
	for _, f := range s.Futures {
		n += f.Bars.Len()
	}
	return n
}

// Regime is what the signs of slope and curvature say. None stands where no
// whole window ends.
type Regime int8

// The regimes, by the signs of f' and f” at the window's end; any exact zero
// is Neutral.
const (
	None             Regime = -1
	Neutral          Regime = 0
	UpAccelerating   Regime = 1 // f' > 0, f'' > 0
	UpSlowing        Regime = 2 // f' > 0, f'' < 0
	DownAccelerating Regime = 3 // f' < 0, f'' < 0
	DownSlowing      Regime = 4 // f' < 0, f'' > 0
)

// Input asks what the polynomial says of bars.
type Input struct {
	Series
	Settings
	From   float64 `json:"from,omitempty" doc:"first stamp of the points, ms of exchange time; the first bar if left out"`
	To     float64 `json:"to,omitempty" doc:"last stamp of the points; the last bar if left out"`
	Points int     `json:"points,omitempty" doc:"at most this many points, 2 to 5000; 600 if left out"`
}

// Validate checks the request.
func (in Input) Validate() error {
	var fs fault.Fields
	in.Series.Check(&fs)
	in.Settings.Check(&fs)
	if in.To != 0 && in.To < in.From {
		fs.Add("to", "before_from", "must not be before from")
	}
	if in.Points != 0 {
		fs.Between("points", float64(in.Points), 2, 5000)
	}
	return fs.Err()
}

// Sizes implements op.Sized.
func (in Input) Sizes(add func(path string, count, cells int)) { in.Series.Sizes(in.Axis, add) }

// View is a series with what the polynomial says of it. Counts are over all
// bars of the series, points over those between From and To: a point of several
// bars has their first open, highest high, lowest low and last close, and
// value, slope, curvature and regime of its last bar. Where Regime is -1 the
// other three hold 0 and mean nothing.
type View struct {
	Symbol    string        `json:"symbol"`
	Product   string        `json:"product,omitempty" doc:"IF, IH, IC or IM; left out where the series is none of them"`
	Minutes   int           `json:"minutes" doc:"length of a bar"`
	Bars      int           `json:"bars"`
	Days      int           `json:"days"`
	First     string        `json:"first"`
	Last      string        `json:"last"`
	Decimals  int           `json:"decimals" doc:"of the prices"`
	Plan      Plan          `json:"plan"`
	Count     Count         `json:"count" doc:"bars in each regime"`
	Restarts  []Restart     `json:"restarts" doc:"where windows began anew, the first hundred; days are not listed with same_day"`
	Restarted int           `json:"restarted" doc:"how often windows began anew, the first bar included"`
	Notes     []fault.Field `json:"notes,omitempty" doc:"what a reader must know: bars left out, prices rounded, minutes filled"`

	Shown     int       `json:"shown" doc:"bars between from and to"`
	Merged    int       `json:"merged" doc:"bars in one point, 1 where none were merged"`
	Bar       op.Column `json:"bar" doc:"place of the last bar of the point in the series, from 0"`
	Time      op.Column `json:"time" doc:"ms of exchange time, the end of the last bar of the point"`
	Open      op.Column `json:"open"`
	High      op.Column `json:"high"`
	Low       op.Column `json:"low"`
	Close     op.Column `json:"close"`
	Value     op.Column `json:"value" doc:"fitted price at the window's end, points"`
	Slope     op.Column `json:"slope" doc:"f', points per step of the axis"`
	Curvature op.Column `json:"curvature" doc:"f'', points per step squared"`
	Regime    op.Column `json:"regime" doc:"-1 no window, 0 neutral, 1 up accelerating, 2 up slowing, 3 down accelerating, 4 down slowing"`
	Gap       op.Column `json:"gap,omitempty" doc:"places of points before which windows began anew"`
}

// Plan says with what arithmetic a fit is exact.
type Plan struct {
	Kernel string  `json:"kernel" doc:"int64 or int128"`
	Tick   float64 `json:"tick" doc:"step of the prices, points: 10 to the power of -decimals"`
	Spread float64 `json:"spread" doc:"highest less lowest price of one stretch, ticks, at most over all stretches"`
	Bound  float64 `json:"bound" doc:"largest spread the int64 kernel is exact for, ticks"`
}

// Count is the number of bars in each regime.
type Count struct {
	UpAccelerating   int `json:"up_accelerating"`
	UpSlowing        int `json:"up_slowing"`
	DownAccelerating int `json:"down_accelerating"`
	DownSlowing      int `json:"down_slowing"`
	Neutral          int `json:"neutral"`
	None             int `json:"none" doc:"bars at which no whole window ends"`
}

// Restart is a bar at which windows began anew.
type Restart struct {
	Bar   int     `json:"bar" doc:"place in the series, from 0"`
	Time  float64 `json:"time" doc:"its stamp, ms of exchange time"`
	Day   string  `json:"day"`
	Why   string  `json:"why" enum:"start,hole,contract,no_price" doc:"the first bar, bars missing before it, another contract, bars without the price before it"`
	Bars  int     `json:"bars" doc:"bars up to the next restart"`
	Ready int     `json:"ready" doc:"of those, bars at which a whole window ends"`
}

// WindowInput asks for the whole fit at one bar.
type WindowInput struct {
	Series
	Settings
	At float64 `json:"at,omitempty" doc:"stamp of the bar, ms of exchange time, or the last before it; the last bar if left out"`
}

// Validate checks the request.
func (in WindowInput) Validate() error {
	var fs fault.Fields
	in.Series.Check(&fs)
	in.Settings.Check(&fs)
	return fs.Err()
}

// Sizes implements op.Sized.
func (in WindowInput) Sizes(add func(path string, count, cells int)) { in.Series.Sizes(in.Axis, add) }

// Window is the fit that ends at one bar.
type Window struct {
	Bar       int       `json:"bar" doc:"place in the series, from 0"`
	Time      float64   `json:"time" doc:"its stamp, ms of exchange time"`
	Regime    Regime    `json:"regime" doc:"as in signals; -1 where no whole window ends here, and then there is no curve"`
	Price     float64   `json:"price" doc:"the fitted price of the bar"`
	Value     float64   `json:"value" doc:"of the curve at the bar, points"`
	Slope     float64   `json:"slope" doc:"f', points per step"`
	Curvature float64   `json:"curvature" doc:"f'', points per step squared"`
	Missing   int       `json:"missing" doc:"points that are missing until a whole window ends; 0 where one does"`
	Nights    int       `json:"nights" doc:"days the window reaches back across"`
	Times     op.Column `json:"times,omitempty" doc:"stamps of the bars of the window"`
	Curve     op.Column `json:"curve,omitempty" doc:"the fitted price at each of them, points"`
	Deviation float64   `json:"deviation" doc:"standard deviation of the prices about the curve, points, with window - order - 1 degrees of freedom"`
}
