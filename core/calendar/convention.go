package calendar

import (
	"strconv"
	"strings"

	"fairbasis/core/unit"
)

// Counting says which days a convention counts.
type Counting string

// What conventions count between the valuation date and the last trading day.
const (
	NoDays       Counting = "none"     // nothing: the number is left as it is
	TradingDayN  Counting = "trading"  // trading days N in (date, expiry]
	CalendarDays Counting = "calendar" // calendar days expiry - date
	WholeMonths  Counting = "months"   // whole months, see DayCount
)

// Reasons of this package beside those of package unit. The empty Reason means that a number is defined.
const (
	Expired unit.Reason = "expired" // the last trading day is before the valuation date
	NoDate  unit.Reason = "no_date" // a date is missing
)

// Convention is a named way to annualise a basis rate. The houses disagree on the year, on what is counted and even
// on the sign, so a request names its convention and a result repeats it.
type Convention struct {
	ID     string   `json:"id"`
	NameZH string   `json:"name_zh"`
	NameEN string   `json:"name_en"`
	Sign   int      `json:"sign" doc:"+1: positive is a premium of the future; -1: positive is a discount"`
	Year   int      `json:"year" doc:"days of the year: 252, 360 or 365; 0 if not annualised"`
	Counts Counting `json:"counts" doc:"the days of the denominator: none, trading or calendar"`
	Plus   int      `json:"plus" doc:"added to the days; 1 keeps the last trading day finite"`
	Rule   string   `json:"rule" doc:"the factor, written out"`
	Source string   `json:"source" doc:"where the convention is used"`
}

// conventions: formulas sheet A.3. IM2409 of 2024-09-13 (basis rate 0.0819 %, N = 3, 7 calendar days) is, in this
// order, 0.0819, 6.877, 5.158, 4.269 and -4.210 % a year.
var conventions = []Convention{
	{"raw", "不年化", "not annualised", +1, 0, NoDays, 0, "1",
		"basis rate as all three reports define it: (F - S)/S"},
	{"sinolink", "国金：252/N", "Sinolink: 252/N", +1, 252, TradingDayN, 0, "252/N",
		"Sinolink Securities, weekly report to 2024-09-13"},
	{"huatai", "华泰：252/(N+1)", "Huatai: 252/(N+1)", +1, 252, TradingDayN, 1, "252/(N+1)",
		"Huatai Securities, IC basis 2015-2020"},
	{"calendar365", "自然日：365/天数", "calendar days: 365/days", +1, 365, CalendarDays, 0, "365/days",
		"calendar-day practice (Cinda and others)"},
	{"xingzheng", "兴证：-360/天数（正为贴水）", "Xingzheng: -360/days (positive is a discount)", -1, 360, CalendarDays, 0,
		"-360/days", "Xingzheng, basis factors 2022; remaining days are meant, not the life of the contract"},
}

// Conventions returns the annualisation conventions in their usual order.
func Conventions() []Convention { return append([]Convention(nil), conventions...) }

// ConventionNamed returns the convention with the given id. The refusal of any other name lists the ids.
func ConventionNamed(id string) (Convention, error) {
	for _, c := range conventions {
		if c.ID == id {
			return c, nil
		}
	}
	ids := make([]string, len(conventions))
	for i, c := range conventions {
		ids[i] = c.ID
	}
	return Convention{}, unknownName("convention", id, ids)
}

func unknownName(kind, id string, ids []string) error {
	list := strings.Join(ids, ", ")
	return refuse("unknown_"+kind, "there is no "+strings.ReplaceAll(kind, "_", " ")+" "+strconv.Quote(clip(id))+
		"; it is one of "+list, "got", clip(id), "valid", list)
}

// Factor returns K, by which a basis rate (F - S)/S is multiplied to annualise it, its sign included:
//
//	K = Sign * Year / (days + Plus)
//
// with days the calendar or the trading days to the last trading day. K is undefined, with a reason, when the
// contract has expired or the denominator is 0; raw is 1 for every contract not expired.
func (c Convention) Factor(calendarDays, tradingDays int) (k float64, why unit.Reason) {
	if calendarDays < 0 || tradingDays < 0 {
		return 0, Expired
	}
	switch c.Counts {
	case TradingDayN:
		if tradingDays+c.Plus == 0 {
			return 0, unit.NoTradingDays
		}
		return float64(c.Sign*c.Year) / float64(tradingDays+c.Plus), ""
	case CalendarDays:
		if calendarDays+c.Plus == 0 {
			return 0, unit.ExpiryDay
		}
		return float64(c.Sign*c.Year) / float64(calendarDays+c.Plus), ""
	}
	return float64(c.Sign), ""
}
