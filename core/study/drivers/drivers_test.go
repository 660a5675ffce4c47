package drivers

import (
	"context"
	"errors"
	"math"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/unit"
)

// daily are daily bars with closes; those that are not numbers are empty cells.
func daily(symbol string, kind market.Kind, product string, days []calendar.Date, closes []float64) market.Source {
	b := &market.Bars{Symbol: symbol, Kind: kind, Product: product, Minutes: market.Daily, Close: market.Column{Float: closes}, Segment: []int32{0}}
	for i, d := range days {
		b.Time = append(b.Time, int64(d.UnixDay())*market.DayMillis)
		b.Row = append(b.Row, int32(i+1))
	}
	return market.Source{Symbol: symbol, Bars: b}
}

func values(days []calendar.Date, x []float64) *study.Values {
	return &study.Values{Source: daily("rate", market.Other, "", days, x)}
}

// tradingDays are the n trading days from a date on.
func tradingDays(from calendar.Date, n int) []calendar.Date {
	out := make([]calendar.Date, n)
	for i := range out {
		from = calendar.OnOrAfter(from).Date
		out[i], from = from, from.AddDays(1)
	}
	return out
}

// made is 200 days of an index that wanders and a basis of its own; the numbers
// come from a quadratic residue, not from chance.
func made(n int) (days []calendar.Date, in study.DriversInput) {
	days = tradingDays(calendar.MustOf(2019, 1, 2), n)
	futures, index, interest := make([]float64, n), make([]float64, n), make([]float64, n)
	for i := range days {
		index[i] = 4000 + float64(i*i*31%997)/10
		futures[i] = index[i] + float64(i*i*17%101) - 50
		interest[i] = 1000 + float64(i*i*13%499)
	}
	spot := daily("000300", market.Index, "IF", days, index)
	chain := daily("IF00", market.Continuous, "IF", days, futures)
	chain.Bars.OpenInterest = market.Column{Float: interest}
	return days, study.DriversInput{
		Data:    study.Data{Product: "IF", Futures: []market.Source{chain}, Index: &spot},
		Measure: study.Measure{Value: study.Basis, Of: study.CurrentWith},
	}
}

