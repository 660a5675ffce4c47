package poly

import (
	"math"
	"math/big"
	"sync"
)

// exact is a fit by the normal equations over the powers of j in rationals:
// another way than that of the package. weights[i][j] over den are those of the
// bar at distance j of value, slope and curvature.
type exact struct {
	weights [outputs][]*big.Int
	den     [outputs]*big.Int
}

var exacts sync.Map

func exactFit(order, window int) *exact {
	type key struct{ order, window int }
	if e, ok := exacts.Load(key{order, window}); ok {
		return e.(*exact)
	}
	n := order + 1
	sums := make([]*big.Int, 2*n)
	for i := range sums {
		sums[i] = new(big.Int)
		for j := range window {
			sums[i].Add(sums[i], new(big.Int).Exp(big.NewInt(int64(j)), big.NewInt(int64(i)), nil))
		}
	}
	m := make([][]*big.Rat, n) // [normal matrix | unit matrix]
	for r := range m {
		m[r] = make([]*big.Rat, 2*n)
		for c := range n {
			m[r][c] = new(big.Rat).SetInt(sums[r+c])
			m[r][n+c] = new(big.Rat)
		}
		m[r][n+r].SetInt64(1)
	}
	for c := range n {
		inv := new(big.Rat).Inv(m[c][c]) // positive definite: never 0
		for k := range m[c] {
			m[c][k].Mul(m[c][k], inv)
		}
		for r := range n {
			if r == c {
				continue
			}
			f := new(big.Rat).Set(m[r][c])
			for k := range m[r] {
				m[r][k].Sub(m[r][k], new(big.Rat).Mul(f, m[c][k]))
			}
		}
	}
	e := new(exact)
	for i := range outputs {
		e.den[i] = big.NewInt(1)
		row := make([]*big.Rat, n)
		for k := range row {
			row[k] = new(big.Rat)
			if i < n {
				row[k].Mul(m[i][n+k], new(big.Rat).SetInt64([]int64{1, -1, 2}[i]))
			}
			g := new(big.Int).GCD(nil, nil, e.den[i], row[k].Denom())
			e.den[i].Mul(e.den[i], new(big.Int).Div(row[k].Denom(), g))
		}
		e.weights[i] = make([]*big.Int, window)
		for j := range window {
			w := new(big.Int)
			for k := n - 1; k >= 0; k-- {
				c := new(big.Int).Mul(row[k].Num(), new(big.Int).Div(e.den[i], row[k].Denom()))
				w.Add(w.Mul(w, big.NewInt(int64(j))), c)
			}
			e.weights[i][j] = w
		}
	}
	exacts.Store(key{order, window}, e)
	return e
}

// at returns what is exact of the window that ends at bar t.
func (e *exact) at(y []int64, t int) (out [outputs]*big.Rat) {
	var v, p big.Int
	for i := range out {
		sum := new(big.Int)
		for j, w := range e.weights[i] {
			sum.Add(sum, p.Mul(w, v.SetInt64(y[t-j])))
		}
		out[i] = new(big.Rat).SetFrac(sum, e.den[i])
	}
	return out
}

// pairOf returns the signs of what is exact.
func pairOf(x [outputs]*big.Rat) Pair { return Pair((x[slope].Sign()+1)*3 + x[curvature].Sign() + 1) }

// ulps returns by how many units in its last place got is off want; infinite
// where one is zero and the other not.
func ulps(got float64, want *big.Rat) float64 {
	if want.Sign() == 0 || got == 0 {
		if want.Sign() == 0 && got == 0 {
			return 0
		}
		return math.Inf(1)
	}
	f, _ := want.Float64()
	_, exp := math.Frexp(f)
	if math.Abs(f) == math.Ldexp(0.5, exp) && new(big.Rat).SetFloat64(math.Abs(f)).Cmp(new(big.Rat).Abs(want)) > 0 {
		exp-- // rounded up to a power of two: the exact figure lies below it
	}
	off := new(big.Rat).SetFloat64(got)
	off.Sub(off, want).Abs(off)
	d, _ := off.Float64()
	return math.Ldexp(d, 53-exp)
}
