package market

import (
	"bytes"
	"encoding/csv"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

func TestMainContract(t *testing.T) {
	near, far := calendar.MustOf(2024, 9, 20), calendar.MustOf(2024, 12, 20)
	a := Listed{Code: "IF2412", Expiry: far, Volume: 50, OpenInterest: 90, PrevOpenInterest: 10}
	b := Listed{Code: "IF2409", Expiry: near, Volume: 50, OpenInterest: 80, PrevOpenInterest: 20}
	for _, c := range []struct {
		rule MainRule
		list []Listed
		want int
		why  unit.Reason
	}{
		{ByVolume, []Listed{a, b}, 1, ""}, // equal volume: the nearer one
		{ByOpenInterest, []Listed{a, b}, 0, ""},
		{ByPrevOpenInterest, []Listed{a, b}, 1, ""},
		{ByCurrentMonth, []Listed{a, b}, 1, ""},
		{ByVolume, []Listed{a, a}, 0, ""},
		{ByVolume, nil, -1, NoContracts},
		{ByVolume, []Listed{{Expiry: near}}, -1, NoVolume},
		{ByOpenInterest, []Listed{{Expiry: near, Volume: 1}}, -1, unit.NoOpenInterest},
		{ByCurrentMonth, []Listed{{Expiry: far}, {Expiry: near}}, 1, ""},
		{ByVolume, []Listed{{Expiry: near, Volume: unitNaN}, {Expiry: far, Volume: 1}}, 1, ""},
	} {
		if got, why := Main(c.rule, c.list); got != c.want || why != c.why {
			t.Errorf("%s of %v: got %d, %q, want %d, %q", c.rule, c.list, got, why, c.want, c.why)
		}
	}
}

func TestMainRuleNamed(t *testing.T) {
	for _, r := range MainRules() {
		if got, err := MainRuleNamed(string(r)); err != nil || got != r {
			t.Errorf("%s: got %s, %v", r, got, err)
		}
	}
	_, err := MainRuleNamed("oi")
	if want := `there is no main-contract rule "oi"; it is one of volume, open_interest, open_interest_prev, current_month`; err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("got %v, want %s", err, want)
	}
}

func TestMainDoesNotDependOnOrder(t *testing.T) {
	lots := rapid.IntRange(0, 3)
	rapid.Check(t, func(t *rapid.T) {
		rule := rapid.SampledFrom(MainRules()).Draw(t, "rule")
		list := make([]Listed, rapid.IntRange(1, 4).Draw(t, "contracts"))
		for i := range list {
			list[i] = Listed{Code: strconv.Itoa(i), Expiry: report.AddDays(30 * i), Volume: float64(lots.Draw(t, "volume")),
				OpenInterest: float64(lots.Draw(t, "open interest")), PrevOpenInterest: float64(lots.Draw(t, "open interest before"))}
		}
		shuffled := rapid.Permutation(list).Draw(t, "order")
		i, why := Main(rule, list)
		j, why2 := Main(rule, shuffled)
		if (i < 0) != (j < 0) || why != why2 || i >= 0 && list[i].Code != shuffled[j].Code {
			t.Fatalf("%s: got %d, %q of %v and %d, %q of %v", rule, i, why, list, j, why2, shuffled)
		}
	})
}

// TestMainOfTheSinolinkReport: formulas sheet, the main contract of 2024-09-13 was the nearest one by volume and 2412 by
// open interest.
func TestMainOfTheSinolinkReport(t *testing.T) {
	rows := sharedCSV(t, "daily/all_contracts_20days_to_2024-09-13.csv")
	column := map[string]int{}
	for i, name := range rows[0] {
		column[name] = i
	}
	number := func(row []string, name string) float64 {
		v, err := strconv.ParseFloat(row[column[name]], 64)
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
	for _, p := range Products() {
		var list []Listed
		for _, row := range rows[1:] {
			code := row[column["contract"]]
			if row[column["date"]] != "2024-09-13" || !strings.HasPrefix(code, p.ID) {
				continue
			}
			c, err := ReadContract(code, report)
			if err != nil {
				t.Fatal(err)
			}
			list = append(list, Listed{Code: c.Code, Expiry: c.LastTradingDay.Date, Volume: number(row, "volume"), OpenInterest: number(row, "oi")})
		}
		if len(list) != 4 {
			t.Fatalf("%s: got %d contracts, want 4", p.ID, len(list))
		}
		want := map[MainRule]string{ByVolume: p.ID + "2409", ByCurrentMonth: p.ID + "2409"}
		if p.ID == "IF" { // golden case 1: open interest 98,523 of IF2412 against 84,137 of IF2409
			want[ByOpenInterest] = "IF2412"
		}
		for rule, code := range want {
			if i, why := Main(rule, list); i < 0 || list[i].Code != code {
				t.Errorf("%s by %s: got %d, %q, want %s", p.ID, rule, i, why, code)
			}
		}
	}
}

// TestRemainingOfRealData: expiry and N of twenty days of all contracts, as the data states them.
func TestRemainingOfRealData(t *testing.T) {
	for _, row := range sharedCSV(t, "daily/all_contracts_20days_to_2024-09-13.csv")[1:] {
		on, err := calendar.Parse(row[0])
		if err != nil {
			t.Fatal(err)
		}
		c, err := ReadContract(row[2], on)
		if err != nil {
			t.Fatal(err)
		}
		if n := c.Remaining(on).TradingDays; c.LastTradingDay.Date.String() != row[3] || strconv.Itoa(n.Days) != row[4] || n.Estimated {
			t.Errorf("%s on %s: got %s, %+v, want %s, %s", row[2], on, c.LastTradingDay.Date, n, row[3], row[4])
		}
	}
}

// TestListedMonthsOfRealData: every contract of five years of quotes is one of the four that the rule lists.
func TestListedMonthsOfRealData(t *testing.T) {
	rows := sharedCSV(t, "daily/cffex_basis_daily_2018-10_2024-06.csv")
	checked := 0
	for _, row := range rows[1:] {
		on, err := calendar.Parse(row[1])
		if err != nil {
			t.Fatal(err)
		}
		c, err := ReadContract(row[0], on)
		if err != nil || !c.IsListed(on) {
			t.Errorf("%s was quoted on %s; got listed %t, %v", row[0], on, c.IsListed(on), err)
			continue
		}
		checked++
	}
	if checked < 10000 {
		t.Errorf("got %d contract days, want more than 10,000", checked)
	}
}

// sharedCSV reads a file of the reference data with its header, or skips the test where the data is not there.
func sharedCSV(t *testing.T, name string) [][]string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			break
		}
		if dir == filepath.Dir(dir) {
			t.Fatal("no go.mod above the test")
		}
		dir = filepath.Dir(dir)
	}
	text, err := os.ReadFile(filepath.Join(dir, "..", "shared", "data", filepath.FromSlash(name)))
	if err != nil {
		t.Skipf("reference data is not on this machine: %v", err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff")))).ReadAll()
	if err != nil || len(rows) < 2 {
		t.Fatalf("%s: %d rows, %v", name, len(rows), err)
	}
	return rows
}
