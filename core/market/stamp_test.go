package market

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

// TestStamp holds stamps against package time.
func TestStamp(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		at := time.UnixMilli(rapid.Int64Range(-62135596800000, 253402300799999).Draw(t, "ms")).UTC()
		switch rapid.IntRange(0, 2).Draw(t, "round") {
		case 1:
			at = at.Truncate(time.Minute)
		case 2:
			at = at.Truncate(time.Second)
		}
		layout := "2006-01-02 15:04"
		if at.Second() != 0 || at.Nanosecond() != 0 {
			layout += ":05"
		}
		if at.Nanosecond() != 0 {
			layout += ".000"
		}
		if got, want := Stamp(at.UnixMilli(), false), at.Format(layout); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
		if got, want := Stamp(at.UnixMilli(), true), at.Format("2006-01-02"); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	})
	if got := Stamp(1<<62, false); got != "" {
		t.Errorf("beyond the calendar: got %q", got)
	}
}

// TestBarDay: a bar ending at midnight closes the day before; a daily bar opens its own.
func TestBarDay(t *testing.T) {
	midnight := time.Date(2024, 9, 14, 0, 0, 0, 0, time.UTC).UnixMilli()
	for _, c := range []struct {
		minutes int
		want    string
	}{{1, "2024-09-13"}, {Daily, "2024-09-14"}} {
		b := Bars{Minutes: c.minutes, Time: []int64{midnight}}
		if got := b.Day(0).String(); got != c.want {
			t.Errorf("%d minutes: got %s, want %s", c.minutes, got, c.want)
		}
	}
}
