// Package history follows a basis through time: averages, percentiles,
// arbitrage lines, and the days on which another contract became the main one.
package history
