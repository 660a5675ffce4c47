package hedge_test

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/signal"
	"fairbasis/core/table"
	"fairbasis/core/table/demo"
	"fairbasis/core/table/load"
)

// walk makes minute bars of IF on days of the exchange's hours: a random walk
// of ticks of 0.2 points.
func walk(days int, step func() int64) *market.Bars {
	b := &market.Bars{Symbol: "IF2412", Kind: market.FutureContract, Product: "IF", Minutes: 1, Segment: []int32{0}}
	price := int64(40000)
	day := calendar.MustOf(2024, 9, 2)
	var o, h, l, c []int64
	for range days {
		for m := range 240 {
			end := 9*60 + 31 + m
			if m >= 120 {
				end += 90
			}
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis+int64(end)*60_000)
			open := price
			price = max(price+2*step(), 1000)
			o, c = append(o, open), append(c, price)
			h, l = append(h, max(open, price)), append(l, min(open, price))
		}
		day = calendar.Next(day).Date
	}
	of := func(m []int64) market.Column { return market.Column{Mantissa: m, Scale: 1} }
	b.Open, b.High, b.Low, b.Close = of(o), of(h), of(l), of(c)
	return b
}

func drawnStep(t *rapid.T) func() int64 {
	x := rapid.Uint64().Draw(t, "seed")
	return func() int64 {
		x = x*6364136223846793005 + 1442695040888963407
		return int64(x>>59) - 16
	}
}

// TestNothingAheadMatters: from prices to trades, what comes after bar k
// changes no trade that ended by it.
func TestNothingAheadMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := walk(3, drawnStep(t))
		in := hedge.Example001(market.Source{Bars: b})
		in.Order, in.Window = rapid.IntRange(1, 6).Draw(t, "order"), rapid.IntRange(10, 200).Draw(t, "window")
		in.ADay = rapid.IntRange(0, 2).Draw(t, "a_day")
		in.Price = rapid.SampledFrom([]signal.Price{signal.Open, signal.Close}).Draw(t, "price")
		in.Days = rapid.SampledFrom([]signal.Days{signal.Across, signal.Adjusted, signal.SameDay}).Draw(t, "days")
		in.Axis = rapid.SampledFrom([]signal.Axis{signal.Bars, signal.Minutes}).Draw(t, "axis")
		k := rapid.IntRange(240, 700).Draw(t, "k")
		ended := func() (out [][4]float64) {
			r, p, err := hedge.RunOn(context.Background(), in)
			if err != nil {
				t.Fatal(err)
			}
			for i := range r.Trades.Side {
				if r.Trades.Exit[i] <= float64(p.Bars.Time[k]) {
					out = append(out, [4]float64{r.Trades.Entry[i], r.Trades.Exit[i], r.Trades.Net[i], r.Trades.Why[i]})
				}
			}
			return out
		}
		before := ended()
		other := drawnStep(t)
		for i := k + 1; i < b.Len(); i++ {
			x := 40000 + 20*other()
			b.Open.Mantissa[i], b.High.Mantissa[i], b.Low.Mantissa[i], b.Close.Mantissa[i] = x, x, x, x
		}
		after := ended()
		if len(before) != len(after) {
			t.Fatalf("%d trades by bar %d, then %d", len(before), k, len(after))
		}
		for i := range before {
			if before[i] != after[i] {
				t.Fatalf("trade %d: %v became %v", i, before[i], after[i])
			}
		}
	})
}

