package arb

import (
	"context"
	"encoding/json"
	"fairbasis/core/op/optest"
	"math"
	"reflect"
	"testing"

	"fairbasis/core/carry"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// must computes a request that is known to be valid.
func must(t *rapid.T, in Input) Result {
	if err := in.Validate(); err != nil {
		t.Fatalf("refused: %v", err)
	}
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// size is the largest amount a formula of in adds up: rounding is relative to it.
func size(in Input, r Result) float64 {
	n := in.Costs.numbers()
	years := 1 + r.Tau
	d := math.Abs(float64(r.FairValue)) + n.low.or(0) + n.high.or(0) + n.slip
	return (float64(in.Spot)*(1+n.marginS+n.z) + float64(in.Futures)*(1+n.marginF) + d) * 4 * years * years
}

// noHoles walks a reply and fails on any NaN or infinity, inside Maybe too.
func noHoles(t *rapid.T, path string, v reflect.Value) {
	switch v.Kind() {
	case reflect.Float64:
		if x := v.Float(); math.IsNaN(x) || math.IsInf(x, 0) {
			t.Fatalf("%s is %v", path, x)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			noHoles(t, path+"."+v.Type().Field(i).Name, v.Field(i))
		}
	case reflect.Slice:
		for i := range v.Len() {
			noHoles(t, path, v.Index(i))
		}
	case reflect.Pointer:
		if !v.IsNil() {
			noHoles(t, path, v.Elem())
		}
	}
}

func whole[T any](t *rapid.T, what string, reply T, err error) T {
	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	noHoles(t, what, reflect.ValueOf(reply))
	if _, err := json.Marshal(reply); err != nil {
		t.Fatalf("%s does not encode: %v", what, err)
	}
	return reply
}

func TestRepliesAreWhole(t *testing.T) {
	ctx := context.Background()
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		whole(t, "result", must(t, in), nil)
		trade := rapid.SampledFrom([]string{TradeForward, TradeReverse, TradeHolder}).Draw(t, "trade")
		b, err := ComputeBreakEven(ctx, BreakEvenInput{in, trade, in.Hurdle})
		whole(t, "break-even", b, err)
		s, err := ComputeSensitivity(ctx, SensitivityInput{in})
		whole(t, "sensitivity", s, err)
	})
}

// From plus the steps is To, and To is the bound of the band, bit for bit; and
// it is the value of the formula up to one rounding of the amounts in it.
func TestWaterfallIsExact(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		r := must(t, in)
		exact(t, in, r)
	})
}

// resolved is the deal of a request as the formulas see it.
func resolved(t *rapid.T, in Input) deal {
	c, _, err := carry.Resolve(in.Terms)
	if err != nil {
		t.Fatal(err)
	}
	return take(c, in)
}

func exact(t *rapid.T, in Input, r Result) {
	direct := map[string]ratio{}
	d := resolved(t, in)
	direct["sinolink upper"], direct["sinolink lower"] = d.upper(), d.lower()
	direct["full upper"], direct["full lower"] = d.fullUpper(), d.fullLower()
	for _, w := range r.Waterfalls {
		name := w.Band + " " + w.Side
		sum := w.From
		for _, s := range w.Steps {
			sum += s.Points
		}
		var bound unit.Maybe[unit.Points]
		for _, b := range r.Bands {
			if b.ID == w.Band {
				bound = b.Upper
				if w.Side == "lower" {
					bound = b.Lower
				}
			}
		}
		if bound != w.To {
			t.Fatalf("%s: ends at %v, the band at %v", name, w.To, bound)
		}
		if to, ok := w.To.Get(); ok {
			if sum != to {
				t.Fatalf("%s: steps sum to %v, bound is %v", name, sum, to)
			}
			want, _ := direct[name].price().Get()
			largest := math.Max(math.Abs(float64(w.From)), math.Abs(float64(want)))
			for _, s := range w.Steps {
				largest = math.Max(largest, math.Abs(float64(s.Points)))
			}
			if math.Abs(float64(to-want)) > 2.3e-16*largest {
				t.Fatalf("%s: %v, formula %v", name, to, want)
			}
		}
		if w.From != r.FairValue {
			t.Fatalf("%s: begins at %v, fair value is %v", name, w.From, r.FairValue)
		}
	}
}

