package study

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

var nan = math.NaN()

// places are the places of the board by their names in Measure.Of.
var places = [4]string{CurrentWith, NextMonth, NearQuarter, FarQuarter}

// line returns a line without values.
func (b *Book) line() Line {
	n := len(b.Day)
	l := Line{Value: make([]float64, n), Why: make([]unit.Reason, n), Quote: make([]int32, n)}
	for i := range l.Value {
		l.Value[i], l.Quote[i] = nan, -1
	}
	return l
}

// Chosen returns the quote of each day that a measure is of; of weighted, which
// is of all of them, -1 without a reason.
func (b *Book) Chosen(of string) (quote []int32, why []unit.Reason) {
	n := len(b.Day)
	quote, why = make([]int32, n), make([]unit.Reason, n)
	place := int8(-1)
	for k, name := range places {
		if name == of {
			place = int8(k)
		}
	}
	for i := range quote {
		switch {
		case of == Weighted:
			quote[i] = -1
		case place >= 0:
			q := b.At(i, place)
			quote[i] = int32(q)
			if q < 0 {
				why[i] = NoContract
				if b.First[i] == b.First[i+1] {
					why[i] = NoQuotes
				}
			}
		default:
			q, reason := b.Main(i, market.MainRule(of))
			quote[i], why[i] = int32(q), reason
		}
	}
	return quote, why
}

// Line returns a measure day by day: for one contract
//
//	basis F - S, rate (F - S)/S, adjusted F - S + D, adjusted_rate (F - S + D)/S, annualised adjusted_rate x K
//
// and weighted sum_i x_i OI_i / sum OI_i of these over the contracts of the day
// (formulas A.3). A contract without open interest has no say in that; where
// one that has lacks its value, or where nobody says how many hold it, the day
// has none either. m is valid.
func (b *Book) Line(m Measure) Line {
	m = m.Filled()
	c, _ := calendar.ConventionNamed(m.Convention)
	price := b.Price(m.Price)
	l := b.line()
	if m.Of == Weighted {
		for i := range l.Value {
			l.Value[i], l.Why[i] = b.weigh(i, m.Value, c, price)
		}
		return l
	}
	l.Quote, l.Why = b.Chosen(m.Of)
	for i, q := range l.Quote {
		if q < 0 {
			continue
		}
		l.Value[i], l.Why[i] = b.value(int(q), b.Index[i], m.Value, c, price)
	}
	return l
}

// value is one measure of one quote.
func (b *Book) value(q int, s float64, what string, c calendar.Convention, price []float64) (float64, unit.Reason) {
	f := price[q]
	switch {
	case s != s:
		return nan, NoIndex
	case f != f:
		return nan, NoPrice
	}
	switch x := f - s; what {
	case Basis:
		return x, ""
	case Rate:
		return x / s, ""
	case Adjusted:
		return x + b.Dividends[q], ""
	case AdjustedRate:
		return (x + b.Dividends[q]) / s, ""
	default:
		return b.Annualise(q, (x+b.Dividends[q])/s, c)
	}
}

// Weights returns the share of each quote of day i in the open interest of all,
// which sum to 1; false where nobody holds anything or it is not known.
func (b *Book) Weights(i int, into []float64) ([]float64, bool) {
	into = into[:0]
	from, to := b.Quotes(i)
	total := 0.0
	for q := from; q < to; q++ {
		total += b.OpenInterest[q]
	}
	if !(total > 0) {
		return into, false
	}
	for q := from; q < to; q++ {
		into = append(into, b.OpenInterest[q]/total)
	}
	return into, true
}

// weigh is one measure of all contracts of a day.
func (b *Book) weigh(i int, what string, c calendar.Convention, price []float64) (float64, unit.Reason) {
	from, to := b.First[i], b.First[i+1]
	if from == to {
		return nan, NoQuotes
	}
	sum, total := 0.0, 0.0
	for q := from; q < to; q++ {
		held := b.OpenInterest[q]
		if held == 0 {
			continue
		}
		if held != held {
			return nan, unit.NoOpenInterest
		}
		x, why := b.value(int(q), b.Index[i], what, c, price)
		if why != "" {
			return nan, why
		}
		sum += x * held
		total += held
	}
	if total == 0 {
		return nan, unit.NoOpenInterest
	}
	return sum / total, ""
}

// Spread returns a calendar spread day by day, the current month F_i less the
// later F_j (formulas A.5):
//
//	points F_i - F_j, rate_spot over S, rate_far over F_j, per_day rate_spot/(N_j - N_i), annualised x 252
//
// Quote is that of the later contract. Weekly lines hold nothing, not even a
// reason, on the days between.
func (b *Book) Spread(s Spread) Line {
	s = s.Filled()
	place := int8(1)
	switch s.Pair {
	case PairQuarter:
		place = 2
	case PairFar:
		place = 3
	}
	price := b.Price(s.Price)
	l := b.line()
	for i := range l.Value {
		if s.Weekly && !b.endsWeek(i) {
			continue
		}
		near, far := b.At(i, 0), b.At(i, place)
		l.Quote[i] = int32(far)
		if near < 0 || far < 0 {
			l.Why[i] = NoContract
			continue
		}
		x, index := price[near]-price[far], b.Index[i]
		switch {
		case x != x:
			l.Why[i] = NoPrice
			continue
		case s.Definition == "points":
		case s.Definition == "rate_far":
			x /= price[far]
		case index != index:
			l.Why[i] = NoIndex
			continue
		case s.Definition == "rate_spot":
			x /= index
		default:
			n := int(b.TradingDays[far]) - int(b.TradingDays[near])
			if n <= 0 {
				l.Why[i] = unit.SameExpiry
				continue
			}
			x = x / index / float64(n)
			if s.Definition == "annualised" {
				x *= 252
			}
		}
		l.Value[i] = x
	}
	return l
}

// endsWeek reports whether day i is the last of its week, Monday to Sunday.
func (b *Book) endsWeek(i int) bool {
	return i+1 == len(b.Day) || week(b.Day[i+1]) != week(b.Day[i])
}

// week numbers the weeks, which begin on Mondays; 1970-01-01 was a Thursday.
func week(day int32) int32 {
	x := day + 3
	if x < 0 {
		x -= 6
	}
	return x / 7
}

// IndexLine returns the close of the index.
func (b *Book) IndexLine() Line {
	l := b.line()
	for i, x := range b.Index {
		l.Value[i] = x
		if x != x {
			l.Why[i] = NoIndex
		}
	}
	return l
}

// Total sums a column over the quotes of each day, such as the volume. Quotes
// without a value count nothing; a day on which none has one has no total.
func (b *Book) Total(column []float64) Line {
	l := b.line()
	for i := range l.Value {
		sum, some := 0.0, false
		for q, end := b.First[i], b.First[i+1]; q < end; q++ {
			if x := column[q]; x == x {
				sum += x
				some = true
			}
		}
		switch {
		case some:
			l.Value[i] = sum
		case b.First[i] == b.First[i+1]:
			l.Why[i] = NoQuotes
		default:
			l.Why[i] = NoData
		}
	}
	return l
}