// TestDemo: the demonstration's minutes run from the file to the last figure.
func TestDemo(t *testing.T) {
	made, err := demo.Demo(context.Background(), table.DemoInput{Name: "minute"})
	if err != nil {
		t.Fatal(err)
	}
	ctx := market.WithLibrary(context.Background(), load.New(memory{made.File.Bytes}))
	in := hedge.Example001(market.Source{Ref: "demo", Symbol: "IF2412"})
	in.Index = &market.Source{Ref: "demo", Symbol: "000300"}
	if err := in.Resolve(ctx); err != nil { // reading the file has a progress of its own
		t.Fatal(err)
	}
	last := -1
	b, err := op.Do(op.WithTick(ctx, func(done, total int) error {
		if total != 100 || done < last {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		last = done
		return nil
	}), op.NewSet(op.New(hedge.BacktestKey, "", in, hedge.Run)), hedge.BacktestKey, in)
	if err != nil {
		t.Fatal(err)
	}
	// 40 days, of which the first has 240 bars and the second ends its 450th.
	if b.Days != 39 || b.Trading.Trades < 20 || b.Trading.Trades > 39 || len(b.Months) != 3 || last != 100 {
		t.Errorf("%d days, %d trades, %d months, progress %d", b.Days, b.Trading.Trades, len(b.Months), last)
	}
	// The last day of IF2411 is 2024-11-15: by the calendar the hedge is set anew
	// the day before, and before its own last day, 2024-12-20.
	if len(b.Rolls) != 2 || b.Rolls[0] != "2024-11-14" || b.Rolls[1] != "2024-12-19" {
		t.Errorf("rolls %v", b.Rolls)
	}
	if off := b.Account.Stock + b.Account.Hedge + b.Account.Gross - b.Account.Costs - b.Account.Change; math.Abs(float64(off)) > 0.005 {
		t.Errorf("the account is off by %v", off)
	}
}

type memory struct{ bytes []byte }

func (m memory) Open(context.Context, string) (load.File, error) {
	return load.File{Name: "demo.csv", Bytes: m.bytes}, nil
}

// TestLimits: a reply lists the last trades only, and a call that is given up ends.
func TestLimits(t *testing.T) {
	x := uint64(7)
	b := walk(6, func() int64 { x = x*6364136223846793005 + 1442695040888963407; return int64(x>>59) - 16 })
	in := hedge.Example001(market.Source{Bars: b})
	in.Window, in.Order, in.ADay, in.Trades = 30, 2, 0, 3
	out, err := hedge.Run(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if n := out.Trades.All; n < 10 || len(out.Trades.Side) != 3 || out.Trades.From != n-3 || out.Trading.Trades != n {
		t.Errorf("%d trades, %d listed from %d", n, len(out.Trades.Side), out.Trades.From)
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := hedge.Run(ctx, in); err == nil || fault.From(err).Code != fault.Canceled {
		t.Errorf("given up: %v", err)
	}
}

// TestSpan: days in any form, and what is refused.
func TestSpan(t *testing.T) {
	b := walk(5, func() int64 { return 1 })
	ask := func(first, last string, window int) (hedge.Backtest, error) {
		in := hedge.Example001(market.Source{Bars: b})
		in.FirstDay, in.LastDay, in.Window = first, last, window
		return op.Do(context.Background(), op.NewSet(op.New(hedge.BacktestKey, "", in, hedge.Run)), hedge.BacktestKey, in)
	}
	for _, c := range []struct {
		first, last string
		window      int
		want        string // first, last and number of days, or the refusal
	}{
		{"", "", 450, "2024-09-03 2024-09-06 4"}, {"", "", 240, "2024-09-02 2024-09-06 5"}, {"", "", 241, "2024-09-03 2024-09-06 4"},
		{"20240902", "2024/9/4", 450, "2024-09-02 2024-09-04 3"}, {"2024-09-07", "", 450, "first_day:after_bars"},
		{"", "2024-09-02", 450, "last_day:before_bars"}, {"2024-09-05", "20240904", 450, "last_day:before_from"},
		{"2024-13-01", "", 450, "first_day:bad_month"}, {"", "", 1201, "window:no_window"}, {"2024-08-30", "2024-09-30", 450, "2024-09-02 2024-09-06 5"},
	} {
		out, err := ask(c.first, c.last, c.window)
		got := ""
		if err != nil {
			got = optest.Refused(t, err)
		} else {
			got = out.First + " " + out.Last + " " + string(rune('0'+out.Days))
		}
		if got != c.want {
			t.Errorf("%q to %q, window %d: %s, want %s", c.first, c.last, c.window, got, c.want)
		}
	}
}
