package num

import (
	"context"
	"errors"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"pgregory.net/rapid"

	"fairbasis/core/op"
)

func fitLinear(t interface{ Fatal(...any) }, columns [][]float64, y []float64) *Linear {
	l, dependent, err := FitLinear(context.Background(), columns, y)
	if err != nil || dependent != nil {
		t.Fatal("refused: ", dependent, err)
	}
	return l
}

// longley is the data of J. W. Longley, An appraisal of least squares programs
// for the electronic computer, JASA 62 (1967), as NIST StRD gives them: total
// employment, and the deflator, gross national product, unemployed, armed
// forces, population and year.
var longley = [7][]float64{
	{60323, 61122, 60171, 61187, 63221, 63639, 64989, 63761, 66019, 67857, 68169, 66513, 68655, 69564, 69331, 70551},
	{83.0, 88.5, 88.2, 89.5, 96.2, 98.1, 99.0, 100.0, 101.2, 104.6, 108.4, 110.8, 112.6, 114.2, 115.7, 116.9},
	{234289, 259426, 258054, 284599, 328975, 346999, 365385, 363112, 397469, 419180, 442769, 444546, 482704, 502601, 518173, 554894},
	{2356, 2325, 3682, 3351, 2099, 1932, 1870, 3578, 2904, 2822, 2936, 4681, 3813, 3931, 4806, 4007},
	{1590, 1456, 1616, 1650, 3099, 3594, 3547, 3350, 3048, 2857, 2798, 2637, 2552, 2514, 2572, 2827},
	{107608, 108632, 109773, 110929, 112075, 113270, 115094, 116219, 117388, 118734, 120445, 121950, 123366, 125368, 127852, 130081},
	{1947, 1948, 1949, 1950, 1951, 1952, 1953, 1954, 1955, 1956, 1957, 1958, 1959, 1960, 1961, 1962},
}

// TestLongley: NIST's certified coefficients, standard errors, residual
// deviation and R^2, to 14 digits: what is missing to 15 is the rounding of
// one-decimal data to doubles.
func TestLongley(t *testing.T) {
	l := fitLinear(t, longley[1:], longley[0])
	s := math.Sqrt(l.Squares / float64(l.Freedom()))
	want := [][2]float64{
		{-3482258.63459582, 890420.383607373}, {15.0618722713733, 84.9149257747669}, {-0.358191792925910e-01, 0.334910077722432e-01},
		{-2.02022980381683, 0.488399681651699}, {-1.03322686717359, 0.214274163161675}, {-0.511041056535807e-01, 0.226073200069370},
		{1829.15146461355, 455.478499142212},
	}
	for j, w := range want {
		t.Logf("coefficient %d: %.1f digits, error %.1f", j, digits(l.Coefficients[j], w[0]), digits(s*l.Weights[j], w[1]))
		if c, e := digits(l.Coefficients[j], w[0]), digits(s*l.Weights[j], w[1]); c < 14 || e < 14 {
			t.Errorf("coefficient %d: got %.15g with error %.15g, want %.15g with %.15g: %.1f and %.1f digits", j, l.Coefficients[j], s*l.Weights[j], w[0], w[1], c, e)
		}
	}
	if digits(s, 304.854073561965) < 14 || digits(1-l.Squares/l.Spread, 0.995479004577296) < 14 {
		t.Errorf("got deviation %.15g and R^2 %.15g, want 304.854073561965 and 0.995479004577296", s, 1-l.Squares/l.Spread)
	}
}

