package sweep

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/hedge"
	"fairbasis/core/signal"
)

// sums are what the plain state machine says of one cell.
type sums struct {
	gross, net, cube, fourth float64
	trades, wins             float64
	sum, square              []float64
}

// plainly runs the state machine once for one cell.
func plainly(tape *hedge.Tape, r hedge.Rules, regimes []signal.Regime, month []int32, months int) sums {
	s := sums{sum: make([]float64, months), square: make([]float64, months)}
	daily := make([]float64, len(tape.Day))
	tape.Walk(regimes, r, func(tr hedge.Trade) {
		net := tape.Net(r, tr)
		s.trades++
		if net > 0 {
			s.wins++
		}
		s.gross += tr.Gross()
		s.net += net
		daily[tr.DayOut] += net
	})
	for d, x := range daily {
		if x != 0 {
			s.sum[month[d]] += x
			s.square[month[d]] += x * x
			s.cube += x * x * x
			s.fourth += x * x * x * x
		}
	}
	return s
}

func near(a, b float64) bool { return math.Abs(a-b) <= 1e-9*max(1, math.Abs(b)) }

// TestGridIsTheStateMachine: for any rules and bars, every cell of a grid has
// the trades of a back-test of its own.
func TestGridIsTheStateMachine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, regimes := series(rapid.Uint64().Draw(t, "seed"), drawShape(t))
		bars := len(regimes)
		from := rapid.IntRange(0, bars-1).Draw(t, "from")
		to := rapid.IntRange(from, bars).Draw(t, "to")
		if rapid.Bool().Draw(t, "all") {
			from, to = 0, bars
		}
		r := drawRules(t)
		tape, err := hedge.NewTape(p, r.Fees, from, to)
		if err != nil {
			t.Fatal(err)
		}
		takes, stops := drawLevels(t, "takes", 1), drawLevels(t, "stops", -1)
		month := make([]int32, len(tape.Day))
		for d := range month {
			month[d] = int32(d / 7)
		}
		months := len(month)/7 + 1
		cells := len(takes) * len(stops)
		g := newGrid(tape, r, takes, stops, newTally(cells, month, months))
		o := newOut(cells, months)
		if err := g.walk(context.Background(), o, regimes); err != nil {
			t.Fatal(err)
		}
		check(t, o, months, func(c int) sums {
			one := r
			one.TakeProfit, one.StopLoss = takes[c/len(stops)], stops[c%len(stops)]
			return plainly(tape, one, regimes, month, months)
		})
		// The same memory again, as for the next order.
		again := newOut(cells, months)
		if err := g.walk(context.Background(), again, regimes); err != nil {
			t.Fatal(err)
		}
		for i, x := range again.sum {
			if x != o.sum[i] || again.fourth[0] != o.fourth[0] {
				t.Fatal("a second walk gives other sums")
			}
		}
	})
}

type failing interface {
	Helper()
	Fatalf(format string, args ...any)
}

func check(t failing, o out, months int, want func(c int) sums) {
	t.Helper()
	for c := range o.net {
		w := want(c)
		if o.trades[c] != w.trades || o.wins[c] != w.wins {
			t.Fatalf("cell %d: %v trades, %v wins, the state machine has %v, %v", c, o.trades[c], o.wins[c], w.trades, w.wins)
		}
		for _, x := range []struct {
			what      string
			got, want float64
		}{{"gross", o.gross[c], w.gross}, {"net", o.net[c], w.net}, {"cube", o.cube[c], w.cube}, {"fourth", o.fourth[c], w.fourth}} {
			if !near(x.got, x.want) {
				t.Fatalf("cell %d: %s is %v, the state machine has %v", c, x.what, x.got, x.want)
			}
		}
		for m := range months {
			if got := o.sum[c*months+m]; !near(got, w.sum[m]) {
				t.Fatalf("cell %d, month %d: sum %v, the state machine has %v", c, m, got, w.sum[m])
			}
			if got := o.square[c*months+m]; !near(got, w.square[m]) {
				t.Fatalf("cell %d, month %d: squares %v, the state machine has %v", c, m, got, w.square[m])
			}
		}
	}
}
