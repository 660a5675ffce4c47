package market

import (
	"errors"
	"math"
	"strings"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/fault"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

func product(t *testing.T, id string) Product {
	t.Helper()
	p, err := ProductNamed(id)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestFees(t *testing.T) {
	// Golden case 18: IF at 4,000 points, one lot. The days are those on which each rate was in force.
	rows := []struct {
		on    string
		fee   string
		value unit.Yuan
	}{
		{"2024-09-13", "open", 27.60}, {"2024-09-13", "close", 27.60}, {"2024-09-13", "delivery", 120},
		{"2024-09-13", "close_today", 276}, {"2020-06-01", "close_today", 414}, {"2016-06-01", "close_today", 2760},
		{"2026-04-01", "margin", 144000},
	}
	for _, row := range rows {
		on, err := calendar.Parse(row.on)
		if err != nil {
			t.Fatal(err)
		}
		p := product(t, "IF")
		fees, err := RulesAt(p, on).Fees(4000, p.Multiplier, 1)
		if err != nil {
			t.Fatal(err)
		}
		got := map[string]unit.Maybe[unit.Yuan]{"open": fees.Open, "close": fees.Close, "close_today": fees.CloseToday,
			"delivery": fees.Delivery, "margin": fees.Margin}[row.fee]
		if v, ok := got.Get(); !ok || math.Abs(float64(v/row.value)-1) > 1e-9 {
			t.Errorf("%s of %s: got %s, want %v", row.fee, row.on, got, row.value)
		}
	}
}

func TestFeesRefuse(t *testing.T) {
	_, err := RulesAt(product(t, "IF"), report).Fees(0, unitNaN, -1)
	var f *fault.Error
	if !errors.As(err, &f) || len(f.Fields) != 3 {
		t.Errorf("got %v, want three refused fields", err)
	}
	fees, err := RulesAt(product(t, "IM"), calendar.MustOf(2020, 1, 2)).Fees(4000, 200, 1)
	if err != nil || fees.Open.OK() || fees.Open.Why() != unit.NotInForce {
		t.Errorf("IM before its listing: got %s, %v, want undefined", fees.Open, err)
	}
}

var unitNaN = math.NaN()

func TestRulesAt(t *testing.T) {
	// Formulas sheet A.12 row by row, with errata 1 (23, not 2.3) and 2 (the values of 2019-04-22, not of 2019-03-25).
	// undefined: what the sheet leaves blank.
	const undefined = -1
	for _, c := range []struct {
		product, on        string
		open, today        float64 // basis points
		margin, hedge, lim float64 // percent, percent, lots
	}{
		{"IF", "2010-04-16", undefined, undefined, undefined, undefined, undefined},
		{"IF", "2015-09-06", undefined, undefined, undefined, undefined, undefined},
		{"IF", "2015-09-07", 0.23, 23, 40, 20, 10},
		{"IC", "2017-02-16", 0.23, 23, 40, 20, 10},
		{"IF", "2017-02-17", 0.23, 9.2, 20, 20, 20},
		{"IC", "2017-02-17", 0.23, 9.2, 30, 20, 20},
		{"IH", "2017-09-18", 0.23, 6.9, 15, 15, 20},
		{"IC", "2017-09-18", 0.23, 6.9, 30, 20, 20},
		{"IF", "2018-12-03", 0.23, 4.6, 10, 10, 50},
		{"IC", "2018-12-03", 0.23, 4.6, 15, 15, 50},
		{"IF", "2019-03-25", 0.23, 4.6, 10, 10, 50},
		{"IH", "2019-04-22", 0.23, 3.45, 10, 10, 500},
		{"IC", "2019-04-22", 0.23, 3.45, 12, 12, 500},
		{"IM", "2022-07-21", undefined, undefined, undefined, undefined, undefined},
		{"IM", "2022-07-22", 0.23, 3.45, 15, undefined, 500},
		{"IF", "2023-03-17", 0.23, 3.45, 10, 10, 500},
		{"IF", "2024-09-13", 0.23, 2.3, 10, 10, 500},
		{"IF", "2026-04-01", 0.23, 2.3, 12, 10, 500},
		{"IM", "2026-04-01", 0.23, 2.3, 14, undefined, 500},
	} {
		on, err := calendar.Parse(c.on)
		if err != nil {
			t.Fatal(err)
		}
		r := RulesAt(product(t, c.product), on)
		check := func(name string, got, want, scale float64, ok bool) {
			t.Helper()
			if want == undefined {
				if ok {
					t.Errorf("%s %s %s: got %v, want undefined", c.product, c.on, name, got)
				}
				return
			}
			if !ok || math.Abs(got*scale-want) > 1e-9*want {
				t.Errorf("%s %s %s: got %v, %t, want %v", c.product, c.on, name, got*scale, ok, want)
			}
		}
		rate := func(name string, d Dated[unit.Rate], want, scale float64) {
			v, ok := d.Value.Get()
			check(name, float64(v), want, scale, ok)
			if ok && (d.SourceZH == "" || d.SourceEN == "" || d.Status == "" || d.Effective.After(on)) {
				t.Errorf("%s %s %s: a value without its day or source: %+v", c.product, c.on, name, d)
			}
		}
		rate("open", r.OpenFee, c.open, 1e4)
		rate("close", r.CloseFee, c.open, 1e4)
		rate("close today", r.CloseTodayFee, c.today, 1e4)
		rate("margin", r.Margin, c.margin, 100)
		rate("hedge margin", r.HedgeMargin, c.hedge, 100)
		lots, ok := r.OpeningLimit.Value.Get()
		check("opening limit", float64(lots), c.lim, 1, ok)
		if r.Date != on || r.Product != c.product {
			t.Errorf("the rules do not repeat %s %s: %s %s", c.product, c.on, r.Product, r.Date)
		}
	}
}

func TestStockMarketRules(t *testing.T) {
	for _, c := range []struct {
		on                   string
		stamp, short, privat float64 // percent; -1 undefined
		status               Status
	}{
		{"2015-01-05", 0.10, 50, -1, Published}, {"2023-08-27", 0.10, 50, -1, Published}, {"2023-08-28", 0.05, 50, -1, Published},
		{"2023-10-30", 0.05, 80, 100, Unconfirmed}, {"2024-07-21", 0.05, 80, 100, Unconfirmed}, {"2024-07-22", 0.05, 100, 120, Published},
	} {
		on, _ := calendar.Parse(c.on)
		for _, p := range []Product{product(t, "IF"), {ID: "HSI", Own: true}} {
			r := RulesAt(p, on)
			if got := 100 * float64(r.StampDuty.Value.Or(-0.01)); math.Abs(got-c.stamp) > 1e-9 {
				t.Errorf("%s stamp duty: got %v %%, want %v", c.on, got, c.stamp)
			}
			if got := 100 * float64(r.ShortMargin.Value.Or(-0.01)); math.Abs(got-c.short) > 1e-9 || r.ShortMargin.Status != c.status {
				t.Errorf("%s short margin: got %v %%, %s, want %v, %s", c.on, got, r.ShortMargin.Status, c.short, c.status)
			}
			if got := 100 * float64(r.ShortMarginPrivate.Value.Or(-0.01)); math.Abs(got-c.privat) > 1e-9 {
				t.Errorf("%s short margin of private funds: got %v %%, want %v", c.on, got, c.privat)
			}
			if p.Own && (r.OpenFee.Value.OK() || r.Margin.Value.Why() != unit.NotPublished) {
				t.Errorf("a product of the user's own has exchange fees: %+v", r.OpenFee)
			}
		}
	}
}

func TestDoubtIsShown(t *testing.T) {
	on := calendar.MustOf(2026, 4, 1)
	r := RulesAt(product(t, "IF"), on)
	if a := r.CloseTodayFee.Alternative; a == nil || a.Value != 3.45e-4 || a.Effective != calendar.MustOf(2019, 4, 22) {
		t.Errorf("close-today fee: got alternative %+v, want 3.45 bp of 2019-04-22", a)
	}
	if a := r.Margin.Alternative; r.Margin.Status != Unconfirmed || a == nil || a.Value != 0.10 || a.Effective != calendar.MustOf(2018, 12, 3) {
		t.Errorf("margin: got %s, alternative %+v, want unconfirmed, 10 %% of 2018-12-03", r.Margin.Status, a)
	}
	if r.OpenFee.Alternative != nil || r.OpenFee.Status != Published {
		t.Errorf("open fee: got %+v, want published and no alternative", r.OpenFee)
	}
	if d := RulesAt(product(t, "IF"), calendar.MustOf(2016, 1, 4)).CloseTodayFee; d.Status != Unconfirmed || d.Alternative != nil || !strings.Contains(d.SourceEN, "prints 2.3") {
		t.Errorf("close-today fee of 2015: got %+v, want 23 bp, unconfirmed, with the erratum", d)
	}
	if got := len(r.Notices); got != 3 {
		t.Errorf("got %d notices in 2026, want 3", got)
	}
	if got := RulesAt(product(t, "IF"), calendar.MustOf(2015, 12, 31)).Notices; len(got) != 0 {
		t.Errorf("got %v in 2015, want no notices", got)
	}
}

func TestTableOfRules(t *testing.T) {
	for _, p := range Products() {
		last := map[RuleID]calendar.Date{}
		for _, c := range History(p) {
			if before, ok := last[c.Rule]; ok && !before.Before(c.Effective) {
				t.Errorf("%s %s: %s follows %s", p.ID, c.Rule, c.Effective, before)
			}
			last[c.Rule] = c.Effective
			if c.Value <= 0 || c.SourceZH == "" || c.SourceEN == "" || c.Status != Published && c.Status != Unconfirmed {
				t.Errorf("%s %s %s: incomplete: %+v", p.ID, c.Rule, c.Effective, c)
			}
			if len(c.Products) > 0 && c.Effective.Before(p.Listed) {
				t.Errorf("%s %s %s: before the listing", p.ID, c.Rule, c.Effective)
			}
			if open, _ := calendar.IsTradingDay(c.Effective); len(c.Products) > 0 && c.Status == Published && !open {
				t.Errorf("%s %s: %s is no trading day", p.ID, c.Rule, c.Effective)
			}
		}
		if len(last) < 12 {
			t.Errorf("%s: only %d rules", p.ID, len(last))
		}
	}
}

func TestARuleHoldsUntilItIsChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := rapid.SampledFrom(Products()).Draw(t, "product")
		on := calendar.MustOf(2009, 1, 1).AddDays(rapid.IntRange(0, 20*365).Draw(t, "day"))
		today, tomorrow := RulesAt(p, on), RulesAt(p, on.AddDays(1))
		pairs := [][2]Dated[unit.Rate]{{today.OpenFee, tomorrow.OpenFee}, {today.CloseTodayFee, tomorrow.CloseTodayFee}, {today.Margin, tomorrow.Margin},
			{today.HedgeMargin, tomorrow.HedgeMargin}, {today.StampDuty, tomorrow.StampDuty}, {today.ShortMargin, tomorrow.ShortMargin}}
		for _, d := range pairs {
			if d[0].Value != d[1].Value && d[1].Effective != on.AddDays(1) && d[1].Value.OK() {
				t.Fatalf("%s: %s on %s, %s the day after, effective %s", p.ID, d[0].Value, on, d[1].Value, d[1].Effective)
			}
			if d[0].Value.OK() && !d[1].Value.OK() {
				t.Fatalf("%s: a rule of %s is gone the day after", p.ID, on)
			}
		}
	})
}

// The table names products by codes of two letters with one blank between.
func TestRowsNameProducts(t *testing.T) {
	for _, w := range rows {
		for _, code := range strings.Split(w.products, " ") {
			if _, err := ProductNamed(code); w.products != "" && (err != nil || len(code) != 2) {
				t.Errorf("%s from %v: products %q", w.rule, w.from, w.products)
			}
		}
	}
}
