package demo

import (
	"context"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op"
)

// The daily set: the four listed contracts of IF on every trading day of 2022
// to 2024, and the index.
var (
	dailyFirst = calendar.MustOf(2022, 1, 4)
	dailyLast  = calendar.MustOf(2024, 12, 31)
)

// era is a stretch with one volatility and one level the carry returns to.
type era struct {
	until calendar.Date
	ppm   int64 // standard deviation of a day of the index, in millionths
	carry int64 // a year, in millionths of the index, without dividends
}

var eras = []era{
	{calendar.MustOf(2022, 12, 31), 12_000, -12_000},
	{calendar.MustOf(2024, 1, 12), 8_000, 12_000},
	{calendar.MustOf(2024, 2, 23), 18_000, -60_000},
	{calendar.MustOf(2024, 9, 23), 9_000, -8_000},
	{calendar.MustOf(2024, 10, 31), 30_000, 45_000},
	{calendar.MustOf(9999, 12, 31), 12_000, 4_000},
}

// In percent of what the nearest contract has on a usual day: volume and open
// interest of the nearest contract and the one behind it, by the trading days
// the nearest has left, 0 to 9. On its last day positions are closed: 0, as in
// the exchange's own statistics.
var (
	nearVolume = [...]int64{25, 45, 60, 75, 90, 100, 100, 100, 100, 100}
	nextVolume = [...]int64{100, 80, 60, 45, 30, 22, 16, 12, 12, 12}
	nearHeld   = [...]int64{0, 25, 40, 55, 66, 76, 84, 91, 96, 100}
	nextHeld   = [...]int64{90, 74, 60, 48, 38, 30, 24, 19, 16, 14}
)

const (
	usualVolume = 62_000
	usualHeld   = 78_000
	parts       = 8 // prices of a day, the last is the close
)

// track is a contract while it is listed.
type track struct {
	contract market.Contract
	noise    int64 // of its basis, around what carry and dividends explain
	text     []byte
	bar      ohlc
}

func daily(ctx context.Context) (text []byte, rows int, err error) {
	r := random(20220104)
	level, carry := int64(4900*point), int64(-5_000)
	var tracks []*track // in the order of their listing
	index := make([]byte, 0, 1<<16)
	days := calendar.TradingDays(dailyFirst, dailyLast).Days
	e := 0
	day := dailyFirst
	for done := 0; !day.After(dailyLast); done++ {
		if err := op.Tick(ctx, done, days); err != nil {
			return nil, 0, err
		}
		for day.After(eras[e].until) {
			e++
		}
		carry += (eras[e].carry-carry)/15 + r.normal()*2_500/deviation
		list := contract(2022, 1).Product.ListedContracts(day)
		var today []*track
		for _, c := range list {
			today = append(today, listed(&tracks, c))
		}
		var s ohlc
		for part := range parts {
			level = r.step(level, eras[e].ppm*354/1000) // 1/sqrt(8)
			s.add(level / 100 * 100)
			for _, t := range today {
				if part == 0 {
					t.noise += -t.noise/4 + r.normal()*3*point/deviation
					t.bar = ohlc{}
				}
				t.bar.add(onTick(level + t.basis(level, carry, day)))
			}
		}
		left := min(calendar.TradingDays(day, list[0].LastTradingDay.Date).Days, 9)
		stamp := day.String()
		busy := r.between(70, 140) * eras[e].ppm / 12_000
		for k, t := range today {
			volume, held := [...]int64{nearVolume[left], nextVolume[left], 24, 8}[k], [...]int64{nearHeld[left], nextHeld[left], 38, 16}[k]
			settle := onTick(t.bar.close + r.between(-2, 2)*tick)
			if t.contract.LastTradingDay.Date == day {
				settle = t.bar.close
			}
			t.text = append(append(append(t.text, t.contract.Code...), ','), stamp...)
			t.text = appendPrice(append(t.bar.appendPrices(t.text, 1), ','), settle, 1)
			t.text = appendWhole(append(t.text, ','), max(volume*usualVolume/100*busy/100*r.between(90, 110)/100, 100))
			t.text = append(appendWhole(append(t.text, ','), held*usualHeld/100*r.between(96, 104)/100), ",simulated\r\n"...)
			rows++
		}
		index = append(append(append(index, indexCode...), ','), stamp...)
		index = append(s.appendPrices(index, 2), ",,,,simulated\r\n"...)
		rows++
		day = calendar.Next(day).Date
	}
	text = append(text, "symbol,date,open,high,low,close,settle,volume,open_interest,source\r\n"...)
	for _, t := range tracks {
		text = append(text, t.text...)
	}
	return append(text, index...), rows, nil
}

// listed returns the track of a contract, a new one on its first day.
func listed(tracks *[]*track, c market.Contract) *track {
	for _, t := range *tracks {
		if t.contract.Month == c.Month {
			return t
		}
	}
	t := &track{contract: c}
	*tracks = append(*tracks, t)
	return t
}

// basis is what a contract is above the index: the carry to its expiry, less
// the dividends paid before it, and noise that fades in the last five days.
func (t *track) basis(level, carry int64, day calendar.Date) int64 {
	left := int64(t.contract.LastTradingDay.Date.Sub(day))
	return level/point*carry*left/365*point/million - level/point*dividends(day, t.contract.LastTradingDay.Date)*point/million +
		t.noise*min(left, 5)/5
}

// dividends are those of the days after the first up to the last one, in
// millionths of the index: 1.8 % a year, spread evenly from 21 May to 20 July.
func dividends(after, last calendar.Date) int64 {
	sum := int64(0)
	for year := after.Year(); year <= last.Year(); year++ {
		from, to := calendar.MustOf(year, 5, 20), calendar.MustOf(year, 7, 20)
		days := to.Sub(from)
		if after.After(from) {
			from = after
		}
		if last.Before(to) {
			to = last
		}
		if n := to.Sub(from); n > 0 {
			sum += 18_000 * int64(n) / int64(days)
		}
	}
	return sum
}
