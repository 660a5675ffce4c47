package hedge

import (
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// TestCost: golden case 18 (IF at 4,000 x 1 lot of 300 CNY a point: opening
// 27.60, closing today 276, 414 or 2,760 CNY) and what follows from it for the
// other ways to close: locked 2 x 27.60 + 2 x 27.60, lifted 27.60 + 27.60.
func TestCost(t *testing.T) {
	p, regimes := made("4000/4000U 4000/4000U | 4000/4000U 4000/4000U")
	const value = 4000 * 300
	for _, c := range []struct {
		closing          Closing
		side             Side
		today            unit.Rate
		dayOut           int32
		fresh            bool
		slip             unit.Points
		open, last, same float64 // opening, closing, closing today, CNY
		lost             float64 // by slippage
	}{
		{CloseToday, Long, 0.00023, 0, false, 0, 27.60, 0, 276, 0},
		{CloseToday, Short, 0.000345, 0, false, 0, 27.60, 0, 414, 0},
		{CloseToday, Short, 0.0023, 0, false, 0, 27.60, 0, 2760, 0},
		{CloseToday, Long, 0.000345, 1, false, 0.2, 27.60, 27.60, 0, 2 * 60},
		{Lock, Long, 0.000345, 0, false, 0.2, 55.20, 55.20, 0, 4 * 60},
		{Lock, Short, 0.000345, 1, false, 0, 27.60, 27.60, 0, 0},
		{LiftHedge, Long, 0.000345, 0, false, 0.2, 27.60, 27.60, 0, 2 * 60},
		{LiftHedge, Long, 0.000345, 1, false, 0, 27.60, 27.60, 0, 0},
		{LiftHedge, Long, 0.000345, 0, true, 0, 27.60, 0, 414, 0},
		{LiftHedge, Short, 0.000345, 0, false, 0, 27.60, 0, 414, 0},
		{LiftHedge, Short, 0.000345, 1, false, 0, 27.60, 27.60, 0, 0},
	} {
		fees := stated
		fees.CloseToday = c.today
		tape, err := NewTape(p, fees, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		r := report(func(r *Rules) { r.Closing, r.Slip = c.closing, c.slip })
		in, out := tape.Cost(r, Trade{Side: c.side, Entry: 4000, Exit: 4000, DayOut: c.dayOut, Fresh: c.fresh})
		for what, pair := range map[string][2]float64{
			"opening": {in.Opening + out.Opening, c.open}, "closing": {in.Closing + out.Closing, c.last},
			"closing today": {in.CloseToday + out.CloseToday, c.same}, "slippage": {in.Slippage + out.Slippage, c.lost},
		} {
			if got := pair[0] * value; got < pair[1]-1e-6 || got > pair[1]+1e-6 {
				t.Errorf("%s, side %d, day %d, fresh %t: %s %v, want %v", c.closing, c.side, c.dayOut, c.fresh, what, got, pair[1])
			}
		}
	}
}

// TestCostAtAnotherPrice: what is paid at the exit is of the value there.
// Stopped out at 4,400 from 4,000 one lot is worth 1,320,000 CNY: 0.23 bp are
// 30.36, 3.45 bp 455.40; slippage of 0.2 points is 60 whatever the price.
func TestCostAtAnotherPrice(t *testing.T) {
	p, regimes := made("4000/4000U 4000/4000U | 4000/4000U 4000/4000U")
	tape, err := NewTape(p, stated, 0, len(regimes))
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		closing Closing
		side    Side
		dayOut  int32
		in, out float64
	}{
		{CloseToday, Long, 0, 27.60 + 60, 455.40 + 60}, {CloseToday, Short, 1, 27.60 + 60, 30.36 + 60},
		{Lock, Short, 0, 27.60 + 60, 3*30.36 + 180}, {LiftHedge, Long, 0, 27.60 + 60, 30.36 + 60}, {LiftHedge, Short, 0, 27.60 + 60, 455.40 + 60},
	} {
		r := report(func(r *Rules) { r.Closing, r.Slip = c.closing, 0.2 })
		tr := Trade{Side: c.side, Entry: 4000, Exit: 4400, DayOut: c.dayOut}
		in, out := tape.Cost(r, tr)
		wants(t, string(c.closing)+": at the entry", in.Sum()*1.2e6, c.in)
		wants(t, string(c.closing)+": at the exit", out.Sum()*1.2e6, c.out)
		wants(t, string(c.closing)+": net", tape.Net(r, tr)*1.2e6, float64(c.side)*120000-c.in-c.out)
	}
}

// TestFeesOfTheDay: the exchange's fees change on 2023-03-20 (A.12), are not
// known before 2015-09-07, and are nobody's outside its products.
func TestFeesOfTheDay(t *testing.T) {
	bars := func(product string, days ...calendar.Date) *signal.Prepared {
		p := &signal.Prepared{Bars: &market.Bars{Product: product, Minutes: market.Daily}, Stretch: []int32{0}}
		for i, d := range days {
			p.Bars.Time = append(p.Bars.Time, int64(d.UnixDay())*market.DayMillis)
			p.Open, p.Close = append(p.Open, 40000), append(p.Close, 40000)
			p.Day = append(p.Day, int32(i))
		}
		p.High, p.Low, p.Scale = p.Open, p.Close, 1
		return p
	}
	dated := Fees{Dated: true, Open: 1, Close: 1, CloseToday: 1, Broker: 0.00001}
	days := []calendar.Date{calendar.MustOf(2023, 3, 16), calendar.MustOf(2023, 3, 17), calendar.MustOf(2023, 3, 20), calendar.MustOf(2023, 3, 21)}
	tape, err := NewTape(bars("IF", days...), dated, 0, 4)
	if err != nil {
		t.Fatal(err)
	}
	for d, today := range []float64{0.000345, 0.000345, 0.00023, 0.00023} {
		if want := (DayFees{0.000023 + 0.00001, 0.000023 + 0.00001, today + 0.00001}); tape.Fees[d] != want || tape.Date[d] != days[d] {
			t.Errorf("%v: %v, want %v", tape.Date[d], tape.Fees[d], want)
		}
	}
	if len(tape.Notes) != 1 || tape.Notes[0].Code != "fee_unconfirmed" || tape.Notes[0].Params["from"] != "2023-03-20" {
		t.Errorf("notes: %+v", tape.Notes)
	}
	if tape, err := NewTape(bars("IF", days...), dated, 0, 2); err != nil || len(tape.Notes) != 0 || tape.Last != 2 || tape.Fees[2] != (DayFees{}) {
		t.Errorf("two days: %+v, %v", tape, err)
	}
	old := bars("IF", calendar.MustOf(2015, 9, 2), calendar.MustOf(2015, 9, 7))
	refused(t, "fees.dated:fees_unknown", func() error { _, err := NewTape(old, dated, 0, 2); return err })
	if _, err := NewTape(old, dated, 1, 2); err != nil {
		t.Errorf("from 2015-09-07: %v", err)
	}
	refused(t, "fees.dated:fees_no_product", func() error { _, err := NewTape(bars("", days...), dated, 0, 4); return err })
	if _, err := NewTape(bars("", days...), stated, 0, 4); err != nil {
		t.Errorf("stated fees of any series: %v", err)
	}
	bad := bars("IF", days...)
	bad.Close[2] = 0
	refused(t, "futures:price_not_positive", func() error { _, err := NewTape(bad, dated, 0, 4); return err })
	bad.Close[2] = MaxTicks + 1
	refused(t, "futures:price_too_long", func() error { _, err := NewTape(bad, dated, 0, 4); return err })
	if _, err := NewTape(bad, dated, 0, 2); err != nil {
		t.Errorf("bars that do not count: %v", err)
	}
}
