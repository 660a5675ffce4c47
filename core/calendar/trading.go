package calendar

import "math/bits"

// Count is a number of trading days. Estimated is set when part of the interval lies outside the known
// exchange calendar; Days is then the usual number of trading days, see TradingDays.
type Count struct {
	Days      int  `json:"days" doc:"trading days"`
	Estimated bool `json:"estimated" doc:"part of the interval is outside the known calendar; the usual number is given"`
}

// TradingDay is a day of the exchange calendar. Estimated is set when the search for it left the known calendar,
// where every Monday to Friday is taken to be open.
type TradingDay struct {
	Date      Date `json:"date"`
	Estimated bool `json:"estimated"`
}

// Year is one year of the exchange calendar.
type Year struct {
	Year        int    `json:"year"`
	TradingDays int    `json:"trading_days"`
	Closed      []Date `json:"closed" doc:"Mondays to Fridays on which the exchanges are closed"`
	Notice      string `json:"notice" doc:"the State Council's notice, and what changed it"`
}

// exchange is the known calendar, built once from the closures: one bit a day and, per word of 64 days, the open
// days before it. That is 970 bytes for 17 years and a count costs two loads and a bit count.
type exchange struct {
	first, last Date
	open        []uint64
	before      []uint16

	// share is, for each month of the year, the part of its Mondays to Fridays that was open in all known years, in
	// 1/10000. Whole numbers keep an estimate the same on every machine.
	share [13]int
}

const shareUnit = 10000

var known = newExchange(years)

func newExchange(table []yearTable) *exchange {
	x := &exchange{first: of(table[0].year, 1, 1), last: of(table[len(table)-1].year, 12, 31)}
	words := x.last.Sub(x.first)/64 + 1
	x.open = make([]uint64, words)
	x.before = make([]uint16, words)
	for i := range x.last.Sub(x.first) + 1 {
		if x.first.AddDays(i).IsWeekday() {
			x.open[i/64] |= 1 << (i % 64)
		}
	}
	var weekdays, closed [13]int
	for _, y := range table {
		for m := 1; m <= 12; m++ {
			weekdays[m] += weekdaysBetween(of(y.year, m, 1).AddDays(-1), of(y.year, m, daysIn(y.year, m)))
		}
		for _, md := range y.closed {
			i := of(y.year, md/100, md%100).Sub(x.first)
			x.open[i/64] &^= 1 << (i % 64)
			closed[md/100]++
		}
	}
	total := 0
	for w, word := range x.open {
		x.before[w] = uint16(total)
		total += bits.OnesCount64(word)
	}
	for m := 1; m <= 12; m++ {
		x.share[m] = (shareUnit*(weekdays[m]-closed[m]) + weekdays[m]/2) / weekdays[m]
	}
	return x
}

// through returns the open days from the first known day up to and including d, which may be the day before the
// first.
func (x *exchange) through(d Date) int {
	i := d.Sub(x.first) + 1 // days counted
	w, b := i/64, i%64
	if w == len(x.open) {
		w, b = w-1, 64
	}
	return int(x.before[w]) + bits.OnesCount64(x.open[w]&(1<<b-1))
}

// Known returns the first and the last day of the known exchange calendar. Index futures have traded since
// 2010-04-16. The closures of a year are published about two months before it begins.
func Known() (first, last Date) { return known.first, known.last }

// IsKnown reports whether d lies in the known exchange calendar.
func IsKnown(d Date) bool { return !d.Before(known.first) && !d.After(known.last) }

// KnownYear returns the exchange calendar of one year; ok is false for a year that is not known.
func KnownYear(year int) (y Year, ok bool) {
	i := year - years[0].year
	if i < 0 || i >= len(years) {
		return Year{}, false
	}
	t := years[i]
	y = Year{Year: year, Notice: t.notice}
	for _, md := range t.closed {
		y.Closed = append(y.Closed, of(year, md/100, md%100))
	}
	y.TradingDays = known.through(of(year, 12, 31)) - known.through(of(year, 1, 1).AddDays(-1))
	return y, true
}

