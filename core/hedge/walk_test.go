package hedge

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/signal"
)

// letters of the regimes in hand-made tapes.
var letters = map[byte]signal.Regime{
	'U': signal.UpAccelerating, 'u': signal.UpSlowing, 'D': signal.DownAccelerating, 'd': signal.DownSlowing,
	'.': signal.Neutral, '-': signal.None,
}

// stated are fees that depend on no day.
var stated = Fees{Open: 0.000023, Close: 0.000023, CloseToday: 0.000345}

// made builds one-minute bars of IF from words such as 4000/4010U: open, close
// and the regime at the close. A bar | begins the next trading day after
// 2024-09-02, a # a stretch of its own.
func made(text string) (*signal.Prepared, []signal.Regime) {
	return madeFrom(calendar.MustOf(2024, 9, 2), text)
}

func madeFrom(day calendar.Date, text string) (*signal.Prepared, []signal.Regime) {
	p := &signal.Prepared{Bars: &market.Bars{Symbol: "IF2409", Kind: market.FutureContract, Product: "IF", Minutes: 1}, Day: []int32{0}, Stretch: []int32{0}}
	var regimes []signal.Regime
	minute := int64(0)
	for _, word := range strings.Fields(text) {
		at := int32(len(regimes))
		switch word {
		case "|":
			p.Day, day, minute = append(p.Day, at), calendar.Next(day).Date, 0
			continue
		case "#":
			p.Stretch = append(p.Stretch, at)
			continue
		}
		minute++
		end := len(word) - 1
		open, last, _ := strings.Cut(word[:end], "/")
		o, _ := strconv.ParseInt(open, 10, 64)
		c, _ := strconv.ParseInt(last, 10, 64)
		p.Open, p.Close = append(p.Open, o), append(p.Close, c)
		p.High, p.Low = append(p.High, max(o, c)), append(p.Low, min(o, c))
		p.Bars.Time = append(p.Bars.Time, int64(day.UnixDay())*market.DayMillis+(9*60+30+minute)*60_000)
		regimes = append(regimes, letters[word[end]])
	}
	return p, regimes
}

// walked runs rules over hand-made bars and writes the trades down.
func walked(t *testing.T, text string, r Rules) string {
	t.Helper()
	p, regimes := made(text)
	tape, err := NewTape(p, stated, 0, len(regimes))
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	tape.Walk(regimes, r, func(tr Trade) {
		side := "long"
		if tr.Side == Short {
			side = "short"
		}
		word := fmt.Sprintf("%s %d@%d %d@%d %s", side, tr.In, tr.Entry, tr.Out, tr.Exit, Why[tr.Why])
		if tr.Fresh {
			word += " fresh"
		}
		out = append(out, word)
	})
	return strings.Join(out, "; ")
}

// report is the preset with a change.
func report(change func(*Rules)) Rules {
	r := Preset001
	if change != nil {
		change(&r)
	}
	return r
}

