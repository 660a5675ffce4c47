package market

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fairbasis/core/calendar"
	"fairbasis/core/op/optest"

	"pgregory.net/rapid"
)

// minuteBars makes bars of whole days: ends lists the minutes of the day at
// which they end. Bar n has the open 10n, high 10n+5, low 10n-5, close 10n+1,
// volume 1 and open interest n, prices in tenths.
func minuteBars(symbol string, minutes int, days []string, ends []int) *Bars {
	b := &Bars{Symbol: symbol, Kind: FutureContract, Product: "IF", Minutes: minutes, Segment: []int32{0}}
	for _, c := range []*Column{&b.Open, &b.High, &b.Low, &b.Close} {
		c.Scale = 1
	}
	for _, text := range days {
		d, err := calendar.Parse(text)
		if err != nil {
			panic(err)
		}
		for _, m := range ends {
			n := int64(len(b.Time))
			b.Time = append(b.Time, int64(d.UnixDay())*DayMillis+int64(m)*60000)
			b.Row = append(b.Row, int32(n+2))
			b.Open.Mantissa = append(b.Open.Mantissa, 10*n)
			b.High.Mantissa = append(b.High.Mantissa, 10*n+5)
			b.Low.Mantissa = append(b.Low.Mantissa, 10*n-5)
			b.Close.Mantissa = append(b.Close.Mantissa, 10*n+1)
			b.Volume.Mantissa = append(b.Volume.Mantissa, 1)
			b.OpenInterest.Mantissa = append(b.OpenInterest.Mantissa, n)
		}
	}
	return b
}

func span(from, to int) []int {
	var out []int
	for m := from; m <= to; m++ {
		out = append(out, m)
	}
	return out
}

// sessions are the minutes at which one-minute bars end: 240 of them.
var sessions = append(span(9*60+31, 11*60+30), span(13*60+1, 15*60)...)

func clocks(b *Bars) string {
	var out []string
	for _, t := range b.Time {
		out = append(out, time.UnixMilli(t).UTC().Format("15:04"))
	}
	return strings.Join(out, " ")
}

// TestResampleClocks: ends of longer bars, from the trading hours of the exchange.
func TestResampleClocks(t *testing.T) {
	early := append(append(span(9*60+16, 11*60+30), span(13*60+1, 15*60)...), span(15*60+1, 15*60+15)...)
	auction := append([]int{9*60 + 30}, sessions...)
	night := append(span(1, 4), span(22*60, 22*60+3)...)
	for _, c := range []struct {
		name    string
		ends    []int
		minutes int
		want    string
	}{
		{"half hours", sessions, 30, "10:00 10:30 11:00 11:30 13:30 14:00 14:30 15:00"},
		{"hours", sessions, 60, "10:30 11:30 14:00 15:00"},
		{"two hours", sessions, 120, "11:30 15:00"},
		{"no divisor of a session", sessions, 50, "10:20 11:10 11:30 13:50 14:40 15:00"},
		{"before 2016", early, 60, "10:15 11:15 11:30 14:00 15:00 15:15"},
		{"with the auction", auction, 30, "10:00 10:30 11:00 11:30 13:30 14:00 14:30 15:00"},
		{"elsewhere", night, 60, "01:00 22:00 23:00"},
	} {
		b, err := Resample(minuteBars("IF2412", 1, []string{"2024-09-19"}, c.ends), c.minutes)
		if err != nil || clocks(b) != c.want {
			t.Errorf("%s: got %s, %v, want %s", c.name, clocks(b), err, c.want)
		}
	}
	five, err := Resample(minuteBars("IF2412", 1, []string{"2024-09-19"}, sessions), 5)
	if got := clocks(five); err != nil || five.Len() != 48 || !strings.HasPrefix(got, "09:35 09:40") || !strings.Contains(got, "11:30 13:05") || !strings.HasSuffix(got, "15:00") {
		t.Errorf("5 minutes: got %s, %v", got, err)
	}
}

