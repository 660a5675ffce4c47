package num

import (
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// The Statistical Reference Datasets of NIST (itl.nist.gov/div898/strd) are not
// part of the project; TestCertifiedHere holds some of their figures always.
var strd = filepath.Join("..", "..", "..", "shared", "data", "nist-strd")

func needSTRD(t *testing.T) {
	t.Helper()
	if _, err := os.Stat(strd); err != nil {
		t.Skip("../shared/data/nist-strd is not on this machine: the reference data are not part of the project")
	}
}

// digits is the number of significant digits got has right, at most the 15
// that are certified: -log10 of the relative error (absolute where want is 0).
func digits(got, want float64) float64 {
	off := math.Abs(got - want)
	if want != 0 {
		off /= math.Abs(want)
	}
	if off == 0 {
		return 15
	}
	return math.Min(15, -math.Log10(off))
}

// certified is one regression of NIST.
type certified struct {
	x, y           []float64
	c, error       []float64
	deviation, rsq float64
}

func readCertified(t *testing.T, name string) certified {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(strd, name+".dat"))
	if err != nil {
		t.Fatal(err)
	}
	number := func(s string) float64 {
		v, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		return v
	}
	var d certified
	for i, line := range strings.Split(string(text), "\n") {
		f := strings.Fields(line)
		switch {
		case len(f) == 3 && f[0] == "B"+strconv.Itoa(len(d.c)) && i < 60:
			d.c, d.error = append(d.c, number(f[1])), append(d.error, number(f[2]))
		case len(f) == 3 && f[0] == "Standard" && f[1] == "Deviation":
			d.deviation = number(f[2])
		case len(f) == 2 && f[0] == "R-Squared":
			d.rsq = number(f[1])
		case i >= 60 && len(f) == 2:
			d.y, d.x = append(d.y, number(f[0])), append(d.x, number(f[1]))
		}
	}
	return d
}

// TestPolynomialsOfNIST: digits right of the least coefficient, the least
// standard error, the residual standard deviation and R^2, on all eight
// polynomial sets. 13 are asked of all; below are the digits reached, rounded
// down, so that a loss shows. What is missing to 15 is the rounding of decimal
// data to doubles, as a fit in rationals over the same doubles shows
// (TestExactFit). The residuals of Wampler1 and Wampler2 are 0: for Wampler1,
// whose data are integers, they are 0 here too, and so are all standard errors;
// the decimals of Wampler2 leave residuals of the size of their rounding, which
// are held below 1e-14.
func TestPolynomialsOfNIST(t *testing.T) {
	needSTRD(t)
	for _, c := range []struct {
		name                               string
		order                              int
		coefficient, error, deviation, rsq float64
	}{
		{"Norris", 1, 14, 13, 13, 15}, {"Pontius", 2, 13, 13, 13, 15}, {"Filip", 10, 13, 14, 14, 15},
		{"Wampler1", 5, 15, 15, 15, 15}, {"Wampler2", 5, 13, 14, 14, 15}, {"Wampler3", 5, 15, 14, 14, 15},
		{"Wampler4", 5, 15, 14, 14, 15}, {"Wampler5", 5, 15, 14, 14, 15},
	} {
		d := readCertified(t, c.name)
		if len(d.c) != c.order+1 || len(d.x) < 20 {
			t.Fatalf("%s: read %d coefficients and %d points", c.name, len(d.c), len(d.x))
		}
		p, err := FitPolynomial(context.Background(), d.x, d.y, c.order)
		if err != nil {
			t.Fatal(err)
		}
		s, _ := p.Deviation()
		r2, _ := p.Determination()
		coef, weight := p.Coefficients()
		least, leastError := 15.0, 15.0
		for j := range coef {
			least = math.Min(least, digits(coef[j], d.c[j]))
			leastError = math.Min(leastError, digits(s*weight[j], d.error[j]))
		}
		t.Logf("%s: coefficients %.1f, errors %.1f, deviation %.1f, R^2 %.1f", c.name, least, leastError, digits(s, d.deviation), digits(r2, d.rsq))
		if least < c.coefficient || leastError < c.error || digits(s, d.deviation) < c.deviation || digits(r2, d.rsq) < c.rsq {
			t.Errorf("%s: digits of coefficients %.1f, errors %.1f, deviation %.1f, R^2 %.1f, want %v", c.name, least, leastError, digits(s, d.deviation), digits(r2, d.rsq), c)
		}
	}
}

