package study

// WeeklyReport asks for the report of a week: the overview, and the history and
// the distributions of one product up to its end. lang is zh or en, as what the
// file is to be, empty for none. d and m are those of the product; percentiles
// and the calendar spread are those of the overview.
func WeeklyReport(lang, as string, o OverviewInput, d Data, m Measure) PaperInput {
	if !o.Date.IsZero() {
		sunday := o.Date.AddDays((7 - o.Date.Weekday()) % 7)
		if d.To.IsZero() || sunday.Before(d.To) {
			d.To = sunday
		}
	}
	spread := o.Spread.Filled()
	return PaperInput{
		Lang: lang, As: as, Overview: &o, History: &HistoryInput{Data: d, Measure: m, Rank: o.Rank},
		Distribution: []DistributionInput{{Data: d, Measure: m, Rank: o.Rank}, {Data: d, Measure: m, Rank: o.Rank, Spread: &spread}},
	}
}
