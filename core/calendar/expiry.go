package calendar

// Expiry is the last trading day of an index-futures contract, which is also its delivery day.
type Expiry struct {
	Date        Date `json:"date" doc:"last trading day"`
	ThirdFriday Date `json:"third_friday,omitzero"`
	Rolled      bool `json:"rolled" doc:"the third Friday is closed, so trading ends on the next trading day"`
	Estimated   bool `json:"estimated" doc:"outside the known calendar: the third Friday, taken to be open"`
}

// LastTradingDay returns the last trading day of the index-futures contracts of a month: the third Friday or, if the
// exchange is closed on it, the next trading day (contract rules of the China Financial Futures Exchange).
// Exchanges elsewhere go back to the previous day. The zero Month has the zero Expiry.
func LastTradingDay(m Month) Expiry {
	if m.IsZero() {
		return Expiry{}
	}
	first := of(m.Year(), m.Month(), 1)
	const friday = 5
	third := first.AddDays((friday-first.Weekday()+7)%7 + 14)
	day := OnOrAfter(third)
	return Expiry{Date: day.Date, ThirdFriday: third, Rolled: day.Date != third, Estimated: day.Estimated}
}

// ListedMonths returns the four delivery months that trade on d, nearest first: the current month, the next one and
// the two quarter months after that. A month is still listed on its last trading day; from the day after, the month
// that replaces it is. Days before the first listing of a product are answered by the same rule.
func ListedMonths(d Date) [4]Month {
	near := MonthOfDate(d)
	if d.After(LastTradingDay(near).Date) {
		near = near.Add(1)
	}
	return MonthsFrom(near)
}

// MonthsFrom returns the four delivery months listed together when near is the nearest.
func MonthsFrom(near Month) [4]Month {
	months := [4]Month{near, near.Add(1)}
	m := months[1]
	for i := 2; i < len(months); i++ {
		m = m.Add(1)
		for !m.IsZero() && !m.IsQuarter() {
			m = m.Add(1)
		}
		months[i] = m
	}
	return months
}
