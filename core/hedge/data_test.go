package hedge_test

import (
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/table/load"
	"fairbasis/core/unit"
)

var update = flag.Bool("update", false, "rewrite testdata/real.golden")

// shared is the reference data; its user says which product the minute files are of.
type shared struct{}

func (shared) Open(_ context.Context, ref string) (load.File, error) {
	text, err := os.ReadFile(filepath.Join("..", "..", "..", "shared", "data", filepath.FromSlash(ref)))
	if err != nil {
		return load.File{}, fault.New(fault.Unknown, "%v", err)
	}
	f := load.File{Name: filepath.Base(ref), Bytes: text}
	for _, product := range []string{"IF", "IH"} {
		if strings.HasPrefix(ref, "min1/"+product+"_") || strings.HasPrefix(ref, "min5/CFFEX."+product) {
			f.Choices.Symbol = product
		}
	}
	return f, nil
}

// sources names every series of a file.
func sources(t *testing.T, ctx context.Context, lib *load.Library, ref string) (out []market.Source) {
	t.Helper()
	set, err := lib.Set(ctx, ref)
	if err != nil {
		if fault.From(err).Code == fault.Unknown {
			t.Skipf("the reference data is not beside the project: %v", err)
		}
		t.Fatal(err)
	}
	for _, b := range set.Series {
		out = append(out, market.Source{Ref: ref, Symbol: b.Symbol, Bars: b})
	}
	return out
}

const (
	ifMinutes = "min1/IF_1min_sina_2020-04_2021-12.csv"
	ihMinutes = "min1/IH_1min_sina_2020-04_2021-12.csv"
	ifTicks   = "min1/IF2101_1min_from_ticks_20210104-05.csv"
	ifFive    = "min5/CFFEX.IF.HOT_m5_2017.csv"
	csi300    = "daily/Choice_000300_2005-2023.csv"
	csiMinute = "min1/SH#000300.txt"
)

// TestRealData runs the strategy over the reference data, end to end, and
// holds the outcome against a file. Its regimes, trades, wins and reasons of IF
// and IH with the rules of report 001 were counted once more by a program
// written apart from this one, in fractions (weights of the derivatives from
// the inverse of the power sums), and so was the net of IH, to the cent.
func TestRealData(t *testing.T) {
	lib := load.New(shared{})
	ctx := market.WithLibrary(context.Background(), lib)
	var out strings.Builder
	for _, c := range []struct {
		name, futures, index string
		change               func(*hedge.BacktestInput)
	}{
		{"IF by minutes, report 001, with the daily CSI 300", ifMinutes, csi300, nil},
		{"IF by minutes, any number of trades, order 3 over 120", ifMinutes, csi300, func(in *hedge.BacktestInput) {
			in.Order, in.Window, in.ADay = 3, 120, 0
		}},
		{"IF by minutes, held over night, locked, half a tick of slippage", ifMinutes, csi300, func(in *hedge.BacktestInput) {
			in.Flat, in.Closing, in.Slip, in.Window = false, hedge.Lock, 0.1, 240
		}},
		{"IH by minutes, report 001", ihMinutes, "", nil},
		{"IF2101 by minutes, order 2 over 60", ifTicks, "", func(in *hedge.BacktestInput) { in.Order, in.Window = 2, 60 }},
		{"IF by five minutes in 2017, order 4 over 90, with the CSI 300 by minutes", ifFive, csiMinute, func(in *hedge.BacktestInput) {
			in.Window, in.FirstDay, in.LastDay = 90, "2017-04-27", "2017/9/21"
		}},
	} {
		in := hedge.Example001(sources(t, ctx, lib, c.futures)...)
		if c.index != "" {
			in.Index = &sources(t, ctx, lib, c.index)[0]
		}
		if c.change != nil {
			c.change(&in)
		}
		b, p, err := hedge.RunOn(ctx, in)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		if c.futures == ihMinutes { // in which order contracts are named does not matter
			slices.Reverse(in.Futures)
			turned, err := hedge.Run(ctx, in)
			if err != nil || !reflect.DeepEqual(turned, b) {
				t.Errorf("%s, contracts in another order: %v, %+v", c.name, err, turned.Trading)
			}
		}
		regimes := make([]signal.Regime, p.Bars.Len())
		if _, err := p.Regimes(ctx, regimes, in.Order, in.Window); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&out, "%s\n", c.name)
		var count [6]int
		for _, r := range regimes {
			count[r+1]++
		}
		fmt.Fprintf(&out, "\t%d bars: %d up accelerating, %d up slowing, %d down accelerating, %d down slowing, %d neutral, %d none\n",
			len(regimes), count[2], count[3], count[4], count[5], count[1], count[0])
		fmt.Fprintf(&out, "\t%s to %s, %d days, %d months\n", b.First, b.Last, b.Days, len(b.Months))
		fmt.Fprintf(&out, "\t%d trades, %d long, %d wins, gross %.2f, net %.2f\n", b.Trading.Trades, b.Trading.Long, b.Trading.Wins, b.Account.Gross, sum(b.Trades.Net))
		for _, r := range b.Trading.Reasons {
			fmt.Fprintf(&out, "\t%s: %d, net %.2f\n", r.Why, r.Trades, r.Net)
		}
		paid := b.Costs
		fmt.Fprintf(&out, "\topening %.2f, closing %.2f, closing today %.2f, slippage %.2f, rolling %.2f\n", paid.Opening, paid.Closing, paid.CloseToday, paid.Slippage, paid.Rolling)
		fmt.Fprintf(&out, "\toverlay %s\n", figures(b.Overlay))
		if b.Passive != nil {
			fmt.Fprintf(&out, "\tnot executing %s\n\texecuting %s\n", figures(*b.Passive), figures(*b.Execute))
			fmt.Fprintf(&out, "\trolls %s\n", strings.Join(b.Rolls, " "))
		}
		for _, n := range b.Notes {
			fmt.Fprintf(&out, "\tnote %s %v\n", n.Code, n.Params)
		}
		off := b.Account.Stock + b.Account.Hedge + b.Account.Gross - b.Account.Costs - b.Account.Change
		if off > 0.005 || off < -0.005 {
			t.Errorf("%s: the account is off by %v", c.name, off)
		}
	}
	path := filepath.Join("testdata", "real.golden")
	if *update {
		if err := os.WriteFile(path, []byte(out.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	got, lines := strings.Split(out.String(), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(got), len(lines)) {
		a, b := "", ""
		if i < len(got) {
			a = got[i]
		}
		if i < len(lines) {
			b = lines[i]
		}
		if a != b {
			t.Fatalf("line %d:\n got %s\nwant %s", i+1, a, b)
		}
	}
}

func sum(c []float64) (s float64) {
	for _, x := range c {
		s += x
	}
	return s
}

func figures(m hedge.Metrics) string {
	percent := func(r unit.Maybe[unit.Rate]) string {
		if x, ok := r.Get(); ok {
			return fmt.Sprintf("%.4f", x)
		}
		return string(r.Why())
	}
	return fmt.Sprintf("%.6f, a year %s, volatility %s, Sharpe ratio %s, drawdown %.6f from %s to %s", m.Cumulative,
		percent(m.Annualised), percent(m.Volatility), percent(m.Sharpe), m.Drawdown, m.Peak, m.Trough)
}
