// Package weekly makes the weekly table of report 001, for any week and any
// products.
package weekly

import (
	"context"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/study"
)

// Compute makes the table of a week: one row a product. A week is Monday to
// Sunday, and nothing after it counts, so the table of a past week is the one
// that could have been printed then.
//
// A product without data in the week has a row without numbers. A week in which
// the exchange was closed is refused.
func Compute(ctx context.Context, in study.OverviewInput) (study.Overview, error) {
	in = in.Filled()
	w, err := weekOf(in)
	if err != nil {
		return study.Overview{}, err
	}
	out := study.Overview{
		Main: in.Main, Reference: in.Reference, Volume: in.Volume, Mean: in.Mean, Convention: in.Convention,
		Spread: in.Spread, Rank: in.Rank, Sign: study.SignRule,
	}
	for i := range in.Products {
		part := op.Part(ctx, i, i+1, len(in.Products))
		r := row{in: &in, week: w, path: fault.Join("products", strconv.Itoa(i))}
		if err := r.fill(part, in.Products[i]); err != nil {
			return study.Overview{}, below(r.path, err)
		}
		out.Rows = append(out.Rows, r.OverviewRow)
		if r.Week.After(out.Week) {
			out.Week = r.Week
		}
		if r.before.After(out.Before) {
			out.Before = r.before
		}
	}
	return out, op.Tick(ctx, 1, 1)
}

// below puts the paths of a refusal below an entry of the products.
func below(path string, err error) error {
	if fault.From(err).Code != fault.Invalid {
		return err
	}
	var fs fault.Fields
	fs.Merge(path, err)
	return fs.Err()
}

// week is a calendar week and the trading week before it.
type week struct {
	monday, sunday calendar.Date

	trading   int           // days the exchange is open; 0 where its calendar is not known
	before    calendar.Date // Monday of the last week before with trading
	last      calendar.Date // last trading day of that week; none where the calendar is not known
	skipped   bool          // the exchange was closed all week in between
	estimated bool          // the calendar of either is not known
}

// weekOf returns the week asked for: that of the date, or the last of the data.
func weekOf(in study.OverviewInput) (week, error) {
	day := in.Date
	if day.IsZero() {
		for _, p := range in.Products {
			if _, last := span(p.Data); last.After(day) {
				day = last
			}
		}
		if day.IsZero() {
			return week{}, nil // no product has a day; the book of the first says so
		}
	}
	w := week{monday: mondayOf(day)}
	w.sunday = w.monday.AddDays(6)
	first, prev := calendar.OnOrAfter(w.monday), calendar.Prev(w.monday)
	w.estimated = first.Estimated || prev.Estimated || !calendar.IsKnown(w.sunday)
	w.before = mondayOf(prev.Date)
	if w.estimated {
		w.before = w.monday.AddDays(-14) // whatever the data have of two weeks
		return w, nil
	}
	w.trading = calendar.TradingDays(w.monday.AddDays(-1), w.sunday).Days
	w.last = prev.Date
	w.skipped = w.monday.Sub(w.before) > 7
	if w.trading == 0 {
		return week{}, closed(w, prev.Date, first.Date)
	}
	return w, nil
}

func closed(w week, before, after calendar.Date) error {
	var fs fault.Fields
	fs.Add("date", "closed_week", "the exchange is closed from "+w.monday.String()+" to "+w.sunday.String()+
		"; the last trading day before is "+before.String()+", the first after it "+after.String(),
		"from", w.monday.String(), "to", w.sunday.String(), "before", before.String(), "after", after.String())
	return fs.Err()
}

// mondayOf returns the Monday of the week of d.
func mondayOf(d calendar.Date) calendar.Date { return d.AddDays(-((d.Weekday() + 6) % 7)) }

// span returns the first and the last day of the futures within From..To; no
// dates where there are none.
func span(d study.Data) (first, last calendar.Date) {
	for _, s := range d.Futures {
		from, to := 0, s.Bars.Len()
		for from < to && s.Bars.Day(from).Before(d.From) {
			from++
		}
		for to > from && !d.To.IsZero() && s.Bars.Day(to-1).After(d.To) {
			to--
		}
		if from == to {
			continue
		}
		if day := s.Bars.Day(from); first.IsZero() || day.Before(first) {
			first = day
		}
		if day := s.Bars.Day(to - 1); day.After(last) {
			last = day
		}
	}
	return first, last
}
