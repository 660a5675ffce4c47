package sweep

import (
	"context"
	"errors"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/signal"
	"fairbasis/core/unit"
)

// request asks for a small grid over drawn bars.
func request(p *signal.Prepared) hedge.SweepInput {
	in := hedge.SweepInput{
		BacktestInput: hedge.Example001(market.Source{Bars: p.Bars}),
		Windows:       []int{30, 10, 60}, Orders: []int{2, 4, 1},
		TakeProfits: []unit.Rate{0.011, 0.005}, StopLosses: []unit.Rate{-0.013, -0.002, -0.006},
	}
	return in
}

var plenty = shape{days: 50, length: 60, step: 150, holes: 400, still: 5, lasts: 5}

func drawRequest(t *rapid.T) hedge.SweepInput {
	s := drawShape(t)
	s.days, s.length = plenty.days, plenty.length
	if s.holes > 0 {
		s.holes = plenty.holes // or no window would ever be whole
	}
	p, _ := series(rapid.Uint64().Draw(t, "seed"), s)
	in := request(p)
	in.Rules = drawRules(t)
	in.TakeProfits, in.StopLosses = drawLevels(t, "takes", 1), drawLevels(t, "stops", -1)
	in.Windows = rapid.SliceOfN(rapid.IntRange(10, 60), 1, 3).Draw(t, "windows")
	in.Orders = rapid.SliceOfN(rapid.IntRange(1, 6), 1, 3).Draw(t, "orders")
	in.Price = rapid.SampledFrom([]signal.Price{signal.Open, signal.Close}).Draw(t, "price")
	in.Days = rapid.SampledFrom([]signal.Days{signal.Across, signal.Adjusted}).Draw(t, "nights")
	in.FirstDay = rapid.SampledFrom([]string{"", "", "2018-12-10", "2018-11-01"}).Draw(t, "first day")
	in.LastDay = rapid.SampledFrom([]string{"", "", "2019-01-04"}).Draw(t, "last day")
	return in
}

func mustCompute(t failing, in hedge.SweepInput) hedge.Sweep {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatalf("the request is refused: %v", err)
	}
	got, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatalf("the sweep fails: %v", err)
	}
	return got
}

// TestCellsAreBacktests: every cell is the plain state machine over the regimes
// of its window and order, on the days the reply names.
func TestCellsAreBacktests(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) { holds(t, drawRequest(t)) })
}

// holds makes a sweep and holds each of its cells against the state machine.
func holds(t failing, in hedge.SweepInput) hedge.Sweep {
	t.Helper()
	got := mustCompute(t, in)
	p, err := signal.Prepare(context.Background(), in.Series, in.Settings)
	if err != nil {
		t.Fatalf("%v", err)
	}
	place := func(day string) int {
		on, err := calendar.Parse(day)
		if err != nil {
			t.Fatalf("%v", err)
		}
		return slices.IndexFunc(p.Day, func(b int32) bool { return p.Bars.Day(int(b)) == on })
	}
	from, to := place(got.First), place(got.Last)
	first, last := int(p.Day[from]), p.Bars.Len()
	if to+1 < len(p.Day) {
		last = int(p.Day[to+1])
	}
	tape, err := hedge.NewTape(p, in.Fees, first, last)
	if err != nil {
		t.Fatalf("%v", err)
	}
	// Months and their lengths, by name rather than by order.
	length := map[string]float64{}
	month := make([]int32, len(tape.Day))
	for d := from; d <= to; d++ {
		name := tape.Date[d].String()[:7]
		length[name]++
		month[d] = int32(slices.Index(got.Months, name))
	}
	days := 0.0
	for i, m := range got.Months {
		if got.Length[i] != length[m] {
			t.Fatalf("%s has %v days, want %v", m, got.Length[i], length[m])
		}
		days += got.Length[i]
	}
	if float64(got.Days) != days || got.Days != to-from+1 {
		t.Fatalf("%d days, months have %v, days are %d", got.Days, days, to-from+1)
	}
	regimes := make([]signal.Regime, p.Bars.Len())
	o := out{got.Gross, got.Net, got.Trades, got.Wins, got.Sum, got.Square, got.Cube, got.Fourth}
	check(t, o, len(got.Months), func(c int) sums {
		r := in.Rules
		n := c
		next := func(size int) int { i := n % size; n /= size; return i }
		r.StopLoss = in.StopLosses[next(len(in.StopLosses))]
		r.TakeProfit = in.TakeProfits[next(len(in.TakeProfits))]
		order := in.Orders[next(len(in.Orders))]
		if _, err := p.Regimes(context.Background(), regimes, order, in.Windows[n]); err != nil {
			t.Fatalf("%v", err)
		}
		return plainly(tape, r, regimes, month, len(got.Months))
	})
	return got
}

