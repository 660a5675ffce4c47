package check

import (
	"slices"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// TestBroken breaks one thing of a clean series at a time.
func TestBroken(t *testing.T) {
	// 2024-09-09 to 2024-09-20: Monday to Friday, and Wednesday to Friday after
	// the Mid-Autumn holiday of the 16th and 17th: 8 days of 240 bars.
	week := func() *market.Bars {
		return makeBars(calendar.MustOf(2024, 9, 9), calendar.MustOf(2024, 9, 20), minutesEvery(1), 7)
	}
	daily := func() *market.Bars {
		return makeBars(calendar.MustOf(2024, 8, 1), calendar.MustOf(2024, 12, 20), nil, 7)
	}
	future := func(b *market.Bars, symbol string) *market.Bars {
		b.Kind, b.Symbol = market.FutureContract, symbol
		return b
	}
	for _, c := range []struct {
		name     string
		bars     *market.Bars
		options  Options
		change   func(b *market.Bars) *market.Bars
		want     []string
		rows     []int   // of the first finding wanted
		segments []int32 // beginnings of the stretches; nil for the whole
	}{
		{"nothing", week(), Options{}, func(b *market.Bars) *market.Bars { return b }, nil, nil, nil},
		{"first bar of all", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 0) }, []string{"partial_day 1"}, []int{3}, nil},
		{"last bar of all", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 8*240-1) }, []string{"partial_day 1"}, []int{2 + 7*240}, nil},
		{"a bar before lunch", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 119) }, []string{"missing_minutes 1"}, []int{2 + 120}, []int32{0, 119}},
		{"a bar after lunch", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 120) }, []string{"missing_minutes 1"}, []int{2 + 121}, []int32{0, 120}},
		{"last bar of a day", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 239) }, []string{"missing_minutes 1"}, []int{2 + 240}, []int32{0, 239}},
		{"first bar of a day", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 240) }, []string{"missing_minutes 1"}, []int{2 + 241}, []int32{0, 240}},
		{"two runs", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, 10, 11, 12, 500) }, []string{"missing_minutes 4"}, []int{15, 503}, []int32{0, 10, 497}},
		{"a day", week(), Options{}, func(b *market.Bars) *market.Bars { return without(b, places(240, 480)...) }, []string{"missing_days 1"}, []int{482}, []int32{0, 240}},
		{"a week", daily(), Options{}, func(b *market.Bars) *market.Bars { return without(b, places(10, 15)...) }, []string{"missing_weeks 1"}, []int{17}, []int32{0, 10}},
		{"a Saturday", daily(), Options{}, func(b *market.Bars) *market.Bars {
			b = clone(b)
			b.Time[1] += msDay // Friday 2 August
			return b
		}, []string{"missing_days 1", "not_trading_day 1"}, nil, nil},
		{"bars after the close", week(), Options{}, func(b *market.Bars) *market.Bars { b.Time[8*240-1] += 300_000; return b },
			[]string{"outside_session 1", "partial_day 1"}, []int{8*240 + 1}, nil},
		{"high below the close", week(), Options{}, func(b *market.Bars) *market.Bars { b.High.Mantissa[5] = b.Close.Mantissa[5] - 2; return b }, []string{"ohlc_violation 1"}, []int{7}, nil},
		{"low above the open", week(), Options{}, func(b *market.Bars) *market.Bars { b.Low.Mantissa[5] = b.Open.Mantissa[5] + 2; return b }, []string{"ohlc_violation 1"}, []int{7}, nil},
		{"open and close alone", week(), Options{}, func(b *market.Bars) *market.Bars {
			b.High, b.Low = market.Column{}, market.Column{}
			return b
		}, nil, nil, nil},
		{"an empty open beside a high that is too low", week(), Options{}, func(b *market.Bars) *market.Bars {
			b.Open.Mantissa[5], b.High.Mantissa[5] = market.Missing, b.Low.Mantissa[5]-2
			return b
		}, []string{"ohlc_violation 1"}, []int{7}, nil},
		{"empty prices", week(), Options{}, func(b *market.Bars) *market.Bars {
			b.Open.Mantissa[5], b.High.Mantissa[6], b.Low.Mantissa[7], b.Close.Mantissa[8] = market.Missing, market.Missing, market.Missing, market.Missing
			return b
		}, nil, nil, nil},
		{"a price of 0", week(), Options{}, func(b *market.Bars) *market.Bars { b.Open.Mantissa[5] = 0; return b }, []string{"zero_price 1"}, []int{7}, nil},
		{"a price of 0 that is one", week(), Options{KeepZeros: true}, func(b *market.Bars) *market.Bars {
			b.Open.Mantissa[5], b.Low.Mantissa[5] = 0, 0
			return b
		}, nil, nil, nil},
		{"a price below 0", week(), Options{}, func(b *market.Bars) *market.Bars { b.Low.Mantissa[5] = -2; return b }, []string{"negative_price 1"}, []int{7}, nil},
		{"off the tick", week(), Options{}, func(b *market.Bars) *market.Bars { b.Close.Mantissa[5]++; b.High.Mantissa[5] += 2; return b }, []string{"off_tick 1"}, []int{7}, nil},
		{"an index has no tick", week(), Options{}, func(b *market.Bars) *market.Bars {
			b.Kind = market.Index
			b.Close.Mantissa[5]++
			b.High.Mantissa[5] += 2
			return b
		}, nil, nil, nil},
		{"a third of the price", week(), Options{}, func(b *market.Bars) *market.Bars { b.Low.Mantissa[700] = 12000; return b }, []string{"jump 1"}, []int{2 + 480}, nil},
		{"an hour of one price", week(), Options{}, func(b *market.Bars) *market.Bars { flat(b, 300, 360); return b }, []string{"constant_price 1"}, []int{302}, nil},
		{"less than an hour of one price", week(), Options{}, func(b *market.Bars) *market.Bars { flat(b, 300, 359); return b }, nil, nil, nil},
		{"a volume below 0", week(), Options{}, func(b *market.Bars) *market.Bars { b.Volume.Mantissa[5] = -1; return b }, []string{"negative_volume 1"}, []int{7}, nil},
		{"half a lot", week(), Options{}, func(b *market.Bars) *market.Bars {
			b.Volume.Scale = 1
			for i := range b.Volume.Mantissa {
				b.Volume.Mantissa[i] *= 10
			}
			b.Volume.Mantissa[5] += 5
			return b
		}, []string{"fraction_volume 1"}, []int{7}, nil},
		{"another contract inside a day", future(week(), "IF2410"), Options{}, func(b *market.Bars) *market.Bars {
			b.OpenInterest.Mantissa[100] = 9000
			return b
		}, []string{"mixed_contracts 2"}, []int{102, 103}, []int32{0, 100, 101}},
		{"the next contract overnight", week(), Options{}, func(b *market.Bars) *market.Bars {
			for i := range 240 {
				b.OpenInterest.Mantissa[i] -= 40000
			}
			return b
		}, []string{"contract_change 1"}, []int{242}, []int32{0, 240}},
		{"nothing left after delivery", future(daily(), "IF2412"), Options{}, func(b *market.Bars) *market.Bars {
			b.OpenInterest.Mantissa[b.Len()-1] = 0
			return b
		}, []string{"zero_open_interest_expiry 1"}, nil, nil},
		{"nothing left before", future(daily(), "IF2412"), Options{}, func(b *market.Bars) *market.Bars { b.OpenInterest.Mantissa[5] = 0; return b },
			[]string{"zero_open_interest 1"}, []int{7}, nil},
		{"after the last trading day", future(daily(), "IF2411"), Options{}, func(b *market.Bars) *market.Bars { return b },
			[]string{"after_expiry 25", "before_listing 35"}, nil, nil}, // 18 November to 20 December; 22 days of August and 13 to 20 September
		{"a provisional last row", daily(), Options{PartialLast: true}, func(b *market.Bars) *market.Bars { return b }, []string{"provisional_row 1"}, nil, nil},
		{"a last row without settlement", daily(), Options{}, func(b *market.Bars) *market.Bars {
			b.Settle = market.Column{Scale: 1, Mantissa: slices.Clone(b.Close.Mantissa)}
			b.Settle.Mantissa[b.Len()-1] = market.Missing
			return b
		}, []string{"provisional_row 1"}, nil, nil},
		{"a settlement far away", daily(), Options{}, func(b *market.Bars) *market.Bars {
			b.Settle = market.Column{Scale: 1, Mantissa: slices.Clone(b.Close.Mantissa)}
			b.Settle.Mantissa[9] = b.High.Mantissa[9] * 103 / 100
			return b
		}, []string{"settlement_far 1"}, []int{11}, nil},
		{"a move within the limit by the settlement", daily(), Options{}, func(b *market.Bars) *market.Bars {
			b.PreSettle = market.Column{Scale: 1, Mantissa: slices.Clone(b.Open.Mantissa)}
			b.PreSettle.Mantissa[9] = b.High.Mantissa[9] * 100 / 109 / 2 * 2
			return b
		}, nil, nil, nil},
		{"a move beyond it", daily(), Options{}, func(b *market.Bars) *market.Bars {
			b.PreSettle = market.Column{Scale: 1, Mantissa: slices.Clone(b.Open.Mantissa)}
			b.PreSettle.Mantissa[9] = b.High.Mantissa[9] * 100 / 111 / 2 * 2
			return b
		}, []string{"jump 1"}, []int{11}, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			b := c.change(c.bars)
			got := Series(b, c.options)
			sound(t, b, got)
			if list := codes(got); !slices.Equal(list, c.want) {
				for _, p := range got {
					t.Log(p.Message)
				}
				t.Fatalf("got %q, want %q", list, c.want)
			}
			if c.rows != nil && !slices.Equal(got[0].Rows, c.rows) {
				t.Errorf("got rows %v, want %v", got[0].Rows, c.rows)
			}
			if c.segments != nil && !slices.Equal(b.Segment, c.segments) {
				t.Errorf("got stretches from %v, want %v", b.Segment, c.segments)
			}
		})
	}
}

