package drivers

import (
	"context"
	"math"
	"strconv"
	"strings"

	"fairbasis/core/fault"
	"fairbasis/core/num"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Compute regresses a measure on drivers by least squares with a constant, over
// the days on which all of them are defined (report 003, chapter 2). Standard
// errors are White's or Newey and West's; Newey and West's lags count days used.
//
// Where the days do not determine the coefficients there are none, and Why and
// a note say so: no more days than coefficients, or a driver that is a
// constant or made of the others.
func Compute(ctx context.Context, in study.DriversInput) (study.Drivers, error) {
	in = in.Filled()
	b, err := study.NewBook(op.Part(ctx, 0, 500, 1000), in.Data)
	if err != nil {
		return study.Drivers{}, err
	}
	out := study.Drivers{About: b.AboutOf(in.Measure), Measure: in.Measure, Window: in.Window, Lags: in.Lags, Errors: "white_hc1"}
	r := reader{book: b, in: in, line: b.Line(in.Measure), run: unbroken(b)}
	r.remark = func(path, code, message string, params ...string) { note(&out, path, code, message, params...) }
	columns := make([]column, len(in.On))
	var fs fault.Fields
	for j, name := range in.On {
		columns[j], err = r.read(name)
		fs.Merge("", err)
		if err := op.Tick(ctx, 2*len(in.On)+j, 4*len(in.On)); err != nil {
			return out, err
		}
	}
	if err := fs.Err(); err != nil {
		return out, err
	}
	y, x := together(r.line.Value, columns)
	out.Count = len(y)
	if in.AutoLags {
		out.Lags = rule(out.Count)
	}
	if out.Lags > 0 {
		out.Errors = "newey_west"
	}
	out.Line = b.Series(r.line)
	out.Terms = terms(columns, x)
	fit, err := solve(op.Part(ctx, 750, 1000, 1000), &out, x, y)
	if err != nil {
		return out, err
	}
	blank(&out)
	out.Fitted = study.Series{Time: op.Column{}, Value: op.Column{}}
	if fit != nil {
		state(&out, fit)
		out.Fitted.Time, out.Fitted.Value = append(op.Column{}, out.Line.Time...), make(op.Column, len(y))
		for i, e := range fit.Residuals {
			out.Fitted.Value[i] = y[i] - e
		}
	}
	return out, nil
}

// together leaves the days on which the measure is defined, which are those on
// which all drivers are.
func together(measure []float64, columns []column) (y []float64, x [][]float64) {
	n := 0
	for _, v := range measure {
		if v == v {
			n++
		}
	}
	pick := func(from []float64) []float64 {
		to := make([]float64, n)
		k := 0
		for i, v := range measure {
			if v == v {
				to[k] = from[i]
				k++
			}
		}
		return to
	}
	for j := range columns {
		x = append(x, pick(columns[j].value))
	}
	return pick(measure), x
}

// rule is 4 (n/100)^(2/9) rounded down, the lags that Newey and West 1994 begin
// with: the largest l with l^9 100^2 <= 4^9 n^2, in whole numbers.
func rule(n int) int {
	l := 0
	for {
		power := 10000
		for range 9 {
			power *= l + 1
		}
		if power > 1<<18*n*n {
			return l
		}
		l++
	}
}

// solve fits, or says in out why not.
func solve(ctx context.Context, out *study.Drivers, x [][]float64, y []float64) (*num.Linear, error) {
	if len(y) <= len(out.Terms) {
		out.Why = unit.NoFreedom
		note(out, "on", "too_few_days", itoa(len(y))+" days have the measure and all drivers; "+itoa(len(out.Terms)+1)+" are needed for "+itoa(len(out.Terms))+" coefficients",
			"days", itoa(len(y)), "needed", itoa(len(out.Terms)+1), "coefficients", itoa(len(out.Terms)))
		return nil, nil
	}
	fit, dependent, err := num.FitLinear(ctx, x, y)
	if err != nil || dependent == nil {
		return fit, err
	}
	out.Why = study.SameDrivers
	name := out.Terms[dependent.Column+1].Driver
	if len(dependent.Of) == 0 {
		note(out, "on", "constant_driver", name+" is the same on all "+itoa(len(y))+" days: leave it out, or choose other days", "driver", name, "days", itoa(len(y)))
		return nil, nil
	}
	var of []string
	for _, j := range dependent.Of {
		of = append(of, out.Terms[j+1].Driver)
	}
	note(out, "on", "same_drivers", name+" says the same as "+strings.Join(of, ", ")+": leave one of them out", "driver", name, "others", strings.Join(of, " "))
	return nil, nil
}

// terms describes the drivers.
func terms(columns []column, x [][]float64) []study.Term {
	constant := unit.None[unit.Number](unit.NoVariation)
	out := []study.Term{{Driver: "constant", Mean: constant, Deviation: constant, Effect: constant, Inflation: constant}}
	for j, c := range columns {
		t := study.Term{Driver: c.name, Unit: c.unit, Mean: unit.None[unit.Number](study.NoData), Deviation: unit.None[unit.Number](unit.TooShort)}
		mean, n := study.Mean(x[j])
		squares := 0.0
		for _, v := range x[j] {
			d := v - mean
			squares += float64(d * d)
		}
		if n > 0 {
			t.Mean = number(mean)
		}
		if n > 1 {
			t.Deviation = number(math.Sqrt(squares / float64(n-1)))
		}
		out = append(out, t)
	}
	return out
}

// blank says of all that a fit finds why it may not be there: it was not made,
// or it leaves no residuals and no variation to judge by.
func blank(out *study.Drivers) {
	why := out.Why
	if why == "" {
		why = unit.NoVariation
	}
	x, p := unit.None[unit.Number](why), unit.None[unit.Rate](why)
	for j := range out.Terms {
		t := &out.Terms[j]
		t.Coefficient, t.Error, t.T, t.P, t.Low, t.High = x, x, x, p, x, x
		if j > 0 {
			t.Effect, t.Inflation = x, x
		}
	}
	out.R2, out.Adjusted2, out.Residual, out.Durbin = p, p, x, x
}

// state writes what a fit found.
func state(out *study.Drivers, fit *num.Linear) {
	n, freedom := float64(fit.Rows), float64(fit.Freedom())
	quantile := num.Student(0.025, freedom)
	for j, e := range fit.Robust(out.Lags) {
		t := &out.Terms[j]
		c := fit.Coefficients[j]
		t.Coefficient, t.Error = number(c), number(e)
		t.Low, t.High = number(c-float64(quantile*e)), number(c+float64(quantile*e))
		if j > 0 {
			d, _ := t.Deviation.Get()
			t.Effect, t.Inflation = number(c*float64(d)), number(fit.Inflation[j-1])
		}
		if e > 0 {
			t.T = number(c / e)
			t.P = unit.Some(unit.Rate(2 * num.StudentTail(math.Abs(c/e), freedom)))
		}
	}
	out.Residual = number(math.Sqrt(fit.Squares / freedom))
	if fit.Spread > 0 {
		rest := fit.Squares / fit.Spread
		out.R2, out.Adjusted2 = unit.Some(unit.Rate(1-rest)), unit.Some(unit.Rate(1-rest*(n-1)/freedom))
	}
	if fit.Squares > 0 {
		steps := 0.0
		for i, e := range fit.Residuals[1:] {
			d := e - fit.Residuals[i]
			steps += float64(d * d)
		}
		out.Durbin = number(steps / fit.Squares)
	}
}

func number(x float64) unit.Maybe[unit.Number] { return unit.Some(unit.Number(x)) }

func itoa(n int) string { return strconv.Itoa(n) }

// note adds a remark without writing into the notes of the book.
func note(out *study.Drivers, path, code, message string, params ...string) {
	out.Notes = append(out.Notes[:len(out.Notes):len(out.Notes)], fault.Note(path, code, message, params...))
}
