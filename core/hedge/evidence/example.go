package evidence

import (
	"fairbasis/core/hedge"
	"fairbasis/core/op"
)

// Example is a made-up search over two windows and two take-profits in a year
// of 20-day months: monthly returns of four settings, in basis points, and days
// that spread 40 of them about their mean.
var Example = example([4][12]float64{
	{110, -60, 45, 80, -30, 95, 60, -85, 120, 40, -20, 75},
	{70, -90, 65, 30, -55, 115, 10, -70, 90, 60, -45, 20},
	{-40, 85, -95, 20, 60, -75, 35, 50, -110, 15, 90, -65},
	{15, -25, 30, -10, -60, 40, -35, 20, 5, -45, 10, -15},
})

func example(months [4][12]float64) hedge.EvidenceInput {
	const days, spread = 20, 0.004
	in := hedge.EvidenceInput{
		Months: []string{"2024-01", "2024-02", "2024-03", "2024-04", "2024-05", "2024-06", "2024-07", "2024-08", "2024-09", "2024-10", "2024-11", "2024-12"},
		Length: make(op.Column, 12), Shape: []int{2, 1, 2, 1}, Learn: 6,
	}
	for i := range in.Length {
		in.Length[i] = days
	}
	for _, row := range months {
		net, cube, fourth := 0.0, 0.0, 0.0
		for _, points := range row {
			// Half of the days are a spread above the month's mean m, half below.
			m := points / 10000 / days
			in.Sum = append(in.Sum, days*m)
			in.Square = append(in.Square, days*(m*m+spread*spread))
			net += days * m
			cube += days * (m*m*m + 3*m*spread*spread)
			fourth += days * (m*m*m*m + 6*m*m*spread*spread + spread*spread*spread*spread)
		}
		in.Net, in.Cube, in.Fourth = append(in.Net, net), append(in.Cube, cube), append(in.Fourth, fourth)
	}
	return in
}
