package drivers

import (
	"context"
	"testing"
	"time"

	"fairbasis/core/op/optest"
	"fairbasis/core/study"
)

// BenchmarkDrivers compares ten years regressed on six drivers, of a book on
// the shelf, with the sums of products of the same columns in plain doubles: the
// least that a regression has to do.
func BenchmarkDrivers(b *testing.B) {
	const rows, columns = 2430, 7
	days, in := made(rows)
	yield, rate := make([]float64, rows), make([]float64, rows)
	for i := range rate {
		yield[i], rate[i] = float64(i*i%89)/10000, float64(i*i%113)/10000
	}
	in.DividendYield, in.InterestRate, in.AutoLags = values(days, yield), values(days, rate), true
	ctx := study.WithShelf(context.Background(), &study.Shelf{})
	var x [columns][]float64
	for j := range x {
		x[j] = append(append([]float64(nil), yield[j:]...), yield[:j]...)
	}
	var product [columns][columns]float64
	for b.Loop() {
		ratio, _, _, best := optest.Pace(9, func() {
			if r, err := Compute(ctx, in); err != nil || r.Why != "" {
				b.Fatal(r.Why, err)
			}
		}, func() {
			for j := range x {
				for k := range j + 1 {
					sum := 0.0
					for i, v := range x[j] {
						sum += v * x[k][i]
					}
					product[j][k] = sum
				}
			}
		})
		b.ReportMetric(ratio, "x-products")
		b.ReportMetric(float64(best)/float64(time.Millisecond), "ms")
	}
}
