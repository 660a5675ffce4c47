package carry

import (
	"context"
	"math"
	"testing"

	"fairbasis/core/unit"

	"pgregory.net/rapid"
)

// wide draws a deal over ranges far beyond any market: prices over ten powers
// of ten, rates to 100 % either way, a day to ten years.
func wide(t *rapid.T) Deal {
	s := math.Pow(10, rapid.Float64Range(-3, 7).Draw(t, "log10 spot"))
	f := s * math.Exp(rapid.Float64Range(-3, 3).Draw(t, "ln F/S"))
	days := rapid.IntRange(1, 3650).Draw(t, "days")
	d := Deal{
		S: s, F: f, R: rapid.Float64Range(-1, 1).Draw(t, "rate"),
		CalDays: days, TradingDays: days * 5 / 7, Tau: float64(days) / 365,
	}
	d.DivSum = s * float64(rapid.IntRange(0, 1500).Draw(t, "dividends over spot, thousandths")) / 1000
	d.DivFV = d.DivSum
	return d
}

// same fails unless a is b up to a rounding error of the largest term.
func same(t *rapid.T, what string, a, b, scale float64) {
	if diff := math.Abs(a - b); !(diff <= 1e-13*scale) {
		t.Fatalf("%s: %v and %v differ by %v, more than rounding of %v", what, a, b, diff, scale)
	}
}

func get[T ~float64](t *rapid.T, m unit.Maybe[T]) float64 {
	v, ok := m.Get()
	if !ok {
		t.Fatalf("undefined: %v", m)
	}
	return float64(v)
}

// Every implied quantity, put back into its form, gives the market price.
func TestImpliedPricesTheMarket(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wide(t)
		i := d.implied()
		scale := d.S + d.F + d.DivSum
		with := func(edit func(*Deal)) *Deal { e := d; edit(&e); return &e }

		e := with(func(e *Deal) { e.R = get(t, i.RepoSimple) })
		same(t, "TP3 at the simple repo", e.FairValue(), d.F, scale)
		e = with(func(e *Deal) { e.R = get(t, i.RepoContinuous) })
		same(t, "TP1 at the continuous repo", e.S+e.continuous(), d.F, scale*(1+math.Abs(e.R*e.Tau)))
		e = with(func(e *Deal) { e.R = get(t, i.RepoAct360) })
		same(t, "TP5 at the act/360 repo", e.S+e.exchange(), d.F, scale)
		e = with(func(e *Deal) { e.DivSum = get(t, i.DividendPoints); e.DivFV = e.DivSum })
		same(t, "TP3 with the implied dividends", e.FairValue(), d.F, scale*(1+math.Abs(d.R)*d.Tau))
		e = with(func(e *Deal) { e.DivSum = e.S * get(t, i.DividendYield) * e.Tau })
		same(t, "TP1 with the implied yield", e.S+e.continuous(), d.F, scale*(1+math.Abs(d.R)*d.Tau))
		e = with(func(e *Deal) { e.DivSum = e.S * get(t, i.YieldSimple) * e.Tau })
		same(t, "TP2 with the implied simple yield", e.S+e.yieldSimple(), d.F, scale*(1+math.Abs(d.R)*d.Tau))
	})
}

// The other way round: a price made by a form implies what it was made of.
func TestPriceImpliesItsInputs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wide(t)
		d.R = rapid.Float64Range(-0.09, 1).Draw(t, "a rate that leaves the price above 0")
		d.DivSum *= 0.05 / 1.5
		d.DivFV = d.DivSum
		// A rounding error of the price is one of S, and a year's rate is the
		// price's error over S tau.
		scale := (1 + math.Abs(d.R)*d.Tau) * max(1, 1/d.Tau)

		d.F = d.FairValue()
		if d.F > 0 {
			same(t, "simple repo", get(t, d.implied().RepoSimple), d.R, scale)
			same(t, "dividends", get(t, d.implied().DividendPoints), d.DivFV, d.S*(1+math.Abs(d.R)*d.Tau))
			same(t, "simple yield", get(t, d.implied().YieldSimple), d.DivSum/d.S/d.Tau, scale)
		}
		d.F = d.S + d.continuous()
		same(t, "continuous repo", get(t, d.implied().RepoContinuous), d.R, scale)
		same(t, "continuous yield", get(t, d.implied().DividendYield), d.DivSum/d.S/d.Tau, scale)
		d.F = d.S + d.exchange()
		if d.F > 0 {
			same(t, "act/360 repo", get(t, d.implied().RepoAct360), d.R, scale)
		}
	})
}

// TP3 and its exact inverse, with dated dividends.
func TestReinvestedInverse(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wide(t)
		d.Flows, d.DivSum, d.DivFV = nil, 0, 0
		for range rapid.IntRange(0, 20).Draw(t, "rows") {
			f := Flow{d.Tau * rapid.Float64Range(0, 1).Draw(t, "years"), d.S * rapid.Float64Range(0, 0.01).Draw(t, "points")}
			d.Flows = append(d.Flows, f)
			d.DivSum += f.Points
		}
		e := d
		e.R = get(t, d.implied().RepoReinvested)
		e.DivFV = 0
		for _, f := range e.Flows {
			e.DivFV += f.Points * (1 + e.R*f.Years)
		}
		same(t, "TP3 at the reinvested repo", e.FairValue(), d.F, 2*(d.S+d.F+d.DivSum))
	})
}

