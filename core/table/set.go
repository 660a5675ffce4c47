package table

import (
	"context"

	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// Set is what one file holds.
type Set struct {
	Loaded   Loaded
	Series   []*market.Bars // in the order of Loaded.Series
	Rejected []RejectedRow  // rows that became no bar and cells that became no value, at most 100,000
}

// Sets finds what files hold, wherever they are read: here, or by another
// program.
type Sets interface {
	market.Library
	// Set returns all that a file holds, and Bars one series of it. The refusal
	// of an unknown ref has code fault.Unknown.
	Set(ctx context.Context, ref string) (*Set, error)
}

// SetsOf returns the files of a context; where there are none the refusal has
// code fault.Unknown.
func SetsOf(ctx context.Context) (Sets, error) {
	if sets, ok := market.LibraryOf(ctx).(Sets); ok {
		return sets, nil
	}
	return nil, fault.New(fault.Unknown, "there are no files here")
}

// Size is about what the set takes in memory, in bytes.
func (s *Set) Size() int {
	n := 0
	for _, b := range s.Series {
		n += Size(b)
	}
	for _, r := range s.Rejected {
		n += 64 + len(r.Text)
	}
	return n
}

// Size is about what a series takes in memory, in bytes.
func Size(b *market.Bars) int {
	n := 8*len(b.Time) + 4*len(b.Row) + 4*len(b.Segment)
	b.Columns(func(_ string, c *market.Column) { n += 8 * c.Len() })
	return n
}
