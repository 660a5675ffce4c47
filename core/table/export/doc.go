// Package export writes tables as CSV and as workbooks.
package export