// In ordinary markets the running sum is the formula's own float64.
func TestWaterfallIsTheFormula(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Example
		in.Spot = unit.Points(rapid.Float64Range(1000, 10000).Draw(t, "spot"))
		in.Rate = unit.Rate(rapid.Float64Range(0, 0.08).Draw(t, "rate"))
		in.Costs.StockLoanFee = unit.Rate(rapid.Float64Range(0, 0.2).Draw(t, "loan"))
		in.Hurdle = unit.Rate(rapid.Float64Range(0, 0.2).Draw(t, "hurdle"))
		r, d := must(t, in), resolved(t, in)
		for i, q := range []ratio{d.upper(), d.lower(), d.fullUpper(), d.fullLower()} {
			if want, _ := q.price().Get(); r.Waterfalls[i].To.Or(0) != want {
				t.Fatalf("%s %s: %v, formula %v", r.Waterfalls[i].Band, r.Waterfalls[i].Side, r.Waterfalls[i].To, want)
			}
		}
	})
}

// Without costs, with interest on the proceeds and the hurdle at the rate,
// the bands (a) to (d) are the fair value to the last bit.
func TestBandsCollapse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Input{Terms: drawTerms(t, rapid.Bool().Draw(t, "sane"))}
		in.Hurdle, in.Costs.ProceedsRate = in.Rate, in.Rate
		if rapid.Bool().Draw(t, "written out") {
			in.Costs.BorrowRate, in.Costs.DepositRate, in.Costs.MarginRate = &in.Rate, &in.Rate, &in.Rate
		}
		in.Costs.RoundTrip = rapid.Bool().Draw(t, "round_trip")
		r := must(t, in)
		for _, b := range r.Bands {
			if b.Lower.Or(-1) != r.FairValue || b.ID != "holder" && b.Upper.Or(-1) != r.FairValue {
				t.Fatalf("%s: [%v, %v], fair value %v", b.ID, b.Lower, b.Upper, r.FairValue)
			}
		}
		for _, w := range r.Waterfalls {
			if len(w.Steps) > 0 {
				t.Fatalf("%s %s has steps: %v", w.Band, w.Side, w.Steps)
			}
		}
	})
}

// drawSane draws a market and costs under which the order of things is what
// a trader expects: rates at least 0, interest received below interest paid,
// dividends below half the spot, costs below a fifth of it.
func drawSane(t *rapid.T) Input {
	f := func(name string, high float64) float64 { return rapid.Float64Range(0, high).Draw(t, name) }
	in := Input{Terms: drawTerms(t, true)}
	in.Rate = unit.Rate(f("rate", 0.1))
	in.Dividends.Yield, in.Dividends.Cash = nil, nil
	in.Dividends.Points = ptr(unit.Points(f("dividends", 0.3) * float64(in.Spot)))
	in.Hurdle = in.Rate + unit.Rate(f("hurdle", 0.1))
	d := float64(*in.Dividends.Points)
	in.Costs = CostModel{
		FuturesFee: unit.Rate(f("fee", 0.01)), FuturesSlippage: unit.Points(f("slippage", 5)), DeliveryFee: unit.Rate(f("delivery", 0.01)),
		StockCost: unit.Rate(f("stock", 0.02)), StampDuty: unit.Rate(f("stamp", 0.02)), StockImpact: unit.Rate(f("impact", 0.02)),
		StockLoanFee: unit.Rate(f("loan", 0.15)), FuturesMargin: unit.Rate(f("m_f", 0.5)), ShortMargin: unit.Rate(f("m_s", 1.2)),
		RoundTrip: rapid.Bool().Draw(t, "round_trip"), BuyBack: rapid.Bool().Draw(t, "buy_back"),
		ProceedsRate: unit.Rate(f("proceeds", 1)) * in.Rate, MarginRate: ptr(unit.Rate(f("margin", 1)) * in.Rate),
		CollateralRate: unit.Rate(f("collateral", 1)) * in.Rate, BorrowRate: ptr(in.Rate + unit.Rate(f("borrow", 0.05))),
		DepositRate: ptr(in.Rate), LendingSpread: unit.Rate(f("spread", 0.03)), DividendTax: unit.Rate(f("tax", 0.2)),
		DividendLow: ptr(unit.Points(d * f("low", 1))), DividendHigh: ptr(unit.Points(d * (1 + f("high", 0.3)))),
		TrackingError: unit.Rate(f("te", 0.05)), TrackingZ: f("z", 3),
	}
	if in.Date == in.Expiry { // dividends do not count on the expiry day, so neither do cases of them
		in.Costs.DividendLow, in.Costs.DividendHigh = nil, nil
	}
	return in
}

