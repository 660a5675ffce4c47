package normal

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

func TestNormal(t *testing.T) {
	for _, c := range []struct{ x, want float64 }{
		// Abramowitz and Stegun, Handbook of Mathematical Functions, table
		// 26.1: P(x) to 15 decimals.
		{0, 0.500000000000000}, {0.5, 0.691462461274013}, {1, 0.841344746068543}, {1.5, 0.933192798731142},
		{1.96, 0.975002104851780}, {2, 0.977249868051821}, {2.5, 0.993790334674224}, {3, 0.998650101968370},
		{4, 0.999968328758167}, {5, 0.999999713348428},
	} {
		if got := CDF(c.x); math.Abs(got-c.want) > 0.5e-15+1e-16 {
			t.Errorf("CDF(%g): got %.17g, want %.15f", c.x, got, c.want)
		}
	}
	// The tail to all digits. The same function to 25 digits, computed with
	// mpmath 1.3 (ncdf at 40 digits), which evaluates erfc by other means.
	for _, c := range []struct{ x, want float64 }{
		{-0.5, 0.3085375387259868963622954}, {-1, 0.1586552539314570514147675}, {-1.96, 0.02499789514822043413658427},
		{-2, 0.02275013194817920720028264}, {-3, 0.001349898031630094526651815}, {-4, 0.00003167124183311992125377076},
		{-5, 2.866515718791939116737523e-7}, {-8, 6.220960574271784123515995e-16}, {-10, 7.619853024160526065973343e-24},
		{-20, 2.753624118606233695075623e-89}, {-30, 4.906713927148187059533809e-198}, {-37, 5.725571222524576822683193e-300},
	} {
		if got := CDF(c.x); math.Abs(got/c.want-1) > 8e-16 {
			t.Errorf("CDF(%g): got %.17g, want %.17g, off by %g", c.x, got, c.want, got/c.want-1)
		}
	}
	if CDF(-50) != 0 || CDF(50) != 1 || CDF(-1e300) != 0 {
		t.Error("far out: want 0 and 1")
	}
}

func TestExp(t *testing.T) {
	// Abramowitz and Stegun, table 4.4: e^-x.
	for _, c := range []struct{ x, want float64 }{
		{0, 1}, {-1, 0.367879441171442321}, {-10, 0.0000453999297624848515}, {-0.1, 0.904837418035959573},
	} {
		if got := Exp(c.x); math.Abs(got/c.want-1) > 3e-16 {
			t.Errorf("Exp(%g): got %.17g, want %.17g", c.x, got, c.want)
		}
	}
}

func TestNormalProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(-38, 38).Draw(t, "x")
		got := CDF(x)
		if sum := got + CDF(-x); math.Abs(sum-1) > 2.3e-16 {
			t.Fatalf("CDF(%g) + CDF(%g) = %.17g", x, -x, sum)
		}
		// math.Erfc is a different method (Sun's rational approximations), good to about 1 ulp of its own argument.
		slack := 3e-16
		want := math.Erfc(-x/math.Sqrt2) / 2
		if math.Abs(x) >= 1 {
			slack = 4e-16 * (2 + x*x) * want
		}
		if x > -37 && math.Abs(got-want) > slack {
			t.Fatalf("CDF(%g): got %.17g, want %.17g", x, got, want)
		}
		if next := CDF(x + 1e-3*math.Max(1, math.Abs(x))); next < got {
			t.Fatalf("normal falls from %g at %g", got, x)
		}
	})
}
