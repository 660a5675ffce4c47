// Package load reads a file of bars: it unwraps it, recognises what it is,
// reads its rows, and says what it understood and what it did not.
package load
