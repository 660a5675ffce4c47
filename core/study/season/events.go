package season

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Events reads a measure around events (formulas A.9): offset k is the k-th
// trading day after the event, -k before it.
//
// Trading days are those of the exchange, not those that happen to be in the
// data: a day that the data lack is an offset without a value and moves no
// other. Of years past the known exchange calendar there are only the data's.
func Events(ctx context.Context, in study.EventsInput) (study.Events, error) {
	in = in.Filled()
	b, err := study.NewBook(op.Part(ctx, 0, 250, 1000), in.Data)
	if err != nil {
		return study.Events{}, err
	}
	g := newGrid(b, b.Line(in.Measure))
	out := study.Events{
		About: b.AboutOf(in.Measure), Measure: in.Measure, Before: in.Before, After: in.After,
		Closed: in.Closed, Samples: in.Samples, Seed: in.Seed, Events: []study.EventResult{},
	}
	width := in.Before + in.After + 1
	sum, count := make([]float64, width), make([]float64, width)
	seen := 0 // events with a value
	var outside fault.Fields
	for k := range width {
		out.Offsets = append(out.Offsets, float64(k-in.Before))
	}
	for i, e := range in.Events {
		r := study.EventResult{
			Event: e, Change: unit.None[unit.Number](study.NoData),
			Dates: []calendar.Date{}, Contracts: []string{}, Values: []unit.Maybe[unit.Number]{},
		}
		at := g.anchor(e.Date, in.Closed)
		if at < 0 {
			r.Outside = true
			out.Events = append(out.Events, r)
			outside = append(outside, fault.Note(fault.Join("events", strconv.Itoa(i)), "event_outside",
				"the data, from "+out.First.String()+" to "+out.Last.String()+", do not reach "+e.Date.String(),
				"date", e.Date.String(), "first", out.First.String(), "last", out.Last.String()))
			continue
		}
		r.Day = calendar.OfUnixDay(int(g.day[at]))
		some := false
		for k := range width {
			v, why, date, code := g.cell(b, at+k-in.Before)
			r.Dates, r.Contracts, r.Values = append(r.Dates, date), append(r.Contracts, code), append(r.Values, study.Maybe(v, why))
			if v == v {
				sum[k] += v
				count[k]++
				some = true
			}
		}
		if some {
			seen++
		}
		first, ok := r.Values[0].Get()
		last, too := r.Values[width-1].Get()
		if ok && too {
			r.Change = unit.Some(last - first)
		}
		out.Events = append(out.Events, r)
	}
	if len(outside) > 0 {
		out.Notes = append(append([]fault.Field(nil), out.Notes...), outside...)
	}
	for k := range width {
		mean := unit.None[unit.Number](study.NoData)
		if count[k] > 0 {
			mean = study.Maybe(sum[k]/count[k], study.NoData)
		}
		out.Mean = append(out.Mean, mean)
	}
	out.Counts = count
	out.Placebo, err = placebo(op.Part(ctx, 250, 1000, 1000), g, in, seen)
	return out, err
}

// grid is the trading days from the first of a book to its last, with a
// measure. NaN stands for none.
type grid struct {
	day   []int32
	at    []int32 // place in the book, -1 for trading days it lacks
	value []float64
	line  study.Line
}

func newGrid(b *study.Book, line study.Line) grid {
	room := b.Days() + b.Days()/16
	g := grid{line: line, day: make([]int32, 0, room), at: make([]int32, 0, room), value: make([]float64, 0, room)}
	for i, day := range b.Day {
		if i > 0 {
			for d := b.Day[i-1] + 1; d < day; d++ {
				if open, estimated := calendar.IsTradingDay(calendar.OfUnixDay(int(d))); open && !estimated {
					g.day, g.at, g.value = append(g.day, d), append(g.at, -1), append(g.value, nan)
				}
			}
		}
		g.day, g.at, g.value = append(g.day, day), append(g.at, int32(i)), append(g.value, line.Value[i])
	}
	return g
}

// anchor returns the place of the trading day that stands for a date, -1 where
// the data do not reach it.
func (g grid) anchor(date calendar.Date, closed string) int {
	d := int32(date.UnixDay())
	at := g.search(d)
	if at < len(g.day) && g.day[at] == d {
		return at
	}
	if closed == "previous" {
		if at == 0 || at == len(g.day) && calendar.OnOrBefore(date).Date.UnixDay() > int(g.day[at-1]) {
			return -1
		}
		return at - 1
	}
	if at == len(g.day) || at == 0 && calendar.OnOrAfter(date).Date.UnixDay() < int(g.day[0]) {
		return -1
	}
	return at
}

// search returns the first place whose day is not before d.
func (g grid) search(d int32) int {
	lo, hi := 0, len(g.day)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); g.day[mid] < d {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// cell returns what is at a place: no date where it lies beyond the data.
func (g grid) cell(b *study.Book, at int) (v float64, why unit.Reason, date calendar.Date, code string) {
	if at < 0 || at >= len(g.day) {
		return nan, study.NoData, calendar.Date{}, ""
	}
	date = calendar.OfUnixDay(int(g.day[at]))
	i := g.at[at]
	if i < 0 {
		return nan, study.NoQuotes, date, ""
	}
	if q := g.line.Quote[i]; q >= 0 {
		code = b.Code(int(q))
	}
	return g.value[at], g.line.Why[i], date, code
}
