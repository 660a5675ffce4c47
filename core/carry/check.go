package carry

import (
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// The ranges of input. They are far wider than any market, and narrow enough
// that no result within them overflows a double.
const (
	MinPrice     = 1e-6 // smallest price or index level in points
	MaxPrice     = 1e9  // largest price, index level or sum of dividends in points
	MaxRate      = 1    // largest rate or yield per year, either sign: 100 %
	MaxYears     = 10   // longest time to expiry
	MaxCash      = 5000 // most rows of dated dividends
	MaxContracts = 12   // most contracts of a Chain
)

// CheckPrice refuses a price or index level that is not finite, not above 0,
// or outside MinPrice to MaxPrice.
func CheckPrice[T ~float64](fs *fault.Fields, path string, x T) {
	if unit.Finite(x) && x <= 0 {
		fs.Add(path, "not_positive", "must be above 0 points, got "+number(x), "got", number(x))
		return
	}
	CheckRange(fs, path, x, MinPrice, MaxPrice)
}

// CheckRate refuses a rate or yield per year that is not finite or beyond
// 100 % either way. Rates are decimals, so 3 for 3 % is caught here.
func CheckRate[T ~float64](fs *fault.Fields, path string, x T) {
	if unit.Finite(x) && (x > MaxRate || x < -MaxRate) {
		fs.Add(path, "out_of_range", "must be a decimal from -1 to 1 (0.03 is 3 %), got "+number(x),
			"got", number(x), "min", "-1", "max", "1")
		return
	}
	CheckRange(fs, path, x, -MaxRate, MaxRate)
}

// CheckRange refuses a number that is not finite, negative where least is 0,
// or outside least to most.
func CheckRange[T ~float64](fs *fault.Fields, path string, x T, least, most float64) {
	switch {
	case !unit.Finite(x):
		fs.Add(path, "not_finite", "must be a number, got NaN or infinity")
	case x < 0 && least == 0:
		fs.Add(path, "negative", "must be 0 or more, got "+number(x), "got", number(x))
	case float64(x) < least || float64(x) > most:
		fs.Add(path, "out_of_range", "must be from "+number(least)+" to "+number(most)+", got "+number(x),
			"got", number(x), "min", number(least), "max", number(most))
	}
}

func number[T ~float64](x T) string { return strconv.FormatFloat(float64(x), 'g', -1, 64) }

// Validate returns every rejected field of t, or nil.
func (t Terms) Validate() error {
	var fs fault.Fields
	t.read(&fs)
	return fs.Err()
}

// read checks t and returns what the names in it stand for. The values mean
// nothing where a field was refused.
func (t Terms) read(fs *fault.Fields) (contract, calendar.DayCount) {
	checkDate(fs, t.Date)
	c := identify(fs, "", t.Contract, t.Date, t.Expiry, t.Multiplier, t.Tick)
	CheckPrice(fs, "spot", t.Spot)
	CheckPrice(fs, "futures", t.Futures)
	CheckRate(fs, "rate", t.Rate)
	dc := dayCount(fs, t.DayCount)
	t.Dividends.check(fs)
	return c, dc
}

func (d Dividends) check(fs *fault.Fields) {
	ways := 0
	if d.Points != nil {
		ways++
		CheckRange(fs, "dividends.points", *d.Points, 0, MaxPrice)
	}
	if d.Yield != nil {
		ways++
		CheckRange(fs, "dividends.yield", *d.Yield, 0, MaxRate)
	}
	if len(d.Cash) > 0 {
		ways++
	}
	if ways > 1 {
		fs.Add("dividends", "more_than_one", "give the dividends in one way only: points, yield or cash")
	}
	CheckRange(fs, "dividends.error", d.Error, 0, MaxPrice)
	if len(d.Cash) > MaxCash {
		fs.Add("dividends.cash", "too_many", "holds "+strconv.Itoa(len(d.Cash))+" rows; at most "+strconv.Itoa(MaxCash)+" are read",
			"got", strconv.Itoa(len(d.Cash)), "max", strconv.Itoa(MaxCash))
		return
	}
	for i, c := range d.Cash {
		if c.ExDate.IsZero() {
			fs.Add(cashPath(i, "ex_date"), "missing", "the ex-date is missing; write it as 2024-09-13")
		}
		if !unit.Finite(c.Points) || c.Points < 0 || c.Points > MaxPrice {
			CheckRange(fs, cashPath(i, "points"), c.Points, 0, MaxPrice)
		}
	}
}

func cashPath(i int, name string) string { return "dividends.cash." + strconv.Itoa(i) + "." + name }

func checkDate(fs *fault.Fields, d calendar.Date) {
	if d.IsZero() {
		fs.Add("date", "missing", "the valuation date is missing; write it as 2024-09-13")
	}
}

func dayCount(fs *fault.Fields, id string) calendar.DayCount {
	if id == "" {
		id = "act365"
	}
	dc, err := calendar.DayCountNamed(id)
	fs.Merge("day_count", err)
	return dc
}

// Validate returns every rejected field of c, or nil.
func (c Chain) Validate() error {
	var fs fault.Fields
	c.read(&fs)
	return fs.Err()
}

// read checks c and returns what the names in it stand for, in the order of
// the request.
func (c Chain) read(fs *fault.Fields) ([]contract, calendar.DayCount) {
	checkDate(fs, c.Date)
	CheckPrice(fs, "spot", c.Spot)
	CheckRate(fs, "rate", c.Rate)
	dc := dayCount(fs, c.DayCount)
	switch n := len(c.Contracts); {
	case n == 0:
		fs.Add("contracts", "missing", "name one to "+strconv.Itoa(MaxContracts)+" contracts")
		return nil, dc
	case n > MaxContracts:
		fs.Add("contracts", "too_many", "holds "+strconv.Itoa(n)+" contracts; at most "+strconv.Itoa(MaxContracts)+" are read",
			"got", strconv.Itoa(n), "max", strconv.Itoa(MaxContracts))
		return nil, dc
	}
	read := make([]contract, len(c.Contracts))
	product := ""
	for i, l := range c.Contracts {
		at := "contracts." + strconv.Itoa(i)
		read[i] = identify(fs, at, l.Contract, c.Date, l.Expiry, l.Multiplier, 0)
		CheckPrice(fs, at+".futures", l.Futures)
		CheckRange(fs, at+".dividends", l.Dividends, 0, MaxPrice)
		CheckRange(fs, at+".open_interest", l.OpenInterest, 0, MaxPrice)
		CheckRange(fs, at+".prev_open_interest", l.PrevInterest, 0, MaxPrice)
		CheckRange(fs, at+".volume", l.Volume, 0, MaxPrice)
		for j := range i {
			if read[j].name == read[i].name && read[i].name != "" {
				fs.Add(at+".contract", "duplicate", read[i].name+" stands twice; name each contract once", "contract", read[i].name)
				break
			}
		}
		switch p := read[i].product; {
		case p == "" || p == product:
		case product == "":
			product = p
		default:
			fs.Add(at+".contract", "other_product", read[i].name+" is not a contract of "+product+"; all contracts must share one index",
				"contract", read[i].name, "product", product)
		}
	}
	return read, dc
}
