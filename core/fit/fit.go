// Package fit fits one polynomial to the points of a user: coefficients with
// their errors, residuals, value and derivatives wherever they are asked for,
// and what the column looks like. Formulas A.11 of docs/formulas.md.
package fit

import (
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/num"
	"fairbasis/core/op"
	"fairbasis/core/unit"
)

// Key names the operation.
const Key = op.Key[Input, Result]("fit")

// Bounds of a request.
const (
	MaxPoints = 100000
	MaxAt     = 2000
	MaxText   = 4 << 20 // bytes
	largest   = 1e15    // a coordinate
)

// Input asks for the least squares polynomial of points.
type Input struct {
	X          op.Column `json:"x,omitempty" doc:"0, 1, 2 ... if left out"`
	Y          op.Column `json:"y,omitempty" doc:"as many as x, in its order; up to 100000"`
	Text       string    `json:"text,omitempty" doc:"the points as a spreadsheet copies them instead of x and y: one a line, y alone or x and y"`
	Order      int       `json:"order" doc:"degree of the polynomial, 1 to 10"`
	Confidence unit.Rate `json:"confidence,omitempty" doc:"of the intervals, 0.5 to 0.9999; 0.95 if left out"`
	At         op.Column `json:"at,omitempty" doc:"x at which the polynomial is evaluated, up to 2000"`
}

// Example are the eight monthly closes of a made-up index that climbs and slows.
var Example = Input{Y: op.Column{3948.2, 3961.4, 3975.0, 3983.6, 3990.2, 3994.8, 3996.0, 3997.4}, Order: 2, At: op.Column{8}}

// Validate checks the request, all but what only the points together tell, and
// but for points in Text, which Resolve reads.
func (in Input) Validate() error {
	var fs fault.Fields
	numbers := func(path string, c op.Column, most int) {
		if len(c) > most {
			fs.Add(path, "too_many", strconv.Itoa(len(c))+" numbers; "+strconv.Itoa(most)+" is the most", "got", strconv.Itoa(len(c)), "max", strconv.Itoa(most))
			return
		}
		for i, v := range c {
			if !(v >= -largest && v <= largest) {
				fs.Add(fault.Join(path, strconv.Itoa(i)), "not_finite", "must be a number up to 1e15 in size")
				return // one is enough of a column
			}
		}
	}
	numbers("x", in.X, MaxPoints)
	numbers("y", in.Y, MaxPoints)
	numbers("at", in.At, MaxAt)
	if len(in.X) > 0 && len(in.X) != len(in.Y) {
		fs.Add("x", "length", "must have as many numbers as y, "+strconv.Itoa(len(in.Y))+", has "+strconv.Itoa(len(in.X)), "want", strconv.Itoa(len(in.Y)), "got", strconv.Itoa(len(in.X)))
	}
	fs.Between("order", float64(in.Order), 1, num.MaxOrder)
	if in.Text == "" && in.Order >= 1 && in.Order <= num.MaxOrder && len(in.Y) <= in.Order {
		fs.Add("y", "too_few", strconv.Itoa(len(in.Y))+" points; order "+strconv.Itoa(in.Order)+" needs at least "+strconv.Itoa(in.Order+1),
			"got", strconv.Itoa(len(in.Y)), "min", strconv.Itoa(in.Order+1))
	}
	if len(in.Text) > MaxText {
		fs.Add("text", "too_long_text", "is longer than 4 MB; "+strconv.Itoa(MaxPoints)+" points are the most", "max", "4")
	}
	if in.Confidence != 0 {
		fs.Between("confidence", float64(in.Confidence), 0.5, 0.9999)
	}
	return fs.Err()
}

// Sizes implements op.Sized: a point takes the longer the higher the order is.
func (in Input) Sizes(add func(path string, count, cells int)) {
	add("y", len(in.Y), (in.Order+2)/3)
}

// Result is the polynomial f(x) = c_0 + c_1 x + c_2 x^2 ... with the least sum
// of squared residuals. Errors are standard errors, intervals
// value -+ quantile error; both take the residuals for independent and of one
// spread, which those of prices are not: they flatter a fit to prices.
type Result struct {
	Order        int                 `json:"order"`
	Points       int                 `json:"points"`
	Freedom      int                 `json:"freedom" doc:"degrees of freedom: points less coefficients"`
	Coefficients []Estimate          `json:"coefficients" doc:"of 1, x, x^2 ..."`
	Confidence   unit.Rate           `json:"confidence"`
	Quantile     unit.Maybe[float64] `json:"quantile" doc:"of Student's t: half an interval in standard errors"`
	Deviation    unit.Maybe[float64] `json:"deviation" doc:"residual standard deviation"`
	R2           unit.Maybe[float64] `json:"r2" doc:"share of the variance of y that the polynomial explains"`
	Residuals    op.Column           `json:"residuals" doc:"y less the polynomial, in the order of y"`
	End          Point               `json:"end" doc:"the polynomial at the largest x"`
	Regime       int                 `json:"regime" doc:"what the signs of slope and curvature at the end say, as in signals: 1 up accelerating, 2 up slowing, 3 down accelerating, 4 down slowing, 0 neutral; a sign that the rounding of the decimals could have made is none"`
	At           []Point             `json:"at,omitempty" doc:"the polynomial at the x asked for"`
	Y            Summary             `json:"y" doc:"what y looks like"`
}

// Estimate is a figure with its standard error and confidence interval.
type Estimate struct {
	Value unit.Maybe[float64] `json:"value"`
	Error unit.Maybe[float64] `json:"error"`
	Low   unit.Maybe[float64] `json:"low"`
	High  unit.Maybe[float64] `json:"high"`
}

// Point is the polynomial at one x. The intervals are of the curve itself, not
// of a further observation.
type Point struct {
	X         float64  `json:"x"`
	Value     Estimate `json:"value"`
	Slope     Estimate `json:"slope" doc:"f', per unit of x"`
	Curvature Estimate `json:"curvature" doc:"f'', per unit of x squared"`
}

// Summary describes a column.
type Summary struct {
	Min       float64             `json:"min"`
	Max       float64             `json:"max"`
	Mean      float64             `json:"mean"`
	Deviation unit.Maybe[float64] `json:"deviation" doc:"standard deviation, n - 1 degrees of freedom"`
	Lag1      unit.Maybe[float64] `json:"lag1" doc:"autocorrelation from each number to the next"`
	Skew      unit.Maybe[float64] `json:"skew" doc:"0 for a symmetric column"`
	Kurtosis  unit.Maybe[float64] `json:"kurtosis" doc:"3 for a normal distribution"`
}
