package page

import (
	"strings"
	"testing"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"fairbasis/core/fit"
	"fairbasis/core/unit"
)

// The figures are those of y = 1 + x + x^2 through (0,1) (1,3) (2,7), with a
// residual of nothing and one degree of freedom short of an error.
func TestFitter(t *testing.T) {
	none := unit.None[float64](unit.NoFreedom)
	one := fit.Estimate{Value: unit.Some(1.0), Error: none, Low: none, High: none}
	c := newFitter("en")
	c.got = &fit.Result{Order: 2, Points: 3, Coefficients: []fit.Estimate{one, one, one}, Confidence: 0.95,
		Deviation: none, R2: unit.Some(1.0), Residuals: []float64{0, 0, -0.25},
		End: fit.Point{X: 2, Value: one, Slope: one, Curvature: one}, Regime: 1}
	html := app.HTMLString(c)
	for _, want := range []string{`id="fit-coefficients"`, "c₂", `id="fit-end"`, "x = 2", "−0.25", "n/a", "Rising and speeding up", `id="fit-text"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the panel lacks %q", want)
		}
	}
	if strings.Contains(html, "NaN") {
		t.Error("the panel shows NaN")
	}
	c = newFitter("zh-CN")
	c.why = []string{"第 2 行不是数字：“x”"}
	if html := app.HTMLString(c); !strings.Contains(html, `aria-invalid`) || !strings.Contains(html, "第 2 行不是数字") {
		t.Error("a refusal does not stand beside the field")
	}
}
