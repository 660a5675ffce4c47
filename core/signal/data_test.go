package signal_test

import (
	"context"
	"fmt"
	"os"
	"strings"
	"testing"

	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/signal"
	"fairbasis/core/table/load"
)

const shared = "../../../shared/data/min1/"

// TestStates: the states of all bars of real files, counted by another
// program (testdata/states.txt), and the largest spread of a stretch.
func TestStates(t *testing.T) {
	text, err := os.ReadFile("testdata/states.txt")
	if err != nil {
		t.Fatal(err)
	}
	series := map[string]signal.Series{}
	lines := 0
	for line := range strings.Lines(string(text)) {
		if strings.HasPrefix(line, "#") {
			continue
		}
		lines++
		var file string
		var spread float64
		var s signal.Settings
		var want signal.Count
		if _, err := fmt.Sscan(line, &file, &s.Order, &s.Window, &s.Price, &s.Axis, &s.Days, &spread,
			&want.UpAccelerating, &want.UpSlowing, &want.DownAccelerating, &want.DownSlowing, &want.Neutral, &want.None); err != nil {
			t.Fatalf("%q: %v", line, err)
		}
		if series[file].Futures == nil {
			series[file] = read(t, file)
		}
		v, err := signal.Do(context.Background(), signal.Input{Series: series[file], Settings: s, Points: 2})
		if err != nil {
			t.Errorf("%s %+v: %v", file, s, err)
			continue
		}
		if v.Count != want || v.Plan.Spread != spread {
			t.Errorf("%s %+v: got %+v, spread %v\nwant %+v, %v", file, s, v.Count, v.Plan.Spread, want, spread)
		}
	}
	if lines != 44 {
		t.Errorf("%d lines", lines)
	}
}

// TestReport001OnIF2101: of the 480 minutes of 2021-01-04 and 05 the first 449
// have no window; the 31 from 14:30 of the second day are up accelerating.
func TestReport001OnIF2101(t *testing.T) {
	s := read(t, "IF2101_1min_from_ticks_20210104-05.csv")
	v, err := signal.Do(context.Background(), signal.Input{Series: s, Settings: signal.Report001})
	if err != nil {
		t.Fatal(err)
	}
	if v.Bars != 480 || v.Days != 2 || v.Symbol != "IF2101" || v.Restarted != 1 || v.Restarts[0].Ready != 31 || v.Decimals != 1 || v.Merged != 1 {
		t.Errorf("got %+v", v)
	}
	for i, r := range v.Regime {
		if want := map[bool]float64{true: 1, false: -1}[i >= 449]; r != want {
			t.Errorf("bar %d: regime %v, want %v", i, r, want)
		}
	}
	if stamp := market.Stamp(int64(v.Time[449]), false); stamp != "2021-01-05 14:30" {
		t.Errorf("the first window ends at %s", stamp)
	}
	// The window at 15:00, solved in fractions by another program.
	w, err := signal.At(context.Background(), signal.WindowInput{Series: s, Settings: signal.Report001})
	if err != nil {
		t.Fatal(err)
	}
	const tiny = 1e-14
	optest.Near(t, "value", w.Value, 5376.694005881932, 5376*tiny)
	optest.Near(t, "slope", w.Slope, 0.7718689932353897, tiny)
	optest.Near(t, "curvature", w.Curvature, 0.0019325221615671656, 0.002*tiny)
	optest.Near(t, "deviation", w.Deviation, 11.124094131625167, 1e-11)
	if w.Price != 5356.4 || w.Bar != 479 || w.Nights != 1 || len(w.Curve) != 450 || market.Stamp(int64(w.Times[0]), false) != "2021-01-04 10:01" {
		t.Errorf("got price %v at bar %d across %d nights, %d points from %v", w.Price, w.Bar, w.Nights, len(w.Curve), w.Times[0])
	}
}

// read loads a file as the page does: all its contracts are chained.
func read(t *testing.T, file string) (s signal.Series) {
	t.Helper()
	text, err := os.ReadFile(shared + file)
	if err != nil {
		t.Skip("no market data here: ", err)
	}
	set, err := load.Read(context.Background(), load.File{Name: file, Bytes: text})
	if err != nil {
		t.Fatal(err)
	}
	for _, b := range set.Series {
		s.Futures = append(s.Futures, market.Source{Bars: b})
	}
	return s
}
