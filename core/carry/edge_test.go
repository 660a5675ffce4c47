package carry

import (
	"context"
	"encoding/json"
	"math"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"
)

func TestTermsRefusals(t *testing.T) {
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		name string
		edit func(*Terms)
		want string
	}{
		{"none", func(in *Terms) {}, ""},
		{"negative rate", func(in *Terms) { in.Rate = -0.02 }, ""},
		{"spot 0", func(in *Terms) { in.Spot = 0 }, "spot:not_positive"},
		{"spot below 0", func(in *Terms) { in.Spot = -1 }, "spot:not_positive"},
		{"futures 0", func(in *Terms) { in.Futures = 0 }, "futures:not_positive"},
		{"NaN", func(in *Terms) { in.Spot, in.Futures, in.Rate = unit.Points(nan), unit.Points(-inf), unit.Rate(nan) },
			"spot:not_finite futures:not_finite rate:not_finite"},
		{"rate in percent", func(in *Terms) { in.Rate = 3 }, "rate:out_of_range"},
		{"too large", func(in *Terms) { in.Spot = 2e9 }, "spot:out_of_range"},
		{"too small", func(in *Terms) { in.Futures = 1e-9 }, "futures:out_of_range"},
		{"no date", func(in *Terms) { in.Date = calendar.Date{} }, "date:missing"},
		{"no contract", func(in *Terms) { in.Contract = "" }, "contract:missing"},
		{"other product", func(in *Terms) { in.Contract = "ZZ2412" }, "contract:unknown_product"},
		{"expired", func(in *Terms) { in.Contract = "IM2408" }, "contract:expired"},
		{"own expired", func(in *Terms) { in.Expiry = day(t, "2024-09-12") }, "expiry:expired"},
		{"own without name", func(in *Terms) { in.Contract, in.Expiry = "", day(t, "2024-09-12") }, "contract:bad_name expiry:expired"},
		{"own too far", func(in *Terms) { in.Expiry = day(t, "2044-09-12") }, "expiry:too_far"},
		{"listed too far", func(in *Terms) { in.Contract = "IM9912" }, "contract:too_far"},
		{"day count", func(in *Terms) { in.DayCount = "act366" }, "day_count:unknown_day_count"},
		{"multiplier of a listed one", func(in *Terms) { in.Multiplier = 10 }, "multiplier:only_own"},
		{"two ways of dividends", func(in *Terms) { y := unit.Rate(0.02); in.Dividends.Yield = &y }, "dividends:more_than_one"},
		{"dividends below 0", func(in *Terms) { in.Dividends = points(-1) }, "dividends.points:negative"},
		{"yield in percent", func(in *Terms) { in.Dividends = yield(2) }, "dividends.yield:out_of_range"},
		{"error below 0", func(in *Terms) { in.Dividends.Error = -1 }, "dividends.error:negative"},
		{"cash row", func(in *Terms) {
			in.Dividends = Dividends{Cash: []CashDividend{{day(t, "2024-10-01"), 1}, {calendar.Date{}, unit.Points(nan)}}}
		}, "dividends.cash.1.ex_date:missing dividends.cash.1.points:not_finite"},
		{"too many rows", func(in *Terms) { in.Dividends = Dividends{Cash: make([]CashDividend, MaxCash+1)} }, "dividends.cash:too_many"},
		{"all at once", func(in *Terms) { *in = Terms{Contract: "IM2412"} },
			"date:missing spot:not_positive futures:not_positive"},
	} {
		in := ExampleTerms
		c.edit(&in)
		if got := optest.Refused(t, in.Validate()); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		_, err := ComputePrice(context.Background(), PriceInput{in})
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: Compute got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestExpiredNamesTheLastDay(t *testing.T) {
	in := ExampleTerms
	in.Contract = "IM2408"
	if err := in.Validate(); err == nil || !strings.Contains(err.Error(), "2024-08-16") {
		t.Errorf("got %v, want the last trading day 2024-08-16", err)
	}
}

func TestChainRefusals(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Chain)
		want string
	}{
		{"none", func(c *Chain) {}, ""},
		{"one contract", func(c *Chain) { c.Contracts = c.Contracts[:1] }, ""},
		{"empty", func(c *Chain) { c.Contracts = nil }, "contracts:missing"},
		{"too many", func(c *Chain) { c.Contracts = make([]Listed, 13) }, "contracts:too_many"},
		{"twice", func(c *Chain) { c.Contracts[2].Contract = "CFFEX.IC2409" }, "contracts.2.contract:duplicate"},
		{"other product", func(c *Chain) { c.Contracts[1].Contract = "IF2410" }, "contracts.1.contract:other_product"},
		{"expired", func(c *Chain) { c.Contracts[0].Contract = "IC2408" }, "contracts.0.contract:expired"},
		{"every row", func(c *Chain) {
			c.Spot, c.Contracts[0].Futures, c.Contracts[3].OpenInterest, c.Contracts[3].Dividends = 0, 0, -1, -2
		}, "spot:not_positive contracts.0.futures:not_positive contracts.3.dividends:negative contracts.3.open_interest:negative"},
	} {
		in := ExampleChain
		in.Contracts = append([]Listed(nil), ExampleChain.Contracts...)
		c.edit(&in)
		if got := optest.Refused(t, in.Validate()); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		_, err := ComputeCurve(context.Background(), CurveInput{in})
		if got := optest.Refused(t, err); got != c.want {
			t.Errorf("%s: Compute got %q, want %q", c.name, got, c.want)
		}
	}
}

