package hedge

import (
	"context"
	"slices"
	"sort"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/op"
	"fairbasis/core/signal"
)

// Span returns the bars that count, [first, last), which are whole days: from
// the first day asked for to the last one, both as a request writes them. With
// no first day it is the one on which the first whole window ends. It refuses
// bars over which no window is whole (path window), and days outside the bars
// (first_day, last_day).
func Span(p *signal.Prepared, regimes []signal.Regime, firstDay, lastDay string) (first, last int, err error) {
	ready := slices.IndexFunc(regimes, func(r signal.Regime) bool { return r != signal.None })
	n := len(regimes)
	if ready < 0 {
		return 0, 0, fault.About(fault.Invalid, "window", "no_window",
			"no whole window fits into the "+strconv.Itoa(n)+" bars without a break; choose a shorter one", "bars", strconv.Itoa(n))
	}
	dayAt := func(d int) calendar.Date { return p.Bars.Day(int(p.Day[d])) }
	from, to := sort.Search(len(p.Day), func(d int) bool { return int(p.Day[d]) > ready })-1, len(p.Day)
	if firstDay != "" {
		on, err := calendar.Parse(firstDay)
		if err != nil {
			return 0, 0, under("first_day", err)
		}
		from = sort.Search(len(p.Day), func(d int) bool { return !dayAt(d).Before(on) })
		if from == len(p.Day) {
			end := dayAt(len(p.Day) - 1).String()
			return 0, 0, fault.About(fault.Invalid, "first_day", "after_bars", "must not be after the last bar, of "+end, "last", end)
		}
	}
	if lastDay != "" {
		on, err := calendar.Parse(lastDay)
		if err != nil {
			return 0, 0, under("last_day", err)
		}
		to = sort.Search(len(p.Day), func(d int) bool { return dayAt(d).After(on) })
		if to <= from {
			begin := dayAt(from).String()
			return 0, 0, fault.About(fault.Invalid, "last_day", "before_bars", "must not be before "+begin+", the first day that counts", "first", begin)
		}
	}
	first, last = int(p.Day[from]), n
	if to < len(p.Day) {
		last = int(p.Day[to])
	}
	return first, last, nil
}

// under puts the path of a refusal below prefix.
func under(prefix string, err error) error {
	var fs fault.Fields
	fs.Merge(prefix, err)
	return fs.Err()
}

// Part returns a context in which the progress of one part of the work counts
// as from to to of a hundred of the whole.
func Part(ctx context.Context, from, to int) context.Context {
	return op.WithTick(ctx, func(done, total int) error {
		return op.Tick(ctx, from+(to-from)*done/max(total, 1), 100)
	})
}
