package market

import (
	"math"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
)

// sharedRows reads a file of the reference data as rows by column name.
func sharedRows(t *testing.T, name string) []map[string]string {
	t.Helper()
	rows := sharedCSV(t, name)
	var out []map[string]string
	for _, row := range rows[1:] {
		m := map[string]string{}
		for i, title := range rows[0] {
			m[title] = row[i]
		}
		out = append(out, m)
	}
	return out
}

// contractsOf makes bars of every IF contract in the daily statistics.
func contractsOf(t *testing.T, product string) []*Bars {
	by := map[string]*Bars{}
	var list []*Bars
	for _, row := range sharedRows(t, "daily/cffex_basis_daily_2018-10_2024-06.csv") {
		symbol := row["symbol"]
		if !strings.HasPrefix(symbol, product) || row["date"] < "2019-01-02" { // complete from here on
			continue
		}
		b := by[symbol]
		if b == nil {
			b = &Bars{Symbol: symbol, Kind: FutureContract, Product: product, Minutes: Daily, Segment: []int32{0}}
			b.Close.Scale = 1
			by[symbol], list = b, append(list, b)
		}
		d, err := calendar.Parse(row["date"])
		if err != nil {
			t.Fatal(err)
		}
		whole := func(text string, scale uint8) int64 {
			v, err := unit.ParseDecimal(text)
			if err != nil {
				t.Fatal(err)
			}
			v, ok := v.Rescale(scale)
			if !ok {
				t.Fatalf("%s %s: %s", symbol, d, text)
			}
			return v.Mantissa()
		}
		b.Time = append(b.Time, int64(d.UnixDay())*DayMillis)
		b.Close.Mantissa = append(b.Close.Mantissa, whole(row["close"], 1))
		b.Volume.Mantissa = append(b.Volume.Mantissa, whole(row["volume"], 0))
		b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, whole(row["hold"], 0))
	}
	for _, b := range list {
		if !slices.IsSorted(b.Time) {
			t.Fatalf("%s is not in order", b.Symbol)
		}
	}
	return list
}

// TestCurrentMonthAgainstVendor: the nearest contract chained from the
// exchange's statistics is the current-month series of another vendor, day by
// day (tushare IFL.CFX, IF00).
func TestCurrentMonthAgainstVendor(t *testing.T) {
	list := contractsOf(t, "IF")
	chain, err := NewChain(list, ByCurrentMonth, Unadjusted)
	if err != nil {
		t.Fatal(err)
	}
	ours := map[string]float64{}
	for i, at := range chain.Bars.Time {
		ours[strings.ReplaceAll(Stamp(at, true), "-", "")], _ = chain.Bars.Close.At(i)
	}
	compared := 0
	for _, row := range sharedRows(t, "daily/tushare_IF00.csv") {
		got, ok := ours[row["trade_date"]]
		if !ok {
			continue
		}
		want, err := unit.ParseDecimal(row["close"])
		if err != nil {
			t.Fatal(err)
		}
		compared++
		if got != want.Float64() {
			t.Errorf("%s: got %v, want %v", row["trade_date"], got, want)
		}
	}
	// Trading days from 2019-01-02 to 2024-06-28: 244+243+243+242+242+117.
	if compared != 1331 {
		t.Errorf("compared %d days, want 1331", compared)
	}
	// One roll after each of the 66 expiries from January 2019 to June 2024.
	if len(chain.Rolls) != 66 {
		t.Errorf("%d rolls, want 66", len(chain.Rolls))
	}
}

// TestAdjustedRollsOnRealData: adjusted by difference, no change of the chain
// on a roll day is larger than that of the contract held.
func TestAdjustedRollsOnRealData(t *testing.T) {
	list := contractsOf(t, "IF")
	for _, rule := range MainRules() {
		chain, err := NewChain(list, rule, ByDifference)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range chain.Rolls {
			if r.Common != chain.Bars.Time[r.Bar-1] {
				t.Errorf("%s: %s to %s compared closes of %s, the bar before the roll is of %s", rule, r.From, r.To,
					Stamp(r.Common, true), Stamp(chain.Bars.Time[r.Bar-1], true))
			}
			held := list[slices.IndexFunc(list, func(b *Bars) bool { return b.Symbol == r.To })]
			j, _ := slices.BinarySearch(held.Time, r.Time)
			want := held.Close.Mantissa[j] - held.Close.Mantissa[j-1]
			if got := chain.Bars.Close.Mantissa[r.Bar] - chain.Bars.Close.Mantissa[r.Bar-1]; got != want {
				t.Errorf("%s: change on %s: got %d, want %d tenths", rule, Stamp(r.Time, true), got, want)
			}
		}
		if last := chain.Bars.Len() - 1; math.Abs(float64(chain.Bars.Close.Mantissa[last])-34000) > 10000 {
			t.Errorf("%s: the last close moved: %s", rule, chain.Bars.Close.Text(last))
		}
	}
}
