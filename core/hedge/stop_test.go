package hedge

import (
	"math"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
	"fairbasis/core/unit"
)

// Golden case 17: a long at 4,000 takes profit at 4,044.0 and stops at
// 3,948.0, a short at 3,956.0 and 4,052.0.
func TestLevels(t *testing.T) {
	for _, c := range []struct {
		side       Side
		take, stop float64
	}{{Long, 4044.0, 3948.0}, {Short, 3956.0, 4052.0}} {
		take, stop, err := Report001.Levels(4000, c.side)
		if err != nil || math.Abs(float64(take)-c.take) > 1e-9*c.take || math.Abs(float64(stop)-c.stop) > 1e-9*c.stop {
			t.Errorf("side %d: got %v, %v, %v, want %v, %v", c.side, take, stop, err, c.take, c.stop)
		}
	}
}

// TestLevelsEarnWhatTheySay: the return at a level is the one asked for.
func TestLevelsEarnWhatTheySay(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		entry := rapid.Float64Range(1, 1e5).Draw(t, "entry")
		s := Stops{unit.Rate(rapid.Float64Range(1e-4, 0.5).Draw(t, "take")), unit.Rate(-rapid.Float64Range(1e-4, 0.5).Draw(t, "stop"))}
		for _, side := range []Side{Long, Short} {
			take, stop, err := s.Levels(unit.Points(entry), side)
			if err != nil {
				t.Fatal(err)
			}
			for price, want := range map[unit.Points]unit.Rate{take: s.TakeProfit, stop: s.StopLoss} {
				if r := float64(side) * (float64(price)/entry - 1); math.Abs(r-float64(want)) > 1e-12 {
					t.Fatalf("side %d, price %v: return %v, want %v", side, price, r, want)
				}
			}
		}
	})
}

func TestLevelsRefuse(t *testing.T) {
	_, _, err := Stops{TakeProfit: -1, StopLoss: 1}.Levels(unit.Points(math.NaN()), 0)
	if f := fault.From(err); f == nil || len(f.Fields) != 4 {
		t.Errorf("got %v, want 4 refused fields", err)
	}
}
