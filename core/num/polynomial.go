package num

import (
	"context"
	"math"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
)

// MaxOrder is the highest degree a Polynomial can have.
const MaxOrder = 10

// Polynomial is a least squares polynomial of points (x, y). It is held as a
// sum of polynomials that are orthogonal over the points (Forsythe 1957),
//
//	f(x) = sum a_k P_k(t),  t = (x - centre)/scale,  P_k+1 = (t - alpha_k) P_k - beta_k P_k-1
//
// so that its coefficients a_k have independent errors with variance
// s^2/gamma_k, gamma_k = sum P_k(t_i)^2. All of it is double-double.
type Polynomial struct {
	Order     int
	Points    int
	Residuals []float64 // y less the polynomial
	// Squares is the sum of the squared residuals. It is 0 where they are
	// below what the arithmetic can tell from 0, 1e-28 of the size of y.
	Squares DD
	// Spread is the sum of squares of y about its mean, 0 where all y are equal.
	Spread DD

	centre, scale float64 // scale is a power of two, so that t is exact
	alpha, beta   [MaxOrder]DD
	a, gamma      [MaxOrder + 1]DD
	sizeX, sizeY  float64 // roots of the sums of squares of x and y
}

// FitPolynomial fits a polynomial of the given order, 0 to MaxOrder, to points
// whose coordinates are 0 or between 1e-100 and 1e20 in size. It refuses what does not
// determine one: fewer than order + 1 different x, or some so close together
// that the powers of x cannot be told apart in double-double.
func FitPolynomial(ctx context.Context, x, y []float64, order int) (*Polynomial, error) {
	n := len(x)
	if order < 0 || order > MaxOrder {
		return nil, fault.About(fault.Invalid, "order", "out_of_range", "must be 0 to "+strconv.Itoa(MaxOrder), "min", "0", "max", strconv.Itoa(MaxOrder))
	}
	if different := distinct(x, order+1); different <= order {
		return nil, fault.About(fault.Invalid, "order", "rank", "needs "+strconv.Itoa(order+1)+" points with different x; there are "+strconv.Itoa(different)+
			", so "+strconv.Itoa(different-1)+" is the highest order", "max", strconv.Itoa(different-1), "points", strconv.Itoa(different))
	}
	p := &Polynomial{Order: order, Points: n, Residuals: make([]float64, n)}
	lo, hi := x[0], x[0]
	for _, v := range x {
		lo, hi = min(lo, v), max(hi, v)
	}
	p.centre, p.scale = lo+(hi-lo)/2, 1
	if hi > lo {
		_, e := math.Frexp(hi - lo)
		p.scale = math.Ldexp(1, e-1)
	}
	work := make([]DD, 4*n)
	t, now, past, rest := work[:n], work[n:2*n], work[2*n:3*n], work[3*n:]
	flat, size, sizeX := true, DD{}, DD{}
	for i := range x {
		s, e := twoSum(x[i], -p.centre)
		t[i] = DD{s / p.scale, e / p.scale}
		now[i], rest[i] = Of(1), Of(y[i])
		flat = flat && y[i] == y[0]
		size = size.Add(Of(y[i]).Mul(Of(y[i])))
		sizeX = sizeX.Add(Of(x[i]).Mul(Of(x[i])))
	}
	p.sizeX, p.sizeY = math.Sqrt(sizeX.Hi), math.Sqrt(size.Hi)
	for k := 0; ; k++ {
		if err := p.project(ctx, k, t, now, rest); err != nil {
			return nil, err
		}
		if k == order {
			break
		}
		// now becomes P_k+1 in the place of P_k-1.
		for i := range t {
			if i&1023 == 1023 {
				if err := p.tick(ctx, 3*k+2, i); err != nil {
					return nil, err
				}
			}
			next := t[i].Sub(p.alpha[k]).Mul(now[i])
			if k > 0 {
				next = next.Sub(p.beta[k].Mul(past[i]))
			}
			past[i] = next
		}
		now, past = past, now
	}
	for i, r := range rest {
		p.Residuals[i] = r.Float()
		p.Squares = p.Squares.Add(r.Mul(r))
	}
	if math.Sqrt(p.Squares.Hi) <= 1e-28*p.sizeY {
		p.Squares = DD{}
		clear(p.Residuals)
	}
	if !flat {
		p.Spread = p.Squares
		for k := 1; k <= order; k++ {
			p.Spread = p.Spread.Add(p.a[k].Mul(p.a[k]).Mul(p.gamma[k]))
		}
	}
	return p, nil
}

// project finds gamma, alpha, beta and a of P_k, whose values at the points are
// now, and takes its part out of rest. Taking the parts out one by one, instead
// of projecting y each time, keeps what is left orthogonal.
func (p *Polynomial) project(ctx context.Context, k int, t, now, rest []DD) error {
	var gamma, along, onto DD
	for i, v := range now {
		square := v.Mul(v)
		gamma = gamma.Add(square)
		along = along.Add(square.Mul(t[i]))
		onto = onto.Add(v.Mul(rest[i]))
		if i&1023 == 1023 {
			if err := p.tick(ctx, 3*k, i); err != nil {
				return err
			}
		}
	}
	if !(gamma.Hi > 1e-30*float64(p.Points)) {
		return fault.About(fault.Invalid, "order", "x_too_close", "some x are too close together for the others: "+strconv.Itoa(k-1)+
			" is the highest order they determine", "max", strconv.Itoa(k-1))
	}
	p.gamma[k], p.a[k] = gamma, onto.Div(gamma)
	for i, v := range now {
		rest[i] = rest[i].Sub(p.a[k].Mul(v))
		if i&1023 == 1023 {
			if err := p.tick(ctx, 3*k+1, i); err != nil {
				return err
			}
		}
	}
	if k < p.Order {
		p.alpha[k] = along.Div(gamma)
		if k > 0 {
			p.beta[k] = gamma.Div(p.gamma[k-1])
		}
	}
	return nil
}

