package check

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"
)

// makeBars makes a clean series: every bar of every trading day from first to
// last, prices of a walk on the tick of 0.2 with one decimal. ends are the
// minutes of the day in which bars end; none for daily bars.
func makeBars(first, last calendar.Date, ends func(day calendar.Date) []int, seed uint64) *market.Bars {
	r := rand.New(rand.NewPCG(seed, 1))
	b := &market.Bars{Symbol: "IF2412", Kind: market.Continuous, Product: "IF", Minutes: market.Daily}
	for _, c := range []*market.Column{&b.Open, &b.High, &b.Low, &b.Close} {
		c.Scale = 1
	}
	price := int64(35000)
	add := func(t int64) {
		open := price + 2*r.Int64N(9) - 8
		close := open + 2*r.Int64N(11) - 10
		price = min(max(close, 30000), 40000)
		high, low := max(open, close)+2*r.Int64N(5)+2, min(open, close)-2*r.Int64N(5)
		b.Time = append(b.Time, t)
		b.Open.Mantissa = append(b.Open.Mantissa, open)
		b.High.Mantissa = append(b.High.Mantissa, high)
		b.Low.Mantissa = append(b.Low.Mantissa, low)
		b.Close.Mantissa = append(b.Close.Mantissa, close)
		b.Volume.Mantissa = append(b.Volume.Mantissa, r.Int64N(500))
		b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, 80000+r.Int64N(2000))
		b.Row = append(b.Row, int32(len(b.Row)+2))
	}
	for d := first; !d.After(last); d = d.AddDays(1) {
		if open, _ := calendar.IsTradingDay(d); !open {
			continue
		}
		start := int64(d.UnixDay()) * msDay
		if ends == nil {
			add(start)
			continue
		}
		list := ends(d)
		b.Minutes = list[1] - list[0]
		for _, e := range list {
			add(start + int64(e)*60_000)
		}
	}
	return b
}

// minutesEvery lists the ends of the bars of a day by the hours of the exchange.
func minutesEvery(step int) func(calendar.Date) []int {
	return func(d calendar.Date) []int {
		from, to := 570, 900
		if d.Year() < 2016 {
			from, to = 555, 915
		}
		var ends []int
		for e := from + step; e <= 690; e += step {
			ends = append(ends, e)
		}
		for e := 780 + step; e <= to; e += step {
			ends = append(ends, e)
		}
		return ends
	}
}

// without returns the bars but those at the places given, in any order.
func without(b *market.Bars, drop ...int) *market.Bars {
	gone := map[int]bool{}
	for _, i := range drop {
		gone[i] = true
	}
	out := *b
	keep64 := func(list []int64) (kept []int64) {
		for i, x := range list {
			if !gone[i] {
				kept = append(kept, x)
			}
		}
		return kept
	}
	out.Time = keep64(b.Time)
	out.Columns(func(_ string, c *market.Column) {
		if c.Mantissa != nil {
			c.Mantissa = keep64(c.Mantissa)
		}
	})
	out.Row = nil
	for i, x := range b.Row {
		if !gone[i] {
			out.Row = append(out.Row, x)
		}
	}
	return &out
}

func clone(b *market.Bars) *market.Bars { return without(b) }

func codes(list []table.Problem) (all []string) {
	for _, p := range list {
		all = append(all, p.Code+" "+strconv.Itoa(p.Count))
	}
	slices.Sort(all)
	return all
}

// sound checks what holds of any answer.
func sound(t interface {
	Helper()
	Errorf(string, ...any)
}, b *market.Bars, list []table.Problem) {
	t.Helper()
	known := table.Codes()
	for _, p := range list {
		if !slices.Contains(known, p.Code) || p.Message == "" || p.Count <= 0 || p.Severity == "" || p.Action == "" || len(p.Rows) > 20 {
			t.Errorf("not a whole problem: %+v", p)
		}
		for k, v := range p.Params {
			if k == "" || v == "" && k != "stamp" {
				t.Errorf("%s: param %q is %q", p.Code, k, v)
			}
		}
	}
	if b.Len() == 0 {
		if b.Segment != nil {
			t.Errorf("no bars and segments %v", b.Segment)
		}
		return
	}
	if b.Segment[0] != 0 || int(b.Segment[len(b.Segment)-1]) >= b.Len() {
		t.Errorf("segments %v of %d bars", b.Segment, b.Len())
	}
	for i := 1; i < len(b.Segment); i++ {
		if b.Segment[i] <= b.Segment[i-1] {
			t.Errorf("segments are not ascending: %v", b.Segment)
			break
		}
	}
}

// TestCleanYears: a whole series of any year and bar length has no finding.
func TestCleanYears(t *testing.T) {
	for year := 2010; year <= 2026; year++ {
		first, last := calendar.MustOf(year, 1, 1), calendar.MustOf(year, 12, 31)
		if year == 2010 {
			first = calendar.MustOf(2010, 4, 16)
		}
		steps := []int{1, 5, 15}
		if year >= 2016 {
			steps = []int{1, 3, 5, 10, 15, 20, 30, 60}
		}
		for _, step := range steps {
			b := makeBars(first, last, minutesEvery(step), uint64(year))
			got := Series(b, Options{})
			sound(t, b, got)
			if len(got) > 0 || len(b.Segment) != 1 {
				t.Errorf("%d, %d minutes: %v, %d segments", year, step, codes(got), len(b.Segment))
			}
		}
		b := makeBars(first, last, nil, uint64(year))
		if got := Series(b, Options{}); len(got) > 0 || len(b.Segment) != 1 {
			t.Errorf("%d, daily: %v, %d segments", year, codes(got), len(b.Segment))
		}
	}
}
