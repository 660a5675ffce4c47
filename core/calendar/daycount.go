package calendar

import "fairbasis/core/unit"

// DayCount is a named way to turn the time from the valuation date to the last trading day into years (tau).
type DayCount struct {
	ID     string   `json:"id"`
	NameZH string   `json:"name_zh"`
	NameEN string   `json:"name_en"`
	Year   int      `json:"year" doc:"the denominator: 365, 360 or 252 days, or 12 months"`
	Counts Counting `json:"counts" doc:"what is counted: calendar, trading or months"`
	Plus   int      `json:"plus" doc:"added to the days counted"`
	Source string   `json:"source" doc:"where the day count is used"`
}

// dayCounts: formulas sheet A.0.
var dayCounts = []DayCount{
	{"act365", "实际天数/365", "calendar days / 365", 365, CalendarDays, 0,
		"futures exam textbook; Changjiang Securities 2014-2015"},
	{"act360", "实际天数/360", "calendar days / 360", 360, CalendarDays, 0,
		"CME fair value; Xingzheng 2022"},
	{"trading252", "交易日/252", "trading days / 252", 252, TradingDayN, 0,
		"Sinolink Securities 2024"},
	{"trading252p1", "（交易日+1）/252", "(trading days + 1) / 252", 252, TradingDayN, 1,
		"Huatai Securities 2020"},
	{"months12", "整月/12", "whole months / 12", 12, WholeMonths, 0,
		"futures exam textbook (variant)"},
}

// DayCounts returns the day counts, the default first.
func DayCounts() []DayCount { return append([]DayCount(nil), dayCounts...) }

// DayCountNamed returns the day count with the given id. The refusal of any other name lists the ids.
func DayCountNamed(id string) (DayCount, error) {
	for _, c := range dayCounts {
		if c.ID == id {
			return c, nil
		}
	}
	ids := make([]string, len(dayCounts))
	for i, c := range dayCounts {
		ids[i] = c.ID
	}
	return DayCount{}, unknownName("day_count", id, ids)
}

// Tau is a time in years.
type Tau struct {
	Years     float64 `json:"years"`
	Estimated bool    `json:"estimated" doc:"trading days outside the known calendar were estimated"`
}

// Tau returns the years from one date to another:
//
//	tau = (days + Plus) / Year    or    whole months / 12
//
// It is 0 on the same day (1/252 with Plus = 1). Undefined, with a reason, when a date is missing or to is before
// from.
func (c DayCount) Tau(from, to Date) (t Tau, why unit.Reason) {
	switch {
	case from.IsZero() || to.IsZero():
		return Tau{}, NoDate
	case to.Before(from):
		return Tau{}, Expired
	}
	n := Count{Days: to.Sub(from)}
	switch c.Counts {
	case TradingDayN:
		n = TradingDays(from, to)
	case WholeMonths:
		n = Count{Days: MonthsBetween(from, to)}
	}
	return Tau{float64(n.Days+c.Plus) / float64(c.Year), n.Estimated}, ""
}

// MonthsBetween returns the whole months from one date to another, negative if to is earlier: the largest m for
// which from.AddMonths(m) is not after to. From 2024-09-20 to 2024-12-20 are three months, to 2024-12-19 two; from
// 2024-01-31 to 2024-02-29 is one, because a month ends on its last day. Exam questions state
// the months ("three months to delivery") and never meet a broken one; a broken month is dropped here, so tau falls in
// steps, which makes this day count fit for checking such questions and too coarse for trading.
func MonthsBetween(from, to Date) int {
	fy, fm, _ := from.Civil()
	ty, tm, _ := to.Civil()
	m := (ty-fy)*12 + tm - fm
	if from.AddMonths(m).After(to) {
		m--
	}
	return m
}
