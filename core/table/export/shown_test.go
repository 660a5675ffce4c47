package export

import (
	"context"
	"math"
	"testing"

	"github.com/xuri/excelize/v2"
)

// TestXLSXShows: a number is shown with so many decimals, a rate in percent,
// and both are kept with all their digits.
func TestXLSXShows(t *testing.T) {
	const x = 0.068769123456789
	b, err := XLSX(context.Background(), []Sheet{of("s", []string{"a", "b", "c", "d", "e"}, [][]Cell{{
		{Kind: Percent, Float: x, Scale: 2}, {Kind: Percent, Float: -x, Scale: 0}, {Kind: Shown, Float: x, Scale: 3}, dec(382240, 2), {Kind: Percent, Float: math.NaN()},
	}})})
	if err != nil {
		t.Fatal(err)
	}
	f := open(t, b)
	for at, want := range map[string][2]string{"A2": {"6.88%", "0.068769123456789"}, "B2": {"-7%", "-0.068769123456789"}, "C2": {"0.069", "0.068769123456789"}, "D2": {"3822.40", "3822.4"}, "E2": {"", ""}} {
		shown, err := f.GetCellValue("s", at)
		if err != nil {
			t.Fatal(err)
		}
		raw, err := f.GetCellValue("s", at, excelize.Options{RawCellValue: true})
		if err != nil || shown != want[0] || raw != want[1] {
			t.Errorf("%s: shown %q, stored %q, %v, want %q", at, shown, raw, err, want)
		}
	}
}
