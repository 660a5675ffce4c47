package distribution

import (
	"context"
	"math"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Compute counts how often a measure, or a calendar spread, took which value on
// the days of the window of in.Rank, and marks the last of them that has one.
// What is told of the data is of these days.
func Compute(ctx context.Context, in study.DistributionInput) (study.Distribution, error) {
	in.Measure = in.Measure.Filled()
	if in.Rank.Method == "" {
		in.Rank.Method = "inclusive"
	}
	b, err := study.NewBook(ctx, in.Data)
	if err != nil {
		return study.Distribution{}, err
	}
	if err := op.Tick(ctx, 1, 2); err != nil {
		return study.Distribution{}, err
	}
	out := study.Distribution{About: b.AboutOf(in.Measure), Measure: in.Measure, Rank: in.Rank}
	var line study.Line
	if in.Spread != nil {
		spread := in.Spread.Filled()
		out.Spread = &spread
		line = b.Spread(spread)
	} else {
		line = b.Line(in.Measure)
	}
	from, to := in.Rank.Window(b)
	if from < to {
		out.First, out.Last = b.Date(from), b.Date(to-1)
	} else {
		out.Notes = append(out.Notes, fault.Note("rank.since", "window_empty", "no day of the data is in the window: they end on "+out.Last.String(), "last", out.Last.String()))
	}
	out.Days = 0
	for i := from; i < to; i++ {
		if b.First[i] < b.First[i+1] {
			out.Days++
		}
	}
	line = within(line, from, to)
	out.Line = b.Series(line)
	histogram(&out, in.Bins)
	last := to - 1
	for last >= from && line.Value[last] != line.Value[last] {
		last--
	}
	if last < from {
		out.Bin = -1
		out.Today, out.Percentile = unit.None[unit.Number](study.NoData), unit.None[unit.Rate](study.NoData)
		return out, nil
	}
	today := line.Value[last]
	out.Today, out.Date, out.Bin = study.Maybe(today, ""), b.Date(last), place(out.Edges, today)
	if p, why := in.Rank.Percentile(out.Line.Value, today); why != "" {
		out.Percentile = unit.None[unit.Rate](why)
	} else {
		out.Percentile = unit.Some(unit.Rate(p))
	}
	return out, nil
}

// within is l without the days outside [from, to): they are not of the line.
func within(l study.Line, from, to int) study.Line {
	n := len(l.Value)
	if from == 0 && to == n {
		return l
	}
	out := study.Line{Value: make([]float64, n), Why: make([]unit.Reason, n), Quote: l.Quote}
	for i := range out.Value {
		out.Value[i] = math.NaN()
	}
	copy(out.Value[from:to], l.Value[from:to])
	copy(out.Why[from:to], l.Why[from:to])
	return out
}

// histogram counts the line of out into bins; want is the number of them, or 0.
func histogram(out *study.Distribution, want int) {
	values := out.Line.Value
	out.Summary = study.Summarise(values)
	low, ok := out.Summary.Min.Get()
	if !ok {
		return
	}
	high := out.Summary.Max.Or(low)
	iqr := out.Summary.P75.Or(0) - out.Summary.P25.Or(0)
	var bins int
	bins, out.Rule = choose(len(values), float64(low), float64(high), float64(iqr), want)
	out.Edges = edges(float64(low), float64(high), bins)
	out.Counts = count(out.Edges, values)
	if got := len(out.Counts); out.Rule == freedmanDiaconis && got == study.MaxBins {
		out.Notes = append(out.Notes, fault.Note("bins", "bins_limited",
			"the rule asks for "+strconv.Itoa(study.MaxBins)+" bins or more: the middle half of the values is narrow beside their range; there are "+strconv.Itoa(study.MaxBins), "max", strconv.Itoa(study.MaxBins)))
	}
}
