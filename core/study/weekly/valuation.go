package weekly

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// valuation fills in the price-earnings ratio of the last day, or the latest of
// its week, and its percentile among the days of the file up to then: of the
// file, which may reach back further than the futures.
func (r *row) valuation(v *study.Values) error {
	r.Valuation, r.ValuationPercentile = unit.None[unit.Number](NoValuation), unit.None[unit.Rate](NoValuation)
	if v == nil {
		return nil
	}
	name := v.Column
	if name == "" {
		name = "close"
	}
	bars := v.Bars
	c, ok := bars.Find(name)
	if !ok {
		var fs fault.Fields
		fs.Add("valuation.column", "no_column", "the file has no column of numbers named "+strconv.Quote(name), "got", name)
		return fs.Err()
	}
	values := c.Floats(nil)
	n := len(values)
	for n > 0 && (bars.Day(n-1).After(r.Week) || values[n-1] != values[n-1]) {
		n--
	}
	if n == 0 || bars.Day(n-1).Before(r.week.monday) {
		return nil
	}
	day := bars.Day(n - 1)
	if day != r.Week {
		r.add(fault.Note(r.path, "valuation_day", "the valuation is of "+day.String()+", the last day of the week that has one", "date", day.String()))
	}
	first := 0
	for since := firstRanked(r.in.Rank, r.Week); first < n && bars.Day(first).Before(since); {
		first++
	}
	scale := float64(v.Unit)
	if scale == 0 {
		scale = 1
	}
	values = values[first:n]
	for i, x := range values {
		if x == x {
			r.ValuationCount++
		}
		values[i] = x * scale
	}
	x := values[len(values)-1]
	r.Valuation = number(x, NoValuation)
	p, why := r.in.Rank.Percentile(values, x)
	r.ValuationPercentile = rate(p, why)
	return nil
}

// firstRanked is the first day that is ranked on a day, as Rank.Window has it
// of the days of a book.
func firstRanked(r study.Rank, last calendar.Date) calendar.Date {
	if r.Years > 0 {
		return last.AddMonths(-12 * r.Years).AddDays(1)
	}
	return r.Since
}
