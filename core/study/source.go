package study

import (
	"math"
	"strings"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
)

// Columns of a quote while a Book is made.
const (
	closeColumn = iota
	settleColumn
	preColumn  // settlement of the day before
	spotColumn // close of the index beside the future; a price as the ones before
	volumeColumn
	interestColumn
	columns
)

// days is one series by day: the days asked for.
type days struct {
	symbol string
	month  int     // of the delivery, monthNumber; 0 for a chain
	months []int32 // of a chain, by row
	day    []int32
	at     []int32 // of each row its day in the book, and later its quote; -1 where it says nothing
	column [columns]market.Column
}

// monthNumber counts months through all years, so that they can be places.
func monthNumber(m calendar.Month) int { return 12*m.Year() + m.Month() - 1 }

func monthOf(n int) calendar.Month { return calendar.MonthOf(n/12, n%12+1) }

// newDays reads a series of futures. Bars within a day count as one: the last
// prices, the last open interest and the sum of the volume.
func (m *maker) newDays(b *market.Bars) (*days, error) {
	product := m.book.Product.ID
	d, place := &days{symbol: b.Symbol}, 0
	refuse := func(code, message string, params ...string) (*days, error) {
		return nil, fault.About(fault.Invalid, "", code, message, params...)
	}
	switch b.Kind {
	case market.FutureContract:
		c, err := market.ReadContract(b.Symbol, calendar.Date{})
		if err != nil {
			return nil, err
		}
		d.month = monthNumber(c.Month)
		if c.Product.ID != product {
			return refuse("other_product", b.Symbol+" is not a contract of "+product+"; study one product at a time", "contract", b.Symbol, "product", product)
		}
	case market.Continuous:
		if b.Product != product {
			return refuse("other_product", named(b)+" is not of "+product+"; study one product at a time", "contract", b.Symbol, "product", product)
		}
		if place = chainPlace(b.Symbol, product); place < 0 {
			return refuse("no_place", named(b)+" is no chain of one place on the board, such as the current month; name contracts, or a chain of one place", "symbol", b.Symbol)
		}
	default:
		return refuse("not_a_future", named(b)+" is not a future; name contracts of "+product+" or a chain of them", "symbol", b.Symbol, "product", product)
	}
	day, starts := dayColumn(b, m.days(b.Len()))
	lo, hi := cut(day, m.first, m.last)
	d.day = day[lo:hi]
	for _, x := range day {
		if x < earliest || x > latest {
			m.closed.add(x, "")
		}
	}
	var spot market.Column
	for _, e := range b.Extra {
		if e.Name == spotName {
			spot = e.Column
		}
	}
	for k, c := range [columns]market.Column{b.Close, b.Settle, b.PreSettle, spot, b.Volume, b.OpenInterest} {
		how := market.TakeLast
		switch k {
		case preColumn:
			how = market.TakeFirst
		case volumeColumn:
			how = market.TakeSum
		}
		d.column[k] = within(c, starts, how, lo, hi)
	}
	d.at = m.days(len(d.day))[:len(d.day)]
	closes := d.column[closeColumn].Mantissa
	for i := range d.at {
		if (closes == nil || closes[i] <= 0) && !d.quoted(i) {
			d.at[i] = -1
		} else {
			d.at[i] = 0
		}
	}
	if d.month == 0 {
		d.months = m.days(len(d.day))
		for _, day := range d.day {
			d.months = append(d.months, int32(m.board.on(day)[place]))
		}
		return d, nil
	}
	if last := calendar.LastTradingDay(monthOf(d.month)); !last.Estimated {
		for i := search(d.day, int32(last.Date.UnixDay())+1); i < len(d.day); i++ {
			if d.at[i] >= 0 {
				m.late.add(d.day[i], d.symbol)
				d.at[i] = -1
			}
		}
	}
	return d, nil
}

// quoted reports whether row i says anything of the contract on its day. In a
// table with a column for every contract most do not.
func (d *days) quoted(i int) bool {
	for k, c := range d.column {
		if k == preColumn || k == spotColumn || !c.Present() {
			continue
		}
		if x, ok := c.At(i); ok && x > 0 && x < math.MaxFloat64 {
			return true
		}
	}
	return false
}

// spotName is the column of a future's file that holds the close of its index.
const spotName = "spot"

