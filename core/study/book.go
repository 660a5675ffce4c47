package study

import (
	"slices"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/unit"
)

// Book is the trading days of one product: the close of the index on each and
// a quote for every contract that was there. Everything below core/study is
// computed from one. NaN stands for what is not there; it never leaves a
// package below this one but as an undefined value with its reason.
type Book struct {
	Product   market.Product
	Contracts []Contract // by expiry
	Notes     []fault.Field

	Day   []int32   // days since 1970-01-01, ascending, from the first with a quote to the last: those with a quote or an index
	Index []float64 // close, by day
	First []int32   // the quotes of day i are those from First[i] up to First[i+1]; one longer than Day

	// By quote: by day, and within a day by expiry.
	Contract     []int16 // place in Contracts
	Place        []int8  // 0 current month, 1 next month, 2 and 3 the quarter months; -1 none of the four
	CalendarDays []int16 // expiry less day
	TradingDays  []int16 // N, in (day, expiry]
	Close        []float64
	Settle       []float64
	Volume       []float64 // lots
	OpenInterest []float64 // lots
	Dividends    []float64 // D(t,T] in points, 0 where no dividends were given
}

// Contract is one delivery month of a Book.
type Contract struct {
	Code      string
	Expiry    calendar.Date
	Estimated bool // the expiry lies past the known exchange calendar
}

// Line is one number for each day of a Book; NaN where there is none, and then
// Why says why not.
type Line struct {
	Value []float64
	Why   []unit.Reason
	Quote []int32 // the quote each was taken from; -1 where it is of several or of none
}

// Reasons of this package beside those of package unit.
const (
	NoIndex    unit.Reason = "no_index"    // the index has no close that day
	NoPrice    unit.Reason = "no_price"    // the contract has no such price that day
	NoContract unit.Reason = "no_contract" // no contract at that place of the board has a row that day
	NoQuotes   unit.Reason = "no_quotes"   // no contract has a row that day
	NoData     unit.Reason = "no_data"     // the data do not say

	MissingContracts unit.Reason = "missing_contracts" // days of more contracts and of fewer do not compare
)

// Days returns the number of days.
func (b *Book) Days() int { return len(b.Day) }

// Date returns day i.
func (b *Book) Date(i int) calendar.Date { return calendar.OfUnixDay(int(b.Day[i])) }

// Find returns the first day that is not before d, Days() if there is none.
func (b *Book) Find(d calendar.Date) int { return search(b.Day, int32(d.UnixDay())) }

// Quotes returns the places [from, to) of the quotes of day i.
func (b *Book) Quotes(i int) (from, to int) { return int(b.First[i]), int(b.First[i+1]) }

// Code returns the code of the contract of a quote.
func (b *Book) Code(quote int) string { return b.Contracts[b.Contract[quote]].Code }

// At returns the quote of a place of the board (0 current month, 1 next month,
// 2 and 3 the quarter months) on day i; -1 where it has no row that day.
func (b *Book) At(i int, place int8) int {
	for q, end := b.First[i], b.First[i+1]; q < end; q++ {
		if b.Place[q] == place {
			return int(q)
		}
	}
	return -1
}

// Main returns the quote of the main contract of day i by a rule of
// market.MainRules, as market.Main chooses it; -1 and the reason where there is
// none. The open interest of the day before is that of the day before in the
// book. The current month is the contract at place 0 and no other.
func (b *Book) Main(i int, rule market.MainRule) (quote int, why unit.Reason) {
	from, to := b.First[i], b.First[i+1]
	if from == to {
		return -1, NoQuotes
	}
	if rule == market.ByCurrentMonth {
		if q := b.At(i, 0); q >= 0 {
			return q, ""
		}
		return -1, NoContract
	}
	best, most := -1, 0.0
	for q := from; q < to; q++ {
		var x float64
		switch rule {
		case market.ByVolume:
			x = b.Volume[q]
		case market.ByOpenInterest:
			x = b.OpenInterest[q]
		default:
			x = b.interestBefore(i, b.Contract[q])
		}
		if x > most { // quotes are by expiry: of equal ones the nearer stays
			best, most = int(q), x
		}
	}
	switch {
	case best >= 0:
		return best, ""
	case rule == market.ByVolume:
		return -1, market.NoVolume
	}
	return -1, unit.NoOpenInterest
}

// interestBefore returns the open interest of a contract on the day before
// day i, 0 where there is none.
func (b *Book) interestBefore(i int, contract int16) float64 {
	if i == 0 {
		return 0
	}
	for q, end := b.First[i-1], b.First[i]; q < end; q++ {
		if b.Contract[q] == contract {
			return b.OpenInterest[q]
		}
	}
	return 0
}

// Annualise multiplies a rate of a quote by the factor of a convention.
func (b *Book) Annualise(quote int, rate float64, c calendar.Convention) (float64, unit.Reason) {
	k, why := c.Factor(int(b.CalendarDays[quote]), int(b.TradingDays[quote]))
	if why != "" {
		return nan, why
	}
	return rate * k, ""
}

// Price returns the column of prices that Measure and Spread name.
func (b *Book) Price(name string) []float64 {
	if name == "settle" {
		return b.Settle
	}
	return b.Close
}

// SignRule says in words what the sign of a basis means.
const SignRule = "futures minus spot: + premium, - discount"

// About is what an answer repeats of the book.
func (b *Book) About() About {
	// A book may be on a shelf: what one answer appends must not be another's.
	a := About{Product: b.Product.ID, Sign: SignRule, Notes: slices.Clip(b.Notes)}
	for i := range b.Day {
		if b.First[i] < b.First[i+1] {
			a.Days++
		}
	}
	if n := len(b.Day); n > 0 {
		a.First, a.Last = b.Date(0), b.Date(n-1)
	}
	return a
}

// AboutOf is About with the sign of a measure: one annualised by a convention
// that counts discounts as positive says so.
func (b *Book) AboutOf(m Measure) About {
	a := b.About()
	m = m.Filled()
	if c, err := calendar.ConventionNamed(m.Convention); err == nil && c.Sign < 0 && m.Value == Annualised {
		a.Sign = "spot minus futures: + discount, - premium"
	}
	return a
}
