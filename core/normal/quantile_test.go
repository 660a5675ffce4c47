package normal

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/stat/distuv"
	"pgregory.net/rapid"
)

// ulps is the distance of got from want in units of want's last place.
func ulps(got, want float64) float64 {
	if got == want {
		return 0
	}
	return math.Abs(got-want) / (math.Nextafter(math.Abs(want), math.Inf(1)) - math.Abs(want))
}

// quantiles are roots of the series of CDF(x) = p for the very double p, found
// with Python's decimal at 420 digits. The first four are in any table, as
// 1.2816, 1.6449, 1.9600 and 2.3263.
var quantiles = []struct{ p, x float64 }{
	{0.9, 1.281551565544600593487},
	{0.95, 1.644853626951472284276},
	{0.975, 1.959963984540053855604},
	{0.99, 2.326347874040840767637},
	{0.5000001, 2.506628273311648301162e-7},
	{0.5000000000009095, 2.279765135091111462694e-12},
	{0.25, -0.6744897501960817432022},
	{0.149, -1.040731886467544566336},
	{0.15, -1.036433389493789603522},
	{0.151, -1.032153957959306311456},
	{0.16, -0.9944578832097531540508},
	{0.84, 0.9944578832097530399766},
	{0.85, 1.036433389493789484480},
	{0.86, 1.080319340814956058674},
	{0.1, -1.281551565544600435335},
	{0.01, -2.326347874040841093075},
	{0.001, -3.090232306167813535358},
	{1e-06, -4.753424308822898957339},
	{1e-10, -6.361340902404056199100},
	{1e-16, -8.222082216130435615182},
	{1e-30, -11.46402468844361571977},
	{1e-100, -21.27345356096532429418},
	{1e-200, -30.20559417957964306312},
	{1e-300, -37.04709629936119923655},
	{0.9999999999990905, 7.047700256664408725351},
	{0.9999999999999999, 8.209536151601386855631},
}

func TestQuantile(t *testing.T) {
	for _, c := range quantiles {
		if got := Quantile(c.p); ulps(got, c.x) > 2 {
			t.Errorf("Quantile(%g): got %.17g, want %.17g, %.1f units off", c.p, got, c.x, ulps(got, c.x))
		}
	}
	for p, want := range map[float64]float64{0: math.Inf(-1), 0.5: 0, 1: math.Inf(1)} {
		if got := Quantile(p); got != want {
			t.Errorf("Quantile(%g): got %g, want %g", p, got, want)
		}
	}
	for _, p := range []float64{-0.1, 1.1, math.NaN(), math.Inf(1)} {
		if got := Quantile(p); !math.IsNaN(got) {
			t.Errorf("Quantile(%g): got %g, want NaN", p, got)
		}
	}
}

// TestQuantileProperties: the way back, the other method (Wichura's rational
// approximations, as gonum has them), symmetry and order.
func TestQuantileProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := math.Ldexp(rapid.Float64Range(0.5, 1).Draw(t, "m"), -rapid.IntRange(0, 996).Draw(t, "e"))
		x := Quantile(p)
		// CDF turns an error dx into phi(x) dx, and has one of its own.
		slack := 4e-16 * p * (2 + x*x)
		if p > 0.15 {
			slack = 4e-16
		}
		if back := CDF(x); math.Abs(back-p) > slack {
			t.Fatalf("CDF(Quantile(%g)) = %.17g", p, back)
		}
		if want := distuv.UnitNormal.Quantile(p); p > 1e-300 && p < 1 && ulps(x, want) > 16 && math.Abs(x-want) > 3e-16 {
			t.Fatalf("Quantile(%g): got %.17g, gonum %.17g", p, x, want)
		}
		if q := 1 - p; 1-q == p && q > 0 && ulps(Quantile(q), -x) > 2 {
			t.Fatalf("Quantile(%g) = %.17g, Quantile(%g) = %.17g", p, x, q, Quantile(q))
		}
		if next := Quantile(p * (1 + 1e-13)); p < 0.9 && next < x {
			t.Fatalf("Quantile falls after %g: %.17g, %.17g", p, x, next)
		}
	})
}

func TestLog(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := math.Ldexp(rapid.Float64Range(0.5, 1).Draw(t, "m"), rapid.IntRange(-1020, 1000).Draw(t, "e"))
		if got, want := log(x), math.Log(x); ulps(got, want) > 2 && math.Abs(got-want) > 2e-16 {
			t.Fatalf("log(%g): got %.17g, want %.17g", x, got, want)
		}
	})
}
