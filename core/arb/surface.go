package arb

import (
	"strings"

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

// outputs are the answers a surface can show.
var outputs = []string{"forward", "reverse", "holder", "holder_gain", "fair_value", "mispricing", "lower", "upper", "full_lower", "full_upper"}

// Validate refuses what Input refuses, an unknown output or variable, the same
// variable twice, and axes with too few, too many or impossible values.
func (in SurfaceInput) Validate() error {
	var fs fault.Fields
	in.check(&fs)
	known := false
	for _, o := range outputs {
		known = known || o == in.Output
	}
	if !known {
		all := strings.Join(outputs, ", ")
		fs.Add("output", "unknown_output", "must be one of "+all, "valid", all)
	}
	return fs.Err()
}
