package poly

import (
	"math"
	"math/bits"
	"strconv"

	"fairbasis/core/fault"
)

// Plan holds the weights of one order and window and says with what arithmetic
// they are exact for series of a given spread. It is not changed after it is
// made, and serves any number of scans.
//
// # Why the integers are right
//
// Let R be the spread of the series and x its ticks above the middle, so that
// |x| <= ceil(R/2). All sums run modulo 2^64 (or 2^128) and wrap around, which
// sums and products of integers survive: a result is right exactly if the true
// one lies in [-2^63, 2^63), whatever happened on the way.
//
//   - S_k = sum C(j,k) x_j, and C(0,k)+...+C(w-1,k) = C(w,k+1), so
//     |S_k| <= C(w,k+1) ceil(R/2).
//   - G_n for n > 0: the sum of g_n(j) is 0, so x may be counted from any
//     level, such as the middle of the window's own range, and
//     |G_n| <= R/2 sum |g_n(j)|. It is reached by a series that is high where g_n is
//     positive and low where it is negative.
//
// Bound is the largest R that keeps every S_k and G_n of the order and those
// below within 63 bits. A numerator N = sum a_k S_k is of up to 128 bits and more
// (see weights): it is known modulo 2^64 or 2^128 from integers and to an
// absolute error E from floats, and these two together determine it.
//
// E: a float sum of up to 7 products, in which weights and moments are off by
// at most 1.01 and 2 units of 2^-53, products by 1 and each of 6 sums by 1, is off by at
// most 10.1 units of 2^-53 of T = sum |a_k| |S_k|; E is 16 of the bound of T.
type Plan struct {
	order, window int
	spread        uint64
	bound, most   uint64 // largest spreads of the kernels
	wide          bool   // int128 is needed
	plain         bool   // Series needs it, though sums fit in int64
	light         bool   // Series needs less

	choose [terms]int64        // C(w,k)
	gram   [terms][terms]int64 // of g_n over C(j,k)
	out    [outputs]weights
	signs  [terms]signs   // by order
	norms  [terms]float64 // sums of |g_n(j)|, from n = 1
}

// signs are the weights a_k of slope and curvature of one order up to that of
// the plan, over a common denominator that does not matter, and E.
type signs struct {
	a       [2][terms]double
	af      [2][terms]float64
	err     [2]float64 // E of the sum over the S_k
	gramErr [2]float64 // E of the sum over the G_n
}

// slack is E as a share of T: 16 units of 2^-53.
const slack = 1.0 / (1 << 49)

// NewPlan makes the plan of an order of 1 to 6 and a window of 10 to 2000 bars
// for series whose highest value is at most spread above the lowest. It refuses
// a spread no kernel is exact for.
func NewPlan(order, window int, spread uint64) (*Plan, error) {
	var fs fault.Fields
	fs.Between("order", float64(order), MinOrder, MaxOrder)
	fs.Between("window", float64(window), MinWindow, MaxWindow)
	if err := fs.Err(); err != nil {
		return nil, err
	}
	p := &Plan{order: order, window: window, spread: spread, gram: gram(order, window)}
	for k := range order + 1 {
		p.choose[k] = choose(window, k)
	}
	for i := range p.out {
		p.out[i] = weigh(i, order, window, &p.gram)
	}
	most := p.weighSigns()
	p.bound = min(p.momentBound(), p.gramBound())
	p.wide = spread > p.bound
	p.most = uint64(1) << 61
	if most < 1<<61 {
		p.most = uint64(most)
	}
	if spread > p.most {
		limit := strconv.FormatUint(p.most, 10)
		return nil, fault.About(fault.Invalid, "", "spread_too_wide", "the prices spread over "+strconv.FormatUint(spread, 10)+
			" ticks; a fit of order "+strconv.Itoa(order)+" over "+strconv.Itoa(window)+" points is exact up to "+limit+": use fewer decimals",
			"spread", strconv.FormatUint(spread, 10), "max", limit)
	}
	p.bounds(float64(spread/2 + 1))
	return p, nil
}

