package hedge_test

import (
	"context"
	"math"
	"math/big"
	"runtime"
	"testing"

	"fairbasis/core/hedge"
	"fairbasis/core/market"
	"fairbasis/core/signal"
	"fairbasis/core/table/load"
)

// TestOneDayByHand is the day that docs/formulas.md (A.11, one day by hand)
// works out: IF2108 on 2021-08-20, with bars as the file has them.
//
//	bar    open    close   regime
//	09:31  4840.0  4820.4  up slowing
//	09:32  4820.4  4834.4  up slowing
//	09:33  4834.8  4826.8  down accelerating: sell
//	09:34  4826.2  4820.8  sold at 4826.2; profit is taken at 4826.2 x 0.989 = 4773.1118
//	10:50  4776.6  4773.4  not yet
//	10:51  4773.4  4766.8  there: buy back
//	10:52  4766.8  4769.4  bought at 4766.8, and nothing more that day
func TestOneDayByHand(t *testing.T) {
	lib := load.New(shared{})
	ctx := market.WithLibrary(context.Background(), lib)
	in := hedge.Example001(sources(t, ctx, lib, ifMinutes)...)
	in.FirstDay, in.LastDay = "2021-08-20", "2021-08-20"
	b, p, err := hedge.RunOn(ctx, in)
	if err != nil {
		t.Fatal(err)
	}
	regimes := make([]signal.Regime, p.Bars.Len())
	if _, err := p.Regimes(ctx, regimes, in.Order, in.Window); err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, ms := range p.Bars.Time {
		at[market.Stamp(ms, false)] = i
	}
	for _, c := range []struct {
		stamp       string
		open, close int64 // tenths of points, typed from the file
		regime      signal.Regime
	}{
		{"09:31", 48400, 48204, signal.UpSlowing}, {"09:32", 48204, 48344, signal.UpSlowing}, {"09:33", 48348, 48268, signal.DownAccelerating},
		{"09:34", 48262, 48208, signal.DownAccelerating}, {"10:50", 47766, 47734, signal.DownAccelerating},
		{"10:51", 47734, 47668, signal.DownAccelerating}, {"10:52", 47668, 47694, signal.DownAccelerating},
	} {
		i, ok := at["2021-08-20 "+c.stamp]
		if !ok || p.Open[i] != c.open*tick(p) || p.Close[i] != c.close*tick(p) || regimes[i] != c.regime {
			t.Errorf("%s: open %d, close %d, regime %d", c.stamp, p.Open[i], p.Close[i], regimes[i])
		}
	}
	// Every regime of the morning up to the exit, by fractions.
	fit := newExact(in.Order, in.Window)
	step := 1
	if runtime.GOOS == "js" {
		step = 9 // slow there; it ends at the exit all the same
	}
	for i := at["2021-08-20 09:31"]; i <= at["2021-08-20 10:52"]; i += step {
		if want := fit.regime(p.Open[i-in.Window+1 : i+1]); regimes[i] != want {
			t.Errorf("%s: regime %d, by fractions %d", market.Stamp(p.Bars.Time[i], false), regimes[i], want)
		}
	}

	tr := b.Trades
	if len(tr.Side) != 1 || tr.Side[0] != -1 || market.Stamp(int64(tr.Entry[0]), false) != "2021-08-20 09:34" ||
		market.Stamp(int64(tr.Exit[0]), false) != "2021-08-20 10:52" || tr.In[0] != 4826.2 || tr.Out[0] != 4766.8 || hedge.Why[int(tr.Why[0])] != "take_profit" {
		t.Fatalf("%+v", tr)
	}
	// One lot of 300 CNY a point: sold for 1,447,860, bought back for 1,430,040.
	// 0.23 bp of the first are 33.30078, 3.45 bp of the second 493.3638.
	near := func(what string, got, want float64) {
		if math.Abs(got-want) > 1e-9*math.Abs(want) {
			t.Errorf("%s %.9f, want %.9f", what, got, want)
		}
	}
	lots := tr.Lots[0]
	near("lots", lots, 70e6/1447860)
	near("gross", tr.Gross[0]/lots, 17820)
	near("opening", float64(b.Costs.Opening)/lots, 33.30078)
	near("closing today", float64(b.Costs.CloseToday)/lots, 493.3638)
	near("net", tr.Net[0]/lots, 17293.33542)
	near("return", tr.Return[0], 17293.33542/1447860)
	near("overlay", float64(b.Overlay.Cumulative), 17293.33542/1447860)
}

