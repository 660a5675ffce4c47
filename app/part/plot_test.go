package part

import (
	"math"
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
)

func samplePlot() Plot {
	nan := math.NaN()
	return Plot{X: Scale{0, 4, []Tick{{0, "Jan"}, {2, "Mar <3>"}}}, Y: Scale{-1, 1, []Tick{{-1, "−1%"}, {0, "0%"}, {1, "1%"}}}, Unit: "a year",
		Layers: []Layer{
			{Kind: Area, Look: "soft", X: []float64{0, 1, 2, 3}, Y: []float64{-1, -.5, nan, 0}, Y2: []float64{1, .5, 1, 1}},
			{Kind: Trace, Look: "l1", X: []float64{0, 1, 2, 3, 4}, Y: []float64{0, .5, nan, -.5, 0}},
			{Kind: Bars, Look: "q", X: []float64{1, nan}, X2: []float64{2, 3}, Y: []float64{0, 0}, Y2: []float64{.5, 1}, Text: []string{"now", "lost"}},
			{Kind: Dots, Look: "mean", X: []float64{4, nan}, Y: []float64{1, 0}, Text: []string{"last"}},
			{Kind: Segments, Look: "l2", X: []float64{1}, X2: []float64{3}, Y: []float64{0}, Y2: []float64{0}},
			{Kind: Uprights, Look: "cut", X: []float64{0}, Text: []string{"event"}},
		}}
}

func TestPlot(t *testing.T) {
	d := draw(t, app.Raw(samplePlot().Still()))
	d.count("line", 5) // two numbers, zero, a segment, an upright
	d.count("line.zero", 1)
	d.says("text.u", "a year")
	d.count("rect.q", 1) // the other has no beginning
	d.has("rect.q", "height", "25.00%")
	d.count("circle.mean", 1)
	d.has("circle.mean", "cy", "0.00%")
	d.has("line.l2", "x1", "25.00%")
	d.has("line.cut", "y2", "100.00%")
	d.has("path.l1", "d", "M0.0 500.0L250.0 250.0M750.0 750.0L1000.0 500.0") // broken where there is nothing
	d.has("path.soft", "d", "M0.0 1000.0L250.0 750.0L250.0 250.0L0.0 0.0ZM750.0 500.0L750.0 0.0Z")
	d.count("text.v", 3)
	if s := samplePlot().Still(); !strings.Contains(s, "Mar &lt;3&gt;") || strings.Contains(s, "lost") || strings.Contains(s, "NaN") {
		t.Error(s)
	}
	// Words at the edges turn inwards.
	d.has("text.v.halo.e", "x", "100.00%")
	d.has("text.v.halo.s", "x", "0.00%")
}

func TestPlotOfNames(t *testing.T) {
	p := Plot{Names: true, X: Scale{0, 10, []Tick{{0, "0"}, {5, "5"}}}, Y: Scale{0, 2, []Tick{{.5, "Others"}, {1.5, "Large"}}}}
	d := draw(t, app.Raw(p.Still()))
	d.count("svg.names", 1)
	d.count("line.zero", 1) // lines stand where the numbers are
	d.count("line", 2)
	// A scale of one value has a middle.
	if s := (Scale{Min: 3, Max: 3}).place(3); s != 50 {
		t.Error(s)
	}
}