// F_lo <= F* <= F_up in every band when the hurdle is not below the rate.
func TestBandsHoldFairValue(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawSane(t)
		r := must(t, in)
		slack := 1e-12 * in.Spot
		for _, b := range r.Bands {
			if b.Lower.Or(0) > r.FairValue+slack || b.ID != "holder" && b.Upper.OK() && b.Upper.Or(0) < r.FairValue-slack {
				t.Fatalf("%s: [%v, %v] against %v", b.ID, b.Lower, b.Upper, r.FairValue)
			}
		}
		if s := band2(r, "sinolink"); !s.HoldsFair && math.Abs(float64(s.Lower.Or(0)-r.FairValue)) > 1e-9 && math.Abs(float64(s.Upper.Or(0)-r.FairValue)) > 1e-9 {
			t.Fatalf("holds_fair is false: %+v", s)
		}
	})
}

func band2(r Result, id string) Band {
	for _, b := range r.Bands {
		if b.ID == id {
			return b
		}
	}
	return Band{}
}

// A higher cost never narrows a band.
func TestBandsWiden(t *testing.T) {
	dearer := map[string]func(c *CostModel, by float64){
		"futures_fee":      func(c *CostModel, by float64) { c.FuturesFee += unit.Rate(by / 100) },
		"futures_slippage": func(c *CostModel, by float64) { c.FuturesSlippage += unit.Points(by * 10) },
		"delivery_fee":     func(c *CostModel, by float64) { c.DeliveryFee += unit.Rate(by / 100) },
		"stock_cost":       func(c *CostModel, by float64) { c.StockCost += unit.Rate(by / 50) },
		"stamp_duty":       func(c *CostModel, by float64) { c.StampDuty += unit.Rate(by / 50) },
		"stock_impact":     func(c *CostModel, by float64) { c.StockImpact += unit.Rate(by / 50) },
		"stock_loan_fee":   func(c *CostModel, by float64) { c.StockLoanFee += unit.Rate(by / 10) },
		"futures_margin":   func(c *CostModel, by float64) { c.FuturesMargin += unit.Rate(by / 2) },
		"short_margin":     func(c *CostModel, by float64) { c.ShortMargin += unit.Rate(by) },
		"round_trip":       func(c *CostModel, by float64) { c.RoundTrip = true },
		"buy_back":         func(c *CostModel, by float64) { c.BuyBack = true },
		"proceeds_rate":    func(c *CostModel, by float64) { c.ProceedsRate -= unit.Rate(by / 50) },
		"margin_rate":      func(c *CostModel, by float64) { c.MarginRate = ptr(*c.MarginRate - unit.Rate(by/50)) },
		"collateral_rate":  func(c *CostModel, by float64) { c.CollateralRate -= unit.Rate(by / 50) },
		"lending_spread":   func(c *CostModel, by float64) { c.LendingSpread += unit.Rate(by / 50) },
		"dividend_tax":     func(c *CostModel, by float64) { c.DividendTax += unit.Rate(by / 5) },
		"dividend_low": func(c *CostModel, by float64) {
			if c.DividendLow != nil {
				c.DividendLow = ptr(*c.DividendLow * unit.Points(1-by))
			}
		},
		"dividend_high": func(c *CostModel, by float64) {
			if c.DividendHigh != nil {
				c.DividendHigh = ptr(*c.DividendHigh * unit.Points(1+by))
			}
		},
		"tracking_error": func(c *CostModel, by float64) { c.TrackingError += unit.Rate(by / 20) },
		"tracking_z":     func(c *CostModel, by float64) { c.TrackingZ += by },
	}
	for name, more := range dearer {
		t.Run(name, rapid.MakeCheck(func(t *rapid.T) {
			in := drawSane(t)
			before := must(t, in)
			more(&in.Costs, rapid.Float64Range(0, 1).Draw(t, "by"))
			after := must(t, in)
			slack := 1e-12 * in.Spot
			for i, a := range before.Bands {
				b := after.Bands[i]
				// Below 0 there is no price: all such bounds say the same.
				if max(b.Lower.Or(0), 0) > max(a.Lower.Or(0), 0)+slack {
					t.Fatalf("%s: lower rises from %v to %v", a.ID, a.Lower, b.Lower)
				}
				if up, ok := b.Upper.Get(); a.Upper.OK() && ok && up < a.Upper.Or(0)-slack || !a.Upper.OK() && ok {
					t.Fatalf("%s: upper falls from %v to %v", a.ID, a.Upper, b.Upper)
				}
			}
		}))
	}
}

