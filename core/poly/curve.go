package poly

import (
	"strconv"

	"fairbasis/core/fault"
)

// Curve fits one polynomial to all of y, in ticks, oldest first: its value,
// slope and curvature at the last, as Scan.Series has them, with their signs.
// Where curve is not nil it is as long as y and takes the polynomial at every
// bar, to within a few units in the last place. The order is 1 to 6, len(y) is 10
// to 2000, and a spread no kernel is exact for is refused.
func Curve(y []int64, order int, curve []float64) (value, slope, curvature float64, signs Pair, err error) {
	var fs fault.Fields
	if fs.Between("window", float64(len(y)), MinWindow, MaxWindow); fs.Err() != nil {
		return 0, 0, 0, Unready, fs.Err()
	}
	if curve != nil && len(curve) != len(y) {
		return 0, 0, 0, Unready, fault.New(fault.Internal, "poly: a curve of "+strconv.Itoa(len(curve))+" points for "+strconv.Itoa(len(y))+" bars")
	}
	_, spread := extent(y)
	p, err := NewPlan(order, len(y), spread)
	if err != nil {
		return 0, 0, 0, Unready, err
	}
	s := p.Scan(y)
	c := &s.series
	last := s.grow(c, len(y))
	p.slide(&c.s, s.ref, y[last], s.ref)
	value, slope, curvature = p.figures(&c.s, s.ref)
	if curve != nil {
		p.draw(&c.s, s.ref, curve)
	}
	return value, slope, curvature, p.exactSigns(order, &c.s), nil
}

// draw writes the polynomial at every bar of the window: the sum of
// G_n/norm_n g_n(j), in twofold floats.
func (p *Plan) draw(s *[terms]double, ref int64, curve []float64) {
	var share [terms]twofold // G_n/norm_n
	norm := wholeOf(int64(p.window))
	factorial := int64(1) // n!^2
	for n := range p.order + 1 {
		if n > 0 {
			factorial *= int64(n * n)
			norm = norm.times(int64(p.window+n) * int64(p.window-n))
		}
		var g double
		for k := range n + 1 {
			g = g.plus(s[k].times(doubleOf(p.gram[n][k])))
		}
		share[n] = g.whole().times(int64(2*n+1) * factorial).twofold().over(norm.twofold())
	}
	d := p.gram // differences of every g_n at j
	for j := range curve {
		sum := wholeOf(ref).twofold()
		for n := range p.order + 1 {
			sum = sum.plus(wholeOf(d[n][0]).twofold().times(share[n]))
			for k := range n {
				d[n][k] += d[n][k+1]
			}
		}
		curve[len(curve)-1-j] = sum.high
	}
}
