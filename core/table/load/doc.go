// Package load reads a file of bars: it unwraps it, recognises what it is,
// reads its rows, and says what it understood and what it did not.
//
// Read goes through these steps, each in a file of its own:
//
//	open.go, workbook.go  bytes -> texts: gzip, zip, sheets; the encoding
//	read.go               which texts belong together, and the order of all that follows
//	part.go               one text -> frames of columns, by the layout and the scanner
//	split.go, symbol.go   frames -> series, by what their rows are of
//	series.go, order.go   one series in order of time, one row for each stamp
//	tempo.go, meaning.go  length of bars, begin or end, zone, units
//	facts.go, report.go   what was understood; what was not
//
// Rows are numbered over all texts together until the reply is made, so that
// a row says by itself which text it is of; see reading.partOf.
//
// What is decided here and could be decided otherwise:
//
//   - The auction row of 09:30 that some programs put before 09:31 becomes part
//     of the first bar, so that days have 240 bars everywhere.
//   - TongDaXin stamps the last bar of the morning 13:00; it becomes 11:30.
//   - Of rows with one stamp the one that stands last in the file is kept.
//   - Times from the epoch or with an offset come to the clock of Beijing where
//     the product or the hours say so; elsewhere offsets keep their own clock.
//   - The volume of an index in hands of 100 shares becomes shares.
//   - The name of a file is asked for a symbol or a day where the content has
//     none. It never decides the format.
package load
