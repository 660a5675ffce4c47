package signal

import (
	"context"
	"math"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
)

// notes lists the codes of the notes.
func notes(p *Prepared) string { return optest.Codes(p.Notes) }

// whys lists the restarts as bar:why:bars.
func whys(p *Prepared) string {
	var out []string
	for _, r := range p.Restarts {
		out = append(out, number(r.Bar)+":"+r.Why+":"+number(r.Bars))
	}
	return strings.Join(out, " ")
}

func equal[T comparable](t *testing.T, what string, got, want []T) {
	t.Helper()
	if !slices.Equal(got, want) {
		t.Errorf("%s: got %v, want %v", what, got, want)
	}
}

// TestPrepareAliases: where the file has what is needed nothing is copied.
func TestPrepareAliases(t *testing.T) {
	b := closes("2024-09-12", make([]int64, 500)...)
	b.Close.Mantissa = slices.Clone(b.Close.Mantissa)
	for i := range b.Close.Mantissa {
		b.Close.Mantissa[i] = int64(i) + 1
	}
	b.Open.Mantissa = b.Close.Mantissa
	b.High, b.Low = b.Close, b.Open
	p := prepared(t, b, Report001)
	if p.Scale != 1 || &p.Close[0] != &b.Close.Mantissa[0] || &p.fit[0] != &b.Open.Mantissa[0] || p.Bars != b {
		t.Errorf("scale %d, or the prices are copies", p.Scale)
	}
	equal(t, "days", p.Day, []int32{0, 240, 480})
	equal(t, "stretches", p.Stretch, []int32{0})
	if got := whys(p); got != "0:start:500" {
		t.Errorf("restarts: %s", got)
	}
	if p.spread != 499 || notes(p) != "" || !slices.Equal(p.Contracts, []string{"IF2409"}) {
		t.Errorf("spread %d, notes %q, contracts %v", p.spread, notes(p), p.Contracts)
	}
}

// TestPrepareScales: four columns of their own scales meet in ticks of the
// decimals that are in use.
func TestPrepareScales(t *testing.T) {
	b := closes("2024-09-12", 0, 0)
	b.Open = market.Column{Mantissa: []int64{4000, 4001}}                           // 4000, 4001
	b.High = market.Column{Mantissa: []int64{4000_200_000, 4002_000_000}, Scale: 6} // 4000.2, 4002
	b.Low = market.Column{Mantissa: []int64{39990, 39995}, Scale: 1}
	b.Close = market.Column{Mantissa: []int64{400010, 400125}, Scale: 2} // 4000.10, 4001.25
	p := prepared(t, b, Report001)
	if p.Scale != 2 {
		t.Errorf("scale: got %d, want 2", p.Scale)
	}
	equal(t, "open", p.Open, []int64{400000, 400100})
	equal(t, "high", p.High, []int64{400020, 400200})
	equal(t, "low", p.Low, []int64{399900, 399950})
	equal(t, "close", p.Close, []int64{400010, 400125})
}

// TestPrepareFloats: prices that are no decimals are rounded to 0.0001 points,
// and the reply says so.
func TestPrepareFloats(t *testing.T) {
	b := closes("2024-09-12", 40000, 40001, 40002)
	b.Close = market.Column{Float: []float64{4000.00004, math.NaN(), 4000.123456789}}
	p := prepared(t, b, with(Close, Bars, Across))
	equal(t, "close", p.Close, []int64{40000000, 40001235})
	equal(t, "open", p.Open, []int64{40000000, 40002000})
	if got := notes(p); got != "futures:rounded_prices futures:bars_left_out" {
		t.Errorf("notes: %s", got)
	}
	if got := whys(p); got != "0:start:1 1:no_price:1" {
		t.Errorf("restarts: %s", got)
	}
}

