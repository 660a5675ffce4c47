// Package studies lists the operations that study the basis of a product over
// its daily bars. The analyst links them; the page asks it.
package studies

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/study"
	"fairbasis/core/study/distribution"
	"fairbasis/core/study/drivers"
	"fairbasis/core/study/history"
	"fairbasis/core/study/paper"
	"fairbasis/core/study/season"
	"fairbasis/core/study/stages"
	"fairbasis/core/study/weekly"
)

// example is the file the examples refer to; the tests have one of that name.
const example = "bars.csv"

func series(symbol string) market.Source { return market.Source{Ref: example, Symbol: symbol} }

var (
	index = series("000300")
	data  = study.Data{Product: "IF", Futures: []market.Source{series("IF2409"), series("IF2412")}, Index: &index}
)

// halves are the weeks of the file before its contracts roll, and those after.
var halves = []study.Stage{
	{Name: "IF2409", From: calendar.MustOf(2024, 8, 26), To: calendar.MustOf(2024, 9, 20)},
	{Name: "IF2412", From: calendar.MustOf(2024, 9, 23), To: calendar.MustOf(2024, 10, 18)},
}

// easing is the day measures for the stock market were announced.
var easing = []study.Event{{Name: "easing", Date: calendar.MustOf(2024, 9, 24)}}

// weekOf asks for the week of that day.
var weekOf = study.OverviewInput{Products: []study.OverviewData{{Data: data}}, Date: calendar.MustOf(2024, 9, 13), Mean: 10}

// weekReport is the report of the week of that day.
var weekReport = study.WeeklyReport("en", "md", study.OverviewInput{Products: []study.OverviewData{{Data: data}}, Date: calendar.MustOf(2024, 9, 13)}, data, study.Measure{})

// All is every study.
var All = op.NewSet(
	op.New(study.OverviewKey, "The table of a week: changes, basis, volume and open interest of products side by side", weekOf, shelved(weekly.Compute)),
	op.New(study.HistoryKey, "The basis through time: averages, percentile bands, arbitrage lines, main contracts, changes of rules", study.HistoryInput{Data: data, Band: 20, Rate: 0.02}, shelved(history.Compute)),
	op.New(study.DistributionKey, "How often a basis or a calendar spread took which value, and where today lies", study.DistributionInput{Data: data}, shelved(distribution.Compute)),
	op.New(study.StagesKey, "Stretches of time against each other: the basis, the index and how they move together", study.StagesInput{Data: data, Stages: halves}, shelved(stages.Compute)),
	op.New(study.VolatilityKey, "Days of large moves of the index against all others", study.VolatilityInput{Data: data, Threshold: 0.02}, shelved(stages.Volatility)),
	op.New(study.SeasonalityKey, "The basis over the years: by day of the year, month and trading days to expiry", study.SeasonalityInput{Data: data}, shelved(season.Compute)),
	op.New(study.EventsKey, "The basis around events, by trading days, against as many random days", study.EventsInput{Data: data, Events: easing, Samples: 500}, shelved(season.Events)),
	op.New(study.DriversKey, "What moves the basis: a regression with robust errors", study.DriversInput{Data: data, Window: 5, AutoLags: true}, shelved(drivers.Compute)),
	op.New(study.PaperKey, "Studies put together as one report: sections of tables, or a file as Markdown, CSV or a workbook", weekReport, shelved(paper.Compute)),
)

// shelf keeps the books of days of the last questions: the studies of a page,
// and those of a report, are of the same bars.
var shelf study.Shelf

func shelved[In op.Request, Out any](compute func(context.Context, In) (Out, error)) op.Func[In, Out] {
	return func(ctx context.Context, in In) (Out, error) { return compute(study.WithShelf(ctx, shelfFor(ctx)), in) }
}

// shelfFor is the shelf of the program, or one for this question alone where
// strangers ask: of their bars nothing is kept.
func shelfFor(ctx context.Context) *study.Shelf {
	if op.LimitsOf(ctx) != (op.Limits{}) {
		return new(study.Shelf)
	}
	return &shelf
}