// IsTradingDay reports whether the exchanges are open on d. Outside the known calendar every Monday to Friday is
// taken to be open and estimated is true.
func IsTradingDay(d Date) (open, estimated bool) {
	if !IsKnown(d) {
		return d.IsWeekday(), true
	}
	i := d.Sub(known.first)
	return known.open[i/64]>>(i%64)&1 == 1, false
}

// Next returns the first trading day after d.
func Next(d Date) TradingDay { return OnOrAfter(d.AddDays(1)) }

// Prev returns the last trading day before d.
func Prev(d Date) TradingDay { return OnOrBefore(d.AddDays(-1)) }

// OnOrAfter returns d if it is a trading day, else the first one after it.
func OnOrAfter(d Date) TradingDay { return search(d, +1) }

// OnOrBefore returns d if it is a trading day, else the last one before it.
func OnOrBefore(d Date) TradingDay { return search(d, -1) }

// search walks from d to the first open day. Its answer is estimated if a weekday outside the known calendar was on
// the way; weekends are closed in every year, so passing over an unknown one leaves no doubt.
func search(d Date, step int) TradingDay {
	guessed := false
	for !d.IsZero() {
		open, estimated := IsTradingDay(d)
		guessed = guessed || estimated && d.IsWeekday()
		if open {
			return TradingDay{d, guessed}
		}
		d = d.AddDays(step)
	}
	return TradingDay{Estimated: true}
}

// Shift returns the n-th trading day after d, or before it if n is negative. Shift(d, 0) is the trading day on or
// after d. The numbering is that of event studies: T+2 of 2020-01-22 is 2020-02-03, after the Spring Festival.
func Shift(d Date, n int) TradingDay {
	if n == 0 {
		return OnOrAfter(d)
	}
	step := +1
	if n < 0 {
		step, n = -1, -n
	}
	t := TradingDay{Date: d}
	for ; n > 0 && !t.Date.IsZero(); n-- {
		next := search(t.Date.AddDays(step), step)
		t = TradingDay{next.Date, t.Estimated || next.Estimated}
	}
	return t
}

// TradingDays returns the number of trading days in (a, b]: after a, up to and including b. It is the N of the
// annualisation conventions when a is the valuation date and b the last trading day. If b is before a the count is
// negative, so that TradingDays(a, b) + TradingDays(b, c) = TradingDays(a, c) always.
//
// Outside the known calendar the count is an estimate and says so: the Mondays to Fridays of each month are
// multiplied by the part of them that was open in that month over all known years (all in March, 81 % in February, 77 % in
// October), summed from the edge of the known calendar, and rounded to whole days at a and at b.
func TradingDays(a, b Date) Count {
	inside := func(d Date) bool { return !d.Before(known.first.AddDays(-1)) && !d.After(known.last) }
	return Count{position(b) - position(a), !inside(a) || !inside(b)}
}

// position numbers the trading days through all time; the first known trading day is 1.
func position(d Date) int {
	edge := known.first.AddDays(-1)
	switch {
	case d.After(known.last):
		return known.through(known.last) + usual(known.last, d)
	case d.Before(edge):
		return -usual(d, edge)
	}
	return known.through(d)
}

// usual estimates the trading days in (a, b].
func usual(a, b Date) int {
	sum := 0
	for a.Before(b) {
		first := a.AddDays(1)
		year, month, _ := first.Civil()
		end := of(year, month, daysIn(year, month))
		if end.After(b) {
			end = b
		}
		sum += known.share[month] * weekdaysBetween(a, end)
		a = end
	}
	return (sum + shareUnit/2) / shareUnit
}

// weekdaysBetween returns the Mondays to Fridays in (a, b].
func weekdaysBetween(a, b Date) int { return weekdaysThrough(b) - weekdaysThrough(a) }

// weekdaysThrough counts the Mondays to Fridays up to d. Day 1 of the count is a Monday.
func weekdaysThrough(d Date) int { return int(d.n)/7*5 + min(int(d.n)%7, 5) }
