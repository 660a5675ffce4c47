package history_test

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/study/history"
)

func date(text string) calendar.Date {
	d, err := calendar.Parse(text)
	if err != nil {
		panic(err)
	}
	return d
}

func compute(t interface {
	Helper()
	Fatal(...any)
}, in study.HistoryInput) study.History {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	out, err := history.Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// byDay is a series by day.
func byDay(s study.Series) map[calendar.Date]float64 {
	out := make(map[calendar.Date]float64, len(s.Time))
	for i, ms := range s.Time {
		out[calendar.OfUnixDay(int(ms)/market.DayMillis)] = s.Value[i]
	}
	return out
}
