package sections

import (
	"slices"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/study"
)

// TestDriverNotes: notes name drivers as the tables do, and leave those of the
// answer as they were.
func TestDriverNotes(t *testing.T) {
	notes := []fault.Field{
		fault.Note("on", "same_drivers", "", "driver", study.DriverYield, "others", study.DriverRate+" "+study.DriverExpiry),
		fault.Note("interest_rate", "value_carried", "", "driver", study.DriverRate, "count", "3", "days", "10", "first", "2024-09-13", "last", "2024-09-18"),
	}
	for lang, want := range map[string][]string{
		"zh-CN": {"股息率与利率、距到期交易日说的是同一件事，请去掉其中一个", "利率有 3 天没有当日数值，沿用此前最近一个（至多早 10 天）：2024-09-13 至 2024-09-18"},
		"en": {"Driver dividend yield says the same as interest rate, trading days to expiry: leave one of them out",
			"Driver interest rate: on 3 days without a value the last one before counts, at most 10 days old: 2024-09-13 to 2024-09-18"},
	} {
		if got := Drivers(lang, study.Drivers{About: study.About{Notes: notes}}).Warnings; !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", lang, got, want)
		}
	}
	if notes[0].Params["driver"] != study.DriverYield {
		t.Error("the notes of the answer were written")
	}
}
