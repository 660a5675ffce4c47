package basis

import (
	"encoding/csv"
	"fairbasis/core/op/optest"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"fairbasis/core/carry"
	"fairbasis/core/unit"
)

// reference reads a file of the reference data, found beside the module, or
// skips the test where it is absent.
func reference(t *testing.T, name string) []map[string]string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if filepath.Dir(dir) == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	f, err := os.Open(filepath.Join(dir, "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("reference data is not on this machine: %v", err)
	}
	defer f.Close()
	rows, err := csv.NewReader(f).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	out := make([]map[string]string, len(rows)-1)
	for i, row := range rows[1:] {
		out[i] = map[string]string{}
		for j, cell := range row {
			out[i][rows[0][j]] = cell
		}
	}
	return out
}

func parse(t *testing.T, text string) float64 {
	t.Helper()
	x, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return x
}

// The 20 trading days to 2024-09-13: expiries and trading days agree with the
// file in every row, and the mean over the days of the volume-main contract's
// basis rate is the column of report 001's table 1 (in %).
func TestTwentyDays(t *testing.T) {
	chains := map[string]map[string]*carry.Chain{}
	for _, row := range reference(t, "daily/all_contracts_20days_to_2024-09-13.csv") {
		date, spot, price := day(t, row["date"]), unit.Points(parse(t, row["spot"])), unit.Points(parse(t, row["close"]))
		r := measure(t, Input{Terms: carry.Terms{Contract: row["contract"], Date: date, Spot: spot, Futures: price}})
		if r.Expiry.String() != row["expiry"] || strconv.Itoa(r.TradingDays) != row["N"] {
			t.Errorf("%s on %s: %s, N %d; want %s, %s", row["contract"], date, r.Expiry, r.TradingDays, row["expiry"], row["N"])
		}
		byDate := chains[row["product"]]
		if byDate == nil {
			byDate = map[string]*carry.Chain{}
			chains[row["product"]] = byDate
		}
		if byDate[row["date"]] == nil {
			byDate[row["date"]] = &carry.Chain{Date: date, Spot: spot}
		}
		c := byDate[row["date"]]
		c.Contracts = append(c.Contracts, carry.Listed{Contract: row["contract"], Futures: price,
			OpenInterest: parse(t, row["oi"]), Volume: parse(t, row["volume"])})
	}
	for product, want := range map[string]float64{"IF": -0.143, "IC": -0.312, "IM": -0.386, "IH": -0.099} {
		sum := 0.0
		for _, c := range chains[product] {
			w := weight(t, WeightedInput{Chain: *c})
			for _, m := range w.Contracts {
				if m.Contract == w.Main[0].Contract {
					sum += float64(m.BasisRate)
				}
			}
		}
		if n := len(chains[product]); n != 20 {
			t.Errorf("%s: %d days, want 20", product, n)
		}
		optest.Near(t, product+" 20-day mean", 100*sum/20, want, 0.0005)
	}
}
