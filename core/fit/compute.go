package fit

import (
	"context"

	"fairbasis/core/num"
	"fairbasis/core/unit"
)

// Compute fits the polynomial. It refuses points whose x do not determine one.
func Compute(ctx context.Context, in Input) (Result, error) {
	x := []float64(in.X)
	if len(x) == 0 {
		x = make([]float64, len(in.Y))
		for i := range x {
			x[i] = float64(i)
		}
	}
	p, err := num.FitPolynomial(ctx, x, in.Y, in.Order)
	if err != nil {
		return Result{}, err
	}
	if in.Confidence == 0 {
		in.Confidence = 0.95
	}
	r := Result{
		Order: in.Order, Points: p.Points, Freedom: p.Freedom(), Confidence: in.Confidence,
		Quantile: unit.None[float64](unit.NoFreedom), Deviation: unit.None[float64](unit.NoFreedom),
		R2: unit.None[float64](unit.NoVariation), Residuals: p.Residuals, Y: summary(in.Y),
	}
	if s, ok := p.Deviation(); ok {
		r.Deviation = unit.Some(s)
		r.Quantile = unit.Some(num.Student(float64(1-in.Confidence)/2, float64(r.Freedom)))
	}
	if r2, ok := p.Determination(); ok {
		r.R2 = unit.Some(r2)
	}
	c, weight := p.Coefficients()
	for j := range c {
		r.Coefficients = append(r.Coefficients, r.estimate(c[j], weight[j]))
	}
	end := x[0]
	for _, v := range x {
		end = max(end, v)
	}
	d := p.At(end)
	r.End = r.point(end, d)
	r.Regime = regime(p.Signs(d))
	for _, v := range in.At {
		r.At = append(r.At, r.point(v, p.At(v)))
	}
	return r, nil
}

// estimate is a weighted sum of the y with its error; weight is the root of the
// sum of the squared weights.
func (r *Result) estimate(value, weight float64) Estimate {
	e := Estimate{Value: unit.Some(value), Error: r.Deviation, Low: r.Deviation, High: r.Deviation}
	s, ok := r.Deviation.Get()
	t, _ := r.Quantile.Get()
	if ok {
		e.Error, e.Low, e.High = unit.Some(s*weight), unit.Some(value-t*s*weight), unit.Some(value+t*s*weight)
	}
	return e
}

func (r *Result) point(x float64, d num.Derivatives) Point {
	return Point{
		X: x, Value: r.estimate(d.Value, d.ValueWeight),
		Slope: r.estimate(d.Slope, d.SlopeWeight), Curvature: r.estimate(d.Curvature, d.CurvatureWeight),
	}
}

// regime is signal.Regime of the two signs.
func regime(slope, curvature int) int {
	switch {
	case slope*curvature == 0:
		return 0
	case slope > 0 && curvature > 0:
		return 1
	case slope > 0:
		return 2
	case curvature < 0:
		return 3
	}
	return 4
}

func summary(y []float64) Summary {
	d := num.Describe(y)
	s := Summary{
		Min: d.Min, Max: d.Max, Mean: d.Mean, Deviation: unit.Some(d.Deviation),
		Lag1: unit.None[float64](unit.NoVariation), Skew: unit.None[float64](unit.NoVariation), Kurtosis: unit.None[float64](unit.NoVariation),
	}
	if d.Deviation > 0 {
		s.Lag1, s.Skew, s.Kurtosis = unit.Some(d.Lag1), unit.Some(d.Skew), unit.Some(d.Kurtosis)
	}
	return s
}
