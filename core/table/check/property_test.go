package check

import (
	"encoding/binary"
	"math"
	"slices"
	"strconv"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/table"

	"pgregory.net/rapid"
)

// TestMissingBarsAreCounted: of k bars taken out, k are reported, and the
// stretches begin where the bars that are left do not follow each other.
func TestMissingBarsAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		first := calendar.MustOf(2011, 1, 1).AddDays(rapid.IntRange(0, 5600).Draw(t, "first"))
		last := first.AddDays(rapid.IntRange(12, 40).Draw(t, "days"))
		step := rapid.SampledFrom([]int{1, 5, 15}).Draw(t, "step")
		b := makeBars(first, last, minutesEvery(step), 11)
		n := b.Len()
		if n < 3 {
			t.Skip("no trading days")
		}
		drop := map[int]bool{}
		for range rapid.IntRange(0, 40).Draw(t, "drop") {
			if at := rapid.IntRange(1, n-2).Draw(t, "at"); !mayLack(b.Time[at]) {
				drop[at] = true
			}
		}
		list := []int{}
		for i := range n {
			if drop[i] {
				list = append(list, i)
			}
		}
		left := without(b, list...)
		got := Series(left, Options{})
		sound(t, left, got)
		counted := 0
		for _, p := range got {
			switch p.Code {
			case table.MissingMinutes:
				counted += p.Count
			default:
				t.Fatalf("%d of %d bars taken out: %s", len(list), n, p.Message)
			}
		}
		if counted != len(list) {
			t.Fatalf("%d bars taken out, %d reported missing", len(list), counted)
		}
		want, at := []int32{0}, int32(0)
		for i := range n {
			if drop[i] {
				continue
			}
			if i > 0 && drop[i-1] {
				want = append(want, at)
			}
			at++
		}
		if !slices.Equal(left.Segment, want) {
			t.Fatalf("stretches begin at %v, want %v", left.Segment, want)
		}
	})
}

// mayLack reports whether nobody misses a bar: behind 15:00 on a last trading
// day, where the contract that ended had none, and on the two days on which
// the circuit breaker ended trading.
func mayLack(stamp int64) bool {
	const day = 86_400_000
	d := calendar.OfUnixDay(int(stamp / day))
	if d == calendar.MustOf(2016, 1, 4) || d == calendar.MustOf(2016, 1, 7) {
		return true
	}
	return calendar.LastTradingDay(calendar.MonthOfDate(d)).Date == d && stamp%day > 15*3_600_000
}

// TestMissingDaysAreCounted: the same of daily bars; a run of five days or
// more is a gap of weeks, which says how many days it has.
func TestMissingDaysAreCounted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b := makeBars(calendar.MustOf(2019, 1, 1), calendar.MustOf(2020, 12, 31), nil, 11)
		n := b.Len()
		var list []int
		for range rapid.IntRange(0, 8).Draw(t, "runs") {
			from := rapid.IntRange(1, n-10).Draw(t, "from")
			list = append(list, places(from, from+rapid.IntRange(1, 8).Draw(t, "length"))...)
		}
		slices.Sort(list)
		list = slices.Compact(list)
		left := without(b, list...)
		counted := 0
		for _, p := range Series(left, Options{}) {
			switch p.Code {
			case table.MissingDays:
				counted += p.Count
			case table.MissingWeeks:
				days, _ := strconv.Atoi(p.Params["days"])
				if days < 5*p.Count {
					t.Fatalf("%d gaps of weeks have %d days", p.Count, days)
				}
				counted += days
			}
		}
		if counted != len(list) {
			t.Fatalf("%d days taken out, %d reported missing", len(list), counted)
		}
	})
}

// TestMultiple holds the test of divisibility against the remainder.
func TestMultiple(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		step := rapid.Uint64Range(1, 1e9).Draw(t, "step")
		m := newMultiple(step)
		n := rapid.Uint64Range(0, math.MaxInt64).Draw(t, "n")
		if rapid.Bool().Draw(t, "whole") {
			n -= n % step
		}
		got := rotate(n*m.inverse, -m.shift) <= m.most
		if got != (n%step == 0) {
			t.Fatalf("%d a multiple of %d: got %t", n, step, got)
		}
	})
}

