package arb

import (
	"context"
	"encoding/json"
	"math"
	"reflect"
	"slices"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/carry"
	"fairbasis/core/fault"
	"fairbasis/core/op/optest"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// On the expiry day nothing per year has a meaning; prices and points still do.
func TestExpiryDay(t *testing.T) {
	in := Example
	in.Date = calendar.MustOf(2024, 12, 20)
	in.Dividends = carry.Dividends{Points: ptr(unit.Points(12)), Error: 3} // no ex-date is left: they do not count
	r := compute(t, in)
	optest.Near(t, "fair value", r.FairValue, 4413.187, 0)
	if r.Verdict != VerdictUndefined || r.Decides.Why() != unit.ExpiryDay {
		t.Errorf("verdict %s, decides %v", r.Verdict, r.Decides)
	}
	for name, m := range map[string]unit.Maybe[unit.Rate]{
		"forward": r.Forward.Return, "reverse": r.Reverse.Return, "holder": r.Holder.Return,
		"forward probability": r.Forward.Probability, "reverse probability": r.Reverse.Probability, "holder probability": r.Holder.Probability,
	} {
		if m.Why() != unit.ExpiryDay {
			t.Errorf("%s: %v", name, m)
		}
	}
	// 4413.187 x 1.001 / (1 - 0.000023) and 4413.187 x 0.999 / 1.000023, by hand
	optest.Defined(t, "upper", r.Forward.Bound, 4417.70179, 0.00001)
	optest.Defined(t, "lower", r.Reverse.Bound, 4408.67241, 0.00001)
	s, err := ComputeSensitivity(context.Background(), SensitivityInput{in})
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range s.Rows {
		if row.Variable == daysPath {
			t.Error("days have a row though none is left")
		}
	}
}

// A weekend holds calendar days but no trading day, so N/252 is 0 before expiry.
func TestNoTradingDayLeft(t *testing.T) {
	in := Example
	in.Contract, in.Expiry, in.DayCount = "own", calendar.MustOf(2024, 9, 15), "trading252"
	r := compute(t, in)
	if r.TradingDays != 0 || r.CalendarDays != 2 || r.Tau != 0 || r.Verdict != VerdictUndefined {
		t.Errorf("got N %d, %d days, tau %g, verdict %s", r.TradingDays, r.CalendarDays, r.Tau, r.Verdict)
	}
}

// Without margins the reverse trade ties nothing up: no return, but a verdict.
func TestNoCapital(t *testing.T) {
	in := Example
	in.Costs = CostModel{ProceedsRate: 0.03}
	r := compute(t, in)
	if r.Reverse.Return.Why() != unit.NoCapital || r.Reverse.Capital != 0 {
		t.Errorf("return %v on %v", r.Reverse.Return, r.Reverse.Capital)
	}
	optest.Near(t, "gain", r.Reverse.Gain, 136.73, 0.005) // the whole mispricing
	if r.Verdict != VerdictReverse || r.Decides.Why() != unit.NoCapital {
		t.Errorf("verdict %s by %v", r.Verdict, r.Decides)
	}
	in.Futures = 4500
	if r = compute(t, in); r.Verdict != VerdictNone && r.Verdict != VerdictForward || r.Reverse.Gain >= 0 {
		t.Errorf("above fair: verdict %s, reverse gain %v", r.Verdict, r.Reverse.Gain)
	}
}

// Costs that grow with the futures price can eat all of it: no upper bound.
func TestCostsAboveWhole(t *testing.T) {
	in := Example
	in.Costs.DeliveryFee = 1
	r := compute(t, in)
	if r.Forward.Bound.Why() != unit.CostsAboveWhole || r.Forward.Distance.Why() != unit.CostsAboveWhole {
		t.Errorf("bound %v, distance %v", r.Forward.Bound, r.Forward.Distance)
	}
	if b := band(t, r, "sinolink"); b.Width.OK() || !b.Contains {
		t.Errorf("band: %+v", b)
	}
}

// The extremes of every range at once leave no hole in any reply.
func TestExtremes(t *testing.T) {
	ctx := context.Background()
	ones := CostModel{
		FuturesFee: 1, FuturesSlippage: 1e9, DeliveryFee: 1, StockCost: 1, StampDuty: 1, StockImpact: 1, StockLoanFee: 1,
		FuturesMargin: 10, ShortMargin: 10, RoundTrip: true, ProceedsRate: 1, MarginRate: ptr(unit.Rate(-1)), CollateralRate: -1,
		BorrowRate: ptr(unit.Rate(1)), DepositRate: ptr(unit.Rate(1)), LendingSpread: 1, DividendTax: 1, DividendLow: ptr(unit.Points(0)),
		DividendHigh: ptr(unit.Points(1e9)), TrackingError: 1, TrackingZ: 100, BuyBack: true,
	}
	rapid.Check(t, func(t *rapid.T) {
		pick := func(name string, of ...float64) float64 { return rapid.SampledFrom(of).Draw(t, name) }
		in := Input{Terms: carry.Terms{
			Contract: "own", Date: calendar.MustOf(2024, 9, 13),
			Expiry: calendar.MustOf(2024, 9, 13).AddDays(int(pick("days", 0, 1, 3650))),
			Spot:   unit.Points(pick("spot", 1e-6, 1e9)), Futures: unit.Points(pick("futures", 1e-6, 1e9)), Rate: unit.Rate(pick("rate", -1, 0, 1)),
			Dividends: carry.Dividends{Points: ptr(unit.Points(pick("dividends", 0, 1e9))), Error: unit.Points(pick("error", 0, 5e-324, 1e9))},
		}, Hurdle: unit.Rate(pick("hurdle", -1, 0, 1))}
		if rapid.Bool().Draw(t, "costs") {
			in.Costs = ones
		}
		in.Costs.ShortMargin = unit.Rate(pick("short_margin", 0, 5e-324, 10))
		whole(t, "result", must(t, in), nil)
		exact(t, in, must(t, in))
		for _, trade := range []string{TradeForward, TradeReverse, TradeHolder} {
			b, err := ComputeBreakEven(ctx, BreakEvenInput{in, trade, unit.Rate(pick("target", -1, 0, 1))})
			whole(t, "break-even", b, err)
		}
		s, err := ComputeSensitivity(ctx, SensitivityInput{in})
		whole(t, "sensitivity", s, err)
		for _, o := range outputs {
			g, err := ComputeSurface(ctx, SurfaceInput{in, Axis{Variable: "costs.futures_margin", From: 0, To: 10, Steps: 3},
				Axis{Variable: "spot", From: 1e-6, To: 1e9, Steps: 4}, o.name})
			if err == nil {
				whole(t, o.name, g, nil)
			} else if fault.From(err).Code != fault.Invalid {
				t.Fatal(err)
			}
		}
	})
}

// The probability is Phi(excess / standard error): a standard error as large
// as what is missing gives Phi(-1), at the bound it is a half.
func TestProbability(t *testing.T) {
	in := Example
	if r := compute(t, in); r.Reverse.Probability.Why() != unit.NoUncertainty {
		t.Errorf("without an error: %v", r.Reverse.Probability)
	}
	// The mock says the dividends would have to be -70.13: that much is missing.
	in.Dividends.Error = 70.12606082465764
	r := compute(t, in)
	optest.Defined(t, "reverse", r.Reverse.Probability, 0.158655253931457, 1e-12)
	in.Dividends.Error = r.Holder.Gain
	optest.Defined(t, "holder", compute(t, in).Holder.Probability, 0.841344746068543, 1e-12)
	in.Futures = r.Reverse.Bound.Or(0)
	optest.Defined(t, "at the bound", compute(t, in).Reverse.Probability, 0.5, 1e-12)
	in.Futures = r.Forward.Bound.Or(0)
	optest.Defined(t, "at the upper bound", compute(t, in).Forward.Probability, 0.5, 1e-12)
}

func TestRoundTripAndProceeds(t *testing.T) {
	in := Example
	once := compute(t, in)
	in.Costs.RoundTrip = true
	twice := compute(t, in)
	// 0.1 % of the spot and 0.23 ten-thousandths of the future once more
	optest.Near(t, "second side", once.Reverse.Gain-twice.Reverse.Gain, 4.413187+0.099176, 1e-9)
	optest.Near(t, "second side", once.Forward.Gain-twice.Forward.Gain, 4.413187+0.099176, 1e-9)
	in = Example
	in.Costs.ProceedsRate = 0.03
	// S x 3 % x 98/365 earned on the proceeds
	optest.Near(t, "proceeds", compute(t, in).Reverse.Gain-once.Reverse.Gain, 35.547314, 1e-6)
}

// The full band of A.4d with every field in use, worked out by hand (S 4000,
// tau 1/4, r 4 %, D 20):
//
//	in 0.0006, out 0.0011; upper: 4000 (1.0006 x 1.0125 + 0.0011) - 15 x 0.9 + 1 x 0.02 x 4000 x 0.5 + 2 = 4087.33
//	/ (1 - 0.0001 - 0.0001 - 0.2 x 0.04 x 0.25); lower: 4000 (0.9989 x 1.0025 - 0.02 - 0.5 x 0.03 x 0.25 - 0.0006) - 25 - 40 - 2
func TestFullBand(t *testing.T) {
	in := Input{
		Terms: carry.Terms{
			Contract: "own", Date: calendar.MustOf(2024, 9, 20), Expiry: calendar.MustOf(2024, 12, 20), DayCount: "months12",
			Spot: 4000, Futures: 4000, Rate: 0.04, Dividends: carry.Dividends{Points: ptr(unit.Points(20))},
		},
		Costs: CostModel{
			FuturesFee: 0.0001, DeliveryFee: 0.0001, FuturesSlippage: 2, StockCost: 0.0002, StampDuty: 0.0005, StockImpact: 0.0004,
			StockLoanFee: 0.08, FuturesMargin: 0.2, ShortMargin: 0.5, ProceedsRate: 0.01, CollateralRate: 0.02,
			BorrowRate: ptr(unit.Rate(0.05)), MarginRate: ptr(unit.Rate(0.01)), DividendTax: 0.1,
			DividendLow: ptr(unit.Points(15)), DividendHigh: ptr(unit.Points(25)), TrackingError: 0.02, TrackingZ: 1,
		},
	}
	b := band(t, compute(t, in), "full")
	optest.Defined(t, "upper", b.Upper, 4085.33/0.9978, 1e-9)
	optest.Defined(t, "lower", b.Lower, (4000*(1.00139725-0.02-0.00375-0.0006)-67)/1.0022, 1e-9)
}

func TestValidateNamesEveryField(t *testing.T) {
	in := Example
	in.Spot, in.Hurdle = -1, 5
	in.Costs.StockCost, in.Costs.ShortMargin, in.Costs.TrackingZ = -0.1, 11, math.NaN()
	in.Costs.BorrowRate = ptr(unit.Rate(3))
	in.Costs.DividendLow, in.Costs.DividendHigh = ptr(unit.Points(5)), ptr(unit.Points(4))
	err := fault.From(BreakEvenInput{in, "sideways", 9}.Validate())
	want := map[string]string{
		"spot": "not_positive", "hurdle": "out_of_range", "costs.stock_cost": "negative", "costs.short_margin": "out_of_range",
		"costs.tracking_z": "not_finite", "costs.borrow_rate": "out_of_range", "costs.dividend_low": "above_high",
		"trade": "unknown_trade", "target": "out_of_range",
	}
	got := map[string]string{}
	for _, f := range err.Fields {
		got[f.Path] = f.Code
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if err := Example.Validate(); err != nil {
		t.Errorf("the example is refused: %v", err)
	}
}

func TestPresets(t *testing.T) {
	ctx := context.Background()
	p, err := ComputePresets(ctx, PresetsExample)
	if err != nil || len(p.Presets) != 3 {
		t.Fatalf("%d presets, %v", len(p.Presets), err)
	}
	sinolink, exchange, free := p.Presets[0], p.Presets[1], p.Presets[2]
	// Report 001, appendix: 0.23 bp, 0.1 %, 20 %, 50 %, 10.6 %, target 5 %.
	if !reflect.DeepEqual(sinolink.Costs, Example.Costs) || sinolink.Hurdle != 0.05 || sinolink.Costs.StockLoanFee != 0.106 {
		t.Errorf("sinolink: %+v", sinolink)
	}
	// Sheet A.12 as of 2024-09-13: 0.23 bp, delivery 1 bp, stamp duty 0.05 %
	// since 2023-08-28, IM margin 15 %, short margin 100 % since 2024-07-22.
	c := exchange.Costs
	if c.FuturesFee != 0.23e-4 || c.DeliveryFee != 1e-4 || c.StampDuty != 0.0005 || c.FuturesMargin != 0.15 || c.ShortMargin != 1 ||
		exchange.AsOf != calendar.MustOf(2024, 7, 22) {
		t.Errorf("exchange: %+v as of %v", c, exchange.AsOf)
	}
	if want := []string{"costs.stock_cost", "costs.stock_loan_fee", "costs.margin_rate"}; !slices.Equal(exchange.Unconfirmed, want) {
		t.Errorf("unconfirmed: %v, want %v", exchange.Unconfirmed, want)
	}
	in := Example
	in.Costs, in.Hurdle = free.Costs, free.Hurdle
	for _, b := range compute(t, in).Bands {
		optest.Defined(t, "frictionless "+b.ID, b.Lower, 4448.734314465753, 1e-9)
	}
	for _, s := range p.Presets {
		if s.Source == "" || (Input{Example.Terms, s.Costs, s.Hurdle}).Validate() != nil {
			t.Errorf("%s: no source, or refused", s.ID)
		}
	}

	// In 2010 no exchange fee is published for IF, and the 2026 margin rests on a note.
	for _, c := range []struct {
		day         calendar.Date
		unconfirmed string
	}{{calendar.MustOf(2010, 6, 1), "costs.futures_fee"}, {calendar.MustOf(2026, 6, 1), "costs.futures_margin"}} {
		p, err := ComputePresets(ctx, PresetsInput{Date: c.day})
		if err != nil || p.Product != "IF" || !slices.Contains(p.Presets[1].Unconfirmed, c.unconfirmed) {
			t.Errorf("%v: %+v, %v", c.day, p, err)
		}
	}
	if err := fault.From(PresetsInput{Product: "XX", Rate: 7}.Validate()); err == nil || len(err.Fields) != 3 {
		t.Errorf("got %v, want product, date and rate refused", err)
	}
}

// The reply keeps the fair value of carry to the last bit.
func TestFairValueIsCarrys(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		p, err := carry.ComputePrice(context.Background(), carry.PriceInput{Terms: in.Terms})
		if err != nil {
			t.Fatal(err)
		}
		if r := must(t, in); r.FairValue != p.FairValue || r.Mispricing != p.Mispricing || r.Tau != p.Tau {
			t.Fatalf("got %v %v %v, carry has %v %v %v", r.FairValue, r.Mispricing, r.Tau, p.FairValue, p.Mispricing, p.Tau)
		}
	})
}

// A request survives its own JSON.
func TestRequestsRoundTrip(t *testing.T) {
	for _, in := range []any{Example, PresetsExample, BreakEvenExample, SensitivityExample, SurfaceExample} {
		b, err := json.Marshal(in)
		if err != nil {
			t.Fatal(err)
		}
		out := reflect.New(reflect.TypeOf(in))
		if err := json.Unmarshal(b, out.Interface()); err != nil {
			t.Fatal(err)
		}
		if !reflect.DeepEqual(out.Elem().Interface(), in) {
			t.Errorf("%s", b)
		}
		if strings.Contains(string(b), "Costs") {
			t.Errorf("a field has no JSON name: %s", b)
		}
	}
}
