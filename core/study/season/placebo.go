package season

import (
	"context"
	"math"
	"math/bits"

	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

var nan = math.NaN()

// placebo finds between which values 95 % of the means of as many days as
// there are events lie, by offset, when the days are drawn at random. Days are
// drawn one by one, each as likely as any, from those whose whole window lies
// on days that are in the data; the same day may come twice. A mean is over the
// values that are there, as that of the events is.
func placebo(ctx context.Context, g grid, in study.EventsInput, events int) (study.Placebo, error) {
	width := in.Before + in.After + 1
	var starts []int32 // of the windows
	run := 0           // days in the data in a row
	for i, at := range g.at {
		run++
		if at < 0 {
			run = 0
		}
		if run >= width {
			starts = append(starts, int32(i+1-width))
		}
	}
	var p study.Placebo
	if events == 0 || len(starts) == 0 {
		why := study.NoData
		if events > 0 {
			why = unit.TooShort
		}
		for range width {
			none := unit.None[unit.Number](why)
			p.Lower, p.Mean, p.Upper = append(p.Lower, none), append(p.Mean, none), append(p.Upper, none)
		}
		return p, nil
	}
	means := make([]float64, width*in.Samples) // by offset
	sum, count := make([]float64, width), make([]float64, width)
	r := random(in.Seed)
	every := max(1, 50000/(events*width)) // draws a tick
	for s := range in.Samples {
		if s%every == 0 {
			if err := op.Tick(ctx, s, in.Samples+width); err != nil {
				return p, err
			}
		}
		clear(sum)
		clear(count)
		for range events {
			from := starts[r.below(len(starts))]
			for k, v := range g.value[from : int(from)+width] {
				if v == v {
					sum[k] += v
					count[k]++
				}
			}
		}
		for k := range width {
			means[k*in.Samples+s] = sum[k] / count[k] // 0/0 is not a number
		}
	}
	for k := range width {
		if err := op.Tick(ctx, in.Samples+k, in.Samples+width); err != nil {
			return p, err
		}
		sorted := study.Sorted(means[k*in.Samples : (k+1)*in.Samples])
		mean, _ := study.Mean(sorted)
		p.Lower = append(p.Lower, study.Maybe(study.Quantile(sorted, 0.025), study.NoData))
		p.Mean = append(p.Mean, study.Maybe(mean, study.NoData))
		p.Upper = append(p.Upper, study.Maybe(study.Quantile(sorted, 0.975), study.NoData))
	}
	return p, nil
}

// random is the generator SplitMix64 (Steele, Lea and Flood 2014): a counter
// whose steps are mixed. It gives the same numbers on every machine.
type random uint64

func (r *random) next() uint64 {
	*r += 0x9e3779b97f4a7c15
	z := uint64(*r)
	z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
	z = (z ^ z>>27) * 0x94d049bb133111eb
	return z ^ z>>31
}

// below returns a number from 0 to n-1. That 2^64 is no multiple of n favours
// some by less than n/2^64, which no sample will ever show.
func (r *random) below(n int) int {
	high, _ := bits.Mul64(r.next(), uint64(n))
	return int(high)
}
