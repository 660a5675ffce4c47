package market

import "fairbasis/core/calendar"

// DailyLimit returns how far, as a decimal rate of the previous settlement, a
// price of p may move on a day, and on the last trading day of its contract.
// Both are 0 where the table of rules gives none.
func DailyLimit(p Product, on calendar.Date) (usual, last float64) {
	for i := range rows {
		w := &rows[i]
		switch {
		case w.from.After(on):
		case w.rule == PriceLimit && w.holds(&p, PriceLimit):
			usual = w.value
		case w.rule == LastDayPriceLimit && w.holds(&p, LastDayPriceLimit):
			last = w.value
		}
	}
	return usual, last
}