// At the bound the return is the hurdle, and on the far side of it the trade
// is the verdict: the inverse pair of A.4c.
func TestBoundAndReturnAreInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawSane(t)
		r := must(t, in)
		for _, c := range []struct {
			trade string
			of    func(Result) Trade
			away  float64
		}{
			{VerdictForward, func(r Result) Trade { return r.Forward }, 1},
			{VerdictReverse, func(r Result) Trade { return r.Reverse }, -1},
		} {
			bound, ok := c.of(r).Bound.Get()
			if !ok || bound < 1 || r.Tau == 0 {
				continue
			}
			at := in
			at.Futures = bound
			got := must(t, at)
			trade := c.of(got)
			if trade.Capital < 1 {
				continue
			}
			optest.Defined(t, c.trade+" return at the bound", trade.Return, float64(in.Hurdle), 1e-12*float64(in.Spot)/float64(trade.Capital)/r.Tau)
			optest.Defined(t, c.trade+" bound at the bound", trade.Bound, float64(bound), 0)
			at.Futures = bound + unit.Points(c.away)*in.Spot*1e-9
			if got := must(t, at); got.Verdict != c.trade {
				t.Fatalf("verdict just past the bound: %s, want %s", got.Verdict, c.trade)
			}
			at.Futures = bound - unit.Points(c.away)*in.Spot*1e-9
			if got := must(t, at); got.Verdict == c.trade {
				t.Fatalf("verdict just before the bound: %s", got.Verdict)
			}
		}
	})
}

// Verdict, returns, distances and bounds never contradict each other, and the
// parts add up to the gain.
func TestVerdictIsConsistent(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		r := must(t, in)
		reached := func(tr Trade) bool { return tr.Distance.OK() && tr.Distance.Or(1) <= 0 }
		pays := func(tr Trade) bool {
			v, ok := tr.Return.Get()
			return ok && v >= in.Hurdle || reached(tr) || tr.Return.Why() == unit.NoCapital && tr.Gain > 0
		}
		want := VerdictNone
		switch f, b := pays(r.Forward), pays(r.Reverse); {
		case r.Tau == 0:
			want = VerdictUndefined
		case f && b:
			want = VerdictForward
			if v, ok := r.Reverse.Return.Get(); !ok || v > r.Forward.Return.Or(0) {
				want = VerdictReverse
			}
		case f:
			want = VerdictForward
		case b:
			want = VerdictReverse
		}
		if r.Verdict != want {
			t.Fatalf("verdict %s, want %s: forward %+v reverse %+v", r.Verdict, want, r.Forward, r.Reverse)
		}
		for _, tr := range []Trade{r.Forward, r.Reverse} {
			if v, ok := tr.Return.Get(); ok && tr.Distance.OK() && v >= in.Hurdle != reached(tr) {
				// They may differ by rounding only.
				if math.Abs(float64(v-in.Hurdle))*float64(tr.Capital)*r.Tau > 1e-13*size(in, r) {
					t.Fatalf("return %v, hurdle %v, distance %v", tr.Return, in.Hurdle, tr.Distance)
				}
			}
			addUp(t, tr.Parts, tr.Gain)
		}
		addUp(t, r.Holder.Parts, r.Holder.Gain)
		if r.Holder.Pays != (r.Holder.Gain > 0) {
			t.Fatalf("holder pays %t with a gain of %v", r.Holder.Pays, r.Holder.Gain)
		}
		for _, b := range r.Bands {
			low, up := b.Lower.Or(unit.Points(math.Inf(-1))), b.Upper.Or(unit.Points(math.Inf(1)))
			if b.Contains != (in.Futures >= low && in.Futures <= up) {
				t.Fatalf("%s: contains %t, futures %v in [%v, %v]", b.ID, b.Contains, in.Futures, low, up)
			}
		}
	})
}

func addUp(t *rapid.T, parts []Part, gain unit.Points) {
	var sum unit.Points
	for _, p := range parts {
		sum += p.Points
	}
	if sum != gain {
		t.Fatalf("parts sum to %v, gain is %v", sum, gain)
	}
}

// The holder's bound gains nothing, and above it the switch loses.
func TestHolderBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := drawSane(t)
		bound, ok := must(t, in).Holder.Bound.Get()
		if !ok || bound < 1 {
			return
		}
		in.Futures = bound
		h := must(t, in).Holder
		if math.Abs(float64(h.Gain)) > 1e-12*float64(in.Spot) {
			t.Fatalf("gain at the bound: %v", h.Gain)
		}
		in.Futures = bound * 1.001
		if h := must(t, in).Holder; h.Pays {
			t.Fatalf("above the bound it pays: %+v", h)
		}
	})
}
