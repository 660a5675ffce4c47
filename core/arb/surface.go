package arb

import (
	"strconv"
	"strings"

	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// SurfaceKey names the operation that computes one answer over two inputs.
const SurfaceKey = op.Key[SurfaceInput, Surface]("surface")

// MaxSteps is the largest number of values of one axis.
const MaxSteps = 1001

// SurfaceInput says which answer is wanted over which two inputs.
type SurfaceInput struct {
	Input
	X      Axis   `json:"x" doc:"the input along the columns"`
	Y      Axis   `json:"y" doc:"the input along the rows"`
	Output string `json:"output" enum:"forward,reverse,holder,holder_gain,fair_value,mispricing,lower,upper,full_lower,full_upper" doc:"the answer: returns forward, reverse, holder; the rest in points"`
}

// Axis is one input and its values, given as a list or as equal steps.
type Axis struct {
	Variable string    `json:"variable" doc:"the input, as the request names it (futures, costs.stock_loan_fee, dividends.points); days is the calendar days to expiry"`
	From     float64   `json:"from,omitempty" doc:"first value"`
	To       float64   `json:"to,omitempty" doc:"last value"`
	Steps    int       `json:"steps,omitempty" doc:"number of values from 2 to 1001, both ends included"`
	Values   []float64 `json:"values,omitempty" doc:"the values themselves, in place of from, to and steps; 1 to 1001"`
}

// Surface is one answer over two inputs. Every cell is defined: axes that
// reach a point where the answer has no meaning (no days left, no capital
// tied up, costs above the whole price) are refused with the axis and its range.
type Surface struct {
	Output string        `json:"output" doc:"the answer computed"`
	X      op.Column     `json:"x" doc:"values along the columns"`
	Y      op.Column     `json:"y" doc:"values along the rows"`
	Z      op.Column     `json:"z" doc:"the answer, row after row: cell of row i and column j at i*len(x)+j"`
	Min    float64       `json:"min" doc:"smallest cell"`
	Max    float64       `json:"max" doc:"largest cell"`
	Notes  []fault.Field `json:"notes,omitempty" doc:"remarks on input that was accepted"`
}

// SurfaceExample is the reverse return of Example over loan fee and dividends.
var SurfaceExample = SurfaceInput{
	Input:  Example,
	X:      Axis{Variable: "costs.stock_loan_fee", Values: []float64{0, 0.02, 0.04, 0.06, 0.08, 0.106, 0.12}},
	Y:      Axis{Variable: pointsPath, From: 0, To: 25, Steps: 6},
	Output: "reverse",
}

// output is one answer as a ratio of two numbers that are affine in every
// variable but the days.
type output struct {
	name   string
	ratio  func(*deal) ratio
	yearly bool // per year on capital: undefined without either
}

var outputs = []output{
	{"forward", func(d *deal) ratio { return ratio{d.forwardGain().sum(), d.forwardCapital() * d.tau} }, true},
	{"reverse", func(d *deal) ratio { return ratio{d.reverseGain().sum(), d.reverseCapital() * d.tau} }, true},
	{"holder", func(d *deal) ratio { return ratio{d.holderGain().sum(), d.s * d.tau} }, true},
	{"holder_gain", func(d *deal) ratio { return ratio{d.holderGain().sum(), 1} }, false},
	{"fair_value", func(d *deal) ratio { return ratio{d.fair(), 1} }, false},
	{"mispricing", func(d *deal) ratio { return ratio{d.mispricing(), 1} }, false},
	{"lower", (*deal).lower, false},
	{"upper", (*deal).upper, false},
	{"full_lower", (*deal).fullLower, false},
	{"full_upper", (*deal).fullUpper, false},
}

func outputNamed(name string) (output, bool) {
	for _, o := range outputs {
		if o.name == name {
			return o, true
		}
	}
	return output{}, false
}

// heavyCells is how many cells a page may compute between two of its frames.
const heavyCells = 1 << 12

// Heavy reports whether the surface is too large to be computed on the page's
// own thread; the engine computes it then.
func (in SurfaceInput) Heavy() bool { return in.cells() > heavyCells }

func (in SurfaceInput) cells() int {
	count := func(a Axis) int { return max(a.Steps, len(a.Values)) }
	return count(in.X) * count(in.Y)
}

// Sizes implements op.Sized: a cell is computed and written down.
func (in SurfaceInput) Sizes(add func(path string, count, cells int)) { add("x", in.cells(), 3) }

// Validate refuses what Input refuses, an unknown output or variable, the same
// variable twice, and axes with too few, too many or impossible values.
func (in SurfaceInput) Validate() error {
	var fs fault.Fields
	in.check(&fs)
	if _, ok := outputNamed(in.Output); !ok {
		names := make([]string, len(outputs))
		for i, o := range outputs {
			names[i] = o.name
		}
		all := strings.Join(names, ", ")
		fs.Add("output", "unknown_output", "must be one of "+all, "valid", all)
	}
	in.X.check(&fs, "x")
	in.Y.check(&fs, "y")
	if in.X.Variable == in.Y.Variable && in.X.Variable != "" {
		fs.Add("y.variable", "same_variable", "must be another input than x.variable, "+in.X.Variable)
	}
	if strings.HasPrefix(in.X.Variable, "dividends.") && strings.HasPrefix(in.Y.Variable, "dividends.") && in.X.Variable != in.Y.Variable {
		fs.Add("y.variable", "same_variable", "points and yield are the same dividends; choose one of them")
	}
	return fs.Err()
}

func (a Axis) check(fs *fault.Fields, at string) {
	v, ok := variableNamed(a.Variable)
	if !ok {
		all := variablePaths()
		fs.Add(at+".variable", "unknown_variable", "must be one of "+all, "valid", all)
		v.low, v.high = -carry.MaxPrice, carry.MaxPrice
	}
	one := func(path string, x float64) { carry.CheckRange(fs, at+path, x, v.low, v.high) }
	if len(a.Values) > 0 {
		if a.From != 0 || a.To != 0 || a.Steps != 0 {
			fs.Add(at+".values", "more_than_one", "give either values or from, to and steps")
		}
		if len(a.Values) > MaxSteps {
			fs.Add(at+".values", "too_many", "holds "+strconv.Itoa(len(a.Values))+" values; at most "+strconv.Itoa(MaxSteps)+" are computed",
				"got", strconv.Itoa(len(a.Values)), "max", strconv.Itoa(MaxSteps))
			return
		}
		for i, x := range a.Values {
			one(".values."+strconv.Itoa(i), x)
		}
		return
	}
	one(".from", a.From)
	one(".to", a.To)
	if a.Steps < 2 || a.Steps > MaxSteps {
		fs.Add(at+".steps", "out_of_range", "must be from 2 to "+strconv.Itoa(MaxSteps)+", got "+strconv.Itoa(a.Steps),
			"got", strconv.Itoa(a.Steps), "min", "2", "max", strconv.Itoa(MaxSteps))
	}
}

// column lists the values of the axis.
func (a Axis) column() op.Column {
	if len(a.Values) > 0 {
		return append(op.Column(nil), a.Values...)
	}
	out := make(op.Column, a.Steps)
	for i := range out {
		out[i] = a.From + (a.To-a.From)*float64(i)/float64(a.Steps-1)
	}
	out[a.Steps-1] = a.To
	return out
}