func rotate(x uint64, right int) uint64 { return x>>right | x<<((64-right)&63) }

// TestScalesAgree: the same prices written with more decimals, or as floats,
// are judged the same.
func TestScalesAgree(t *testing.T) {
	b := makeBars(calendar.MustOf(2024, 9, 9), calendar.MustOf(2024, 9, 20), minutesEvery(1), 9)
	b.Close.Mantissa[5]++
	b.High.Mantissa[90] = b.Low.Mantissa[90] - 2
	b.Low.Mantissa[700] = 12000
	b.Open.Mantissa[800] = 0
	want := codes(Series(clone(b), Options{}))
	if len(want) != 4 {
		t.Fatalf("got %q", want)
	}
	for scale := uint8(1); scale <= 12; scale++ {
		wide, float := clone(b), clone(b)
		for range scale - 1 {
			for i := range wide.High.Mantissa {
				wide.High.Mantissa[i] *= 10
			}
		}
		wide.High.Scale = scale
		float.Low = market.Column{Float: b.Low.Floats(nil)}
		for _, other := range []*market.Bars{wide, float} {
			if got := codes(Series(other, Options{})); !slices.Equal(got, want) {
				t.Errorf("scale %d: got %q, want %q", scale, got, want)
			}
		}
	}
}

// FuzzSeries: whatever bars hold, the answer is whole and nothing panics.
func FuzzSeries(f *testing.F) {
	b := makeBars(calendar.MustOf(2015, 12, 30), calendar.MustOf(2016, 1, 8), minutesEvery(5), 4)
	var seed []byte
	for _, t := range b.Time {
		seed = binary.LittleEndian.AppendUint64(seed, uint64(t))
	}
	f.Add(seed, uint16(5), uint8(0))
	f.Add(seed[:800], uint16(1440), uint8(9))
	f.Add(seed[8:400], uint16(1), uint8(22))
	f.Add([]byte("\x00\x00\x00\x00\x00\x00\x00\x80\xff\xff\xff\xff\xff\xff\xff\x7f\x00\x00\x00\x00\x00\x00\x00\x00"), uint16(0), uint8(3))
	f.Add(binary.LittleEndian.AppendUint64(nil, 1<<58), uint16(1440), uint8(1))
	f.Fuzz(func(t *testing.T, data []byte, minutes uint16, how uint8) {
		b := &market.Bars{Minutes: int(minutes % 2000)}
		switch how % 4 {
		case 0:
			b.Kind, b.Product, b.Symbol = market.Continuous, "IF", "IF"
		case 1:
			b.Kind, b.Product, b.Symbol = market.FutureContract, "IC", "IC1601"
		case 2:
			b.Kind, b.Symbol = market.Index, "000905"
		}
		n := len(data) / 8
		for i := range n {
			b.Time = append(b.Time, int64(binary.LittleEndian.Uint64(data[8*i:])))
		}
		if how&4 != 0 {
			slices.Sort(b.Time)
		}
		b.Columns(func(role string, c *market.Column) {
			c.Scale = how >> 4
			for i := range n {
				x := int64(binary.LittleEndian.Uint64(data[8*((i*7+len(role))%n):]))
				if how&8 != 0 {
					c.Float = append(c.Float, math.Float64frombits(uint64(x)))
				} else {
					c.Mantissa = append(c.Mantissa, x)
				}
			}
		})
		got := Series(b, Options{KeepZeros: how&1 == 0, PartialLast: how&2 == 0})
		sound(t, b, got)
		Set([]*market.Bars{b, b})
	})
}

// BenchmarkSeries is the diagnosis of about 400,000 one-minute bars.
func BenchmarkSeries(b *testing.B) {
	bars := makeBars(calendar.MustOf(2017, 1, 1), calendar.MustOf(2023, 11, 10), minutesEvery(1), 1)
	b.ReportAllocs()
	for b.Loop() {
		if got := Series(bars, Options{}); len(got) > 0 {
			b.Fatal(codes(got))
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(bars.Len()), "ns/bar")
	b.ReportMetric(float64(bars.Len()), "bars")
}
