// Package poly fits a polynomial by least squares to the last bars of a series,
// at every bar, and says value, slope and curvature at the newest: exactly.
// Prices are whole numbers of ticks, so every sum is an integer and every sign
// is that of an integer. Formulas A.11 of docs/formulas.md.
//
// With j the distance from the newest bar and x the ticks above a reference,
// the state is the binomial moments of the window of w bars,
//
//	S_k = sum over j of C(j,k) x_j, k = 0..p
//
// which slide by S_k += S_(k-1) - C(w,k) x_out, S_0 += x_in - x_out, without a
// division. The Gram polynomials of the window,
//
//	g_n(j) = sum over k of (-1)^(n-k) C(w-1-k,n-k) C(n+k,n) C(j,k)
//
// have integer coefficients and the squared norm C(2n,n) C(w+n,2n+1). What is
// asked for is linear in the G_n = sum of g_n(j) x_j with rational weights, so
// value, slope and curvature are a whole number over another: see weights.go.
package poly

// Pair holds the signs of slope and curvature: (slope+1)*3 + (curvature+1),
// each of -1, 0 and 1; or Unready.
type Pair uint8

// Pairs beside the nine of signs.
const (
	Flat    Pair = 4 // both exactly zero
	Unready Pair = 9 // no whole window ends here
)

// Slope returns the sign of the slope: -1, 0 or 1. Not for Unready.
func (p Pair) Slope() int { return int(p)/3 - 1 }

// Curvature returns the sign of the curvature: -1, 0 or 1. Not for Unready.
func (p Pair) Curvature() int { return int(p)%3 - 1 }

// Bounds of a fit.
const (
	MinOrder, MaxOrder   = 1, 6
	MinWindow, MaxWindow = 10, 2000
)

// terms is the number of moments of the highest order.
const terms = MaxOrder + 1
