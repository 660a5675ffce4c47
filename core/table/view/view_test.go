package view

import (
	"context"
	"encoding/json"
	"math"
	"slices"
	"strings"
	"testing"
	"time"

	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
	"fairbasis/core/table"

	"pgregory.net/rapid"
)

// at returns a stamp as market.Bars has it.
func at(text string) int64 {
	layout := "2006-01-02 15:04"[:len(text)]
	t, err := time.Parse(layout, text)
	if err != nil {
		panic(err)
	}
	return t.UnixMilli()
}

// series makes minute bars from 09:31 on for every day given. Bar n of the
// series has the close n, open n-1, high n+2, low n-3, volume 2 and open
// interest 1000+n.
func series(symbol string, perDay int, days ...string) *market.Bars {
	b := &market.Bars{Symbol: symbol, Kind: market.FutureContract, Product: "IF", Minutes: 1, Segment: []int32{0}}
	for _, day := range days {
		for i := range perDay {
			n := int64(len(b.Time))
			b.Time = append(b.Time, at(day+" 09:31")+int64(i)*60000)
			b.Row = append(b.Row, int32(n+2))
			for _, c := range []struct {
				to *market.Column
				v  int64
			}{{&b.Open, n - 1}, {&b.High, n + 2}, {&b.Low, n - 3}, {&b.Close, n}, {&b.Volume, 2}, {&b.OpenInterest, 1000 + n}} {
				c.to.Mantissa = append(c.to.Mantissa, c.v)
			}
		}
	}
	return b
}

