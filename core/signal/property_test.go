package signal

import (
	"context"
	"slices"
	"testing"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"pgregory.net/rapid"
)

// drawn are random bars: some days, minutes that are missing now and then,
// prices that are missing now and then, stretches in which nothing moves.
func drawn(t *rapid.T) *market.Bars {
	b := &market.Bars{Symbol: "IF2412", Kind: market.FutureContract, Product: "IF", Minutes: 1, Segment: []int32{0}}
	draw := func(low, high int, what string) int { return rapid.IntRange(low, high).Draw(t, what) }
	day := calendar.MustOf(2024, 9, 12).AddDays(draw(0, 3, "first day"))
	price, trend := int64(40000), int64(0)
	wild := rapid.SampledFrom([]int{0, 1, 5, 1_000_000}).Draw(t, "move")
	columns := []*market.Column{&b.Open, &b.High, &b.Low, &b.Close}
	for range draw(1, 4, "days") {
		m := draw(0, 239, "begins")
		for range draw(1, 60, "bars of the day") {
			minute := 9*60 + 31 + m
			if m >= 120 {
				minute += 90
			}
			b.Time = append(b.Time, int64(day.UnixDay())*market.DayMillis+int64(minute)*60_000)
			if draw(0, 9, "turn") == 0 {
				trend = int64(draw(-wild, wild, "trend"))
			}
			open := price
			price += trend
			for k, c := range columns {
				v := [...]int64{open, max(open, price) + 2, min(open, price) - 2, price}[k]
				if draw(0, 400, "empty") == 0 {
					v = market.Missing
				}
				c.Mantissa, c.Scale = append(c.Mantissa, v), 1
			}
			step := 1
			if draw(0, 25, "gap") == 0 {
				step = draw(2, 70, "minutes")
			}
			if m += step; m >= 240 {
				break
			}
		}
		next := calendar.Next(day).Date
		if draw(0, 8, "holiday") == 0 {
			next = calendar.Next(next).Date
		}
		day = next
		price += int64(draw(-wild, wild, "night"))
	}
	for i := 1; i < b.Len(); i++ { // as core/table/check breaks them
		if !follows(b.Time[i-1], b.Time[i]) {
			b.Segment = append(b.Segment, int32(i))
		}
	}
	return b
}

// trading counts the minutes of a day from its beginning to a stamp.
func trading(ms int64) (day int64, minutes int) {
	day = (ms - 1) / market.DayMillis
	m := int((ms - day*market.DayMillis) / 60_000)
	if m > 11*60+30 {
		m -= 90
	}
	return day, m - (9*60 + 30)
}

func follows(a, b int64) bool { return minutesApart(a, b) == 1 }

// minutesApart returns the trading minutes between two stamps, 1000 where whole days
// are between.
func minutesApart(a, b int64) int {
	d, m := trading(a)
	e, n := trading(b)
	switch {
	case d == e:
		return n - m
	case calendar.Next(calendar.OfUnixDay(int(d))).Date == calendar.OfUnixDay(int(e)):
		return 240 - m + n
	}
	return 1000
}

// plainWindow gathers the points of the window that ends at bar k, newest
// first, by walking back from it; it returns nil where there are too few.
func plainWindow(b *market.Bars, k int, set Settings) []int64 {
	has := func(i int) bool { return b.Open.Mantissa[i] != market.Missing && b.Close.Mantissa[i] != market.Missing }
	column := b.Open
	if set.Price == Close {
		column = b.Close
	}
	out := []int64{column.Mantissa[k]}
	off := int64(0) // to be added to what lies before
	for i := k; len(out) < set.Window; {
		j := i - 1
		for j >= 0 && !has(j) {
			j--
		}
		if j < 0 {
			return nil
		}
		broken := j < i-1
		for s := j + 1; s <= i; s++ {
			broken = broken || slices.Contains(b.Segment, int32(s))
		}
		d, _ := trading(b.Time[j])
		e, _ := trading(b.Time[i])
		if set.Days == SameDay && d != e {
			return nil
		}
		steps := 1
		if set.Axis == Minutes {
			if steps = minutesApart(b.Time[j], b.Time[i]); steps > 61 {
				return nil
			}
		} else if broken {
			return nil
		}
		if set.Days == Adjusted && d != e {
			off += b.Open.Mantissa[i] - b.Close.Mantissa[j]
		}
		for range steps {
			out = append(out, column.Mantissa[j]+off)
		}
		i = j
	}
	return out[:set.Window]
}

func drawnSettings(t *rapid.T) Settings {
	return Settings{
		Order: rapid.IntRange(1, 6).Draw(t, "order"), Window: rapid.IntRange(10, 40).Draw(t, "window"),
		Price: rapid.SampledFrom([]Price{Open, Close}).Draw(t, "price"), Axis: rapid.SampledFrom([]Axis{Bars, Minutes}).Draw(t, "axis"),
		Days: rapid.SampledFrom([]Days{Across, Adjusted, SameDay}).Draw(t, "days"),
	}
}

