package check

import (
	"strconv"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// Options are what is known of a series from its file and cannot be seen in
// the bars.
type Options struct {
	KeepZeros   bool   // a price of 0 is a price, as the user said
	Stamp       string // begin or end: what the times of the file meant; for the wording only
	PartialLast bool   // the format ends with a provisional row
}

// Series returns the findings about one series, the gravest first, and sets
// b.Segment. Rows are those of b.Row, the first 20 of each finding; without
// b.Row they are places of bars from 1. Bars must be in ascending order, as
// market.Bars promises; columns that are absent are not checked.
//
// Series of the index futures and of Chinese indices are held against the
// calendar and the hours of the exchange, those of unknown origin too where
// their own bars agree with both. Anything else is only compared with itself.
func Series(b *market.Bars, o Options) []table.Problem {
	b.Segment = nil
	if b.Len() == 0 {
		return nil
	}
	c := &checker{b: b, o: o}
	c.split()
	if c.dated {
		c.identify()
		c.clock()
		c.listed()
	}
	c.interest()
	c.prices()
	c.counts()
	c.provisional()
	c.segments()
	return ordered(c.out)
}

// span is one day of the series and its bars [from, to).
type span struct {
	day      int // days since 1970-01-01
	from, to int
}

// checker is one run of Series.
type checker struct {
	b    *market.Bars
	o    Options
	days []span

	dated    bool            // days ascend and the calendar has them all
	china    bool            // calendar and hours of the Chinese exchanges apply
	product  market.Product  // ID is empty where it is not known
	future   bool            // of a product of the exchange: has a tick and no fractions
	contract market.Contract // Code is empty unless it is one delivery month

	breaks  []int32 // bars before which the clock misses some, ascending
	changes []int32 // bars before which the contract changes, ascending
	out     []table.Problem
}

const msDay = 24 * 60 * 60 * 1000

// split finds the days. A bar of the day ends up to and including midnight, a
// daily bar has the midnight its day begins with.
func (c *checker) split() {
	late := int64(1)
	if c.b.Minutes == market.Daily {
		late = 0
	}
	time := c.b.Time
	c.dated = true
	for i := 0; i < len(time); {
		day := (time[i] - late) / msDay
		if (time[i]-late)%msDay < 0 {
			day--
		}
		end := (day+1)*msDay + late
		j := i + 1
		for j < len(time) && time[j] < end && time[j] >= time[j-1] {
			j++
		}
		if k := len(c.days); !isDate(int(day)) || k > 0 && c.days[k-1].day >= int(day) {
			c.dated = false
		}
		c.days = append(c.days, span{int(day), i, j})
		i = j
	}
}

// identify finds out which rules the series can be held against.
func (c *checker) identify() {
	if p, err := market.ProductNamed(c.b.Product); c.b.Product != "" && err == nil {
		c.product, c.china = p, true
		c.future = c.b.Kind == market.FutureContract || c.b.Kind == market.Continuous
		if c.b.Kind == market.FutureContract {
			if contract, err := market.ReadContract(c.b.Symbol, calendar.Date{}); err == nil {
				c.contract = contract
			}
		}
		return
	}
	c.china = c.b.Kind == market.Index && isIndexCode(c.b.Symbol) || c.looksChinese()
}

// isIndexCode recognises the six digits of the codes of Chinese indices.
func isIndexCode(symbol string) bool {
	for i := range len(symbol) {
		if symbol[i] < '0' || symbol[i] > '9' {
			return false
		}
	}
	return len(symbol) == 6
}

// finding collects where something was found.
type finding struct {
	count int
	rows  []int
}

const maxRows = 20 // listed of each finding

func (c *checker) row(i int) int {
	if i < len(c.b.Row) {
		return int(c.b.Row[i])
	}
	return i + 1
}

// add notes n occurrences at bar i.
func (c *checker) add(f *finding, i, n int) {
	f.count += n
	if len(f.rows) < maxRows {
		f.rows = append(f.rows, c.row(i))
	}
}

// report turns a finding into a problem, unless nothing was found. params are
// name, value pairs.
func (c *checker) report(f finding, code string, severity table.Severity, message string, params ...string) {
	if f.count == 0 {
		return
	}
	p := table.Problem{Code: code, Severity: severity, Count: f.count, Rows: f.rows, Symbol: c.b.Symbol, Message: message, Action: "kept"}
	for i := 0; i+1 < len(params); i += 2 {
		if p.Params == nil {
			p.Params = map[string]string{}
		}
		p.Params[params[i]] = params[i+1]
	}
	c.out = append(c.out, p)
}

// segments merges the breaks of the clock and of contracts.
func (c *checker) segments() {
	merged := []int32{0}
	for a, z := c.breaks, c.changes; len(a) > 0 || len(z) > 0; {
		var next int32
		if len(z) == 0 || len(a) > 0 && a[0] <= z[0] {
			next, a = a[0], a[1:]
		} else {
			next, z = z[0], z[1:]
		}
		if next > merged[len(merged)-1] {
			merged = append(merged, next)
		}
	}
	c.b.Segment = merged
}

// ordered sorts by severity and keeps the order within one.
func ordered(list []table.Problem) []table.Problem {
	sorted := make([]table.Problem, 0, len(list))
	for _, s := range []table.Severity{table.Bad, table.Warning, table.Notice} {
		for _, p := range list {
			if p.Severity == s {
				sorted = append(sorted, p)
			}
		}
	}
	return sorted
}

func number(n int) string { return strconv.Itoa(n) }

// many writes a count with its noun: 1 bar, 2 bars.
func many(n int, noun string) string {
	switch {
	case n == 1:
		return "1 " + noun
	case strings.HasSuffix(noun, "ch"):
		noun += "e"
	}
	return number(n) + " " + noun + "s"
}

func isDate(day int) bool { return !calendar.OfUnixDay(day).IsZero() }

func dayText(day int) string { return calendar.OfUnixDay(day).String() }

// minuteText writes a day and a minute of it: 2024-09-13 10:05.
func minuteText(day, minute int) string {
	h, m := minute/60, minute%60
	return dayText(day) + " " + string([]byte{byte('0' + h/10%10), byte('0' + h%10), ':', byte('0' + m/10), byte('0' + m%10)})
}

// stampText writes the stamp of bar i of a day, without the time for daily bars.
func (c *checker) stampText(s span, i int) string {
	if c.b.Minutes == market.Daily {
		return dayText(s.day)
	}
	return minuteText(s.day, minuteOf(c.b.Time[i], s.day))
}

// minuteOf returns the minute of its day, 1 to 1440, in which a bar ends.
func minuteOf(t int64, day int) int {
	return int((t - int64(day)*msDay + 59_999) / 60_000)
}

// provisional reports the last row where it was written before its day was
// over: the format says so, or it alone lacks the settlement price.
func (c *checker) provisional() {
	last := c.b.Len() - 1
	partial := c.o.PartialLast
	if s := c.b.Settle; c.b.Minutes == market.Daily && s.Len() == c.b.Len() && last > 0 {
		_, before := s.At(last - 1)
		_, now := s.At(last)
		partial = partial || before && !now
	}
	if partial {
		var f finding
		c.add(&f, last, 1)
		c.report(f, table.ProvisionalRow, table.Notice, "the last row, "+c.stampText(c.days[len(c.days)-1], last)+
			", was written before its day was over; its figures are not final")
	}
}
