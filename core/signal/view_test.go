package signal

import (
	"context"
	"testing"

	"fairbasis/core/fault"
	"fairbasis/core/market"
	"fairbasis/core/op"
	"fairbasis/core/op/optest"
)

// TestProgress: what is told never goes back, has one total and ends at it;
// wherever it is stopped, the operation says that it was.
func TestProgress(t *testing.T) {
	b := walk(30_000)
	in := Input{Series: one(b), Settings: set(4, 450, Close, Minutes, Adjusted)}
	var told [][2]int
	stop := -1
	ctx := op.WithTick(context.Background(), func(done, total int) error {
		told = append(told, [2]int{done, total})
		if len(told) == stop {
			return fault.New(fault.Canceled, "stopped")
		}
		return nil
	})
	for name, ask := range map[string]func() error{
		"signals": func() error { _, err := Do(ctx, in); return err },
		"window":  func() error { _, err := At(ctx, WindowInput{Series: in.Series, Settings: in.Settings}); return err },
	} {
		told, stop = nil, -1
		if err := ask(); err != nil {
			t.Fatal(name, err)
		}
		for i, n := range told {
			if n[1] != told[0][1] || i > 0 && n[0] < told[i-1][0] || n[0] > n[1] {
				t.Errorf("%s: told %v after %v", name, n, told[max(i-1, 0)])
			}
		}
		n := len(told)
		if last := told[n-1]; last[0] != last[1] || name == "signals" && n < 6 {
			t.Errorf("%s: told %v", name, told)
		}
		for i := range n {
			told, stop = nil, i+1
			if err := ask(); fault.From(err) == nil || fault.From(err).Code != fault.Canceled {
				t.Errorf("%s: stopped at tick %d of %d: %v", name, i+1, n, err)
			}
		}
	}
}

// TestSpans: bounds are stamps, and between two bars nothing is shown.
func TestSpans(t *testing.T) {
	b := closes("2024-09-12", make([]int64, 500)...)
	day, next := float64(b.Time[0]), float64(b.Time[240])
	const minute = 60_000
	for _, c := range []struct {
		from, to            float64
		points              int
		shown, count, first int
		merged              int
	}{
		{0, 0, 0, 500, 500, 0, 1},
		{day, day, 0, 1, 1, 0, 1},
		{day + 0.5, day + 2.5*minute, 0, 2, 2, 1, 1},
		{0, day - 1, 0, 0, 0, 0, 0},
		{next - 5*minute, next - 1, 0, 0, 0, 0, 0}, // the night
		{next + 1000*minute, 0, 0, 20, 20, 480, 1},
		{0, next - 1, 10, 240, 10, 23, 24},
		{0, 0, 3, 500, 3, 239, 240}, // whole days
	} {
		v, err := Do(context.Background(), Input{Series: one(b), Settings: Report001, From: c.from, To: c.to, Points: c.points})
		if err != nil {
			t.Fatal(err)
		}
		if v.Shown != c.shown || len(v.Time) != c.count || v.Merged != c.merged || len(v.Bar) != c.count || len(v.Value) != c.count || len(v.Regime) != c.count ||
			c.count > 0 && v.Bar[0] != float64(c.first) {
			t.Errorf("%v to %v: %d shown in %d points of %d bars, first %v; want %+v", c.from, c.to, v.Shown, len(v.Time), v.Merged, v.Bar, c)
		}
	}
}

// TestManyRestarts: the first hundred are listed, all of them counted.
func TestManyRestarts(t *testing.T) {
	b := closes("2024-09-12", make([]int64, 2400)...)
	b.Segment = nil
	for i := range int32(200) {
		b.Segment = append(b.Segment, 12*i)
	}
	v, err := Do(context.Background(), Input{Series: one(b), Settings: set(1, 10, Open, Bars, Across), Points: 300})
	if err != nil {
		t.Fatal(err)
	}
	if len(v.Restarts) != 100 || v.Restarted != 200 || v.Restarts[99] != (Restart{Bar: 1188, Time: float64(b.Time[1188]), Day: "2024-09-20", Why: "hole", Bars: 12, Ready: 3}) {
		t.Errorf("%d of %d restarts, the last listed one %+v", len(v.Restarts), v.Restarted, v.Restarts[len(v.Restarts)-1])
	}
	if v.Count != (Count{Neutral: 600, None: 1800}) || len(v.Gap) != 199 {
		t.Errorf("count %+v, %d gaps", v.Count, len(v.Gap))
	}
}

// TestValidate: what is wrong is named, all of it.
func TestValidate(t *testing.T) {
	bad := Settings{Order: 0, Window: 2001, Price: "mean", Axis: "", Days: "night"}
	for _, c := range []struct {
		in   interface{ Validate() error }
		want string
	}{
		{Input{Settings: bad, From: 2, To: 1, Points: 1}, "futures:empty order:out_of_range window:out_of_range price:unknown_choice axis:unknown_choice days:unknown_choice to:before_from points:out_of_range"},
		{WindowInput{Series: Series{Futures: make([]market.Source, 1), Roll: "best"}, Settings: Settings{Order: 6, Window: 10, Price: Open, Axis: Bars, Days: Across}}, "roll:unknown_main_rule"},
		{Input{Series: Series{Futures: make([]market.Source, 1)}, Settings: Report001, Points: 5000}, ""},
	} {
		if got := optest.Refused(t, c.in.Validate()); got != c.want {
			t.Errorf("got  %s\nwant %s", got, c.want)
		}
	}
}