// TestPrepareOnePrice: prices without opens, highs and lows have one price a
// bar; a high or low that is missing is the outer one of open and close.
func TestPrepareOnePrice(t *testing.T) {
	b := closes("2024-09-12", 40001, 40003)
	b.Open, b.High, b.Low = market.Column{}, market.Column{}, market.Column{}
	p := prepared(t, b, Report001)
	for _, list := range [][]int64{p.Open, p.High, p.Low, p.Close, p.fit} {
		equal(t, "price", list, []int64{40001, 40003})
	}
	if got := notes(p); got != "futures:open_is_close" {
		t.Errorf("notes: %s", got)
	}

	p = prepared(t, made(t, 1, `
		2024-09-12 09:31 1.1 - 1.0 1.3
		2024-09-12 09:32 1.4 1.5 - 1.2`), Report001)
	equal(t, "high", p.High, []int64{13, 15})
	equal(t, "low", p.Low, []int64{10, 12})

	b = made(t, 1, `
		2024-09-12 09:31 1.1 2.0 1.0 1.3
		2024-09-12 09:32 1.4 2.0 1.0 1.2`)
	b.High, b.Low = market.Column{Float: []float64{math.Inf(1), 1.5}}, market.Column{Float: []float64{1, math.NaN()}}
	p = prepared(t, b, Report001)
	equal(t, "high", p.High, []int64{13000, 15000})
	equal(t, "low", p.Low, []int64{10000, 12000})
	b.High, b.Low = market.Column{}, market.Column{}
	p = prepared(t, b, Report001)
	equal(t, "high", p.High, []int64{13, 14})
	equal(t, "low", p.Low, []int64{11, 12})
}

// TestPrepareBreaks: bars without open or close are left out, and windows
// begin anew behind them as behind holes; a hole that begins with such a bar
// is a hole.
func TestPrepareBreaks(t *testing.T) {
	p := prepared(t, made(t, 1, `
		  2024-09-12 09:31 1.1 1.1 1.1 1.1
		  2024-09-12 09:32 - 1.1 1.1 1.1
		  2024-09-12 09:33 1.3 1.3 1.3 1.3
		  2024-09-12 09:34 1.4 1.4 1.4 -
		  2024-09-12 09:35 1.5 1.5 1.5 -
		| 2024-09-12 09:40 - 1.6 1.6 1.6
		  2024-09-12 09:41 1.7 1.7 1.7 1.7
		| 2024-09-13 09:31 1.8 1.8 1.8 1.8
		  2024-09-13 09:32 1.9 1.9 1.9 -`), Report001)
	equal(t, "open", p.Open, []int64{11, 13, 17, 18})
	equal(t, "days", p.Day, []int32{0, 3})
	equal(t, "stretches", p.Stretch, []int32{0, 1, 2, 3})
	if got := whys(p); got != "0:start:1 1:no_price:1 2:hole:1 3:hole:1" {
		t.Errorf("restarts: %s", got)
	}
	if got := notes(p); got != "futures:bars_left_out" || p.Notes[0].Params["bars"] != "5" {
		t.Errorf("notes: %s", got)
	}
	if p.spread != 0 {
		t.Errorf("spread of stretches of one bar: %d", p.spread)
	}
}