// TestPropertyRegimes: every bar has the regime of the window one gathers by
// walking back from it, fitted in rational numbers; points of a view have the
// values of that fit, and what windows begin with adds up.
func TestPropertyRegimes(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, set := drawn(t), drawnSettings(t)
		p, err := Prepare(context.Background(), one(b), set)
		if err != nil {
			if optest.Refused(t, err) == "futures:no_close" {
				return // every bar lacks a price
			}
			t.Fatal(err)
		}
		got := make([]Regime, len(p.Close))
		if _, err := p.Regimes(context.Background(), got, set.Order, set.Window); err != nil {
			t.Fatal(err)
		}
		o := newOracle(set.Order, set.Window)
		places, _ := slices.BinarySearch(p.Bars.Time, b.Time[0])
		at, ready := places, 0
		for k, ms := range b.Time {
			if at == len(p.Bars.Time) || p.Bars.Time[at] != ms {
				continue
			}
			want := None
			if y := plainWindow(b, k, set); y != nil {
				slices.Reverse(y)
				want = o.regime(y)
				ready++
			}
			if got[at] != want {
				t.Errorf("bar %d: got %d, want %d", k, got[at], want)
			}
			at++
		}
		if at != len(got) {
			t.Errorf("%d bars of %d met", at, len(got))
		}
		bars, whole := 0, 0
		for k, from := range p.Stretch {
			to := p.end(p.Stretch, k)
			bars, whole = bars+to-int(from), whole+p.ready(int(from), to, set.Window)
		}
		if bars != len(got) || whole != ready {
			t.Errorf("restarts count %d bars and %d windows, want %d and %d", bars, whole, len(got), ready)
		}
	})
}

// TestPropertyNoLookAhead: other prices after bar k, more bars or none at all
// change no regime up to bar k.
func TestPropertyNoLookAhead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, set := drawn(t), drawnSettings(t)
		ask := func(b *market.Bars) []Regime {
			p, err := Prepare(context.Background(), one(b), set)
			if err != nil {
				return nil // nothing but bars without prices
			}
			out := make([]Regime, len(p.Close))
			if _, err := p.Regimes(context.Background(), out, set.Order, set.Window); err != nil {
				t.Fatal(err)
			}
			return out
		}
		n := rapid.IntRange(1, b.Len()).Draw(t, "known")
		known := ask(b.Slice(0, n))
		other := *b
		for _, c := range []*market.Column{&other.Open, &other.High, &other.Low, &other.Close} {
			c.Mantissa = slices.Clone(c.Mantissa)
			for i := n; i < len(c.Mantissa); i++ {
				c.Mantissa[i] = rapid.Int64Range(-1e6, 1e6).Draw(t, "later")
			}
		}
		for name, later := range map[string][]Regime{"as it was": ask(b), "with other prices": ask(&other)} {
			if len(later) < len(known) || !slices.Equal(later[:len(known)], known) {
				t.Errorf("%s: the first %d bars are %v, were %v", name, n, later, known)
			}
		}
	})
}

// TestPropertyView: the points of a view of any span are those of the whole
// one, and their values those of the window operation.
func TestPropertyView(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		b, set := drawn(t), drawnSettings(t)
		in := Input{Series: one(b), Settings: set, Points: 5000}
		all, err := Do(context.Background(), in)
		if err != nil {
			return
		}
		n := len(all.Time)
		if all.Shown != all.Bars || n != all.Bars || all.Merged != 1 {
			t.Fatalf("%d points of %d bars", n, all.Bars)
		}
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		to := rapid.IntRange(from, n-1).Draw(t, "to")
		in.From, in.To = all.Time[from], all.Time[to]
		in.Points = rapid.IntRange(2, 50).Draw(t, "points")
		part, err := Do(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		if part.Shown != to-from+1 || part.Count != all.Count || len(part.Time) > in.Points || len(part.Time) == 0 {
			t.Fatalf("shown %d of %d in %d points", part.Shown, to-from+1, len(part.Time))
		}
		next := from
		for k, bar := range part.Bar {
			i := int(bar)
			if part.Time[k] != all.Time[i] || part.Close[k] != all.Close[i] || !near(part.Value[k], all.Value[i]) || !near(part.Slope[k], all.Slope[i]) ||
				!near(part.Curvature[k], all.Curvature[i]) || part.Regime[k] != all.Regime[i] || part.Open[k] != all.Open[next] ||
				part.High[k] != slices.Max(all.High[next:i+1]) || part.Low[k] != slices.Min(all.Low[next:i+1]) {
				t.Errorf("point %d, bars %d to %d, is another than in the whole view", k, next, i)
			}
			gap := slices.ContainsFunc(all.Gap, func(g float64) bool { return int(g) > from && int(g) >= next && int(g) <= i })
			if gap != slices.Contains(part.Gap, float64(k)) {
				t.Errorf("point %d, bars %d to %d: gap %t", k, next, i, !gap)
			}
			next = i + 1
		}
		if next != to+1 {
			t.Errorf("points end before bar %d, want %d", next, to+1)
		}
		w, err := At(context.Background(), WindowInput{Series: in.Series, Settings: set, At: all.Time[to]})
		if err != nil {
			t.Fatal(err)
		}
		if float64(w.Regime) != all.Regime[to] || !near(w.Value, all.Value[to]) && w.Regime != None || !near(w.Slope, all.Slope[to]) || !near(w.Curvature, all.Curvature[to]) {
			t.Errorf("the window at bar %d: %+v, the view %v %v %v %v", to, w, all.Regime[to], all.Value[to], all.Slope[to], all.Curvature[to])
		}
		if w.Regime == None && w.Missing <= 0 || w.Regime != None && (len(w.Curve) != len(w.Times) || !near(w.Curve[len(w.Curve)-1], w.Value)) {
			t.Errorf("the window at bar %d: %+v", to, w)
		}
	})
}

// near compares two results of the same exact quantity.
func near(a, b float64) bool {
	d := a - b
	return d == 0 || d*d <= 1e-28*(a*a+b*b)
}
