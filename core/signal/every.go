package signal

import (
	"context"

	"fairbasis/core/poly"
)

// Every returns value, slope and curvature at every bar, in points and points
// per step, 0 where no whole window ends.
func (p *Prepared) Every(ctx context.Context, order, window int) (value, slope, curvature []float64, err error) {
	plan, err := poly.NewPlan(order, window, p.spread)
	if err != nil {
		return nil, nil, nil, err
	}
	bars := make([]int32, len(p.Close))
	for i := range bars {
		bars[i] = int32(i)
	}
	f, err := p.fitsAt(ctx, plan, bars, window)
	return f.value, f.slope, f.curvature, err
}
