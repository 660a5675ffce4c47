// Package history follows a basis through time: averages, percentiles,
// arbitrage lines, and the days on which another contract became the main one.
package history

import (
	"context"
	"slices"

	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Compute follows one measure through the days of the data.
func Compute(ctx context.Context, in study.HistoryInput) (study.History, error) {
	in = in.Filled()
	b, err := study.NewBook(ctx, in.Data)
	if err != nil {
		return study.History{}, err
	}
	if err := op.Tick(ctx, 1, 4); err != nil {
		return study.History{}, err
	}
	line, index := b.Line(in.Measure), b.IndexLine()
	smooth, indexSmooth := average(line, in.Average), average(index, in.Average)
	low := float64(in.Low) / 100
	bands := study.Rolling(line.Value, in.Band, low, 0.5, 1-low)
	if err := op.Tick(ctx, 2, 4); err != nil {
		return study.History{}, err
	}
	w := writer{book: b}
	out := study.History{
		About: b.AboutOf(in.Measure), Measure: in.Measure,
		Average: in.Average, Rank: in.Rank, Band: in.Band, Low: in.Low, Hurdle: in.Hurdle, Rate: in.Rate,
		Line: w.series(line), Smooth: w.series(smooth), Index: w.series(index), IndexSmooth: w.series(indexSmooth),
		Volume: w.series(b.Total(b.Volume)), OpenInterest: w.series(b.Total(b.OpenInterest)),
		Switches: switches(b, line), Changes: changes(b),
	}
	w.alike(among(bands, line), &out.Lower, &out.Middle, &out.Upper)
	lines := make([]study.Line, 4) // of several contracts at once there is no bound
	if in.Of != study.Weighted {
		rules, notes, err := stretches(ctx, b, in)
		if err != nil {
			return study.History{}, err
		}
		lines = newBounds(b, in, line, rules)
		out.Notes = append(slices.Clip(out.Notes), notes...)
	}
	w.alike(lines, &out.HurdleLower, &out.HurdleUpper, &out.FullLower, &out.FullUpper)
	if err := op.Tick(ctx, 3, 4); err != nil {
		return study.History{}, err
	}
	rank(&out, b, line, smooth)
	return out, op.Tick(ctx, 4, 4)
}

// average is the moving average of a line over whole windows of n days. A
// window that is not whole lacks one of its days, for that day's reason, or has
// not begun.
func average(l study.Line, n int) study.Line {
	values := study.Average(l.Value, n)
	out := study.Line{Value: values, Why: make([]unit.Reason, len(values))}
	last := unit.TooShort
	for i, x := range values {
		if v := l.Value[i]; v != v {
			last = l.Why[i]
		}
		if x != x {
			out.Why[i] = last
		} else {
			last = unit.TooShort
		}
	}
	return out
}

// among are lines of quantiles of the last values of another line: they lack
// the days that one lacks, and those before there are enough values.
func among(values [][]float64, l study.Line) []study.Line {
	why := make([]unit.Reason, len(l.Value))
	for i, x := range values[0] {
		if x != x {
			if why[i] = l.Why[i]; why[i] == "" {
				why[i] = unit.TooShort
			}
		}
	}
	out := make([]study.Line, len(values))
	for k := range out {
		out[k] = study.Line{Value: values[k], Why: why}
	}
	return out
}

// rank fills in the last day with a value and its place among the days ranked.
func rank(out *study.History, b *study.Book, line, smooth study.Line) {
	t := b.Days() - 1
	for t >= 0 && line.Value[t] != line.Value[t] {
		t--
	}
	none := unit.None[unit.Rate](unit.TooShort)
	out.Percentile, out.SmoothPercentile = none, none
	from, to := out.Rank.Window(b)
	values := line.Value[from:to]
	out.Summary = study.Summarise(values)
	out.Ranked = out.Summary.Count
	if t < 0 {
		out.Today.Contracts = []study.HistoryQuote{}
		if n := b.Days(); n > 0 {
			out.Percentile = unit.None[unit.Rate](line.Why[n-1])
			out.SmoothPercentile = out.Percentile
			out.Today.Value, out.Today.Smooth = unit.None[unit.Number](line.Why[n-1]), unit.None[unit.Number](line.Why[n-1])
		}
		return
	}
	out.Percentile = percentile(out.Rank, values, line, t)
	out.SmoothPercentile = percentile(out.Rank, smooth.Value[from:to], smooth, t)
	out.Today = day(b, t, out.Measure)
	out.Today.Value, out.Today.Smooth = at(line, t), at(smooth, t)
}

func percentile(r study.Rank, values []float64, l study.Line, t int) unit.Maybe[unit.Rate] {
	x := l.Value[t]
	if x != x {
		return unit.None[unit.Rate](l.Why[t])
	}
	p, why := r.Percentile(values, x)
	if why != "" {
		return unit.None[unit.Rate](why)
	}
	return unit.Some(unit.Rate(p))
}

func at(l study.Line, i int) unit.Maybe[unit.Number] { return study.Maybe(l.Value[i], l.Why[i]) }

// switches are the days on which another contract is measured than on the last
// day that had one.
func switches(b *study.Book, l study.Line) []study.Switch {
	out := []study.Switch{}
	last := int16(-1)
	for i, q := range l.Quote {
		if q < 0 {
			continue
		}
		c := b.Contract[q]
		if last >= 0 && c != last {
			out = append(out, study.Switch{Date: b.Date(i), From: b.Contracts[last].Code, To: b.Contracts[c].Code})
		}
		last = c
	}
	return out
}
