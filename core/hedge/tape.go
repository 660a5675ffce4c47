package hedge

import (
	"sort"
	"strconv"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/signal"
)

// Tape is what the state machine walks over: the bars of one series in whole
// numbers, with the fees of every day. It is independent of the fit and of all
// rules but the fees, so one tape serves a sweep; nothing changes it.
type Tape struct {
	Time                   []int64 // stamps, ms of exchange time
	Open, High, Low, Close []int64 // ticks of 10^-Scale points, above 0 and at most MaxTicks
	Scale                  uint8
	Unit                   float64         // ticks in a point, 10^Scale
	Day                    []int32         // first bar of every day, beginning with 0
	Date                   []calendar.Date // of every day
	Stretch                []int32         // bars before which something is missing or another contract was held, beginning with 0
	Fees                   []DayFees       // of every day that counts, by its place in Day
	First, Last            int             // bars [First, Last) count; both are where a day begins, or the end
	FirstDay, LastDay      int             // the same as places in Day: days [FirstDay, LastDay)
	Product                market.Product  // Own where it is none of the exchange's
	Notes                  []fault.Field   // fees that are not beyond doubt
}

// DayFees are the fees of one day with the broker's share, of the contract value.
type DayFees struct{ Open, Close, CloseToday float64 }

// MaxTicks is the highest price of a tape: a return of a price in millionths
// must be a whole number of 63 bits.
const MaxTicks = (1<<63 - 1) / ppm

const ppm = 1_000_000 // stops are whole millionths

// NewTape makes a tape of the days of p that bars [first, last) lie on. It
// refuses prices that are not above 0 or have too many digits (path futures),
// and dated fees that are not known (path fees.dated).
func NewTape(p *signal.Prepared, fees Fees, first, last int) (*Tape, error) {
	t := &Tape{
		Time: p.Bars.Time, Open: p.Open, High: p.High, Low: p.Low, Close: p.Close, Scale: p.Scale, Unit: 1,
		Day: p.Day, Stretch: p.Stretch, Product: market.Product{ID: p.Bars.Product, Own: true},
	}
	for range p.Scale {
		t.Unit *= 10
	}
	if product, err := market.ProductNamed(p.Bars.Product); err == nil {
		t.Product = product
	}
	t.Date = make([]calendar.Date, len(t.Day))
	for d, i := range t.Day {
		t.Date[d] = p.Bars.Day(int(i))
	}
	if first < last {
		t.FirstDay, t.LastDay = t.DayOf(first), t.DayOf(last-1)+1
		t.First, t.Last = int(t.Day[t.FirstDay]), t.dayEnd(t.LastDay-1)
	}
	for i := t.First; i < t.Last; i++ {
		if min(t.Open[i], t.Close[i]) <= 0 {
			on := t.Date[t.DayOf(i)].String()
			return nil, fault.About(fault.Invalid, "futures", "price_not_positive", "a price on "+on+" is not above 0; returns need prices above 0", "day", on)
		}
		if max(t.Open[i], t.Close[i]) > MaxTicks {
			return nil, fault.About(fault.Invalid, "futures", "price_too_long",
				"prices with "+strconv.Itoa(int(p.Scale))+" decimals are too high for exact stops; use fewer decimals", "decimals", strconv.Itoa(int(p.Scale)))
		}
	}
	if err := t.charge(fees); err != nil {
		return nil, err
	}
	return t, nil
}

// DayOf returns the place in Day of the day bar i lies on.
func (t *Tape) DayOf(i int) int {
	return sort.Search(len(t.Day), func(d int) bool { return int(t.Day[d]) > i }) - 1
}

// dayEnd returns the bar behind the last one of a day.
func (t *Tape) dayEnd(day int) int {
	if day+1 < len(t.Day) {
		return int(t.Day[day+1])
	}
	return len(t.Time)
}