// TestWalk: every rule by itself and every two that meet on one bar, on bars
// made by hand. Stops of 1.10 % and -1.30 % at 4,000 are at 4,044 and 3,948, for
// a short at 3,956 and 4,052 (golden case 17).
func TestWalk(t *testing.T) {
	const calm = " 4000/4000. 4000/4000."
	many := func(r *Rules) { r.ADay = 0 }
	long := func(r *Rules) { r.Directions = LongOnly }
	held := func(r *Rules) { r.Flat = false }
	cases := []struct {
		name, bars string
		change     func(*Rules)
		want       string
	}{
		// Entries.
		{"up accelerating is bought at the next open", "4000/4001U 4002/4003U 4004/4005u 4006/4007." + calm, nil, "long 1@4002 3@4006 slowing"},
		{"down accelerating is sold", "4000/4001D 4002/4003D 4004/4005d 4006/4007." + calm, nil, "short 1@4002 3@4006 slowing"},
		{"slowing, neutral and none open nothing", "4000/4000u 4000/4000d 4000/4000. 4000/4000-" + calm, nil, ""},
		{"long only sells nothing", "4000/4000D 4000/4000D 4000/4000U 4000/4000U 4000/4000D" + calm, long, "long 3@4000 5@4000 reversal"},
		// Exits by signal.
		{"a long trade ends on down accelerating", "4000/4000U 4000/4000U 4000/4000D 4001/4000." + calm, nil, "long 1@4000 3@4001 reversal"},
		{"and on down slowing", "4000/4000U 4000/4000U 4000/4000d 4001/4000." + calm, nil, "long 1@4000 3@4001 reversal"},
		{"a short one on up accelerating", "4000/4000D 4000/4000D 4000/4000U 4001/4000." + calm, nil, "short 1@4000 3@4001 reversal"},
		{"and on up slowing", "4000/4000D 4000/4000D 4000/4000u 4001/4000." + calm, nil, "short 1@4000 3@4001 reversal"},
		{"neutral and none end nothing", "4000/4000U 4000/4000. 4000/4000- 4000/4000.", nil, "long 1@4000 3@4000 day_end"},
		{"only on slowing", "4000/4000U 4000/4000D 4000/4000d 4000/4000u 4001/4000." + calm, func(r *Rules) { r.Exit = OnSlowing }, "long 1@4000 4@4001 slowing"},
		{"only on reversal", "4000/4000U 4000/4000u 4000/4000u 4000/4000D 4001/4000." + calm, func(r *Rules) { r.Exit = OnReversal }, "long 1@4000 4@4001 reversal"},
		{"on no signal", "4000/4000U 4000/4000u 4000/4000D 4000/4000d 4001/4002.", func(r *Rules) { r.Exit = NoExit }, "long 1@4000 4@4002 day_end"},
		{"a trade can end on the bar of its fill", "4000/4000U 4000/4000u 4003/4000." + calm, nil, "long 1@4000 2@4003 slowing"},
		// Stops, on the close of the bar of the fill too, and to the tick.
		{"take-profit of a long trade", "4000/4000U 4000/4044U 4050/4000." + calm, nil, "long 1@4000 2@4050 take_profit"},
		{"one below it", "4000/4000U 4000/4043U 4050/4000.", nil, "long 1@4000 2@4000 day_end"},
		{"stop of a long trade", "4000/4000U 4000/3948U 3940/4000." + calm, nil, "long 1@4000 2@3940 stop_loss"},
		{"one above it", "4000/4000U 4000/3949U 3940/4000.", nil, "long 1@4000 2@4000 day_end"},
		{"take-profit of a short trade", "4000/4000D 4000/3956D 3950/4000." + calm, nil, "short 1@4000 2@3950 take_profit"},
		{"one above it ", "4000/4000D 4000/3957D 3950/4000.", nil, "short 1@4000 2@4000 day_end"},
		{"stop of a short trade", "4000/4000D 4000/4052D 4060/4000." + calm, nil, "short 1@4000 2@4060 stop_loss"},
		{"one below it ", "4000/4000D 4000/4051D 4060/4000.", nil, "short 1@4000 2@4000 day_end"},
		{"without stops", "4000/4000U 4000/5000U 3000/3000U 4000/4000.", func(r *Rules) { r.NoStops = true }, "long 1@4000 3@4000 day_end"},
		{"stops look at closes, not at opens", "4000/4000U 4000/4000U 4100/4001U 3900/4001U 4000/4000.", nil, "long 1@4000 4@4000 day_end"},
		// Two that meet on one bar: the earlier one in the list of Walk wins.
		{"day end before a stop", "4000/4000U 4000/3900U | 3900/3900." + calm, nil, "long 1@4000 1@3900 day_end"},
		{"day end before a take-profit", "4000/4000U 4000/4100U | 4100/4100." + calm, nil, "long 1@4000 1@4100 day_end"},
		{"day end before a signal", "4000/4000U 4000/4000u | 4100/4100." + calm, nil, "long 1@4000 1@4000 day_end"},
		{"day end before a hole", "4000/4000U 4000/4000U | # 4100/4100." + calm, nil, "long 1@4000 1@4000 day_end"},
		{"a hole before a stop", "4000/4000U 4000/3900U # 3900/3900." + calm, nil, "long 1@4000 1@3900 hole"},
		{"a hole before a take-profit", "4000/4000U 4000/4100U # 3900/3900." + calm, nil, "long 1@4000 1@4100 hole"},
		{"a hole before a signal", "4000/4000U 4000/4000u # 3900/3900." + calm, nil, "long 1@4000 1@4000 hole"},
		{"the end before a stop", "4000/4000U 4000/3900U", held, "long 1@4000 1@3900 end"},
		{"the end before a signal", "4000/4000U 4000/4000D", held, "long 1@4000 1@4000 end"},
		{"a stop before a signal", "4000/4000U 4000/3948D 3940/4000." + calm, nil, "long 1@4000 2@3940 stop_loss"},
		{"a take-profit before a signal", "4000/4000U 4000/4044u 4050/4000." + calm, nil, "long 1@4000 2@4050 take_profit"},
		{"an exit before an entry: the opposite trade is opened a bar later", "4000/4000U 4000/4000D 4001/4000D 4002/4002D 4003/4003.",
			many, "long 1@4000 2@4001 reversal; short 3@4002 4@4003 day_end"},
		// The end of the day, of a stretch, of the bars.
		{"nothing is opened on a day's last bar", "4000/4000. 4000/4000U | 4000/4000." + calm, nil, ""},
		{"nor before a hole", "4000/4000. 4000/4000U # 4000/4000." + calm, nil, ""},
		{"nor on the last bar", "4000/4000. 4000/4000U", held, ""},
		{"on the last but one it is, for the length of a bar", "4000/4000U 4001/4003. | 4000/4000." + calm, nil, "long 1@4001 1@4003 day_end"},
		{"over night", "4000/4000U 4000/4000U | 4010/4010. 4010/4010u 4020/4020.", held, "long 1@4000 4@4020 slowing"},
		{"decided on a day's last bar, filled at the next day's open", "4000/4000. 4000/4000U | 4010/4010. 4010/4010u 4020/4020.", held, "long 2@4010 4@4020 slowing"},
		{"over night, never across a hole", "4000/4000U 4000/4001U | # 4010/4010. 4010/4010u 4020/4020.", held, "long 1@4000 1@4001 hole"},
		// How many trades.
		{"one a day", "4000/4000U 4000/4000u 4000/4000U 4000/4000U 4000/4000. | 4000/4000U 4000/4000u 4000/4000." + calm, nil,
			"long 1@4000 2@4000 slowing; long 6@4000 7@4000 slowing"},
		{"two a day", "4000/4000U 4000/4000u 4000/4000U 4000/4000u 4000/4000U 4000/4000U 4000/4000.", func(r *Rules) { r.ADay = 2 },
			"long 1@4000 2@4000 slowing; long 3@4000 4@4000 slowing fresh"},
		{"any number", "4000/4000U 4000/4000u 4000/4000U 4000/4000u 4000/4000U 4000/4000U 4000/4000.", many,
			"long 1@4000 2@4000 slowing; long 3@4000 4@4000 slowing fresh; long 5@4000 6@4000 day_end fresh"},
		{"a trade is of the day of its fill", "4000/4000U 4000/4000u 4000/4000U | 4010/4010U 4010/4010u 4020/4020U 4000/4000. 4000/4000.",
			func(r *Rules) { r.Flat, r.ADay = false, 1 }, "long 1@4000 2@4000 slowing; long 3@4010 5@4020 slowing"},
		{"again while the regime lasts", "4000/4000U 4000/4044U 4044/4044U 4044/4044U 4044/4044.", many,
			"long 1@4000 2@4044 take_profit; long 3@4044 4@4044 day_end fresh"},
		{"not again while it lasts", "4000/4000U 4000/4044U 4044/4044U 4044/4044U 4044/4044.",
			func(r *Rules) { r.ADay, r.Again = 0, false }, "long 1@4000 2@4044 take_profit"},
		{"again after it has changed", "4000/4000U 4000/4044U 4044/4044. 4044/4044U 4044/4044. 4044/4044.",
			func(r *Rules) { r.ADay, r.Again = 0, false }, "long 1@4000 2@4044 take_profit; long 4@4044 5@4044 day_end fresh"},
		{"not again next day while it lasts", "4000/4000U 4000/4044U | 4044/4044U 4044/4044U 4044/4044.",
			func(r *Rules) { r.Again = false }, "long 1@4000 1@4044 day_end"},
		// Fills.
		{"next close", "4000/4001U 4002/4003U 4004/4005u 4006/4007." + calm, func(r *Rules) { r.Fill = NextClose }, "long 1@4003 3@4007 slowing"},
		{"this close", "4000/4001U 4002/4003U 4004/4005u 4006/4007." + calm, func(r *Rules) { r.Fill = ThisClose }, "long 0@4001 2@4005 slowing"},
		{"next close opens nothing that would be closed at the same price", "4000/4000U 4000/4000U | 4000/4000.", func(r *Rules) { r.Fill = NextClose }, ""},
		{"next close of a stop", "4000/4000U 4000/4000U 4000/3948U 3950/3951U 3952/3953.", func(r *Rules) { r.Fill = NextClose }, "long 1@4000 3@3951 stop_loss"},
		{"this close holds to the day's end", "4000/4000. 4000/4000U 4000/4001U | 4000/4000.", func(r *Rules) { r.Fill = ThisClose }, "long 1@4000 2@4001 day_end"},
		{"this close over night", "4000/4000. 4000/4000U | 4010/4010u 4020/4020.", func(r *Rules) { r.Fill, r.Flat = ThisClose, false }, "long 1@4000 2@4010 slowing"},
		// Days of one bar.
		{"daily bars are flat", "4000/4000U | 4000/4000U | 4000/4000U | 4000/4000U", nil, ""},
		{"unless they are held", "4000/4000U | 4010/4010U | 4020/4020u | 4030/4030.", held, "long 1@4010 3@4030 slowing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if got := walked(t, c.bars, report(c.change)); got != c.want {
				t.Errorf("%s:\n got %s\nwant %s", c.bars, got, c.want)
			}
		})
	}
}

