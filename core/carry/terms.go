// Package carry values an index future by the cost of carrying the index:
// theoretical price, what a price implies, and the term structure of the
// listed contracts. Formulas TP1 to TP5 and I1 to I7 of docs/formulas.md.
package carry

import (
	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// Terms is what every question about one contract starts from: the contract,
// the day, the two prices, the rate and the dividends. Validate refuses what
// cannot be computed; Resolve turns the rest into a Deal.
type Terms struct {
	Contract   string        `json:"contract" doc:"contract code (IM2412, IF12, CFFEX.IF2412, IF2412.CFE), or your own name when expiry is given"`
	Date       calendar.Date `json:"date" doc:"valuation date"`
	Expiry     calendar.Date `json:"expiry,omitzero" doc:"last trading day of your own contract, or another one for a listed code; left out, the exchange's rule gives it"`
	Multiplier float64       `json:"multiplier,omitempty" doc:"CNY per point of your own contract"`
	Tick       unit.Points   `json:"tick,omitempty" doc:"smallest price step of your own contract"`
	Spot       unit.Points   `json:"spot" doc:"index level"`
	Futures    unit.Points   `json:"futures" doc:"futures price"`
	Rate       unit.Rate     `json:"rate" doc:"risk-free rate per year; simple or continuous as the formula says"`
	DayCount   string        `json:"day_count,omitempty" enum:"act365,act360,trading252,trading252p1,months12" doc:"how the time to expiry is measured; act365 when left out"`
	Dividends  Dividends     `json:"dividends,omitzero" doc:"cash dividends of the index until expiry; at most one of points, yield, cash"`
}

// Dividends are given in one of three ways. None at all means none are expected.
type Dividends struct {
	Points *unit.Points   `json:"points,omitempty" doc:"sum of the dividends until expiry, taken as paid on the expiry day"`
	Yield  *unit.Rate     `json:"yield,omitempty" doc:"dividend yield per year; simple in TP2, continuous in TP1"`
	Cash   []CashDividend `json:"cash,omitempty" doc:"dividends by ex-date; those in (date, expiry] count"`
	Error  unit.Points    `json:"error,omitempty" doc:"standard error of the dividend forecast until expiry"`
}

// CashDividend is one ex-date with its index points.
type CashDividend struct {
	ExDate calendar.Date `json:"ex_date" doc:"ex-dividend date"`
	Points unit.Points   `json:"points" doc:"index points"`
}

// Chain is what every question about the listed contracts of one product on
// one day starts from. The contracts may stand in any order; replies are by expiry.
type Chain struct {
	Date      calendar.Date `json:"date" doc:"valuation date"`
	Spot      unit.Points   `json:"spot" doc:"index level"`
	Rate      unit.Rate     `json:"rate" doc:"risk-free rate per year"`
	DayCount  string        `json:"day_count,omitempty" enum:"act365,act360,trading252,trading252p1,months12" doc:"how the time to expiry is measured; act365 when left out"`
	Contracts []Listed      `json:"contracts" doc:"one to twelve contracts of one product; spreads and rolls need two"`
}

// Listed is one contract of a Chain.
type Listed struct {
	Contract     string        `json:"contract" doc:"contract code, or your own name when expiry is given"`
	Expiry       calendar.Date `json:"expiry,omitzero" doc:"last trading day of your own contract"`
	Multiplier   float64       `json:"multiplier,omitempty" doc:"CNY per point of your own contract"`
	Futures      unit.Points   `json:"futures" doc:"futures price"`
	Dividends    unit.Points   `json:"dividends,omitempty" doc:"index points of dividends with ex-dates in (date, expiry]"`
	OpenInterest float64       `json:"open_interest,omitempty" doc:"open interest in lots"`
	PrevInterest float64       `json:"prev_open_interest,omitempty" doc:"yesterday's open interest in lots"`
	Volume       float64       `json:"volume,omitempty" doc:"volume of the day in lots"`
}