// tick is how many ticks of p are a tenth of a point.
func tick(p *signal.Prepared) int64 {
	n := int64(1)
	for range p.Scale - 1 {
		n *= 10
	}
	return n
}

// exact fits polynomials by least squares in fractions, with the normal
// equations written out: no arithmetic in common with core/poly.
type exact struct {
	order, window int
	inverse       [][]*big.Rat // of the matrix of power sums
}

func newExact(order, window int) exact {
	n := order + 1
	power := func(x, e int) *big.Rat {
		return new(big.Rat).SetInt(new(big.Int).Exp(big.NewInt(int64(x)), big.NewInt(int64(e)), nil))
	}
	rows := make([][]*big.Rat, n) // the matrix, and the unit matrix beside it
	for i := range rows {
		rows[i] = make([]*big.Rat, 2*n)
		for j := range rows[i] {
			rows[i][j] = new(big.Rat)
			if j >= n {
				if j-n == i {
					rows[i][j].SetInt64(1)
				}
				continue
			}
			for x := range window {
				rows[i][j].Add(rows[i][j], power(x, i+j))
			}
		}
	}
	for k := range n {
		pivot := new(big.Rat).Inv(rows[k][k])
		for j := range rows[k] {
			rows[k][j].Mul(rows[k][j], pivot)
		}
		for i := range rows {
			if i == k {
				continue
			}
			f := new(big.Rat).Set(rows[i][k])
			for j := range rows[i] {
				rows[i][j].Sub(rows[i][j], new(big.Rat).Mul(f, rows[k][j]))
			}
		}
	}
	out := exact{order: order, window: window}
	for i := range rows {
		out.inverse = append(out.inverse, rows[i][n:])
	}
	return out
}

// regime returns what the signs of the derivatives at the last of y say.
func (e exact) regime(y []int64) signal.Regime {
	moments := make([]*big.Int, e.order+1)
	for i := range moments {
		moments[i] = new(big.Int)
	}
	for x, v := range y {
		term := big.NewInt(v)
		for i := range moments {
			moments[i].Add(moments[i], term)
			term = new(big.Int).Mul(term, big.NewInt(int64(x)))
		}
	}
	slope, curvature := new(big.Rat), new(big.Rat)
	last := big.NewInt(int64(e.window - 1))
	for i := 1; i <= e.order; i++ {
		c := new(big.Rat)
		for j := range moments {
			c.Add(c, new(big.Rat).Mul(e.inverse[i][j], new(big.Rat).SetInt(moments[j])))
		}
		at := func(e, times int) *big.Rat {
			p := new(big.Int).Exp(last, big.NewInt(int64(e)), nil)
			return new(big.Rat).SetInt(p.Mul(p, big.NewInt(int64(times))))
		}
		slope.Add(slope, new(big.Rat).Mul(c, at(i-1, i)))
		if i > 1 {
			curvature.Add(curvature, new(big.Rat).Mul(c, at(i-2, i*(i-1))))
		}
	}
	switch s, c := slope.Sign(), curvature.Sign(); {
	case s == 0 || c == 0:
		return signal.Neutral
	case s > 0 && c > 0:
		return signal.UpAccelerating
	case s > 0:
		return signal.UpSlowing
	case c < 0:
		return signal.DownAccelerating
	}
	return signal.DownSlowing
}