// columnsOf returns the columns of a reply, with how many numbers each cell has there.
func columnsOf(s hedge.Sweep) (list []op.Column, each []int) {
	m := len(s.Months)
	return []op.Column{s.Gross, s.Net, s.Trades, s.Wins, s.Sum, s.Square, s.Cube, s.Fourth}, []int{1, 1, 1, 1, m, m, 1, 1}
}

// TestHalves: windows divided over two sweeps make, put one behind the other,
// the whole one to the last bit.
func TestHalves(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawRequest(t)
		for len(in.Windows) < 2 {
			in.Windows = append(in.Windows, 25)
		}
		whole := mustCompute(t, in)
		in.Warmup = slices.Max(in.Windows)
		cut := rapid.IntRange(1, len(in.Windows)-1).Draw(t, "cut")
		a, b := in, in
		a.Windows, b.Windows = in.Windows[:cut], in.Windows[cut:]
		one, two := mustCompute(t, a), mustCompute(t, b)
		if one.First != whole.First || two.First != whole.First || two.Days != whole.Days || !slices.Equal(one.Months, whole.Months) || !slices.Equal(two.Length, whole.Length) {
			t.Fatalf("the halves count from %s and %s, the whole from %s", one.First, two.First, whole.First)
		}
		want, _ := columnsOf(whole)
		first, _ := columnsOf(one)
		second, _ := columnsOf(two)
		for i := range want {
			if !slices.Equal(slices.Concat(first[i], second[i]), want[i]) {
				t.Fatalf("column %d of the halves is not that of the whole", i)
			}
		}
	})
}

// TestOrderOfAxes: turning every axis round turns the cells round and changes
// no figure.
func TestOrderOfAxes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawRequest(t)
		got := mustCompute(t, in)
		for _, turn := range []func(){
			func() { in.Windows = slices.Clone(in.Windows); slices.Reverse(in.Windows) },
			func() { in.Orders = slices.Clone(in.Orders); slices.Reverse(in.Orders) },
			func() { in.TakeProfits = slices.Clone(in.TakeProfits); slices.Reverse(in.TakeProfits) },
			func() { in.StopLosses = slices.Clone(in.StopLosses); slices.Reverse(in.StopLosses) },
		} {
			turn()
		}
		turned := mustCompute(t, in)
		a, each := columnsOf(got)
		b, _ := columnsOf(turned)
		cells := in.Cells()
		for i := range a {
			for c := range cells {
				if n := each[i]; !slices.Equal(a[i][c*n:(c+1)*n], b[i][(cells-1-c)*n:(cells-c)*n]) {
					t.Fatalf("column %d, cell %d: %v, from the other end %v", i, c, a[i][c*n:(c+1)*n], b[i][(cells-1-c)*n:(cells-c)*n])
				}
			}
		}
	})
}

