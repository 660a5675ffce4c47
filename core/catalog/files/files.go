// Package files lists the operations about files: what reads them, and what
// makes one of them or of text. The reader links them; the page asks it, and the engine asks it
// for the bars it computes over.
package files

import (
	"fairbasis/core/op"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
	"fairbasis/core/table/paste"
	"fairbasis/core/table/view"
)

// example is the file the examples refer to; the tests have one of that name.
const example = "bars.csv"

// All is every operation about files.
var All = op.NewSet(
	op.New(table.LoadKey, "What a file of bars holds and what is wrong with it", table.LoadInput{Ref: example}, load.Load),
	op.New(table.ExportKey, "Clean bars of a file as CSV or workbook", table.ExportInput{Ref: example, As: "csv"}, view.Export),
	op.New(table.RejectedKey, "What of a file became no bar, with the reason of each row", table.RejectedInput{Ref: example, As: "csv"}, view.Rejected),
	op.New(table.PasteKey, "A file of prices pasted from a spreadsheet", table.PasteInput{Text: "4092.6\n4122.2\n4137.6\n", Minutes: 5}, paste.Paste),
)
