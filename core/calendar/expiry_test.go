package calendar

import (
	"encoding/json"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

func TestLastTradingDayMatchesReference(t *testing.T) {
	rows := sharedCSV(t, "calendar/cffex_index_expiry_2010_2026.csv")
	if len(rows) != 204 {
		t.Fatalf("got %d months, want 204", len(rows))
	}
	rolled := 0
	for _, row := range rows {
		y, _ := digits(row[0][:2])
		m, _ := digits(row[0][2:])
		month := MonthOf(2000+y, m)
		got := LastTradingDay(month)
		if got.Date != date(t, row[1]) || got.Estimated || month.Code() != row[0] {
			t.Errorf("%s (%s): got %+v, want %s", row[0], month.Code(), got, row[1])
		}
		if got.Rolled {
			rolled++
		}
	}
	if rolled != 9 { // the reference says so
		t.Errorf("got %d months off the third Friday, want 9", rolled)
	}
}

func TestLastTradingDay(t *testing.T) {
	// Golden case 19 and the months the third Friday was a holiday.
	for _, c := range []struct {
		year, month int
		want        string
		rolled      bool
		estimated   bool
	}{
		{2015, 2, "2015-02-25", true, false}, {2024, 9, "2024-09-20", false, false}, {2024, 10, "2024-10-18", false, false},
		{2024, 2, "2024-02-19", true, false}, {2026, 2, "2026-02-24", true, false}, {2026, 6, "2026-06-22", true, false},
		{2027, 3, "2027-03-19", false, true}, {2009, 12, "2009-12-18", false, true},
	} {
		got := LastTradingDay(MonthOf(c.year, c.month))
		if got.Date.String() != c.want || got.Rolled != c.rolled || got.Estimated != c.estimated {
			t.Errorf("%d-%02d: got %+v, want %s, rolled %t, estimated %t", c.year, c.month, got, c.want, c.rolled, c.estimated)
		}
	}
	if got := LastTradingDay(Month{}); got != (Expiry{}) {
		t.Errorf("no month: got %+v", got)
	}
}

func TestListedMonths(t *testing.T) {
	// 2024-09-13: the four contracts of golden case 1. The others follow the contract rules by hand.
	for _, c := range []struct{ day, want string }{
		{"2024-09-13", "2409 2410 2412 2503"},
		{"2024-09-20", "2409 2410 2412 2503"}, // last trading day: still listed
		{"2024-09-21", "2410 2411 2412 2503"},
		{"2024-09-23", "2410 2411 2412 2503"},
		{"2024-11-18", "2412 2501 2503 2506"},
		{"2024-10-21", "2411 2412 2503 2506"},
		{"2024-02-19", "2402 2403 2406 2409"}, // rolled off the third Friday
		{"2024-02-20", "2403 2404 2406 2409"},
		{"2026-11-20", "2611 2612 2703 2706"},
	} {
		months := ListedMonths(date(t, c.day))
		got := make([]string, len(months))
		for i, m := range months {
			got[i] = m.Code()
		}
		if s := strings.Join(got, " "); s != c.want {
			t.Errorf("%s: got %s, want %s", c.day, s, c.want)
		}
	}
}

func TestListedMonthsProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := MustOf(2010, 4, 16).AddDays(rapid.IntRange(0, 17*365).Draw(t, "days"))
		months := ListedMonths(d)
		if LastTradingDay(months[0]).Date.Before(d) {
			t.Fatalf("%s: %s has expired", d, months[0])
		}
		if before := months[0].Add(-1); !LastTradingDay(before).Date.Before(d) {
			t.Fatalf("%s: %s has not expired and is not listed", d, before)
		}
		if months[1] != months[0].Add(1) || !months[2].IsQuarter() || !months[3].IsQuarter() ||
			!months[1].Before(months[2]) || months[3] != months[2].Add(3) || months[1].Add(3).Before(months[2]) {
			t.Fatalf("%s: %v", d, months)
		}
	})
}

func TestMonth(t *testing.T) {
	m := MonthOf(2024, 12)
	if m.String() != "2024-12" || m.Code() != "2412" || m.Year() != 2024 || m.Month() != 12 || m.Add(1) != MonthOf(2025, 1) || m.Add(-12) != MonthOf(2023, 12) {
		t.Errorf("got %s %s %d %d %s", m, m.Code(), m.Year(), m.Month(), m.Add(1))
	}
	if got := MonthOf(2005, 3).Code(); got != "0503" {
		t.Errorf("got %s, want 0503", got)
	}
	for _, none := range []Month{{}, MonthOf(2024, 0), MonthOf(2024, 13), MonthOf(0, 1), MonthOf(9999, 12).Add(1), MonthOf(1, 1).Add(-1), Month{}.Add(1)} {
		if !none.IsZero() || none.String() != "" || none.Month() != 0 || none.IsQuarter() {
			t.Errorf("got %+v, want no month", none)
		}
	}
	b, err := json.Marshal([]Month{m, {}})
	if err != nil || string(b) != `["2024-12",""]` {
		t.Fatalf("got %s, %v", b, err)
	}
	var back []Month
	if err := json.Unmarshal(b, &back); err != nil || back[0] != m || !back[1].IsZero() {
		t.Errorf("got %v, %v", back, err)
	}
	for _, bad := range []string{`["2024-13"]`, `["2024-1"]`, `["202412"]`, `["x"]`, `["2024-+1"]`} {
		if err := json.Unmarshal([]byte(bad), &back); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}
