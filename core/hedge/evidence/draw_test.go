package evidence

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"testing"

	"fairbasis/core/hedge"
)

// daily is a search as days: returns by cell, month and day.
type daily [][][]float64

// input sums the days up as a sweep does.
func (d daily) input(shape ...int) hedge.EvidenceInput {
	in := hedge.EvidenceInput{Shape: shape}
	for m := range d[0] {
		in.Months = append(in.Months, fmt.Sprintf("%04d-%02d", 2018+m/12, m%12+1))
		in.Length = append(in.Length, float64(len(d[0][m])))
	}
	for _, cell := range d {
		net, cube, fourth := 0.0, 0.0, 0.0
		for _, month := range cell {
			sum, square := 0.0, 0.0
			for _, x := range month {
				sum += x
				square += x * x
				cube += x * x * x
				fourth += x * x * x * x
			}
			net += sum
			in.Sum, in.Square = append(in.Sum, sum), append(in.Square, square)
		}
		in.Net, in.Cube, in.Fourth = append(in.Net, net), append(in.Cube, cube), append(in.Fourth, fourth)
	}
	return in
}

// days joins the days of a cell over the months for which use is true.
func (d daily) days(cell int, use func(month int) bool) []float64 {
	var x []float64
	for m, month := range d[cell] {
		if use(m) {
			x = append(x, month...)
		}
	}
	return x
}

// noise draws cells without skill: normal days of 1 %, months of 18 to 22 days.
func noise(rnd *rand.Rand, cells, months int) daily {
	length := make([]int, months)
	for m := range length {
		length[m] = 18 + rnd.IntN(5)
	}
	d := make(daily, cells)
	for c := range d {
		d[c] = make([][]float64, months)
		for m := range d[c] {
			d[c][m] = make([]float64, length[m])
			for i := range d[c][m] {
				d[c][m][i] = 0.01 * rnd.NormFloat64()
			}
		}
	}
	return d
}

// meanAndDeviation are those of the textbook.
func meanAndDeviation(x []float64) (mean, deviation float64) {
	for _, v := range x {
		mean += v / float64(len(x))
	}
	for _, v := range x {
		deviation += (v - mean) * (v - mean)
	}
	return mean, math.Sqrt(deviation / float64(len(x)-1))
}

// ratio is that of Sharpe, 0 for days without a trade.
func ratio(x []float64) float64 {
	m, s := meanAndDeviation(x)
	if m == 0 && s == 0 {
		return 0
	}
	return m / s
}

func must(t testing.TB, in hedge.EvidenceInput) hedge.Evidence {
	t.Helper()
	if err := in.Validate(); err != nil {
		t.Fatal(err)
	}
	e, err := Compute(context.Background(), in)
	if err != nil {
		t.Fatal(err)
	}
	return e
}
