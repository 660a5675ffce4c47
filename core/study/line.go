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
	if of == Weighted {
		for i := range quote {
			quote[i] = -1
		}
		return quote, why
	}
	for k, name := range places { // the current month is also the rule of this name
		if name == of {
			b.place(int8(k), quote, why)
			return quote, why
		}
	}
	switch of {
	case string(market.ByVolume):
		b.highest(b.Volume, market.NoVolume, quote, why)
	case string(market.ByOpenInterest):
		b.highest(b.OpenInterest, unit.NoOpenInterest, quote, why)
	default:
		for i := range quote {
			q, reason := b.Main(i, market.MainRule(of))
			quote[i], why[i] = int32(q), reason
		}
	}
	return quote, why
}

// place is At for every day.
func (b *Book) place(p int8, quote []int32, why []unit.Reason) {
	for i := range quote {
		from, to := b.First[i], b.First[i+1]
		found := int32(-1)
		for q := from; q < to; q++ {
			if b.Place[q] == p {
				found = q
				break
			}
		}
		quote[i] = found
		switch {
		case found >= 0:
		case from == to:
			why[i] = NoQuotes
		default:
			why[i] = NoContract
		}
	}
}

// highest is Main for every day by the values of a column.
func (b *Book) highest(column []float64, none unit.Reason, quote []int32, why []unit.Reason) {
	for i := range quote {
		from, to := b.First[i], b.First[i+1]
		best, most := int32(-1), 0.0
		for q := from; q < to; q++ {
			if x := column[q]; x > most {
				best, most = q, x
			}
		}
		quote[i] = best
		switch {
		case best >= 0:
		case from == to:
			why[i] = NoQuotes
		default:
			why[i] = none
		}
	}
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
	v := b.valuer(m)
	l := Line{Value: make([]float64, len(b.Day))}
	l.Quote, l.Why = b.Chosen(m.Of)
	for i, q := range l.Quote {
		switch {
		case m.Of == Weighted:
			l.Value[i], l.Why[i] = v.weigh(i)
		case q < 0:
			l.Value[i] = nan
		default:
			x := v.of(q, b.Index[i])
			l.Value[i] = x
			if x != x {
				l.Why[i] = v.why(q, b.Index[i])
			}
		}
	}
	return l
}

// valuer computes one measure of quotes: (F - S + w D)/S^r x K, with w and r
// 0 or 1 and K = year/(days + plus).
type valuer struct {
	book      *Book
	price     []float64
	dividends bool
	rate      bool
	year      float64 // 0 where nothing is annualised; signed
	days      []int16
	plus      int
	c         calendar.Convention
}

func (b *Book) valuer(m Measure) *valuer {
	v := &valuer{book: b, price: b.Price(m.Price), rate: m.IsRate()}
	v.dividends = m.Value != Basis && m.Value != Rate
	if m.Value == Annualised {
		v.c, _ = calendar.ConventionNamed(m.Convention)
		v.plus = v.c.Plus
		switch v.c.Counts {
		case calendar.TradingDayN:
			v.year, v.days = float64(v.c.Sign*v.c.Year), b.TradingDays
		case calendar.CalendarDays:
			v.year, v.days = float64(v.c.Sign*v.c.Year), b.CalendarDays
		}
	}
	return v
}

// of is the measure of quote q, of an index at s; NaN where it is undefined.
func (v *valuer) of(q int32, s float64) float64 {
	x := v.price[q] - s
	if v.dividends {
		x += v.book.Dividends[q]
	}
	if !v.rate {
		return x
	}
	x /= s
	if v.days == nil {
		if v.c.Sign < 0 {
			x = -x
		}
		return x
	}
	n := int(v.days[q]) + v.plus
	if n <= 0 {
		return nan
	}
	return x * (v.year / float64(n))
}

// why says why of is undefined.
func (v *valuer) why(q int32, s float64) unit.Reason {
	switch {
	case s != s:
		return NoIndex
	case v.price[q] != v.price[q]:
		return NoPrice
	}
	if v.year != 0 {
		if _, why := v.c.Factor(int(v.book.CalendarDays[q]), int(v.book.TradingDays[q])); why != "" {
			return why
		}
	}
	return NoData
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

// weigh is the measure of all contracts of a day.
func (v *valuer) weigh(i int) (float64, unit.Reason) {
	b := v.book
	from, to := b.First[i], b.First[i+1]
	if from == to {
		return nan, NoQuotes
	}
	s, sum, total := b.Index[i], 0.0, 0.0
	for q := from; q < to; q++ {
		held := b.OpenInterest[q]
		if held == 0 {
			continue
		}
		if held != held {
			return nan, unit.NoOpenInterest
		}
		x := v.of(q, s)
		if x != x {
			return nan, v.why(q, s)
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
