package signal

import (
	"context"
	"math"
	"slices"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/poly"
)

// At is the operation WindowKey: the fit at one bar with its curve.
func At(ctx context.Context, in WindowInput) (Window, error) {
	p, err := Prepare(op.Part(ctx, 0, 1, 2), in.Series, in.Settings)
	if err != nil {
		return Window{}, err
	}
	bar := len(p.Close) - 1
	if in.At != 0 {
		_, after := p.between(0, in.At)
		if bar = after - 1; bar < 0 {
			return Window{}, refuse("at", "before_first", "must not be before the first bar, "+market.Stamp(p.Bars.Time[0], p.Bars.Minutes == market.Daily),
				"first", market.Stamp(p.Bars.Time[0], p.Bars.Minutes == market.Daily))
		}
	}
	w, err := p.window(bar, in.Settings)
	if err != nil {
		return Window{}, err
	}
	return w, op.Tick(ctx, 2, 2)
}

// window is the fit that ends at a bar.
func (p *Prepared) window(bar int, set Settings) (Window, error) {
	pow := power(p.Scale)
	w := Window{Bar: bar, Time: float64(p.Bars.Time[bar]), Regime: None, Price: float64(p.price(set.Price)[bar]) / pow}
	run, found := slices.BinarySearch(p.begin, int32(bar))
	if !found {
		run--
	}
	first := p.point(bar) - set.Window + 1
	if lack := p.point(int(p.begin[run])) - first; lack > 0 {
		w.Missing = lack
		return w, nil
	}
	y := p.fit[first : p.point(bar)+1]
	curve := make([]float64, len(y))
	value, slope, curvature, signs, err := poly.Curve(y, set.Order, curve)
	if err != nil {
		return Window{}, err
	}
	w.Regime = regimeOf[signs]
	w.Slope, w.Curvature = slope/pow, curvature/pow
	// The sum of squares about the curve, of differences that are small.
	squares := 0.0
	for i, v := range y {
		d := (float64(v) - curve[i]) / pow
		squares += float64(d * d)
	}
	w.Deviation = math.Sqrt(squares / float64(set.Window-set.Order-1))

	from := p.firstFrom(first, int(p.begin[run]), bar)
	w.Times, w.Curve = make(op.Column, 0, bar+1-from), make(op.Column, 0, bar+1-from)
	day := 0
	var off int64
	for i := from; i <= bar; i++ {
		off, day = p.shiftAt(i, day)
		w.Times = append(w.Times, float64(p.Bars.Time[i]))
		w.Curve = append(w.Curve, (curve[p.point(i)-first]+float64(off))/pow)
	}
	w.Value = (value + float64(off)) / pow
	begun, _ := slices.BinarySearch(p.Day, int32(from)+1)
	ended, _ := slices.BinarySearch(p.Day, int32(bar)+1)
	w.Nights = ended - begun
	return w, nil
}

// firstFrom returns the first bar from one on that stands at or after a point.
func (p *Prepared) firstFrom(point, from, to int) int {
	if p.at == nil {
		return point
	}
	i, _ := slices.BinarySearch(p.at[from:to+1], int32(point))
	return from + i
}