// TestStopsAreWholeMillionths: 1.23456 % and 1.234560 4 % are the same stop,
// and no stop is at the entry itself.
func TestStopsAreWholeMillionths(t *testing.T) {
	for _, c := range []struct {
		stops      Stops
		take, stop int64
	}{
		{Report001, 11000, -13000}, {Stops{0.0123456, -0.0123456}, 12346, -12346},
		{Stops{0.012345_4, -0.012345_4}, 12345, -12345}, {Stops{1e-9, -1e-9}, 1, -1},
	} {
		if take, stop := c.stops.Millionths(); take != c.take || stop != c.stop {
			t.Errorf("%v: %d and %d, want %d and %d", c.stops, take, stop, c.take, c.stop)
		}
	}
}

// TestNoLookAhead: whatever comes after bar k, what was decided by its close
// is the same: every trade filled by then, and every exit.
func TestNoLookAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := drawn(t)
		r := drawnRules(t)
		k := rapid.IntRange(0, len(regimes)-1).Draw(t, "k")
		tape, err := NewTape(p, stated, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		next := int32(1)
		if r.Fill == ThisClose {
			next = 0
		}
		// What is known at the close of k: fills decided by then, with prices as
		// far as they are known.
		known := func() (out []Trade) {
			tape.Walk(regimes, r, func(tr Trade) {
				if int(tr.In-next) > k {
					return
				}
				decided := tr.Out - next
				if tr.Why == whyDayEnd || tr.Why == whyHole || tr.Why == whyEnd {
					decided = tr.Out
				}
				if int(decided) > k {
					tr.Out, tr.DayOut, tr.Exit, tr.Why = 0, 0, 0, 0
				}
				if int(tr.In) > k {
					tr.Entry = 0
				}
				if int(tr.Out) > k {
					tr.Exit = 0
				}
				out = append(out, tr)
			})
			return out
		}
		before := known()
		for i := k + 1; i < len(regimes); i++ {
			tape.Open[i], tape.Close[i] = rapid.Int64Range(3000, 5000).Draw(t, "o"), rapid.Int64Range(3000, 5000).Draw(t, "c")
			regimes[i] = signal.Regime(rapid.IntRange(-1, 4).Draw(t, "regime"))
		}
		if after := known(); fmt.Sprint(before) != fmt.Sprint(after) {
			t.Fatalf("after bar %d: %v became %v", k, before, after)
		}
	})
}