// dayColumn returns the days of the bars, each once, and the first bar of each:
// nothing for daily bars, of which every one is a day. The days are put into
// dst, which is empty.
func dayColumn(b *market.Bars, dst []int32) (day, starts []int32) {
	if b.Minutes != market.Daily {
		starts = b.DayStarts()
		for _, s := range starts {
			dst = append(dst, int32(b.Day(int(s)).UnixDay()))
		}
		return dst, starts
	}
	for _, t := range b.Time {
		n := t / market.DayMillis
		if t < n*market.DayMillis {
			n--
		}
		dst = append(dst, int32(n))
	}
	return dst, nil
}

// cut returns the places of the days in [from, to].
func cut(day []int32, from, to int32) (lo, hi int) {
	return search(day, from), search(day, to+1)
}

// search returns the first place of ascending days that is not before x.
func search(day []int32, x int32) int {
	lo, hi := 0, len(day)
	for lo < hi {
		if mid := int(uint(lo+hi) >> 1); day[mid] < x {
			lo = mid + 1
		} else {
			hi = mid
		}
	}
	return lo
}

// within returns the days [lo, hi) of a column; absent stays absent.
func within(c market.Column, starts []int32, how market.Take, lo, hi int) market.Column {
	if !c.Present() {
		return c
	}
	if starts != nil {
		c = market.Merge(c, starts, how)
	}
	return c.Slice(lo, hi)
}

// chunk is how many days are asked of the memory at once: contracts have few
// each, and there may be hundreds of them.
const chunk = 1 << 14

// days returns room for n days.
func (m *maker) days(n int) []int32 {
	if len(m.dates) < n {
		m.dates = make([]int32, max(n, chunk))
	}
	out := m.dates[:0:n]
	m.dates = m.dates[n:]
	return out
}

// chainPlace returns the place on the board of a day that a continuous series
// stands for, by the names vendors use: IF00, IFL, IF00C1 and 当月 the current
// month, IF01, IFL1 and 下月 the next one, IF02, IFL2 and 当季 the nearer quarter
// month, IF03, IFL3 and 下季 the farther. A main contract, which is the current
// month on most days, counts as that. It is -1 for what is not one contract, such as a
// mean of all, and for the second of the main contracts.
func chainPlace(symbol, product string) int {
	s := strings.ToUpper(symbol)
	if i := strings.Index(s, product); i >= 0 {
		s = s[i+len(product):]
	}
	for _, end := range []string{".CFFEX", ".CCFX", ".CFE", ".CFX"} {
		s = strings.TrimSuffix(s, end)
	}
	s = strings.TrimPrefix(s, ".")
	s = strings.TrimSuffix(s, "连续")
	switch s {
	case "99", "999", "8888", "指数", "2ND":
		return -1
	case "C1", "00C1", "1", "当月", "当月连续":
		return 0
	case "C2", "00C2", "2", "01", "L1", "下月":
		return 1
	case "C3", "00C3", "3", "02", "L2", "当季":
		return 2
	case "C4", "00C4", "4", "03", "L3", "下季", "隔季":
		return 3
	}
	if strings.Contains(strings.ToUpper(symbol), "KQ.I@") {
		return -1
	}
	return 0
}

// isMain reports whether a chain is a main contract by its vendor's rule.
func isMain(symbol, product string) bool {
	s := strings.ToUpper(symbol)
	for _, mark := range []string{"HOT", "MAIN", "主", "KQ.M@", product + "88", product + "9999"} {
		if strings.Contains(s, mark) {
			return true
		}
	}
	return strings.TrimSuffix(strings.TrimSuffix(s, ".CFX"), "0") == product // tushare's IF.CFX, Sina's IF0
}

func named(b *market.Bars) string {
	if b.Symbol == "" {
		return "the series without a name"
	}
	return b.Symbol
}

// board answers which months are listed on a day; days are asked in ascending order.
type board struct {
	product market.Product
	until   int32 // the months hold up to here
	months  [4]int
	from    int32
}

// on returns the four delivery months of a day.
func (b *board) on(day int32) *[4]int {
	if b.from == 0 || day < b.from || day > b.until {
		d := calendar.OfUnixDay(int(day))
		months := calendar.ListedMonths(d)
		for k, m := range b.product.ListedMonths(d) {
			months[k] = m
		}
		for k, m := range months {
			b.months[k] = monthNumber(m)
		}
		// Until the nearest expires nothing changes, but for the first day of the product.
		b.from, b.until = day, int32(calendar.LastTradingDay(months[0]).Date.UnixDay())
		if listed := int32(b.product.Listed.UnixDay()); day < listed {
			b.until = min(b.until, listed-1)
		}
	}
	return &b.months
}
