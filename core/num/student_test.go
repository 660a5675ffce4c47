package num

import (
	"math"
	"testing"

	"gonum.org/v1/gonum/mathext"
	"pgregory.net/rapid"
)

// TestStudent: Abramowitz and Stegun, table 26.10, and the closed forms of one and
// two degrees of freedom:
//
//	t = cot(pi q),  (1-2q) / sqrt(2q(1-q))
func TestStudent(t *testing.T) {
	for _, c := range []struct{ q, n, want, slack float64 }{
		{0.25, 3, 0.765, 5e-4}, {0.05, 10, 1.812, 5e-4}, {0.025, 5, 2.571, 5e-4}, {0.005, 20, 2.845, 5e-4}, {0.0005, 30, 3.646, 5e-4},
		{0.025, 120, 1.980, 5e-4}, {0.025, 1e6, 1.95996635682, 1e-10}, {0.5, 7, 0, 0},
	} {
		if got := Student(c.q, c.n); math.Abs(got-c.want) > c.slack {
			t.Errorf("Student(%g, %g): got %.12g, want %g", c.q, c.n, got, c.want)
		}
	}
	for q := 0.4; q > 1e-12; q *= 0.7 {
		want := map[float64]float64{1: 1 / math.Tan(math.Pi*q), 2: (1 - 2*q) / math.Sqrt(2*q*(1-q))}
		for n, w := range want {
			if got := Student(q, n); math.Abs(got-w) > 3e-15*w {
				t.Errorf("Student(%g, %g): got %.17g, want %.17g", q, n, got, w)
			}
		}
	}
}

// evenTail is the tail for an even number of degrees of freedom, Abramowitz and
// Stegun 26.7.4: with s = t/sqrt(n+t^2) and c = n/(n+t^2)
//
//	1 - 2 tail = s (1 + c/2 + 1 3/(2 4) c^2 + ... + 1 3 ... (n-3)/(2 4 ... (n-2)) c^((n-2)/2))
func evenTail(t float64, n int) float64 {
	s, c := t/math.Sqrt(float64(n)+t*t), float64(n)/(float64(n)+t*t)
	term, sum := 1.0, 1.0
	for k := 2; k <= n-2; k += 2 {
		term *= c * float64(k-1) / float64(k)
		sum += term
	}
	return (1 - s*sum) / 2
}

func TestStudentProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.OneOf(rapid.IntRange(1, 60), rapid.IntRange(60, 2000)).Draw(t, "n")
		q := rapid.Float64Range(5e-5, 0.4).Draw(t, "q")
		got := Student(q, float64(n))
		if n%2 == 0 {
			if back := evenTail(got, n); math.Abs(back-q) > 2e-14 {
				t.Fatalf("n %d: the tail beyond Student(%g) = %.17g is %.17g", n, q, got, back)
			}
		}
		// gonum's incomplete beta function is good to about 1e-12 here.
		x := float64(n) / (float64(n) + got*got)
		if back := mathext.RegIncBeta(float64(n)/2, 0.5, x) / 2; math.Abs(back-q) > 3e-12*q {
			t.Fatalf("n %d: gonum's tail beyond Student(%g) = %.17g is %.17g", n, q, got, back)
		}
		if more := Student(q, float64(n+1)); more > got {
			t.Fatalf("more degrees of freedom have a wider tail: %d %.17g, %d %.17g at %g", n, got, n+1, more, q)
		}
	})
}

// TestStudentTail: the closed forms of one and two degrees of freedom,
//
//	1/2 - atan(t)/pi,  1 / (sqrt(2+t^2) (t + sqrt(2+t^2)))
//
// and the table of Abramowitz and Stegun, 26.10, the other way round.
func TestStudentTail(t *testing.T) {
	for _, x := range []float64{0, 1e-8, 0.3, 1, 2.5, 12, 1e3, 1e6} {
		r := math.Sqrt(2 + x*x)
		for n, want := range map[float64]float64{1: math.Atan2(1, x) / math.Pi, 2: 1 / (r * (x + r))} {
			if got := StudentTail(x, n); math.Abs(got-want) > 4e-15*want {
				t.Errorf("StudentTail(%g, %g): got %.17g, want %.17g", x, n, got, want)
			}
			if got := StudentTail(-x, n); math.Abs(got-(1-want)) > 2e-15 {
				t.Errorf("StudentTail(%g, %g): got %.17g, want %.17g", -x, n, got, 1-want)
			}
		}
	}
	for _, c := range []struct{ t, n, want float64 }{{0.765, 3, 0.25}, {1.812, 10, 0.05}, {2.571, 5, 0.025}, {2.845, 20, 0.005}, {3.646, 30, 0.0005}} {
		if got := StudentTail(c.t, c.n); math.Abs(got-c.want) > 2e-3*c.want {
			t.Errorf("StudentTail(%g, %g): got %g, want %g", c.t, c.n, got, c.want)
		}
	}
	if got := StudentTail(1e6, 3000); got < 0 || got > 1e-300 {
		t.Errorf("far out: %g", got)
	}
}

func TestStudentTailProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.Float64Range(1, 3000).Draw(t, "n")
		x := rapid.Float64Range(0, 6).Draw(t, "t")
		want := mathext.RegIncBeta(n/2, 0.5, n/(n+x*x)) / 2
		if x < 1 { // n/(n+t^2) is too near 1 to say how far
			want = 0.5 - mathext.RegIncBeta(0.5, n/2, x*x/(n+x*x))/2
		}
		if got := StudentTail(x, n); math.Abs(got-want) > 1e-11*want {
			t.Fatalf("StudentTail(%g, %g): got %.17g, want %.17g", x, n, got, want)
		}
	})
}
