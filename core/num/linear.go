package num

import (
	"context"
	"math"

	"fairbasis/core/op"
)

// Linear is a least squares fit with a constant,
//
//	y_i = b_0 + b_1 x_i1 + ... + b_k x_ik + e_i
//
// Columns are counted from 0 and coefficients from the constant, so column j
// has coefficient j + 1.
//
// The sums of squares and products of the columns are taken about numbers near
// their means and carried in two doubles, and the normal equations are solved in
// double-double. That leaves 31 digits less twice those of the condition of the
// centred columns: as good as orthogonal factors for anything doubles can tell
// apart, at the cost of one pass.
type Linear struct {
	Rows         int
	Coefficients []float64 // the constant first
	Residuals    []float64 // by row
	Squares      float64   // sum of the squared residuals; 0 where they are below 1e-26 of Spread
	Spread       float64   // sum of squares of y about its mean
	// Weights times the residual standard deviation are the standard errors
	// where all rows have the same: the roots of the diagonal of (X'X)^-1.
	Weights []float64
	// Inflation is the variance inflation factor 1/(1 - R^2) by column, R^2 that
	// of the column on all others; 1 where there is no other.
	Inflation []float64

	centred [][]float64 // by column, about its mean
	mean    []float64   // by column
	inverse []float64   // of the centred sums of products, row by row
}

// Dependent are columns of which one says nothing new: Column is a constant
// plus multiples of those in Of, which is empty where all its rows are the same.
type Dependent struct {
	Column int
	Of     []int
}

// FitLinear fits a constant and the columns to y. All have the same number of
// rows, more than there are columns and one, and hold numbers that are 0 or
// between 1e-100 and 1e20 in size. What does not determine the coefficients is
// answered with the first column that depends on those before it: less than
// 1e-20 of its squares about the mean are its own, or less than the rounding
// of the doubles in it could have made. The error is that of a stop.
func FitLinear(ctx context.Context, columns [][]float64, y []float64) (*Linear, *Dependent, error) {
	k, n := len(columns), len(y)
	l := &Linear{Rows: n}
	half := make([][]float64, k+1) // the upper 26 bits of each centred number
	shift := make([]DD, k+1)       // the exact mean less the one subtracted
	mean := make([]DD, k+1)
	size := make([]float64, k+1)
	rows := Of(float64(n))
	memory := make([]float64, 2*(k+1)*n)
	for j := 0; j <= k; j++ {
		x := y
		if j < k {
			x = columns[j]
		}
		mean[j] = total(x).Div(rows)
		about := short(mean[j].Hi, x)
		z, h := memory[2*j*n:][:n:n], memory[(2*j+1)*n:][:n:n]
		size[j] = split(x, about, z, h)
		shift[j] = total(z).Div(rows)
		mean[j] = Of(about).Add(shift[j])
		l.centred, half[j] = append(l.centred, z), h
	}

	// lower and pivot are L and D of the centred products, L D L'; the last row,
	// that of y, is y in terms of the columns made orthogonal.
	lower, pivot := make([]DD, (k+1)*(k+1)), make([]DD, k+1)
	spread := make([]DD, k+1)
	for j := 0; j <= k; j++ {
		for m := 0; m <= j; m++ {
			if err := op.Tick(ctx, j*(j+1)/2+m, (k+1)*(k+2)/2); err != nil {
				return nil, nil, err
			}
			g := products(l.centred[j], half[j], l.centred[m], half[m]).Sub(shift[j].Mul(shift[m]).Mul(rows))
			if m == j {
				spread[j] = g
			}
			for c := 0; c < m; c++ {
				g = g.Sub(lower[j*(k+1)+c].Mul(lower[m*(k+1)+c]).Mul(pivot[c]))
			}
			if m < j {
				lower[j*(k+1)+m] = g.Div(pivot[m])
			} else {
				pivot[j] = g
			}
		}
		if j < k && !(pivot[j].Hi > math.Max(1e-20*spread[j].Hi, 0x1p-98*size[j])) {
			return nil, dependence(j, k+1, lower, spread, 0x1p-98*size[j]), nil
		}
	}

	b := solveUpper(k, lower[k*(k+1):], lower, k+1)
	constant := mean[k]
	l.Coefficients = make([]float64, k+1)
	for j := range b {
		l.Coefficients[j+1] = b[j].Float()
		constant = constant.Sub(b[j].Mul(mean[j]))
		l.mean = append(l.mean, mean[j].Float())
	}
	l.Coefficients[0] = constant.Float()
	l.Spread, l.Squares = math.Max(spread[k].Float(), 0), math.Max(pivot[k].Float(), 0)
	if l.Spread <= 0x1p-98*size[k] { // all y are the same
		l.Spread = 0
	}
	if l.Squares <= 1e-26*l.Spread || l.Spread == 0 {
		l.Squares = 0
	}
	for j, z := range l.centred {
		if s := shift[j].Float(); s != 0 {
			for i := range z {
				z[i] -= s
			}
		}
	}
	l.residuals()
	l.invert(k, lower, pivot, spread, mean)
	return l, nil, nil
}