// TestPrepareChain: the nearest contract is held until its last day
// (2024-09-20 for IF2409), and windows begin anew at the roll.
func TestPrepareChain(t *testing.T) {
	near := made(t, 1, `
		2024-09-19 14:59 1.0 1.0 1.0 1.0
		2024-09-20 15:00 1.1 1.1 1.1 1.1`)
	far := made(t, 1, `
		2024-09-20 14:59 2.0 2.0 2.0 2.0
		2024-09-20 15:00 - 2.1 2.1 2.1
		2024-09-23 09:31 - 2.2 2.2 2.2
		2024-09-23 09:32 2.3 2.3 2.3 2.3`)
	far.Symbol = "IF2410"
	p, err := Prepare(context.Background(), Series{Futures: []market.Source{{Bars: far}, {Bars: near}}}, Report001)
	if err != nil {
		t.Fatal(err)
	}
	equal(t, "open", p.Open, []int64{10, 11, 23})
	equal(t, "rolls", p.Rolls, []int32{2})
	equal(t, "contracts", p.Contracts, []string{"IF2409", "IF2410"})
	if got := whys(p); got != "0:start:2 2:contract:1" {
		t.Errorf("restarts: %s", got)
	}
	if got := notes(p); got != "futures:bars_left_out" {
		t.Errorf("notes: %s", got)
	}

	// A roll is no minute without a bar, though one is missing before it.
	if p, err = Prepare(context.Background(), Series{Futures: []market.Source{{Bars: far}, {Bars: near}}}, with(Open, Minutes, Across)); err != nil {
		t.Fatal(err)
	}
	if got := whys(p); got != "0:start:2 2:contract:1" {
		t.Errorf("restarts on minutes: %s", got)
	}

	// Only one of the contracts is ever chosen.
	early := made(t, 1, "2024-09-20 15:00 1.1 1.1 1.1 1.1")
	late := made(t, 1, "2024-09-20 15:00 2.1 2.1 2.1 2.1")
	late.Symbol = "IF2410"
	if p, err = Prepare(context.Background(), Series{Futures: []market.Source{{Bars: early}, {Bars: late}}}, Report001); err != nil {
		t.Fatal(err)
	}
	equal(t, "contracts", p.Contracts, []string{"IF2409"})
}

// TestPrepareContinuous: where the file breaks a continuous series although no
// minute is missing, it is another contract.
func TestPrepareContinuous(t *testing.T) {
	text := `
		  2024-09-20 14:59 1.0 1.0 1.0 1.0
		  2024-09-20 15:00 1.1 1.1 1.1 1.1
		| 2024-09-23 09:31 1.2 1.2 1.2 1.2
		| 2024-09-23 09:33 1.3 1.3 1.3 1.3`
	b := made(t, 1, text)
	b.Kind, b.Symbol = market.Continuous, "IF"
	p := prepared(t, b, Report001)
	if got := whys(p); got != "0:start:2 2:contract:1 3:hole:1" {
		t.Errorf("restarts: %s", got)
	}
	if got := notes(p); got != "futures:continuous_windows" {
		t.Errorf("notes: %s", got)
	}
	// Daily bars: the Monday after the Friday, then a Wednesday.
	b = made(t, market.Daily, `
		  2024-09-20 00:00 1.0 1.0 1.0 1.0
		| 2024-09-23 00:00 1.1 1.1 1.1 1.1
		| 2024-09-25 00:00 1.1 1.1 1.1 1.1`)
	b.Kind = market.Continuous
	if got := whys(prepared(t, b, Report001)); got != "0:start:1 1:contract:1 2:hole:1" {
		t.Errorf("daily restarts: %s", got)
	}
}

// TestPrepareAdjusted by hand: the night from 1.3 to 2.0 is +0.7 points, the
// next from 2.4 to 2.1 is -0.3.
func TestPrepareAdjusted(t *testing.T) {
	b := made(t, 1, `
		2024-09-11 14:59 1.0 1.5 0.5 1.2
		2024-09-11 15:00 1.1 1.5 0.5 1.3
		2024-09-12 09:31 2.0 2.5 1.5 2.2
		2024-09-12 15:00 2.3 2.5 1.5 2.4
		2024-09-13 09:31 2.1 2.5 1.5 2.6`)
	p := prepared(t, b, with(Open, Bars, Adjusted))
	equal(t, "shift", p.shift, []int64{0, 7, 4})
	equal(t, "opens", p.fit, []int64{10, 11, 13, 16, 17})
	p = prepared(t, b, with(Close, Bars, Adjusted))
	equal(t, "closes", p.fit, []int64{12, 13, 15, 17, 22})
	equal(t, "prices", p.Close, []int64{12, 13, 22, 24, 26})
	if p.spread != 10 {
		t.Errorf("spread: got %d, want 10", p.spread)
	}
}

