package drivers

import (
	"math"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// oldest is how many calendar days a yield or an interest rate may be old: the
// longest holidays are shorter.
const oldest = 10

var nan = math.NaN()

// column is a driver day by day; NaN on days that are not used.
type column struct {
	name, unit string
	value      []float64
}

// reader reads drivers. A day on which one is undefined it takes out of the
// measure, for that reason; the days taken out are not looked at again.
type reader struct {
	book   *study.Book
	in     study.DriversInput
	line   study.Line // the measure
	run    []int32    // see unbroken
	remark func(path, code, message string, params ...string)
}

// read makes the driver of a name.
func (r *reader) read(name string) (column, error) {
	c := column{name: name, unit: "rate", value: make([]float64, r.book.Days())}
	var err error
	switch name {
	case study.DriverYield:
		err = r.dated(c, *r.in.DividendYield, "dividend_yield")
	case study.DriverRate:
		err = r.dated(c, *r.in.InterestRate, "interest_rate")
	case study.DriverVolatility:
		r.volatility(c)
	case study.DriverReturn:
		r.change(c, r.book.Index, study.NoIndex, false)
	case study.DriverOpenInterest:
		c.unit = "log"
		r.change(c, held(r.book), study.NoData, true)
	default:
		c.unit = "days"
		for i, q := range r.line.Quote {
			if q < 0 {
				r.drop(c, i, study.NoContract)
				continue
			}
			c.value[i] = float64(r.book.TradingDays[q])
		}
	}
	return c, err
}

// drop takes a day out of the measure.
func (r *reader) drop(c column, i int, why unit.Reason) {
	c.value[i] = nan
	if x := r.line.Value[i]; x == x {
		r.line.Value[i], r.line.Why[i] = nan, why
	}
}

// dated is a column of a file. A day without a value has the last one before
// it, if that is not too old, which is noted.
func (r *reader) dated(c column, v study.Values, path string) error {
	b := r.book
	same, err := b.Column(v, 0)
	if err != nil {
		var fs fault.Fields
		fs.Merge(path, err)
		return fs.Err()
	}
	copy(c.value, same.Value)
	gaps := false
	for _, x := range same.Value {
		if x != x {
			gaps = true
			break
		}
	}
	if !gaps {
		return nil
	}
	line, err := b.Column(v, oldest)
	if err != nil {
		return err
	}
	carried, first, last := 0, -1, -1
	for i, x := range line.Value {
		if x != x {
			r.drop(c, i, study.NoData)
			continue
		}
		if same.Value[i] != same.Value[i] {
			carried++
			if last = i; first < 0 {
				first = i
			}
		}
		c.value[i] = x
	}
	if carried > 0 {
		from, to := b.Date(first).String(), b.Date(last).String()
		r.remark(path, "value_carried", c.name+": on "+itoa(carried)+" days without a value the last one before counts, which is at most "+itoa(oldest)+
			" days old; from "+from+" to "+to, "driver", c.name, "count", itoa(carried), "days", itoa(oldest), "first", from, "last", to)
	}
	return nil
}

// unbroken counts for each day how many trading days in a row, itself not
// counted, lie before it in the book: windows must not reach across a hole.
// Past the known exchange calendar two weeks without a row are a hole.
func unbroken(b *study.Book) []int32 {
	run := make([]int32, b.Days())
	for i := 1; i < len(run); i++ {
		// Days after one another, and Friday and Monday: 1970-01-01 was a Thursday.
		gap := b.Day[i] - b.Day[i-1]
		if gap > 1 && (gap != 3 || b.Day[i]%7 != 4) {
			n := calendar.TradingDays(b.Date(i-1), b.Date(i))
			if !n.Estimated && n.Days != 1 || n.Estimated && gap > 14 {
				continue
			}
		}
		run[i] = run[i-1] + 1
	}
	return run
}

// change is x_t/x_t-n - 1, or its logarithm; lack is why x may be missing.
func (r *reader) change(c column, x []float64, lack unit.Reason, logarithm bool) {
	n := r.in.Window
	for i, run := range r.run {
		if int(run) < n {
			r.drop(c, i, unit.TooShort)
			continue
		}
		now, before := x[i], x[i-n]
		part := (now - before) / before
		switch {
		case part != part:
			r.drop(c, i, lack)
		case !(now > 0 && before > 0):
			r.drop(c, i, unit.OutOfRange)
		case logarithm:
			c.value[i] = math.Log1p(part)
		default:
			c.value[i] = part
		}
	}
}

// held is the open interest of all contracts by day, as Book.Total counts it.
func held(b *study.Book) []float64 {
	out := make([]float64, b.Days())
	for i := range out {
		sum := nan
		for _, x := range b.OpenInterest[b.First[i]:b.First[i+1]] {
			switch {
			case x != x:
			case sum != sum:
				sum = x
			default:
				sum += x
			}
		}
		out[i] = sum
	}
	return out
}

// volatility is the standard deviation (n - 1) of the last n logarithmic daily
// returns of the index, times the root of 252.
func (r *reader) volatility(c column) {
	index, n := r.book.Index, r.in.Window
	daily := make([]float64, len(index))
	for i := 1; i < len(index); i++ {
		daily[i] = math.Log1p((index[i] - index[i-1]) / index[i-1])
	}
	for i, run := range r.run {
		if int(run) < n {
			r.drop(c, i, unit.TooShort)
			continue
		}
		window := daily[i+1-n : i+1]
		sum := 0.0
		for _, x := range window {
			sum += x
		}
		mean := sum / float64(n)
		squares := 0.0
		for _, x := range window {
			d := x - mean
			squares += float64(d * d)
		}
		if squares != squares {
			r.drop(c, i, study.NoIndex)
			continue
		}
		c.value[i] = math.Sqrt(squares / float64(n-1) * 252)
	}
}
