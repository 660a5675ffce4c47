package view

import "fairbasis/core/market"

// buckets cuts a series into at most points stretches of consecutive bars, as
// market.Buckets does: bars of minutes by their days.
func buckets(b *market.Bars, segments []int32, points int) (starts []int32, most int) {
	days := []int32{0}
	if b.Len() > points && b.Minutes != market.Daily && b.Minutes != 0 {
		days = b.DayStarts()
	}
	return market.Buckets(b.Len(), points, days, segments)
}