// On the last trading day no time is left: the future is worth the index and
// nothing per year has a meaning.
func TestExpiryDay(t *testing.T) {
	in := ExampleTerms
	in.Date, in.Dividends = day(t, "2024-12-20"), points(5)
	p := price(t, in)
	if p.FairValue != in.Spot || p.FairBasis != 0 || p.Tau != 0 || p.TradingDays != 0 {
		t.Errorf("fair value %v, basis %v, tau %v, N %d; want spot and zeros", p.FairValue, p.FairBasis, p.Tau, p.TradingDays)
	}
	for _, f := range p.Forms {
		if f.Value != in.Spot || f.Difference != 0 {
			t.Errorf("%s: %v, want spot", f.ID, f.Value)
		}
	}
	i := p.Implied
	for _, r := range []unit.Maybe[unit.Rate]{i.RepoSimple, i.RepoReinvested, i.RepoContinuous, i.RepoAct360, i.DividendYield, i.YieldSimple} {
		optest.Undefined(t, "implied rate", r, unit.ExpiryDay)
	}
	optest.Undefined(t, "implied dividends", i.DividendPoints, unit.ExpiryDay)
	if got := optest.Codes(p.Notes); got != "dividends.points:dividend_outside_window" {
		t.Errorf("notes %q", got)
	}
}

func TestDividendWindow(t *testing.T) {
	in := ExampleTerms
	in.Dividends = Dividends{Cash: []CashDividend{
		{in.Date, 1}, {in.Date.AddDays(1), 2}, {day(t, "2024-12-20"), 4}, {day(t, "2024-12-21"), 8},
	}}
	p := price(t, in)
	if p.DividendPoints != 6 {
		t.Errorf("counted %v points, want 2 + 4: ex-dates in (date, expiry]", p.DividendPoints)
	}
	if got := optest.Codes(p.Notes); got != "dividends.cash.0.ex_date:dividend_outside_window dividends.cash.3.ex_date:dividend_outside_window" {
		t.Errorf("notes %q", got)
	}
}

func TestNotes(t *testing.T) {
	for _, c := range []struct {
		name string
		edit func(*Terms)
		want string
	}{
		{"dividends above spot", func(in *Terms) { in.Dividends = points(5000) }, "dividends:dividend_above_spot"},
		{"off tick", func(in *Terms) { in.Futures = 4312.1 }, "futures:off_tick"},
		{"a Saturday", func(in *Terms) { in.Date = day(t, "2024-09-14") }, "date:not_a_trading_day"},
		{"not listed", func(in *Terms) { in.Contract = "IM2411" }, "contract:not_listed"},
		{"past the calendar", func(in *Terms) { in.Contract, in.Date = "IM2703", day(t, "2026-12-18") }, "contract:expiry_estimated contract:trading_days_estimated"},
		{"another expiry", func(in *Terms) { in.Expiry = day(t, "2024-12-13") }, ""},
	} {
		in := ExampleTerms
		c.edit(&in)
		p := price(t, in)
		if got := optest.Codes(p.Notes); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
		if strings.Contains(c.want, "estimated") != p.Estimated {
			t.Errorf("%s: estimated %v", c.name, p.Estimated)
		}
		if !p.MispricingPerLot.OK() {
			t.Errorf("%s: a lot of IM has lost its 200 CNY a point: %v", c.name, p.MispricingPerLot)
		}
	}
}

func TestOwnContract(t *testing.T) {
	in := own(t, "2024-09-13", "2024-12-20", "", 100, 101, 0.03, Dividends{})
	p := price(t, in)
	optest.Undefined(t, "per lot", p.MispricingPerLot, NoMultiplier)
	if p.Contract != "textbook" || p.DayCount != "act365" || len(p.Notes) != 0 {
		t.Errorf("got %s, %s, notes %v", p.Contract, p.DayCount, p.Notes)
	}
}