func TestResampleValues(t *testing.T) {
	b := minuteBars("IF2412", 1, []string{"2024-09-19", "2024-09-20"}, sessions)
	b.Close.Mantissa[4], b.Volume.Mantissa[0], b.High.Mantissa[4] = Missing, Missing, Missing
	for i := 5; i < 10; i++ {
		b.OpenInterest.Mantissa[i] = Missing
	}
	five, err := Resample(b, 5)
	if err != nil {
		t.Fatal(err)
	}
	got := fmt.Sprint(five.Open.Text(0), " ", five.High.Text(0), " ", five.Low.Text(0), " ", five.Close.Text(0), " ", five.Volume.Text(0), " ",
		five.OpenInterest.Text(0), " ", five.OpenInterest.Text(1), "| ", five.Row[1])
	// Bars 0 to 4: opens 0, 1, 2, 3, 4; highs to 3.5 without the fifth; closes to 3.1.
	if want := "0.0 3.5 -0.5 3.1 4 4 | 7"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	days, err := Resample(b, Daily)
	if err != nil || days.Len() != 2 || Stamp(days.Time[1], true) != "2024-09-20" || days.Volume.Text(1) != "240" || days.Open.Text(1) != "240.0" {
		t.Errorf("daily: got %+v, %v", days, err)
	}
	overflow := minuteBars("IF2412", 1, []string{"2024-09-19"}, sessions[:2])
	overflow.Volume.Mantissa = []int64{math.MaxInt64 - 1, math.MaxInt64 - 1}
	if two, err := Resample(overflow, 2); err != nil || two.Volume.Exact() || two.Volume.Float[0] != 2*float64(math.MaxInt64-1) {
		t.Errorf("a sum past int64: got %+v, %v", two.Volume, err)
	}
	for _, minutes := range []int{-1, 0, 3, 7, 721, 1000, 2880} {
		if _, err := Resample(five, minutes); optest.Refused(t, err) != ":lengths" {
			t.Errorf("5 to %d minutes: %v", minutes, err)
		}
	}
}

// TestResampleSegments: a break survives only where a longer bar is missing.
func TestResampleSegments(t *testing.T) {
	b := minuteBars("IF2412", 1, []string{"2024-09-13", "2024-09-18"}, sessions) // a holiday lies between
	keep := func(drop func(day, minute int) bool) *Bars {
		var places []int32
		for i, at := range b.Time {
			if !drop(i/240, int(at%DayMillis/60000)) {
				places = append(places, int32(i))
			}
		}
		out := b.Pick(places)
		out.Segment = []int32{0}
		for i := 1; i < len(places); i++ { // as a diagnosis finds them
			if places[i] != places[i-1]+1 {
				out.Segment = append(out.Segment, int32(i))
			}
		}
		return out
	}
	for _, c := range []struct {
		name    string
		minutes int
		drop    func(day, minute int) bool
		want    []int32
	}{
		{"nothing missing", 5, func(int, int) bool { return false }, []int32{0}},
		{"inside a bar", 5, func(_, m int) bool { return m == 9*60+33 }, []int32{0}},
		{"first minute after lunch", 5, func(_, m int) bool { return m == 13*60+1 }, []int32{0}},
		{"first minute of a day", 5, func(d, m int) bool { return d == 1 && m == 9*60+31 }, []int32{0}},
		{"a whole bar", 5, func(d, m int) bool { return d == 0 && m > 9*60+35 && m <= 9*60+40 }, []int32{0, 1}},
		{"the first bar of a day", 5, func(d, m int) bool { return d == 1 && m <= 9*60+36 }, []int32{0, 48}},
		{"hours of a day", Daily, func(d, m int) bool { return d == 1 && m <= 11*60 }, []int32{0}},
	} {
		got, err := Resample(keep(c.drop), c.minutes)
		if err != nil || !slices.Equal(got.Segment, c.want) {
			t.Errorf("%s: got %v, %v, want %v", c.name, got.Segment, err, c.want)
		}
	}
}

// TestJoin: stamps on one side only are counted and left out.
func TestJoin(t *testing.T) {
	future := minuteBars("IF2412", 1, []string{"2024-09-18", "2024-09-19"}, sessions)
	index := minuteBars("000300", 1, []string{"2024-09-19", "2024-09-20"}, append([]int{9*60 + 30}, sessions...))
	index.Kind = Index
	j, err := Join([]*Bars{future}, index)
	if err != nil || j.Common != 240 || j.OnlyFutures != 240 || j.OnlyIndex != 242 || j.Minutes != 1 {
		t.Fatalf("got %+v, %v", j, err)
	}
	if !slices.Equal(j.Futures[0].Time, j.Index.Time) || j.Futures[0].Row[0] != 242 || j.Index.Row[0] != 3 {
		t.Errorf("the sides do not have the same bars")
	}
	if !slices.Equal(j.Index.Segment, []int32{0}) {
		t.Errorf("leaving out the auction broke the index: %v", j.Index.Segment)
	}

	// One-minute futures, five-minute index: both become five minutes.
	slow := minuteBars("000300", 5, []string{"2024-09-19"}, []int{575, 580, 585, 690, 785, 900})
	j, err = Join([]*Bars{future}, slow)
	if err != nil || j.Minutes != 5 || j.Common != 6 || j.OnlyFutures != 96-6 || j.OnlyIndex != 0 || j.Futures[0].Volume.Text(0) != "5" {
		t.Errorf("1 and 5 minutes: got %+v, %v", j, err)
	}
	// Two contracts beside the index: each keeps what the index has.
	short := minuteBars("IF2409", 1, []string{"2024-09-19"}, sessions[:10])
	j, err = Join([]*Bars{future, short}, index)
	if err != nil || j.Common != 10 || j.Futures[0].Len() != 240 || j.Futures[1].Len() != 10 || j.Index.Len() != 240 {
		t.Errorf("two contracts: got %+v, %v", j, err)
	}
	j, err = Join([]*Bars{future, short}, nil)
	if err != nil || j.Common != 10 || j.Futures[0].Len() != 480 || j.Index != nil {
		t.Errorf("no index: got %+v, %v", j, err)
	}
	for _, c := range []struct {
		name  string
		index *Bars
		want  string
	}{
		{"3 and 5 minutes", minuteBars("000300", 3, []string{"2024-09-19"}, sessions[:3]), ":lengths"},
		{"unknown length", minuteBars("000300", 0, []string{"2024-09-19"}, sessions[:3]), ":lengths"},
		{"no bars", &Bars{Symbol: "000300", Minutes: 1}, ":nothing_to_join"},
	} {
		if _, err := Join([]*Bars{minuteBars("IF2412", 5, []string{"2024-09-19"}, []int{575})}, c.index); optest.Refused(t, err) != c.want {
			t.Errorf("%s: %v", c.name, err)
		}
	}
}

