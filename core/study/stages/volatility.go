package stages

import (
	"context"
	"math"
	"strconv"

	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// latest is how many large moves are listed.
const latest = 500

// tie is how near to the threshold, of itself, a return is on it: closes have
// at most four decimals, so that nothing else is as near.
const tie = 1e-9

// Volatility compares the days on which the index moved by more than the
// threshold, close to close, with all others. A day counts where a future was
// quoted and the index has a close on it and on the trading day before: the
// first day has no return, nor has one after days that are missing.
func Volatility(ctx context.Context, in study.VolatilityInput) (study.Volatility, error) {
	in = in.Filled()
	b, err := study.NewBook(ctx, in.Data)
	if err != nil {
		return study.Volatility{}, err
	}
	if err := op.Tick(ctx, 1, 2); err != nil {
		return study.Volatility{}, err
	}
	line := b.Line(in.Measure)
	out := study.Volatility{About: b.AboutOf(in.Measure), Measure: in.Measure, Threshold: in.Threshold}
	var rises, falls, large, others []float64
	skipped := 0
	follows := follows(b)
	for i := 1; i < b.Days(); i++ {
		if b.First[i+1] == b.First[i] {
			continue
		}
		before := b.Index[i-1]
		move := b.Index[i] - before
		if move != move || !follows[i] {
			skipped++
			continue
		}
		value := line.Value[i]
		some := value == value
		// The difference of two closes is exact or nearly so; their ratio less 1 is not.
		if limit := float64(in.Threshold) * before; math.Abs(move) <= limit*(1+tie) {
			if some {
				others = append(others, value)
			}
			continue
		}
		day := study.LargeDay{Date: b.Date(i), Return: unit.Rate(move / before), Value: study.Maybe(value, line.Why[i])}
		if some {
			large = append(large, value)
		}
		out.Moves = append(out.Moves, day)
		switch {
		case move > 0:
			out.Up++
			if some {
				rises = append(rises, value)
			}
		default:
			out.Down++
			if some {
				falls = append(falls, value)
			}
		}
	}
	if skipped > 0 {
		out.Notes = append(out.Notes, fault.Note("index", "returns_skipped",
			strconv.Itoa(skipped)+" days are left out: the index has no close on them or on the trading day before, so there is no return of one day", "count", strconv.Itoa(skipped)))
	}
	if n := len(out.Moves); n > latest {
		out.Moves = out.Moves[n-latest:]
	}
	out.Large, out.Others = study.Summarise(large), study.Summarise(others)
	out.Rises, out.Falls = study.Summarise(rises), study.Summarise(falls)
	compare(&out, large, others)
	return out, nil
}

// compare fills the tests of difference.
func compare(out *study.Volatility, large, others []float64) {
	a, b := describe(large), describe(others)
	out.Difference = study.Maybe(a.mean-b.mean, unit.TooShort)
	w, why := welch(a, b)
	out.T, out.Freedom, out.P = study.Maybe(w.t, why), study.Maybe(w.freedom, why), rate(w.p, why)
	s, why := spreads(large, others, float64(out.Large.Median.Or(0)), float64(out.Others.Median.Or(0)))
	out.SpreadP = rate(s.p, why)
	switch {
	case a.n < 2 || b.n < 2:
		out.Spread = unit.None[unit.Number](unit.TooShort)
	case !b.varies():
		out.Spread = unit.None[unit.Number](unit.NoVariation)
	default:
		out.Spread = unit.Some(unit.Number(math.Sqrt(a.variance / b.variance)))
	}
}

func rate(p float64, why unit.Reason) unit.Maybe[unit.Rate] {
	if why != "" {
		return unit.None[unit.Rate](why)
	}
	return unit.Some(unit.Rate(p))
}
