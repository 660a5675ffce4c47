package demo

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// The minute set: the last 40 trading days of IF2412 beside the index. After
// 24 days the mood turns: twice the volatility, and a premium of 1.5 % a year
// becomes a discount of 6 %.
const (
	minuteDays  = 40
	quietDays   = 24
	perDay      = 240
	minutesYear = 365 * 24 * 60
)

func minute(ctx context.Context) (text []byte, rows int, err error) {
	c := contract(2024, 12)
	expiry := c.LastTradingDay.Date
	r := random(20241220)
	level := int64(3950 * point) // of the index
	noise := int64(0)            // of the basis, around what the carry explains
	held := int64(62_000)        // open interest
	future, index := make([]byte, 0, 1<<20), make([]byte, 0, 1<<20)
	for d := range minuteDays {
		if err := op.Tick(ctx, d, minuteDays); err != nil {
			return nil, 0, err
		}
		day := calendar.Shift(expiry, d-minuteDays+1).Date
		ppm, carry, busy := int64(380), int64(15_000), int64(100)
		if d >= quietDays {
			ppm, carry, busy = 760, -60_000, 160
		}
		level = r.step(level, 14*ppm) // over night
		for m := range perDay {
			end := 9*60 + 31 + m
			if m >= perDay/2 {
				end += 90 // lunch
			}
			left := int64(expiry.Sub(day))*24*60 + int64(15*60-end)
			var f, s ohlc
			for range 4 {
				level = r.step(level, ppm)
				noise += -noise/50 + r.normal()*2000/deviation
				fade := min(left, 24*60) // nothing is left of it at expiry
				s.add(level / 100 * 100)
				f.add(onTick(level + level/point*carry*left/minutesYear*point/million + noise*fade/(24*60)))
			}
			// Busy at both ends of the day.
			x := int64(2*m - perDay + 1)
			volume := (100 + 250*x*x/(perDay*perDay)) * busy * r.between(60, 150) / 10_000
			held = max(held+drift(d)+r.between(-60, 60), 3000)

			stamp := market.Stamp(int64(day.UnixDay())*market.DayMillis+int64(end)*60_000, false)
			future = append(append(append(future, c.Code...), ','), stamp...)
			future = appendWhole(append(f.appendPrices(future, 1), ','), volume)
			future = append(appendWhole(append(future, ','), held), ",simulated\r\n"...)
			index = append(append(append(index, indexCode...), ','), stamp...)
			index = append(s.appendPrices(index, 2), ",,,simulated\r\n"...)
		}
	}
	text = append(text, "symbol,datetime,open,high,low,close,volume,open_interest,source\r\n"...)
	return append(append(text, future...), index...), 2 * minuteDays * perDay, nil
}

// drift is the lots that positions grow by in a minute: into the contract
// until ten days before expiry, then out of it.
func drift(day int) int64 {
	if day < minuteDays-10 {
		return 12
	}
	return -54
}
