package study

import (
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

	Day   []int32   // days since 1970-01-01, ascending: those with a quote and those with an index
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