// tick reports that pass, of the three for each order, has come to point i.
// It is called every 1,024 points.
func (p *Polynomial) tick(ctx context.Context, pass, i int) error {
	return op.Tick(ctx, pass*p.Points+i, 3*(p.Order+1)*p.Points)
}

// distinct is the number of different values of x, counted up to most.
func distinct(x []float64, most int) int {
	var seen [MaxOrder + 1]float64
	n := 0
next:
	for _, v := range x {
		for _, s := range seen[:n] {
			if s == v {
				continue next
			}
		}
		if n == most {
			break
		}
		seen[n] = v
		n++
	}
	return n
}

// Freedom is the number of degrees of freedom, points - order - 1.
func (p *Polynomial) Freedom() int { return p.Points - p.Order - 1 }

// Deviation is the residual standard deviation; ok is false without degrees of
// freedom.
func (p *Polynomial) Deviation() (s float64, ok bool) {
	if p.Freedom() < 1 {
		return 0, false
	}
	return p.Squares.Div(Of(float64(p.Freedom()))).Sqrt().Float(), true
}

// Determination is R^2 = 1 - Squares/Spread; ok is false where all y are equal.
func (p *Polynomial) Determination() (r2 float64, ok bool) {
	if !(p.Spread.Hi > 0) {
		return 0, false
	}
	return Of(1).Sub(p.Squares.Div(p.Spread)).Float(), true
}

// Coefficients returns those of 1, x, x^2 ..., and for each the root of the sum
// of squares of the weights with which it is a sum of the y: times the residual
// standard deviation it is the standard error. The powers of t are multiplied
// out in double-double, where the cancellation that far from x = 0 spoils
// doubles costs nothing yet.
func (p *Polynomial) Coefficients() (c, weight []float64) {
	var now, past [MaxOrder + 1]DD // of P_k in powers of x
	var sum, squares [MaxOrder + 1]DD
	now[0] = Of(1)
	step := Of(1 / p.scale)
	for k := 0; ; k++ {
		for j := 0; j <= k; j++ {
			sum[j] = sum[j].Add(p.a[k].Mul(now[j]))
			squares[j] = squares[j].Add(now[j].Mul(now[j]).Div(p.gamma[k]))
		}
		if k == p.Order {
			break
		}
		// P_k+1 = (x/scale - shift) P_k - beta P_k-1
		shift := Of(p.centre / p.scale).Add(p.alpha[k])
		var next [MaxOrder + 1]DD
		for j := 0; j <= k+1; j++ {
			v := shift.Mul(now[j]).Neg()
			if j > 0 {
				v = v.Add(step.Mul(now[j-1]))
			}
			next[j] = v.Sub(p.beta[k].Mul(past[j]))
		}
		past, now = now, next
	}
	for j := 0; j <= p.Order; j++ {
		c = append(c, sum[j].Float())
		weight = append(weight, squares[j].Sqrt().Float())
	}
	return c, weight
}

// Derivatives are a polynomial and its first two derivatives at one x, each
// with the weight of its standard error as in Coefficients.
type Derivatives struct {
	Value, Slope, Curvature                   float64
	ValueWeight, SlopeWeight, CurvatureWeight float64
}

// At evaluates the polynomial.
func (p *Polynomial) At(x float64) Derivatives {
	s, e := twoSum(x, -p.centre)
	t := DD{s / p.scale, e / p.scale}
	var now, past, sum, squares [3]DD // of the polynomial and its derivatives
	now[0] = Of(1)
	for k := 0; ; k++ {
		for d := range now {
			sum[d] = sum[d].Add(p.a[k].Mul(now[d]))
			squares[d] = squares[d].Add(now[d].Mul(now[d]).Div(p.gamma[k]))
		}
		if k == p.Order {
			break
		}
		// The d-th derivative of t P_k is t P_k^(d) + d P_k^(d-1).
		var next [3]DD
		for d := range now {
			v := t.Sub(p.alpha[k]).Mul(now[d]).Sub(p.beta[k].Mul(past[d]))
			if d > 0 {
				v = v.Add(Of(float64(d)).Mul(now[d-1]))
			}
			next[d] = v
		}
		past, now = now, next
	}
	h := p.scale
	return Derivatives{
		Value: sum[0].Float(), Slope: sum[1].Float() / h, Curvature: sum[2].Float() / h / h,
		ValueWeight: squares[0].Sqrt().Float(), SlopeWeight: squares[1].Sqrt().Float() / h, CurvatureWeight: squares[2].Sqrt().Float() / h / h,
	}
}

// Signs returns the signs of slope and curvature of d. Coordinates read as
// doubles are off by up to 2^-53 of themselves: 0 stands where that alone could
// have made the figure, as on data that are a line in decimals but not in
// binary.
func (p *Polynomial) Signs(d Derivatives) (slope, curvature int) {
	off := 0x1p-53 * (p.sizeY + math.Abs(d.Slope)*p.sizeX)
	return sign(d.Slope, off*d.SlopeWeight), sign(d.Curvature, off*d.CurvatureWeight)
}

func sign(v, zero float64) int {
	switch {
	case v > zero:
		return 1
	case v < -zero:
		return -1
	}
	return 0
}