// total is the sum of x in two doubles; its steps are twoSum, written out.
func total(x []float64) DD {
	var s, rest float64
	for _, v := range x {
		t := s + v
		u := t - s
		rest += (s - (t - u)) + (v - u)
		s = t
	}
	return renormal(s, rest)
}

// short is a number near the mean of x in so few digits that taking it from the
// numbers of x is exact, but for those with more digits than the largest.
func short(mean float64, x []float64) float64 {
	lo, hi := mean, mean
	for _, v := range x {
		if v < lo {
			lo = v
		}
		if v > hi {
			hi = v
		}
	}
	most := math.Max(mean-lo, hi-mean)
	_, e := math.Frexp(most)
	if grid := math.Ldexp(1, e-8); most > 0 && math.Abs(mean) < 0x1p52*grid {
		return math.Round(mean/grid) * grid
	}
	return mean
}

// split puts x less about into z and the upper halves of that into h, and
// returns the sum of the squares of x.
func split(x []float64, about float64, z, h []float64) (size float64) {
	z, h = z[:len(x)], h[:len(x)]
	for i, v := range x {
		d := v - about
		t := float64((1<<27 + 1) * d)
		z[i], h[i] = d, t-(t-d)
		size += float64(v * v)
	}
	return size
}

// products is the sum of the products of two columns, in about twice the
// digits of a double (Ogita, Rump and Oishi 2005): the upper halves of their
// numbers are given, so that every product and its error are exact.
func products(a, ah, b, bh []float64) DD {
	var s, rest float64
	ah, b, bh = ah[:len(a)], b[:len(a)], bh[:len(a)]
	for i, x := range a {
		y, xh, yh := b[i], ah[i], bh[i]
		xl, yl := x-xh, y-yh
		p := float64(x * y)
		e := float64(xl*yl) - (((p - float64(xh*yh)) - float64(xl*yh)) - float64(xh*yl))
		t := s + p
		u := t - s
		rest += ((s - (t - u)) + (p - u)) + e
		s = t
	}
	return renormal(s, rest)
}

// solveUpper solves L' b = row for the first k columns of the unit lower
// triangle L, whose rows are width long.
func solveUpper(k int, row, lower []DD, width int) []DD {
	b := make([]DD, k)
	for j := k - 1; j >= 0; j-- {
		b[j] = row[j]
		for m := j + 1; m < k; m++ {
			b[j] = b[j].Sub(lower[m*width+j].Mul(b[m]))
		}
	}
	return b
}

// dependence names the columns that column j is made of.
func dependence(j, width int, lower, spread []DD, noise float64) *Dependent {
	d := &Dependent{Column: j}
	if spread[j].Hi <= noise {
		return d
	}
	for m, c := range solveUpper(j, lower[j*width:], lower, width) {
		if c.Hi*c.Hi*spread[m].Hi > 1e-14*spread[j].Hi {
			d.Of = append(d.Of, m)
		}
	}
	return d
}

// residuals are y less the fit, row by row, from the centred columns.
func (l *Linear) residuals() {
	k := len(l.mean)
	l.Residuals = make([]float64, l.Rows)
	if l.Squares > 0 {
		copy(l.Residuals, l.centred[k])
		for j := range k {
			c := l.Coefficients[j+1]
			for i, z := range l.centred[j] {
				l.Residuals[i] -= float64(c * z)
			}
		}
	}
	l.centred = l.centred[:k]
}