// TestPrepareSameDay: windows begin with days and with holes; only holes are restarts.
func TestPrepareSameDay(t *testing.T) {
	p := prepared(t, made(t, 1, `
		  2024-09-11 14:59 1.0 1.0 1.0 1.0
		  2024-09-11 15:00 1.1 1.1 1.1 1.1
		  2024-09-12 09:31 5.0 5.0 5.0 5.0
		| 2024-09-12 11:30 6.0 6.0 6.0 6.0
		  2024-09-12 13:01 9.0 9.0 9.0 9.0`), with(Open, Bars, SameDay))
	equal(t, "begin", p.begin, []int32{0, 2, 3})
	equal(t, "stretches", p.Stretch, []int32{0, 3})
	if p.spread != 30 {
		t.Errorf("spread: got %d, want 30", p.spread)
	}
}

// TestPrepareMinutes by hand: two minutes without a bar (09:33, 09:34) keep
// the price, noon and night are no minutes, the last three minutes of a day
// and the first of the next are filled; 61 minutes are a hole.
func TestPrepareMinutes(t *testing.T) {
	b := made(t, 1, `
		  2024-09-11 09:31 1.1 1.1 1.1 1.1
		  2024-09-11 09:32 1.2 1.2 1.2 1.2
		| 2024-09-11 09:35 1.3 1.3 1.3 1.3
		| 2024-09-11 10:36 1.4 1.4 1.4 1.4
		| 2024-09-11 11:30 1.5 1.5 1.5 1.5
		  2024-09-11 13:01 1.6 1.6 1.6 1.6
		| 2024-09-11 14:03 1.7 1.7 1.7 1.7
		| 2024-09-11 14:57 1.8 1.8 1.8 1.8
		| 2024-09-12 09:33 2.0 2.0 2.0 2.0
		| 2024-09-18 09:31 2.1 2.1 2.1 2.1`)
	p := prepared(t, b, with(Open, Minutes, Across))
	// 09:35 to 10:36 is 61 minutes (60 filled), 10:36 to 11:30 54, then 1,
	// 13:01 to 14:03 is 62 minutes: a hole; 14:57 is 54 later, and 09:33 six
	// more: 14:58, 14:59, 15:00, 09:31, 09:32, 09:33. The next is days later.
	equal(t, "points", p.at, []int32{0, 1, 4, 65, 119, 120, 121, 175, 181, 182})
	equal(t, "stretches", p.Stretch, []int32{0, 6, 9})
	if got := whys(p); got != "0:start:6 6:hole:3 9:hole:1" {
		t.Errorf("restarts: %s", got)
	}
	equal(t, "prices", p.fit[:6], []int64{11, 12, 12, 12, 13, 13})
	equal(t, "night", p.fit[174:], []int64{17, 18, 18, 18, 18, 18, 18, 20, 21})
	if got := notes(p); got != "axis:minutes_filled" || p.Notes[0].Params["minutes"] != "173" {
		t.Errorf("notes: %v", p.Notes)
	}

	// With the night's jump of 0.2 taken out the minutes between keep 1.8.
	p = prepared(t, b, with(Open, Minutes, Adjusted))
	equal(t, "night", p.fit[174:], []int64{17, 18, 18, 18, 18, 18, 18, 18, 18})

	// A full day is on its minutes anyway.
	p = prepared(t, closes("2024-09-12", make([]int64, 300)...), with(Open, Minutes, Across))
	if p.at != nil || notes(p) != "" || &p.fit[0] != &p.Open[0] {
		t.Errorf("a day without missing minutes was filled: %s", notes(p))
	}
}

// TestPrepareMinutesOfLongerBars: bars of five minutes are five points apart,
// across noon and night too, and what ends a day early breaks nothing where
// the file says that nothing is missing (2016-01-04, 13:33, circuit breaker).
func TestPrepareMinutesOfLongerBars(t *testing.T) {
	p := prepared(t, made(t, 5, `
		2016-01-04 11:30 1.1 1.1 1.1 1.1
		2016-01-04 13:05 1.2 1.2 1.2 1.2
		2016-01-05 09:35 1.3 1.3 1.3 1.3`), with(Close, Minutes, Across))
	equal(t, "points", p.at, []int32{0, 5, 10})
	equal(t, "prices", p.fit, []int64{11, 11, 11, 11, 11, 12, 12, 12, 12, 12, 13})
}