// bounds finds what every sum can be and be off by, where x is at most half.
func (p *Plan) bounds(half float64) {
	for o := 1; o <= p.order; o++ {
		s := &p.signs[o]
		for i := range s.err {
			s.err[i] *= half
			for n := 1; n <= o; n++ {
				s.gramErr[i] += slack * abs(p.out[slope+i].bf[n]) * p.norms[n] * half
			}
		}
	}
	p.light = p.order < gramFrom
	for i := range p.out {
		w := &p.out[i]
		moments, grams := 0.0, abs(w.bf[0])*float64(p.window)*half
		size, norm, square := float64(p.window), float64(p.window), 0.0
		for n := range p.order + 1 {
			moments += abs(w.af[n]) * size * half
			size *= float64(p.window-n-1) / float64(n+2)
			grams += abs(w.bf[n]) * p.norms[n] * half
			square += w.bf[n] * w.bf[n] * norm // norm is that of g_n squared
			norm *= float64(2*(2*n+1)) / float64(n+1) * float64(p.window-n-1) * float64(p.window+n+1) / float64((2*n+2)*(2*n+3))
		}
		// Cauchy and Schwarz: what is summed of |weight_j| |x_j| is at most
		// half times the root of w and the sum of the squared weights.
		within := half*math.Sqrt(float64(p.window)*square) <= near
		w.near = within && w.df < 1<<53
		if p.order >= gramFrom {
			moments = grams
		}
		p.plain = p.plain || slack*moments > near
		if i == value || p.order < cutFrom {
			p.light = p.light && w.near
		} else {
			p.light = p.light && w.lift != 0 && slack*moments*float64(w.lift) < 1<<(middle-3)
		}
	}
}

// weighSigns sums up the weights of every order, leaves in err what E is for a
// half spread of one tick, and returns the largest spread 128 bits are enough
// for: E of every output, doubled, must be below 2^127. (Every S_k is
// below 2^126 then: C(w,k+1) < 2^65 and the spread at most 2^61.)
func (p *Plan) weighSigns() float64 {
	var sizes [terms]float64 // C(w,k+1)
	size := float64(p.window)
	for k := range p.order + 1 {
		sizes[k] = size
		size *= float64(p.window-k-1) / float64(k+2)
	}
	largest := 0.0
	for i := range p.out {
		t := 0.0
		for k := range p.order + 1 {
			t += sizes[k] * abs(p.out[i].af[k])
		}
		largest = max(largest, t)
	}
	for i := range 2 {
		for o := 1; o <= p.order; o++ {
			s := &p.signs[o]
			for k := range o + 1 {
				var a whole
				for n := k; n <= o; n++ {
					a = a.plus(p.out[slope+i].b[n].whole().times(p.gram[n][k]))
				}
				s.a[i][k], s.af[i][k] = a.double(), a.float()
				s.err[i] += slack * sizes[k] * abs(s.af[i][k])
			}
			largest = max(largest, s.err[i]/slack)
		}
	}
	return two128 / 4 / (slack * largest)
}

// momentBound returns the largest spread for which |S_k| < 2^63 for all k.
func (p *Plan) momentBound() uint64 {
	c := wholeOf(1)
	most := uint64(0)
	for k := range p.order + 1 { // C(w,k+1) rises with k for w above 13, and is largest before that
		c, _ = c.times(int64(p.window - k)).over(uint64(k + 1))
		if c[1] != 0 {
			return 0
		}
		most = max(most, c[0])
	}
	return (1<<63 - 1) / most * 2
}

// gramBound returns the largest R with R/2 sum |g_n(j)| < 2^63 for all n > 0.
// The g_n(j) are found by their differences, the gram[n][k].
func (p *Plan) gramBound() uint64 {
	most := uint64(1)
	for n := 1; n <= p.order; n++ {
		d := p.gram[n]
		sum, carry := uint64(0), uint64(0)
		for range p.window {
			g := d[0]
			if g < 0 {
				g = -g
			}
			sum, carry = bits.Add64(sum, uint64(g), 0)
			if carry != 0 {
				return 0
			}
			for k := range n {
				d[k] += d[k+1]
			}
		}
		most = max(most, sum)
		p.norms[n] = float64(sum)
	}
	return (1<<64 - 1) / most
}

// Kernel names the integers the sums are made of: int64 or int128.
func (p *Plan) Kernel() string {
	if p.wide {
		return "int128"
	}
	return "int64"
}

// Bound returns the largest spread the int64 kernel is exact for.
func (p *Plan) Bound() uint64 { return p.bound }

// Most returns the largest spread any kernel is exact for.
func (p *Plan) Most() uint64 { return p.most }

// Order returns the order.
func (p *Plan) Order() int { return p.order }

// Window returns the number of bars of a window.
func (p *Plan) Window() int { return p.window }

func abs(x float64) float64 {
	if x < 0 {
		return -x
	}
	return x
}
