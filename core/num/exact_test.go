package num

import (
	"context"
	"math"
	"math/big"
	"path/filepath"
	"runtime"
	"testing"

	"pgregory.net/rapid"

	"fairbasis/core/fault"
)

// rat is the exact value of a double.
func rat(x float64) *big.Rat { return new(big.Rat).SetFloat64(x) }

func add(a, b *big.Rat) *big.Rat { return new(big.Rat).Add(a, b) }
func sub(a, b *big.Rat) *big.Rat { return new(big.Rat).Sub(a, b) }
func mul(a, b *big.Rat) *big.Rat { return new(big.Rat).Mul(a, b) }
func quo(a, b *big.Rat) *big.Rat { return new(big.Rat).Quo(a, b) }

// inverse is the inverse of a by Gauss and Jordan, in rationals.
func inverse(a [][]*big.Rat) [][]*big.Rat {
	n := len(a)
	for i := range a {
		for j := range n {
			a[i] = append(a[i], big.NewRat(int64(max(0, 1-max(i-j, j-i))), 1))
		}
	}
	for i := range n {
		for r := i; a[i][i].Sign() == 0; r++ {
			a[i], a[r] = a[r], a[i]
		}
		for r := range n {
			if r == i || a[r][i].Sign() == 0 {
				continue
			}
			f := quo(a[r][i], a[i][i])
			for j := i; j < 2*n; j++ {
				a[r][j] = sub(a[r][j], mul(f, a[i][j]))
			}
		}
	}
	inv := make([][]*big.Rat, n)
	for i := range n {
		for j := range n {
			inv[i] = append(inv[i], quo(a[i][n+j], a[i][i]))
		}
	}
	return inv
}

// exactFit is the normal equations solved in rationals: coefficients, the
// diagonal of the inverse, and the residual sum of squares.
func exactFit(x, y []float64, order int) (c, diagonal []*big.Rat, squares *big.Rat) {
	a := make([][]*big.Rat, order+1)
	b := make([]*big.Rat, order+1)
	powers := make([][]*big.Rat, len(x))
	for i, v := range x {
		p := big.NewRat(1, 1)
		for range order + 1 {
			powers[i] = append(powers[i], p)
			p = mul(p, rat(v))
		}
	}
	for j := range a {
		b[j] = new(big.Rat)
		for k := range order + 1 {
			sum := new(big.Rat)
			for i := range x {
				sum = add(sum, mul(powers[i][j], powers[i][k]))
			}
			a[j] = append(a[j], sum)
		}
		for i := range x {
			b[j] = add(b[j], mul(powers[i][j], rat(y[i])))
		}
	}
	inv := inverse(a)
	for j := range inv {
		sum := new(big.Rat)
		for k := range b {
			sum = add(sum, mul(inv[j][k], b[k]))
		}
		c, diagonal = append(c, sum), append(diagonal, inv[j][j])
	}
	squares = new(big.Rat)
	for i := range x {
		r := rat(y[i])
		for j := range c {
			r = sub(r, mul(c[j], powers[i][j]))
		}
		squares = add(squares, mul(r, r))
	}
	return c, diagonal, squares
}

func float(r *big.Rat) float64 { f, _ := r.Float64(); return f }

// near reports whether got is want to a relative error of slack.
func near(got float64, want *big.Rat, slack float64) bool {
	w := float(want)
	return math.Abs(got-w) <= slack*math.Abs(w)
}

