package demo

import (
	"context"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// TestLoads: the sets are read as what they are, with nothing to complain of
// but notices.
func TestLoads(t *testing.T) {
	for name, want := range map[string]struct {
		series, rows, minutes int
		first, last           string
	}{
		"minute": {2, 19200, 1, "2024-10-28 09:31", "2024-12-20 15:00"},
		// 36 contracts expire in the three years, 4 are listed at their end.
		"daily": {41, 5 * 726, market.Daily, "2022-01-04", "2024-12-31"},
	} {
		out, _ := set(t, name)
		s, err := load.Read(context.Background(), load.File{Name: out.File.Name, Bytes: out.File.Bytes})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		l := s.Loaded
		if len(l.Series) != want.series || l.Rows != want.rows || l.Minutes != want.minutes || l.First != want.first || l.Last != want.last || l.Skipped != 0 {
			t.Errorf("%s: %d series, %d rows of %d minutes from %s to %s, %d skipped", name, len(l.Series), l.Rows, l.Minutes, l.First, l.Last, l.Skipped)
		}
		for _, p := range l.Problems {
			if p.Severity != table.Notice {
				t.Errorf("%s: %s %s: %s", name, p.Symbol, p.Code, p.Message)
			}
		}
		for _, s := range l.Series {
			if kind := map[bool]string{true: "index", false: "future"}[s.Symbol == indexCode]; s.Kind != kind || s.Stretches != 1 {
				t.Errorf("%s: %s is a %s in %d stretches", name, s.Symbol, s.Kind, s.Stretches)
			}
		}
	}
}
