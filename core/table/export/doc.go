// Package export writes tables as CSV and as workbooks, in forms that open in
// Excel and read back into this program. Numbers keep the digits they came with.
package export
