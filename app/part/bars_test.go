package part

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// The lower side adds up to 206.67 points, the wider of the two, so a point is
// 100/206.67 percent on both sides.
func TestWaterfallsShareOneScale(t *testing.T) {
	w := sampleFalls()
	zeros, spans, item, step := barScale(w.Items)
	near(t, "zero of the rising side", zeros[0], 0, 1e-9)
	near(t, "zero of the falling side", zeros[1], 100, 1e-9)
	near(t, "first rising step", spans[0][0].to-spans[0][0].from, 11.4675, 1e-3)
	near(t, "second begins where it ends", spans[0][1].from, 11.4675, 1e-3)
	near(t, "loan fee begins", spans[1][0].from, 39.2268, 1e-3)
	near(t, "loan fee ends", spans[1][0].to, 100, 1e-9)
	near(t, "the last step ends at the left", spans[1][5].from, 0, 1e-9)
	if item != 1 || step != 0 {
		t.Errorf("largest step is %d of %d, want the loan fee", step, item)
	}
	d := draw(t, w.UI())
	d.count("table.bars", 2)
	d.count("rect.p", 1)
	d.count("rect.q", 9)
	d.count("tr.sum", 2)
	d.count("thead.vh th[scope=col]", 4)
}

func TestWaterfallsStayInside(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		amount := rapid.OneOf(rapid.Float64Range(-500, 500), rapid.SampledFrom([]float64{math.NaN(), math.Inf(1), math.Inf(-1), 0, 1e300}))
		var items []Waterfall
		for range rapid.IntRange(0, 3).Draw(rt, "tables") {
			var w Waterfall
			for range rapid.IntRange(0, 7).Draw(rt, "steps") {
				w.Steps = append(w.Steps, BarStep{Amount: amount.Draw(rt, "amount")})
			}
			items = append(items, w)
		}
		zeros, spans, _, _ := barScale(items)
		if len(zeros) != len(items) || len(spans) != len(items) {
			rt.Fatalf("%d zeros, %d rows of spans for %d tables", len(zeros), len(spans), len(items))
		}
		for i, row := range spans {
			for j, b := range row {
				if math.IsNaN(b.from) || b.from < -1e-6 || b.to > 100+1e-6 || b.to < b.from {
					rt.Fatalf("step %d of table %d covers %v", j, i, b)
				}
			}
			if zeros[i] < -1e-6 || zeros[i] > 100+1e-6 {
				rt.Fatalf("zero line at %v", zeros[i])
			}
		}
	})
}