func places(from, to int) (list []int) {
	for i := from; i < to; i++ {
		list = append(list, i)
	}
	return list
}

func flat(b *market.Bars, from, to int) {
	for i := from; i < to; i++ {
		for _, c := range []market.Column{b.Open, b.High, b.Low, b.Close} {
			c.Mantissa[i] = 35000
		}
	}
}

// TestOldHours: the hours until 2015, and files that hold those of today only.
func TestOldHours(t *testing.T) {
	first, last := calendar.MustOf(2015, 12, 14), calendar.MustOf(2016, 1, 15)
	b := makeBars(first, last, minutesEvery(1), 3)
	if b.Len() != 14*270+10*240 { // 14 trading days to the end of the year, 10 after
		t.Fatalf("got %d bars", b.Len())
	}
	if got := Series(b, Options{}); len(got) > 0 {
		t.Errorf("whole days: %q", codes(got))
	}
	// A contract that ends on 18 December stops at 15:00 on that day.
	ends := minutesEvery(1)
	b = makeBars(first, calendar.MustOf(2015, 12, 18), func(d calendar.Date) []int {
		if list := ends(d); d == calendar.MustOf(2015, 12, 18) {
			return list[:255]
		}
		return ends(d)
	}, 3)
	b.Kind, b.Symbol = market.FutureContract, "IF1512"
	if got := Series(b, Options{}); len(got) > 0 {
		t.Errorf("the last trading day: %q", codes(got))
	}
	today := makeBars(first, last, func(calendar.Date) []int { return ends(last) }, 3)
	if got := codes(Series(today, Options{})); !slices.Equal(got, []string{"old_hours 14"}) {
		t.Errorf("hours of today before 2016: %q", got)
	}
	today.Kind, today.Symbol = market.Index, "000300" // always had them
	if got := Series(today, Options{}); len(got) > 0 {
		t.Errorf("the index: %q", codes(got))
	}
}

