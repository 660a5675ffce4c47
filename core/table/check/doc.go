// Package check finds what is wrong with bars: holes against the trading
// calendar, prices that contradict each other, stamps that go back.
package check
