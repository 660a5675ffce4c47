package paste

import (
	"context"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/table"
	"fairbasis/core/table/load"
)

// TestLoads: what comes of pasted prices is read as bars of that length, with
// the prices as they were pasted and nothing missing.
func TestLoads(t *testing.T) {
	for _, c := range []struct {
		name    string
		minutes int
		rows    int
		columns string
	}{
		{"closes by the minute", 1, 700, "close"},
		{"four prices by five minutes", 5, 100, "open high low close"},
		{"closes by the day", market.Daily, 60, "close"},
		{"few", 1, 12, "open high low close"},
	} {
		var text strings.Builder
		columns := strings.Fields(c.columns)
		for i := range c.rows {
			for k, name := range columns {
				price := 34122 + (i*37)%50 + map[string]int{"high": 60, "low": -60}[name]
				if k > 0 {
					text.WriteByte('\t')
				}
				text.WriteString(strconv.Itoa(price/10) + "." + strconv.Itoa(price%10))
			}
			text.WriteByte('\n')
		}
		out, err := paste(t, table.PasteInput{Text: text.String(), Minutes: c.minutes})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		set, err := load.Read(context.Background(), load.File{Name: out.File.Name, Bytes: out.File.Bytes})
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		l := set.Loaded
		if l.Rows != c.rows || l.Minutes != c.minutes || len(l.Series) != 1 || l.First != out.First || l.Last != out.Last || l.Skipped != 0 || l.Series[0].Stretches != 1 {
			t.Errorf("%s: %d rows of %d minutes from %s to %s, %d skipped, series %+v", c.name, l.Rows, l.Minutes, l.First, l.Last, l.Skipped, l.Series)
		}
		for _, p := range l.Problems {
			if p.Severity == table.Bad {
				t.Errorf("%s: %s: %s", c.name, p.Code, p.Message)
			}
		}
		if got, want := strings.Join(l.Series[0].Roles, " "), c.columns; !strings.HasSuffix(got, want) {
			t.Errorf("%s: columns %q, want %q", c.name, got, want)
		}
	}
}
