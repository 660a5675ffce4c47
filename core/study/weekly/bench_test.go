package weekly_test

import (
	"context"
	"testing"

	"fairbasis/core/study"
	"fairbasis/core/study/studytest"
	"fairbasis/core/study/weekly"
)

func BenchmarkFourProducts(b *testing.B) {
	var in study.OverviewInput
	for _, p := range study.Products() {
		in.Products = append(in.Products, study.OverviewData{Data: study.Data{Product: p, Futures: studytest.Data(b, p, studytest.Daily).Futures}})
	}
	run := func(ctx context.Context) func(*testing.B) {
		return func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := weekly.Compute(ctx, in); err != nil {
					b.Fatal(err)
				}
			}
		}
	}
	b.Run("with their books", run(context.Background()))
	b.Run("books at hand", run(study.WithShelf(context.Background(), new(study.Shelf))))
}