// TestMirror: prices mirrored at the entry cannot be exact, but with regimes
// turned round and stops that are never met, every long trade is a short one
// on the same bars.
func TestMirror(t *testing.T) {
	turned := map[signal.Regime]signal.Regime{signal.UpAccelerating: signal.DownAccelerating, signal.UpSlowing: signal.DownSlowing,
		signal.DownAccelerating: signal.UpAccelerating, signal.DownSlowing: signal.UpSlowing}
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := drawn(t)
		r := drawnRules(t)
		r.NoStops, r.Directions = true, Both
		run := func() (out []Trade) {
			tape, err := NewTape(p, stated, 0, len(regimes))
			if err != nil {
				t.Fatal(err)
			}
			tape.Walk(regimes, r, func(tr Trade) { tr.Fresh = false; out = append(out, tr) })
			return out
		}
		up := run()
		const about = 8000 // 2 x 4000: a price and its mirror image add up to it
		for i := range regimes {
			if g, ok := turned[regimes[i]]; ok {
				regimes[i] = g
			}
			p.Open[i], p.Close[i] = about-p.Open[i], about-p.Close[i]
		}
		down := run()
		if len(up) != len(down) {
			t.Fatalf("%d trades, mirrored %d", len(up), len(down))
		}
		for i, a := range up {
			b := down[i]
			b.Side, b.Entry, b.Exit = -b.Side, about-b.Entry, about-b.Exit
			if a != b {
				t.Fatalf("trade %d: %+v, mirrored %+v", i, a, b)
			}
		}
	})
}

// TestMoreRoom: without a limit there are at least as many trades a day as
// with one, and a limit is kept.
func TestMoreRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := drawn(t)
		r := drawnRules(t)
		tape, err := NewTape(p, stated, 0, len(regimes))
		if err != nil {
			t.Fatal(err)
		}
		count := func(limit int) (n int) {
			r.ADay = limit
			days := map[int32]int{}
			last := int32(-1)
			tape.Walk(regimes, r, func(tr Trade) {
				if tr.In <= last-1 || tr.Out < tr.In {
					t.Fatalf("trade %+v after one that ended on bar %d", tr, last)
				}
				last = tr.Out
				n++
				if days[tr.DayIn]++; limit > 0 && days[tr.DayIn] > limit {
					t.Fatalf("%d trades on day %d", days[tr.DayIn], tr.DayIn)
				}
				if r.Flat && tr.DayIn != tr.DayOut {
					t.Fatalf("held over night: %+v", tr)
				}
			})
			return n
		}
		if one, any := count(1), count(0); r.Flat && one > any {
			t.Fatalf("%d trades with one a day, %d without a limit", one, any)
		}
	})
}