// TestCertifiedHere: NIST's Pontius and Wampler4 where the files are missing.
func TestCertifiedHere(t *testing.T) {
	var x, y []float64
	for i := range 21 {
		x = append(x, float64(i))
	}
	y = []float64{75901, -204794, 204863, -204436, 253665, -200894, 214131, -185192, 221249, -138370, 315911,
		-27644, 455253, 197434, 783995, 608816, 1370781, 1303798, 2205519, 2408860, 3444321}
	p, err := FitPolynomial(context.Background(), x, y, 5)
	if err != nil {
		t.Fatal(err)
	}
	coef, weight := p.Coefficients()
	s, _ := p.Deviation()
	r2, _ := p.Determination()
	for j, want := range []float64{215232.624678170, 236355.173469681, 77934.3524331583, 10147.5507550350, 564.566512170752, 11.2324854679312} {
		if digits(coef[j], 1) < 14 || digits(s*weight[j], want) < 14 {
			t.Errorf("coefficient %d: got %.17g with error %.17g, want 1 with %.15g", j, coef[j], s*weight[j], want)
		}
	}
	if digits(s, 236014.502379268) < 14 || digits(r2, 0.957478440825662) < 14 {
		t.Errorf("got deviation %.17g and R^2 %.17g, want 236014.502379268 and 0.957478440825662", s, r2)
	}
}

// TestUnivariateOfNIST: digits right of mean, standard deviation and lag-1
// autocorrelation on the nine univariate sets, rounded down. Computed in
// rationals from the very doubles (TestDescribeExact) the digits are the same:
// what is missing is lost when the decimals become doubles. 1000000.1 is known
// to 1.2e-10 of its last decimal, 10000000.1 to 1.9e-9, which leaves NumAcc3
// about 10 and NumAcc4 about 8 digits of the deviation.
func TestUnivariateOfNIST(t *testing.T) {
	needSTRD(t)
	text, err := os.ReadFile(filepath.Join(strd, "univariate", "exact.json"))
	if err != nil {
		t.Fatal(err)
	}
	var exact map[string]struct{ Mean, SD, Lag1 string }
	if err := json.Unmarshal(text, &exact); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name           string
		mean, sd, lag1 float64
	}{
		{"Lew", 15, 14, 14}, {"Lottery", 15, 14, 14}, {"Mavro", 15, 13, 13}, {"Michelso", 15, 13, 13},
		{"NumAcc1", 15, 15, 15}, {"NumAcc2", 15, 14, 14}, {"NumAcc3", 15, 9, 12}, {"NumAcc4", 15, 8, 10}, {"PiDigits", 15, 14, 14},
	} {
		want := exact[c.name]
		number := func(s string) float64 {
			v, err := strconv.ParseFloat(s, 64)
			if err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			return v
		}
		d := Describe(readColumn(t, c.name))
		got := [3]float64{digits(d.Mean, number(want.Mean)), digits(d.Deviation, number(want.SD)), digits(d.Lag1, number(want.Lag1))}
		t.Logf("%s: %.1f", c.name, got)
		if got[0] < c.mean || got[1] < c.sd || got[2] < c.lag1 {
			t.Errorf("%s: %.1f digits, want %v", c.name, got, c)
		}
	}
}

// readColumn is the data of a univariate set: a header line, then a number a line.
func readColumn(t *testing.T, name string) []float64 {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(strd, "univariate", name+".dat"))
	if err != nil {
		t.Fatal(err)
	}
	var x []float64
	for _, line := range strings.Fields(string(text))[3:] {
		v, err := strconv.ParseFloat(line, 64)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		x = append(x, v)
	}
	return x
}
