package calendar

import (
	"errors"
	"math"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

func TestConventions(t *testing.T) {
	// Formulas sheet A.3: IM2409 of 2024-09-13, F 4416.8, S 4413.187, N 3, 7 calendar days, in percent as printed.
	const rate = (4416.8 - 4413.187) / 4413.187
	for _, c := range []struct {
		id      string
		percent float64
		half    float64 // half a unit of the last digit printed
	}{
		{"raw", 0.0819, 5e-5}, {"sinolink", 6.8769, 5e-5}, {"huatai", 5.1577, 5e-5}, {"calendar365", 4.2688, 5e-5}, {"xingzheng", -4.210, 5e-4},
	} {
		convention, err := ConventionNamed(c.id)
		if err != nil {
			t.Fatal(err)
		}
		k, why := convention.Factor(7, 3)
		if got := 100 * k * rate; why != "" || math.Abs(got-c.percent) > c.half {
			t.Errorf("%s: got %.5f %%, %q, want %v", c.id, got, why, c.percent)
		}
		if convention.NameZH == "" || convention.NameEN == "" || convention.Source == "" || convention.Rule == "" {
			t.Errorf("%s: a text is missing: %+v", c.id, convention)
		}
	}
	ids := []string{}
	for _, c := range Conventions() {
		ids = append(ids, c.ID)
	}
	if got, want := strings.Join(ids, " "), "raw sinolink huatai calendar365 xingzheng"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestFactorAtTheEdges(t *testing.T) {
	for _, c := range []struct {
		id            string
		days, trading int
		k             float64
		why           unit.Reason
	}{
		{"raw", 0, 0, 1, ""}, {"raw", -1, -1, 0, Expired},
		{"sinolink", 0, 0, 0, unit.NoTradingDays}, {"sinolink", 3, 0, 0, unit.NoTradingDays}, {"sinolink", 1, 1, 252, ""},
		{"huatai", 0, 0, 252, ""}, {"huatai", 7, 3, 63, ""}, {"huatai", -1, -1, 0, Expired},
		{"calendar365", 0, 0, 0, unit.ExpiryDay}, {"calendar365", 73, 50, 5, ""},
		{"xingzheng", 0, 0, 0, unit.ExpiryDay}, {"xingzheng", 90, 60, -4, ""}, {"xingzheng", -2, 0, 0, Expired},
	} {
		convention, err := ConventionNamed(c.id)
		if err != nil {
			t.Fatal(err)
		}
		if k, why := convention.Factor(c.days, c.trading); k != c.k || why != c.why {
			t.Errorf("%s of %d days, %d trading days: got %v, %q, want %v, %q", c.id, c.days, c.trading, k, why, c.k, c.why)
		}
	}
}

func TestUnknownNamesListTheValidOnes(t *testing.T) {
	_, err := ConventionNamed("citic")
	want := `1 field was refused: there is no convention "citic"; it is one of raw, sinolink, huatai, calendar365, xingzheng`
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	_, err = DayCountNamed("")
	var f *fault.Error
	if !errors.As(err, &f) || f.Fields[0].Code != "unknown_day_count" || f.Fields[0].Params["valid"] != "act365, act360, trading252, trading252p1, months12" {
		t.Errorf("got %v", err)
	}
}

func TestTau(t *testing.T) {
	// IM2412 of 2024-09-13: 98 calendar days, 63 trading days; both from the formulas sheet.
	from, to := MustOf(2024, 9, 13), MustOf(2024, 12, 20)
	for _, c := range []struct {
		id    string
		years float64
	}{
		{"act365", 98.0 / 365}, {"act360", 98.0 / 360}, {"trading252", 0.25}, {"trading252p1", 64.0 / 252}, {"months12", 0.25},
	} {
		count, err := DayCountNamed(c.id)
		if err != nil {
			t.Fatal(err)
		}
		if got, why := count.Tau(from, to); got.Years != c.years || got.Estimated || why != "" {
			t.Errorf("%s: got %+v, %q, want %v", c.id, got, why, c.years)
		}
		if _, why := count.Tau(to, from); why != Expired {
			t.Errorf("%s backwards: got %q, want %q", c.id, why, Expired)
		}
		if _, why := count.Tau(Date{}, to); why != NoDate {
			t.Errorf("%s without a date: got %q, want %q", c.id, why, NoDate)
		}
		far, _ := count.Tau(from, MustOf(2027, 3, 19))
		if want := count.Counts == TradingDayN; far.Estimated != want {
			t.Errorf("%s to 2027: got estimated %t, want %t", c.id, far.Estimated, want)
		}
	}
	for i, want := range []float64{0, 0, 0, 1.0 / 252, 0} {
		if got, why := DayCounts()[i].Tau(to, to); got.Years != want || why != "" {
			t.Errorf("%s on the last day: got %+v, %q, want %v", DayCounts()[i].ID, got, why, want)
		}
	}
}

func TestFactorIsAlwaysFiniteAndSigned(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		days := rapid.IntRange(-lastDay, lastDay).Draw(t, "days")
		trading := rapid.IntRange(-lastDay, lastDay).Draw(t, "trading days")
		for _, c := range Conventions() {
			k, why := c.Factor(days, trading)
			if math.IsNaN(k) || math.IsInf(k, 0) || why != "" && k != 0 || why == "" && k*float64(c.Sign) <= 0 {
				t.Fatalf("%s of %d, %d: %v, %q", c.ID, days, trading, k, why)
			}
		}
	})
}
