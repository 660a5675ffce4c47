package drivers

import (
	"math"
	"sort"
	"strconv"
	"strings"
	"testing"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat/distuv"

	"fairbasis/core/calendar"
	"fairbasis/core/market"
	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
)

// byDay are dated values, percent.
type byDay struct {
	days []calendar.Date
	x    []float64
}

func readPercent(t *testing.T, name string, header, day, column int) (d byDay) {
	for _, r := range studytest.Rows(t, name, header) {
		d.days, d.x = append(d.days, studytest.Date(t, r[day])), append(d.x, studytest.Number(t, r[column]))
	}
	return d
}

// at is the last value of a day or of the ten days before, not a number for none.
func (d byDay) at(day calendar.Date) float64 {
	for i := len(d.days) - 1; i >= 0; i-- {
		if age := day.Sub(d.days[i]); age >= 0 && age <= 10 {
			return d.x[i]
		} else if age > 10 {
			break
		}
	}
	return math.NaN()
}

// TestAgainstSpreadsheet: the drivers of the basis of IF's current month from
// 2019 to the expiry of February 2022, with the dividend yield of CSI 300 and
// three months' SHIBOR. What is expected is worked out from the rows of the
// files: trading days are counted as dates in the file, a contract expires on
// its last row, and the regression is matrices written out.
func TestAgainstSpreadsheet(t *testing.T) {
	const window, lags = 20, 7
	type day struct {
		near        string
		close, spot float64
		interest    float64
	}
	days, last := map[string]*day{}, map[string]string{}
	bySymbol := map[string][][]string{}
	for _, r := range studytest.Rows(t, "daily/cffex_basis_daily_2018-10_2024-06.csv", 1) {
		if !strings.HasPrefix(r[0], "IF") {
			continue
		}
		last[r[0]] = max(last[r[0]], r[1])
		if r[1] < "2019-01-02" || r[1] > "2022-02-18" {
			continue
		}
		bySymbol[r[0]] = append(bySymbol[r[0]], r)
		d := days[r[1]]
		if d == nil {
			d = &day{near: "IF9999"}
			days[r[1]] = d
		}
		if r[0] < d.near {
			d.near, d.close = r[0], studytest.Number(t, r[5])
		}
		d.spot = studytest.Number(t, r[8])
		d.interest += studytest.Number(t, r[7])
	}
	var dates []string
	for d := range days {
		dates = append(dates, d)
	}
	sort.Strings(dates)
	yield := readPercent(t, "rates/index_dividend_yield_2010-2024.csv", 2, 0, 1)
	shibor := readPercent(t, "rates/shibor_2016-2022.csv", 1, 1, 6)

	var y []float64
	var x [][]float64
	for i, name := range dates {
		d := days[name]
		n := sort.SearchStrings(dates, last[d.near]) - i
		if n == 0 || i < window {
			continue
		}
		var returns []float64
		mean := 0.0
		for k := i - window + 1; k <= i; k++ {
			returns = append(returns, math.Log(days[dates[k]].spot/days[dates[k-1]].spot))
			mean += returns[len(returns)-1] / window
		}
		variance := 0.0
		for _, r := range returns {
			variance += (r - mean) * (r - mean) / (window - 1)
		}
		before := days[dates[i-window]]
		row := []float64{1, yield.at(studytest.Date(t, name)) / 100, shibor.at(studytest.Date(t, name)) / 100, math.Sqrt(252 * variance), d.spot/before.spot - 1, math.Log(d.interest / before.interest), float64(n)}
		if row[1] != row[1] || row[2] != row[2] {
			continue
		}
		y, x = append(y, (d.close-d.spot)/d.spot*252/float64(n)), append(x, row)
	}

	in := study.DriversInput{Data: study.Data{Product: "IF"}, Measure: study.Measure{Of: study.CurrentWith}, Window: window, Lags: lags}
	for symbol, all := range bySymbol {
		var when []calendar.Date
		var closes, interest, spot []float64
		for _, r := range all {
			when, closes, interest, spot = append(when, studytest.Date(t, r[1])), append(closes, studytest.Number(t, r[5])), append(interest, studytest.Number(t, r[7])), append(spot, studytest.Number(t, r[8]))
		}
		s := daily(symbol, market.FutureContract, "IF", when, closes)
		s.Bars.OpenInterest = market.Column{Float: interest}
		s.Bars.Extra = []market.Named{{Name: "spot", Column: market.Column{Float: spot}}}
		in.Futures = append(in.Futures, s)
	}
	in.DividendYield, in.InterestRate = values(yield.days, yield.x), values(shibor.days, nil)
	in.InterestRate.Bars.Extra = []market.Named{{Name: "3m", Column: market.Column{Float: shibor.x}}}
	in.InterestRate.Column = "3m"
	in.DividendYield.Unit, in.InterestRate.Unit = 0.01, 0.01

	n, k := len(y), 7
	m := mat.NewDense(n, k, nil)
	for i := range x {
		m.SetRow(i, x[i])
	}
	var square, inverse mat.Dense
	var xy, b, fitted mat.VecDense
	square.Mul(m.T(), m)
	if err := inverse.Inverse(&square); err != nil {
		t.Fatal(err)
	}
	xy.MulVec(m.T(), mat.NewVecDense(n, y))
	b.MulVec(&inverse, &xy)
	fitted.MulVec(m, &b)
	squares, spread, steps, mean := 0.0, 0.0, 0.0, 0.0
	e := make([]float64, n)
	for i := range y {
		mean += y[i] / float64(n)
		e[i] = y[i] - fitted.AtVec(i)
		squares += e[i] * e[i]
		if i > 0 {
			steps += (e[i] - e[i-1]) * (e[i] - e[i-1])
		}
	}
	for _, v := range y {
		spread += (v - mean) * (v - mean)
	}
	for _, lags := range []int{0, lags} {
		middle := mat.NewDense(k, k, nil)
		for i := range n {
			for j := max(0, i-lags); j <= min(n-1, i+lags); j++ {
				w := (1 - math.Abs(float64(i-j))/float64(lags+1)) * e[i] * e[j] * float64(n) / float64(n-k)
				for p := range k {
					for q := range k {
						middle.Set(p, q, middle.At(p, q)+w*x[i][p]*x[j][q])
					}
				}
			}
		}
		var covariance mat.Dense
		covariance.Mul(&inverse, middle)
		covariance.Mul(&covariance, &inverse)
		in.Lags = lags
		r := drivers(t, in)
		if r.Count != n || len(r.Terms) != k || n < 600 {
			t.Fatalf("%d days and %d terms, want %d and %d", r.Count, len(r.Terms), n, k)
		}
		student := distuv.StudentsT{Sigma: 1, Nu: float64(n - k)}
		for j, term := range r.Terms {
			name := strconv.Itoa(lags) + " lags, " + term.Driver
			c, s := b.AtVec(j), math.Sqrt(covariance.At(j, j))
			t.Logf("%d days, %-26s %12.6g error %10.4g t %7.2f p %.4f effect %v inflation %v", n, name, c, s, c/s, term.P.Or(-1), term.Effect, term.Inflation)
			optest.Defined(t, name, term.Coefficient, c, 1e-8*math.Abs(c))
			optest.Defined(t, name+" error", term.Error, s, 1e-8*s)
			optest.Defined(t, name+" t", term.T, c/s, 1e-7*math.Abs(c/s))
			optest.Defined(t, name+" p", term.P, 2*student.CDF(-math.Abs(c/s)), 1e-10)
			reach := student.Quantile(0.975) * s
			optest.Defined(t, name+" low", term.Low, c-reach, 1e-7*s)
			optest.Defined(t, name+" high", term.High, c+reach, 1e-7*s)
			if j == 0 {
				continue
			}
			// The inflation is that of the textbook: 1/(1 - R^2) of the driver on the others, which is its place in the inverse times its squares.
			average, own := 0.0, 0.0
			for i := range x {
				average += x[i][j] / float64(n)
			}
			for i := range x {
				own += (x[i][j] - average) * (x[i][j] - average)
			}
			optest.Defined(t, name+" mean", term.Mean, average, 1e-9*math.Abs(average))
			optest.Defined(t, name+" effect", term.Effect, c*math.Sqrt(own/float64(n-1)), 1e-7*math.Abs(c)*math.Sqrt(own))
			optest.Defined(t, name+" inflation", term.Inflation, own*inverse.At(j, j), 1e-7)
		}
		optest.Defined(t, "R2", r.R2, 1-squares/spread, 1e-9)
		optest.Defined(t, "adjusted R2", r.Adjusted2, 1-squares/float64(n-k)/(spread/float64(n-1)), 1e-9)
		optest.Defined(t, "residual", r.Residual, math.Sqrt(squares/float64(n-k)), 1e-10)
		optest.Defined(t, "Durbin and Watson", r.Durbin, steps/squares, 1e-7)
		for i, v := range r.Line.Value {
			if math.Abs(v-y[i]) > 1e-12 || math.Abs(r.Fitted.Value[i]-fitted.AtVec(i)) > 1e-9 {
				t.Fatalf("day %d: %g fitted %g, want %g and %g", i, v, r.Fitted.Value[i], y[i], fitted.AtVec(i))
			}
		}
	}
}
