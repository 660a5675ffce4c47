package calendar

import (
	"encoding/json"
	"errors"
	"testing"
	"time"

	"fairbasis/core/fault"
	"pgregory.net/rapid"
)

var anyDate = rapid.Custom(func(t *rapid.T) Date {
	return OfUnixDay(rapid.IntRange(1-unixEpoch, lastDay-unixEpoch).Draw(t, "unix day"))
})

func TestDateAgreesWithPackageTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := anyDate.Draw(t, "date")
		want := time.Unix(int64(d.UnixDay())*86400, 0).UTC()
		year, month, day := d.Civil()
		if year != want.Year() || month != int(want.Month()) || day != want.Day() {
			t.Fatalf("day %d: got %d-%d-%d, want %s", d.UnixDay(), year, month, day, want)
		}
		if d.Year() != year || d.Month() != month || d.Day() != day {
			t.Fatalf("%s: Year, Month, Day differ from Civil", d)
		}
		if got, want := d.Weekday(), int(want.Weekday()); got != want {
			t.Fatalf("%s: got weekday %d, want %d", d, got, want)
		}
		if got, want := d.String(), want.Format("2006-01-02"); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		if back, err := Parse(want.Format("2006/1/2")); err != nil && year >= 1000 || err == nil && back != d {
			t.Fatalf("%s with slashes: got %s, %v", d, back, err)
		}
		for _, layout := range []string{"2006-01-02", "20060102"} {
			if back, err := Parse(want.Format(layout)); err != nil || back != d {
				t.Fatalf("%s: got %s, %v", want.Format(layout), back, err)
			}
		}
		n := rapid.IntRange(-4000, 4000).Draw(t, "n")
		if e := d.AddDays(n); !e.IsZero() && e.Sub(d) != n {
			t.Fatalf("%s + %d days is %s, which is %d days", d, n, e, e.Sub(d))
		}
	})
}

func TestEveryDayOfTheFourCenturies(t *testing.T) {
	d := MustOf(1800, 1, 1)
	for want := time.Date(1800, 1, 1, 0, 0, 0, 0, time.UTC); want.Year() < 2200; want = want.AddDate(0, 0, 1) {
		if year, month, day := d.Civil(); year != want.Year() || month != int(want.Month()) || day != want.Day() {
			t.Fatalf("got %d-%d-%d, want %s", year, month, day, want)
		}
		if back := of(want.Year(), int(want.Month()), want.Day()); back != d {
			t.Fatalf("got day number %d for %s, want %d", back.n, d, d.n)
		}
		d = d.AddDays(1)
	}
}