// TestLinearOfNIST: the regressions of NIST's files whose columns doubles can
// hold, powers of x as columns of their own: digits of the least coefficient
// and the least standard error, rounded down.
func TestLinearOfNIST(t *testing.T) {
	needSTRD(t)
	for _, c := range []struct {
		name         string
		order        int
		coef, errors float64
	}{{"Norris", 1, 13, 13}, {"Pontius", 2, 14, 14}, {"Wampler1", 5, 15, 15}, {"Wampler2", 5, 13, 15}, {"Wampler3", 5, 15, 14}, {"Wampler4", 5, 15, 14}, {"Wampler5", 5, 15, 14}} {
		d := readCertified(t, c.name)
		var columns [][]float64
		power := append([]float64(nil), d.x...)
		for range c.order {
			columns = append(columns, append([]float64(nil), power...))
			for i := range power {
				power[i] *= d.x[i]
			}
		}
		l := fitLinear(t, columns, d.y)
		s := math.Sqrt(l.Squares / float64(l.Freedom()))
		coef, errs := 15.0, 15.0
		for j := range d.c {
			coef, errs = math.Min(coef, digits(l.Coefficients[j], d.c[j])), math.Min(errs, digits(s*l.Weights[j], d.error[j]))
		}
		t.Logf("%s: coefficients %.1f, errors %.1f", c.name, coef, errs)
		if coef < c.coef || errs < c.errors {
			t.Errorf("%s: %.1f digits of coefficients and %.1f of errors, want %v", c.name, coef, errs, c)
		}
	}
	// The file of Longley holds what is typed above.
	text, err := os.ReadFile(filepath.Join(strd, "Longley.dat"))
	if err != nil {
		t.Fatal(err)
	}
	for i, line := range strings.Split(strings.TrimSpace(string(text)), "\n")[60:] {
		for j, f := range strings.Fields(line) {
			if v, err := strconv.ParseFloat(f, 64); err != nil || v != longley[j][i] {
				t.Errorf("row %d of the file, number %d: %s; here %g", i+1, j+1, f, longley[j][i])
			}
		}
	}
}

// drawn are columns of different sizes, and a y that is not far from them.
func drawn(t *rapid.T) (columns [][]float64, y []float64) {
	k, n := rapid.IntRange(1, 4).Draw(t, "columns"), rapid.IntRange(8, 24).Draw(t, "rows")
	y = make([]float64, n)
	for j := range k {
		size, at := math.Ldexp(1, rapid.IntRange(-12, 12).Draw(t, "size")), float64(rapid.IntRange(-20, 20).Draw(t, "at"))
		x := make([]float64, n)
		for i := range x {
			x[i] = size * (at + float64(rapid.IntRange(-1000, 1000).Draw(t, "x"))/128)
			y[i] += x[i] / size * float64(j-1)
		}
		columns = append(columns, x)
	}
	for i := range y {
		y[i] += float64(rapid.IntRange(-500, 500).Draw(t, "y")) / 64
	}
	return columns, y
}

// TestRobust: White's HC1 and Newey and West's errors against the sandwich
// written out in dense matrices, with the textbook double sum over lags.
func TestRobust(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns, y := drawn(t)
		l, dependent, err := FitLinear(context.Background(), columns, y)
		if err != nil {
			t.Fatal(err)
		}
		if dependent != nil || l.Squares < 1e-9*l.Spread || l.Spread == 0 {
			t.Skip("a column of the others, or no errors")
		}
		n, k := len(y), len(columns)+1
		x := mat.NewDense(n, k, nil)
		for i := range y {
			x.Set(i, 0, 1)
			for j, c := range columns {
				x.Set(i, j+1, c[i])
			}
		}
		var inverse mat.Dense
		var square mat.Dense
		square.Mul(x.T(), x)
		if inverse.Inverse(&square) != nil || mat.Cond(&square, 1) > 1e10 {
			t.Skip("too close for the reference")
		}
		var b, fitted mat.VecDense
		var xy mat.VecDense
		xy.MulVec(x.T(), mat.NewVecDense(n, y))
		b.MulVec(&inverse, &xy)
		fitted.MulVec(x, &b)
		lags := rapid.IntRange(0, n+3).Draw(t, "lags")
		got := l.Robust(lags)
		middle := mat.NewDense(k, k, nil)
		for i := range n {
			for m := max(0, i-lags); m <= min(n-1, i+lags); m++ {
				w := (1 - math.Abs(float64(i-m))/float64(lags+1)) * (y[i] - fitted.AtVec(i)) * (y[m] - fitted.AtVec(m))
				for p := range k {
					for q := range k {
						middle.Set(p, q, middle.At(p, q)+w*x.At(i, p)*x.At(m, q))
					}
				}
			}
		}
		var covariance mat.Dense
		covariance.Mul(&inverse, middle)
		covariance.Mul(&covariance, &inverse)
		for j := range k {
			want := float64(n) / float64(n-k) * covariance.At(j, j)
			// Where the sum all but vanishes, as it does with as many lags as rows, only its terms measure an error.
			scale := l.Weights[j] * l.Weights[j] * l.Squares
			if math.Abs(got[j]*got[j]-want) > 1e-8*scale {
				t.Fatalf("%d lags, error %d: got %.12g squared, want %.12g squared", lags, j, got[j], math.Sqrt(want))
			}
			if math.Abs(l.Coefficients[j]-b.AtVec(j)) > 1e-6*(math.Abs(b.AtVec(j))+l.Weights[j]*math.Sqrt(l.Squares)) {
				t.Fatalf("coefficient %d: got %.12g, want %.12g", j, l.Coefficients[j], b.AtVec(j))
			}
		}
	})
}

