package num

import (
	"math"
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

func (a DD) rat() *big.Rat { return add(rat(a.Hi), rat(a.Lo)) }

// off is the relative error of got in units of 2^-104.
func off(got DD, want *big.Rat) float64 {
	if want.Sign() == 0 {
		return math.Abs(got.Hi) * 1e300
	}
	d := quo(sub(got.rat(), want), want)
	return math.Abs(float(d)) * 0x1p104
}

// TestDD: every operation against rationals. Nearly equal numbers are subtracted too.
func TestDD(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func(name string) DD {
			hi := math.Ldexp(1+rapid.Float64Range(0, 1).Draw(t, name), rapid.IntRange(-60, 60).Draw(t, name))
			lo := hi * 0x1p-54 * rapid.Float64Range(-1, 1).Draw(t, name)
			if rapid.Bool().Draw(t, name) {
				hi, lo = -hi, -lo
			}
			return renormal(hi, lo)
		}
		a, b := number("a"), number("b")
		if rapid.Bool().Draw(t, "near") {
			b = a.Add(Of(a.Lo * rapid.Float64Range(-8, 8).Draw(t, "apart")))
		}
		if got, want := a.Add(b), add(a.rat(), b.rat()); off(got, want) > 2 {
			t.Fatalf("%v + %v: off by %g", a, b, off(got, want))
		}
		if got, want := a.Mul(b), mul(a.rat(), b.rat()); off(got, want) > 4 {
			t.Fatalf("%v * %v: off by %g", a, b, off(got, want))
		}
		if b.Hi != 0 {
			if got, want := a.Div(b), quo(a.rat(), b.rat()); off(got, want) > 8 {
				t.Fatalf("%v / %v: off by %g", a, b, off(got, want))
			}
		}
		if r := a.Sqrt(); a.Hi > 0 && off(DD{a.Hi, a.Lo}, mul(r.rat(), r.rat())) > 8 {
			t.Fatalf("sqrt %v: off by %g", a, off(a, mul(r.rat(), r.rat())))
		}
		if a.Float() != a.Hi && a.Lo == 0 {
			t.Fatalf("%v: Float %v", a, a.Float())
		}
	})
	if (DD{-1, 0}).Sqrt() != (DD{}) || (DD{}).Sqrt() != (DD{}) {
		t.Error("the root of what is not above 0 is not 0")
	}
}
