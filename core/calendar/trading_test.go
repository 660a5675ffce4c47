package calendar

import (
	"testing"

	"pgregory.net/rapid"
)

func date(t *testing.T, text string) Date {
	t.Helper()
	d, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// The closures of every year, counted in the reference file.
var closuresOfYear = map[int]int{
	2010: 19, 2011: 16, 2012: 18, 2013: 23, 2014: 16, 2015: 17, 2016: 17, 2017: 16, 2018: 18,
	2019: 17, 2020: 19, 2021: 18, 2022: 18, 2023: 18, 2024: 20, 2025: 18, 2026: 19,
}

// Trading days of a year as the exchanges' statistics state them.
var tradingDaysOfYear = map[int]int{
	2010: 242, 2011: 244, 2012: 243, 2013: 238, 2014: 245, 2015: 244, 2016: 244, 2017: 244, 2018: 243,
	2019: 244, 2020: 243, 2021: 243, 2022: 242, 2023: 242, 2024: 242, 2025: 243,
}

func TestClosuresMatchReference(t *testing.T) {
	closed := map[Date]bool{}
	for _, row := range sharedCSV(t, "calendar/cn_weekday_closures_2010_2026.csv") {
		closed[date(t, row[0])] = true
	}
	if len(closed) != 307 {
		t.Fatalf("got %d closures in the reference, want 307", len(closed))
	}
	first, last := Known()
	for d := first; !d.After(last); d = d.AddDays(1) {
		open, estimated := IsTradingDay(d)
		if want := d.IsWeekday() && !closed[d]; open != want || estimated {
			t.Errorf("%s: got open %t, estimated %t, want %t, false", d, open, estimated, want)
		}
	}
}

// TestTradedDaysOfTheIndex compares the calendar with the days on which the CSI 300 index was really quoted.
func TestTradedDaysOfTheIndex(t *testing.T) {
	traded := map[Date]bool{}
	var last Date
	for _, row := range sharedCSV(t, "daily/Choice_000300_2005-2023.csv") {
		if d, err := Parse(row[2]); err == nil {
			traded[d] = true
			if last.Before(d) {
				last = d
			}
		}
	}
	if len(traded) < 4000 {
		t.Fatalf("got %d days from the index file", len(traded))
	}
	first, _ := Known()
	for d := first; !d.After(last); d = d.AddDays(1) {
		if open, _ := IsTradingDay(d); open != traded[d] {
			t.Errorf("%s: got open %t, the index was quoted: %t", d, open, traded[d])
		}
	}
}

func TestKnownYears(t *testing.T) {
	total := 0
	for year, want := range closuresOfYear {
		y, ok := KnownYear(year)
		if !ok || len(y.Closed) != want || y.Notice == "" {
			t.Errorf("%d: got %d closures, notice %q, want %d", year, len(y.Closed), y.Notice, want)
		}
		if days, ok := tradingDaysOfYear[year]; ok && y.TradingDays != days {
			t.Errorf("%d: got %d trading days, want %d", year, y.TradingDays, days)
		}
		for _, d := range y.Closed {
			if d.Year() != year || !d.IsWeekday() {
				t.Errorf("%d: %s is no weekday of the year", year, d)
			}
		}
		total += len(y.Closed)
	}
	if total != 307 || len(years) != len(closuresOfYear) {
		t.Errorf("got %d closures in %d years, want 307 in 17", total, len(years))
	}
	for _, year := range []int{2009, 2027, 0, -1} {
		if _, ok := KnownYear(year); ok {
			t.Errorf("%d is said to be known", year)
		}
	}
}

// TestTablesAreInOrder guards what newExchange relies on.
func TestTablesAreInOrder(t *testing.T) {
	for i, y := range years {
		if i > 0 && y.year != years[i-1].year+1 {
			t.Errorf("%d follows %d", y.year, years[i-1].year)
		}
		for j := 1; j < len(y.closed); j++ {
			if y.closed[j] <= y.closed[j-1] {
				t.Errorf("%d: %d follows %d", y.year, y.closed[j], y.closed[j-1])
			}
		}
	}
}

func TestTradingDays(t *testing.T) {
	// The first five rows: golden case 1, N of the four contracts on 2024-09-13, and the last trading day itself.
	// The rest is counted on the wall calendar.
	for _, c := range []struct {
		a, b string
		want int
	}{
		{"2024-09-13", "2024-09-20", 3}, {"2024-09-13", "2024-10-18", 18}, {"2024-09-13", "2024-12-20", 63},
		{"2024-09-13", "2025-03-21", 121}, {"2024-09-20", "2024-09-20", 0},
		{"2024-02-08", "2024-02-19", 1}, // across the Spring Festival with 9 February closed
		{"2020-01-22", "2020-02-03", 2}, // the lengthened Spring Festival
		{"2024-09-14", "2024-09-14", 0}, {"2024-09-13", "2024-09-17", 0}, {"2024-09-12", "2024-09-13", 1},
		{"2024-09-20", "2024-09-13", -3},
		{"2009-12-31", "2010-12-31", 242}, {"2025-12-31", "2026-12-31", 242},
	} {
		got := TradingDays(date(t, c.a), date(t, c.b))
		if got.Days != c.want || got.Estimated {
			t.Errorf("(%s, %s]: got %+v, want %d, exact", c.a, c.b, got, c.want)
		}
	}
}

func TestTradingDaysBeyondTheKnownCalendar(t *testing.T) {
	// The usual year has (4435 weekdays - 307) / 17 = 242.8 trading days; the usual first quarter, by hand from the
	// closures of January to March in 17 years, 58.
	for _, c := range []struct {
		a, b     string
		low, top int
	}{
		{"2026-12-31", "2027-12-31", 241, 244},
		{"2026-12-31", "2036-12-31", 2422, 2436},
		{"2026-12-18", "2027-03-19", 55, 60}, // 65 weekdays; the New Year and the Spring Festival take 6 to 8
		{"2009-01-01", "2009-12-31", 241, 245},
		{"2026-12-31", "2027-01-01", 0, 1},
	} {
		got := TradingDays(date(t, c.a), date(t, c.b))
		if !got.Estimated || got.Days < c.low || got.Days > c.top {
			t.Errorf("(%s, %s]: got %+v, want %d to %d, estimated", c.a, c.b, got, c.low, c.top)
		}
	}
	if got := TradingDays(date(t, "2026-12-18"), date(t, "2026-12-31")); got.Estimated || got.Days != 9 {
		t.Errorf("to the last known day: got %+v, want 9, exact", got)
	}
	if open, estimated := IsTradingDay(date(t, "2027-02-08")); !open || !estimated {
		t.Errorf("Monday 2027-02-08: got %t, %t, want open, estimated", open, estimated)
	}
	if got := Next(date(t, "2026-12-31")); got.Date.String() != "2027-01-01" || !got.Estimated {
		t.Errorf("after 2026-12-31: got %+v, want 2027-01-01, estimated", got)
	}
	if got := Prev(date(t, "2027-01-01")); got.Date.String() != "2026-12-31" || got.Estimated {
		t.Errorf("before 2027-01-01: got %+v, want 2026-12-31, exact", got)
	}
	if got := Prev(date(t, "2010-01-04")); !got.Estimated {
		t.Errorf("before 2010-01-04: got %+v, want an estimate", got)
	}
	if got := Next(MustOf(9999, 12, 31)); !got.Date.IsZero() || !got.Estimated {
		t.Errorf("after the last date: got %+v, want no date", got)
	}
}

func TestShift(t *testing.T) {
	// Formulas sheet A.9: T+2 of 2020-01-22 is 2020-02-03; golden case 14 names the seven days T-2 to T+4.
	days := []string{"2020-01-20", "2020-01-21", "2020-01-22", "2020-01-23", "2020-02-03", "2020-02-04", "2020-02-05"}
	event := date(t, "2020-01-22")
	for i, want := range days {
		if got := Shift(event, i-2); got.Date.String() != want || got.Estimated {
			t.Errorf("T%+d: got %+v, want %s", i-2, got, want)
		}
	}
	if got := Shift(date(t, "2020-01-25"), 0); got.Date.String() != "2020-02-03" {
		t.Errorf("on or after 2020-01-25: got %s, want 2020-02-03", got.Date)
	}
	if got := Shift(date(t, "2026-12-30"), 3); got.Date.String() != "2027-01-04" || !got.Estimated {
		t.Errorf("three days after 2026-12-30: got %+v, want 2027-01-04, estimated", got)
	}
}

func TestTradingDayProperties(t *testing.T) {
	// Two years each side of the known calendar are part of the game.
	some := rapid.Custom(func(t *rapid.T) Date {
		return MustOf(2008, 1, 1).AddDays(rapid.IntRange(0, 21*365).Draw(t, "days"))
	})
	rapid.Check(t, func(t *rapid.T) {
		a, b, c := some.Draw(t, "a"), some.Draw(t, "b"), some.Draw(t, "c")
		ab, bc, ac := TradingDays(a, b), TradingDays(b, c), TradingDays(a, c)
		if ab.Days+bc.Days != ac.Days {
			t.Fatalf("(%s, %s] %d + (%s, %s] %d is not (%s, %s] %d", a, b, ab.Days, b, c, bc.Days, a, c, ac.Days)
		}
		if !b.Before(a) && (ab.Days < 0 || ab.Days > b.Sub(a)) {
			t.Fatalf("(%s, %s]: %d trading days in %d days", a, b, ab.Days, b.Sub(a))
		}
		if back := TradingDays(b, a).Days; back != -ab.Days {
			t.Fatalf("(%s, %s] is %d and back %d", a, b, ab.Days, back)
		}
		next := Next(a)
		if !next.Estimated {
			if got := Prev(next.Date); got != OnOrBefore(a) {
				t.Fatalf("before the day after %s: got %s, want %s", a, got.Date, OnOrBefore(a).Date)
			}
			if open, _ := IsTradingDay(next.Date); !open || !next.Date.After(a) {
				t.Fatalf("the trading day after %s is %s", a, next.Date)
			}
			if IsKnown(a) && TradingDays(a, next.Date) != (Count{Days: 1}) {
				t.Fatalf("(%s, %s] holds %+v trading days, want 1", a, next.Date, TradingDays(a, next.Date))
			}
		}
		n := rapid.IntRange(-30, 30).Draw(t, "n")
		start := OnOrAfter(a)
		if to := Shift(start.Date, n); IsKnown(start.Date) && IsKnown(to.Date) && TradingDays(start.Date, to.Date).Days != n {
			t.Fatalf("%s shifted by %d is %s, %+v trading days on", start.Date, n, to.Date, TradingDays(start.Date, to.Date))
		}
	})
}

func BenchmarkTradingDays(b *testing.B) {
	from, to := MustOf(2024, 9, 13), MustOf(2024, 12, 20)
	n := 0
	for b.Loop() {
		n += TradingDays(from, to).Days
	}
	if n == 0 {
		b.Fatal("no trading days")
	}
}

func BenchmarkNewExchange(b *testing.B) {
	for b.Loop() {
		if x := newExchange(years); len(x.open) == 0 {
			b.Fatal("empty")
		}
	}
}
