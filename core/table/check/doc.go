// Package check finds what is wrong with bars: holes against the trading
// calendar and the hours of the exchange, prices that contradict each other,
// prices no market can have had, rows of another contract. It changes no bar;
// all it sets is where the unbroken stretches begin.
package check