// TestRobustByHand: four points, worked on paper. x = -1, 0, 0, 1 and y = 0, 1,
// -1, 2 give the line 0.5 + x with residuals 0.5, 0.5, -1.5, 0.5. The slope
// weighs y by -1/2, 0, 0, 1/2, so u = -0.25, 0, 0, 0.25; the constant weighs
// all by 1/4, so u = 0.125, 0.125, -0.375, 0.125. n/(n-k) is 2.
//
//	HC1: slope 2 (0.0625 + 0.0625) = 0.25; constant 2 (3 0.015625 + 0.140625) = 0.375
//	one lag, weight 1/2, each pair twice: slope 0.25; constant 0.375 + 2 (0.015625 - 0.046875 - 0.046875) = 0.21875
func TestRobustByHand(t *testing.T) {
	l := fitLinear(t, [][]float64{{-1, 0, 0, 1}}, []float64{0, 1, -1, 2})
	for j, want := range []float64{0.5, 1} {
		if l.Coefficients[j] != want {
			t.Errorf("coefficient %d: got %v, want %v", j, l.Coefficients[j], want)
		}
	}
	for i, want := range []float64{0.5, 0.5, -1.5, 0.5} {
		if l.Residuals[i] != want {
			t.Errorf("residual %d: got %v, want %v", i, l.Residuals[i], want)
		}
	}
	for lags, want := range [][2]float64{{0.375, 0.25}, {0.21875, 0.25}} {
		for j, e := range l.Robust(lags) {
			if math.Abs(e*e-want[j]) > 1e-15 {
				t.Errorf("%d lags, error %d: got %v squared, want %v", lags, j, e*e, want[j])
			}
		}
	}
	if l.Inflation[0] != 1 || l.Squares != 3 || l.Spread != 5 || l.Freedom() != 2 {
		t.Errorf("got inflation %v, squares %v of %v, %d degrees of freedom; want 1, 3 of 5, 2", l.Inflation, l.Squares, l.Spread, l.Freedom())
	}
}

// TestLinearProperties: rows in another order, a column in another unit and a
// column moved change what they must and nothing else.
func TestLinearProperties(t *testing.T) {
	near := func(t *rapid.T, what string, got, want float64) {
		if math.Abs(got-want) > 1e-9*math.Abs(want)+1e-11 {
			t.Fatalf("%s: got %.15g, want %.15g", what, got, want)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		columns, y := drawn(t)
		l, dependent, err := FitLinear(context.Background(), columns, y)
		if err != nil {
			t.Fatal(err)
		}
		if dependent != nil || l.Squares < 1e-9*l.Spread || l.Spread == 0 {
			t.Skip("a column of the others, or no errors")
		}
		errs := l.Robust(3)
		for _, v := range l.Inflation {
			if v > 1e6 {
				t.Skip("too close")
			}
		}
		scale, move := rapid.SampledFrom([]float64{0.01, -3, 1e4}).Draw(t, "scale"), rapid.SampledFrom([]float64{0, 0.7, -5}).Draw(t, "move")
		moved := append([][]float64(nil), columns...)
		moved[0] = make([]float64, len(y))
		for i, v := range columns[0] {
			moved[0][i] = scale*v + move
		}
		m := fitLinear(t, moved, y)
		near(t, "coefficient of a scaled column", m.Coefficients[1]*scale, l.Coefficients[1])
		near(t, "its error", m.Robust(3)[1]*math.Abs(scale), errs[1])
		near(t, "squares", m.Squares, l.Squares)
		near(t, "inflation", m.Inflation[0], l.Inflation[0])

		order := rapid.Permutation(index(len(y))).Draw(t, "order")
		turned := make([][]float64, len(columns))
		other := make([]float64, len(y))
		for to, from := range order {
			other[to] = y[from]
			for j := range columns {
				turned[j] = append(turned[j], columns[j][from])
			}
		}
		p := fitLinear(t, turned, other)
		white, was := p.Robust(0), l.Robust(0)
		for j := range l.Coefficients {
			near(t, "coefficient of rows in another order", p.Coefficients[j], l.Coefficients[j])
			near(t, "its error", white[j], was[j])
		}
		// The residuals are orthogonal to what they are the residuals of.
		for j, c := range append([][]float64{ones(len(y))}, columns...) {
			var sum, size float64
			for i, e := range l.Residuals {
				sum += e * c[i]
				size += math.Abs(e * c[i])
			}
			if math.Abs(sum) > 1e-11*size {
				t.Fatalf("residuals on column %d: %g of %g", j, sum, size)
			}
		}
	})
}