// TestPrepareMinutesUnmarked: a hole of more than an hour is one even where
// the file does not say so.
func TestPrepareMinutesUnmarked(t *testing.T) {
	p := prepared(t, made(t, 1, `
		2024-09-11 09:31 1.1 1.1 1.1 1.1
		2024-09-11 10:32 1.2 1.2 1.2 1.2
		2024-09-11 13:04 1.3 1.3 1.3 1.3`), with(Close, Minutes, Across))
	equal(t, "points", p.at, []int32{0, 61, 62})
	equal(t, "stretches", p.Stretch, []int32{0, 2})
}

// TestPrepareOldHours: in 2015 futures traded from 09:15 to 15:15; 3 minutes
// at the end of the day and 1 at the beginning of the next have no bar.
func TestPrepareOldHours(t *testing.T) {
	p := prepared(t, made(t, 1, `
		  2015-12-30 09:16 1.1 1.1 1.1 1.1
		  2015-12-30 09:17 1.2 1.2 1.2 1.2
		| 2015-12-30 15:12 1.3 1.3 1.3 1.3
		| 2015-12-31 09:17 1.4 1.4 1.4 1.4`), with(Close, Minutes, Across))
	equal(t, "points", p.at, []int32{0, 1, 2, 7})
	equal(t, "stretches", p.Stretch, []int32{0, 2})

	// The first day of 2016 begins at 09:30: two minutes are missing there.
	p = prepared(t, made(t, 1, `
		  2015-12-31 09:16 1.1 1.1 1.1 1.1
		| 2015-12-31 15:15 1.2 1.2 1.2 1.2
		| 2016-01-04 09:33 1.3 1.3 1.3 1.3`), with(Close, Minutes, Across))
	equal(t, "points", p.at, []int32{0, 1, 4})
}

// TestPrepareRefuses what has no meaning.
func TestPrepareRefuses(t *testing.T) {
	daily := closes("2024-09-12", 1, 2)
	daily.Minutes = market.Daily
	mixed := closes("2024-09-12", 1, 2)
	mixed.Minutes = 0
	night := closes("2024-09-12", 1, 2)
	night.Time[1] = stamp(t, "2024-09-12", "21:01")
	seconds := closes("2024-09-12", 1, 2)
	seconds.Time[1] += 1000
	noClose := closes("2024-09-12", 1, 2)
	noClose.Close = market.Column{}
	empty := closes("2024-09-12", market.Missing, market.Missing)
	large := closes("2024-09-12", 1, 1<<60)
	fine := closes("2024-09-12", 1, 2)
	fine.Close = market.Column{Float: []float64{1, 1e300}}
	index := closes("2024-09-12", 1, 2)
	index.Kind = market.Index
	minutes := with(Open, Minutes, Across)
	for _, c := range []struct {
		name string
		s    Series
		set  Settings
		want string
	}{
		{"no bars", one(&market.Bars{}), Report001, "futures.0:no_bars"},
		{"minutes of days", one(daily), minutes, "axis:daily_bars"},
		{"windows within a day of days", one(daily), with(Open, Bars, SameDay), "days:daily_bars"},
		{"mixed lengths", one(mixed), minutes, "axis:mixed_lengths"},
		{"a night session", one(night), minutes, "axis:outside_minutes"},
		{"seconds", one(seconds), minutes, "axis:outside_minutes"},
		{"no close", one(noClose), Report001, "futures:no_close"},
		{"all empty", one(empty), Report001, "futures:no_close"},
		{"huge", one(large), Report001, "futures:too_large"},
		{"huge floats", one(fine), Report001, "futures:too_large"},
		{"an index in a chain", Series{Futures: []market.Source{{Bars: index}, {Bars: daily}}}, Report001, "futures:not_a_contract"},
	} {
		_, err := Prepare(context.Background(), c.s, c.set)
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}