func look(t *testing.T, b *market.Bars, s table.Span, points int) table.View {
	t.Helper()
	in := table.ViewInput{Source: market.Source{Bars: b}, Span: s, Points: points}
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	v, err := Bars(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := json.Marshal(v); err != nil {
		t.Fatalf("the view does not encode: %v", err)
	}
	return v
}

// TestPoints: 2 days of 10 bars in 5 points: buckets of 4, 4, 2 would be 6
// points, so 5 and 5 a day.
func TestPoints(t *testing.T) {
	b := series("IF2412", 10, "2024-09-19", "2024-09-20")
	v := look(t, b, table.Span{}, 5)
	want := table.View{
		Symbol: "IF2412", Minutes: 1, Bars: 20, Merged: 5, First: "2024-09-19 09:31", Last: "2024-09-20 09:40",
		Time: op.Column{float64(at("2024-09-19 09:35")), float64(at("2024-09-19 09:40")), float64(at("2024-09-20 09:35")), float64(at("2024-09-20 09:40"))},
		Open: op.Column{-1, 4, 9, 14}, High: op.Column{6, 11, 16, 21}, Low: op.Column{-3, 2, 7, 12}, Close: op.Column{4, 9, 14, 19},
		Volume: op.Column{10, 10, 10, 10}, OpenInterest: op.Column{1004, 1009, 1014, 1019},
	}
	same(t, v, want)
	// Nothing is merged where all fit; a span cuts.
	v = look(t, b, table.Span{From: float64(at("2024-09-20 09:31")), To: float64(at("2024-09-20 09:33"))}, 5)
	if v.Merged != 1 || v.Bars != 3 || !slices.Equal(v.Close, op.Column{10, 11, 12}) || v.First != "2024-09-20 09:31" {
		t.Errorf("span: got %+v", v)
	}
	// Fewer points than days: whole days.
	long := series("IF2412", 3, "2024-09-09", "2024-09-10", "2024-09-11", "2024-09-12", "2024-09-13")
	v = look(t, long, table.Span{}, 2)
	if v.Merged != 9 || !slices.Equal(v.Close, op.Column{8, 14}) {
		t.Errorf("whole days: got %+v", v)
	}
	v = look(t, b, table.Span{From: 1e18}, 0)
	if v.Bars != 0 || v.Time == nil || len(v.Time) != 0 || v.First != "" {
		t.Errorf("empty span: got %+v", v)
	}
}

func same(t *testing.T, got, want any) {
	t.Helper()
	g, _ := json.MarshalIndent(got, "", " ")
	w, _ := json.MarshalIndent(want, "", " ")
	if string(g) != string(w) {
		t.Errorf("got %s\nwant %s", g, w)
	}
}

// TestEmptyCells: a point without a close is left out and marked; other empty
// cells are named; a column the file lacks is absent.
func TestEmptyCells(t *testing.T) {
	b := series("IF2412", 6, "2024-09-19")
	b.Close.Mantissa[2], b.Open.Mantissa[3], b.Volume.Mantissa[0] = market.Missing, market.Missing, market.Missing
	b.OpenInterest = market.Column{}
	b.Segment = []int32{0, 5}
	v := look(t, b, table.Span{}, 0)
	if !slices.Equal(v.Close, op.Column{0, 1, 3, 4, 5}) || !slices.Equal(v.Gap, op.Column{2, 4}) || v.OpenInterest != nil {
		t.Errorf("got %+v", v)
	}
	same(t, v.Empty, []table.Hole{{Column: "open", Points: op.Column{2}}, {Column: "volume", Points: op.Column{0}}})
	if v.Open[2] != 3 || v.Volume[0] != 0 {
		t.Errorf("stand-ins: open %v, volume %v", v.Open[2], v.Volume[0])
	}
	// Floats that are no numbers are empty cells too.
	b.Volume = market.Column{Float: []float64{1, math.Inf(1), 1, 1, math.NaN(), 1}}
	v = look(t, b, table.Span{}, 0)
	same(t, v.Empty, []table.Hole{{Column: "open", Points: op.Column{2}}, {Column: "volume", Points: op.Column{1, 3}}})
}

// TestPointsProperties: no extreme and no volume is lost, no day is crossed
// where points allow it, never more points than asked for.
func TestPointsProperties(t *testing.T) {
	days := []string{"2024-09-09", "2024-09-10", "2024-09-11", "2024-09-12", "2024-09-13"}
	rapid.Check(t, func(t *rapid.T) {
		b := series("IF2412", rapid.IntRange(1, 40).Draw(t, "per day"), days[:rapid.IntRange(1, 5).Draw(t, "days")]...)
		for i := range b.Close.Mantissa {
			p := rapid.Int64Range(1, 1000).Draw(t, "price")
			b.Open.Mantissa[i], b.Close.Mantissa[i], b.High.Mantissa[i], b.Low.Mantissa[i] = p, p, p+1, p-1
		}
		for i := 1; i < b.Len(); i++ {
			if rapid.IntRange(0, 20).Draw(t, "gap") == 0 {
				b.Segment = append(b.Segment, int32(i))
			}
		}
		points := rapid.IntRange(2, 60).Draw(t, "points")
		v, err := Bars(context.Background(), table.ViewInput{Source: market.Source{Bars: b}, Points: points})
		if err != nil {
			t.Fatal(err)
		}
		n := len(v.Time)
		if n > points || n == 0 || len(v.Close) != n || len(v.High) != n || len(v.Volume) != n {
			t.Fatalf("%d points of %d", n, points)
		}
		total := 0.0
		for i := range v.Time {
			total += v.Volume[i]
			if v.High[i] < v.Close[i] || v.Low[i] > v.Open[i] {
				t.Errorf("point %d: %v %v %v %v", i, v.Open[i], v.High[i], v.Low[i], v.Close[i])
			}
		}
		if slices.Max(v.High) != float64(slices.Max(b.High.Mantissa)) || slices.Min(v.Low) != float64(slices.Min(b.Low.Mantissa)) || total != float64(2*b.Len()) {
			t.Errorf("extremes or volume were lost")
		}
		if v.Close[n-1] != float64(b.Close.Mantissa[b.Len()-1]) || v.Time[n-1] != float64(b.Time[b.Len()-1]) {
			t.Error("the last point is another")
		}
		starts, _ := buckets(b, b.Segment, points)
		for i, from := range starts {
			to := b.Len()
			if i+1 < len(starts) {
				to = int(starts[i+1])
			}
			for k := int(from) + 1; k < to; k++ {
				if b.Day(k) != b.Day(k-1) && points >= 5 {
					t.Errorf("point %d crosses a day", i)
				}
			}
		}
	})
}

func TestRows(t *testing.T) {
	b := series("IF2412", 3, "2024-09-19", "2024-09-20")
	b.Close.Scale = 1
	b.Volume.Mantissa[5] = market.Missing
	for _, c := range []struct {
		from, count int
		first       string
		n, place    int
	}{{0, 0, "2024-09-19 09:31", 6, 0}, {4, 1, "2024-09-20 09:32", 1, 4}, {-1, 10, "2024-09-20 09:33", 1, 5}, {-99, 2, "2024-09-19 09:31", 2, 0}, {99, 5, "", 0, 6}} {
		r, err := Rows(context.Background(), table.RowsInput{Source: market.Source{Bars: b}, From: c.from, Count: c.count})
		if err != nil || len(r.Cells) != c.n || len(r.Row) != c.n || r.From != c.place || r.Total != 6 || r.Cells == nil {
			t.Errorf("from %d: got %+v, %v", c.from, r, err)
			continue
		}
		if c.n > 0 && r.Cells[0][0] != c.first {
			t.Errorf("from %d: got %s, want %s", c.from, r.Cells[0][0], c.first)
		}
	}
	r, err := Rows(context.Background(), table.RowsInput{Source: market.Source{Bars: b}, From: -1})
	if err != nil || strings.Join(r.Columns, " ") != "stamp open high low close volume open_interest" || strings.Join(r.Cells[0], "|") != "2024-09-20 09:33|4|7|2|0.5||1005" || r.Row[0] != 7 {
		t.Errorf("got %+v, %v", r, err)
	}
}

// TestJoin: one clock, equal points on both sides, rolls marked.
func TestJoin(t *testing.T) {
	index := series("000300", 10, "2024-09-19", "2024-09-20", "2024-09-23")
	index.Kind, index.OpenInterest = market.Index, market.Column{}
	index.Close.Mantissa[3] = market.Missing
	near := series("IF2409", 10, "2024-09-18", "2024-09-19", "2024-09-20")
	far := series("IF2412", 10, "2024-09-19", "2024-09-20", "2024-09-23")
	for i := range far.Close.Mantissa {
		far.Close.Mantissa[i] += 107 // from the 19th on near has 10 more than its own place: 100 + 7 - 10 = +97
	}
	ask := func(in table.JoinInput) table.Joined {
		t.Helper()
		if err := in.Validate(); err != nil {
			t.Fatal(err)
		}
		j, err := Join(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		return j
	}
	both := []market.Source{{Ref: "a", Bars: near}, {Ref: "b", Bars: far}}
	side := &market.Source{Ref: "c", Bars: index}
	j := ask(table.JoinInput{Futures: both, Index: side, Roll: market.ByCurrentMonth, Adjust: "difference"})
	if j.Bars != 30 || j.OnlyFutures != 10 || j.OnlyIndex != 0 || j.Minutes != 1 || j.First != "2024-09-19 09:31" || j.Last != "2024-09-23 09:40" || j.Futures != nil {
		t.Errorf("got %+v", j)
	}
	same(t, j.Rolls, []table.Roll{{Time: float64(at("2024-09-23 09:31")), Day: "2024-09-23", From: "IF2409", To: "IF2412", Shift: 97}})
	if !slices.Equal(j.Chain.Time, j.Index.Time) || len(j.Chain.Time) != 29 || !slices.Equal(j.Chain.Gap, op.Column{3}) {
		t.Errorf("the sides have other points: %d and %d, gaps %v", len(j.Chain.Time), len(j.Index.Time), j.Chain.Gap)
	}
	if j.Chain.Close[0] != 10+97 || j.Chain.Close[28] != 29+107 {
		t.Errorf("closes %v ... %v", j.Chain.Close[0], j.Chain.Close[28])
	}
	// Side by side each future keeps its own stamps.
	j = ask(table.JoinInput{Futures: both, Points: 4})
	if len(j.Futures) != 2 || j.Chain != nil || j.Index != nil || j.Bars != 20 || j.Futures[0].Bars != 30 || j.Futures[0].Merged == 1 {
		t.Errorf("side by side: got %+v", j)
	}
	// The span cuts after the chain is made.
	j = ask(table.JoinInput{Futures: both, Roll: market.ByVolume, Span: table.Span{From: float64(at("2024-09-23 09:31"))}})
	if j.Rolls != nil || j.Bars != 10 {
		t.Errorf("span: got %+v", j)
	}
	for _, c := range []struct {
		in   table.JoinInput
		want string
	}{
		{table.JoinInput{Futures: []market.Source{*side}, Roll: market.ByVolume}, "futures:not_a_contract"},
		{table.JoinInput{Futures: both, Span: table.Span{From: 1}, Index: &market.Source{Bars: &market.Bars{}}}, "futures:nothing_to_join"},
	} {
		if _, err := Join(context.Background(), c.in); optest.Refused(t, err) != c.want {
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func BenchmarkBars(b *testing.B) {
	day := at("2020-01-01 09:31")
	s := &market.Bars{Minutes: 1, Segment: []int32{0}}
	for i := range 400_000 {
		s.Time = append(s.Time, day+int64(i/240)*market.DayMillis+int64(i%240)*60000)
		for _, c := range []*market.Column{&s.Open, &s.High, &s.Low, &s.Close, &s.Volume, &s.OpenInterest} {
			c.Mantissa = append(c.Mantissa, int64(30000+i%977))
		}
	}
	in := table.ViewInput{Source: market.Source{Bars: s}}
	for b.Loop() {
		if _, err := Bars(context.Background(), in); err != nil {
			b.Fatal(err)
		}
	}
}