// checkExact holds a fit against the normal equations in rationals.
func checkExact(t interface{ Fatalf(string, ...any) }, x, y []float64, order int, slack float64) {
	p, err := FitPolynomial(context.Background(), x, y, order)
	if err != nil {
		t.Fatalf("order %d: %v", order, err)
	}
	c, diagonal, squares := exactFit(x, y, order)
	coef, weight := p.Coefficients()
	for j := range c {
		// A coefficient that cancels to nearly 0 is known to the scale of its terms.
		if !near(coef[j], c[j], slack) && math.Abs(coef[j]-float(c[j])) > 1e-25*math.Sqrt(float(diagonal[j]))*p.sizeY {
			t.Fatalf("order %d, coefficient %d: got %.17g, want %.17g", order, j, coef[j], float(c[j]))
		}
		if w := math.Sqrt(float(diagonal[j])); math.Abs(weight[j]-w) > slack*w {
			t.Fatalf("order %d, weight %d: got %.17g, want %.17g", order, j, weight[j], w)
		}
	}
	if !near(p.Squares.Float(), squares, slack) && float(squares) > 1e-54*p.sizeY*p.sizeY {
		t.Fatalf("order %d: squares %.17g, want %.17g", order, p.Squares.Float(), float(squares))
	}
	// Value and derivatives at a point, from the exact coefficients.
	at := x[len(x)-1]
	var want [3]*big.Rat
	for d := range want {
		want[d] = new(big.Rat)
		for j := order; j >= d; j-- {
			f := big.NewRat(1, 1)
			for i := range d {
				f = mul(f, big.NewRat(int64(j-i), 1))
			}
			want[d] = add(mul(want[d], rat(at)), mul(f, c[j]))
		}
	}
	got := p.At(at)
	for d, g := range [3][2]float64{{got.Value, got.ValueWeight}, {got.Slope, got.SlopeWeight}, {got.Curvature, got.CurvatureWeight}} {
		if !near(g[0], want[d], slack) && math.Abs(g[0]-float(want[d])) > 1e-25*g[1]*p.sizeY {
			t.Fatalf("order %d, derivative %d: got %.17g, want %.17g", order, d, g[0], float(want[d]))
		}
	}
}

// TestExactFit: coefficients, weights, squares and derivatives are those of
// exact arithmetic over the same doubles, to 1e-15, whatever the x.
func TestExactFit(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		order := rapid.IntRange(0, 6).Draw(t, "order")
		n := rapid.IntRange(order+1, order+12).Draw(t, "n")
		step := rapid.SampledFrom([]float64{1, 0.1, 1e-3, 1e4}).Draw(t, "step")
		from := rapid.SampledFrom([]float64{0, -3, 1000, 2010.5}).Draw(t, "from")
		x, y := make([]float64, n), make([]float64, n)
		at := from
		for i := range x {
			at += step * float64(rapid.IntRange(1, 3).Draw(t, "dx"))
			x[i] = at
			y[i] = float64(rapid.IntRange(-50000, 50000).Draw(t, "y")) / 10
		}
		checkExact(t, x, y, order, 1e-15)
	})
}

// TestFilipExact: the ill-conditioned set of NIST against exact arithmetic over
// its doubles: what is missing to the certified digits is not ours.
func TestFilipExact(t *testing.T) {
	needSTRD(t)
	if testing.Short() || runtime.GOOS == "js" {
		t.Skip("rationals of thousands of digits take seconds")
	}
	d := readCertified(t, "Filip")
	checkExact(t, d.x, d.y, 10, 1e-15)
	d = readCertified(t, "Wampler2")
	checkExact(t, d.x, d.y, 5, 1e-15)
	d = readCertified(t, "Pontius")
	checkExact(t, d.x, d.y, 2, 1e-15)
}

