package signal

import "math/big"

// oracle fits windows by the normal equations in rational numbers: with t = 0
// at the newest point, -1 at the one before, the polynomial a0 + a1 t + ...
// that fits best solves sum over m of S(k+m) a(m) = M(k), S being sums of
// powers of t and M(k) the sum of t^k times the price. Value, slope and
// curvature at the end are a0, a1 and 2 a2.
type oracle struct {
	window, order int
	rows          [3][]*big.Rat // of the inverse of S
}

func newOracle(order, window int) *oracle {
	n := order + 1
	powers := make([]*big.Int, 2*n)
	for k := range powers {
		powers[k] = new(big.Int)
		for j := range window {
			powers[k].Add(powers[k], raised(-j, k))
		}
	}
	a := make([][]*big.Rat, n) // S beside the unit matrix
	for r := range a {
		a[r] = make([]*big.Rat, 2*n)
		for c := range a[r] {
			a[r][c] = new(big.Rat)
			if c < n {
				a[r][c].SetInt(powers[r+c])
			} else if c-n == r {
				a[r][c].SetInt64(1)
			}
		}
	}
	for r := range n { // Gauss and Jordan; S is positive definite
		pivot := new(big.Rat).Inv(a[r][r])
		for c := range a[r] {
			a[r][c].Mul(a[r][c], pivot)
		}
		for q := range a {
			if q == r || a[q][r].Sign() == 0 {
				continue
			}
			f := new(big.Rat).Set(a[q][r])
			for c := range a[q] {
				a[q][c].Sub(a[q][c], new(big.Rat).Mul(f, a[r][c]))
			}
		}
	}
	o := &oracle{window: window, order: order}
	for d := range o.rows {
		if d < n {
			o.rows[d] = a[d][n:]
		}
	}
	return o
}

// fit returns value, slope and curvature at the end of the last window of y.
func (o *oracle) fit(y []int64) [3]*big.Rat {
	y = y[len(y)-o.window:]
	moments := make([]*big.Rat, o.order+1)
	for k := range moments {
		sum := new(big.Int)
		for j := range o.window {
			sum.Add(sum, new(big.Int).Mul(raised(-j, k), big.NewInt(y[o.window-1-j])))
		}
		moments[k] = new(big.Rat).SetInt(sum)
	}
	var out [3]*big.Rat
	for d, row := range o.rows {
		out[d] = new(big.Rat)
		for k, x := range row {
			out[d].Add(out[d], new(big.Rat).Mul(x, moments[k]))
		}
	}
	return [3]*big.Rat{out[0], out[1], out[2].Mul(out[2], big.NewRat(2, 1))}
}

// regime names the signs of slope and curvature.
func (o *oracle) regime(y []int64) Regime {
	f := o.fit(y)
	switch up, bent := f[1].Sign(), f[2].Sign(); {
	case up == 0 || bent == 0:
		return Neutral
	case up > 0 && bent > 0:
		return UpAccelerating
	case up > 0:
		return UpSlowing
	case bent < 0:
		return DownAccelerating
	}
	return DownSlowing
}

func raised(t, k int) *big.Int {
	return new(big.Int).Exp(big.NewInt(int64(t)), big.NewInt(int64(k)), nil)
}
