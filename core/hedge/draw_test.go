package hedge

import (
	"fmt"
	"strings"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// drawn makes random bars with days and holes.
func drawn(t *rapid.T) (*signal.Prepared, []signal.Regime) {
	words := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) string {
		word := fmt.Sprintf("%d/%d%c", rapid.IntRange(3900, 4100).Draw(t, "o"), rapid.IntRange(3900, 4100).Draw(t, "c"),
			rapid.SampledFrom([]byte("UUUUuuDDDDdd.-")).Draw(t, "regime"))
		switch rapid.IntRange(0, 15).Draw(t, "break") {
		case 0, 1:
			word += " |"
		case 2:
			word += " #"
		}
		return word
	}), 2, 60).Draw(t, "bars")
	return madeFrom(rapid.SampledFrom([]calendar.Date{calendar.MustOf(2024, 9, 2), calendar.MustOf(2024, 9, 18), calendar.MustOf(2024, 10, 17), calendar.MustOf(2023, 12, 14)}).Draw(t, "from"), strings.TrimRight(strings.Join(words, " "), "|# "))
}

// drawnRules makes random rules with stated fees.
func drawnRules(t *rapid.T) Rules {
	return Rules{
		Directions: rapid.SampledFrom([]Directions{Both, LongOnly}).Draw(t, "directions"),
		ADay:       rapid.IntRange(0, 2).Draw(t, "a_day"),
		Stops: Stops{unit.Rate(rapid.IntRange(1, 30).Draw(t, "take")) / 1000,
			-unit.Rate(rapid.IntRange(1, 30).Draw(t, "stop")) / 1000},
		NoStops: rapid.IntRange(0, 3).Draw(t, "no_stops") == 0,
		Exit:    rapid.SampledFrom([]Exit{OnSlowingOrReversal, OnSlowing, OnReversal, NoExit}).Draw(t, "exit"),
		Flat:    rapid.Bool().Draw(t, "flat"), Again: rapid.Bool().Draw(t, "again"),
		Fill:    rapid.SampledFrom([]Fill{NextOpen, NextClose, ThisClose}).Draw(t, "fill"),
		Slip:    unit.Points(rapid.IntRange(0, 5).Draw(t, "slip")) / 10,
		Closing: rapid.SampledFrom([]Closing{CloseToday, Lock, LiftHedge}).Draw(t, "closing"),
		Fees:    stated,
	}
}