func TestParse(t *testing.T) {
	friday := MustOf(2024, 9, 13)
	for _, text := range []string{"2024-09-13", "20240913", "2024/9/13", "2024/09/13", " 2024-09-13\n", "２０２４-０９-１３", "２０２４／９／１３"} {
		if got, err := Parse(text); err != nil || got != friday {
			t.Errorf("%q: got %s, %v, want %s", text, got, err, friday)
		}
	}
	for _, c := range []struct{ text, code string }{
		{"", "missing"}, {"  ", "missing"},
		{"2024-9-13", "bad_date"}, {"2024-09-13T00:00", "bad_date"}, {"13.09.2024", "bad_date"}, {"+2024-9-1", "bad_date"},
		{"2024/9", "bad_date"}, {"2024//1", "bad_date"}, {"24/9/13", "bad_date"}, {"today", "bad_date"}, {"2024091", "bad_date"},
		{"2024-+9-13", "bad_date"}, {"42009", "bad_date"}, {"1_000-01-01", "bad_date"}, {"²024-01-01", "bad_date"},
		{"2024-13-01", "bad_month"}, {"2024-00-01", "bad_month"}, {"0000-01-01", "bad_month"},
		{"2024-02-30", "bad_day"}, {"2023-02-29", "bad_day"}, {"1900-02-29", "bad_day"}, {"2024-04-31", "bad_day"}, {"20240900", "bad_day"},
	} {
		_, err := Parse(c.text)
		var f *fault.Error
		if !errors.As(err, &f) || f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Code != c.code {
			t.Errorf("%q: got %v, want %s", c.text, err, c.code)
		}
	}
	_, err := Parse("2023-02-29")
	if got, want := err.Error(), `1 field was refused: "2023-02-29" has no such day; that month has 28`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestOf(t *testing.T) {
	if d, err := Of(2000, 2, 29); err != nil || d.String() != "2000-02-29" {
		t.Errorf("got %s, %v, want 2000-02-29", d, err)
	}
	for _, c := range [][3]int{{0, 1, 1}, {10000, 1, 1}, {2024, 0, 1}, {2024, 13, 1}, {2024, 1, 0}, {2023, 2, 29}} {
		if d, err := Of(c[0], c[1], c[2]); err == nil {
			t.Errorf("%v: got %s, want a refusal", c, d)
		}
	}
}

func TestZeroDate(t *testing.T) {
	var none Date
	if !none.IsZero() || none.String() != "" || none.Year() != 0 || none.IsWeekday() || !none.AddDays(5).IsZero() || !none.AddMonths(1).IsZero() {
		t.Errorf("the zero date is not no date: %q %d", none, none.Year())
	}
	first, last := MustOf(1, 1, 1), MustOf(9999, 12, 31)
	if !first.AddDays(-1).IsZero() || !last.AddDays(1).IsZero() || !last.AddMonths(1).IsZero() || !first.AddMonths(-1).IsZero() || !last.AddDays(1<<62).IsZero() {
		t.Error("a date outside the years 1 to 9999 is not the zero date")
	}
	if !none.Before(first) || last.Compare(first) != 1 || first.Compare(last) != -1 || first.Compare(first) != 0 {
		t.Error("dates are not in order")
	}
}

func TestDateJSON(t *testing.T) {
	type pair struct {
		A Date          `json:"a"`
		B Date          `json:"b"`
		M map[Date]bool `json:"m"`
	}
	in := pair{A: MustOf(2024, 9, 13), M: map[Date]bool{MustOf(2010, 4, 16): true}}
	b, err := json.Marshal(in)
	if want := `{"a":"2024-09-13","b":"","m":{"2010-04-16":true}}`; err != nil || string(b) != want {
		t.Fatalf("got %s, %v, want %s", b, err, want)
	}
	var out pair
	if err := json.Unmarshal(b, &out); err != nil || out.A != in.A || out.B != in.B || !out.M[MustOf(2010, 4, 16)] {
		t.Errorf("got %+v, %v, want %+v", out, err, in)
	}
	if err := json.Unmarshal([]byte(`{"a":"2024-02-30"}`), &out); err == nil {
		t.Error("2024-02-30 was accepted")
	}
}

func TestAddMonthsAndMonthsBetween(t *testing.T) {
	// Expected by hand from a wall calendar.
	for _, c := range []struct {
		from   string
		months int
		want   string
	}{
		{"2024-01-31", 1, "2024-02-29"}, {"2023-01-31", 1, "2023-02-28"}, {"2024-12-20", 3, "2025-03-20"},
		{"2024-03-31", -1, "2024-02-29"}, {"2024-01-15", -1, "2023-12-15"}, {"2024-01-15", 0, "2024-01-15"},
	} {
		from, _ := Parse(c.from)
		if got := from.AddMonths(c.months); got.String() != c.want {
			t.Errorf("%s + %d months: got %s, want %s", c.from, c.months, got, c.want)
		}
	}
	for _, c := range []struct {
		from, to string
		want     int
	}{
		{"2024-09-20", "2024-12-20", 3}, {"2024-09-20", "2024-12-19", 2}, {"2024-09-13", "2024-12-20", 3},
		{"2024-01-31", "2024-02-29", 1}, {"2024-01-31", "2024-02-28", 0}, {"2024-09-13", "2024-09-13", 0}, {"2024-12-20", "2025-12-19", 11},
	} {
		from, _ := Parse(c.from)
		to, _ := Parse(c.to)
		if got := MonthsBetween(from, to); got != c.want {
			t.Errorf("%s to %s: got %d months, want %d", c.from, c.to, got, c.want)
		}
	}
}

func FuzzDate(f *testing.F) {
	for _, text := range []string{"", "2024-09-13", "20240913", "2024/9/13", "２０２４／９／１３", "0001-01-01", "9999-12-31", "2024-02-30", "\xff\xfe", "----------"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := Parse(text)
		if err != nil {
			if !d.IsZero() {
				t.Fatalf("%q: refused, and yet %s", text, d)
			}
			return
		}
		want, err := time.Parse("2006-01-02", d.String())
		if err != nil || d.IsZero() || want.Format("2006-01-02") != d.String() {
			t.Fatalf("%q was read as %q, which package time does not accept: %v", text, d, err)
		}
		if back, err := Parse(d.String()); err != nil || back != d {
			t.Fatalf("%q: got %s back from %s, %v", text, back, d, err)
		}
	})
}
