package stages

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// ends is how many days at either end of a stage its change of volume and of
// open interest is between; a shorter stage than two of them has none.
const ends = 5

// Compute describes a measure in stretches of time. Averages run on across the
// first day of a stage, as in report 002, which cuts an averaged line in
// pieces; everything else is of the days of the stage alone.
func Compute(ctx context.Context, in study.StagesInput) (study.Stages, error) {
	in = in.Filled()
	b, err := study.NewBook(ctx, in.Data)
	if err != nil {
		return study.Stages{}, err
	}
	a := analysis{book: b, line: b.Line(in.Measure), index: b.IndexLine(), volume: b.Total(b.Volume), interest: b.Total(b.OpenInterest)}
	a.smooth, a.smoothIndex = average(a.line, in.Average), average(a.index, in.Average)
	a.follows = follows(b)
	a.moves, a.indexMoves = changes(a.line.Value, a.follows), changes(a.index.Value, a.follows)
	out := study.Stages{
		About: b.AboutOf(in.Measure), Measure: in.Measure, Average: in.Average,
		Line: b.Series(a.smooth), Index: b.Series(a.smoothIndex),
	}
	for i, s := range in.Stages {
		if err := op.Tick(ctx, i, len(in.Stages)); err != nil {
			return study.Stages{}, err
		}
		out.Stages = append(out.Stages, a.stage(s))
		out.Notes = append(out.Notes, a.remarks(in.Stages, i)...)
	}
	return out, nil
}

// analysis is what all stages are taken from, one number for each day.
type analysis struct {
	book                *study.Book
	line, index         study.Line
	smooth, smoothIndex study.Line
	moves, indexMoves   []float64
	volume, interest    study.Line
	follows             []bool
}

func (a *analysis) stage(s study.Stage) study.StageResult {
	from, to := between(a.book, s)
	r := study.StageResult{Stage: s, Summary: study.Summarise(a.line.Value[from:to])}
	r.Days = r.Summary.Count
	smooth, index := part(a.smooth, from, to), part(a.index, from, to)
	r.Start, r.End = end(smooth, 0, +1), end(smooth, len(smooth.Value)-1, -1)
	r.IndexChange = change(end(index, 0, +1), end(index, len(index.Value)-1, -1))
	r.Level = study.Maybe(correlation(smooth.Value, part(a.smoothIndex, from, to).Value))
	// The first day of a stage moved from a day before it.
	first := min(from+1, to)
	r.Moves = study.Maybe(correlation(a.moves[first:to], a.indexMoves[first:to]))
	r.Volume, r.VolumeChange = traded(part(a.volume, from, to), a.book.First[from:to+1], market.NoVolume)
	r.OpenInterest, r.OpenInterestChange = traded(part(a.interest, from, to), a.book.First[from:to+1], unit.NoOpenInterest)
	return r
}

// remarks says where stage i has no data or not on all its trading days, and
// that it shares days with one before it.
func (a *analysis) remarks(stages []study.Stage, i int) (notes []fault.Field) {
	s := stages[i]
	path, which := fault.Join("stages", strconv.Itoa(i)), strconv.Itoa(i+1)
	first, last := s.From.String(), s.To.String()
	from, to := between(a.book, s)
	have := 0
	for k := from; k < to; k++ {
		if a.book.First[k+1] > a.book.First[k] && a.book.Index[k] == a.book.Index[k] {
			have++
		}
	}
	want := calendar.TradingDays(s.From.AddDays(-1), s.To).Days
	switch {
	case want == 0:
		notes = append(notes, fault.Note(path, "stage_closed",
			"stage "+which+", "+first+" to "+last+", holds no trading day", "stage", which, "first", first, "last", last))
	case have == 0:
		notes = append(notes, fault.Note(path, "stage_empty",
			"stage "+which+", "+first+" to "+last+", has no data", "stage", which, "first", first, "last", last))
	case have < want:
		first, last = a.book.Date(from).String(), a.book.Date(to-1).String()
		notes = append(notes, fault.Note(path, "stage_partly",
			"stage "+which+" has data on "+strconv.Itoa(have)+" of its "+strconv.Itoa(want)+" trading days: its numbers are of "+first+" to "+last,
			"stage", which, "have", strconv.Itoa(have), "want", strconv.Itoa(want), "first", first, "last", last))
	}
	for k, other := range stages[:i] {
		if s.From.After(other.To) || other.From.After(s.To) {
			continue
		}
		notes = append(notes, fault.Note(path, "stage_overlaps", "stage "+which+" shares days with stage "+strconv.Itoa(k+1)+": these count in both",
			"stage", which, "other", strconv.Itoa(k+1)))
		break
	}
	return notes
}