// invert fills inverse, Weights and Inflation.
func (l *Linear) invert(k int, lower, pivot, spread, mean []DD) {
	w := make([]DD, k*k) // L^-1
	for j := range k {
		w[j*k+j] = Of(1)
		for r := j + 1; r < k; r++ {
			var v DD
			for m := j; m < r; m++ {
				v = v.Sub(lower[r*(k+1)+m].Mul(w[m*k+j]))
			}
			w[r*k+j] = v
		}
	}
	l.inverse = make([]float64, k*k)
	constant := Of(1).Div(Of(float64(l.Rows)))
	l.Weights = make([]float64, k+1)
	for a := range k {
		for b := range k {
			var v DD
			for m := max(a, b); m < k; m++ {
				v = v.Add(w[m*k+a].Mul(w[m*k+b]).Div(pivot[m]))
			}
			l.inverse[a*k+b] = v.Float()
			constant = constant.Add(v.Mul(mean[a]).Mul(mean[b]))
			if a == b {
				l.Weights[a+1] = v.Sqrt().Float()
				l.Inflation = append(l.Inflation, math.Max(v.Mul(spread[a]).Float(), 1))
			}
		}
	}
	l.Weights[0] = constant.Sqrt().Float()
}

// Freedom is the number of degrees of freedom, rows less coefficients.
func (l *Linear) Freedom() int { return l.Rows - len(l.Coefficients) }

// Robust returns standard errors of the coefficients that allow for errors of
// different sizes and, with lags above 0, for errors that go with those of up
// to so many rows before. With X the columns beside ones, and e the residuals,
// they are the roots of the diagonal of
//
//	n/(n-k) (X'X)^-1 ( sum over |i-j| <= lags of (1 - |i-j|/(lags+1)) x_i e_i e_j x_j' ) (X'X)^-1
//
// k being the number of coefficients: White's HC1 (White 1980; MacKinnon and
// White 1985) without lags, else Newey and West (1987) with Bartlett's weights.
// Freedom must be above 0 and lags not below.
//
// A coefficient is a sum of y with weights; u below are its weights times the
// residuals. Bartlett's sum is that of the squares of all sums of lags + 1
// neighbours of u (0 beyond the ends), divided by lags + 1: it is never
// negative, and lags cost nothing.
func (l *Linear) Robust(lags int) []float64 {
	k, n := len(l.mean), l.Rows
	constant, u := make([]float64, n), make([]float64, n)
	for i, e := range l.Residuals {
		constant[i] = e / float64(n)
	}
	out := make([]float64, k+1)
	for j := range k {
		clear(u)
		for m := range k {
			c, column := l.inverse[j*k+m], l.centred[m][:len(u)]
			for i := range u {
				u[i] += float64(c * column[i])
			}
		}
		mean := l.mean[j]
		for i, e := range l.Residuals {
			u[i] *= e
			constant[i] -= float64(mean * u[i])
		}
		out[j+1] = bartlett(u, lags)
	}
	out[0] = bartlett(constant, lags)
	factor := float64(n) / float64(l.Freedom())
	for j := range out {
		out[j] = math.Sqrt(factor * out[j])
	}
	return out
}

// bartlett is sum over |i-j| <= lags of (1 - |i-j|/(lags+1)) u_i u_j.
func bartlett(u []float64, lags int) float64 {
	total := 0.0
	if lags == 0 {
		for _, v := range u {
			total += float64(v * v)
		}
		return total
	}
	// What comes in and what goes out of the sum of neighbours, s + rest, is
	// added by twoSum, written out: it must be 0 again at the end.
	var s, rest float64
	for i := range len(u) + lags {
		var in, out float64
		if i < len(u) {
			in = u[i]
		}
		if i > lags {
			out = u[i-lags-1]
		}
		t := s + in
		a := t - s
		rest += (s - (t - a)) + (in - a)
		s = t - out
		a = s - t
		rest += (t - (s - a)) - (out + a)
		d := s + rest
		total += float64(d * d)
	}
	return total / float64(lags+1)
}
