// Package calendar answers every question of time in the calculator: dates, the trading days of the exchanges of
// mainland China from 2010 on, the last trading day of an index future, and the named conventions that turn days
// into an annual factor or into years.
//
// Nothing here asks what day it is, and nothing is guessed silently: an answer that needs a day outside the known
// exchange calendar carries Estimated. Failures are refusals of package fault.
package calendar
