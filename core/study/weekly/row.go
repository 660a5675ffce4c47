package weekly

import (
	"context"
	"math"
	"slices"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// Reasons a number of the table is undefined, beside those of package study.
const (
	NotListed     unit.Reason = "before_listing"  // the product was not listed yet
	NoWeek        unit.Reason = "no_week"         // no data in the week
	NoWeekBefore  unit.Reason = "no_week_before"  // no data in the trading week before
	NoQuoteBefore unit.Reason = "no_quote_before" // the contract has no row on the last day of the week before
	NoValuation   unit.Reason = "no_valuation"    // none was given, or it has no value in the week
)

// row is one line of the table in the making.
type row struct {
	study.OverviewRow
	in     *study.OverviewInput
	week   week
	path   string
	before calendar.Date // the day changes are counted from

	book        *study.Book
	from, t     int // first and last day of the week with a quote
	lastFrom, r int // likewise of the week before; r is -1 where it has none
}

// fill makes the row of a product.
func (r *row) fill(ctx context.Context, p study.OverviewData) error {
	r.Product = p.Product
	first, last := span(p.Data)
	r.First = first
	if !r.week.sunday.IsZero() {
		if last.After(r.week.sunday) {
			p.To = r.week.sunday
			_, last = span(p.Data)
		}
		if last.Before(r.week.monday) {
			return r.empty(p.Product)
		}
	}
	b, err := study.NewBook(ctx, p.Data)
	if err != nil {
		return err
	}
	r.book = b
	about := b.About()
	r.First, r.Notes = about.First, slices.Clip(about.Notes) // the book's own must not grow
	if !r.place() {
		return r.empty(p.Product)
	}
	r.Week = b.Date(r.t)
	r.main()
	r.totals()
	r.ranks()
	return r.valuation(p.Valuation)
}

// empty leaves every number undefined.
func (r *row) empty(product string) error {
	why := NoWeek
	if p, err := market.ProductNamed(product); err == nil && r.week.sunday.Before(p.Listed) {
		why = NotListed
	}
	points, rate, number := unit.None[unit.Points](why), unit.None[unit.Rate](why), unit.None[unit.Number](why)
	r.Index, r.Close = points, points
	r.IndexChange, r.MainChange, r.BasisRate, r.AdjustedRate, r.Annualised, r.MeanRate = rate, rate, rate, rate, rate, rate
	r.Volume, r.OpenInterest, r.Spread, r.Valuation = number, number, number, number
	r.VolumeChange, r.OpenInterestChange, r.SpreadPercentile, r.BasisPercentile, r.ValuationPercentile = rate, rate, rate, rate, rate
	return nil
}

// place finds the days of the week and of the one before; false without any.
func (r *row) place() bool {
	b := r.book
	monday, before := int32(r.week.monday.UnixDay()), int32(r.week.before.UnixDay())
	r.from, r.t, r.lastFrom, r.r = -1, -1, -1, -1
	lastDays := 0
	for i := b.Days() - 1; i >= 0 && b.Day[i] >= before; i-- {
		if b.First[i] == b.First[i+1] {
			continue // the index alone
		}
		switch {
		case b.Day[i] >= monday:
			r.t = max(r.t, i)
			r.from = i
			r.Days++
		case r.r < 0:
			r.r, r.lastFrom, lastDays = i, i, 1
			if r.week.estimated { // the week of the last day there is
				before = int32(mondayOf(b.Date(i)).UnixDay())
			}
		default:
			r.lastFrom = i
			lastDays++
		}
	}
	if r.t < 0 {
		return false
	}
	r.remarks(lastDays)
	return true
}

// remarks notes what is unusual about the days.
func (r *row) remarks(lastDays int) {
	w, b := &r.week, r.book
	if w.trading > r.Days {
		r.add(fault.Note(r.path, "days_missing", strconv.Itoa(r.Days)+" of the "+strconv.Itoa(w.trading)+" trading days of the week have data",
			"days", strconv.Itoa(r.Days), "want", strconv.Itoa(w.trading)))
	}
	have := r.board(r.t, 0)
	if r.r < 0 {
		return
	}
	r.before = b.Date(r.r)
	r.board(r.r, have)
	if !w.last.IsZero() && r.before != w.last {
		r.add(fault.Note(r.path, "before_early", "no data of "+w.last.String()+", the last trading day of the week before; changes are from "+r.before.String(),
			"want", w.last.String(), "date", r.before.String()))
	} else if w.skipped {
		r.add(fault.Note(r.path, "closed_before", "the exchange was closed in the week before; changes are from "+r.before.String(), "date", r.before.String()))
	}
	if r.in.Volume == "sum" && lastDays != r.Days {
		r.add(fault.Note(r.path, "weeks_differ", strconv.Itoa(r.Days)+" days of volume against "+strconv.Itoa(lastDays)+" in the week before",
			"days", strconv.Itoa(r.Days), "before", strconv.Itoa(lastDays)))
	}
	for _, c := range b.Contracts {
		if c.Expiry.After(r.before) && !c.Expiry.After(b.Date(r.t)) {
			r.add(fault.Note(r.path, "expired_in_week", c.Code+" expired on "+c.Expiry.String()+"; its open interest is no longer in the sum",
				"contract", c.Code, "date", c.Expiry.String()))
		}
	}
}

// board notes a day on which the data lack listed contracts, unless they have
// as many as is known already, and returns how many they have.
func (r *row) board(i, known int) int {
	b, day := r.book, r.book.Date(i)
	have, want := int(b.First[i+1]-b.First[i]), len(b.Product.ListedMonths(day))
	if have < want && have != known {
		r.add(fault.Note(r.path, "board_incomplete", "on "+day.String()+" the data have "+strconv.Itoa(have)+" of "+strconv.Itoa(want)+
			" listed contracts; volume and open interest are of these",
			"date", day.String(), "have", strconv.Itoa(have), "want", strconv.Itoa(want)))
	}
	return have
}

func (r *row) add(note fault.Field) { r.Notes = append(r.Notes, note) }

// main fills in the index and the main contract.
func (r *row) main() {
	b := r.book
	spot := b.Index[r.t]
	r.Index, r.IndexChange = points(spot, study.NoIndex), unit.None[unit.Rate](NoWeekBefore)
	if r.r >= 0 {
		r.IndexChange = rate(spot/b.Index[r.r]-1, study.NoIndex)
	}
	q, why := b.Main(r.t, market.MainRule(r.in.Main))
	if q < 0 {
		none := unit.None[unit.Rate](why)
		r.Close = unit.None[unit.Points](why)
		r.MainChange, r.BasisRate, r.AdjustedRate, r.Annualised = none, none, none, none
	} else {
		r.Contract, r.TradingDays = b.Contracts[b.Contract[q]].Code, int(b.TradingDays[q])
		r.Close = points(b.Close[q], study.NoPrice)
		r.MainChange = r.mainChange(q)
		basis := b.Close[q] - spot
		adjusted := (basis + b.Dividends[q]) / spot
		r.BasisRate, r.AdjustedRate = rate(basis/spot, study.NoIndex), rate(adjusted, study.NoIndex)
		r.Annualised = r.AdjustedRate
		if r.AdjustedRate.OK() {
			convention, _ := calendar.ConventionNamed(r.in.Convention) // Validate has found it
			x, why := b.Annualise(q, adjusted, convention)
			r.Annualised = rate(x, why)
		}
	}
	r.MeanRate = r.mean()
}

// mainChange is the main contract's close over its settlement, or its close,
// of the last day of the week before.
func (r *row) mainChange(q int) unit.Maybe[unit.Rate] {
	if r.r < 0 {
		return unit.None[unit.Rate](NoWeekBefore)
	}
	b := r.book
	from, to := b.Quotes(r.r)
	for p := from; p < to; p++ {
		if b.Contract[p] != b.Contract[q] {
			continue
		}
		if settle := b.Settle[p]; r.in.Reference != "close" && settle == settle {
			r.Reference = "settle"
			return rate(b.Close[q]/settle-1, study.NoPrice)
		}
		if r.in.Reference == "settle" {
			return unit.None[unit.Rate](study.NoPrice)
		}
		if r.in.Reference == "auto" {
			r.add(fault.Note(r.path, "close_for_settle", "no settlement of "+r.before.String()+"; the change of the main contract is from its close",
				"date", r.before.String()))
		}
		r.Reference = "close"
		return rate(b.Close[q]/b.Close[p]-1, study.NoPrice)
	}
	return unit.None[unit.Rate](NoQuoteBefore)
}

// mean is the mean of the main contract's basis rate over the last days, each
// with the main contract of its own day: of whole windows only.
func (r *row) mean() unit.Maybe[unit.Rate] {
	b, n := r.book, r.in.Mean
	if r.t+1 < n {
		return unit.None[unit.Rate](unit.TooShort)
	}
	sum := 0.0
	for i := r.t + 1 - n; i <= r.t; i++ {
		q, why := b.Main(i, market.MainRule(r.in.Main))
		if q < 0 {
			return unit.None[unit.Rate](why)
		}
		spot := b.Index[i]
		x := (b.Close[q] - spot) / spot
		switch {
		case spot != spot:
			return unit.None[unit.Rate](study.NoIndex)
		case x != x:
			return unit.None[unit.Rate](study.NoPrice)
		}
		sum += x
	}
	return rate(sum/float64(n), study.NoData)
}

// totals fills in volume and open interest of all contracts.
func (r *row) totals() {
	b := r.book
	volume, held := r.volume(r.from, r.t), r.total(b.OpenInterest, r.t)
	r.Volume, r.VolumeChange = number(volume, study.NoData), unit.None[unit.Rate](NoWeekBefore)
	r.OpenInterest, r.OpenInterestChange = number(held, study.NoData), unit.None[unit.Rate](NoWeekBefore)
	if r.r >= 0 {
		r.VolumeChange = rate(volume/r.volume(r.lastFrom, r.r)-1, study.NoData)
		r.OpenInterestChange = rate(held/r.total(b.OpenInterest, r.r)-1, study.NoData)
	}
}

// total sums a column over the contracts of a day, as Book.Total does of every
// day: contracts without a value count nothing, and without any there is none.
func (r *row) total(column []float64, i int) float64 {
	from, to := r.book.Quotes(i)
	sum, some := 0.0, false
	for _, x := range column[from:to] {
		if x == x {
			sum += x
			some = true
		}
	}
	if !some {
		return math.NaN()
	}
	return sum
}

// volume is the daily mean, or the sum, over the days with quotes.
func (r *row) volume(from, to int) float64 {
	sum, days := 0.0, 0
	for i := from; i <= to; i++ {
		if r.book.First[i] < r.book.First[i+1] {
			sum += r.total(r.book.Volume, i)
			days++
		}
	}
	if r.in.Volume == "sum" {
		return sum
	}
	return sum / float64(days)
}

// ranks fills in the calendar spread and the two percentiles of lines.
func (r *row) ranks() {
	spread := r.book.Spread(r.in.Spread)
	r.Spread, r.SpreadPercentile, r.SpreadCount = r.rank(spread)
	annualised := r.book.Line(study.Measure{Of: r.in.Main, Convention: r.in.Convention})
	_, r.BasisPercentile, r.BasisCount = r.rank(annualised)
}

// rank is the value of a line on the last day, its percentile and the number
// of values it is ranked among.
func (r *row) rank(l study.Line) (value unit.Maybe[unit.Number], percentile unit.Maybe[unit.Rate], count int) {
	from, to := r.in.Rank.Window(r.book)
	values := l.Value[from:to]
	for _, x := range values {
		if x == x {
			count++
		}
	}
	x := l.Value[r.t]
	if x != x {
		return unit.None[unit.Number](l.Why[r.t]), unit.None[unit.Rate](l.Why[r.t]), count
	}
	p, why := r.in.Rank.Percentile(values, x)
	return number(x, study.NoData), rate(p, why), count
}

// points, rate and number are x, or undefined for the reason where it is not finite.
func points(x float64, why unit.Reason) unit.Maybe[unit.Points] {
	if !unit.Finite(x) {
		return unit.None[unit.Points](why)
	}
	return unit.Some(unit.Points(x))
}

func rate(x float64, why unit.Reason) unit.Maybe[unit.Rate] {
	if !unit.Finite(x) {
		return unit.None[unit.Rate](why)
	}
	return unit.Some(unit.Rate(x))
}

func number(x float64, why unit.Reason) unit.Maybe[unit.Number] {
	if !unit.Finite(x) {
		return unit.None[unit.Number](why)
	}
	return unit.Some(unit.Number(x))
}
