package arb

import (
	"context"
	"math"
	"testing"

	"fairbasis/core/carry"
	"fairbasis/core/unit"
	"pgregory.net/rapid"
)

// Golden case 11: IM2412 at the closes of 2024-09-13, 98 days, hurdle 5 %.
func TestBoundsGolden11(t *testing.T) {
	b := BoundsOf(sinolink2024, 0, 0.05)
	lower, upper := b.Hurdle(4413.187, 98.0/365, 0)
	if math.Abs(lower-4242.06) > 0.005 || math.Abs(upper-4489.00) > 0.005 {
		t.Errorf("bounds %v and %v, want 4242.06 and 4489.00", lower, upper)
	}
	// A.4c again: by 7 days the basis must exceed +0.217 % or be below -0.373 %.
	lower, upper = b.Hurdle(1, 7.0/365, 0)
	if math.Abs(upper-1.00217) > 5e-6 || math.Abs(lower-0.99627) > 5e-6 {
		t.Errorf("by 7 days %v and %v of the spot, want 0.99627 and 1.00217", lower, upper)
	}
}

// The bounds are those of the whole answer, for whatever contract and costs.
func TestBoundsAreThoseOfTheAnswer(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := draw(t)
		c, _, err := carry.Resolve(in.Terms)
		if err != nil {
			t.Skip("terms that are refused")
		}
		points := unit.Points(c.DivFV)
		in.Dividends = carry.Dividends{Points: &points}
		if in.Validate() != nil {
			t.Skip("dividends that are refused")
		}
		if c, _, err = carry.Resolve(in.Terms); err != nil {
			t.Fatal(err)
		}
		r, err := Compute(context.Background(), in)
		if err != nil {
			t.Fatal(err)
		}
		b := BoundsOf(in.Costs, in.Rate, in.Hurdle)
		gotLower, gotUpper := b.Hurdle(c.S, c.Tau, c.DivFV)
		fullLower, fullUpper := b.Full(c.S, c.Tau, c.DivFV)
		for _, x := range []struct {
			what string
			got  float64
			want unit.Maybe[unit.Points]
		}{
			{"lower", gotLower, r.Bands[2].Lower}, {"upper", gotUpper, r.Bands[2].Upper},
			{"full lower", fullLower, r.Bands[4].Lower}, {"full upper", fullUpper, r.Bands[4].Upper},
		} {
			want, ok := x.want.Get()
			switch {
			case ok != !math.IsNaN(x.got):
				t.Fatalf("%s: %v against %v", x.what, x.got, x.want)
			case ok && math.Abs(x.got-float64(want)) > 1e-12*size(in, r):
				t.Fatalf("%s: %v against %v", x.what, x.got, x.want)
			}
		}
	})
}
