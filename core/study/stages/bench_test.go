package stages_test

import (
	"context"
	"testing"
	"time"

	"fairbasis/core/op/optest"
	"fairbasis/core/study"
	"fairbasis/core/study/stages"
	"fairbasis/core/study/studytest"
)

const exchangeFile = studytest.Daily

// BenchmarkStudies compares each study of all contracts of IF over five and a
// half years, its book of days included, with that book alone and the measure.
func BenchmarkStudies(b *testing.B) {
	d := studytest.Data(b, "IF", exchangeFile)
	ctx := context.Background()
	book := func() {
		made, err := study.NewBook(ctx, d)
		if err != nil {
			b.Fatal(err)
		}
		made.Line(study.Measure{})
	}
	for name, run := range map[string]func() error{
		"stages": func() error {
			_, err := stages.Compute(ctx, study.StagesInput{Data: d})
			return err
		},
		"volatility": func() error {
			_, err := stages.Volatility(ctx, study.VolatilityInput{Data: d})
			return err
		},
	} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				ratio, _, _, best := optest.Pace(9, func() {
					if err := run(); err != nil {
						b.Fatal(err)
					}
				}, book)
				b.ReportMetric(ratio, "x-book")
				b.ReportMetric(float64(best)/float64(time.Millisecond), "ms")
			}
		})
	}
}