// TestJoinProperties: what is kept and what is counted make up each side, and
// resampling keeps sums and extremes.
func TestJoinProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		whole := minuteBars("IF2412", 1, []string{"2024-09-18", "2024-09-19"}, sessions)
		some := func(name string) *Bars {
			keep := rapid.SliceOfNDistinct(rapid.Int32Range(0, 479), 1, 40, rapid.ID).Draw(t, name)
			slices.Sort(keep)
			return whole.Pick(keep)
		}
		a, b := some("future"), some("index")
		j, err := Join([]*Bars{a}, b)
		if err != nil {
			t.Fatal(err)
		}
		if j.Common+j.OnlyFutures != a.Len() || j.Common+j.OnlyIndex != b.Len() || j.Common != j.Index.Len() {
			t.Errorf("%d and %d bars: got %d common, %d, %d", a.Len(), b.Len(), j.Common, j.OnlyFutures, j.OnlyIndex)
		}
		for i := range j.Index.Time {
			if j.Index.Time[i] != j.Futures[0].Time[i] || j.Index.Row[i] != j.Futures[0].Row[i] {
				t.Fatalf("bar %d: the sides differ", i)
			}
		}
		minutes := rapid.SampledFrom([]int{2, 5, 15, 30, 60, 120, Daily}).Draw(t, "minutes")
		r, err := Resample(a, minutes)
		if err != nil {
			t.Fatal(err)
		}
		total, high, low := int64(0), int64(math.MinInt64), int64(math.MaxInt64)
		for i := range r.Time {
			total += r.Volume.Mantissa[i]
			high, low = max(high, r.High.Mantissa[i]), min(low, r.Low.Mantissa[i])
		}
		if total != int64(a.Len()) || high != slices.Max(a.High.Mantissa) || low != slices.Min(a.Low.Mantissa) || !slices.IsSorted(r.Time) {
			t.Errorf("%d bars to %d minutes: volume %d, high %d, low %d", a.Len(), minutes, total, high, low)
		}
		if n := r.Len() - 1; r.Close.Mantissa[n] != a.Close.Mantissa[a.Len()-1] || r.Open.Mantissa[0] != a.Open.Mantissa[0] {
			t.Error("the first open or the last close is another")
		}
	})
}

// TestSliceAndBetween: parts keep their stretches.
func TestSliceAndBetween(t *testing.T) {
	b := minuteBars("IF2412", 1, []string{"2024-09-18", "2024-09-19"}, sessions)
	b.Segment = []int32{0, 100, 240}
	s := b.Slice(50, 300)
	if s.Len() != 250 || !slices.Equal(s.Segment, []int32{0, 50, 190}) || s.Close.Text(0) != b.Close.Text(50) || s.Settle.Present() {
		t.Errorf("got %d bars, segments %v", s.Len(), s.Segment)
	}
	if b.Between(b.Time[0], b.Time[479]) != b {
		t.Error("everything is not the series itself")
	}
	if p := b.Between(b.Time[10], b.Time[20]); p.Len() != 11 || p.Time[0] != b.Time[10] {
		t.Errorf("got %d bars", p.Len())
	}
	if p := b.Between(b.Time[20], b.Time[10]); p.Len() != 0 {
		t.Errorf("an empty span has %d bars", p.Len())
	}
}

func TestDecimals(t *testing.T) {
	for _, c := range []struct {
		scale uint8
		list  []int64
		want  uint8
	}{{0, []int64{5}, 0}, {2, []int64{100, 250}, 1}, {2, []int64{100, 251}, 2}, {4, []int64{34500000, Missing, 0}, 0}, {3, nil, 0}, {18, []int64{1}, 18}} {
		if got := (Column{Mantissa: c.list, Scale: c.scale}).Decimals(); got != c.want {
			t.Errorf("%v with %d decimals: got %d, want %d", c.list, c.scale, got, c.want)
		}
	}
}
