// Package paste makes a file of prices that were pasted from a spreadsheet.
package paste
