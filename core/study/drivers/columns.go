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

// column is a driver day by day.
type column struct {
	name, unit string
	line       study.Line
}

// read makes the driver of a name. line is the measure.
func read(b *study.Book, in study.DriversInput, name string, line study.Line, out *study.Drivers) (column, error) {
	c := column{name: name, unit: "rate"}
	var err error
	switch name {
	case study.DriverYield:
		c.line, err = dated(b, *in.DividendYield, name, "dividend_yield", out)
	case study.DriverRate:
		c.line, err = dated(b, *in.InterestRate, name, "interest_rate", out)
	case study.DriverVolatility:
		c.line = volatility(b, in.Window)
	case study.DriverReturn:
		c.line = change(b.IndexLine(), unbroken(b), in.Window, false)
	case study.DriverOpenInterest:
		c.unit = "log"
		c.line = change(b.Total(b.OpenInterest), unbroken(b), in.Window, true)
	default:
		c.unit = "days"
		c.line = daysLeft(b, line)
	}
	return c, err
}

// dated is a column of a file. A day without a value has the last one before
// it, if that is not too old, which is noted.
func dated(b *study.Book, v study.Values, driver, path string, out *study.Drivers) (study.Line, error) {
	line, err := b.Column(v, oldest)
	if err != nil {
		var fs fault.Fields
		fs.Merge(path, err)
		return line, fs.Err()
	}
	same, err := b.Column(v, 0)
	if err != nil {
		return line, err
	}
	carried, first, last := 0, -1, -1
	for i, x := range line.Value {
		if x == x && same.Value[i] != same.Value[i] {
			carried++
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if carried > 0 {
		note(out, path, "value_carried", driver+": on "+itoa(carried)+" days without a value the last one before counts, which is at most "+itoa(oldest)+" days old; from "+
			b.Date(first).String()+" to "+b.Date(last).String(),
			"driver", driver, "count", itoa(carried), "days", itoa(oldest), "first", b.Date(first).String(), "last", b.Date(last).String())
	}
	return line, nil
}

// unbroken counts for each day how many trading days in a row, itself not
// counted, lie before it in the book: windows must not reach across a hole.
// Past the known exchange calendar two weeks without a row are a hole.
func unbroken(b *study.Book) []int32 {
	run := make([]int32, b.Days())
	for i := 1; i < len(run); i++ {
		if gap := b.Day[i] - b.Day[i-1]; gap > 1 {
			n := calendar.TradingDays(b.Date(i-1), b.Date(i))
			if !n.Estimated && n.Days != 1 || n.Estimated && gap > 14 {
				continue
			}
		}
		run[i] = run[i-1] + 1
	}
	return run
}

// change is x_t/x_t-n - 1, or its logarithm.
func change(x study.Line, run []int32, n int, logarithm bool) study.Line {
	out := lineOf(len(run))
	for i := range run {
		if int(run[i]) < n {
			out.Why[i] = unit.TooShort
			continue
		}
		now, before := x.Value[i], x.Value[i-n]
		switch {
		case now != now:
			out.Why[i] = x.Why[i]
		case before != before:
			out.Why[i] = x.Why[i-n]
		case !(now > 0 && before > 0):
			out.Why[i] = unit.OutOfRange
		case logarithm:
			out.Value[i] = math.Log1p((now - before) / before)
		default:
			out.Value[i] = (now - before) / before
		}
	}
	return out
}

// volatility is the standard deviation (n - 1) of the last n logarithmic daily
// returns of the index, times the root of 252.
func volatility(b *study.Book, n int) study.Line {
	run := unbroken(b)
	index := b.IndexLine()
	daily := change(index, run, 1, true)
	out := lineOf(len(run))
	for i := range run {
		if int(run[i]) < n {
			out.Why[i] = unit.TooShort
			continue
		}
		window := daily.Value[i+1-n : i+1]
		sum := 0.0
		for _, r := range window {
			sum += r
		}
		mean := sum / float64(n)
		squares := 0.0
		for _, r := range window {
			d := r - mean
			squares += float64(d * d)
		}
		if squares != squares {
			out.Why[i] = study.NoIndex
			continue
		}
		out.Value[i] = math.Sqrt(squares / float64(n-1) * 252)
	}
	return out
}

// daysLeft is the number of trading days to the expiry of the contract measured.
func daysLeft(b *study.Book, line study.Line) study.Line {
	out := lineOf(b.Days())
	for i, q := range line.Quote {
		if q < 0 {
			out.Why[i] = study.NoContract
			continue
		}
		out.Value[i] = float64(b.TradingDays[q])
	}
	return out
}

func lineOf(n int) study.Line {
	l := study.Line{Value: make([]float64, n), Why: make([]unit.Reason, n)}
	for i := range l.Value {
		l.Value[i] = math.NaN()
	}
	return l
}