func drivers(t interface{ Fatal(...any) }, in study.DriversInput) study.Drivers {
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	r, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestExact: a basis that is 40 less 900 times a rate, but for the rounding of
// prices, has these coefficients, and what there is no error of has no t.
func TestExact(t *testing.T) {
	days, in := made(60)
	rate := make([]float64, len(days))
	for i := range rate {
		rate[i] = float64(i*i%64) / 1024 // exact, as are the prices
	}
	futures := in.Futures[0].Bars.Close.Float
	for i, r := range rate {
		in.Index.Bars.Close.Float[i] = 4096
		futures[i] = 4096 + 40 - 1024*r
	}
	in.InterestRate, in.On = values(days, rate), []string{study.DriverRate}
	r := drivers(t, in)
	optest.Defined(t, "constant", r.Terms[0].Coefficient, 40, 1e-12)
	optest.Defined(t, "slope", r.Terms[1].Coefficient, -1024, 1e-10)
	optest.Defined(t, "error", r.Terms[1].Error, 0, 1e-12)
	optest.Undefined(t, "t", r.Terms[1].T, unit.NoVariation)
	optest.Undefined(t, "p", r.Terms[1].P, unit.NoVariation)
	optest.Undefined(t, "Durbin and Watson", r.Durbin, unit.NoVariation)
	optest.Defined(t, "R2", r.R2, 1, 1e-15)
	if r.Count != 60 || r.Errors != "white_hc1" || len(r.Fitted.Value) != 60 || r.Fitted.Value[7] != futures[7]-4096 || r.Terms[1].Unit != "rate" {
		t.Errorf("got %d days, %s, %d fitted values", r.Count, r.Errors, len(r.Fitted.Value))
	}
}

// TestColumns: volatility, return and change of open interest over two days,
// worked out beside the data.
//
//	index 100, 110, 99, 99 on 2024-09-09 to 12: returns ln 1.1, ln 0.9, 0
//	2024-09-11: deviation of two returns (ln 1.1 - ln 0.9)/sqrt 2, times sqrt 252; return -1 %
//	2024-09-12: (0 - ln 0.9)/sqrt 2 sqrt 252; return -10 %
//	open interest 50, 60, 100, 30: ln 2 and ln 0.5
//	trading days to 2024-09-20 with two days of Mid-Autumn holiday: 7, 6, 5, 4
func TestColumns(t *testing.T) {
	days := tradingDays(calendar.MustOf(2024, 9, 9), 4)
	index := daily("", market.Index, "IF", days, []float64{100, 110, 99, 99})
	chain := daily("IF2409", market.FutureContract, "IF", days, []float64{101, 111, 100, 100})
	chain.Bars.OpenInterest = market.Column{Float: []float64{50, 60, 100, 30}}
	b, err := study.NewBook(context.Background(), study.Data{Product: "IF", Futures: []market.Source{chain}, Index: &index})
	if err != nil {
		t.Fatal(err)
	}
	want := map[string][4]float64{
		study.DriverVolatility:   {math.NaN(), math.NaN(), (math.Log(1.1) - math.Log(0.9)) / math.Sqrt2 * math.Sqrt(252), -math.Log(0.9) / math.Sqrt2 * math.Sqrt(252)},
		study.DriverReturn:       {math.NaN(), math.NaN(), -0.01, -0.1},
		study.DriverOpenInterest: {math.NaN(), math.NaN(), math.Ln2, -math.Ln2},
		study.DriverExpiry:       {7, 6, 5, 4},
	}
	for name, w := range want {
		r := reader{book: b, in: study.DriversInput{Window: 2}, line: b.Line(study.Measure{Value: study.Basis, Of: study.CurrentWith}), run: unbroken(b)}
		c, err := r.read(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := range w {
			got := c.value[i]
			if w[i] != w[i] {
				if got == got || r.line.Value[i] == r.line.Value[i] || r.line.Why[i] != unit.TooShort {
					t.Errorf("%s, day %d: got %g (%s), want none", name, i, got, r.line.Why[i])
				}
				continue
			}
			optest.Near(t, name+" on day "+strconv.Itoa(i), got, w[i], 1e-12)
		}
	}
}

// TestHole: no window reaches across trading days the data lack.
func TestHole(t *testing.T) {
	_, in := made(100)
	for _, b := range []*market.Bars{in.Futures[0].Bars, in.Index.Bars} {
		cut := func(c *market.Column) {
			if c.Float != nil {
				c.Float = append(append([]float64(nil), c.Float[:50]...), c.Float[55:]...)
			}
		}
		b.Time = append(append([]int64(nil), b.Time[:50]...), b.Time[55:]...)
		b.Row = b.Row[:95]
		cut(&b.Close)
		cut(&b.OpenInterest)
	}
	in.Window, in.On = 10, []string{study.DriverVolatility, study.DriverOpenInterest}
	r := drivers(t, in)
	if r.Count != 95-20 || len(r.Line.Undefined) != 1 || r.Line.Undefined[0].Days != 20 || r.Line.Undefined[0].Why != unit.TooShort {
		t.Errorf("got %d days, undefined %+v; want 75, and ten days twice", r.Count, r.Line.Undefined)
	}
}

// TestCarried: a rate is as old as ten days at most, and that is noted.
func TestCarried(t *testing.T) {
	days, in := made(60)
	var some []calendar.Date
	var rate []float64
	for i, d := range days[:40] { // then it ends
		if i%3 == 0 {
			some, rate = append(some, d), append(rate, float64(i*i%7))
		}
	}
	in.InterestRate, in.On = values(some, rate), []string{study.DriverRate}
	r := drivers(t, in)
	// Spring Festival was from 2 to 10 February: the last rate before it is too old after it.
	count, last := 0, 0
	for _, d := range days {
		for last+1 < len(some) && !some[last+1].After(d) {
			last++
		}
		if d.Sub(some[last]) <= 10 {
			count++
		}
	}
	if r.Count != count || r.Count == len(days) || len(r.Line.Undefined) != 1 || r.Line.Undefined[0].Why != study.NoData {
		t.Errorf("got %d days, want %d; undefined %+v", r.Count, count, r.Line.Undefined)
	}
	found := false
	for _, n := range r.Notes {
		found = found || n.Code == "value_carried" && n.Path == "interest_rate" && n.Params["count"] == strconv.Itoa(count-len(some)) && n.Params["first"] == days[1].String()
	}
	if !found {
		t.Errorf("got notes %v", r.Notes)
	}
	in.InterestRate.Column = "3m"
	_, err := Compute(context.Background(), in)
	if f := fault.From(err); f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Path != "interest_rate.column" {
		t.Errorf("an unknown column: got %v", err)
	}
}

// TestRefused: what does not determine coefficients is named.
func TestRefused(t *testing.T) {
	days, in := made(60)
	rate, flat := make([]float64, len(days)), make([]float64, len(days))
	for i := range rate {
		rate[i], flat[i] = 2.1+float64(i*i%7)/100, 3.35
	}
	refused := func(what string, why unit.Reason, code string, params ...string) {
		t.Helper()
		r := drivers(t, in)
		n := fault.Field{}
		if len(r.Notes) > 0 {
			n = r.Notes[len(r.Notes)-1]
		}
		if r.Why != why || n.Code != code || len(r.Fitted.Value) != 0 {
			t.Errorf("%s: got %q, note %+v", what, r.Why, n)
		}
		for i := 0; i < len(params); i += 2 {
			if n.Params[params[i]] != params[i+1] {
				t.Errorf("%s: got %v, want %v", what, n.Params, params)
			}
		}
		for _, term := range r.Terms {
			optest.Undefined(t, what, term.Coefficient, why)
			optest.Undefined(t, what, term.P, why)
		}
		optest.Undefined(t, what, r.R2, why)
	}
	in.DividendYield, in.InterestRate = values(days, rate), values(days, rate)
	in.InterestRate.Unit = 0.01
	in.On = []string{study.DriverYield, study.DriverExpiry, study.DriverRate}
	refused("one file twice", study.SameDrivers, "same_drivers", "driver", "rate", "others", "dividend_yield")
	in.InterestRate = values(days, flat)
	refused("a constant", study.SameDrivers, "constant_driver", "driver", "rate", "days", "60")
	in.On, in.Window = nil, 56
	refused("four days", unit.NoFreedom, "too_few_days", "days", "4", "needed", "8", "coefficients", "7")
	in.On, in.Of = []string{study.DriverExpiry}, study.Weighted
	if f := fault.From(in.Validate()); len(f.Fields) != 1 || f.Fields[0].Code != "weighted_expiry" || f.Fields[0].Path != "on.0" {
		t.Errorf("expiry of a weighted measure: got %v", f)
	}
}

// TestRule: 4 (n/100)^(2/9) by the library's power function.
func TestRule(t *testing.T) {
	for n := range 20000 {
		if got, want := rule(n), int(4*math.Pow(float64(n)/100, 2.0/9)+1e-12); got != want {
			t.Fatalf("%d days: got %d lags, want %d", n, got, want)
		}
	}
	_, in := made(150)
	in.AutoLags, in.Lags = true, 7
	if r := drivers(t, in); r.Lags != rule(r.Count) || r.Errors != "newey_west" || r.Count != 130-8 && r.Lags != 4 {
		t.Errorf("got %d lags of %d days, %s", r.Lags, r.Count, r.Errors)
	}
}

// TestProperties: a driver in another unit, and days cut off.
func TestProperties(t *testing.T) {
	days, in := made(200)
	rate := make([]float64, len(days))
	for i := range rate {
		rate[i] = 2 + float64(i*i*7%113)/50
	}
	in.InterestRate, in.Window = values(days, rate), 5
	in.On = []string{study.DriverRate, study.DriverVolatility, study.DriverReturn, study.DriverOpenInterest, study.DriverExpiry}
	near := func(t *rapid.T, what string, got, want unit.Maybe[unit.Number], times float64) {
		g, ok := got.Get()
		w, too := want.Get()
		if ok != too || math.Abs(float64(g)-times*float64(w)) > 1e-9*math.Abs(times*float64(w)) {
			t.Fatalf("%s: got %v, want %g times %v", what, got, times, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.IntRange(0, 80).Draw(t, "from")
		to := rapid.IntRange(150, 199).Draw(t, "to")
		whole := in
		whole.Lags = rapid.IntRange(0, 9).Draw(t, "lags")
		whole.From, whole.To = days[from], days[to]
		part := whole
		_, short := made(200)
		for _, b := range []*market.Bars{short.Futures[0].Bars, short.Index.Bars} {
			*b = *b.Slice(from, to+1)
		}
		part.Data = short.Data
		percent := *in.InterestRate
		percent.Unit = 0.01
		part.InterestRate = &percent
		a, b := drivers(t, whole), drivers(t, part)
		if a.Count != b.Count || a.Count != to-from+1-5 {
			t.Fatalf("%d days, cut %d", a.Count, b.Count)
		}
		for j := range a.Terms {
			times := 1.0
			if j == 1 {
				times = 100
			}
			near(t, "coefficient", b.Terms[j].Coefficient, a.Terms[j].Coefficient, times)
			near(t, "error", b.Terms[j].Error, a.Terms[j].Error, times)
			near(t, "t", b.Terms[j].T, a.Terms[j].T, 1)
			near(t, "effect", b.Terms[j].Effect, a.Terms[j].Effect, 1)
			near(t, "inflation", b.Terms[j].Inflation, a.Terms[j].Inflation, 1)
		}
		near(t, "residual", b.Residual, a.Residual, 1)
	})
	stop := errors.New("stop")
	most := 0.0
	ctx := op.WithTick(context.Background(), func(done, total int) error {
		part := float64(done) / float64(total)
		if part < most || part > 1 {
			t.Errorf("progress went from %g to %g", most, part)
		}
		if most = part; part > 0.8 {
			return stop
		}
		return nil
	})
	if _, err := Compute(ctx, in); !errors.Is(err, stop) {
		t.Errorf("got %v, want the stop", err)
	}
}