// TestDescribeExact: the figures are those of exact arithmetic over the same
// doubles, however far from 0 they lie.
func TestDescribeExact(t *testing.T) {
	check := func(t interface{ Fatalf(string, ...any) }, x []float64) {
		n := big.NewRat(int64(len(x)), 1)
		mean := new(big.Rat)
		for _, v := range x {
			mean = add(mean, rat(v))
		}
		mean = quo(mean, n)
		var m [5]*big.Rat
		for k := range m {
			m[k] = new(big.Rat)
		}
		lag, before := new(big.Rat), new(big.Rat)
		for _, v := range x {
			d := sub(rat(v), mean)
			power := big.NewRat(1, 1)
			for k := range m {
				m[k] = add(m[k], power)
				power = mul(power, d)
			}
			lag, before = add(lag, mul(before, d)), d
		}
		d := Describe(x)
		if !near(d.Mean, mean, 3e-16) && math.Abs(d.Mean) > 1e-300 {
			t.Fatalf("mean %.17g, want %.17g", d.Mean, float(mean))
		}
		if m[2].Sign() == 0 {
			if !math.IsNaN(d.Skew) || !math.IsNaN(d.Kurtosis) || !math.IsNaN(d.Lag1) {
				t.Fatalf("equal numbers have %+v", d)
			}
			return
		}
		sd := math.Sqrt(float(quo(m[2], sub(n, big.NewRat(1, 1)))))
		skew := float(quo(m[3], n)) / math.Pow(float(quo(m[2], n)), 1.5)
		kurtosis := quo(mul(m[4], n), mul(m[2], m[2]))
		if math.Abs(d.Deviation-sd) > 4e-16*sd || math.Abs(d.Skew-skew) > 2e-15*math.Abs(skew)+1e-25 || !near(d.Kurtosis, kurtosis, 4e-16) ||
			!near(d.Lag1, quo(lag, m[2]), 4e-16) && math.Abs(d.Lag1) > 1e-25 {
			t.Fatalf("%+v, want deviation %.17g, skew %.17g, kurtosis %.17g, lag %.17g", d, sd, skew, float(kurtosis), float(quo(lag, m[2])))
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		from := rapid.SampledFrom([]float64{0, 1e7, -4000, 1e15}).Draw(t, "from")
		x := rapid.SliceOfN(rapid.Map(rapid.IntRange(-50, 50), func(i int) float64 { return from + float64(i)/10 }), 2, 40).Draw(t, "x")
		check(t, x)
	})
	if names, _ := filepath.Glob(filepath.Join(strd, "univariate", "NumAcc*.dat")); len(names) > 0 {
		for _, name := range []string{"NumAcc1", "NumAcc2", "NumAcc3", "NumAcc4", "Mavro", "Michelso"} {
			check(t, readColumn(t, name))
		}
	}
	if d := Describe([]float64{3.5}); d.Mean != 3.5 || !math.IsNaN(d.Deviation) || d.N != 1 {
		t.Errorf("one number: %+v", d)
	}
	if d := Describe([]float64{0.1, 0.1, 0.1}); d.Mean != 0.1 || d.Deviation != 0 {
		t.Errorf("equal numbers: %+v", d)
	}
}

// TestRefusals: what does not determine a polynomial is refused with a reason.
func TestRefusals(t *testing.T) {
	for _, c := range []struct {
		name  string
		x     []float64
		order int
		want  string
	}{
		{"no points", nil, 0, "rank"}, {"one point", []float64{1}, 1, "rank"}, {"one x often", []float64{2, 2, 2, 2}, 1, "rank"},
		{"two x for a parabola", []float64{1, 2, 1, 2, 1}, 2, "rank"}, {"order", []float64{1, 2}, 11, "out_of_range"}, {"negative", []float64{1, 2}, -1, "out_of_range"},
		{"a heap and one far out", []float64{0, 1e-9, 2e-9, 3e-9, 1}, 4, "x_too_close"},
	} {
		_, err := FitPolynomial(context.Background(), c.x, make([]float64, len(c.x)), c.order)
		if f := fault.From(err); f == nil || f.Code != fault.Invalid || len(f.Fields) != 1 || f.Fields[0].Code != c.want {
			t.Errorf("%s: got %v, want %s", c.name, err, c.want)
		}
	}
}

// TestSigns: a line in decimals, or a constant, has no trend of its own, and
// one that bends by a tick does.
func TestSigns(t *testing.T) {
	fit := func(f func(i int) float64) (slope, curvature int) {
		var x, y []float64
		for i := range 60 {
			x, y = append(x, float64(i)), append(y, f(i))
		}
		p, err := FitPolynomial(context.Background(), x, y, 4)
		if err != nil {
			t.Fatal(err)
		}
		return p.Signs(p.At(59))
	}
	for _, c := range []struct {
		name             string
		f                func(i int) float64
		slope, curvature int
	}{
		{"flat", func(int) float64 { return 3948.2 }, 0, 0},
		{"line", func(i int) float64 { return float64(39482-2*i) / 10 }, -1, 0},
		{"parabola", func(i int) float64 { return float64(39482+i*i) / 10 }, 1, 1},
		{"last tick", func(i int) float64 { return 3948.2 + 0.2*float64(max(0, i-58)) }, 1, 1},
	} {
		if s, k := fit(c.f); s != c.slope || k != c.curvature {
			t.Errorf("%s: signs %d and %d, want %d and %d", c.name, s, k, c.slope, c.curvature)
		}
	}
}
