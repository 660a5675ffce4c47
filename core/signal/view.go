package signal

import (
	"context"
	"math"
	"slices"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/poly"
)

// usual is how many points are returned where the request names no number.
const usual = 600

// Do is the operation Key.
func Do(ctx context.Context, in Input) (View, error) {
	p, err := Prepare(op.Part(ctx, 0, 1, 4), in.Series, in.Settings)
	if err != nil {
		return View{}, err
	}
	regimes := make([]Regime, len(p.Close))
	plan, err := p.Regimes(op.Part(ctx, 1, 3, 4), regimes, in.Order, in.Window)
	if err != nil {
		return View{}, err
	}
	v := p.whole(regimes, in.Window)
	v.Plan = plan
	if err := p.show(op.Part(ctx, 3, 4, 4), &v, regimes, in); err != nil {
		return View{}, err
	}
	return v, op.Tick(ctx, 4, 4)
}

// whole says what is true of all bars.
func (p *Prepared) whole(regimes []Regime, window int) View {
	b, n := p.Bars, len(p.Close)
	daily := b.Minutes == market.Daily
	v := View{
		Symbol: b.Symbol, Product: b.Product, Minutes: b.Minutes, Bars: n, Days: len(p.Day),
		First: market.Stamp(b.Time[0], daily), Last: market.Stamp(b.Time[n-1], daily),
		Decimals: int(p.Scale), Restarts: slices.Clone(p.Restarts), Restarted: len(p.Stretch), Notes: p.Notes,
	}
	for k := range v.Restarts {
		v.Restarts[k].Ready = p.ready(int(p.Stretch[k]), p.end(p.Stretch, k), window)
	}
	var count [6]int // from None on
	for _, r := range regimes {
		count[r+1]++
	}
	v.Count = Count{None: count[None+1], Neutral: count[Neutral+1], UpAccelerating: count[UpAccelerating+1], UpSlowing: count[UpSlowing+1],
		DownAccelerating: count[DownAccelerating+1], DownSlowing: count[DownSlowing+1]}
	return v
}

// show adds the points.
func (p *Prepared) show(ctx context.Context, v *View, regimes []Regime, in Input) error {
	from, to := p.between(in.From, in.To)
	points := in.Points
	if points == 0 {
		points = usual
	}
	days := []int32{0}
	if n := p.Bars.Minutes; to-from > points && n != market.Daily && n != 0 {
		days = within(p.Day, from, to)
	}
	starts, most := market.Buckets(to-from, points, days, within(p.Stretch, from, to))
	v.Shown, v.Merged = to-from, most
	ends := make([]int32, len(starts)) // last bar of every point
	for k := range starts {
		starts[k] += int32(from)
		if k > 0 {
			ends[k-1] = starts[k] - 1
		}
	}
	if len(ends) > 0 {
		ends[len(ends)-1] = int32(to) - 1
	}
	plan, err := poly.NewPlan(in.Order, in.Window, p.spread)
	if err != nil {
		return err
	}
	f, err := p.fitsAt(ctx, plan, ends, in.Window)
	if err != nil {
		return err
	}
	v.Value, v.Slope, v.Curvature = f.value, f.slope, f.curvature
	v.columns(len(starts))
	pow := power(p.Scale)
	stretch, _ := slices.BinarySearch(p.Stretch, int32(from)+1) // after the one the first point begins in
	for k, first := range starts {
		last := ends[k]
		high, low := p.High[first], p.Low[first]
		for i := first + 1; i <= last; i++ {
			if p.High[i] > high {
				high = p.High[i]
			}
			if p.Low[i] < low {
				low = p.Low[i]
			}
		}
		v.Bar[k], v.Time[k] = float64(last), float64(p.Bars.Time[last])
		v.Open[k], v.High[k] = float64(p.Open[first])/pow, float64(high)/pow
		v.Low[k], v.Close[k] = float64(low)/pow, float64(p.Close[last])/pow
		v.Regime[k] = float64(regimes[last])
		if stretch < len(p.Stretch) && p.Stretch[stretch] <= last {
			v.Gap = append(v.Gap, float64(k))
			for stretch < len(p.Stretch) && p.Stretch[stretch] <= last {
				stretch++
			}
		}
	}
	return nil
}

// columns makes the columns that are not fits: memory of one piece.
func (v *View) columns(n int) {
	list := []*op.Column{&v.Bar, &v.Time, &v.Open, &v.High, &v.Low, &v.Close, &v.Regime}
	for _, c := range list {
		*c = make(op.Column, n)
	}
}

// between returns the bars [from, to) whose stamps lie between two, 0 being
// no bound.
func (p *Prepared) between(first, last float64) (from, to int) {
	time := p.Bars.Time
	to = len(time)
	if first != 0 {
		from, _ = slices.BinarySearch(time, int64(max(min(math.Ceil(first), math.MaxInt64/2), math.MinInt64/2)))
	}
	if last != 0 {
		to, _ = slices.BinarySearch(time, int64(max(min(math.Floor(last), math.MaxInt64/2), math.MinInt64/2))+1)
	}
	return from, max(from, to)
}

// within returns those of ascending places that lie in [from, to), counted
// from there, with 0 before them.
func within(places []int32, from, to int) []int32 {
	out := []int32{0}
	k, _ := slices.BinarySearch(places, int32(from)+1)
	for ; k < len(places) && int(places[k]) < to; k++ {
		out = append(out, places[k]-int32(from))
	}
	return out
}