// between returns the days of a stage, [from, to).
func between(b *study.Book, s study.Stage) (from, to int) {
	return b.Find(s.From), b.Find(s.To.AddDays(1))
}

// part is l of the days [from, to).
func part(l study.Line, from, to int) study.Line {
	return study.Line{Value: l.Value[from:to], Why: l.Why[from:to]}
}

// average is the trailing mean of n days of l. Where there is none, the reason
// is that of the latest day of the n without a number.
func average(l study.Line, n int) study.Line {
	out := study.Line{Value: study.Average(l.Value, n), Why: make([]unit.Reason, len(l.Value)), Quote: make([]int32, len(l.Value))}
	missing := -1
	for i, v := range l.Value {
		if v != v {
			missing = i
		}
		out.Quote[i] = -1
		switch {
		case out.Value[i] == out.Value[i]:
		case missing > i-n && missing >= 0:
			out.Why[i] = l.Why[missing]
		default:
			out.Why[i] = unit.TooShort
		}
	}
	return out
}

// end returns the first number of l from place i on, by steps of step.
func end(l study.Line, i, step int) unit.Maybe[unit.Number] {
	why := study.NoData
	if len(l.Why) > 0 {
		why = l.Why[i]
	}
	for ; i >= 0 && i < len(l.Value); i += step {
		if l.Value[i] == l.Value[i] {
			return unit.Some(unit.Number(l.Value[i]))
		}
	}
	return unit.None[unit.Number](why)
}

// change is last over first, less 1.
func change(first, last unit.Maybe[unit.Number]) unit.Maybe[unit.Rate] {
	a, ok := first.Get()
	z, ok2 := last.Get()
	if !ok || !ok2 {
		return unit.None[unit.Rate](first.Why())
	}
	return unit.Some(unit.Rate((z - a) / a))
}

// traded returns the mean of a day of volume or open interest, and the mean of
// the last five days over that of the first five, less 1. Days without are
// passed over; none is the reason where nothing was there at first. Sums over
// different numbers of contracts do not compare: first are the places of the
// quotes of each day, one more than days.
func traded(l study.Line, first []int32, none unit.Reason) (mean unit.Maybe[unit.Number], over unit.Maybe[unit.Rate]) {
	some, contracts := make([]float64, 0, len(l.Value)), make([]int32, 0, len(l.Value))
	why := study.NoData
	for i, v := range l.Value {
		if v == v {
			some, contracts = append(some, v), append(contracts, first[i+1]-first[i])
		} else {
			why = l.Why[i]
		}
	}
	all, n := study.Mean(some)
	mean = study.Maybe(all, why)
	switch {
	case n == 0:
		return mean, unit.None[unit.Rate](why)
	case n < 2*ends:
		return mean, unit.None[unit.Rate](unit.TooShort)
	}
	more := int32(0)
	for i := range ends {
		more += contracts[n-ends+i] - contracts[i]
	}
	begin, _ := study.Mean(some[:ends])
	last, _ := study.Mean(some[n-ends:])
	switch {
	case begin == 0:
		return mean, unit.None[unit.Rate](none)
	case more != 0:
		return mean, unit.None[unit.Rate](study.MissingContracts)
	}
	return mean, unit.Some(unit.Rate((last - begin) / begin))
}

// follows says of each day whether it comes right after the day before it in
// the book: what is between two days with trading days between them is no move
// of a day. Past the known calendar every day within a fortnight does.
func follows(b *study.Book) []bool {
	out := make([]bool, b.Days())
	for i := 1; i < len(out); i++ {
		switch gap := b.Day[i] - b.Day[i-1]; {
		case gap == 1:
			out[i] = true
		case gap <= 14: // the longest closure of the exchange is 11 days
			n := calendar.TradingDays(b.Date(i-1), b.Date(i))
			out[i] = n.Days == 1 || n.Estimated
		}
	}
	return out
}