func index(n int) []int {
	out := make([]int, n)
	for i := range out {
		out[i] = i
	}
	return out
}

func ones(n int) []float64 {
	out := make([]float64, n)
	for i := range out {
		out[i] = 1
	}
	return out
}

// TestDependent: columns that say the same are named, with what they are made of.
func TestDependent(t *testing.T) {
	a := []float64{1, 2.5, 3, 7, 1, 0.3, 2, 9}
	b := []float64{4, 4, 1, 0, 2, 2, 8, 1.7}
	mix, percent, constant, far := make([]float64, 8), make([]float64, 8), make([]float64, 8), make([]float64, 8)
	for i := range a {
		mix[i] = 0.3*a[i] - 7*b[i] + 100
		percent[i] = a[i] * 0.01
		constant[i] = 0.1
		far[i] = 1e9 + math.Round(a[i])*1e-7 // what is left of a behind a billion is rounding
	}
	y := []float64{1, 2, 3, 4, 5, 6, 7, 9}
	for _, c := range []struct {
		name    string
		columns [][]float64
		column  int
		of      []int
	}{
		{"a mixture", [][]float64{a, b, mix}, 2, []int{0, 1}},
		{"another unit", [][]float64{b, a, percent}, 2, []int{1}},
		{"a constant", [][]float64{a, constant, b}, 1, nil},
		{"rounding alone", [][]float64{far, a}, 0, nil},
	} {
		l, d, err := FitLinear(context.Background(), c.columns, y)
		if l != nil || err != nil || d == nil || d.Column != c.column || len(d.Of) != len(c.of) {
			t.Errorf("%s: got %v, %+v, %v, want column %d of %v", c.name, l, d, err, c.column, c.of)
			continue
		}
		for i := range c.of {
			if d.Of[i] != c.of[i] {
				t.Errorf("%s: got %v, want %v", c.name, d.Of, c.of)
			}
		}
	}
}

// TestLinearEdges: no columns, y that is exactly a line, y that does not vary.
func TestLinearEdges(t *testing.T) {
	l := fitLinear(t, nil, []float64{1, 2, 6})
	if l.Coefficients[0] != 3 || l.Squares != 14 || l.Spread != 14 || l.Freedom() != 2 {
		t.Errorf("the mean alone: got %+v", l)
	}
	x := []float64{0.1, 0.2, 0.3, 0.7, 1.1}
	y := make([]float64, len(x))
	for i, v := range x {
		y[i] = 3 - 2*v
	}
	l = fitLinear(t, [][]float64{x}, y)
	if l.Squares != 0 || l.Robust(1)[1] != 0 || math.Abs(l.Coefficients[1]+2) > 1e-14 {
		t.Errorf("a line: got squares %g, errors %g, slope %g", l.Squares, l.Robust(1), l.Coefficients[1])
	}
	l = fitLinear(t, [][]float64{x}, []float64{0.1, 0.1, 0.1, 0.1, 0.1})
	if l.Spread != 0 || l.Squares != 0 || l.Coefficients[0] != 0.1 || l.Coefficients[1] != 0 {
		t.Errorf("no variation: got %+v", l)
	}
	stop := errors.New("stop")
	ctx := op.WithTick(context.Background(), func(done, total int) error {
		if done > total {
			t.Errorf("%d of %d", done, total)
		}
		return stop
	})
	if _, _, err := FitLinear(ctx, [][]float64{x}, y); !errors.Is(err, stop) {
		t.Errorf("got %v, want the stop", err)
	}
}