// The forms order themselves: a compounded rate is worth more than a simple
// one, and without dividends TP1 is TP4 and TP2 is TP3.
func TestFormsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wide(t)
		d.DivSum, d.DivFV = 0, 0
		if d.continuous() < d.yieldSimple()-1e-13*d.S {
			t.Fatalf("TP1 %v below TP2 %v", d.continuous(), d.yieldSimple())
		}
		same(t, "TP1 and TP4", d.continuous(), d.discounted(), d.S)
		same(t, "TP2 and TP3", d.yieldSimple(), d.reinvested(), d.S)
		same(t, "TP5 on its own day count", d.exchange()*360/365, d.reinvested(), d.S*(1+math.Abs(d.R)*d.Tau))
	})
}

// Prices are homogeneous: an index ten times as high has everything ten times
// as high and every rate the same.
func TestScale(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := wide(t)
		d.R = float64(rapid.IntRange(-1000, 1000).Draw(t, "rate, thousandths")) / 1000 // no subnormal products
		k := math.Pow(2, float64(rapid.IntRange(-6, 6).Draw(t, "power of two")))       // exact in binary
		e := d
		e.S, e.F, e.DivSum, e.DivFV = k*d.S, k*d.F, k*d.DivSum, k*d.DivFV
		if e.FairValue() != k*d.FairValue() || e.Mispricing() != k*d.Mispricing() || e.continuous() != k*d.continuous() {
			t.Fatalf("prices do not scale by %v", k)
		}
		if e.implied().RepoSimple != d.implied().RepoSimple {
			t.Fatalf("repo changes by %v: %v and %v", k, e.implied().RepoSimple, d.implied().RepoSimple)
		}
	})
}

// ln(F/S) against the library's logarithm, near and far.
func TestLogReturn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		d := Deal{S: math.Pow(10, rapid.Float64Range(-6, 9).Draw(t, "log10 S")), F: math.Pow(10, rapid.Float64Range(-6, 9).Draw(t, "log10 F"))}
		want := math.Log(d.F) - math.Log(d.S)
		same(t, "ln(F/S)", d.logReturn(), want, 1+math.Abs(math.Log(d.F))+math.Abs(math.Log(d.S)))
	})
}

// chain draws contracts of any prices at growing expiries.
func chain(t *rapid.T) Chain {
	c := Chain{Date: ExampleChain.Date, Spot: unit.Points(math.Pow(10, rapid.Float64Range(-2, 6).Draw(t, "log10 spot"))),
		Rate: unit.Rate(rapid.Float64Range(-0.5, 0.5).Draw(t, "rate"))}
	days, dividends := 0, 0.0
	for i := range rapid.IntRange(1, 6).Draw(t, "contracts") {
		days += rapid.IntRange(1, 400).Draw(t, "days")
		dividends += float64(c.Spot) * rapid.Float64Range(0, 0.03).Draw(t, "dividends")
		c.Contracts = append(c.Contracts, Listed{
			Contract: string(rune('a' + i)), Expiry: c.Date.AddDays(days),
			Futures:   c.Spot * unit.Points(rapid.Float64Range(0.5, 2).Draw(t, "F/S")),
			Dividends: unit.Points(dividends),
		})
	}
	return c
}

// Forward repos chain back to spot repos: raw, (1 + r_i t_i)(1 + f (t_j - t_i))
// = 1 + r_j t_j; stripped, the interest earned on F_i adds up.
func TestForwardsChain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := chain(t)
		c, err := ComputeCurve(context.Background(), CurveInput{in})
		if err != nil {
			t.Fatal(err)
		}
		growth, interest, before, base := 1.0, 0.0, 0.0, float64(in.Spot)
		for i, p := range c.Contracts {
			dt := p.Tau - before
			growth *= 1 + get(t, c.Forwards[i].Raw)*dt
			same(t, "raw "+p.Contract, growth, 1+get(t, p.RepoRaw)*p.Tau, 10*growth)
			interest += base * get(t, c.Forwards[i].Repo) * dt
			same(t, "stripped "+p.Contract, interest, float64(in.Spot)*get(t, p.ImpliedRepo)*p.Tau, 20*float64(in.Spot))
			before, base = p.Tau, float64(p.Futures)
		}
	})
}

// Whatever is accepted is answered with finite numbers.
func TestPriceIsFinite(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := Terms{
			Contract: "any", Date: ExampleTerms.Date, Expiry: ExampleTerms.Date.AddDays(rapid.IntRange(0, 3660).Draw(t, "days")),
			DayCount: rapid.SampledFrom([]string{"act365", "act360", "trading252", "trading252p1", "months12"}).Draw(t, "day count"),
			Spot:     unit.Points(math.Pow(10, rapid.Float64Range(-6, 9).Draw(t, "log10 spot"))),
			Futures:  unit.Points(math.Pow(10, rapid.Float64Range(-6, 9).Draw(t, "log10 futures"))),
			Rate:     unit.Rate(rapid.Float64Range(-1, 1).Draw(t, "rate")),
		}
		if rapid.Bool().Draw(t, "yield") {
			y := unit.Rate(rapid.Float64Range(0, 1).Draw(t, "yield"))
			in.Dividends.Yield = &y
		} else {
			p := unit.Points(rapid.Float64Range(0, MaxPrice).Draw(t, "points"))
			in.Dividends.Points = &p
		}
		p, err := ComputePrice(context.Background(), PriceInput{in})
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range p.Forms {
			if !unit.Finite(f.Value) || !unit.Finite(f.Difference) {
				t.Fatalf("%s is %v", f.ID, f.Value)
			}
		}
		if !unit.Finite(p.Mispricing) || !unit.Finite(p.MispricingRate) {
			t.Fatalf("mispricing %v, %v", p.Mispricing, p.MispricingRate)
		}
	})
}