// TestMoreCells: more cells never change one, and stops no price reaches earn
// what none earn.
func TestMoreCells(t *testing.T) {
	p, _ := series(11, plenty)
	in := request(p)
	small := mustCompute(t, in)
	in.TakeProfits = append([]unit.Rate{0.003, 0.9}, in.TakeProfits...)
	in.StopLosses = append(in.StopLosses, -0.9)
	large := mustCompute(t, in)
	for w := range in.Windows {
		for o := range in.Orders {
			for i := range 2 {
				for j := range 3 {
					a, b := ((w*3+o)*2+i)*3+j, ((w*3+o)*4+i+2)*4+j
					if small.Net[a] != large.Net[b] || small.Trades[a] != large.Trades[b] || small.Fourth[a] != large.Fourth[b] {
						t.Errorf("cell %d: net %v of %v trades, among more cells %v of %v", a, small.Net[a], small.Trades[a], large.Net[b], large.Trades[b])
					}
				}
			}
		}
	}
	in.NoStops = true
	none := mustCompute(t, in)
	for w := range in.Windows {
		for o := range in.Orders {
			far := ((w*3+o)*4+1)*4 + 3 // 90 % either way
			if none.Net[far-7] != large.Net[far] || none.Net[far] != large.Net[far] {
				t.Errorf("window %d, order %d: without stops %v, with stops no price reaches %v", in.Windows[w], in.Orders[o], none.Net[far], large.Net[far])
			}
		}
	}
}

// TestProgress: progress rises to a total that stays, and ending the work at
// any of its ticks ends it there.
func TestProgress(t *testing.T) {
	p, _ := series(5, plenty)
	in := request(p)
	last, of, ticks := -1, 0, 0
	listen := func(stop int) context.Context {
		last, of, ticks = -1, 0, 0
		return op.WithTick(context.Background(), func(done, total int) error {
			if done < last || of != 0 && of != total || done > total {
				t.Errorf("%d of %d after %d of %d", done, total, last, of)
			}
			last, of = done, total
			if ticks++; ticks == stop {
				return fault.New(fault.Canceled, "enough")
			}
			return nil
		})
	}
	if _, err := Compute(listen(-1), in); err != nil || last != of {
		t.Fatalf("%v after %d of %d", err, last, of)
	}
	all := ticks
	if all < 2*len(in.Windows)*len(in.Orders) {
		t.Errorf("%d ticks for %d fits", all, len(in.Windows)*len(in.Orders))
	}
	for stop := 1; stop <= all; stop++ {
		if _, err := Compute(listen(stop), in); fault.From(err).Code != fault.Canceled || ticks != stop {
			t.Fatalf("ended at tick %d of %d: %v after %d", stop, all, err, ticks)
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Compute(ctx, in); err == nil || fault.From(err).Code != fault.Canceled && !errors.Is(err, context.Canceled) {
		t.Errorf("given up before: %v", err)
	}
}

func TestRefusals(t *testing.T) {
	p, _ := series(5, plenty)
	for name, c := range map[string]struct {
		change     func(*hedge.SweepInput)
		path, code string
	}{
		"no window fits":       {func(in *hedge.SweepInput) { in.Warmup = 2000; in.Days = signal.SameDay }, "windows", "no_window"},
		"warm-up out of range": {func(in *hedge.SweepInput) { in.Warmup = 2001 }, "warmup", "out_of_range"},
		"last before first":    {func(in *hedge.SweepInput) { in.LastDay = "2018-11-19" }, "last_day", "before_bars"},
		"empty axis":           {func(in *hedge.SweepInput) { in.Orders = nil }, "orders", "empty"},
	} {
		in := request(p)
		in.Windows = []int{100, 50}
		c.change(&in)
		err := in.Validate()
		if err == nil {
			_, err = Compute(context.Background(), in)
		}
		f := fault.From(err)
		if f == nil || len(f.Fields) != 1 || f.Fields[0].Path != c.path || f.Fields[0].Code != c.code {
			t.Errorf("%s: %v, want %s at %s", name, err, c.code, c.path)
		}
	}
}