// TestCircuitBreaker: 2016-01-04 has 29 five-minute bars and 2016-01-07 has 4 (min5 file of shared/data).
func TestCircuitBreaker(t *testing.T) {
	ends := minutesEvery(5)
	b := makeBars(calendar.MustOf(2016, 1, 4), calendar.MustOf(2016, 1, 8), func(d calendar.Date) []int {
		switch list := ends(d); d.Day() {
		case 4:
			return list[:29]
		case 7:
			return list[:4]
		default:
			return list
		}
	}, 3)
	got := Series(b, Options{})
	if !slices.Equal(codes(got), []string{"circuit_breaker 2"}) || got[0].Params["day"] != "2016-01-04, 2016-01-07" || len(b.Segment) != 1 {
		t.Errorf("got %+v, %d stretches", got, len(b.Segment))
	}
}

// TestElsewhere: a market of its own hours is compared with itself only.
func TestElsewhere(t *testing.T) {
	night := func(calendar.Date) []int { // with a break, and through the night
		list := places(1, 121)
		return append(list, places(600, 1441)...)
	}
	b := makeBars(calendar.MustOf(2024, 9, 9), calendar.MustOf(2024, 9, 20), night, 5)
	b.Kind, b.Product, b.Symbol = market.Other, "", "HSI"
	got := Series(b, Options{})
	if want := []string{"missing_days 2"}; !slices.Equal(codes(got), want) || got[0].Severity != table.Notice || len(b.Segment) != 1 {
		t.Errorf("got %q, %d stretches, want %q as a notice", codes(got), len(b.Segment), want)
	}
	b = without(b, 961, 962, 961+961+300)
	got = Series(b, Options{})
	if want := []string{"missing_days 2", "missing_minutes 1"}; !slices.Equal(codes(got), want) {
		t.Errorf("got %q, want %q", codes(got), want) // the first two minutes of a day may be a late beginning
	}
}

func TestSet(t *testing.T) {
	first, last := calendar.MustOf(2024, 9, 9), calendar.MustOf(2024, 9, 20)
	a, b := makeBars(first, last, minutesEvery(5), 1), makeBars(first, last, minutesEvery(5), 2)
	a.Kind, a.Symbol, b.Kind, b.Symbol = market.FutureContract, "IF2410", market.FutureContract, "IF2412"
	if got := Set([]*market.Bars{a, b}); len(got) > 0 {
		t.Errorf("two contracts: %q", codes(got))
	}
	twin := clone(a)
	twin.Symbol = "IF2503"
	if got := codes(Set([]*market.Bars{a, b, twin})); !slices.Equal(got, []string{"same_bars 384"}) {
		t.Errorf("the same bars twice: %q", got)
	}
	cheap := clone(b)
	for i := range cheap.Close.Mantissa {
		cheap.Close.Mantissa[i] -= 12000
	}
	if got := codes(Set([]*market.Bars{a, cheap})); !slices.Equal(got, []string{"mixed_contracts 384"}) {
		t.Errorf("another product: %q", got)
	}
	if got := Set(nil); got != nil {
		t.Errorf("nothing: %q", codes(got))
	}
}