// A day count may know no time although days are left: months/12 within a
// month. The price then has the dividends but no interest.
func TestBrokenMonth(t *testing.T) {
	p := price(t, own(t, "2024-09-13", "2024-10-01", "months12", 1000, 1000, 0.05, points(3)))
	if p.Tau != 0 || p.FairValue != 997 {
		t.Errorf("tau %v, fair value %v, want 0 and 997", p.Tau, p.FairValue)
	}
	optest.Undefined(t, "repo", p.Implied.RepoSimple, unit.ExpiryDay)
	optest.Defined(t, "act/360 repo", p.Implied.RepoAct360, 3.0/1000*360/18, 0)
}

// Small carries keep their digits: S expm1(x) is S (x + x^2/2), not the
// rounding error of S (1 + x) - S.
func TestSmallCarry(t *testing.T) {
	in := own(t, "2024-09-13", "2024-09-14", "act365", 4413.187, 4413.187, 1e-12, points(0))
	p := price(t, in)
	x := 1e-12 / 365
	want := 4413.187 * x // the square is 1e-15 of it
	optest.Near(t, "fair basis", p.FairBasis, want, want*1e-14)
	d, _, err := Resolve(in)
	if err != nil {
		t.Fatal(err)
	}
	optest.Near(t, "TP1", d.continuous(), want, want*1e-14)
	optest.Near(t, "TP4", d.discounted(), want, want*1e-14)
	// ln(F/S) of one part in 10^12 above spot.
	d.F, d.R = d.S*(1+1e-12), 0
	optest.Defined(t, "continuous repo", d.implied().RepoContinuous, (d.F-d.S)/d.S*365, (d.F-d.S)/d.S*365*1e-9)
}

func TestCurveEdges(t *testing.T) {
	in := ExampleChain
	in.Date = day(t, "2024-09-20")
	in.Contracts = append([]Listed(nil), ExampleChain.Contracts...)
	in.Contracts[0], in.Contracts[3] = in.Contracts[3], in.Contracts[0] // any order
	in.Contracts[0].Dividends, in.Contracts[2].Dividends = 10, 20       // IC2503, IC2412
	c, err := ComputeCurve(context.Background(), CurveInput{in})
	if err != nil {
		t.Fatal(err)
	}
	if c.Contracts[0].Contract != "IC2409" || c.Contracts[3].Contract != "IC2503" {
		t.Errorf("not by expiry: %s first, %s last", c.Contracts[0].Contract, c.Contracts[3].Contract)
	}
	optest.Undefined(t, "repo on the expiry day", c.Contracts[0].ImpliedRepo, unit.ExpiryDay)
	optest.Undefined(t, "spot to today", c.Forwards[0].Repo, unit.ExpiryDay)
	// From today's expiry on: (4419/4444.8 - 1) x 365/28.
	optest.Defined(t, "first forward", c.Forwards[1].Repo, (4419/4444.8-1)*365/28, 1e-12)
	// D 20 - 0 between IC2410 and IC2412: ((4376.6 + 20)/4419 - 1) x 365/63.
	optest.Defined(t, "stripped", c.Forwards[2].Repo, (4396.6/4419-1)*365/63, 1e-12)
	optest.Defined(t, "raw", c.Forwards[2].Raw, (4376.6/4419-1)*365/63, 1e-12)
	if got := optest.Codes(c.Notes); got != "contracts.0.dividends:dividends_fall" {
		t.Errorf("notes %q", got)
	}

	two := Chain{Date: day(t, "2024-09-13"), Spot: 100, Contracts: []Listed{
		{Contract: "a", Expiry: day(t, "2024-12-20"), Futures: 101}, {Contract: "b", Expiry: day(t, "2024-12-20"), Futures: 102}}}
	c, err = ComputeCurve(context.Background(), CurveInput{two})
	if err != nil {
		t.Fatal(err)
	}
	optest.Undefined(t, "one expiry", c.Forwards[1].Repo, unit.SameExpiry)
}

// Requests and replies survive JSON, and no reply holds what JSON cannot.
func TestJSON(t *testing.T) {
	for _, in := range []Terms{
		ExampleTerms,
		own(t, "2024-09-13", "2024-09-13", "trading252p1", 1e9, 1e-6, 1, points(1e9)),
		own(t, "2024-09-13", "2034-09-13", "act360", 1e-6, 1e9, -1, yield(1)),
		own(t, "2024-09-13", "2034-09-13", "act360", 1e-6, 1e9, 1, points(1e9)),
	} {
		b, err := json.Marshal(PriceInput{in})
		if err != nil {
			t.Fatal(err)
		}
		var back PriceInput
		if err := json.Unmarshal(b, &back); err != nil {
			t.Fatal(err)
		}
		a, err := json.Marshal(price(t, in))
		if err != nil {
			t.Fatalf("%s: %v", b, err)
		}
		again, err := json.Marshal(price(t, back.Terms))
		if err != nil || string(a) != string(again) {
			t.Errorf("%s answers differently after JSON: %v", b, err)
		}
	}
}
